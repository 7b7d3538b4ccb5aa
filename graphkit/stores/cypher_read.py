"""What a Cypher store reads inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graphkit.model import Graph
from graphkit.stores.cypher_schema import Transaction, values
from graphkit.stores.nodes import FIELDS, KINDS, Edge, Kind, Node, edge_name, from_nodes

Types = Mapping[Kind, Sequence[str]]
"""The relationship types that may leave each kind of node (`graphkit.stores.cypher_schema.relationship_types`)."""


class Found(NamedTuple):
    """What the store holds of some nodes; `labels` are the labels of each as (kind, id) → labels.

    Examples
    --------
    >>> Found(Graph(), {("Entity", "Q159"): frozenset({"Entity", "State"})}).graph == Graph()
    True
    """

    graph: Graph
    labels: Mapping[tuple[Kind, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A transaction that reads; it is what `graphkit.stores.merging.Around` asks for.

    Examples
    --------
    >>> import tempfile
    >>> import neo4j
    >>> from graphkit.assemble import assemble
    >>> from graphkit.model import Document, EventMention, Extraction, LocalEntity
    >>> from graphkit.ontology import load_ontology
    >>> from graphkit.stores import arcadedb
    >>> from graphkit.stores.cypher_schema import relationship_types
    >>> text = "Fas ile Tunus görüştü."
    >>> who = (LocalEntity("Fas", "State", (), "Q1028"), LocalEntity("Tunus", "State", (), "Q948"))
    >>> met = EventMention("Meeting", "görüştü", 14, 21, 0, 1, "body", {"participant": ("Fas", "Tunus")})
    >>> graph = assemble([Extraction(Document("d1", text, text), who, (), (met,), ((0, 22),))])
    >>> server = arcadedb.start(tempfile.mkdtemp())
    >>> with server.connect() as store:
    ...     report = store.write(graph)
    >>> with neo4j.GraphDatabase.driver(server.uri, auth=("root", server.password)) as driver:
    ...     with driver.session(database=arcadedb.DATABASE) as session, session.begin_transaction() as tx:
    ...         reader = Reader(tx, relationship_types(load_ontology()))
    ...         reader.everything() == reader.around(graph).graph == graph, reader.lock("Entity", ["Q948", "Q1"])
    ...         reader.names_of(["Q948"]), reader.stale(reader.with_teasers(["d1"]), graph)
    ...         told, taken = reader.told_by(["d1"]), reader.events_of(["Q948"])
    ...         told.events == taken.events == reader.events(taken.events).graph.events == graph.events
    ...         sorted(reader.nodes({"Entity": ["Q948"]}).labels["Entity", "Q948"])
    (True, 1)
    ({'Q948': 'Tunus'}, [])
    True
    ['Entity', 'State']
    >>> server.stop()
    """

    tx: Transaction
    types: Types

    def around(self, part: Graph) -> Found:
        """What the store holds of a part: of its nodes, namings and events with all their evidences."""
        named = self._ids("MATCH (:Entity {id: id})<-[:ENTITY]-(n:Naming)", part.entities)
        first = self.nodes(
            {
                "Document": part.documents,
                "Entity": part.entities,
                "Position": part.positions,
                "Evidence": part.evidence,
                "Naming": {*part.namings, *named},
            }
        )
        told = self.events({*part.events, *(item.event for item in first.graph.evidence.values())})
        graph = replace(first.graph, events=told.graph.events, evidence=told.graph.evidence)
        return Found(graph, {**first.labels, **told.labels})

    def events(self, ids: Collection[str]) -> Found:
        """Some events with all their evidences."""
        evidence = self._ids("MATCH (:Event {id: id})-[:EVIDENCE]->(n:Evidence)", ids)
        return self.nodes({"Event": ids, "Evidence": evidence})

    def events_of(self, entities: Collection[str]) -> Graph:
        """The events with one of these entities in a role; they are locked."""
        ids = self._ids("MATCH (:Entity {id: id})<--(n:Event)", entities)
        self.lock("Event", ids)
        return self.events(ids).graph

    def names_of(self, ids: Collection[str]) -> Mapping[str, str]:
        """Names of entities by id."""
        rows = values(self.tx, "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id, n.name", ids=sorted(ids))
        return {key: name for key, name in rows if name is not None}

    def with_teasers(self, documents: Collection[str]) -> list[str]:
        """Some documents and the teasers that stood on their pages."""
        return [*documents, *self._ids("MATCH (:Document {id: id})<-[:PART_OF*]-(n:Document)", documents)]

    def told_by(self, documents: Collection[str]) -> Graph:
        """Some documents, the positions they say, what they call entities with all namings of these, the events they
        tell with all evidences of these; entities and events are locked.
        """
        positions = self._ids("MATCH (:Document {id: id})<-[:DOCUMENT]-(n:Position)", documents)
        entities = self._ids("MATCH (:Document {id: id})<-[:DOCUMENT]-(:Naming)-[:ENTITY]->(n:Entity)", documents)
        events = self._ids("MATCH (:Document {id: id})<-[:DOCUMENT]-(:Evidence)<-[:EVIDENCE]-(n:Event)", documents)
        self.lock("Entity", entities)
        self.lock("Event", events)
        namings = self._ids("MATCH (:Entity {id: id})<-[:ENTITY]-(n:Naming)", entities)
        first = self.nodes({"Document": documents, "Entity": entities, "Position": positions, "Naming": namings}).graph
        told = self.events(events).graph
        return replace(first, events=told.events, evidence=told.evidence)

    def stale(self, documents: Collection[str], whole: Graph) -> list[str]:
        """Those of some documents of which the store holds more than `whole` says, and their teasers that are gone."""
        found = set()
        for kind, kept in (("Evidence", whole.evidence), ("Naming", whole.namings)):
            text = f"UNWIND $ids AS id MATCH (:Document {{id: id}})<-[:DOCUMENT]-(n:{kind}) RETURN id, n.id"
            found |= {document for document, key in values(self.tx, text, ids=sorted(documents)) if key not in kept}
        text = "UNWIND $ids AS id MATCH (:Document {id: id})<-[:DOCUMENT]-(n:Position) RETURN id, n.id"
        for document, key in values(self.tx, text, ids=sorted(documents)):
            if key not in whole.positions or document not in whole.positions[key].documents:
                found.add(document)
        gone = set(self.with_teasers(sorted(documents))) - whole.documents.keys()
        return [*sorted(found), *sorted(gone)]

    def lock(self, kind: Kind, ids: Collection[str]) -> int:
        """Take write locks on the nodes that are there, in order of id; how many they are."""
        if not ids:
            return 0
        text = f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) SET n.id = id RETURN count(n)"
        return int(values(self.tx, text, ids=sorted(ids))[0][0])

    def nodes(self, wanted: Mapping[Kind, Collection[str] | None]) -> Found:
        """Nodes by kind and id, with their edges; None: all of that kind."""
        nodes: list[Node] = []
        labels: dict[tuple[Kind, str], frozenset[str]] = {}
        for kind, ids in wanted.items():
            if ids is not None and not ids:
                continue
            start, given = (f"MATCH (n:{kind})", {}) if ids is None else _start(kind, ids)
            edges = self._edges(kind, start, given)
            for properties, names in values(self.tx, f"{start} RETURN properties(n), labels(n)", **given):
                node = _node(kind, properties, tuple(edges.get(properties.get("id"), ())))
                nodes.append(node)
                labels[kind, node.id] = frozenset(names)
        return Found(from_nodes(nodes), labels)

    def everything(self) -> Graph:
        """The whole graph."""
        return self.nodes(dict.fromkeys(KINDS)).graph

    def _edges(self, kind: Kind, start: str, given: Mapping[str, object]) -> dict[str, list[Edge]]:
        edges: dict[str, list[Edge]] = {}
        if self.types[kind]:
            text = f"{start} MATCH (n)-[r]->(m) WHERE type(r) IN $types RETURN n.id, type(r), m.id"
            for key, name, target in values(self.tx, text, types=self.types[kind], **given):
                edges.setdefault(key, []).append(Edge(kind, key, edge_name(name), target))
        if kind == "Evidence":
            for event, key in values(self.tx, f"{start} MATCH (n)<-[:EVIDENCE]-(e:Event) RETURN e.id, n.id", **given):
                edges.setdefault(key, []).append(Edge("Event", event, "evidence", key))
        return edges

    def _ids(self, pattern: str, ids: Collection[str]) -> list[str]:
        """Ids of the nodes `n` that a pattern finds around some nodes; it begins with these, where ArcadeDB starts."""
        if not ids:
            return []
        rows = values(self.tx, f"UNWIND $ids AS id {pattern} RETURN DISTINCT n.id", ids=sorted(ids))
        return sorted(row[0] for row in rows if row[0] is not None)


def _start(kind: Kind, ids: Collection[str]) -> tuple[str, dict[str, object]]:
    return f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}})", {"ids": sorted(ids)}


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
