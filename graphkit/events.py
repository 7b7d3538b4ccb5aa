"""The step that decides: proposals of the heads and of the frames become event mentions.

Heads and frames propose in the same form (`model.Candidate`). Two candidates of one type whose triggers touch are one
event; its fillers are those of the heads (else of the better scored), completed by the other's where nobody is known to act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import cast

import yaml

from graphkit.event_choice import event_features
from graphkit.features import feature
from graphkit.logistic import LogisticModel, load_logistic
from graphkit.mentions import Mention, mention_at, nominative, surface
from graphkit.model import Candidate, Filler, Modality, Sentence
from graphkit.model_reading import Arc, Proposal
from graphkit.odds import log_odds, probability
from graphkit.role_choice import NO_PARTS, Cast, Scored, find_parts
from graphkit.text import lower

EXTRA_ROLES = ("item", "quantity", "title")  # their filler is text, not an entity
EQUAL_ROLES = frozenset({"participant", "party"})  # those who fill them do the same together: two at least
SUREST = 0.9999  # a score above it counts as this one
# verbs that carry the noun before them (`imza atmak`, `kabul etmek`): stems as they begin a word
_LIGHT = re.compile(
    r"^(?:et|ed|ol|yap|ver|at|gel|gir|kıl|eyle|bulun|geç|koy|sun|duy|bil|al|çek|kur|dile|getir|çık|kal|tut|otur|uygula|başlat)"
)
_Known = dict[Hashable, dict[str, tuple[float, Mention]]]  # who → role → score, and the mention that has it
_GOALS = ("destination", "origin", "target")  # roles of places, too
# pairs of words that go on to the left of a light verb's noun: `bir araya gel-`, `yüz yüze gel-`
_IDIOMS = {("bir", "araya"), ("yüz", "yüze"), ("karşı", "karşıya"), ("söz", "konusu")}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lowest scores that count: of a trigger (by type, else `trigger`), of a role's best filler (by role, else `role`) and
    of a `further` one for the same role, of what only a frame proposes (`frame`, and `known_frame` for a type that the
    heads know: they saw the sentence and said less); from `negative` on an event counts as denied. A role's best filler may
    have a low score, since nearly every event has one; a second one is rarer. With a model of `events` its probabilities
    and its threshold count for triggers instead, with one of `fillers` for actors and places. The score that is told of an
    event has `slope` times the log odds of the decided one, plus `bias`: as often as it says, such an event is right.

    Examples
    --------
    >>> Thresholds(by_type={"Meeting": 0.7}).for_type("Meeting"), Thresholds(by_role={"place": 0.4}).for_role("place")
    (0.7, 0.4)
    >>> round(Thresholds(slope=0.5).calibrated(0.8), 3)
    0.667
    """

    trigger: float = 0.5
    role: float = 0.5
    further: float = 0.5
    by_type: Mapping[str, float] | None = None
    by_role: Mapping[str, float] | None = None
    negative: float = 0.5
    frame: float = 0.6
    known_frame: float = 0.6
    events: LogisticModel | None = None
    fillers: LogisticModel | None = None
    slope: float = 1.0
    bias: float = 0.0

    def calibrated(self, score: float) -> float:
        """The share of events of such a score that are right, in (0, 1)."""
        return probability(self.slope * log_odds(score, most=SUREST) + self.bias)

    def for_type(self, name: str) -> float:
        """Threshold of a type's triggers."""
        return (self.by_type or {}).get(name, self.trigger)

    def for_role(self, name: str) -> float:
        """Threshold of a role's fillers."""
        return (self.by_role or {}).get(name, self.role)


def load_thresholds(language: str = "tr") -> Thresholds:
    """Thresholds of a language pack (``thresholds.yaml``), chosen on held-out training documents.

    Examples
    --------
    >>> 0 < load_thresholds().trigger < 1
    True
    """
    path = resources.files("graphkit").joinpath(f"languages/{language}/thresholds.yaml")
    limits = yaml.safe_load(path.read_text(encoding="utf-8"))
    events, fillers = (load_logistic(name, language) for name in ("event_choice", "role_choice"))
    return Thresholds(**limits, events=events, fillers=fillers)


def trigger_range(sentence: Sentence, word: int) -> tuple[int, int]:
    """First and last word of the trigger whose head is `word`: a light verb takes its noun with it.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "imza", 0, 4, upos="NOUN"), Word(2, "attı", 5, 9, upos="VERB"))
    >>> trigger_range(Sentence(0, 0, 9, "imza attı", 1, "body", words), 1)
    (0, 1)
    """
    words = sentence.words
    flat = lower(words[word].text)
    if word and _LIGHT.match(flat) and len(flat) <= 14 and words[word].upos in ("VERB", "AUX", "NOUN", "ADJ"):
        before = words[word - 1]
        if before.upos in ("NOUN", "ADJ", "ADV", "X", "VERB") and before.text.isalpha():
            first = word - 1
            while first and (lower(words[first - 1].text), lower(words[first].text)) in _IDIOMS:
                first -= 1
            return first, word
    return word, word


