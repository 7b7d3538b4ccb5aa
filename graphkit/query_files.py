"""Named queries as files: a header, a SPARQL text and a Cypher text each, checked and read into records.

A query ``x`` is three files of one folder: ``x.yaml`` (titles, parameters, columns, order, example), ``x.rq`` and
``x.cypher``; in a folder of the user's one of the two texts is enough. A file whose name begins with ``_`` is for
inner use; ``_common.yaml`` holds what many headers share.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from graphkit import resources
from graphkit.errors import QueryError
from graphkit.query_texts import check_cypher, check_sparql

PARAMETER_TYPES = ("entity", "event", "date", "text", "int", "choice", "flag")
COLUMN_TYPES = ("text", "date", "number", "list", "roles", "count", "first", "last", "status")
RESERVED = frozenset(
    {"language", "limit", "queries", "lang", "format", "json", "evidence", "extend", "output", "parameter", "debug", "help"}
)
"""Options of the command and of `graph.query`, which no parameter may be called."""
STEPS = ("communities", "pairs", "unfulfilled")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    `type` is one of ``entity`` (a name or id), ``event`` (an id), ``date`` (a day, month or year; `edge` says which
    day of it counts), ``text``, ``int``, ``choice`` (of `choices`; several if `many`) and ``flag``. A `many` parameter
    ``x`` is a list ``$x`` in Cypher, and one row each of ``?x_in`` in SPARQL. `default` stands
    where none is given; None means that the parameter does not narrow the answer. `prefer` orders the entity types
    when a name is borne by several. With `officials` the value is a list: the entity and, where the flag ``officials``
    is on, those who hold a post there.

    Examples
    --------
    >>> Parameter("actor", "entity").required
    False
    """

    name: str
    type: str
    help_tr: str = ""
    help_en: str = ""
    required: bool = False
    default: object = None
    choices: tuple[str, ...] = ()
    many: bool = False
    edge: str = "first"
    prefer: tuple[str, ...] = ()
    officials: bool = False
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: ``text``, ``date``, ``number``, ``list`` (of texts), ``roles`` (a list of roles),
    ``count`` (how many different values the texts give for it), ``first`` and ``last`` (the earliest and latest date)
    and ``status`` (of what the evidences tell: ``negative`` or their modality).

    Examples
    --------
    >>> Column("time", "date").type
    'date'
    """

    name: str
    type: str = "text"
    label_tr: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header and both texts.

    `order` are names of columns, with a ``-`` before those that go from high to low. `repeat` is for a path: (list of
    the actors from which it is continued, parameter that ends it, query that tells one step). `keep` is (column,
    parameter): so many rows of each value of the column. `then` is a step of graphkit that makes the rows out of
    those of the texts (`STEPS`). `evidence` names the queries that find the events of a row, and what
    each is asked with: a column of the row, ``$`` and a parameter of this query, or a value.

    Examples
    --------
    >>> from graphkit.query import load_query
    >>> load_query("meetings").columns[0].name
    'event'
    """

    name: str
    title_tr: str
    title_en: str
    description_tr: str
    description_en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    sparql: str = field(repr=False)
    cypher: str = field(repr=False)
    example: Mapping[str, object] = field(default_factory=dict)
    repeat: tuple[str, str, str] | None = None
    keep: tuple[str, str] | None = None
    then: str | None = None
    evidence: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises
        ------
        QueryError
            If there is none; the message lists all.

        Examples
        --------
        >>> load_query("meetings").parameter("since").type
        'date'
        """
        found = next((parameter for parameter in self.parameters if parameter.name == name), None)
        if found is None:
            allowed = ", ".join(parameter.name for parameter in self.parameters) or "none"
            raise QueryError(f"query {self.name!r} has no parameter {name!r}; parameters: {allowed}")
        return found


def list_queries(folder: Path | None = None) -> tuple[NamedQuery, ...]:
    """All named queries by name, the built-in ones or those of a folder.

    Raises
    ------
    QueryError
        If a file is missing or wrong, or `folder` is no folder.

    Examples
    --------
    >>> [query.name for query in list_queries()][:3]
    ['accusations', 'agreement-history', 'agreements']
    """
    names = [name for name in _names(_folder(folder)) if not name.startswith("_")]
    return tuple(load_query(name, folder) for name in names)


def load_query(name: str, folder: Path | None = None) -> NamedQuery:
    """The named query of that name.

    Parameters
    ----------
    name : str
        Name of the query.
    folder : Path, optional
        The user's folder of queries, searched before the built-in ones.

    Raises
    ------
    QueryError
        If there is no such query (the message lists all), or its files are missing or wrong.

    Examples
    --------
    >>> load_query("meetings").title_en
    'Who met whom'
    """
    built_in = resources.find("queries")
    places = (built_in,) if folder is None else (_folder(folder), built_in)
    if folder is not None and name in _names(places[0]):
        return _read_own(name, Path(folder))
    if name in _names(built_in):
        return _read_built_in(name)
    known = sorted({known for place in places for known in _names(place) if not known.startswith("_")})
    raise QueryError(f"no query {name!r}; queries: {', '.join(known)}")


@functools.cache
def _read_built_in(name: str) -> NamedQuery:
    return _read_query(name, resources.find("queries"))


def _read_own(name: str, folder: Path) -> NamedQuery:
    """A query of the user's; its texts are looked into before anybody asks it."""
    header = _read_yaml(folder / f"{name}.yaml")
    if taken := sorted(RESERVED & set(header.get("parameters") or ())):
        raise QueryError(f"{folder / name}.yaml: a parameter cannot be called {taken[0]!r}: an option has that name")
    query = _read_query(name, folder, ("rq", "cypher"))
    names = {parameter.name for parameter in query.parameters} | ({query.repeat[0]} if query.repeat else set())
    if query.sparql:
        check_sparql(query.sparql, names, f"{folder / name}.rq")
    if query.cypher:
        check_cypher(query.cypher, names, f"{folder / name}.cypher")
    return query


