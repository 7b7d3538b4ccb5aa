"""Files and folders in, documents out."""

from __future__ import annotations

import datetime as dt
import stat
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import InputError, InputWarning, SkippedInput
from graphkit.model import Document
from graphkit.read.feed import read_feed
from graphkit.read.html import read_html
from graphkit.read.jsonl import read_jsonl
from graphkit.read.limits import MAX_BYTES, megabytes
from graphkit.read.page import check_document
from graphkit.read.paths import KINDS, Paths, find_kind, list_paths, walk_folder
from graphkit.read.plain import read_plain
from graphkit.read.rules import ReadingRules, load_reading_rules

_Item = tuple[str, Document | InputError]  # where it stands (file, or file:line), and what was read there


@dataclass(frozen=True, slots=True)
class _Options:
    rules: ReadingRules
    published: dt.date | None
    encoding: str | None


def read_documents(
    paths: Paths,
    *,
    published: dt.date | None = None,
    encoding: str | None = None,
    language: str = "tr",
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Document]:
    """Read texts, Markdown, HTML pages, JSON Lines and feeds (RSS, Atom).

    Parameters
    ----------
    paths : iterable of str or path, str, path
        Files and folders, or one of them; ``@FILE`` stands for the paths that FILE lists, one a line. A folder is read
        with all folders in it, in the order of names; hidden files and files about the folder (``README``, ``LICENSE``,
        ``SOURCE`` …) are no documents, and files of other suffixes than those of `KINDS` (photos, PDF) are skipped. A
        file that is named itself is read whatever its suffix.
    published : datetime.date, optional
        Day of documents that give none themselves. Without it they stay undated.
    encoding : str, optional
        Forces the encoding of all files.
    language : str
        ISO 639 code of a language pack. A document in another language is skipped.
    on_error : callable, optional
        Called with each input that is not read, and reading goes on: a `SkippedInput` where it is left out on purpose,
        another `InputError` where it is wrong. Without it, the first wrong one is raised, and what is skipped is told by
        an `InputWarning`.

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
    refuse = on_error or _refuse
    places: dict[int, tuple[int, str]] = {}
    for where, item in _read_all(paths, options):
        error = item if isinstance(item, InputError) else _used(item, where, places)
        if error is not None:
            refuse(error)
        elif isinstance(item, Document):
            yield item


def _refuse(error: InputError) -> None:
    if not isinstance(error, SkippedInput):
        raise error
    warnings.warn(f"skipped: {error}", InputWarning, stacklevel=3)


def _used(document: Document, where: str, places: dict[int, tuple[int, str]]) -> InputError | None:
    """The error of an id that another text has already; id and text are kept as hashes, to stay small."""
    text = hash(document.text)
    known, place = places.setdefault(hash(document.id), (text, where))
    if known == text:
        return None
    return InputError(f"{where}: the id {document.id!r} is that of another text already ({place}); ids must be unique")


def _read_all(paths: Paths, options: _Options) -> Iterator[_Item]:
    for item in list_paths(paths):
        if isinstance(item, InputError):
            yield "", item
            continue
        try:
            if item.is_dir():
                yield from _read_folder(item, options)
            else:
                yield from _read_file(item, find_kind(item), options)
        except OSError as error:
            yield str(item), InputError(f"{item}: {_reason(error)}")


def _read_folder(folder: Path, options: _Options) -> Iterator[_Item]:
    files = sorted(walk_folder(folder))
    if not files:
        yield str(folder), InputError(f"{folder}: holds no files to read; read are {', '.join(sorted(KINDS))}")
    for path in files:
        where = str(path)
        try:
            kind = find_kind(path) if path.suffix.casefold() in KINDS else "unknown"
            if kind == "unknown":
                what = f"{path.suffix} files are not read" if path.suffix else "files without a suffix are not read"
                yield where, SkippedInput(f"{where}: {what}")
            else:
                yield from _read_file(path, kind, options)
        except OSError as error:
            yield where, InputError(f"{where}: {_reason(error)}")


def _read_file(path: Path, kind: str, options: _Options) -> Iterator[_Item]:
    status, where = path.stat(), str(path)
    if not stat.S_ISREG(status.st_mode):
        yield where, InputError(f"{where}: is not a regular file")
    elif status.st_size == 0:
        yield where, InputError(f"{where}: the file is empty")
    elif kind == "jsonl":
        for line, item in read_jsonl(path, options.rules, published=options.published, encoding=options.encoding):
            yield f"{where}:{line}", item
    elif status.st_size > MAX_BYTES:
        yield where, InputError(
            f"{where}: holds {megabytes(status.st_size)}, more than the {megabytes(MAX_BYTES)} of one document; "
            "cut it into documents, one file each or one JSON line each"
        )
    elif kind == "feed":
        for line, item in read_feed(path.read_bytes(), options.rules, path=where, published=options.published):
            yield f"{where}:{line}", item
    else:
        try:
            yield where, check_document(_read_text(path, kind, options), where)
        except InputError as error:
            yield where, error


def _read_text(path: Path, kind: str, options: _Options) -> Document:
    data, name, day, encoding = path.read_bytes(), str(path), options.published, options.encoding
    if kind == "html":
        return read_html(data, options.rules, path=name, published=day, encoding=encoding)
    markdown = kind == "markdown"
    return read_plain(data, options.rules, path=name, published=day, encoding=encoding, markdown=markdown)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission)"
    return (error.strerror or str(error)).lower()
