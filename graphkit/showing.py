"""Ways to look at a graph and to take it elsewhere: page, report, figures, files, graphs of other libraries."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, overload

from graphkit.model import Extraction, Graph
from graphkit.rows import Rows

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure
    from pyvis.network import Network

    from graphkit.views.html import Page, View


class Shown(Protocol):
    """What has a graph and the extractions that it was made from; it can be looked at in these ways.

    Examples
    --------
    >>> import tempfile
    >>> class Empty(Shown):
    ...     graph = Graph()
    ...     def extractions(self):
    ...         return []
    >>> Empty().to_networkx().number_of_nodes(), len(Empty().to_pyvis().nodes)
    (0, 0)
    >>> Empty().export(f"{tempfile.mkdtemp()}/graph.csv", "csv").name
    'graph.csv'
    """

    @property
    def graph(self) -> Graph:
        """The graph."""

    def extractions(self) -> list[Extraction]:
        """What was read of each document."""

    @overload
    def view(self, path: str | os.PathLike[str], *, rows: Rows | None = ..., title: str | None = ..., language: str = ...,
             view: View = ...) -> Path: ...  # fmt: skip
    @overload
    def view(self, path: None = ..., *, rows: Rows | None = ..., title: str | None = ..., language: str = ...,
             view: View = ...) -> Page: ...  # fmt: skip

    def view(self, path: str | os.PathLike[str] | None = None, *, rows: Rows | None = None, title: str | None = None,
             language: str = "tr", view: View = "events") -> Path | Page:  # fmt: skip
        """The interactive page of the graph, or of the events of `rows`: written to `path`, else shown by a notebook.

        `view` is what the page starts with: ``"events"``, ``"actors"``, ``"timeline"``, ``"map"``, ``"matrix"``,
        ``"documents"``.
        """
        from graphkit.views.notebook import view_graph

        page = view_graph(self.graph, self.extractions(), rows=rows, title=title, language=language, view=view)
        return page if path is None else page.save(Path(path))

    def report(self, folder: str | os.PathLike[str], *, title: str | None = None, language: str = "tr") -> Path:
        """Write a report: index, interactive page, documents, figures and a table; returns the index."""
        from graphkit.views.report import write_report

        return write_report(self.graph, Path(folder), extractions=self.extractions(), title=title, language=language)

    def plot(self, kind: Literal["timeline", "network", "actors"] = "timeline", *, language: str = "tr", top: int = 25,
             path: str | os.PathLike[str] | None = None, title: str | None = None) -> Figure:  # fmt: skip
        """A still figure for papers, as a matplotlib figure and, with `path`, as SVG, PNG or PDF."""
        from graphkit.views.plot import plot

        return plot(self.graph, kind, path=None if path is None else Path(path), language=language, top=top, title=title)

    def _repr_html_(self) -> str:
        """What a notebook shows: the interactive page."""
        from graphkit.views.notebook import show_graph

        return show_graph(self.graph, self.extractions())

    def export(self, path: str | os.PathLike[str], format: str) -> Path:
        """Write the graph in an exchange format (`graphkit.export.formats()`); returns the path."""
        from graphkit.export import export

        export(self.graph, Path(path), format)
        return Path(path)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Events and entities as a networkx graph."""
        from graphkit.views.graph import to_networkx

        return to_networkx(self.graph)

    def to_pyvis(self) -> Network:
        """The page's network as a pyvis object that may be changed before it is written."""
        from graphkit.views.network import to_pyvis

        return to_pyvis(self.graph)
