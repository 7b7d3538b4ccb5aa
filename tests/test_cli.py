"""The command line: what it prints where, exit codes, bad input, Ctrl-C."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_graph import make_graph

import graphkit
from graphkit.cli import main
from graphkit.cli.console import plain
from graphkit.query import list_queries

Output = pytest.CaptureFixture[str]
QUERIES = Path(__file__).parent.parent / "queries"

STORY = """Fas ve Tunus ticaret anlaşması imzaladı

18 Mart 2026

Fas Dışişleri Bakanı Nabil Aziz, salı günü Tunus'ta Tunuslu mevkidaşı Selim Kara ile bir araya geldi. İki ülke, görüşmenin \
ardından bir ticaret anlaşması imzaladı.
"""
CUT = "<!DOCTYPE html><html lang=tr><head><title>Fas ve Tunus görüştü</title></head><body><article><h1>Fas ve Tu"


@pytest.fixture
def graph(tmp_path: Path) -> str:
    return str(make_graph(tmp_path / "g"))


def fails(words: list[str], output: Output, code: int = 2) -> str:
    """Standard error of a call that must end with `code`, in one line, without a traceback."""
    assert main(words) == code
    said = output.readouterr()
    assert not said.out
    assert said.err.startswith("error: ")
    assert said.err.count("\n") == 1
    return said.err


# ------------------------------------------------------------ ask


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "md", "txt", "parquet"])
def test_cli_query_writes_a_file_in_the_format_of_its_name(graph: str, tmp_path: Path, capsys: Output, ending: str) -> None:
    target = tmp_path / f"rows.{ending}"
    assert main(["query", graph, "meetings", "-o", str(target), "--evidence"]) == 0
    said = capsys.readouterr()
    assert not said.out and "written" in said.err
    held = target.read_bytes()
    signs = {"csv": b"event,", "json": b"[", "jsonl": b"{", "md": b"| event", "txt": b"event ", "parquet": b"PAR1"}
    assert held.startswith(signs[ending])
    assert [path.name for path in tmp_path.glob("rows*")] == [target.name]


def test_cli_query_writes_no_file_where_the_question_is_wrong(graph: str, tmp_path: Path, capsys: Output) -> None:
    assert "no query" in fails(["query", graph, "metings", "-o", str(tmp_path / "rows.csv")], capsys)
    assert "no format .xlsx; write to .csv," in fails(["query", graph, "meetings", "-o", str(tmp_path / "rows.xlsx")], capsys)
    assert not list(tmp_path.glob("rows*"))


def test_cli_query_prints_a_table_with_whole_names(graph: str, capsys: Output) -> None:
    assert main(["query", graph, "meetings", "--actor", "RUSYA'nın", "--other", "Fas"]) == 0
    said = capsys.readouterr()
    assert "Fas; Rusya" in said.out
    assert "2026-03-17" in said.out
    assert "1 row" in said.err


def test_cli_query_gives_the_same_rows_in_every_format(graph: str, capsys: Output) -> None:
    call = ["query", graph, "meetings", "--actor=Rusya"]
    assert main([*call, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["time"] for row in rows] == ["2026-03-16", "2026-03-17"]
    assert main([*call, "--format", "jsonl"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == rows
    assert main([*call, "--format", "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["participants"] for row in table] == ["Rusya; Tunus", "Fas; Rusya"]
    assert main([*call, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.count("\n| ") == 3


def test_cli_query_gives_a_row_per_sentence(graph: str, tmp_path: Path, capsys: Output) -> None:
    assert main(["query", graph, "meetings", "--other", "Fas", "--actor", "Rusya", "--evidence", "-f", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["told_quote"], row["told_document"], row["told_date"]) for row in rows] == [
        ("Fas ve Rusya görüştü.", "d1", "2026-03-18"), ("Fas ve Rusya görüştü.", "d2", "2026-03-18")]  # fmt: skip
    words = [sys.executable, "-m", "graphkit", "query", graph, "meetings", "-f", "parquet"]
    assert subprocess.run(words, capture_output=True, check=True).stdout[:4] == b"PAR1"


def test_cli_query_shows_the_evidence(graph: str, capsys: Output) -> None:
    assert main(["query", graph, "meetings", "--other", "Fas", "--actor", "Rusya", "--evidence"]) == 0
    assert capsys.readouterr().out.count("“Fas ve Rusya görüştü.”") == 2
    assert main(["query", graph, "meetings", "-p", "actor=Fas", "--evidence", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert [item["document"] for item in row["told"]] == ["d1", "d2"]


def test_cli_query_answers_the_same_in_cypher(graph: str, capsys: Output) -> None:
    assert main(["query", graph, "meetings", "--json"]) == 0
    asked_in_sparql = capsys.readouterr().out
    assert main(["query", graph, "meetings", "--json", "--lang", "cypher"]) == 0
    assert capsys.readouterr().out == asked_in_sparql


def test_cli_query_names_what_was_meant(graph: str, capsys: Output) -> None:
    assert "did you mean 'meetings'?" in fails(["query", graph, "meeting"], capsys)
    wrong = fails(["query", graph, "meetings", "--acter", "Rusya"], capsys)
    assert "did you mean 'actor'?" in wrong
    assert "--since" in wrong
    assert "leave the others out" in fails(["query", graph, "meetings", "--status", "any,actual"], capsys)
    assert "did you mean: Rusya (Q159)" in fails(["query", graph, "meetings", "--actor", "Rusja"], capsys)


def test_cli_query_refuses_wrong_parameters(graph: str, capsys: Output) -> None:
    assert "--actor needs a value" in fails(["query", graph, "meetings", "--actor"], capsys)
    assert "given twice" in fails(["query", graph, "meetings", "--actor", "Fas", "-p", "actor=Fas"], capsys)
    assert "NAME=VALUE" in fails(["query", graph, "meetings", "-p", "actor"], capsys)
    assert "neither a parameter" in fails(["query", graph, "meetings", "Rusya"], capsys)
    assert "is no day" in fails(["query", graph, "meetings", "--since", "dün"], capsys)
    assert "the form is" in fails(["query", "meetings", "--graph", graph], capsys)


def test_cli_query_parameters_hide_no_option() -> None:
    options = {"parameter", "lang", "format", "json", "evidence", "limit", "queries", "extend", "help", "debug"}
    assert not options & {parameter.name for query in list_queries() for parameter in query.parameters}


def test_cli_queries_lists_and_explains(capsys: Output) -> None:
    assert main(["queries"]) == 0
    listed = capsys.readouterr().out
    assert all(query.name in listed for query in list_queries())
    assert main(["queries", "meetings"]) == 0
    assert "--actor" in capsys.readouterr().out
    assert main(["queries", "meetings", "--text", "cypher"]) == 0
    assert "MATCH" in capsys.readouterr().out
    assert main(["queries", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(list_queries())


def test_cli_sparql_and_cypher_answer_and_do_not_write(graph: str, capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?name { ?s a gk:State ; gk:name ?name } ORDER BY ?name", encoding="utf-8")
    assert main(["sparql", graph, f"@{tmp_path / 'q.rq'}", "--json", "--limit", "2"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"name": "Fas"}, {"name": "Rusya"}]
    assert main(["cypher", graph, "MATCH (s:State {name: $who}) RETURN s.name AS name", "-p", "who=Fas", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"name": "Fas"}]
    fails(["sparql", graph, "DELETE WHERE { ?s ?p ?o }"], capsys)
    fails(["sparql", graph, "SELECT ?x {"], capsys)
    fails(["cypher", graph, "MATCH (n) DETACH DELETE n"], capsys)
    assert "no such file" in fails(["sparql", graph, "@missing.rq"], capsys, 1)


def test_cli_says_which_words_of_a_query_that_finds_nothing_the_model_lacks(graph: str, capsys: Output) -> None:
    for command, text, near in (("sparql", "SELECT ?e { ?e a gk:Metting }", "gk:Meeting"),
                                ("sparql", "ASK { ?e a gk:Metting }", "gk:Meeting"),
                                ("cypher", "MATCH (e:Metting) RETURN e.id AS id", ":Meeting")):  # fmt: skip
        assert main([command, graph, text, "--json"]) == 0
        assert f"did you mean {near}?" in capsys.readouterr().err
    assert main(["sparql", graph, "SELECT ?e { { ?e a gk:Metting } UNION { ?e a gk:Meeting } }", "--json"]) == 0
    assert "did you mean" not in capsys.readouterr().err


def test_cli_refuses_a_format_before_it_asks(graph: str, capsys: Output, tmp_path: Path) -> None:
    for command in (["query", graph, "meetings", "--actor", "Nobody"], ["sparql", graph, "ASK {"], ["cypher", graph, "MATCH"]):
        assert "no format .xlsx" in fails([*command, "-o", str(tmp_path / "rows.xlsx")], capsys)
    fails(["query", graph, "meetings", "--actor", "Nobody", "-o", str(tmp_path / "rows.csv")], capsys)
    assert not list(tmp_path.glob("rows*"))


# ------------------------------------------------------------ show, keep


def test_cli_view_shows_what_an_own_query_answers(graph: str, capsys: Output, tmp_path: Path) -> None:
    for ending in ("yaml", "rq", "cypher"):
        text = (QUERIES / f"meetings.{ending}").read_text(encoding="utf-8")
        (tmp_path / f"mine.{ending}").write_text(text, encoding="utf-8")
    page = ["view", graph, "-o", str(tmp_path / "page.html"), "--query", "mine", "--actor", "Tunus"]
    assert "no query 'mine'" in fails(page, capsys)
    assert "--queries needs a query" in fails(["view", graph, "--queries", str(tmp_path)], capsys)
    assert main([*page, "--queries", str(tmp_path)]) == 0
    held = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Tunus ve Rusya" in held and "Fas ve Rusya" not in held


def test_cli_view_and_export_write_whole_files(graph: str, capsys: Output, tmp_path: Path) -> None:
    assert main(["view", graph, "-o", str(tmp_path / "page.html"), "--title", "Görüşmeler"]) == 0
    assert "Görüşmeler" in (tmp_path / "page.html").read_text(encoding="utf-8")
    for ending in ("ttl", "trig", "nt", "nq", "jsonld", "graphml", "gexf", "csv"):
        assert main(["export", graph, "-o", str(tmp_path / f"out.{ending}")]) == 0
        assert (tmp_path / f"out.{ending}").stat().st_size > 100
    assert main(["load", graph, "--to", str(tmp_path / "loaded.nq")]) == 0
    assert (tmp_path / "loaded.nq").read_bytes() == (tmp_path / "out.nq").read_bytes()
    capsys.readouterr()
    assert "no format 'docx'" in fails(["export", graph, "-o", str(tmp_path / "out.docx")], capsys)


def test_cli_load_says_what_is_missing(graph: str, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    assert "NEO4J_PASSWORD" in fails(["load", graph, "--to", "bolt://127.0.0.1:9"], capsys, 1)
    assert "cannot load there" in fails(["load", graph, "--to", "ftp://127.0.0.1/"], capsys)


def test_cli_info_counts(graph: str, capsys: Output) -> None:
    assert main(["info", graph, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["graphkit"] == graphkit.__version__
    assert facts["graph"]["nodes"] == {"documents": 3, "entities": 3, "positions": 0, "events": 2, "evidence": 3}
    assert {model["processor"] for model in facts["models"]} >= {"tokenize"}
    assert all(model["version"] and model["hash"] for model in facts["models"])
    assert facts["graph"]["sparql"] == "not made"
    assert main(["info", "--models", "/no/such/folder"]) == 0
    assert "/no/such/folder" in capsys.readouterr().out


def test_cli_retract_takes_a_page_with_its_teasers(graph: str, capsys: Output) -> None:
    assert "no document 'd9'" in fails(["retract", graph, "d1", "d9"], capsys)
    assert main(["retract", graph, "https://haber.example/d1"]) == 0
    assert "with 1 teaser" in capsys.readouterr().err
    assert main(["query", graph, "meetings", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["documents"] == ["d2"]


def test_cli_validate_finds_the_graph_whole(graph: str, capsys: Output) -> None:
    assert main(["validate", graph]) == 0
    assert "valid" in capsys.readouterr().out


def test_cli_validate_tells_faults_of_records(graph: str, capsys: Output) -> None:
    records = Path(graph) / "records.jsonl"
    records.write_text(records.read_text(encoding="utf-8").replace('"type":"Meeting"', '"type":"Picnic"', 1), encoding="utf-8")
    assert main(["validate", graph]) == 1
    said = capsys.readouterr()
    assert said.out.count("\n") == 1 and "records.jsonl:1: document d1t, event 1 (Picnic): there is no such event type" in said.out
    assert "1 fault in its records" in said.err


# ------------------------------------------------------------ errors


def test_cli_usage_errors_end_with_2(graph: str, capsys: Output, tmp_path: Path) -> None:
    assert main(["bild"]) == 2
    assert main(["view", graph, "--colour"]) == 2
    assert main([]) == 2
    capsys.readouterr()
    assert "no such folder" in fails(["query", str(tmp_path / "missing"), "meetings"], capsys)
    assert "no graph folder" in fails(["info", str(tmp_path)], capsys)


def test_cli_locked_graph_is_one_line(graph: str, capsys: Output) -> None:
    with graphkit.open(graph):
        assert "another process" in fails(["query", graph, "meetings"], capsys, 1)


def test_cli_debug_shows_the_traceback(graph: str) -> None:
    with pytest.raises(graphkit.GraphkitError):
        main(["query", graph, "meeting", "--debug"])


def test_cli_output_cannot_steer_a_terminal() -> None:
    assert plain("\x1b[31mRusya\x07") == "\ufffd[31mRusya\ufffd"


def test_cli_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "graphkit", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"graphkit {graphkit.__version__}\n"


# ------------------------------------------------------------ build and extract, with the shipped models


@pytest.fixture
def bad_folder(tmp_path: Path) -> Path:
    """A story, and one of each kind of bad input."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "large.txt").write_text("Rusya ve Çin anlaşma imzaladı. " * 700_000, encoding="utf-8")
    (folder / "cut.html").write_text(CUT, encoding="utf-8")
    (folder / "english.txt").write_text("The two ministers signed a trade agreement in Oslo on Monday.", encoding="utf-8")
    (folder / "lines.jsonl").write_text('{"id": "x", "text": \n', encoding="utf-8")
    return folder


