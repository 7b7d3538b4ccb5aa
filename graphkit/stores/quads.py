"""The graph as RDF quads and as files: the mapping of ``docs/graph-model.md`` and nothing else.

Facts stand in the default graph; what a document supports stands in the named graph of its IRI.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox

from graphkit.errors import GraphkitError
from graphkit.files import write_with
from graphkit.model import Graph
from graphkit.stores.jsonld import to_jsonld
from graphkit.stores.nodes import KINDS, Edge, Kind, Node, Value, from_nodes, to_nodes
from graphkit.stores.sparql import GKD, iri_of

GK = "https://w3id.org/graphkit/ontology#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"gk": GK, "gkd": GKD, "rdfs": RDFS, "xsd": XSD}
FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
FLATTENED = (
    "named graphs are flattened: this format cannot say which document a triple comes from; "
    "trig, nq and jsonld keep it, and every gk:Evidence still points to its gk:document"
)

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode(RDFS + "label")
_DATE = ox.NamedNode(XSD + "date")
_MONTH = ox.NamedNode(XSD + "gYearMonth")
_YEAR = ox.NamedNode(XSD + "gYear")
_DEFAULT = ox.DefaultGraph()
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
    for node in to_nodes(graph):
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
    if name in {"aliases", "keys"}:
        return tuple(sorted(literal.value for literal in found))
    if name == "time":
        return found[0].value
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
            yield ox.Quad(subject, term(key), _literal(key, one), graph)
        if (node.kind, key) in {("Entity", "name"), ("Event", "label")}:
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
    """Quads as the body of ``INSERT DATA`` or ``DELETE DATA``.

    Examples
    --------
    >>> quad_data([ox.Quad(term("a"), term("b"), ox.Literal("x"))]).count("GRAPH")
    0
    """
    lines = []
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        named = not isinstance(quad.graph_name, ox.DefaultGraph)
        lines.append(f"GRAPH {quad.graph_name} {{ {triple} }}" if named else triple)
    return "\n".join(lines)


def _graph(document: str) -> ox.NamedNode | ox.DefaultGraph:
    return node_iri(document) if document else _DEFAULT


def _literal(key: str, value: str | float | dt.date) -> ox.Literal:
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
    datatype, text = node.datatype.value, node.value
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


def write_rdf(graph: Graph, path: str | os.PathLike[str], format: str) -> tuple[str, ...]:
    """Write a graph to a file: the same graph gives the same bytes.

    Parameters
    ----------
    graph : Graph
        What to write.
    path : path
        The file; it appears whole or not at all.
    format : str
        ``ttl`` and ``nt`` (named graphs are flattened, a comment at the top of the file says so), ``trig``, ``nq``
        and ``jsonld`` (everything).

    Returns
    -------
    tuple of str
        What a person should be told; empty when nothing is lost.

    Raises
    ------
    GraphkitError
        If the format is unknown.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Entity, Graph
    >>> folder = tempfile.mkdtemp()
    >>> write_rdf(Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}), Path(folder, "a.trig"), "trig")
    ()
    """
    if format not in FORMATS:
        raise GraphkitError(f"no RDF format {format!r}; there are: {', '.join(FORMATS)}")
    quads = sorted(set(to_quads(graph)), key=_order)
    notes: tuple[str, ...] = ()
    if format == "jsonld":
        data = to_jsonld(quads)
    elif format in {"ttl", "nt"}:
        notes = (FLATTENED,)
        triples = sorted({quad.triple for quad in quads}, key=_order)
        data = f"# {FLATTENED}\n".encode() + _serialized(triples, FORMATS[format])
    else:
        data = _serialized(quads, FORMATS[format])
    write_with(Path(path), lambda target: target.write_bytes(data))
    return notes


def _serialized(items: list[ox.Quad] | list[ox.Triple], format: ox.RdfFormat) -> bytes:
    """The items in the given order. The writer puts its prefix lines in another order in each process: sort them."""
    data = ox.serialize(items, format=format, prefixes=PREFIXES) or b""
    lines = data.split(b"\n", len(PREFIXES))
    if all(line.startswith(b"@prefix ") for line in lines[: len(PREFIXES)]):
        lines[: len(PREFIXES)] = sorted(lines[: len(PREFIXES)])
    return b"\n".join(lines)


def _order(item: ox.Quad | ox.Triple) -> tuple[str, str, bool, str, str]:
    graph = str(item.graph_name) if isinstance(item, ox.Quad) else ""
    predicate = item.predicate.value
    return (
        "" if graph == "DEFAULT" else graph,
        str(item.subject),
        item.predicate != TYPE,
        predicate,
        str(item.object),
    )
