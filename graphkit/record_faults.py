"""What is wrong with a record of a graph folder, in words: for ``graphkit validate``, before a graph is made of it."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from graphkit.edtf import is_edtf
from graphkit.errors import StoreError
from graphkit.model import (
    Document,
    EventMention,
    Graph,
    LocalEntity,
    LocalPosition,
    Modality,
    Polarity,
    ZoneKind,
)
from graphkit.ontology import Ontology, load_ontology
from graphkit.record_file import RecordFile
from graphkit.records import wrong_fields


def file_faults(records: RecordFile, ontology: Ontology) -> Iterator[str]:
    """The faults of all records that count, each with file, line and document.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from graphkit.ontology import load_ontology
    >>> list(file_faults(RecordFile(Path(tempfile.mkdtemp()) / "records.jsonl"), load_ontology()))
    []
    """
    damaged: list[str] = []
    rows = records.rows(damaged)
    yield from damaged
    if line := records.half_line():
        yield f"{records.path}:{line}: half a record, which is not counted; the next build reads that document again"
    for line, data in rows:
        where = f"{records.path}:{line}: document {data['document']['id']}"
        yield from (f"{where}, {fault}" for fault in record_faults(data, ontology))


def told_faults(make: Callable[[], Graph], records: RecordFile) -> Graph:
    """What `make` makes of the records; where they break it, the first of their faults is told in place of its error.

    Raises
    ------
    StoreError
        With file, line and document.

    Examples
    --------
    >>> from pathlib import Path
    >>> told_faults(Graph, RecordFile(Path("records.jsonl"))) == Graph()
    True
    """
    try:
        return make()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        found = list(file_faults(records, load_ontology()))
        if not found:
            raise
        more = f" (`graphkit validate` tells all {len(found)} faults)" if len(found) > 1 else ""
        raise StoreError(f"{found[0]}{more}") from error


def record_faults(data: Mapping[str, Any], ontology: Ontology) -> Iterator[str]:
    """The faults of a record whose JSON was read already, each a sentence; none: it is a record of that ontology.

    Parameters
    ----------
    data : mapping
        A line of ``records.jsonl``.
    ontology : Ontology
        Whose event and entity types are known.

    Examples
    --------
    >>> import json
    >>> from graphkit.model import Extraction
    >>> from graphkit.ontology import load_ontology
    >>> from graphkit.records import to_json
    >>> record = json.loads(to_json(Extraction(Document("d1", "Zirve", "Zirve"))))
    >>> list(record_faults(record | {"events": [{"type": "Picnic", "colour": "red"}]}, load_ontology()))[-2:]
    ["event 1 (Picnic): there is no field 'colour'", 'event 1 (Picnic): there is no such event type']
    """
    for key in ("entities", "positions", "events"):
        if not isinstance(data.get(key), list) or not all(isinstance(one, dict) for one in data[key]):
            yield f"{key!r} is {data.get(key)!r}; want a list of mappings"
            return
    document = list(_document(data))
    yield from document
    kinds = {kind.name for kind in ontology.entities}
    for number, entity in enumerate(data["entities"], 1):
        what = f"entity {number} ({entity.get('name', 'of no name')})"
        yield from _wrong(LocalEntity, entity, what)
        if entity.get("name") == "":
            yield f"{what}: 'name' is empty"
        if entity.get("type") not in kinds:
            yield f"{what}: there is no entity type {entity.get('type')!r}"
    names = {entity.get("name") for entity in data["entities"]}
    for number, position in enumerate(data["positions"], 1):
        yield from _wrong(LocalPosition, position, f"position {number}")
        yield from (f"position {number}: {fault}" for fault in _position(position, names))
    for number, event in enumerate(data["events"], 1):
        what = f"event {number} ({event.get('type', 'of no type')})"
        wrong = list(_wrong(EventMention, event, what))
        yield from wrong
        if not any(_misfits(EventMention, event)):
            yield from (f"{what}: {fault}" for fault in _event(event, ontology, names))
            if not document and not wrong:
                yield from (f"{what}: {fault}" for fault in _stretch(event, data))


def _document(data: Mapping[str, Any]) -> Iterator[str]:
    """The faults of the document itself, and of where its zones and sentences stand."""
    document, sentences = data["document"], data.get("sentences")
    wrong = list(_wrong(Document, document, "document"))
    yield from wrong
    if document.get("id") == "":
        yield "document: 'id' is empty"
    published = document.get("published")
    if isinstance(published, str) and not _is_day(published):
        yield f"document: 'published' is {published!r}; want a date (2025-07-12)"
    if wrong:
        return
    length = len(document["text"])
    for number, zone in enumerate(document["zones"], 1):
        if not isinstance(zone, dict) or set(zone) != {"kind", "start", "end"} or zone["kind"] not in get_args(ZoneKind):
            yield f"zone {number} is {zone!r}; want kind ({', '.join(get_args(ZoneKind))}), start and end"
        elif not _lies(zone["start"], zone["end"], length):
            yield f"zone {number}: {zone['start']} to {zone['end']} is no stretch of the text, which has {length} characters"
    if not isinstance(sentences, list) or not all(isinstance(one, list) and len(one) == 2 for one in sentences):
        yield f"'sentences' is {sentences!r}; want a list of pairs"
        return
    for number, (start, end) in enumerate(sentences, 1):
        if not _lies(start, end, length):
            yield f"sentence {number}: {start} to {end} is no stretch of the text, which has {length} characters"


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _lies(start: Any, end: Any, length: int) -> bool:
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length


def _position(position: Mapping[str, Any], names: set[str]) -> Iterator[str]:
    for key in ("person", "organization"):
        if isinstance(position.get(key), str) and position[key] not in names:
            yield f"{key!r} is {position[key]!r}, which is no entity of the record"
    for key in ("since", "until"):
        if isinstance(position.get(key), str) and not is_edtf(position[key]):
            yield f"{key!r} is {position[key]!r}; write 2025, 2025-07, 2025-07-12 or another EDTF date"


def _stretch(event: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with where a mention stands."""
    text, sentences = data["document"]["text"], data["sentences"]
    start, end, trigger, sentence = (event.get(key) for key in ("start", "end", "trigger", "sentence"))
    if not isinstance(sentence, int) or not 0 <= sentence < len(sentences):
        yield f"'sentence' is {sentence}; the record has {len(sentences)}"
    if not _lies(start, end, len(text)):
        yield f"{start} to {end} is no stretch of the text, which has {len(text)} characters"
    elif text[start:end] != trigger:
        yield f"'trigger' is {trigger!r}, but the text has {text[start:end]!r} there"
    if event.get("zone") not in get_args(ZoneKind):
        yield f"'zone' is {event.get('zone')!r}; it can be {', '.join(get_args(ZoneKind))}"


