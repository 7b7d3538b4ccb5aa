"""Keys of names that ways of spelling do not change: ``Şi Cinping`` and ``Xi Jinping``, ``Zelenskiy`` and ``Zelenskyy``.

The press writes foreign names by Turkish, English or the source's own rules. A key folds letters of one sound (data:
``same_entity.yaml`` of a language pack), doubled letters and words with several forms; the skeleton of a word, its
consonants, is what names are looked up by.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from graphkit.text import fold_ascii


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a language pack knows of names and of when two are one entity.

    Examples
    --------
    >>> load_spelling().sure > load_spelling().ask
    True
    """

    sounds: Sequence[tuple[re.Pattern[str], str]]
    words: Mapping[str, str]
    particles: frozenset[str]
    weights: Mapping[str, float]
    sure: float
    ask: float


@functools.cache
def load_spelling(language: str = "tr") -> Spelling:
    """The ways of spelling, weights and limits of a language pack.

    Examples
    --------
    >>> "al" in load_spelling().particles
    True
    """
    path = resources.files("graphkit").joinpath(f"languages/{language}/same_entity.yaml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    sounds = tuple((re.compile(letters), sound) for letters, sound in data["spellings"])
    words = {fold_ascii(word): fold_ascii(forms[0]) for forms in data["words"] for word in forms}
    return Spelling(sounds, words, frozenset(data["particles"]), data["weights"], data["sure"], data["ask"])


@functools.lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Key of a name: the same for spellings of one name; empty for a name without letters.

    Examples
    --------
    >>> name_key("Volodimir Zelenskiy") == name_key("Volodymyr Zelenskyy") == name_key("Vladimir Zelenski")
    True
    >>> name_key("Şi Cinping") == name_key("Xi Jinping"), name_key("Kim Jong-un") == name_key("Kim Cong Un")
    (True, True)
    """
    return " ".join(filter(None, map(_word_key, fold_ascii(name).split())))


@functools.lru_cache(maxsize=200_000)
def _word_key(word: str) -> str:
    spelling = load_spelling()
    word = spelling.words.get(word, word)
    for pattern, sound in spelling.sounds:
        word = pattern.sub(sound, word)
    return re.sub(r"(.)\1+", r"\1", word)


def skeleton(word: str) -> str:
    """Consonants of a word of a key, and its first letter whatever it is.

    Examples
    --------
    >>> skeleton(name_key("Pezeşkiyan")), skeleton(name_key("Pezeshkian")), skeleton("ia")
    ('pzskn', 'pzskn', 'i')
    """
    return word[:1] + re.sub(r"[aeiou]", "", word[1:])
