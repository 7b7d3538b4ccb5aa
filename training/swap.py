"""Unseen names in known sentences: persons and states of a document replaced by others, so that no name is learned by heart.

A name gives way only to one that takes the same suffixes (`ending_class`), so that ``Moldova'nın`` may become
``Kenya'nın`` but never ``Mısır'nın``. A state goes with its adjective and its capital, or it stays.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.suffixes import find_suffix
from graphkit.tables import read_table
from graphkit.text import APOSTROPHES, lower
from training.annotations import AnnotatedDocument, AnnotatedEvent

PACK = Path(__file__).resolve().parent.parent / "graphkit" / "languages" / "tr"
STAYS = {"Türkiye", "ABD", "KKTC"}  # what news leaves unsaid (`Bakan`, `Başkan`) is mostly theirs
_VOICELESS = frozenset("fstkçşhp")
_VOWELS = {"a": "a", "ı": "a", "e": "e", "i": "e", "o": "o", "u": "o", "ö": "ö", "ü": "ö", "â": "e", "î": "e", "û": "ö"}


@functools.cache
def ending_class(name: str) -> str:
    """What decides the suffixes of a name: harmony of its last vowel, and its last sound.

    Examples
    --------
    >>> ending_class("Moldova") == ending_class("Kenya"), ending_class("Moldova") == ending_class("Mısır")
    (True, False)
    """
    letters = [letter for letter in lower(name) if letter.isalpha()]
    vowel = next((_VOWELS[letter] for letter in reversed(letters) if letter in _VOWELS), "e")
    last = letters[-1] if letters else "e"
    return vowel + ("V" if last in _VOWELS else "t" if last in _VOICELESS else "d")


@dataclass(frozen=True, slots=True)
class State:
    """A state's name, adjectives and capital (empty: none that is written one way)."""

    name: str
    demonyms: tuple[str, ...]
    capital: str

    def forms(self) -> tuple[str, ...]:
        """All of them."""
        return (self.name, *self.demonyms, *([self.capital] if self.capital else []))


@dataclass(frozen=True, slots=True)
class NamePool:
    """Names to put in place of others: person words by `ending_class`, and states."""

    first: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]
    states: tuple[State, ...]


def load_states(pack: Path = PACK) -> tuple[State, ...]:
    """States of the language pack that one name means and no other name holds."""
    entities = read_table(pack / "entities.tsv", ("name", "type", "wikidata", "kind", "state", "aliases", "short", "from", "until"))
    names = [row.cells["name"] for row in entities if row.cells["type"] == "State" and row.cells["kind"] == "state"]
    demonyms: dict[str, list[str]] = {}
    for row in read_table(pack / "demonyms.tsv", ("demonym", "state")):
        demonyms.setdefault(row.cells["state"], []).append(row.cells["demonym"])
    capitals: dict[str, list[str]] = {}
    for row in read_table(pack / "metonyms.tsv", ("surface", "state", "condition")):
        if row.cells["condition"] == "capital":
            capitals.setdefault(row.cells["state"], []).append(row.cells["surface"])
    alone = [name for name in names if not any(name != other and name in other for other in names)]
    return tuple(State(name, tuple(demonyms.get(name, ())), (capitals.get(name) or [""])[0]) for name in alone if name not in STAYS)


def load_names(documents: Iterable[AnnotatedDocument], more: Iterable[str] = ()) -> NamePool:
    """Words of the persons' names of the documents and of `more` full names, and the states of the language pack."""
    first: dict[str, set[str]] = {}
    last: dict[str, set[str]] = {}
    full = [surface for document in documents for surface, label, _ in document.names if label == "PER"]
    for name in (*full, *more):
        words = name.split()
        if len(words) > 1 and all(word[0].isupper() and len(word) > 2 and word.isalpha() and not word.isupper() for word in words):
            first.setdefault(ending_class(words[0]), set()).add(words[0])
            last.setdefault(ending_class(words[-1]), set()).add(words[-1])
    return NamePool({k: tuple(sorted(v)) for k, v in first.items()}, {k: tuple(sorted(v)) for k, v in last.items()}, load_states())


