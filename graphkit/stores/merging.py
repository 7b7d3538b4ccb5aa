"""What a store does with what it holds and what it is given: pure functions from graph to graph.

Both kinds of store read the part of their graph that a load or a retraction touches, ask `merge` or `without` what
that part becomes, and write the difference (`changes`). So they cannot drift apart.

A graph that is written holds all that its documents say: what the store holds of the same documents and the graph
does not is taken back. An event is a function of its evidences and an entity of its namings, so both come out as if
the store had been given everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, TypeVar

from graphkit.model import DocumentNode, Entity, Event, Evidence, Graph, Naming, Position
from graphkit.namings import entity_of

EventOf = Callable[[str, Sequence[Evidence], Mapping[str, str]], Event]
"""``event_of(event_id, evidences, names)``: the event of its evidences; `names` maps entity id → name."""


_Record = TypeVar("_Record")


class Around(Protocol):
    """What can be looked up in the store while a part of it is changed."""

    def names_of(self, ids: Collection[str]) -> Mapping[str, str]:
        """Names of entities by id."""

    def events_of(self, entities: Collection[str]) -> Graph:
        """The events that have one of these entities in a role, with all their evidences."""


@dataclass(frozen=True)
class Given:
    """A whole graph that is being written part by part.

    Examples
    --------
    >>> from graphkit.assemble import event_of
    >>> Given(Graph(), event_of).is_stale(Evidence("v1", "e1", "d1", "Meeting", "", 0, 0, "", 0, 0, 1, "body"))
    False
    >>> dict(Given(Graph(), event_of).namings)
    {}
    """

    graph: Graph
    event_of: EventOf = field(repr=False)

    @cached_property
    def namings(self) -> Mapping[str, Sequence[Naming]]:
        """The namings of each entity."""
        return _by(self.graph.namings.values(), lambda naming: naming.entity)

    def is_stale(self, record: Evidence | Naming) -> bool:
        """Whether a record of the store is one that its document does not say any more."""
        kept = self.graph.evidence if isinstance(record, Evidence) else self.graph.namings
        return record.document in self.graph.documents and record.id not in kept


def merge(stored: Graph, part: Graph, given: Given, around: Around) -> tuple[Graph, Graph]:
    """What the store holds around a part that is written, and what that becomes.

    Documents are joined: None never wipes a value. An evidence is replaced whole. An event is taken as given when all
    its evidences are given, an entity when all its namings are, else they are computed from all of them; an entity
    that no document names is joined. An event that lost its last evidence to another event is gone.

    Parameters
    ----------
    stored : Graph
        What the store holds of the nodes of `part`, with every event that holds one of its evidences and every
        evidence of those events, and every naming of its entities.
    part : Graph
        What is written now.
    given : Given
        The whole of what is written.
    around : Around
        The store, for what else must be known.

    Returns
    -------
    tuple of Graph
        `stored`, with the events that bear the name of an entity that is renamed, and what it becomes.

    Examples
    --------
    >>> from graphkit.assemble import event_of
    >>> new = Graph(documents={"d1": DocumentNode("d1", "Zirve")})
    >>> before, after = merge(Graph(), new, Given(new, event_of), None)
    >>> sorted(before.documents), sorted(after.documents)
    ([], ['d1'])
    """
    entities = {**stored.entities, **{key: _entity(stored, one, given) for key, one in part.entities.items()}}
    stored = _with_renamed(stored, entities, around)
    evidence = {key: item for key, item in stored.evidence.items() if not given.is_stale(item)} | dict(part.evidence)
    told = _by(sorted(evidence.values(), key=lambda item: item.id), lambda item: item.event)
    names = _Names(entities, around)
    changed = _otherwise_named(part, given, names)
    had = {item.event for item in stored.evidence.values()}
    events: dict[str, Event] = {}
    for key in sorted({*stored.events, *part.events}):
        evidences, kept = told.get(key, ()), stored.events.get(key)
        if key in part.events and key not in changed and all(item.id in part.evidence for item in evidences):
            events[key] = part.events[key] if evidences else _coalesce(kept, part.events[key])
        elif evidences:
            events[key] = _computed(evidences, names, given.event_of)
        elif key not in had:
            events[key] = kept or part.events[key]  # made by hand, without evidence
    target = Graph(
        {**stored.documents, **{key: _document(stored.documents.get(key), n) for key, n in part.documents.items()}},
        entities,
        {**stored.positions, **{key: _position(stored.positions.get(key), n, given) for key, n in part.positions.items()}},
        events,
        evidence,
        {**stored.namings, **part.namings},
    )
    return stored, target


def without(
    stored: Graph, documents: Collection[str], kept: Graph, event_of: EventOf, around: Around
) -> tuple[Graph, Graph]:
    """What the store holds around some documents, and what that becomes when they say only what `kept` holds.

    Parameters
    ----------
    stored : Graph
        The documents, the positions that they say, what they call entities with these and all their namings, every
        event that they tell, and every evidence of those events.
    documents : collection of str
        Ids.
    kept : Graph
        What of these documents stays; empty: they are taken back.

    Returns
    -------
    tuple of Graph
        As `merge` does.

    Examples
    --------
    >>> from graphkit.assemble import event_of
    >>> held = Graph(documents={"d1": DocumentNode("d1", "Zirve")})
    >>> before, after = without(held, ["d1"], Graph(), event_of, None)
    >>> sorted(before.documents), sorted(after.documents)
    (['d1'], [])
    """
    namings = {k: n for k, n in stored.namings.items() if n.document not in documents or k in kept.namings}
    lost = {n.entity for k, n in stored.namings.items() if k not in namings}
    named = _by(namings.values(), lambda naming: naming.entity)
    entities = {
        key: entity_of(key, named[key]) if key in lost and key in named else entity
        for key, entity in stored.entities.items()
    }
    stored = _with_renamed(stored, entities, around)
    renamed = _renamed(stored, entities)
    evidence = {k: item for k, item in stored.evidence.items() if item.document not in documents or k in kept.evidence}
    told = _by(sorted(evidence.values(), key=lambda item: item.id), lambda item: item.event)
    shorter = {item.event for key, item in stored.evidence.items() if key not in evidence}
    names = _Names(entities, around)
    events = {}
    for key, event in stored.events.items():
        if key in told and (key in shorter or any(argument.entity in renamed for argument in event.arguments)):
            events[key] = _computed(told[key], names, event_of)
        elif key not in shorter:
            events[key] = event
    positions = {}
    for key, position in stored.positions.items():
        said = kept.positions[key].documents if key in kept.positions else ()
        left = tuple(name for name in position.documents if name not in documents or name in said)
        if left or not position.documents:
            positions[key] = replace(position, documents=left)
    nodes = {key: node for key, node in stored.documents.items() if key not in documents or key in kept.documents}
    return stored, Graph(nodes, entities, positions, events, evidence, namings)


class _Names(dict[str, str]):
    """Names of entities: those that are just computed, else those of the store."""

    def __init__(self, entities: Mapping[str, Entity], around: Around) -> None:
        super().__init__()
        self._entities, self._around = entities, around

    def fetch(self, ids: Collection[str]) -> Mapping[str, str]:
        new = set(ids) - self.keys()
        self.update({key: self._entities[key].name for key in new if key in self._entities})
        missing = sorted(new - self.keys())
        if missing:
            self.update(self._around.names_of(missing))
        return {key: self[key] for key in ids if key in self}


def _otherwise_named(part: Graph, given: Given, names: _Names) -> set[str]:
    """The given events with an entity that bears another name in the store: their labels must be made anew."""
    ends = {argument.entity for event in part.events.values() for argument in event.arguments}
    new = {key for key, name in names.fetch(ends).items() if name != given.graph.entities[key].name}
    return {key for key, event in part.events.items() if new and any(one.entity in new for one in event.arguments)}


def _computed(told: Sequence[Evidence], names: _Names, event_of: EventOf) -> Event:
    wanted = {argument.entity for item in told for argument in item.arguments}
    return event_of(told[0].event, told, names.fetch(wanted))


def _renamed(stored: Graph, entities: Mapping[str, Entity]) -> set[str]:
    return {key for key, old in stored.entities.items() if key in entities and entities[key].name != old.name}


def _with_renamed(stored: Graph, entities: Mapping[str, Entity], around: Around) -> Graph:
    """`stored` with the events whose label holds a name that changes."""
    renamed = _renamed(stored, entities)
    if not renamed:
        return stored
    more = around.events_of(renamed)
    return replace(stored, events={**more.events, **stored.events}, evidence={**more.evidence, **stored.evidence})


def _by(records: Iterable[_Record], key: Callable[[_Record], str]) -> dict[str, list[_Record]]:
    found: dict[str, list[_Record]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


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


def _entity(stored: Graph, entity: Entity, given: Given) -> Entity:
    """The entity of what the given documents and all others call it."""
    key = entity.id
    others = [n for n in stored.namings.values() if n.entity == key and n.document not in given.graph.documents]
    own = given.namings.get(key, ())
    if own:
        return entity_of(key, [*others, *own]) if others else entity
    return entity if key not in stored.entities else _joined(stored.entities[key], entity)


def _joined(kept: Entity, given: Entity) -> Entity:
    aliases = {kept.name, *kept.aliases, *given.aliases} - {given.name}
    return replace(
        given,
        aliases=tuple(sorted(aliases)),
        keys=tuple(sorted({*kept.keys, *given.keys})),
        wikidata=given.wikidata or kept.wikidata,
    )


def _position(kept: Position | None, position: Position, given: Given) -> Position:
    if kept is None:
        return position
    others = {name for name in kept.documents if name not in given.graph.documents}
    return replace(
        position,
        organization=position.organization or kept.organization,
        since=position.since or kept.since,
        until=position.until or kept.until,
        documents=tuple(sorted({*others, *position.documents})),
    )
