"""Texts as stores can keep them: lone surrogates, which no encoding can write, are spelled with private characters.

A text read from broken JSON (``"\\ud800"``) may hold a surrogate without its other half. In a store it stands as
U+10FFFD and a character of U+10F000 … U+10F7FF; U+10FFFD itself stands doubled. Every other text stands as it is.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from graphkit.model import Graph

_MARK = "\U0010fffd"
_FIRST, _LAST, _SPELLED = 0xD800, 0xDFFF, 0x10F000
_ODD = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}{_MARK}]")
_PAIR = re.compile(f"{_MARK}([{chr(_SPELLED)}-{chr(_SPELLED + _LAST - _FIRST)}{_MARK}])")
_Record = TypeVar("_Record")


def to_stored(text: str) -> str:
    """The text as it stands in a store.

    Examples
    --------
    >>> to_stored("Rusya"), ascii(to_stored("yarım \\ud800"))
    ('Rusya', "'yar\\\\u0131m \\\\U0010fffd\\\\U0010f000'")
    """
    return text if text.isascii() else _ODD.sub(_spell, text)


def to_plain(text: str) -> str:
    """The text that stands in a store; the inverse of `to_stored`.

    Examples
    --------
    >>> to_plain(to_stored("\\ud800\\U0010fffd")) == "\\ud800\\U0010fffd"
    True
    """
    return _PAIR.sub(_unspell, text) if _MARK in text else text


def is_odd(texts: Iterable[str]) -> bool:
    """Whether one of the texts stands otherwise in a store.

    Examples
    --------
    >>> is_odd(["Rusya", "Çin"]), is_odd(["\\udfff"])
    (False, True)
    """
    joined = "".join(texts)
    return not joined.isascii() and _ODD.search(joined) is not None


def stored_graph(graph: Graph) -> Graph:
    """The graph with every text and id as it stands in a store.

    Examples
    --------
    >>> stored_graph(Graph()) == Graph()
    True
    """
    return _mapped(graph, to_stored)


def plain_graph(graph: Graph) -> Graph:
    """The graph of texts as they stand in a store; the inverse of `stored_graph`.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> graph = Graph(entities={"k\\ud800": Entity("k\\ud800", "Place", "x")})
    >>> plain_graph(stored_graph(graph)) == graph
    True
    """
    kinds: tuple[Mapping[str, Any], ...] = tuple(getattr(graph, field.name) for field in dataclasses.fields(graph))
    odd = any(is_odd(texts_of(record)) for kind in kinds for record in kind.values())
    return _mapped(graph, to_plain) if odd else graph


def texts_of(record: Any) -> list[str]:
    """All texts that stand in the fields of a record.

    Examples
    --------
    >>> from graphkit.model import DocumentNode
    >>> texts_of(DocumentNode("d1", "Zirve"))
    ['d1', 'Zirve', 'tr']
    """
    found: list[str] = []
    for name in record.__slots__:
        value = getattr(record, name)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            for one in value:
                found += (one,) if isinstance(one, str) else texts_of(one)
    return found


def _spell(found: re.Match[str]) -> str:
    return _MARK + (_MARK if found[0] == _MARK else chr(ord(found[0]) - _FIRST + _SPELLED))


def _unspell(found: re.Match[str]) -> str:
    return _MARK if found[1] == _MARK else chr(ord(found[1]) - _SPELLED + _FIRST)


def _mapped(value: _Record, change: Callable[[str], str]) -> _Record:
    """The value with every text in it changed."""
    new: Any = value
    if isinstance(value, str):
        new = change(value)
    elif isinstance(value, tuple):
        new = tuple(_mapped(one, change) for one in value)
    elif isinstance(value, Mapping):
        new = {change(key): _mapped(one, change) for key, one in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        new = dataclasses.replace(
            value, **{field.name: _mapped(getattr(value, field.name), change) for field in dataclasses.fields(value)}
        )
    return new  # type: ignore[no-any-return]
