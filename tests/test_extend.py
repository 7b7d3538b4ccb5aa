"""Event types of the user's own, end to end: read, kept, asked, shown, without a change of the package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphkit.cli import main
from graphkit.errors import OntologyError
from graphkit.ontology import extended, load_ontology

Output = pytest.CaptureFixture[str]
TYPES = """@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
gk:BorderClosure rdfs:subClassOf gk:Event ; gk:roles "closer" ;
    rdfs:label "Sınır kapatma"@tr , "Border closure"@en .
gk:closer rdfs:label "kapatan"@tr , "who closes it"@en ; schema:rangeIncludes gk:State .
"""
FRAMES = """frames:
  - name: close_border
    type: BorderClosure
    triggers: ["sınır* kapat-"]
    roles: {closer: {slots: [subject], types: [State]}}
    needs: {closer: 1}
"""
STORY = """Fas sınırını kapattı

18 Mart 2026

Fas, salı günü Tunus sınırını kapattı. Bakan, kararın geçici olduğunu söyledi.
"""


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    (folder / "types.ttl").write_text(TYPES, encoding="utf-8")
    (folder / "frames.yaml").write_text(FRAMES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(extension: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("extend")
    (folder / "haber.txt").write_text(STORY, encoding="utf-8")
    assert main(["build", str(folder / "haber.txt"), "-o", str(folder / "g"), "--extend", str(extension)]) == 0
    return str(folder / "g")


@pytest.mark.parametrize("language", ["sparql", "cypher"])
def test_extend_types_are_asked_for(graph: str, extension: Path, language: str, capsys: Output) -> None:
    words = ["query", graph, "timeline", "--actor", "Fas", "--json", "--lang", language]
    assert main([*words, "--extend", str(extension)]) == 0
    rows = {row["type"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["BorderClosure"]["label"] == "Sınır kapatma: Fas"
    assert rows["BorderClosure"]["roles"] == ["closer"]
    assert rows["BorderClosure"]["begin"] == "2026-03-17"


def test_extend_types_are_a_value_of_queries(graph: str, extension: Path, capsys: Output) -> None:
    words = ["query", graph, "events", "--type", "Border closure", "--json"]
    assert main([*words, "--extend", str(extension)]) == 0
    assert [row["type"] for row in json.loads(capsys.readouterr().out)] == ["BorderClosure"]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert "no event type" in said and "--extend" in said


def test_extend_own_queries_on_own_types_are_listed(graph: str, extension: Path, tmp_path: Path, capsys: Output) -> None:
    header = 'title: {tr: "Kapatılan sınırlar", en: "Closed borders"}\ncolumns: [event]\norder: [event]\n'
    (tmp_path / "closures.yaml").write_text(header, encoding="utf-8")
    (tmp_path / "closures.rq").write_text("SELECT ?event { ?e a gk:BorderClosure ; gk:id ?event }", encoding="utf-8")
    words = ["--queries", str(tmp_path)]
    assert main(["queries", *words, "--extend", str(extension)]) == 0
    assert "closures" in capsys.readouterr().out
    assert main(["query", graph, "closures", *words, "--extend", str(extension), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["queries", *words]) == 2
    assert "gk:BorderClosure" in (said := capsys.readouterr().err) and "--extend" in said


def test_extend_info_counts_own_types(graph: str, extension: Path, capsys: Output) -> None:
    assert main(["info", graph, "--json", "--extend", str(extension)]) == 0
    assert json.loads(capsys.readouterr().out)["graph"]


def test_extend_types_are_shown_exported_and_valid(graph: str, extension: Path, tmp_path: Path) -> None:
    own = ["--extend", str(extension)]
    assert main(["view", graph, "-o", str(tmp_path / "page.html"), *own]) == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Sınır kapatma" in page and "Border closure" in page
    assert main(["export", graph, "-o", str(tmp_path / "g.ttl"), *own]) == 0
    turtle = (tmp_path / "g.ttl").read_text(encoding="utf-8")
    assert "BorderClosure" in turtle and "closer" in turtle
    assert main(["load", graph, "--to", str(tmp_path / "h.nt"), *own]) == 0
    assert "BorderClosure" in (tmp_path / "h.nt").read_text(encoding="utf-8")
    assert main(["report", graph, "-o", str(tmp_path / "report"), *own]) == 0
    assert main(["validate", graph, *own]) == 0


def test_extend_types_are_extracted(extension: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "haber.txt").write_text(STORY, encoding="utf-8")
    assert main(["extract", str(tmp_path / "haber.txt"), "--extend", str(extension)]) == 0
    assert '"BorderClosure"' in capsys.readouterr().out


def test_extend_ends_with_the_command(extension: Path, tmp_path: Path, capsys: Output) -> None:
    with extended(extension):
        assert load_ontology().event("BorderClosure").roles == ("closer",)
    with pytest.raises(OntologyError):
        load_ontology().event("BorderClosure")
    (tmp_path / "bad.ttl").write_text("gk:", encoding="utf-8")
    assert main(["query", "g", "timeline", "--extend", str(tmp_path)]) == 2
    assert "bad.ttl: not valid Turtle" in capsys.readouterr().err
    assert main(["query", "g", "timeline", "--extend", str(tmp_path / "nothing")]) == 2


def test_extend_frames_that_changed_are_read_with_anew(extension: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "haber.txt").write_text(STORY, encoding="utf-8")
    words = ["build", str(tmp_path / "haber.txt"), "-o", str(tmp_path / "g"), "--json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["read"] == 1
    assert main([*words, "--extend", str(extension)]) == 0
    assert json.loads(capsys.readouterr().out)["read"] == 1
    assert main([*words, "--extend", str(extension)]) == 0
    assert json.loads(capsys.readouterr().out)["held"] == 1


def test_extend_types_are_known_to_cypher_sparql_and_resolve(extension: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "haber.txt").write_text(STORY, encoding="utf-8")
    graph, own = str(tmp_path / "g"), ["--extend", str(extension)]
    assert main(["build", str(tmp_path / "haber.txt"), "-o", graph, *own]) == 0
    capsys.readouterr()
    assert main(["cypher", graph, "MATCH (e:BorderClosure) RETURN count(e) AS n", "--json", *own]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 1}]
    assert main(["sparql", graph, "SELECT ?e { ?e a gk:BorderClosure }", "--json", *own]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["resolve", graph, "--auto", *own]) == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('triggers: ["sınır* kapat-"]', "triggers: []", "frames.yaml: frame close_border: it has no trigger"),
        ("type: BorderClosure", "type: BorderClosur", "frames.yaml: frame close_border: no event type 'BorderClosur'"),
        ("{closer: {slots", "{kloser: {slots", "frames.yaml: frame close_border: BorderClosure has no role 'kloser'"),
    ],
)
def test_extend_faulty_frames_are_told_before_anything_is_done(
    graph: str, tmp_path: Path, capsys: Output, old: str, new: str, words: str
) -> None:
    (tmp_path / "types.ttl").write_text(TYPES, encoding="utf-8")
    (tmp_path / "frames.yaml").write_text(FRAMES.replace(old, new), encoding="utf-8")
    (tmp_path / "haber.txt").write_text(STORY, encoding="utf-8")
    own = ["--extend", str(tmp_path)]
    for command in (["build", str(tmp_path / "haber.txt"), "-o", str(tmp_path / "g")], ["query", graph, "timeline", "--actor", "Fas"], ["validate", graph]):
        assert main([*command, *own]) == 2
        assert words in capsys.readouterr().err
    assert not (tmp_path / "g").exists()


def test_extend_forgotten_when_going_on_loses_nothing(extension: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "haber.txt").write_text(STORY, encoding="utf-8")
    words = ["build", str(tmp_path / "haber.txt"), "-o", str(tmp_path / "g"), "--json"]
    assert main([*words, "--extend", str(extension)]) == 0
    before = (tmp_path / "g" / "records.jsonl").read_bytes()
    capsys.readouterr()
    assert main(words) == 2
    assert "--extend" in capsys.readouterr().err
    assert (tmp_path / "g" / "records.jsonl").read_bytes() == before
