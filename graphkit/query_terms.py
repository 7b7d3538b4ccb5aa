"""The words of the graph model that a query uses: a misspelt type, role or property would only answer nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from graphkit.errors import QueryError
from graphkit.ontology import NAMESPACE, load_ontology
from graphkit.stores.nodes import FIELDS, KINDS, relationship_type

_SPARQL = re.compile(
    r"#[^\r\n]*"
    r'|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|\b(?i:PREFIX)\s+(?P<prefix>[\w-]*):\s*<(?P<namespace>[^>]*)>"
    r"|\b(?i:STR)\(\s*(?:<[^<>\s]*>|\w*:[\w-]*)\s*\)"  # the beginning of names
    r"|(?P<a>(?<=[\s;{,])a\s+|\brdf:type\s+)?(?:<(?P<iri>[^<>\"{}|^`\\\x00-\x20]*)>|(?<![\w?$:-])(?P<short>[\w-]*):(?P<name>[\w-]+))"
    r"|(?P<line>\n)",
    re.DOTALL,
)
_WORD = r"(?:\w+|`[^`]*`)"
_CYPHER = re.compile(
    r"//[^\r\n]*|/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
    rf"|(?P<open>[(\[]|\b(?i:WHERE|AND|OR|XOR|NOT)\s+\(?(?=\s*{_WORD}\s*:))\s*(?P<variable>{_WORD})?\s*"
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
    terms, line = load_ontology().terms, 1
    types = {term for term in terms if term[0].isupper()}
    spaces = {"gk": NAMESPACE}
    for found in _SPARQL.finditer(text):
        if found["namespace"] is not None:
            spaces[found["prefix"]] = found["namespace"]
            if found["prefix"] == "gk" and found["namespace"] != NAMESPACE and "w3id.org/graphkit" in found["namespace"]:
                yield line, f"gk: is <{found['namespace']}>; the graph model's words begin with <{NAMESPACE}>"
        iri = found["iri"] if found["iri"] is not None else spaces.get(found["short"] or "", "") + (found["name"] or "")
        name = iri.removeprefix(NAMESPACE)
        known, kind = (types, "type") if found["a"] else (terms, "word")
        if name and name != iri and name not in known:
            yield line, _wrong(kind, "gk:", name, known)
        line += found[0].count("\n")


def _of_cypher(text: str) -> Iterator[tuple[int, str]]:
    terms = load_ontology().terms
    types = {*KINDS, *(term for term in terms if term[0].isupper())}
    relations = {relationship_type(term) for term in terms if term[0].islower()}
    line, nodes = 1, set()
    for found in _CYPHER.finditer(text):
        relation = (found["open"] or "").startswith("[")
        for name in re.findall(r"\w+", found["names"] or ""):
            if name not in (relations if relation else types):
                yield line, _wrong("role" if relation else "label", ":", name, relations if relation else types)
        if found["names"] and not relation and found["variable"]:
            nodes.add(found["variable"])
        if found["owner"] in nodes and found["key"] not in _KEYS:
            yield line, _wrong("property", f"{found['owner']}.", found["key"], _KEYS)
        line += found[0].count("\n")
