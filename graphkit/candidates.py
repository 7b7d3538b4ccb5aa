"""Which entities of a graph may be one: pairs found by blocks, each with a score and the reasons for it.

Only pairs that share a block are looked at: the skeleton of a name's last word, or an acronym and the name that it
abbreviates. A block of more than `LARGEST` entities is divided by first words, so that time and memory grow with the
number of entities, not with its square. The score is a small logistic model whose weights stand in
``same_entity.yaml``: names, types, posts, actors in common, dates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from graphkit.model import Entity, EntityType, Graph
from graphkit.odds import probability
from graphkit.spellings import load_spelling, name_key, skeleton
from graphkit.text import fold, fold_ascii

LARGEST = 60  # entities of a block that are compared each with each
_NEAR = 0.93  # Jaro-Winkler similarity of two keys
_FAR = 3 * 365  # days between what is told of the one and of the other
_KINDS: Mapping[EntityType, str] = {"Person": "person", "Place": "place", "State": "place", "Organization": "body",
                                    "MilitaryForce": "body", "Group": "body"}  # fmt: skip
_TITLE_STEM = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities (ids, `left` before `right`) that may be one; `score` is the probability, in [0, 1].

    Examples
    --------
    >>> Candidate("person:xi_jinping", "person:şi_cinping", 0.97, ("same key",)).reasons
    ('same key',)
    """

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the comparison asks of an entity."""

    entity: Entity
    keys: tuple[str, ...]
    acronyms: frozenset[str]
    posts: frozenset[tuple[str, str]]
    actors: frozenset[str]
    documents: frozenset[str]
    days: tuple[int, int] | None


def find_candidates(graph: Graph, *, least: float | None = None, skip: Collection[tuple[str, str]] = ()) -> list[Candidate]:
    """Pairs of entities of a graph that may be one.

    Parameters
    ----------
    least
        Lowest score; None: that from which people are asked.
    skip
        Pairs (smaller id first) that are judged already.

    Returns
    -------
    list of Candidate
        The surest first. Pairs with two Wikidata ids are two entities and left out, and so are states.

    Examples
    --------
    >>> two = [Entity(f"person:{n}", "Person", n, (), (n.lower(),)) for n in ("Xi Jinping", "Şi Cinping")]
    >>> [(pair.left, pair.right) for pair in find_candidates(Graph(entities={one.id: one for one in two}))]
    [('person:Xi Jinping', 'person:Şi Cinping')]
    """
    least = load_spelling().ask if least is None else least
    known = _known(graph)
    rarity = _rarity(known)
    found = []
    for left, right in sorted(_pairs(known)):
        if (left, right) not in skip and (pair := _compare(known[left], known[right], rarity)) and pair.score >= least:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right))


def _known(graph: Graph) -> dict[str, _Known]:
    actors: dict[str, set[str]] = defaultdict(set)
    for event in graph.events.values():
        here = {argument.entity for argument in event.arguments if argument.role != "place"}
        for actor in here:
            actors[actor] |= here
    documents: dict[str, set[str]] = defaultdict(set)
    for naming in graph.namings.values():
        documents[naming.entity].add(naming.document)
    posts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for position in graph.positions.values():
        posts[position.person].add((fold(position.title)[:_TITLE_STEM], position.organization or ""))
    known = {}
    for key, entity in graph.entities.items():
        names = (entity.name, *entity.aliases)
        keys = tuple(sorted({plain for name in names if (plain := _plain_key(name))}))
        told = [graph.documents[one] for one in documents[key] if one in graph.documents]
        days = [document.published.toordinal() for document in told if document.published]
        known[key] = _Known(entity, keys, frozenset(_acronyms(names)), frozenset(posts[key]), frozenset(actors[key] - {key}),
                            frozenset(documents[key]), (min(days), max(days)) if days else None)  # fmt: skip
    return known


def _plain_key(name: str) -> str:
    """Key of a name without the words that say nothing of who it is."""
    words = name_key(name).split()
    return " ".join([word for word in words[:-1] if word not in load_spelling().particles] + words[-1:])


def _acronyms(names: Sequence[str]) -> Iterator[str]:
    """Names in capitals (`AfB`, `UAEA`), and what the first letters of longer names make."""
    for name in names:
        words = fold_ascii(name).split()
        if len(words) >= 2:
            yield "".join(word[0] for word in words)
        elif len(name) <= 6 and sum(char.isupper() for char in name) >= 2:
            yield fold_ascii(name)


def _rarity(known: Mapping[str, _Known]) -> dict[str, float]:
    """How much an actor in common says: less the more entities it is seen with."""
    return {key: 1 / (1 + math.log1p(len(one.actors))) for key, one in known.items()}


def _blocks(one: _Known) -> Iterator[tuple[str, str]]:
    """(block, finer block) of an entity."""
    kind = _KINDS[one.entity.type]
    for key in one.keys:
        words = key.split()
        first = words[0][:1] if len(words) > 1 else ""
        yield f"{kind} {skeleton(words[-1])}", f"{first} {skeleton(words[0])}" if first else ""
        if kind != "person" and len(words) > 1:
            yield f"{kind} ^{skeleton(words[0])}", skeleton(words[-1])
    if kind != "person":
        for acronym in one.acronyms:
            yield f"{kind} ={acronym}", ""


def _pairs(known: Mapping[str, _Known]) -> set[tuple[str, str]]:
    blocks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, one in known.items():
        if one.entity.type != "State":
            for block, finer in _blocks(one):
                blocks[block][finer].add(key)
    pairs: set[tuple[str, str]] = set()
    for parts in blocks.values():
        members = sorted({key for part in parts.values() for key in part})
        groups = [members] if len(members) <= LARGEST else [sorted(part)[:LARGEST] for part in parts.values()]
        for group in groups:
            pairs.update((left, right) for at, left in enumerate(group) for right in group[at + 1 :])
    return pairs


def _compare(one: _Known, two: _Known, rarity: Mapping[str, float]) -> Candidate | None:
    if one.entity.wikidata and two.entity.wikidata:
        return None
    named = _name_reasons(one, two)
    if not named:
        return None
    reasons = [*named, *_other_reasons(one, two, rarity, named)]
    weights = load_spelling().weights
    total = weights["bias"] + sum(weights[reason] for reason in reasons)
    return Candidate(one.entity.id, two.entity.id, round(probability(total), 3), tuple(reasons))


def _name_reasons(one: _Known, two: _Known) -> list[str]:
    """What the names say: the strongest of all pairs of their forms."""
    weights = load_spelling().weights
    person = one.entity.type == two.entity.type == "Person"
    found = {reason for left in one.keys for right in two.keys if (reason := _keys_agree(left, right, person=person))}
    if not person and one.acronyms & two.acronyms and any(" " not in k for k in (*one.keys, *two.keys)):
        found.add("acronym")
    if not found:
        return []
    best = max(sorted(found), key=lambda reason: weights[reason])
    return [best] if best != "other given name" else []


def _keys_agree(left: str, right: str, *, person: bool) -> str | None:
    if left == right:
        return "same key" if " " in left or not person else "surname alone"
    a, b = left.split(), right.split()
    if person and a[-1] == b[-1]:
        if len(a) == 1 or len(b) == 1:
            return "surname alone"
        if a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1 or _near(a[0], b[0])):
            return "initial and surname" if len(a[0]) == 1 or len(b[0]) == 1 else "near key"
        return "words within" if set(a) < set(b) or set(b) < set(a) else "other given name"
    if len(a) > 1 and len(b) > 1 and len(set(a) & set(b)) > 1 and (set(a) <= set(b) or set(b) <= set(a)):
        return "words within"
    if len(a) == len(b) and all(_near(x, y) for x, y in zip(a, b, strict=True)) and (len(a) > 1 or not person):
        return "near key"
    return None


def _near(left: str, right: str) -> bool:
    if left == right:
        return True
    if len(left) < 4 or len(right) < 4:
        return False
    return skeleton(left) == skeleton(right) or JaroWinkler.similarity(left, right) >= _NEAR


def _other_reasons(one: _Known, two: _Known, rarity: Mapping[str, float], named: Sequence[str]) -> Iterator[str]:
    """What speaks for or against, names apart."""
    if one.posts and two.posts:
        bodies = {body for _, body in one.posts} & {body for _, body in two.posts} - {""}
        yield "same post" if one.posts & two.posts else "other post" if not bodies else "one common actor"
    common = sum(rarity.get(actor, 1.0) for actor in one.actors & two.actors)
    if common:
        yield "common actors" if len(one.actors & two.actors) > 1 and common > 0.6 else "one common actor"
    elif one.actors and two.actors:
        yield "no common actor"
    if one.days and two.days and max(one.days[0], two.days[0]) - min(one.days[1], two.days[1]) > _FAR:
        yield "far dates"
    if one.entity.type != two.entity.type:
        yield "other type"
    if one.documents & two.documents and "same key" not in named:
        yield "one document"
