"""The difference between two graphs, and a graph cut into parts that can be written one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.model import Graph
from graphkit.stores import LoadReport
from graphkit.stores.nodes import Edge, Node, to_nodes


@dataclass(frozen=True, slots=True)
class Changes:
    """What turns one graph into another. An updated node is given in its new form.

    Examples
    --------
    >>> Changes((), (), (), (), (Edge("Event", "e1", "place", "Q1"),), ()).freed()
    ['Q1']
    """

    new_nodes: tuple[Node, ...]
    updated_nodes: tuple[Node, ...]
    removed_nodes: tuple[Node, ...]
    new_edges: tuple[Edge, ...]
    removed_edges: tuple[Edge, ...]
    old_nodes: tuple[Node, ...]
    """The updated nodes in their old form, in the same order."""

    def freed(self) -> list[str]:
        """Ids of the entities that lose an edge: those that nothing may support any more."""
        return sorted({edge.target for edge in self.removed_edges if edge.target_kind == "Entity"})


def changes(stored: Graph, target: Graph) -> Changes:
    """The difference between two graphs, node by node and edge by edge.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> found = changes(Graph(), Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))
    >>> [node.id for node in found.new_nodes], found.removed_nodes
    (['Q159'], ())
    """
    old = {(node.kind, node.id): node for node in to_nodes(stored)}
    new = {(node.kind, node.id): node for node in to_nodes(target)}
    updated = [
        (old[key], node)
        for key, node in new.items()
        if key in old and (node.properties, node.type) != (old[key].properties, old[key].type)
    ]
    old_edges = {edge for node in old.values() for edge in node.edges}
    new_edges = {edge for node in new.values() for edge in node.edges}
    return Changes(
        tuple(node for key, node in new.items() if key not in old),
        tuple(node for _, node in updated),
        tuple(node for key, node in old.items() if key not in new),
        tuple(sorted(new_edges - old_edges)),
        tuple(sorted(old_edges - new_edges)),
        tuple(node for node, _ in updated),
    )


def counted(report: LoadReport, found: Changes, orphans: int = 0) -> LoadReport:
    """The report with one more difference counted; `orphans` are entities that were removed besides.

    Examples
    --------
    >>> counted(LoadReport(), Changes((), (), (), (Edge("Event", "e1", "place", "Q1"),), (), ())).new_edges
    1
    """
    return replace(
        report,
        new_nodes=report.new_nodes + len(found.new_nodes),
        new_edges=report.new_edges + len(found.new_edges),
        updated_nodes=report.updated_nodes + len(found.updated_nodes),
        removed_nodes=report.removed_nodes + len(found.removed_nodes) + orphans,
        removed_edges=report.removed_edges + len(found.removed_edges),
    )


def size_of(graph: Graph) -> int:
    """How many nodes a graph has.

    Examples
    --------
    >>> size_of(Graph())
    0
    """
    kinds = (graph.documents, graph.entities, graph.positions, graph.events, graph.evidence, graph.namings)
    return sum(map(len, kinds))


def parts(graph: Graph, size: int) -> Iterator[Graph]:
    """The graph cut into pieces of about `size` nodes that can be written one after the other.

    A node comes after the nodes its edges reach, an event comes with all its evidences, an entity with its namings (in
    several parts where they are many); pages come before the teasers that stood on them.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> [size_of(part) for part in parts(Graph(entities={key: Entity(key, "Place", key) for key in "abc"}), 2)]
    [2, 1]
    """
    documents = sorted(graph.documents, key=lambda key: (_depth(graph, key), key))
    for keys in _cut(documents, size):
        yield Graph(documents={key: graph.documents[key] for key in keys})
    named: dict[str, list[str]] = {key: [] for key in graph.entities}
    for key in sorted(graph.namings):
        named[graph.namings[key].entity].append(key)
    for group in _groups(named, size, cut=True):
        namings = {name: graph.namings[name] for names in group.values() for name in names}
        yield Graph(entities={key: graph.entities[key] for key in group}, namings=namings)
    for keys in _cut(sorted(graph.positions), size):
        yield Graph(positions={key: graph.positions[key] for key in keys})
    told: dict[str, list[str]] = {key: [] for key in graph.events}
    for key in sorted(graph.evidence):
        told[graph.evidence[key].event].append(key)
    for group in _groups(told, size):
        evidence = {name: graph.evidence[name] for names in group.values() for name in names}
        yield Graph(events={key: graph.events[key] for key in group}, evidence=evidence)


def _groups(members: Mapping[str, Sequence[str]], size: int, *, cut: bool = False) -> Iterator[dict[str, Sequence[str]]]:
    """Keys with their members, about `size` of both at a time; with `cut` a key with many comes several times."""
    chosen: dict[str, Sequence[str]] = {}
    count = 0
    for key in sorted(members):
        for piece in _cut(members[key], size) if cut and len(members[key]) > size else (members[key],):
            chosen[key] = piece
            count += 1 + len(piece)
            if count >= size:
                yield chosen
                chosen, count = {}, 0
    if chosen:
        yield chosen


def _cut(keys: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _depth(graph: Graph, key: str) -> int:
    depth, seen = 0, {key}
    page = graph.documents[key].part_of
    while page is not None and page in graph.documents and page not in seen:
        seen.add(page)
        depth, page = depth + 1, graph.documents[page].part_of
    return depth
