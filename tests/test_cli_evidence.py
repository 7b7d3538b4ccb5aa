"""``--evidence``: the sentences behind the rows of every query, from both engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from cli_graph import make_graph
from graphs import small_graph
from test_query import ASKED

from graphkit.cli import main
from graphkit.cli.evidence import Item, evidence_of, print_answer
from graphkit.errors import QueryError
from graphkit.query import load_query, run_query
from graphkit.rows import Rows
from graphkit.stores import Store, arcadedb
from graphkit.stores.rdf import RdfStore

OF_NO_EVENT = {"communities"}


@pytest.fixture(scope="module")
def stores(arcadedb_server: arcadedb.Server) -> Iterator[tuple[Store, Store]]:
    rdf, arcade = RdfStore.open(None), arcadedb_server.connect()
    arcade.clear()
    for store in (rdf, arcade):
        store.write(small_graph())
    yield rdf, arcade
    arcade.clear()
    arcade.close()


def test_evidence_is_shown_for_every_query_and_engine(stores: tuple[Store, Store]) -> None:
    shown: set[str] = set()
    for name, values in ((name, values) for name, values in ASKED if name not in OF_NO_EVENT):
        told = []
        for store in stores:
            rows = run_query(store, name, values)
            found = evidence_of(store, load_query(name), values, rows)
            assert len(found) == len(rows), name
            if any(found):
                shown.add(name)
            told.append([sorted((str(item["document"]), str(item["quote"])) for item in items) for items in found])
        assert told[0] == told[1], name
    assert shown | OF_NO_EVENT == {name for name, _ in ASKED}


def test_evidence_of_counted_events_is_of_as_many(stores: tuple[Store, Store]) -> None:
    for store in stores:
        for name, values in (("contacts", {"actor": "Rusya"}), ("pairs", {"at_least": 1})):
            rows = run_query(store, name, values)
            for row, items in zip(rows, evidence_of(store, load_query(name), values, rows), strict=True):
                events = [run_query(store, "evidence", {"event": event}) for event in _events(items)]
                assert row["events"] == len(events), (name, row)


def _events(items: Iterable[Item]) -> set[str]:
    graph = small_graph()
    return {graph.evidence[str(item["evidence"])].event for item in items}


def test_evidence_of_a_post_says_title_and_holder_or_only_the_document(stores: tuple[Store, Store]) -> None:
    rows = run_query(stores[0], "posts", {"person": "Putin"})
    (items,) = evidence_of(stores[0], load_query("posts"), {"person": "Putin"}, rows)
    assert tuple(sorted({str(item["document"]) for item in items})) == rows[0]["documents"]
    assert all(item["quote"] is None or "Putin" in str(item["quote"]) for item in items)


def test_evidence_that_there_is_none_of_is_refused(stores: tuple[Store, Store]) -> None:
    rows = run_query(stores[0], "communities", {"at_least": 1})
    with pytest.raises(QueryError, match="a row of 'communities' is of no event; ask 'between' or 'timeline'"):
        evidence_of(stores[0], load_query("communities"), {"at_least": 1}, rows)


def test_evidence_lines_are_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = str(make_graph(tmp_path / "g"))
    assert main(["query", graph, "contacts", "--actor", "Rusya", "--evidence"]) == 0
    assert capsys.readouterr().out.count("“Fas ve Rusya görüştü.”") == 2  # two documents of the same title
    item = {"quote": "Fas ve Rusya görüştü.", "document": "d1", "line": 1, "published": None}
    print_answer(Rows(("event",), (("e1",),)), "table", [[item | {"evidence": "v1"}, item | {"evidence": "v2"}]])
    assert capsys.readouterr().out.count("“Fas ve Rusya görüştü.” — d1, undated, line 1") == 1
