"""Quads as JSON-LD that people can read: short names from a context, one object per node, one object per document.

The context is made from the ontology; ``ontologies/context.jsonld`` holds all of it, a file the terms that it uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.ontology import NAMESPACE, Ontology, claims_property, inferred_property, load_ontology
from graphkit.stores.nodes import FIELDS, KINDS, LISTS
from graphkit.stores.sparql import GKD

if TYPE_CHECKING:
    import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "labelTr"
_HEAD = {"@version": 1.1, "@vocab": NAMESPACE, "gk": NAMESPACE, "gkd": GKD, "rdfs": _RDFS, "xsd": _XSD}
_TYPES = {"published": "date", "begin": "date", "time": "date", "score": "double", "confidence": "double"}
_DATED = {"end": {"@id": "gk:end", "@type": "xsd:date"}}  # of an event a day, of an evidence a count of code points
_ONE = ("document", "entity", "partOf")
_MANY = ("evidence", "source")
_BARE = re.compile(r"[^:.][^:]*")


def context(ontology: Ontology) -> dict[str, Any]:
    """The JSON-LD 1.1 context of a graph: every class, property and role of an ontology by its short name.

    Dates, numbers and ids have their types, what may have several values is always a list (``@set``). ``time`` is a
    day, where it is not said otherwise; ``end`` is a day in what is an ``Event``.

    Examples
    --------
    >>> terms = context(load_ontology())
    >>> terms["published"], terms["participant"]["@type"], terms["Meeting"]
    ({'@id': 'gk:published', '@type': 'xsd:date'}, '@id', 'gk:Meeting')
    """
    terms: dict[str, Any] = dict(_HEAD)
    terms |= {kind: f"gk:{kind}" for kind in KINDS} | {"Event": {"@id": "gk:Event", "@context": _DATED}}
    names = [*(entity.name for entity in ontology.entities), *(event.name for event in ontology.events)]
    terms |= {name: f"gk:{name}" for name in names}
    terms |= {"id": "gk:id", _LABEL: {"@id": "rdfs:label", "@language": "tr"}}
    for key in sorted({key for fields in FIELDS.values() for key in fields.values()}):
        many = {"@container": "@set"} if key in LISTS else {}
        kind = {"@type": "xsd:" + _TYPES[key]} if key in _TYPES else {}
        terms[key] = {"@id": f"gk:{key}", **kind, **many} if kind or many else f"gk:{key}"
    roles = [role.name for role in ontology.roles]
    claims = [made(name) for made in (claims_property, inferred_property) for name in roles]
    terms |= {name: _link(name) for name in (*_MANY, *roles, *claims)}
    return terms | {name: {"@id": f"gk:{name}", "@type": "@id"} for name in _ONE}


def _link(name: str) -> dict[str, str]:
    return {"@id": f"gk:{name}", "@type": "@id", "@container": "@set"}


def context_file(ontology: Ontology) -> str:
    """The context as a file, a term a line; ``ontologies/context.jsonld`` is that of the built-in ontology.

    Examples
    --------
    >>> len(json.loads(context_file(load_ontology()))["@context"]) > 100
    True
    """
    return f'{{"@context": {_lines(context(ontology))}}}\n'


def _lines(terms: Mapping[str, Any]) -> str:
    body = ",\n  ".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in terms.items())
    return f"{{\n  {body}\n}}"


def to_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """A JSON-LD 1.1 document (https://www.w3.org/TR/json-ld11/) of sorted quads.

    Types and properties have their short names; ids stand as they are, or as ``gkd:…`` where a colon is in them; what
    a document supports stands in the ``@graph`` of an object with its id.

    Parameters
    ----------
    quads : iterable of Quad
        Sorted by graph (default graph first) and subject, the types of a subject first.

    Examples
    --------
    >>> json.loads(to_jsonld([]))["@graph"]
    []
    """
    terms, used = context(load_ontology()), set(_HEAD)
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    for quad in quads:
        end: Any = quad.object
        subject, name = _id(getattr(quad.subject, "value", "")), quad.predicate.value
        node = graphs.setdefault(getattr(quad.graph_name, "value", ""), {}).setdefault(subject, {"@id": subject})
        if name == _TYPE:
            used.add(end.value.removeprefix(NAMESPACE))
            types = node.setdefault("@type", [])
            types.append(end.value.removeprefix(NAMESPACE))
            types.sort(key=lambda one: (one not in KINDS, one))  # rdflib looks at the first for the context of a type
            continue
        key = _LABEL if name == _RDFS + "label" else name.removeprefix(NAMESPACE)
        used.add(key)
        if not hasattr(end, "datatype"):
            terms.setdefault(key, _link(key))  # the role of an extension that is not at hand
        scoped = _DATED if "Event" in node.get("@type", ()) else {}
        term = scoped.get(key) or terms.get(key, {})
        node.setdefault(key, []).append(_value(term if isinstance(term, dict) else {}, end))
    several = {key for key in used if isinstance(terms.get(key), dict) and terms[key].get("@container")}
    objects = [_written(node, several) for node in graphs.pop("", {}).values()]
    for graph, found in sorted(graphs.items()):
        told = ",\n".join(_written(node, several) for node in found.values())
        objects.append(f'{{\n  "@id": {json.dumps(_id(graph))},\n  "@graph": [\n{told}\n]}}')
    head = {"@base": GKD, **{key: value for key, value in terms.items() if key in used}}
    body = ",\n".join(objects)
    return f'{{"@context": {_lines(head)},\n"@graph": [\n{body}\n]}}\n'.encode()


def _value(term: Mapping[str, Any], end: Any) -> object:
    """An object of a quad as its term has it written; what the term does not say stands beside it."""
    if not hasattr(end, "datatype"):
        return _id(end.value)
    datatype, typed = end.datatype.value.removeprefix(_XSD), term.get("@type", "").removeprefix("xsd:")
    if end.language is not None or (datatype == "string" and not typed) or datatype == typed == "date":
        return end.value
    if datatype == "integer" and not typed:
        return int(end.value)
    if datatype == typed == "double":
        return float(end.value)
    return {"@value": end.value} if datatype == "string" else {"@value": end.value, "@type": "xsd:" + datatype}


def _written(node: Mapping[str, Any], several: set[str]) -> str:
    """A node as text, a property a line; one value stands alone where no more than one is to be expected."""
    return _lines({
        key: value[0] if isinstance(value, list) and len(value) == 1 and key not in several else value
        for key, value in node.items()
    })  # fmt: skip


def _id(iri: str) -> str:
    """An id against the base of the document; one with a colon would be taken for a whole IRI."""
    if not iri.startswith(GKD):
        return iri
    rest = iri.removeprefix(GKD)
    return rest if _BARE.fullmatch(rest) else f"gkd:{rest}"
