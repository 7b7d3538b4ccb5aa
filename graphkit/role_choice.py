"""How sure it is that somebody fills a role of an event, seen beside rivals, other roles and the rest of the document.

The encoder scores each mention for each role by itself. A small logistic model scores again whom the mentions mean: the
best score and what all the mentions of one entity say together, the best rival for the role, the entity's best other role,
what it is, whether it has the same part in another event of that type, whether it acts in the sentence or the one before,
how often and where the document names it. The weights (``role_choice.yaml`` of a language pack) are learned by
``training/role_choice.py``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.mentions import Mention
from graphkit.odds import log_odds

Scores = Mapping[Mention, Mapping[str, float]]
"""Mention → role → the encoder's score."""

NO_PARTS = frozenset({"place", "source"})  # who is one of these may have another role besides
_LEAST = 0.001  # a score that is not there
_NOTHING = log_odds(_LEAST)


def _itself(mention: Mention, role: str) -> tuple[tuple[str, str], ...]:
    return ((mention.name, mention.type or "none"),) if mention.name else ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a document speaks of: `meant` tells the names and types of those whom a mention means in a role, `often` how
    often each is named, `first` the sentence where first.

    Examples
    --------
    >>> Cast().meant(Mention(0, 0, 0, 0, 3, "Fas", "GPE", "State"), "party")
    (('Fas', 'State'),)
    """

    meant: Callable[[Mention, str], tuple[tuple[str, str], ...]] = _itself
    often: Mapping[str, int] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """An event with what the encoder proposes for it: type, the score of its trigger, sentence, the scores of its roles.

    Examples
    --------
    >>> Scored("Aid", 0.9, 0, {}).type
    'Aid'
    """

    type: str
    trigger: float
    sentence: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Part:
    """Those whom a mention means, mostly one, in a role of an event: their best mention there, and what the model sees.

    Examples
    --------
    >>> Part(("Fas",), "party", Mention(0, 0, 0, 0, 3, "Fas", "GPE"), {"bias": 1.0}).role
    'party'
    """

    names: tuple[str, ...]
    role: str
    mention: Mention
    features: Mapping[str, float]


@dataclass(slots=True)
class _Claim:
    """The mentions that mean the same in one role of an event, with their scores."""

    type: str
    mentions: list[tuple[float, Mention]] = field(default_factory=list)

    @property
    def best(self) -> tuple[float, Mention]:
        return max(self.mentions, key=lambda one: (one[0], -one[1].start, -one[1].end))


_Claims = dict[tuple[tuple[str, ...], str], _Claim]


def find_parts(events: Sequence[Scored], cast: Cast) -> Iterator[tuple[Part, ...]]:
    """Who may have which part in each event of a document, with what the model sees: feature → value.

    Examples
    --------
    >>> fas = Mention(0, 0, 0, 0, 3, "Fas", "GPE", "State")
    >>> ((part,),) = find_parts([Scored("Agreement", 0.9, 0, {fas: {"party": 0.5}})], Cast())
    >>> part.names, part.role, part.features["score"], part.features["here party"]
    (('Fas',), 'party', 0.0, 1.0)
    """
    claims = [_claims(event, cast) for event in events]
    document = _Document.of(events, claims)
    for number, event in enumerate(events):
        best = {key: claim.best for key, claim in claims[number].items()}
        scores = {key: score for key, (score, _) in best.items()}
        parts = []
        for (names, role), (_, mention) in best.items():
            features = _own_features(event, names, role, claims[number], scores, mention)
            where = _distance(event.sentence - mention.sentence)
            features |= document.features(number, names, role, where)
            features |= _named_features(cast, names, where)
            parts.append(Part(names, role, mention, features))
        yield tuple(parts)


def _claims(event: Scored, cast: Cast) -> _Claims:
    found: _Claims = {}
    for mention, roles in event.scores.items():
        for role, score in roles.items():
            if meant := cast.meant(mention, role):
                names = tuple(name for name, _ in meant)
                found.setdefault((names, role), _Claim(meant[0][1])).mentions.append((score, mention))
    return found


def _own_features(event: Scored, names: tuple[str, ...], role: str, claims: _Claims,
                  scores: Mapping[tuple[tuple[str, ...], str], float], mention: Mention) -> dict[str, float]:  # fmt: skip
    """What the event itself says: the scores of all mentions, of rivals and of other roles, distance, type."""
    claim, kind = claims[names, role], event.type
    score = scores[names, role]
    own, together = log_odds(score), log_odds(1 - math.prod(1 - one for one, _ in claim.mentions))
    others = [known for (who, other), known in scores.items() if who == names and other not in (role, "source")]
    other = max(others, default=_LEAST) if role != "source" else _LEAST
    rivals = [known for (who, other), known in scores.items() if other == role and who != names]
    best = log_odds(max(rivals, default=_LEAST))
    rank, count = min(sum(rival > score for rival in rivals), 3), min(len(rivals) + 1, 4)
    where, label = _distance(event.sentence - mention.sentence), mention.label or mention.type or "none"
    near = min(abs(event.sentence - one.sentence) for _, one in claim.mentions)
    features = {"bias": 1.0, "score": own, f"score {role}": own, "together": together, f"together {where}": together,
                "other": log_odds(other), "rival": best, f"rival {role}": best, f"rank {rank} {role}": 1.0,
                f"count {count}": 1.0, f"mentions {min(len(claim.mentions), 5)}": 1.0, f"role {role}": 1.0,
                f"{where} {role}": 1.0, f"{label} {role}": 1.0, f"{kind} {role}": 1.0, f"is {claim.type} {role}": 1.0,
                f"is {claim.type} {kind} {role}": 1.0, f"near {min(near, 5)}": 1.0,
                "trigger": log_odds(event.trigger)}  # fmt: skip
    if other > score:
        features["loses"] = 1.0
    return features


def _named_features(cast: Cast, names: Sequence[str], where: str) -> dict[str, float]:
    """How often the document names them, and whether in its first sentence."""
    often = min(max((cast.often.get(name, 0) for name in names), default=0), 6)
    features = {f"often {often}": 1.0, f"often {often} {where}": 1.0}
    if any(cast.first.get(name) == 0 for name in names):
        features |= {"first": 1.0, f"first {where}": 1.0}
    return features


@dataclass(frozen=True, slots=True)
class _Document:
    """Scores with the number of their event, the best first: by type, name and role; by sentence and name of who acts."""

    events: Sequence[Scored]
    parts: Mapping[tuple[str, str, str], list[tuple[float, int]]]
    acting: Mapping[tuple[int, str], list[tuple[float, int]]]
    types: Mapping[str, int]

    @classmethod
    def of(cls, events: Sequence[Scored], claims: Sequence[_Claims]) -> _Document:
        """Gather them."""
        parts, acting = defaultdict(list), defaultdict(list)
        for number, event in enumerate(events):
            for (names, role), claim in claims[number].items():
                score = claim.best[0]
                for name in names:
                    parts[event.type, name, role].append((score, number))
                    if role not in NO_PARTS:
                        acting[event.sentence, name].append((score, number))
        for found in (*parts.values(), *acting.values()):
            found.sort(reverse=True)
        return cls(events, parts, acting, Counter(event.type for event in events))

    def features(self, number: int, names: Sequence[str], role: str, where: str) -> dict[str, float]:
        """The same part in another event of the type; and a part in another event of the sentence or the one before."""
        event = self.events[number]
        echo = self._best(number, [self.parts.get((event.type, name, role), ()) for name in names])
        acts = self._best(number, [self.acting.get((at, name), ()) for name in names
                                   for at in (event.sentence, event.sentence - 1)])  # fmt: skip
        again = min(self.types[event.type] - 1, 2)
        features = {"echo": log_odds(echo), f"echo {where}": log_odds(echo), f"echo {role}": log_odds(echo),
                    "acts": log_odds(acts), f"acts {where}": log_odds(acts), f"acts {role}": log_odds(acts),
                    f"again {again} {where}": 1.0}  # fmt: skip
        if log_odds(echo) <= _NOTHING:
            features["no echo"] = 1.0
        return features

    def _best(self, number: int, found: Sequence[Sequence[tuple[float, int]]]) -> float:
        """The best score of another event."""
        return max((next((score for score, other in one if other != number), _LEAST) for one in found), default=_LEAST)


def _distance(sentences: int) -> str:
    return "here" if sentences == 0 else "after" if sentences < 0 else "before" if sentences == 1 else "far"
