"""Lines in capitals, as a reader knows them: ``İRAN VE IRAK ANLAŞTI`` is read as ``İran ve Irak anlaştı``.

Models and analyser see the words recased; the words of a `Sentence` keep the spelling of the document. What is a name
is told by the rest of the document first, by the analyser's dictionary second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graphkit.morphology import is_common_word
from graphkit.text import lower

_VOWELS = frozenset("AEIİOÖUÜÂÎÛ")
_FEWEST_LETTERS = 8


def recase(sentences: Sequence[Sequence[str]], language: str = "tr") -> list[list[str]]:
    """The sentences of a document with shouted ones in ordinary spelling; every word keeps its length.

    Parameters
    ----------
    sentences : sequence of sequence of str
        Words of each sentence, apostrophes straight.
    language : str
        Name of a language pack.

    Returns
    -------
    list of list of str
        Sentences that are not all in capitals are returned as they are.

    Examples
    --------
    >>> recase([["İRAN", "VE", "IRAK", "SINIR", "ANLAŞMASI", "İMZALADI"], ["İran", "ve", "Irak", "anlaştı", "."]])[0]
    ['İran', 've', 'Irak', 'sınır', 'anlaşması', 'imzaladı']
    """
    shouted = [_is_shouted(words) for words in sentences]
    if not any(shouted):
        return [list(words) for words in sentences]
    evidence = Counter(_spellings(words for words, loud in zip(sentences, shouted, strict=True) if not loud))
    return [
        [_spell(word, at == 0, evidence) for at, word in enumerate(words)] if loud else list(words)
        for words, loud in zip(sentences, shouted, strict=True)
    ]


def _is_shouted(words: Sequence[str]) -> bool:
    letters = [word for word in words if any(char.isalpha() for char in word)]
    return (
        len(letters) > 1
        and all(word == word.upper() for word in letters)
        and sum(char.isalpha() for word in letters for char in word) >= _FEWEST_LETTERS
    )


def _spellings(sentences: Iterator[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """(folded stem, its spelling) of every word after the first of its sentence."""
    for words in sentences:
        for word in words[1:]:
            stem = word.partition("'")[0]
            if stem[:1].isalpha():
                yield (
                    lower(stem),
                    "capitals" if len(stem) > 1 and stem.isupper() else "name" if stem[0].isupper() else "small",
                )


def _spell(word: str, first: bool, evidence: Counter[tuple[str, str]]) -> str:
    stem, apostrophe, ending = word.partition("'")
    folded, small_ending = lower(stem), lower(ending)
    if len(folded) != len(stem) or len(small_ending) != len(ending):
        return word
    seen = {kind: evidence[folded, kind] for kind in ("capitals", "name", "small")}
    if any(seen.values()):
        kind = max(seen, key=lambda name: seen[name])
    elif not _VOWELS & set(stem) or len(stem) < 4 and not is_common_word(folded):
        kind = "capitals"
    else:
        kind = "name" if apostrophe or not is_common_word(folded) else "small"
    plain = {"capitals": stem, "name": stem[:1] + folded[1:], "small": stem[:1] + folded[1:] if first else folded}[kind]
    return plain + apostrophe + small_ending
