"""How fast a graph is loaded into each store: one run, one generated graph, all stores and rivals side by side.

    python benchmarks/stores.py [--events 20000] [--stores memory,disk,arcadedb,neo4j,fuseki,rdflib] [--only-load]

The table in ``docs/stores.md``: ``--events 38000 --only-load`` with all stores, ``graphrag`` and ``rdflib-neo4j``.

A row is a node or an edge. ``own`` are the seconds of the engine's own fastest route on the same graph, ready made:
pyoxigraph's bulk loader of a file of N-Quads, ``neo4j-admin database import``, one POST of N-Quads to Fuseki, ArcadeDB's
batch loader inside the process; ``share`` is our speed against it. ``again`` is the same load a second time, which
changes nothing. ``MB`` is what this process grew by while it loaded, ``late`` by how much more in the second half of
the load than in the first, ``own MB`` what it grew by on the engine's own route.
Fuseki keeps its data on disk, with 2 GB of heap.
``graphrag`` (the writer of neo4j-graphrag) and ``rdflib-neo4j`` load the same nodes and edges into a Neo4j like that of
``neo4j``, with APOC, which the first needs; ``ratio`` is our speed against theirs. They are installed into
``benchmarks/output/rivals`` once. Servers are started as in the tests (``tests/servers.py``), fresh for each. Prints a
table and writes ``benchmarks/output/stores.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyoxigraph as ox
import rdflib

from graphkit.assemble import event_of
from graphkit.export import export
from graphkit.model import Argument, DocumentNode, Entity, Event, Evidence, Graph
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.nodes import relationship_type, to_nodes
from graphkit.stores.rdf import RdfStore

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from servers import apoc_jar, start_fuseki, start_neo4j

OUTPUT = Path(__file__).parent / "output"
FUSEKI_HEAP = "2g"
RIVALS = {"graphrag": "neo4j-graphrag==1.22.0", "rdflib-neo4j": "rdflib-neo4j==1.1"}


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
        endpoint = start_fuseki(folder / "fuseki", FUSEKI_HEAP)
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


def own_load(name: str, graph: Graph, folder: Path) -> dict[str, float]:
    """Seconds of the engine's own fastest route, and what this process grew by where that runs here; else nothing."""
    if name not in ("memory", "disk"):
        seconds = own_seconds(name, graph, folder)
        return {} if seconds is None else {"own": seconds}
    data = quads_file(graph, folder)
    store = ox.Store() if name == "memory" else ox.Store(str(folder / "bulk"))
    with watched() as memory:
        seconds = timed(lambda: store.bulk_load(path=data, format=ox.RdfFormat.N_QUADS))
    return {"own": seconds, "own MB": memory["MB"]}


def own_seconds(name: str, graph: Graph, folder: Path) -> float | None:
    """Seconds of the fastest route into an engine with processes of its own; None: there is no other."""
    if name == "neo4j":
        server = start_neo4j()
        try:
            server.halt()
            tables = export(graph, folder / "tables", "neo4j-admin")
            return timed(lambda: server.import_tables(tables))
        finally:
            server.stop()
    if name == "fuseki":
        data = quads_file(graph, folder).read_bytes()
        endpoint = start_fuseki(folder / "fuseki-own", FUSEKI_HEAP)
        try:
            request = urllib.request.Request(endpoint.address, data, {"Content-Type": "application/n-quads"}, method="POST")
            return timed(lambda: urllib.request.urlopen(request).read())
        finally:
            endpoint.stop()
    return rival_seconds(sys.executable, name, str(folder / "batch"), graph, folder) if name == "arcadedb" else None


def quads_file(graph: Graph, folder: Path) -> Path:
    """The graph as a file of N-Quads, written once."""
    path = folder / "g.nq"
    return path if path.exists() else export(graph, path, "nq")


