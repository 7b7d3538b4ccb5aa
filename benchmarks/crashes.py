"""Crash safety: the builder and the loader of each store killed with SIGKILL at random points, then run again.

    python benchmarks/crashes.py [--points 50] [--documents 3000] [--stores build,sparql,cypher,fuseki,neo4j] [--seed 1]

After each kill the same command runs undisturbed, and the graph that the store then holds is compared with that of an
undisturbed run, node by node. ``killed`` counts the runs that the kill met before their end, ``half`` those that left a
store neither empty nor whole (servers only: opening an embedded store completes it). ``build`` reads texts with the
shipped models. Prints a table and writes ``benchmarks/output/crashes.json``; exit code 1 when a graph differs.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from graphkit.folder import GraphFolder
from graphkit.model import Graph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from crashes import STORES, Target, crash, make_records, target_of

OUTPUT = Path(__file__).parent / "output"
STORY = "{who} Dışişleri Bakanı Nabil Aziz, 10 Mart 2026'da Tunus'ta mevkidaşı Selim Kara ile bir araya geldi.\n"
NAMES = ("Fas", "Mısır", "Şili", "Norveç", "Gürcistan", "Rusya", "Japonya", "Kanada")


@contextlib.contextmanager
def builder(work: Path) -> Iterator[tuple[Target, Graph]]:
    """``graphkit build`` of a few short texts, and the graph it gives."""
    from graphkit.build import build

    texts, folder = work / "texts", work / "built"
    texts.mkdir()
    for number, who in enumerate(NAMES):
        (texts / f"haber{number}.txt").write_text(f"{who} ve Tunus\n\n{STORY.format(who=who)}", encoding="utf-8")
    with build(texts, output=work / "whole", language=None) as built:
        whole = built.graph

    def read() -> Graph:
        with GraphFolder.open(folder) as opened:
            return opened.store("sparql").read()

    yield Target(["build", str(texts), "-o", str(folder)], lambda: shutil.rmtree(folder, ignore_errors=True), read), whole


@contextlib.contextmanager
def loader(store: str, work: Path, documents: int) -> Iterator[tuple[Target, Graph]]:
    """The command that fills a store with a graph of so many documents, and that graph."""
    folder = make_records(work / "g", documents)
    with GraphFolder.open(folder) as opened:
        whole = opened.graph
    (work / "work").mkdir()
    with target_of(store, folder, work / "work") as target:
        yield target, whole


def run() -> int:
    """Kill, run again, compare, for each store; print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--stores", default=",".join(("build", *STORES)))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{'store':<10}{'points':>8}{'killed':>8}{'half':>6}{'equal':>7}{'s':>7}", flush=True)
    results, failed = {}, False
    for store in options.stores.split(","):
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as name:
            chosen = builder(Path(name)) if store == "build" else loader(store, Path(name), options.documents)
            with chosen as (target, whole):
                found = crash(target, whole, options.points, options.seed, late=store in ("fuseki", "neo4j"))
        seconds = time.perf_counter() - started
        print(f"{store:<10}{found.points:>8}{found.killed:>8}{found.half:>6}{found.equal:>7}{seconds:>7.0f}", flush=True)
        results[store] = dataclasses.asdict(found)
        failed |= found.equal < found.points
    OUTPUT.mkdir(exist_ok=True)
    summary = {"documents": options.documents, "seed": options.seed, "stores": results}
    (OUTPUT / "crashes.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(run())
