"""The records that pass between the steps, from text to graph.

Everything here is a frozen dataclass of plain values and needs the standard library only. Offsets are half-open
ranges of Unicode code points of the document's text. Three groups:

reading     `Zone`, `Document`; `Word`, `Name`, `Sentence` (written in `graphkit.model_text`)
extraction  `Filler`, `Candidate`; `LocalEntity`, `LocalPosition`, `EventMention`, `Extraction`
graph       `DocumentNode`, `Entity`, `Naming`, `Position`, `Argument`, `Evidence`, `Event`, `Graph` (in
            `graphkit.model_graph`)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.model_graph import (
    Argument,
    DocumentNode,
    Entity,
    EntityType,
    Event,
    Evidence,
    Graph,
    Modality,
    Naming,
    Polarity,
    Position,
    Status,
)
from graphkit.model_text import Document, Name, Sentence, Word, Zone, ZoneKind

__all__ = [
    "Argument", "Candidate", "Document", "DocumentNode", "Entity", "EntityType", "Event", "EventMention", "Evidence",
    "Extraction", "Filler", "Graph", "LocalEntity", "LocalPosition", "Modality", "Name", "Naming", "Polarity",
    "Position", "Sentence", "Status", "Word", "Zone", "ZoneKind",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filler:
    """A range of the document proposed for a role (a role of the type, ``place`` or ``source``).

    Examples
    --------
    >>> Filler("party", 0, 3).role
    'party'
    """

    role: str
    start: int
    end: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a head or a frame proposes; `start`/`end` are the trigger's range in the document.

    `polarity` and `modality` are None where the proposer has no opinion. `proposer` is ``head:VERSION`` or
    ``frame:NAME``. `when` is the range of a word of the time expression that dates the event, in its sentence or
    another.

    Examples
    --------
    >>> Candidate("Agreement", 0, 10, 18, "frame:sign", fillers=(Filler("party", 0, 3),)).proposer
    'frame:sign'
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
    when: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one document. `aliases` are its other surface forms, without suffixes; `mentions` are ranges.

    `titles` are those of the forms that are an office, alone or with what it belongs to (``Bakan``, ``Rusya Savunma
    Bakanı``): they mean this person in this document only, tomorrow somebody else may hold the office.

    `id` is set where a judgement says which entity of the graph it is; else the id follows from name and type.

    Examples
    --------
    >>> LocalEntity("Rusya", "State", ("Moskova yönetimi",), "Q159").aliases
    ('Moskova yönetimi',)
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    mentions: tuple[tuple[int, int], ...] = ()
    id: str | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalPosition:
    """A post that a person holds in one document, by entity names; `since` and `until` are EDTF, where the text says when.

    Examples
    --------
    >>> LocalPosition("Sergey Lavrov", "Dışişleri Bakanı", "Rusya").title
    'Dışişleri Bakanı'
    """

    person: str
    title: str
    organization: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of an event in one sentence, as in the annotation guidelines.

    `roles` maps role → names of `LocalEntity`; `inferred` holds the (role, name) pairs that do not stand in the
    sentence. `time` is EDTF (``2024-12``); `same_as` joins mentions of one event in the document. `denied_by` are those
    who deny the claim that tells it (``gönderdiği iddiasını reddetti``), whatever its `polarity`.

    Examples
    --------
    >>> EventMention("Meeting", "görüştü", 14, 21, 0, 1, "body", {"participant": ("Fas", "Tunus")}).roles["participant"]
    ('Fas', 'Tunus')
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
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document: its entities, positions and event mentions.

    Examples
    --------
    >>> Extraction(Document("d1", "Zirve", "Zirve")).events
    ()
    """

    document: Document
    entities: tuple[LocalEntity, ...] = ()
    positions: tuple[LocalPosition, ...] = ()
    events: tuple[EventMention, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
