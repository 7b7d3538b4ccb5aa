"""What a Cypher store does inside one transaction: read nodes, write a difference.

Labels and relationship types come from the ontology and the graph model, never from data; values are parameters.
The statements keep to what Neo4j 5 and ArcadeDB both understand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, cast

from graphkit.model import Graph
from graphkit.ontology import Ontology
from graphkit.stores.merging import Changes
from graphkit.stores.nodes import FIELDS, KINDS, Edge, Kind, Node, edge_name, from_nodes, relationship_type

INDEXES: tuple[tuple[Kind, str], ...] = (("Event", "begin"), ("Document", "published"))
"""Indexed properties besides ids: dates only, for Neo4j refuses to index a text longer than 8 kB."""


class Transaction(Protocol):
    """As much of a driver's transaction as is needed here."""

    def run(self, query: Any, parameters: Any = None) -> Any:
        """Send one statement."""


class Conflict(Exception):
    """Another writer made or removed a node meanwhile: the transaction must be run anew."""


class Found(NamedTuple):
    """What the store holds of some nodes; `labels` are the labels of each as (kind, id) → labels."""

    graph: Graph
    labels: Mapping[tuple[Kind, str], frozenset[str]]


def schema() -> list[tuple[Kind, str]]:
    """One statement for each constraint and index, with the label it is for.

    Examples
    --------
    >>> schema()[1][1]
    'CREATE CONSTRAINT graphkit_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE'
    """
    unique: list[tuple[Kind, str]] = [
        (kind, f"CREATE CONSTRAINT graphkit_{kind.lower()}_id IF NOT EXISTS FOR (n:{kind}) REQUIRE n.id IS UNIQUE")
        for kind in KINDS
    ]
    return unique + [
        (kind, f"CREATE INDEX graphkit_{kind.lower()}_{key} IF NOT EXISTS FOR (n:{kind}) ON (n.{key})")
        for kind, key in INDEXES
    ]


def relationship_types(ontology: Ontology) -> dict[Kind, list[str]]:
    """The relationship types that may leave each kind of node, without EVIDENCE.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> relationship_types(load_ontology())["Position"]
    ['PERSON', 'ORGANIZATION', 'DOCUMENT']
    """
    roles = [role.name for role in ontology.roles]
    claims = [relationship_type(prefix + role.capitalize()) for prefix in ("claims", "inferred") for role in roles]
    return {
        "Document": ["PART_OF"],
        "Entity": [],
        "Position": ["PERSON", "ORGANIZATION", "DOCUMENT"],
        "Event": [relationship_type(role) for role in roles],
        "Evidence": ["DOCUMENT", "SOURCE", *claims],
    }


def lock(tx: Transaction, given: Graph) -> int:
    """Take write locks on the nodes that are there already, in order of id; how many they are."""
    count = 0
    for kind, ids in zip(KINDS, _ids(given), strict=True):
        if ids:
            text = f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) SET n.id = id RETURN count(n)"
            count += cast(int, _values(tx, text, ids=sorted(ids))[0][0])
    return count


def around(tx: Transaction, given: Graph, types: Mapping[Kind, Sequence[str]]) -> Found:
    """What the store holds of the nodes of `given`, of the events of its evidences, and all their evidences."""
    documents, entities, positions, events, evidence = _ids(given)
    first = read_nodes(tx, dict(zip(KINDS, (documents, entities, positions, (), evidence), strict=True)), types)
    told = events_with_evidence(tx, {*events, *(item.event for item in first.graph.evidence.values())}, types)
    graph = first.graph
    return Found(
        Graph(graph.documents, graph.entities, graph.positions, told.graph.events, told.graph.evidence),
        {**first.labels, **told.labels},
    )


def events_with_evidence(tx: Transaction, events: Collection[str], types: Mapping[Kind, Sequence[str]]) -> Found:
    """Some events with all their evidences."""
    text = "UNWIND $ids AS id MATCH (n:Event {id: id})-[:EVIDENCE]->(m:Evidence) RETURN DISTINCT m.id"
    evidence = [row[0] for row in _values(tx, text, ids=sorted(events))] if events else []
    return read_nodes(tx, {"Event": events, "Evidence": evidence}, types)


