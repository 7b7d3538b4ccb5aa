"""A server that is killed in the middle of a load: waited for while it may come back, else a clear error; loading again
completes the graph.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from generated import generated_graph
from servers import Fuseki, Neo4j, start_fuseki

from graphkit.errors import StoreError
from graphkit.model import Graph
from graphkit.stores import Progress, Store
from graphkit.stores.cypher import CypherStore
from graphkit.stores.rdf import RdfStore


@pytest.fixture(scope="module")
def graph() -> Graph:
    """More than fits into the first batch of any store."""
    return generated_graph(1200)


@pytest.fixture
def fuseki(tmp_path: Path) -> Iterator[Fuseki]:
    """A Fuseki on disk."""
    (tmp_path / "data").mkdir()
    server = start_fuseki(tmp_path / "data")
    yield server
    server.stop()


def after_first_batch(step: Callable[[], None], calls: list[int]) -> Progress:
    def tell(done: int, total: int) -> None:
        assert done < total or calls
        calls.append(done)
        if len(calls) == 1:
            step()

    return tell


def check(server: Neo4j | Fuseki, open_with: Callable[[float], Store], graph: Graph, where: str) -> None:
    store, calls = open_with(1.0), list[int]()
    with pytest.raises(StoreError, match=f"^no server answers at {where}"):
        store.write(graph, progress=after_first_batch(server.kill, calls))
    store.close()
    assert len(calls) == 1
    server.start_again()
    store = open_with(120.0)
    part = store.read()
    assert len(part.documents) + len(part.entities) > 0 and part != graph

    def kill_and_start() -> None:
        server.kill()
        back.start()

    back = threading.Thread(target=server.start_again)
    calls.clear()
    store.write(graph, progress=after_first_batch(kill_and_start, calls))
    back.join()
    assert len(calls) > 1
    assert store.read() == graph
    assert not store.write(graph).changed
    store.clear()
    store.close()


def test_stops_of_neo4j_are_waited_for_and_loading_again_completes(neo4j_server: Neo4j, graph: Graph) -> None:
    def open_with(patience: float) -> Store:
        return CypherStore.connect(neo4j_server.uri, neo4j_server.user, neo4j_server.password, patience=patience)

    first = open_with(30.0)
    first.clear()
    first.close()
    check(neo4j_server, open_with, graph, neo4j_server.uri)


def test_stops_of_an_endpoint_are_waited_for_and_loading_again_completes(fuseki: Fuseki, graph: Graph) -> None:
    def open_with(patience: float) -> Store:
        return RdfStore.connect(fuseki.address, patience=patience)

    check(fuseki, open_with, graph, fuseki.address)
