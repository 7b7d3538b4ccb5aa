"""`graphkit serve` as other tools see it: a real server process, real clients."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from cli_graph import make_graph
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import Unauthorized

from graphkit.cli import main
from graphkit.serving import accepted

NAMES = "SELECT ?name WHERE { ?state a gk:State ; gk:name ?name } ORDER BY ?name"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
TOKEN = "0123456789abcdef-a-token"


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, psutil.Process]]:
    """Address of a server process on the graph, and the process."""
    command = [sys.executable, "-m", "graphkit", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            said = ""
            while not (found := re.search(r"page: http://\S+:(\d+)/", said)):
                said += process.stderr.readline()
                assert process.poll() is None, said
            yield f"http://127.0.0.1:{found[1]}", psutil.Process(process.pid)
        finally:
            process.terminate()
            assert process.wait(30) is not None


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("serve") / "g")


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[str]:
    with served(graph, "--timeout", "2") as (address, _):
        yield address


def fetch(address: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and text of an answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, names), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ask(server: str, query: str, **headers: str) -> tuple[int, str]:
    return fetch(f"{server}/sparql?{urllib.parse.urlencode({'query': query})}", **headers)


def test_serving_shows_the_page(server: str) -> None:
    status, text = fetch(f"{server}/")
    assert status == 200
    assert text.lower().startswith("<!doctype html>")
    assert "Fas ve Rusya görüştü." in text


def test_serving_answers_rdflib(server: str) -> None:
    remote = Graph(SPARQLStore(f"{server}/sparql"))
    meeting = URIRef("https://w3id.org/graphkit/ontology#Meeting")
    assert len({row[0] for row in remote.query(f"SELECT ?e {{ ?e a <{meeting}> }}")}) == 2
    assert len(set(remote.subjects(None, meeting))) == 2
    with pytest.raises(TypeError, match="read only"):
        remote.add((meeting, meeting, meeting))


def test_serving_answers_sparqlwrapper(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    names = [row["name"]["value"] for row in client.query().convert()["results"]["bindings"]]
    assert names == ["Fas", "Rusya", "Tunus"]
    client.setMethod("POST")
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().split() == ["name", "Fas", "Rusya", "Tunus"]
    client.setQuery("CONSTRUCT { ?s gk:name ?name } WHERE { ?s a gk:State ; gk:name ?name }")
    client.setReturnFormat("turtle")
    assert len(Graph().parse(data=client.query().convert(), format="turtle")) == 3


def test_serving_answers_curl(server: str) -> None:
    words = ["curl", "-sS", "--fail", "-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}", f"{server}/sparql"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert [row["name"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["Fas", "Rusya", "Tunus"]


@pytest.mark.parametrize("kind, body", [
    ("application/x-www-form-urlencoded", "update=" + urllib.parse.quote("DELETE WHERE { ?s ?p ?o }")),
    ("application/sparql-update", "DELETE WHERE { ?s ?p ?o }"),
    ("application/sparql-query", "INSERT DATA { <a:a> <a:a> <a:a> }"),
    ("application/sparql-query", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
])  # fmt: skip
def test_serving_refuses_to_write_and_to_ask_elsewhere(server: str, kind: str, body: str) -> None:
    before = ask(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv")
    status, _ = fetch(f"{server}/sparql", body.encode(), Content_Type=kind)
    assert status in (400, 403)
    assert ask(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv") == before


def test_serving_says_what_is_wrong(server: str) -> None:
    assert ask(server, "SELECT ?x WHERE {")[0] == 400
    assert ask(server, NAMES, Accept="image/png")[0] == 406
    assert fetch(f"{server}/nothing")[0] == 404
    assert ask(server, NAMES, Host="evil.example")[0] == 400
    assert fetch(f"{server}/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D")[0] == 400
    body = {"data": b"ASK {}", "Content-Type": "application/sparql-query"}
    assert fetch(f"{server}/sparql?query=ASK%20%7B%7D", **body)[0] == 400
    assert fetch(f"{server}/sparql", **body)[0] == 200
    status, text = ask(server, "SELECT * { ?s gk:name }")
    assert status == 400 and "Traceback" not in text


def test_serving_stops_a_query_that_takes_too_long(server: str) -> None:
    status, text = ask(server, SLOW)
    assert (status, text) == (503, "the query took longer than 2 s\n")
    assert ask(server, NAMES, Accept="text/csv")[0] == 200


def test_serving_stands_a_flood(server: str) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    host, port = server.removeprefix("http://").split(":")
    request = f"GET /sparql?{urllib.parse.urlencode({'query': NAMES})} HTTP/1.1\r\nHost: {host}\r\nAccept: text/csv\r\n"

    async def one() -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"{request}Connection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body

    async def all_at_once() -> list[tuple[int, bytes]]:
        return await asyncio.wait_for(asyncio.gather(*(one() for _ in range(1000))), 120)

    answers = asyncio.run(all_at_once())
    counts = Counter(status for status, _ in answers)
    assert set(counts) <= {200, 503}, counts
    assert counts[200] >= 50, counts
    assert {body.split() == b"name Fas Rusya Tunus".split() for status, body in answers if status == 200} == {True}
    assert ask(server, NAMES, Accept="text/csv")[0] == 200


def test_serving_to_others_needs_a_token(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.delenv("GRAPHKIT_TOKEN", raising=False)
    other = make_graph(tmp_path / "g")
    assert main(["serve", str(other), "--host", "0.0.0.0"]) == 2
    assert "set a token" in capsys.readouterr().err
    assert main(["serve", str(other), "--host", "0.0.0.0", "--token", "short"]) == 2
    monkeypatch.setenv("GRAPHKIT_TOKEN", TOKEN)
    with served(other, "--host", "0.0.0.0") as (address, _):
        assert fetch(f"{address}/")[0] == 401
        assert ask(address, NAMES)[0] == 401
        assert ask(address, NAMES, Authorization="Bearer wrong")[0] == 401
        assert ask(address, NAMES, Authorization=f"Bearer {TOKEN}", Host="haber.example")[0] == 200
        client = SPARQLWrapper(f"{address}/sparql")
        client.setQuery(NAMES)
        client.setReturnFormat(JSON)
        with pytest.raises(Unauthorized):
            client.query()
        client.setCredentials("anyone", TOKEN)
        assert len(client.query().convert()["results"]["bindings"]) == 3
        remote = Graph(SPARQLStore(f"{address}/sparql", auth=("anyone", TOKEN)))
        assert len(list(remote.query(NAMES.replace("gk:", "<https://w3id.org/graphkit/ontology#").replace("#State", "#State>").replace("#name", "#name>")))) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_serving_leaves_no_process_behind(tmp_path: Path, number: signal.Signals) -> None:
    with served(make_graph(tmp_path / "g"), "--timeout", "60") as (address, process):
        query = urllib.parse.urlencode({"query": SLOW})
        with subprocess.Popen(["curl", "-s", f"{address}/sparql?{query}"], stdout=subprocess.DEVNULL) as client:
            children = process.children(recursive=True)
            assert children
            deadline = time.monotonic() + 30
            while not any(child.cpu_times().user > 1.0 for child in children) and time.monotonic() < deadline:
                time.sleep(0.1)
            os.kill(process.pid, number)
            _, alive = psutil.wait_procs(children, timeout=20)
            assert not alive
            client.kill()


def test_serving_an_address_that_cannot_be_had_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = str(make_graph(tmp_path / "g"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", graph, "--port", str(port)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"error: cannot listen at 127.0.0.1, port {port}: address already in use; take another with --port, or 0 for one that is free"
    )
    assert main(["serve", graph, "--host", "192.0.2.1", "--token", TOKEN]) == 1
    assert "cannot listen at 192.0.2.1" in capsys.readouterr().err
    assert main(["serve", graph, "--host", "0.0.0.0", "--token", " " * 20]) == 2
    assert "at least 16 characters" in capsys.readouterr().err


def test_serving_takes_no_quality_that_is_no_number() -> None:
    assert accepted("text/csv;q=²") == ()
