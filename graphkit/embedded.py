"""The stores inside a graph folder: opened when first asked, brought up to date when what they are made from changed.

Each is marked with the digest of what it was made from. The mark is taken away before a store is written and put back
after, so that a run that was cut off leaves a store that is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from graphkit.files import write_text
from graphkit.model import Graph
from graphkit.stores import Progress, Store
from graphkit.stores.rdf import RdfStore

Language = Literal["sparql", "cypher"]
_FOLDERS: Mapping[Language, str] = {"sparql": "rdf", "cypher": "cypher"}
_MARKS: Mapping[Language, str] = {"sparql": "rdf.digest", "cypher": "cypher.digest"}


class EmbeddedStores:
    """The stores of a folder, one per query language: Oxigraph in ``rdf/``, ArcadeDB in ``cypher/``.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Entity
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya")})
    >>> stores = EmbeddedStores(Path(tempfile.mkdtemp()))
    >>> stores.state("sparql", "d1")
    'not made'
    >>> stores.store("sparql", "d1", lambda: graph).query("SELECT ?name { ?e gk:name ?name }").records
    (('Rusya',),)
    >>> stores.state("sparql", "d1"), stores.state("sparql", "d2")
    ('current', 'stale')
    >>> stores.close()
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: dict[Language, Store] = {}

    def store(self, language: Language, digest: str, graph: Callable[[], Graph], progress: Progress | None = None) -> Store:
        """The store for a language.

        Parameters
        ----------
        language
            ``"sparql"`` or ``"cypher"``; the first time the latter starts a child process.
        digest
            Of what the graph is made from.
        graph
            Called for the graph where the store was made from something else.
        progress
            Called while the store is written.
        """
        if language not in self._open:
            self._open[language] = _opened(language, self._path / _FOLDERS[language])
        store, mark = self._open[language], self._path / _MARKS[language]
        if not mark.exists() or mark.read_text(encoding="utf-8") != digest:
            mark.unlink(missing_ok=True)
            store.clear()
            store.write(graph(), progress=progress)
            if isinstance(store, RdfStore):
                store.optimize()
            write_text(mark, digest)
        return store

    def state(self, language: Language, digest: str) -> str:
        """``"current"``, ``"stale"`` (made anew when next asked) or ``"not made"``."""
        mark = self._path / _MARKS[language]
        if not mark.exists():
            return "stale" if (self._path / _FOLDERS[language]).exists() else "not made"
        return "current" if mark.read_text(encoding="utf-8") == digest else "stale"

    def close(self) -> None:
        """Close those that are open and stop the child process."""
        while self._open:
            self._open.popitem()[1].close()


def _opened(language: Language, path: Path) -> Store:
    if language == "sparql":
        return RdfStore.open(path)
    from graphkit.stores import arcadedb

    return arcadedb.open_folder(path)
