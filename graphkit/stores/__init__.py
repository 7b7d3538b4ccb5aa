"""Where graphs are kept: RDF stores and Cypher stores behind one small interface.

`Store` says what every store can do; `graphkit.stores.rdf.RdfStore`, `graphkit.stores.cypher.CypherStore` and
`graphkit.stores.arcadedb.start` are the stores. `open_store` finds the right one for an address.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from graphkit.errors import StoreError
from graphkit.model import Entity, Graph
from graphkit.rows import Rows

__all__ = ["Id", "Iri", "LoadReport", "Progress", "Store", "open_store"]

Progress = Callable[[int, int], None]
"""Called with (nodes done, nodes in all) while a graph is written."""


class Iri(str):
    """A query parameter that is an absolute IRI, not a text; Cypher stores take it as text.

    Examples
    --------
    >>> Iri("https://w3id.org/graphkit/ontology#Meeting").rpartition("#")[2]
    'Meeting'
    """

    __slots__ = ()


class Id(str):
    """A query parameter that is the id of a node: its IRI in SPARQL, its id in Cypher.

    Examples
    --------
    >>> Id("Q159") == "Q159"
    True
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load or a retraction did.

    `nodes` and `edges` were given, `new_nodes`, `new_edges`, `updated_nodes` and the removed ones are changes of the
    store: all 0 when a graph is written a second time. `triples` is how many triples an RDF store gained (lost: below
    0). Edges are those of ``docs/graph-model.md``.

    Examples
    --------
    >>> str(LoadReport(nodes=10, edges=12, new_nodes=3, new_edges=4, seconds=0.5))
    '10 nodes and 12 edges in 0.5 s: 3 + 4 new, 0 updated, 0 + 0 removed'
    """

    nodes: int = 0
    edges: int = 0
    new_nodes: int = 0
    new_edges: int = 0
    updated_nodes: int = 0
    removed_nodes: int = 0
    removed_edges: int = 0
    triples: int = 0
    seconds: float = 0.0

    @property
    def changed(self) -> bool:
        """Whether the store is another than before.

        Examples
        --------
        >>> LoadReport(nodes=5).changed, LoadReport(new_edges=1).changed
        (False, True)
        """
        return any((self.new_nodes, self.new_edges, self.updated_nodes, self.removed_nodes, self.removed_edges))

    def __str__(self) -> str:
        return (
            f"{self.nodes} nodes and {self.edges} edges in {self.seconds:.1f} s: {self.new_nodes} + {self.new_edges} "
            f"new, {self.updated_nodes} updated, {self.removed_nodes} + {self.removed_edges} removed"
        )


class Store(Protocol):
    """A place that keeps one graph and answers queries in `language`.

    All methods raise `graphkit.errors.StoreError` when the store cannot be reached or written, and ``query`` raises
    `graphkit.errors.QueryError` when the query is wrong, would write, or takes too long.
    """

    @property
    def language(self) -> Literal["sparql", "cypher"]:
        """The query language that ``query`` takes."""

    def write(self, graph: Graph, *, progress: Progress | None = None) -> LoadReport:
        """Write a graph over what is there; writing it again changes nothing.

        The graph holds all that its documents say: what the store has of the same documents and the graph has not is
        taken back. An event that has further evidences in the store, and an entity that other documents name, is
        computed anew from all of them.
        """

    def read(self) -> Graph:
        """The whole graph. Empty: nothing was written."""

    def retract(self, document_id: str) -> LoadReport:
        """Take back what only this document (and the teasers on its page) supports; an unknown id changes nothing."""

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Answer a read-only query; `timeout` in seconds, `limit` in rows."""

    def find_entities(self, key: str) -> list[Entity]:
        """Entities that bear a name, compared folded; empty: none does."""

    def clear(self) -> None:
        """Remove the whole graph."""

    def close(self) -> None:
        """Give the store back; it cannot be used afterwards."""


def open_store(address: str, *, password: str | None = None) -> Store:
    """The store at an address.

    Parameters
    ----------
    address : str
        ``memory:`` (RDF in memory), ``bolt://HOST:PORT`` or ``neo4j://…`` (user, password and database from the
        environment variables ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``), ``http://…`` (a SPARQL
        endpoint, user and password from ``SPARQL_USERNAME`` and ``SPARQL_PASSWORD``), ``arcadedb:FOLDER``, or a
        folder (RDF on disk).
    password : str, optional
        Instead of that of the environment; it is handed to the server only.

    Raises
    ------
    StoreError
        If the store cannot be opened.

    Examples
    --------
    >>> with_store = open_store("memory:")
    >>> with_store.language
    'sparql'
    """
    scheme, _, rest = address.partition(":")
    if scheme in {"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"}:
        from graphkit.stores.cypher import CypherStore

        password = os.environ.get("NEO4J_PASSWORD") if password is None else password
        if password is None:
            raise StoreError(f"{address}: no password: set NEO4J_PASSWORD")
        user, database = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_DATABASE", "neo4j")
        return CypherStore.connect(address, user, password, database)
    if scheme == "arcadedb":
        from graphkit.stores import arcadedb

        return arcadedb.open_folder(rest)
    from graphkit.stores.rdf import RdfStore

    if scheme in {"http", "https"}:
        password = os.environ.get("SPARQL_PASSWORD") if password is None else password
        return RdfStore.connect(address, os.environ.get("SPARQL_USERNAME"), password)
    return RdfStore.open(None if address == "memory:" else address)
