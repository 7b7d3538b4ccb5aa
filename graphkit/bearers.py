"""Whom a title means that stands without a name: who bears it in the document, else who held the post on its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graphkit.anaphora import kind_of
from graphkit.entries import Entry, Title
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention
from graphkit.persons import holds_office
from graphkit.posts import Post
from graphkit.text import fold


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts that one document tells of, in text order, with what is known besides on its date.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> Posts(load_gazetteer(), (), dt.date(2025, 7, 10)).told
    ()
    """

    gazetteer: Gazetteer
    told: Sequence[Post]
    published: dt.date | None


def find_bearer(posts: Posts, mention: Mention) -> str | Entry | None:
    """The person meant by a title alone: the one who bears it in the document (the last one named before), by the name
    given there, else the gazetteer's holder of the post on the document's date.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> posts = Posts(load_gazetteer(), (Post(0, (0, 14), "Ayla Yurtsever", "Dışişleri Bakanı"),), dt.date(2025, 7, 10))
    >>> find_bearer(posts, Mention(1, 0, 0, 60, 65, "Bakan", "TITLE"))
    'Ayla Yurtsever'
    >>> find_bearer(posts, Mention(1, 0, 2, 60, 80, "Rusya Devlet Başkanı", "TITLE")).name
    'Vladimir Putin'
    """
    gazetteer = posts.gazetteer
    wanted = fold(mention.name).split()
    if not wanted:
        return None
    before = [post for post in posts.told if post.at <= mention.start]
    for post in [*reversed(before), *(post for post in posts.told if post.at > mention.start)]:
        words = fold(post.title).split()
        body = fold(post.organization or "").split()
        if _among(wanted[-1], words) and all(_among(word, [*words, *body]) for word in wanted):
            return post.person
    title = gazetteer.title(mention.name)
    if title is None or posts.published is None:
        return None
    owner = " ".join(mention.name.split()[: max(0, len(wanted) - len(fold(title.title).split()))])
    state = (gazetteer.state_of_demonym(owner) or next(iter(gazetteer.find(owner)), None)) if owner else None
    return gazetteer.holder(title.title, state.name, posts.published) if state else None


def find_bearers(posts: Posts, mention: Mention) -> tuple[str, ...]:
    """The persons whom a title of several means (`iki bakan`, `bakanlar`): those who bear such a title and are named before
    it, of more than two in `iki bakan` the last two; none where it means fewer than two.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> told = [Post(at, (at, at + 9), name, "Savunma Bakanı") for at, name in ((0, "Ayla Yurtsever"), (30, "Mira Kovaç"))]
    >>> posts = Posts(load_gazetteer(), told, None)
    >>> [find_bearers(posts, Mention(1, 0, 1, 60, 69, name, "TITLE")) for name in ("iki bakan", "bakanlar", "iki general")]
    [('Ayla Yurtsever', 'Mira Kovaç'), ('Ayla Yurtsever', 'Mira Kovaç'), ()]
    """
    words = fold(mention.name).split()
    pair = words[:1] == ["iki"] or words[:2] == ["her", "iki"]
    wanted = posts.gazetteer.title(" ".join(words[words.index("iki") + 1 :]) if pair else mention.name)
    if wanted is None or not (pair or words[-1].endswith(("lar", "ler", "ları", "leri"))):
        return ()
    titles = {}
    for post in posts.told:
        if post.at < mention.start:
            titles[post.person] = posts.gazetteer.title(post.title)
    people = [
        person for person, title in titles.items()
        if title and (title.office == wanted.office or wanted.title in ("Bakan", "Lider") and _is_kind(title.office, wanted))
    ]  # fmt: skip
    return tuple(people[-2:] if pair else people) if len(people) > 1 else ()


def _is_kind(office: str, title: Title) -> bool:
    """Whether who holds an office is a `Bakan` or a `Lider`, as `title` says."""
    if title.title == "Bakan":
        return office.endswith("minister") and not office.startswith("deputy")
    return office in ("head", "head-of-government", "party-leader", "party-co-leader", "opposition-leader", "supreme-leader")


def find_counterpart(posts: Posts, person: str) -> str | None:
    """The one person of the document who holds the office of `person` elsewhere; None where there are more or none.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> told = [Post(0, (0, 9), "Ayla Yurtsever", "Savunma Bakanı", "Malta"),
    ...         Post(30, (30, 39), "Mira Kovaç", "Savunma Bakanı", "Slovenya")]
    >>> find_counterpart(Posts(load_gazetteer(), told, None), "Ayla Yurtsever")
    'Mira Kovaç'
    """
    known = posts.gazetteer.title
    own = {(title.office, post.organization) for post in posts.told
           if post.person == person and (title := known(post.title))}  # fmt: skip
    others = {post.person for post in posts.told if post.person != person and (title := known(post.title))
              and any(title.office == office and post.organization != body for office, body in own)}  # fmt: skip
    return next(iter(others)) if len(others) == 1 else None


def find_colleague(posts: Posts, mention: Mention) -> str | Entry | None:
    """`Ukraynalı mevkidaşı`: who holds the office of the person named last, in the state of the demonym.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> posts = Posts(load_gazetteer(), (Post(0, (0, 14), "Ayla Yurtsever", "Dışişleri Bakanı"),), dt.date(2025, 7, 10))
    >>> find_colleague(posts, Mention(0, 0, 1, 60, 73, "Rus mevkidaşı")).name
    'Sergey Lavrov'
    """
    if kind_of(replace(mention, name=mention.name.split()[-1] if mention.name else "", also=())) != "colleague":
        return None
    gazetteer = posts.gazetteer
    state = gazetteer.state_of_demonym(mention.name.rpartition(" ")[0])
    post = next((post for post in reversed(posts.told) if post.at < mention.start), None)
    if state is None:
        named = post or next(iter(posts.told), None)
        return find_counterpart(posts, named.person) if named else None
    if post is None:
        return None
    title = gazetteer.title(post.title)
    for other in posts.told:
        known = gazetteer.title(other.title)
        if other.organization == state.name and title and known and known.office == title.office:
            return other.person
    return gazetteer.holder(title.title, state.name, posts.published) if title and posts.published else None


def choose_person(posts: Posts, names: Sequence[str], before: Iterable[str]) -> str | None:
    """Of several persons with one surname: who alone was named `before`, else who alone holds an office that day.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> choose_person(Posts(load_gazetteer(), (), dt.date(2025, 7, 10)), ["Donald Trump", "Ayla Trump"], ())
    'Donald Trump'
    """
    seen = {fold(name) for name in before}
    named = [name for name in names if fold(name) in seen]
    if len(named) == 1:
        return named[0]
    ruling = [name for name in names if holds_office(posts.gazetteer, name, posts.published)]
    return ruling[0] if len(ruling) == 1 else None


def _among(word: str, words: Sequence[str]) -> bool:
    """Whether `word` is one of `words`, a possessive or plural suffix apart (`Bakan`, `Bakanı`)."""
    return any(known.startswith(word[:5]) and (known.startswith(word) or word.startswith(known)) for known in words)
