"""Which formats there are, and the one function that writes any of them."""

from __future__ import annotations

from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.export.admin import write_admin
from graphkit.export.followthemoney import write_followthemoney
from graphkit.export.tables import write_events, write_parquet, write_tables
from graphkit.files import write_with
from graphkit.model import Graph

_RDF = {"ttl": "Turtle", "nt": "N-Triples", "trig": "TriG", "nq": "N-Quads", "jsonld": "JSON-LD"}
_FORMATS = {
    **_RDF,
    "graphml": "GraphML, for networkx, igraph, yEd, Gephi",
    "gexf": "GEXF 1.2 with colours, positions and a timeline, for Gephi",
    "csv": "CSV: the table of events, or a folder of four tables",
    "ftm.json": "FollowTheMoney entities, for Aleph and OpenSanctions",
    "neo4j-admin": "a folder for `neo4j-admin database import`",
    "parquet": "Parquet: a folder of four tables",
}


def formats() -> dict[str, str]:
    """List the formats that `export` writes, each with what it is, sorted by name.

    Examples
    --------
    >>> list(formats())
    ['csv', 'ftm.json', 'gexf', 'graphml', 'jsonld', 'neo4j-admin', 'nq', 'nt', 'parquet', 'trig', 'ttl']
    """
    return dict(sorted(_FORMATS.items()))


def export(graph: Graph, path: str | Path, format: str) -> Path:
    """Write the graph in an exchange format. The same graph gives the same bytes.

    Parameters
    ----------
    graph
        What to write; it is not changed.
    path
        The file; it appears whole or not at all. With ``csv`` a path that does not end in ``.csv`` is a folder.
    format
        One of `formats`. ``trig``, ``nq`` and ``jsonld`` hold everything; ``ttl`` and ``nt`` everything but which
        document says what, as a comment in the file tells; ``graphml`` and ``gexf`` hold what
        `graphkit.views.graph.to_networkx` does: events, entities and roles, without the sentences; the four tables of
        ``csv`` and ``parquet`` (always a folder), and ``ftm.json``, hold the sentences too.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    GraphkitError
        The format is unknown, or an edge names a node that the graph does not have.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Entity
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya")})
    >>> "Rusya" in export(graph, Path(tempfile.mkdtemp(), "g.graphml"), "graphml").read_text(encoding="utf-8")
    True
    """
    target = Path(path)
    if format not in _FORMATS:
        raise GraphkitError(f"no export format {format!r}; there are: {', '.join(formats())}")
    if format == "csv":
        return write_events(graph, target) if target.suffix.lower() == ".csv" else write_tables(graph, target)
    if format == "parquet":
        return write_parquet(graph, target)
    if format == "neo4j-admin":
        return write_admin(graph, target)
    if format == "ftm.json":
        return write_followthemoney(graph, target)
    if format in _RDF:
        from graphkit.stores.rdf import write_rdf  # pyoxigraph and rdflib only where they are asked for

        write_rdf(graph, target, format)
        return target
    data = _gexf(graph) if format == "gexf" else _graphml(graph)
    return write_with(target, lambda temporary: temporary.write_bytes(data))


def _graphml(graph: Graph) -> bytes:
    from graphkit.views.graph import to_networkx, to_xml

    return to_xml(to_networkx(graph), "graphml")


def _gexf(graph: Graph) -> bytes:
    """GEXF with the colours and positions of the page, so that Gephi opens the picture one knows."""
    from graphkit.views.graph import layout, to_networkx, to_xml
    from graphkit.views.palette import look_of

    view = to_networkx(graph)
    looks = {}
    for node, (x, y) in layout(view).items():
        color = look_of(view.nodes[node]["kind"], view.nodes[node]["type"]).color
        red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
        looks[node] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": float(x), "y": float(-y), "z": 0.0},
            "size": 10.0,
        }
    return to_xml(view, "gexf", looks=looks)
