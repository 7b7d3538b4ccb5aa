"""How long every named query takes on each store: one generated graph, the same questions, rows compared.

    python benchmarks/queries.py [--events 100000] [--stores oxigraph,neo4j] [--repeat 5] [--seconds 60]

The graph and the questions are those of ``tests/generated.py``. The first store is the one that the others' rows are
compared with. ``rdflib`` is an in-memory Dataset; a question that takes it longer than ``--seconds`` is not repeated.
Prints a table of medians and writes ``benchmarks/output/queries.json``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

from graphkit.query import run_query
from graphkit.stores import Store

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from generated import QUESTIONS, generated_graph
from stores import opened

OUTPUT = Path(__file__).parent / "output"
Answer = list[dict[str, object]]


def ask(store: Store, name: str, parameters: dict[str, object], repeat: int, most: float) -> tuple[float, Answer]:
    """Median seconds of a question, and its rows; once only where it takes longer than `most`."""
    seconds: list[float] = []
    while not seconds or (len(seconds) < repeat and seconds[0] < most):
        started = time.perf_counter()
        rows = run_query(store, name, parameters)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), rows.to_dicts()


def main() -> None:
    """Ask every store every question and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--stores", default="oxigraph,neo4j")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    graph = generated_graph(options.events)
    cases = (*QUESTIONS, ("evidence", {"event": min(graph.events)}))
    print(f"{len(graph.events):,} events, {len(graph.evidence):,} evidences, {psutil.cpu_count()} cores, "
          f"load {psutil.getloadavg()[0]:.1f}")  # fmt: skip
    results: dict[str, list[dict[str, object]]] = {}
    expected: dict[int, Answer] = {}
    for store_name in options.stores.split(","):
        with tempfile.TemporaryDirectory() as folder, opened(store_name, Path(folder)) as store:
            store.write(graph)
            for number, (name, parameters) in enumerate(cases):
                seconds, rows = ask(store, name, parameters, options.repeat, options.seconds)
                same = rows == expected.setdefault(number, rows)
                found = {"query": name, "parameters": parameters, "seconds": seconds, "rows": len(rows), "same": same}
                results.setdefault(store_name, []).append(found)
                print(f"{store_name:<10}{seconds:>9.3f} s{len(rows):>8} rows  {'same' if same else 'DIFFERENT':<10}"
                      f"{name} {parameters}", flush=True)  # fmt: skip
    OUTPUT.mkdir(exist_ok=True)
    summary = {"events": options.events, "stores": results}
    (OUTPUT / "queries.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
