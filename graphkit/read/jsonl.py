"""JSON Lines: one document a line, with ``id, title, published, text, language, url, source``.

Records of the annotation guidelines (title as line 1 of the text) keep their id, text and line numbers exactly.
"""

from __future__ import annotations

import datetime as dt
import json
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.errors import InputError, InputWarning, LanguageError
from graphkit.model import Document
from graphkit.read.dates import parse_date
from graphkit.read.encoding import clean
from graphkit.read.limits import MAX_BYTES, megabytes
from graphkit.read.page import Header, check_document, make_document
from graphkit.read.plain import plain_lines
from graphkit.read.rules import ReadingRules

FIELDS = ("id", "title", "published", "text", "language", "url", "source")
"""Fields that are read."""

_ANNOTATIONS = ("entities", "positions", "events", "note")  # of the annotation guidelines: known, not read


def read_jsonl(
    path: Path, rules: ReadingRules, *, published: dt.date | None = None, encoding: str | None = None
) -> Iterator[tuple[int, Document | InputError]]:
    """Read a JSON Lines file line by line, in memory for one line.

    Fields that nobody knows are named by an `InputWarning` when the file is read.

    Parameters
    ----------
    path : Path
        The file. Blank lines are passed over.
    rules : ReadingRules
        Of the language of the texts.
    published : datetime.date, optional
        For records without a date of their own.
    encoding : str, optional
        Instead of UTF-8.

    Yields
    ------
    tuple of int and Document or InputError
        Line of the record, and its document or what is wrong with it (the message names file and line).

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.read.rules import load_reading_rules
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.jsonl")
    ...     _ = path.write_text('{"id": "a1", "title": "Zirve bitti", "text": "İki lider anlaştı."}\\n')
    ...     [document.text for line, document in read_jsonl(path, load_reading_rules("tr"))]
    ['Zirve bitti\\nİki lider anlaştı.']
    """
    codec = encoding or "utf-8"
    strange: Counter[str] = Counter()
    with path.open("rb") as handle:
        number = 0
        while data := handle.readline(MAX_BYTES + 1):
            number += 1
            where = f"{path}:{number}"
            if len(data) > MAX_BYTES:
                _skip_line(handle)
                yield number, InputError(f"{where}: the record is larger than {megabytes(MAX_BYTES)}, the most that is read")
                continue
            try:
                if number == 1:
                    data = data.removeprefix(b"\xef\xbb\xbf")
                if data.strip():
                    record = _parse(data, codec, where)
                    strange.update(set(record) - {*FIELDS, *_ANNOTATIONS})
                    document = read_record(
                        record, rules, path=str(path), where=where, published=published, encoding=codec
                    )
                    yield number, check_document(document, where)
            except InputError as error:
                yield number, error
    if strange:
        named = ", ".join(f"{name!r} ({count} ×)" for name, count in sorted(strange.items()))
        message = f"{path}: fields that are not read: {named}; read are {', '.join(FIELDS)}"
        warnings.warn(message, InputWarning, stacklevel=2)


def _skip_line(handle: Any) -> None:
    while (rest := handle.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
        pass


def _parse(data: bytes, codec: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(data.decode(codec).strip(), parse_constant=lambda name: None)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: byte {error.start} of the line is not valid {codec}; JSON Lines are UTF-8 unless encoding= says else"
        ) from None
    except LookupError:
        raise InputError(f"{where}: unknown encoding {codec!r}") from None
    except (ValueError, RecursionError) as error:
        at = (
            f"column {error.colno}: {error.msg}"
            if isinstance(error, json.JSONDecodeError)
            else "a number or nesting out of range"
        )
        raise InputError(f"{where}: is not a JSON record ({at})") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: is no JSON object; allowed is {{…}} with {', '.join(FIELDS)}")
    return record


def read_record(
    record: dict[str, Any],
    rules: ReadingRules,
    *,
    path: str,
    where: str,
    published: dt.date | None = None,
    encoding: str = "utf-8",
) -> Document:
    """One record as a document.

    A title that is not line 1 of the text is put before it.

    Raises
    ------
    InputError
        If a field is missing or of the wrong kind.
    LanguageError
        If the record says that it is in another language.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> record = {"id": "a1", "text": "Zirve bitti\\nİki lider anlaştı.", "published": "2025-07-11"}
    >>> read_record(record, load_reading_rules("tr"), path="a.jsonl", where="a.jsonl:1").published
    datetime.date(2025, 7, 11)
    """
    values = {name: _text_field(record, name, where) for name in FIELDS}
    text, title = clean(values["text"] or ""), clean(values["title"] or "").strip()
    if not (text.strip() or title):
        has = ", ".join(sorted(map(repr, record))) or "no fields"
        raise InputError(f"{where}: the record has no text in the fields 'text' and 'title'; it has {has}")
    language = values["language"]
    if language and language.replace("_", "-").split("-")[0].casefold() != rules.language:
        raise LanguageError(f"{where}: the text is in {language!r}, not in {rules.language!r}")
    if title and text.lstrip().split("\n", 1)[0].strip() != title:
        text = f"{' '.join(title.split())}\n{text}".rstrip("\n")
    header = Header(
        id=values["id"] or None,
        published=_day(values["published"], rules, where),
        url=values["url"],
        source=values["source"],
        path=path,
        encoding=encoding,
    )
    return make_document(plain_lines(text), header, rules, published)


def _text_field(record: dict[str, Any], name: str, where: str) -> str | None:
    value = record.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{where}: field {name!r} is {type(value).__name__}; allowed are text and null")
    return value


def _day(value: str | None, rules: ReadingRules, where: str) -> dt.date | None:
    if not value or not value.strip():
        return None
    day = parse_date(value, rules)
    if day is None:
        raise InputError(f"{where}: field 'published' is {value!r}; allowed is a day such as 2025-07-11")
    return day
