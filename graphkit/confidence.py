"""How sure an event is, and whether it happened, from its evidences.

Each evidence is taken as an independent witness that is wrong with some probability (the model of INDRA's belief
engine, https://doi.org/10.15252/msb.20177651); several evidences of one document count as one witness more sure of
itself. The priors stand in ``priors.yaml`` beside this file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import cast

import yaml

from graphkit.model import Evidence, Status

_RANK: tuple[Status, ...] = ("possible", "planned", "actual")


@functools.cache
def load_priors() -> Mapping[str, Mapping[str, float]]:
    """Priors: factor by zone, modality, attribution and proposer; each in (0, 1].

    Examples
    --------
    >>> 0 < load_priors()["zone"]["teaser"] < load_priors()["zone"]["body"] <= 1
    True
    """
    text = resources.files("graphkit").joinpath("priors.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, float]]", yaml.safe_load(text))


def evidence_weight(evidence: Evidence) -> float:
    """Probability that this sentence tells its event rightly, in [0, 1].

    Examples
    --------
    >>> from dataclasses import replace
    >>> sure = Evidence("v1", "e1", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body")
    >>> evidence_weight(replace(sure, proposer="frame:meet")) > evidence_weight(replace(sure, score=0.5))
    True
    """
    priors = load_priors()
    weight = evidence.score * priors["zone"][evidence.zone] * priors["modality"][evidence.modality]
    return weight * priors["attribution"]["attributed" if evidence.sources else "own"]


def confidence(evidences: Sequence[Evidence]) -> float:
    """Probability that at least one document tells the event rightly, in [0, 1], rounded to three digits.

    Examples
    --------
    >>> confidence([])
    0.0
    """
    best: dict[str, float] = {}
    for evidence in evidences:
        if evidence.polarity == "positive":
            best[evidence.document] = max(best.get(evidence.document, 0.0), evidence_weight(evidence))
    wrong = 1.0
    for weight in best.values():
        wrong *= 1 - weight
    denied: dict[str, float] = {}
    for evidence in evidences:
        if evidence.polarity == "negative":
            denied[evidence.document] = max(denied.get(evidence.document, 0.0), evidence_weight(evidence))
    against = 1.0
    for weight in denied.values():
        against *= 1 - weight / 2
    if not best:
        return round(1 - against, 3) if evidences else 0.0
    return round((1 - wrong) * against, 3)


def status(evidences: Sequence[Evidence]) -> Status:
    """``denied`` when every evidence is negative, ``disputed`` when some are, else the firmest modality told.

    Examples
    --------
    >>> from dataclasses import replace
    >>> said = Evidence("v1", "e1", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body")
    >>> status([said]), status([replace(said, polarity="negative")]), status([said, replace(said, polarity="negative")])
    ('actual', 'denied', 'disputed')
    """
    negative = [evidence for evidence in evidences if evidence.polarity == "negative"]
    if len(negative) == len(evidences):
        return "denied"
    if negative:
        return "disputed"
    return max((cast(Status, evidence.modality) for evidence in evidences), key=_RANK.index)
