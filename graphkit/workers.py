"""SPARQL queries answered in processes of their own, each on the read-only store: a query that runs too long is killed.

Oxigraph cannot be told to stop a query (``docs/queries.md``). A worker process can: it is killed and another one takes
its place, and nothing is left behind.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import QueryError, StoreError
from graphkit.stores.elsewhere import refuse_elsewhere

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types of the answer to SELECT and ASK (https://www.w3.org/TR/sparql11-overview/)."""
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""Media types of the answer to CONSTRUCT and DESCRIBE."""
PREFIXES = {
    "gk": "https://w3id.org/graphkit/ontology#",
    "gkd": "https://w3id.org/graphkit/id/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LARGEST = 128 * 2**20  # bytes of an answer


class TooSlow(QueryError):
    """A query took longer than it may.

    Examples
    --------
    >>> issubclass(TooSlow, QueryError)
    True
    """


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs it asks (IRIs; empty: all) and the media types that would do, the best first.

    Examples
    --------
    >>> Question("ASK {}", ("text/csv",)).accept
    ('text/csv',)
    """

    text: str
    accept: tuple[str, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer and its media type.

    Examples
    --------
    >>> Answer(b"true", "text/csv").media_type
    'text/csv'
    """

    body: bytes
    media_type: str


class Workers:
    """Some worker processes on one store; close them, or use ``with``.

    Parameters
    ----------
    folder : path
        The store's folder (``GRAPH/rdf``). Nobody may write it meanwhile.
    count : int
        How many queries are answered at once.
    timeout : float
        Seconds that a query may take.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.stores.rdf import RdfStore
    >>> folder = tempfile.mkdtemp()
    >>> RdfStore.open(folder).close()
    >>> with Workers(folder, count=1) as workers:
    ...     workers.count
    1
    """

    def __init__(self, folder: str | os.PathLike[str], *, count: int = 2, timeout: float = 30.0) -> None:
        self._folder, self.timeout, self.count = Path(folder), timeout, count
        self._context = multiprocessing.get_context("spawn")
        self._idle: queue.Queue[_Worker] = queue.Queue()
        self._working: set[_Worker] = set()
        self._closed = False
        for _ in range(count):
            self._idle.put(_Worker(self._context, self._folder))

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question) -> Answer:
        """Answer a query; waits for a worker that is free.

        Raises
        ------
        QueryError
            If the query is wrong, would ask other hosts, or its answer is too large or in no form that was asked for.
        TooSlow
            If it takes longer than it may.
        StoreError
            If the worker died.

        Examples
        --------
        >>> import tempfile
        >>> from graphkit.stores.rdf import RdfStore
        >>> folder = tempfile.mkdtemp()
        >>> RdfStore.open(folder).close()
        >>> with Workers(folder, count=1) as workers:
        ...     workers.ask(Question("ASK { ?s ?p ?o }", ("application/sparql-results+json",))).body
        b'{"head":{},"boolean":false}'
        """
        refuse_elsewhere(question.text)
        worker = self._idle.get()
        self._working.add(worker)
        try:
            return worker.ask(question, self.timeout)
        except (TooSlow, StoreError):
            self._working.discard(worker)
            worker.stop()
            if not self._closed:
                worker = _Worker(self._context, self._folder)
            raise
        finally:
            self._working.discard(worker)
            self._idle.put(worker)

    def close(self) -> None:
        """End the processes, also those at work: their queries get no answer.

        Examples
        --------
        >>> import tempfile
        >>> from graphkit.stores.rdf import RdfStore
        >>> folder = tempfile.mkdtemp()
        >>> RdfStore.open(folder).close()
        >>> Workers(folder, count=1).close()
        """
        self._closed = True
        for worker in list(self._working):
            worker.kill()
        for _ in range(self.count):
            self._idle.get().stop()


class _Worker:
    def __init__(self, context: multiprocessing.context.SpawnContext, folder: Path) -> None:
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(str(folder), theirs), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, question: Question, timeout: float) -> Answer:
        try:
            self._pipe.send(question)
            if not self._pipe.poll(timeout):
                raise TooSlow(f"the query took longer than {timeout:g} s")
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise StoreError("the process that answers queries ended") from error
        if isinstance(answer, str):
            raise QueryError(answer)
        assert isinstance(answer, Answer)
        return answer

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


class _Bounded:
    """A file in memory that refuses to grow beyond a size."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._left = LARGEST

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"the answer is larger than {LARGEST >> 20} MiB; ask for less with LIMIT")
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""


def _work(folder: str, pipe: Connection) -> None:
    """The life of a worker: answer until the other end closes."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    store = ox.Store.read_only(folder)
    while True:
        try:
            question = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(answer(store, question))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            pipe.send(str(error))


def _end_with_parent() -> None:
    """Leave no process behind when the server is killed while a query runs."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def answer(store: ox.Store, question: Question) -> Answer:
    """The answer of a store to a query, in the first form asked for that fits.

    Examples
    --------
    >>> answer(ox.Store(), Question("ASK {}")).media_type
    'application/sparql-results+json'
    """
    found = store.query(
        question.text,
        prefixes=PREFIXES,
        default_graph=[ox.NamedNode(iri) for iri in question.default_graphs] or None,
        named_graphs=[ox.NamedNode(iri) for iri in question.named_graphs] or None,
    )
    out = _Bounded()
    if isinstance(found, ox.QueryTriples):
        media_type = _form(question.accept, tuple(TRIPLES))
        found.serialize(out, format=TRIPLES[media_type])  # type: ignore[arg-type]
    else:
        media_type = _form(question.accept, tuple(RESULTS))
        found.serialize(out, format=RESULTS[media_type])  # type: ignore[arg-type]
    return Answer(b"".join(out.parts), media_type)


def _form(accept: tuple[str, ...], known: tuple[str, ...]) -> str:
    for wanted in accept or ("*/*",):
        kind, _, rest = wanted.partition("/")
        for media_type in known:
            if wanted in ("*/*", media_type) or (rest == "*" and media_type.startswith(kind + "/")):
                return media_type
        if wanted in ("application/json", "application/xml", "text/xml"):
            return next(media_type for media_type in known if media_type.endswith(wanted.rpartition("/")[2]))
    raise ValueError(f"not acceptable: {', '.join(accept)}; there are: {', '.join(known)}")
