"""Commands that are killed with SIGKILL at random points, and what stands in the store when they are run again.

`tests/test_crashes.py` tries a few points, ``benchmarks/crashes.py`` fifty for each store.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cli_graph import telling
from servers import Fuseki, Neo4j, start_fuseki, start_neo4j

from graphkit.cli import main
from graphkit.folder import GraphFolder
from graphkit.model import Graph
from graphkit.stores import open_store

STORES = ("sparql", "cypher", "fuseki", "neo4j")
_PRELOADED = ["graphkit.cli", "graphkit.folder", "graphkit.stores.cypher", "graphkit.stores.rdf", "graphkit.stores.endpoint"]


@dataclass(frozen=True)
class Target:
    """A command (`words`, without ``graphkit``) that fills a store; `reset` empties that, `read` says what it holds.

    `step` runs in the command's place, forked off this process: what takes long to load is loaded once, here.
    """

    words: Sequence[str]
    reset: Callable[[], None]
    read: Callable[[], Graph]
    password: str | None = None
    step: Callable[[], object] | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of the points: killed while running, store neither empty nor whole then, equal after a second run."""

    points: int = 0
    killed: int = 0
    half: int = 0
    equal: int = 0


def make_records(path: Path, documents: int) -> Path:
    """A graph folder whose documents tell of so many meetings, every third of them twice; no store is made yet."""
    with GraphFolder.create(path) as folder:
        records = (telling(f"d{n:05}", who=f"Kurum {n - n % 3 // 2}", day=f"2026-03-{n % 28 + 1:02}") for n in range(documents))
        folder.append((record, "s") for record in records)
    return path


@contextlib.contextmanager
def target_of(store: str, folder: Path, work: Path, server: Neo4j | Fuseki | None = None) -> Iterator[Target]:
    """The command that loads a graph folder into a store; a server that is needed and not given is started."""
    if store in ("sparql", "cypher"):
        copy, query = work / "copy", ("ASK {}" if store == "sparql" else "RETURN 1")

        def reset() -> None:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(folder, copy)

        def read() -> Graph:
            with GraphFolder.open(copy) as opened:
                return opened.store("sparql" if store == "sparql" else "cypher").read()

        yield Target([store, str(copy), query], reset, read)
        return
    running = server or (start_neo4j() if store == "neo4j" else start_fuseki(work))
    address, password = (running.uri, running.password) if isinstance(running, Neo4j) else (running.address, None)
    try:
        with contextlib.closing(open_store(address, password=password)) as loaded:
            yield Target(["load", str(folder), "--to", address], loaded.clear, loaded.read, password)
            loaded.clear()
    finally:
        if server is None:
            running.stop()


def crash(target: Target, whole: Graph, points: int, seed: int, *, late: bool = False) -> Outcome:
    """Run the command, kill it somewhere on its way, run it again, compare; so many times.

    `late`: what the store holds after the kill is looked at, too, where reading it changes nothing.
    """
    chance, counts = random.Random(seed), [0, 0, 0]
    if target.step is None:
        _run(replace(target, words=["--version"]), None)  # what is imported once must not count
    times = []
    for _ in range(2):  # a server is slow at first
        target.reset()
        started = time.perf_counter()
        assert _run(target, None), "the undisturbed run failed"
        times.append(time.perf_counter() - started)
        assert target.read() == whole, "the undisturbed run gives another graph"
    for _ in range(points):
        target.reset()
        started = time.perf_counter()
        if _run(target, chance.uniform(0.05, 0.95) * min(times)):
            times.append(time.perf_counter() - started)  # it was faster: aim nearer
        else:
            counts[0] += 1
        if late:
            counts[1] += target.read() not in (Graph(), whole)
        ended = _run(target, None)
        counts[2] += ended and target.read() == whole
    return Outcome(points, *counts)


def _run(target: Target, seconds: float | None) -> bool:
    """Whether a command, in a process of its own that lives at most so long, came to its end."""
    process: multiprocessing.process.BaseProcess
    if target.step is not None:
        process = multiprocessing.get_context("fork").Process(target=target.step)
    else:
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(_PRELOADED)
        process = server.Process(target=_command, args=(list(target.words), target.password))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode == 0


def _command(words: list[str], password: str | None) -> None:
    if password is not None:
        os.environ["NEO4J_PASSWORD"] = password
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    raise SystemExit(main(words))
