"""``graphkit view`` and ``report``, and what the graph shows of itself in a notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_graph import make_graph

import graphkit
from graphkit.cli import main


def events_of(page: str) -> set[str]:
    """Ids of the events that a page holds."""
    found = re.search(r'<script type="application/json" id="graphkit-data">(.*?)</script>', page, re.DOTALL)
    assert found
    return {node["id"] for node in json.loads(found[1])["nodes"] if node["data"]["kind"] == "event"}


def test_cli_view_takes_the_events_of_a_query_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = make_graph(tmp_path / "graph")
    pages = {name: tmp_path / f"{name}.html" for name in ("all", "some")}
    assert main(["view", str(graph), "-o", str(pages["all"]), "--start", "map", "--language", "en"]) == 0
    assert main(["view", str(graph), "-o", str(pages["some"]), "--query", "meetings", "--actor", "Fas"]) == 0
    every, some = (path.read_text(encoding="utf-8") for path in pages.values())
    assert '"view":"map"' in every and '"language":"en"' in every
    assert set() < events_of(some) < events_of(every)
    capsys.readouterr()
    assert main(["view", str(graph), "--actor", "Rusya"]) == 2
    assert "parameters need a query: --query NAME" in capsys.readouterr().err
    assert main(["view", str(graph), "--query", "meetngs"]) == 2
    assert "did you mean 'meetings'" in capsys.readouterr().err


def test_cli_report_writes_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = make_graph(tmp_path / "graph")
    assert main(["report", str(graph), "-o", str(tmp_path / "r"), "--title", "Deneme"]) == 0
    assert "index.html: written" in capsys.readouterr().err
    assert '<h1 dir="auto">Deneme</h1>' in (tmp_path / "r" / "index.html").read_text(encoding="utf-8")
    documents = [path.read_text(encoding="utf-8") for path in (tmp_path / "r" / "documents").iterdir()]
    assert documents and any("<mark>" in page for page in documents)


def test_folder_shows_itself_and_the_rows_of_a_query(tmp_path: Path) -> None:
    with graphkit.open(make_graph(tmp_path / "graph")) as graph:
        assert graph._repr_html_().startswith("<iframe")
        rows = graph.query("meetings", actor="Fas")
        page = graph.view(rows=rows, view="timeline")
        assert events_of(str(page)) == {row["event"] for row in rows} != set()
        counts = graph.sparql(
            "SELECT ?name (COUNT(?e) AS ?n) { ?e a gk:Meeting ; gk:participant/gk:name ?name } GROUP BY ?name"
        )
        assert "<!doctype html>" in str(graph.view(rows=counts))
        assert graph.plot("actors", path=tmp_path / "a.svg").axes
        assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("Rusya") == 1
