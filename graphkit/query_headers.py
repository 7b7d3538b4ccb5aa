"""Headers of named queries: what a header may say, checked entry by entry, and its parameters and columns as records."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.errors import QueryError
from graphkit.query_values import LAST, to_value

PARAMETER_TYPES = ("entity", "event", "date", "text", "int", "choice", "flag", "load")
COLUMN_TYPES = ("text", "date", "number", "list", "roles", "count", "first", "last", "status")
RESERVED = frozenset(
    {"language", "limit", "queries", "lang", "format", "json", "evidence", "extend", "output", "parameter", "debug", "help"}
)
"""Options of the command and of `graph.query`, which no parameter may be called."""
STEPS: Mapping[str, tuple[str, ...]] = {"communities": ("at_least",), "pairs": ("at_least", "top"), "unfulfilled": ()}
"""Step of graphkit that makes the rows → the parameters that it needs."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    `type` is one of ``entity`` (a name or id), ``event`` (an id), ``date`` (a day, month or year; `edge` says which
    day of it counts), ``text``, ``int``, ``choice`` (of `choices`; several if `many`), ``flag`` and ``load`` (the
    documents that some runs read, `graphkit.loads`; always `many`). A `many` parameter
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


_KEYS = ("title", "description", "parameters", "columns", "order", "example", "repeat", "keep", "then", "evidence")
_KINDS: Mapping[str, tuple[type, str]] = {
    "type": (str, "a text"),
    "help": (Mapping, "a mapping with tr and en"),
    "required": (bool, "true or false"),
    "default": (object, ""),
    "choices": (list, "a list of texts"),
    "many": (bool, "true or false"),
    "edge": (str, "first or last"),
    "prefer": (list, "a list of texts"),
    "officials": (bool, "true or false"),
    "minimum": (int, "a whole number"),
    "maximum": (int, "a whole number"),
}
"""Key of a parameter → what it must be, in Python and in words."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check_header(header: Mapping[Any, Any], common: Mapping[str, Any], where: str) -> None:
    """Refuse a header with an entry that is unknown, missing or of the wrong kind.

    Parameters
    ----------
    header : mapping
        What the header's file says.
    common : mapping
        What ``_common.yaml`` says.
    where : str
        The file and the query, for messages.

    Raises
    ------
    QueryError
        One sentence: file, query, entry and what is allowed.

    Examples
    --------
    >>> title = {"tr": "Devletler", "en": "States"}
    >>> common = {"parameters": {}, "columns": {}}
    >>> check_header({"title": title, "columns": ["id"], "order": ["id"]}, common, "states.yaml: query 'states'")
    >>> check_header({"titel": title}, common, "states.yaml: query 'states'")
    Traceback (most recent call last):
    graphkit.errors.QueryError: states.yaml: query 'states': no key 'titel'; keys: title, description, parameters, ...
    """
    _check_keys(header, _KEYS, where)
    for key in ("title", "columns", "order"):
        if key not in header:
            raise QueryError(f"{where}: the key {key!r} is missing")
    for key in ("title", "description"):
        if key in header:
            _check_words(header[key], f"{where}: {key}", needed=("tr", "en"))
    entries = _mapping(header.get("parameters") or {}, f"{where}: parameters")
    parameters = {name: _checked_parameter(name, entry, common, where) for name, entry in entries.items()}
    columns = _checked_columns(header["columns"], common, where)
    order = _texts(header["order"], f"{where}: order")
    unknown = [name for name in order if name.removeprefix("-") not in columns]
    if unknown:
        raise QueryError(f"{where}: order names no column: {unknown[0]!r}; columns: {', '.join(columns)}")
    for name in _mapping(header.get("example") or {}, f"{where}: example"):
        if name not in parameters:
            raise QueryError(f"{where}: example: no parameter {name!r}; parameters: {', '.join(parameters) or 'none'}")
    _check_steps(header, parameters, columns, where)


def read_parameter(name: str, own: Mapping[str, Any], common: Mapping[str, Any]) -> Parameter:
    """A parameter as a record; what the header does not say is taken from ``_common.yaml``.

    Examples
    --------
    >>> read_parameter("actor", {"type": "entity", "help": {"en": "Who"}}, {"parameters": {}}).help_en
    'Who'
    """
    entry = {**common["parameters"].get(name, {}), **own} if "type" not in own else dict(own)
    words = entry.pop("help", {})
    for key in ("choices", "prefer"):
        entry[key] = tuple(entry.get(key, ()))
    if entry["type"] == "load":
        entry |= {"many": True, "default": LAST}
    if isinstance(entry.get("default"), list):
        entry["default"] = tuple(entry["default"])
    return Parameter(name, help_tr=words.get("tr", ""), help_en=words.get("en", ""), **entry)


def read_column(item: str | Mapping[str, Any], common: Mapping[str, Any]) -> Column:
    """A column as a record; a bare name takes type and headings from ``_common.yaml``.

    Examples
    --------
    >>> read_column({"first": {"type": "first", "en": "first day"}}, {"columns": {}}).label_en
    'first day'
    """
    if isinstance(item, str):
        name, entry = item, common["columns"].get(item, {})
    else:
        ((name, entry),) = item.items()
    return Column(name, entry.get("type", "text"), entry.get("tr", name), entry.get("en", name))


def _checked_parameter(name: object, entry: object, common: Mapping[str, Any], header: str) -> Parameter:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise QueryError(f"{header}: parameter {name!r}: a name is made of letters, digits and _; yes and no need quotes")
    if name in RESERVED:
        raise QueryError(f"{header}: a parameter cannot be called {name!r}: an option has that name")
    where = f"{header}, parameter {name!r}"
    own = _mapping({} if entry is None else entry, where)
    _check_keys(own, _KINDS, where)
    for key, value in own.items():
        kind, words = _KINDS[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise QueryError(f"{where}: {key}: {value!r} is not {words}")
        if kind is list:
            _texts(value, f"{where}: {key}")
    if "type" not in own and name not in common["parameters"]:
        raise QueryError(f"{where}: the key 'type' is missing; types: {', '.join(PARAMETER_TYPES)}")
    _check_words(own.get("help", {}), f"{where}: help")
    parameter = read_parameter(name, own, common)
    _check_parameter(parameter, where)
    return parameter


def _check_parameter(parameter: Parameter, where: str) -> None:
    """Refuse a parameter whose entries do not go together."""
    if parameter.type not in PARAMETER_TYPES:
        raise QueryError(f"{where}: type: no type {parameter.type!r}; types: {', '.join(PARAMETER_TYPES)}")
    if (parameter.type == "choice") != bool(parameter.choices):
        says = "needs a list of them" if parameter.type == "choice" else "has none"
        raise QueryError(f"{where}: choices: a parameter of type {parameter.type} {says}")
    if parameter.edge not in ("first", "last"):
        raise QueryError(f"{where}: edge: {parameter.edge!r} is not first or last")
    if parameter.minimum is not None and parameter.maximum is not None and parameter.minimum > parameter.maximum:
        raise QueryError(f"{where}: minimum: {parameter.minimum} is more than the maximum {parameter.maximum}")
    if parameter.default is None or parameter.type == "load":
        return
    if isinstance(parameter.default, (Mapping, bool, tuple)) and parameter.type not in ("choice", "flag"):
        raise QueryError(f"{where}: default: {parameter.default!r} is no {parameter.type}")
    to_value(parameter, parameter.default, f"{where}: default")


def _checked_columns(items: object, common: Mapping[str, Any], header: str) -> list[str]:
    """The names of the columns."""
    if not isinstance(items, list) or not items:
        raise QueryError(f"{header}: columns: a list of at least one column is needed")
    names: list[str] = []
    for item in items:
        name, entry = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (item, {})
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise QueryError(f"{header}: column {name!r}: a name, or a name with type, tr and en, is needed")
        where = f"{header}, column {name!r}"
        _check_keys(_mapping(entry, where), ("type", "tr", "en"), where)
        _check_words({key: value for key, value in entry.items() if key != "type"}, where)
        column = read_column(item, common)
        if column.type not in COLUMN_TYPES:
            raise QueryError(f"{where}: type: no type {column.type!r}; types: {', '.join(COLUMN_TYPES)}")
        if name in names:
            raise QueryError(f"{header}: columns: {name!r} stands there twice")
        names.append(name)
    return names


def _check_steps(header: Mapping[str, Any], parameters: Mapping[str, Parameter], columns: list[str], where: str) -> None:
    """Refuse a wrong ``repeat``, ``keep``, ``then`` or ``evidence``."""
    whole = {name for name, parameter in parameters.items() if parameter.type == "int"}
    for key, entries in (("repeat", ("parameter", "until", "step")), ("keep", ("of", "parameter"))):
        if key in header:
            entry = _mapping(header[key], f"{where}: {key}")
            _check_keys(entry, entries, f"{where}: {key}")
            if missing := [one for one in entries if not isinstance(entry.get(one), str)]:
                raise QueryError(f"{where}: {key}: {missing[0]!r} is missing or no text")
    if "repeat" in header and header["repeat"]["until"] not in whole:
        raise QueryError(f"{where}: repeat: 'until' is a parameter of type int")
    if "keep" in header and (header["keep"]["of"] not in columns or header["keep"]["parameter"] not in whole):
        raise QueryError(f"{where}: keep: 'of' is a column and 'parameter' a parameter of type int")
    if (then := header.get("then")) is not None:
        if not isinstance(then, str) or then not in STEPS:
            raise QueryError(f"{where}: then: no step {then!r}; steps: {', '.join(STEPS)}")
        if lacking := [name for name in STEPS[then] if name not in whole]:
            raise QueryError(f"{where}: then: the step {then} needs a parameter {lacking[0]!r} of type int")
    for name, values in _mapping(header.get("evidence") or {}, f"{where}: evidence").items():
        for value in _mapping(values, f"{where}: evidence: {name}").values():
            if not isinstance(value, str):
                raise QueryError(f"{where}: evidence: {name}: {value!r} is not a text; put it in quotes")


def _mapping(value: object, where: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise QueryError(f"{where}: {value!r} is not a mapping of keys and values")
    return value


def _check_keys(value: Mapping[Any, Any], known: Collection[str], where: str) -> None:
    if unknown := [key for key in value if key not in known]:
        raise QueryError(f"{where}: no key {unknown[0]!r}; keys: {', '.join(known)}")


def _check_words(value: object, where: str, *, needed: tuple[str, ...] = ()) -> None:
    """Refuse what is not a text in Turkish and one in English."""
    words = _mapping(value, where)
    _check_keys(words, ("tr", "en"), where)
    for key in dict.fromkeys((*needed, *words)):
        if not isinstance(words.get(key), str):
            raise QueryError(f"{where}: {key!r} is missing or no text; put it in quotes")


def _texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise QueryError(f"{where}: {value!r} is not a list of texts; put each in quotes")
    return value
