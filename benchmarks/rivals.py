"""What other programs make of the same nodes and edges; ``benchmarks/stores.py`` calls it, in an environment of their own.

    python benchmarks/rivals.py graphrag|rdflib-neo4j|arcadedb WHERE ROWS.json

``graphrag`` is the writer of neo4j-graphrag, ``rdflib-neo4j`` the store of that name: WHERE is the address of a Neo4j,
its login in ``NEO4J_USERNAME`` and ``NEO4J_PASSWORD``. ``arcadedb`` is ArcadeDB's own batch loader inside the process:
WHERE is a folder. What each takes is made before its time is measured. Prints the seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

Rows = dict[str, list[Any]]
GK, GKD = "https://w3id.org/graphkit/ontology#", "https://w3id.org/graphkit/id/"


def graphrag(where: str, rows: Rows) -> float:
    """Seconds of the KG writer of neo4j-graphrag with its own batch size."""
    import neo4j
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    nodes = [
        Neo4jNode(id=key, label=second or kind, properties={**values, "id": key})
        for kind, second, key, values in rows["nodes"]
    ]
    edges = [Neo4jRelationship(start_node_id=start, type=name, end_node_id=end) for _, start, name, _, end in rows["edges"]]
    graph = Neo4jGraph(nodes=nodes, relationships=edges)
    with neo4j.GraphDatabase.driver(where, auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])) as driver:
        started = time.perf_counter()
        done = asyncio.run(Neo4jWriter(driver=driver).run(graph))
        seconds = time.perf_counter() - started
        if done.status != "SUCCESS":
            raise SystemExit(f"neo4j-graphrag failed: {done.metadata}")
        check(driver, rows, "__KGBuilder__")
    return seconds


def rdflib_neo4j(where: str, rows: Rows) -> float:
    """Seconds of rdflib-neo4j for ready triples, in its own batches; those of a subject stand together, as it needs."""
    import neo4j
    from rdflib import RDF, Graph, Literal, URIRef
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    triples = defaultdict(list)
    for kind, second, key, values in rows["nodes"]:
        node = URIRef(GKD + key)
        triples[key] += [(node, RDF.type, URIRef(GK + name)) for name in (kind, second) if name]
        for name, value in {**values, "id": key}.items():
            many = value if isinstance(value, list) else [value]
            triples[key] += [(node, URIRef(GK + name), Literal(one)) for one in many]
    for _, start, name, _, end in rows["edges"]:
        triples[start].append((URIRef(GKD + start), URIRef(GK + name), URIRef(GKD + end)))
    driver = neo4j.GraphDatabase.driver(where, auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]))
    settings = Neo4jStoreConfig(batching=True, handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE)
    with driver, contextlib.redirect_stdout(sys.stderr):
        started = time.perf_counter()
        graph = Graph(store=Neo4jStore(config=settings, neo4j_driver=driver))
        for several in triples.values():
            for triple in several:
                graph.add(triple)
        graph.close(True)
        seconds = time.perf_counter() - started
        check(driver, rows, "Resource")
    return seconds


def check(driver: Any, rows: Rows, label: str) -> None:
    """All nodes and all edges must be there, or the time says nothing."""
    nodes = driver.execute_query(f"MATCH (n:{label}) RETURN count(n)").records[0][0]
    edges = driver.execute_query(f"MATCH (:{label})-[r]->() RETURN count(r)").records[0][0]
    if (nodes, edges) != (len(rows["nodes"]), len(rows["edges"])):
        raise SystemExit(f"{nodes} nodes and {edges} edges of {len(rows['nodes'])} and {len(rows['edges'])}")


def arcadedb(where: str, rows: Rows) -> float:
    """Seconds of ArcadeDB's batch loader, without Bolt and without a look at what is there; ids are indexed."""
    from arcadedb_embedded import create_database

    nodes, edges = defaultdict(list), defaultdict(list)
    for kind, _, key, values in rows["nodes"]:
        nodes[kind].append({**{name: value for name, value in values.items() if not isinstance(value, list)}, "id": key})
    for kind, start, name, target, end in rows["edges"]:
        edges[name].append(((kind, start), (target, end)))
    with create_database(where, jvm_kwargs={"heap_size": "1g"}) as database:
        started = time.perf_counter()
        for kind in nodes:
            database.schema.create_vertex_type(kind)
            database.schema.create_property(kind, "id", "STRING")
            database.schema.create_index(kind, ["id"], unique=True)
        for name in edges:
            database.schema.create_edge_type(name)
        with database.graph_batch() as batch:
            places = {}
            for kind, several in nodes.items():
                made = batch.create_vertices(kind, several)
                places.update(zip(((kind, one["id"]) for one in several), made, strict=True))
            for name, pairs in edges.items():
                batch.new_edges([places[start] for start, _ in pairs], name, [places[end] for _, end in pairs])
        return time.perf_counter() - started


def main() -> None:
    """Read the rows, run one, print its seconds."""
    name, where, path = sys.argv[1:]
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    print({"graphrag": graphrag, "rdflib-neo4j": rdflib_neo4j, "arcadedb": arcadedb}[name](where, rows))


if __name__ == "__main__":
    main()
