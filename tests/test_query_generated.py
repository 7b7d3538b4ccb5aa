"""Named queries on a generated graph: every store gives the same rows, in order, with the same types.

The graph has 2,000 events, or as many as ``GRAPHKIT_EVENTS`` says: ``make parity`` asks all four of 100,000.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import pytest
from generated import QUESTIONS, generated_graph
from parity import Case, check_agree, loaded_stores
from servers import Neo4j

from graphkit.query import list_queries, run_query
from graphkit.stores import Store
from graphkit.stores.rdf import RdfStore

EVENTS = int(os.environ.get("GRAPHKIT_EVENTS", "2000"))
LARGE = EVENTS > 5000  # then the stores get more memory, and Fuseki keeps its data on disk
graph = cache(generated_graph)
CASES: tuple[Case, ...] = (*QUESTIONS, ("evidence", {"event": min(graph(EVENTS).events)}))


@pytest.fixture(scope="module")
def rdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RdfStore]:
    with RdfStore.open(tmp_path_factory.mktemp("rdf") if LARGE else None) as store:
        store.write(graph(EVENTS))
        yield store


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4j) -> Iterator[dict[str, Store]]:
    with loaded_stores(graph(EVENTS), tmp_path_factory.mktemp("stores"), neo4j_server, large=LARGE) as found:
        graph.cache_clear()
        yield found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{'-'.join(map(str, case[1].values()))}")
def test_query_generated_all_stores_agree(rdf: RdfStore, stores: dict[str, Store], case: Case) -> None:
    check_agree(rdf, stores, case)


def test_query_generated_asks_every_query_and_finds_something(rdf: RdfStore) -> None:
    assert {name for name, _ in CASES} == {query.name for query in list_queries()}
    rows = [(name, len(run_query(rdf, name, parameters))) for name, parameters in CASES]
    assert {name for name, count in rows if count} == {name for name, _ in rows}, rows