def _folder(folder: Path | None) -> Traversable:
    if folder is None:
        return resources.find("queries")
    if not Path(folder).is_dir():
        raise QueryError(f"{folder}: no such folder of queries")
    texts = sorted(path for path in Path(folder).iterdir() if path.suffix in (".rq", ".cypher"))
    for text in texts:
        if not text.with_suffix(".yaml").is_file():
            raise QueryError(f"{text}: has no header {text.stem}.yaml beside it")
    return Path(folder)


def _names(folder: Traversable) -> list[str]:
    files = {entry.name for entry in folder.iterdir()}
    return sorted(name[:-5] for name in files if name.endswith(".yaml") and name != "_common.yaml")


def _read_query(name: str, folder: Traversable, optional: tuple[str, ...] = ()) -> NamedQuery:
    header = _read_yaml(folder / f"{name}.yaml")
    common = _read_yaml(resources.find("queries") / "_common.yaml")
    texts = {}
    for ending in ("rq", "cypher"):
        if ending in optional and not (folder / f"{name}.{ending}").is_file():
            texts[ending] = ""
            continue
        try:
            texts[ending] = (folder / f"{name}.{ending}").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{folder / name}.{ending}: cannot be read") from error
    try:
        query = NamedQuery(
            name,
            header["title"]["tr"],
            header["title"]["en"],
            header.get("description", header["title"])["tr"],
            header.get("description", header["title"])["en"],
            tuple(_parameter(key, value or {}, common) for key, value in (header.get("parameters") or {}).items()),
            tuple(_column(item, common) for item in header["columns"]),
            tuple(header["order"]),
            texts["rq"],
            texts["cypher"],
            header.get("example") or {},
            (header["repeat"]["parameter"], header["repeat"]["until"], header["repeat"]["step"])
            if "repeat" in header
            else None,
            (header["keep"]["of"], header["keep"]["parameter"]) if "keep" in header else None,
            header.get("then"),
            tuple((name, dict(values)) for name, values in (header.get("evidence") or {}).items()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise QueryError(f"{folder / name}.yaml: wrong or missing entry: {error}") from error
    _check(query, str(folder / name))
    return query


def _read_yaml(path: Traversable) -> dict[str, Any]:
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise QueryError(f"{path}: not a mapping")
    return value


def _parameter(name: str, own: Mapping[str, Any], common: Mapping[str, Any]) -> Parameter:
    entry = {**common["parameters"].get(name, {}), **own} if "type" not in own else dict(own)
    words = entry.pop("help", {})
    for key in ("choices", "prefer"):
        entry[key] = tuple(entry.get(key, ()))
    if isinstance(entry.get("default"), list):
        entry["default"] = tuple(entry["default"])
    return Parameter(name, help_tr=words.get("tr", ""), help_en=words.get("en", ""), **entry)


def _column(item: str | Mapping[str, Any], common: Mapping[str, Any]) -> Column:
    if isinstance(item, str):
        name, entry = item, common["columns"].get(item, {})
    else:
        ((name, entry),) = item.items()
    return Column(name, entry.get("type", "text"), entry.get("tr", name), entry.get("en", name))


def _check(query: NamedQuery, where: str) -> None:
    """Refuse a query whose texts and header do not agree."""
    names = {parameter.name for parameter in query.parameters} | ({query.repeat[0]} if query.repeat else set())
    for parameter in query.parameters:
        if parameter.type not in PARAMETER_TYPES:
            allowed = ", ".join(PARAMETER_TYPES)
            raise QueryError(f"{where}.yaml: parameter {parameter.name!r}: no type {parameter.type!r}; types: {allowed}")
    for column in query.columns:
        if column.type not in COLUMN_TYPES:
            allowed = ", ".join(COLUMN_TYPES)
            raise QueryError(f"{where}.yaml: column {column.name!r}: no type {column.type!r}; types: {allowed}")
    if not query.sparql.strip() and not query.cypher.strip():
        raise QueryError(f"{where}.yaml: neither {query.name}.rq nor {query.name}.cypher stands beside it")
    columns = {column.name for column in query.columns}
    unknown = [name for name in query.order if name.removeprefix("-") not in columns]
    if unknown:
        raise QueryError(f"{where}.yaml: order names no column: {unknown[0]!r}")
    if query.keep is not None and (query.keep[0] not in columns or query.keep[1] not in names):
        raise QueryError(f"{where}.yaml: keep: 'of' is a column and 'parameter' a parameter of type int")
    if query.then is not None and query.then not in STEPS:
        raise QueryError(f"{where}.yaml: then: no step {query.then!r}; steps: {', '.join(STEPS)}")
    undeclared = sorted(set(re.findall(r"\$(\w+)", query.cypher)) - names)
    if undeclared:
        raise QueryError(f"{where}.cypher: parameter ${undeclared[0]} is not declared in {query.name}.yaml")
    if names and query.sparql and "# @parameters" not in query.sparql:
        raise QueryError(f"{where}.rq: has parameters but no line '# @parameters'")
