"""Spring layout in the manner of ForceAtlas2 (Jacomy et al. 2014, https://doi.org/10.1371/journal.pone.0098679):
repulsion grows with the degrees, attraction with the distance. For `graphkit.views.layout`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Matrix = NDArray[np.float32]

SPACING = 70.0
"""Distance that two unconnected neighbours should keep, in the page's units (pixels at zoom 1)."""


def sunflower(count: int) -> Points:
    """Points of a sunflower head: evenly spread in a disc, the first in the middle, neighbours 1 to 2 apart.

    Examples
    --------
    >>> sunflower(2).round(2).tolist()
    [[0.0, 0.0], [-0.74, 0.68]]
    """
    number = np.arange(count, dtype=np.float64)
    angle = number * (np.pi * (3.0 - np.sqrt(5.0)))
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(number)[:, None]


def springs(count: int, pairs: NDArray[np.int64], *, steps: int = 250) -> Points:
    """Spring layout of one graph, all pairs of nodes repelling each other: for up to some thousand nodes.

    Examples
    --------
    >>> springs(2, np.array([[0, 1]])).shape
    (2, 2)
    """
    points = sunflower(count) * SPACING
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
