"""Where the data folders that lie outside the package are: ``ontologies/`` and ``queries/``."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from graphkit.errors import GraphkitError


def find(folder: str) -> Traversable:
    """The data folder of that name: inside the package (wheel), else beside it (source tree).

    Parameters
    ----------
    folder : str
        ``ontologies`` or ``queries``.

    Raises
    ------
    GraphkitError
        If neither place has it.

    Examples
    --------
    >>> (find("ontologies") / "graphkit.ttl").is_file()
    True
    """
    inside = resources.files("graphkit") / folder
    if inside.is_dir():
        return inside
    beside = Path(__file__).resolve().parent.parent / folder
    if beside.is_dir():
        return beside
    raise GraphkitError(f"data folder {folder!r} is missing: looked in the package and beside it")
