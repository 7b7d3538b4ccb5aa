"""The records of what the encoder says of a document, written by `graphkit.encoder`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """Words `first` to `last` (inclusive, from 0) of a sentence bear `label`; `score` is the mean probability.

    Examples
    --------
    >>> Labelled(0, 1, "PER", 0.98).label
    'PER'
    """

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the heads say of one sentence; lists run along its words, `head` counts from 1 (0: root).

    Examples
    --------
    >>> SentenceReading(("PROPN", "VERB"), (2, 0), ("nsubj", "root"), (Labelled(0, 0, "GPE", 0.9),), ()).names[0].label
    'GPE'
    """

    upos: tuple[str, ...]
    head: tuple[int, ...]
    deprel: tuple[str, ...]
    names: tuple[Labelled, ...]
    mentions: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """Word `word` of sentence `sentence` proposed for `role`.

    Examples
    --------
    >>> Arc("participant", 0, 3, 0.7).word
    3
    """

    role: str
    sentence: int
    word: int
    score: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event proposed at a word: scores in [0, 1]; `modality` maps each modality to its probability.

    Examples
    --------
    >>> Proposal(0, 4, "Meeting", 0.9, 0.1, {"actual": 0.8}, (Arc("participant", 0, 0, 0.7),)).type
    'Meeting'
    """

    sentence: int
    word: int
    type: str
    score: float
    negative: float
    modality: dict[str, float]
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All readings of a document, a sentence each, and its event proposals in text order.

    Examples
    --------
    >>> Reading((), ()).proposals
    ()
    """

    sentences: tuple[SentenceReading, ...]
    proposals: tuple[Proposal, ...]
