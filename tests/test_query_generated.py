"""Named queries on a generated graph: every store gives the same rows, in order, with the same types.

The graph has 2,000 events, or as many as ``GRAPHKIT_EVENTS`` says: ``make parity`` asks all four of 100,000.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from generated import QUESTIONS, generated_graph
from servers import Neo4j, load_tdb, start_fuseki

from graphkit.export import export
from graphkit.model import Graph
from graphkit.query import list_queries, run_query
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.rdf import RdfStore

EVENTS = int(os.environ.get("GRAPHKIT_EVENTS", "2000"))
LARGE = EVENTS > 5000  # then the stores get more memory, and Fuseki keeps its data on disk
KINDS = ("arcadedb", "neo4j", "fuseki")
graph = cache(generated_graph)
CASES = (*QUESTIONS, ("evidence", {"event": min(graph(EVENTS).events)}))


@pytest.fixture(scope="module")
def rdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RdfStore]:
    with RdfStore.open(tmp_path_factory.mktemp("rdf") if LARGE else None) as store:
        store.write(graph(EVENTS))
        yield store


@contextmanager
def fuseki(told: Graph, folder: Path) -> Iterator[RdfStore]:
    """A Fuseki that holds the graph: in memory written by us, a large one on disk loaded from our file."""
    if LARGE:
        load_tdb(folder / "tdb", export(told, folder / "g.nq", "nq"))
    server = start_fuseki(folder / "tdb", heap="3g") if LARGE else start_fuseki()
    try:
        with RdfStore.connect(server.address) as store:
            if not LARGE:
                store.write(told)
            yield store
    finally:
        server.stop()


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4j) -> Iterator[dict[str, Store]]:
    with ExitStack() as opened:
        bolt = CypherStore.connect(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
        embedded = arcadedb.open_folder(tmp_path_factory.mktemp("arcadedb"), heap="2g" if LARGE else "512m")
        found: dict[str, Store] = {"arcadedb": opened.enter_context(embedded), "neo4j": opened.enter_context(bolt)}
        bolt.clear()
        opened.callback(bolt.clear)
        for store in found.values():
            store.write(graph(EVENTS))
        found["fuseki"] = opened.enter_context(fuseki(graph(EVENTS), tmp_path_factory.mktemp("fuseki")))
        graph.cache_clear()
        yield found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{'-'.join(map(str, case[1].values()))}")
def test_query_generated_all_stores_agree(rdf: RdfStore, stores: dict[str, Store], case: tuple[str, dict[str, object]]) -> None:
    expected = run_query(rdf, *case)
    for kind in KINDS:
        found = run_query(stores[kind], *case)
        assert found.to_dicts() == expected.to_dicts(), kind
        assert repr(found.records) == repr(expected.records), f"{kind}: other types"


def test_query_generated_asks_every_query_and_finds_something(rdf: RdfStore) -> None:
    assert {name for name, _ in CASES} == {query.name for query in list_queries()}
    rows = [(name, len(run_query(rdf, name, parameters))) for name, parameters in CASES]
    assert {name for name, count in rows if count} == {name for name, _ in rows}, rows