def told_by(tx: Transaction, document_id: str, types: Mapping[Kind, Sequence[str]]) -> tuple[list[str], Graph]:
    """A document with its teasers, as ids; and these, their positions, the events they tell with all evidences."""
    text = "MATCH (d:Document {id: $id}) OPTIONAL MATCH (t:Document)-[:PART_OF*]->(d) RETURN d.id, collect(t.id)"
    documents = [name for page, teasers in _values(tx, text, id=document_id) for name in (page, *sorted(teasers))]
    text = "UNWIND $ids AS id MATCH (n:Position)-[:DOCUMENT]->(:Document {id: id}) RETURN DISTINCT n.id"
    positions = [row[0] for row in _values(tx, text, ids=documents)]
    text = (
        "UNWIND $ids AS id MATCH (e:Event)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(:Document {id: id}) RETURN DISTINCT e.id"
    )
    events = sorted(row[0] for row in _values(tx, text, ids=documents))
    if events:
        _values(tx, "UNWIND $ids AS id MATCH (n:Event {id: id}) SET n.id = id RETURN count(n)", ids=events)
    first = read_nodes(tx, {"Document": documents, "Position": positions}, types).graph
    told = events_with_evidence(tx, events, types).graph
    return documents, Graph(first.documents, {}, first.positions, told.events, told.evidence)


def read_nodes(tx: Transaction, wanted: Mapping[Kind, Collection[str] | None], types: Mapping[Kind, Sequence[str]]) -> Found:
    """Nodes by kind and id, with their edges; None: all of that kind."""
    nodes: list[Node] = []
    labels: dict[tuple[Kind, str], frozenset[str]] = {}
    for kind, ids in wanted.items():
        if ids is not None and not ids:
            continue
        start, given = (f"MATCH (n:{kind})", {}) if ids is None else _start(kind, ids)
        edges: dict[str, list[Edge]] = {}
        if types[kind]:
            text = f"{start} MATCH (n)-[r]->(m) WHERE type(r) IN $types RETURN n.id, type(r), m.id"
            for key, name, target in _values(tx, text, types=types[kind], **given):
                edges.setdefault(key, []).append(Edge(kind, key, edge_name(name), target))
        if kind == "Evidence":
            for event, key in _values(tx, f"{start} MATCH (e:Event)-[:EVIDENCE]->(n) RETURN e.id, n.id", **given):
                edges.setdefault(key, []).append(Edge("Event", event, "evidence", key))
        for properties, names in _values(tx, f"{start} RETURN properties(n), labels(n)", **given):
            node = _node(kind, properties, tuple(edges.get(properties.get("id"), ())))
            nodes.append(node)
            labels[kind, node.id] = frozenset(names)
    return Found(from_nodes(nodes), labels)


