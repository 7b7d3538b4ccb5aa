"""The Cypher store: Neo4j 5, or ArcadeDB over its Bolt listener, through the official ``neo4j`` driver."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal, Self, TypeVar

import neo4j
from neo4j import exceptions as bolt

from graphkit import assemble
from graphkit.errors import StoreError
from graphkit.model import Entity, Graph
from graphkit.ontology import Ontology, load_ontology
from graphkit.rows import Rows
from graphkit.stores import LoadReport, Progress
from graphkit.stores.bolt import connect, told, write_parts
from graphkit.stores.changing import Changes, counted, parts
from graphkit.stores.checking import check
from graphkit.stores.cypher_ask import answer, in_time
from graphkit.stores.cypher_schema import schema
from graphkit.stores.cypher_steps import Step, Steps
from graphkit.stores.cypher_write import Conflict, relabel
from graphkit.stores.merging import EventOf, Given
from graphkit.stores.nodes import KINDS
from graphkit.stores.texts import plain_graph, to_stored
from graphkit.text import fold

_BATCH = 2_000
_TRIES = 6
_Result = TypeVar("_Result")


class _Taken(Exception):
    """Something of what is created is there already: another writer is at work."""


class CypherStore:
    """A graph as labelled nodes and relationships on a Bolt server (``docs/graph-model.md``).

    Queries of users run in read access mode. Neo4j refuses writes there. ArcadeDB does not look at the access mode:
    give `reader`, a user whom the server lets only read (`graphkit.stores.arcadedb` does); without it a query runs in
    a transaction that is rolled back, which does not undo a change of the schema.

    Examples
    --------
    >>> CypherStore.connect("bolt://127.0.0.1:1", "neo4j", "secret")
    Traceback (most recent call last):
    ...
    graphkit.errors.StoreError: no server answers at bolt://127.0.0.1:1

    ArcadeDB, started for the moment:

    >>> import tempfile
    >>> from graphkit.model import Entity
    >>> from graphkit.stores import arcadedb
    >>> store = arcadedb.open_folder(tempfile.mkdtemp())
    >>> report = store.write(Graph(entities={"Q159": Entity("Q159", "State", "Rusya", keys=("rusya",))}))
    >>> store.query("MATCH (s:State) RETURN s.name AS name").to_dicts(), store.find_entities("rusya")[0].id
    ([{'name': 'Rusya'}], 'Q159')
    >>> changed = store.retract("d1")
    >>> store.clear()
    >>> store.read().entities
    {}
    >>> store.close()
    """

    language: Literal["cypher"] = "cypher"

    def __init__(
        self,
        driver: neo4j.Driver,
        database: str,
        address: str,
        *,
        reader: neo4j.Driver | None = None,
        event_of: EventOf | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        self._driver = driver
        self._reader = reader or driver
        self._database = database
        self._address = address
        is_neo4j = "ArcadeDB" not in driver.get_server_info().agent
        self._steps = Steps(ontology or load_ontology(), event_of or assemble.event_of, with_labels=is_neo4j)
        self._has_schema = False
        self._refuses_writes = reader is not None or is_neo4j
        self.interrupt: Callable[[], None] | None = None
        """Ends what the server is doing, where the server keeps no time limit itself."""
        self.on_close: Callable[[], None] | None = None
        """Called after the connection is closed."""

    @classmethod
    def connect(
        cls,
        uri: str,
        user: str,
        password: str,
        database: str = "neo4j",
        *,
        reader: tuple[str, str] | None = None,
        patience: float = 30.0,
        event_of: EventOf | None = None,
        ontology: Ontology | None = None,
    ) -> CypherStore:
        """Connect to a server and log in.

        Parameters
        ----------
        uri : str
            ``bolt://HOST:PORT`` or ``neo4j://…``.
        user, password, database : str
            As the server knows them. The password is kept by the driver only.
        reader : (user, password), optional
            A login for queries.
        patience : float
            Seconds for which a server that has gone away is tried again, with growing pauses.
        event_of : callable, optional
            How an event is computed from its evidences; `graphkit.assemble.event_of` if not given.
        ontology : Ontology, optional
            The types and roles that may be written; the built-in ones if not given.

        Raises
        ------
        StoreError
            If no server answers, the login is refused or there is no such database.
        """
        with told(uri, user):
            driver = connect(uri, user, password, patience)
            second = connect(uri, *reader, patience) if reader is not None else None
            store = cls(driver, database, uri, reader=second, event_of=event_of, ontology=ontology)
        try:
            with told(uri, user), store._session() as session:
                session.run("RETURN 1").consume()
        except StoreError:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, graph: Graph, *, progress: Progress | None = None) -> LoadReport:
        """Write a graph over what is there (`graphkit.stores.Store.write`).

        Batches are transactions that the driver repeats when the server asks for it; several writers may work at
        once. A batch that is too big for the server's memory is halved. Into an empty database nodes are created
        without a look; where another writer turns out to be at work, all is written again over what is there.
        """
        started = time.perf_counter()
        whole, nodes, edges = check(graph, self._steps.ontology)
        self._make_schema()
        report = LoadReport(nodes, edges)
        if self._count() == 0:
            with contextlib.suppress(_Taken):
                report = write_parts(whole, _BATCH, report, self._add, self._address, progress)
                if self._count() == nodes:  # nobody else wrote meanwhile
                    return replace(report, seconds=time.perf_counter() - started)
        given = Given(whole, self._steps.event_of)

        def put(part: Graph) -> tuple[Changes, int]:
            return self._changed(lambda tx: self._steps.put(tx, part, given))

        report = write_parts(whole, _BATCH, report, put, self._address, progress)
        for part in parts(Graph(whole.documents), _BATCH):
            report = counted(report, *self._changed(lambda tx, part=part: self._steps.take_stale(tx, part, whole)))  # type: ignore[misc]
        return replace(report, seconds=time.perf_counter() - started)

    def read(self) -> Graph:
        """The whole graph (`graphkit.stores.Store.read`)."""
        return plain_graph(self._run(lambda tx: self._steps.reader(tx).everything(), write=False))

    def retract(self, document_id: str) -> LoadReport:
        """Take back what only this document supports (`graphkit.stores.Store.retract`)."""
        started = time.perf_counter()
        report = counted(LoadReport(), *self._changed(lambda tx: self._steps.retract(tx, document_id)))
        return replace(report, seconds=time.perf_counter() - started)

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Answer a read-only Cypher query.

        Parameters
        ----------
        text : str
            The query.
        parameters : mapping, optional
            Values of ``$name``; dates as `datetime.date`.
        timeout : float, optional
            Seconds.
        limit : int, optional
            At most this many rows.

        Raises
        ------
        QueryError
            If the query is wrong, would write, or takes longer than `timeout`.
        """
        mode = neo4j.READ_ACCESS
        with (
            in_time(self._address, timeout, self.interrupt) as server_limit,
            self._reader.session(database=self._database, default_access_mode=mode) as session,
            session.begin_transaction(timeout=server_limit) as tx,
        ):
            return answer(tx, text, parameters or {}, limit=limit, commit=self._refuses_writes)

    def find_entities(self, key: str) -> list[Entity]:
        """Entities that bear a name (`graphkit.stores.Store.find_entities`)."""

        def find(tx: neo4j.ManagedTransaction) -> Graph:
            text = "MATCH (n:Entity) WHERE $key IN n.keys RETURN n.id ORDER BY n.id"
            ids = [row[0] for row in tx.run(text, {"key": to_stored(fold(key))}).values()]
            return self._steps.reader(tx).nodes({"Entity": ids}).graph

        return list(plain_graph(self._run(find, write=False)).entities.values())

    def clear(self) -> None:
        """Remove the whole graph: every node with one of the five base labels."""
        for kind in KINDS[::-1]:
            text = f"MATCH (n:{kind}) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*)"
            while self._run(lambda tx, text=text: tx.run(text).values()[0][0]):  # type: ignore[misc]
                pass

    def close(self) -> None:
        """Close the connection (and stop the server, if it was started for this store)."""
        self._driver.close()
        if self._reader is not self._driver:
            self._reader.close()
        if self.on_close is not None:
            self.on_close()
            self.on_close = None

    # ------------------------------------------------------------ loads

    def _add(self, part: Graph) -> tuple[Changes, int]:
        """Write a part of which nothing is there."""
        try:
            return self._changed(lambda tx: self._steps.add(tx, part))
        except StoreError as error:
            if isinstance(error.__cause__, (bolt.ServiceUnavailable, bolt.SessionExpired)):
                raise
            raise _Taken from error

    def _count(self) -> int:
        """How many nodes of ours there are, as the server keeps count."""
        counts = (f"MATCH (n:{kind}) RETURN count(n)" for kind in KINDS)
        return sum(self._run(lambda tx, text=text: tx.run(text).values()[0][0], write=False) for text in counts)  # type: ignore[misc]

    # ------------------------------------------------------------ transactions

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database)

    def _run(self, step: Callable[[neo4j.ManagedTransaction], _Result], *, write: bool = True) -> _Result:
        """Run a step in one transaction, again when the server or another writer asks for it.

        A step says the same however often it is run: a connection that breaks while it is committed is no harm.
        """
        with told(self._address), self._session() as session:
            for attempt in range(_TRIES):
                try:
                    return session.execute_write(step) if write else session.execute_read(step)
                except (Conflict, bolt.IncompleteCommit):
                    time.sleep(0.05 * 2**attempt)
        raise StoreError(f"{self._address}: other writers changed the same nodes {_TRIES} times; run it again")

    def _changed(self, step: Callable[[neo4j.ManagedTransaction], Step]) -> tuple[Changes, int]:
        """Run a step, then bring second labels in line in transactions of their own (ArcadeDB needs that)."""
        done = self._run(step)
        for verb, labelled in done.labels:
            if labelled:
                self._run(lambda tx, verb=verb, labelled=labelled: relabel(tx, verb, labelled))  # type: ignore[misc]
        return done.changes, done.orphans

    def _make_schema(self) -> None:
        if self._has_schema:
            return
        for kind, statement in schema():
            try:
                self._run(lambda tx, statement=statement: tx.run(statement).consume())  # type: ignore[misc]
            except StoreError as error:
                if "AlreadyExists" in str(getattr(error.__cause__, "code", "")):
                    continue  # another writer made it in the same moment
                twice = f"MATCH (n:{kind}) WITH n.id AS id, count(*) AS c WHERE c > 1 RETURN id ORDER BY id LIMIT 5"
                doubles = self._run(lambda tx, twice=twice: tx.run(twice).values(), write=False)  # type: ignore[misc]
                if not doubles:
                    raise
                named = ", ".join(str(row[0]) for row in doubles)
                raise StoreError(f"{self._address}: several {kind} nodes have one id, remove them first: {named}") from error
        self._has_schema = True
