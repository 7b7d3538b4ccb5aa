"""Fixtures that several test modules share: the servers, each started once and only when a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from servers import Fuseki, Neo4j, start_fuseki, start_neo4j

from graphkit.stores import arcadedb


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
