"""What a Cypher store writes inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graphkit.model import Graph
from graphkit.stores.changing import Changes
from graphkit.stores.cypher_schema import Transaction, values
from graphkit.stores.nodes import FIELDS, KINDS, Edge, Kind, Node, relationship_type


class Conflict(Exception):
    """Another writer made or removed a node meanwhile: the transaction must be run anew.

    Examples
    --------
    >>> try:
    ...     raise Conflict
    ... except Conflict:
    ...     print("again")
    again
    """


def apply(tx: Transaction, found: Changes, *, with_labels: bool, half: Collection[tuple[str, str]] = ()) -> list[str]:
    """Write a difference; ids of the entities that were removed because nothing supports them any more.

    Parameters
    ----------
    with_labels : bool
        Give new nodes the second label of their type at once (ArcadeDB cannot: `relabel` does it after).
    half : collection of (kind, id)
        New nodes that are there half written (somebody removed what they belong to): they are completed.

    Raises
    ------
    Conflict
        If another writer was faster with one of the nodes.

    Examples
    --------
    >>> import tempfile
    >>> import neo4j
    >>> from graphkit.model import Entity
    >>> from graphkit.stores import arcadedb
    >>> from graphkit.stores.changing import changes
    >>> found = changes(Graph(), Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))
    >>> server = arcadedb.start(tempfile.mkdtemp())
    >>> with neo4j.GraphDatabase.driver(server.uri, auth=("root", server.password)) as driver:
    ...     with driver.session(database=arcadedb.DATABASE) as session, session.begin_transaction() as tx:
    ...         apply(tx, found, with_labels=False)
    ...         values(tx, "MATCH (n:Entity) RETURN n.id, n.name, n.type")
    []
    [['Q159', 'Rusya', 'State']]
    >>> server.stop()
    """
    new_nodes = [node for node in found.new_nodes if (node.kind, node.id) not in half]
    _add_nodes(tx, new_nodes, with_labels)
    updated = [*found.updated_nodes, *(node for node in found.new_nodes if (node.kind, node.id) in half)]
    for kind in KINDS:
        rows = [{"id": node.id, "props": _properties(node, True)} for node in updated if node.kind == kind]
        if rows:
            tx.run(f"UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}}) SET n += row.props", {"rows": rows}).consume()
    if with_labels:
        for verb, labels in retyped(found):
            relabel(tx, verb, labels)
    _each_group(tx, found.removed_edges, "MATCH (a)-[r:{}]->(b) DELETE r")
    new = {node.id for node in new_nodes}
    fresh = [edge for edge in found.new_edges if edge.source in new or edge.target in new]
    _each_group(tx, fresh, "CREATE (a)-[r:{}]->(b)", complete=True)  # no other edge of this name can be there
    others = [edge for edge in found.new_edges if not (edge.source in new or edge.target in new)]
    _each_group(tx, others, "MERGE (a)-[r:{}]->(b)", complete=True)
    for kind in KINDS:
        ids = [node.id for node in found.removed_nodes if node.kind == kind]
        if ids:
            tx.run(f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) DETACH DELETE n", {"ids": ids}).consume()
    freed = found.freed()
    text = "UNWIND $ids AS id MATCH (n:Entity {id: id}) WHERE NOT EXISTS { (n)<--() } RETURN n.id"
    orphans = [row[0] for row in values(tx, text, ids=freed)] if freed else []
    if orphans:
        tx.run("UNWIND $ids AS id MATCH (n:Entity {id: id}) DETACH DELETE n", {"ids": orphans}).consume()
    return orphans


def create(tx: Transaction, nodes: Sequence[Node]) -> None:
    """Create nodes, with both labels, and their edges, without a look at what is there.

    The constraints on ids refuse a node that is there already: the driver raises its error, nothing is written.

    Raises
    ------
    Conflict
        If the other end of an edge is not there.

    Examples
    --------
    The statement that it sends:

    >>> class Printing:
    ...     def run(self, query, parameters=None):
    ...         print(query, parameters)
    ...         return self
    ...     def consume(self):
    ...         pass
    >>> create(Printing(), [Node("Entity", "Q159", "State", {"name": "Rusya"})])
    UNWIND $rows AS row CREATE (n:Entity:State) SET n += row {'rows': [{'name': 'Rusya', 'type': 'State', 'id': 'Q159'}]}
    """
    for kind, second, group in _by_label(nodes):
        label = f"{kind}:{second}" if second else kind
        rows = [{**_properties(node), "id": node.id} for node in group]
        tx.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n += row", {"rows": rows}).consume()
    ends: dict[tuple[Kind, str, Kind], dict[str, list[str]]] = {}
    for edge in (edge for node in nodes for edge in node.edges):
        ends.setdefault((edge.kind, edge.name, edge.target_kind), {}).setdefault(edge.source, []).append(edge.target)
    for (kind, name, target), targets in sorted(ends.items()):
        text = f"UNWIND $rows AS row MATCH (a:{kind} {{id: row[0]}}) UNWIND row[1] AS id MATCH (b:{target} {{id: id}}) "
        text += f"CREATE (a)-[r:{relationship_type(name)}]->(b) RETURN count(r)"
        if values(tx, text, rows=[*map(list, targets.items())])[0][0] < sum(map(len, targets.values())):
            raise Conflict


def _by_label(nodes: Iterable[Node], *, types: bool = True) -> Iterator[tuple[Kind, str, list[Node]]]:
    """Kind, second label (empty: none, or types are left aside) and the nodes that bear both, kinds in their order."""
    groups: dict[tuple[Kind, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault((node.kind, node.type or "" if types else ""), []).append(node)
    for (kind, second), group in sorted(groups.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])):
        yield kind, second, group


def _add_nodes(tx: Transaction, nodes: Iterable[Node], with_labels: bool) -> None:
    for kind, second, group in _by_label(nodes, types=with_labels):
        rows = [{"id": node.id, "props": _properties(node)} for node in group]
        label = f"n:{second}, " if second else ""
        text = f"UNWIND $rows AS row MERGE (n:{kind} {{id: row.id}}) ON CREATE SET {label}n += row.props"
        if tx.run(text, {"rows": rows}).consume().counters.nodes_created < len(rows):
            raise Conflict


Labels = Mapping[tuple[Kind, str], Sequence[str]]
"""Second labels as (kind, label) → ids of the nodes."""


def retyped(found: Changes) -> tuple[tuple[str, Labels], tuple[str, Labels]]:
    """Second labels to remove and to set of the nodes that change their type.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> from graphkit.stores.changing import changes
    >>> one, other = (Graph(entities={"Q1": Entity("Q1", kind, "Doha")}) for kind in ("Place", "State"))
    >>> retyped(changes(one, other))
    (('REMOVE', {('Entity', 'Place'): ['Q1']}), ('SET', {('Entity', 'State'): ['Q1']}))
    """
    wrong: dict[tuple[Kind, str], list[str]] = {}
    missing: dict[tuple[Kind, str], list[str]] = {}
    for new, old in zip(found.updated_nodes, found.old_nodes, strict=True):
        if new.type is not None and old.type is not None and new.type != old.type:
            wrong.setdefault((old.kind, old.type), []).append(old.id)
            missing.setdefault((new.kind, new.type), []).append(new.id)
    return ("REMOVE", wrong), ("SET", missing)


def wrong_labels(
    given: Graph,
    labels: Mapping[tuple[Kind, str], frozenset[str]],
    ours: Collection[str],
    done: Collection[tuple[str, str]] = (),
) -> tuple[tuple[str, Labels], tuple[str, Labels]]:
    """Second labels to remove and to set.

    Parameters
    ----------
    given : Graph
        Whose types are right.
    labels : mapping
        The labels that the nodes bear; a node that is not there is new and bears only that of its kind.
    ours : collection of str
        All labels that are types; others were set by somebody else and stay.
    done : collection of (kind, id)
        New nodes that bear theirs already.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> graph, borne = Graph(entities={"Q1": Entity("Q1", "State", "Fas")}), frozenset({"Entity", "Place", "Favori"})
    >>> wrong_labels(graph, {("Entity", "Q1"): borne}, {"Place", "State"})
    (('REMOVE', {('Entity', 'Place'): ['Q1']}), ('SET', {('Entity', 'State'): ['Q1']}))
    """
    wrong: dict[tuple[Kind, str], list[str]] = {}
    missing: dict[tuple[Kind, str], list[str]] = {}
    types: list[tuple[Kind, str, str]] = [("Entity", key, entity.type) for key, entity in given.entities.items()]
    types += [("Event", key, event.type) for key, event in given.events.items()]
    for kind, key, name in types:
        if (kind, key) in done:
            continue
        borne = labels.get((kind, key), frozenset())
        for label in sorted(borne.intersection(ours) - {name, kind}):
            wrong.setdefault((kind, label), []).append(key)
        if name not in borne:
            missing.setdefault((kind, name), []).append(key)
    return ("REMOVE", wrong), ("SET", missing)


def relabel(tx: Transaction, verb: str, labels: Labels) -> None:
    """``SET`` or ``REMOVE`` second labels.

    Examples
    --------
    The statement that it sends:

    >>> class Printing:
    ...     def run(self, query, parameters=None):
    ...         print(query, parameters)
    ...         return self
    ...     def consume(self):
    ...         pass
    >>> relabel(Printing(), "SET", {("Entity", "State"): ["Q159"]})
    UNWIND $ids AS id MATCH (n:Entity {id: id}) SET n:State {'ids': ['Q159']}
    """
    for (kind, label), ids in sorted(labels.items()):
        tx.run(f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) {verb} n:{label}", {"ids": list(ids)}).consume()


def _each_group(tx: Transaction, edges: Iterable[Edge], ending: str, *, complete: bool = False) -> None:
    """One statement for all edges of a name; with `complete` each must find both its nodes."""
    groups: dict[tuple[Kind, str, Kind], list[dict[str, str]]] = {}
    for edge in edges:
        rows = groups.setdefault((edge.kind, relationship_type(edge.name), edge.target_kind), [])
        rows.append({"a": edge.source, "b": edge.target})
    for (kind, name, target), rows in sorted(groups.items()):
        text = f"UNWIND $rows AS row MATCH (a:{kind} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
        text += ending.format(name) + (" RETURN count(r)" if complete else "")
        if not complete:
            tx.run(text, {"rows": rows}).consume()
        elif values(tx, text, rows=rows)[0][0] < len(rows):
            raise Conflict


def _properties(node: Node, every: bool = False) -> dict[str, object]:
    """Values for the store; with `every`, None for each known key that has no value, so that it is removed."""
    known: dict[str, object] = dict.fromkeys(FIELDS[node.kind].values()) if every else {}
    found: dict[str, object] = {
        key: list(value) if isinstance(value, tuple) else value for key, value in node.properties.items()
    }
    return known | found | ({"type": node.type} if node.type is not None else {})
