"""The small suffix rule: what an ending says on a name or number that no analyser knows.

The suffixes stand in ``languages/tr/morphology/suffixes.yaml`` in archiphoneme notation (A = a e, I = ı i u ü), in the
order in which they follow each other: ordinal, derivation, plural, possessive, case, ``-ki``, copula.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import yaml

from graphkit.text import lower

_ARCHIPHONEMES = {"A": "ae", "I": "ıiuü", "D": "dt", "C": "cç"}
_FRONT = frozenset("eiöü")
_BACK = frozenset("aıou")
_LAYERS = ("ordinal", "derivation", "plural", "possessive", "case", "relative", "copula")


@functools.lru_cache(maxsize=4096)
def find_suffix(ending: str, language: str = "tr") -> tuple[tuple[str, ...], ...]:
    """Readings of what stands after an apostrophe, best first; empty if it is no suffix.

    Parameters
    ----------
    ending : str
        The letters after the apostrophe, in any case.
    language : str
        Name of a language pack.

    Examples
    --------
    >>> find_suffix("NİN")[0], find_suffix("te")[0], find_suffix("le")[0], find_suffix("Neill")
    (('Gen',), ('Loc',), ('Ins',), ())
    """
    folded = lower(ending)
    if not folded or not _harmonic(folded):
        return ()
    order = _load(language)["order"]
    return tuple(sorted(set(_read(folded, 0, (), language)), key=functools.partial(_rank, order)))


def cut_suffix(word: str, language: str = "tr") -> tuple[str, tuple[str, ...]]:
    """Stem and morphemes of an unknown word without an apostrophe, by its strongest ending.

    Parameters
    ----------
    word : str
        One word; the stem keeps at least four letters and a vowel, and the ending agrees with its last vowel.
    language : str
        Name of a language pack.

    Returns
    -------
    tuple
        The word itself and no morphemes where no ending is strong enough.

    Examples
    --------
    >>> cut_suffix("Zelenskinin"), cut_suffix("Kremlin")
    (('Zelenski', ('Gen',)), ('Kremlin', ()))
    """
    folded, data = lower(word), _load(language)
    if folded.endswith(tuple(data["whole_names"])):
        return word, ()
    for ending in data["without_apostrophe"]:
        stem = folded[: -len(ending)]
        if folded.endswith(ending) and len(stem) >= 4 and _agrees(stem, ending):
            return word[: len(stem)], find_suffix(ending, language)[0]
    return word, ()


def _read(rest: str, layer: int, tags: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    """Every way to read `rest` with the layers from `layer` on."""
    if not rest:
        yield tags
        return
    layers = _spelled(language)
    for number, name in enumerate(_LAYERS[layer:], layer):
        if name == "relative" and tags[-1:] != ("Loc",) or name == "copula" and tags[-1:] == ("Acc",):
            continue
        spelled = layers[name]
        if name == "case" and tags[-1:] == ("P3sg",):
            spelled = layers["after_third"]
        elif name == "case" and not tags:
            spelled = layers["case"] | layers["after_third"]
        for length in range(1, len(rest) + 1):
            if rest[:length] in spelled:
                yield from _read(rest[length:], number + 1, (*tags, spelled[rest[:length]]), language)


@functools.cache
def _load(language: str) -> Mapping[str, Any]:
    path = resources.files("graphkit").joinpath("languages", language, "morphology", "suffixes.yaml")
    data: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


@functools.cache
def _spelled(language: str) -> Mapping[str, dict[str, str]]:
    """Every spelling of every suffix, by layer."""
    data = _load(language)
    return {
        layer: {
            "".join(letters): tag
            for pattern, tag in data[layer].items()
            for letters in itertools.product(*(_ARCHIPHONEMES.get(letter, letter) for letter in pattern))
        }
        for layer in (*_LAYERS, "after_third")
    }


def _vowels(text: str) -> Iterator[str]:
    return (letter for letter in text if letter in _FRONT or letter in _BACK)


def _harmonic(ending: str) -> bool:
    """Whether the vowels of the ending are all front or all back (``ki`` after ``da`` excepted)."""
    vowels = list(_vowels(ending.replace("daki", "da").replace("taki", "ta").replace("ken", "")))
    return all(vowel in _FRONT for vowel in vowels) or all(vowel in _BACK for vowel in vowels)


def _agrees(stem: str, ending: str) -> bool:
    """Whether the ending fits the stem: vowel harmony, and the buffer letter after a vowel only."""
    last = next(_vowels(stem[::-1]), "")
    first = next(_vowels(ending), "")
    if not last or (last in _FRONT) != (first in _FRONT):
        return False
    after_vowel = stem[-1] in _FRONT or stem[-1] in _BACK
    if ending[0] in "ny":
        return after_vowel
    if ending[0] == "t":
        return stem[-1] in "fstkçşhp"
    return not (ending[0] == "d" and stem[-1] in "fstkçşhp")


def _rank(order: list[str], tags: tuple[str, ...]) -> tuple[int, list[int]]:
    return len(tags), [order.index(tag) if tag in order else len(order) for tag in tags]
