"""The RDF store: pyoxigraph in memory or on disk, asked in SPARQL."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, Self, cast

import pyoxigraph as ox

from graphkit import assemble
from graphkit.errors import LockedError, QueryError, StoreError
from graphkit.model import Entity, Graph
from graphkit.ontology import Ontology, load_ontology
from graphkit.rows import Rows
from graphkit.stores import LoadReport, Progress
from graphkit.stores.checking import check
from graphkit.stores.merging import Changes, EventOf, changes, counted, merge, parts, without
from graphkit.stores.quads import (
    PREFIXES,
    edge_quad,
    from_quads,
    node_id,
    node_iri,
    node_quads,
    quad_data,
    term,
    to_python,
    to_quads,
    write_rdf,
)
from graphkit.stores.sparql import bind, update_verb
from graphkit.text import fold

__all__ = ["RdfStore", "from_quads", "to_quads", "write_rdf"]

_BATCH = 2_000
_BULK = 20_000  # nodes at a time into an empty store: 3 times as fast on disk


class RdfStore:
    """A graph as RDF in pyoxigraph.

    One process at a time can open a folder. Facts stand in the default graph and what a document supports in its
    named graph (``docs/graph-model.md``), so a query reads evidence with ``GRAPH ?g { … }``.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> with RdfStore.open(None) as store:
    ...     report = store.write(Graph(entities={"Q159": Entity("Q159", "State", "Rusya", keys=("rusya",))}))
    ...     store.query("SELECT ?name { ?e gk:name ?name }").to_dicts()
    [{'name': 'Rusya'}]
    """

    language: Literal["sparql"] = "sparql"

    def __init__(self, store: ox.Store, *, event_of: EventOf | None = None, ontology: Ontology | None = None) -> None:
        self._store: ox.Store | None = store
        self._event_of = event_of or assemble.event_of
        self._ontology = ontology

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
            The folder.
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
        if path is None:
            return cls(ox.Store(), event_of=event_of, ontology=ontology)
        try:
            Path(path).mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(os.fspath(path)), event_of=event_of, ontology=ontology)
        except OSError as error:
            if "lock" in str(error).lower():
                raise LockedError(f"{path}: another process is using this graph") from error
            raise StoreError(f"{path}: cannot be opened: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Number of quads."""
        return len(self._open)

    def write(self, graph: Graph, *, progress: Progress | None = None) -> LoadReport:
        """Write a graph over what is there (`graphkit.stores.Store.write`).

        A load that was stopped in the middle is completed by writing the graph again.
        """
        started = time.perf_counter()
        nodes = check(graph, self._ontology or load_ontology())
        done, fresh = 0, self._is_empty()
        report = LoadReport(len(nodes), len({edge for node in nodes for edge in node.edges}))
        for part in parts(graph, _BULK if fresh else _BATCH):
            stored = Graph() if fresh else self._around(part)
            target = merge(stored, part, names_of=self._names, event_of=self._event_of)
            report = self._apply(changes(stored, target), report, bulk=fresh)
            done += sum(map(len, (part.documents, part.entities, part.positions, part.events, part.evidence)))
            if progress is not None:
                progress(done, len(nodes))
        return replace(report, seconds=time.perf_counter() - started)

    def read(self) -> Graph:
        """The whole graph (`graphkit.stores.Store.read`)."""
        return from_quads(self._open)

    def retract(self, document_id: str) -> LoadReport:
        """Take back what only this document supports (`graphkit.stores.Store.retract`)."""
        started = time.perf_counter()
        documents = self._with_teasers(document_id)
        stored = self._told_by(documents)
        target = without(stored, documents, names_of=self._names, event_of=self._event_of)
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
            Seconds. The engine cannot be interrupted: an abandoned query runs on in a thread of its own.
        limit : int, optional
            At most this many rows.

        Raises
        ------
        QueryError
            If the query is wrong, would write, or takes longer than `timeout`.

        Examples
        --------
        >>> RdfStore.open(None).query("ASK { ?s ?p ?o }").records
        ((False,),)
        """
        bound = bind(text, parameters)
        if timeout is None:
            return self._evaluate(bound, limit)
        answer: list[Rows | Exception] = []
        thread = threading.Thread(target=self._answer, args=(bound, limit, answer), daemon=True)
        thread.start()
        thread.join(timeout)
        if not answer:
            raise QueryError(f"the query took longer than {timeout:g} s")
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    def find_entities(self, key: str) -> list[Entity]:
        """Entities that bear a name (`graphkit.stores.Store.find_entities`)."""
        found = self._open.quads_for_pattern(None, term("keys"), ox.Literal(fold(key)), None)
        ids = sorted({node_id(cast(ox.NamedNode, quad.subject).value) for quad in found})
        return list(self._by_id(ids).entities.values())

    def clear(self) -> None:
        """Remove the whole graph."""
        self._open.clear()

    def close(self) -> None:
        """Give the folder back; the store cannot be used afterwards."""
        if self._store is not None:
            self._store.flush()
            self._store = None

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed")
        return self._store

    def _answer(self, text: str, limit: int | None, answer: list[Rows | Exception]) -> None:
        try:
            answer.append(self._evaluate(text, limit))
        except Exception as error:  # handed to the caller's thread
            answer.append(error)

    def _evaluate(self, text: str, limit: int | None) -> Rows:
        try:
            found = self._open.query(text, prefixes=PREFIXES)
            if isinstance(found, ox.QueryBoolean):
                return Rows(("answer",), ((bool(found),),))
            if isinstance(found, ox.QuerySolutions):
                columns = tuple(variable.value for variable in found.variables)
                answers: Iterable[Iterable[object]] = found
            else:
                columns = ("subject", "predicate", "object")
                answers = ((triple.subject, triple.predicate, triple.object) for triple in found)
            rows = itertools.islice(answers, limit)
            return Rows(columns, tuple(tuple(to_python(value) for value in row) for row in rows))
        except SyntaxError as error:
            verb = update_verb(text)
            if verb:
                raise QueryError(f"{verb} would write: only queries are answered here") from error
            raise QueryError(f"not a SPARQL query: {error}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}") from error

    # ------------------------------------------------------------ the part of the graph that a change touches

    def _quads(self, ids: Iterable[str]) -> Iterator[ox.Quad]:
        """All quads about some nodes, with the edges from events to evidences among them."""
        for key in ids:
            node = node_iri(key)
            yield from self._open.quads_for_pattern(node, None, None, None)
            yield from self._open.quads_for_pattern(None, term("evidence"), node, None)

    def _by_id(self, ids: Iterable[str]) -> Graph:
        return from_quads(self._quads(ids))

    def _around(self, given: Graph) -> Graph:
        """What the store holds of the nodes of `given`, of the events of its evidences, and all their evidences."""
        stored = self._by_id([*given.documents, *given.entities, *given.positions, *given.evidence])
        events = {*given.events, *(item.event for item in stored.evidence.values())}
        told = self._events(events)
        return replace(stored, events=told.events, evidence={**stored.evidence, **told.evidence})

    def _events(self, ids: Collection[str]) -> Graph:
        """Some events with all their evidences."""
        evidence = {
            node_id(cast(ox.NamedNode, quad.object).value)
            for key in ids
            for quad in self._open.quads_for_pattern(node_iri(key), term("evidence"), None, None)
        }
        return self._by_id([*sorted(ids), *sorted(evidence)])

    def _with_teasers(self, document_id: str) -> list[str]:
        found, wanted = [document_id], [document_id]
        while wanted:
            page = node_iri(wanted.pop())
            quads = self._open.quads_for_pattern(None, term("partOf"), page, None)
            teasers = {node_id(cast(ox.NamedNode, quad.subject).value) for quad in quads} - set(found)
            found += sorted(teasers)
            wanted += sorted(teasers)
        return found

    def _told_by(self, documents: Collection[str]) -> Graph:
        """Some documents, the positions they say, the events they tell with all evidences of these."""
        said = {
            node_id(cast(ox.NamedNode, quad.subject).value)
            for key in documents
            for quad in self._open.quads_for_pattern(None, term("document"), node_iri(key), None)
        }
        stored = self._by_id([*documents, *sorted(said)])
        told = self._events({item.event for item in stored.evidence.values()})
        return replace(stored, events=told.events, evidence={**stored.evidence, **told.evidence})

    def _names(self, ids: Collection[str]) -> Mapping[str, str]:
        return {key: entity.name for key, entity in self._by_id(ids).entities.items()}

    # ------------------------------------------------------------ writing the difference

    def _apply(self, found: Changes, report: LoadReport, *, bulk: bool = False) -> LoadReport:
        """Write a difference, without the entities that nothing supports after it; the report with it counted."""
        triples = self._exchange(found, bulk=bulk)
        idle = [key for key in found.freed() if not self._supported(key)]
        if idle:
            orphans = changes(Graph(entities=self._by_id(idle).entities), Graph())
            triples += self._exchange(orphans)
            report = counted(report, orphans)
        return replace(counted(report, found), triples=report.triples + triples)

    def _is_empty(self) -> bool:
        """Without counting: that would read every quad."""
        return next(iter(self._open.quads_for_pattern(None, None, None, None)), None) is None

    def _supported(self, key: str) -> bool:
        return next(iter(self._open.quads_for_pattern(None, None, node_iri(key), None)), None) is not None

    def _exchange(self, found: Changes, *, bulk: bool = False) -> int:
        """Write quads, all or nothing; how many more there are."""
        new = {quad for node in (*found.new_nodes, *found.updated_nodes) for quad in node_quads(node)}
        old = {quad for node in (*found.removed_nodes, *found.old_nodes) for quad in node_quads(node)}
        new.update(map(edge_quad, found.new_edges))
        old.update(map(edge_quad, found.removed_edges))
        try:
            if old:
                self._open.update(f"DELETE DATA {{ {quad_data(old - new)} }} ; INSERT DATA {{ {quad_data(new - old)} }}")
            elif bulk:
                self._open.bulk_extend(new)
            elif new:
                self._open.extend(new)
        except OSError as error:
            raise StoreError(f"the store cannot be written: {error}") from error
        return len(new - old) - len(old - new)
