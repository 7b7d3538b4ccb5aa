"""Which line of a page plays which part: title, body, teaser of another story, caption, byline.

Readers turn a page into lines (`Line`); `mark` finds the zones. What the markup of a page says is believed; the form
of a line (`İlgili haber: …`, `Fotoğraf: …`, `ANKARA (AA)`) decides where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphkit.model import Zone, ZoneKind
from graphkit.read.dates import read_date_line
from graphkit.read.rules import ReadingRules
from graphkit.text import fold, lower

LONGEST_TITLE = 200
"""Code points; a longer first line is body text and the document has no title."""

_LABEL = re.compile(r"^\W*([^\W\d_][^:|»►]{1,50}?)\s*[:|»►]\s*")
_PLACE_AGENCY = re.compile(r"^[^\W\d_a-zçğıöşü][^()a-zçğıöşü]{1,40}\(([^)]+)\)\s*[-–—]?$")
_DATELINE = re.compile(r"^([^\W\d_](?:[^().:!?;]|(?<=\d)\.(?=\d)){1,60}?)\s*\(([^()]{2,40})\)\s*[-–—]\s+(?=\S)")
_LONG_PARAGRAPH = 150
_CUT_PARAGRAPH = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `kind` is what the page's markup says it is; `starts` a new teaser; `level` of a heading.

    Examples
    --------
    >>> Line("Zirve bitti", kind="title").level
    0
    """

    text: str
    kind: ZoneKind | None = None
    starts: bool = False
    level: int = 0


def mark(lines: Sequence[Line], rules: ReadingRules) -> tuple[Zone, ...]:
    """Zones of a page in text order. Each teaser is one zone; the heading above teasers is a teaser zone of its own.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> lines = [Line("Zirve bitti"), Line("Liderler anlaştı."), Line("İlgili Haberler"), Line("Fuar açıldı")]
    >>> [zone.kind for zone in mark(lines, load_reading_rules("tr"))]
    ['title', 'teaser', 'teaser']
    """
    zones: list[Zone] = []
    tail = _Tail(rules)
    seen_title = seen_body = False
    position = 0
    for line in lines:
        start, end = position + len(line.text) - len(line.text.lstrip()), position + len(line.text.rstrip())
        position += len(line.text) + 1
        if start >= end:
            continue
        if not seen_title and (line.kind or _kind_of(line.text.strip(), rules)) != "byline":
            seen_title = True
            if end - start <= LONGEST_TITLE and line.kind in (None, "title"):
                zones.append(Zone("title", start, end))
                continue
        taken = tail.take(line, start, end, seen_body)
        if taken is not None:
            zones = _join(zones, taken)
            continue
        kind = line.kind or _kind_of(line.text.strip(), rules)
        if kind is None or kind == "body":
            seen_body = True
            if dateline := dateline_length(line.text.strip(), rules):
                zones.append(Zone("byline", start, start + dateline))
        else:
            zones.append(Zone(kind, start, end))
    return tuple(zones)


def _join(zones: list[Zone], taken: list[tuple[Zone, bool]]) -> list[Zone]:
    """`zones` and the new ones; a new one that continues the last (True) is made one with it."""
    for zone, continues in taken:
        if continues and zones and zones[-1].kind == "teaser":
            zones = [*zones[:-1], replace(zones[-1], end=zone.end)]
        else:
            zones = [*zones, zone]
    return zones


