"""The day on which a text was published, from metadata values and from date lines. Never today's date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from graphkit.read.rules import ReadingRules
from graphkit.text import fold, lower

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?=$|[T\s,;.)]|[^\w-])")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\s+([^\W\d]+)\s+(\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}([:.]\d{2})?(?!\d)")
_DATELINE = re.compile(r"^(?P<head>(?:[^.!?]|(?<=\d)\.(?=\d)){0,80}?)\s*(?:\([^)]{2,40}\)\s*[-–—:]?|[-–—])\s")
_TOP = 10
_LONGEST_DATE_LINE = 160


def parse_date(value: str, rules: ReadingRules) -> dt.date | None:
    """The day that a metadata value names: ISO 8601 (the day as written, in its own zone) or a Turkish date.

    Returns None where the value names no day, or a day before 1800.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> parse_date("2025-07-11T23:30:00+03:00", load_reading_rules("tr"))
    datetime.date(2025, 7, 11)
    >>> parse_date("11 Temmuz 2025", load_reading_rules("tr"))
    datetime.date(2025, 7, 11)
    """
    return next((day for _, _, day in _find(value, rules)), None)


def find_published(lines: Sequence[str], rules: ReadingRules) -> dt.date | None:
    """The published date that the lines of a text give: a line with nothing but a date, or a dateline.

    Looks at the first ten lines that are not blank, and for a labelled date (``Yayın tarihi: …``) at all. The date of
    an update counts only where there is no other.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> rules = load_reading_rules("tr")
    >>> find_published(["Zirve bitti", "Güncelleme: 12.07.2025 09:00", "11 Temmuz 2025 Cuma"], rules)
    datetime.date(2025, 7, 11)
    >>> find_published(["Anlaşma 20 Mart 2025’te imzalandı."], rules) is None
    True
    """
    updated: dt.date | None = None
    for number, line in enumerate(line for line in lines if line.strip()):
        days = read_date_line(line, rules)
        if days and (number < _TOP or _labelled(line, rules)):
            published = next((day for day, update in days if not update), None)
            if published:
                return published
            updated = updated or days[0][0]
        elif number < _TOP and (day := _dateline(line, rules)):
            return day
    return updated


def read_date_line(line: str, rules: ReadingRules) -> list[tuple[dt.date, bool]]:
    """The days on a line that holds nothing but dates, each with whether it is that of an update; else empty.

    Examples
    --------
    >>> from graphkit.read.rules import load_reading_rules
    >>> read_date_line("Giriş: 11.07.2025 10:30", load_reading_rules("tr"))
    [(datetime.date(2025, 7, 11), False)]
    """
    if len(line) > _LONGEST_DATE_LINE:
        return []
    found = list(_find(line, rules))
    if not found:
        return []
    days: list[tuple[dt.date, bool]] = []
    position = 0
    for start, end, day in found:
        before = fold(_CLOCK.sub(" ", line[position:start]))
        if not _only_date_words(before, rules):
            return []
        days.append((day, any(label in before for label in rules.updated_labels)))
        position = end
    return days if _only_date_words(fold(_CLOCK.sub(" ", line[position:])), rules) else []


def _find(text: str, rules: ReadingRules) -> Iterator[tuple[int, int, dt.date]]:
    """Dates in `text` with their ranges, in order."""
    found: list[tuple[int, int, dt.date]] = []
    for match in _ISO.finditer(text):
        _keep(found, match, int(match[1]), int(match[2]), int(match[3]))
    for match in _NUMERIC.finditer(text):
        _keep(found, match, int(match[4]), int(match[3]), int(match[1]))
    for match in _NAMED.finditer(text):
        _keep(found, match, int(match[3]), rules.months.get(lower(match[2]), 0), int(match[1]))
    yield from sorted(found)


def _keep(found: list[tuple[int, int, dt.date]], match: re.Match[str], year: int, month: int, day: int) -> None:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return
    if year >= 1800:
        found.append((match.start(), match.end(), date))


def _only_date_words(folded: str, rules: ReadingRules) -> bool:
    for label in sorted(rules.updated_labels | rules.published_labels, key=len, reverse=True):
        folded = re.sub(rf"\b{re.escape(label)}\b", " ", folded)
    return all(word in rules.weekdays or word in rules.date_fillers for word in folded.split())


def _labelled(line: str, rules: ReadingRules) -> bool:
    folded = fold(line)
    return any(folded.startswith(label) for label in rules.published_labels | rules.updated_labels)


def _dateline(line: str, rules: ReadingRules) -> dt.date | None:
    """The day in ``ANKARA, 11 Temmuz 2025 (AA) - …``; the words before it must be names."""
    match = _DATELINE.match(line + " ")
    for _, end, day in _find(match["head"], rules) if match else ():
        words = re.findall(r"[^\W\d]+", line[:end])
        if all(word[0].isupper() or lower(word) in rules.months for word in words):
            return day
    return None
