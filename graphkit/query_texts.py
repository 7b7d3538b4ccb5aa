"""The texts of a named query: lines that stand only where a parameter is given, and what a text may not do."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping

from graphkit.errors import QueryError
from graphkit.query_variables import Variables, read_variables
from graphkit.stores.elsewhere import refuse_elsewhere

_CONDITION = re.compile(r"(?:#|//) (?:@if ([\w ]+?))? ?(?:@unless ([\w ]+))?$")
_LIKE_CONDITION = re.compile(r"(?:#|//)\s*@(?:if|unless)\b", re.IGNORECASE)
_QUIET = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//[^\n]*|/\*.*?\*/|(`[^`]*`)", re.DOTALL)
"""What may hold any word in Cypher: strings, comments, quoted names."""
_WRITES = re.compile(
    r"(?<![\w.:$(,])(?<![(,]\s)(?<!RETURN\s)"  # there a name stands
    r"(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD\s+CSV|INSERT)(?![\w:(]*\s*:)\b",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"\$\s*(?:`((?:[^`]|``)*)`|(\w++)(?!\s*\())|`[^`]*`")
_CODE = re.compile(r"\\u+([0-9A-Fa-f]{4})")
_ALL = 8  # parameters on which lines depend: of more, not every combination is looked at
NOTHING = "nothing"
"""A variable of this name is never bound, on purpose: ``IF(?a, ?b, ?nothing)``."""


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
    return "\n".join(line for line in text.splitlines() if _stands(line, on))


def _stands(line: str, on: Collection[str]) -> bool:
    found = _CONDITION.search(line)
    return found is None or (set((found[1] or "").split()) <= set(on) and not set(on) & set((found[2] or "").split()))


def check_sparql(text: str, names: Collection[str], where: str, *, many: Collection[str] = (),
                 columns: Collection[str] = ()) -> None:  # fmt: skip
    """Refuse a SPARQL text that is wrong, writes, asks other hosts, needs what is not declared or answers something else.

    Nothing is sent anywhere: an empty store reads the text.

    Parameters
    ----------
    text : str
        The query.
    names : collection of str
        The declared parameters.
    where : str
        The file, for messages.
    many : collection of str
        Those whose values stand in ``?NAME_in``.
    columns : collection of str
        What the answer has to give.

    Raises
    ------
    QueryError
        The message begins with `where`.

    Examples
    --------
    >>> check_sparql("ASK { ?event gk:id ?id }", (), "own.rq")
    >>> check_sparql("DELETE WHERE { ?s ?p ?o }", (), "own.rq")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.rq: DELETE would write; named queries only read
    >>> check_sparql("ASK { ?event gk:id ?id FILTER(?id = ?other) }", (), "own.rq")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.rq: line 1: nothing binds ?other, nor does the header declare it
    >>> check_sparql("SELECT ?id { ?event gk:id ?id }", (), "own.rq", columns=["event"])
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.rq: gives no column 'event'; it gives: id
    """
    from graphkit.stores.sparql import update_verb

    if verb := update_verb(text):
        raise QueryError(f"{where}: {verb} would write; named queries only read")
    try:
        refuse_elsewhere(text)
    except QueryError as error:
        raise QueryError(f"{where}: {error}") from error
    _check_conditions(text, names, where)
    _check_answer(text, columns, where)
    given = {f"{name}_in" if name in many else name for name in names} | ({"kind"} if "type" in names else set())
    check_variables(text, given, where)


def _check_answer(text: str, columns: Collection[str], where: str) -> None:
    """Ask an empty store: the text is read there, whichever parameters are given, and tells its columns."""
    from graphkit.stores.rdf import RdfStore

    names = sorted({name for _, name in conditions(text)})
    with RdfStore.open(None) as empty:
        for on in dict.fromkeys([tuple(names), (), *itertools.combinations(names, 1)]):
            try:
                given = empty.query(text_for(text, dict.fromkeys(on, True)), limit=0).columns
            except QueryError as error:
                raise QueryError(f"{where}: {error}{_when(on, names)}") from error
            if missing := [name for name in columns if name not in given]:
                raise QueryError(f"{where}: gives no column {missing[0]!r}{_when(on, names)}; it gives: {', '.join(given)}")


def check_variables(text: str, given: Collection[str], where: str) -> None:
    """Refuse a SPARQL text that uses a variable which nothing binds.

    In a FILTER, BIND or HAVING a variable must be bound whichever parameters are given; in a SELECT or ORDER BY one that
    is bound only with some of them is a column that may be empty. `NOTHING` is never bound.

    Parameters
    ----------
    text : str
        The query, with its lines for ``@if`` and ``@unless``.
    given : collection of str
        Variables that parameters bind.
    where : str
        The file, for messages.

    Raises
    ------
    QueryError
        The message names the file, the line and the variable.

    Examples
    --------
    >>> text = "SELECT ?id {\\n?s gk:id ?id ; gk:name ?name .  # @if name\\nFILTER(?id != ?s)\\n}"
    >>> check_variables(text, ["name"], "own.rq")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.rq: line 3: nothing binds ?s, nor does the header declare it (where 'name' is not given)
    """
    names = sorted({name for _, name in conditions(text)})
    known = {*given, NOTHING}
    read: list[tuple[tuple[str, ...], Variables]] = []
    for on in _combinations(names):
        found = read_variables("\n".join(line if _stands(line, on) else "" for line in text.splitlines()))
        for line, name in found.lacking:
            if name not in known:
                raise QueryError(_unbound(where, line, name, given) + _when(on, names))
        read.append((on, found))
    known = known.union(*(found.bound for _, found in read))
    for _, found in read:
        for line, name in found.selected:
            if name not in known:
                raise QueryError(_unbound(where, line, name, given))


def _unbound(where: str, line: int, name: str, given: Collection[str]) -> str:
    several = f": the values of {name!r} stand in ?{name}_in" if f"{name}_in" in given else None
    return f"{where}: line {line}: nothing binds ?{name}{several or ', nor does the header declare it'}"


def _combinations(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Which parameters may be given together: all first, then ever fewer; of very many the first and last sizes."""
    for size in range(len(names), -1, -1):
        if len(names) <= _ALL or size <= 2 or size >= len(names) - 2:
            yield from itertools.combinations(names, size)


