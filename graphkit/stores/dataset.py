"""rdflib: a graph as a Dataset and back, and a Dataset as the engine of an RDF store."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, cast

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from graphkit.errors import QueryError
from graphkit.model import Graph
from graphkit.rows import Rows
from graphkit.stores.answers import within
from graphkit.stores.nodes import Node
from graphkit.stores.quads import PREFIXES, edge_quad, from_quads, node_iri, node_quads, term, to_python, to_quads
from graphkit.stores.sparql import update_verb


def to_dataset(graph: Graph) -> rdflib.Dataset:
    """The graph as an rdflib Dataset: facts in its default graph, what a document supports in its named graph.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> dataset = to_dataset(Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))
    >>> str(next(dataset.objects(predicate=rdflib.URIRef(PREFIXES["gk"] + "name"))))
    'Rusya'
    """
    dataset = rdflib.Dataset()
    for name, space in PREFIXES.items():
        dataset.bind(name, space)
    dataset.addN(_statement(dataset, quad) for quad in to_quads(graph))  # type: ignore[misc]
    return dataset


def from_dataset(dataset: rdflib.Dataset) -> Graph:
    """The graph in a Dataset; the inverse of `to_dataset`. Statements of other vocabularies are left out.

    Examples
    --------
    >>> from_dataset(to_dataset(Graph())) == Graph()
    True
    """
    return from_quads(DatasetQuads(dataset).everything())


class DatasetQuads:
    """A `graphkit.stores.quad_store.QuadStore` of an rdflib Dataset.

    Examples
    --------
    >>> quads = DatasetQuads(rdflib.Dataset())
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
    >>> quads.clear()
    >>> quads.is_empty()
    True
    >>> quads.close()
    """

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self._dataset = dataset

    def leaving(self, ids: Collection[str], name: str | None = None) -> Iterator[ox.Quad]:
        """Quads about some nodes, of one property or of all."""
        for key in ids:
            yield from self._match(_node(key), None if name is None else _named(term(name)), None)

    def reaching(self, ids: Collection[str], name: str) -> Iterator[ox.Quad]:
        """Edges of a name that reach some nodes."""
        for key in ids:
            yield from self._match(None, _named(term(name)), _node(key))

    def bearing(self, name: str, text: str) -> Iterator[ox.Quad]:
        """Quads with that property and that text."""
        return self._match(None, _named(term(name)), rdflib.Literal(text))

    def reached(self, counts: Mapping[str, int]) -> set[str]:
        """Those of some nodes that more than so many edges reach."""
        return {
            key
            for key, count in counts.items()
            if next(itertools.islice(self._match(None, None, _node(key)), count, None), None) is not None
        }

    def everything(self) -> Iterator[ox.Quad]:
        """All quads."""
        return self._match(None, None, None)

    def is_empty(self) -> bool:
        """Whether there is no node of ours."""
        return next(self._match(None, _named(term("id")), None), None) is None

    def exchange(self, old: set[ox.Quad], new: set[ox.Quad]) -> None:
        """Take quads out and put others in."""
        for quad in old:
            subject, predicate, end, graph = _statement(self._dataset, quad)
            graph.remove((subject, predicate, end))
        self._dataset.addN(_statement(self._dataset, quad) for quad in new)  # type: ignore[misc]

    def load(self, nodes: Iterable[Node]) -> Iterator[int]:
        """Put nodes into an empty dataset."""
        for node in nodes:
            self.exchange(set(), {*node_quads(node), *map(edge_quad, node.edges)})
            yield 1

    def answer(self, text: str, *, timeout: float | None, limit: int | None) -> Rows:
        """Answer a read-only query; one that is given up runs on in a thread of its own."""
        return within(timeout, lambda: self._answer(text, limit))

    def _answer(self, text: str, limit: int | None) -> Rows:
        try:
            found = self._dataset.query(text, initNs=PREFIXES)
            if found.type == "ASK":
                return Rows(("answer",), ((bool(found.askAnswer),),))
            columns = tuple(map(str, found.vars)) if found.vars else ("subject", "predicate", "object")
            rows = itertools.islice(cast(Iterable[Iterable[Any]], found), limit)
            return Rows(columns, tuple(tuple(to_python(_term(value)) for value in row) for row in rows))
        except Exception as error:  # rdflib's parser and evaluator raise errors of many kinds
            verb = update_verb(text)
            if verb:
                raise QueryError(f"{verb} would write: only queries are answered here") from error
            raise QueryError(f"not answered: {' '.join(str(error).split())}") from error

    def locked(self) -> AbstractContextManager[None]:
        """Nothing to do: a dataset belongs to its process."""
        return contextlib.nullcontext()

    def clear(self) -> None:
        """Remove all nodes of ours."""
        start = PREFIXES["gkd"]
        self.exchange({q for q in self.everything() if cast(ox.NamedNode, q.subject).value.startswith(start)}, set())

    def close(self) -> None:
        """Nothing to do: the dataset is its owner's."""

    def _match(self, subject: Any, predicate: Any, end: Any) -> Iterator[ox.Quad]:
        for s, p, o, graph in self._dataset.quads((subject, predicate, end, None)):
            named = graph is not None and graph != DATASET_DEFAULT_GRAPH_ID
            yield ox.Quad(_term(s), _term(p), _term(o), ox.NamedNode(str(graph)) if named else ox.DefaultGraph())


def _statement(dataset: rdflib.Dataset, quad: ox.Quad) -> tuple[Any, Any, Any, rdflib.Graph]:
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    graph = dataset.default_graph if default else dataset.graph(rdflib.URIRef(cast(ox.NamedNode, quad.graph_name).value))
    return _named(quad.subject), _named(quad.predicate), _named(quad.object), graph


def _node(key: str) -> rdflib.URIRef:
    return rdflib.URIRef(node_iri(key).value)


def _named(node: object) -> Any:
    """A term of pyoxigraph as one of rdflib; texts are kept as they are written."""
    if isinstance(node, ox.Literal):
        plain = node.language is not None or node.datatype.value == PREFIXES["xsd"] + "string"
        kind = None if plain else rdflib.URIRef(node.datatype.value)
        return rdflib.Literal(node.value, lang=node.language, datatype=kind, normalize=False)
    return rdflib.URIRef(cast(ox.NamedNode, node).value)


def _term(node: Any) -> Any:
    """A term of rdflib as one of pyoxigraph."""
    if node is None:
        return None
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
    return ox.BlankNode(str(node)) if isinstance(node, rdflib.BNode) else ox.NamedNode(str(node))
