"""Which mentions of one document are the same entity.

Full names gather their parts (``Ri`` → ``Ri Hi Yong``), titles the person who bears them in the document or held the
post on its date, other spellings and abbreviations the gazetteer's entry. A capital or seat of government stands for
its state where it acts and for the place where it does not, so what a mention means depends on the role that asks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphkit.anaphora import Told, find_antecedents, kind_of
from graphkit.bearers import Posts, choose_person, find_bearer, find_bearers, find_colleague, find_counterpart
from graphkit.entries import Entry
from graphkit.events import EQUAL_ROLES
from graphkit.gazetteer import Gazetteer
from graphkit.meanings import PLACE_ROLES, fitting, force_of, headed_names, in_full, parts_of, short_states, state_meant
from graphkit.mentions import Mention
from graphkit.model import EntityType, LocalEntity, Sentence
from graphkit.persons import Names, find_names
from graphkit.posts import Post, find_posts
from graphkit.spellings import name_key
from graphkit.text import fold

# roles of states and forces: a head of state who `sends aid` stands for the state
STATE_ROLES = frozenset({"provider", "recipient", "supplier", "imposer", "sender"})
_KIND = {"PER": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "NORP": "Group", "TITLE": "Person"}
_Meaning = tuple[str, EntityType, str | None]


@dataclass(slots=True)
class _Cluster:
    name: str
    type: EntityType
    wikidata: str | None = None
    forms: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    ranges: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Entities:
    """The entities of a document while its events are put together; `entities_of` answers and remembers.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> gather([], [], load_gazetteer(), None).clusters
    {}
    """

    gazetteer: Gazetteer
    published: dt.date | None
    names: Names
    posts: Sequence[Post]
    bearers: Mapping[tuple[int, int], tuple[str, ...]]
    short_forms: Mapping[str, str]
    told: Sequence[Told] = ()
    clusters: dict[str, _Cluster] = field(default_factory=dict)


def gather(sentences: Sequence[Sentence], mentions: Sequence[Mention], gazetteer: Gazetteer,
           published: dt.date | None) -> Entities:  # fmt: skip
    """First look over a document: its persons by every part of their names, their posts, its abbreviations, and what it
    names in which order.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> len(gather([], [], load_gazetteer(), None).posts)
    0
    """
    names = find_names(mentions)
    posts = tuple(find_posts(sentences, mentions, names, gazetteer))
    bearers: dict[tuple[int, int], tuple[str, ...]] = {}
    for post in posts:
        bearers[post.range] = tuple(dict.fromkeys((*bearers.get(post.range, ()), post.person)))
    full = (*headed_names(gazetteer, mentions), *short_states(gazetteer, mentions))
    forms = dict((*full, *_short_forms(sentences, mentions)))
    entities = Entities(gazetteer, published, names, posts, bearers, forms)
    told = [one for mention in mentions for one in _told(entities, mention)]
    entities.told = tuple(sorted(told, key=lambda t: (t.start, t.name)))
    return entities


def _told(entities: Entities, mention: Mention) -> Iterator[Told]:
    """What a mention names by itself, not by pointing back."""
    if mention.label in ("DATE", "TITLE", "EVENT", "LAW", "PRODUCT") or not mention.label and kind_of(mention):
        return
    for part in parts_of(entities.gazetteer, mention):
        found = _meaning(entities, part, "")
        if found is not None:
            metonym = entities.gazetteer.metonym(part.name)
            capital = metonym.state if metonym and metonym.condition.startswith("capital") else None
            yield Told(part.start, part.sentence, found[0], found[1], part.name, part.label, capital)


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


def entities_of(entities: Entities, mention: Mention, role: str) -> tuple[str, ...]:
    """Names of the entities that `mention` means in `role`: mostly one, two for `ABD-Ukrayna`, none where it could be
    more than one.

    The entities and the mention's range are remembered for `local_entities`.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> entities = gather([], [], load_gazetteer(), None)
    >>> moskova = Mention(0, 0, 0, 0, 7, "Moskova", "GPE")
    >>> entities_of(entities, moskova, "participant"), entities_of(entities, moskova, "place")
    (('Rusya',), ('Moskova',))
    """
    names = []
    for part, (name, kind, wikidata) in _meanings(entities, mention, role):
        cluster = entities.clusters.setdefault(name, _Cluster(name, kind, wikidata))
        cluster.forms.update((part.name, *(() if part.label == "NORP" and kind == "State" else part.also)))
        if part.label == "TITLE":
            cluster.titles.update((part.name, *part.also))
        if part.end:
            cluster.ranges.add((part.start, part.end))
        names.append(name)
    return tuple(dict.fromkeys(names))


def meant(entities: Entities, mention: Mention, role: str) -> tuple[tuple[str, EntityType], ...]:
    """Name and type of those whom `mention` means in `role`, as `entities_of` finds them; nothing is remembered.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> meant(gather([], [], load_gazetteer(), None), Mention(0, 0, 0, 0, 7, "Moskova", "GPE"), "participant")
    (('Rusya', 'State'),)
    """
    return tuple(dict.fromkeys((name, kind) for _, (name, kind, _) in _meanings(entities, mention, role)))


def _meanings(entities: Entities, mention: Mention, role: str) -> Iterator[tuple[Mention, _Meaning]]:
    """Each part of a mention with what it means: names by themselves, other words by what they point back to."""
    kind = kind_of(mention) if mention.label in ("", "TITLE") and mention.name else None
    if kind and kind != "colleague":
        back = find_antecedents(mention, kind, entities.told)
        for one in back:
            place = kind in ("place", "capital")
            again = Mention(one.sentence, 0, 0, one.start, one.start, one.form if place else one.name, one.label, one.type)
            found = _meaning(entities, again, "place" if place else role)
            if found is not None:
                pair = replace(mention, name=one.name, also=()) if len(back) > 1 else mention
                yield pair, found
        if back:
            return
    if several := _several(entities, mention, role):
        for person in several:
            found = _for_state(entities, _person(entities, fold(person), mention), role)
            if found is not None:
                yield replace(mention, name=person, also=()), found
        return
    for part in parts_of(entities.gazetteer, mention):
        found = _meaning(entities, part, role)
        if found is not None:
            yield part, found


def _several(entities: Entities, mention: Mention, role: str) -> tuple[str, ...]:
    """The persons whom a title of several means: those named after it, or `iki bakan` those who bear it; and both of
    `Kovaç mevkidaşıyla`, who has a counterpart and who that is, where they do the same together.
    """
    borne = entities.bearers.get((mention.start, mention.end), ())
    if len(borne) > 1:
        return borne
    owner, _, noun = mention.name.rpartition(" ")
    person = entities.names.full.get(fold(owner)) if owner and not mention.label else None
    if person and kind_of(replace(mention, name=noun, also=())) == "colleague":
        other = find_counterpart(_posts(entities), person)
        return tuple(name for name in (person if role in EQUAL_ROLES else None, other) if name)
    return find_bearers(_posts(entities), mention) if mention.label in ("TITLE", "") else ()


def _entry(found: Entry) -> _Meaning:
    return found.name, found.type, found.wikidata


def _meaning(entities: Entities, mention: Mention, role: str) -> _Meaning | None:
    key = fold(mention.name)
    if not key:
        return None
    gazetteer = entities.gazetteer
    if role in PLACE_ROLES and mention.label in ("PER", "TITLE"):  # nothing happens in a person: a name misread
        place = next((entry for entry in gazetteer.find(mention.name) if entry.type in ("Place", "State")), None)
        return _entry(place) if place else (mention.name, "Place", None)
    if bearers := entities.bearers.get((mention.start, mention.end)):
        return _for_state(entities, _person(entities, fold(bearers[0]), mention), role)
    if mention.label == "PER" or (key in entities.names.full and mention.label not in ("GPE", "LOC", "ORG")):
        return _for_state(entities, _person(entities, key, mention), role)
    name = in_full(mention.name, entities.short_forms)
    if mention.label in ("GPE", "LOC", "ORG", "NORP", "") and mention.type not in ("Person",):
        if state := state_meant(gazetteer, name, mention, role):
            return _entry(state)
        if (entries := gazetteer.find(name) or force_of(gazetteer, name)) and (mention.label or entries[0].type != "Person"):
            return _entry(fitting(entries, role, mention))
    if mention.label in ("TITLE", "") and (mention.type == "Person" or mention.label == "TITLE"):
        if person := _titled(entities, mention):
            return _for_state(entities, person, role)
    kind = mention.type or _KIND.get(mention.label, "Place" if role in PLACE_ROLES else "Group")
    if mention.label == "GPE" and kind == "State" and role in PLACE_ROLES:
        kind = "Place"
    return name, kind, None  # type: ignore[return-value]


def _person(entities: Entities, key: str, mention: Mention) -> _Meaning | None:
    name = entities.names.full.get(key, mention.name)
    if key in entities.names.shared:
        before = (told.name for told in entities.told if told.start < mention.start)
        chosen = choose_person(_posts(entities), entities.names.shared[key], before)
        if chosen is None:
            return None
        name = chosen
    known = [e for e in entities.gazetteer.find(name, short=True) if e.type == "Person"]
    found = known[0] if len(known) == 1 else entities.gazetteer.spellings.get(name_key(name)) if not known else None
    return (found.name if found else name), "Person", found.wikidata if found else None


def _posts(entities: Entities) -> Posts:
    return Posts(entities.gazetteer, entities.posts, entities.published)


def _titled(entities: Entities, mention: Mention) -> _Meaning | None:
    """The person whom a title alone or `mevkidaşı` means."""
    posts = _posts(entities)
    found = find_colleague(posts, mention) or find_bearer(posts, mention)
    if isinstance(found, str):
        return _person(entities, fold(found), mention)
    return (found.name, "Person", found.wikidata) if found else None


def _for_state(entities: Entities, person: _Meaning | None, role: str) -> _Meaning | None:
    """The state whose office the person holds, in a role that states have; else the person."""
    if person is None or role not in STATE_ROLES:
        return person
    gazetteer, name = entities.gazetteer, person[0]
    owners = [post.organization for post in entities.posts if post.organization and fold(post.person) == fold(name)]
    owners += [entry.state for entry in gazetteer.find(name) if entry.type == "Person" and entry.state]
    states = (entry for owner in owners for entry in gazetteer.find(owner) if entry.type == "State")
    state = next(states, None)
    return _entry(state) if state else person


def _titles(entities: Entities) -> dict[str, set[str]]:
    """Name of a person → titles as they stand before the name."""
    found: dict[str, set[str]] = {}
    for post in entities.posts:
        holder = _person(entities, fold(post.person), Mention(0, 0, 0, 0, 0, post.person, "PER"))
        for name in {post.person, holder[0] if holder else post.person}:
            found.setdefault(name, set()).update({post.title, post.phrase} - {""})
    return found


def local_entities(entities: Entities, used: frozenset[str]) -> tuple[LocalEntity, ...]:
    """The entities that `used` names, with every form that the document gave them, sorted by name; to a person's belong the
    titles right before the name, alone and with what they belong to (``ABD Dışişleri Bakanı``).

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> entities = gather([], [], load_gazetteer(), None)
    >>> _ = entities_of(entities, Mention(0, 0, 0, 0, 7, "Kremlin", "GPE"), "participant")
    >>> [(one.name, one.aliases) for one in local_entities(entities, frozenset({"Rusya"}))]
    [('Rusya', ('Kremlin',))]
    """
    out = []
    titles, named = _titles(entities), defaultdict(set)
    for told in (one for one in entities.told if one.label and not one.capital):
        named[told.name].add(told.form)
    for name in sorted(used):
        cluster = entities.clusters.get(name) or _Cluster(name, "Person")
        offices = (cluster.titles | titles.get(name, set())) - {name} if cluster.type == "Person" else set()
        forms = (cluster.forms | offices | named[name]) - {name}
        out.append(LocalEntity(name, cluster.type, tuple(sorted(forms)), cluster.wikidata, tuple(sorted(cluster.ranges)),
                               titles=tuple(sorted(offices))))  # fmt: skip
    return tuple(out)
