"""pyoxigraph, in memory or on disk, as the engine of an RDF store."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import LockedError, QueryError, StoreError
from graphkit.rows import Rows
from graphkit.stores.answers import to_rows, within
from graphkit.stores.nodes import Node
from graphkit.stores.nquads import chunks
from graphkit.stores.quads import PREFIXES, node_iri, quad_data, term
from graphkit.stores.sparql import update_verb


class Oxigraph:
    """A `graphkit.stores.quad_store.QuadStore` in this process; a folder is open in one process at a time.

    Parameters
    ----------
    path : path or None
        The folder; None: in memory.

    Raises
    ------
    LockedError
        If another process (or another `Oxigraph`) has the folder open.
    StoreError
        If the folder cannot be opened.

    Examples
    --------
    >>> quads = Oxigraph(None)
    >>> from graphkit.model import Entity, Graph
    >>> from graphkit.stores.nodes import to_nodes
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya", keys=("rusya",))})
    >>> quads.is_empty(), list(quads.load(to_nodes(graph)))
    (True, [1])
    >>> [str(quad.object) for quad in quads.leaving(["Q159"], "name")], len(list(quads.bearing("keys", "rusya")))
    (['"Rusya"'], 1)
    >>> len(list(quads.everything())), list(quads.reaching(["Q159"], "place")), quads.reached({"Q159": 0})
    (6, [], set())
    >>> with quads.locked():
    ...     quads.exchange(set(quads.leaving(["Q159"], "name")), set())
    >>> quads.answer("SELECT ?name { ?e gk:name ?name }", timeout=None, limit=10).records
    ()
    >>> quads.optimize()
    >>> quads.clear()
    >>> quads.is_empty()
    True
    >>> quads.close()
    """

    def __init__(self, path: str | os.PathLike[str] | None) -> None:
        self._store: ox.Store | None = _opened(path)

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed")
        return self._store

    def leaving(self, ids: Collection[str], name: str | None = None) -> Iterator[ox.Quad]:
        """Quads about some nodes, of one property or of all."""
        for key in ids:
            yield from self._open.quads_for_pattern(node_iri(key), None if name is None else term(name), None, None)

    def reaching(self, ids: Collection[str], name: str) -> Iterator[ox.Quad]:
        """Edges of a name that reach some nodes."""
        for key in ids:
            yield from self._open.quads_for_pattern(None, term(name), node_iri(key), None)

    def bearing(self, name: str, text: str) -> Iterator[ox.Quad]:
        """Quads with that property and that text."""
        return iter(self._open.quads_for_pattern(None, term(name), ox.Literal(text), None))

    def reached(self, counts: Mapping[str, int]) -> set[str]:
        """Those of some nodes that more than so many edges reach."""
        return {
            key
            for key, count in counts.items()
            if next(itertools.islice(self._open.quads_for_pattern(None, None, node_iri(key), None), count, None), None)
        }

    def everything(self) -> Iterator[ox.Quad]:
        """All quads."""
        return iter(self._open)

    def is_empty(self) -> bool:
        """Whether there is no quad, found without counting them."""
        return next(iter(self._open.quads_for_pattern(None, None, None, None)), None) is None

    def exchange(self, old: set[ox.Quad], new: set[ox.Quad]) -> None:
        """Take quads out and put others in, both or none."""
        try:
            if old:
                self._open.update(f"DELETE DATA {{ {quad_data(old)} }} ; INSERT DATA {{ {quad_data(new)} }}")
            elif new:
                self._open.extend(new)
        except OSError as error:
            raise StoreError(f"the store cannot be written: {error}") from error

    def load(self, nodes: Iterable[Node]) -> Iterator[int]:
        """Put nodes into an empty store: text flows through a pipe into the engine's own bulk loader."""
        with tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
            pipe = Path(folder, "quads.nq")
            os.mkfifo(pipe)
            failed: list[OSError | SyntaxError | ValueError] = []

            def read() -> None:
                try:
                    self._open.bulk_load(path=os.fspath(pipe), format=ox.RdfFormat.N_QUADS, lenient=True)
                except (OSError, SyntaxError, ValueError) as error:
                    failed.append(error)
                    with contextlib.suppress(OSError):  # a writer that still waits for a reader
                        os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))

            reader = threading.Thread(target=read, daemon=True)
            reader.start()
            try:
                with open(pipe, "wb", buffering=0) as target:
                    for data, count in chunks(nodes):
                        _write_all(target.fileno(), data)
                        yield count
            except BrokenPipeError:
                pass  # the reader says why
            finally:
                reader.join()
            if failed:
                raise StoreError(f"the store cannot be written: {failed[0]}") from failed[0]

    def answer(self, text: str, *, timeout: float | None, limit: int | None) -> Rows:
        """Answer a read-only query; one that is given up runs on in a thread of its own."""
        return within(timeout, lambda: self._answer(text, limit))

    def _answer(self, text: str, limit: int | None) -> Rows:
        try:
            return to_rows(self._open.query(text, prefixes=PREFIXES), limit)
        except SyntaxError as error:
            verb = update_verb(text)
            if verb:
                raise QueryError(f"{verb} would write: only queries are answered here") from error
            raise QueryError(f"not a SPARQL query: {error}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def optimize(self) -> None:
        """Merge the files of a store on disk, so that a question looks into fewer of them."""
        try:
            self._open.optimize()
        except OSError as error:
            raise StoreError(f"the store cannot be written: {error}") from error

    def locked(self) -> AbstractContextManager[None]:
        """Nothing to do: no other process can have the store open."""
        return contextlib.nullcontext()

    def clear(self) -> None:
        """Remove everything."""
        self._open.clear()

    def close(self) -> None:
        """Give the folder back."""
        if self._store is not None:
            self._store.flush()
            self._store = None

    def __len__(self) -> int:
        """Number of quads."""
        return len(self._open)


def _opened(path: str | os.PathLike[str] | None) -> ox.Store:
    if path is None:
        return ox.Store()
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
        return ox.Store(os.fspath(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise LockedError(f"{path}: another process is using this graph") from error
        raise StoreError(f"{path}: cannot be opened: {error}") from error


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
