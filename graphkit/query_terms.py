"""The words of the graph model that a query uses: a misspelt type, role or property would only answer nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from graphkit.errors import QueryError
from graphkit.ontology import NAMESPACE, load_ontology
from graphkit.query_texts import code_of
from graphkit.query_variables import tokens_of
from graphkit.stores.nodes import FIELDS, KINDS, relationship_type

_WORD = r"(?:\w+|`[^`]*`)"
_CYPHER = re.compile(
    rf"(?P<open>[(\[]|\b(?i:WHERE|AND|OR|XOR|NOT)\s+\(?(?=\s*{_WORD}\s*:))\s*(?P<variable>{_WORD})?\s*"
    rf"(?P<names>(?:\s*[:|&]\s*!?{_WORD})+)"
    rf"|(?<![\w.`])(?P<owner>\w+)\.(?P<key>\w+)\b(?!\s*[(.])|`[^`]*`|(?P<line>\n)",
    re.DOTALL,
)
_KEYS = {"id", *(key for fields in FIELDS.values() for key in fields.values())}


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
    [(1, 'the graph model has no type gk:Metting; did you mean gk:Meeting?')]
    >>> unknown_terms("MATCH (e:Event)-[:SENDR]->(x:State) RETURN x", "cypher")
    [(1, 'the graph model has no role :SENDR; did you mean :SENDER?')]
    >>> unknown_terms("SELECT ?e { ?e a gk:Meeting ; gk:participant ?x }  # gk:Metting", "sparql")
    []
    """
    return list(_of_sparql(text) if language == "sparql" else _of_cypher(text))


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
    graphkit.errors.QueryError: own.rq: line 1: the graph model has no word gk:particpant; did you mean gk:participant?
    """
    for line, wrong in unknown_terms(text, language):
        raise QueryError(f"{where}: line {line}: {wrong}")


def _wrong(kind: str, sign: str, word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    hint = f"did you mean {sign}{near[0]}?" if near else "types and roles of your own are known with --extend FOLDER"
    return f"the graph model has no {kind} {sign}{word}; {hint}"


def _of_sparql(text: str) -> Iterator[tuple[int, str]]:
    terms = load_ontology().terms
    types = {term for term in terms if term[0].isupper()}
    spaces, before = {"gk": NAMESPACE}, ["", "", ""]
    for token in tokens_of(text):
        short, colon, name = token.text.partition(":")
        if token.kind == "iri" and before[1].upper() == "PREFIX":
            space = spaces[before[2].removesuffix(":")] = token.text[1:-1]
            if before[2] == "gk:" and space != NAMESPACE and "w3id.org/graphkit" in space:
                yield token.line, f"gk: is <{space}>; the graph model's words begin with <{NAMESPACE}>"
        elif token.kind == "iri" or token.kind == "word" and colon:
            iri = token.text[1:-1] if token.kind == "iri" else spaces.get(short, "") + name
            ours, begins = iri.removeprefix(NAMESPACE), [before[1].upper(), before[2]] == ["STR", "("]  # of names
            known, kind = (types, "type") if before[2] in ("a", "rdf:type") else (terms, "word")
            if ours and ours != iri and not begins and ours not in known:
                yield token.line, _wrong(kind, "gk:", ours, known)
        before = [*before[1:], token.text]


def _of_cypher(text: str) -> Iterator[tuple[int, str]]:
    terms = load_ontology().terms
    types = {*KINDS, *(term for term in terms if term[0].isupper())}
    relations = {relationship_type(term) for term in terms if term[0].islower()}
    line, nodes = 1, set()
    for found in _CYPHER.finditer(code_of(text)):
        relation = (found["open"] or "").startswith("[")
        for name in re.findall(r"\w+", found["names"] or ""):
            if name not in (relations if relation else types):
                yield line, _wrong("role" if relation else "label", ":", name, relations if relation else types)
        if found["names"] and not relation and found["variable"]:
            nodes.add(found["variable"])
        if found["owner"] in nodes and found["key"] not in _KEYS:
            yield line, _wrong("property", f"{found['owner']}.", found["key"], _KEYS)
        line += found[0].count("\n")