def test_cli_build_names_each_bad_input_and_builds_the_rest(
    bad_folder: Path, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, missing = tmp_path / "g", tmp_path / "missing.txt"
    assert main(["build", str(bad_folder), str(missing), "-o", str(graph), "--json"]) == 1
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert (summary["read"], len(summary["skipped"]), len(summary["failed"])) == (1, 1, 6)
    assert "english.txt" in summary["skipped"][0]
    for name in ("empty.txt", "binary.txt", "large.txt", "cut.html", "lines.jsonl:1", "missing.txt"):
        assert sum(name in line for line in said.err.splitlines()) == 1, name
    assert "Traceback" not in said.err
    assert main(["query", str(graph), "meetings", "--actor", "Nabil Aziz", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 1
    assert main(["validate", str(graph)]) == 0
    capsys.readouterr()
    assert main(["build", str(bad_folder / "good.txt"), "-o", str(graph)]) == 0
    assert "0 pages read, 1 held already" in capsys.readouterr().err
    (bad_folder / "good.txt").unlink()
    (bad_folder / "new.txt").write_text(STORY.replace("Fas", "Libya"), encoding="utf-8")
    assert main(["build", str(bad_folder), "-o", str(graph)]) == 1
    assert "good.txt: not there any more; what was read stays until" in capsys.readouterr().err
    (bad_folder / "sub").mkdir()
    monkeypatch.chdir(bad_folder / "sub")
    assert main(["build", ".", "-o", str(graph)]) == 2
    assert "not there any more" not in capsys.readouterr().err
    assert main(["build", "..", "-o", str(graph), "--json"]) == 1
    assert "good.txt: not there any more" in capsys.readouterr().err
    for file in bad_folder.glob("*.*"):
        file.unlink()
    assert main(["build", str(bad_folder), "-o", str(graph)]) == 2
    assert "good.txt and 1 more: not there any more" in capsys.readouterr().err
    assert main(["retract", str(graph), "good.txt"]) == 0
    assert "taken back" in capsys.readouterr().err


def test_cli_build_of_nothing_readable_writes_nothing(bad_folder: Path, capsys: Output, tmp_path: Path) -> None:
    for names in (["empty.txt"], ["english.txt", "binary.txt"], ["missing.txt"]):
        assert main(["build", *(str(bad_folder / name) for name in names), "-o", str(tmp_path / "g")]) == 2
        assert not (tmp_path / "g").exists()
    capsys.readouterr()
    assert "binary.txt" in fails(["build", str(bad_folder), "-o", str(tmp_path / "g"), "--fail-fast"], capsys)
    assert not (tmp_path / "g").exists()
    assert main(["build", str(bad_folder), "-o", str(tmp_path / "g"), "--published", "2025-13"]) == 2
    assert main(["build", str(bad_folder), "-o", str(tmp_path / "g"), "--encoding", "utf-9"]) == 2
    capsys.readouterr()
    assert main(["build", str(bad_folder / "good.txt"), "-o", str(bad_folder)]) == 1
    assert "no graph folder and not empty" in capsys.readouterr().err


def test_cli_extract_writes_the_guidelines_format_whole(bad_folder: Path, capsys: Output, tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("old\n", encoding="utf-8")
    assert main(["extract", str(bad_folder / "empty.txt"), "-o", str(target)]) == 2
    assert target.read_text(encoding="utf-8") == "old\n"
    assert main(["extract", str(bad_folder / "good.txt"), str(bad_folder / "lines.jsonl"), "-o", str(target)]) == 1
    (record,) = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert record["published"] == "2026-03-18"
    assert {"Meeting", "Agreement"} <= {event["type"] for event in record["events"]}
    assert not list(tmp_path.glob("*.part"))
    capsys.readouterr()
    assert main(["extract", str(bad_folder / "good.txt")]) == 0
    assert json.loads(capsys.readouterr().out) == record


def _hear_ctrl_c() -> None:
    """A background job is born deaf to SIGINT; the child must hear it wherever the tests run."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_cli_build_stopped_with_ctrl_c_keeps_pages_and_goes_on(tmp_path: Path) -> None:
    source, graph = tmp_path / "many.jsonl", tmp_path / "g"
    rows = [{"id": f"n{i:03}", "title": f"Haber {i}", "published": "2026-03-18",
             "text": f"Haber {i}\nFas ve Tunus liderleri {i % 28 + 1} Mart 2026'da Rabat'ta görüştü."} for i in range(150)]  # fmt: skip
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "graphkit", "build", str(source), "-o", str(graph)]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(graphkit.__file__).parent.parent,
                             preexec_fn=_hear_ctrl_c)  # fmt: skip
    records = graph / "records.jsonl"
    while child.poll() is None and not (records.exists() and records.stat().st_size > 4000):
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGINT)
    _, said = child.communicate()
    assert child.returncode == 130, said
    kept = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
    assert 0 < len(kept) < 150
    assert f"stopped: {len(kept)} pages are kept; run the same command again to go on" in said
    assert "Traceback" not in said
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(graphkit.__file__).parent.parent)
    assert done.returncode == 0, done.stderr
    assert f"{len(kept)} done, {150 - len(kept)} to do" in done.stderr
    assert len(records.read_text(encoding="utf-8").splitlines()) == 150


# ------------------------------------------------------------ wrong calls


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build"], "missing argument 'FILES'; graphkit build --help"),
        (["build", "haber.txt"], "missing option '-o' / '--output'; graphkit build --help"),
        (["nosuch"], "no such command 'nosuch'; graphkit --help"),
        (["info", "--bad"], "no such option: --bad; graphkit info --help"),
        (["view", "g", "--language", "de"], "'de' is not one of 'tr', 'en'; graphkit view --help"),
        (["build", "haber.txt", "-o", "g", "--published", "3"], "'3' is no day; write it as 2025-07-11"),
    ],
)
def test_cli_wrong_call_is_one_line(words: list[str], said: str, capsys: Output) -> None:
    assert said in fails(words, capsys)


def test_cli_without_a_command_shows_help(capsys: Output) -> None:
    assert main([]) == 2
    assert "Usage: graphkit" in capsys.readouterr().out


def test_cli_skipped_inputs_are_counted_by_reason(tmp_path: Path, capsys: Output) -> None:
    for name, text in (("a.jpg", "x"), ("b.jpg", "x"), ("c.txt", "The summit ended yesterday and the leaders flew home."), ("d.txt", "The presidents met in a hotel in London this morning.")):
        (tmp_path / name).write_text(text)
    assert main(["extract", str(tmp_path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert "  skipped 2 × .jpg files are not read" in said
    assert "  skipped 2 × the text is in 'en', not in 'tr'" in said


def test_cli_unknown_fields_of_records_are_named(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "", "tags": "x"}\n{"text": "The summit ended yesterday.", "tags": "x"}\n')
    assert main(["extract", str(tmp_path)]) == 2
    assert "warning: " + str(tmp_path / "a.jsonl") + ": fields that are not read: 'tags' (2 ×)" in capsys.readouterr().err


def test_cli_ctrl_c_is_remembered_whatever_a_library_makes_of_it() -> None:
    script = (
        "import os, signal, sys\n"
        "import importlib\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        "commands = importlib.import_module('graphkit.cli.app')\n"
        "def half_loaded(**_):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    except KeyboardInterrupt:\n"
        "        raise ImportError('initialization failed')\n"
        "commands.app = half_loaded\n"
        "sys.exit(commands.main(['queries']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr.strip()) == (130, "stopped")


def test_cli_every_command_that_opens_a_graph_takes_own_types() -> None:
    import typer.main

    group = typer.main.get_command(importlib.import_module("graphkit.cli.app").app)
    commands = {name: {option.name for option in one.params} for name, one in group.commands.items()}  # type: ignore[attr-defined]
    opening = {name for name, options in commands.items() if "graph" in options} | {"build", "extract"}
    assert len(opening) > 10
    assert {name for name in opening if "extend" not in commands[name]} == set()
