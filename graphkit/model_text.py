"""The records of reading: documents with their zones, sentences of words, names. Exported by `graphkit.model`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ZoneKind = Literal["title", "body", "teaser", "caption", "byline"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document that plays one part on the page.

    Zones do not overlap and stand in text order; text outside every zone is ``body``.

    Examples
    --------
    >>> Zone("title", 0, 5).kind
    'title'
    """

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read.

    `id` is the id that the input gave, else ``d`` and 16 hex digits of the SHA-256 of the text and published date.
    `text` starts with the title where there is one. `part_of` is the id of the page on which a teaser stood.
    `encoding` is how the bytes were decoded, for the log. `source` is the outlet that published it.

    Examples
    --------
    >>> Document("d1", "Zirve", "Zirve\\nİki lider anlaştı.").line_at(8)
    2
    """

    id: str
    title: str
    text: str
    zones: tuple[Zone, ...] = ()
    published: dt.date | None = None
    language: str = "tr"
    url: str | None = None
    source: str | None = None
    path: str | None = None
    encoding: str | None = None
    part_of: str | None = None

    def zone_at(self, offset: int) -> ZoneKind:
        """Kind of the zone that holds the code point at `offset`; ``body`` outside every zone.

        Examples
        --------
        >>> Document("d1", "Zirve", "Zirve", (Zone("title", 0, 5),)).zone_at(2)
        'title'
        """
        return next((zone.kind for zone in self.zones if zone.start <= offset < zone.end), "body")

    def line_at(self, offset: int) -> int:
        """1-based number of the line that holds the code point at `offset`.

        Examples
        --------
        >>> Document("d1", "", "bir\\niki").line_at(4)
        2
        """
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Word:
    """One word: a CoNLL-U row with offsets.

    `id` counts from 1 inside the sentence, `head` is the id of the governing word (0: root). `feats` is a CoNLL-U
    FEATS string (``Case=Gen|Number=Sing``; empty: none). `morphemes` are the tags of the chosen morphological
    analysis, root first (``("Verb", "Pass", "PastPart", "P3sg", "Acc")``); empty where no analysis is known.

    Examples
    --------
    >>> Word(1, "Moskova’da", 0, 10, "Moskova", "PROPN", "Case=Loc").lemma
    'Moskova'
    """

    id: int
    text: str
    start: int
    end: int
    lemma: str = ""
    upos: str = "X"
    feats: str = ""
    head: int = 0
    deprel: str = "dep"
    morphemes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity that the reader found: a range of the document and its label.

    Labels: PER ORG GPE LOC NORP TITLE DATE EVENT PRODUCT LAW. The range leaves out an apostrophe and its suffix.

    Examples
    --------
    >>> Name(0, 7, "Moskova", "GPE").label
    'GPE'
    """

    start: int
    end: int
    text: str
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its words and names; `index` counts from 0 in the document, `line` from 1.

    `cut` marks a piece of an endless sentence that goes on in the next one.

    Examples
    --------
    >>> Sentence(0, 0, 12, "Zirve bitti.", 1, "body").zone
    'body'
    """

    index: int
    start: int
    end: int
    text: str
    line: int
    zone: ZoneKind
    words: tuple[Word, ...] = ()
    names: tuple[Name, ...] = ()
    cut: bool = False
