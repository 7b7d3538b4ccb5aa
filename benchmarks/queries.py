"""How long every named query takes on each store: one generated graph, the same questions, rows and their types compared.

    python benchmarks/queries.py [--events 100000] [--stores oxigraph,neo4j] [--repeat 5] [--seconds 60] [--plans 3]
        [--at neo4j=bolt://USER:PASSWORD@HOST:PORT --at fuseki=http://HOST:PORT/ds --at oxigraph=FOLDER …]

The graph and the questions are those of ``tests/generated.py``. The first store is the one that the others' rows are
compared with. A store is started empty and loaded, or is one that holds the graph already (``--at``). ``rdflib`` is an
in-memory Dataset; there a question is asked once, in a process of its own that is ended after 30 times the first store's
median (at least a second, at most ``--seconds``); its seconds are those of the processor, which it keeps busy alone.
``--plans`` prints the plans of that many slowest questions as Neo4j carried them out (operators, rows, database hits);
pyoxigraph tells none. ``--repeat 1`` is enough to compare rows.

Prints a table of medians and writes ``benchmarks/output/queries.json``.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import neo4j
import psutil

from graphkit.model import Entity
from graphkit.query import run_query
from graphkit.rows import Rows
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.cypher_values import to_parameter
from graphkit.stores.rdf import RdfStore

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from generated import QUESTIONS, generated_graph
from stores import opened

OUTPUT = Path(__file__).parent / "output"
MARGIN, LEAST = 30, 1.0  # of the first store's median; seconds
Case = tuple[str, dict[str, object]]


class Seen:
    """A store that keeps what it was asked, for the plans."""

    def __init__(self, store: Store) -> None:
        self.store, self.language = store, store.language
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def query(self, text: str, parameters: Mapping[str, object] | None = None, **options: Any) -> Rows:
        """Answer, and keep the text."""
        self.asked.append((text, dict(parameters or {})))
        return self.store.query(text, parameters, **options)

    def find_entities(self, key: str) -> list[Entity]:
        """As the store."""
        return self.store.find_entities(key)


@contextmanager
def held(name: str, where: str) -> Iterator[Store]:
    """A store that holds the graph already: a folder, or the address of a server."""
    parts = urlsplit(where)
    if parts.scheme in ("bolt", "neo4j"):
        address = f"{parts.scheme}://{parts.hostname}:{parts.port}"
        with CypherStore.connect(address, unquote(parts.username or "neo4j"), unquote(parts.password or "")) as cypher:
            yield cypher
    elif parts.scheme.startswith("http"):
        with RdfStore.connect(where) as rdf:
            yield rdf
    elif name == "arcadedb":
        with arcadedb.open_folder(Path(where), heap="2g") as cypher:
            yield cypher
    else:
        with RdfStore.open(Path(where)) as rdf:
            yield rdf


def ask(store: Store, case: Case, repeat: int, most: float) -> tuple[float, str]:
    """Median seconds of a question, and its rows with their types; once only where it takes longer than `most`."""
    seconds: list[float] = []
    while not seconds or (len(seconds) < repeat and seconds[0] < most):
        started = time.perf_counter()
        rows = run_query(store, *case)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), repr(rows.to_dicts())


def ask_apart(store: Store, case: Case, most: float) -> tuple[float, str] | None:
    """The same once, in a process that is ended after so many seconds of its processor; None: no answer in that time."""

    def answer(end: Connection) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(most), math.ceil(most)))
        _, rows = ask(store, case, 1, most)
        end.send((time.process_time(), rows))
        os._exit(0)

    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=answer, args=(theirs,))
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(most * 20) else None
    except EOFError:  # it failed: out of memory, or a question that the engine cannot answer
        return None
    finally:
        child.kill()
        child.join()


def plan(address: neo4j.Driver, text: str, parameters: Mapping[str, object]) -> list[str]:
    """How Neo4j carried a query out: a line for each operator."""
    values = {name: to_parameter(value) for name, value in parameters.items()}
    profile = address.execute_query("PROFILE " + text, values).summary.profile
    lines: list[str] = []

    def add(step: Any, depth: int) -> None:
        told = step["args"]
        lines.append(f"{'  ' * depth}{told.get('Details', ''):.90} [{step['operatorType'].partition('@')[0]}: "
                     f"{told.get('Rows', 0):,} rows, {told.get('DbHits', 0):,} hits]")  # fmt: skip
        for child in step.get("children", ()):
            add(child, depth + 1)

    add(profile, 0)
    return lines


def plans(store: CypherStore, found: list[dict[str, Any]], count: int) -> None:
    """Print the plans of the slowest questions."""
    for item in sorted(found, key=lambda item: -float(item["seconds"] or 0))[:count]:
        seen = Seen(store)
        run_query(seen, item["query"], item["parameters"])  # type: ignore[arg-type]
        text, values = max(seen.asked, key=lambda one: len(one[0]))
        print(f"\n{item['seconds']:.3f} s  {item['query']} {item['parameters']}")
        item["plan"] = plan(store._driver, text, values)  # the store has no call for it: only we ask for plans
        print("\n".join(item["plan"]))


def main() -> None:
    """Ask every store every question and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--stores", default="oxigraph,neo4j")
    parser.add_argument("--at", action="append", default=[], metavar="STORE=PLACE")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--plans", type=int, default=0)
    options = parser.parse_args()
    places = dict(one.split("=", 1) for one in options.at)
    names = options.stores.split(",")
    graph = generated_graph(options.events)
    cases: tuple[Case, ...] = (*QUESTIONS, ("evidence", {"event": min(graph.events)}))
    print(f"{len(graph.events):,} events, {len(graph.evidence):,} evidences, {psutil.cpu_count()} cores, "
          f"load {psutil.getloadavg()[0]:.1f}")  # fmt: skip
    results: dict[str, list[dict[str, Any]]] = {}
    expected: dict[int, str] = {}
    for name in names:
        with tempfile.TemporaryDirectory() as folder, (
            held(name, places[name]) if name in places else opened(name, Path(folder))
        ) as store:
            if name not in places:
                store.write(graph)
                if isinstance(store, RdfStore):
                    store.optimize()  # as a graph folder does
            if name == names[-1]:
                del graph
            found = results[name] = []
            for number, case in enumerate(cases):
                if name == "rdflib":
                    most = min(options.seconds, max(LEAST, MARGIN * results[names[0]][number]["seconds"]))
                    answered = ask_apart(store, case, most)
                else:
                    most, answered = options.seconds, ask(store, case, options.repeat, options.seconds)
                rows = expected.setdefault(number, answered[1] if answered else "")
                found.append(report(name, case, answered, most, rows))
            if options.plans and isinstance(store, CypherStore):
                plans(store, found, options.plans)
    write(options.events, results)


