"""Who bears which title in a document: ``ABD Dışişleri Bakanı Marco Rubio``, ``Slovenya ve Malta dışişleri bakanları Mira
Kovaç ve Ayla Yurtsever``, ``Hırvat mevkidaşı Ante Barić``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.anaphora import kind_of
from graphkit.features import feature
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention, surface
from graphkit.model import LocalPosition, Sentence
from graphkit.persons import Names, offices_of
from graphkit.text import fold, lower

_NO_POSTS = frozenset({"doctor", "professor", "official", "diplomat"})
_LEADERS = frozenset({"party-leader", "opposition-leader"})
_JOINED_BY = frozenset({",", "ve", "ile"})
_LONGEST = 8  # words of a title with what it belongs to


@dataclass(frozen=True, slots=True)
class Post:
    """A title told of a person at `at` (code points): `range` is the title's own, `organization` the body's name.

    `colleague` is set where the text calls the person somebody's counterpart (``Hırvat mevkidaşı``). `phrase` is the title
    with what it belongs to, as it stands (``Rusya Dışişleri Bakanı``); empty where it is one of several persons.

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
    colleague: bool = False
    phrase: str = ""


def find_posts(sentences: Sequence[Sentence], mentions: Sequence[Mention], names: Names,
               gazetteer: Gazetteer) -> Iterator[Post]:  # fmt: skip
    """Each title or description right before a person's name, in text order; a counterpart has the title of whoever bore one
    last.

    ``Rusya'nın Pyongyang Büyükelçisi …``, ``Fransa Genelkurmay sözcüsü Albay …``. A title of several (``bakanları``) is
    borne by every name of the list after it; where as many bodies stand before it, each by its own.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> list(find_posts([], [], Names({}, {}), load_gazetteer()))
    []
    """
    last: Post | None = None
    for person in mentions:
        if person.label != "PER":
            continue
        here = [m for m in mentions if m.sentence == person.sentence]
        for post in _posts_of(sentences[person.sentence], here, person, names, gazetteer):
            if post.colleague and last is not None:
                yield replace(post, title=last.title)
            else:
                yield post
                last = post if not post.colleague else last


def _posts_of(sentence: Sentence, here: Sequence[Mention], person: Mention, names: Names,
              gazetteer: Gazetteer) -> Iterator[Post]:  # fmt: skip
    """The posts of one person in its sentence."""
    listed = _list_after(sentence, here, person)
    at = _after_title(sentence, listed[0].first)
    before = [m for m in here if m.last == at - 1 and _is_title(m)]
    if len(listed) > 1 and not any(_of_several(sentence, m) for m in before):
        listed, at = [person], _after_title(sentence, person.first)
        before = [m for m in here if m.last == at - 1 and _is_title(m)]
    while before:
        widest = min(before, key=lambda m: m.first)
        title = max((m for m in before if m.label == "TITLE"), key=lambda m: m.first, default=widest)
        name = names.full.get(fold(person.name), person.name)
        text = _title_text(sentence, widest, title, gazetteer)
        bodies = _list_before(sentence, here, title) if len(listed) > 1 else []
        if len(bodies) > 1:
            body = bodies[listed.index(person)] if len(bodies) == len(listed) else None
        else:
            body = _body([m for m in here if m.last < at], sentence, min(widest.first, title.first), title.first)
        colleague = kind_of(replace(title, name=title.name.split()[-1] if title.name else "", also=())) == "colleague"
        owner = _body_name(body, gazetteer) or _demonym(widest, gazetteer)
        first = min(m.first for m in (widest, title, body) if m is not None)
        alone = len(listed) == 1 and not _of_several(sentence, title)
        phrase = surface(sentence, first, title.last) if alone and title.last - first < _LONGEST else ""
        for mention in before:
            yield Post(title.start, (mention.start, mention.end), name, text, owner, body, colleague, phrase)
        at = min(widest.first, title.first)
        before = [m for m in here if m.last == at - 1 and m.label == "TITLE"]


