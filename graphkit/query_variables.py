"""The variables of a SPARQL text: which of them the text asks about although nothing in it gives them a value.

The text is read as tokens and groups, no further (https://www.w3.org/TR/sparql11-query/#grammar): in an expression, a
SELECT, an ORDER BY or a template a variable is used; everywhere else it is bound.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<gap>\s+|#[^\r\n]*)"
    r'|(?P<text>"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?P<name>[?$]\w+)|(?P<word>[\w:@%-]+)|(?P<sign>.)',
    re.DOTALL,
)
_NAME = re.compile(r"[?$](\w+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign, text, IRI or variable of a query, and its line, from 1.

    Examples
    --------
    >>> Token("word", "union", 1).word
    'UNION'
    """

    kind: str
    text: str
    line: int

    @property
    def word(self) -> str:
        """A keyword in capitals, or a sign."""
        return self.text.upper() if self.kind in ("word", "sign") else ""


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of a query.

    `bound` are those that something in it binds. `lacking` are those that a FILTER, BIND or HAVING uses although
    nothing binds them there, `selected` those that only a SELECT, GROUP BY, ORDER BY or template names: line from 1 and
    name.

    Examples
    --------
    >>> Variables(frozenset({"id"}), (), ((1, "label"),)).selected
    ((1, 'label'),)
    """

    bound: frozenset[str]
    lacking: tuple[tuple[int, str], ...]
    selected: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class _Scope:
    """What is bound and used in a part of the query that gives its variables only to what stands inside it."""

    outer: _Scope | None = None
    bound: set[str] = field(default_factory=set)
    used: list[tuple[int, str, bool]] = field(default_factory=list)
    inner: list[_Scope] = field(default_factory=list)
    hidden: list[tuple[int, str, bool]] = field(default_factory=list)  # used in HAVING, but made by the SELECT only
    alone: bool = False  # its conditions see nothing of what stands around it

    def inside(self, *, alone: bool = False) -> _Scope:
        self.inner.append(_Scope(self, alone=alone))
        return self.inner[-1]

    def use(self, token: Token, *, firm: bool) -> None:
        self.used += ((token.line, name, firm) for name in _NAME.findall(token.text))

    def lacking(self, known: set[str]) -> Iterator[tuple[int, str, bool]]:
        known = self.bound if self.alone else known | self.bound
        yield from (one for one in self.used if one[1] not in known)
        yield from self.hidden
        for scope in self.inner:
            yield from scope.lacking(known)

    def names(self) -> set[str]:
        return self.bound.union(*(scope.names() for scope in self.inner))


_Tokens = deque[Token]


def read_variables(text: str) -> Variables:
    """The variables of a query that an engine reads without complaint.

    A triple pattern, a path, ``AS``, ``VALUES``, ``GRAPH`` or the SELECT of a sub-query binds a variable; what EXISTS
    or MINUS holds binds it only there. EXISTS, MINUS, OPTIONAL and GRAPH may use what is bound around them; a group or a
    sub-query sees only its own, and HAVING not what the SELECT names.

    Examples
    --------
    >>> found = read_variables("SELECT ?id {\\n?s gk:id ?id FILTER(?id != ?other)\\n} ORDER BY ?s ?label")
    >>> sorted(found.bound), found.lacking, found.selected
    (['id', 's'], ((2, 'other'),), ((3, 'label'),))
    >>> read_variables("SELECT ?n { { SELECT (COUNT(?s) AS ?n) { ?s ?p ?o } } FILTER(?o = 1) }").lacking
    ((1, 'o'),)
    """
    scope = _Scope()
    tokens = deque(tokens_of(text))
    while tokens:
        _query(tokens, scope)
        _next(tokens)
    found = sorted(set(scope.lacking(set())))
    lacking = tuple((line, name) for line, name, firm in found if firm)
    return Variables(frozenset(scope.names()), lacking, tuple((line, name) for line, name, firm in found if not firm))


def tokens_of(text: str) -> Iterator[Token]:
    """What a SPARQL text consists of, without blanks and comments.

    Examples
    --------
    >>> [token.text for token in tokens_of("ASK { ?e a gk:Visit }  # visits")]
    ['ASK', '{', '?e', 'a', 'gk:Visit', '}']
    """
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "gap":
            yield Token(str(found.lastgroup), found[0], line)
        line += found[0].count("\n")


def _next(tokens: _Tokens) -> Token:
    return tokens.popleft() if tokens else Token("sign", "}", 0)


def _query(tokens: _Tokens, scope: _Scope) -> set[str]:
    """A query up to the end or to the brace that closes it; the variables that it gives to what stands around it."""
    given: set[str] = set()
    made: set[str] = set()
    whole = False
    while tokens and tokens[0].word not in ("{", "}"):
        token = _next(tokens)
        if token.word == "CONSTRUCT" and tokens and tokens[0].word == "{":
            _template(tokens, scope)
        elif token.kind == "name":
            scope.use(token, firm=False)
            given.add(token.text[1:])
        elif token.word == "(":
            made |= _expression(tokens, scope, firm=False)
        whole = whole or token.word == "*"
    if tokens and tokens[0].word == "{":
        _next(tokens)
        _group(tokens, scope)
    _modifiers(tokens, scope, made - scope.bound)
    scope.bound |= made
    return scope.bound if whole else given | made


def _modifiers(tokens: _Tokens, scope: _Scope, made: set[str]) -> None:
    firm = False
    while tokens and tokens[0].word != "}":
        token = _next(tokens)
        if token.word == "VALUES":
            _values(tokens, scope)
        elif token.word == "(":
            before = len(scope.used)
            scope.bound |= _expression(tokens, scope, firm=firm)
            scope.hidden += (one for one in scope.used[before:] if firm and one[1] in made)
        elif token.kind == "name":
            scope.use(token, firm=False)
        elif token.word in ("GROUP", "HAVING", "ORDER"):
            firm = token.word == "HAVING"


def _template(tokens: _Tokens, scope: _Scope) -> None:
    while (token := _next(tokens)).word != "}":
        if token.kind == "name":
            scope.use(token, firm=False)


def _group(tokens: _Tokens, scope: _Scope) -> None:
    """What stands in braces, up to the closing one."""
    if tokens and tokens[0].word == "SELECT":
        scope.bound |= _query(tokens, scope.inside())
        _next(tokens)
        return
    shares = False  # OPTIONAL and GRAPH see what is bound before them, other groups do not
    while (token := _next(tokens)).word != "}":
        if token.word == "{":
            own = scope if shares else scope.inside(alone=True)
            _group(tokens, own)
            scope.bound |= own.bound
            shares = False
        elif token.word == "VALUES":
            _values(tokens, scope)
        elif token.word in ("FILTER", "BIND"):
            _condition(tokens, scope)
        elif token.word == "MINUS" and tokens and tokens[0].word == "{":
            _next(tokens)
            _group(tokens, scope.inside())
        elif token.kind == "name":
            scope.bound.add(token.text[1:])
        shares = shares or token.word in ("OPTIONAL", "GRAPH")


def _condition(tokens: _Tokens, scope: _Scope) -> None:
    """After FILTER or BIND: an expression in brackets, a call of a function, or EXISTS and a group."""
    while (token := _next(tokens)).word not in ("(", "{", "}"):
        pass
    if token.word == "(":
        scope.bound |= _expression(tokens, scope, firm=True)
    elif token.word == "{":
        _group(tokens, scope.inside())


def _expression(tokens: _Tokens, scope: _Scope, *, firm: bool) -> set[str]:
    """An expression up to the bracket that closes it; the variables to which ``AS`` gives its value."""
    named: set[str] = set()
    depth, before = 1, Token("sign", "(", 0)
    while depth and tokens:
        token = _next(tokens)
        if token.word == "{":
            _group(tokens, scope.inside())
        elif token.kind == "name" and before.word == "AS":
            named.add(token.text[1:])
        elif token.kind == "name" or (token.kind == "iri" and (before.kind in ("name", "text") or before.word == ")")):
            scope.use(token, firm=firm)  # after a value `<` compares: ?a<?b&&?c>?d
        depth += {"(": 1, ")": -1}.get(token.word, 0)
        before = token
    return named


def _values(tokens: _Tokens, scope: _Scope) -> None:
    while (token := _next(tokens)).word not in ("{", "}"):
        if token.kind == "name":
            scope.bound.add(token.text[1:])
    if token.word == "{":
        while _next(tokens).word != "}":
            pass
