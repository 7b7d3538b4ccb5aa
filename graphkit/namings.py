"""What documents call their entities, and the entity that follows from it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.model import Entity, Extraction, LocalEntity, Naming
from graphkit.text import fold


def naming_id(document: str, entity: str) -> str:
    """Id of what a document calls an entity.

    Examples
    --------
    >>> naming_id("d1", "Q159")
    'n01020d83d429c6c8'
    """
    return "n" + hashlib.sha256(f"{document}\x1f{entity}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_namings(extraction: Extraction, ids: Mapping[str, str]) -> Iterator[Naming]:
    """What a document calls the entities that its events and positions name; `ids` maps local name → entity id.

    Yields
    ------
    Naming
        One per entity, in order of entity id. Two local entities of one id are one naming: the first name counts.

    Examples
    --------
    >>> from graphkit.model import Document, EventMention
    >>> met = EventMention("Meeting", "görüştü", 0, 7, 0, 1, "body", {"participant": ("Rusya",)})
    >>> told = Extraction(Document("d1", "", ""), (LocalEntity("Rusya", "State", ("Kremlin",), "Q159"),), (), (met,))
    >>> [(naming.name, naming.aliases) for naming in read_namings(told, {"Rusya": "Q159"})]
    [('Rusya', ('Kremlin',))]
    """
    found: dict[str, list[LocalEntity]] = {}
    wanted = set(_named(extraction))
    for local in extraction.entities:
        if local.name in wanted:
            found.setdefault(ids[local.name], []).append(local)
    document = extraction.document.id
    posts = {fold(position.title) for position in extraction.positions}
    for key, locals_ in sorted(found.items()):
        first = locals_[0]
        forms = {form for local in locals_ for form in (local.name, *local.aliases)} - {first.name}
        if first.type == "Person":
            titles = posts | {fold(title) for local in locals_ for title in local.titles}
            forms = {form for form in forms if fold(form) not in titles and not _is_part(form, first.name)}
        wikidata = next((local.wikidata for local in locals_ if local.wikidata), None)
        yield Naming(naming_id(document, key), key, document, first.type, first.name, tuple(sorted(forms)), wikidata)


def _is_part(form: str, name: str) -> bool:
    """Whether a form is a part of a person's name (``Kim``), which means the person in this document only."""
    return set(fold(form).split()) < set(fold(name).split())


def _named(extraction: Extraction) -> Iterator[str]:
    """Names of the entities that the graph needs of a document."""
    for mention in extraction.events:
        for names in mention.roles.values():
            yield from names
        yield from (*mention.place, *mention.source, *mention.denied_by, *(name for _, name in mention.inferred))
    for position in extraction.positions:
        yield position.person
        if position.organization is not None:
            yield position.organization


def entity_of(entity_id: str, namings: Sequence[Naming]) -> Entity:
    """The entity that its namings add up to.

    Parameters
    ----------
    entity_id
        Its id.
    namings
        One or more, in any order.

    Returns
    -------
    Entity
        The name that most documents give is the name (of several, one that is not in capitals, then the first), all
        other forms are aliases; the type that most give is the type.

    Examples
    --------
    >>> told = [Naming("n1", "Q159", "d1", "State", "Rusya", ("Moskova yönetimi",)),
    ...         Naming("n2", "Q159", "d2", "State", "RUSYA")]
    >>> entity_of("Q159", told).name, entity_of("Q159", told).aliases, entity_of("Q159", told).keys
    ('Rusya', ('Moskova yönetimi', 'RUSYA'), ('moskova yönetimi', 'rusya'))
    """
    names = Counter(naming.name for naming in namings)
    kinds = Counter(naming.type for naming in namings)
    name = min(names, key=lambda one: (-names[one], one.isupper(), one))
    forms = {form for naming in namings for form in (naming.name, *naming.aliases)}
    wikidata = min((naming.wikidata for naming in namings if naming.wikidata), default=None)
    keys = tuple(sorted({fold(form) for form in forms} - {""}))
    kind = min(kinds, key=lambda one: (-kinds[one], one))
    return Entity(entity_id, kind, name, tuple(sorted(forms - {name})), keys, wikidata)


def entities_of(namings: Iterable[Naming]) -> dict[str, Entity]:
    """Every entity that is named, by id, in order of id.

    Examples
    --------
    >>> entities_of([Naming("n1", "Q159", "d1", "State", "Rusya")])["Q159"].name
    'Rusya'
    """
    told: dict[str, list[Naming]] = {}
    for naming in namings:
        told.setdefault(naming.entity, []).append(naming)
    return {key: entity_of(key, told[key]) for key in sorted(told)}
