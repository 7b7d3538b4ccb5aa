"""Extractions as JSON lines: the graph folder's own record of what was read, and the exchange format of the guidelines."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
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
    """The fields that a record of that kind must have and has not, those that it has and must not have, and values that a
    field does not take (a number where a text stands).

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
        elif not _fits(values[name], _hints(kind)[name]):
            yield f"{what}: {name!r} is {values[name]!r}; want {_wanted(_hints(kind)[name])}"


@functools.cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    """Whether a value of JSON can be one of that type: lists stand for tuples, texts for dates."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return any(_fits(value, one) for one in typing.get_args(hint))
    kind = typing.get_origin(hint) or hint
    if kind is typing.Literal or kind in (str, dt.date):
        return isinstance(value, str)
    if kind in (int, float):
        return isinstance(value, int if kind is int else (int, float)) and not isinstance(value, bool)
    if kind in (tuple, Sequence):
        items = typing.get_args(hint)
        every = isinstance(value, (list, tuple))
        return every and (len(items) != 2 or items[1] is not Ellipsis or all(_fits(item, items[0]) for item in value))
    if kind in (dict, Mapping):
        return isinstance(value, dict) and all(_fits(item, typing.get_args(hint)[1]) for item in value.values())
    return value is None if kind is types.NoneType else True


def _wanted(hint: Any) -> str:
    """The JSON that a field takes, in words."""
    told = {str: "a text", dt.date: "a date (2025-07-12)", int: "a whole number", float: "a number", tuple: "a list",
            dict: "a mapping", Sequence: "a list", Mapping: "a mapping", typing.Literal: "a text",
            types.NoneType: "nothing"}  # fmt: skip
    union = isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union
    kinds = [typing.get_origin(one) or one for one in (typing.get_args(hint) if union else (hint,))]
    return " or ".join(told.get(kind, "another value") for kind in kinds)


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
