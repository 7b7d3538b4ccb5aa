"""Feeds: each entry of an RSS or Atom file as a document.

RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (http://purl.org/rss/1.0/spec) and Atom 1.0
(https://www.rfc-editor.org/rfc/rfc4287). A feed that only teases its stories gives documents of a title and a sentence
or two; the pages themselves are never fetched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import lxml.etree
import lxml.html
from lxml.etree import _Element

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.read.dates import parse_date
from graphkit.read.encoding import clean
from graphkit.read.page import Header, check_document, make_document
from graphkit.read.rules import ReadingRules
from graphkit.read.zones import Line

_BLOCKS = ("p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "figure", "figcaption")


def read_feed(
    data: bytes, rules: ReadingRules, *, path: str, published: dt.date | None = None
) -> Iterator[tuple[int, Document | InputError]]:
    """Read the entries of an RSS or Atom feed, in the order of the file.

    Parameters
    ----------
    data : bytes
        The whole file.
    rules : ReadingRules
        Of the language of the feed.
    path : str
        For messages and `Document.path`.
    published : datetime.date, optional
        Of entries without a date.

    Yields
    ------
    tuple of int and Document or InputError
        Line of the entry, and its document or what is wrong with it.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> entry = "<item><title>Zirve bitti</title><description>İki lider anlaştı.</description></item>"
    >>> feed = f"<rss><channel>{entry}</channel></rss>"
    >>> [(line, document.text) for line, document in read_feed(feed.encode(), load_reading_rules("tr"), path="a.rss")]
    [(1, 'Zirve bitti\\nİki lider anlaştı.')]
    """
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = lxml.etree.fromstring(data, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        yield 1, InputError(f"{path}: is not XML ({error})")
        return
    entries = [] if root is None else [e for e in root.iter() if _name(e) in ("item", "entry")]
    if not entries:
        yield 1, InputError(f"{path}: the feed has no entries (item, entry)")
    outlet = next((_text(e) for e in root.iter() if _name(e) == "title"), "") if entries else ""
    for entry in entries:
        line = int(getattr(entry, "sourceline", None) or 1)
        try:
            yield line, _read_entry(entry, rules, path, line, (outlet, published))
        except InputError as error:
            yield line, error


def _read_entry(entry: _Element, rules: ReadingRules, path: str, line: int,
                known: tuple[str, dt.date | None]) -> Document:  # fmt: skip
    """One entry as a document; `known` is the outlet, and the day of entries without one."""
    where, (outlet, published) = f"{path}:{line}", known
    fields: dict[str, _Element] = {}
    for child in entry:
        if child.get("rel", "alternate") == "alternate":
            fields.setdefault(_name(child), child)
    title = " ".join(_plain(_text(fields.get("title"))))
    body = max((_plain(_text(fields[name])) for name in ("encoded", "content", "description", "summary")
                if name in fields), key=lambda lines: sum(map(len, lines)), default=[])  # fmt: skip
    lines = [clean(text) for text in (title, *body) if text.strip()]
    if not lines:
        raise InputError(f"{where}: the entry has no text")
    address = fields.get("link")
    url = None if address is None else address.get("href") or _text(address) or None
    days = (_day(_text(fields[name]), rules) for name in ("pubDate", "published", "date", "updated") if name in fields)
    number = next((_text(fields[name]) for name in ("guid", "id") if name in fields), "")
    header = Header(id=number or None, published=next((day for day in days if day), None), url=url,
                    source=outlet or None, path=path, encoding="utf-8")  # fmt: skip
    parts = [Line(lines[0], kind="title" if title else None), *map(Line, lines[1:])]
    return check_document(make_document(parts, header, rules, published), where)


def _name(element: _Element) -> str:
    """Name of an element without its namespace; empty for comments and processing instructions."""
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: _Element | None) -> str:
    return "" if element is None else "".join(str(text) for text in element.itertext()).strip()


def _plain(markup: str) -> list[str]:
    """Lines of text that may be HTML."""
    if not markup:
        return []
    if "<" not in markup and "&" not in markup:
        return [" ".join(markup.split())]
    tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    for element in tree.xpath("//script|//style|//comment()"):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}"
    return [" ".join(line.split()) for line in tree.text_content().split("\n") if line.strip()]


def _day(text: str, rules: ReadingRules) -> dt.date | None:
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return parse_date(text, rules)
