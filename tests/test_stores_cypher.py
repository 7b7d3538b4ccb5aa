"""`graphkit.stores.cypher` on a real Neo4j: logins, several writers at once, nodes of others, labels."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import neo4j
import pytest
from servers import Neo4j
from test_stores import event_of, one_event, only, whole_graph, with_events, write_together

from graphkit.errors import QueryError, StoreError
from graphkit.model import Argument, DocumentNode, Entity, Evidence, Graph
from graphkit.stores import open_store
from graphkit.stores.cypher import CypherStore
from graphkit.stores.nodes import KINDS


@pytest.fixture
def server(neo4j_server: Neo4j) -> Neo4j:
    """The server, empty and without constraints."""
    with driver_of(neo4j_server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        for record in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
            driver.execute_query(f"DROP CONSTRAINT {record['name']}")
    return neo4j_server


def driver_of(server: Neo4j) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password))


def connect(server: Neo4j) -> CypherStore:
    return CypherStore.connect(server.uri, server.user, server.password, event_of=event_of)


def hub_graph(documents: range) -> Graph:
    """Documents that all tell events of the same two states; half of the events are told by every document."""
    states = {key: Entity(key, "State", name, (name + " devleti",), (name.lower(),)) for key, name in
              (("Q159", "Rusya"), ("Q30", "Abd"))}  # fmt: skip
    evidence = {}
    for number in documents:
        for event in (f"shared{number % 5}", f"own{number}"):
            told = ("Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1)
            item = Evidence(
                *(f"v{number}{event}", event, f"d{number}", *told, "body"),
                arguments=(Argument("participant", "Q159"), Argument("participant", "Q30")),
                time="2026-03",
            )
            evidence[item.id] = item
    nodes = {f"d{number}": DocumentNode(f"d{number}", "Haber", dt.date(2026, 3, 1)) for number in documents}
    return with_events(Graph(nodes, states, {}, {}, evidence))


def test_cypher_wrong_password_is_one_line_without_the_password(server: Neo4j) -> None:
    with pytest.raises(StoreError) as caught:
        CypherStore.connect(server.uri, "neo4j", "yanlış-parola-123")
    assert str(caught.value) == f"login refused for user neo4j at {server.uri}"
    with pytest.raises(StoreError, match="no server answers at bolt://127.0.0.1:1$"):
        CypherStore.connect("bolt://127.0.0.1:1", "neo4j", "x")
    with pytest.raises(StoreError, match="yok"):
        CypherStore.connect(server.uri, server.user, server.password, "yok")
    with pytest.raises(StoreError):
        CypherStore.connect("postgres://127.0.0.1:1", "neo4j", "x")


def test_cypher_open_store_takes_the_login_from_the_environment(server: Neo4j, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    with pytest.raises(StoreError, match="set NEO4J_PASSWORD"):
        open_store(server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    store = open_store(server.uri)
    assert store.language == "cypher"
    store.close()


def test_cypher_two_writers_of_the_same_documents_make_no_doubles(server: Neo4j) -> None:
    graph = hub_graph(range(50))
    errors = write_together([graph, graph], lambda: connect(server))
    assert errors == []
    with connect(server) as store:
        assert store.read() == graph
        rows = store.query("MATCH (e:Event)-[r]->(m) WITH e, type(r) AS t, m, count(*) AS c WHERE c > 1 RETURN c")
        assert len(rows) == 0


def test_cypher_four_writers_on_the_same_hubs_lose_nothing(server: Neo4j) -> None:
    whole = hub_graph(range(40))
    pieces = [only(whole, {f"d{number}" for number in range(start, 40, 4)}) for start in range(4)]
    errors = write_together(pieces, lambda: connect(server))
    assert errors == []
    with connect(server) as store:
        assert store.read() == whole


def test_cypher_doubles_that_are_there_already_are_named(server: Neo4j) -> None:
    with driver_of(server) as driver:
        driver.execute_query("CREATE (:Entity {id: 'Q159'}), (:Entity {id: 'Q159'}), (:Entity {id: 'Q30'})")
    with connect(server) as store:
        with pytest.raises(StoreError, match="several Entity nodes have one id, remove them first: Q159$"):
            store.write(one_event())
        assert len(store.query("MATCH (n:Document) RETURN n.id")) == 0
        store.clear()


def test_cypher_leaves_alone_what_is_not_ours(server: Neo4j) -> None:
    graph = whole_graph()
    with connect(server) as store, driver_of(server) as driver:
        store.write(graph)
        driver.execute_query("MATCH (n:Entity {id: 'Q159'}) SET n.note = 'benim', n:Favori CREATE (n)-[:OWNED_BY]->(:Team)")
        assert store.read() == graph
        assert not store.write(graph).changed
        renamed = {**graph.entities, "Q159": replace(graph.entities["Q159"], name="Rusya F.")}
        store.write(replace(graph, entities=renamed))
        rows = store.query("MATCH (n:Entity:Favori:State)-[:OWNED_BY]->(:Team) RETURN n.note, n.name")
        assert rows.records == (("benim", "Rusya F."),)
        store.clear()
        assert store.query("MATCH (n) RETURN labels(n)").records == ((("Team",),),)


def test_cypher_nodes_bear_their_labels_and_ids_are_unique(server: Neo4j) -> None:
    graph = whole_graph()
    with connect(server) as store:
        store.write(graph)
        rows = store.query("MATCH (n:Event) RETURN n.id, labels(n), n.type").records
        assert {row[0]: set(row[1]) for row in rows} == {key: {"Event", e.type} for key, e in graph.events.items()}
        assert all(row[2] in row[1] for row in rows)
        rows = store.query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes[0], properties[0]").records
        assert set(rows) == {(kind, "id") for kind in KINDS}


def test_cypher_missing_label_of_a_stopped_load_is_set_again(server: Neo4j) -> None:
    graph = whole_graph()
    with connect(server) as store, driver_of(server) as driver:
        store.write(graph)
        driver.execute_query("MATCH (n:Meeting) REMOVE n:Meeting")
        driver.execute_query("MATCH (n:Entity {id: 'Q30'}) DETACH DELETE n")
        driver.execute_query("MATCH (n:Document) WITH n ORDER BY n.id LIMIT 1 DETACH DELETE n")
        driver.execute_query("MATCH (n:Event) WITH n ORDER BY n.id LIMIT 1 DETACH DELETE n")
        store.write(graph)
        assert store.read() == graph
        doubles = "MATCH (a)-[r]->(b) WITH a, b, type(r) AS name, count(*) AS c WHERE c > 1 RETURN a.id, name, b.id"
        assert store.query(doubles).records == ()
        assert len(store.query("MATCH (n:Meeting) RETURN n")) == sum(e.type == "Meeting" for e in graph.events.values())


def test_cypher_values_are_plain_python(server: Neo4j) -> None:
    with connect(server) as store:
        text = "RETURN date('2024-12-05'), datetime('2024-12-05T10:00:00Z'), duration('P1DT2H'), [1, [2]], {a: null}, 0.5"
        (row,) = store.query(text).records
        moment = dt.datetime(2024, 12, 5, 10, tzinfo=dt.UTC)
        assert (row[0], row[1], *row[2:]) == (dt.date(2024, 12, 5), moment, "P1DT2H", (1, (2,)), {"a": None}, 0.5)
        store.write(one_event())
        path = store.query("MATCH p = (:Event)-[:PARTICIPANT]->(:Entity) RETURN p").records[0][0]
        assert isinstance(path, tuple) and path[1] == {"type": "PARTICIPANT", "start": "e1", "end": "Q1"}
        assert path[2]["labels"] == ("Entity", "State") and path[2]["name"] == "Rusya"
        with pytest.raises(QueryError):
            store.query("RETURN apoc.version()")
