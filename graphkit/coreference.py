"""Which mentions of one document are the same entity.

Full names gather their parts (``Ri`` → ``Ri Hi Yong``), titles the person who bears them in the document or held the
post on its date, other spellings and abbreviations the gazetteer's entry. A capital or seat of government stands for
its state where it acts and for the place where it does not, so what a mention means depends on the role that asks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphkit.entries import Entry
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention, surface
from graphkit.model import EntityType, LocalEntity, LocalPosition, Sentence
from graphkit.text import fold

PLACE_ROLES = frozenset({"place", "destination", "origin"})
_KIND = {"PER": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "NORP": "Group", "TITLE": "Person"}
_STATE_HEADS = re.compile(r"^(.+?) (?:yönetimi|hükümeti|cephesi|tarafı|makamları)$")


@dataclass(slots=True)
class _Cluster:
    name: str
    type: EntityType
    wikidata: str | None = None
    forms: set[str] = field(default_factory=set)
    ranges: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Entities:
    """The entities of a document while its events are put together; `entities_of` answers and remembers."""

    gazetteer: Gazetteer
    published: dt.date | None
    persons: Mapping[str, str]
    ambiguous: frozenset[str]
    posts: Sequence[tuple[int, LocalPosition]]
    short_forms: Mapping[str, str]
    clusters: dict[str, _Cluster] = field(default_factory=dict)


def gather(sentences: Sequence[Sentence], mentions: Sequence[Mention], gazetteer: Gazetteer,
           published: dt.date | None) -> Entities:  # fmt: skip
    """First look over a document: its persons by every part of their names, their posts, its abbreviations."""
    full = sorted({m.name for m in mentions if m.label == "PER"}, key=lambda n: (-len(n.split()), n))
    persons: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for name in full:
        key = fold(name)
        if key in persons:
            continue
        holders = owners.get(key, set())
        if len(holders) == 1:
            persons[key] = next(iter(holders))
            continue
        if holders:
            continue
        persons[key] = name
        tokens = key.split()
        for first in range(len(tokens)):
            for last in range(first + 1, len(tokens) + 1):
                if last - first < len(tokens):
                    owners.setdefault(" ".join(tokens[first:last]), set()).add(name)
    for part, holders in owners.items():
        if len(holders) == 1 and part not in persons and len(part) > 2:
            persons[part] = next(iter(holders))
    ambiguous = frozenset(part for part, holders in owners.items() if len(holders) > 1)
    posts = tuple(_posts(sentences, mentions, persons, gazetteer))
    return Entities(gazetteer, published, persons, ambiguous, posts, dict(_short_forms(sentences, mentions)))


def _short_forms(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """(folded abbreviation, full name): a name followed by another in brackets, `Afrika Birliği (AfB)`."""
    by_start = {(m.sentence, m.start): m for m in mentions}
    for mention in mentions:
        sentence = sentences[mention.sentence]
        rest = sentence.text[sentence.words[mention.last].end - sentence.start :]
        if mention.label in ("ORG", "GPE", "LOC") and (found := re.match(r"\s*\((\w+)\)", rest)):
            start = sentence.words[mention.last].end + found.start(1)
            if (mention.sentence, start) in by_start or found[1].isupper():
                yield fold(found[1]), mention.name


def _posts(sentences: Sequence[Sentence], mentions: Sequence[Mention], persons: Mapping[str, str],
           gazetteer: Gazetteer) -> Iterator[tuple[int, LocalPosition]]:  # fmt: skip
    """(offset, position) of each `[state or body] title Name`, in text order."""
    named = [m for m in mentions if m.label and m.label != "DATE"]
    for before, title, person in zip([None, *named], named, named[1:], strict=False):
        adjacent = title.sentence == person.sentence and person.first == title.last + 1
        if title.label != "TITLE" or person.label != "PER" or not adjacent:
            continue
        body = None
        if before and before.sentence == title.sentence and before.last + 1 == title.first:
            body = _body_name(before, gazetteer)
        name = persons.get(fold(person.name), person.name)
        yield title.start, LocalPosition(name, surface(sentences[title.sentence], title.first, title.last), body)


def _body_name(mention: Mention, gazetteer: Gazetteer) -> str | None:
    if mention.label in ("GPE", "NORP"):
        state = gazetteer.state_of_demonym(mention.name) or next(iter(gazetteer.find(mention.name)), None)
        return state.name if state else mention.name
    return mention.name if mention.label == "ORG" else None


def entities_of(entities: Entities, mention: Mention, role: str) -> tuple[str, ...]:
    """Names of the entities that `mention` means in `role`: mostly one, two for `ABD-Ukrayna`, none where it could be
    more than one.

    The entities and the mention's range are remembered for `local_entities`.
    """
    names = []
    for part in _parts(entities.gazetteer, mention):
        found = _meaning(entities, part, role)
        if found is not None:
            name, kind, wikidata = found
            cluster = entities.clusters.setdefault(name, _Cluster(name, kind, wikidata))
            cluster.forms.add(part.name)
            if part.end:
                cluster.ranges.add((part.start, part.end))
            names.append(name)
    return tuple(dict.fromkeys(names))


def _parts(gazetteer: Gazetteer, mention: Mention) -> list[Mention]:
    """A mention of two states joined by a hyphen as two mentions, any other as it is."""
    halves = re.split(r"\s*[-–]\s*", mention.name)
    if len(halves) != 2 or gazetteer.find(mention.name):
        return [mention]
    known = [gazetteer.find(half) or gazetteer.state_of_demonym(half) or gazetteer.state_of_metonym(half) for half in halves]
    if not all(known):
        return [mention]
    at = mention.start + len(mention.name) - len(halves[1])
    return [replace(mention, name=halves[0], end=mention.start + len(halves[0]), label="GPE", type=None),
            replace(mention, name=halves[1], start=at, label="GPE", type=None)]  # fmt: skip


def _entry(found: Entry) -> tuple[str, EntityType, str | None]:
    return found.name, found.type, found.wikidata


def _meaning(entities: Entities, mention: Mention, role: str) -> tuple[str, EntityType, str | None] | None:
    key = fold(mention.name)
    if not key:
        return None
    gazetteer = entities.gazetteer
    if role in PLACE_ROLES and mention.label in ("PER", "TITLE"):  # nothing happens in a person: a name misread
        place = next((entry for entry in gazetteer.find(mention.name) if entry.type in ("Place", "State")), None)
        return _entry(place) if place else (mention.name, "Place", None)
    if mention.label == "PER" or (key in entities.persons and mention.label not in ("GPE", "LOC", "ORG")):
        return _person(entities, key, mention)
    name = entities.short_forms.get(key, mention.name)
    if mention.label in ("GPE", "LOC", "ORG", "NORP", "") and mention.type not in ("Person",):
        if state := _state(gazetteer, name, mention, role):
            return _entry(state)
        if (entries := gazetteer.find(name)) and (mention.label or entries[0].type != "Person"):
            return _entry(_fitting(entries, role, mention))
    if mention.label in ("TITLE", "") and (mention.type == "Person" or mention.label == "TITLE"):
        if person := _bearer(entities, mention):
            return person
    kind = mention.type or _KIND.get(mention.label, "Group")
    if mention.label == "GPE" and kind == "State" and role in PLACE_ROLES:
        kind = "Place"
    return name, kind, None  # type: ignore[return-value]


def _state(gazetteer: Gazetteer, name: str, mention: Mention, role: str) -> Entry | None:
    """The state that a metonym, a demonym or a `… yönetimi` stands for in this role."""
    metonym = gazetteer.metonym(name)
    if metonym and (metonym.condition == "always" or role not in PLACE_ROLES):
        if metonym.condition != "capital-rare":
            return gazetteer.state_of_metonym(name)
    if found := _STATE_HEADS.match(name):
        inner = found[1]
        state = gazetteer.state_of_metonym(inner) or gazetteer.state_of_demonym(inner)
        state = state or next((entry for entry in gazetteer.find(inner) if entry.type == "State"), None)
        if state:
            return state
    if mention.label == "NORP" or " " not in name:
        if (state := gazetteer.state_of_demonym(name)) and not name.endswith(("lar", "ler")):
            return state
    return None


def _fitting(entries: Sequence[Entry], role: str, mention: Mention) -> Entry:
    wanted = ("Place", "State") if role in PLACE_ROLES else (mention.type, "State", "Organization")
    for kind in wanted:
        for entry in entries:
            if entry.type == kind:
                return entry
    return entries[0]


def _person(entities: Entities, key: str, mention: Mention) -> tuple[str, EntityType, str | None] | None:
    if key in entities.ambiguous and key not in entities.persons:
        return None
    name = entities.persons.get(key, mention.name)
    known = [e for e in entities.gazetteer.find(name, short=True) if e.type == "Person"]
    if len(known) == 1:
        return known[0].name, "Person", known[0].wikidata
    return name, "Person", None


def _bearer(entities: Entities, mention: Mention) -> tuple[str, EntityType, str | None] | None:
    """The person meant by a title alone: who bears it in the document (the last one named before), else who held it."""
    gazetteer = entities.gazetteer
    title = gazetteer.title(mention.name)
    wanted = fold(mention.name).split()
    if not wanted:
        return None
    before = [post for at, post in entities.posts if at <= mention.start]
    for post in [*reversed(before), *(post for at, post in entities.posts if at > mention.start)]:
        words = fold(post.title).split()
        body = fold(post.organization or "").split()
        if _among(wanted[-1], words) and all(_among(word, [*words, *body]) for word in wanted):
            return _person(entities, fold(post.person), mention)
    if title is None or entities.published is None:
        return None
    owner = " ".join(mention.name.split()[: max(0, len(wanted) - len(fold(title.title).split()))])
    state = (gazetteer.state_of_demonym(owner) or next(iter(gazetteer.find(owner)), None)) if owner else None
    holder = gazetteer.holder(title.title, state.name, entities.published) if state else None
    return (holder.name, "Person", holder.wikidata) if holder else None


def _among(word: str, words: Sequence[str]) -> bool:
    """Whether `word` is one of `words`, a possessive or plural suffix apart (`Bakan`, `Bakanı`)."""
    return any(known.startswith(word[:5]) and (known.startswith(word) or word.startswith(known)) for known in words)


def local_entities(entities: Entities, used: frozenset[str]) -> tuple[LocalEntity, ...]:
    """The entities that `used` names, with every form that the document gave them, sorted by name."""
    out = []
    for name in sorted(used):
        cluster = entities.clusters.get(name) or _Cluster(name, "Person")
        forms = cluster.forms - {name}
        forms |= {post.title for _, post in entities.posts if post.person == name}
        out.append(LocalEntity(name, cluster.type, tuple(sorted(forms)), cluster.wikidata, tuple(sorted(cluster.ranges))))
    return tuple(out)
