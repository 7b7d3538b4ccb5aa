"""Choosing one of several analyses of a word: a linear model over spelling, tag and neighbours.

Greedy from left to right: the word before counts with the analysis chosen for it, the word after with its tag and last
letters. The weights were learned from treebanks by ``training/morphology.py``; without weights the analysis that agrees
with the tag and has the fewest morphemes wins.
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from graphkit.features import parse_feats
from graphkit.text import lower

if TYPE_CHECKING:
    from graphkit.morphology import Analysis

_HINTS = ("Case", "Number[psor]", "Person[psor]", "VerbForm", "Polarity", "Number")
HINT_WEIGHT = 0.0


@functools.cache
def load_weights(language: str = "tr") -> Mapping[str, float]:
    """Weights of the model; empty if the language pack has none.

    Examples
    --------
    >>> isinstance(load_weights("tr"), dict)
    True
    """
    path = resources.files("graphkit").joinpath("languages", language, "morphology", "weights.tsv.gz")
    if not path.is_file():
        return {}
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return {name: float(value) for name, value in (line.split("\t") for line in lines)}


def choose(
    words: Sequence[str],
    tags: Sequence[str],
    hints: Sequence[str],
    readings: Sequence[Sequence[Analysis]],
    weights: Mapping[str, float],
) -> list[Analysis]:
    """The best analysis of each word.

    Parameters
    ----------
    words, tags, hints : sequence of str
        Words of one sentence, their UPOS tags and a tagger's FEATS (empty strings where unknown).
    readings : sequence of sequence of Analysis
        What each word may be, at least one each.
    weights : mapping
        From `load_weights`.

    Returns
    -------
    list of Analysis
        As many as `words`. Of equal scores the earlier reading wins.

    Examples
    --------
    >>> from graphkit.morphology import find_analyses
    >>> choose(["askere"], ["NOUN"], [""], [find_analyses("askere", "NOUN")], load_weights())[0].lemma
    'asker'
    """
    chosen: list[Analysis] = []
    for index, options in enumerate(readings):
        best = options[0]
        if len(options) > 1:
            context = describe_context(words, tags, index, chosen[-1] if chosen else None)
            hint = parse_feats(hints[index]) if hints[index] else {}
            best = max(options, key=lambda option: _score(option, context, weights, hint))
        chosen.append(best)
    return chosen


def _score(option: Analysis, context: Sequence[str], weights: Mapping[str, float], hint: Mapping[str, str]) -> float:
    score = sum(weights.get(name, 0.0) for name in name_features(option, context))
    if hint and HINT_WEIGHT:
        own = parse_feats(option.feats)
        score += HINT_WEIGHT * sum(own.get(name) == hint.get(name) for name in _HINTS)
    return score - 0.01 * len(option.morphemes)


def describe_context(words: Sequence[str], tags: Sequence[str], index: int, before: Analysis | None) -> tuple[str, ...]:
    """What the model sees around a word: tag, neighbours' tags, letters and the analysis before.

    Examples
    --------
    >>> describe_context(["iki", "görüşme", "yapıldı"], ["NUM", "NOUN", "VERB"], 1, None)[:3]
    ('tNOUN', 'wgörüşme', 'pNUM')
    """
    tag = tags[index]
    previous = tags[index - 1] if index else "<s>"
    after = tags[index + 1] if index + 1 < len(tags) else "</s>"
    following = lower(words[index + 1])[-3:] if index + 1 < len(words) else "</s>"
    tail = _tail(before) if before else "<s>"
    word = lower(words[index])
    shape = "A" if words[index][:1].isupper() else "a"
    return (
        f"t{tag}", f"w{word}", f"p{previous}", f"n{after}", f"b{tail}", f"bt{tail}/{tag}", f"bn{tail}/{after}",
        f"f{following}", f"pn{previous}/{tag}/{after}", f"c{shape}{tag}", f"e{word[-3:]}",
    )  # fmt: skip


def name_features(option: Analysis, context: Sequence[str]) -> Iterator[str]:
    """Names of the model's features of one analysis in one context.

    Examples
    --------
    >>> from graphkit.morphology import Analysis
    >>> next(name_features(Analysis("görüşme", "NOUN", "Case=Nom", ("Noun", "A3sg", "Nom")), ("tNOUN", "wgörüşme", "pNUM")))
    'SNoun+A3sg+Nom'
    """
    signature = "+".join(option.morphemes)
    tail = _tail(option)
    kind = f"{option.upos}:{tail}"
    yield f"S{signature}"
    yield f"L{option.lemma}:{option.morphemes[0] if option.morphemes else ''}"
    yield f"M{len(option.morphemes)}"
    yield f"R{min(len(option.lemma), 8)}"
    yield f"{context[0]}|{signature}"
    yield f"{context[0]}|{option.upos}"
    yield f"{context[1]}|{option.lemma}|{signature}"
    for part in context[2:]:
        yield f"{part}|{kind}"


def _tail(option: Analysis) -> str:
    """The inflection that a neighbour feels: the last two morphemes of a nominal, the last of another word."""
    tags = option.morphemes
    if not tags:
        return option.upos
    return "+".join(tags[-2:]) if len(tags) > 2 else "+".join(tags)
