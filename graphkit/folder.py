"""A graph kept in a folder: what was read of each document, the embedded stores, and the ways to ask and look.

::

    GRAPH/
    ├── graph.json       format of the folder
    ├── records.jsonl    one line per document: what was read of it
    ├── judgements.jsonl which entities are one, who says so and why, made when first judged
    ├── loads.jsonl      which documents each run read
    ├── rdf/             Oxigraph store (SPARQL)
    └── cypher/          ArcadeDB store (Cypher), made when first asked

The records and judgements are the truth; the stores are made from them (`graphkit.embedded`).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from graphkit.assemble import assemble
from graphkit.embedded import EmbeddedStores, Language
from graphkit.errors import LockedError, QueryError, StoreError
from graphkit.files import write_text
from graphkit.judgements import Judgement, JudgementFile
from graphkit.loads import LoadFile
from graphkit.model import Extraction, Graph
from graphkit.ontology import load_ontology
from graphkit.record_faults import file_faults, told_faults
from graphkit.record_file import RecordFile, RecordHead
from graphkit.resolve import resolve
from graphkit.rows import Rows
from graphkit.showing import Shown
from graphkit.stores import Progress, Store

FORMAT, RECORDS = 1, "records.jsonl"


class GraphFolder(Shown):
    """An open graph folder; make one with `graphkit.build` or `graphkit.open`, and close it (or use ``with``).

    Attributes
    ----------
    path
        The folder.
    loads
        Which documents each run read.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Document, EventMention, LocalEntity
    >>> text = "Fas ile Tunus görüştü."
    >>> who = (LocalEntity("Fas", "State", (), "Q1028"), LocalEntity("Tunus", "State", (), "Q948"))
    >>> met = EventMention("Meeting", "görüştü", 14, 21, 0, 1, "body", {"participant": ("Fas", "Tunus")})
    >>> told = Extraction(Document("d1", text, text), who, (), (met,), ((0, 22),))
    >>> made = tempfile.mkdtemp()
    >>> folder = GraphFolder.create(made)
    >>> folder.append([(told, "s1")])
    >>> [head.id for head in folder.heads()], folder.stamps(), len(folder.extractions()), len(folder.graph.events)
    (['d1'], {'d1': 's1'}, 1, 1)
    >>> folder.record_faults(), folder.loads.read()
    ([], [])
    >>> folder.query("meetings", actor="Fas")[0]["participants"], folder.state("sparql"), folder.state("cypher")
    (('Fas', 'Tunus'), 'current', 'not made')
    >>> folder.sparql("SELECT (COUNT(*) AS ?n) { ?e a gk:Meeting }")[0]["n"], folder.store().language, len(folder.digest())
    (1, 'sparql', 64)
    >>> page, table = folder.view(f"{made}/page.html"), folder.export(f"{made}/graph.ttl", "ttl")
    >>> folder.to_networkx().number_of_nodes(), len(folder.to_pyvis().nodes)
    (3, 3)
    >>> report, figure = folder.report(f"{made}/report"), folder.plot("timeline")
    >>> folder.retract("d1"), len(folder.graph.events)
    (1, 0)
    >>> folder.close()

    >>> with GraphFolder.open(made) as again:
    ...     again.stamps()
    {}

    Who is one with whom is told by judgements:

    >>> from graphkit.judgements import judge
    >>> with GraphFolder.open(made) as again:
    ...     again.judge([judge("person:xi_jinping", "Q15031", "same", "another spelling")])
    ...     len(again.judgements()), again.undo().reason, again.judgements()
    (1, 'another spelling', [])

    The first Cypher query starts the embedded database. What a longer run replaces is taken back, and its room freed:

    >>> with GraphFolder.open(made) as again:
    ...     again.append([(told, "s2")])
    ...     again.cypher("MATCH (e:Meeting) RETURN count(*) AS n")[0]["n"]
    ...     again.forget({"d1"})
    ...     again.remove({"d1"}), len(again.graph.events)
    ...     again.compact()
    1
    (0, 0)
    """

    def __init__(self, path: Path, lock: IO[str]) -> None:
        self.path, self._lock = path, lock
        self._records = RecordFile(path / RECORDS)
        self._judgements = JudgementFile(path / "judgements.jsonl")
        self._graph: Graph | None = None
        self.loads = LoadFile(path / "loads.jsonl")
        self._stores = EmbeddedStores(path)

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> GraphFolder:
        """Open the folder, or make it where there is none.

        Raises
        ------
        StoreError
            When the path is no graph folder but holds other files, or is of another format.
        LockedError
            When another process has it open.
        """
        folder = Path(path)
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / "graph.json").exists()):
            raise StoreError(f"{folder}: is no graph folder and not empty; name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "graph.json").exists():
            write_text(folder / "graph.json", json.dumps({"format": FORMAT, "made_by": "graphkit"}) + "\n")
            (folder / RECORDS).touch()
        return cls.open(folder)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> GraphFolder:
        """Open an existing folder.

        Raises
        ------
        StoreError
            When there is no graph folder, one of another format, or one that lost its records.
        LockedError
            When another process has it open.
        """
        folder = Path(path)
        try:
            facts = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise StoreError(f"{folder}: no graph folder there; `graphkit build FILES -o {folder}` makes one") from error
        except ValueError as error:
            raise StoreError(f"{folder / 'graph.json'}: damaged: {error}") from error
        if facts.get("format") != FORMAT:
            raise StoreError(f"{folder}: folder format {facts.get('format')}; this version reads {FORMAT}")
        if {child.name for child in folder.iterdir()} - {"graph.json", "lock", RECORDS} and not (folder / RECORDS).exists():
            raise StoreError(f"{folder / RECORDS}: missing, and with it all that was read; restore it, or build elsewhere")
        lock = (folder / "lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise LockedError(f"{folder}: another process is using this graph; wait for it or close it") from error
        return cls(folder, lock)

    def __enter__(self) -> GraphFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"GraphFolder({str(self.path)!r})"

    # ------------------------------------------------------------ records

    def heads(self) -> list[RecordHead]:
        """Id, page, path, address and stamp of each document that the folder holds."""
        return self._records.heads()

    def stamps(self) -> dict[str, str]:
        """Document id → stamp (hash of the text and version of the models) of each record."""
        return {head.id: head.stamp for head in self.heads()}

    def extractions(self) -> list[Extraction]:
        """What was read of each document, its entities as the judgements resolve them."""
        return list(resolve(self._records.extractions(), self.judgements()))

    def append(self, stamped: Iterable[tuple[Extraction, str]]) -> None:
        """Add records, each whole on disk before the next; a document of a known id takes the place of the older one."""
        self._records.append(stamped)
        self._graph = None

    def forget(self, document_ids: set[str]) -> None:
        """Take back these documents and those that stood on their pages; `compact` frees their room."""
        self._records.forget(document_ids)
        self._graph = None

    def remove(self, document_ids: set[str]) -> int:
        """Take back documents as `forget` does; returns how many went."""
        gone = self._records.remove(document_ids)
        self._graph = None
        return gone

    def compact(self) -> None:
        """Rewrite the records without those that were taken back or replaced."""
        self._records.compact()

    # ------------------------------------------------------------ judgements

    def judgements(self) -> list[Judgement]:
        """The judgement that counts on each pair of entities, in the order given."""
        return self._judgements.read()

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Add judgements (`graphkit.judgements.judge` makes one); the graph and both stores follow."""
        self._judgements.add(judgements)
        self._graph = None

    def undo(self) -> Judgement:
        """Take the last judgement back and return it.

        Raises
        ------
        QueryError
            When there is none.
        """
        self._graph = None
        return self._judgements.undo()

    # ------------------------------------------------------------ graph and stores

    @property
    def graph(self) -> Graph:
        """The assembled graph of all records."""
        if self._graph is None:
            self._graph = told_faults(lambda: assemble(self.extractions()), self._records)
        return self._graph

    def digest(self) -> str:
        """Hash of the records and judgements: the same ones, the same digest."""
        return hashlib.sha256(f"{self._records.digest()} {self.judgements()}".encode()).hexdigest()

    def store(self, language: Language = "sparql", *, progress: Progress | None = None) -> Store:
        """The embedded store for `language`, brought up to date with the records first.

        Raises
        ------
        QueryError
            If there is no such language.
        """
        if language not in ("sparql", "cypher"):
            raise QueryError(f"no language {language!r}; a graph is asked in 'sparql' or in 'cypher'")
        return self._stores.store(language, self.digest(), lambda: self.graph, progress)

    def record_faults(self) -> list[str]:
        """What is wrong with the records and the log of loads, each with file and line (`graphkit.record_faults`)."""
        return [*file_faults(self._records, load_ontology()), *self.loads.faults()]

    def state(self, language: Language) -> str:
        """State of an embedded store: ``"current"``, ``"stale"`` (made anew when next asked) or ``"not made"``."""
        return self._stores.state(language, self.digest())

    # ------------------------------------------------------------ ask

    def query(self, name: str, /, *, language: Language = "sparql", limit: int | None = None,
              queries: str | os.PathLike[str] | None = None, **parameters: object) -> Rows:  # fmt: skip
        """Run a named query.

        Parameters
        ----------
        name
            One of `graphkit.list_queries()`: ``meetings``, ``agreements`` …
        language
            Engine to ask; both give the same rows.
        limit
            Most rows; None: all.
        queries
            A folder of queries of one's own, beside the built-in ones (CONTRIBUTING.md).
        parameters
            As the query declares them: ``actor="Rusya"``, ``since="2025-03"``.

        Raises
        ------
        QueryError
            For an unknown query or a wrong parameter; `UnknownName` for a name that no entity bears.
        """
        from graphkit.query import load_query, run_query

        named = load_query(name, None if queries is None else Path(queries))
        return run_query(self.store(language), named, self.loads.bind(named, parameters), limit=limit)

    def sparql(self, text: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None,
               timeout: float | None = 60.0) -> Rows:  # fmt: skip
        """Answer a read-only SPARQL query."""
        return self.store("sparql").query(text, parameters, limit=limit, timeout=timeout)

    def cypher(self, text: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None,
               timeout: float | None = 60.0) -> Rows:  # fmt: skip
        """Answer a read-only Cypher query; the first one starts the embedded database."""
        return self.store("cypher").query(text, parameters, limit=limit, timeout=timeout)

    # ------------------------------------------------------------ change

    def retract(self, document_id: str) -> int:
        """Take back a document and its teasers with all that only they support; returns the number of documents.

        Raises
        ------
        QueryError
            When the graph has no such document.
        """
        gone = self.remove({document_id})
        if not gone:
            raise QueryError(f"{self.path}: no document {document_id!r} in this graph")
        self.compact()
        self.store("sparql")
        return gone

    def close(self) -> None:
        """Close the stores, stop the child database, and let others use the folder."""
        self._stores.close()
        self._lock.close()
