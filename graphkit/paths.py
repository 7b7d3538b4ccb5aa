"""The shortest path between two actors through events, found from both ends at once.

The store is asked for the surroundings of a few actors at a time, always on the side where they are fewer, so that an
actor with thousands of events costs one question and not one per event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Step = tuple[str, str, str]
Around = Callable[[tuple[str, ...]], Iterable[Step]]
"""Asked for (actor, event, other actor) of all events of some actors."""


def shortest_path(around: Around, start: str, goal: str, longest: int) -> tuple[str, ...]:
    """Ids of the actors (even places) and events (odd) of the shortest path; of several the first in order of ids.

    Parameters
    ----------
    around : callable
        Given ids of actors: (actor, event, other) for each event of theirs and each other actor in it.
    start, goal : str
        Two different ids.
    longest : int
        At most so many events.

    Returns
    -------
    tuple of str
        From `start` to `goal`; empty when no path is short enough.

    Examples
    --------
    >>> events = {"e1": "ab", "e2": "bc", "e3": "bc"}
    >>> def around(actors):
    ...     return [(a, e, b) for e, who in events.items() for a in actors for b in who if a in who and a != b]
    >>> shortest_path(around, "a", "c", 3)
    ('a', 'e1', 'b', 'e2', 'c')
    """
    sides = (_Side(start), _Side(goal))
    for _ in range(longest):
        near, far = sides if len(sides[0].edge) <= len(sides[1].edge) else (sides[1], sides[0])
        near.widen(around)
        if near.edge & far.edge:
            return _first(*sides)
        if not near.edge:
            break
    return ()


class _Side:
    """What is known around one end: the layers of actors by distance, and the steps that lead outwards."""

    def __init__(self, end: str) -> None:
        self.layers: list[set[str]] = [{end}]
        self.seen = {end}
        self.steps: dict[str, set[tuple[str, str]]] = {}

    @property
    def edge(self) -> set[str]:
        return self.layers[-1]

    def widen(self, around: Around) -> None:
        """One layer more."""
        fresh: set[str] = set()
        for actor, event, other in around(tuple(sorted(self.edge))):
            self.steps.setdefault(actor, set()).add((event, other))
            if other not in self.seen:
                fresh.add(other)
        self.seen |= fresh
        self.layers.append(fresh)


def _first(left: _Side, right: _Side) -> tuple[str, ...]:
    """The first path in order of ids, of all that lead from one side to the other where they meet."""
    useful = [left.edge & right.edge]
    for layer in reversed(left.layers[:-1]):
        ahead = useful[0]
        useful.insert(0, {actor for actor in layer if any(other in ahead for _, other in left.steps.get(actor, ()))})
    back: dict[str, set[tuple[str, str]]] = {}
    for actor, steps in right.steps.items():
        for event, other in steps:
            back.setdefault(other, set()).add((event, actor))
    path = [*useful[0]]
    for ahead in useful[1:]:
        path += min(step for step in left.steps[path[-1]] if step[1] in ahead)
    for layer in reversed(right.layers[:-1]):
        path += min(step for step in back[path[-1]] if step[1] in layer)
    return tuple(path)
