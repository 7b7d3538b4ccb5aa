"""The sentences behind the rows of a named query, for ``graphkit query --evidence``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkit.cli.console import Format, plain, print_json, print_rows
from graphkit.errors import QueryError
from graphkit.text import fold

if TYPE_CHECKING:
    from graphkit.query_files import NamedQuery
    from graphkit.rows import Rows
    from graphkit.stores import Store

Item = Mapping[str, Any]
"""A sentence that tells something: a row of the query ``evidence``, or of ``_post``; `quote` None: no sentence is kept."""

_NAMES = ("month", "left", "right", "name", "holder", "body", "title", "document")
"""Columns that say which row is meant, where the rows are of no event."""


@dataclass(slots=True)
class Evidences:
    """The evidences of events in one store, each event asked for once.

    Examples
    --------
    >>> from graphkit.stores.rdf import RdfStore
    >>> told = Evidences(RdfStore.open(None), {"e1": [{"quote": "Görüştüler."}]})
    >>> [item["quote"] for item in told.of("e1")]
    ['Görüştüler.']
    """

    store: Store
    known: dict[str, list[Item]] = field(default_factory=dict)

    def of(self, event: str) -> list[Item]:
        """The evidences of an event."""
        from graphkit.query import run_query

        if event not in self.known:
            self.known[event] = list(run_query(self.store, "evidence", {"event": event}))
        return self.known[event]


def evidence_of(store: Store, named: NamedQuery, values: Mapping[str, object], rows: Rows) -> list[list[Item]]:
    """For each row of an answer the sentences that tell it.

    Parameters
    ----------
    store : Store
        The store that answered.
    named : NamedQuery
        The query.
    values : mapping
        The values that it was asked with.
    rows : Rows
        Its answer.

    Raises
    ------
    QueryError
        If the rows are of nothing that sentences tell.

    Examples
    --------
    >>> from graphkit.query import load_query, run_query
    >>> from graphkit.stores.rdf import RdfStore
    >>> store = RdfStore.open(None)
    >>> evidence_of(store, load_query("meetings"), {}, run_query(store, "meetings"))
    []
    """
    told = Evidences(store)
    if "event" in rows.columns:
        return [told.of(str(row["event"])) if row["event"] else [] for row in rows]
    if {"quote", "quotes"} & set(rows.columns):
        return [list(_own(row)) for row in rows]
    if "position" in rows.columns:
        return [_of_post(store, row) for row in rows]
    if named.evidence:
        given = {one.name: one.default for one in named.parameters} | dict(values)
        return [[item for event in _events(store, named, given, row) for item in told.of(event)] for row in rows]
    if any(column.type == "count" and column.name == "events" for column in named.columns):
        return [[item for event in events for item in told.of(event)] for events in _counted(store, named, values, rows)]
    raise QueryError(f"--evidence: a row of {named.name!r} is of no event; ask 'between' or 'timeline' for the events")


def _own(row: Item) -> Iterator[Item]:
    """A row that holds its sentences itself."""
    for quote in (row["quote"],) if "quote" in row else row["quotes"]:
        yield {"document_title": row.get("title"), **row, "quote": quote}


def _of_post(store: Store, row: Item) -> list[Item]:
    """The documents that tell a post: with the sentences about events there that say title and holder, if there are any."""
    from graphkit.query import run_query

    found: dict[str, list[Item]] = {}
    without: dict[str, Item] = {}
    words = set(fold(str(row["holder"])).split())
    for told in run_query(store, "_post", {"position": row["position"]}):
        item, key = {**told, "sources": ()}, str(told["document"])  # who says what the sentence tells besides the post
        without.setdefault(key, {**item, "quote": None, "line": None})
        said = fold(str(item["quote"] or ""))
        if fold(str(row["title"])) in said and words & set(said.split()):
            found.setdefault(key, []).append(item)
    return [item for key in without for item in found.get(key, [without[key]])]


def _events(store: Store, named: NamedQuery, given: Mapping[str, object], row: Item) -> list[str]:
    """Ids of the events of a row, by the queries that the header names."""
    from graphkit.query import load_query, run_query

    found: dict[str, None] = {}
    for query, fixed in named.evidence:
        asked = load_query(query)
        known = {one.name for one in asked.parameters}
        values = {name: value for name, value in given.items() if name in known and value is not None}
        for name, value in fixed.items():
            values[name] = given[value[1:]] if value.startswith("$") else row.get(value, value)
        answer = run_query(store, asked, values)
        within = str(row["month"]) if row.get("month") else ""
        found |= {
            str(one["event"]): None for one in answer
            if not within or (str(one["begin"])[:7] == within and str(one["end"])[:7] == within)
        }  # fmt: skip
    return list(found)


def _counted(store: Store, named: NamedQuery, values: Mapping[str, object], rows: Rows) -> list[tuple[str, ...]]:
    """Ids of the events that each row counts."""
    from graphkit.query import run_query

    kept = [column.name for column in named.columns if column.type != "count"]
    ids = {tuple(row[name] for name in kept): row["events"] for row in run_query(store, named, values, ids=True)}
    return [ids[tuple(row[name] for name in kept)] for row in rows]  # type: ignore[misc]


def print_answer(rows: Rows, format: Format, told: list[list[Item]] | None) -> None:
    """Print the rows, with the sentences that tell each where they were asked for.

    Examples
    --------
    >>> from graphkit.rows import Rows
    >>> print_answer(Rows(("event",), (("e1",),)), "csv", [[{"quote": "Bakan gitti.", "document": "d1"}]])
    event,told_quote,told_document,told_date,told_source
    e1,Bakan gitti.,d1,,
    """
    if told is None:
        print_rows(rows, format)
    elif format in ("json", "jsonl"):
        records: list[dict[str, Any]] = [row | {"told": items} for row, items in zip(rows, told, strict=True)]
        if format == "json":
            print_json(records)
        else:
            for record in records:
                print(json.dumps(record, ensure_ascii=False, default=str))
    elif format in ("csv", "parquet"):
        print_rows(_with_columns(rows, told), format)
    else:
        print_rows(rows, format)
        for name, items in {_name(row): items for row, items in zip(rows, told, strict=True)}.items():
            print(plain(f"\n{name}"))
            for _, line in dict.fromkeys((str(item["document"]), _line(item)) for item in items):
                print(plain(f"  {line}"))


def _name(row: Item) -> str:
    if row.get("event"):
        return str(row["event"])
    return ", ".join(str(row[name]) for name in _NAMES if row.get(name))


def _line(item: Item) -> str:
    mark = "(denied) " if item.get("polarity") == "negative" else ""
    quote = f"“{item['quote']}” — " if item["quote"] else ""
    line = f", line {item['line']}" if item.get("line") else ""
    sources = item.get("sources")
    said = f", says {', '.join(map(str, sources))}" if isinstance(sources, tuple) and sources else ""
    return f"{mark}{quote}{item.get('document_title') or item['document']}, {item.get('published') or 'undated'}{line}{said}"


def _with_columns(rows: Rows, told: Iterable[list[Item]]) -> Rows:
    """A row for each sentence: that of the answer, with quote, document, date and source; a sentence stands once."""
    from graphkit.rows import Rows

    names = {"told_quote": "quote", "told_document": "document", "told_date": "published", "told_source": "sources"}
    records = [
        (*record, *cells)
        for record, items in zip(rows.records, told, strict=True)
        for cells in dict.fromkeys(tuple(item.get(key) for key in names.values()) for item in items or [{}])
    ]
    types = rows.types or ("",) * len(rows.columns)
    return Rows((*rows.columns, *names), tuple(records), (*types, "text", "text", "date", "list"))
