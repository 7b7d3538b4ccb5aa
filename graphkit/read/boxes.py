"""Parts of an HTML page beside its running text: boxes of other stories, captions, bylines.

Each function takes what it finds out of the tree, so that the main text is read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from graphkit.read.dates import read_date_line
from graphkit.read.rules import ReadingRules
from graphkit.read.zones import Line, is_tail_heading, link_label
from graphkit.text import fold, fold_ascii

_BOX = re.compile(
    r"(^|[\s_-])(related|relatedposts|ilgili\w*|benzer\w*|onerilen\w*|recommend\w*|read-?more|more-?news|diger-?haber\w*"
    r"|(en-?)?cok-?okunan\w*|most-?read|popular\w*|populer\w*|trending|also-?like|sidebar|outbrain|taboola)($|[\s_-])"
)
_CAPTION = re.compile(r"(^|[\s_-])(caption(-text)?|(foto|fotograf|resim|gorsel)[-_]?alti|image-?caption)($|[\s_-])")
_BYLINE = re.compile(r"(^|[\s_-])(byline|author(-?name)?|yazar(-?adi)?|muhabir|editor|haber-?kaynak|kaynak)($|[\s_-])")
_KEEP = frozenset({"html", "head", "body", "main", "article"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure"}
    | {"footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table"}
    | {"td", "th", "tr", "ul"}
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_CAPTION = 400
_LONGEST_BYLINE = 120


def take_teasers(tree: HtmlElement, rules: ReadingRules) -> list[Line]:
    """Take boxes of other stories out of `tree`; their headlines and paragraphs as teaser lines in page order.

    A box is known by its heading (``İlgili Haberler``), by a label before a link, by its class or id, or as an
    ``aside`` that is mostly links. An element with the page's h1 in it is never a box.

    Examples
    --------
    >>> import lxml.html
    >>> from graphkit.read.rules import load_reading_rules
    >>> page = lxml.html.document_fromstring("<p>Metin.</p><h3>İlgili Haberler</h3><ul><li>Fuar kapılarını açtı</ul>")
    >>> [line.text for line in take_teasers(page, load_reading_rules("tr"))]
    ['Fuar kapılarını açtı']
    """
    lines: list[Line] = []
    for box in _boxes(tree, rules):
        lines += _teaser_lines(box, rules)
        _remove(box)
    return lines


def _boxes(tree: HtmlElement, rules: ReadingRules) -> list[list[HtmlElement]]:
    """Boxes as runs of sibling elements, in page order; none inside another."""
    boxes: list[list[HtmlElement]] = []
    taken: set[HtmlElement] = set()
    for element in tree.xpath("//body//*"):
        if (
            not isinstance(element.tag, str)
            or element.tag in _KEEP
            or any(up in taken for up in element.iterancestors())
        ):
            continue
        if element in taken:
            continue
        box = _box_at(element, rules)
        if box:
            boxes.append(box)
            taken.update(box)
    return boxes


def _box_at(element: HtmlElement, rules: ReadingRules) -> list[HtmlElement]:
    names = fold_names(element)
    if not element.xpath(".//h1|.//article//h1"):
        if _BOX.search(names) and element.xpath(".//a"):
            return [element]
        if element.tag == "aside" and _link_share(element) > 0.5:
            return [element]
    text = _text(element)
    if not 4 <= len(text) <= 300 or element.xpath(".//h1") or element.tag == "h1":
        return []
    if link_label(text, rules) and not any(child.tag in ("p", "li") for child in element.iterdescendants()):
        return [element] if (link_label(text, rules) or 0) < len(text) else _with_next(element)
    if is_tail_heading(text, rules):
        return _under_heading(element)
    return []


def _with_next(element: HtmlElement) -> list[HtmlElement]:
    following = element.getnext()
    return [element] if following is None else [element, following]


def _under_heading(heading: HtmlElement) -> list[HtmlElement]:
    """The heading with what follows it up to a heading of the same rank; all of the parent where it opens it."""
    holder, text = heading, _text(heading)
    parent = holder.getparent()
    while parent is not None and parent.tag not in _KEEP and _text(parent) == text:
        holder, parent = parent, parent.getparent()
    if parent is not None and parent.tag not in _KEEP and not parent.xpath(".//h1") and _text(parent).startswith(text):
        return [parent]
    rank = heading.tag if heading.tag in _HEADINGS else ""
    box = [holder]
    for sibling in holder.itersiblings():
        if rank and isinstance(sibling.tag, str) and sibling.tag in _HEADINGS and sibling.tag <= rank:
            break
        box.append(sibling)
    return box


def _teaser_lines(box: list[HtmlElement], rules: ReadingRules) -> list[Line]:
    """Headlines (which start a teaser) and paragraphs of a box, without its heading, dates and link words."""
    lines: list[Line] = []
    last = ""
    for text, starts in _box_lines(box):
        if label := link_label(text, rules):
            text = text[label:].strip()
            starts = True
        if len(text.split()) < 3 or is_tail_heading(text, rules) or read_date_line(text, rules):
            continue
        if fold(text) == last:
            continue
        lines.append(Line(text, kind="teaser", starts=starts or not lines))
        last = fold(text)
    return lines


def _box_lines(box: list[HtmlElement]) -> Iterator[tuple[str, bool]]:
    """Lines of text of some elements, cut at block elements; True for headings, whole links and list items."""
    for element in box:
        parts: list[str] = []
        starts = False
        for event, node in _walk(element):
            block = isinstance(node.tag, str) and node.tag in _BLOCKS
            if block:
                if text := " ".join("".join(parts).split()):
                    yield text, starts
                parts, starts = [], False
            if event == "start" and isinstance(node.tag, str):
                starts = starts or node.tag in (*_HEADINGS, "li", "a", "dt") and not "".join(parts).strip()
                parts.append(node.text or "")
            elif event == "end" and node is not element:
                parts.append(node.tail or "")
        if text := " ".join("".join(parts).split()):
            yield text, starts


def _walk(element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of every element below and including `element`, without recursion."""
    stack: list[tuple[str, HtmlElement]] = [("start", element)]
    while stack:
        event, node = stack.pop()
        yield event, node
        if event == "start":
            stack.append(("end", node))
            stack.extend(("start", child) for child in reversed(list(node)))


