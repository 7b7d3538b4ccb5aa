"""``graphkit resolve``: list, judge by rule, table and terminal, take back."""

import csv
import io
import json
from pathlib import Path

import pytest
from test_resolve import ONE, TOLD, telling

from graphkit.cli import main
from graphkit.folder import GraphFolder

Output = pytest.CaptureFixture[str]
OTHER = "person:ji_lianşan"


@pytest.fixture
def graph(tmp_path: Path) -> str:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append((one, "s") for one in (*TOLD, telling("d3", "Ayla Er"), telling("d4", "A. Er")))
    return str(tmp_path / "g")


def events(graph: str, capsys: Output) -> int:
    assert main(["query", graph, "meetings", "--json"]) == 0
    return len(json.loads(capsys.readouterr().out))


def test_cli_resolve_lists_a_table_that_can_be_filled_and_given_back(graph: str, tmp_path: Path, capsys: Output) -> None:
    assert events(graph, capsys) == 4
    assert main(["resolve", graph]) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert {(row["left"], row["right"]) for row in rows} == {(ONE, OTHER), ("person:a_er", "person:ayla_er")}
    assert "2 pairs to judge" in said.err
    table = tmp_path / "judged.csv"
    lines = [f"{row['left']},{row['right']},{'same' if row['left'] == ONE else 'NOT SAME'},spelling" for row in rows]
    table.write_text("\n".join(["left,right,judgement,reason", *lines]) + "\n", encoding="utf-8")
    assert main(["resolve", graph, "--from", str(table)]) == 0
    assert "2 judgements" in capsys.readouterr().err
    assert events(graph, capsys) == 3
    assert main(["resolve", graph, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["resolve", graph, "--judged"]) == 0
    assert "says a person, because: spelling" in capsys.readouterr().out
    assert main(["resolve", graph, "--undo"]) == 0
    assert main(["resolve", graph, "--undo"]) == 0
    capsys.readouterr()
    assert events(graph, capsys) == 4


def test_cli_resolve_auto_judges_what_is_sure(graph: str, capsys: Output) -> None:
    assert main(["resolve", graph, "--auto"]) == 0
    assert "same, says a rule, because: same key" in capsys.readouterr().err
    assert events(graph, capsys) == 3


def test_cli_resolve_asks_goes_back_and_stops(graph: str, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("s\nb\nn\nq\n"))
    assert main(["resolve", graph, "--ask"]) == 0
    said = capsys.readouterr().err
    assert "1 of 2, 0." in said and "Ji Lianşan ile Kara Selim görüştü." in said and "1 judgement" in said
    with GraphFolder.open(graph) as folder:
        assert [(one.pair, one.verdict, one.by) for one in folder.judgements()] == [((ONE, OTHER), "not same", "person")]


@pytest.mark.parametrize(
    ("text", "message"),
    [("left,right\na,b\n", "column 'judgement' is missing"), ("left,right,judgement\na,b,perhaps\n", "line 2: 'perhaps' is no judgement")],
)
def test_cli_resolve_wrong_table_names_the_line_and_changes_nothing(graph: str, tmp_path: Path, capsys: Output, text: str, message: str) -> None:
    table = tmp_path / "judged.csv"
    table.write_text(text, encoding="utf-8")
    assert main(["resolve", graph, "--from", str(table)]) == 2
    assert message in capsys.readouterr().err
    assert not (Path(graph) / "judgements.jsonl").exists()


def test_cli_resolve_refuses_what_contradicts(graph: str, tmp_path: Path, capsys: Output) -> None:
    table = tmp_path / "judged.csv"
    table.write_text("left,right,judgement\na,b,same\nb,c,same\na,c,not same\n", encoding="utf-8")
    assert main(["resolve", graph, "--from", str(table)]) == 2
    assert "contradicts another judgement" in capsys.readouterr().err
    assert main(["resolve", graph, "--auto", "--undo"]) == 2
    assert main(["resolve", graph, "--undo"]) == 2
