"""Plans that nothing followed."""

from __future__ import annotations

from graphkit.rows import Rows


def unfulfilled(rows: Rows) -> Rows:
    """The rows of planned events that no actual event followed.

    Parameters
    ----------
    rows : Rows
        Rows of planned events, with ``event`` and ``actors`` (one a row). Where there is a column ``shared``, it says how
        many of a plan's actors have the same role in the later actual event that shares the most; None: no such event.
        Without that column the store has left the fulfilled ones out itself.

    Returns
    -------
    Rows
        Without the plans of which an actual event shares two actors, or the only one, and without those of no actor.

    Examples
    --------
    >>> told = (("p1", "A", 1), ("p1", "B", 1), ("p2", "A", 1), ("p3", "A", None), ("p4", None, None))
    >>> unfulfilled(Rows(("event", "actors", "shared"), told)).column("event")
    ('p1', 'p1', 'p3')
    """
    if "shared" not in rows.columns:
        return rows
    event, actor, shared = (rows.columns.index(name) for name in ("event", "actors", "shared"))
    actors: dict[object, set[object]] = {}
    for record in rows.records:
        if record[actor] is not None:
            actors.setdefault(record[event], set()).add(record[actor])
    open_plans = {
        record[event]
        for record in rows.records
        if record[event] in actors and int(str(record[shared] or 0)) < min(2, len(actors[record[event]]))
    }
    return Rows(rows.columns, tuple(record for record in rows.records if record[event] in open_plans))
