"""Queries of the user's own: a folder is checked, listed and asked like the built-in ones."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import rdflib
from cli_graph import make_graph

import graphkit
from graphkit import resources
from graphkit.cli import main
from graphkit.errors import QueryError
from graphkit.query import list_queries, load_query
from graphkit.query_files import naming_file
from graphkit.query_terms import check_terms, unknown_terms
from graphkit.query_texts import check_cypher, check_sparql, text_for
from graphkit.query_variables import read_variables
from graphkit.stores.elsewhere import asks_elsewhere
from graphkit.stores.rdf import RdfStore

HEADER = """title: {tr: "Devletler", en: "States by name"}
parameters:
  name:
    type: text
    help: {tr: "Adı", en: "Its name"}
columns: [id, label]
order: [label]
example: {name: Fas}
"""
SPARQL = """PREFIX gk: <https://w3id.org/graphkit/ontology#>
SELECT ?id ?label WHERE {
  # @parameters
  ?s a gk:State ; gk:id ?id ; gk:name ?label .
  FILTER(?label = ?name)  # @if name
}
"""
CYPHER = """MATCH (s:State)
WHERE true
  AND s.name = $name  // @if name
RETURN s.id AS id, s.name AS label ORDER BY label
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "states.yaml").write_text(HEADER, encoding="utf-8")
    (folder / "states.rq").write_text(SPARQL, encoding="utf-8")
    (folder / "states.cypher").write_text(CYPHER, encoding="utf-8")
    return folder


def test_query_own_is_asked_in_both_languages(own: Path, tmp_path: Path) -> None:
    make_graph(tmp_path / "g")
    with graphkit.open(tmp_path / "g") as graph:
        rows = graph.query("states", queries=own)
        assert rows.column("label") == ("Fas", "Rusya", "Tunus")
        assert graph.query("states", queries=own, language="cypher") == rows
        assert graph.query("states", queries=own, name="Fas").column("label") == ("Fas",)
        assert graph.query("meetings", queries=own) == graph.query("meetings")
        with pytest.raises(QueryError, match="no parameter 'nam'"):
            graph.query("states", queries=own, nam="Fas")


