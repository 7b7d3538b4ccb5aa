"""One offline HTML page of a graph, over a pyvis `Network` that users may change first.

The only module that imports pyvis. pyvis is the object and brings vis-network; its own page is never written, since it
needs the network, lets names run as HTML and lays out in the browser. The page holds everything it needs, may
run only the scripts whose hashes its policy names, and shows every text as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import pyvis  # type: ignore[import-untyped]  # ships no stubs
from markupsafe import Markup
from pyvis.network import Network  # type: ignore[import-untyped]

from graphkit.errors import GraphkitError
from graphkit.files import write_text
from graphkit.model import Graph
from graphkit.views.graph import graph_of, layout, to_networkx
from graphkit.views.labels import find_labels, find_roles
from graphkit.views.palette import look_of
from graphkit.views.payload import Record, document_records, edge_records, node_records, rank_nodes

SCRIPTS = ("base", "state", "draw", "controls", "panel", "table", "start")
"""The parts of the page's program, in the order in which they run."""

CORE = 2000
"""How many nodes at most are laid out with care, and drawn at first; the others stand near their neighbours."""

_TITLES = {"tr": "Olay çizgesi", "en": "Event graph"}


def to_pyvis(graph: Graph) -> Network:
    """Turn the graph into a pyvis `Network`, positions worked out, to change before writing it.

    Parameters
    ----------
    graph
        The assembled graph; it is not changed.

    Returns
    -------
    pyvis.network.Network
        Directed, physics off. Nodes and edges carry vis-network's keys and, under ``data``, what the page's panel,
        filters and table show. Nodes and edges may be added, changed and removed; `write_page` takes the result.

    Raises
    ------
    GraphkitError
        An edge names an entity that the graph does not have.

    Examples
    --------
    >>> from graphkit.model import Entity, Graph
    >>> network = to_pyvis(Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))
    >>> network.add_node("note", label="my own", color="#ff0000")
    >>> network.get_nodes()
    ['Q159', 'note']
    """
    view = to_networkx(graph)
    network = Network(directed=True, height="100%", width="100%")
    network.toggle_physics(False)
    # Straight into the lists: add_node and add_edge search them anew for every call, which is quadratic.
    network.nodes = node_records(graph)
    statuses = {event.id: event.status for event in graph.events.values()}
    network.edges = edge_records(view.edges(data=True), statuses)
    core = rank_nodes(network.nodes, network.edges)[:CORE] if len(network.nodes) > CORE else None
    points = layout(view, core=core)
    for node in network.nodes:
        node["x"], node["y"] = points[node["id"]]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.documents = document_records(graph)
    return network


def render_page(
    source: Graph | Network, *, title: str | None = None, language: str = "tr", max_nodes: int = CORE
) -> str:
    """Render the page as text; see `write_page`.

    Examples
    --------
    >>> page = render_page(Graph(), title="</script> & Co.")
    >>> page.startswith("<!doctype html>"), "<title>&lt;/script&gt; &amp; Co.</title>" in page
    (True, True)
    """
    if language not in _TITLES:
        raise GraphkitError(f"page language {language!r}: must be one of {', '.join(sorted(_TITLES))}")
    network = to_pyvis(source) if isinstance(source, Graph) else source
    heading = title or network.heading or _TITLES[language]
    payload = _payload(network, max_nodes) | {"title": heading, "language": language}
    program = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    scripts = [_inline(_library()), _inline(f'(() => {{\n"use strict";\n{program}\n}})();')]
    style = _asset("style.css")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_asset("page.html")).render(
        title=heading,
        language=language,
        policy=_policy(scripts, style),
        style=Markup(style),
        library=Markup(scripts[0]),
        program=Markup(scripts[1]),
        data=Markup(_json(payload)),
        strings=Markup(_json(json.loads(_asset("strings.json")))),
    )


