"""Queries of the user's own: a folder is checked, listed and asked like the built-in ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_graph import make_graph

import graphkit
from graphkit.cli import main
from graphkit.errors import QueryError
from graphkit.query import list_queries, load_query

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
    ("states.cypher", "MATCH (s) WHERE s.name = $nam RETURN s", "states.cypher: parameter \\$nam is not declared"),
    ("states.yaml", "title: {tr: a}", "states.yaml: wrong or missing entry"),
    ("states.yaml", HEADER.replace("name:\n    type", "limit:\n    type"), "states.yaml: a parameter cannot be called 'limit'"),
    ("states.yaml", "title: [", "states.yaml: cannot be read"),
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
