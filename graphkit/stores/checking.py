"""What a graph must be before a store takes it: closed, and made of names that the ontology knows.

Names of types and roles become labels, relationship types and IRIs, so they come from a closed list and never from
the text of a document.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.errors import OntologyError, StoreError
from graphkit.model import Graph
from graphkit.ontology import Ontology
from graphkit.stores.nodes import Node, to_nodes


def check(graph: Graph, ontology: Ontology) -> list[Node]:
    """The nodes of a graph that may be written.

    Raises
    ------
    OntologyError
        If a type or role is not in the ontology; the message names the record.
    StoreError
        If an edge names an id that the graph does not hold, two records of different kinds have one id, or a text
        holds a lone surrogate, which no encoding can write.

    Examples
    --------
    >>> from graphkit.model import Argument, Event
    >>> from graphkit.ontology import load_ontology
    >>> event = Event("e1", "Meeting", "Görüşme", (Argument("participant", "Q1"),))
    >>> check(Graph(events={"e1": event}), load_ontology())
    Traceback (most recent call last):
    ...
    graphkit.errors.StoreError: event e1: participant names entity Q1, which the graph does not hold
    """
    known = {
        "event type": frozenset(event.name for event in ontology.events),
        "entity type": frozenset(entity.name for entity in ontology.entities),
        "role": frozenset(role.name for role in ontology.roles) - {"evidence"},
    }
    for record, kind, name in _names(graph):
        if name not in known[kind]:
            raise OntologyError(f"{record}: no {kind} {name!r}; there are: {', '.join(sorted(known[kind]))}")
    nodes = list(to_nodes(graph))
    kinds: dict[str, str] = {}
    for node in nodes:
        if kinds.setdefault(node.id, node.kind) != node.kind:
            raise StoreError(f"id {node.id}: a {kinds[node.id].lower()} and a {node.kind.lower()} have the same id")
    for node in nodes:
        texts = (one for value in node.properties.values() for one in (value if isinstance(value, tuple) else (value,)))
        try:
            "".join((node.id, *(text for text in texts if isinstance(text, str)))).encode()
        except UnicodeEncodeError as error:
            raise StoreError(f"{node.kind.lower()} {node.id!r}: a text holds a lone surrogate") from error
        for edge in node.edges:
            for end, wanted in ((edge.source, edge.kind), (edge.target, edge.target_kind)):
                if kinds.get(end) != wanted:
                    raise StoreError(
                        f"{node.kind.lower()} {node.id}: {edge.name} names {wanted.lower()} {end}, "
                        "which the graph does not hold"
                    )
    return nodes


def _names(graph: Graph) -> Iterator[tuple[str, str, str]]:
    for entity in graph.entities.values():
        yield f"entity {entity.id}", "entity type", entity.type
    for event in graph.events.values():
        yield f"event {event.id}", "event type", event.type
        for argument in event.arguments:
            yield f"event {event.id}", "role", argument.role
    for item in graph.evidence.values():
        yield f"evidence {item.id}", "event type", item.type
        for argument in (*item.arguments, *item.inferred):
            yield f"evidence {item.id}", "role", argument.role