def write_page(
    source: Graph | Network,
    path: str | Path,
    *,
    title: str | None = None,
    language: str = "tr",
    max_nodes: int = CORE,
) -> Path:
    """Write the page that shows a graph: one file, nothing fetched, to open in any browser or mail to a colleague.

    Parameters
    ----------
    source
        A graph, or what `to_pyvis` made of it and a script changed; a pyvis network of any other origin works too.
    path
        The file to write, in UTF-8. It appears whole or not at all.
    title
        Heading of the page; None takes the network's own or a plain one.
    language
        ``"tr"`` or ``"en"``: the language the page starts in; it can be switched on the page.
    max_nodes
        How many nodes are drawn at first. The page says so when there are more; its search and its table hold all,
        and what is selected there joins the drawing.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    GraphkitError
        An edge names a node that does not exist, or `language` is neither.

    Examples
    --------
    >>> import tempfile
    >>> write_page(Graph(), Path(tempfile.mkdtemp()) / "çizge.html").name
    'çizge.html'
    """
    return write_text(path, render_page(source, title=title, language=language, max_nodes=max_nodes))


def _payload(network: Network, max_nodes: int) -> Record:
    """Everything the page's program reads: nodes in the order in which they deserve to be drawn, edges, names."""
    nodes = [_node(node) for node in network.nodes]
    edges = [_edge(edge, number) for number, edge in enumerate(network.edges)]
    ids = {node["id"] for node in nodes}
    for edge in edges:
        for end in (edge["from"], edge["to"]):
            if end not in ids:
                raise GraphkitError(f"edge {edge['from']} -> {edge['to']}: no node has the id {end!r}")
    if any("x" not in node or "y" not in node for node in nodes):
        points = layout(graph_of([node["id"] for node in nodes], [(edge["from"], edge["to"]) for edge in edges]))
        for node in nodes:
            node["x"], node["y"] = points[node["id"]]
    if len(nodes) > max_nodes:
        place = {name: number for number, name in enumerate(rank_nodes(nodes, edges))}
        nodes.sort(key=lambda node: place[node["id"]])
    kinds = sorted({(node["data"]["kind"], node["data"]["type"]) for node in nodes})
    looks = [(kind, name, look_of(kind, name)) for kind, name in kinds]
    types = [{"name": name, "kind": kind, "roles": find_roles(name)} | asdict(look) for kind, name, look in looks]
    roles = sorted({edge["data"]["role"] for edge in edges})
    labels = find_labels([name for _, name in kinds], roles)
    documents = getattr(network, "documents", {})
    return {
        "nodes": nodes,
        "edges": edges,
        "types": types,
        "labels": labels,
        "documents": documents,
        "limit": max_nodes,
    }


def _node(node: Record) -> Record:
    """Give a node text for id and label, and `data` also where a script added it."""
    record = dict(node)
    record["id"] = str(node["id"])
    record["label"] = str(node.get("label") or node["id"])
    record.setdefault("data", {"kind": "other", "type": str(node.get("group") or "—")})
    return record


def _edge(edge: Record, number: int) -> Record:
    record = dict(edge)
    record |= {"id": f"r{number}", "from": str(edge["from"]), "to": str(edge["to"])}
    record.setdefault("data", {"role": str(edge.get("label") or "—")})
    return record


def _library() -> str:
    """vis-network as it lies in pyvis, without the reference to a source map that nobody has."""
    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    found = sorted(folder.glob("vis-9.1.*/vis-network.min.js"))
    if not found:
        raise GraphkitError(f"{folder}: no vis-network 9.1 in this pyvis; graphkit needs pyvis 0.3.2")
    return re.sub(r"//# sourceMappingURL=\S*", "", found[-1].read_text(encoding="utf-8"))


def _asset(name: str) -> str:
    return resources.files("graphkit.views").joinpath("page", name).read_text(encoding="utf-8")


def _inline(script: str) -> str:
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE)


def _policy(scripts: list[str], style: str) -> str:
    """Content-Security-Policy: these scripts and this style, pictures made on the page, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    parts = ["default-src 'none'", f"script-src {allowed}", f"style-src {_hash(style)}", "img-src data: blob:"]
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    """JSON that may stand inside a script element whatever the texts in it are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    text = re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _plain(value: Any) -> Any:
    """Say what JSON has no word for: numbers of numpy as numbers, dates and the rest as text."""
    return value.item() if hasattr(value, "item") else str(value)
