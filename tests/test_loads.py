"""Which documents each run read, and the question what a load brought."""

import datetime as dt
import json
from pathlib import Path

import pytest
from cli_graph import make_graph, telling

from graphkit.build import build, load_language
from graphkit.cli import main
from graphkit.errors import QueryError, StoreError
from graphkit.folder import GraphFolder
from graphkit.loads import LoadFile

FIRST = dt.datetime(2026, 3, 18, 9, tzinfo=dt.UTC)
SECOND = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)
Output = pytest.CaptureFixture[str]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph of two loads: d1 and its teaser, then d2, which tells the same meeting, and d3, which tells another."""
    path = make_graph(tmp_path / "g")
    with GraphFolder.open(path) as folder:
        folder.append([(telling("d3", who="Norveç", day="2026-03-19"), "s")])
        folder.loads.add(FIRST, ["d1t", "d1"])
        folder.loads.add(SECOND, ["d2"])
        folder.loads.add(SECOND, ["d3"])
    return path


@pytest.mark.parametrize("language", ["sparql", "cypher"])
@pytest.mark.parametrize(
    ("load", "days", "later", "evidences"),
    [
        (None, ["2026-03-17", "2026-03-19"], (1, 1), (2, 1)),
        ("last", ["2026-03-17", "2026-03-19"], (1, 1), (2, 1)),
        ("2", ["2026-03-16", "2026-03-17", "2026-03-19"], (1, 2, 1), (1, 2, 1)),
        ("2026-03-19", ["2026-03-17", "2026-03-19"], (1, 1), (2, 1)),
        ("2026-03", ["2026-03-16", "2026-03-17", "2026-03-19"], (1, 2, 1), (1, 2, 1)),
        (["d1t"], ["2026-03-16"], (1,), (1,)),
        ([], [], (), ()),
    ],
)
def test_loaded_counts_new_evidence_beside_all(
    graph: Path, language: str, load: object, days: list[str], later: tuple[int, ...], evidences: tuple[int, ...]
) -> None:
    with GraphFolder.open(graph) as folder:
        rows = folder.query("loaded", language=language, load=load)  # type: ignore[arg-type]
    assert [str(row["begin"]) for row in rows] == days
    assert (rows.column("later"), rows.column("evidences")) == (later, evidences)


def test_loaded_is_narrowed_by_actor_and_type(graph: Path) -> None:
    with GraphFolder.open(graph) as folder:
        assert [str(row["begin"]) for row in folder.query("loaded", actor="Norveç")] == ["2026-03-19"]
        assert len(folder.query("loaded", type="Visit")) == 0


@pytest.mark.parametrize(
    ("load", "words"),
    [
        ("3", "load 3: 2 loads are on record"),
        ("0", "load 0: 2 loads are on record"),
        ("2026-04", "load 2026-04: the last load began at 2026-03-20"),
        ("son", "load 'son': write last, the number of the last loads, or a day as 2026-03-31"),
    ],
)
def test_loaded_unknown_loads_are_told(graph: Path, load: str, words: str) -> None:
    with GraphFolder.open(graph) as folder, pytest.raises(QueryError, match=words):
        folder.query("loaded", load=load)


def test_loaded_without_loads_says_so(tmp_path: Path) -> None:
    with GraphFolder.open(make_graph(tmp_path / "g")) as folder, pytest.raises(QueryError, match="no load is on record"):
        folder.query("loaded")


def test_loaded_in_the_terminal(graph: Path, capsys: Output) -> None:
    assert main(["query", str(graph), "loaded", "--load", "last", "--json", "--evidence"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [len(row["told"]) for row in rows] == [2, 1]
    assert main(["info", str(graph)]) == 0
    assert "2, the last one of 2026-03-20" in capsys.readouterr().out


def test_loads_half_a_line_is_dropped_and_a_damaged_one_told(tmp_path: Path) -> None:
    loads = LoadFile(tmp_path / "loads.jsonl")
    loads.add(FIRST, ["d1"])
    with loads.path.open("a", encoding="utf-8") as file:
        file.write('{"at": "2026')
    assert len(loads.read()) == 1
    loads.add(SECOND, ["d2"])
    assert [load.documents for load in loads.read()] == [("d1",), ("d2",)]
    loads.path.write_text('{"at": "never", "documents": []}\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"loads\.jsonl:1"):
        loads.read()
    loads.path.write_text('{"at": "2026-03-18T08:00:00+00:00", "documents": "abc"}\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"loads\.jsonl:1: damaged line: documents is no list"):
        loads.read()


def test_loads_that_are_damaged_are_a_fault_of_the_graph_and_do_not_hide_the_rest(tmp_path: Path, capsys: Output) -> None:
    graph = make_graph(tmp_path / "g")
    assert main(["validate", str(graph)]) == 0
    (graph / "loads.jsonl").write_text("{}\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(graph)]) == 1
    assert "loads.jsonl:1: damaged line" in capsys.readouterr().out
    assert main(["info", str(graph), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)["graph"]
    assert "loads.jsonl:1: damaged line" in facts["loads"] and facts["nodes"]["documents"] == 3


def test_loads_of_a_build_hold_what_it_read(tmp_path: Path) -> None:
    language = load_language()
    first, second = tmp_path / "bir.txt", tmp_path / "iki.txt"
    first.write_text("Zirve\n\nFas ve Tunus heyetleri Rabat'ta görüştü.", encoding="utf-8")
    second.write_text("Ziyaret\n\nNorveç Başbakanı Kari Lund pazartesi günü Tunus'u ziyaret etti.", encoding="utf-8")
    with build(first, output=tmp_path / "g", language=language) as folder:
        assert [len(load.documents) for load in folder.loads.read()] == [1]
    with build([first, second], output=tmp_path / "g", language=language) as folder:
        assert {row["type"] for row in folder.query("loaded")} == {"Visit"}
    with build([first, second], output=tmp_path / "g", language=language) as folder:
        assert len(folder.loads.read()) == 2  # a run that reads nothing is no load
        assert {row["type"] for row in folder.query("loaded", load=2)} == {"Meeting", "Visit"}
