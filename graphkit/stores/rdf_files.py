"""The graph as an RDF file: Turtle, N-Triples, TriG, N-Quads, JSON-LD."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import GraphkitError
from graphkit.files import write_with
from graphkit.model import Graph
from graphkit.stores.jsonld import to_jsonld
from graphkit.stores.quads import PREFIXES, TYPE, to_quads

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
