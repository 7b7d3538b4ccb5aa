"""Which files there are to read, of which kind, and how many documents they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from graphkit.errors import InputError

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "xml",
}
"""Suffixes that are read, and how; an XML file is read where it is a feed or a page."""

Paths = Iterable[str | PathLike[str]] | str | PathLike[str]
"""Files and folders, or one of them."""

_ABOUT_FOLDER = re.compile(r"(README|LICEN[CS]E|COPYING|NOTICE|SOURCES?|CHANGELOG)([._-].*)?$")
_FEED = re.compile(rb"<(rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_ENTRY = re.compile(rb"<(item|entry)[\s>]", re.IGNORECASE)


def list_paths(paths: Paths) -> Iterator[Path | InputError]:
    """The files and folders that are named, those in lists (``@FILE``: a path a line) among them.

    A path in a list counts from the folder of the list; empty lines and lines that begin with ``#`` say nothing.

    Yields
    ------
    Path or InputError
        An error where a list cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "files.txt").write_text("a.txt\\n\\nb.html\\n")
    ...     [path.name for path in list_paths([f"@{folder}/files.txt", "c.md"])]
    ['a.txt', 'b.html', 'c.md']
    """
    for path in [paths] if isinstance(paths, (str, PathLike)) else paths:
        name = str(path)
        if not name.startswith("@") or Path(name).exists():
            yield Path(path)
            continue
        source = Path(name[1:])
        try:
            lines = source.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8 text"
            yield InputError(f"{source}: the list of files cannot be read ({reason.lower()})")
            continue
        yield from (source.parent / line.strip() for line in lines if line.strip() and not line.startswith("#"))


def walk_folder(folder: Path) -> Iterator[Path]:
    """Files below a folder that may be documents; links to folders are not followed, so that a loop of links ends.

    Hidden files and files about the folder (``README``, ``LICENSE`` …) are left out.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("README.md", ".hidden.txt", "a.txt"):
    ...         _ = Path(folder, name).write_text("x")
    ...     [path.name for path in walk_folder(Path(folder))]
    ['a.txt']
    """
    for entry in folder.iterdir():
        if entry.name.startswith(".") or _ABOUT_FOLDER.match(entry.name):
            continue
        if not entry.is_dir():
            yield entry
        elif not entry.is_symlink():
            yield from walk_folder(entry)


def find_kind(path: Path) -> str:
    """How a file is read: ``text``, ``markdown``, ``html``, ``jsonl`` or ``feed``; ``unknown`` for other XML.

    The suffix says it, or how the file begins.

    Raises
    ------
    OSError
        When the file must be looked into and cannot be opened.

    Examples
    --------
    >>> find_kind(Path("haber.HTM"))
    'html'
    """
    kind = KINDS.get(path.suffix.casefold())
    if kind not in (None, "xml") or not path.is_file():
        return kind or "text"
    with path.open("rb") as handle:
        start = handle.read(2048).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _FEED.search(start):
        return "feed"
    if b"<html" in start or start.startswith((b"<!doctype html", b"<head", b"<body")):
        return "html"
    if kind == "xml" or start.startswith(b"<?xml"):
        return "unknown" if kind == "xml" else "html"
    return "jsonl" if start.startswith(b'{"') else "text"


def holds_many(path: str) -> bool:
    """Whether a file holds many documents, each with its own id (JSON Lines, a feed), rather than one page.

    Examples
    --------
    >>> holds_many("haberler.jsonl"), holds_many("haber.html")
    (True, False)
    """
    try:
        return find_kind(Path(path)) in ("jsonl", "feed")
    except OSError:
        return False


def count_documents(paths: Paths) -> int:
    """How many documents `read_documents` will yield or refuse, without reading them: one a file, JSON line or entry.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.jsonl").write_text('{"id": "a1"}\\n\\n{"id": "a2"}')
    ...     count_documents([folder, Path(folder, "missing.txt")])
    3
    """
    return sum(_count(path) if isinstance(path, Path) else 1 for path in list_paths(paths))


def _count(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(_count(file) for file in walk_folder(path)) or 1
        kind = KINDS.get(path.suffix.casefold())
        if kind == "jsonl" and path.is_file():
            with path.open("rb") as handle:
                return sum(1 for line in handle if line.strip()) or 1
        if kind in ("feed", "xml") and path.is_file() and find_kind(path) == "feed":
            return len(_ENTRY.findall(path.read_bytes())) or 1
    except OSError:
        pass
    return 1
