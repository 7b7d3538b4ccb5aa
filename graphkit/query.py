"""Asking named queries: the same parameters and the same rows from every store.

Both texts of a query may give several rows for one record, each with some of its list values: rows that agree in all
other columns are joined here, lists sorted, and the rows sorted by the header's ``order`` on code points, empty
values last. So the answer does not depend on the store. A line that matters only where a parameter is given says so
(`text_for`): a query asks no more than it must. What no query language can say is done here with what the texts give:
the first rows of each month (``keep``), communities (``then``), the shortest path (``repeat``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from graphkit.communities import communities
from graphkit.errors import QueryError
from graphkit.ontology import NAMESPACE
from graphkit.pairs import pairs
from graphkit.parameters import bind_parameters
from graphkit.paths import shortest_path
from graphkit.plans import unfulfilled
from graphkit.query_files import Column, NamedQuery, Parameter, list_queries, load_query, naming_file
from graphkit.query_texts import text_for
from graphkit.rows import Rows
from graphkit.stores import Iri, Store

__all__ = ["Column", "NamedQuery", "Parameter", "list_queries", "load_query", "run_query"]

_JOINED = ("list", "roles", "count", "first", "last", "status")
_THEN: Mapping[str, Callable[[Rows, Mapping[str, object]], Rows]] = {
    "communities": lambda rows, values: communities(pairs(rows, int(str(values["at_least"])))),
    "pairs": lambda rows, values: pairs(rows, int(str(values["at_least"])), int(str(values["top"]))),
    "unfulfilled": lambda rows, _: unfulfilled(rows),
}


def run_query(
    store: Store,
    query: str | NamedQuery,
    parameters: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    ids: bool = False,
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
    ids : bool
        In a column of type ``count`` the ids that are counted, sorted, in place of their number; the rows in no order.

    Returns
    -------
    Rows
        In the header's order; no row means that nothing in the graph fits.

    Raises
    ------
    QueryError
        If a parameter is unknown, missing or of the wrong type, or the limit is below 0.
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
    if limit is not None and limit < 0:
        raise QueryError(f"limit is {limit}; 0 rows are the fewest")
    named = load_query(query) if isinstance(query, str) else query
    values = bind_parameters(store, named, parameters or {})
    if ids:
        found = _records(named, _sent(store, named, values, timeout), ids=True)
        return Rows(tuple(column.name for column in named.columns), tuple(found))[:limit]
    path = named.repeat is not None
    rows = _path(store, named, values, timeout) if path else _kept(named, _asked(store, named, values, timeout), values)
    return replace(rows, types=tuple(column.type for column in named.columns))[:limit]


def _path(store: Store, query: NamedQuery, values: Mapping[str, object], timeout: float | None) -> Rows:
    """The steps of the shortest path: the texts are sent for the actors at its growing ends, then for each step."""
    assert query.repeat is not None
    name, until, step = query.repeat
    last = values[until]
    assert isinstance(last, int)
    given = {key: value for key, value in values.items() if key not in ("actor", "other", until)}

    def around(actors: tuple[str, ...]) -> Iterable[tuple[str, str, str]]:
        found = _sent(store, query, {**given, name: actors}, timeout)
        places = [found.columns.index(column) for column in ("near", "event", "far")] if found.records else []
        return {(str(row[places[0]]), str(row[places[1]]), str(row[places[2]])) for row in found.records}

    keys = shortest_path(around, str(values["actor"]), str(values["other"]), last)
    told = load_query(step)
    records: list[tuple[object, ...]] = []
    for number, place in enumerate(range(0, len(keys) - 1, 2), start=1):
        ends = dict(zip(("left", "through", "right"), keys[place : place + 3], strict=True))
        records += [(number, *record) for record in _asked(store, told, ends, timeout).records]
    return Rows(tuple(column.name for column in query.columns), tuple(records))


def _asked(store: Store, query: NamedQuery, values: Mapping[str, object], timeout: float | None) -> Rows:
    rows = _sent(store, query, values, timeout)
    return _ordered(query, _THEN[query.then](rows, values) if query.then else rows)


def _sent(store: Store, query: NamedQuery, values: Mapping[str, object], timeout: float | None) -> Rows:
    if not (query.sparql if store.language == "sparql" else query.cypher):
        other, ending = ("cypher", "rq") if store.language == "sparql" else ("sparql", "cypher")
        raise QueryError(f"query {query.name!r} has no text {query.name}.{ending}; ask it in {other}")
    if store.language == "sparql":
        many = {parameter.name for parameter in query.parameters if parameter.many} | set((query.repeat or ())[:1])
        bound = {f"{name}_in" if name in many else name: value for name, value in values.items() if value is not None}
        if isinstance(bound.get("type"), str):  # the class, too: engines look it up, and need not read every event
            bound["kind"] = Iri(NAMESPACE + str(bound["type"]))
        text = text_for(query.sparql, values)
        used = set(re.findall(r"[?$](\w+)", text))
        with naming_file(query, "sparql"):
            return store.query(text, {name: value for name, value in bound.items() if name in used}, timeout=timeout)
    with naming_file(query, "cypher"):
        return store.query(text_for(query.cypher, values), values, timeout=timeout)


def _kept(query: NamedQuery, rows: Rows, values: Mapping[str, object]) -> Rows:
    """The first rows of each value of a column, as many as a parameter says."""
    if query.keep is None:
        return rows
    column, parameter = query.keep
    most, place = values[parameter], rows.columns.index(column)
    assert isinstance(most, int)
    counts: Counter[object] = Counter()
    kept = []
    for record in rows.records:
        counts[record[place]] += 1
        if counts[record[place]] <= most:
            kept.append(record)
    return Rows(rows.columns, tuple(kept))


def _ordered(query: NamedQuery, rows: Rows) -> Rows:
    """The rows of a store as the header promises them: joined, typed and sorted."""
    names = [column.name for column in query.columns]
    records = _records(query, rows)
    for name in reversed(query.order):
        place = names.index(name.removeprefix("-"))
        if name.startswith("-"):
            records.sort(key=lambda record, place=place: _sort_key(record[place])[1:], reverse=True)  # type: ignore[misc]
            records.sort(key=lambda record, place=place: record[place] is None)  # type: ignore[misc]
        else:
            records.sort(key=lambda record, place=place: _sort_key(record[place]))  # type: ignore[misc]
    return Rows(tuple(names), tuple(records))


def _records(query: NamedQuery, rows: Rows, *, ids: bool = False) -> list[tuple[object, ...]]:
    columns = query.columns
    names = [column.name for column in columns]
    missing = [name for name in names if name not in rows.columns]
    if missing and rows.records:
        raise QueryError(f"query {query.name!r}: the store gave no column {missing[0]!r}")
    places = {name: rows.columns.index(name) for name in names if name in rows.columns}
    scalars = [(column, places.get(column.name, 0)) for column in columns if column.type not in _JOINED]
    lists = [(column, places.get(column.name, 0)) for column in columns if column.type in _JOINED]
    joined: dict[tuple[object, ...], list[set[Any]]] = {}
    for record in rows.records:
        key = tuple([_scalar(column, record[place]) for column, place in scalars])
        found = joined.get(key)
        if found is None:
            found = joined[key] = [set() for _ in lists]
        for values, (column, place) in zip(found, lists, strict=True):
            if record[place] is not None:
                values.update(_values(column, record[place]))
    return [_record(columns, key, found, ids) for key, found in joined.items()]


def _record(columns: tuple[Column, ...], key: tuple[object, ...], joined: list[set[Any]], ids: bool) -> tuple[object, ...]:
    scalars, sets = iter(key), iter(joined)
    return tuple([_joined(column, next(sets), ids) if column.type in _JOINED else next(scalars) for column in columns])


def _joined(column: Column, values: set[Any], ids: bool) -> object:
    """What becomes of the values of a column in the rows that are one record."""
    match column.type:
        case "count":
            return tuple(sorted(values)) if ids else len(values)
        case "first":
            return min(values, default=None)
        case "last":
            return max(values, default=None)
        case "status":
            return _status(values)
    return tuple(sorted(values))


def _status(told: set[str]) -> str:
    """The status of what is told so: each value is ``negative`` or a modality (as `graphkit.confidence.status`)."""
    if "negative" in told:
        return "denied" if len(told) == 1 else "disputed"
    return next(modality for modality in ("actual", "planned", "possible") if modality in told)


def _sort_key(value: object) -> tuple[bool, int, Any]:
    """Nothing comes last; what cannot be compared (a query of one's own may mix it) goes numbers, days, text, lists."""
    kinds: tuple[type | tuple[type, ...], ...] = ((bool, int, float), dt.date, str, tuple)
    kind = next((number for number, one in enumerate(kinds) if isinstance(value, one)), len(kinds))
    return (value is None, kind, str(value) if value is None or kind == len(kinds) else value)


def _scalar(column: Column, value: object) -> object:
    if value is None or value == "":
        return None
    return _date(value) if column.type == "date" else value


def _date(value: object) -> object:
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value.date() if isinstance(value, dt.datetime) else value


def _values(column: Column, value: object) -> Iterable[object]:
    if column.type in ("first", "last"):
        return (_date(value),)
    parts = value if isinstance(value, (list, tuple)) else (value,)
    texts = [str(part) for part in parts if part is not None and part != ""]
    if column.type == "roles":  # Cypher says PARTICIPANT, or PARTICIPANT: and a name
        return [re.sub(r"^[A-Za-z]+", lambda found: found[0].lower(), text) for text in texts]
    return texts
