"""Dates of known precision: the part of EDTF (ISO 8601-2) that the graph uses.

A day ``2025-07-10``, a month ``2024-12``, a year ``2024``, a season ``2024-21`` (spring) to ``2024-24`` (winter), and
an interval of two of them, ``2019/2023``. See https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from graphkit.errors import InputError

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}


def is_edtf(text: str) -> bool:
    """Whether `text` is a date of the kinds that the graph uses.

    Examples
    --------
    >>> [is_edtf(text) for text in ("2024-12", "2019/2023", "2024-13", "2025-02-29", "dün")]
    [True, True, False, False, False]
    """
    try:
        edtf_bounds(text)
    except InputError:
        return False
    return True


def edtf_bounds(edtf: str) -> tuple[dt.date, dt.date]:
    """First and last day that a date covers.

    Parameters
    ----------
    edtf
        A day, month, season, year or interval.

    Returns
    -------
    tuple of two dates
        Both inclusive. A winter runs from December of its year to February of the next.

    Raises
    ------
    InputError
        `edtf` is none of these, or no such day exists.

    Examples
    --------
    >>> [day.isoformat() for day in edtf_bounds("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> [day.isoformat() for day in edtf_bounds("2019/2023")]
    ['2019-01-01', '2023-12-31']
    """
    parts = edtf.split("/")
    if len(parts) > 2:
        raise InputError(f"not a date or interval: {edtf!r}")
    first, last = _point_bounds(parts[0])[0], _point_bounds(parts[-1])[1]
    if last < first:
        raise InputError(f"an interval that ends before it begins: {edtf!r}")
    return first, last


def _point_bounds(text: str) -> tuple[dt.date, dt.date]:
    found = _POINT.fullmatch(text)
    if not found:
        raise InputError(f"not a date: {text!r} (allowed: 2024, 2024-12, 2024-12-31, 2019/2023)")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if day:
            return dt.date(year, month, day), dt.date(year, month, day)
        if month in _SEASON_START:
            return _season_bounds(year, _SEASON_START[month])
        if found[2]:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    except (ValueError, calendar.IllegalMonthError):
        raise InputError(f"no such date: {text!r}") from None


def _season_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    end_year, end_month = (year, month + 2) if month < 11 else (year + 1, month - 10)
    return dt.date(year, month, 1), dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
