"""Named queries on a generated graph of 2,000 events: every store gives the same rows, in order, with the same types.

``benchmarks/queries.py --events 100000`` compares the same on a larger one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from generated import QUESTIONS, generated_graph
from servers import Fuseki, Neo4j

from graphkit.model import Graph
from graphkit.query import list_queries, run_query
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.rdf import RdfStore

KINDS = ("arcadedb", "neo4j", "fuseki")
CASES = (*QUESTIONS, ("evidence", {"event": min(generated_graph(2000).events)}))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return generated_graph(2000)


@pytest.fixture(scope="module")
def rdf(graph: Graph) -> RdfStore:
    store = RdfStore.open(None)
    store.write(graph)
    return store


@pytest.fixture(scope="module")
def stores(graph: Graph, arcadedb_server: arcadedb.Server, neo4j_server: Neo4j, fuseki_server: Fuseki) -> Iterator[dict[str, Store]]:
    found: dict[str, Store] = {
        "arcadedb": arcadedb_server.connect(),
        "neo4j": CypherStore.connect(neo4j_server.uri, neo4j_server.user, neo4j_server.password),
        "fuseki": RdfStore.connect(fuseki_server.address),
    }
    for store in found.values():
        store.clear()
        store.write(graph)
    yield found
    for store in found.values():
        store.clear()
        store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{'-'.join(map(str, case[1].values()))}")
def test_query_generated_all_stores_agree(rdf: RdfStore, stores: dict[str, Store], case: tuple[str, dict[str, object]]) -> None:
    expected = run_query(rdf, *case)
    for kind in KINDS:
        assert run_query(stores[kind], *case).to_dicts() == expected.to_dicts(), kind


def test_query_generated_asks_every_query_and_finds_something(rdf: RdfStore) -> None:
    assert {name for name, _ in CASES} == {query.name for query in list_queries()}
    rows = [(name, len(run_query(rdf, name, parameters))) for name, parameters in CASES]
    assert {name for name, count in rows if count} == {name for name, _ in rows}, rows
