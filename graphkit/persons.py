"""The persons of one document: full names by their parts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.entries import Office
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention, make_mention, sentence_mentions
from graphkit.model import Sentence
from graphkit.model_reading import SentenceReading
from graphkit.text import fold


@dataclass(frozen=True, slots=True)
class Names:
    """Folded name or part of one → full name; parts that several persons share, with all of them in text order.

    Examples
    --------
    >>> Names({"putin": "Vladimir Putin"}, {}).full["putin"]
    'Vladimir Putin'
    """

    full: Mapping[str, str]
    shared: Mapping[str, tuple[str, ...]]


def find_names(mentions: Sequence[Mention]) -> Names:
    """The persons of a document by every part of their names.

    Examples
    --------
    >>> names = find_names([Mention(0, 0, 1, 0, 14, "Ayla Yurtsever", "PER"), Mention(1, 0, 0, 20, 29, "Yurtsever", "PER")])
    >>> names.full["yurtsever"]
    'Ayla Yurtsever'
    """
    seen = {m.name: m.start for m in reversed(mentions) if m.label == "PER"}
    full: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for name in sorted(seen, key=lambda n: (-len(n.split()), n)):
        key = fold(name)
        if not key or key in full:
            continue
        holders = owners.get(key, set())
        if holders:
            if len(holders) == 1:
                full[key] = next(iter(holders))
            continue
        full[key] = name
        for part in _parts(key):
            owners.setdefault(part, set()).add(name)
    for part, holders in owners.items():
        if len(holders) == 1 and part not in full and len(part) > 2:
            full[part] = next(iter(holders))
    shared = {part: tuple(sorted(h, key=lambda n: (seen[n], n))) for part, h in owners.items() if len(h) > 1}
    return Names(full, {part: names for part, names in shared.items() if part not in full})


def document_mentions(sentences: Sequence[Sentence], readings: Sequence[SentenceReading],
                      gazetteer: Gazetteer) -> list[Mention]:  # fmt: skip
    """The mentions of a document, in text order. Two surnames in a row that the reader took for one person
    (`Biden Netanyahu ile görüştü`) are two, where the document or the gazetteer knows each as another person's and the
    document does not repeat the pair.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> document_mentions([], [], load_gazetteer())
    []
    """
    found = [m for s, r in zip(sentences, readings, strict=True) for m in sentence_mentions(s, r)]
    often = Counter(m.name for m in found if m.label == "PER")
    surnames: dict[str, set[str]] = {}
    for name in often:
        first, *rest = fold(name).split() or [""]
        if rest and first not in gazetteer.title_forms:  # a king is called by his first name
            surnames.setdefault(rest[-1], set()).add(name)

    def persons(word: str) -> set[str]:
        known = {entry.name for entry in gazetteer.find(word, short=True) if entry.type == "Person"}
        return known or surnames.get(fold(word), set())

    def parts(mention: Mention) -> Iterator[Mention]:
        words = mention.name.split()
        if mention.label != "PER" or len(words) != 2 or mention.last != mention.first + 1 or often[mention.name] > 1:
            return
        left, right = (persons(word) - {mention.name} for word in words)
        if _are_two(words, left, right) and not gazetteer.find(mention.name):
            for at in (mention.first, mention.last):
                yield make_mention(sentences[mention.sentence], at, at, "PER", "Person")

    cut = dict.fromkeys(part for mention in found for part in (tuple(parts(mention)) or (mention,)))
    return sorted(cut, key=lambda m: (m.sentence, m.first, -m.last))


def _are_two(words: Sequence[str], left: set[str], right: set[str]) -> bool:
    """Whether each of two words is the surname of one person, and neither person bears the other's."""
    if len(left) != 1 or len(right) != 1:
        return False
    (one,), (two,) = left, right
    return fold(words[1]) not in fold(one).split() and fold(words[0]) not in fold(two).split()


def _parts(key: str) -> Iterator[str]:
    """Every run of words of a folded name that is not all of it."""
    tokens = key.split()
    for first in range(len(tokens)):
        for last in range(first + 1, len(tokens) + 1):
            if last - first < len(tokens):
                yield " ".join(tokens[first:last])


def offices_of(gazetteer: Gazetteer, name: str, *, short: bool = False) -> tuple[Office, ...]:
    """The offices that the gazetteer knows of the persons whom a name means; `short`: by a surname, too.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> {office.organization for office in offices_of(load_gazetteer(), "Sergey Lavrov")}
    {'Rusya'}
    """
    people = dict.fromkeys(entry.name for entry in gazetteer.find(name, short=short) if entry.type == "Person")
    return tuple(office for person in people for office in gazetteer.terms.get(person, ()))


def holds_office(gazetteer: Gazetteer, name: str, date: dt.date | None) -> bool:
    """Whether a person of that name holds an office of the gazetteer on `date`.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> holds_office(load_gazetteer(), "Vladimir Putin", dt.date(2025, 7, 10))
    True
    """
    return any(office.held(date) for office in offices_of(gazetteer, name, short=True))
