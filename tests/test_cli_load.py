"""``graphkit load`` into real servers: a SPARQL endpoint, Neo4j with a password typed in a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from cli_graph import make_graph
from servers import Fuseki, Neo4j

from graphkit.cli import main
from graphkit.folder import GraphFolder
from graphkit.model import Graph
from graphkit.stores import open_store

Output = pytest.CaptureFixture[str]


@pytest.fixture
def graph(tmp_path: Path) -> str:
    return str(make_graph(tmp_path / "g"))


def whole(path: str) -> Graph:
    with GraphFolder.open(path) as folder:
        return folder.graph


def test_cli_load_into_a_sparql_endpoint(graph: str, fuseki_server: Fuseki, capsys: Output) -> None:
    address = fuseki_server.address
    store = open_store(address)
    store.clear()
    assert main(["load", graph, "--to", address]) == 0
    assert "rows/s" in capsys.readouterr().err
    assert store.read() == whole(graph)
    assert main(["load", graph, "--to", address, "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["nodes"] > 0 and again["new_nodes"] == again["new_edges"] == again["updated_nodes"] == 0
    store.clear()
    store.close()


def test_cli_retract_takes_a_document_out_of_a_server_first(graph: str, fuseki_server: Fuseki, capsys: Output) -> None:
    store = open_store(fuseki_server.address)
    store.clear()
    assert main(["load", graph, "--to", fuseki_server.address]) == 0
    before = whole(graph)
    assert main(["retract", graph, "d1", "--to", "http://127.0.0.1:1/ds"]) == 1
    assert whole(graph) == before  # the server did not answer: nothing is done
    assert main(["retract", graph, "d1", "--to", fuseki_server.address]) == 0
    assert "nodes and" in capsys.readouterr().err
    after = whole(graph)
    assert "d1" not in after.documents and after.documents
    assert store.read() == after
    assert main(["retract", graph, "d2", "--to", "graph.ttl"]) == 2
    store.clear()
    store.close()


def test_cli_load_says_that_no_endpoint_is_there(graph: str, capsys: Output) -> None:
    assert main(["load", graph, "--to", "http://127.0.0.1:1/ds"]) == 1
    assert capsys.readouterr().err == "error: no server answers at http://127.0.0.1:1/ds\n"


def typed(words: list[str], secret: str, environment: dict[str, str]) -> tuple[int, str]:
    """Exit code and all that is printed by a command whose question is answered in a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "graphkit", *words], stdin=theirs, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, env=environment, start_new_session=True)  # fmt: skip
    os.close(theirs)
    assert process.stdout is not None
    said = b""
    while not said.endswith(b": ") and (read := os.read(process.stdout.fileno(), 1000)):
        said += read
    os.write(ours, secret.encode() + b"\n")
    rest, _ = process.communicate(timeout=120)
    os.set_blocking(ours, False)
    try:
        echo = os.read(ours, 1000)
    except OSError:
        echo = b""
    os.close(ours)
    return process.returncode, (said + rest + echo).decode()


def test_cli_load_asks_for_a_password_and_does_not_show_it(graph: str, neo4j_server: Neo4j) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment["NEO4J_URI"] = neo4j_server.uri
    code, said = typed(["load", graph], neo4j_server.password, environment)
    assert code == 0, said
    assert f"password of neo4j at {neo4j_server.uri}: " in said
    assert neo4j_server.password not in said
    store = open_store(neo4j_server.uri, password=neo4j_server.password)
    loaded = store.read()
    assert whole(graph).evidence.keys() <= loaded.evidence.keys()
    store.clear()
    store.close()
    code, said = typed(["load", graph], "yanlış", environment)
    assert code == 1
    assert f"error: login refused for user neo4j at {neo4j_server.uri}" in said and "yanlış" not in said
