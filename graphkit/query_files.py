"""Named queries as files: a header, a SPARQL text and a Cypher text each, checked and read into records.

A query ``x`` is three files of one folder: ``x.yaml`` (titles, parameters, columns, order, example), ``x.rq`` and
``x.cypher``; in a folder of the user's one of the two texts is enough. A file whose name begins with ``_`` is for
inner use; ``_common.yaml`` holds what many headers share.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from graphkit import resources
from graphkit.errors import QueryError
from graphkit.query_headers import STEPS, Column, Parameter, check_header, read_column, read_parameter
from graphkit.query_terms import check_terms
from graphkit.query_texts import check_cypher, check_sparql, conditions

__all__ = ["Column", "NamedQuery", "Parameter", "list_queries", "load_query", "naming_file"]


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header and both texts.

    `order` are names of columns, with a ``-`` before those that go from high to low. `repeat` is for a path: (list of
    the actors from which it is continued, parameter that ends it, query that tells one step). `keep` is (column,
    parameter): so many rows of each value of the column. `then` is a step of graphkit that makes the rows out of
    those of the texts (`graphkit.query_headers.STEPS`). `evidence` names the queries that find the events of a row, and
    what each is asked with: a column of the row, ``$`` and a parameter of this query, or a value. `source` is the path
    of a query of the user's without its ending, and empty for a built-in one.

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
    source: str = ""

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
        If a file is missing or wrong, a query of the folder bears the name of a built-in one, or it is no folder.

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
        The user's folder of queries, searched beside the built-in ones; none of it may bear the name of one of those.

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
    query = _read_query(name, folder, ("rq", "cypher"))
    around = {query.repeat[0]} if query.repeat else set()
    many = {parameter.name for parameter in query.parameters if parameter.many} | around
    if query.sparql:
        names = {parameter.name for parameter in query.parameters} | around
        made = query.then or query.repeat  # then a step of graphkit makes the columns
        columns = [] if made else [column.name for column in query.columns]
        check_sparql(query.sparql, names, f"{folder / name}.rq", many=many, columns=columns)
    for text, language, ending in ((query.sparql, "sparql", "rq"), (query.cypher, "cypher", "cypher")):
        check_terms(text, language, f"{folder / name}.{ending}")
        if text and (idle := _idle_parameters(query, text)):
            raise QueryError(f"{folder / name}.{ending}: parameter {idle[0]!r} is declared, but this text does not use it")
    return query


def _idle_parameters(query: NamedQuery, text: str) -> list[str]:
    """Declared parameters that a text does not use, nor graphkit for it."""
    if query.repeat:
        return []
    ours = {"officials", *STEPS.get(query.then or "", ()), *(query.keep or ())[1:]}
    names = [parameter.name for parameter in query.parameters if parameter.name not in ours]
    used = {*re.findall(r"[?$](\w+)", text), *(name for _, name in conditions(text))}
    return [name for name in names if not used & {name, f"{name}_in", *(["kind"] if name == "type" else [])}]


@contextmanager
def naming_file(query: NamedQuery, language: str) -> Iterator[None]:
    """A block in which a store reads a text of a query: what is wrong with one of the user's is told with its file.

    Parameters
    ----------
    query : NamedQuery
        The query.
    language : str
        ``sparql`` or ``cypher``.

    Raises
    ------
    QueryError
        The store's, after the file and the name of the query; of a built-in query as it is.

    Examples
    --------
    >>> import dataclasses
    >>> own = dataclasses.replace(load_query("meetings"), name="my-meetings", source="own/my-meetings")
    >>> with naming_file(own, "cypher"):
    ...     raise QueryError("not answered: Invalid input")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own/my-meetings.cypher: query 'my-meetings': not answered: Invalid input
    """
    try:
        yield
    except QueryError as error:
        if not query.source:
            raise
        ending = "rq" if language == "sparql" else "cypher"
        raise QueryError(f"{query.source}.{ending}: query {query.name!r}: {error}") from error


def _folder(folder: Path | None) -> Traversable:
    built_in = resources.find("queries")
    if folder is None:
        return built_in
    if not Path(folder).is_dir():
        raise QueryError(f"{folder}: no such folder of queries")
    texts = sorted(path for path in Path(folder).iterdir() if path.suffix in (".rq", ".cypher"))
    for text in texts:
        if not text.with_suffix(".yaml").is_file():
            raise QueryError(f"{text}: has no header {text.stem}.yaml beside it")
    if taken := sorted(set(_names(Path(folder))) & set(_names(built_in))):
        raise QueryError(f"{Path(folder) / taken[0]}.yaml: query {taken[0]!r} is a built-in one; rename yours")
    return Path(folder)


def _names(folder: Traversable) -> list[str]:
    files = {entry.name for entry in folder.iterdir()}
    return sorted(name[:-5] for name in files if name.endswith(".yaml") and name != "_common.yaml")


def _read_query(name: str, folder: Traversable, optional: tuple[str, ...] = ()) -> NamedQuery:
    header = _read_yaml(folder / f"{name}.yaml")
    common = _read_yaml(resources.find("queries") / "_common.yaml")
    check_header(header, common, f"{folder / name}.yaml: query {name!r}")
    repeat, keep = header.get("repeat"), header.get("keep")
    query = NamedQuery(
        name,
        header["title"]["tr"],
        header["title"]["en"],
        header.get("description", header["title"])["tr"],
        header.get("description", header["title"])["en"],
        tuple(read_parameter(key, value or {}, common) for key, value in (header.get("parameters") or {}).items()),
        tuple(read_column(item, common) for item in header["columns"]),
        tuple(header["order"]),
        _read_text(folder, f"{name}.rq", "rq" in optional),
        _read_text(folder, f"{name}.cypher", "cypher" in optional),
        header.get("example") or {},
        (repeat["parameter"], repeat["until"], repeat["step"]) if repeat else None,
        (keep["of"], keep["parameter"]) if keep else None,
        header.get("then"),
        tuple((name, dict(values)) for name, values in (header.get("evidence") or {}).items()),
        str(folder / name) if optional else "",
    )
    _check(query, str(folder / name))
    return query


def _read_text(folder: Traversable, name: str, optional: bool) -> str:
    if optional and not (folder / name).is_file():
        return ""
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{folder / name}: cannot be read as UTF-8") from error


def _read_yaml(path: Traversable) -> dict[str, Any]:
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError) as error:  # ValueError: no UTF-8, or a day that does not exist
        raise QueryError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(value, dict):
        raise QueryError(f"{path}: not a mapping")
    return value


def _check(query: NamedQuery, where: str) -> None:
    """Refuse a query whose texts and header do not agree."""
    names = {parameter.name for parameter in query.parameters} | ({query.repeat[0]} if query.repeat else set())
    if not query.sparql.strip() and not query.cypher.strip():
        raise QueryError(f"{where}.yaml: neither {query.name}.rq nor {query.name}.cypher stands beside it")
    if query.cypher:
        check_cypher(query.cypher, names, f"{where}.cypher")
    if names and query.sparql and "# @parameters" not in query.sparql:
        raise QueryError(f"{where}.rq: has parameters but no line '# @parameters'")
