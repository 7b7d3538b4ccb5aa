"""Logistic regression with an L2 penalty, by Newton's method: for models of some hundred named features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def fit_logistic(rows: Sequence[Sequence[str]], right: Sequence[bool], *, penalty: float, least: int = 2) -> dict[str, float]:
    """Weights of the features that occur in at least `least` rows, to two decimals; those near zero are left out.

    Examples
    --------
    >>> fit_logistic([["a"], ["a"], ["b"], ["b"]], [True, True, False, False], penalty=1.0)
    {'a': 0.69, 'b': -0.69}
    """
    counts: dict[str, int] = {}
    for names in rows:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= least))}
    matrix = np.zeros((len(rows), len(index)))
    for i, names in enumerate(rows):
        matrix[i, [index[name] for name in names if name in index]] = 1
    wanted = np.array(right, dtype=float)
    weights = np.zeros(len(index))
    for _ in range(50):
        share = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (share - wanted) + penalty * weights
        curvature = (matrix * (share * (1 - share))[:, None]).T @ matrix + penalty * np.eye(len(index))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weights[i]), 2) for name, i in index.items() if abs(weights[i]) >= 0.01}
