"""Positions for the nodes of a graph: deterministic, no physics in the browser, numpy only.

Up to `SMALL` nodes one spring layout in the manner of ForceAtlas2 (Jacomy et al. 2014,
https://doi.org/10.1371/journal.pone.0098679: repulsion grows with the degrees, attraction with the distance). Above
that the same forces, the repulsion summed on a grid, from a start in communities: 20,000 nodes in some two seconds.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

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
    points = _springs(count, pairs) if count <= SMALL else _fields(count, pairs)
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


def _fields(count: int, pairs: NDArray[np.int64], *, steps: int = 90) -> Points:
    """Spring layout of a large graph: repulsion by way of a grid, as in FIt-SNE (Linderman et al. 2019,
    https://doi.org/10.1038/s41592-018-0308-4), from communities that were laid out first.
    """
    degree = np.bincount(pairs.ravel(), minlength=count).astype(np.float64)
    alone = degree == 0
    points = _by_community(count, pairs)
    strength = 1.0 / np.sqrt(np.maximum(np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]]), 1.0))
    mass = np.where(alone, 0.3, np.sqrt(degree + 1.0))
    reach = SPACING * math.sqrt(count) / 6.0
    for step in range(steps):
        push = _field(points, mass) * (SPACING**2 * 0.03)
        force = push + _drawn(points, pairs, strength, count) - points * 0.02 * mass[:, None]
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        points = points + force / length * np.minimum(length * 0.25, reach * (1.0 - step / steps) ** 2 + 0.5)
    return _apart(_ring(points, alone), steps=40)


def _by_community(count: int, pairs: NDArray[np.int64]) -> Points:
    """Each node somewhere in the disc of its community; communities by springs among themselves."""
    names, member = np.unique(_communities(count, pairs), return_inverse=True)
    sizes = np.bincount(member)
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    large = min(len(names), 300)
    links = rank[member[pairs]]
    crossing = links[(links[:, 0] != links[:, 1]) & (links.max(axis=1) < large)]
    centres = _sunflower(len(names)) * SPACING * math.sqrt(count / max(len(names), 1))
    if len(crossing):
        found = _springs(large, np.unique(np.sort(crossing, axis=1), axis=0), steps=60)
        centres[:large] = found * (math.sqrt(count / large) * 0.9)
    first = np.sort(member, kind="stable").searchsorted(np.arange(len(names)))
    inside = np.empty(count, dtype=np.int64)
    inside[np.argsort(member, kind="stable")] = np.arange(count) - np.repeat(first, sizes)
    places: Points = centres[rank[member]] + _sunflower(int(sizes.max()))[inside] * SPACING * 0.8
    return places


def _communities(count: int, pairs: NDArray[np.int64], *, rounds: int = 12) -> NDArray[np.int64]:
    """Communities by label propagation (https://doi.org/10.1103/PhysRevE.76.036106): each node takes the label most of
    its neighbours have, small communities preferred; half of the nodes a round, so that nothing swings.
    """
    labels = np.arange(count)
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    for turn in range(rounds):
        sizes = np.bincount(labels, minlength=count)
        keys, amounts = np.unique(ends[:, 0] * count + labels[ends[:, 1]], return_counts=True)
        nodes, offered = keys // count, keys % count
        order = np.lexsort((offered, -amounts / sizes[offered] ** 0.5, nodes))
        first = order[np.unique(nodes[order], return_index=True)[1]]
        turned = (nodes[first] * 2654435761 >> (turn % 16)) % 2 == 0
        labels[nodes[first][turned]] = offered[first][turned]
    return labels


def _field(points: Points, mass: NDArray[np.float64], *, cells: int = 128) -> Points:
    """Push of all points on each, mass / distance, summed on a grid by Fourier transform."""
    low = points.min(axis=0)
    size = float((points.max(axis=0) - low).max()) / (cells - 2) + 1e-9
    at = (points - low) / size
    corner = at.astype(np.int64)
    part = at - corner
    shares = [(dx, dy, np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])) for dx in (0, 1) for dy in (0, 1)]
    grid = np.zeros(cells * cells)
    for dx, dy, share in shares:
        grid += np.bincount((corner[:, 0] + dx) * cells + corner[:, 1] + dy, share * mass, cells * cells)
    spread = np.fft.rfft2(grid.reshape(cells, cells), (2 * cells, 2 * cells))
    pushes = []
    for axis in (0, 1):
        whole = np.fft.irfft2(spread * _kernel(cells)[axis], (2 * cells, 2 * cells))[:cells, :cells].ravel() / size
        pushes.append(sum(whole[(corner[:, 0] + dx) * cells + corner[:, 1] + dy] * share for dx, dy, share in shares))
    field: Points = np.stack(pushes, axis=1) * mass[:, None]
    return field


@lru_cache(maxsize=2)
def _kernel(cells: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Fourier transform of the push between two cells, for each axis."""
    steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
    x, y = np.meshgrid(steps, steps, indexing="ij")
    distance = x**2 + y**2 + 0.5
    return np.fft.rfft2(x / distance), np.fft.rfft2(y / distance)


def _drawn(points: Points, pairs: NDArray[np.int64], strength: NDArray[np.float64], count: int) -> Points:
    """Attraction along the edges, linear in their length, times their strength."""
    along = (points[pairs[:, 1]] - points[pairs[:, 0]]) * strength[:, None]
    sums = [
        np.bincount(pairs[:, 0], along[:, axis], count) - np.bincount(pairs[:, 1], along[:, axis], count) for axis in (0, 1)
    ]
    return np.stack(sums, axis=1)


def _ring(points: Points, alone: NDArray[np.bool_]) -> Points:
    """Nodes without an edge go around the others."""
    if not alone.any() or alone.all():
        return points
    edge = np.quantile(np.sqrt((points[~alone] ** 2).sum(axis=1)), 0.98) + SPACING
    inner = int((edge / SPACING) ** 2)
    points = points.copy()
    points[alone] = _sunflower(inner + int(alone.sum()))[inner:] * SPACING
    return points


def _apart(points: Points, *, steps: int) -> Points:
    """Push nodes apart that stand nearer than 0.8 `SPACING`, looking only at those in cells beside each other."""
    least = SPACING * 0.8
    for _ in range(steps):
        one, two = _near_pairs(points, least)
        along = points[one] - points[two]
        distance = np.sqrt((along**2).sum(axis=1)) + 1e-6
        close = distance < least
        if not close.any():
            break
        one, two = one[close], two[close]
        move = along[close] * ((least - distance[close]) / distance[close] * 0.3)[:, None]
        sums = [np.bincount(one, move[:, k], len(points)) - np.bincount(two, move[:, k], len(points)) for k in (0, 1)]
        points = points + np.stack(sums, axis=1)
    return points


def _near_pairs(points: Points, least: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of nodes in the same cell of a grid or in cells beside each other, each pair once."""
    cell = np.floor((points - points.min(axis=0)) / least).astype(np.int64)
    tall = int(cell[:, 1].max()) + 3
    key = (cell[:, 0] + 1) * tall + cell[:, 1] + 1
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    ones, twos = [], []
    for step in (0, 1, tall - 1, tall, tall + 1):
        start = np.searchsorted(ordered, ordered + step)
        stop = np.searchsorted(ordered, ordered + step, side="right")
        if step == 0:
            start = np.arange(1, len(order) + 1)
        lengths = np.maximum(stop - start, 0)
        rows = np.repeat(np.arange(len(order)), lengths)
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        ones.append(order[rows])
        twos.append(order[start[rows] + offsets])
    return np.concatenate(ones), np.concatenate(twos)


def _sunflower(count: int) -> Points:
    """Points of a sunflower head: evenly spread in a disc, the first in the middle, neighbours 1 to 2 apart."""
    number = np.arange(count, dtype=np.float64)
    angle = number * (np.pi * (3.0 - np.sqrt(5.0)))
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(number)[:, None]
