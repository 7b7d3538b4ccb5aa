"""Plans that nothing followed."""

from __future__ import annotations

from graphkit.rows import Rows


def unfulfilled(rows: Rows) -> Rows:
    """The rows of planned events that no actual event followed.

    Parameters
    ----------
    rows : Rows
        Rows of planned events, with ``event`` and ``actors`` (one a row). Where there is a column ``follow``, rows with a
        value in it say instead that the actual event of that id came after the plan, with the actor ``shared`` in the
        same role. Without that column the store has left the fulfilled ones out itself.

    Returns
    -------
    Rows
        Without the plans of which an actual event shares two actors, or the only one.

    Examples
    --------
    >>> told = (("p1", "A", None, None), ("p1", "B", None, None), ("p2", "A", None, None), ("p1", None, "e1", "a"))
    >>> told += (("p2", None, "e1", "a"),)
    >>> unfulfilled(Rows(("event", "actors", "follow", "shared"), told)).column("event")
    ('p1', 'p1')
    """
    if "follow" not in rows.columns:
        return rows
    event, actor, follow, shared = (rows.columns.index(name) for name in ("event", "actors", "follow", "shared"))
    actors: dict[object, set[object]] = {}
    both: dict[tuple[object, object], set[object]] = {}
    for record in rows.records:
        if record[follow] is None:
            actors.setdefault(record[event], set()).add(record[actor])
        else:
            both.setdefault((record[event], record[follow]), set()).add(record[shared])
    done = {plan for (plan, _), found in both.items() if len(found) >= min(2, len(actors.get(plan, ())))}
    return Rows(rows.columns, tuple(r for r in rows.records if r[follow] is None and r[event] not in done))
