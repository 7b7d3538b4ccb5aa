"""What an RDF store reads of the graph: the part that a change touches, as records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

import pyoxigraph as ox

from graphkit.model import Graph
from graphkit.ontology import Ontology, load_ontology
from graphkit.stores.quad_store import QuadStore
from graphkit.stores.quads import from_quads, node_id, stored_of


@dataclass(frozen=True, slots=True)
class Reader:
    """A dataset that is read; it is what `graphkit.stores.merging.Around` asks for.

    `ontology` says which properties are roles; None: the one in force when it is asked.

    Examples
    --------
    >>> from graphkit.assemble import assemble
    >>> from graphkit.model import Document, EventMention, Extraction, LocalEntity
    >>> from graphkit.stores.nodes import to_nodes
    >>> from graphkit.stores.oxigraph import Oxigraph
    >>> text = "Fas ile Tunus görüştü."
    >>> who = (LocalEntity("Fas", "State", (), "Q1028"), LocalEntity("Tunus", "State", (), "Q948"))
    >>> met = EventMention("Meeting", "görüştü", 14, 21, 0, 1, "body", {"participant": ("Fas", "Tunus")})
    >>> graph = assemble([Extraction(Document("d1", text, text), who, (), (met,), ((0, 22),))])
    >>> quads = Oxigraph(None)
    >>> reached = [*quads.load(to_nodes(graph))]
    >>> reader = Reader(quads)
    >>> reader.everything() == graph, reader.names_of(["Q948"]), list(reader.bearing("fas").entities)
    (True, {'Q948': 'Tunus'}, ['Q1028'])

    An event comes with its evidences, a document with what it tells:

    >>> [event.type for event in reader.events_of(["Q948"]).events.values()]
    ['Meeting']
    >>> told = reader.told_by(reader.with_teasers(["d1"]))
    >>> sorted(told.entities), told.evidence == graph.evidence == reader.around(graph).evidence
    (['Q1028', 'Q948'], True)
    >>> list(reader.by_id(["d1"]).documents), reader.stale(["d1"], graph), reader.stale(["d1"], Graph(graph.documents))
    (['d1'], [], ['d1'])
    """

    quads: QuadStore
    ontology: Ontology | None = None

    def by_id(self, ids: Collection[str]) -> Graph:
        """Some nodes, with the edges from events to evidences among them."""
        return stored_of([*self.quads.leaving(ids), *self.quads.reaching(ids, "evidence")])

    def bearing(self, key: str) -> Graph:
        """The entities that bear a name, given as it is folded and stored."""
        return self.by_id(sorted(_subjects(self.quads.bearing("keys", key))))

    def around(self, part: Graph) -> Graph:
        """What the store holds of a part: of its nodes, namings and events with all their evidences."""
        named = _subjects(self.quads.reaching(part.entities, "entity"))
        stored = self.by_id([*part.documents, *part.entities, *part.positions, *part.evidence, *part.namings, *named])
        return self._with_events(stored, {*part.events, *(item.event for item in stored.evidence.values())})

    def events_of(self, entities: Collection[str]) -> Graph:
        """The events with one of these entities in a role, with all their evidences."""
        roles = [role.name for role in (self.ontology or load_ontology()).roles]
        ids = {key for name in roles for key in _subjects(self.quads.reaching(sorted(entities), name))}
        return self._with_events(Graph(), ids)

    def names_of(self, ids: Collection[str]) -> Mapping[str, str]:
        """Names of entities by id."""
        return {_id(quad.subject): cast(ox.Literal, quad.object).value for quad in self.quads.leaving(ids, "name")}

    def with_teasers(self, documents: Collection[str]) -> list[str]:
        """Some documents and the teasers that stood on their pages."""
        found, wanted = list(documents), list(documents)
        while wanted:
            wanted = sorted(_subjects(self.quads.reaching(wanted, "partOf")) - set(found))
            found += wanted
        return found

    def told_by(self, documents: Collection[str]) -> Graph:
        """Some documents, the positions they say, what they name with all its namings, the events they tell with all
        evidences of these.
        """
        said = _subjects(self.quads.reaching(documents, "document"))
        stored = self.by_id([*documents, *sorted(said)])
        named = sorted({naming.entity for naming in stored.namings.values()})
        more = self.by_id([*named, *_subjects(self.quads.reaching(named, "entity"))])
        stored = replace(stored, entities=more.entities, namings={**stored.namings, **more.namings})
        return self._with_events(stored, {item.event for item in stored.evidence.values()})

    def stale(self, documents: Collection[str], whole: Graph) -> list[str]:
        """Those of some documents of which the store holds more than `whole` says, and their teasers that are gone."""
        teasers = [key for key in self.with_teasers(documents) if key not in whole.documents]
        kept = (whole.evidence, whole.namings)
        stale = set()
        for quad in self.quads.reaching(documents, "document"):
            source, document = _id(quad.subject), _id(quad.object)
            position = whole.positions.get(source)
            if not any(source in records for records in kept) and not (position and document in position.documents):
                stale.add(document)
        return [*sorted(stale), *teasers]

    def everything(self) -> Graph:
        """The whole graph."""
        return from_quads(self.quads.everything())

    def _with_events(self, stored: Graph, ids: Collection[str]) -> Graph:
        """The graph with some events and all their evidences."""
        evidence = {_id(quad.object) for quad in self.quads.leaving(sorted(ids), "evidence")}
        told = self.by_id([*sorted(ids), *sorted(evidence)])
        return replace(stored, events=told.events, evidence={**stored.evidence, **told.evidence})


def _id(node: object) -> str:
    return node_id(cast(ox.NamedNode, node).value)


def _subjects(quads: Iterable[ox.Quad]) -> set[str]:
    return {_id(quad.subject) for quad in quads}