class _Tail:
    """Where we are among the teasers of a page: the one state that `mark` carries from line to line."""

    __slots__ = ("headline", "level", "mode", "paragraphs", "rules")

    def __init__(self, rules: ReadingRules) -> None:
        self.rules = rules
        self.mode = ""  # "": none, "links": headlines until a paragraph, "tail": to the end
        self.level = 0
        self.headline = ""
        self.paragraphs = 0

    def take(self, line: Line, start: int, end: int, seen_body: bool) -> list[tuple[Zone, bool]] | None:
        """The teaser zones of a line (with: continues the one before), or None where it is no teaser."""
        text = line.text.strip()
        if line.kind == "teaser":
            return [(Zone("teaser", start, end), self._continues(text, line.starts))]
        if line.kind is not None and line.kind != "body":
            return None
        if is_tail_heading(text, self.rules):
            self._open("tail" if seen_body and fold(text) in self.rules.tail_headings else "links", line.level)
            return [(Zone("teaser", start, end), False)]
        if label := link_label(text, self.rules):
            one = label < len(text) and fold(text[:label]) in self.rules.link_labels
            self._open("tail" if self.mode == "tail" else "" if one else "links", 0)
            zones = [Zone("teaser", start, start + len(text[:label].rstrip()))]
            if label < len(text):
                self.headline = text[label:]
                zones.append(Zone("teaser", start + label, end))
            return [(zone, False) for zone in zones]
        if not self.mode or self._ends(line, text):
            self.mode = ""
            return None
        return [(Zone("teaser", start, end), self._continues(text, line.starts))]

    def _open(self, mode: str, level: int) -> None:
        self.mode, self.level, self.headline, self.paragraphs = mode, level, "", 0

    def _ends(self, line: Line, text: str) -> bool:
        if self.mode == "links":
            first = not self.headline and len(text) < _LONG_PARAGRAPH
            return not (line.starts or first) and is_paragraph(text)
        return bool(line.level and self.level and line.level <= self.level)

    def _continues(self, text: str, starts: bool) -> bool:
        if not self.headline:
            self.headline, self.paragraphs = text, 0
            return False
        if fold(text) == fold(self.headline) and not self.paragraphs:
            return True
        if not starts and is_paragraph(text):
            self.paragraphs += 1
            return True
        self.headline, self.paragraphs = text, 0
        return False


def is_paragraph(text: str) -> bool:
    """Whether a line among teasers is running text under a headline, not a headline.

    Examples
    --------
    >>> is_paragraph("İki ülke anlaştı."), is_paragraph("Ve beklenen oldu…")
    (True, False)
    """
    bare = text.rstrip("\"'”’»)] ")
    if len(text) >= _LONG_PARAGRAPH:
        return True
    if bare.endswith(("…", "...")):
        return len(text) >= _CUT_PARAGRAPH and bare == text.rstrip()
    return bare.endswith(".")


def is_tail_heading(text: str, rules: ReadingRules) -> bool:
    """Whether the whole line is a heading such as ``İlgili Haberler``.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> is_tail_heading("## İLGİLİ HABERLER:", load_reading_rules("tr"))
    True
    """
    return len(text) <= 60 and fold(text) in rules.tail_headings | rules.link_labels


def link_label(text: str, rules: ReadingRules) -> int | None:
    """Length of a label such as ``İlgili haber:`` at the start of a line, in code points; None where there is none.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> link_label("İlgili haber: Fuar açıldı", load_reading_rules("tr"))
    14
    """
    match = _LABEL.match(text)
    if match and fold(match[1]) in rules.link_labels | rules.tail_headings:
        return match.end()
    return None


def dateline_length(text: str, rules: ReadingRules) -> int:
    """Length in code points of ``ANKARA (AA) -`` at the start of a paragraph; 0 where there is none.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> dateline_length("NUR SULTAN, 11 Temmuz 2025 (AA) - Kazakistan açıkladı.", load_reading_rules("tr"))
    33
    """
    match = _DATELINE.match(text)
    if not match:
        return 0
    places = [word for word in re.findall(r"[^\W\d]+", match[1]) if lower(word) not in rules.months]
    agencies = [part.strip() for part in re.split(r"[,/]", match[2])]
    named = all(place[0].isupper() for place in places) and len(places) <= 5
    known = all(fold(agency) in rules.agencies or (agency[:1].isupper() and " " not in agency) for agency in agencies)
    return len(match[0].rstrip()) if named and known else 0


def _kind_of(text: str, rules: ReadingRules) -> ZoneKind | None:
    """Caption or byline, where the form of the line shows it."""
    if read_date_line(text, rules) or _is_byline(text, rules):
        return "byline"
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    match = _LABEL.match(inner)
    if match and len(text) <= 300 and fold(match[1]) in rules.caption_labels:
        return "caption"
    return None


def _is_byline(text: str, rules: ReadingRules) -> bool:
    """An agency alone, ``ANKARA (AA)`` alone, or a label with at most four names after it."""
    if len(text) > 100:
        return False
    agencies = [fold(part) for part in re.split(r"[,/&()]", text) if part.strip()]
    if agencies and all(agency in rules.agencies for agency in agencies):
        return True
    if place := _PLACE_AGENCY.match(text):
        return all(fold(part) in rules.agencies for part in re.split(r"[,/]", place[1]))
    match = _LABEL.match(text)
    if not match or fold(match[1]) not in rules.byline_labels:
        return False
    names = [name.split() for name in re.split(r"[,/;&]| ve ", text[match.end() :])]
    return all(0 < len(name) <= 4 and all(word[0].isupper() for word in name) for name in names)
