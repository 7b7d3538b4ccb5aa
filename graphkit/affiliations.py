"""Who acts for whom: a minister and a ministry for their state, an army for its own.

Two tellings of one event name its actors as they like: ``Slovenya ile Hırvatistan`` or the two ministers,
``Norveç`` or ``Norveç Savunma Bakanlığı``. `agreement` says how far two names mean one actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graphkit.gazetteer import Gazetteer
from graphkit.model import Entity, EntityType, Position
from graphkit.persons import offices_of
from graphkit.text import fold

STANDS_FOR = 0.8  # a state and who acts for it
MAY_BE = 0.6  # two names of persons of which one is a part of the other, with nothing against it
AKIN = 0.4  # two of different kinds that act for one state: a minister and the ministry
# words of respect that stand before a name as if they were its first part
_HONORIFICS = frozenset({"mevlevi", "molla", "mollah", "şeyh", "hacı", "ayetullah", "hüccetülislam", "imam", "seyyid",
                         "kardinal", "prens", "prenses", "lord", "sir"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an actor by name: its type, whom it acts for (`owners`, by name or id), and whether it is `named`;
    a description (``38 kişi``, ``ortak sınır``) is not. `words` are those of a person's name, folded.

    Examples
    --------
    >>> Standing("Person", frozenset({"Rusya"})).named
    True
    """

    type: EntityType = "Group"
    owners: frozenset[str] = frozenset()
    named: bool = True
    words: frozenset[str] = frozenset()


_NOBODY = Standing()


def standing_of(name: str, kind: EntityType, gazetteer: Gazetteer, posts: Iterable[str] = ()) -> Standing:
    """The standing of an entity by its name.

    Parameters
    ----------
    posts
        Names of states and bodies in which the texts say that the person holds a post.

    Returns
    -------
    Standing
        With the names of its owners: of a person those of the posts, else of the gazetteer's entry; of a body or force
        the state of its entry, else the one that its name begins with (``Sudan ordusu``, ``Rus ordusu``).

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> sorted(standing_of("Sudan ordusu", "MilitaryForce", load_gazetteer()).owners)
    ['Sudan']
    >>> sorted(standing_of("Sergey Lavrov", "Person", load_gazetteer()).owners)
    ['Rusya']
    """
    named = kind == "State" or name[:1].isupper()
    if kind == "State":
        return Standing(kind, frozenset(), named)
    if kind == "Person" and not posts:
        posts = sorted({office.organization for office in offices_of(gazetteer, name)})
    owners = set(posts)
    owners |= {state for post in posts if not _is_party(post, gazetteer) and (state := _state(post, gazetteer))}
    if not owners and (state := _state(name, gazetteer, kind)):
        owners.add(state)
    words = frozenset(fold(name).split()) - _HONORIFICS if kind == "Person" else frozenset()
    return Standing(kind, frozenset(owners - {name}), named, words)


def _is_party(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a body is a party: who leads it does not act for the state."""
    return any(entry.kind == "party" for entry in gazetteer.find(name)) or name.endswith(("Partisi", "Parti"))


def _state(name: str, gazetteer: Gazetteer, kind: EntityType | None = None) -> str | None:
    """The state that a name belongs to: by its entry, else by the state or demonym at its begin."""
    entries = [entry for entry in gazetteer.find(name) if kind is None or entry.type == kind]
    if entries:
        return entries[0].name if entries[0].type == "State" else entries[0].state
    if kind == "Person":
        return None
    words = name.split()
    for count in (3, 2, 1):
        if len(words) > count:
            begin = " ".join(words[:count])
            found = gazetteer.state_of_demonym(begin) if count == 1 else None
            found = found or next((entry for entry in gazetteer.find(begin) if entry.type == "State"), None)
            if found:
                return found.name
    return None


def standings_of(entities: Mapping[str, Entity], positions: Iterable[Position], gazetteer: Gazetteer) -> dict[str, Standing]:
    """The standing of each entity of a graph by id; owners that are entities of the graph are told by their ids, too.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> known = {one.id: one for one in (Entity("person:ayla", "Person", "Ayla"), Entity("Q1028", "State", "Fas"))}
    >>> post = Position("p1", "person:ayla", "Bakan", "Q1028")
    >>> sorted(standings_of(known, [post], load_gazetteer())["person:ayla"].owners)
    ['Q1028']
    """
    ids = {entity.name: entity.id for entity in entities.values() if entity.type in ("State", "Organization")}
    posts: dict[str, list[str]] = defaultdict(list)
    for position in positions:
        if position.organization is not None and position.organization in entities:
            posts[position.person].append(entities[position.organization].name)
    found = {}
    for key, entity in entities.items():
        own = standing_of(entity.name, entity.type, gazetteer, posts.get(key, ()))
        found[key] = replace(own, owners=frozenset(ids.get(owner, owner) for owner in own.owners))
    return found


def agreement(one: str, two: str, standings: Mapping[str, Standing]) -> float:
    """How far two actors (keys of `standings`) mean one, in [0, 1]: 1 for the same, 0 for two persons or two states.

    Examples
    --------
    >>> known = {"Lavrov": Standing("Person", frozenset({"Rusya"})), "Putin": Standing("Person", frozenset({"Rusya"}))}
    >>> [agreement(name, "Lavrov", known) for name in ("Lavrov", "Rusya", "Putin")]
    [1.0, 0.8, 0.0]
    """
    if one == two or ":" in one and one.partition(":")[2] == two.partition(":")[2]:
        return 1.0  # one id, or one name that was taken for two types
    left, right = standings.get(one, _NOBODY), standings.get(two, _NOBODY)
    if one in right.owners or two in left.owners:
        return STANDS_FOR
    common = left.owners & right.owners
    apart = "@" in one or "@" in two  # a judgement says that a document means another of that name
    if not apart and left.words and right.words and (left.words <= right.words or right.words <= left.words):
        # `Kovaç` and `Mira Kovaç`: of one state, or nothing says of which
        return STANDS_FOR if common else MAY_BE if not (left.owners and right.owners) else 0.0
    return AKIN if common and left.type != right.type else 0.0


def is_named(actor: str, standings: Mapping[str, Standing]) -> bool:
    """Whether an actor is known by a name and can act; one that is not in `standings` counts as such.

    Examples
    --------
    >>> is_named("38 kişi", {"38 kişi": Standing("Group", named=False)}), is_named("Rusya", {})
    (False, True)
    """
    return standings[actor].named if actor in standings else True
