"""What is wrong with a record of a graph folder, in words: for ``graphkit validate``, before a graph is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from graphkit.edtf import is_edtf
from graphkit.model import Document, EventMention, LocalEntity, LocalPosition, Modality, Polarity
from graphkit.ontology import Ontology
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
    for line, data in records.rows():
        where = f"{records.path}:{line}: document {data['document']['id']}"
        yield from (f"{where}, {fault}" for fault in record_faults(data, ontology))


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
    yield from wrong_fields(Document, data["document"], "document")
    kinds = {kind.name for kind in ontology.entities}
    for number, entity in enumerate(data["entities"], 1):
        what = f"entity {number} ({entity.get('name', 'of no name')})"
        yield from wrong_fields(LocalEntity, entity, what)
        if entity.get("type") not in kinds:
            yield f"{what}: there is no entity type {entity.get('type')!r}"
    for number, position in enumerate(data["positions"], 1):
        yield from wrong_fields(LocalPosition, position, f"position {number}")
    names = {entity.get("name") for entity in data["entities"]}
    for number, event in enumerate(data["events"], 1):
        what = f"event {number} ({event.get('type', 'of no type')})"
        wrong = list(wrong_fields(EventMention, event, what))
        yield from wrong
        if not any("; want " in fault for fault in wrong):
            yield from (f"{what}: {fault}" for fault in _event(event, ontology, names))


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
    for key in ("place", "source"):
        for name in event.get(key, ()):
            if name not in names:
                yield f"{key!r} is {name!r}, which is no entity of the record"
    for key, allowed in (("polarity", get_args(Polarity)), ("modality", get_args(Modality))):
        if key in event and event[key] not in allowed:
            yield f"{key!r} is {event[key]!r}; it can be {', '.join(allowed)}"
    if event.get("time") is not None and not is_edtf(str(event["time"])):
        yield f"'time' is {event['time']!r}; write 2025, 2025-07, 2025-07-12 or another EDTF date"