def _after_title(sentence: Sentence, first: int) -> int:
    """Where a title before a name that begins at word `first` would end: `Savunma Bakanı olan Ayla Yurt`."""
    return first - 1 if first and lower(sentence.words[first - 1].text) == "olan" else first


def _title_text(sentence: Sentence, widest: Mention, title: Mention, gazetteer: Gazetteer) -> str:
    """A title as it stands, with what makes it another office (`muhalefet lideri`)."""
    text, wide = (surface(sentence, m.first, m.last) for m in (title, widest))
    known, wider = gazetteer.title(text), gazetteer.title(wide)
    if known is None or wider is None or wider.office == known.office:
        return text
    return wide if fold(wide) == fold(wider.title) or wider.level == "party" else text


def _list_after(sentence: Sentence, here: Sequence[Mention], person: Mention) -> list[Mention]:
    """The persons of the list of names in which one stands, in text order."""
    people = sorted((m for m in here if m.label == "PER"), key=lambda m: m.first)
    at = people.index(person)
    first = last = at
    while first and _joined(sentence, people[first - 1], people[first]):
        first -= 1
    while last + 1 < len(people) and _joined(sentence, people[last], people[last + 1]):
        last += 1
    return people[first : last + 1]


def _list_before(sentence: Sentence, here: Sequence[Mention], title: Mention) -> list[Mention]:
    """The states or bodies of the list of names that ends right before a title, in text order."""
    bodies = sorted({m.last: m for m in here if m.label in ("GPE", "ORG", "NORP")}.values(), key=lambda m: m.first)
    at = next((i for i, m in enumerate(bodies) if m.last == title.first - 1), None)
    if at is None:
        return []
    first = at
    while first and _joined(sentence, bodies[first - 1], bodies[first]):
        first -= 1
    return bodies[first : at + 1]


def _joined(sentence: Sentence, one: Mention, two: Mention) -> bool:
    """Whether nothing but what joins the members of a list stands between two mentions."""
    between = sentence.words[one.last + 1 : two.first]
    return 0 < len(between) < 3 and all(lower(word.text) in _JOINED_BY for word in between)


def _of_several(sentence: Sentence, title: Mention) -> bool:
    """Whether a title is one of several persons: ``bakanları``, ``liderler``."""
    return feature(sentence.words[title.last], "Number") == "Plur"


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


def _demonym(mention: Mention, gazetteer: Gazetteer) -> str | None:
    """The state of the demonym with which a description begins (`Hırvat mevkidaşı`)."""
    state = gazetteer.state_of_demonym(mention.name.partition(" ")[0]) if " " in mention.name else None
    return state.name if state else None


def local_position(post: Post, gazetteer: Gazetteer, date: dt.date | None) -> LocalPosition | None:
    """The position that a post tells, its title in the plain form; None where the words are no title.

    Where the text does not say of what (``Cumhurbaşkanı Recep Tayyip Erdoğan``), an office that the gazetteer knows for
    that person and day says it.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> found = local_position(Post(0, (0, 14), "Sergey Lavrov", "Dışişleri Bakanı", "Rusya"), load_gazetteer(), None)
    >>> found.person, found.title, found.organization
    ('Sergey Lavrov', 'Dışişleri Bakanı', 'Rusya')
    """
    found = gazetteer.title(post.title)
    if found is None or found.office in _NO_POSTS:
        return None
    organization = post.organization
    leads = found.office in _LEADERS or found.title == "Lider"
    if organization is None or found.office == "opposition-leader":
        terms = {o.organization for o in offices_of(gazetteer, post.person, short=True)
                 if o.held(date) and (office := gazetteer.title_forms[fold(o.title)].office)
                 and (office == found.office or leads and office in _LEADERS)}  # fmt: skip
        organization = next(iter(terms)) if len(terms) == 1 else organization
    return LocalPosition(post.person, found.title, organization)