def _when(on: Collection[str], names: Collection[str]) -> str:
    lacking = [repr(name) for name in names if name not in on]
    return f" (where {' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not given)" if lacking else ""


def check_cypher(text: str, names: Collection[str], where: str) -> None:
    """Refuse a Cypher text that writes or uses what is not declared.

    Raises
    ------
    QueryError
        The message begins with `where`, the file.

    Examples
    --------
    >>> check_cypher("MATCH (s:State) WHERE s.name <> 'SET $x' RETURN s.id AS id", (), "own.cypher")
    >>> check_cypher("MATCH (s) DETACH DELETE s", (), "own.cypher")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.cypher: DETACH would write; named queries only read
    >>> check_cypher("MATCH (s) WHERE s.name = $`nam` RETURN s", ["name"], "own.cypher")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.cypher: parameter $nam is not declared in the header
    """
    # Neo4j reads \u0024 as $ wherever it stands, other engines do not: both readings are looked at
    for form in dict.fromkeys((text, _CODE.sub(lambda found: chr(int(found[1], 16)), text))):
        plain = code_of(form)
        named = re.sub(r"`[^`]*`|\bAS\s+\w+", " ", plain, flags=re.IGNORECASE)  # names, whatever word they are
        if found := _WRITES.search(named):
            raise QueryError(f"{where}: {found[1].upper()} would write; named queries only read")
        if undeclared := sorted(_parameters(plain) - set(names)):
            raise QueryError(f"{where}: parameter ${undeclared[0]} is not declared in the header")
    _check_conditions(text, names, where)


def code_of(text: str) -> str:
    """Cypher without its strings and comments, in the same lines.

    Examples
    --------
    >>> code_of("MATCH (s:`A b`) /* all\\nof them */ WHERE s.name = 'SET' RETURN s // done")
    'MATCH (s:`A b`)  \\n WHERE s.name =   RETURN s  '
    """
    return _QUIET.sub(lambda found: found[1] or " " + "\n" * found[0].count("\n"), text)


def _parameters(plain: str) -> set[str]:
    found = {quoted.replace("``", "`") or bare for quoted, bare in _PARAMETER.findall(plain)}
    return found - {""}


def _check_conditions(text: str, names: Collection[str], where: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        found = _CONDITION.search(line)
        if _LIKE_CONDITION.search(line) and not (found and (found[1] or found[2])):
            raise QueryError(f"{where}: line {number}: a condition ends its line and reads '# @if NAME' or '# @unless NAME'")
    for number, name in conditions(text):
        if name not in names:
            raise QueryError(f"{where}: line {number}: @if or @unless {name}: is not declared in the header")


def conditions(text: str) -> Iterator[tuple[int, str]]:
    """Line, from 1, and parameter of each ``@if`` and ``@unless``.

    Examples
    --------
    >>> list(conditions("?e gk:end ?last .  # @if since @unless actor"))
    [(1, 'since'), (1, 'actor')]
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _CONDITION.search(line):
            for name in f"{found[1] or ''} {found[2] or ''}".split():
                yield number, name
