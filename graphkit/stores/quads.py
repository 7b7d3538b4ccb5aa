"""The graph as RDF quads: the mapping of ``docs/graph-model.md`` and nothing else.

Facts stand in the default graph; what a document supports stands in the named graph of its IRI.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox

from graphkit.model import Graph
from graphkit.stores.nodes import KINDS, LISTS, Edge, Kind, Node, Value, from_nodes, to_nodes
from graphkit.stores.sparql import GKD, iri_of, quoted
from graphkit.stores.texts import plain_graph, stored_graph, to_plain

GK = "https://w3id.org/graphkit/ontology#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"gk": GK, "gkd": GKD, "rdfs": RDFS, "xsd": XSD}
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode(RDFS + "label")
_DATE = ox.NamedNode(XSD + "date")
_MONTH = ox.NamedNode(XSD + "gYearMonth")
_YEAR = ox.NamedNode(XSD + "gYear")
_DEFAULT = ox.DefaultGraph()
LABELLED = frozenset({("Entity", "name"), ("Event", "label")})
"""Kind and property that stand as ``rdfs:label``, too."""
_INTEGERS = frozenset(XSD + name for name in ("integer", "int", "long"))
_FLOATS = frozenset(XSD + name for name in ("double", "float", "decimal"))


@functools.lru_cache(maxsize=1024)
def term(name: str) -> ox.NamedNode:
    """The IRI of a class or property of the ontology.

    Examples
    --------
    >>> term("Meeting").value
    'https://w3id.org/graphkit/ontology#Meeting'
    """
    return ox.NamedNode(GK + name)


@functools.lru_cache(maxsize=65536)
def node_iri(key: str) -> ox.NamedNode:
    """The IRI of the node with that id.

    Examples
    --------
    >>> node_iri("person:ri_hi_yong").value
    'https://w3id.org/graphkit/id/person:ri_hi_yong'
    """
    return ox.NamedNode(iri_of(key))


def node_id(iri: str) -> str:
    """The id of a node from its IRI; the inverse of `node_iri`.

    Examples
    --------
    >>> node_id(node_iri("Fas <Kuzey>").value)
    'Fas <Kuzey>'
    """
    return unquote(iri.removeprefix(GKD))


def to_quads(graph: Graph) -> Iterator[ox.Quad]:
    """All quads of a graph, in a fixed order, each once.

    Examples
    --------
    >>> from graphkit.model import DocumentNode, Graph
    >>> quads = list(to_quads(Graph({"d1": DocumentNode("d1", "Zirve")})))
    >>> len(quads), quads[0].graph_name.value
    (4, 'https://w3id.org/graphkit/id/d1')
    """
    for node in to_nodes(stored_graph(graph)):
        yield from node_quads(node)
        yield from map(edge_quad, node.edges)


def from_quads(quads: Iterable[ox.Quad]) -> Graph:
    """The graph of some quads; the inverse of `to_quads`. Quads of other vocabularies are left out.

    Examples
    --------
    >>> from graphkit.model import Entity, Graph
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya")})
    >>> from_quads(to_quads(graph)) == graph
    True
    """
    return plain_graph(stored_of(quads))


def stored_of(quads: Iterable[ox.Quad]) -> Graph:
    """The graph of some quads with its texts as they stand in a store (`graphkit.stores.texts`).

    Examples
    --------
    >>> stored_of([]) == Graph()
    True
    """
    types: dict[str, list[str]] = {}
    values: dict[str, dict[str, list[ox.Literal]]] = {}
    edges: dict[str, list[Edge]] = {}
    for quad in quads:
        subject, name = cast(ox.NamedNode, quad.subject).value, quad.predicate.value
        if quad.predicate == TYPE:
            types.setdefault(subject, []).append(cast(ox.NamedNode, quad.object).value.removeprefix(GK))
        elif not name.startswith(GK):
            continue
        elif isinstance(quad.object, ox.Literal):
            values.setdefault(subject, {}).setdefault(name.removeprefix(GK), []).append(quad.object)
        else:
            name, target = name.removeprefix(GK), cast(ox.NamedNode, quad.object).value
            kind: Kind = "Event" if name == "evidence" else "Document"
            owner = target if name == "evidence" else subject
            edges.setdefault(owner, []).append(Edge(kind, node_id(subject), name, node_id(target)))
    return from_nodes(_nodes(types, values, edges))


def _nodes(
    types: Mapping[str, list[str]], values: Mapping[str, dict[str, list[ox.Literal]]], edges: Mapping[str, list[Edge]]
) -> Iterator[Node]:
    for iri in sorted(types):
        kind = next((kind for kind in KINDS if kind in types[iri]), None)
        if kind is None:
            continue
        second = next((name for name in sorted(types[iri]) if name != kind), None)
        properties = {name: _value(name, found) for name, found in values.get(iri, {}).items() if name != "id"}
        owned = tuple(edge if edge.name == "evidence" else edge._replace(kind=kind) for edge in sorted(edges.get(iri, [])))
        yield Node(kind, node_id(iri), second, properties, owned)


def _value(name: str, found: list[ox.Literal]) -> Value:
    if name in LISTS:
        return tuple(sorted(literal.value for literal in found))
    value, kind = found[0].value, found[0].datatype.value
    if name == "time" or kind == XSD + "string":
        return value
    return cast(Value, to_python(found[0]))


def node_quads(node: Node) -> Iterator[ox.Quad]:
    """The quads of a node without its edges.

    Examples
    --------
    >>> [quad.predicate.value.rpartition("#")[2] for quad in node_quads(Node("Entity", "Q159", "State", {}))]
    ['type', 'type', 'id']
    """
    subject, graph = node_iri(node.id), _graph(node.document)
    yield ox.Quad(subject, TYPE, term(node.kind), graph)
    if node.type is not None:
        yield ox.Quad(subject, TYPE, term(node.type), graph)
    yield ox.Quad(subject, term("id"), ox.Literal(node.id), graph)
    for key, value in node.properties.items():
        for one in value if isinstance(value, tuple) else (value,):
            yield ox.Quad(subject, term(key), literal(key, one), graph)
        if (node.kind, key) in LABELLED:
            yield ox.Quad(subject, LABEL, ox.Literal(str(value), language="tr"), graph)


def edge_quad(edge: Edge) -> ox.Quad:
    """The quad of an edge.

    Examples
    --------
    >>> edge_quad(Edge("Event", "e1", "participant", "Q159")).predicate.value
    'https://w3id.org/graphkit/ontology#participant'
    """
    return ox.Quad(node_iri(edge.source), term(edge.name), node_iri(edge.target), _graph(edge.document))


def quad_data(quads: Iterable[ox.Quad]) -> str:
    """Quads as the body of ``INSERT DATA`` or ``DELETE DATA``, those of one graph together.

    Examples
    --------
    >>> quad_data([ox.Quad(term("a"), term("b"), ox.Literal("x"))]).count("GRAPH")
    0
    """
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        graphs.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {_written(quad.object)} .")
    parts = ["\n".join(triples) if not name else f"GRAPH {name} {{\n" + "\n".join(triples) + "\n}"
             for name, triples in sorted(graphs.items())]  # fmt: skip
    return "\n".join(parts)


def _written(node: object) -> str:
    """A term in SPARQL that every engine reads alike."""
    if not isinstance(node, ox.Literal):
        return str(node)
    if node.language is not None:
        return f"{quoted(node.value)}@{node.language}"
    kind = node.datatype.value
    return quoted(node.value) if kind == XSD + "string" else f"{quoted(node.value)}^^<{kind}>"


def _graph(document: str) -> ox.NamedNode | ox.DefaultGraph:
    return node_iri(document) if document else _DEFAULT


def literal(key: str, value: str | float | dt.date) -> ox.Literal:
    """The literal of a property's value.

    Examples
    --------
    >>> literal("time", "2024-12").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    if isinstance(value, dt.date):
        return ox.Literal(value.isoformat(), datatype=_DATE)
    if key == "time":
        return _time(str(value))
    return ox.Literal(value)


def _time(text: str) -> ox.Literal:
    """EDTF, typed by its precision; a season, an interval or a doubtful date stays a plain string."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if found is None or text.startswith("0000"):
        return ox.Literal(text)
    if found[2] is None:
        return ox.Literal(text, datatype=_YEAR)
    try:
        dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return ox.Literal(text)
    return ox.Literal(text, datatype=_DATE if found[3] else _MONTH)


def to_python(node: object) -> object:
    """An RDF term as a plain Python value: text, number, truth value, date; an IRI as its text; None stays None.

    Examples
    --------
    >>> to_python(ox.Literal(3)), to_python(ox.Literal("2024-12", datatype=_MONTH)), to_python(term("Meeting"))
    (3, '2024-12', 'https://w3id.org/graphkit/ontology#Meeting')
    """
    if node is None or isinstance(node, ox.Triple):
        return None if node is None else str(node)
    if not isinstance(node, ox.Literal):
        return cast(ox.NamedNode, node).value
    datatype, text = node.datatype.value, to_plain(node.value)
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
        if datatype == XSD + "date":
            return dt.date.fromisoformat(text)
    except ValueError:
        return text
    return text == "true" or text == "1" if datatype == XSD + "boolean" else text
