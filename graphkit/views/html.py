"""One offline HTML page of a graph: it holds everything it needs, may run only the scripts whose hashes its policy
names, and shows every text as text.

Up to `LIMIT` nodes are drawn by vis-network, which comes with pyvis; more by sigma.js (`vendor/`), with the same controls.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from graphkit.errors import GraphkitError
from graphkit.files import write_text
from graphkit.model import Entity
from graphkit.views.labels import find_labels, find_roles
from graphkit.views.network import CORE, place_nodes, to_pyvis
from graphkit.views.palette import look_of
from graphkit.views.payload import Record
from graphkit.views.places import find_points, world
from graphkit.views.ranking import rank_nodes
from graphkit.views.templates import fill, inline, inline_json, policy, read_file

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]

    from graphkit.views.network import Drawable

SCRIPTS = (
    *("base", "state", "labels", "vis", "sigma", "draw", "legend", "dates", "search", "path", "panel", "table"),
    *("timeline", "map", "matrix", "documents", "export", "keys", "start"),
)
"""The parts of the page's program, in the order in which they run."""

LIMIT = 2000
"""How many nodes vis-network draws; above that sigma.js does."""

View = Literal["events", "actors", "timeline", "map", "matrix", "documents"]
VIEWS: tuple[View, ...] = ("events", "actors", "timeline", "map", "matrix", "documents")
"""What a page may start with."""

_TITLES = {"tr": "Olay çizgesi", "en": "Event graph"}


def render_page(
    source: Drawable,
    *,
    title: str | None = None,
    language: str = "tr",
    max_nodes: int = CORE,
    view: View = "events",
    texts: Mapping[str, Record] | None = None,
) -> str:
    """Render the page as text; see `write_page`.

    Examples
    --------
    >>> from graphkit.model import Graph
    >>> page = render_page(Graph(), title="</script> & Co.")
    >>> page.startswith("<!doctype html>"), "<title>&lt;/script&gt; &amp; Co.</title>" in page
    (True, True)
    """
    if language not in _TITLES:
        raise GraphkitError(f"page language {language!r}: must be one of {', '.join(sorted(_TITLES))}")
    if view not in VIEWS:
        raise GraphkitError(f"page view {view!r}: must be one of {', '.join(VIEWS)}")
    network = to_pyvis(source, texts=texts)
    heading = title or network.heading or _TITLES[language]
    payload = _payload(network, max_nodes) | {"title": heading, "language": language, "view": view}
    libraries = [inline(_vis())]
    if len(network.nodes) > LIMIT:
        libraries.append(inline(read_file("vendor", "sigma.min.js")))
    program = "\n".join(read_file("page", f"{name}.js") for name in SCRIPTS)
    scripts = [*libraries, inline(f'(() => {{\n"use strict";\n{program}\n}})();')]
    style = read_file("page", "style.css")
    return fill(
        "page.html",
        title=heading,
        language=language,
        policy=policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(inline_json(payload)),
        strings=Markup(inline_json(json.loads(read_file("page", "strings.json")))),
        world=Markup(world()) if payload["points"] else "",
    )


def write_page(
    source: Drawable,
    path: str | Path,
    *,
    title: str | None = None,
    language: str = "tr",
    max_nodes: int = CORE,
    view: View = "events",
    texts: Mapping[str, Record] | None = None,
) -> Path:
    """Write the page that shows a graph: one file, nothing fetched, to open in any browser or mail to a colleague.

    Parameters
    ----------
    source
        A graph, the rows of a query, a networkx graph, or what `to_pyvis` made of one and a script changed; a pyvis
        network of any other origin works too.
    path
        The file to write, in UTF-8. It appears whole or not at all.
    title
        Heading of the page; None takes the network's own or a plain one.
    language
        ``"tr"`` or ``"en"``: the language the page starts in; it can be switched on the page.
    max_nodes
        How many nodes are drawn at first. The page says so when there are more; its search and its table hold all,
        and what is selected there joins the drawing.
    view
        What the page starts with, one of `VIEWS`.
    texts
        Articles of the documents (`graphkit.views.payload.text_records`); without them the page has the sentences.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    GraphkitError
        An edge names a node that does not exist, or `language` or `view` is none of those.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Graph
    >>> write_page(Graph(), Path(tempfile.mkdtemp()) / "çizge.html").name
    'çizge.html'
    """
    page = render_page(source, title=title, language=language, max_nodes=max_nodes, view=view, texts=texts)
    return write_text(path, page)


