"""Asking named queries: the same parameters and the same rows from every store.

Both texts of a query may give several rows for one record, each with some of its list values: rows that agree in all
other columns are joined here, lists sorted, and the rows sorted by the header's ``order`` on code points, empty
values last. So the answer does not depend on the store. A line that matters only where a parameter is given says so
(`text_for`): a query asks no more than it must.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.errors import QueryError
from graphkit.parameters import bind_parameters
from graphkit.query_files import Column, NamedQuery, Parameter, list_queries, load_query
from graphkit.rows import Rows
from graphkit.stores import Store

__all__ = ["Column", "NamedQuery", "Parameter", "list_queries", "load_query", "run_query"]

_LISTS = ("list", "roles")
_CONDITION = re.compile(r"(?:#|//) (?:@if ([\w ]+?))? ?(?:@unless ([\w ]+))?$")


def run_query(
    store: Store,
    query: str | NamedQuery,
    parameters: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Rows:
    """Ask a store a named query.

    Parameters
    ----------
    store : Store
        Any store; its `language` says which of the two texts is sent.
    query : str or NamedQuery
        A built-in query's name, or a loaded query.
    parameters : mapping, optional
        Values by parameter name. Names of entities are looked up (`graphkit.parameters.resolve_entity`), dates may
        be months or years, None counts as not given.
    limit : int, optional
        At most so many rows, the first ones in the query's order.
    timeout : float, optional
        Seconds after which the store gives up.

    Returns
    -------
    Rows
        In the header's order; no row means that nothing in the graph fits.

    Raises
    ------
    QueryError
        If a parameter is unknown, missing or of the wrong type.
    UnknownName
        If an entity or event is not in the graph; the message says what is near.

    Examples
    --------
    >>> import datetime as dt
    >>> from graphkit.model import Entity, Event, Evidence, DocumentNode, Graph, Argument
    >>> from graphkit.stores.rdf import RdfStore
    >>> said = Evidence("v1", "e1", "d1", "Visit", "Bakan Oslo'ya gitti.", 0, 20, "gitti", 14, 19, 1, "body")
    >>> trip = Event("e1", "Visit", "Oslo ziyareti", (Argument("destination", "Q585"),), "2025-03")
    >>> oslo = Entity("Q585", "Place", "Oslo", (), ("oslo",), "Q585")
    >>> store = RdfStore.open(None)
    >>> _ = store.write(Graph({"d1": DocumentNode("d1", "Haber")}, {"Q585": oslo}, {}, {"e1": trip}, {"v1": said}))
    >>> [(row["event"], row["time"], row["roles"]) for row in run_query(store, "timeline", {"actor": "Oslo'nun"})]
    [('e1', '2025-03', ('destination',))]
    """
    named = load_query(query) if isinstance(query, str) else query
    values = bind_parameters(store, named, parameters or {})
    if named.repeat is None:
        return _asked(store, named, values, timeout)[:limit]
    return _path(store, named, values, timeout)[:limit]


def text_for(text: str, values: Mapping[str, object]) -> str:
    """A query's text without the lines whose conditions do not hold.

    A line that ends in ``# @if a b`` (Cypher ``// @if a b``) stands only where a and b have a value that is not
    false, one with ``@unless a`` only where a has none.

    Examples
    --------
    >>> text_for("?e gk:id ?event .\\nFILTER(?last >= ?since)  # @if since", {"since": None})
    '?e gk:id ?event .'
    """
    on = {name for name, value in values.items() if value is not None and value is not False}
    kept = []
    for line in text.splitlines():
        found = _CONDITION.search(line)
        if found is None or (set((found[1] or "").split()) <= on and not on & set((found[2] or "").split())):
            kept.append(line)
    return "\n".join(kept)


def _path(store: Store, query: NamedQuery, values: Mapping[str, object], timeout: float | None) -> Rows:
    """The steps of the shortest path: the texts are sent for one length after the other, then for each step."""
    assert query.repeat is not None
    count, until, step = query.repeat
    last = values[until]
    assert isinstance(last, int)
    told = load_query(step)
    records: list[tuple[object, ...]] = []
    for length in range(1, last + 1):
        found = _sent(store, query, {**values, count: length, f"{count}{length}": True}, timeout)
        if not found:
            continue
        keys = [values["actor"], *(key for key in found.records[0] if key is not None), values["other"]]
        for number, place in enumerate(range(0, len(keys) - 1, 2), start=1):
            ends = dict(zip(("left", "through", "right"), keys[place : place + 3], strict=True))
            records += [(number, *record) for record in _asked(store, told, ends, timeout).records]
        break
    return Rows(tuple(column.name for column in query.columns), tuple(records))


def _asked(store: Store, query: NamedQuery, values: Mapping[str, object], timeout: float | None) -> Rows:
    return _ordered(query, _sent(store, query, values, timeout))


def _sent(store: Store, query: NamedQuery, values: Mapping[str, object], timeout: float | None) -> Rows:
    if store.language == "sparql":
        many = {parameter.name for parameter in query.parameters if parameter.many}
        bound = {f"{name}_in" if name in many else name: value for name, value in values.items() if value is not None}
        return store.query(text_for(query.sparql, values), bound, timeout=timeout)
    return store.query(text_for(query.cypher, values), values, timeout=timeout)


def _ordered(query: NamedQuery, rows: Rows) -> Rows:
    """The rows of a store as the header promises them: joined, typed and sorted."""
    columns = query.columns
    missing = [column.name for column in columns if column.name not in rows.columns]
    if missing and rows.records:
        raise QueryError(f"query {query.name!r}: the store gave no column {missing[0]!r}")
    joined: dict[tuple[object, ...], dict[str, set[str]]] = {}
    for row in rows:
        key = tuple(_scalar(column, row.get(column.name)) for column in columns if column.type not in _LISTS)
        lists = joined.setdefault(key, {column.name: set() for column in columns if column.type in _LISTS})
        for column in columns:
            if column.type in _LISTS:
                lists[column.name].update(_texts(column, row.get(column.name)))
    records = []
    for key, lists in joined.items():
        scalars = iter(key)
        records.append(tuple(tuple(sorted(lists[c.name])) if c.type in _LISTS else next(scalars) for c in columns))
    places = [[column.name for column in columns].index(name) for name in query.order]
    records.sort(key=lambda record: tuple(_sort_key(record[place]) for place in places))
    return Rows(tuple(column.name for column in columns), tuple(records))


def _sort_key(value: object) -> tuple[bool, Any]:
    return (value is None, "" if value is None else value)


def _scalar(column: Column, value: object) -> object:
    if value is None or value == "":
        return None
    if column.type == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if column.type == "date" and isinstance(value, dt.datetime):
        return value.date()
    return value


def _texts(column: Column, value: object) -> Iterable[str]:
    parts = value if isinstance(value, (list, tuple)) else (value,)
    texts = [str(part) for part in parts if part is not None and part != ""]
    if column.type == "roles":  # Cypher says PARTICIPANT, or PARTICIPANT: and a name
        return [re.sub(r"^[A-Za-z]+", lambda found: found[0].lower(), text) for text in texts]
    return texts
