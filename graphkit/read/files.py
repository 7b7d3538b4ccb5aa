"""Files and folders in, documents out."""

from __future__ import annotations

import datetime as dt
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.read.html import read_html
from graphkit.read.jsonl import read_jsonl
from graphkit.read.limits import MAX_BYTES, megabytes
from graphkit.read.page import check_document
from graphkit.read.plain import read_plain
from graphkit.read.rules import ReadingRules, load_reading_rules

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
}
"""Suffixes that are read, and how."""

_ABOUT_FOLDER = re.compile(r"(README|LICEN[CS]E|COPYING|NOTICE|SOURCES?|CHANGELOG)([._-].*)?$")


@dataclass(frozen=True, slots=True)
class _Options:
    rules: ReadingRules
    published: dt.date | None
    encoding: str | None


def read_documents(
    paths: Iterable[str | PathLike[str]] | str | PathLike[str],
    *,
    published: dt.date | None = None,
    encoding: str | None = None,
    language: str = "tr",
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Document]:
    """Read texts, Markdown, HTML pages and JSON Lines.

    Parameters
    ----------
    paths : iterable of str or path, str, path
        Files and folders, or one of them. A folder is read with all folders in it, in the order of names; hidden
        files and files about
        the folder (``README``, ``LICENSE``, ``SOURCE`` …) are no documents. A file that is named itself is read
        whatever its suffix; in folders other suffixes than those of `KINDS` are errors.
    published : datetime.date, optional
        Day of documents that give none themselves. Without it they stay undated.
    encoding : str, optional
        Forces the encoding of all files.
    language : str
        ISO 639 code of a language pack. A document in another language is a `LanguageError`.
    on_error : callable, optional
        Called with each input that cannot be read; reading goes on. Without it the first one is raised.

    Yields
    ------
    Document
        One per page or record, with its teasers as zones: see `split_teasers`, `without_teasers`.

    Raises
    ------
    InputError
        If a path, file, line or record cannot be read, and `on_error` is not given. The message names file and line.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("Zirve bitti\\n\\nİki lider anlaştı.\\n", encoding="utf-8")
    ...     [document.title for document in read_documents([folder])]
    ['Zirve bitti']
    """
    options = _Options(load_reading_rules(language), published, encoding)
    texts_by_id: dict[int, int] = {}
    for item in _read_all([paths] if isinstance(paths, (str, PathLike)) else paths, options):
        error = item if isinstance(item, InputError) else _used(item, texts_by_id)
        if error is None and isinstance(item, Document):
            yield item
        elif error is not None and on_error is not None:
            on_error(error)
        elif error is not None:
            raise error


def count_documents(paths: Iterable[str | PathLike[str]] | str | PathLike[str]) -> int:
    """How many documents `read_documents` will yield or refuse, without reading them: a file each, or a JSON line each.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.jsonl").write_text('{"id": "a1"}\\n\\n{"id": "a2"}')
    ...     count_documents([folder, Path(folder, "missing.txt")])
    3
    """
    listed = [paths] if isinstance(paths, (str, PathLike)) else paths
    return sum(_count(path) for path in map(Path, listed))


def _count(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(_count(file) for file in _walk(path)) or 1
        if KINDS.get(path.suffix.casefold()) == "jsonl" and path.is_file():
            with path.open("rb") as handle:
                return sum(1 for line in handle if line.strip()) or 1
    except OSError:
        pass
    return 1


def _used(document: Document, texts_by_id: dict[int, int]) -> InputError | None:
    """The error of an id that another text has already; both are kept as hashes, to stay small."""
    text = hash(document.text)
    if texts_by_id.setdefault(hash(document.id), text) == text:
        return None
    return InputError(f"{document.path}: another text has the id {document.id!r} already; ids must be unique")


def _read_all(paths: Iterable[str | PathLike[str]], options: _Options) -> Iterator[Document | InputError]:
    for path in map(Path, paths):
        try:
            if path.is_dir():
                yield from _read_folder(path, options)
            else:
                yield from _read_file(path, KINDS.get(path.suffix.casefold(), ""), options)
        except OSError as error:
            yield InputError(f"{path}: {_reason(error)}")


def _read_folder(folder: Path, options: _Options) -> Iterator[Document | InputError]:
    files = sorted(path for path in _walk(folder))
    if not files:
        yield InputError(f"{folder}: holds no files to read; read are {', '.join(sorted(KINDS))}")
    for path in files:
        kind = KINDS.get(path.suffix.casefold())
        if kind is None:
            yield InputError(f"{path}: skipped, suffix {path.suffix!r} is not one of {', '.join(sorted(KINDS))}")
            continue
        try:
            yield from _read_file(path, kind, options)
        except OSError as error:
            yield InputError(f"{path}: {_reason(error)}")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder; links to folders are not followed, so that a loop of links ends."""
    for entry in folder.iterdir():
        if entry.name.startswith(".") or _ABOUT_FOLDER.match(entry.name):
            continue
        if not entry.is_dir():
            yield entry
        elif not entry.is_symlink():
            yield from _walk(entry)


def _read_file(path: Path, kind: str, options: _Options) -> Iterator[Document | InputError]:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        yield InputError(f"{path}: is not a regular file")
        return
    if status.st_size == 0:
        yield InputError(f"{path}: the file is empty")
        return
    kind = kind or _sniff(path)
    if kind == "jsonl":
        yield from read_jsonl(path, options.rules, published=options.published, encoding=options.encoding)
        return
    if status.st_size > MAX_BYTES:
        yield InputError(
            f"{path}: holds {megabytes(status.st_size)}, more than the {megabytes(MAX_BYTES)} of one document; "
            "cut it into documents, one file each or one JSON line each"
        )
        return
    try:
        yield check_document(_read_text(path, kind, options), str(path))
    except InputError as error:
        yield error


def _read_text(path: Path, kind: str, options: _Options) -> Document:
    data, name, day, encoding = path.read_bytes(), str(path), options.published, options.encoding
    if kind == "html":
        return read_html(data, options.rules, path=name, published=day, encoding=encoding)
    markdown = kind == "markdown"
    return read_plain(data, options.rules, path=name, published=day, encoding=encoding, markdown=markdown)


def _sniff(path: Path) -> str:
    """How to read a file whose suffix does not say it."""
    with path.open("rb") as handle:
        start = handle.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")):
        return "html"
    return "jsonl" if start.startswith(b'{"') else "text"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission)"
    return (error.strerror or str(error)).lower()
