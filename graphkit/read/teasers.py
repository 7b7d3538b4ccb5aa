"""Taking a page apart: its own story, and the teasers of other stories as documents of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graphkit.model import Document, Zone
from graphkit.read.rules import ReadingRules, load_reading_rules
from graphkit.read.zones import LONGEST_TITLE, is_tail_heading, link_label


def teaser_zones(document: Document) -> tuple[Zone, ...]:
    """The zones of the stories of others on a page, without the headings and labels above them.

    The n-th of them is the n-th document of `split_teasers`, with the zone's start as offset.

    Examples
    --------
    >>> teaser_zones(Document("d1", "Zirve", "Zirve"))
    ()
    """
    rules = load_reading_rules(document.language)
    return tuple(
        zone
        for zone in document.zones
        if zone.kind == "teaser" and not _is_heading(document.text[zone.start : zone.end], rules)
    )


def _is_heading(text: str, rules: ReadingRules) -> bool:
    return is_tail_heading(text, rules) or link_label(text, rules) == len(text)


def split_teasers(document: Document) -> tuple[Document, ...]:
    """Each teaser of a page as a document of its own that points to the page (`part_of`).

    Parameters
    ----------
    document : Document
        A page, as `read_documents` yields it.

    Returns
    -------
    tuple of Document
        In text order; empty where the page has no teasers. Ids are the page's id and ``#t1``, ``#t2`` …; the text is
        the teaser's exact stretch of the page, its first line the title; date, source and address are the page's.

    Examples
    --------
    >>> text = "Zirve bitti\\nLiderler anlaştı.\\nİlgili haber: Fuar açıldı"
    >>> page = Document("p1", "Zirve bitti", text, (Zone("title", 0, 11), Zone("teaser", 44, 55)))
    >>> [(teaser.id, teaser.text, teaser.part_of) for teaser in split_teasers(page)]
    [('p1#t1', 'Fuar açıldı', 'p1')]
    """
    teasers = []
    for number, zone in enumerate(teaser_zones(document), 1):
        text = document.text[zone.start : zone.end]
        title = text.split("\n", 1)[0].rstrip()
        titled = len(title) <= LONGEST_TITLE
        teasers.append(
            replace(
                document,
                id=f"{document.id}#t{number}",
                title=title if titled else "",
                text=text,
                zones=(Zone("title", 0, len(title)),) if titled else (),
                part_of=document.id,
            )
        )
    return tuple(teasers)


def without_teasers(document: Document) -> Document:
    """The page with spaces in place of its teasers: id, offsets and line numbers of the rest stay as they are.

    Examples
    --------
    >>> page = Document("p1", "", "Liderler anlaştı.\\nFuar açıldı", (Zone("teaser", 18, 29),))
    >>> without_teasers(page).text
    'Liderler anlaştı.'
    """
    teasers = [zone for zone in document.zones if zone.kind == "teaser"]
    if not teasers:
        return document
    text = blank_zones(document.text, teasers)
    return replace(document, text=text.rstrip(), zones=tuple(zone for zone in document.zones if zone.kind != "teaser"))


def blank_zones(text: str, zones: Sequence[Zone]) -> str:
    """`text` with a space for every character of `zones` but line feeds.

    Examples
    --------
    >>> blank_zones("bir iki", [Zone("teaser", 0, 3)])
    '    iki'
    """
    for zone in zones:
        text = text[: zone.start] + re.sub(r"[^\n]", " ", text[zone.start : zone.end]) + text[zone.end :]
    return text
