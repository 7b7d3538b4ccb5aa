"""What an HTML page says about itself: title, day, address, outlet, authors.

From JSON-LD (https://schema.org/NewsArticle), Open Graph and article meta elements, ``time`` elements. Nothing is
guessed from the address, the copyright line or today's date.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from graphkit.read.dates import parse_date
from graphkit.read.rules import ReadingRules
from graphkit.text import fold

_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "datecreated",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_SITE_TAIL = re.compile(r"\s+[|–—»-]\s+[^|–—»]{2,40}$")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says about itself; empty or None where it is silent. `body` is JSON-LD's ``articleBody``.

    Examples
    --------
    >>> PageMetadata(title="Zirve bitti").authors
    ()
    """

    title: str = ""
    published: dt.date | None = None
    url: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    body: str = ""


def find_charset(data: bytes) -> str | None:
    """The encoding that a page declares in its first 4,096 bytes, as it stands there.

    Examples
    --------
    >>> find_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-9">')
    'iso-8859-9'
    """
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def read_metadata(tree: HtmlElement, rules: ReadingRules) -> PageMetadata:
    """Collect the metadata of a parsed page.

    Examples
    --------
    >>> import lxml.html
    >>> from graphkit.read.rules import load_reading_rules
    >>> page = lxml.html.document_fromstring('<h1>Zirve bitti</h1><time datetime="2025-07-11">dün</time>')
    >>> read_metadata(page, load_reading_rules("tr")).published
    datetime.date(2025, 7, 11)
    """
    article = next(_articles(tree), {})
    meta = _meta(tree)
    links = tree.xpath("//link[@rel='canonical']/@href")
    return PageMetadata(
        title=_title(tree, article, meta),
        published=_published(tree, article, meta, rules),
        url=(str(links[0]).strip() if links else "") or meta.get("og:url") or _text(article.get("url")) or None,
        source=_name(article.get("publisher")) or meta.get("og:site_name") or None,
        authors=tuple(name for name in _names(article.get("author")) if name),
        body=_text(article.get("articleBody")),
    )


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that are articles; blocks that are not JSON are passed over, as browsers do."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            stack = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value = stack.pop(0)
            if isinstance(value, list):
                stack.extend(value)
            elif isinstance(value, dict):
                types = value.get("@type")
                if any(name in _ARTICLE_TYPES for name in (types if isinstance(types, list) else [types])):
                    yield value
                stack.extend(value.get(key) for key in ("@graph", "mainEntity") if value.get(key))


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Values of meta elements by lower-case name, the first of each."""
    values: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            values.setdefault(name.casefold(), content)
    return values


def _title(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    """The page's h1 where it is the title that the head names, or the only one; else the head's."""
    declared = _text(article.get("headline")) or meta.get("og:title", "")
    head = " ".join(" ".join(element.text_content().split()) for element in tree.xpath("//head/title")[:1])
    headings = [" ".join(element.text_content().split()) for element in tree.xpath("//h1[not(ancestor::header//nav)]")]
    headings = [heading for heading in headings if heading]
    known = fold(f"{declared} {head}")
    for heading in headings:
        if fold(heading) and fold(heading) in known:
            return heading
    if len(headings) == 1 and (not known or len(headings[0].split()) >= 3):
        return headings[0]
    return declared or _SITE_TAIL.sub("", head)


def _published(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str], rules: ReadingRules) -> dt.date | None:
    values = [_text(article.get("datePublished")), *(meta.get(name, "") for name in _DATE_NAMES)]
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    for element in [*marked, *_times(tree)]:
        values += [element.get("datetime") or element.get("content") or element.text_content()]
    return next((day for day in (parse_date(value, rules) for value in values if value) if day), None)


def _times(tree: HtmlElement) -> list[HtmlElement]:
    """Time elements beside the title or in the article, not those of other stories in lists."""
    near = tree.xpath("//h1/ancestor::*[self::article or self::header][1]//time[not(ancestor::aside or ancestor::li)]")
    every = tree.xpath("//time[not(ancestor::aside or ancestor::li or ancestor::nav or ancestor::footer)]")
    return [*near, *every[:1]]


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: object) -> list[str]:
    return [_name(entry) for entry in value] if isinstance(value, list) else [_name(value)]


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)
