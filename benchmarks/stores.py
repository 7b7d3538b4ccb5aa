"""How fast a graph is loaded into each store: one run, one generated graph, all stores side by side.

    python benchmarks/stores.py [--events 20000] [--stores memory,disk,arcadedb,neo4j,fuseki,rdflib]

A row is a node or an edge. ``again`` is the same load a second time, which changes nothing; ``share`` is the speed of
the load against pyoxigraph's own bulk loader on the same quads (RDF stores). Neo4j is started as in the tests
(``tests/servers.py``). Prints a table and writes ``benchmarks/output/stores.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyoxigraph as ox
import rdflib

from graphkit.assemble import event_of
from graphkit.model import Argument, DocumentNode, Entity, Event, Evidence, Graph
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.nodes import to_nodes
from graphkit.stores.rdf import RdfStore, to_quads

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from servers import start_fuseki, start_neo4j

OUTPUT = Path(__file__).parent / "output"


def generated_graph(events: int, seed: int = 1) -> Graph:
    """A graph like that of news: a twentieth as many entities as events, few of them in most; a third told twice."""
    chance = random.Random(seed)
    states = [f"organization:kurum_{number}" for number in range(max(10, events // 20))]
    entities = {
        key: Entity(key, "Organization", f"Kurum {number}", (), (f"kurum {number}",)) for number, key in enumerate(states)
    }
    day = dt.date(2024, 1, 1)
    documents = {
        f"d{number}": DocumentNode(f"d{number}", f"Haber {number}", day + dt.timedelta(number % 700), outlet="Gündem")
        for number in range(max(1, events // 4))
    }
    names = {key: entity.name for key, entity in entities.items()}
    evidence: dict[str, Evidence] = {}
    found: dict[str, Event] = {}
    for number in range(events):
        actors = {states[int(len(states) * chance.random() ** 3)] for _ in range(3)}
        told = []
        for copy in range(1 + (number % 3 == 0)):
            quote = f"Kurumların temsilcileri {number}. kez bir araya geldi ve görüştü."
            item = Evidence(
                *(f"v{number}-{copy}", f"e{number}", f"d{chance.randrange(len(documents))}", "Meeting", quote, 0),
                *(len(quote), "görüştü", len(quote) - 8, len(quote) - 1, 1 + number % 40, "body"),
                arguments=tuple(sorted(Argument("participant", key) for key in actors)),
                time=(day + dt.timedelta(number % 700)).isoformat(),
                proposer="frame:meeting",
                score=0.9,
            )
            told.append(item)
        evidence |= {item.id: item for item in told}
        found[f"e{number}"] = event_of(f"e{number}", told, names)
    used = {argument.entity for event in found.values() for argument in event.arguments}
    return Graph(documents, {key: entities[key] for key in sorted(used)}, {}, found, evidence)


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Store]:
    """The store of that name, empty: ``neo4j``, ``fuseki``, ``arcadedb``, ``rdflib``, ``memory``, else one on disk."""
    if name == "neo4j":
        server = start_neo4j()
        try:
            with CypherStore.connect(server.uri, server.user, server.password) as store:
                yield store
        finally:
            server.stop()
    elif name == "fuseki":
        endpoint = start_fuseki()
        try:
            with RdfStore.connect(endpoint.address) as rdf:
                yield rdf
        finally:
            endpoint.stop()
    elif name == "rdflib":
        yield RdfStore.of(rdflib.Dataset())
    elif name == "arcadedb":
        with arcadedb.open_folder(folder / name, heap="1g") as store:
            yield store
    else:
        with RdfStore.open(None if name == "memory" else folder / name) as rdf:
            yield rdf


def bulk_seconds(graph: Graph, path: Path | None) -> float:
    """Seconds of pyoxigraph's own bulk loader on the same quads, ready made."""
    quads = list(to_quads(graph))
    store = ox.Store() if path is None else ox.Store(str(path))
    return timed(lambda: store.bulk_extend(quads))


def timed(step: Callable[[], object]) -> float:
    """Seconds that a step takes."""
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def main() -> None:
    """Load into every store and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--stores", default="memory,disk,arcadedb,neo4j")
    options = parser.parse_args()
    graph = generated_graph(options.events)
    nodes = list(to_nodes(graph))
    rows = len(nodes) + sum(len(node.edges) for node in nodes)
    print(f"{options.events:,} events: {len(nodes):,} nodes, {rows - len(nodes):,} edges, {psutil.cpu_count()} cores, "
          f"load {psutil.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{'store':<10}{'load s':>9}{'rows/s':>10}{'again s':>9}{'read s':>9}{'share':>8}")
    results = {}
    with tempfile.TemporaryDirectory() as name:
        for store_name in options.stores.split(","):
            folder = Path(name)
            with opened(store_name, folder) as store:
                figures = {"load": timed(lambda store=store: store.write(graph))}  # type: ignore[misc]
                figures["again"] = timed(lambda store=store: store.write(graph))  # type: ignore[misc]
                figures["read"] = timed(lambda store=store: store.read())  # type: ignore[misc]
            if store_name in {"memory", "disk"}:
                bulk = bulk_seconds(graph, folder / "bulk" if store_name == "disk" else None)
                figures["share"] = bulk / figures["load"]
            results[store_name] = {**figures, "rows_per_second": rows / figures["load"]}
            share = f"{figures['share']:>8.2f}" if "share" in figures else f"{'-':>8}"
            print(f"{store_name:<10}{figures['load']:>9.1f}{rows / figures['load']:>10,.0f}{figures['again']:>9.1f}"
                  f"{figures['read']:>9.1f}{share}", flush=True)  # fmt: skip
    OUTPUT.mkdir(exist_ok=True)
    summary = {"events": options.events, "rows": rows, "stores": results}
    (OUTPUT / "stores.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
