"""Records as nodes and edges: the one form from which both the RDF and the Cypher stores are written and read.

The names are those of ``docs/graph-model.md``: a property key is the Cypher key and the RDF local name, an edge name
is the RDF local name (``claimsParticipant``), its Cypher form comes from `relationship_type`.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from graphkit.model import Argument, DocumentNode, Entity, Event, Evidence, Graph, Naming, Position

Kind = Literal["Document", "Entity", "Position", "Event", "Evidence", "Naming"]
Value = str | int | float | dt.date | tuple[str, ...]

KINDS: tuple[Kind, ...] = ("Document", "Entity", "Position", "Event", "Evidence", "Naming")
"""In the order of the fields of `Graph`."""

_SAME: dict[Kind, tuple[str, ...]] = {
    "Document": ("title", "published", "language", "url", "outlet"),
    "Entity": ("name", "aliases", "keys", "wikidata"),
    "Position": ("title", "since", "until"),
    "Event": ("label", "time", "begin", "end", "quantity", "item", "title", "status", "confidence"),
    "Evidence": (
        *("type", "quote", "trigger", "start", "end", "line", "zone", "polarity", "modality"),
        *("time", "quantity", "item", "title", "proposer", "score"),
    ),
    "Naming": ("type", "wikidata"),
}
_OTHER: dict[Kind, dict[str, str]] = {
    "Evidence": {"quote_start": "quoteStart", "quote_end": "quoteEnd"},
    "Naming": {"name": "called", "aliases": "alsoCalled"},  # not `name`: whoever asks for a name means the entity's
}
FIELDS: Mapping[Kind, Mapping[str, str]] = {
    kind: {name: name for name in names} | _OTHER.get(kind, {}) for kind, names in _SAME.items()
}
"""For each kind of node: record field → property key."""

_REQUIRED: Mapping[Kind, frozenset[str]] = {
    "Document": frozenset(),
    "Entity": frozenset({"name"}),
    "Position": frozenset({"title"}),
    "Event": frozenset({"label"}),
    "Evidence": frozenset({"type", "quote", "trigger"}),
    "Naming": frozenset({"called", "type"}),
}
LISTS = frozenset({"aliases", "keys", "alsoCalled"})
"""Property keys whose value is a list."""
_LIST_FIELDS = ("aliases", "keys")
_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")


class Edge(NamedTuple):
    """One edge: kind and id of the node it leaves, its name (an RDF local name), id of the node it reaches.

    `document` is the id of the document that supports the edge; empty where it is a fact.
    """

    kind: Kind
    source: str
    name: str
    target: str
    document: str = ""

    @property
    def target_kind(self) -> Kind:
        """Kind of the node the edge reaches.

        Examples
        --------
        >>> Edge("Evidence", "v1", "document", "d1").target_kind
        'Document'
        """
        if self.name == "evidence":
            return "Evidence"
        if self.name == "partOf" or (self.name == "document" and self.kind != "Event"):
            return "Document"
        return "Entity"


@dataclass(frozen=True, slots=True)
class Node:
    """One node with the edges that stand and fall with it.

    `type` is the second label (``Meeting``, ``Person``), None where a kind has none. `edges` are the edges that
    leave the node, but the edge from an event to an evidence belongs to the evidence. `document` is the id of the
    document that supports the node; empty where it is a fact.

    Examples
    --------
    >>> Node("Entity", "Q159", "State", {"name": "Rusya"}).properties["name"]
    'Rusya'
    """

    kind: Kind
    id: str
    type: str | None
    properties: Mapping[str, Value]
    edges: tuple[Edge, ...] = ()
    document: str = ""


def relationship_type(name: str) -> str:
    """Cypher form of an edge name.

    Examples
    --------
    >>> relationship_type("claimsParticipant"), relationship_type("partOf"), relationship_type("place")
    ('CLAIMS_PARTICIPANT', 'PART_OF', 'PLACE')
    """
    return _CAPITAL.sub(r"_\1", name).upper()


def edge_name(relationship: str) -> str:
    """Edge name of a Cypher relationship type; the inverse of `relationship_type`.

    Examples
    --------
    >>> edge_name("CLAIMS_PARTICIPANT"), edge_name("PLACE")
    ('claimsParticipant', 'place')
    """
    first, *rest = relationship.lower().split("_")
    return first + "".join(part.capitalize() for part in rest)


def to_nodes(graph: Graph) -> Iterator[Node]:
    """All nodes of a graph: documents, entities, positions, events, evidences, namings, each kind in order of id.

    Examples
    --------
    >>> from graphkit.model import DocumentNode, Graph
    >>> [node.properties for node in to_nodes(Graph({"d1": DocumentNode("d1", "Zirve")}))]
    [{'title': 'Zirve', 'language': 'tr'}]
    """
    for key in sorted(graph.documents):
        document = graph.documents[key]
        page = () if document.part_of is None else (Edge("Document", key, "partOf", document.part_of, key),)
        yield Node("Document", key, None, _properties("Document", document), page, key)
    for key in sorted(graph.entities):
        yield Node("Entity", key, graph.entities[key].type, _properties("Entity", graph.entities[key]))
    for key in sorted(graph.positions):
        yield Node("Position", key, None, _properties("Position", graph.positions[key]), _post(graph.positions[key]))
    for key in sorted(graph.events):
        event = graph.events[key]
        roles = tuple(Edge("Event", key, role, entity) for role, entity in _ordered(event.arguments))
        yield Node("Event", key, event.type, _properties("Event", event), roles)
    for key in sorted(graph.evidence):
        item = graph.evidence[key]
        yield Node("Evidence", key, None, _properties("Evidence", item), _claims(item), item.document)
    for key in sorted(graph.namings):
        naming = graph.namings[key]
        ends = (("document", naming.document), ("entity", naming.entity))
        edges = tuple(Edge("Naming", key, name, target, naming.document) for name, target in ends)
        yield Node("Naming", key, None, _properties("Naming", naming), edges, naming.document)


def from_nodes(nodes: Iterable[Node]) -> Graph:
    """The graph of some nodes; the inverse of `to_nodes`.

    A node that a stopped load left half written (an evidence without its document or event, a position without its
    person, a node without its properties) is left out; loading again completes it.

    Examples
    --------
    >>> from graphkit.model import Entity, Graph
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya")})
    >>> from_nodes(to_nodes(graph)) == graph
    True
    """
    records: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}
    for node in nodes:
        if _REQUIRED[node.kind] <= node.properties.keys():
            record = _record(node)
            if record is not None:
                records[node.kind][node.id] = record
    ordered = [dict(sorted(records[kind].items())) for kind in KINDS]
    return Graph(*ordered)


def _properties(kind: Kind, record: object) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, key in FIELDS[kind].items():
        value = getattr(record, name)
        if key in LISTS:
            value = tuple(sorted(set(value))) or None
        if value is not None:
            found[key] = value
    return found


def _post(position: Position) -> tuple[Edge, ...]:
    edges = [Edge("Position", position.id, "person", position.person)]
    if position.organization is not None:
        edges.append(Edge("Position", position.id, "organization", position.organization))
    return (
        *edges,
        *(Edge("Position", position.id, "document", name, name) for name in sorted(set(position.documents))),
    )


def _claims(item: Evidence) -> tuple[Edge, ...]:
    ends = [("document", item.document), *(("source", name) for name in sorted(set(item.sources)))]
    for prefix, arguments in (("claims", item.arguments), ("inferred", item.inferred)):
        ends += [(_claim_name(prefix, role), entity) for role, entity in _ordered(arguments)]
    key, document = item.id, item.document
    edges = [Edge("Evidence", key, name, target, document) for name, target in ends]
    return (Edge("Event", item.event, "evidence", key, document), *edges)


def _ordered(arguments: Iterable[Argument]) -> list[tuple[str, str]]:
    """Role and entity of each argument, each once: pairs are put in order several times as fast as the records."""
    return sorted({(argument.role, argument.entity) for argument in arguments})


@functools.lru_cache(maxsize=1024)
def _claim_name(prefix: str, role: str) -> str:
    return prefix + role.capitalize()


def _record(node: Node) -> DocumentNode | Entity | Position | Event | Evidence | Naming | None:
    values: dict[str, Any] = {name: node.properties.get(key) for name, key in FIELDS[node.kind].items()}
    for name in _LIST_FIELDS:
        if name in values:
            values[name] = tuple(sorted(values[name] or ()))
    ends: dict[str, list[str]] = {}
    for edge in sorted(node.edges):
        ends.setdefault(edge.name, []).append(edge.source if edge.name == "evidence" else edge.target)

    def one(name: str) -> str | None:
        return ends[name][0] if name in ends else None

    if node.kind == "Document":
        values |= {"title": values["title"] or "", "language": values["language"] or "tr"}
        return DocumentNode(node.id, part_of=one("partOf"), **values)
    if node.kind == "Entity":
        return Entity(node.id, node.type, **values) if node.type else None  # type: ignore[arg-type]
    if node.kind == "Position":
        person, documents = one("person"), tuple(ends.get("document", ()))
        terms = values["since"], values["until"]
        return Position(node.id, person, values["title"], one("organization"), documents, *terms) if person else None
    if node.kind == "Event":
        return Event(node.id, node.type, arguments=_arguments(node.edges, ""), **values) if node.type else None
    if node.kind == "Naming":
        entity, document = one("entity"), one("document")
        return Naming(node.id, entity, document, **values) if entity and document else None
    event, document = one("evidence"), one("document")
    if event is None or document is None:
        return None
    claimed, inferred = _arguments(node.edges, "claims"), _arguments(node.edges, "inferred")
    sources = tuple(ends.get("source", ()))
    return Evidence(node.id, event, document, arguments=claimed, inferred=inferred, sources=sources, **values)


def _arguments(edges: Iterable[Edge], prefix: str) -> tuple[Argument, ...]:
    named = (edge for edge in edges if edge.name.startswith(prefix))
    return tuple(sorted(Argument(edge.name[len(prefix) :].lower(), edge.target) for edge in named))
