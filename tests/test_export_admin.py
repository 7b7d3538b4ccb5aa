"""`graphkit.export.admin`: imported by the real neo4j-admin and compared with a load over Bolt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import neo4j
import pytest
from servers import Neo4j, start_neo4j
from test_stores import event_of, whole_graph

from graphkit.errors import GraphkitError
from graphkit.export import export
from graphkit.model import DocumentNode, Entity, Graph
from graphkit.stores.cypher import CypherStore


@pytest.fixture
def server() -> Iterator[Neo4j]:
    """A server of its own: an import needs it down."""
    started = start_neo4j()
    yield started
    started.stop()


def contents(server: Neo4j) -> tuple[list[object], list[object]]:
    """All nodes with labels and properties, all relationships, as the server has them."""
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        nodes = driver.execute_query("MATCH (n) RETURN labels(n) AS l, properties(n) AS p").records
        edges = driver.execute_query("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p").records
    return (sorted(repr((sorted(row["l"]), sorted(row["p"].items()))) for row in nodes),
            sorted(repr(tuple(row.values())) for row in edges))  # fmt: skip


def test_export_admin_gives_the_database_of_a_load_over_bolt(server: Neo4j, tmp_path: Path) -> None:
    graph = whole_graph()
    odd = 'a"b\\, c\n\r\nİ \ud800 \u2028 \'\'\t;|' + "u" * 10_000
    graph = replace(graph, documents={**graph.documents, "dx": DocumentNode("dx", odd, outlet="", url=" ")},
                    entities={**graph.entities, "y": Entity("y", "State", odd, (odd + "1", ";"), (odd + "2",))})  # fmt: skip
    with CypherStore.connect(server.uri, server.user, server.password, event_of=event_of) as store:
        store.write(graph)
        graph = store.read()
    loaded = contents(server)
    folder = export(graph, tmp_path / "import", "neo4j-admin")
    server.halt()
    server.import_tables(folder)
    server.start_again()
    assert contents(server) == loaded
    with CypherStore.connect(server.uri, server.user, server.password, event_of=event_of) as store:
        assert store.read() == graph
        assert not store.write(graph).changed


def test_export_admin_refuses_what_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match=r"U\+001F"):
        export(Graph(entities={"a": Entity("a", "State", "a", ("b\x1fc",))}), tmp_path / "x", "neo4j-admin")
