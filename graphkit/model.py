"""The records that pass between the steps, from text to graph.

Everything here is a frozen dataclass of plain values and needs the standard library only. Offsets are half-open
ranges of Unicode code points of the document's text. Three groups:

reading     `Zone`, `Document`; `Word`, `Name`, `Sentence`
extraction  `Filler`, `Candidate`; `LocalEntity`, `LocalPosition`, `EventMention`, `Extraction`
graph       `DocumentNode`, `Entity`, `Naming`, `Position`, `Argument`, `Evidence`, `Event`, `Graph`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ZoneKind = Literal["title", "body", "teaser", "caption", "byline"]
Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "planned", "possible"]
EntityType = Literal["Person", "Organization", "State", "MilitaryForce", "Place", "Group"]
Status = Literal["actual", "planned", "possible", "denied", "disputed"]

# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document that plays one part on the page.

    Zones do not overlap and stand in text order; text outside every zone is ``body``.
    """

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read.

    `id` is the id that the input gave, else ``d`` and 16 hex digits of the SHA-256 of the text and published date.
    `text` starts with the title where there is one. `part_of` is the id of the page on which a teaser stood.
    `encoding` is how the bytes were decoded, for the log. `source` is the outlet that published it.
    """

    id: str
    title: str
    text: str
    zones: tuple[Zone, ...] = ()
    published: dt.date | None = None
    language: str = "tr"
    url: str | None = None
    source: str | None = None
    path: str | None = None
    encoding: str | None = None
    part_of: str | None = None

    def zone_at(self, offset: int) -> ZoneKind:
        """Kind of the zone that holds the code point at `offset`; ``body`` outside every zone.

        Examples
        --------
        >>> Document("d1", "Zirve", "Zirve", (Zone("title", 0, 5),)).zone_at(2)
        'title'
        """
        return next((zone.kind for zone in self.zones if zone.start <= offset < zone.end), "body")

    def line_at(self, offset: int) -> int:
        """1-based number of the line that holds the code point at `offset`.

        Examples
        --------
        >>> Document("d1", "", "bir\\niki").line_at(4)
        2
        """
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Word:
    """One word: a CoNLL-U row with offsets.

    `id` counts from 1 inside the sentence, `head` is the id of the governing word (0: root). `feats` is a CoNLL-U
    FEATS string (``Case=Gen|Number=Sing``; empty: none). `morphemes` are the tags of the chosen morphological
    analysis, root first (``("Verb", "Pass", "PastPart", "P3sg", "Acc")``); empty where no analysis is known.
    """

    id: int
    text: str
    start: int
    end: int
    lemma: str = ""
    upos: str = "X"
    feats: str = ""
    head: int = 0
    deprel: str = "dep"
    morphemes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity that the reader found: a range of the document and its label.

    Labels: PER ORG GPE LOC NORP TITLE DATE EVENT PRODUCT LAW. The range leaves out an apostrophe and its suffix.
    """

    start: int
    end: int
    text: str
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its words and names; `index` counts from 0 in the document, `line` from 1.

    `cut` marks a piece of an endless sentence that goes on in the next one.
    """

    index: int
    start: int
    end: int
    text: str
    line: int
    zone: ZoneKind
    words: tuple[Word, ...] = ()
    names: tuple[Name, ...] = ()
    cut: bool = False


# ---------------------------------------------------------------- extraction


@dataclass(frozen=True, slots=True)
class Filler:
    """A range of the document proposed for a role (a role of the type, ``place`` or ``source``)."""

    role: str
    start: int
    end: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a head or a frame proposes; `start`/`end` are the trigger's range in the document.

    `polarity` and `modality` are None where the proposer has no opinion. `proposer` is ``head:VERSION`` or
    ``frame:NAME``.
    """

    type: str
    sentence: int
    start: int
    end: int
    proposer: str
    score: float = 1.0
    fillers: tuple[Filler, ...] = ()
    polarity: Polarity | None = None
    modality: Modality | None = None
    item: str | None = None
    title: str | None = None
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one document. `aliases` are its other surface forms, without suffixes; `mentions` are ranges."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LocalPosition:
    """A post that a person holds in one document, by entity names."""

    person: str
    title: str
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of an event in one sentence, as in the annotation guidelines.

    `roles` maps role → names of `LocalEntity`; `inferred` holds the (role, name) pairs that do not stand in the
    sentence. `time` is EDTF (``2024-12``); `same_as` joins mentions of one event in the document.
    """

    type: str
    trigger: str
    start: int
    end: int
    sentence: int
    line: int
    zone: ZoneKind
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inferred: tuple[tuple[str, str], ...] = ()
    time: str | None = None
    place: tuple[str, ...] = ()
    quantity: str | None = None
    item: str | None = None
    title: str | None = None
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    source: tuple[str, ...] = ()
    same_as: str | None = None
    proposer: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document: its entities, positions and event mentions."""

    document: Document
    entities: tuple[LocalEntity, ...] = ()
    positions: tuple[LocalPosition, ...] = ()
    events: tuple[EventMention, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


# ---------------------------------------------------------------- graph


@dataclass(frozen=True, slots=True)
class DocumentNode:
    """A document as a node of the graph (without its text)."""

    id: str
    title: str
    published: dt.date | None = None
    language: str = "tr"
    url: str | None = None
    outlet: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or place. `keys` are the folded forms of name and aliases, sorted: what a search compares."""

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
    """A post held by `person` in `organization` (entity ids); `documents` are the ids that say so, sorted."""

    id: str
    person: str
    title: str
    organization: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """A slot filled: `role` and the id of the entity in it."""

    role: str
    entity: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that tells an event, and what exactly it tells.

    `event` and `document` are ids. `quote` is the sentence, ``quote_start``/``quote_end`` its range in the document,
    `start`/`end` the range of the trigger. `arguments` (sorted; roles of the type and ``place``), `time`, `quantity`,
    `item` and `title` are this sentence's own claims; `sources` are the entity ids of those who say so.
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
    """Assembled nodes, each kind by id. Every id that an edge names is a key of the mapping it points to."""

    documents: Mapping[str, DocumentNode] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    namings: Mapping[str, Naming] = field(default_factory=dict)
