"""Loaders and the builder killed with SIGKILL: run again, they give the graph of an undisturbed run."""

from __future__ import annotations

from pathlib import Path

import pytest
from crashes import STORES, crash, make_records, target_of

from graphkit.folder import GraphFolder


@pytest.mark.parametrize("store", STORES)
def test_crashes_of_a_load_are_made_good_by_running_it_again(
    store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = make_records(tmp_path / "g", 300)
    with GraphFolder.open(folder) as opened:
        whole = opened.graph
    (tmp_path / "work").mkdir()
    server = request.getfixturevalue(f"{store}_server") if store in ("fuseki", "neo4j") else None
    with target_of(store, folder, tmp_path / "work", server) as target:
        found = crash(target, whole, 3, seed=5)
    assert found.equal == 3
    assert found.killed >= 1