def head_candidates(sentences: Sequence[Sentence], mentions: Sequence[Mention], proposals: Sequence[Proposal],
                    thresholds: Thresholds, version: str, framed: Sequence[Candidate] = (),
                    whom: Cast | None = None) -> Iterator[Candidate]:  # fmt: skip
    """The proposals of the event heads that are sure enough, as candidates.

    `framed` is what the frames find in the same sentences: it counts where a model judges the proposals. `whom` tells whom
    the mentions mean, which counts where a model judges the fillers.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "Fas", 0, 3, upos="PROPN"), Word(2, "görüştü", 4, 11, upos="VERB"))
    >>> sentence = Sentence(0, 0, 11, "Fas görüştü", 1, "body", words)
    >>> proposal = Proposal(0, 1, "Meeting", 0.9, 0.0, {"actual": 1.0}, (Arc("participant", 0, 0, 0.8),))
    >>> [(c.type, c.fillers[0].role) for c in head_candidates([sentence], [], [proposal], Thresholds(), "1")]
    [('Meeting', 'participant')]
    """
    judged = sure_proposals(sentences, proposals, thresholds, framed)
    scored = [scored_event(sentences, mentions, proposal) for proposal, _ in judged]
    chosen = _all_fillers(scored, thresholds, whom or Cast())
    for (proposal, score), fillers in zip(judged, chosen, strict=True):
        sentence = sentences[proposal.sentence]
        first, last = trigger_range(sentence, proposal.word)
        modality = max(proposal.modality, key=lambda m: (proposal.modality[m], m))
        arcs = [arc for arc in proposal.arcs if arc.score >= thresholds.for_role(arc.role)]
        texts = {role: _stretch(sentences, [a for a in arcs if a.role == role]) for role in EXTRA_ROLES}
        yield Candidate(
            proposal.type, sentence.index, sentence.words[first].start, sentence.words[last].end,
            f"head:{version}", score, fillers, "negative" if proposal.negative >= thresholds.negative else "positive",
            cast(Modality, modality), texts["item"], texts["title"], texts["quantity"],
            _when(sentences, [a for a in arcs if a.role == "time"]),
        )  # fmt: skip


def sure_proposals(sentences: Sequence[Sentence], proposals: Sequence[Proposal], thresholds: Thresholds,
                   framed: Sequence[Candidate] = ()) -> list[tuple[Proposal, float]]:  # fmt: skip
    """The proposals that count as events, each with its score; `framed` as for `head_candidates`.

    Examples
    --------
    >>> found = [Proposal(0, 1, "Meeting", score, 0.0, {"actual": 1.0}, ()) for score in (0.9, 0.2)]
    >>> [score for _, score in sure_proposals([], found, Thresholds())]
    [0.9]
    """
    model = thresholds.events
    if model is None:
        return [(one, one.score) for one in proposals if one.score >= thresholds.for_type(one.type)]
    judged = zip(proposals, event_features(sentences, proposals, framed), strict=True)
    scored = [(one, round(model.probability(features), 4)) for one, features in judged]
    return [(one, score) for one, score in scored if score >= model.threshold]


def _stretch(sentences: Sequence[Sentence], arcs: Sequence[Arc]) -> str | None:
    """Text of the run of neighbouring words around the surest of `arcs`, in the nominative."""
    arcs = [a for a in arcs if sentences[a.sentence].words[a.word].upos not in ("CCONJ", "PUNCT", "ADP")]
    if not arcs:
        return None
    best = max(arcs, key=lambda arc: (arc.score, -arc.sentence, -arc.word))
    words = sorted(arc.word for arc in arcs if arc.sentence == best.sentence)
    first = last = best.word
    while any(first - 2 <= word < first for word in words):
        first = max(word for word in words if word < first)
    while any(last < word <= last + 2 for word in words):
        last = min(word for word in words if word > last)
    sentence = sentences[best.sentence]
    return nominative(surface(sentence, first, last), sentence.words[last]) or None


def _when(sentences: Sequence[Sentence], arcs: Sequence[Arc]) -> tuple[int, int] | None:
    """Range of the word that most surely belongs to the event's time expression."""
    if not arcs:
        return None
    best = max(arcs, key=lambda arc: (arc.score, -arc.sentence, -arc.word))
    word = sentences[best.sentence].words[best.word]
    return word.start, word.end


def scored_event(sentences: Sequence[Sentence], mentions: Sequence[Mention], proposal: Proposal) -> Scored:
    """The event proposed with the best score of each mention for each role; roles whose filler is text or a time left aside.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "Fas", 0, 3, upos="PROPN"), Word(2, "görüştü", 4, 11, upos="VERB"))
    >>> proposal = Proposal(0, 1, "Meeting", 0.9, 0.0, {"actual": 1.0}, (Arc("participant", 0, 0, 0.8),))
    >>> event = scored_event([Sentence(0, 0, 11, "Fas görüştü", 1, "body", words)], [], proposal)
    >>> list(event.scores.values())
    [{'participant': 0.8}]
    """
    scores: dict[Mention, dict[str, float]] = {}
    for arc in proposal.arcs:
        if arc.role not in (*EXTRA_ROLES, "time"):
            found = _bearer(mentions, sentences[arc.sentence], mention_at(mentions, sentences[arc.sentence], arc.word))
            known = scores.setdefault(found, {})
            known[arc.role] = max(known.get(arc.role, 0.0), arc.score)
    return Scored(proposal.type, proposal.score, proposal.sentence, scores)


