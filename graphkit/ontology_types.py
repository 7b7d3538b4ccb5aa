"""Records of the ontology: event types with their roles, entity types, labels; `graphkit.ontology` reads them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from graphkit.errors import OntologyError


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of entity: ``Person``, ``State`` … with its label and definition in Turkish and English.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> load_ontology().entity("State").label_tr
    'Devlet'
    """

    name: str
    label_tr: str
    label_en: str
    definition_tr: str = ""
    definition_en: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A slot of an event. `ranges` are the entity types that fill it, `events` the event types that have it.

    ``place`` is a role that every event type has.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> load_ontology().role("participant").label_en
    'participant'
    """

    name: str
    label_tr: str
    label_en: str
    definition_tr: str = ""
    definition_en: str = ""
    ranges: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event.

    `roles` are its roles in order, without ``place``, which every type has. `details` are the text properties that
    matter for it (``title``, ``item``, ``quantity``). `plover` and `cameo` are the nearest codes (None: none is near;
    PLOVER draft 0.8, https://github.com/openeventdata/PLOVER). `example` is a Turkish sentence and `example_roles`
    the (role, words) pairs in it.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> load_ontology().event("Meeting").roles
    ('participant',)
    """

    name: str
    label_tr: str
    label_en: str
    definition_tr: str = ""
    definition_en: str = ""
    roles: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    plover: str | None = None
    cameo: str | None = None
    example: str = ""
    example_roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types and roles, each in the order of the file.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> len(load_ontology().events)
    23
    """

    events: tuple[EventType, ...]
    roles: tuple[Role, ...]
    entities: tuple[EntityType, ...]
    terms: frozenset[str] = frozenset()
    """Local names of all its classes and properties, those of the graph model among them."""

    def event(self, name: str) -> EventType:
        """The event type of that name.

        Raises
        ------
        OntologyError
            If there is none; the message lists all.

        Examples
        --------
        >>> from graphkit.ontology import load_ontology
        >>> load_ontology().event("TroopDeployment").roles
        ('sender', 'destination', 'beneficiary', 'opponent')
        """
        return _named(self.events, name, "event type", "; own types are known with --extend FOLDER")

    def role(self, name: str) -> Role:
        """The role of that name, ``place`` included.

        Raises
        ------
        OntologyError
            If there is none; the message lists all.

        Examples
        --------
        >>> from graphkit.ontology import load_ontology
        >>> load_ontology().role("sender").label_tr
        'gönderen'
        """
        return _named(self.roles, name, "role")

    def entity(self, name: str) -> EntityType:
        """The entity type of that name.

        Raises
        ------
        OntologyError
            If there is none; the message lists all.

        Examples
        --------
        >>> from graphkit.ontology import load_ontology
        >>> load_ontology().entity("State").label_tr
        'Devlet'
        """
        return _named(self.entities, name, "entity type")

    def label(self, name: str, language: str = "tr") -> str:
        """Label of a type or role in ``tr`` or ``en``; the name itself where nothing has that name.

        Examples
        --------
        >>> from graphkit.ontology import load_ontology
        >>> load_ontology().label("Meeting"), load_ontology().label("Meeting", "en"), load_ontology().label("Xyz")
        ('Görüşme', 'Meeting', 'Xyz')
        """
        records: tuple[EventType | Role | EntityType, ...] = (*self.events, *self.roles, *self.entities)
        found = next((record for record in records if record.name == name), None)
        if found is None:
            return name
        return found.label_tr if language == "tr" else found.label_en


_Record = TypeVar("_Record", EventType, Role, EntityType)


def _named(records: Iterable[_Record], name: str, kind: str, hint: str = "") -> _Record:
    known = {record.name: record for record in records}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise OntologyError(f"no {kind} {name!r}{meant}; there are: {', '.join(sorted(known))}{hint}")
    return known[name]
