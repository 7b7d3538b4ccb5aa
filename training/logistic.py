"""Logistic regression with an L2 penalty, by Newton's method: for models of some hundred named features."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np


def fit_logistic(rows: Sequence[Mapping[str, float]], right: Sequence[bool], *, penalty: float, least: int = 2) -> dict[str, float]:
    """Weights of the features that occur in at least `least` rows, to two decimals; those near zero are left out.

    Parameters
    ----------
    rows
        Feature → value.
    right
        What each row is to be taken for.

    Examples
    --------
    >>> a, b = {"a": 1.0}, {"b": 1.0}
    >>> fit_logistic([a, a, b, b], [True, True, False, False], penalty=1.0)
    {'a': 0.69, 'b': -0.69}
    """
    counts: dict[str, int] = {}
    for features in rows:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= least))}
    matrix = np.zeros((len(rows), len(index)))
    for i, features in enumerate(rows):
        for name, value in features.items():
            if name in index:
                matrix[i, index[name]] = value
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


def write_weights(path: Path, head: Sequence[str], threshold: float, weights: Mapping[str, float]) -> None:
    """The YAML file of a language pack that `graphkit.logistic.load_logistic` reads, `head` as comments above."""
    lines = [*(f"# {line}" for line in head), f"threshold: {threshold}", "weights:",
             *(f"  {json.dumps(name, ensure_ascii=False)}: {value}" for name, value in sorted(weights.items()))]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
