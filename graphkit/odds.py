"""Probabilities and their log odds, as the small logistic models add them up."""

from __future__ import annotations

import math


def log_odds(probability: float, *, least: float = 0.001, most: float = 0.999) -> float:
    """The log odds of a probability; one below `least` or above `most` counts as that.

    Examples
    --------
    >>> log_odds(0.5), log_odds(0.0) == log_odds(0.001)
    (0.0, True)
    """
    probability = min(max(probability, least), most)
    return math.log(probability / (1 - probability))


def probability(log_odds: float) -> float:
    """The probability of which `log_odds` are the log odds.

    Examples
    --------
    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-log_odds))
