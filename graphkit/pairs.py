"""Pairs of actors and how many events they share."""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Mapping

from graphkit.rows import Rows

COLUMNS = ("month", "events", "left", "right", "left_id", "right_id")


def pairs(rows: Rows, at_least: int, top: int | None = None) -> Rows:
    """The pairs of actors of some events, by month where the rows say a month.

    Parameters
    ----------
    rows : Rows
        One row per event, with its ``month`` (the column may be missing) and all its ``actors`` with spaces between
        them; and for each ``actor`` a row with its ``id`` and ``name``. Rows without a column ``actor`` are the pairs
        themselves: the store has counted them.
    at_least : int
        Pairs with fewer events in common (in that month) are left out.
    top : int, optional
        Of each month, so many pairs with the most events, and all that have as many as the last of them.

    Returns
    -------
    Rows
        ``month`` (None where the rows say none), ``events``, ``left``, ``right`` (names), ``left_id`` and ``right_id``,
        the smaller id on the left; in no order.

    Examples
    --------
    >>> told = (("a b", None, None, None), (None, "a", "Q1", "A"), (None, "b", "Q2", "B"))
    >>> pairs(Rows(("actors", "actor", "id", "name"), told), 1).records
    ((None, 1, 'A', 'B', 'Q1', 'Q2'),)
    """
    if "actor" not in rows.columns:
        return rows
    together, actor, key, name = (rows.columns.index(column) for column in ("actors", "actor", "id", "name"))
    month = rows.columns.index("month") if "month" in rows.columns else None
    named: dict[str, tuple[str, str]] = {}
    told: dict[tuple[object, str], int] = {}
    for record in rows.records:
        if record[together] is None:
            named[str(record[actor])] = (str(record[key]), str(record[name]))
        else:
            place = (None if month is None else record[month], str(record[together]))
            told[place] = told.get(place, 0) + 1
    return _counted(told, named, at_least, top)


def _counted(
    told: Mapping[tuple[object, str], int],
    named: Mapping[str, tuple[str, str]],
    at_least: int,
    top: int | None,
) -> Rows:
    """Actors are counted as numbers in the order of their ids: comparing and hashing their names would take longer."""
    ends = sorted(set(named.values()))
    place = {end: number for number, end in enumerate(ends)}
    numbers = {actor: place[end] for actor, end in named.items()}
    months: dict[object, Counter[tuple[int, int]]] = {}
    for (month, together), events in told.items():
        counts = months.get(month)
        if counts is None:
            counts = months[month] = Counter()
        for pair in itertools.combinations(sorted({numbers[one] for one in together.split() if one in numbers}), 2):
            counts[pair] += events
    records = []
    for month, counts in months.items():
        least = max(at_least, min(heapq.nlargest(top, counts.values()), default=0)) if top else at_least
        records += [
            (month, count, ends[left][1], ends[right][1], ends[left][0], ends[right][0])
            for (left, right), count in counts.items() if count >= least
        ]  # fmt: skip
    return Rows(COLUMNS, tuple(records))