def names_of(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    """Display names of entities."""
    text = "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id, n.name"
    return {key: name for key, name in _values(tx, text, ids=sorted(ids)) if name is not None}


def apply(tx: Transaction, found: Changes) -> list[str]:
    """Write a difference; ids of the entities that were removed because nothing supports them any more.

    Raises
    ------
    Conflict
        If another writer was faster with one of the nodes.
    """
    for kind in KINDS:
        rows = [{"id": node.id, "props": _properties(node)} for node in found.new_nodes if node.kind == kind]
        if rows:
            text = f"UNWIND $rows AS row MERGE (n:{kind} {{id: row.id}}) ON CREATE SET n += row.props"
            if tx.run(text, {"rows": rows}).consume().counters.nodes_created < len(rows):
                raise Conflict
        rows = [{"id": node.id, "props": _properties(node, True)} for node in found.updated_nodes if node.kind == kind]
        if rows:
            tx.run(f"UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}}) SET n += row.props", {"rows": rows}).consume()
    _edges(tx, found.removed_edges, "MATCH (a)-[r:{}]->(b) DELETE r", complete=False)
    _edges(tx, found.new_edges, "MERGE (a)-[r:{}]->(b)", complete=True)
    for kind in KINDS:
        ids = [node.id for node in found.removed_nodes if node.kind == kind]
        if ids:
            tx.run(f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) DETACH DELETE n", {"ids": ids}).consume()
    freed = found.freed()
    text = "UNWIND $ids AS id MATCH (n:Entity {id: id}) WHERE NOT EXISTS { (n)<--() } RETURN n.id"
    orphans = [row[0] for row in _values(tx, text, ids=freed)] if freed else []
    if orphans:
        tx.run("UNWIND $ids AS id MATCH (n:Entity {id: id}) DETACH DELETE n", {"ids": orphans}).consume()
    return orphans


def wrong_labels(
    given: Graph, labels: Mapping[tuple[Kind, str], frozenset[str]], ours: Collection[str]
) -> tuple[dict[tuple[Kind, str], list[str]], dict[tuple[Kind, str], list[str]]]:
    """Second labels to remove and to set, each as (kind, label) → ids.

    Parameters
    ----------
    given : Graph
        Whose types are right.
    labels : mapping
        The labels that the nodes bear; a node that is not there is new and bears only that of its kind.
    ours : collection of str
        All labels that are types; others were set by somebody else and stay.
    """
    wrong: dict[tuple[Kind, str], list[str]] = {}
    missing: dict[tuple[Kind, str], list[str]] = {}
    types: list[tuple[Kind, str, str]] = [("Entity", key, entity.type) for key, entity in given.entities.items()]
    types += [("Event", key, event.type) for key, event in given.events.items()]
    for kind, key, name in types:
        borne = labels.get((kind, key), frozenset())
        for label in sorted(borne.intersection(ours) - {name, kind}):
            wrong.setdefault((kind, label), []).append(key)
        if name not in borne:
            missing.setdefault((kind, name), []).append(key)
    return wrong, missing


def relabel(tx: Transaction, verb: str, labels: Mapping[tuple[Kind, str], Sequence[str]]) -> None:
    """``SET`` or ``REMOVE`` second labels: `labels` maps (kind, label) → ids."""
    for (kind, label), ids in sorted(labels.items()):
        tx.run(f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) {verb} n:{label}", {"ids": list(ids)}).consume()


def _edges(tx: Transaction, edges: Iterable[Edge], ending: str, *, complete: bool) -> None:
    groups: dict[tuple[Kind, str, Kind], list[dict[str, str]]] = {}
    for edge in edges:
        rows = groups.setdefault((edge.kind, relationship_type(edge.name), edge.target_kind), [])
        rows.append({"a": edge.source, "b": edge.target})
    for (kind, name, target), rows in sorted(groups.items()):
        text = f"UNWIND $rows AS row MATCH (a:{kind} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
        text += ending.format(name) + (" RETURN count(r)" if complete else "")
        if not complete:
            tx.run(text, {"rows": rows}).consume()
        elif _values(tx, text, rows=rows)[0][0] < len(rows):
            raise Conflict


def _ids(graph: Graph) -> tuple[Collection[str], ...]:
    return graph.documents, graph.entities, graph.positions, graph.events, graph.evidence


def _start(kind: Kind, ids: Collection[str]) -> tuple[str, dict[str, object]]:
    return f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}})", {"ids": sorted(ids)}


def _values(tx: Transaction, text: str, **parameters: object) -> list[list[Any]]:
    return cast(list[list[Any]], tx.run(text, parameters).values())


def _properties(node: Node, every: bool = False) -> dict[str, object]:
    """Values for the store; with `every`, None for each known key that has no value, so that it is removed."""
    known: dict[str, object] = dict.fromkeys(FIELDS[node.kind].values()) if every else {}
    found: dict[str, object] = {
        key: list(value) if isinstance(value, tuple) else value for key, value in node.properties.items()
    }
    return known | found | ({"type": node.type} if node.type is not None else {})


def _node(kind: Kind, properties: Mapping[str, Any], edges: tuple[Edge, ...]) -> Node:
    known: dict[str, Any] = {}
    for key in FIELDS[kind].values():
        value = properties.get(key)
        if isinstance(value, list):
            known[key] = tuple(value)
        elif value is not None:
            known[key] = value.to_native() if hasattr(value, "to_native") else value
    second = properties.get("type") if kind in {"Entity", "Event"} else None
    return Node(kind, properties.get("id", ""), second, known, edges)
