"""The forces of `graphkit.views.springs` for a large graph: the push of all nodes on each is summed by way of a grid, as in
FIt-SNE (Linderman et al. 2019, https://doi.org/10.1038/s41592-018-0308-4). 20,000 nodes in some two seconds.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graphkit.views.springs import SPACING, Points, springs, sunflower


def fields(count: int, pairs: NDArray[np.int64], *, steps: int = 90) -> Points:
    """Spring layout of a large graph, from communities that were laid out first.

    Examples
    --------
    >>> fields(3, np.array([[0, 1]])).shape
    (3, 2)
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
    centres = sunflower(len(names)) * SPACING * math.sqrt(count / max(len(names), 1))
    if len(crossing):
        found = springs(large, np.unique(np.sort(crossing, axis=1), axis=0), steps=60)
        centres[:large] = found * (math.sqrt(count / large) * 0.9)
    first = np.sort(member, kind="stable").searchsorted(np.arange(len(names)))
    inside = np.empty(count, dtype=np.int64)
    inside[np.argsort(member, kind="stable")] = np.arange(count) - np.repeat(first, sizes)
    places: Points = centres[rank[member]] + sunflower(int(sizes.max()))[inside] * SPACING * 0.8
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
    points[alone] = sunflower(inner + int(alone.sum()))[inner:] * SPACING
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
