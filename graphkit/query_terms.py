"""The words of the graph model that a query uses: a misspelt type or role would only answer nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from graphkit.errors import QueryError
from graphkit.ontology import NAMESPACE, load_ontology
from graphkit.stores.nodes import KINDS, relationship_type

_SPARQL = re.compile(
    r"#[^\r\n]*"
    r'|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|(?i:\bSTR)\(\s*gk:\w+\s*\)"  # the beginning of names
    r'|<(?P<iri>[^<>"{}|^`\\\x00-\x20]*)>|(?<![\w-])gk:(?P<name>\w+)|(?P<line>\n)',
    re.DOTALL,
)
_PREFIX = re.compile(r"\bPREFIX\s+gk:\s*<([^>]*)>", re.IGNORECASE)
_CYPHER = re.compile(
    r"//[^\r\n]*|/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
    r"|(?P<open>[(\[])\s*\w*\s*(?=:)(?P<names>(?:\s*[:|&]\s*!?\w+)+)|(?P<line>\n)",
    re.DOTALL,
)


def unknown_terms(text: str, language: str) -> list[tuple[int, str]]:
    """Types, roles and properties that a text asks for and the graph model does not have.

    Parameters
    ----------
    text : str
        The query.
    language : str
        ``sparql`` or ``cypher``.

    Returns
    -------
    list of (int, str)
        The line, from 1, and what is wrong there, with the nearest word that there is.

    Examples
    --------
    >>> unknown_terms("SELECT ?e { ?e a gk:Metting }", "sparql")
    [(1, 'the graph model has no gk:Metting; did you mean gk:Meeting?')]
    >>> unknown_terms("MATCH (e:Event)-[:SENDR]->(x:State) RETURN x", "cypher")
    [(1, 'the graph model has no :SENDR; did you mean :SENDER?')]
    >>> unknown_terms("SELECT ?e { ?e a gk:Meeting ; gk:participant ?x }  # gk:Metting", "sparql")
    []
    """
    terms = load_ontology().terms
    if language == "sparql":
        return [(line, _wrong(f"gk:{name}", [f"gk:{term}" for term in terms]))
                for line, name in _of_sparql(text) if name not in terms]  # fmt: skip
    labels, relations = {*terms, *KINDS}, {relationship_type(term) for term in terms}
    return [(line, _wrong(f":{name}", [f":{one}" for one in (labels if node else relations)]))
            for line, name, node in _of_cypher(text) if name not in (labels if node else relations)]  # fmt: skip


def check_terms(text: str, language: str, where: str) -> None:
    """Refuse a text that asks for what the graph model does not have.

    Raises
    ------
    QueryError
        The message begins with `where`, the file, and names the line.

    Examples
    --------
    >>> check_terms("ASK { ?e gk:particpant ?x }", "sparql", "own.rq")
    Traceback (most recent call last):
    graphkit.errors.QueryError: own.rq: line 1: the graph model has no gk:particpant; did you mean gk:participant?
    """
    for line, wrong in unknown_terms(text, language):
        raise QueryError(f"{where}: line {line}: {wrong}")


def _wrong(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    hint = f"did you mean {near[0]}?" if near else "types and roles of your own are known with --extend FOLDER"
    return f"the graph model has no {word}; {hint}"


def _of_sparql(text: str) -> Iterator[tuple[int, str]]:
    told = _PREFIX.search(text)
    ours, line = told is None or told[1] == NAMESPACE, 1
    for found in _SPARQL.finditer(text):
        name = found["name"] if ours else None
        if found["iri"] and found["iri"].startswith(NAMESPACE):
            name = found["iri"].removeprefix(NAMESPACE)
        if name:
            yield line, name
        line += found[0].count("\n")


def _of_cypher(text: str) -> Iterator[tuple[int, str, bool]]:
    """Line, name, and whether it is a label of nodes (else a type of relationships)."""
    line = 1
    for found in _CYPHER.finditer(text):
        for name in re.findall(r"\w+", found["names"] or ""):
            yield line, name, found["open"] == "("
        line += found[0].count("\n")
