"""When: dates for the time expressions of a text, and which of them dates an event of a sentence.

Precision is kept as told and never invented: a month stays a month. What cannot be dated stays None. What
`find_times`, `is_edtf` and `edtf_bounds` do is in `graphkit.time_expressions` and `graphkit.edtf`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal

from graphkit.edtf import edtf_bounds, is_edtf
from graphkit.time_choice import choose_time, tense_of
from graphkit.time_expressions import TimeExpression, find_times

__all__ = ["Tense", "TimeExpression", "date_at", "edtf_bounds", "find_times", "is_edtf", "resolve_time", "time_of"]

Tense = Literal["past", "present", "future"]


def resolve_time(expression: TimeExpression, *, published: dt.date | None, tense: Tense | None = None) -> str | None:
    """The date that an expression names, as EDTF.

    Parameters
    ----------
    expression
        One found by `find_times`.
    published
        Day on which the text came out (UTC); without it only expressions with their own year have a date.
    tense
        Tense of the verb it stands with: a weekday or a bare month of the future lies after `published`, else before.

    Returns
    -------
    str or None
        A day, month, year, season or interval; None where the words name no date.

    Examples
    --------
    >>> day = dt.date(2026, 3, 18)
    >>> [resolve_time(found, published=day) for found in find_times("20 Mart 2025’te, dün, geçen ay, Kasım ayında")]
    ['2025-03-20', '2026-03-17', '2026-02', '2025-11']
    >>> [resolve_time(found, published=day, tense="future") for found in find_times("cuma günü, önümüzdeki ay, kasımda")]
    ['2026-03-20', '2026-04', '2026-11']
    >>> resolve_time(find_times("dün")[0], published=None) is None
    True
    """
    resolver = _RESOLVERS.get(expression.kind)
    return resolver(expression, published, tense) if resolver else None


def _date(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    if found.unit == "month":
        return _day(published.year, published.month, found.day) if published else None
    if not found.month or not found.day:
        return None
    year = found.year or (found.last[0] if found.last else None)
    if found.unit == "year" and published is not None:
        year = published.year + (found.amount or 0)
    if year is None and published is not None and found.weekday and not found.last:
        year = _year_by_weekday(found.month, found.day, found.weekday, published)
    if year is None:
        year = _nearest_year(found.month, found.day, published, tense) if published else None
    if year is None:
        return None
    first = _day(year, found.month, found.day)
    if not found.last or not found.last[2]:
        return first
    last_month = found.last[1] or found.month
    last = _day(found.last[0] or (year + 1 if last_month < found.month else year), last_month, found.last[2])
    return f"{first}/{last}" if first and last and first < last else None


def _year_by_weekday(month: int, day: int, weekday: int, published: dt.date) -> int | None:
    """The year near the day of publication in which that day falls on that weekday."""
    for year in (published.year, published.year - 1, published.year + 1):
        told = _day(year, month, day)
        if told and dt.date.fromisoformat(told).isoweekday() == weekday:
            return year
    return None


def _day(year: int, month: int, day: int | None) -> str | None:
    try:
        return dt.date(year, month, day or 0).isoformat()
    except ValueError:
        return None


def _nearest_year(month: int, day: int | None, published: dt.date, tense: Tense | None) -> int:
    """Year of a day or month told without one.

    A future one is the next, a past one the last; without a tense a day is the nearest one, a month the last one.
    """
    this = (published.month, published.day) if day else (published.month,)
    told = (month, day) if day else (month,)
    if tense == "future":
        return published.year + (told < this)
    if day is None or tense == "past":
        return published.year - (told > this)
    distance = 12 * 31 // 2
    ahead = (month - published.month) * 31 + day - published.day
    return published.year + (ahead < -distance) - (ahead > distance)


def _month(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    if not found.month:
        return None
    year = found.year
    if year is None and published is None:
        return None
    if year is None and published is not None:
        if found.unit == "year":
            year = published.year + (found.amount or 0)
        elif found.amount == -1:
            year = published.year - (found.month >= published.month)
        elif found.amount == 1:
            year = published.year + (found.month <= published.month)
        elif found.amount == 0:
            year = published.year
        else:
            year = _nearest_year(found.month, None, published, tense)
    if year is None:
        return None
    first = f"{year:04}-{found.month:02}"
    if not found.last or not found.last[1]:
        return first
    return f"{first}/{year + (found.last[1] < found.month):04}-{found.last[1]:02}"


def _year(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    if found.last and found.last[0]:
        return f"{found.year:04}/{found.last[0]:04}" if found.year and found.year < found.last[0] else None
    return f"{found.year:04}" if found.year else None


def _weekday(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    """The last such day up to and including the day of publication, the next one in the future (``bu cuma`` too)."""
    if published is None or found.weekday is None:
        return None
    back = (published.isoweekday() - found.weekday) % 7
    if found.amount == 0 and tense is None:
        tense = "future"
    if found.amount == 1 or (tense == "future" and found.amount != -1):
        return (published + dt.timedelta(days=(7 - back) if found.amount == 1 or back else 0)).isoformat()
    return (published - dt.timedelta(days=7 if found.amount == -1 and not back else back)).isoformat()


def _weekend(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    """Its Saturday."""
    if published is None:
        return None
    back = (published.isoweekday() - 6) % 7
    if found.amount == 1 or (tense == "future" and found.amount != -1):
        return (published + dt.timedelta(days=7 - back if back > 1 or found.amount == 1 else -back)).isoformat()
    return (published - dt.timedelta(days=back)).isoformat()


def _offset(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    """A distance from the day of publication, in the precision of its unit; a week gives its month."""
    if published is None or found.amount is None or found.unit is None:
        return None
    if found.unit == "week" and found.weekday:
        monday = published - dt.timedelta(days=published.isoweekday() - 1)
        return (monday + dt.timedelta(days=7 * found.amount + found.weekday - 1)).isoformat()
    if found.unit in ("day", "week"):
        try:
            day = published + dt.timedelta(days=found.amount * (7 if found.unit == "week" else 1))
        except OverflowError:
            return None
        return day.isoformat() if found.unit == "day" else day.isoformat()[:7]
    months = published.year * 12 + published.month - 1 + found.amount * (12 if found.unit == "year" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return f"{year:04}" if found.unit == "year" else f"{year:04}-{month + 1:02}"


def _edge(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    """A part of a year is its first or last month where the words say so, until then the year; others stay the whole."""
    whole = _offset(found, published, tense)
    if whole is None or found.unit != "year" or found.relation == "until":
        return whole
    return {"start": f"{whole}-01", "end": f"{whole}-12"}.get(found.edge or "", whole)


def _season(found: TimeExpression, published: dt.date | None, tense: Tense | None) -> str | None:
    """The year of a season: the annotators' convention, as a season is no month."""
    if found.year is not None:
        return f"{found.year:04}"
    if found.season is None or published is None:
        return None
    if found.amount is not None:
        return f"{published.year + found.amount:04}"
    return f"{_nearest_year(found.season, None, published, tense):04}"


