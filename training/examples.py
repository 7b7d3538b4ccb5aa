"""From annotated text to training examples: words in windows, word pieces, and a label for each head that has one."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphkit.text import lower
from graphkit.times import Tense, find_times, resolve_time
from training.annotations import (
    WORD,
    AnnotatedDocument,
    AnnotatedEvent,
    Tree,
    loose_occurrences,
    name_ranges,
    read_bio,
    read_plain,
)
from training.labels import DEPRELS, EVENT_ROLES, EVENT_TYPES, MENTION_TAGS, MODALITIES, NAME_TAGS, ROLES, UPOS

IGNORE = -100
_TAG = {tag: number for number, tag in enumerate(NAME_TAGS)}
_MENTION = {tag: number for number, tag in enumerate(MENTION_TAGS)}
_TYPE = {name: number for number, name in enumerate(EVENT_TYPES)}
_ROLE = {name: number for number, name in enumerate(ROLES)}
_UPOS = {name: number for number, name in enumerate(UPOS)}
_DEPREL = {name: number for number, name in enumerate(DEPRELS)}
# Turkish Wiki NER: what its labels are here; None: not a name here; IGNORE: annotated there by another rule
_WIKI = {"PERSON": "PER", "FAC": "LOC", "GPE": "GPE", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "EVENT": "EVENT",
         "PRODUCT": "PRODUCT", "LAW": "LAW"}  # fmt: skip
_WIKI_OTHER_RULE = {"TITLE", "DATE", "TIME"}
# sentences of a BIO file that are read without labels: longer than this, with a name of such a label, every so-manieth of them
_SHORT, _ACTING, _EVERY = 8, {"GPE", "NORP", "ORG", "EVENT"}, 2


@dataclass(slots=True)
class EventLabel:
    """A gold event of a window: word index of its trigger, label numbers, and (word, role) pairs."""

    word: int
    type: int
    negative: int
    modality: int
    roles: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class SoftLabels:
    """What trained readers say of a window, as shares of 1: of each word's `names` and `mentions` tags (W, tags), of `triggers`
    ((word, type), score), and of `events` (word, type) that may be there their `roles` ((event, word, role), score) and
    `attributes` (not negative, negative, three modalities).
    """  # fmt: skip

    names: NDArray[np.float16]
    mentions: NDArray[np.float16]
    triggers: list[tuple[tuple[int, ...], float]]
    events: list[tuple[int, int]]
    roles: list[tuple[tuple[int, ...], float]] = field(default_factory=list)
    attributes: list[tuple[float, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """Words of one window (`sentence[i]` counts from 0) and its labels; None: the data has no such label."""

    words: list[str]
    sentence: list[int]
    names: list[int] | None = None
    mentions: list[int] | None = None
    events: list[EventLabel] | None = None
    upos: list[int] | None = None
    head: list[int] | None = None  # word index in the window, -1: root
    deprel: list[int] | None = None
    soft: SoftLabels | None = None


def bio(words: Sequence[tuple[int, int]], ranges: Iterable[tuple[int, int, str]], tags: dict[str, int]) -> list[int]:
    """Tag numbers of the words at the given offsets; a range covers each word that begins in it."""
    labels = [0] * len(words)
    for start, end, label in ranges:
        inside = [i for i, (first, last) in enumerate(words) if first < end and last > start and first >= start - 1]
        for number, i in enumerate(inside):
            labels[i] = tags[("I-" if number else "B-") + label]
    return labels


@dataclass(slots=True)
class _Line:
    words: list[str]
    spans: list[tuple[int, int]]
    names: list[int]
    mentions: list[int]
    where: dict[str, list[tuple[int, int]]]  # entity → word ranges [first, last]


def _lines(document: AnnotatedDocument) -> list[_Line]:
    fillers = {f for e in document.events for key in (*EVENT_ROLES[e.type], "place", "source") for f in e.fillers(key)}
    out = []
    for number, text in enumerate(document.lines, 1):
        found = [(m[0], m.span()) for m in WORD.finditer(text)]
        spans = [span for _, span in found]
        where: dict[str, list[tuple[int, int]]] = {}
        ranges: list[tuple[int, int, str]] = []
        for name in sorted(fillers | set(document.entities)):
            kind, aliases = document.entity(name)
            for form in {name, *aliases}:
                for start, end in loose_occurrences(text, form):
                    inside = [i for i, (first, last) in enumerate(spans) if first < end and last > start]
                    if inside:
                        where.setdefault(name, []).append((inside[0], inside[-1]))
                        ranges.append((start, end, kind))
        longest: list[tuple[int, int, str]] = []
        for start, end, kind in sorted(ranges, key=lambda r: (r[0] - r[1], r[0], r[2])):
            if all(end <= s or start >= e for s, e, _ in longest):
                longest.append((start, end, kind))
        out.append(_Line([w for w, _ in found], spans, bio(spans, name_ranges(document, number), _TAG),
                         bio(spans, longest, _MENTION), where))  # fmt: skip
    return out


@functools.lru_cache(maxsize=100_000)
def _dates(text: str, published: str | None) -> list[tuple[int, int, frozenset[str]]]:
    """Range of each time expression of a line, with the dates that it can mean in one tense or another."""
    day = dt.date.fromisoformat(published) if published else None
    tenses: tuple[Tense | None, ...] = (None, "past", "future")
    return [(found.start, found.end, frozenset(told for tense in tenses
                                               if (told := resolve_time(found, published=day, tense=tense))))
            for found in find_times(text)]  # fmt: skip


def _time_words(event: AnnotatedEvent, document: AnnotatedDocument, lines: list[_Line], base: dict[int, int],
                order: list[int]) -> Iterator[int]:  # fmt: skip
    """Words of the expression that gives the event its time: in its line the one nearest to it, else in a line before."""
    wanted = event.values.get("time")
    if not wanted:
        return
    at = document.lines[event.line - 1].find(event.trigger)
    for number in order:
        found = [(start, end) for start, end, told in _dates(document.lines[number - 1], document.published) if wanted in told]
        if found:
            start, end = min(found, key=lambda span: abs(span[0] - at)) if number == event.line else found[-1]
            for index, (first, last) in enumerate(lines[number - 1].spans):
                if first < end and last > start:
                    yield base[number] + index
            return


def _arcs(event: AnnotatedEvent, document: AnnotatedDocument, lines: list[_Line], base: dict[int, int], number: int) -> Iterator[tuple[int, int]]:
    """(word, role) of every filler: in the trigger's line, else in the nearest line of the window before it, else after."""
    order = [number, *sorted((n for n in base if n < number), reverse=True), *sorted(n for n in base if n > number)]
    for role in (*EVENT_ROLES[event.type], "place", "source"):
        for filler in event.fillers(role):
            line = next((n for n in order if filler in lines[n - 1].where), None)
            if line is not None:
                for _, last in lines[line - 1].where[filler]:
                    yield base[line] + last, _ROLE[role]
    for word in _time_words(event, document, lines, base, order):
        yield word, _ROLE["time"]
    here = lines[number - 1]
    for role in ("item", "quantity", "title"):
        value = event.values.get(role)
        if value:
            flat = [lower(word) for word in here.words]
            wanted = [lower(m[0]) for m in WORD.finditer(value)]
            for at in range(len(flat) - len(wanted) + 1):
                if all(flat[at + i].startswith(w[: max(3, len(w) - 2)]) for i, w in enumerate(wanted)):
                    for i in range(len(wanted)):
                        yield base[number] + at + i, _ROLE[role]
                    break