def rival_seconds(python: str, name: str, where: str, graph: Graph, folder: Path, **login: str) -> float:
    """Seconds that another program takes for the same nodes and edges (``benchmarks/rivals.py``)."""
    path = folder / "rows.json"
    if not path.exists():
        nodes = list(to_nodes(graph))
        rows = {
            "nodes": [(node.kind, node.type, node.id, node.properties) for node in nodes],
            "edges": [(edge.kind, edge.source, relationship_type(edge.name), edge.target_kind, edge.target)
                      for node in nodes for edge in node.edges],
        }  # fmt: skip
        path.write_text(json.dumps(rows, default=str), encoding="utf-8")
    command = [python, str(Path(__file__).resolve().with_name("rivals.py")), name, where, str(path)]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **login}, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def rival(name: str, graph: Graph, folder: Path) -> float:
    """Seconds of a rival with a fresh Neo4j; it is installed where that is not done yet."""
    place = OUTPUT / "rivals"
    python = place.resolve() / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", RIVALS[name]], check=True)
    server = start_neo4j(apoc_jar())
    try:
        login = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
        return rival_seconds(str(python), name, server.uri, graph, folder, **login)
    finally:
        server.stop()


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """What the process grew by, in MB, while a block ran: `MB` at most, `late` more in its second half than its first."""
    process, sizes, done = psutil.Process(), [], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            sizes.append(process.memory_info().rss / 2**20)

    found: dict[str, float] = {}
    before, thread = process.memory_info().rss / 2**20, threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()
        half = len(sizes) // 2
        first, second = max(sizes[:half], default=before), max(sizes[half:], default=before)
        found |= {"MB": max(first, second) - before, "late": second - first}


def timed(step: Callable[[], object]) -> float:
    """Seconds that a step takes."""
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def measure(name: str, graph: Graph, folder: Path, *, only_load: bool) -> dict[str, float]:
    """Seconds of all that is measured of a store or a rival."""
    if name in RIVALS:
        return {"load": rival(name, graph, folder)}
    with opened(name, folder) as store:
        with watched() as memory:
            figures = {"load": timed(lambda: store.write(graph))}
        if not only_load:
            figures["again"] = timed(lambda: store.write(graph))
            figures["read"] = timed(store.read)
    own = own_load(name, graph, folder)
    return {**figures, **memory, **own, **({"share": own["own"] / figures["load"]} if own else {})}


def written(figures: dict[str, float], column: str) -> str:
    """A cell of the table."""
    if column not in figures:
        return "-"
    return f"{figures[column]:,.0f}" if column in ("rows/s", "MB", "own MB", "late") else f"{figures[column]:.2f}"


def main() -> None:
    """Load into every store and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--stores", default="memory,disk,arcadedb,neo4j")
    parser.add_argument("--only-load", action="store_true")
    options = parser.parse_args()
    graph = generated_graph(options.events)
    nodes = list(to_nodes(graph))
    count, rows = len(nodes), len(nodes) + sum(len(node.edges) for node in nodes)
    del nodes
    print(f"{options.events:,} events: {count:,} nodes, {rows - count:,} edges, {psutil.cpu_count()} cores, "
          f"load {psutil.getloadavg()[0]:.1f}")  # fmt: skip
    columns = ("load", "rows/s", "own", "share", "again", "read", "MB", "late", "own MB", "ratio")
    print(f"{'store':<14}" + "".join(f"{column:>9}" for column in columns))
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in options.stores.split(","):
            figures = measure(name, graph, Path(folder), only_load=options.only_load)
            figures["rows/s"] = rows / figures["load"]
            if name in RIVALS and "neo4j" in results:
                figures["ratio"] = results["neo4j"]["rows/s"] / figures["rows/s"]
            results[name] = figures
            print(f"{name:<14}" + "".join(f"{written(figures, column):>9}" for column in columns), flush=True)
            OUTPUT.mkdir(exist_ok=True)
            summary = {"events": options.events, "nodes": count, "edges": rows - count, "stores": results}
            (OUTPUT / "stores.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
