"""Names without their case suffix: the form that a list of names would use.

Turkish puts the suffix of a proper name behind an apostrophe (``Moskova’dan``) and glues it to everything else
(``göstericilerle``, ``Dışişleri Bakanlığından``), so a glued one is cut only where the morphology finds it.
"""

from __future__ import annotations

import re

from graphkit.features import feature
from graphkit.model import Word
from graphkit.text import APOSTROPHES, lower, strip_suffix

_VOWELS = "aeıioöuüâîû"
# suffixes of a possessed noun (`bakanlığı` + n + case) and of a plain one, longest first
_POSSESSED = {"Gen": r"n[ıiuü]n", "Dat": r"n[ae]", "Acc": r"n[ıiuü]", "Loc": r"nd[ae]", "Abl": r"nd[ae]n",
              "Ins": r"yl[ae]", "Equ": r"nc[ae]"}  # fmt: skip
_PLAIN = {"Gen": r"n?[ıiuü]n", "Dat": r"y?[ae]", "Acc": r"y?[ıiuü]", "Loc": r"[dt][ae]", "Abl": r"[dt][ae]n",
          "Ins": r"y?l[ae]", "Equ": r"[cç][ae]"}  # fmt: skip
_AGENT = re.compile(r"(?:(?<=[sıiuü])nc[ae]|(?<=lar)ca|(?<=ler)ce)$")  # `ordusunca`: by its army
_HARD = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}
_EDGE = " \t\"“”«»‘()[],.;:!?…-–—"
_QUOTED = re.compile(r"[\"”»]\w{1,6}$")  # the suffix of a name in quotation marks: “Mavi Vatan”ı
_PROPER = frozenset({"PER", "GPE"})
_TITLED = frozenset({"ORG", "LOC", "LAW", "EVENT"})


def possessed(word: Word) -> bool:
    """Whether a noun says whose it is in the third person (``heyeti``, ``lideri``).

    Examples
    --------
    >>> possessed(Word(1, "heyeti", 0, 6, "heyet", "NOUN", "Case=Nom|Person[psor]=3"))
    True
    """
    return feature(word, "Person[psor]") == "3" or "P3sg" in word.morphemes or "P3pl" in word.morphemes


def nominative(text: str, last: Word, *, label: str = "", owned: bool = False) -> str:
    """`text` whose last word is `last`, without that word's case suffix.

    Parameters
    ----------
    text
        A name or phrase as it stands.
    last
        Its last word, with morphology.
    label
        Label of a name: persons and places carry their suffix behind an apostrophe only, and what looks like the
        accusative of a longer name is its possessive (``Üsküp Büyükelçiliği``).
    owned
        Whether a noun without suffix stands before the last word: it may be the one that the last belongs to.

    Examples
    --------
    >>> nominative("Dışişleri Bakanlığının", Word(2, "Bakanlığının", 10, 22, "bakanlık",
    ...            feats="Case=Gen|Person[psor]=3"))
    'Dışişleri Bakanlığı'
    >>> nominative("Moskova’dan", Word(1, "Moskova’dan", 0, 11))
    'Moskova'
    >>> nominative("Sofala", Word(1, "Sofala", 0, 6, "Sofa", feats="Case=Ins"), label="GPE")
    'Sofala'
    >>> nominative("“Mavi Vatan”ı", Word(2, "Vatan”ı", 6, 13))
    'Mavi Vatan'
    """
    text = _QUOTED.sub("", text.strip(_EDGE))
    bare = strip_suffix(text).rstrip(APOSTROPHES)
    if bare != text:
        return bare
    case = feature(last, "Case")
    if label in _PROPER and feature(last, "Number") != "Plur" or label in _TITLED and case == "Acc" and " " in text:
        return text
    low = lower(text)
    if len(low) != len(text):
        return text
    if case == "Acc" and owned and not possessed(last) and not re.search(r"l[ıiuü] \S+$", low):
        return text  # `Ermeni birlikleri`: whose, not whom
    table = _POSSESSED if possessed(last) or feature(last, "Person[psor]") else _PLAIN
    if case not in table:
        agent = _AGENT.search(low) if not last.morphemes else None
        return text[: agent.start()] if agent else text
    found = re.search(table[case] + "$", low)
    demonym = case == "Acc" and re.search(r"l[ıiuü]$", low)  # `Kuzey Koreli` is no accusative
    if not found or demonym or found.start() < 3:
        return text
    cut = found.start()
    if table is _PLAIN and case in ("Gen", "Dat", "Acc", "Ins"):
        derived = {"With", "Agt", "Ness"} & set(last.morphemes)  # the analyser's lemma of these holds the buffer letter
        cut = _buffered(low, cut, "" if derived else lower(last.lemma))
    stem = re.sub(r"(?<=l[ae]r[ıi])n$", "", text[:cut])
    return _hardened(stem, last.lemma) if table is _PLAIN else stem


def _buffered(low: str, cut: int, lemma: str) -> int:
    """Where a suffix with a buffer letter begins: the letter belongs to the stem where the lemma has it, or where no
    vowel stands before it.
    """
    letter = cut + 1
    if low[cut] in "ny" and (low[cut - 1] not in _VOWELS or low[:letter].rpartition(" ")[2] == lemma):
        return letter
    return cut


def _hardened(stem: str, lemma: str) -> str:
    """The stem with the last consonant that its lemma has: `birliğ` → `birlik`, `üss` → `üs`."""
    last = stem[-1:]
    if last and stem[-2:-1] == last and lower(stem).rpartition(" ")[2] == lower(lemma) + last:
        return stem[:-1]
    if last in _HARD and lower(lemma).endswith(_HARD[last]):
        return stem[:-1] + _HARD[last]
    return stem


def unowned(text: str, last: Word) -> str:
    """A possessed noun without its possessive, for one whose owner is not part of the name: ``tarafları`` → ``taraflar``,
    ``40 polisi`` → ``40 polis``.

    Examples
    --------
    >>> unowned("40 polisi", Word(2, "polisi", 3, 9, "polis", feats="Case=Nom|Person[psor]=3"))
    '40 polis'
    """
    low = lower(text)
    if not possessed(last) or len(low) != len(text):
        return text
    plural = re.search(r"(?<=l[ae]r)[ıi]$", low)
    if plural:
        return text[: plural.start()]
    lemma = lower(last.lemma)
    word = low.rpartition(" ")[2]
    if re.search(r"[ıiuü]$", word) and len(word) - len(lemma) in (1, 2) and word[: len(lemma) - 1] == lemma[:-1]:
        return text[: len(text) - len(word)] + text[len(text) - len(word) :][: len(lemma) - 1] + lemma[-1:]
    return text[:-1] if re.search(r"[ae]n[ıi]$", word) and "PresPart" in last.morphemes else text
