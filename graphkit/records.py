"""Extractions as JSON lines: the graph folder's own record of what was read, and the exchange format of the guidelines."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from graphkit.model import Document, EventMention, Extraction, LocalEntity, LocalPosition, Zone

_MENTION_FIELDS = {field.name for field in dataclasses.fields(EventMention)}


def to_json(extraction: Extraction, **extra: str) -> str:
    """One line of JSON (no line break inside) that `from_json` turns back into an equal record.

    Examples
    --------
    >>> extraction = Extraction(Document("d1", "Zirve", "Zirve"))
    >>> from_json(to_json(extraction)) == extraction
    True
    """
    data = {**dataclasses.asdict(extraction), **extra}
    return json.dumps(data, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def from_json(line: str) -> Extraction:
    """The extraction that `to_json` wrote.

    Raises
    ------
    ValueError, KeyError, TypeError
        When the line is cut off or is no such record.

    Examples
    --------
    >>> from_json(to_json(Extraction(Document("d1", "Zirve", "Zirve")))).document.id
    'd1'
    """
    return extraction_of(json.loads(line))


def extraction_of(data: Mapping[str, Any]) -> Extraction:
    """The extraction of a record whose JSON was read already.

    Raises
    ------
    ValueError, KeyError, TypeError
        When it is no such record.

    Examples
    --------
    >>> extraction_of(json.loads(to_json(Extraction(Document("d1", "Zirve", "Zirve"))))).document.title
    'Zirve'
    """
    document = dict(data["document"])
    document["zones"] = tuple(Zone(**zone) for zone in document["zones"])
    document["published"] = dt.date.fromisoformat(document["published"]) if document["published"] else None
    return Extraction(
        Document(**document),
        tuple(LocalEntity(**{k: _tuples(v) for k, v in entity.items()}) for entity in data["entities"]),
        tuple(LocalPosition(**position) for position in data["positions"]),
        tuple(_mention(event) for event in data["events"]),
        _tuples(data["sentences"]),
    )


def _mention(data: Mapping[str, Any]) -> EventMention:
    values = {key: _tuples(value) for key, value in data.items() if key in _MENTION_FIELDS}
    values["roles"] = {role: tuple(names) for role, names in data["roles"].items()}
    return EventMention(**values)


def to_guidelines(extraction: Extraction) -> dict[str, Any]:
    """The record of a document in the format of the annotation guidelines, as ``graphkit extract`` writes it.

    Examples
    --------
    >>> to_guidelines(Extraction(Document("d1", "Zirve", "Zirve")))["events"]
    []
    """
    document = extraction.document
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "text": document.text,
        "entities": [{"name": e.name, "type": e.type, "aliases": list(e.aliases), "wikidata": e.wikidata}
                     for e in extraction.entities],
        "positions": [dataclasses.asdict(position) for position in extraction.positions],
        "events": [_event(event) for event in extraction.events],
    }  # fmt: skip


def _event(event: EventMention) -> dict[str, Any]:
    return {
        "type": event.type, "trigger": event.trigger, "line": event.line,
        "roles": {role: list(names) for role, names in event.roles.items()}, "time": event.time,
        "place": list(event.place), "quantity": event.quantity, "item": event.item, "title": event.title,
        "polarity": event.polarity, "modality": event.modality, "source": list(event.source),
        "same_as": event.same_as, "zone": event.zone, "proposer": event.proposer, "score": event.score,
    }  # fmt: skip
