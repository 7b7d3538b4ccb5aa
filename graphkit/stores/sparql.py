"""Parameters of SPARQL queries: bound as terms through a VALUES clause, never pasted as text."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from graphkit.errors import QueryError
from graphkit.stores import Id, Iri
from graphkit.stores.texts import to_stored

_PLACE = re.compile(r"^[ \t]*#[ \t]*@parameters\b(?P<names>[ \t\w]*)(?:#.*)?$", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_UPDATE = re.compile(
    r"^\s*(?:(?:#[^\n]*\n|PREFIX\s[^\n]*\n|BASE\s[^\n]*\n)\s*)*(INSERT|DELETE|DROP|CLEAR|CREATE|LOAD|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_BAD_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
GKD = "https://w3id.org/graphkit/id/"
_XSD = "<http://www.w3.org/2001/XMLSchema#"


def iri_of(key: str) -> str:
    """The IRI of a node: its id as one percent-encoded path segment (RFC 3986).

    Examples
    --------
    >>> iri_of("person:ri_hi_yong"), iri_of("Fas <Kuzey>")
    ('https://w3id.org/graphkit/id/person:ri_hi_yong', 'https://w3id.org/graphkit/id/Fas%20%3CKuzey%3E')
    """
    segment = quote(key, safe=":")
    return GKD + (segment if segment.strip(".") else segment.replace(".", "%2E"))


def bind(text: str, parameters: Mapping[str, object] | None) -> str:
    """The query with its parameters bound: the line ``# @parameters`` becomes a VALUES clause.

    The clause holds every parameter as a variable of its name, or those that the line names, as in
    ``# @parameters since until``. A list gives one row per member (of several lists: all combinations), an empty list
    no row. So the text can be sent to any SPARQL 1.1 endpoint.

    Parameters
    ----------
    text : str
        A query; the line may stand in several places.
    parameters : mapping, optional
        Text, numbers, truth values, dates, `Iri`, `Id`, None (the variable stays unbound) or lists of those.

    Raises
    ------
    QueryError
        If there are parameters but no such line, or a name or value that SPARQL cannot say.

    Examples
    --------
    >>> print(bind("SELECT * {\\n# @parameters\\n}", {"actor": 'Yeni "Yol"', "since": None}))
    SELECT * {
    VALUES (?actor ?since) { ("Yeni \\"Yol\\"" UNDEF) }
    }
    """
    if not parameters:
        return text
    if not _PLACE.search(text):
        raise QueryError("the query takes no parameters: it has no line '# @parameters' inside WHERE")
    for name in parameters:
        if not _NAME.fullmatch(name):
            raise QueryError(f"parameter {name!r}: a name is made of letters, digits and _")
    terms = {name: _terms(name, value) for name, value in parameters.items()}
    return _PLACE.sub(lambda found: _clause(terms, found["names"].split()), text)


def _clause(terms: Mapping[str, list[str]], wanted: Sequence[str]) -> str:
    """The VALUES clause of all parameters, or of those wanted that have a value; nothing if none has."""
    names = [name for name in terms if not wanted or name in wanted]
    if not names:
        return ""
    rows = " ".join(f"({' '.join(row)})" for row in itertools.product(*(terms[name] for name in names)))
    return f"VALUES ({' '.join('?' + name for name in names)}) {{ {rows} }}" if rows else "FILTER(1 = 2)"


def _terms(name: str, value: object) -> list[str]:
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_term(name, one) for one in value]
    return [to_term(name, value)]


def to_term(name: str, value: object) -> str:
    """A parameter value as a SPARQL term; `name` is for the error message.

    Examples
    --------
    >>> to_term("since", dt.date(2024, 12, 1)), to_term("n", 3), to_term("type", Iri("https://example.org/a"))
    ('"2024-12-01"^^<http://www.w3.org/2001/XMLSchema#date>', '3', '<https://example.org/a>')
    """
    if value is None:
        return "UNDEF"
    if isinstance(value, Id):
        return f"<{iri_of(to_stored(value))}>"
    if isinstance(value, Iri):
        if _BAD_IRI.search(value) or ":" not in value:
            raise QueryError(f"parameter {name}: {str(value)!r} is not an absolute IRI")
        return f"<{value}>"
    if isinstance(value, str):
        return quoted(to_stored(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f'"{value!r}"^^{_XSD}double>'
    if isinstance(value, dt.datetime):
        return f'"{value.isoformat()}"^^{_XSD}dateTime>'
    if isinstance(value, dt.date):
        return f'"{value.isoformat()}"^^{_XSD}date>'
    raise QueryError(f"parameter {name}: a {type(value).__name__} cannot be asked for")


def update_verb(text: str) -> str | None:
    """The verb of a text that is an update; None when it does not begin like one. For messages, not for safety.

    Examples
    --------
    >>> update_verb("drop all"), update_verb("SELECT * {}")
    ('DROP', None)
    """
    found = _UPDATE.match(text)
    return found[1].upper() if found else None


def quoted(value: str) -> str:
    """A text as a quoted string.

    After a backslash, u and U are written as code points: some engines (SPARQL 1.1, 19.2) read ``\\\\u0022`` as a
    quotation mark before they read the string.

    Examples
    --------
    >>> quoted('Yeni "Yol"')
    '"Yeni \\\\"Yol\\\\""'
    """
    out = "".join(_ESCAPES.get(char, char) for char in value)
    return '"' + re.sub(r"(\\\\)([uU])", lambda m: f"{m[1]}\\U{ord(m[2]):08X}", out) + '"'
