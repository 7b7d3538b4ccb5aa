"""Extractions as JSON lines: the graph folder's own record of what was read, and the exchange format of the guidelines."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from graphkit.model import Document, EventMention, Extraction, LocalEntity, LocalPosition, Zone

_Kind = TypeVar("_Kind")
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
        _made(Document, document, "document"),
        tuple(_made(LocalEntity, {k: _tuples(v) for k, v in entity.items()}, f"entity {number}")
              for number, entity in enumerate(data["entities"], 1)),
        tuple(_made(LocalPosition, position, f"position {number}") for number, position in enumerate(data["positions"], 1)),
        tuple(_mention(event, number) for number, event in enumerate(data["events"], 1)),
        _tuples(data["sentences"]),
    )  # fmt: skip


def _mention(data: Mapping[str, Any], number: int) -> EventMention:
    values = {key: _tuples(value) for key, value in data.items() if key in _MENTION_FIELDS}
    values["roles"] = {role: tuple(names) for role, names in data.get("roles", {}).items()}
    return _made(EventMention, values, f"event {number} ({data.get('type', 'of no type')})")


def _made(kind: type[_Kind], values: Mapping[str, Any], what: str) -> _Kind:
    """A record of that kind; what is missing or unknown is said in words."""
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(next(wrong_fields(kind, values, what), f"{what}: {error}")) from error


def wrong_fields(kind: type, values: Mapping[str, Any], what: str) -> Iterator[str]:
    """The fields that a record of that kind must have and has not, and those that it has and must not have.

    Examples
    --------
    >>> list(wrong_fields(LocalPosition, {"person": "A", "post": "B"}, "position 1"))
    ["position 1: 'title' is missing", "position 1: there is no field 'post'"]
    """
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for name, field in fields.items():
        without = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if without and name not in values:
            yield f"{what}: {name!r} is missing"
    for name in values:
        if name not in fields:
            yield f"{what}: there is no field {name!r}"


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
