"""The graph as FollowTheMoney entities (https://followthemoney.tech), one JSON object a line, for Aleph and OpenSanctions.

Events are `Event`, news `Article`, entities `Person`, `Organization`, `PublicBody` (states), `Address` (places); a post
is a `Position` with an `Occupancy`, a sentence that tells an event a `Documentation`. The model has no roles in events:
who took part is `involved` (a place: `addressEntity`), and each role stands as ``role: name`` in the notes of the event.
Who says so and which page a teaser stood on is left out: the model has no place for either.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphkit.files import write_text
from graphkit.model import Entity, Event, Graph

_SCHEMATA = {"Person": "Person", "State": "PublicBody", "Place": "Address"}
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def write_followthemoney(graph: Graph, path: str | Path) -> Path:
    """Write the graph as FollowTheMoney entities, a JSON object a line.

    Parameters
    ----------
    graph
        What to write.
    path
        The file; it appears whole or not at all.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp(), "g.ftm.json")
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya")})
    >>> json.loads(write_followthemoney(graph, target).read_text(encoding="utf-8"))["schema"]
    'PublicBody'
    """
    return write_text(path, "".join(json.dumps(one, ensure_ascii=True) + "\n" for one in _entities(graph)))


def _entities(graph: Graph) -> Iterator[dict[str, Any]]:
    for key in sorted(graph.entities):
        yield _actor(graph.entities[key])
    for key, post in sorted(graph.positions.items()):
        yield _entity("Position", key, name=[post.title], organization=_ids([post.organization]))
        yield _entity("Occupancy", key + " holder", holder=_ids([post.person]), post=_ids([key]),
                      startDate=[post.since], endDate=[post.until])  # fmt: skip
    for key, page in sorted(graph.documents.items()):
        published = page.published.isoformat() if page.published else None
        yield _entity("Article", key, title=[page.title], publisher=[page.outlet], sourceUrl=[page.url],
                      publishedAt=[published])  # fmt: skip
    proofs: dict[str, set[str]] = {}
    for item in graph.evidence.values():
        proofs.setdefault(item.event, set()).add(item.document)
    for key in sorted(graph.events):
        yield _event(graph, graph.events[key], proofs.get(key, ()))
    for key, item in sorted(graph.evidence.items()):
        yield _entity("Documentation", key, document=_ids([item.document]), entity=_ids([item.event]),
                      summary=[item.quote], role=["denial" if item.polarity == "negative" else item.modality])  # fmt: skip


def _actor(entity: Entity) -> dict[str, Any]:
    schema = _SCHEMATA.get(entity.type, "Organization")
    more = {"full": [entity.name]} if schema == "Address" else {}
    return _entity(schema, entity.id, name=[entity.name], alias=entity.aliases, wikidataId=[entity.wikidata], **more)


def _event(graph: Graph, event: Event, documents: Iterable[str]) -> dict[str, Any]:
    def name(key: str) -> str:
        return graph.entities[key].name if key in graph.entities else key

    filled = sorted(set(event.arguments))
    kinds = {one.entity: graph.entities[one.entity].type for one in filled if one.entity in graph.entities}
    places = [key for key, kind in kinds.items() if kind == "Place"]  # the model lets only persons and bodies take part
    day = event.time if event.time and _DATE.fullmatch(event.time) else None
    return _entity(
        "Event",
        event.id,
        name=[event.label],
        keywords=[event.type, event.status],
        date=[day],
        startDate=[event.begin.isoformat() if event.begin else None],
        endDate=[event.end.isoformat() if event.end else None],
        involved=_ids(one.entity for one in filled if one.entity not in places),
        addressEntity=_ids(places),
        location=[name(one.entity) for one in filled if one.role == "place"],
        notes=[f"{one.role}: {name(one.entity)}" for one in filled],
        summary=[event.title, event.item, event.quantity],
        recordId=[event.id],
        proof=_ids(documents),
    )


def _entity(schema: str, key: str, **properties: Iterable[str | None]) -> dict[str, Any]:
    found = {name: sorted({value for value in values if value}) for name, values in properties.items()}
    return {"id": _id(key), "schema": schema, "properties": {name: found[name] for name in sorted(found) if found[name]}}


def _ids(keys: Iterable[str | None]) -> list[str]:
    return [_id(key) for key in keys if key]


def _id(key: str) -> str:
    """The id itself where FollowTheMoney takes it (letters, digits, dots, hyphens), else a hash of it."""
    if _ID.fullmatch(key):
        return key
    return "x" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
