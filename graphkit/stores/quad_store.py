"""What an RDF engine must be able to do for `graphkit.stores.rdf.RdfStore`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

import pyoxigraph as ox

from graphkit.rows import Rows
from graphkit.stores.nodes import Node


class QuadStore(Protocol):
    """An RDF dataset: pyoxigraph in process, a SPARQL endpoint, an rdflib Dataset.

    Nodes are named by their ids as they stand in a store. All methods raise `graphkit.errors.StoreError` when the
    dataset cannot be reached or written.
    """

    def leaving(self, ids: Collection[str], name: str | None = None) -> Iterable[ox.Quad]:
        """Quads about some nodes, of one property or of all."""

    def reaching(self, ids: Collection[str], name: str) -> Iterable[ox.Quad]:
        """Edges of a name that reach some nodes."""

    def bearing(self, name: str, text: str) -> Iterable[ox.Quad]:
        """Quads with that property and that text."""

    def reached(self, counts: Mapping[str, int]) -> set[str]:
        """Those of some nodes that more than so many edges reach."""

    def everything(self) -> Iterable[ox.Quad]:
        """All quads."""

    def is_empty(self) -> bool:
        """Whether there is no node of ours."""

    def exchange(self, old: set[ox.Quad], new: set[ox.Quad]) -> None:
        """Take quads out and put others in, both or none."""

    def load(self, nodes: Iterable[Node]) -> Iterator[int]:
        """Put nodes into an empty dataset by the fastest way; yields how many more are in it."""

    def answer(self, text: str, *, timeout: float | None, limit: int | None) -> Rows:
        """Answer a read-only query."""

    def locked(self) -> AbstractContextManager[None]:
        """A block in which no other writer changes anything."""

    def clear(self) -> None:
        """Remove all nodes of ours."""

    def close(self) -> None:
        """Give the dataset back."""
