"""Positions for the nodes of a graph: deterministic, no physics in the browser, numpy only.

Up to `SMALL` nodes one spring layout (`graphkit.views.springs`); above that the same forces, the repulsion summed on a
grid, from a start in communities (`graphkit.views.fields`).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graphkit.views.fields import fields
from graphkit.views.springs import SPACING, springs

SMALL = 900
"""Number of nodes up to which all nodes repel each other."""

WIDTH = 1.35
"""How much wider than tall the drawing is."""


def place_near(known: Mapping[int, tuple[int, int]], count: int, edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Positions of all nodes where those of some are `known`: each other one near its neighbours.

    Parameters
    ----------
    known
        Node number → position, kept as it is.
    count, edges
        As in `place`.

    Examples
    --------
    >>> points = place_near({0: (0, 0), 1: (900, 0)}, 3, [(1, 2)])
    >>> points[:2], abs(points[2][0] - 900) < 100
    ([(0, 0), (900, 0)], True)
    """
    near: dict[int, list[int]] = {number: [] for number in range(count)}
    for start, end in edges:
        near[start].append(end)
        near[end].append(start)
    points = dict(known)
    waiting = deque(sorted(known))
    lonely = (number for number in range(count) if number not in points)
    while len(points) < count:
        if not waiting:
            number = next(lonely)
            points[number] = _beside([(0, 0)], number, SPACING * (math.sqrt(count) + number % 7))
            waiting.append(number)
        for node in near[waiting.popleft()]:
            if node not in points:
                placed = [points[one] for one in near[node] if one in points]
                points[node] = _beside(placed, node, SPACING * (0.6 + 0.4 * (node % 5)))
                waiting.append(node)
    return [points[number] for number in range(count)]


def _beside(points: Sequence[tuple[int, int]], number: int, away: float) -> tuple[int, int]:
    """Find a point at some distance from the middle of `points`, in a direction of its own for each number."""
    turn = number * 2.399963
    x = sum(x for x, _ in points) / len(points) + away * math.cos(turn) * WIDTH
    y = sum(y for _, y in points) / len(points) + away * math.sin(turn)
    return round(x), round(y)


def place(count: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Positions of `count` nodes.

    Parameters
    ----------
    count
        Number of nodes; they are called 0 … count - 1.
    edges
        Pairs of node numbers; direction and repetition do not matter.

    Returns
    -------
    list of (int, int)
        x (to the right) and y (downwards) of each node. Same input, same positions.

    Examples
    --------
    >>> place(0, []), place(1, [])
    ([], [(0, 0)])
    >>> place(3, [(0, 1)]) == place(3, [(0, 1)])
    True
    """
    if count == 0:
        return []
    pairs = np.sort(np.array(edges, dtype=np.int64).reshape(-1, 2), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    points = springs(count, pairs) if count <= SMALL else fields(count, pairs)
    points = points - points.mean(axis=0)
    points[:, 0] *= WIDTH
    return [(round(float(x)), round(float(y))) for x, y in points]
