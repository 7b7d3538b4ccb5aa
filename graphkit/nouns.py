"""The nouns of a language that act, place or govern, and the little words around them (``forms.yaml``)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from graphkit.forms import noun_form
from graphkit.model import Word

_PUNCT = frozenset(",;:.!?()\"“”«»–—-…'‘’")


@dataclass(frozen=True, slots=True)
class Nouns:
    """Word lists of a language that phrases need.

    Examples
    --------
    >>> load_nouns().postpositions["arasında"]
    'between'
    """

    government: tuple[str, ...]
    actor: tuple[str, ...]
    place: tuple[str, ...]
    light: tuple[str, ...]
    postpositions: dict[str, str]
    conjunctions: frozenset[str]
    hyphenated: frozenset[str]


@functools.cache
def load_nouns(language: str = "tr") -> Nouns:
    """Nouns that act, postpositions and conjunctions of a language pack.

    Examples
    --------
    >>> load_nouns().postpositions["tarafından"]
    'by'
    """
    text = resources.files("graphkit").joinpath(f"languages/{language}/forms.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    table = {form: slot for slot, forms in data["postpositions"].items() for form in forms}
    return Nouns(
        tuple(data["government"]),
        tuple(data["actor"]),
        tuple(data["place"]),
        tuple(data["light"]),
        table,
        frozenset(data["conjunctions"]),
        frozenset(data["hyphenated"]),
    )


def is_punctuation(word: Word) -> bool:
    """Whether the word is a punctuation mark.

    Examples
    --------
    >>> is_punctuation(Word(1, "…", 0, 1)), is_punctuation(Word(2, "ve", 2, 4))
    (True, False)
    """
    return all(char in _PUNCT for char in word.text)


def stem_case(word: Word, stems: tuple[str, ...]) -> str | None:
    """Case of the word where it is a form of one of the noun stems, else None.

    Examples
    --------
    >>> stem_case(Word(1, "heyetinin", 0, 9), ("heyet", "ordu"))
    'genitive'
    """
    return _case(word.text, stems)


@functools.lru_cache(maxsize=100_000)
def _case(text: str, stems: tuple[str, ...]) -> str | None:
    return next((case for stem in stems if (case := noun_form(text, stem)) is not None), None)
