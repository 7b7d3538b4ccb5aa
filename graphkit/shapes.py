"""SHACL: what a graph must look like. ``ontologies/shapes.ttl`` is a part by hand and a part made from the ontology."""

from __future__ import annotations

import re
from urllib.parse import unquote

from graphkit import resources
from graphkit.model import Graph
from graphkit.ontology import Ontology, claims_property, inferred_property, load_ontology

MARKER = "# ------------------------------------------------------------ made from graphkit.ttl, do not edit below\n"
_EVENT_PROPERTIES = "id label time begin end quantity item title status confidence evidence place"
_LITERAL = re.compile(r"""Literal\(['"](.*?)['"](?:, [^()]*)?\)""")
_PROBLEMS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?node ?path ?message ?value ?component WHERE {
  ?result a sh:ValidationResult ; sh:resultSeverity ?severity ; sh:focusNode ?node ; sh:resultMessage ?message ;
    sh:sourceConstraintComponent ?component .
  OPTIONAL { ?result sh:resultPath ?path }
  OPTIONAL { ?result sh:value ?value }
  FILTER(?severity = sh:Violation || %s)
}
"""


def type_shapes(ontology: Ontology) -> str:
    """The shapes that follow from the ontology, as Turtle without prefixes.

    An event has one type of the ontology and, besides what every event has, the roles of that type only (a closed
    shape). A role filled by an entity of another type than the ontology allows is a warning.

    Examples
    --------
    >>> print(type_shapes(load_ontology()).split("\\n\\n")[4])
    gk:MeetingShape a sh:NodeShape ; sh:targetClass gk:Meeting ; sh:closed true ;
        sh:ignoredProperties ( rdf:type rdfs:label gk:id gk:label gk:time gk:begin gk:end gk:quantity gk:item gk:title\
 gk:status gk:confidence gk:evidence gk:place ) ;
        sh:property [ sh:path gk:participant ; sh:class gk:Entity ] .
    """
    events = " ".join(f"gk:{event.name}" for event in ontology.events)
    entities = " ".join(f"gk:{entity.name}" for entity in ontology.entities)
    names = " ".join(f'"{event.name}"' for event in ontology.events)
    twice = "sh:minCount 2 ; sh:maxCount 2"
    parts = [
        f"gk:EventShape sh:property\n    [ sh:path rdf:type ; sh:in ( gk:Event {events} ) ; {twice} ] .",
        f"gk:EntityShape sh:property\n    [ sh:path rdf:type ; sh:in ( gk:Entity {entities} ) ; {twice} ] .",
        f"gk:EvidenceShape sh:property\n    [ sh:path gk:type ; sh:in ( {names} ) ; sh:minCount 1 ; sh:maxCount 1 ] .",
        "gk:EvidenceShape sh:property\n    "
        + " ,\n    ".join(
            f"[ sh:path gk:{name} ; sh:class gk:Entity ]"
            for role in ontology.roles
            for name in (claims_property(role.name), inferred_property(role.name))
        )
        + " .",
    ]
    ignored = " ".join(f"gk:{name}" for name in _EVENT_PROPERTIES.split())
    for event in ontology.events:
        slots = " ,\n        ".join(f"[ sh:path gk:{role} ; sh:class gk:Entity ]" for role in event.roles)
        parts.append(
            f"gk:{event.name}Shape a sh:NodeShape ; sh:targetClass gk:{event.name} ; sh:closed true ;\n"
            f"    sh:ignoredProperties ( rdf:type rdfs:label {ignored} )"
            + (f" ;\n    sh:property {slots} ." if slots else " .")
        )
    for role in ontology.roles:
        classes = " ".join(f"[ sh:class gk:{name} ]" for name in role.ranges)
        parts.append(
            f"gk:{role.name}Range a sh:NodeShape ; sh:targetObjectsOf gk:{role.name} ; sh:severity sh:Warning ;\n"
            f"    sh:or ( {classes} ) ."
        )
    return "\n\n".join(parts) + "\n"


def read_shapes(ontology: Ontology) -> str:
    """All shapes for a graph of that ontology, as Turtle: those by hand and those made from it.

    Examples
    --------
    >>> "gk:MeetingShape" in read_shapes(load_ontology())
    True
    """
    text = (resources.find("ontologies") / "shapes.ttl").read_text(encoding="utf-8")
    return text.split(MARKER)[0] + MARKER + "\n" + type_shapes(ontology)


def validate(graph: Graph, *, ontology: Ontology | None = None, warnings: bool = False) -> tuple[str, ...]:
    """What is wrong with a graph by the SHACL shapes, one line each, sorted; empty: nothing.

    Parameters
    ----------
    graph : Graph
        The graph to check; all of it is kept in memory as RDF.
    ontology : Ontology, optional
        Another ontology than the built-in one.
    warnings : bool
        Also say where an entity of an unusual type fills a role.

    Examples
    --------
    >>> validate(Graph())
    ()
    """
    import pyshacl

    from graphkit.stores.rdf import to_quads

    triples = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in to_quads(graph)}
    ontology = ontology or load_ontology()
    _, report, _ = pyshacl.validate(
        "\n".join(sorted(triples)).encode() + b"\n",
        data_graph_format="nt",
        shacl_graph=read_shapes(ontology).encode(),
        shacl_graph_format="turtle",
        advanced=False,
        inference=None,
    )
    named = _labels(graph)
    problems = set()
    for node, path, message, value, component in report.query(_PROBLEMS % ("true" if warnings else "false")):
        key = unquote(_short(node))
        where = f" {_short(path)}" if path is not None else ""
        fault = _fault(str(component).partition("#")[2], str(message), None if value is None else unquote(_short(value)))
        problems.add(f"{key}{named.get(key, '')}{where}: {fault}")
    return tuple(sorted(problems))


def _labels(graph: Graph) -> dict[str, str]:
    """What people call a node, behind its id: the label of an event, an entity's name, the document of an evidence."""
    found = {key: f" “{entity.name}”" for key, entity in graph.entities.items()}
    found |= {key: f" “{event.label}”" for key, event in graph.events.items()}
    return found | {key: f" (document {evidence.document})" for key, evidence in graph.evidence.items()}


def _fault(component: str, message: str, value: str | None) -> str:
    """A fault in words: what is there, and what would be right."""
    words = _LITERAL.sub(r"\1", message)
    listed = words.partition(" not in list ")[2].strip("[]")
    match component.removesuffix("ConstraintComponent"):
        case "In" if listed:
            allowed = sorted(_short(one.strip(" '\"")) for one in listed.split(","))
            return f"is {value!r}; it can be {', '.join(allowed)}"
        case "Closed":
            return f"does not belong to an event of this type ({value})"
        case "MinCount":
            return "is missing" if "Less than 1 " in words else f"stands too seldom: {words}"
        case "MaxCount":
            return f"stands too often: {words}"
        case "MinInclusive" | "MinExclusive" | "MaxInclusive" | "MaxExclusive":
            return f"is {value}; it must be {words.partition(' is not ')[2].partition(' (')[0]}"
        case "Class":
            return f"{value} is no {_short(words.rpartition(' ')[2])}"
        case "Datatype":
            return f"{value!r} is of another kind than {words.rpartition(' ')[2]}"
    return words if value is None or value in words else f"{words} ({value})"


def _short(term: object) -> str:
    return str(term).replace("https://w3id.org/graphkit/ontology#", "gk:").replace("https://w3id.org/graphkit/id/", "")
