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
        One row per ``event``, its ``month`` (the column may be missing) and one ``actor``; and for each actor a row
        without an event, with its ``id`` and ``name``. Rows without a column ``actor`` are the pairs themselves: the
        store has counted them.
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
    >>> told = (("e1", "a", None, None), ("e1", "b", None, None), (None, "a", "Q1", "A"), (None, "b", "Q2", "B"))
    >>> pairs(Rows(("event", "actor", "id", "name"), told), 1).records
    ((None, 1, 'A', 'B', 'Q1', 'Q2'),)
    """
    if "actor" not in rows.columns:
        return rows
    event, actor, key, name = (rows.columns.index(column) for column in ("event", "actor", "id", "name"))
    month = rows.columns.index("month") if "month" in rows.columns else None
    named: dict[object, tuple[str, str]] = {}
    actors: dict[tuple[object, object], set[object]] = {}
    for record in rows.records:
        told, who = record[event], record[actor]
        if told is None:
            named[who] = (str(record[key]), str(record[name]))
            continue
        place = (told, None if month is None else record[month])
        found = actors.get(place)
        if found is None:
            actors[place] = {who}
        else:
            found.add(who)
    return _counted(actors, named, at_least, top)


def _counted(
    actors: Mapping[tuple[object, object], set[object]],
    named: Mapping[object, tuple[str, str]],
    at_least: int,
    top: int | None,
) -> Rows:
    """Actors are counted as numbers in the order of their ids: comparing and hashing their names would take longer."""
    ends = sorted(set(named.values()))
    place = {end: number for number, end in enumerate(ends)}
    numbers = {actor: place[end] for actor, end in named.items()}
    months: dict[object, Counter[tuple[int, int]]] = {}
    for (_, month), found in actors.items():
        counts = months.get(month)
        if counts is None:
            counts = months[month] = Counter()
        for pair in itertools.combinations(sorted([numbers[one] for one in found if one in numbers]), 2):
            counts[pair] += 1
    records = []
    for month, counts in months.items():
        least = max(at_least, min(heapq.nlargest(top, counts.values()), default=0)) if top else at_least
        records += [
            (month, count, ends[left][1], ends[right][1], ends[left][0], ends[right][0])
            for (left, right), count in counts.items() if count >= least
        ]  # fmt: skip
    return Rows(COLUMNS, tuple(records))
