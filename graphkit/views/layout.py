"""Positions for the nodes of a graph: deterministic, no physics in the browser, numpy only.

Up to `SMALL` nodes one spring layout in the manner of ForceAtlas2 (Jacomy et al. 2014,
https://doi.org/10.1371/journal.pone.0098679: repulsion grows with the degrees, attraction with the distance). Above
that two levels: each community by itself, then the communities as discs.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Matrix = NDArray[np.float32]

SMALL = 900
"""Number of nodes up to which all nodes repel each other."""

SPACING = 70.0
"""Distance that two unconnected neighbours should keep, in the page's units (pixels at zoom 1)."""

WIDTH = 1.35
"""How much wider than tall the drawing is."""


def place_near(
    known: Mapping[int, tuple[int, int]], count: int, edges: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
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


def place(count: int, edges: Sequence[tuple[int, int]], groups: Sequence[int]) -> list[tuple[int, int]]:
    """Positions of `count` nodes.

    Parameters
    ----------
    count
        Number of nodes; they are called 0 … count - 1.
    edges
        Pairs of node numbers; direction and repetition do not matter.
    groups
        The community of each node, as any whole number.

    Returns
    -------
    list of (int, int)
        x (to the right) and y (downwards) of each node. Same input, same positions.

    Examples
    --------
    >>> place(0, [], []), place(1, [], [0])
    ([], [(0, 0)])
    >>> place(3, [(0, 1)], [0, 0, 1]) == place(3, [(0, 1)], [0, 0, 1])
    True
    """
    if count == 0:
        return []
    pairs = np.array(sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]}), dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    points = _springs(count, pairs) if count <= SMALL else _two_levels(count, pairs, np.asarray(groups))
    points = points - points.mean(axis=0)
    points[:, 0] *= WIDTH
    return [(round(float(x)), round(float(y))) for x, y in points]


def _springs(count: int, pairs: NDArray[np.int64], *, steps: int = 250) -> Points:
    """Spring layout of one graph, all pairs of nodes repelling each other."""
    points = _sunflower(count) * SPACING
    if count == 1:
        return points
    degree = np.bincount(pairs.ravel(), minlength=count).astype(np.float64) + 1.0
    mass = np.outer(degree, degree).astype(np.float32)
    reach = SPACING * np.sqrt(count) / 2.0
    for step in range(steps):
        weights = _squares(points)
        weights += 1.0
        np.divide(mass, weights, out=weights)
        force = _away(points, weights) * SPACING * 1.4 + _pull(points, pairs, count) - points * degree[:, None] * 0.12
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        limit = reach * (1.0 - step / steps) ** 2 + 0.5
        points = points + force / length * np.minimum(length * 0.1, limit)
    return _spread(points, steps=60)


def _squares(points: Points) -> Matrix:
    """Squared distance of every pair of points.

    Plain loops of numpy on purpose, here and in `_away`: its matrix product runs on all cores, which on a busy machine
    is many times slower, and may sum in another order.
    """
    x, y = points.astype(np.float32).T
    squares: Matrix = np.subtract.outer(x, x)
    squares *= squares
    other = np.subtract.outer(y, y)
    other *= other
    squares += other
    return squares


def _away(points: Points, weights: Matrix) -> Points:
    """For each point the sum of its differences from all points, weighted."""
    short = points.astype(np.float32)
    total = np.einsum("ij->i", weights)
    sums = np.stack([np.einsum("ij,j->i", weights, short[:, axis].copy()) for axis in (0, 1)], axis=1)
    moved: Points = points * total[:, None] - sums
    return moved


def _pull(points: Points, pairs: NDArray[np.int64], count: int) -> Points:
    """Attraction along the edges, linear in their length."""
    pull = np.zeros((count, 2))
    if len(pairs):
        along = points[pairs[:, 1]] - points[pairs[:, 0]]
        np.add.at(pull, pairs[:, 0], along)
        np.add.at(pull, pairs[:, 1], -along)
    return pull


def _spread(points: Points, *, steps: int, radii: Points | None = None) -> Points:
    """Push nodes apart that stand nearer than 0.8 `SPACING` (or than the sum of their `radii`)."""
    reach = np.full(len(points), SPACING * 0.4) if radii is None else radii
    least: Matrix = np.add.outer(reach, reach).astype(np.float32)
    for _ in range(steps):
        distance: Matrix = np.sqrt(_squares(points))
        lack: Matrix = np.maximum(least - distance, np.float32(0.0))
        np.fill_diagonal(lack, 0.0)
        if not lack.any():
            break
        lack /= distance + np.float32(1e-6)
        points = points + _away(points, lack) * 0.25
    return points


def _two_levels(count: int, pairs: NDArray[np.int64], groups: NDArray[np.int64]) -> Points:
    """Each community by itself, then the communities as discs that keep clear of each other."""
    alone = np.setdiff1d(np.arange(count), pairs.ravel())
    groups = groups.copy()
    groups[alone] = -1
    names, member = np.unique(groups, return_inverse=True)
    inner = pairs[member[pairs[:, 0]] == member[pairs[:, 1]]]
    points = np.zeros((count, 2))
    radii = np.zeros(len(names))
    for number in range(len(names)):
        nodes = np.flatnonzero(member == number)
        local = inner[member[inner[:, 0]] == number]
        points[nodes] = _community(len(nodes), np.searchsorted(nodes, local))
        points[nodes] -= points[nodes].mean(axis=0)
        radii[number] = np.sqrt((points[nodes] ** 2).sum(axis=1)).max() + SPACING / 2
    return points + _discs(radii, member[pairs])[member]


def _community(count: int, pairs: NDArray[np.int64]) -> Points:
    """One community; too large a one, or one without edges, becomes a sunflower with its hubs in the middle."""
    if 1 < count <= SMALL and len(pairs):
        return _springs(count, pairs, steps=max(30, min(200, 20_000 // count)))
    degree = np.bincount(pairs.ravel(), minlength=count)
    points = np.zeros((count, 2))
    points[np.argsort(-degree, kind="stable")] = _sunflower(count) * SPACING * 0.7
    return points


def _discs(radii: Points, links: NDArray[np.int64]) -> Points:
    """Centres of discs: large ones near the middle, linked ones near each other, none overlapping."""
    count = len(radii)
    order = np.argsort(-radii, kind="stable")
    points = np.zeros((count, 2))
    points[order] = _sunflower(count) * float(np.median(radii)) * 2.0
    if count > 2000:
        return points * 1.5
    crossing = links[links[:, 0] != links[:, 1]]
    degree = np.maximum(np.bincount(crossing.ravel(), minlength=count), 1).astype(np.float64)
    for _ in range(30):
        move = _pull(points, crossing, count) / degree[:, None] * 0.1 - points * 0.01
        points = _spread(points + move, steps=3, radii=radii)
    return _spread(points, steps=80, radii=radii)


def _sunflower(count: int) -> Points:
    """Points of a sunflower head: evenly spread in a disc, the first in the middle, neighbours 1 to 2 apart."""
    number = np.arange(count, dtype=np.float64)
    angle = number * (np.pi * (3.0 - np.sqrt(5.0)))
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(number)[:, None]