def _all_fillers(events: Sequence[Scored], thresholds: Thresholds, whom: Cast) -> Iterator[tuple[Filler, ...]]:
    """The fillers of each event."""
    if (model := thresholds.fillers) is None:
        for event in events:
            known: _Known = {mention: {role: (score, mention) for role, score in roles.items()}
                             for mention, roles in event.scores.items()}  # fmt: skip
            yield tuple(_fillers(known, thresholds.for_role, thresholds.further))
        return
    for parts in find_parts(events, whom):
        scored: _Known = {}
        for part in parts:
            scored.setdefault(part.names, {})[part.role] = (round(model.probability(part.features), 4), part.mention)
        yield tuple(_fillers(scored, lambda role: model.threshold, model.threshold))


def _fillers(scored: _Known, least: Callable[[str], float],
             further: float) -> Iterator[Filler]:  # fmt: skip
    """Those who fill each role, with their mention there: the best one, if it has `least`, and others that are sure enough.

    One fills one role of an event (and may be its source besides): that in which it scores best. Of who acts and
    where, it is what it scores better as.
    """
    roles: dict[str, list[Filler]] = {}
    for known in scored.values():
        scores = {role: score for role, (score, _) in known.items()}
        own = max(scores.keys() - NO_PARTS, key=lambda r: (scores[r], r), default="")
        if own not in _GOALS and scores.get(own, 1.0) < scores.get("place", 0.0):
            own = "place"
        for role in {own, *NO_PARTS} & known.keys():
            score, mention = known[role]
            roles.setdefault(role, []).append(Filler(role, mention.start, mention.end, score))
    for role, fillers in sorted(roles.items()):
        best, *others = sorted(fillers, key=lambda f: (-f.score, f.start, f.end))
        if best.score >= least(role):
            yield best
            yield from (f for f in others if f.score >= further)


def _bearer(mentions: Sequence[Mention], sentence: Sentence, mention: Mention) -> Mention:
    """The person whom a title or description right before a name describes (`muhalefet lideri Henrique Capriles`)."""
    if mention.label not in ("", "TITLE") or feature(sentence.words[mention.last], "Case") not in ("", "Nom"):
        return mention
    named = (m for m in mentions if m.sentence == mention.sentence and m.first == mention.last + 1 and m.label == "PER")
    return next(named, mention)


def decide(candidates: Iterable[Candidate], *, least: Callable[[str], float] = lambda kind: 0.0) -> tuple[Candidate, ...]:
    """One candidate per event: those of one type whose triggers overlap are joined; heads lead, then the best scored.

    What only a frame proposes, with a score below `least` for its type, is left out.

    Examples
    --------
    >>> head = Candidate("Meeting", 0, 4, 11, "head:1", 0.9)
    >>> frame = Candidate("Meeting", 0, 4, 11, "frame:meet", 0.8, (Filler("participant", 0, 3),))
    >>> [(c.proposer, c.fillers[0].role, round(c.score, 2)) for c in decide([head, frame])]
    [('head:1', 'participant', 0.9)]
    """
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, c.end, c.type, -c.score, c.proposer)):
        for at in range(len(chosen) - 1, -1, -1):
            other = chosen[at]
            if other.type == candidate.type and candidate.start < other.end and other.start < candidate.end:
                chosen[at] = _joined(other, candidate)
                break
        else:
            chosen.append(candidate)
    kept = [c for c in chosen if not c.proposer.startswith("frame") or c.score >= least(c.type)]
    return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.type)))


def _joined(one: Candidate, two: Candidate) -> Candidate:
    lead, other = sorted((one, two), key=lambda c: (not c.proposer.startswith("head"), -c.score))
    return replace(
        lead,
        fillers=tuple(_joined_fillers(lead, other)),
        polarity=lead.polarity or other.polarity,
        modality=lead.modality or other.modality,
        item=lead.item or other.item,
        title=lead.title or other.title,
        quantity=lead.quantity or other.quantity,
    )


def _joined_fillers(lead: Candidate, other: Candidate) -> Iterator[Filler]:
    """The lead's fillers; the other's where the lead knows nobody that acts, or one alone of those who act together."""
    yield from lead.fillers
    have = [filler.role for filler in lead.fillers]
    actors = [filler for filler in lead.fillers if filler.role not in ("place", "source")]
    for filler in other.fillers:
        touched = any(filler.start < actor.end and actor.start < filler.end for actor in actors)
        alone = filler.role in EQUAL_ROLES and have.count(filler.role) == 1 and not touched
        if alone or not actors and filler.role not in have:
            yield filler