def line_groups(sizes: Sequence[int], limit: int) -> list[list[int]]:
    """Numbers (from 0) of the lines of each window, of about `limit` words at most; a window begins with the last line of the one before.

    A line that is longer stands alone. `sizes`: words of each line.
    """
    groups: list[list[int]] = [[]]
    for number, size in enumerate(sizes):
        if groups[-1] and sum(sizes[n] for n in groups[-1]) + size > limit:
            groups.append(groups[-1][-1:] if sizes[groups[-1][-1]] + size <= limit else [])
        groups[-1].append(number)
    return groups


def document_windows(document: AnnotatedDocument, limit: int) -> Iterator[Example]:
    """Windows of whole lines with about `limit` words at most (a longer line stands alone)."""
    lines = _lines(document)
    for numbers in line_groups([len(line.words) for line in lines], limit):
        group = [number + 1 for number in numbers]
        base, size = {}, 0
        for number in group:
            base[number] = size
            size += len(lines[number - 1].words)
        example = Example([w for n in group for w in lines[n - 1].words],
                          [i for i, n in enumerate(group) for _ in lines[n - 1].words],
                          [t for n in group for t in lines[n - 1].names],
                          [t for n in group for t in lines[n - 1].mentions], [])  # fmt: skip
        assert example.events is not None
        for event in document.events:
            if event.line not in base:
                continue
            start = document.lines[event.line - 1].find(event.trigger)
            end = start + len(event.trigger)
            inside = [i for i, (s, e) in enumerate(lines[event.line - 1].spans) if s < end and e > start]
            modality = MODALITIES.index(event.values.get("modality", "actual"))
            label = EventLabel(base[event.line] + inside[-1], _TYPE[event.type], int("polarity" in event.values), modality)
            label.roles.update(_arcs(event, document, lines, base, event.line))
            example.events.append(label)
        yield example


