"""The graph as CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180): one table of events, or four tables.

UTF-8 with the byte order mark that spreadsheets need to read Turkish; pandas, polars and R skip it. Several values in
one cell are joined by ``"; "``. An empty cell: nothing is known. Texts stand as they are: a spreadsheet may take a
sentence that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, so import such columns as text.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.files import write_text, write_with
from graphkit.model import Argument, Evidence, Graph
from graphkit.rows import Rows

_EVENT = ("id", "type", "label", "time", "begin", "end", "status", "confidence", "quantity", "item", "title")
_EVIDENCE = (
    *("id", "event", "document", "type", "quote", "quote_start", "quote_end", "trigger", "start", "end", "line"),
    *("zone", "polarity", "modality", "time", "quantity", "item", "title", "proposer", "score"),
)
_DOCUMENT = ("id", "title", "published", "language", "url", "outlet", "part_of")
# what is no text, by table (`Rows.types`)
_TYPES: Mapping[str, Mapping[str, str]] = {
    "nodes": {"begin": "date", "end": "date", "confidence": "number"},
    "evidence": {"score": "number", **dict.fromkeys(("quote_start", "quote_end", "start", "end", "line"), "count")},
    "documents": {"published": "date"},
}
_NODE = ("id", "kind", "type", "label", "aliases", "wikidata", *_EVENT[3:])


def write_events(graph: Graph, path: str | Path) -> Path:
    """Write one table: a row per event, sorted by first day and id, with a column per role that occurs.

    Columns: those of the record `Event`, then each role (names of the entities), ``place``, ``source`` (who says so),
    ``evidence`` (how many sentences) and ``documents`` (their ids).

    Parameters
    ----------
    graph
        What to write.
    path
        The file; it appears whole or not at all.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Event
    >>> graph = Graph(events={"e1": Event("e1", "Protest", "Yürüyüş", time="2024")})
    >>> write_events(graph, Path(tempfile.mkdtemp(), "olaylar.csv")).read_text(encoding="utf-8-sig").splitlines()[1]
    'e1,Protest,Yürüyüş,2024,,,actual,1.0,,,,,,0,'
    """
    roles = sorted({argument.role for event in graph.events.values() for argument in event.arguments} - {"place"})
    told: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in graph.evidence.values():
        told[evidence.event].append(evidence)
    rows = []
    for event in sorted(graph.events.values(), key=lambda one: (one.begin is None, str(one.begin), one.id)):
        sources = {source for evidence in told[event.id] for source in evidence.sources}
        row = {name: getattr(event, name) for name in _EVENT}
        row |= {role: _names(graph, event.arguments, role) for role in (*roles, "place")}
        row["source"] = _joined(_name(graph, one) for one in sources)
        row["evidence"] = len(told[event.id])
        row["documents"] = _joined(evidence.document for evidence in told[event.id])
        rows.append(row)
    return _write(path, [*_EVENT, *roles, "place", "source", "evidence", "documents"], rows)


def write_tables(graph: Graph, folder: str | Path) -> Path:
    """Write four tables into a folder: ``nodes.csv``, ``edges.csv``, ``evidence.csv`` and ``documents.csv``.

    Nodes are events and entities, edges roles and positions (``start``, ``role``, ``end``, ``title``). Every evidence
    has its claims as ``role=entity id`` and its sources as ids.

    Parameters
    ----------
    graph
        What to write.
    folder
        Where to; made if missing. Other files in it stay. Each file appears whole or not at all.

    Examples
    --------
    >>> import tempfile
    >>> sorted(file.name for file in write_tables(Graph(), Path(tempfile.mkdtemp(), "tablolar")).iterdir())
    ['documents.csv', 'edges.csv', 'evidence.csv', 'nodes.csv']
    """
    place = output_folder(folder, "csv needs a folder, or a path that ends in .csv")
    for name, columns, rows in _tables(graph):
        _write(place / f"{name}.csv", columns, rows)
    return place


def write_parquet(graph: Graph, folder: str | Path) -> Path:
    """Write the four tables of `write_tables` as Parquet files: dates as dates, numbers as numbers, None as null.

    Parameters
    ----------
    graph
        What to write.
    folder
        Where to; made if missing. Other files in it stay. Each file appears whole or not at all.

    Examples
    --------
    >>> import tempfile
    >>> sorted(file.name for file in write_parquet(Graph(), Path(tempfile.mkdtemp(), "tablolar")).iterdir())
    ['documents.parquet', 'edges.parquet', 'evidence.parquet', 'nodes.parquet']
    """
    place = output_folder(folder, "parquet needs a folder")
    for name, columns, rows in _tables(graph):
        types = tuple(_TYPES.get(name, {}).get(column, "text") for column in columns)
        table = Rows(columns, tuple(tuple(row.get(column) for column in columns) for row in rows), types)
        write_with(place / f"{name}.parquet", table.to_parquet)
    return place


def output_folder(path: str | Path, need: str) -> Path:
    """The folder that tables are written into; it need not be there yet.

    Raises
    ------
    GraphkitError
        If it is a file; the message says what is needed.

    Examples
    --------
    >>> output_folder("tablolar", "parquet needs a folder").name
    'tablolar'
    """
    place = Path(path)
    if place.exists() and not place.is_dir():
        raise GraphkitError(f"{place}: is a file; {need}")
    return place


def _tables(graph: Graph) -> Iterable[tuple[str, tuple[str, ...], Iterable[Mapping[str, object]]]]:
    yield "nodes", _NODE, _nodes(graph)
    yield "edges", ("start", "role", "end", "title"), _edges(graph)
    evidence = sorted(graph.evidence.values(), key=lambda one: (one.document, one.start, one.id))
    yield "evidence", (*_EVIDENCE, "claims", "inferred", "sources"), map(_evidence, evidence)
    documents = sorted(graph.documents.values(), key=lambda one: one.id)
    yield "documents", _DOCUMENT, ({name: getattr(one, name) for name in _DOCUMENT} for one in documents)


def _nodes(graph: Graph) -> Iterable[Mapping[str, object]]:
    for entity in sorted(graph.entities.values(), key=lambda one: one.id):
        row = {"id": entity.id, "kind": "entity", "type": entity.type, "label": entity.name}
        yield row | {"aliases": "; ".join(entity.aliases), "wikidata": entity.wikidata}
    for event in sorted(graph.events.values(), key=lambda one: one.id):
        yield {"kind": "event"} | {name: getattr(event, name) for name in _EVENT}


def _edges(graph: Graph) -> Iterable[Mapping[str, object]]:
    for event in sorted(graph.events.values(), key=lambda one: one.id):
        for argument in sorted(set(event.arguments)):
            yield {"start": event.id, "role": argument.role, "end": argument.entity}
    for position in sorted(graph.positions.values(), key=lambda one: one.id):
        yield {"start": position.person, "role": "position", "end": position.organization, "title": position.title}


def _evidence(evidence: Evidence) -> Mapping[str, object]:
    row: dict[str, object] = {name: getattr(evidence, name) for name in _EVIDENCE}
    row["claims"] = _joined(f"{one.role}={one.entity}" for one in evidence.arguments)
    row["inferred"] = _joined(f"{one.role}={one.entity}" for one in evidence.inferred)
    return row | {"sources": _joined(evidence.sources)}


def _names(graph: Graph, arguments: Iterable[Argument], role: str) -> str:
    return _joined(_name(graph, argument.entity) for argument in arguments if argument.role == role)


def _name(graph: Graph, entity: str) -> str:
    return graph.entities[entity].name if entity in graph.entities else entity


def _joined(values: Iterable[str]) -> str:
    return "; ".join(sorted(set(values)))


def _write(path: str | Path, columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> Path:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(columns), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return write_text(path, buffer.getvalue(), encoding="utf-8-sig")