def _event(event: Mapping[str, Any], ontology: Ontology, names: set[str]) -> Iterator[str]:
    roles = next((one.roles for one in ontology.events if one.name == event.get("type")), None)
    if roles is None:
        yield "there is no such event type"
    for role, fillers in event.get("roles", {}).items():
        if roles is not None and role not in roles:
            yield f"this type has no role {role!r}; it has {', '.join(roles)}"
        for name in fillers:
            if name not in names:
                yield f"{role!r} is filled by {name!r}, who is no entity of the record"
    for pair in event.get("inferred", ()):
        if len(pair) != 2 or pair[1] not in names:
            yield f"'inferred' holds {pair!r}; want a role and an entity of the record"
    for key in ("place", "source", "denied_by"):
        for name in event.get(key, ()):
            if name not in names:
                yield f"{key!r} is {name!r}, which is no entity of the record"
    for key, allowed in (("polarity", get_args(Polarity)), ("modality", get_args(Modality))):
        if key in event and event[key] not in allowed:
            yield f"{key!r} is {event[key]!r}; it can be {', '.join(allowed)}"
    if event.get("time") is not None and not is_edtf(str(event["time"])):
        yield f"'time' is {event['time']!r}; write 2025, 2025-07, 2025-07-12 or another EDTF date"


def _wrong(kind: type, values: Mapping[str, Any], what: str) -> Iterator[str]:
    """The fields that lack or are too many, and those that do not take their value (a number where a text stands)."""
    yield from wrong_fields(kind, values, what)
    for name, hint in _misfits(kind, values):
        yield f"{what}: {name!r} is {values[name]!r}; want {_wanted(hint)}"


def _misfits(kind: type, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and type of each field whose value is of another type."""
    hints = typing.get_type_hints(kind)
    yield from ((name, hints[name]) for name, value in values.items() if name in hints and not _fits(value, hints[name]))


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