def shortened(parameters: Mapping[str, object]) -> str:
    """The parameters with only the number of many values."""
    return str({name: f"{len(value)} values" if isinstance(value, (list, tuple)) and len(value) > 3 else value
                for name, value in parameters.items()})  # fmt: skip


def report(name: str, case: Case, answered: tuple[float, str] | None, most: float, expected: str) -> dict[str, Any]:
    """A line of the table: seconds, and whether the rows are those of the first store."""
    query, parameters = case
    if answered is None:
        print(f"{name:<10}{'> ' + format(most, '.3f'):>9} s{'':<21}{query} {shortened(parameters)}", flush=True)
        return {"query": query, "parameters": parameters, "seconds": None, "over": most}
    seconds, rows = answered
    same = rows == expected
    print(f"{name:<10}{seconds:>9.3f} s  {'same' if same else 'DIFFERENT':<10}{query} {shortened(parameters)}", flush=True)
    return {"query": query, "parameters": parameters, "seconds": seconds, "same": same}


def write(events: int, results: dict[str, list[dict[str, Any]]]) -> None:
    """Print a line for each store, and write all as JSON."""
    first = next(iter(results.values()))
    for name, found in results.items():
        seconds = [item["seconds"] for item in found if item["seconds"] is not None]
        wrong = [item["query"] for item in found if item.get("same") is False]
        print(f"{name}: {len(seconds)} of {len(found)} answered, slowest {max(seconds, default=0):.3f} s, "
              f"{sum(one >= 1 for one in seconds)} of 1 s or more, other rows: {' '.join(wrong) or '-'}")  # fmt: skip
        if name == "rdflib":
            both = zip(found, first, strict=True)
            shares = sorted((item["seconds"] or item["over"]) / mine["seconds"] for item, mine in both)
            print(f"  times the first store: least {shares[0]:.0f}, median {statistics.median(shares):.0f}, "
                  f"{sum(share < 25 for share in shares)} below 25")  # fmt: skip
    OUTPUT.mkdir(exist_ok=True)
    text = json.dumps({"events": events, "stores": results}, indent=1)
    (OUTPUT / "queries.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
