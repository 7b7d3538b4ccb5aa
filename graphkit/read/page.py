"""From the lines of a page to a `Document`: text, zones, date, id."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.model import Document
from graphkit.read.dates import find_published
from graphkit.read.language import check_language
from graphkit.read.rules import ReadingRules
from graphkit.read.teasers import blank_zones, without_teasers
from graphkit.read.zones import Line, mark


@dataclass(frozen=True, slots=True)
class Header:
    """What a page or record says about itself beside its text; None where it does not say.

    Examples
    --------
    >>> Header(id="a1").published is None
    True
    """

    id: str | None = None
    published: dt.date | None = None
    url: str | None = None
    source: str | None = None
    path: str | None = None
    encoding: str | None = None


def make_document(lines: Sequence[Line], header: Header, rules: ReadingRules, fallback: dt.date | None) -> Document:
    """Join `lines` with line feeds, mark their zones, and date the document.

    The published date is that of `header`, else of a date line, else `fallback`; never today's.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> rules = load_reading_rules("tr")
    >>> document = make_document([Line("Zirve bitti"), Line("İki lider anlaştı.")], Header(), rules, None)
    >>> document.title, document.zones, document.id
    ('Zirve bitti', (Zone(kind='title', start=0, end=11),), 'd28e2fa0d09495c11')
    """
    text = "\n".join(line.text for line in lines)
    zones = mark(lines, rules)
    title = next((text[zone.start : zone.end] for zone in zones if zone.kind == "title"), "")
    published = header.published
    if published is None:
        kept = blank_zones(text, [zone for zone in zones if zone.kind == "teaser"])
        published = find_published(kept.split("\n"), rules) or fallback
    return Document(
        id=header.id or document_id(text, published),
        title=title,
        text=text,
        zones=zones,
        published=published,
        language=rules.language,
        url=header.url,
        source=header.source,
        path=header.path,
        encoding=header.encoding,
    )


def check_document(document: Document, where: str) -> Document:
    """The document, if its own text (without teasers) is in the language in which it is to be read.

    Raises
    ------
    LanguageError
        If it is in another language; the message starts with `where`.

    Examples
    --------
    >>> check_document(Document("d1", "Zirve bitti", "Zirve bitti"), "a.txt").id
    'd1'
    """
    check_language(without_teasers(document).text, document.language, where=where)
    return document


def document_id(text: str, published: dt.date | None) -> str:
    """Id from content: ``d`` and 16 hex digits of the SHA-256 of the published date (or nothing), LF and the text.

    Examples
    --------
    >>> document_id("Zirve bitti", None)
    'da7b84788f80b2446'
    """
    day = published.isoformat() if published else ""
    return "d" + hashlib.sha256(f"{day}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
