"""Crash safety: the builder and the loader of each store killed with SIGKILL at random points, then run again.

    python benchmarks/crashes.py [--points 50] [--documents 3000] [--stores build,sparql,cypher,fuseki,neo4j] [--seed 1]

After each kill the same command runs undisturbed, and the graph that the store then holds is compared with that of an
undisturbed run, node by node. ``killed`` counts the runs that the kill met before their end, ``half`` those that left a
store neither empty nor whole (servers only: opening an embedded store completes it). ``build`` reads texts with the
shipped models and makes the RDF store; the models are loaded once and each run is forked, so that the kills meet the
work. ``command`` does the same with the command itself, most of whose time is loading. Prints a table and adds to
``benchmarks/output/crashes.json``; exit code 1 when a graph differs.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import itertools
import json
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from graphkit.build import build, load_language
from graphkit.folder import GraphFolder
from graphkit.model import Graph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from crashes import STORES, Target, crash, make_records, target_of

OUTPUT = Path(__file__).parent / "output"
BUILDERS = ("build", "command")
STORY = "{who} ve {other} heyetleri {day} Mart 2026'da {place}'da bir araya geldi.\n"
NAMES = ("Fas", "Mısır", "Şili", "Norveç", "Rusya")
PLACES = ("Ankara", "Moskova", "Viyana", "Cakarta")


@contextlib.contextmanager
def builder(work: Path, *, command: bool) -> Iterator[tuple[Target, Graph]]:
    """``graphkit build`` of 20 short texts, in two batches, and the graph it gives."""
    texts, folder = work / "texts", work / "built"
    texts.mkdir()
    for number, (who, other) in enumerate(itertools.permutations(NAMES, 2)):
        story = STORY.format(who=who, other=other, day=number % 5 + 1, place=PLACES[number % 4])
        (texts / f"haber{number:02}.txt").write_text(f"{who} ile {other}\n\n{story}", encoding="utf-8")
    language = load_language(threads=1)  # threads would not live on in a fork

    def make(path: Path) -> Graph:
        with build(texts, output=path, language=language) as built:
            return built.store().read()

    def read() -> Graph:
        with GraphFolder.open(folder) as opened:
            return opened.store("sparql").read()

    words, step = ["build", str(texts), "-o", str(folder)], None if command else lambda: make(folder)
    target = Target(words, lambda: shutil.rmtree(folder, ignore_errors=True), lambda: apart(read), step=step)
    yield target, apart(lambda: make(work / "whole"))


def apart(step: Callable[[], Graph]) -> Graph:
    """What a step gives, made in a forked process: this one must stay without threads to be forked again."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(step()))
    process.start()
    there.close()
    graph: Graph = here.recv()
    process.join()
    return graph


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
    failed = False
    for store in options.stores.split(","):
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            made = builder(work, command=store == "command") if store in BUILDERS else loader(store, work, options.documents)
            with made as (target, whole):
                found = crash(target, whole, options.points, options.seed, late=store in ("fuseki", "neo4j"))
        seconds = time.perf_counter() - started
        print(f"{store:<10}{found.points:>8}{found.killed:>8}{found.half:>6}{found.equal:>7}{seconds:>7.0f}", flush=True)
        facts = {} if store in BUILDERS else {"documents": options.documents}
        keep(store, {**dataclasses.asdict(found), **facts, "seed": options.seed, "seconds": round(seconds)})
        failed |= found.equal < found.points
    return int(failed)


def keep(store: str, found: dict[str, int]) -> None:
    """Write what was found into the file with the results, beside those of other stores."""
    path = OUTPUT / "crashes.json"
    OUTPUT.mkdir(exist_ok=True)
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**known, store: found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(run())
