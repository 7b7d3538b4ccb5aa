"""Queries that would reach for other hosts, refused before any engine reads them.

SPARQL's ``SERVICE`` makes the engine that answers send a request wherever the query says
(https://www.w3.org/TR/sparql11-federated-query/), and rdflib fetches what ``FROM`` names.
"""

from __future__ import annotations

import re

from graphkit.errors import QueryError

_GAP = r"(?:\s|#[^\r\n]*+)*+"
_TARGET = r"(?:<[^<>]*+>|[?$]\w++|[^\s{}<>()\"'#?$:]*+:(?:\\.|[^\s{}<>()\"'#\\])*+)"
_OVER = r"[?$]\w++|:[\w-]++"
_SERVICE = re.compile(rf"{_OVER}|(?P<call>SERVICE{_GAP}(?:SILENT{_GAP})?{_TARGET}{_GAP}\{{)", re.IGNORECASE)
"""Variables and local names are read over; of what is left, the word with a target and a group after it is the clause.

Strings, comments and IRIs are not read over: engines do not agree where those begin (``?a<?b)SERVICE#x>`` is a
comparison to one and an IRI to another), so what looks like the clause is one, wherever it stands.
"""
_FROM = re.compile(rf"{_OVER}|(?P<call>FROM{_GAP}(?:NAMED{_GAP})?{_TARGET})", re.IGNORECASE)
_WORD = re.compile(rf"{_OVER}|(?P<call>SERVICE(?=[\s#<?$:\w]))", re.IGNORECASE)
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_MANY = 50  # of the word in one text: more are taken for the clause, for each costs a look at all that follows


def asks_elsewhere(text: str) -> bool:
    """Whether a SPARQL query has a SERVICE clause, which would make the engine send requests to other hosts.

    Examples
    --------
    >>> asks_elsewhere("SELECT * { service <http://127.0.0.1/> { ?s ?p ?o } }")
    True
    >>> asks_elsewhere('SELECT ?service { ?s ?p "SERVICE" } # SERVICE')
    False
    """
    return any(_count(_WORD, form) > _MANY or _count(_SERVICE, form) > 0 for form in _forms(text))


def refuse_elsewhere(text: str, *, graphs: bool = False) -> None:
    """Refuse a SPARQL query that would make its engine send requests to other hosts.

    Parameters
    ----------
    text : str
        The query.
    graphs : bool
        Whether the engine fetches the graphs that ``FROM`` names, as rdflib does.

    Raises
    ------
    QueryError
        If it has such a clause.

    Examples
    --------
    >>> refuse_elsewhere("SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }")
    >>> refuse_elsewhere("SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }", graphs=True)
    Traceback (most recent call last):
    graphkit.errors.QueryError: FROM is not answered here: it would send requests to other hosts
    """
    if asks_elsewhere(text):
        raise QueryError("SERVICE is not answered here: it would send requests to other hosts")
    if graphs and any(_count(_FROM, form) > 0 for form in _forms(text)):
        raise QueryError("FROM is not answered here: it would send requests to other hosts")


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(found["call"] is not None for found in pattern.finditer(text))


def _forms(text: str) -> set[str]:
    """The readings of a text: code points spelled out or not, a comment ended by a carriage return or not."""
    spelled = _CODE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)
    return {form for one in (text, spelled) for form in (one, one.replace("\r", " "))}
