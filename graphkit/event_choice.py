"""How sure it is that an event proposed at a word is one, seen beside the other proposals, its actors and its word.

The encoder scores each word for each type by itself. A small logistic model scores again what it proposed: the score, what
else is proposed in the line and in the document, whether somebody fills its roles, whether a frame finds it too, the word.
Its weights (``event_choice.yaml`` of a language pack) are learned by ``training/event_choice.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphkit.model import Candidate, Sentence
from graphkit.model_reading import Proposal
from graphkit.odds import log_odds
from graphkit.text import lower

_NOBODY = 0.02  # the score of a role that nobody fills
_NOTHING = 0.05  # the score of an event that nobody proposes
_FILLED = 0.35
_NEAR = 2  # words
_WIDE = 6.0  # log odds do not get farther from 0
_NO_ACTORS = frozenset({"item", "quantity", "title", "time", "place", "source"})
_QUOTES = {'"': '"', "“": "”", "«": "»"}


def event_features(sentences: Sequence[Sentence], proposals: Sequence[Proposal],
                   framed: Iterable[Candidate]) -> Iterator[dict[str, float]]:  # fmt: skip
    """What the model sees of each proposal: feature → value.

    Parameters
    ----------
    sentences, proposals
        Those of a document.
    framed
        What the frames find there of the types that the encoder knows.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "Fas", 0, 3), Word(2, "görüştü", 4, 11, "görüş", "VERB"))
    >>> sentence = Sentence(0, 0, 11, "Fas görüştü", 1, "body", words)
    >>> (features,) = event_features([sentence], [Proposal(0, 1, "Meeting", 0.5, 0.0, {"actual": 1.0}, ())], [])
    >>> features["score"], features["lemma görüş Meeting"], "frame" in features
    (0.0, 1.0, False)
    """
    others = _Others.of(sentences, proposals)
    frames: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in framed:
        frames[candidate.sentence].append(candidate)
    for number, proposal in enumerate(proposals):
        sentence = sentences[proposal.sentence]
        word = sentence.words[proposal.word]
        kind, own = proposal.type, _odds(proposal.score)
        features = {"bias": 1.0, f"type {kind}": 1.0, "score": own, f"score {kind}": own}
        features |= others.features(number, proposal, sentence.line)
        features |= _role_features(proposal)
        lemma = word.lemma or lower(word.text)
        features |= {f"upos {word.upos}": 1.0, f"upos {word.upos} {kind}": 1.0, f"lemma {lemma} {kind}": 1.0}
        if proposal.word >= len(sentence.words) - 2:
            features["last"] = 1.0
        if _is_quoted(sentence.text, word.start - sentence.start):
            features["quoted"] = 1.0
        touching = {c.type for c in frames[proposal.sentence] if c.start < word.end and word.start < c.end}
        if touching:
            features["frame" if kind in touching else "other frame"] = 1.0
        yield features


@dataclass(frozen=True, slots=True)
class _Others:
    """The proposals of a document by where they stand; the two best of each place, so that one may be left out."""

    by_sentence: dict[int, list[tuple[int, Proposal]]]
    by_line: dict[tuple[str, int], list[tuple[float, int]]]  # type and line → (score, number)
    by_type: dict[str, list[tuple[float, int]]]  # type → (score, line), each line once

    @classmethod
    def of(cls, sentences: Sequence[Sentence], proposals: Sequence[Proposal]) -> _Others:
        """The proposals, sorted."""
        beside, in_line, lines = defaultdict(list), defaultdict(list), defaultdict(list)
        for number, one in enumerate(proposals):
            beside[one.sentence].append((number, one))
            in_line[one.type, sentences[one.sentence].line].append((one.score, number))
        best = {place: sorted(found, reverse=True)[:2] for place, found in in_line.items()}
        for (kind, line), found in best.items():
            lines[kind].append((found[0][0], line))
        return cls(beside, best, {kind: sorted(found, reverse=True)[:2] for kind, found in lines.items()})

    def features(self, number: int, proposal: Proposal, line: int) -> dict[str, float]:
        """The best rival of its type in the line and elsewhere in the document, of others at its word and near it."""
        kind = proposal.type
        same = next((score for score, other in self.by_line[kind, line] if other != number), _NOTHING)
        elsewhere = next((score for score, at in self.by_type[kind] if at != line), _NOTHING)
        beside = [one for other, one in self.by_sentence[proposal.sentence] if other != number]
        here = max((one.score for one in beside if one.word == proposal.word), default=_NOTHING)
        near = max((one.score for one in beside if 0 < abs(one.word - proposal.word) <= _NEAR), default=_NOTHING)
        features = {"same": _odds(same), f"same {kind}": _odds(same), "elsewhere": _odds(elsewhere),
                    f"elsewhere {kind}": _odds(elsewhere), "word": _odds(here), "near": _odds(near)}  # fmt: skip
        if same > proposal.score:
            features["loses"] = 1.0
        if here > proposal.score:
            features["loses word"] = 1.0
        return features


def _role_features(proposal: Proposal) -> dict[str, float]:
    """How surely somebody fills the roles of the event proposed, in its sentence and in others."""
    best: dict[str, float] = {}
    here = _NOBODY
    for arc in proposal.arcs:
        best[arc.role] = max(best.get(arc.role, _NOBODY), arc.score)
        if arc.sentence == proposal.sentence and arc.role not in _NO_ACTORS:
            here = max(here, arc.score)
    actors = {role: score for role, score in best.items() if role not in _NO_ACTORS}
    first, second = sorted([*actors.values(), _NOBODY, _NOBODY], reverse=True)[:2]
    filled = sum(score > _FILLED for score in actors.values())
    return {"actor": _odds(first), "second role": _odds(second), "actor here": _odds(here), f"actors {filled}": 1.0,
            **{role: _odds(best.get(role, _NOBODY)) for role in ("time", "place", "source")},
            **{f"role {role}": _odds(score) for role, score in actors.items()}}  # fmt: skip


def _odds(score: float) -> float:
    return max(-_WIDE, min(_WIDE, log_odds(score)))


def _is_quoted(text: str, at: int) -> bool:
    """Whether the place stands between quotation marks of its sentence."""
    before = text[:at]
    return any(before.count(first) % 2 == 1 if first == last else before.count(first) > before.count(last)
               for first, last in _QUOTES.items())  # fmt: skip
