"""Fixtures that several test modules share: the servers, each started once and only when a test asks for it."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator

import psutil
import pytest
from servers import Fuseki, Neo4j, start_fuseki, start_neo4j

from graphkit.stores import arcadedb


@pytest.fixture(scope="session", autouse=True)
def no_orphans() -> Iterator[None]:
    """After the last test no ArcadeDB is left that a test started, whoever its parent was by then."""
    mark = secrets.token_hex(8)
    os.environ["GRAPHKIT_TESTS"] = mark
    yield
    deadline = time.monotonic() + 60
    while (left := databases(mark)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not left, f"left behind: {left}"


def databases(mark: str) -> list[int]:
    """Processes of embedded databases with a mark in their environment."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            ours = "graphkit.stores.arcadedb_child" in process.cmdline()
            if ours and process.environ().get("GRAPHKIT_TESTS") == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4j]:
    """A real Neo4j 5.26, empty at the start of the session."""
    server = start_neo4j()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def fuseki_server() -> Iterator[Fuseki]:
    """A real Fuseki, empty at the start of the session."""
    server = start_fuseki()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def arcadedb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[arcadedb.Server]:
    """A real ArcadeDB child process, empty at the start of the session."""
    server = arcadedb.start(tmp_path_factory.mktemp("arcadedb"))
    yield server
    server.stop()