def test_query_own_on_the_command_line(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = str(make_graph(tmp_path / "g"))
    assert main(["query", graph, "states", "--queries", str(own), "--name", "Rusya", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": "Q159", "label": "Rusya"}]
    assert main(["queries", "--queries", str(own), "--json"]) == 0
    names = [entry["name"] for entry in json.loads(capsys.readouterr().out)]
    assert "states" in names and names == sorted([named.name for named in list_queries()] + ["states"])
    assert main(["queries", "states", "--queries", str(own)]) == 0
    assert "States by name" in capsys.readouterr().out
    assert main(["query", graph, "statse", "--queries", str(own)]) == 2
    assert "did you mean 'states'" in capsys.readouterr().err


@pytest.mark.parametrize("name, text, said", [
    ("states.rq", "DELETE WHERE {\n# @parameters\n?s ?p ?o }", "states.rq: DELETE would write"),
    ("states.rq", "SELECT ?id WHERE {\n# @parameters\n?s gk:id }", "states.rq: "),
    ("states.rq", "ASK {\n# @parameters\n?s ?p ?o # @if colour\n}", "states.rq: line 3: @if or @unless colour"),
    ("states.rq", "ASK { ?s ?p ?o }", "states.rq: has parameters but no line"),
    ("states.cypher", "MATCH (s) SET s.name = 'x' RETURN s", "states.cypher: SET would write"),
    ("states.cypher", "MATCH (s) WITH s AS set SET set.name = 'x' RETURN set", "states.cypher: SET would write"),
    ("states.cypher", "MATCH (s) WHERE s.name = $nam RETURN s", "states.cypher: parameter \\$nam is not declared"),
    ("states.cypher", "MATCH (s) WHERE s.name = $`nam` RETURN s", "states.cypher: parameter \\$nam is not declared"),
    ("states.cypher", "MATCH (s) WHERE true\nAND s.name = $`nam`  // @if name\nRETURN s", "states.cypher: parameter \\$nam is"),
    ("states.cypher", "MATCH (s) WHERE true\nAND s.name = $ nam  // @if name\nRETURN s", "states.cypher: parameter \\$nam is"),
    ("states.cypher", "MATCH (s) WHERE s.name = \\u0024nam RETURN s", "states.cypher: parameter \\$nam is not declared"),
    ("states.cypher", "MATCH (s) RETURN s // @if nam", "states.cypher: line 1: @if or @unless nam"),
    ("states.cypher", "MATCH (s) RETURN s //@if nam", "states.cypher: line 1: a condition ends its line"),
    ("states.rq", SPARQL.replace("# @if name", "# @if naem"), "states.rq: line 5: @if or @unless naem: is not declared"),
    ("states.rq", SPARQL.replace("# @if name", "#@if naem"), "states.rq: line 5: a condition ends its line and reads"),
    ("states.rq", SPARQL.replace("# @if name", "# @if name, naem"), "states.rq: line 5: a condition ends its line"),
    ("states.rq", SPARQL.replace("?s a gk:State", "SERVICE <http://127.0.0.1/> { ?s a gk:State }"),
     "states.rq: SERVICE is not answered here"),
    ("states.yaml", "title: {tr: a}", "states.yaml: query 'states': the key 'columns' is missing"),
    ("states.yaml", HEADER.replace("name:\n    type", "limit:\n    type"),
     "states.yaml: query 'states': a parameter cannot be called 'limit'"),
    ("states.yaml", "title: [", "states.yaml: cannot be read"),
    ("states.yaml", HEADER + "day: 2024-02-30", "states.yaml: cannot be read: day is out of range"),
    ("other.rq", "ASK {}", "other.rq: has no header other.yaml"),
])  # fmt: skip
def test_query_own_is_checked_and_the_file_named(own: Path, name: str, text: str, said: str) -> None:
    (own / name).write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=said):
        list_queries(own)


def test_query_own_may_have_one_text(own: Path, tmp_path: Path) -> None:
    (own / "states.cypher").unlink()
    make_graph(tmp_path / "g")
    with graphkit.open(tmp_path / "g") as graph:
        assert len(graph.query("states", queries=own)) == 3
        with pytest.raises(QueryError, match="has no text states.cypher; ask it in sparql"):
            graph.query("states", queries=own, language="cypher")
    (own / "states.rq").unlink()
    with pytest.raises(QueryError, match=r"neither states\.rq nor states\.cypher"):
        load_query("states", own)
    with pytest.raises(QueryError, match="no such folder of queries"):
        list_queries(own / "nothing")


@pytest.mark.parametrize("old, new, said", [
    ("?label = ?name)", "?label = ?undeclared)", "line 5: nothing binds ?undeclared, nor does the header declare it"),
    ("SELECT ?id ?label", "SELECT ?id ?label ?undeclared", "line 2: nothing binds ?undeclared"),
    ("SELECT ?id ?label", "SELECT ?id ?label (STR(?undeclared) AS ?x)", "line 2: nothing binds ?undeclared"),
    ("FILTER(", "BIND(STR(?undeclared) AS ?x) FILTER(", "line 5: nothing binds ?undeclared"),
    ("FILTER(", "FILTER(?label<?undeclared&&?id>?id) FILTER(", "line 5: nothing binds ?undeclared"),
    ("FILTER(", "FILTER EXISTS { ?s gk:alias ?inside } FILTER(?inside != ?id && ", "line 5: nothing binds ?inside"),
    ("FILTER(", "MINUS { ?s gk:alias ?inside } FILTER(?inside != ?id && ", "line 5: nothing binds ?inside"),
    ("FILTER(", "{ SELECT ?s { ?s gk:alias ?inside } } FILTER(?inside != ?id && ", "line 5: nothing binds ?inside"),
    ("}\n", "} ORDER BY ?undeclared\n", "line 6: nothing binds ?undeclared"),
    ("}\n", "} GROUP BY ?id ?label HAVING (MAX(?undeclared) > 1)\n", "line 6: nothing binds ?undeclared"),
    ("?id ; gk:name", "?id .  # @if name\n?s gk:name", "line 6: nothing binds ?id"),
    ("FILTER(?label = ?name)", "?s gk:alias ?alias .  # @if name\nFILTER(?label = ?alias)",
     "line 6: nothing binds ?alias, nor does the header declare it (where 'name' is not given)"),
])  # fmt: skip
def test_query_own_with_a_variable_that_nothing_binds_is_refused(own: Path, old: str, new: str, said: str) -> None:
    text = SPARQL.replace(old, new)
    if "where 'name'" in said:
        text = text.replace("?label = ?alias)  # @if name", "?label = ?alias)")
    if old.startswith("?id ;"):
        text = text.replace("# @if name\n}", "\n}").replace("?label = ?name)", "?id = ?label)")
    (own / "states.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=re.escape(said)) as caught:
        list_queries(own)
    assert str(caught.value).startswith(f"{own / 'states.rq'}: line ")


@pytest.mark.parametrize("text", [
    "SELECT ?n { ?s gk:id ?id } GROUP BY (STR(?id) AS ?n) HAVING (COUNT(?s) > 1) ORDER BY ?n",
    "SELECT * { { SELECT * { ?s (gk:a|^gk:b)+ ?o } } FILTER(?s != ?o) }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { [] ?p (?a ?b) } FILTER(?a = ?b) } GROUP BY ?g ORDER BY DESC(?n)",
    "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } FILTER NOT EXISTS { ?a ?p ?x FILTER(?x = ?b && ?a = ?p) } }",
    "SELECT ?a { BIND(IF(1 = 2, 'FILTER(?no)', ?nothing) AS ?a) # FILTER(?no)\n} VALUES ?a { 1 }",
    "CONSTRUCT { ?s gk:x ?o } WHERE { ?s ?p ?o OPTIONAL { ?o gk:y ?y FILTER(?y<?o||?y>?p) } }",
    "SELECT ?s { ?s gk:id ?id OPTIONAL { ?s gk:name ?n FILTER(?n != ?id) } { FILTER(?kind = 1) } UNION { ?s gk:id ?k FILTER(?k > 1) } }",
    "SELECT (COUNT(?id) AS ?c) { GRAPH ?g { ?s gk:id ?id FILTER(?g != ?s) } FILTER EXISTS { ?s gk:name ?n FILTER(?n = ?g) } } HAVING(COUNT(?id) > 2)",
    "SELECT (STR(?id) AS ?n) { ?s gk:id ?id } GROUP BY ?id HAVING (?id > 1) ORDER BY ?n",
    "DESCRIBE ?s { ?s a gk:State MINUS { ?s gk:id ?id FILTER(?id = ?kind && ?type_in = 1) } }",
    "SELECT ?s ?more {\n?s a gk:State\nOPTIONAL { ?s gk:more ?more } # @if type\n}",
])  # fmt: skip
def test_query_own_with_bound_variables_is_taken(text: str) -> None:
    check_sparql(text, ["type"], "own.rq", many=["type"])


@pytest.mark.parametrize("language, text, said", [
    ("sparql", "SELECT ?e {\n?e a gk:Metting }", "own: line 2: the graph model has no type gk:Metting; did you mean gk:Meeting?"),
    ("sparql", "SELECT ?e { ?e gk:claimsSendr ?x }", "no word gk:claimsSendr; did you mean gk:claimsSender?"),
    ("sparql", "ASK { ?e a <https://w3id.org/graphkit/ontology#Xqzw> }", "no type gk:Xqzw; types and roles of your own are known"),
    ("cypher", "/* :Xa\n */ MATCH (e:Evnt)\n--(d) RETURN d", "own: line 2: the graph model has no label :Evnt; did you mean :Event?"),
    ("cypher", "MATCH (e)-[r:SENDER|RECIPIANT]->() RETURN r", "no role :RECIPIANT; did you mean :RECIPIENT?"),
    ("cypher", "MATCH (e:Meeting:Strange) RETURN e", "no label :Strange"),
    ("sparql", "PREFIX gk: <http://w3id.org/graphkit/ontology#>\nASK { ?e a gk:Meeting }", "line 1: gk: is <http://w3id.org/graphkit/ontology#>"),
    ("sparql", "PREFIX k: <https://w3id.org/graphkit/ontology#>\nASK { ?e a k:Metting }", "line 2: the graph model has no type gk:Metting"),
    ("sparql", "# PREFIX gk: <https://example.org/>\nASK { ?e a gk:Metting }", "line 2: the graph model has no type gk:Metting"),
    ("sparql", "ASK { ?e a gk:Meeting-x }", "no type gk:Meeting-x"),
    ("sparql", "ASK { ?e a gk:participant }", "no type gk:participant"),
    ("cypher", "MATCH (e:Event) WHERE e:Metting RETURN e", "no label :Metting"),
    ("cypher", "MATCH (e:`Metting`) RETURN e", "no label :Metting"),
    ("cypher", "MATCH (e)-[:MEETING]->(x:participant) RETURN e", "no role :MEETING"),
    ("cypher", "MATCH (e:Event) RETURN e.staus AS status", "no property e.staus; did you mean e.status?"),
])  # fmt: skip
def test_query_own_with_a_word_that_the_graph_model_lacks_is_refused(language: str, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)):
        check_terms(text, language, "own")


@pytest.mark.parametrize("language, text", [
    ("sparql", "PREFIX gk: <https://example.org/>\nASK { ?e a gk:Metting }"),
    ("sparql", "ASK { ?e rdfs:label 'gk:Metting', \"gk:X\" ; a <https://example.org/gk:Y> } # gk:Z"),
    ("sparql", "ASK { ?e my-gk:Metting ?x }"),
    ("sparql", "SELECT ?r { ?v ?r ?x FILTER(STRSTARTS(STR(?r), STR(<https://w3id.org/graphkit/ontology#claims>))) }"),
    ("sparql", "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nASK { ?e rdf:type gk:Meeting ; rdf:type ?t }"),
    ("cypher", "MATCH (e:Event)-[r]->(x:Entity) WHERE r.foo = 1 AND e.begin.year > 2 RETURN e.id AS `Türkiye'nin`, '(a:Foo)' AS x, date.truncate(e.end)"),
    ("cypher", "MATCH (e:Event {id: 'x:Metting'})-[r:CLAIMS_SENDER|SENDER*1..2]->(x:State|Person) WHERE x:Person RETURN [a IN [1] | a] // :No"),
    ("cypher", "MATCH (e)-[:PART_OF]->(:Document) RETURN {a:Metting}"),
])  # fmt: skip
def test_query_own_with_words_of_other_models_and_texts_is_taken(language: str, text: str) -> None:
    assert unknown_terms(text, language) == []


@pytest.mark.parametrize("ending, old", [("rq", "  FILTER(?label = ?name)  # @if name\n"), ("cypher", "  AND s.name = $name  // @if name\n")])
def test_query_own_that_does_not_use_a_parameter_is_refused(own: Path, ending: str, old: str) -> None:
    text = (own / f"states.{ending}").read_text(encoding="utf-8")
    (own / f"states.{ending}").write_text(text.replace(old, ""), encoding="utf-8")
    with pytest.raises(QueryError, match=rf"states\.{ending}: parameter 'name' is declared, but this text does not use it"):
        list_queries(own)


def test_query_terms_of_built_in_queries_are_known() -> None:
    for query in list_queries():
        for language, text in (("sparql", query.sparql), ("cypher", query.cypher)):
            assert unknown_terms(text, language) == [], query.name


@pytest.mark.parametrize("text, name", [
    ("SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING(?n > 2)", "n"),
    ("SELECT ?s { ?s gk:id ?id { FILTER(?id = ?s) } }", "id"),
    ("SELECT ?s { { ?s gk:id ?id } UNION { ?s gk:name ?o FILTER(?id = ?o) } }", "id"),
    ("SELECT ?s { ?s gk:id ?id . { SELECT ?o { ?o gk:name ?n FILTER(?n = ?id) } } }", "id"),
])  # fmt: skip
def test_query_own_with_a_condition_that_does_not_see_a_variable_is_refused(text: str, name: str) -> None:
    with pytest.raises(QueryError, match=rf"line 1: nothing binds \?{name}"):
        check_sparql(text, ["type"], "own.rq")


@pytest.mark.parametrize("text, gives", [
    ("ASK { ?entity gk:id ?id }", "answer"),
    ("CONSTRUCT { ?s gk:id ?id } WHERE { ?s gk:id ?id }", "subject, predicate, object"),
    ("SELECT ?id (COUNT(?s) AS ?number) { ?s gk:id ?id } GROUP BY ?id", "id, number"),
])  # fmt: skip
def test_query_own_that_answers_something_else_is_refused(text: str, gives: str) -> None:
    with pytest.raises(QueryError, match=rf"own\.rq: gives no column 'n'; it gives: {gives}"):
        check_sparql(text, (), "own.rq", columns=["n"])
    check_sparql("SELECT ?id (COUNT(?s) AS ?n) { ?s gk:id ?id } GROUP BY ?id", (), "own.rq", columns=["n", "id"])


@pytest.mark.parametrize("name", ["path", "pairs", "meetings"])
def test_query_own_may_be_a_copy_of_a_built_in_one(name: str, tmp_path: Path) -> None:
    for ending in ("yaml", "rq", "cypher"):
        text = (resources.find("queries") / f"{name}.{ending}").read_text(encoding="utf-8")
        (tmp_path / f"my-{name}.{ending}").write_text(text, encoding="utf-8")
    assert f"my-{name}" in [query.name for query in list_queries(tmp_path)]


def test_query_own_without_the_column_of_its_header_is_refused_before_it_is_asked(own: Path) -> None:
    text = own / "states.rq"
    text.write_text(text.read_text(encoding="utf-8").replace("SELECT ?id ?label", "SELECT ?id"), encoding="utf-8")
    with pytest.raises(QueryError, match=r"states\.rq: gives no column 'label'; it gives: id"):
        list_queries(own)


def test_query_own_with_the_name_of_a_parameter_of_several_values_is_told_the_variable() -> None:
    with pytest.raises(QueryError, match=r"line 1: nothing binds \?type: the values of 'type' stand in \?type_in"):
        check_sparql("ASK { ?s gk:type ?t FILTER(?t = ?type) }", ["type"], "own.rq", many=["type"])


def test_query_variables_of_built_in_queries_are_bound_and_agree_with_rdflib() -> None:
    from rdflib.plugins.sparql.parser import parseQuery

    def names(node: object) -> Iterator[str]:
        if isinstance(node, rdflib.Variable):
            yield str(node)
        elif isinstance(node, dict):
            for value in node.values():
                yield from names(value)
        elif isinstance(node, (list, tuple)) or hasattr(node, "asList"):
            for value in list(node):  # type: ignore[call-overload]
                yield from names(value)

    for number, query in enumerate(list_queries()):
        many = {p.name for p in query.parameters if p.many} | set((query.repeat or ())[:1])
        given = {p.name for p in query.parameters} | many
        check_sparql(query.sparql, given, query.name, many=many)
        check_cypher(query.cypher, given, query.name)
        if number % 8 == 0:  # rdflib is slow
            text = text_for(query.sparql, dict.fromkeys(given, True))
            found = read_variables(text)
            assert found.bound | {name for _, name in (*found.lacking, *found.selected)} == set(names(parseQuery(text)))


@pytest.mark.parametrize("text", [
    "MATCH (s) WHERE s.name = '$foo' OR s.name = $name RETURN s // $foo",
    'MATCH (s) /* $foo */ WHERE s.name IN ["it\\"s $foo", $name] RETURN s.`$foo` AS `a $foo`',
    "MATCH (s:$any(['State'])) WHERE s.name = $`name` OR s.name = $name RETURN s",
    "MATCH (s:State) WHERE s.name = $name WITH collect(s) AS set RETURN set AS delete",
])  # fmt: skip
def test_query_own_cypher_words_that_are_no_parameters(own: Path, text: str) -> None:
    (own / "states.cypher").write_text(text, encoding="utf-8")
    assert load_query("states", own).cypher == text


ENTRY = "    type: text\n"


@pytest.mark.parametrize("old, new, said", [
    (ENTRY, "    type: choice\n", "parameter 'name': choices: a parameter of type choice needs a list of them"),
    (ENTRY, "    type: choice\n    choices: [yes, no]\n", "parameter 'name': choices: [True, False] is not a list of texts"),
    (ENTRY, "    type: choice\n    choices: [a]\n    default: b\n", "parameter 'name': default: 'b' is not allowed; one of: a, any"),
    (ENTRY, "    type: text\n    choices: [a]\n", "parameter 'name': choices: a parameter of type text has none"),
    (ENTRY, "    type: int\n    default: abc\n", "parameter 'name': default: 'abc' is no whole number"),
    (ENTRY, "    type: int\n    default: true\n", "parameter 'name': default: True is no int"),
    (ENTRY, "    type: int\n    default: 0\n    minimum: 1\n", "parameter 'name': default: 0 is out of range"),
    (ENTRY, "    type: int\n    minimum: one\n", "parameter 'name': minimum: 'one' is not a whole number"),
    (ENTRY, "    type: date\n    default: 2024-13\n", "parameter 'name': default: '2024-13' is no day"),
    (ENTRY, "    type: flag\n    default: perhaps\n", "parameter 'name': default: 'perhaps' is neither yes nor no"),
    (ENTRY, "    typ: text\n", "parameter 'name': no key 'typ'; keys: type, help"),
    (ENTRY, "", "parameter 'name': the key 'type' is missing; types: entity"),
    (ENTRY, "    type: texts\n", "parameter 'name': type: no type 'texts'; types: entity"),
    (ENTRY, "    type: text\n    required: 1\n", "parameter 'name': required: 1 is not true or false"),
    ('    help: {tr: "Adı", en: "Its name"}', "    help: Its name", "parameter 'name': help: 'Its name' is not a mapping"),
    ("  name:\n    type", "  na me:\n    type", "parameter 'na me': a name is made of letters, digits and _"),
    ("  name:\n    type", "  no:\n    type", "parameter False: a name is made of letters"),
    ('  name:\n    type: text\n    help: {tr: "Adı", en: "Its name"}', "  name: text", "parameter 'name': 'text' is not a mapping"),
    ('  name:\n    type: text\n    help: {tr: "Adı", en: "Its name"}', "  - name", "parameters: ['name'] is not a mapping"),
    ("[id, label]", "[id, label, id]", "columns: 'id' stands there twice"),
    ("[id, label]", "[id, label, {more: {type: words}}]", "column 'more': type: no type 'words'; types: text"),
    ("[id, label]", "[id, label, {more: {typ: text}}]", "column 'more': no key 'typ'; keys: type, tr, en"),
    ("[id, label]", "[]", "columns: a list of at least one column is needed"),
    ("[label]", "[name]", "order names no column: 'name'; columns: id, label"),
    ("order: [label]\n", "", "the key 'order' is missing"),
    ("title", "titel", "no key 'titel'; keys: title, description"),
    ('en: "States by name"', "en: 5", "title: 'en' is missing or no text"),
    ("example: {name", "example: {nam", "example: no parameter 'nam'; parameters: name"),
    ("example:", "then: [pairs]\nexample:", "then: no step ['pairs']; steps: communities"),
    ("example:", "then: pairs\nexample:", "then: the step pairs needs a parameter 'at_least' of type int"),
    ("example:", "keep: {of: id}\nexample:", "keep: 'parameter' is missing or no text"),
    ("example:", "evidence: {timeline: {officials: no}}\nexample:", "evidence: timeline: False is not a text"),
])  # fmt: skip
def test_query_own_header_is_checked_entry_by_entry(own: Path, old: str, new: str, said: str) -> None:
    assert old in HEADER
    (own / "states.yaml").write_text(HEADER.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        list_queries(own)
    told = str(caught.value)
    assert told.startswith(f"{own / 'states.yaml'}: query 'states'") and said in told and "\n" not in told


def test_query_own_may_begin_with_a_byte_order_mark(own: Path, tmp_path: Path) -> None:
    for path in own.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    query = load_query("states", own)
    assert query.title_en == "States by name" and query.sparql == SPARQL and query.cypher == CYPHER


def test_query_own_may_not_bear_the_name_of_a_built_in_one(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in list(own.iterdir()):
        path.rename(own / f"meetings{path.suffix}")
    for ask in (lambda: list_queries(own), lambda: load_query("meetings", own), lambda: load_query("pairs", own)):
        with pytest.raises(QueryError, match=r"meetings\.yaml: query 'meetings' is a built-in one; rename yours"):
            ask()
    assert main(["queries", "--queries", str(own)]) != 0
    assert "rename yours" in capsys.readouterr().err


def test_query_own_that_a_store_refuses_is_told_with_its_file(own: Path) -> None:
    with RdfStore.open(None) as store:
        named = f"{own / 'states'}.rq: query 'states': not a SPARQL query"
        for name, said in (("states", named), ("meetings", "not a SPARQL query")):
            query = load_query(name, own)
            with pytest.raises(QueryError) as caught, naming_file(query, "sparql"):
                store.query("SELECT")
            assert str(caught.value).startswith(said)
    assert load_query("states", own).source == str(own / "states") and load_query("meetings").source == ""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A server of another's and the requests that it got."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_query_own_and_stores_send_no_request(own: Path, elsewhere: tuple[str, list[str]]) -> None:
    url, asked = elsewhere
    (own / "states.cypher").unlink()
    dataset = RdfStore.of(rdflib.Dataset())
    with RdfStore.open(None) as store:
        for clause in (f"SERVICE <{url}>", f"SERVICE SILENT <{url}>", f"SERVICESILENT<{url}>", "SERVICE:a", f"service # x\n<{url}>",
                       f"FILTER(1<?b)SERVICE#x>\n<{url}>", f"?s <http://x/\u00a0#y> 1SERVICE<{url}>"):  # fmt: skip
            text = f"PREFIX : <{url}> ASK {{\n# @parameters\n{clause}{{ ?s ?p ?o }} }}"
            assert asks_elsewhere(text)
            (own / "states.rq").write_text(text, encoding="utf-8")
            with pytest.raises(QueryError, match=r"states\.rq: SERVICE is not answered here"):
                list_queries(own)
            for asked_store in (store, dataset):
                with pytest.raises(QueryError, match="SERVICE is not answered here"):
                    asked_store.query(text)
        assert store.query(f"SELECT * FROM <{url}> {{ ?s ?p ?o }}").records == ()
        with pytest.raises(QueryError, match="FROM is not answered here"):
            dataset.query(f"SELECT * FROM <{url}> {{ ?s ?p ?o }}")
    assert asked == []
