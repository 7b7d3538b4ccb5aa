"""From extractions to one graph: one id for each entity, one event for each happening, evidences kept apart."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graphkit.affiliations import standings_of
from graphkit.confidence import confidence, status
from graphkit.denials import as_evidence
from graphkit.edtf import edtf_bounds
from graphkit.gazetteer import load_gazetteer
from graphkit.likeness import actors_of, best_date, best_time
from graphkit.model import (
    Argument,
    DocumentNode,
    Event,
    EventMention,
    Evidence,
    Extraction,
    Graph,
    LocalEntity,
    LocalPosition,
    Position,
)
from graphkit.namings import entities_of, read_namings
from graphkit.ontology import load_ontology
from graphkit.tellings import Tellings
from graphkit.text import fold

LONGEST_KEY = 60


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:16]


@functools.lru_cache(maxsize=100_000)
def entity_id(name: str, kind: str, wikidata: str | None = None) -> str:
    """Id of an entity: its Wikidata id, else type and folded name (a long one cut, with a hash).

    Examples
    --------
    >>> entity_id("Rusya", "State", "Q159"), entity_id("Ri Hi Yong", "Person")
    ('Q159', 'person:ri_hi_yong')
    """
    if wikidata:
        return wikidata
    key = fold(name).replace(" ", "_") or _digest(name)
    if len(key) > LONGEST_KEY:
        key = f"{key[:LONGEST_KEY]}~{_digest(key)[:10]}"
    return f"{kind.lower()}:{key}"


def local_id(local: LocalEntity) -> str:
    """Id of an entity of a document: that which a judgement gave it, else its own.

    Examples
    --------
    >>> local_id(LocalEntity("Şi Cinping", "Person")), local_id(LocalEntity("Şi Cinping", "Person", id="Q15031"))
    ('person:şi_cinping', 'Q15031')
    """
    return local.id or entity_id(local.name, local.type, local.wikidata)


def document_node(extraction: Extraction) -> DocumentNode:
    """The document of an extraction as a node.

    Examples
    --------
    >>> from graphkit.model import Document
    >>> document_node(Extraction(Document("d1", "Zirve", "Zirve"))).title
    'Zirve'
    """
    document = extraction.document
    return DocumentNode(document.id, document.title, document.published, document.language, document.url,
                        document.source, document.part_of)  # fmt: skip


def _ids(extraction: Extraction) -> dict[str, str]:
    return {local.name: local_id(local) for local in extraction.entities}


def _claims(mention: EventMention, ids: Mapping[str, str]) -> tuple[Argument, ...]:
    pairs = [(role, name) for role, names in mention.roles.items() for name in names]
    pairs += [("place", name) for name in mention.place]
    return tuple(sorted({Argument(role, ids[name]) for role, name in pairs}))


def _evidence(extraction: Extraction, mention: EventMention, ids: Mapping[str, str]) -> Evidence:
    document = extraction.document
    start, end = extraction.sentences[mention.sentence]
    denied = ("denied",) if mention.denied_by and mention.polarity == "negative" else ()  # the claim is evidence of its own
    return Evidence(
        f"v{_digest(document.id, mention.start, mention.end, mention.type, *denied)}", "", document.id, mention.type,
        document.text[start:end].strip(), start, end, mention.trigger, mention.start, mention.end, mention.line,
        mention.zone, mention.polarity, mention.modality, _claims(mention, ids),
        tuple(sorted(Argument(role, ids[name]) for role, name in mention.inferred if name in ids)),
        tuple(sorted({ids[name] for name in mention.source})), mention.time, mention.quantity, mention.item,
        mention.title, mention.proposer, mention.score,
    )  # fmt: skip


def _told_once(values: Iterable[str | None]) -> str | None:
    told = Counter(value for value in values if value)
    return min(told, key=lambda v: (-told[v], v)) if told else None


def event_of(event_id: str, evidences: Sequence[Evidence], names: Mapping[str, str]) -> Event:
    """The event that its evidences add up to.

    Parameters
    ----------
    evidences
        One or more evidences of the event.
    names
        Entity id → name, for the label.

    Returns
    -------
    Event
        Arguments are the union of the claims of evidences that do not deny it (of all, when all deny it); an
        attribute on which evidences differ takes the value told most often and stays as told in each evidence.

    Examples
    --------
    >>> told = Evidence("v1", "e1", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body", time="2026-03")
    >>> event_of("e1", [told], {}).begin.isoformat()
    '2026-03-01'
    """
    ordered = sorted(evidences, key=lambda e: e.id)
    telling = [e for e in ordered if e.polarity == "positive"] or ordered
    arguments = tuple(sorted({a for e in telling for a in e.arguments}))
    time = best_time(telling)
    begin, end = edtf_bounds(time) if time else (None, None)
    label = _label(ordered[0].type, arguments, names)
    return Event(
        event_id, ordered[0].type, label, arguments, time, begin, end, _told_once(e.quantity for e in telling),
        _told_once(e.item for e in telling), _told_once(e.title for e in telling), status(ordered), confidence(ordered),
    )  # fmt: skip


def _label(kind: str, arguments: Sequence[Argument], names: Mapping[str, str]) -> str:
    """A short Turkish name: type and its actors in the order of the type's roles."""
    event_type = load_ontology().event(kind)
    order = {role: number for number, role in enumerate(event_type.roles)}
    actors = sorted((a for a in arguments if a.role in order), key=lambda a: (order[a.role], a.entity))
    shown = list(dict.fromkeys(names.get(a.entity, a.entity) for a in actors))
    return f"{event_type.label_tr}: {', '.join(shown[:4])}" if shown else event_type.label_tr


def _event_id(members: Sequence[Evidence]) -> str:
    """Id of an event from what its first document tells of it."""
    first = [e for e in members if e.document == members[0].document]
    actors, time = sorted(actors_of(first)), best_time(first)
    where = () if actors and time else (members[0].document, first[0].id)
    return "e" + _digest(first[0].type, *[f"{a.role}={a.entity}" for a in actors], time, *where)


def _order(extraction: Extraction) -> tuple[dt.date, str]:
    return extraction.document.published or dt.date.max, extraction.document.id


def _told_events(extraction: Extraction) -> list[list[Evidence]]:
    """Evidences of one document, those of one event together, in text order."""
    ids = _ids(extraction)
    groups: dict[str, list[Evidence]] = {}
    for mention in as_evidence(extraction.events):
        alone = f"#{mention.start} {mention.end} {mention.type}"
        groups.setdefault(mention.same_as or alone, []).append(_evidence(extraction, mention, ids))
    return list(groups.values())


def _positions(extractions: Iterable[Extraction]) -> dict[str, Position]:
    found: dict[tuple[str, str, str | None], list[tuple[LocalPosition, str]]] = {}
    for extraction in extractions:
        ids = _ids(extraction)
        for local in extraction.positions:
            key = (ids[local.person], fold(local.title), ids.get(local.organization or ""))
            found.setdefault(key, []).append((local, extraction.document.id))
    out = {}
    for (person, title_key, organization), told in found.items():
        key_ = "p" + _digest(person, title_key, organization)
        since, until = (best_date(getattr(local, name) for local, _ in told) for name in ("since", "until"))
        documents = tuple(sorted({document for _, document in told}))
        out[key_] = Position(key_, person, told[0][0].title, organization, documents, since, until)
    return dict(sorted(out.items()))


def assemble(extractions: Iterable[Extraction]) -> Graph:
    """One graph of all extractions.

    Parameters
    ----------
    extractions
        One per document, in any order: the graph depends on their content only.

    Returns
    -------
    Graph
        Every entity is named by an event, a source or a position; documents without events are kept as nodes.

    Examples
    --------
    >>> len(assemble([]).events)
    0
    """
    ordered = sorted(extractions, key=_order)
    namings = {naming.id: naming for extraction in ordered for naming in read_namings(extraction, _ids(extraction))}
    entities = entities_of(namings.values())
    names = {key: entity.name for key, entity in entities.items()}
    positions = _positions(ordered)
    standings = standings_of(entities, positions.values(), load_gazetteer())
    clusters = Tellings({e.document.id: e.document.published for e in ordered}, standings)
    for extraction in ordered:
        for members in _told_events(extraction):
            clusters.add(members)
    by_event: dict[str, list[Evidence]] = {}
    for members in clusters.groups:
        key = _event_id(members)
        by_event.setdefault(key, []).extend(replace(e, event=key) for e in members)
    evidence = {e.id: e for told in by_event.values() for e in told}
    events = {key: event_of(key, told, names) for key, told in by_event.items()}
    return Graph(
        documents={e.document.id: document_node(e) for e in sorted(ordered, key=lambda e: e.document.id)},
        entities=entities,
        positions=positions,
        events=dict(sorted(events.items())),
        evidence=dict(sorted(evidence.items())),
        namings=dict(sorted(namings.items())),
    )
