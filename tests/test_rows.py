"""Rows: a table in the forms that people and scripts read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import networkx as nx
import pytest

from graphkit.rows import Rows

ROWS = Rows(
    ("actor", "begin", "sources", "score"),
    (
        ("Rusya", dt.date(2024, 12, 1), ("KCNA", "Işık Ajansı"), 0.5),
        ('<b>"ABD"</b> | \\ ;\nşimdi', None, (), True),
    ),
)


def test_rows_iterate_index_and_slice() -> None:
    assert len(ROWS) == 2 and bool(ROWS) and not Rows(("a",))
    assert next(row["actor"] for row in ROWS) == "Rusya"
    assert ROWS[-1]["begin"] is None
    assert ROWS[:1] == Rows(ROWS.columns, ROWS.records[:1])
    assert ROWS.to_dicts() == list(ROWS)
    with pytest.raises(IndexError):
        ROWS[2]


def test_rows_column_by_name() -> None:
    assert ROWS.column("score") == (0.5, True)
    with pytest.raises(KeyError, match="no column 'x'; columns: actor, begin"):
        ROWS.column("x")


def test_rows_pandas_keeps_values() -> None:
    frame = ROWS.to_pandas()
    assert list(frame.columns) == list(ROWS.columns)
    assert frame.loc[0, "begin"] == dt.date(2024, 12, 1)
    assert list(Rows(("a", "b")).to_pandas().columns) == ["a", "b"]


def test_rows_csv_reads_back() -> None:
    table = list(csv.reader(io.StringIO(ROWS.to_csv())))
    assert table[0] == list(ROWS.columns)
    assert table[1] == ["Rusya", "2024-12-01", "KCNA; Işık Ajansı", "0.5"]
    assert table[2][0] == ROWS[1]["actor"] and table[2][1:] == ["", "", "true"]


def test_rows_json_reads_back() -> None:
    assert json.loads(ROWS.to_json()) == [json.loads(line) for line in ROWS.to_jsonl().split("\n") if line]
    assert json.loads(ROWS.to_json())[0]["sources"] == ["KCNA", "Işık Ajansı"]
    assert "Işık" in ROWS.to_json() and Rows(("a",)).to_json() == "[]"


def test_rows_markdown_has_one_line_a_row() -> None:
    lines = ROWS.to_markdown().split("\n")
    assert len(lines) == 4 and r"\|" in lines[3]


def test_rows_html_is_escaped() -> None:
    page = ROWS._repr_html_()
    assert "<b>" not in page and "&lt;b&gt;&quot;ABD&quot;" in page
    assert Rows(("<x>",)).to_html().count("<x>") == 0


def test_rows_parquet_keeps_types(tmp_path: Path) -> None:
    from pyarrow import parquet

    rows = Rows(("actor", "begin", "places", "nothing"), (("Rusya", dt.date(2024, 12, 1), ("Oslo",), None), ("ABD", None, (), None)))
    rows.to_parquet(tmp_path / "rows.parquet")
    read = parquet.read_table(tmp_path / "rows.parquet").to_pylist()
    assert read[0] == {"actor": "Rusya", "begin": dt.date(2024, 12, 1), "places": ["Oslo"], "nothing": None}
    assert read[1] == {"actor": "ABD", "begin": None, "places": [], "nothing": None}


def test_rows_networkx_can_be_written(tmp_path: Path) -> None:
    rows = Rows(("who", "with", "on", "sure", "where", "in"), (("Fas", "Rusya", dt.date(2026, 3, 1), 0.5, None, ("A", "B")),))
    for graph in (rows.to_networkx("who", "with"), rows.to_networkx()):
        nx.write_graphml(graph, tmp_path / "rows.graphml")
        nx.write_gexf(graph, tmp_path / "rows.gexf")
        assert "2026-03-01" in (tmp_path / "rows.graphml").read_text(encoding="utf-8")
    assert list(rows.to_networkx("who", "with").edges(data=True)) == [
        ("Fas", "Rusya", {"on": "2026-03-01", "sure": 0.5, "in": "A; B"})
    ]


def test_rows_networkx_joins_columns() -> None:
    rows = Rows(("event", "who", "where"), (("e1", ("Fas", "Rusya"), None), ("e2", ("Fas",), "Oslo")))
    graph = rows.to_networkx()
    assert sorted(graph.edges(data="role")) == [("e1", "Fas", "who"), ("e1", "Rusya", "who"), ("e2", "Fas", "who")]
    assert graph.nodes["e2"] == {"where": "Oslo"}
    assert sorted(rows.to_networkx("where", "who").edges(data="event")) == [("Oslo", "Fas", "e2")]
    with pytest.raises(KeyError, match="no column 'whom'"):
        rows.to_networkx("whom", "who")


def test_two_answers_of_one_query_have_one_parquet_schema(tmp_path: Path) -> None:
    from pyarrow import parquet

    columns, types = ("actors", "begin", "events"), ("list", "date", "count")
    full = Rows(columns, ((("Fas",), dt.date(2025, 1, 1), 3),), types)
    schemas = []
    for number, rows in enumerate((full, Rows(columns, (((), None, 2),), types), Rows(columns, (), types))):
        rows.to_parquet(tmp_path / f"{number}.parquet")
        schemas.append(parquet.read_schema(tmp_path / f"{number}.parquet"))
    assert schemas[0] == schemas[1] == schemas[2]


def test_a_column_of_other_values_than_its_type_says_is_written_as_it_is(tmp_path: Path) -> None:
    from pyarrow import parquet

    noon = dt.datetime(2025, 1, 1, 12, 30)
    for kind, value in (("count", "üç"), ("count", 2.5), ("count", True), ("date", noon), ("date", 5), ("list", "abc"), ("text", b"x"), ("text", 3),
                        ("number", 2**60 + 1)):  # fmt: skip
        Rows(("column",), ((value,),), (kind,)).to_parquet(tmp_path / "rows.parquet")
        assert parquet.read_table(tmp_path / "rows.parquet").to_pylist() == [{"column": value}], (kind, value)
