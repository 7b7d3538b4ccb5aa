"""The texts of a named query: lines that stand only where a parameter is given, and what a text may not do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from graphkit.errors import QueryError

_CONDITION = re.compile(r"(?:#|//) (?:@if ([\w ]+?))? ?(?:@unless ([\w ]+))?$")
_QUIET = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
"""What may hold any word in Cypher: strings, quoted names, comments."""
_WRITES = re.compile(
    r"(?<![\w.:$])(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD\s+CSV|INSERT)(?![\w:(]*\s*:)\b", re.IGNORECASE
)


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


def check_sparql(text: str, names: Collection[str], where: str) -> None:
    """Refuse a SPARQL text that is wrong, writes, or depends on what is not declared.

    Raises
    ------
    QueryError
        The message begins with `where`, the file.

    Examples
    --------
    >>> check_sparql("ASK { ?event gk:id ?id }", (), "own.rq")
    >>> check_sparql("DELETE WHERE { ?s ?p ?o }", (), "own.rq")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.rq: DELETE would write; named queries only read
    """
    from graphkit.stores.rdf import RdfStore
    from graphkit.stores.sparql import update_verb

    if verb := update_verb(text):
        raise QueryError(f"{where}: {verb} would write; named queries only read")
    _check_conditions(text, names, where)
    with RdfStore.open(None) as empty:
        for on in (dict.fromkeys(names, True), {}):
            try:
                empty.query(text_for(text, on))
            except QueryError as error:
                raise QueryError(f"{where}: {error}") from error


def check_cypher(text: str, names: Collection[str], where: str) -> None:
    """Refuse a Cypher text that writes or uses what is not declared.

    Raises
    ------
    QueryError
        The message begins with `where`, the file.

    Examples
    --------
    >>> check_cypher("MATCH (s:State) WHERE s.name <> 'SET' RETURN s.id AS id", (), "own.cypher")
    >>> check_cypher("MATCH (s) DETACH DELETE s", (), "own.cypher")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.cypher: DETACH would write; named queries only read
    """
    plain = _QUIET.sub(" ", text)
    if found := _WRITES.search(plain):
        raise QueryError(f"{where}: {found[1].upper()} would write; named queries only read")
    undeclared = sorted(set(re.findall(r"\$(\w+)", plain)) - set(names))
    if undeclared:
        raise QueryError(f"{where}: parameter ${undeclared[0]} is not declared in the header")
    _check_conditions(text, names, where)


def _check_conditions(text: str, names: Collection[str], where: str) -> None:
    for number, name in _conditions(text):
        if name not in names:
            raise QueryError(f"{where}: line {number}: @if or @unless {name}: is not declared in the header")


def _conditions(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _CONDITION.search(line):
            for name in f"{found[1] or ''} {found[2] or ''}".split():
                yield number, name
