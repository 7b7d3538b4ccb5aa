"""Mentions: the stretches of a sentence that stand for an actor or place, in the form that a list of names would use.

Names come from the reader's name head, longer descriptions (``üst düzey bir Kuzey Kore yetkilisi``) from its mention
head. A mention's `name` is nominative: an apostrophe with its suffix is cut, and so is a case suffix without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.encoder import Labelled, SentenceReading
from graphkit.features import feature
from graphkit.model import EntityType, Sentence, Word
from graphkit.text import APOSTROPHES, lower, strip_suffix

_VOWELS = "aeıioöuüâîû"
# suffixes of a possessed noun (`bakanlığı` + n + case) and of a plain one, longest first
_POSSESSED = {"Gen": r"n[ıiuü]n", "Dat": r"n[ae]", "Acc": r"n[ıiuü]", "Loc": r"nd[ae]", "Abl": r"nd[ae]n",
              "Ins": r"yl[ae]", "Equ": r"nc[ae]"}  # fmt: skip
_PLAIN = {"Gen": r"n?[ıiuü]n", "Dat": r"y?[ae]", "Acc": r"y?[ıiuü]", "Loc": r"[dt][ae]", "Abl": r"[dt][ae]n",
          "Ins": r"y?l[ae]", "Equ": r"[cç][ae]"}  # fmt: skip
_HARD = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}
_EDGE = " \t\"“”«»‘()[],.;:!?…-–—"


@dataclass(frozen=True, slots=True)
class Mention:
    """A range of the document that stands for an entity.

    `first`/`last` are word indices of the sentence (inclusive). `label` is the name head's label or empty, `type` the
    mention head's entity type or None.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    name: str
    label: str = ""
    type: EntityType | None = None


def nominative(text: str, last: Word) -> str:
    """`text` whose last word is `last`, without that word's case suffix.

    Examples
    --------
    >>> nominative("Dışişleri Bakanlığının", Word(2, "Bakanlığının", 10, 22, "bakanlık",
    ...            feats="Case=Gen|Person[psor]=3"))
    'Dışişleri Bakanlığı'
    >>> nominative("Moskova’dan", Word(1, "Moskova’dan", 0, 11))
    'Moskova'
    """
    text = text.strip(_EDGE)
    bare = strip_suffix(text).rstrip(APOSTROPHES)
    if bare != text:
        return bare
    case = feature(last, "Case")
    table = _POSSESSED if feature(last, "Person[psor]") or "P3sg" in last.morphemes else _PLAIN
    if case not in table:
        return text
    low = lower(text)
    found = re.search(table[case] + "$", low)
    demonym = case == "Acc" and re.search(r"l[ıiuü]$", low)  # `Kuzey Koreli` is no accusative
    if not found or demonym or found.start() < 3 or len(low) != len(text):
        return text
    cut = found.start()
    if table is _PLAIN and case in ("Gen", "Dat", "Acc", "Ins"):
        cut = _buffered(low, cut)
    stem = text[:cut]
    return _hardened(stem, last.lemma) if table is _PLAIN else stem


def _buffered(low: str, cut: int) -> int:
    """Where a suffix with a buffer letter begins: the buffer follows a vowel, else it belongs to the stem."""
    if low[cut] in "ny" and low[cut - 1] not in _VOWELS:
        return cut + 1
    return cut


def _hardened(stem: str, lemma: str) -> str:
    """The stem with the last consonant that its lemma has: `birliğ` → `birlik`."""
    last = stem[-1:]
    if last in _HARD and lower(lemma).endswith(_HARD[last]):
        return stem[:-1] + _HARD[last]
    return stem


def surface(sentence: Sentence, first: int, last: int) -> str:
    """Text of the words `first` to `last` of a sentence, as it stands."""
    return sentence.text[sentence.words[first].start - sentence.start : sentence.words[last].end - sentence.start]


def make_mention(sentence: Sentence, first: int, last: int, label: str = "", kind: EntityType | None = None) -> Mention:
    """The mention that the words `first` to `last` form; quotation marks and commas at its edges do not count."""
    words = sentence.words
    while first < last and not any(c.isalnum() for c in words[first].text):
        first += 1
    while last > first and not any(c.isalnum() for c in words[last].text):
        last -= 1
    name = nominative(surface(sentence, first, last), words[last])
    start = words[first].start
    at = sentence.text.find(name, start - sentence.start) if name else -1
    end = sentence.start + at + len(name) if at == start - sentence.start else words[last].end
    return Mention(sentence.index, first, last, start, end, name, label, kind)


def sentence_mentions(sentence: Sentence, reading: SentenceReading) -> Iterator[Mention]:
    """Names and descriptions of a sentence, in text order; a description that is a name already keeps its type.

    Yields
    ------
    Mention
        Names with their label (``TITLE`` and ``DATE`` too), and descriptions that are no name.
    """
    kinds = {(m.first, m.last): m.label for m in reading.mentions}
    spans = [(n.first, n.last, n.label, _kind_inside(n, reading.mentions)) for n in reading.names]
    named = {(first, last) for first, last, _, _ in spans}
    spans += [(first, last, "", kind) for (first, last), kind in kinds.items() if (first, last) not in named]
    for first, last, label, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
        if last < len(sentence.words):
            yield make_mention(sentence, first, last, label, kind)  # type: ignore[arg-type]


def _kind_inside(name: Labelled, mentions: Sequence[Labelled]) -> str | None:
    """Entity type of the description that ends where the name ends and has the same head."""
    return next((m.label for m in mentions if m.last == name.last and m.first <= name.first), None)


def mention_at(mentions: Sequence[Mention], sentence: Sentence, word: int) -> Mention:
    """The mention that a role points to when it points to `word`: the widest that ends there, else the narrowest
    around it, else the word with the modifiers before it.
    """
    here = [m for m in mentions if m.sentence == sentence.index and m.first <= word <= m.last and m.label != "DATE"]
    ending = [m for m in here if m.last == word]
    if ending:
        named = [m for m in ending if m.label and m.label != "TITLE"]
        wide = max(ending, key=lambda m: m.last - m.first)
        return named[0] if named and (wide.type in (None, named[0].type) or named[0].label == "PER") else wide
    if here:
        return min(here, key=lambda m: (m.last - m.first, m.first))
    return make_mention(sentence, _phrase_start(mentions, sentence, word), word)


def _phrase_start(mentions: Sequence[Mention], sentence: Sentence, word: int) -> int:
    """First word of the noun phrase that ends at `word`: modifiers before it, and the owner of a possessed noun with
    the whole name that it ends (`TBMM heyeti`, `Güney Kore hükümetinin sözcüsü`).
    """
    words = sentence.words
    first = word
    while first > 0 and word - first < 6:
        before, here = words[first - 1], words[first]
        owned = feature(here, "Person[psor]") == "3" or "P3sg" in here.morphemes or "P3pl" in here.morphemes
        modifies = before.upos in ("ADJ", "NUM", "DET") and feature(before, "Case") in ("", "Nom")
        owner = owned and before.upos in ("NOUN", "PROPN") and feature(before, "Case") in ("", "Nom", "Gen")
        if not (modifies or owner):
            break
        first -= 1
        for mention in mentions:
            if mention.sentence == sentence.index and mention.last == first and mention.label not in ("", "DATE"):
                first = min(first, mention.first)
    return first