def take_captions(tree: HtmlElement) -> list[str]:
    """Take captions of pictures out of `tree`; their texts in page order, each once.

    Examples
    --------
    >>> import lxml.html
    >>> page = lxml.html.document_fromstring("<figure><figcaption>İki bakan el sıkıştı.</figcaption></figure>")
    >>> take_captions(page)
    ['İki bakan el sıkıştı.']
    """
    found = [
        element
        for element in tree.xpath("//figcaption|//body//*[@class]")
        if element.tag == "figcaption" or _CAPTION.search(fold_names(element))
    ]
    return _take(found, _LONGEST_CAPTION)


def take_bylines(tree: HtmlElement, authors: tuple[str, ...] = ()) -> list[str]:
    """Take bylines out of `tree`; their texts in page order, each once, then `authors` that no byline names.

    Examples
    --------
    >>> import lxml.html
    >>> take_bylines(lxml.html.document_fromstring('<span class="byline">Haber Merkezi</span>'), ("Haber Merkezi",))
    ['Haber Merkezi']
    """
    found = [
        element
        for element in tree.xpath("//body//*[@class or @rel or @itemprop]|//body//address")
        if element.tag == "address"
        or element.get("rel") == "author"
        or element.get("itemprop") == "author"
        or _BYLINE.search(fold_names(element))
    ]
    lines = _take(found, _LONGEST_BYLINE)
    return lines + [name for name in authors if not any(fold(name) in fold(line) for line in lines)]


def _take(found: list[HtmlElement], longest: int) -> list[str]:
    texts: list[str] = []
    for element in found:
        text = _text(element)
        if not text or len(text) > longest or element.tag in _KEEP or element.xpath(".//h1|.//p[2]"):
            continue
        if element.xpath("ancestor::h1"):
            continue
        if text not in texts:
            texts.append(text)
        _remove([element])
    return texts


def _remove(box: list[HtmlElement]) -> None:
    for element in box:
        if element.getparent() is not None:
            element.drop_tree()
        element.text = None
        for child in list(element):
            element.remove(child)


def fold_names(element: HtmlElement) -> str:
    """Class and id of an element, in ASCII small letters.

    Examples
    --------
    >>> import lxml.html
    >>> fold_names(lxml.html.fragment_fromstring('<div class="İlgili-Haberler" id="kutu">'))
    'ilgili-haberler kutu'
    """
    names = f"{element.get('class', '')} {element.get('id', '')}".strip()
    return re.sub(r"[^\W_]+", lambda found: fold_ascii(found[0]), names)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _link_share(element: HtmlElement) -> float:
    length = len(_text(element))
    return sum(len(_text(link)) for link in element.iter("a")) / length if length else 0.0
