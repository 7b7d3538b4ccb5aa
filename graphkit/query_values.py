"""Values of parameters as people write them: days, numbers, choices and flags, checked without a graph."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.query_headers import Parameter

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YES = {"yes", "true", "evet", "1"}
_NO = {"no", "false", "hayır", "0"}
LAST = "last"
"""The load that is meant where none is said."""


def parse_date(text: str, *, edge: str = "first") -> dt.date:
    """The day that an ISO date, month or year means: the first or the last day of it.

    Raises
    ------
    ValueError
        If the text is none of these or the day does not exist.

    Examples
    --------
    >>> parse_date("2024"), parse_date("2024-02", edge="last")
    (datetime.date(2024, 1, 1), datetime.date(2024, 2, 29))
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a date, month or year: {text!r}")
    year = int(found[1])
    month = int(found[2]) if found[2] else (1 if edge == "first" else 12)
    if found[3]:
        return dt.date(year, month, int(found[3]))
    first = dt.date(year, month, 1)
    return first if edge == "first" else first.replace(day=calendar.monthrange(year, month)[1])


def to_value(parameter: Parameter, value: object, where: str) -> object:
    """A value of a parameter of type date, int, choice, flag or load; of the other types its text.

    Parameters
    ----------
    parameter : Parameter
        What is asked for.
    value : object
        As typed, or as a header has it.
    where : str
        The query and the parameter, for messages.

    Returns
    -------
    object
        None for the choice ``any``, which does not narrow the answer.

    Raises
    ------
    QueryError
        If the value is none of that type; the message says what is allowed.

    Examples
    --------
    >>> from graphkit.query_headers import Parameter
    >>> to_value(Parameter("top", "int", minimum=1), "3", "parameter 'top'")
    3
    >>> to_value(Parameter("top", "int"), "abc", "parameter 'top'")
    Traceback (most recent call last):
    graphkit.errors.QueryError: parameter 'top': 'abc' is no whole number
    """
    match parameter.type:
        case "date":
            return _date(value, parameter, where)
        case "int":
            return _int(value, parameter, where)
        case "choice":
            return _choice(value, parameter, where)
        case "flag":
            return _flag(value, where)
        case "load":
            return _documents(value, where)
    return str(value)


def _date(value: object, parameter: Parameter, where: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return parse_date(str(value), edge=parameter.edge)
    except ValueError as error:
        raise QueryError(f"{where}: {value!r} is no day; write 2024, 2024-12 or 2024-12-31") from error


def _int(value: object, parameter: Parameter, where: str) -> int:
    try:
        number = int(str(value))
    except ValueError as error:
        raise QueryError(f"{where}: {value!r} is no whole number") from error
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        least = f"{low} or more" if high is None else f"{high} or less"
        allowed = least if None in (low, high) else f"from {low} to {high}"
        raise QueryError(f"{where}: {number} is out of range; {allowed}")
    return number


def _choice(value: object, parameter: Parameter, where: str) -> str | tuple[str, ...] | None:
    chosen = [part.strip() for part in value.split(",")] if isinstance(value, str) else [str(part) for part in _each(value)]
    if chosen == ["any"]:
        return None
    if "any" in chosen:
        raise QueryError(f"{where}: 'any' is everything; leave the others out")
    wrong = [part for part in chosen if part not in parameter.choices]
    if wrong or (len(chosen) != 1 and not parameter.many):
        allowed = ", ".join((*parameter.choices, "any"))
        near = difflib.get_close_matches(wrong[0], parameter.choices, n=1) if wrong else []
        hint = f"; did you mean {near[0]}?" if near else ""
        raise QueryError(f"{where}: {', '.join(wrong or chosen)!r} is not allowed{hint}; one of: {allowed}")
    return tuple(chosen) if parameter.many else chosen[0]


def _documents(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise QueryError(f"{where}: {value!r} is known to a graph folder only; a store is asked with a list of document ids")
    return tuple(map(str, value))


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, (list, tuple, set, frozenset)) else (value,)


def _flag(value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise QueryError(f"{where}: {value!r} is neither yes nor no")
