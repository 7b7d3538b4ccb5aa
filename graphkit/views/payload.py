"""What the page draws and shows, as plain dictionaries: nodes, edges, and what belongs to all of them.

Nodes and edges have vis-network's own keys (`label`, `shape`, `color`, `x` …), free to be changed by users; what the
page's panel, filters and table need stands under the one key `data`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.assemble import local_id
from graphkit.model import Entity, Event, Evidence, Extraction, Graph, Position
from graphkit.ontology import load_ontology
from graphkit.text import APOSTROPHES
from graphkit.views.palette import look_of

Record = dict[str, Any]

INWARD = frozenset(
    {
        *("sender", "supplier", "provider", "visitor", "attacker", "imposer", "agent", "appointer", "organizer"),
        *("protester", "speaker", "group", "origin"),
    }
)
"""Roles of those who act: their arrow points into the event."""

MUTUAL = frozenset(("participant", "party", "place", "source", "host"))
"""Roles drawn without an arrow."""


def node_records(graph: Graph) -> list[Record]:
    """One vis-network node per entity and event, entities first, sorted by id; without positions.

    Parameters
    ----------
    graph
        The assembled graph.

    Examples
    --------
    >>> node = node_records(Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))[0]
    >>> node["label"], node["shape"], node["data"]["kind"]
    ('Rusya', 'hexagon', 'entity')
    """
    told: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in sorted(graph.evidence.values(), key=lambda one: (one.document, one.start, one.id)):
        told[evidence.event].append(evidence)
    degree = Counter(argument.entity for event in graph.events.values() for argument in set(event.arguments))
    held: dict[str, list[Position]] = defaultdict(list)
    for position in sorted(graph.positions.values(), key=lambda one: (one.title, one.id)):
        held[position.person].append(position)
    # A large graph is looked at from afar, so its nodes are larger.
    grown = max(min(len(graph.entities) + len(graph.events), 2000) / 400, 1.0) ** 0.35
    records = []
    for entity in sorted(graph.entities.values(), key=lambda one: one.id):
        size = min(9 + 3.2 * math.sqrt(degree[entity.id]), 30) * grown
        records.append(_node(entity.id, entity.name, size, _entity_data(entity, held[entity.id])))
    for event in sorted(graph.events.values(), key=lambda one: one.id):
        evidence_of = told[event.id]
        size = min(8 + 3 * math.log2(1 + len(evidence_of)), 20) * grown
        name = plain_label(event)
        data = _event_data(event, evidence_of, graph)
        records.append(_node(event.id, name, size, data | ({"plain": True} if name != event.label else {})))
    return records


def edge_records(edges: Iterable[tuple[str, str, Mapping[str, Any]]], statuses: Mapping[str, str]) -> list[Record]:
    """One vis-network edge per edge of `to_networkx`; parallel ones are bent apart.

    Parameters
    ----------
    edges
        Start, end and attributes (`role`, perhaps `title` and `count`: the more sentences, the thicker the line).
    statuses
        Event id → its status; edges of what has not happened are dashed.

    Examples
    --------
    >>> edge_records([("e1", "Q159", {"role": "sender"})], {"e1": "planned"})
    [{'id': 'r0', 'from': 'e1', 'to': 'Q159', 'data': {'role': 'sender'}, 'arrows': 'from', 'dashes': [6, 5]}]
    """
    records: list[Record] = []
    parallel: Counter[tuple[str, str]] = Counter()
    for number, (start, end, attributes) in enumerate(edges):
        role = str(attributes["role"])
        record: Record = {"id": f"r{number}", "from": start, "to": end, "data": dict(attributes)}
        if role in INWARD:
            record["arrows"] = "from"
        elif role not in MUTUAL:
            record["arrows"] = "to"
        if role == "source":
            record["dashes"] = [1, 4]
        elif statuses.get(start, "actual") in {"planned", "possible"}:
            record["dashes"] = [6, 5]
        if attributes.get("count", 1) > 1:
            record["width"] = round(min(1 + 0.9 * math.log2(attributes["count"]), 5.0), 1)
        bend = parallel[(start, end)]
        parallel[(start, end)] += 1
        if bend:
            record["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": round(0.1 + 0.12 * bend, 2)}
        records.append(record)
    return records


def document_records(graph: Graph, texts: Mapping[str, Record] | None = None) -> dict[str, Record]:
    """Document id → its title, date, outlet, address and the page it stood on; what is unknown is left out.

    Parameters
    ----------
    graph
        The assembled graph.
    texts
        What `text_records` made of the documents; None: the page has the sentences only.

    Examples
    --------
    >>> from graphkit.model import DocumentNode
    >>> document_records(Graph(documents={"d1": DocumentNode("d1", "Zirve", dt.date(2025, 7, 10))}))
    {'d1': {'title': 'Zirve', 'published': '2025-07-10'}}
    """
    return {
        document.id: _known(
            title=document.title,
            published=document.published,
            outlet=document.outlet,
            url=document.url,
            part_of=document.part_of,
        )
        | (texts or {}).get(document.id, {})
        for document in sorted(graph.documents.values(), key=lambda one: one.id)
    }


def text_records(extractions: Iterable[Extraction], graph: Graph) -> dict[str, Record]:
    """Document id → its text, zones and names, for the page that shows the article.

    Parameters
    ----------
    extractions
        What was read of the documents.
    graph
        Their graph; names of entities that it does not have are left out.

    Returns
    -------
    dict
        ``{"text": …, "zones": [[kind, start, end]], "names": [[start, end, entity id]]}``; offsets are code points.

    Examples
    --------
    >>> from graphkit.model import Document
    >>> text_records([Extraction(Document("d1", "Zirve", "Zirve"))], Graph())
    {'d1': {'text': 'Zirve', 'zones': [], 'names': []}}
    """
    found = {}
    for extraction in extractions:
        document = extraction.document
        names: dict[tuple[int, int], str] = {}
        for local in extraction.entities:
            entity = local_id(local)
            if entity in graph.entities:
                names.update(dict.fromkeys(local.mentions, entity))
        zones = [[zone.kind, zone.start, zone.end] for zone in document.zones if zone.kind != "body"]
        marks = [[start, end, entity] for (start, end), entity in sorted(names.items())]
        found[document.id] = {"text": document.text, "zones": zones, "names": marks}
    return found


def find_marks(quote: str, names: Mapping[str, Iterable[str]]) -> list[tuple[int, int, str]]:
    """Where entities are named in a sentence: half-open ranges of code points, not overlapping, in text order.

    Parameters
    ----------
    quote
        The sentence.
    names
        Entity id → its name and aliases. A name counts where it starts a word and ends one, or is followed by an
        apostrophe; of two that overlap the longer one counts.

    Examples
    --------
    >>> find_marks("Putin, Rusya'da", {"Q159": ["Rusya"], "p1": ["Vladimir Putin", "Putin"]})
    [(0, 5, 'p1'), (7, 12, 'Q159')]
    """
    found: list[tuple[int, int, str]] = []
    wanted = {name: entity for entity, forms in sorted(names.items()) for name in forms if name.strip()}
    for name in sorted(wanted, key=lambda one: (-len(one), one)):
        start = quote.find(name)
        while start >= 0:
            end = start + len(name)
            free = all(end <= other or start >= other_end for other, other_end, _ in found)
            if free and _is_whole(quote, start, end):
                found.append((start, end, wanted[name]))
            start = quote.find(name, end)
    return sorted(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and (after in APOSTROPHES or not after.isalnum())


def _node(name: str, label: str, size: float, data: Record) -> Record:
    look = look_of(data["kind"], data["type"])
    record: Record = {"id": str(name), "label": label, "shape": look.shape, "color": look.color}
    return record | {"size": round(size, 1), "data": data}


def plain_label(event: Event) -> str:
    """Name of an event without its type, which the page shows beside it in the reader's language.

    Examples
    --------
    >>> plain_label(Event("e1", "Meeting", "Görüşme: Rusya, Çin")), plain_label(Event("e2", "Meeting", "Ankara zirvesi"))
    ('Rusya, Çin', 'Ankara zirvesi')
    """
    known = load_ontology()
    if event.type not in {one.name for one in known.events}:
        return event.label
    rest = event.label.removeprefix(f"{known.label(event.type, 'tr')}:").strip()
    return rest or event.label


def _entity_data(entity: Entity, held: Iterable[Position]) -> Record:
    positions = [
        _known(title=position.title, organization=position.organization, documents=list(position.documents))
        for position in held
    ]
    return _known(
        kind="entity", type=entity.type, aliases=list(entity.aliases), wikidata=entity.wikidata, positions=positions
    )


def _event_data(event: Event, told: list[Evidence], graph: Graph) -> Record:
    return _known(
        kind="event",
        type=event.type,
        status=event.status,
        confidence=round(event.confidence, 3),
        time=event.time,
        begin=event.begin,
        end=event.end,
        quantity=event.quantity,
        item=event.item,
        title=event.title,
        evidence=[_evidence(evidence, graph) for evidence in told],
    )


def _evidence(evidence: Evidence, graph: Graph) -> Record:
    trigger = (evidence.start - evidence.quote_start, evidence.end - evidence.quote_start)
    people = {argument.entity for argument in evidence.arguments} | set(evidence.sources)
    names = {
        entity.id: (entity.name, *entity.aliases)
        for entity in (graph.entities[one] for one in sorted(people) if one in graph.entities)
    }
    marks = [mark for mark in find_marks(evidence.quote, names) if mark[1] <= trigger[0] or mark[0] >= trigger[1]]
    if 0 <= trigger[0] < trigger[1] <= len(evidence.quote):
        marks = sorted([*marks, (*trigger, "")])
    record = _known(document=evidence.document, quote=evidence.quote, marks=marks, sources=list(evidence.sources))
    record["at"] = evidence.quote_start
    record["roles"] = sorted({(argument.entity, argument.role) for argument in evidence.arguments})
    record |= _known(line=evidence.line, time=evidence.time, quantity=evidence.quantity, item=evidence.item)
    record |= _known(title=evidence.title, proposer=evidence.proposer, score=round(evidence.score, 2))
    plain = {"zone": "body", "polarity": "positive", "modality": "actual"}
    return record | {key: getattr(evidence, key) for key, usual in plain.items() if getattr(evidence, key) != usual}


def _known(**values: Any) -> Record:
    """Keep the values that say something, dates as ISO text."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in values.items()
        if value is not None and value != "" and value != []
    }
