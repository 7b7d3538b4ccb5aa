"""`graphkit.stores.rdf`, its files and its parameters."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from graphs import small_graph
from hypothesis import given, settings
from hypothesis import strategies as st
from test_stores import HOSTILE, event_of, one_event, only, whole_graph

from graphkit.errors import GraphkitError, LockedError, QueryError, StoreError
from graphkit.model import Entity, Graph
from graphkit.resources import find
from graphkit.stores import Id, Iri, open_store
from graphkit.stores.rdf import RdfStore, from_quads, to_quads, write_rdf
from graphkit.stores.rdf_files import FLATTENED, FORMATS
from graphkit.stores.sparql import bind
from graphkit.stores.texts import to_plain

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def read_file(path: Path, format: str) -> Graph:
    return from_quads(ox.parse(path=str(path), format=FORMATS[format]))


def test_rdf_quads_and_back_is_the_same_graph() -> None:
    graph = small_graph()
    quads = list(to_quads(graph))
    assert from_quads(quads) == graph
    assert len(quads) == len(set(quads))
    graphs = {quad.graph_name.value for quad in quads if not isinstance(quad.graph_name, ox.DefaultGraph)}
    assert graphs == {f"https://w3id.org/graphkit/id/{key}" for key in graph.documents}


@settings(max_examples=300, deadline=None)
@given(name=TEXT, key=TEXT.filter(bool), time=st.one_of(st.none(), TEXT), score=st.floats(0, 1))
def test_rdf_any_text_comes_back_unchanged(name: str, key: str, time: str | None, score: float) -> None:
    graph = one_event(name, time=None, document=key + "d")
    (item,) = graph.evidence.values()
    changed = type(item)(**{f: getattr(item, f) for f in item.__slots__} | {"time": time, "score": score})
    graph = Graph(graph.documents, graph.entities, {}, graph.events, {item.id: changed})
    assert from_quads(to_quads(graph)) == graph
    data = ox.serialize(to_quads(graph), format=ox.RdfFormat.N_QUADS)
    assert data is not None
    assert from_quads(ox.parse(data, format=ox.RdfFormat.N_QUADS)) == graph


@settings(max_examples=200, deadline=None)
@given(value=TEXT)
def test_rdf_any_text_is_a_parameter(value: str) -> None:
    query = bind("SELECT ?x {\n# @parameters\n}", {"x": value})
    assert [row["x"].value for row in ox.Store().query(query)] == [value]  # type: ignore[union-attr, index]


@pytest.mark.parametrize("value", [*HOSTILE, "\\\\u0022", "\\U00000022", "a\\u0022b", "\\" * 5 + "u0041"])
def test_rdf_parameters_mean_the_same_to_another_engine(value: str) -> None:
    query = bind("SELECT ?x {\n# @parameters\n}", {"x": value})
    assert [to_plain(str(row[0])) for row in rdflib.Graph().query(query)] == [value]  # type: ignore[index]


def test_rdf_parameters_are_typed_terms() -> None:
    values = {
        "text": "a",
        "n": 3,
        "m": -3,
        "x": 0.5,
        "yes": True,
        "day": dt.date(2024, 12, 5),
        "none": None,
        "type": Iri("https://w3id.org/graphkit/ontology#Meeting"),
        "node": Id("Fas <Kuzey>"),
    }
    query = bind("SELECT * {\n  # @parameters  \n}", values)
    rows = RdfStore.open(None).query(query).to_dicts()
    iri = "https://w3id.org/graphkit/id/Fas%20%3CKuzey%3E"
    assert rows == [{**values, "type": str(values["type"]), "node": iri}]
    assert len(RdfStore.open(None).query("SELECT * {\n# @parameters\n}", {"a": [1, 2], "b": ("x", "y", "z")})) == 6


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("SELECT * { ?s ?p ?o }", {"x": "a"}),
        ("SELECT * {\n# @parameters\n}", {"x) { } #": "a"}),
        ("SELECT * {\n# @parameters\n}", {"x": Iri("https://a/> } #")}),
        ("SELECT * {\n# @parameters\n}", {"x": Iri("relative")}),
        ("SELECT * {\n# @parameters\n}", {"x": object()}),
    ],
)
def test_rdf_parameters_that_cannot_be_bound_are_errors(text: str, parameters: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        RdfStore.open(None).query(text, parameters)


@pytest.mark.parametrize("format", FORMATS)
def test_rdf_files_are_read_back_and_are_the_same_bytes_in_each_process(format: str, tmp_path: Path) -> None:
    graph, path = whole_graph(), tmp_path / f"g.{format}"
    notes = write_rdf(graph, path, format)
    assert read_file(path, format) == graph
    assert notes == ((FLATTENED,) if format in {"ttl", "nt"} else ())
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_stores import whole_graph; "
        "from graphkit.stores.rdf import write_rdf; write_rdf(whole_graph(), sys.argv[2], sys.argv[3])"
    )
    other = tmp_path / "other"
    subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent), str(other), format], check=True)
    assert other.read_bytes() == path.read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [path.name, "other"]


@pytest.mark.parametrize("format", ["trig", "nq", "jsonld"])
def test_rdf_files_keep_the_named_graphs_for_another_reader(format: str, tmp_path: Path) -> None:
    graph = whole_graph()
    write_rdf(graph, tmp_path / "g", format)
    names = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
    data = rdflib.Dataset()
    data.parse(tmp_path / "g", format=names[format])
    assert len(data) == len(list(to_quads(graph)))
    assert len([g for g in data.graphs() if str(g.identifier).startswith("https://w3id.org/")]) == len(graph.documents)


def rdflib_quads(data: rdflib.Dataset) -> set[tuple[str, ...]]:
    """Quads with the values of their literals, however those are spelled."""
    def written(term: object) -> str:
        plain = isinstance(term, rdflib.Literal) and term.datatype != rdflib.XSD.double
        return repr(term) if plain or not isinstance(term, rdflib.Literal) else repr(float(term))

    return {tuple(map(written, quad)) for quad in data.quads()}


def test_rdf_jsonld_is_the_same_quads_for_rdflib_with_its_own_and_with_the_shipped_context(tmp_path: Path) -> None:
    graph = whole_graph()
    for format in ("nq", "jsonld"):
        write_rdf(graph, tmp_path / f"g.{format}", format)
    expected = rdflib_quads(rdflib.Dataset().parse(tmp_path / "g.nq", format="nquads"))
    assert rdflib_quads(rdflib.Dataset().parse(tmp_path / "g.jsonld", format="json-ld")) == expected
    document = json.loads((tmp_path / "g.jsonld").read_text(encoding="utf-8"))
    shipped = json.loads((find("ontologies") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    document["@context"] = [shipped, {"@base": "https://w3id.org/graphkit/id/"}]
    assert rdflib_quads(rdflib.Dataset().parse(data=json.dumps(document), format="json-ld")) == expected


def test_rdf_jsonld_keeps_ids_that_look_like_something_else(tmp_path: Path) -> None:
    ids = ("Meeting", "name", "a:b", "http://x.example/?q#f", "..", ".", "./a", "//a", "a%20b", "@id", "_:b", "Q1", "gkd:x", "xsd:date", "")
    graph = Graph(entities={key: Entity(key, "State", key or "boş") for key in sorted((*ids, *HOSTILE))})
    for format in ("nq", "jsonld"):
        write_rdf(graph, tmp_path / f"g.{format}", format)
    assert read_file(tmp_path / "g.jsonld", "jsonld") == graph
    expected = rdflib_quads(rdflib.Dataset().parse(tmp_path / "g.nq", format="nquads"))
    assert rdflib_quads(rdflib.Dataset().parse(tmp_path / "g.jsonld", format="json-ld")) == expected


def test_rdf_jsonld_has_short_names_and_typed_days(tmp_path: Path) -> None:
    write_rdf(whole_graph(), tmp_path / "g.jsonld", "jsonld")
    document = json.loads((tmp_path / "g.jsonld").read_text(encoding="utf-8"))
    nodes = [node for one in document["@graph"] for node in one.get("@graph", [one])]
    assert all(re.fullmatch(r"@id|@type|[a-zA-Z]+", key) for node in nodes for key in node)
    names = {name for node in nodes for name in ([node["@type"]] if isinstance(node.get("@type"), str) else node.get("@type", []))}
    assert all(re.fullmatch("[A-Za-z]+", name) for name in names)
    terms = document["@context"]
    assert terms["begin"]["@type"] == terms["published"]["@type"] == terms["time"]["@type"] == "xsd:date"
    events = [node for node in document["@graph"] if "Event" in node.get("@type", ())]
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d", str(node.get("end"))) for node in events)
    assert all(isinstance(node["participant"], list) for node in events if "participant" in node)


def test_rdf_turtle_says_that_it_is_flattened_and_has_all_triples(tmp_path: Path) -> None:
    graph = whole_graph()
    write_rdf(graph, tmp_path / "g.ttl", "ttl")
    text = (tmp_path / "g.ttl").read_text(encoding="utf-8")
    assert text.startswith("# named graphs are flattened")
    assert re.findall(r"@prefix (\w+):", text) == ["gk", "gkd", "rdfs", "xsd"]
    assert len(rdflib.Graph().parse(data=text)) == len({quad.triple for quad in to_quads(graph)})
    with pytest.raises(GraphkitError, match="no RDF format 'doc'; there are: ttl, nt, trig, nq, jsonld"):
        write_rdf(graph, tmp_path / "g.doc", "doc")


def test_rdf_file_grows_by_lines_when_a_document_is_added(tmp_path: Path) -> None:
    graph = whole_graph()
    write_rdf(only(graph, {"d3"}), tmp_path / "a", "nq")
    write_rdf(only(graph, {"d3", "d2"}), tmp_path / "b", "nq")
    before, after = (set((tmp_path / name).read_text(encoding="utf-8").splitlines()) for name in "ab")
    assert before < after


@pytest.mark.parametrize(
    ("time", "datatype"),
    [
        *(("2026-03-17", "date"), ("2026-03", "gYearMonth"), ("2026", "gYear"), ("2026-21", "string")),
        *(("2026-02-30", "string"), ("2026-03/2026-05", "string"), ("2026?", "string"), ("0000", "string")),
    ],
)
def test_rdf_time_is_typed_by_its_precision(time: str, datatype: str) -> None:
    (item,) = one_event().evidence.values()
    told = type(item)(**{f: getattr(item, f) for f in item.__slots__} | {"time": time})
    quads = [quad for quad in to_quads(Graph(evidence={told.id: told})) if quad.predicate.value.endswith("#time")]
    assert [(q.object.value, q.object.datatype.value.rpartition("#")[2]) for q in quads] == [(time, datatype)]


def test_rdf_folder_has_one_owner_and_keeps_the_graph(tmp_path: Path) -> None:
    store = RdfStore.open(tmp_path / "g", event_of=event_of)
    store.write(whole_graph())
    with pytest.raises(LockedError, match="another process is using this graph"):
        RdfStore.open(tmp_path / "g")
    code = "import sys; from graphkit.stores.rdf import RdfStore; RdfStore.open(sys.argv[1])"
    other = subprocess.run([sys.executable, "-c", code, str(tmp_path / "g")], capture_output=True, text=True, check=False)
    assert "LockedError" in other.stderr
    store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        store.read()
    again = open_store(str(tmp_path / "g"))
    assert again.read() == whole_graph()
    again.close()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError):
        RdfStore.open(tmp_path / "file")


def test_rdf_facts_stand_once_and_evidence_in_its_document() -> None:
    store = RdfStore.open(None, event_of=event_of)
    store.write(whole_graph())
    rows = store.query("SELECT ?s ?p ?o { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } }")
    assert len(rows) == 0
    rows = store.query("SELECT DISTINCT ?g ?d { GRAPH ?g { ?v a gk:Evidence ; gk:document ?d } }")
    assert {row["g"] == row["d"] for row in rows} == {True}


def test_rdf_answers_of_all_query_forms_are_rows() -> None:
    store = RdfStore.open(None)
    store.write(Graph(entities={"Q1": Entity("Q1", "State", "Rusya")}))
    assert store.query("ASK { ?s gk:name 'Rusya' }").records == ((True,),)
    rows = store.query("CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s gk:name ?n }")
    assert rows.columns == ("subject", "predicate", "object")
    assert rows.records[0][2] == "Rusya"
    (row,) = store.query("SELECT ?none (1.5 AS ?x) (xsd:gYear('2024') AS ?y) (now() > now() AS ?b) {}").records
    assert row == (None, 1.5, "2024", False)