_Resolver = Callable[[TimeExpression, dt.date | None, Tense | None], str | None]
_RESOLVERS: Mapping[str, _Resolver] = {
    "date": _date,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "weekend": _weekend,
    "offset": _offset,
    "edge": _edge,
    "season": _season,
}


def date_at(text: str, start: int, end: int, *, published: dt.date | None, tense: Tense | None = None) -> str | None:
    """The date of the time expression that touches [start, end) of a text; None where none does or it has no date.

    Examples
    --------
    >>> date_at("Heyetler salı günü Viyana’da buluştu.", 14, 18, published=dt.date(2026, 3, 18), tense="past")
    '2026-03-17'
    """
    touching = (found for found in find_times(text) if found.start < end and found.end > start)
    return next((told for found in touching if (told := resolve_time(found, published=published, tense=tense))), None)


def time_of(
    text: str,
    start: int,
    end: int,
    *,
    published: dt.date | None,
    tense: Tense | None = None,
    event_type: str | None = None,
    language: str = "tr",
) -> str | None:
    """The date of the event whose trigger stands at [start, end) of a sentence, as the sentence tells it.

    Parameters
    ----------
    text
        The sentence.
    start, end
        Range of the trigger in `text`, in code points.
    published
        Day on which the text came out.
    tense
        Tense of the event; None: read from the trigger and the verb it leans on.
    event_type
        Type of the event where it is known; it helps the choice.
    language
        Code of the language pack.

    Returns
    -------
    str or None
        EDTF; None where no time expression of the sentence governs the trigger.

    Examples
    --------
    >>> sentence = "Bakan, 20 Mart 2025’te imzalanan metni dün yeniden açıkladı."
    >>> [time_of(sentence, *span, published=dt.date(2026, 3, 18)) for span in ((23, 32), (50, 59))]
    ['2025-03-20', '2026-03-17']
    """
    chosen = choose_time(text, start, end, event_type=event_type, language=language)
    if chosen is None:
        return None
    told = tense or tense_of(text, start, end, language=language)
    return resolve_time(chosen.expression, published=published, tense=told)
