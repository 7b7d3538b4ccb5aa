"""HTML pages: the main text by trafilatura (the only module that imports it), the rest by a pass over the DOM.

trafilatura drops what is not the article's running text. Before it runs, boxes of other stories, captions and bylines
are taken out of the tree and kept as lines of their own; they come back as zones: title, bylines, body, captions,
teasers, in this order.
"""

from __future__ import annotations

import copy
import datetime as dt
import re

import lxml.etree
import lxml.html
import trafilatura
from lxml.html import HtmlElement

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.read.boxes import take_bylines, take_captions, take_teasers
from graphkit.read.encoding import clean, decode
from graphkit.read.metadata import PageMetadata, find_charset, read_metadata
from graphkit.read.page import Header, make_document
from graphkit.read.rules import ReadingRules
from graphkit.read.zones import Line

_NO_TEXT = "//script|//style|//noscript|//template|//svg|//iframe|//form|//button|//nav|//footer|//comment()"
_COMMENTS = re.compile(
    r"(^|[\s_-])(comments?|yorum(lar)?|disqus|cookie|cerez|reklam|advert\w*|share|paylas\w*)($|[\s_-])", re.IGNORECASE
)
_LEAD = re.compile(r"(^|[\s_-])(spot|ozet|summary|lead|standfirst)($|[\s_-])", re.IGNORECASE)
_LONGEST_LEAD = 500
_SILENT = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1|$)", re.DOTALL)
_MUST_CLOSE = ("article", "main", "section", "div", "figure", "aside", "header", "table", "ul")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def read_html(
    data: bytes,
    rules: ReadingRules,
    *,
    path: str,
    published: dt.date | None = None,
    encoding: str | None = None,
) -> Document:
    """Read one document from the bytes of an HTML page.

    Parameters
    ----------
    data : bytes
        The whole file.
    rules : ReadingRules
        Of the language of the page.
    path : str
        For messages and `Document.path`.
    published : datetime.date, optional
        Used where the page gives no date.
    encoding : str, optional
        Forces the encoding.

    Raises
    ------
    InputError
        If the page holds no text of an article, or breaks off.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> page = "<h1>Zirve bitti</h1><p>İki lider anlaştı.</p>".encode()
    >>> read_html(page, load_reading_rules("tr"), path="a.html").text
    'Zirve bitti\\n\\nİki lider anlaştı.'
    """
    decoded = decode(data, declared=find_charset(data), forced=encoding, where=path)
    text = _INVISIBLE.sub("", clean(decoded.text))
    if _breaks_off(text):
        raise InputError(f"{path}:{text.count(chr(10)) + 1}: the page breaks off here, its end is missing; fetch it again")
    tree = _tree(text, path)
    metadata = read_metadata(tree, rules)
    _drop(tree)
    teasers = take_teasers(tree, rules)
    captions = take_captions(tree)
    bylines = take_bylines(tree, metadata.authors)
    body = _main_text(tree, metadata, {metadata.title, *captions, *bylines})
    if not body:
        raise InputError(f"{path}:{text.count(chr(10)) + 1}: {_reason(text)}")
    parts = [
        [Line(metadata.title, kind="title")] if metadata.title else [],
        [Line(line, kind="byline") for line in bylines],
        [Line(line) for line in body],
        [Line(line, kind="caption") for line in captions],
        list(teasers),
    ]
    lines: list[Line] = []
    for part in parts:
        for line in part:
            lines += [Line(""), line] if lines else [line]
    header = Header(
        published=metadata.published,
        url=metadata.url,
        source=metadata.source,
        path=path,
        encoding=decoded.encoding,
    )
    return make_document(lines, header, rules, published)


def _breaks_off(text: str) -> bool:
    """Whether a page ends before its end: neither ``</body>`` nor ``</html>``, and inside a tag or an element that must
    be closed (the end tags of ``p``, ``body`` and ``html`` may be left out).
    """
    low = text.casefold()
    if "<html" not in low[:2000] or "</html" in low[-5000:] or "</body" in low[-5000:]:
        return False
    plain = _SILENT.sub("", low)
    open_ones = (len(re.findall(rf"<{name}\b", plain)) - plain.count(f"</{name}") for name in _MUST_CLOSE)
    return plain.rfind("<") > plain.rfind(">") or any(count > 0 for count in open_ones)


def _reason(text: str) -> str:
    if "<html" in text[:2000].casefold() and "</html" not in text[-2000:].casefold():
        return "the page is cut off before the text of the article"
    return "the page holds no text of an article"


def _tree(text: str, path: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError(f"{path}: cannot be parsed as HTML ({error})") from None
    return tree


def _drop(tree: HtmlElement) -> None:
    """Take out what is never text of the page: code, navigation, forms, comments of readers."""
    for element in tree.xpath(_NO_TEXT):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.xpath("//body//*[@class or @id]"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _COMMENTS.search(names) and not element.xpath(".//h1|.//article") and element.getparent() is not None:
            element.drop_tree()


def _main_text(tree: HtmlElement, metadata: PageMetadata, known: set[str]) -> list[str]:
    """Paragraphs of the article, without the title and the lines that are kept elsewhere."""
    found = trafilatura.bare_extraction(copy.deepcopy(tree), include_comments=False, include_tables=False)
    text = getattr(found, "text", None) or ""
    own = _paragraphs(tree)
    lines = text.split("\n")
    if len(text) < 0.5 * sum(map(len, own)):
        lines = own
    if not any(line.strip() for line in lines):
        lines = [metadata.body]
    lines = [*(lead for lead in _leads(tree) if lead not in lines), *lines]
    kept: list[str] = []
    for line in (" ".join(line.split()).removeprefix("- ") for line in lines):
        if line and line not in known:
            kept.append(line)
    return kept


def _leads(tree: HtmlElement) -> list[str]:
    """The line under the title that sums up the article; trafilatura drops it on short pages."""
    found = tree.xpath("//h1[1]/following-sibling::*[1][self::h2]") + [
        element
        for element in tree.xpath("//h2[@class]|//p[@class]|//div[@class]")
        if _LEAD.search(element.get("class"))
    ]
    leads = [" ".join(element.text_content().split()) for element in found]
    return list(dict.fromkeys(lead for lead in leads if len(lead.split()) >= 4 and len(lead) <= _LONGEST_LEAD))[:1]


def _paragraphs(tree: HtmlElement) -> list[str]:
    """Texts of the paragraphs in the article element, the main element or the body, whichever is there first."""
    for place in ("//*[@itemprop='articleBody']", "//article", "//main", "//body"):
        for holder in tree.xpath(place)[:1]:
            texts = [element.text_content() for element in holder.xpath(".//p|.//blockquote[not(.//p)]|.//h2|.//h3")]
            if not any(text.strip() for text in texts):
                texts = list(holder.xpath(".//text()[not(ancestor::h1)]"))
            texts = [" ".join(text.split()) for text in texts]
            if any(texts):
                return [text for text in texts if text]
    return []
