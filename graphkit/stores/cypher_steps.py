"""What a Cypher store does inside one transaction that writes: look, work out the difference, write it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model import Graph
from graphkit.ontology import Ontology
from graphkit.stores.changing import Changes, changes
from graphkit.stores.cypher_read import Found, Reader
from graphkit.stores.cypher_schema import Transaction, relationship_types
from graphkit.stores.cypher_write import Labels, apply, create, retyped, wrong_labels
from graphkit.stores.merging import EventOf, Given, merge, without
from graphkit.stores.nodes import KINDS, to_nodes
from graphkit.stores.texts import to_stored


class Step(NamedTuple):
    """What one transaction changed.

    `orphans` counts the entities that were removed because nothing supports them any more; `labels` are second labels
    still to remove and to set, as (verb, labels).

    Examples
    --------
    >>> Step(changes(Graph(), Graph()), 0).labels
    ()
    """

    changes: Changes
    orphans: int
    labels: tuple[tuple[str, Labels], ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of loads and retractions; each takes a transaction, and says the same however often it is run.

    Parameters
    ----------
    ontology : Ontology
        The types and roles that may be written.
    event_of : callable
        How an event is computed from its evidences.
    with_labels : bool
        Whether new nodes take the second label of their type at once (ArcadeDB cannot).

    Examples
    --------
    >>> import tempfile
    >>> import neo4j
    >>> from graphkit.assemble import event_of
    >>> from graphkit.model import Entity
    >>> from graphkit.ontology import load_ontology
    >>> from graphkit.stores import arcadedb
    >>> steps, state = Steps(load_ontology(), event_of, with_labels=False), Entity("Q159", "State", "Rusya")
    >>> graph = Graph(entities={"Q159": state})
    >>> server = arcadedb.start(tempfile.mkdtemp())
    >>> with neo4j.GraphDatabase.driver(server.uri, auth=("root", server.password)) as driver:
    ...     with driver.session(database=arcadedb.DATABASE) as session, session.begin_transaction() as tx:
    ...         added = steps.add(tx, graph)
    ...         steps.retract(tx, "d1").changes.removed_nodes, steps.put(tx, graph, Given(graph, event_of)).changes.new_nodes
    ...         found = steps.reader(tx).everything()
    ...         steps.take_stale(tx, graph, graph).orphans, steps.take_back(tx, ["d1"], graph).orphans
    ((), ())
    (0, 0)
    >>> server.stop()
    >>> [node.id for node in added.changes.new_nodes], added.labels, found == graph
    (['Q159'], (), True)
    """

    ontology: Ontology
    event_of: EventOf
    with_labels: bool

    def reader(self, tx: Transaction) -> Reader:
        """What reads in a transaction."""
        return Reader(tx, relationship_types(self.ontology))

    def add(self, tx: Transaction, part: Graph) -> Step:
        """Write a part of which nothing is there; the driver's error or a `Conflict` where something is."""
        nodes = tuple(to_nodes(part))
        create(tx, nodes)
        return Step(Changes(nodes, (), (), tuple(edge for node in nodes for edge in node.edges), (), ()), 0)

    def put(self, tx: Transaction, part: Graph, given: Given) -> Step:
        """Write a part over what is there."""
        reader = self.reader(tx)
        ids = (part.documents, part.entities, part.positions, part.events, part.evidence, part.namings)
        known = sum(reader.lock(kind, keys) for kind, keys in zip(KINDS, ids, strict=True))
        found = reader.around(part) if known else Found(Graph(), {})
        stored, target = merge(found.graph, part, given, reader)
        difference = changes(stored, target)
        new = {(node.kind, node.id) for node in difference.new_nodes}
        half = {key for key in new if key in found.labels}
        written = Graph(
            entities={key: target.entities[key] for key in part.entities},
            events={key: target.events[key] for key in part.events},
        )
        types = {kind.name for kind in self.ontology.entities} | {kind.name for kind in self.ontology.events}
        labels = wrong_labels(written, found.labels, types, new - half if self.with_labels else ())
        return Step(difference, len(apply(tx, difference, with_labels=self.with_labels, half=half)), labels)

    def retract(self, tx: Transaction, document_id: str) -> Step:
        """Take back what only a document and its teasers support."""
        return self.take_back(tx, self.reader(tx).with_teasers([to_stored(document_id)]), Graph())

    def take_stale(self, tx: Transaction, part: Graph, whole: Graph) -> Step:
        """Take back what the documents of a part do not say any more."""
        stale = self.reader(tx).stale(part.documents, whole)
        return self.take_back(tx, stale, whole) if stale else Step(changes(Graph(), Graph()), 0)

    def take_back(self, tx: Transaction, documents: Collection[str], kept: Graph) -> Step:
        """Take back what some documents said; `kept` is said anew."""
        reader = self.reader(tx)
        difference = changes(*without(reader.told_by(documents), documents, kept, self.event_of, reader))
        orphans = apply(tx, difference, with_labels=self.with_labels)
        return Step(difference, len(orphans), () if self.with_labels else retyped(difference))
