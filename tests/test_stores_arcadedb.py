"""`graphkit.stores.arcadedb`: one owner per folder, secrets kept, no server left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import databases
from test_stores import event_of, one_event, whole_graph

from graphkit.errors import LockedError, QueryError, StoreError
from graphkit.stores import arcadedb, open_store
from graphkit.stores.cypher import CypherStore

OWNER = """
import sys, time
from graphkit.stores import arcadedb
server = arcadedb.start(sys.argv[1])
print(server.process.pid, flush=True)
time.sleep(600)
"""


def gone(pid: int, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_arcadedb_keeps_the_graph_and_stops_when_closed(tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    store = arcadedb.open_folder(tmp_path / "g", event_of=event_of)
    graph = whole_graph()
    store.write(graph)
    (child,) = set(psutil.Process().children()) - before
    assert "graphkit.stores.arcadedb_child" in child.cmdline()
    store.close()
    assert gone(child.pid, 0.2)
    again = open_store(f"arcadedb:{tmp_path / 'g'}")
    assert again.read() == graph
    again.close()
    assert set(psutil.Process().children()) <= before


def test_arcadedb_folder_has_one_owner_and_dies_with_it(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    child = int(owner.stdout.readline())
    assert child in databases(os.environ["GRAPHKIT_TESTS"])  # what the end of the session looks for
    try:
        with pytest.raises(LockedError, match=f"process {owner.pid} is using this graph"):
            arcadedb.start(tmp_path)
    finally:
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait()
    server = arcadedb.start(tmp_path)  # waits until the orphan has left
    assert gone(child)
    server.stop()


def test_arcadedb_secrets_stand_in_no_command_line_and_no_file(tmp_path: Path) -> None:
    server = arcadedb.start(tmp_path)
    assert server.process is not None
    secrets = (server.password, server.reader_password)
    assert all(len(secret) > 20 and secret not in repr(server) for secret in secrets)
    command = " ".join(psutil.Process(server.process.pid).cmdline()) + str(psutil.Process(server.process.pid).environ())
    assert not any(secret in command for secret in secrets)
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(secret.encode() in data for secret in secrets for data in files)
    addresses = {item.laddr.ip for item in psutil.Process(server.process.pid).net_connections() if item.status == "LISTEN"}
    assert {address.removeprefix("::ffff:") for address in addresses} == {"127.0.0.1"}
    with pytest.raises(StoreError, match="^login refused for user root at bolt://127.0.0.1:[0-9]+$"):
        CypherStore.connect(server.uri, "root", "yanlış", arcadedb.DATABASE)
    server.stop()
    server.stop()


def test_arcadedb_folder_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError):
        arcadedb.start(tmp_path / "file" / "g")


def test_arcadedb_reads_no_files_for_queries(arcadedb_server: arcadedb.Server) -> None:
    with arcadedb_server.connect(event_of=event_of) as store:
        store.clear()
        store.write(one_event())
        for address in ("file:///etc/hostname", "http://127.0.0.1/"):
            with pytest.raises(QueryError):
                store.query("LOAD CSV FROM $address AS line RETURN line", {"address": address})
