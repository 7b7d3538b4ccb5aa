"""Nodes as lines of N-Quads (https://www.w3.org/TR/n-quads/), for the bulk loaders of RDF stores.

The same quads as those of `graphkit.stores.quads`, five times as fast: no object is made for a quad.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from graphkit.stores.nodes import Node, Value
from graphkit.stores.quads import GK, LABELLED, RDFS, TYPE, literal
from graphkit.stores.sparql import iri_of

_ESCAPED = re.compile(r'["\\\n\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_SIZE = 1 << 20  # characters


def chunks(nodes: Iterable[Node], size: int = _SIZE) -> Iterator[tuple[bytes, int]]:
    """UTF-8 text of about `size` characters at a time, and how many nodes it holds.

    Examples
    --------
    >>> [count for _, count in chunks([Node("Entity", "Q159", "State", {})])]
    [1]
    """
    lines: list[str] = []
    length = count = 0
    for node in nodes:
        text = node_lines(node)
        lines.append(text)
        length, count = length + len(text), count + 1
        if length >= size:
            yield "".join(lines).encode(), count
            lines, length, count = [], 0, 0
    if lines:
        yield "".join(lines).encode(), count


def node_lines(node: Node) -> str:
    """All quads of a node and of its edges, one a line.

    Examples
    --------
    >>> node_lines(Node("Entity", "Q159", "State", {})).count("\\n")
    3
    """
    end = _end(node.document)
    subject = _iri(node.id)
    start = f"{subject} {_TYPE} "
    out = [f"{start}{_term(node.kind)}{end}"]
    if node.type is not None:
        out.append(f"{start}{_term(node.type)}{end}")
    out.append(f"{subject} {_term('id')} {_quoted(node.id)}{end}")
    for key, value in node.properties.items():
        start = f"{subject} {_term(key)} "
        out += [f"{start}{_written(key, one)}{end}" for one in (value if isinstance(value, tuple) else (value,))]
        if (node.kind, key) in LABELLED:
            out.append(f"{subject} {_LABEL} {_quoted(str(value))}@tr{end}")
    out += [f"{_iri(start)} {_term(name)} {_iri(target)}{_end(graph)}" for _, start, name, target, graph in node.edges]
    return "".join(out)


_TYPE, _LABEL = str(TYPE), f"<{RDFS}label>"


@functools.lru_cache(maxsize=65536)
def _iri(key: str) -> str:
    return f"<{iri_of(key)}>"


@functools.lru_cache(maxsize=65536)
def _end(document: str) -> str:
    return f" {_iri(document)} .\n" if document else " .\n"


@functools.lru_cache(maxsize=1024)
def _term(name: str) -> str:
    return f"<{GK}{name}>"


def _written(key: str, value: Value) -> str:
    return _quoted(value) if isinstance(value, str) and key != "time" else _typed(key, value)


@functools.lru_cache(maxsize=65536)
def _typed(key: str, value: Value) -> str:
    return str(literal(key, value))  # type: ignore[arg-type]


def _quoted(text: str) -> str:
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
    return f'"{text}"'
