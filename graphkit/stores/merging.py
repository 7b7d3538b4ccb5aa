"""What a store does with what it holds and what it is given: pure functions from graph to graph.

Both kinds of store read the part of their graph that a load or a retraction touches, ask `merge` or `without` what
that part becomes, and write the difference (`changes`). So they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.model import DocumentNode, Entity, Event, Evidence, Graph, Position
from graphkit.stores import LoadReport
from graphkit.stores.nodes import Edge, Node, to_nodes

EventOf = Callable[[str, Sequence[Evidence], Mapping[str, str]], Event]
"""``event_of(event_id, evidences, names)``: the event of its evidences; `names` maps entity id → name."""

NamesOf = Callable[[Collection[str]], Mapping[str, str]]
"""Display names of entities by id, looked up in the store."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What turns one graph into another. An updated node is given in its new form."""

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


def merge(stored: Graph, given: Graph, *, names_of: NamesOf, event_of: EventOf) -> Graph:
    """What `stored` becomes when `given` is written over it.

    Documents, entities and positions are joined: None never wipes a value, lists are united, a name that is replaced
    becomes an alias. An evidence is replaced whole. An event is taken as given when all its evidences are given, else
    computed from all of them. An event that lost its last evidence to another event is gone.

    Parameters
    ----------
    stored : Graph
        What the store holds of the nodes of `given`, with every event that holds one of its evidences, and every
        evidence of those events.
    given : Graph
        What is written.
    """
    evidence = {**stored.evidence, **given.evidence}
    by_event: dict[str, list[Evidence]] = {}
    for key in sorted(evidence):
        by_event.setdefault(evidence[key].event, []).append(evidence[key])
    events: dict[str, Event] = {}
    for key in sorted({*stored.events, *given.events}):
        told = by_event.get(key, [])
        kept = stored.events.get(key)
        if key in given.events and all(item.id in given.evidence for item in told):
            events[key] = given.events[key] if told else _coalesce(kept, given.events[key])
        elif told:
            events[key] = _computed(kept, told, given, names_of, event_of)
    return Graph(
        {**stored.documents, **{key: _document(stored.documents.get(key), n) for key, n in given.documents.items()}},
        {**stored.entities, **{key: _entity(stored.entities.get(key), n) for key, n in given.entities.items()}},
        {**stored.positions, **{key: _position(stored.positions.get(key), n) for key, n in given.positions.items()}},
        events,
        evidence,
    )


def without(stored: Graph, documents: Collection[str], *, names_of: NamesOf, event_of: EventOf) -> Graph:
    """What `stored` becomes when some documents are taken back.

    `stored` holds the documents, the positions that they say, every event that they tell, and every evidence of those
    events.
    """
    evidence = {key: item for key, item in stored.evidence.items() if item.document not in documents}
    by_event: dict[str, list[Evidence]] = {}
    for key in sorted(evidence):
        by_event.setdefault(evidence[key].event, []).append(evidence[key])
    events = {}
    for key, event in stored.events.items():
        lost = any(item.event == key and item.document in documents for item in stored.evidence.values())
        if not lost:
            events[key] = event
        elif key in by_event:
            events[key] = _computed(event, by_event[key], Graph(), names_of, event_of)
    positions = {}
    for key, position in stored.positions.items():
        left = tuple(name for name in position.documents if name not in documents)
        if left or not position.documents:
            positions[key] = replace(position, documents=left)
    nodes = {key: node for key, node in stored.documents.items() if key not in documents}
    return Graph(nodes, stored.entities, positions, events, evidence)


def parts(graph: Graph, size: int) -> Iterator[Graph]:
    """The graph cut into pieces of about `size` nodes that can be written one after the other.

    A node comes after the nodes its edges reach, an event comes with all its evidences; pages come before the
    teasers that stood on them.
    """
    documents = sorted(graph.documents, key=lambda key: (_depth(graph, key), key))
    for keys in _cut(documents, size):
        yield Graph(documents={key: graph.documents[key] for key in keys})
    for keys in _cut(sorted(graph.entities), size):
        yield Graph(entities={key: graph.entities[key] for key in keys})
    for keys in _cut(sorted(graph.positions), size):
        yield Graph(positions={key: graph.positions[key] for key in keys})
    by_event: dict[str, list[str]] = {key: [] for key in graph.events}
    for key in sorted(graph.evidence):
        by_event[graph.evidence[key].event].append(key)
    chosen: list[str] = []
    count = 0
    for event in sorted(by_event):
        chosen.append(event)
        count += 1 + len(by_event[event])
        if count >= size:
            yield _events(graph, chosen, by_event)
            chosen, count = [], 0
    if chosen:
        yield _events(graph, chosen, by_event)


def _events(graph: Graph, keys: Sequence[str], by_event: Mapping[str, Sequence[str]]) -> Graph:
    evidence = {name: graph.evidence[name] for key in keys for name in by_event[key]}
    return Graph(events={key: graph.events[key] for key in keys}, evidence=evidence)


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


def _computed(kept: Event | None, told: Sequence[Evidence], given: Graph, names_of: NamesOf, event_of: EventOf) -> Event:
    wanted = {argument.entity for item in told for argument in item.arguments}
    known = {key: given.entities[key].name for key in wanted if key in given.entities}
    missing = sorted(wanted - known.keys())
    names = {**(names_of(missing) if missing else {}), **known}
    return event_of(told[0].event, told, names)


def _coalesce(kept: Event | None, given: Event) -> Event:
    """An event without any evidence (made by hand): a None in `given` does not wipe what is there."""
    if kept is None:
        return given
    optional = ("time", "begin", "end", "quantity", "item", "title")
    filled = {name: getattr(kept, name) for name in optional if getattr(given, name) is None}
    return replace(given, arguments=given.arguments or kept.arguments, **filled)


def _document(kept: DocumentNode | None, given: DocumentNode) -> DocumentNode:
    if kept is None:
        return given
    return replace(
        given,
        title=given.title or kept.title,
        published=given.published or kept.published,
        url=given.url or kept.url,
        outlet=given.outlet or kept.outlet,
        part_of=given.part_of or kept.part_of,
    )


def _entity(kept: Entity | None, given: Entity) -> Entity:
    if kept is None:
        return given
    aliases = {kept.name, *kept.aliases, *given.aliases} - {given.name}
    return replace(
        given,
        aliases=tuple(sorted(aliases)),
        keys=tuple(sorted({*kept.keys, *given.keys})),
        wikidata=given.wikidata or kept.wikidata,
    )


def _position(kept: Position | None, given: Position) -> Position:
    if kept is None:
        return given
    return replace(
        given,
        organization=given.organization or kept.organization,
        documents=tuple(sorted({*kept.documents, *given.documents})),
    )
