"""Plans that nothing followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.rows import Rows

Slot = tuple[object, object, object]
"""Type of an event, one of its roles, and who has it."""


def unfulfilled(rows: Rows) -> Rows:
    """The rows of planned events that no actual event followed.

    Parameters
    ----------
    rows : Rows
        Rows of planned events, with ``event``, ``begin``, ``type`` and, one a row, an actor ``x`` in a role ``slot``; and
        a row for each actual event that begins at ``later``, with its ``type`` and, in ``shared`` (a text, or a list of
        them), role and actor by turns. Without a column ``shared`` the store has left the fulfilled ones out itself.

    Returns
    -------
    Rows
        Without the plans of which an actual event of the same type, not begun before it, has two actors, or the only
        one, in the same roles, and without those of no actor.

    Examples
    --------
    >>> names = ("event", "begin", "type", "slot", "x", "shared", "later")
    >>> told = [("p1", 1, "Visit", "host", "A", None, None), ("p1", 1, "Visit", "visitor", "B", None, None),
    ...         ("p2", 1, "Visit", "host", "A", None, None), ("p3", 9, "Visit", "host", "A", None, None),
    ...         (None, None, "Visit", None, None, "host A", 5)]
    >>> unfulfilled(Rows(names, tuple(told))).column("event")
    ('p1', 'p1', 'p3')
    """
    if "shared" not in rows.columns:
        return rows
    event, begin, kind, slot, actor, shared, later = (
        rows.columns.index(name) for name in ("event", "begin", "type", "slot", "x", "shared", "later")
    )
    begun: dict[object, Any] = {}
    followers: dict[Slot, set[object]] = {}
    plans: dict[object, dict[object, set[Slot]]] = {}
    for number, record in enumerate(rows.records):
        if record[shared] is not None:
            begun[number] = record[later]
            for role, who in _by_turns(record[shared]):
                followers.setdefault((record[kind], role, who), set()).add(number)
        elif record[actor] is not None:
            begun[record[event]] = record[begin]
            key = (record[kind], record[slot], record[actor])
            plans.setdefault(record[event], {}).setdefault(record[actor], set()).add(key)
    open_plans = {plan for plan, actors in plans.items() if not _followed(begun[plan], actors.values(), followers, begun)}
    return Rows(rows.columns, tuple(record for record in rows.records if record[event] in open_plans))


def _by_turns(told: Any) -> Iterable[tuple[str, str]]:
    words = (told if isinstance(told, str) else " ".join(told)).split()
    return zip(words[::2], words[1::2], strict=True)


def _followed(
    first: Any, actors: Iterable[set[Slot]], followers: Mapping[Slot, set[object]], begun: Mapping[object, Any]
) -> bool:
    """Whether an event not begun before `first` has two of the actors, or the only one, as the plan has them."""
    sharing = [set[object]().union(*(followers.get(slot, ()) for slot in slots)) for slots in actors]
    if len(sharing) == 1:
        return any(begun[one] >= first for one in sharing[0])
    seen: set[object] = set()
    for events in sorted(sharing, key=len):
        if any(begun[one] >= first for one in seen & events):
            return True
        seen |= events
    return False
