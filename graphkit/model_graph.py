"""The records of the graph: its nodes, each with an id, and what joins them. Exported by `graphkit.model`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graphkit.model_text import ZoneKind

Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "planned", "possible"]
EntityType = Literal["Person", "Organization", "State", "MilitaryForce", "Place", "Group"]
Status = Literal["actual", "planned", "possible", "denied", "disputed"]


@dataclass(frozen=True, slots=True)
class DocumentNode:
    """A document as a node of the graph (without its text).

    Examples
    --------
    >>> DocumentNode("d1", "Zirve", dt.date(2026, 3, 18)).published.isoformat()
    '2026-03-18'
    """

    id: str
    title: str
    published: dt.date | None = None
    language: str = "tr"
    url: str | None = None
    outlet: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or place. `keys` are the folded forms of name and aliases, sorted: what a search compares.

    Examples
    --------
    >>> Entity("Q159", "State", "Rusya", ("RUSYA",), ("rusya",), "Q159").keys
    ('rusya',)
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What one document calls an entity (`entity` and `document` are ids): the names of an entity stand on these.

    `name` is the document's own name for it, `aliases` are its other forms there, sorted. The `Entity` is computed
    from its namings (`namings.entity_of`), so that taking a document back takes back the names that only it gave.

    Examples
    --------
    >>> Naming("n1", "Q159", "d1", "State", "Rusya").entity
    'Q159'
    """

    id: str
    entity: str
    document: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A post held by `person` in `organization` (entity ids); `documents` are the ids that say so, sorted. `since` and
    `until` are EDTF, where a document says when.

    Examples
    --------
    >>> Position("p1", "Q58217", "Dışişleri Bakanı", "Q159", ("d1",)).organization
    'Q159'
    """

    id: str
    person: str
    title: str
    organization: str | None = None
    documents: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """A slot filled: `role` and the id of the entity in it.

    Examples
    --------
    >>> Argument("participant", "Q159") < Argument("participant", "Q30")
    True
    """

    role: str
    entity: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that tells an event, and what exactly it tells.

    `event` and `document` are ids. `quote` is the sentence, ``quote_start``/``quote_end`` its range in the document,
    `start`/`end` the range of the trigger. `arguments` (sorted; roles of the type and ``place``), `time`, `quantity`,
    `item` and `title` are this sentence's own claims; `sources` are the entity ids of those who say so.

    Examples
    --------
    >>> Evidence("v1", "e1", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body").polarity
    'positive'
    """

    id: str
    event: str
    document: str
    type: str
    quote: str
    quote_start: int
    quote_end: int
    trigger: str
    start: int
    end: int
    line: int
    zone: ZoneKind
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    arguments: tuple[Argument, ...] = ()
    inferred: tuple[Argument, ...] = ()
    sources: tuple[str, ...] = ()
    time: str | None = None
    quantity: str | None = None
    item: str | None = None
    title: str | None = None
    proposer: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, computed from its evidences (`assemble.event_of`), never stored against them.

    `time` is EDTF, `begin`/`end` the first and last day it covers (None: undated). `label` is a short Turkish
    name for people. `confidence` lies in [0, 1].

    Examples
    --------
    >>> Event("e1", "Meeting", "Görüşme", (Argument("participant", "Q159"),), time="2026-03").status
    'actual'
    """

    id: str
    type: str
    label: str
    arguments: tuple[Argument, ...] = ()
    time: str | None = None
    begin: dt.date | None = None
    end: dt.date | None = None
    quantity: str | None = None
    item: str | None = None
    title: str | None = None
    status: Status = "actual"
    confidence: float = 1.0



@dataclass(frozen=True, slots=True)
class Graph:
    """Assembled nodes, each kind by id. Every id that an edge names is a key of the mapping it points to.

    Examples
    --------
    >>> Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}).entities["Q159"].name
    'Rusya'
    """

    documents: Mapping[str, DocumentNode] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    namings: Mapping[str, Naming] = field(default_factory=dict)
