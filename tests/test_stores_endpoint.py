"""`graphkit.stores.endpoint`: writers of one dataset take turns."""

from __future__ import annotations

import threading

from servers import Fuseki
from test_stores import event_of, only
from test_stores_cypher import hub_graph

from graphkit.model import Graph
from graphkit.stores.rdf import RdfStore


def write_together(graphs: list[Graph], address: str) -> list[Exception]:
    """Errors of writers that start at one moment, each with a connection of its own, a document at a time."""
    errors: list[Exception] = []
    start = threading.Barrier(len(graphs))

    def load(graph: Graph) -> None:
        try:
            with RdfStore.connect(address, event_of=event_of) as store:
                start.wait()
                for name in sorted(graph.documents):
                    store.write(only(graph, {name}))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=load, args=(graph,)) for graph in graphs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_endpoint_two_writers_of_the_same_documents_change_nothing_twice(fuseki_server: Fuseki) -> None:
    graph = hub_graph(range(8))
    with RdfStore.connect(fuseki_server.address, event_of=event_of) as store:
        store.clear()
        assert write_together([graph, graph], fuseki_server.address) == []
        assert store.read() == graph
        assert not store.write(graph).changed
        store.clear()


def test_endpoint_four_writers_on_the_same_hubs_lose_nothing(fuseki_server: Fuseki) -> None:
    whole = hub_graph(range(16))
    pieces = [only(whole, {f"d{number}" for number in range(start, 16, 4)}) for start in range(4)]
    with RdfStore.connect(fuseki_server.address, event_of=event_of) as store:
        store.clear()
        assert write_together(pieces, fuseki_server.address) == []
        assert store.read() == whole
        store.clear()
