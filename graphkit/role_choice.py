"""How sure it is that a mention fills a role of an event, seen beside the other mentions and the other roles.

The encoder scores each mention for each role by itself. A small logistic model scores again what it proposed: the score,
the best rival for the role, the mention's best other role, how far off it stands, what it is. Its weights
(``role_choice.yaml`` of a language pack) are learned by ``training/role_choice.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.logistic import LogisticModel
from graphkit.mentions import Mention
from graphkit.odds import log_odds

Scores = Mapping[Mention, Mapping[str, float]]
"""Mention → role → the encoder's score."""

_LEAST = 0.001  # a score that is not there


def role_features(scores: Scores, event_type: str, trigger: float,
                  sentence: int) -> Iterator[tuple[Mention, str, dict[str, float]]]:  # fmt: skip
    """What the model sees of each mention in each role: feature → value.

    Parameters
    ----------
    scores
        What the encoder proposes for one event.
    event_type, trigger, sentence
        Its type, the score of its trigger and the number of its sentence.

    Yields
    ------
    mention, role, features

    Examples
    --------
    >>> fas = Mention(0, 0, 0, 0, 3, "Fas", "GPE")
    >>> _, role, features = next(role_features({fas: {"party": 0.5}}, "Agreement", 0.9, 0))
    >>> role, features["score"], features["here party"]
    ('party', 0.0, 1.0)
    """
    for mention, roles in scores.items():
        where = _distance(sentence - mention.sentence)
        label = mention.label or mention.type or "none"
        for role, score in roles.items():
            own = log_odds(score)
            other = max((known for name, known in roles.items() if name not in (role, "source")), default=_LEAST)
            other = _LEAST if role == "source" else other
            rivals = [known[role] for one, known in scores.items() if one is not mention and role in known]
            best = log_odds(max(rivals, default=_LEAST))
            rank, count = min(sum(rival > score for rival in rivals), 3), min(len(rivals) + 1, 4)
            features = {"bias": 1.0, "score": own, f"score {role}": own, "other": log_odds(other), "rival": best,
                        f"rival {role}": best, f"rank {rank} {role}": 1.0, f"count {count}": 1.0, f"role {role}": 1.0,
                        f"{where} {role}": 1.0, f"{label} {role}": 1.0, f"{event_type} {role}": 1.0,
                        "trigger": log_odds(trigger)}  # fmt: skip
            if other > score:
                features["loses"] = 1.0
            yield mention, role, features


def _distance(sentences: int) -> str:
    return "here" if sentences == 0 else "after" if sentences < 0 else "before" if sentences == 1 else "far"


def rescore(model: LogisticModel, scores: Scores, event_type: str, trigger: float,
            sentence: int) -> dict[Mention, dict[str, float]]:  # fmt: skip
    """Mention → role → probability; parameters as in `role_features`.

    Examples
    --------
    >>> fas = Mention(0, 0, 0, 0, 3, "Fas", "GPE")
    >>> rescore(LogisticModel({"score": 1.0}, 0.35), {fas: {"party": 0.8}}, "Agreement", 0.9, 0)[fas]
    {'party': 0.8}
    """
    found: dict[Mention, dict[str, float]] = {}
    for mention, role, features in role_features(scores, event_type, trigger, sentence):
        found.setdefault(mention, {})[role] = round(model.probability(features), 4)
    return found
