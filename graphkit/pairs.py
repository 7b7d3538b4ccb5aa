"""Pairs of actors and how many events they share."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping

from graphkit.rows import Rows

COLUMNS = ("month", "events", "left", "right", "left_id", "right_id")


def pairs(rows: Rows, at_least: int) -> Rows:
    """The pairs of actors of some events, by month where the rows say a month.

    Parameters
    ----------
    rows : Rows
        One row per ``event``, its ``month`` (the column may be missing) and one ``actor``; and for each actor a row
        without an event, with its ``id`` and ``name``. Rows without a column ``actor`` are the pairs themselves: the
        store has counted them.
    at_least : int
        Pairs with fewer events in common (in that month) are left out.

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
        if record[event] is None:
            named[record[actor]] = (str(record[key]), str(record[name]))
        else:
            when = None if month is None else record[month]
            actors.setdefault((record[event], when), set()).add(record[actor])
    return _counted(actors, named, at_least)


def _counted(
    actors: Mapping[tuple[object, object], set[object]], named: Mapping[object, tuple[str, str]], at_least: int
) -> Rows:
    counts: Counter[tuple[object, tuple[tuple[str, str], ...]]] = Counter()
    for (_, month), found in actors.items():
        ends = sorted(named[one] for one in found if one in named)
        counts.update((month, pair) for pair in itertools.combinations(ends, 2))
    return Rows(COLUMNS, tuple(
        (month, count, left[1], right[1], left[0], right[0])
        for (month, (left, right)), count in counts.items() if count >= at_least
    ))  # fmt: skip
