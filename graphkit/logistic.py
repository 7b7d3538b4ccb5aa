"""The small logistic models of a language pack: weights by feature, learned by the scripts in ``training/``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from graphkit.odds import probability


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """Weights by feature (log odds), and the least probability that counts as yes.

    Examples
    --------
    >>> LogisticModel({"bias": -1.0, "near": 2.0}, 0.35).probability({"bias": 1.0, "near": 0.5, "unknown": 3.0})
    0.5
    """

    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability of yes; features that have no weight do not count."""
        return probability(sum(self.weights.get(name, 0.0) * value for name, value in features.items()))


@functools.cache
def load_logistic(name: str, language: str = "tr") -> LogisticModel:
    """The model ``NAME.yaml`` of a language pack.

    Examples
    --------
    >>> 0 < load_logistic("role_choice").threshold < 1
    True
    """
    path = resources.files("graphkit").joinpath(f"languages/{language}/{name}.yaml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return LogisticModel(data["weights"], data["threshold"])
