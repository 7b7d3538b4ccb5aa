"""Plain text and Markdown. The title is the first line; the lines stay the lines of the file."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Sequence

import yaml

from graphkit.errors import InputError, InputWarning
from graphkit.model import Document
from graphkit.read.dates import parse_date
from graphkit.read.encoding import clean, decode
from graphkit.read.page import Header, make_document
from graphkit.read.rules import ReadingRules
from graphkit.read.zones import Line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}(?:>\s?)+")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^()\s]*)(?:\s+\"([^\"]*)\")?\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\[([^\]]+)\]\[[^\]]*\]|<(https?://[^>]+)>")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHORTEST_BROKEN_LINE = 45
_PRIVATE = 0xE000  # where escaped marks wait until the others are taken out
_RULE = re.compile(r"^ {0,3}([-*_])(?:\s*\1){2,}\s*$")


def read_plain(
    data: bytes,
    rules: ReadingRules,
    *,
    path: str,
    published: dt.date | None = None,
    encoding: str | None = None,
    markdown: bool = False,
) -> Document:
    """Read one document from the bytes of a text or Markdown file.

    Parameters
    ----------
    data : bytes
        The whole file.
    rules : ReadingRules
        Of the language of the text.
    path : str
        For messages and `Document.path`.
    published : datetime.date, optional
        Used where the text itself gives no date.
    encoding : str, optional
        Forces the encoding.
    markdown : bool
        Takes out marks of Markdown (headings, emphasis, links); ``title``, ``date``, ``source`` and ``url`` of a YAML
        front matter are read. Lines that one paragraph was broken into are joined.

    Raises
    ------
    InputError
        If the bytes are not text or hold no words.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> read_plain("# Zirve *bitti*".encode(), load_reading_rules("tr"), path="a.md", markdown=True).title
    'Zirve bitti'
    """
    decoded = decode(data, forced=encoding, where=path)
    text = clean(decoded.text).rstrip().lstrip("\n")
    header = Header(path=path, encoding=decoded.encoding)
    if markdown:
        header, text = _front_matter(text, header, rules)
        lines = _markdown_lines(text)
    else:
        lines = [Line(line) for line in unwrap(text).split("\n")]
    if not any(char.isalnum() for line in lines for char in line.text):
        raise InputError(f"{path}: the file holds no text")
    return make_document(lines, header, rules, published)


def _front_matter(text: str, header: Header, rules: ReadingRules) -> tuple[Header, str]:
    match = _FRONT_MATTER.match(text)
    if not match:
        return header, text
    try:
        data = yaml.load(match[1], Loader=yaml.BaseLoader)  # values as they are written: 2025-09-45 is no error here
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise InputError(f"{header.path}:{line}: the front matter is not YAML") from None
    if not isinstance(data, dict):
        return header, text
    body = text[match.end() :].lstrip("\n")
    values = {key: str(data[key]) for key in ("title", "date", "published", "source", "url") if data.get(key)}
    told = values.get("published", values.get("date", ""))
    day = parse_date(told, rules)
    if told and day is None:
        message = f"{header.path}: the date {told!r} names no day; write 2025-07-12 or 12 Temmuz 2025"
        warnings.warn(message, InputWarning, stacklevel=2)
    title = values.get("title", "")
    if title and not re.match(rf"#*\s*{re.escape(title)}\s*$", body.split("\n", 1)[0]):
        body = f"# {title}\n\n{body}"
    return Header(header.id, day, values.get("url"), values.get("source"), header.path, header.encoding), body


def _markdown_lines(text: str) -> list[Line]:
    """Lines without marks; a paragraph is one line, whatever line breaks its source has."""
    lines: list[Line] = []
    source = text.split("\n")
    open_paragraph = False
    for index, raw in enumerate(source):
        raw = _QUOTE.sub("", raw)
        following = source[index + 1] if index + 1 < len(source) else ""
        if lines and open_paragraph and (mark := _UNDERLINE.match(raw)):
            lines[-1] = Line(lines[-1].text, level=1 if mark[1][0] == "=" else 2)
            open_paragraph = False
        elif not raw.strip() or _RULE.match(raw):
            lines.append(Line(""))
            open_paragraph = False
        elif heading := _HEADING.match(raw):
            lines.append(Line(_inline(heading[2]), level=len(heading[1])))
            open_paragraph = False
        elif image := re.fullmatch(_IMAGE, raw.strip()):
            lines.append(Line(_inline(image[3] or image[1]), kind="caption"))
            open_paragraph = False
        elif item := _ITEM.match(raw):
            lines.append(Line(_inline(raw[item.end() :]), starts=True))
            open_paragraph = True
        elif open_paragraph:
            last = lines[-1]
            lines[-1] = Line(f"{last.text} {_inline(raw.strip())}".strip(), last.kind, last.starts, last.level)
        else:
            lines.append(Line(_inline(raw.strip())))
            open_paragraph = not raw.endswith("  ") or not following.strip()
    return lines


def _inline(text: str) -> str:
    text = _ESCAPE.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    text = _IMAGE.sub(lambda found: found[1], text)
    text = _LINK.sub(lambda found: found[1] or found[2] or found[3], text)
    text = _STRONG.sub(lambda found: found[2], text)
    text = _EMPHASIS.sub(lambda found: found[2], text)
    return re.sub("[\ue000-\ue07f]", lambda found: chr(ord(found[0]) - _PRIVATE), text).strip()


def unwrap(text: str) -> str:
    """Join lines that an editor broke at a fixed width, so that a sentence is not cut; other texts stay as they are.

    A text counts as broken where at least three line ends, and at least two in five of those inside paragraphs, stand
    before a small letter in a line of 45 or more code points without a sentence end. Line 1, the title, stays alone.

    Examples
    --------
    >>> unwrap("Başlık\\n\\nBakan konuştu.\\nHeyet döndü.")
    'Başlık\\n\\nBakan konuştu.\\nHeyet döndü.'
    """
    lines = text.split("\n")
    inner = [index for index in range(1, len(lines) - 1) if lines[index].strip() and lines[index + 1].strip()]
    soft = [
        index
        for index in inner
        if len(lines[index]) >= _SHORTEST_BROKEN_LINE
        and lines[index].rstrip()[-1] not in ".!?…:"
        and lines[index + 1].lstrip()[0].islower()
    ]
    if len(soft) < 3 or len(soft) < 0.4 * len(inner):
        return text
    joined = {index for index in inner if len(lines[index]) >= _SHORTEST_BROKEN_LINE}
    return "".join(line.strip() + (" " if index in joined else "\n") for index, line in enumerate(lines)).rstrip("\n")


def plain_lines(text: str) -> Sequence[Line]:
    """The lines of a text as they are, for readers whose records must keep their line numbers.

    Examples
    --------
    >>> [line.text for line in plain_lines("bir\\n\\niki")]
    ['bir', '', 'iki']
    """
    return [Line(line) for line in text.split("\n")]