def swap_names(document: AnnotatedDocument, pool: NamePool, rng: random.Random) -> AnnotatedDocument:
    """The document with other persons and states, by the same annotation; itself where that would break a trigger."""
    table = {**_person_words(document, pool, rng), **_state_forms(document, pool, rng)}
    if not table:
        return document
    table |= {_upper(old): _upper(new) for old, new in table.items()}
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + r")(?=(\w*))")

    def put(found: re.Match[str]) -> str:
        return table[found[0]] if not found[1] or _is_suffix(found[1]) else found[0]

    def swapped(text: str) -> str:
        return pattern.sub(put, text)

    out = AnnotatedDocument(document.id, document.published, [swapped(line) for line in document.lines],
                            [(swapped(surface), label, only) for surface, label, only in document.names],
                            {swapped(name): (kind, [swapped(form) for form in forms]) for name, (kind, forms) in document.entities.items()},
                            [AnnotatedEvent(e.line, e.type, swapped(e.trigger), {k: v if k == "time" else swapped(v) for k, v in e.values.items()})
                             for e in document.events])  # fmt: skip
    whole = all(event.trigger in out.lines[event.line - 1] for event in out.events)
    return out if whole and len(out.entities) == len(document.entities) else document


def _is_suffix(ending: str) -> bool:
    """Whether the letters glued to a form are a suffix of it (``Ruslar``), not the rest of another word (``Rusya``)."""
    return len(ending) > 1 and bool(find_suffix(lower(ending)))


def _upper(text: str) -> str:
    return lower(text).replace("i", "İ").replace("ı", "I").upper()


def _person_words(document: AnnotatedDocument, pool: NamePool, rng: random.Random) -> dict[str, str]:
    """Word of a person's name → the word that replaces it, where it stands in no other kind of name."""
    other = {word.strip(APOSTROPHES) for surface, label, _ in document.names if label != "PER" for word in re.split(r"[\s\-]+", surface)}
    table: dict[str, str] = {}
    for surface in sorted({surface for surface, label, _ in document.names if label == "PER"}, key=lambda s: (-len(s.split()), s)):
        words = surface.split()
        for number, word in enumerate(words):
            group = pool.last if number == len(words) - 1 else pool.first
            choices = group.get(ending_class(word), ())
            free = word not in table and word not in other and word.isalpha() and len(word) > 2 and word[0].isupper()
            if free and choices and not word.isupper():
                table[word] = rng.choice(choices)
    return table


def _state_forms(document: AnnotatedDocument, pool: NamePool, rng: random.Random) -> dict[str, str]:
    """Forms of the states of the document → those of the states that replace them."""
    text = "\n".join(document.lines)
    table: dict[str, str] = {}
    used = {state.name for state in pool.states if any(form in text for form in state.forms())}
    for state in pool.states:
        present = [form for form in state.forms() if form in text and re.search(rf"(?<!\w){re.escape(form)}", text)]
        if state.name not in present or any(form in table for form in present):
            continue
        for other in rng.sample(pool.states, len(pool.states)):
            forms = _matching(state, present, other) if other.name not in used else None
            if forms:
                table |= forms
                used.add(other.name)
                break
    return table


def _matching(state: State, present: list[str], other: State) -> dict[str, str] | None:
    """The forms of `other` that can stand where those of `state` do, suffixes and all; None when one has none."""
    out: dict[str, str] = {}
    for form in present:
        choices = (other.name,) if form == state.name else (other.capital,) if form == state.capital else other.demonyms
        fits = [choice for choice in choices if choice and ending_class(choice) == ending_class(form)]
        if not fits:
            return None
        out[form] = fits[0]
    return out
