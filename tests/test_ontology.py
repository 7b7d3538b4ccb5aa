"""The ontology: types and roles of the guidelines, extension, shapes, and the pages made from it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import identifier, small_graph

from graphkit import ontology
from graphkit.errors import OntologyError
from graphkit.model import Argument, Graph
from graphkit.ontology import load_ontology
from graphkit.reference import pages
from graphkit.resources import find
from graphkit.shapes import validate

GUIDELINES = {
    "Meeting": "participant",
    "Visit": "visitor destination host",
    "Agreement": "party",
    "TroopDeployment": "sender destination beneficiary opponent",
    "TroopWithdrawal": "sender origin",
    "ArmsTransfer": "supplier recipient",
    "Aid": "provider recipient",
    "MilitaryExercise": "participant opponent",
    "Attack": "attacker target",
    "Sanction": "imposer target",
    "Arrest": "agent person",
    "Appointment": "person organization appointer",
    "Dismissal": "person organization agent",
    "Election": "participant organizer",
    "Protest": "protester target",
    "Migration": "group origin destination",
    "Accusation": "speaker target",
    "Condemnation": "speaker target",
    "Demand": "speaker addressee",
    "Threat": "speaker target",
    "Praise": "speaker target",
    "Denial": "speaker target",
    "Pledge": "speaker beneficiary",
}
EXTRA = """
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
gk:Blackout rdfs:subClassOf gk:Event ; rdfs:label "Kesinti"@tr , "Blackout"@en ; gk:roles "victim agent" .
gk:victim rdfs:label "etkilenen"@tr ; schema:rangeIncludes gk:State , gk:Place .
"""


def test_ontology_has_the_types_and_roles_of_the_guidelines() -> None:
    assert {event.name: " ".join(event.roles) for event in load_ontology().events} == GUIDELINES


def test_ontology_words_are_there_in_both_languages() -> None:
    ontology = load_ontology()
    for record in (*ontology.events, *ontology.roles, *ontology.entities):
        assert record.label_tr and record.label_en and record.definition_tr and record.definition_en
    assert len({event.label_tr for event in ontology.events}) == 23


def test_ontology_examples_fill_every_role() -> None:
    for event in load_ontology().events:
        assert set(event.roles) <= {role for role, _ in event.example_roles} <= {*event.roles, "place"}
        assert "[" not in event.example


def test_ontology_every_role_has_its_claims_and_its_domain() -> None:
    text = (find("ontologies") / "graphkit.ttl").read_bytes()
    triples = {(t.subject.value, t.predicate.value, t.object.value) for t in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    gk = "https://w3id.org/graphkit/ontology#"
    parent = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"
    for role in load_ontology().roles:
        assert (f"{gk}claims{role.name.capitalize()}", parent, f"{gk}claimsRole") in triples
        assert (f"{gk}inferred{role.name.capitalize()}", parent, f"{gk}inferredRole") in triples
        users = {o.removeprefix(gk) for s, p, o in triples if s == gk + role.name and p.endswith("domainIncludes")}
        assert users - {"Position", "Event"} == (set() if role.name == "place" else set(role.events))


def test_ontology_files_are_turtle() -> None:
    for name in ("graphkit.ttl", "mappings.ttl", "shapes.ttl"):
        assert list(ox.parse((find("ontologies") / name).read_bytes(), format=ox.RdfFormat.TURTLE))


RL_DATATYPES = {"string", "integer", "double", "boolean", "dateTime", "anyURI"}
"""Those of the profile that graphkit uses; ``xsd:date`` is not in OWL 2."""
RDF, RDFS, OWL, XSD, SKOS = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/2004/02/skos/core#",
)  # fmt: skip


def test_ontology_keeps_to_owl_2_rl() -> None:
    kinds: dict[str, set[str]] = {}
    axioms = []
    for name in ("graphkit.ttl", "mappings.ttl"):
        for triple in ox.parse((find("ontologies") / name).read_bytes(), format=ox.RdfFormat.TURTLE):
            assert isinstance(triple.subject, ox.NamedNode)  # no anonymous class: nothing that RL could not have
            axioms.append((triple.subject.value, triple.predicate.value, triple.object))
            if triple.predicate.value == RDF + "type":
                kinds.setdefault(triple.subject.value, set()).add(triple.object.value)
    data, objects, notes = (
        {name for name, found in kinds.items() if OWL + kind in found}
        for kind in ("DatatypeProperty", "ObjectProperty", "AnnotationProperty")
    )
    assert not data & objects and not (data | objects) & notes
    ours = "https://w3id.org/graphkit/ontology#"
    built_in = {RDFS + "label", RDFS + "comment", OWL + "versionInfo", OWL + "imports", RDF + "type"}
    axiom_terms = {RDFS + "subClassOf", RDFS + "subPropertyOf", RDFS + "domain", RDFS + "range"}
    for subject, predicate, value in axioms:
        if predicate == RDFS + "range":
            wanted = {RDFS + "Literal", *(XSD + name for name in RL_DATATYPES)}
            assert value.value in wanted if subject in data else OWL + "Class" in kinds[value.value], subject
        elif predicate == RDFS + "domain":
            assert OWL + "Class" in kinds[value.value], subject
        elif predicate == RDFS + "subClassOf":
            assert OWL + "Class" in kinds[subject]
        elif predicate == OWL + "disjointWith":
            assert OWL + "Class" in kinds[subject] & kinds[value.value]
        elif predicate == RDFS + "subPropertyOf":
            assert subject in data | objects and (not value.value.startswith(ours) or value.value in data | objects)
        elif predicate not in built_in | axiom_terms:
            assert predicate in notes or predicate.startswith(SKOS), predicate


def test_ontology_means_the_same_to_a_reasoner() -> None:
    import owlrl
    import rdflib

    gk, ex = rdflib.Namespace("https://w3id.org/graphkit/ontology#"), rdflib.Namespace("https://example.org/")
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    faults = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    day = rdflib.Literal("2024-03-01", datatype=rdflib.XSD.date)
    for other, wrong in ((gk.State, False), (gk.Event, True)):  # nothing is an entity and an event
        graph = rdflib.Graph()
        for name in ("graphkit.ttl", "mappings.ttl"):
            graph.parse(find("ontologies") / name)
        graph += [(ex.visit, rdflib.RDF.type, gk.Visit), (ex.visit, gk.visitor, ex.minister), (ex.visit, gk.begin, day),
                  (ex.minister, rdflib.RDF.type, other)]  # fmt: skip
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        assert bool(list(graph.subjects(rdflib.RDF.type, faults))) == wrong
        assert {(ex.visit, rdflib.RDF.type, sem.Event), (ex.visit, gk.role, ex.minister),
                (ex.minister, rdflib.RDF.type, gk.Entity), (ex.visit, sem.hasBeginTimeStamp, day)} <= set(graph)  # fmt: skip


def test_ontology_every_type_has_its_codes_or_the_reason_why_not() -> None:
    mappings = list(ox.parse((find("ontologies") / "mappings.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    notations = {t.subject.value: t.object.value for t in mappings if t.predicate.value == SKOS + "notation"}
    reasons = {t.subject.value.split("#")[1] for t in mappings if t.predicate.value == SKOS + "editorialNote"}
    codes = "https://w3id.org/graphkit/codes/"
    assert {t.object.value for t in mappings if t.object.value.startswith(codes) and "#scheme" not in t.object.value} == set(notations)
    for event in load_ontology().events:
        assert (event.plover is None) == (event.cameo is None) == (event.name in reasons)
        if event.plover and event.cameo:
            assert notations[f"{codes}plover#{event.plover}"] == event.plover
            assert notations[f"{codes}cameo#{event.cameo}"] == event.cameo


def test_ontology_loads_fast() -> None:
    ontology._load.cache_clear()
    start = time.process_time()
    load_ontology()
    assert time.process_time() - start < 0.5


def test_ontology_extension_adds_types(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text(EXTRA, encoding="utf-8")
    ontology = load_ontology(extra)
    assert len(ontology.events) == 24
    assert ontology.event("Blackout").roles == ("victim", "agent")
    assert ontology.role("agent").events == ("Arrest", "Dismissal", "Blackout")
    assert ontology.role("victim").label_en == "victim"
    assert len(load_ontology().events) == 23


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("victim agent", "victim loser", "Blackout: no role 'loser'"),
        ("gk:State , gk:Place", "gk:Town", "victim: no entity type 'Town'"),
        ("gk:Blackout", "gk:blackout", "event type 'blackout'"),
        ("gk:victim rdfs", "gk:theVictim rdfs", "no role 'victim'"),
        ("@prefix rdfs", "prefix rdfs:", "not valid Turtle"),
        ("subClassOf gk:Event", "subClassOf gk:Sanction", "Blackout: an event type stands below gk:Event, not below gk:Sanction"),
        ("gk:Blackout", "gk:Person", "event type 'Person': the graph model has a term of that name"),
        ("gk:Blackout", "gk:Evidence", "event type 'Evidence': the graph model has a term of that name"),
        ("gk:victim rdfs", "gk:status rdfs", "role 'status': the graph model has a term of that name"),
        ("gk:victim rdfs", "gk:source rdfs", "role 'source': the graph model has a term of that name"),
        ("subClassOf gk:Event", "subClassOf gk:Evnt", "Blackout: no class gk:Evnt; did you mean gk:Event?"),
        ("gk:roles", "gk:rolles", "Blackout: no property gk:rolles; did you mean gk:roles?"),
        ("gk:Blackout", "gk:Meeting", "Meeting: the graph model says what it is"),
        ("subClassOf gk:Event", "subClassOf gk:victim", "Blackout: has gk:roles and is no event type"),
        ("subClassOf gk:Event", "subclassOf gk:Event", "Blackout: has gk:roles and is no event type"),
        ("gk:victim rdfs", 'gk:Meeting gk:details "item" . gk:victim rdfs', "Meeting: the graph model says what it is"),
        ("gk:victim rdfs", "gk:attacker schema:rangeIncludes gk:Place . gk:victim rdfs", "attacker: the graph model says what it is"),
        ("gk:victim rdfs", "gk:Meeting rdfs:subClassOf gk:Entity . gk:victim rdfs", "entity type 'Meeting': the graph model has a term"),
    ],
)
def test_ontology_extension_with_a_mistake_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text(EXTRA.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_ontology(extra)
    assert words in str(caught.value) and "extra.ttl" in str(caught.value)


def test_ontology_extension_may_say_more_in_other_words(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    more = """gk:Blackout rdfs:subClassOf [ a <http://www.w3.org/2002/07/owl#Restriction> ] , <urn:example:Outage> ;
        <urn:example:note> "mine" . gk:Meeting <urn:example:note> "mine, too" ."""
    extra.write_text(EXTRA + more, encoding="utf-8")
    assert load_ontology(extra).event("Blackout").roles == ("victim", "agent")


def test_ontology_extension_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        load_ontology(tmp_path / "none.ttl")


def test_ontology_unknown_names_are_told() -> None:
    with pytest.raises(OntologyError, match="no event type 'Party'; there are: Accusation, Agreement"):
        load_ontology().event("Party")


def test_shapes_a_right_graph_is_right() -> None:
    assert validate(small_graph()) == ()


def test_shapes_a_wrong_graph_is_told() -> None:
    graph = small_graph()
    key, told = identifier("e", "m1"), identifier("v", "0")
    event = replace(graph.events[key], status="maybe", confidence=2.0, arguments=(Argument("sender", "Q159"),))  # type: ignore[arg-type]
    wrong = replace(
        graph,
        events={**graph.events, key: event},
        evidence={**graph.evidence, told: replace(graph.evidence[told], quote_end=0, line=0)},
    )
    problems = validate(wrong)
    for words in ("gk:status", "gk:confidence", "gk:sender", "gk:quoteStart", "gk:line"):
        assert any(words in problem for problem in problems), words
    assert all(problem.startswith((key, told)) for problem in problems)
    said = "\n".join(problems)
    assert f"{key} “{graph.events[key].label}” gk:status: is 'maybe'; it can be actual, denied, disputed, planned, possible" in said
    assert "gk:confidence: is 2.0; it must be <= 1" in said
    assert "gk:sender: does not belong to an event of this type (Q159)" in said
    assert f"{told} (document {graph.evidence[told].document}) gk:line: is 0; it must be >= 1" in said
    assert not any(word in said for word in ("Literal(", "Node ", "sh:"))


def test_shapes_an_event_without_evidence_is_told() -> None:
    graph = small_graph()
    key = identifier("e", "l1")
    left = {name: item for name, item in graph.evidence.items() if item.event != key}
    assert any(key in problem and "gk:evidence" in problem for problem in validate(replace(graph, evidence=left)))


def test_shapes_an_unusual_filler_is_only_a_warning() -> None:
    graph = small_graph()
    key = identifier("e", "p1")
    odd = replace(graph.events[key], arguments=(Argument("person", "Q649"),))
    changed: Graph = replace(graph, events={**graph.events, key: odd})
    assert validate(changed) == ()
    assert any("Q649" in problem for problem in validate(changed, warnings=True))


def test_reference_pages_are_current() -> None:
    root = Path(__file__).parent.parent
    for name, text in pages().items():
        assert (root / name).read_text(encoding="utf-8") == text, f"{name}: run python -m graphkit.reference"


def test_ontology_every_class_and_property_is_labelled_defined_and_placed() -> None:
    text = (find("ontologies") / "graphkit.ttl").read_bytes()
    known: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        assert isinstance(triple.subject, ox.NamedNode)
        known.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    kinds = {name: {value.value for value in words.get(RDF + "type", []) if isinstance(value, ox.NamedNode)} for name, words in known.items()}
    properties = {name for name, found in kinds.items() if found & {OWL + "ObjectProperty", OWL + "DatatypeProperty"}}
    classes = {name for name, found in kinds.items() if OWL + "Class" in found}
    assert len(properties) > 100 and len(classes) > 30

    def has(name: str, keys: tuple[str, ...]) -> bool:
        parents = [value.value for value in known[name].get(RDFS + "subPropertyOf", []) if isinstance(value, ox.NamedNode)]
        return any(key in known[name] for key in keys) or any(has(parent, keys) for parent in parents if parent in known)

    for name in sorted(properties | classes):
        for key in (RDFS + "label", SKOS + "definition"):
            languages = {value.language for value in known[name].get(key, []) if isinstance(value, ox.Literal)}
            assert {"tr", "en"} <= languages, (name, key)
    for name in sorted(properties):
        assert has(name, (RDFS + "domain", "https://schema.org/domainIncludes")), name
        assert has(name, (RDFS + "range", "https://schema.org/rangeIncludes")), name
