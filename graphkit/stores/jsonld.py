"""Quads as JSON-LD that people can read: short names from a context, one object per node, one object per document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph as ox

_GK = "https://w3id.org/graphkit/ontology#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_PREFIXES = {"gkd": "https://w3id.org/graphkit/id/", "xsd": _XSD}
_COERCED = {"published": "date", "begin": "date", "end": "", "score": "double", "confidence": "double"}


def to_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """A JSON-LD 1.1 document (https://www.w3.org/TR/json-ld11/) of sorted quads.

    Every property has its short name, IRIs of nodes are ``gkd:…``, what a document supports stands in the ``@graph``
    of an object with its id.

    Parameters
    ----------
    quads : iterable of Quad
        Sorted by graph (default graph first) and subject.

    Examples
    --------
    >>> json.loads(to_jsonld([]))["@graph"]
    []
    """
    links: set[str] = set()
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    for quad in quads:
        end: Any = quad.object
        subject = _compact(getattr(quad.subject, "value", ""))
        node = graphs.setdefault(getattr(quad.graph_name, "value", ""), {}).setdefault(subject, {"@id": subject})
        name = quad.predicate.value
        if name == _TYPE:
            node.setdefault("@type", []).append(_compact(end.value))
        elif name == _LABEL:
            node["rdfs:label"] = {"@value": end.value, "@language": end.language}
        else:
            key = name.removeprefix(_GK)
            if not hasattr(end, "datatype"):
                links.add(key)
            node.setdefault(key, []).append(_value(key, end))
    nodes: list[Mapping[str, Any]] = [_single(node) for node in graphs.pop("", {}).values()]
    nodes += [
        {"@id": _compact(graph), "@graph": [_single(node) for node in found.values()]}
        for graph, found in sorted(graphs.items())
    ]
    terms = ",\n  ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in _context(links).items())
    text = json.dumps(nodes, ensure_ascii=False, indent=1)
    return f'{{"@context": {{\n  {terms}\n}},\n"@graph": {text}}}\n'.encode()


def _context(links: Iterable[str]) -> dict[str, Any]:
    context: dict[str, Any] = {"@version": 1.1, "@vocab": _GK, **_PREFIXES}
    context["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#"
    context |= {key: {"@type": "xsd:" + kind} for key, kind in _COERCED.items() if kind}
    context |= {key: {"@type": "@id"} for key in sorted(links)}
    return context


def _value(key: str, term: Any) -> object:
    if not hasattr(term, "datatype"):
        return _compact(term.value)
    datatype = term.datatype.value.removeprefix(_XSD)
    if datatype == "string" or datatype == _COERCED.get(key) == "date":
        return term.value
    if datatype == "integer":
        return int(term.value)
    if datatype == "double" and _COERCED.get(key) == "double":
        return float(term.value)
    return {"@value": term.value, "@type": "xsd:" + datatype}


def _single(node: Mapping[str, Any]) -> dict[str, Any]:
    """One-element lists as their element, as people write them."""
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}


def _compact(iri: str) -> str:
    if iri.startswith(_GK):
        return iri.removeprefix(_GK)
    for prefix, start in _PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
