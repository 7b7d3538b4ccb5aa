"""What a graph must be before a store takes it: closed, and made of names that the ontology knows.

Names of types and roles become labels, relationship types and IRIs, so they come from a closed list and never from
the text of a document.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.errors import OntologyError, StoreError
from graphkit.model import Argument, Graph
from graphkit.ontology import Ontology
from graphkit.stores.texts import is_odd, stored_graph, texts_of

_End = tuple[str, str, str, str]  # record, edge, kind of the node it names, id of that node


class Checked(NamedTuple):
    """A graph that may be written, its texts as they stand in a store, and how many nodes and edges it has.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> check(Graph(), load_ontology()).nodes
    0
    """

    graph: Graph
    nodes: int
    edges: int


def check(graph: Graph, ontology: Ontology) -> Checked:
    """Check a graph, record by record.

    Raises
    ------
    OntologyError
        If a type or role is not in the ontology; the message names the record.
    StoreError
        If an edge names an id that the graph does not hold, or two records of different kinds have one id.

    Examples
    --------
    >>> from graphkit.model import Event
    >>> from graphkit.ontology import load_ontology
    >>> event = Event("e1", "Meeting", "Görüşme", (Argument("participant", "Q1"),))
    >>> check(Graph(events={"e1": event}), load_ontology())
    Traceback (most recent call last):
    ...
    graphkit.errors.StoreError: event e1: participant names entity Q1, which the graph does not hold
    """
    _check_names(graph, ontology)
    kinds = {
        "document": graph.documents,
        "entity": graph.entities,
        "position": graph.positions,
        "event": graph.events,
        "evidence": graph.evidence,
        "naming": graph.namings,
    }
    for (one, first), (other, second) in itertools.combinations(kinds.items(), 2):
        for key in sorted(first.keys() & second.keys())[:1]:
            raise StoreError(f"id {key}: a {one} and a {other} have the same id")
    edges = 0
    for record, name, kind, key in _ends(graph):
        if key not in kinds[kind]:
            raise StoreError(f"{record}: {name} names {kind} {key}, which the graph does not hold")
        edges += 1
    odd = any(is_odd(texts_of(record)) for records in kinds.values() for record in records.values())
    return Checked(stored_graph(graph) if odd else graph, sum(map(len, kinds.values())), edges)


def _check_names(graph: Graph, ontology: Ontology) -> None:
    events = frozenset(event.name for event in ontology.events)
    entities = frozenset(entity.name for entity in ontology.entities)
    roles = frozenset(role.name for role in ontology.roles) - {"evidence"}
    for record, kind, name, known in _names(graph, events, entities, roles):
        if name not in known:
            raise OntologyError(f"{record}: no {kind} {name!r}; there are: {', '.join(sorted(known))}")


def _names(
    graph: Graph, events: frozenset[str], entities: frozenset[str], roles: frozenset[str]
) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    for entity in graph.entities.values():
        yield f"entity {entity.id}", "entity type", entity.type, entities
    for naming in graph.namings.values():
        yield f"naming {naming.id}", "entity type", naming.type, entities
    for event in graph.events.values():
        yield f"event {event.id}", "event type", event.type, events
        for argument in event.arguments:
            yield f"event {event.id}", "role", argument.role, roles
    for item in graph.evidence.values():
        yield f"evidence {item.id}", "event type", item.type, events
        for argument in (*item.arguments, *item.inferred):
            yield f"evidence {item.id}", "role", argument.role, roles


def _ends(graph: Graph) -> Iterator[_End]:
    """Every edge once: the record it belongs to, its name, kind and id of the node that the record names with it."""
    for document in graph.documents.values():
        if document.part_of is not None:
            yield f"document {document.id}", "partOf", "document", document.part_of
    for position in graph.positions.values():
        record = f"position {position.id}"
        yield record, "person", "entity", position.person
        if position.organization is not None:
            yield record, "organization", "entity", position.organization
        yield from ((record, "document", "document", key) for key in dict.fromkeys(position.documents))
    for event in graph.events.values():
        yield from _arguments(f"event {event.id}", "", event.arguments)
    for item in graph.evidence.values():
        record = f"evidence {item.id}"
        yield record, "evidence", "event", item.event
        yield record, "document", "document", item.document
        yield from ((record, "source", "entity", key) for key in dict.fromkeys(item.sources))
        yield from _arguments(record, "claims", item.arguments)
        yield from _arguments(record, "inferred", item.inferred)
    for naming in graph.namings.values():
        yield f"naming {naming.id}", "document", "document", naming.document
        yield f"naming {naming.id}", "entity", "entity", naming.entity


def _arguments(record: str, prefix: str, arguments: tuple[Argument, ...]) -> Iterator[_End]:
    for role, entity in dict.fromkeys((argument.role, argument.entity) for argument in arguments):
        yield record, prefix + role.capitalize() if prefix else role, "entity", entity