def plain_windows(path: Path, rng: random.Random) -> Iterator[Example]:
    """Windows without labels: of documents (``.txt``); of a BIO file (``.conll``) one to four neighbours of the sentences that may tell
    an event.
    """  # fmt: skip
    if path.suffix == ".conll":
        sentences = [words for words, tags in read_bio(path) if len(words) > _SHORT and any(tag[2:] in _ACTING for tag in tags)]
        sentences = sentences[::_EVERY]
        while sentences:
            size = rng.choice((1, 1, 2, 3, 4))
            group, sentences = sentences[:size], sentences[size:]
            yield Example([w for words in group for w in words], [i for i, words in enumerate(group) for _ in words])
        return
    for document in read_plain(path):
        lines = [WORD.findall(line) for line in document]
        for numbers in line_groups([len(words) for words in lines], rng.choice((40, 80, 140, 180, 200))):
            yield Example([w for n in numbers for w in lines[n]], [i for i, n in enumerate(numbers) for _ in lines[n]])


def wiki_example(words: list[str], tags: list[str]) -> Example:
    """A Wiki NER sentence with its labels mapped; tags that follow another rule there are ignored."""
    labels = []
    for tag in tags:
        kind = tag[2:]
        if kind in _WIKI_OTHER_RULE:
            labels.append(IGNORE)
        else:
            labels.append(_TAG[tag[:2] + _WIKI[kind]] if kind in _WIKI else 0)
    return Example(words, [0] * len(words), labels)


def line_example(text: str, ranges: list[tuple[int, int, str]]) -> Example:
    """One line with its name ranges."""
    found = [(m[0], m.span()) for m in WORD.finditer(text)]
    return Example([w for w, _ in found], [0] * len(found), bio([s for _, s in found], ranges, _TAG))


def tree_examples(trees: Sequence[Tree], rng: random.Random) -> Iterator[Example]:
    """Treebank sentences, one to four neighbours to a window."""
    at = 0
    while at < len(trees):
        group = trees[at : at + rng.choice((1, 1, 2, 3, 4))]
        at += len(group)
        example = Example([], [], upos=[], head=[], deprel=[])
        assert example.upos is not None and example.head is not None and example.deprel is not None
        for number, tree in enumerate(group):
            base = len(example.words)
            example.words += tree.words
            example.sentence += [number] * len(tree.words)
            example.upos += [_UPOS.get(tag, _UPOS["X"]) for tag in tree.upos]
            example.head += [base + head - 1 if head else -1 for head in tree.head]
            example.deprel += [_DEPREL.get(rel, _DEPREL["dep"]) for rel in tree.deprel]
        yield example
