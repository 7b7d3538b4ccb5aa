"""Mentions: the stretches of a sentence that stand for an actor or place, in the form that a list of names would use.

Names come from the reader's name head, longer descriptions (``üst düzey bir Kuzey Kore yetkilisi``) from its mention
head, which often finds the noun alone: a description then takes what belongs to it to its left. A mention's `name` is
nominative (`graphkit.naming`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.features import feature
from graphkit.model import EntityType, Sentence, Word
from graphkit.model_reading import Labelled, SentenceReading
from graphkit.morphology import find_analyses
from graphkit.naming import nominative, possessed, unowned
from graphkit.text import APOSTROPHES, lower, strip_suffix

__all__ = ["Mention", "make_mention", "mention_at", "nominative", "sentence_mentions", "surface"]

LONGEST = 7  # words that a description takes to its left, at most
# words that stand before a description and are no part of what it is called
_LOOSE = frozenset({"bir", "bu", "şu", "o", "her", "tüm", "bütün", "bazı", "kimi", "diğer", "öteki", "aynı", "son", "söz",
                    "çok", "ve", "ile"})  # fmt: skip
_GOVERNING = frozenset({"bağlı", "yakın", "dönük", "yönelik", "ait", "ilişkin", "mensup"})  # with a dative before them
_TIMES = frozenset({"akşam", "sabah", "bugün", "dün", "yarın"})  # say when, not whose
_PLURAL = re.compile(r"l[ae]r\w{0,3}$")  # a plural, maybe with a case that no analyser took off
_COUNTING = frozenset({"kadar", "aşkın", "fazla", "yakın", "çok", "birkaç", "birçok", "bazı", "kimi"})
_HONORIFICS = frozenset({"dr", "prof", "doç", "av", "sn", "sayın", "bay", "bayan", "mr", "mrs", "ms"})
_DIRECTIONS = frozenset({"kuzey", "güney", "doğu", "batı", "orta", "yeni", "yukarı", "aşağı"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A range of the document that stands for an entity.

    `first`/`last` are word indices of the sentence (inclusive). `label` is the name head's label or empty, `type` the
    mention head's entity type or None, `also` what it may be called besides.

    Examples
    --------
    >>> Mention(0, 0, 0, 0, 7, "Moskova", "GPE").type is None
    True
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    name: str
    label: str = ""
    type: EntityType | None = None
    also: tuple[str, ...] = ()


def surface(sentence: Sentence, first: int, last: int) -> str:
    """Text of the words `first` to `last` of a sentence, as it stands.

    Examples
    --------
    >>> words = (Word(1, "Kuzey", 0, 5), Word(2, "Kore", 6, 10))
    >>> surface(Sentence(0, 0, 10, "Kuzey Kore", 1, "body", words), 0, 1)
    'Kuzey Kore'
    """
    return sentence.text[sentence.words[first].start - sentence.start : sentence.words[last].end - sentence.start]


def make_mention(sentence: Sentence, first: int, last: int, label: str = "", kind: EntityType | None = None) -> Mention:
    """The mention that the words `first` to `last` form; quotation marks and commas at its edges do not count.

    Examples
    --------
    >>> words = (Word(1, "Moskova’da", 0, 10, feats="Case=Loc"),)
    >>> make_mention(Sentence(0, 0, 10, "Moskova’da", 1, "body", words), 0, 0, "GPE").name
    'Moskova'
    """
    words = sentence.words
    while first < last and not any(c.isalnum() for c in words[first].text):
        first += 1
    while last > first and not any(c.isalnum() for c in words[last].text):
        last -= 1
    counted = any(words[i].upos == "NUM" for i in range(first, last))
    owned = first < last and words[last - 1].upos in ("NOUN", "PROPN") and _bare(words[last - 1])
    name = nominative(surface(sentence, first, last), words[last], label=label, owned=owned and not counted)
    also: tuple[str, ...] = ()
    if not label and not any(_is_owner(words, i) for i in range(first, last)):
        plain = unowned(name, words[last])
        whom = not owned and words[last].deprel == "obj" and _bare(words[last])  # `pilotu vurdu`: an own one is `pilotunu`
        bare = counted or whom or _plural(words[last]) and not (owned and possessed(words[last]))
        other = name if bare and not counted else plain
        name = plain if bare else name
        also = (other,) if other != name else ()
        also += tuple(_uncounted(words, first, last, plain)) if kind in (None, "Group", "MilitaryForce") else ()
    elif not label and kind in (None, "Group", "MilitaryForce") and possessed(words[last]):
        also = tuple(_uncounted(words, first, last, name, owned=True))
    if label == "NORP" and not _plural(words[last]) and not possessed(words[last]):  # `birkaç Demokrat`, `binlerce Tamil`
        also = tuple(_plurals(name))
    if name and not label:
        also += tuple(_other_extents(sentence, first, name))
    start = words[first].start
    at = sentence.text.find(name, start - sentence.start) if name else -1
    end = sentence.start + at + len(name) if at == start - sentence.start else words[last].end
    return Mention(sentence.index, first, last, start, end, name, label, kind, also)


def _uncounted(words: Sequence[Word], first: int, last: int, name: str, *, owned: bool = False) -> Iterator[str]:
    """What a counted group is called without its number: `yüz elli kadar gösterici` → `göstericiler`, and with a possessive
    that is part of the name (`owned`) `20 Hint askeri` → `Hint askerleri`; not where it counts an owner (`beş ülkenin`).
    """
    counts = [i for i in range(max(first - 1, 0), last) if _counts(words, i)]
    if not counts or _plural(words[last]) or any(feature(w, "Case") == "Gen" for w in words[counts[-1] + 1 : last]):
        return
    tail = " ".join(name.split()[counts[-1] - last :])
    if owned:
        yield from (plural + ("ı" if plural.endswith("lar") else "i") for plural in _plurals(unowned(tail, words[last])))
    else:
        yield from _plurals(tail)


def _counts(words: Sequence[Word], at: int) -> bool:
    """Whether a word says how many there are; not an ordinal, nor `yakın` after what it governs."""
    word = words[at]
    number = word.upos == "NUM" and feature(word, "NumType") != "Ord" and not word.text.endswith(".")
    return number or lower(word.text) in _COUNTING and not _governs(words, at)


def _plurals(name: str) -> Iterator[str]:
    """The plural of a noun, if it can have one; of `Liberal` as the analyser knows it, against the vowels."""
    vowels = [letter for letter in lower(name) if letter in "aeıioöuüâîû"]
    if not vowels or not name[-1:].isalpha() or _PLURAL.search(lower(name)):
        return
    ending, other = ("lar", "ler") if vowels[-1] in "aıouâû" else ("ler", "lar")
    word = lower(name).rpartition(" ")[2]
    known = {ending for ending in (ending, other) if any("A3pl" in one.morphemes for one in find_analyses(word + ending))}
    yield name + (other if known == {other} else ending)


def _other_extents(sentence: Sentence, first: int, name: str) -> Iterator[str]:
    """A description as others cut it: with the `bir` before it and what stands before that (`muhalif bir koalisyon`), and
    without where it is (`Afrika'daki muhalifler`).
    """
    words = sentence.words
    if first and lower(words[first - 1].text) == "bir":
        yield f"bir {name}"
        if first > 1 and _modifies(words, first - 2) and not _is_loose(words, first - 2):
            yield f"{words[first - 2].text} bir {name}"
    if "RelClitic" in words[first].morphemes and " " in name:
        yield name.partition(" ")[2]


def _plural(word: Word) -> bool:
    return feature(word, "Number") == "Plur" or feature(word, "Number[psor]") == "Plur"


def sentence_mentions(sentence: Sentence, reading: SentenceReading) -> Iterator[Mention]:
    """Names and descriptions of a sentence, in text order; a description that is a name already keeps its type.

    Yields
    ------
    Mention
        Names with their label (``TITLE`` and ``DATE`` too), and descriptions that are no name.

    Examples
    --------
    >>> words = (Word(1, "Moskova’da", 0, 10, feats="Case=Loc"),)
    >>> reading = SentenceReading(("PROPN",), (0,), ("root",), (Labelled(0, 0, "GPE", 0.9),), ())
    >>> [m.name for m in sentence_mentions(Sentence(0, 0, 10, "Moskova’da", 1, "body", words), reading)]
    ['Moskova']
    """
    count = len(sentence.words)
    names = {n.last: (_name_start(sentence, n, reading.names), n) for n in reading.names if n.last < count}
    spans = [(first, n.last, n.label, _kind_inside(n, reading.mentions)) for first, n in names.values()]
    named = {(first, last) for first, last, _, _ in spans}
    starts = {last: (first, label) for first, last, label, _ in spans if label not in ("DATE", "TITLE")}
    kinds: dict[tuple[int, int], str] = {}
    for mention in reading.mentions:
        if mention.last < count:
            own = names.get(mention.last)
            first = mention.first
            if own is None or own[1].label == "TITLE":
                first = phrase_start(sentence, first, mention.last, starts, modifiers=own is None)
            kinds.setdefault((first, mention.last), mention.label)
    spans += [(first, last, "", kind) for (first, last), kind in kinds.items() if (first, last) not in named]
    for first, last, label, kind in sorted(spans, key=lambda s: (s[0], -s[1], s[2])):
        yield make_mention(sentence, first, last, label, kind)  # type: ignore[arg-type]


def _kind_inside(name: Labelled, mentions: Sequence[Labelled]) -> str | None:
    """Entity type of the description that ends where the name ends and has the same head."""
    return next((m.label for m in mentions if m.last == name.last and m.first <= name.first), None)


def _name_start(sentence: Sentence, name: Labelled, names: Sequence[Labelled]) -> int:
    """First word of a name: a last word alone that says whose it is takes the name before it (``Umman Denizi``)."""
    words, first = sentence.words, name.first
    while name.label == "PER" and first < name.last and lower(words[first].text).rstrip(".") in _HONORIFICS:
        first += 1
    if first != name.first:
        return first
    if name.label == "TITLE" and first and lower(words[first - 1].text) == "iki":
        return first - 1
    if name.first != name.last or not first or not words[first - 1].text[:1].isupper() or not _bare(words[first - 1]):
        return first
    before = next((n for n in names if n.last == first - 1 and n.label != "DATE"), None)
    if name.label == "GPE":
        return first - 1 if before is None and lower(words[first - 1].text) in _DIRECTIONS else first
    possessive = possessed(words[first]) or lower(strip_suffix(words[first].text)).endswith(("ı", "i", "u", "ü"))
    if name.label not in ("LOC", "ORG", "LAW") or not possessive:
        return first
    first = before.first if before is not None else first - 1
    return first - 1 if first and lower(words[first - 1].text) in _DIRECTIONS else first


def _bare(word: Word) -> bool:
    """Whether a word is a noun without a case suffix and without an apostrophe."""
    return feature(word, "Case") in ("", "Nom") and not set(word.text) & set(APOSTROPHES) and word.text[-1:].isalnum()


def mention_at(mentions: Sequence[Mention], sentence: Sentence, word: int) -> Mention:
    """The mention that a role points to when it points to `word`: the widest that ends there, else the narrowest
    around it, else the word with the modifiers before it.

    Examples
    --------
    >>> words = (Word(1, "Fas", 0, 3, upos="PROPN"),)
    >>> mention_at([], Sentence(0, 0, 3, "Fas", 1, "body", words), 0).name
    'Fas'
    """
    here = [m for m in mentions if m.sentence == sentence.index and m.first <= word <= m.last and m.label != "DATE"]
    ending = [m for m in here if m.last == word]
    if ending:
        named = [m for m in ending if m.label and m.label != "TITLE"]
        wide = max(ending, key=lambda m: m.last - m.first)
        return named[0] if named and (wide.type in (None, named[0].type) or named[0].label == "PER") else wide
    if here:
        return min(here, key=lambda m: (m.last - m.first, m.first))
    names = [m for m in mentions if m.sentence == sentence.index and m.label not in ("", "DATE", "TITLE")]
    starts = {m.last: (m.first, m.label) for m in names}
    return make_mention(sentence, phrase_start(sentence, word, word, starts), word)


def phrase_start(sentence: Sentence, first: int, last: int, names: Mapping[int, tuple[int, str]], *,
                 modifiers: bool = True) -> int:  # fmt: skip
    """First word of the noun phrase that ends at `last` and holds the words from `first` on: modifiers before it, and the
    owner of a possessed noun with the whole name that it ends (`TBMM heyeti`, `Güney Kore hükümetinin sözcüsü`).

    Parameters
    ----------
    names
        Last word → first word and label of the names of the sentence.
    modifiers
        Whether adjectives, numbers and nouns that are no names are taken too.

    Examples
    --------
    >>> words = (Word(1, "üç", 0, 2, upos="NUM"), Word(2, "heyet", 3, 8, upos="NOUN"))
    >>> phrase_start(Sentence(0, 0, 8, "üç heyet", 1, "body", words), 1, 1, {})
    0
    """
    words = sentence.words
    while first > 0 and last - first < LONGEST:
        at = first - 1
        if at in names and _belongs(words, at, names[at][1], last):
            first = names[at][0]
        elif at not in names and modifiers and (_modifies(words, at) or _is_owner(words, at)):
            first = at
        else:
            break
    for at in range(last - 1, first, -1):  # `az yedi sivil`, `küçük bir birlik`: what stands before the number is loose
        counts = words[at].upos == "NUM" or lower(words[at].text) == "bir"
        if counts and words[at - 1].upos in ("ADJ", "ADV", "DET") and not _is_owner(words, at - 1):
            first = at
            break
    while first < last and _is_loose(words, first):
        first += 1
    return first


def _is_loose(words: Sequence[Word], at: int) -> bool:
    """Whether the first word of a phrase is no part of what it names: `bu`, or `bağlı` after what it governs."""
    word = lower(words[at].text)
    return _governs(words, at) or word in _LOOSE or not word[:1].isalnum()


def _governs(words: Sequence[Word], at: int) -> bool:
    """Whether an adjective has what it asks for before it (`orduya bağlı`)."""
    return lower(words[at].text) in _GOVERNING and at > 0 and feature(words[at - 1], "Case") == "Dat"


def _modifies(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.upos not in ("ADJ", "NUM", "DET") or feature(word, "Case") not in ("", "Nom") or "VerbForm" in word.feats:
        return False
    return "RelClitic" not in word.morphemes and word.text[:1].isalnum()


def _is_owner(words: Sequence[Word], at: int) -> bool:
    """Whether the noun at `at` belongs to the possessed noun after it."""
    if words[at].text in _TIMES and _plural(words[at + 1]):  # `akşam destekçilerine` at that time, but `Sabah gazetesi`
        return False
    if words[at].upos not in ("NOUN", "PROPN") or "VerbForm" in words[at].feats or "RelClitic" in words[at].morphemes:
        return False
    return _owns(words, at)


def _belongs(words: Sequence[Word], at: int, label: str, last: int) -> bool:
    """Whether a name that ends at `at` belongs to the phrase after it that ends at `last`."""
    if feature(words[at], "Case") == "Gen":
        return possessed(words[last])
    if not _bare(words[at]) or words[at + 1].upos == "NUM":
        return label == "NORP" and _bare(words[at])
    return label == "NORP" or label != "PER" and possessed(words[last])


def _owns(words: Sequence[Word], at: int) -> bool:
    return possessed(words[at + 1]) and feature(words[at], "Case") in ("", "Nom", "Gen")
