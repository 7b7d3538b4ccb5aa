"""`graphkit.stores.endpoint`: writers of one dataset take turns."""

from __future__ import annotations

from servers import Fuseki
from test_stores import event_of, only, write_together
from test_stores_cypher import hub_graph

from graphkit.stores.rdf import RdfStore


def connect(server: Fuseki) -> RdfStore:
    return RdfStore.connect(server.address, event_of=event_of)


def test_endpoint_two_writers_of_the_same_documents_change_nothing_twice(fuseki_server: Fuseki) -> None:
    graph = hub_graph(range(8))
    with connect(fuseki_server) as store:
        store.clear()
        assert write_together([graph, graph], lambda: connect(fuseki_server)) == []
        assert store.read() == graph
        assert not store.write(graph).changed
        store.clear()


def test_endpoint_four_writers_on_the_same_hubs_lose_nothing(fuseki_server: Fuseki) -> None:
    whole = hub_graph(range(16))
    pieces = [only(whole, {f"d{number}" for number in range(start, 16, 4)}) for start in range(4)]
    with connect(fuseki_server) as store:
        store.clear()
        assert write_together(pieces, lambda: connect(fuseki_server)) == []
        assert store.read() == whole
        store.clear()
