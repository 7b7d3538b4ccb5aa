"""graphkit: news text in, a knowledge graph of who did what with whom out.

::

    import graphkit

    with graphkit.build("examples/articles", output="haberler.graph") as graph:
        print(graph.query("meetings", actor="Rusya").to_pandas())
        graph.view("page.html")
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    from graphkit.build import build, extract_files, load_language
    from graphkit.folder import GraphFolder
    from graphkit.query import list_queries
    from graphkit.rows import Rows

__version__ = "0.1.0"
__all__ = ["GraphFolder", "GraphkitError", "Rows", "build", "extract_files", "list_queries", "load_language", "open"]

_HOMES = {"build": "build", "extract_files": "build", "load_language": "build", "GraphFolder": "folder",
          "list_queries": "query", "Rows": "rows"}  # fmt: skip


def open(path: str | PathLike[str]) -> GraphFolder:
    """Open a graph folder that `build` made.

    Raises
    ------
    StoreError
        When there is no graph folder.
    LockedError
        When another process has it open.

    Examples
    --------
    >>> import tempfile
    >>> import graphkit.folder
    >>> with graphkit.folder.GraphFolder.create(tempfile.mkdtemp()) as made:
    ...     path = made.path
    >>> with graphkit.open(path) as graph:
    ...     len(graph.graph.events)
    0
    """
    from graphkit.folder import GraphFolder

    return GraphFolder.open(path)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import graphkit` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"graphkit.{_HOMES[name]}"), name)
