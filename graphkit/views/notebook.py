"""A graph where it is asked for: as a file, or shown in a notebook without a server and without leaving a file."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable
from typing import Any

from graphkit.model import Extraction, Graph
from graphkit.rows import Rows
from graphkit.views.html import Page, View, render_page
from graphkit.views.labels import find_labels
from graphkit.views.network import restrict
from graphkit.views.payload import text_records

TEXT_LIMIT = 4_000_000
"""So many characters of articles at most go into one page; above that it shows the sentences."""

NOTEBOOK_LIMIT = 12_000_000
"""A larger page would make the notebook's own file slow; a summary stands in its place."""


def view_graph(
    graph: Graph, extractions: Iterable[Extraction] = (), *, rows: Rows | None = None, title: str | None = None,
    language: str = "tr", view: View = "events",
) -> Page:  # fmt: skip
    """The interactive page of a graph, to show in a notebook or to save.

    Parameters
    ----------
    graph, extractions
        The graph, and what was read of its documents: their texts.
    rows
        Only the events that these rows name (column ``event``); rows without such a column are drawn by themselves.
    title, language, view
        As in `graphkit.views.html.write_page`.

    Examples
    --------
    >>> page = view_graph(Graph())
    >>> str(page)[:15], page._repr_html_()[:7]
    ('<!doctype html>', '<iframe')
    """
    if rows is not None and "event" not in rows.columns:
        return Page(render_page(rows, title=title, language=language, view=view))
    part = graph if rows is None else restrict(graph, map(str, rows.column("event")))
    texts = {key: record for key, record in text_records(extractions, part).items() if key in part.documents}
    if sum(len(record["text"]) for record in texts.values()) > TEXT_LIMIT:
        texts = {}
    return Page(render_page(part, title=title, language=language, view=view, texts=texts))


def show_graph(graph: Graph, extractions: Iterable[Extraction] = ()) -> str:
    """What a notebook shows of a graph: the page, or in the place of a very large one its numbers.

    Examples
    --------
    >>> show_graph(Graph())[:7]
    '<iframe'
    """
    page = view_graph(graph, extractions)
    return page._repr_html_() if len(page.text) <= NOTEBOOK_LIMIT else summary(graph)


def summary(graph: Graph, *, language: str = "tr") -> str:
    """A table of the graph's event types and how many events each has.

    Examples
    --------
    >>> from graphkit.model import Event
    >>> "<td>Ziyaret</td><td>1</td>" in summary(Graph(events={"e1": Event("e1", "Visit", "Ziyaret")}))
    True
    """
    counts: Counter[str] = Counter(event.type for event in graph.events.values())
    names: dict[str, Any] = find_labels(counts, [])["types"]
    rows = "".join(
        f"<tr><td>{html.escape(names[name][language])}</td><td>{count}</td></tr>"
        for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )
    facts = f"{len(graph.events)} / {len(graph.entities)} / {len(graph.documents)}"
    return f'<p>{facts}: graph.view("page.html")</p><table>{rows}</table>'