class Page:
    """A page that notebooks show in a frame of its own; `str(page)` is its HTML.

    Examples
    --------
    >>> page = Page("<!doctype html><p>…", height=300)
    >>> page._repr_html_()[:36]
    '<iframe width="100%" height="300" sa'
    >>> import tempfile
    >>> page.save(f"{tempfile.mkdtemp()}/çizge.html").name
    'çizge.html'
    """

    def __init__(self, text: str, *, height: int = 640) -> None:
        self.text = text
        self.height = height

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<page, {len(self.text) // 1024} KB; save(path) writes it>"

    def save(self, path: str | Path) -> Path:
        """Write the page; returns its path."""
        return write_text(path, self.text)

    def _repr_html_(self) -> str:
        """A frame without an address and without rights but to run its own scripts: for Jupyter, VS Code and Colab."""
        rights = "allow-scripts allow-downloads allow-popups"
        text = html.escape(self.text, quote=True)
        return f'<iframe width="100%" height="{self.height}" sandbox="{rights}" frameborder="0" srcdoc="{text}"></iframe>'


def _payload(network: Network, max_nodes: int) -> Record:
    """Everything the page's program reads: nodes in the order in which they deserve to be drawn, edges, names."""
    nodes = [_node(node) for node in network.nodes]
    edges = [_edge(edge, number) for number, edge in enumerate(network.edges)]
    ids = {node["id"] for node in nodes}
    for edge in edges:
        for end in (edge["from"], edge["to"]):
            if end not in ids:
                raise GraphkitError(f"edge {edge['from']} -> {edge['to']}: no node has the id {end!r}")
    place_nodes(nodes, edges)
    if len(nodes) > max_nodes:
        place = {name: number for number, name in enumerate(rank_nodes(nodes, edges))}
        nodes.sort(key=lambda node: place[node["id"]])
    kinds = sorted({(node["data"]["kind"], node["data"]["type"]) for node in nodes})
    looks = [(kind, name, look_of(kind, name)) for kind, name in kinds]
    types = [{"name": name, "kind": kind, "roles": find_roles(name)} | asdict(look) for kind, name, look in looks]
    labels = find_labels([name for _, name in kinds], sorted({edge["data"]["role"] for edge in edges}))
    documents = getattr(network, "documents", {})
    sentences = _share_sentences(nodes, documents)
    return {"nodes": nodes, "edges": edges, "types": types, "labels": labels, "documents": documents, "limit": max_nodes,
            "sentences": sentences, "points": _points(nodes)}  # fmt: skip


def _share_sentences(nodes: list[Record], documents: Mapping[str, Record]) -> list[Any]:
    """Put a number in the place of each sentence; returns the sentences, those of a text at hand as
    (document, start, end).
    """
    number: dict[tuple[str, int, str], int] = {}
    sentences: list[Any] = []
    for node in nodes:
        told = node["data"].get("evidence")
        if not isinstance(told, list) or not told:
            continue
        shared = []
        for one in told:
            quote, document, at = one.get("quote", ""), one.get("document", ""), one.get("at", -1)
            key = (document, at, quote)
            if key not in number:
                number[key] = len(sentences)
                text = documents.get(document, {}).get("text", "")
                inside = at >= 0 and text[at : at + len(quote)] == quote
                sentences.append([document, at, at + len(quote)] if inside else quote)
            shared.append({**one, "quote": number[key]})
        node["data"] = {**node["data"], "evidence": shared}
    return sentences


def _points(nodes: list[Record]) -> dict[str, list[Any]]:
    """Node id → latitude, longitude, kind and ISO number of the state, of those nodes that are known places."""
    places = [node for node in nodes if node["data"].get("type") in ("State", "Place")]
    entities = [
        Entity(node["id"], node["data"]["type"], node["label"], tuple(map(str, node["data"].get("aliases", ()))), (),
               node["data"].get("wikidata"))
        for node in places
    ]  # fmt: skip
    found = find_points(entities) if entities else {}
    return {key: [point.latitude, point.longitude, point.kind, point.state] for key, point in sorted(found.items())}


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


def _vis() -> str:
    """vis-network as it lies in pyvis, without the reference to a source map that nobody has."""
    folder = resources.files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    if not folder.is_file():
        raise GraphkitError(f"{folder}: no vis-network 9.1 in this pyvis; graphkit needs pyvis 0.3.2")
    return re.sub(r"//# sourceMappingURL=\S*", "", folder.read_text(encoding="utf-8"))
