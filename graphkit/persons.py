"""The persons of one document: full names by their parts, and who bears which title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.features import feature
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention, surface
from graphkit.model import LocalPosition, Sentence
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


@dataclass(frozen=True, slots=True)
class Post:
    """A title told of a person at `at` (code points): `range` is the title's own, `organization` the body's name.

    Examples
    --------
    >>> Post(0, (0, 14), "Sergey Lavrov", "Dışişleri Bakanı", "Rusya").title
    'Dışişleri Bakanı'
    """

    at: int
    range: tuple[int, int]
    person: str
    title: str
    organization: str | None = None
    body: Mention | None = None


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


def _parts(key: str) -> Iterator[str]:
    """Every run of words of a folded name that is not all of it."""
    tokens = key.split()
    for first in range(len(tokens)):
        for last in range(first + 1, len(tokens) + 1):
            if last - first < len(tokens):
                yield " ".join(tokens[first:last])


def holds_office(gazetteer: Gazetteer, name: str, date: dt.date | None) -> bool:
    """Whether a person of that name holds an office of the gazetteer on `date`.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> holds_office(load_gazetteer(), "Vladimir Putin", dt.date(2025, 7, 10))
    True
    """
    people = {e.name for e in gazetteer.find(name, short=True) if e.type == "Person"}
    day = date or dt.date.max
    return any(o.person in people and (o.begin or day) <= day <= (o.end or day) for o in gazetteer.offices)


def find_posts(sentences: Sequence[Sentence], mentions: Sequence[Mention], names: Names,
               gazetteer: Gazetteer) -> Iterator[Post]:  # fmt: skip
    """Each title or description right before a person's name, in text order.

    ``ABD Dışişleri Bakanı Marco Rubio``, ``Rusya'nın Pyongyang Büyükelçisi …``, ``Fransa Genelkurmay sözcüsü Albay …``.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> list(find_posts([], [], Names({}, {}), load_gazetteer()))
    []
    """
    for person in mentions:
        if person.label != "PER":
            continue
        here = [m for m in mentions if m.sentence == person.sentence and m.last < person.first]
        at, before = person.first, [m for m in here if m.last == person.first - 1 and _is_title(m)]
        while before:
            widest = min(before, key=lambda m: m.first)
            title = max((m for m in before if m.label == "TITLE"), key=lambda m: m.first, default=widest)
            name = names.full.get(fold(person.name), person.name)
            text = surface(sentences[title.sentence], title.first, title.last)
            body = _body(here, sentences[person.sentence], min(widest.first, title.first), title.first)
            for mention in before:
                yield Post(title.start, (mention.start, mention.end), name, text, _body_name(body, gazetteer), body)
            at = min(widest.first, title.first)
            before = [m for m in here if m.last == at - 1 and m.label == "TITLE"]


def _is_title(mention: Mention) -> bool:
    return mention.label == "TITLE" or not mention.label and mention.type == "Person"


def _body(here: Iterable[Mention], sentence: Sentence, first: int, title: int) -> Mention | None:
    """What a title belongs to: a name in the genitive before it, else the name right before it."""
    named = [m for m in here if m.label in ("GPE", "ORG", "NORP") and m.last < title and m.last >= first - 1]
    owner = [m for m in named if feature(sentence.words[m.last], "Case") == "Gen"]
    if owner:
        return owner[0]
    return max((m for m in named if m.last == title - 1 or m.first >= first), key=lambda m: m.last, default=None)


def _body_name(mention: Mention | None, gazetteer: Gazetteer) -> str | None:
    if mention is None:
        return None
    if mention.label in ("GPE", "NORP"):
        state = gazetteer.state_of_demonym(mention.name) or next(iter(gazetteer.find(mention.name)), None)
        return state.name if state else mention.name
    return mention.name


def local_position(post: Post, gazetteer: Gazetteer, date: dt.date | None) -> LocalPosition | None:
    """The position that a post tells, its title in the plain form; None where the words are no title.

    Where the text does not say of what (``Cumhurbaşkanı Recep Tayyip Erdoğan``), an office that the gazetteer knows for
    that person and day says it.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> local_position(Post(0, (0, 14), "Sergey Lavrov", "Dışişleri Bakanı", "Rusya"), load_gazetteer(), None)
    LocalPosition(person='Sergey Lavrov', title='Dışişleri Bakanı', organization='Rusya')
    """
    found = gazetteer.title(post.title)
    if found is None or found.office in ("doctor", "professor", "official", "diplomat"):
        return None
    organization = post.organization
    if organization is None:
        people = {e.name for e in gazetteer.find(post.person, short=True) if e.type == "Person"}
        day = date or dt.date.max
        terms = {o.organization for o in gazetteer.offices
                 if o.person in people and (o.begin or day) <= day <= (o.end or day)
                 and gazetteer.title_forms[fold(o.title)].office == found.office}  # fmt: skip
        organization = next(iter(terms)) if len(terms) == 1 else None
    return LocalPosition(post.person, found.title, organization)
