"""The RDF store, asked in SPARQL: pyoxigraph in memory or on disk, a SPARQL 1.1 endpoint, an rdflib Dataset."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Self

from graphkit import assemble
from graphkit.model import Entity, Graph
from graphkit.ontology import Ontology, load_ontology
from graphkit.rows import Rows
from graphkit.stores import LoadReport, Progress
from graphkit.stores.changing import Changes, changes, counted, parts, size_of
from graphkit.stores.checking import check
from graphkit.stores.elsewhere import refuse_elsewhere
from graphkit.stores.merging import EventOf, Given, merge, without
from graphkit.stores.nodes import to_nodes
from graphkit.stores.oxigraph import Oxigraph
from graphkit.stores.quad_store import QuadStore
from graphkit.stores.quads import edge_quad, from_quads, node_quads, to_quads
from graphkit.stores.rdf_files import write_rdf
from graphkit.stores.rdf_read import Reader
from graphkit.stores.sparql import bind
from graphkit.stores.texts import plain_graph, to_stored
from graphkit.text import fold

if TYPE_CHECKING:
    import rdflib

__all__ = ["RdfStore", "from_quads", "to_quads", "write_rdf"]

_BATCH = 2_000


class RdfStore:
    """A graph as RDF.

    Facts stand in the default graph and what a document supports in its named graph (``docs/graph-model.md``), so a
    query reads evidence with ``GRAPH ?g { … }``.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> with RdfStore.open(None) as store:
    ...     report = store.write(Graph(entities={"Q159": Entity("Q159", "State", "Rusya", keys=("rusya",))}))
    ...     store.query("SELECT ?name { ?e gk:name ?name }").to_dicts()
    ...     store.read().entities["Q159"].name, store.find_entities("rusya")[0].id
    ...     changed = store.retract("d1")
    ...     store.clear()
    [{'name': 'Rusya'}]
    ('Rusya', 'Q159')
    """

    language: Literal["sparql"] = "sparql"

    def __init__(self, quads: QuadStore, *, event_of: EventOf | None = None, ontology: Ontology | None = None) -> None:
        self._quads = quads
        self._reader = Reader(quads, ontology)
        self._event_of = event_of or assemble.event_of
        self._ontology = ontology
        self._fetches = False  # whether the engine loads what FROM names from the web

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        *,
        event_of: EventOf | None = None,
        ontology: Ontology | None = None,
    ) -> RdfStore:
        """Open or make the store in a folder; None: a store in memory.

        Parameters
        ----------
        path : path or None
            The folder; one process at a time can have it open.
        event_of : callable, optional
            How an event is computed from its evidences; `graphkit.assemble.event_of` if not given.
        ontology : Ontology, optional
            The types and roles that may be written; the built-in ones if not given.

        Raises
        ------
        LockedError
            If another process (or another `RdfStore`) has the folder open.
        StoreError
            If the folder cannot be opened.

        Examples
        --------
        >>> RdfStore.open(None).language
        'sparql'
        """
        return cls(Oxigraph(path), event_of=event_of, ontology=ontology)

    @classmethod
    def connect(
        cls,
        address: str,
        user: str | None = None,
        password: str | None = None,
        *,
        patience: float = 30.0,
        event_of: EventOf | None = None,
        ontology: Ontology | None = None,
    ) -> RdfStore:
        """Connect to a SPARQL 1.1 endpoint that can be queried and updated.

        Parameters
        ----------
        address : str
            ``http://HOST:PORT/DATASET`` of Fuseki, ``…/repositories/NAME`` of RDF4J or GraphDB, or the base address
            of an Oxigraph server.
        user, password : str, optional
            For HTTP basic authentication.
        patience : float
            Seconds for which an endpoint that has gone away is tried again.

        Raises
        ------
        StoreError
            If no endpoint answers there, the login is refused or it takes no updates.

        Examples
        --------
        >>> RdfStore.connect("http://127.0.0.1:9/graph", patience=0)
        Traceback (most recent call last):
            ...
        graphkit.errors.StoreError: no server answers at http://127.0.0.1:9/graph
        """
        from graphkit.stores.endpoint import Endpoint

        return cls(Endpoint.connect(address, user, password, patience=patience), event_of=event_of, ontology=ontology)

    @classmethod
    def of(cls, dataset: rdflib.Dataset, *, event_of: EventOf | None = None) -> RdfStore:
        """An rdflib Dataset as a store: what is written stands in the dataset.

        Examples
        --------
        >>> import rdflib
        >>> dataset = rdflib.Dataset()
        >>> report = RdfStore.of(dataset).write(Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))
        >>> len(dataset)
        5
        """
        from graphkit.stores.dataset import DatasetQuads

        store = cls(DatasetQuads(dataset), event_of=event_of)
        store._fetches = True
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, graph: Graph, *, progress: Progress | None = None) -> LoadReport:
        """Write a graph over what is there (`graphkit.stores.Store.write`).

        A load that was stopped in the middle is completed by writing the graph again.
        """
        started = time.perf_counter()
        whole, nodes, edges = check(graph, self._ontology or load_ontology())
        with self._quads.locked():
            report, done = LoadReport(nodes, edges), 0
            steps = self._first(whole, report) if self._quads.is_empty() else self._over(whole, report)
            for reached, count in steps:
                report, done = reached, done + count
                if progress is not None and count:
                    progress(min(done, nodes), nodes)
        return replace(report, seconds=time.perf_counter() - started)

    def _first(self, whole: Graph, report: LoadReport) -> Iterator[tuple[LoadReport, int]]:
        """Into an empty store: nothing to compare with."""
        for count in self._quads.load(to_nodes(whole)):
            yield report, count
        yield replace(report, new_nodes=report.nodes, new_edges=report.edges), 0

    def _over(self, whole: Graph, report: LoadReport) -> Iterator[tuple[LoadReport, int]]:
        """Over what is there, part by part; then what the documents do not say any more is taken back."""
        given = Given(whole, self._event_of)
        for part in parts(whole, _BATCH):
            stored, target = merge(self._reader.around(part), part, given, self._reader)
            report = self._apply(changes(stored, target), report)
            yield report, size_of(part)
        for part in parts(Graph(whole.documents), _BATCH):
            stale = self._reader.stale(part.documents, whole)
            if stale:
                stored, target = without(self._reader.told_by(stale), stale, whole, self._event_of, self._reader)
                report = self._apply(changes(stored, target), report)
        yield report, 0

    def read(self) -> Graph:
        """The whole graph (`graphkit.stores.Store.read`)."""
        return self._reader.everything()

    def retract(self, document_id: str) -> LoadReport:
        """Take back what only this document supports (`graphkit.stores.Store.retract`)."""
        started = time.perf_counter()
        with self._quads.locked():
            documents = self._reader.with_teasers([to_stored(document_id)])
            stored, target = without(self._reader.told_by(documents), documents, Graph(), self._event_of, self._reader)
            report = self._apply(changes(stored, target), LoadReport())
        return replace(report, seconds=time.perf_counter() - started)

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Answer a read-only SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE).

        Parameters
        ----------
        text : str
            The query; the prefixes gk, gkd, rdfs and xsd are known.
        parameters : mapping, optional
            Bound as terms at the line ``# @parameters`` (`graphkit.stores.sparql.bind`).
        timeout : float, optional
            Seconds.
        limit : int, optional
            At most this many rows.

        Raises
        ------
        QueryError
            If the query is wrong, would write, would have the engine ask other hosts (SERVICE; FROM in an rdflib
            Dataset), or takes longer than `timeout`.

        Examples
        --------
        >>> RdfStore.open(None).query("ASK { ?s ?p ?o }").records
        ((False,),)
        """
        refuse_elsewhere(text, graphs=self._fetches)
        return self._quads.answer(bind(text, parameters), timeout=timeout, limit=limit)

    def find_entities(self, key: str) -> list[Entity]:
        """Entities that bear a name (`graphkit.stores.Store.find_entities`)."""
        return list(plain_graph(self._reader.bearing(to_stored(fold(key)))).entities.values())

    def optimize(self) -> None:
        """Put a store on disk in order after a large load, so that questions take less time; others stay as they are.

        Examples
        --------
        >>> RdfStore.open(None).optimize()
        """
        if isinstance(self._quads, Oxigraph):
            self._quads.optimize()

    def clear(self) -> None:
        """Remove the whole graph."""
        self._quads.clear()

    def close(self) -> None:
        """Give the folder or connection back; the store cannot be used afterwards.

        Examples
        --------
        >>> RdfStore.open(None).close()
        """
        self._quads.close()

    # ------------------------------------------------------------ writing the difference

    def _apply(self, found: Changes, report: LoadReport) -> LoadReport:
        """Write a difference, with it remove the entities that nothing supports after it; the report with it counted."""
        new = {quad for node in (*found.new_nodes, *found.updated_nodes) for quad in node_quads(node)}
        old = {quad for node in (*found.removed_nodes, *found.old_nodes) for quad in node_quads(node)}
        new.update(map(edge_quad, found.new_edges))
        old.update(map(edge_quad, found.removed_edges))
        idle = [*to_nodes(Graph(entities=self._reader.by_id(self._idle(found)).entities))]
        old.update(quad for node in idle for quad in node_quads(node))
        if old != new:
            self._quads.exchange(old - new, new - old)
        triples = report.triples + len(new - old) - len(old - new)
        return replace(counted(report, found, len(idle)), triples=triples)

    def _idle(self, found: Changes) -> list[str]:
        """The entities that no edge reaches any more."""
        lost = Counter(edge.target for edge in found.removed_edges if edge.target_kind == "Entity")
        for edge in found.new_edges:
            lost.pop(edge.target, None)
        return sorted(lost.keys() - self._quads.reached(lost))
