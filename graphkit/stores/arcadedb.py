"""ArcadeDB as a child process: Cypher without a server to look after.

`start` runs the server of the ``arcadedb-embedded`` wheel in a process of its own, with its Bolt listener on a free
port of 127.0.0.1 and random passwords that stand in no command line and no file. It stops with its parent, also when
that is killed. One process at a time can use a folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import subprocess
import sys
import time
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from graphkit.errors import LockedError, StoreError
from graphkit.ontology import Ontology
from graphkit.stores.cypher import CypherStore
from graphkit.stores.merging import EventOf

DATABASE = "graphkit"
_START_SECONDS = 120.0
_STOP_SECONDS = 25.0
_LOCK_SECONDS = 25.0


@dataclass(slots=True, weakref_slot=True)
class Server:
    """A running ArcadeDB. `uri`, `user` and `password` are for the ``neo4j`` driver; `reader` may only read.

    Examples
    --------
    >>> import tempfile
    >>> server = start(tempfile.mkdtemp())
    >>> server.uri.startswith("bolt://127.0.0.1:")
    True
    >>> with server.connect() as store:
    ...     store.language
    ...
    'cypher'
    >>> server.stop()
    """

    folder: Path
    heap: str
    port: int = 0
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    reader_password: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def uri(self) -> str:
        """Address of the Bolt listener."""
        return f"bolt://127.0.0.1:{self.port}"

    def connect(self, *, event_of: EventOf | None = None, ontology: Ontology | None = None) -> CypherStore:
        """A store on this server; its queries are refused by the server when they would write."""
        reader = ("reader", self.reader_password)
        store = CypherStore.connect(
            self.uri, "root", self.password, DATABASE, reader=reader, event_of=event_of, ontology=ontology
        )
        store.interrupt = self.restart
        return store

    def restart(self) -> None:
        """Kill the server and start it again at the same address: what it was doing is given up.

        ArcadeDB has no time limit for a query and cannot be told to stop one. What was written stays written.
        """
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        _launch(self)

    def stop(self) -> None:
        """Stop the server and wait until it is gone; nothing happens when it is stopped already."""
        if self.process is not None:
            _stop(self.process)
            self.process = None


def start(folder: str | os.PathLike[str], *, heap: str = "512m") -> Server:
    """Start ArcadeDB on a folder; takes about 3 seconds.

    Parameters
    ----------
    folder : path
        Where the data are kept; made if missing.
    heap : str
        Largest Java heap (``512m``, ``4g``).

    Raises
    ------
    LockedError
        If another process uses the folder; the message says which.
    StoreError
        If the server does not come up; the message names its log.

    Examples
    --------
    >>> import tempfile
    >>> server = start(tempfile.mkdtemp())
    >>> server.restart()
    >>> server.stop()
    """
    server = Server(Path(folder).resolve(), heap)
    _launch(server)
    return server


def open_folder(
    folder: str | os.PathLike[str],
    *,
    heap: str = "512m",
    event_of: EventOf | None = None,
    ontology: Ontology | None = None,
) -> CypherStore:
    """The store in a folder, on a server that is started for it and stopped when it is closed.

    Raises
    ------
    LockedError
        If another process uses the folder.
    StoreError
        If the server does not come up.

    Examples
    --------
    >>> import tempfile
    >>> with open_folder(tempfile.mkdtemp()) as store:
    ...     store.language
    'cypher'
    """
    server = start(folder, heap=heap)
    try:
        store = server.connect(event_of=event_of, ontology=ontology)
    except BaseException:
        server.stop()
        raise
    store.on_close = server.stop
    return store


def _launch(server: Server) -> None:
    """Start the child; wait for a child that is just going away to leave the folder."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        process = subprocess.Popen(
            [sys.executable, "-m", "graphkit.stores.arcadedb_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        answer = _ask(process, server)
        if "port" in answer:
            server.process, server.port = process, cast(int, answer["port"])
            weakref.finalize(server, _stop, process)
            return
        process.wait()
        if "locked" not in answer:
            log = server.folder / "arcadedb.log"
            raise StoreError(f"{server.folder}: ArcadeDB did not start: {answer.get('error')}; its log is {log}")
        owner = str(answer["locked"])
        if _alive(owner) or time.monotonic() > deadline:
            raise LockedError(f"{server.folder}: process {owner} is using this graph")
        time.sleep(0.3)


def _ask(process: subprocess.Popen[str], server: Server) -> dict[str, object]:
    assert process.stdin is not None and process.stdout is not None
    order = {
        "folder": str(server.folder),
        "database": DATABASE,
        "heap": server.heap,
        "port": server.port,
        "password": server.password,
        "reader_password": server.reader_password,
    }
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], _START_SECONDS)
    line = process.stdout.readline() if ready else ""
    if not line:
        process.kill()
        return {"error": f"no answer within {_START_SECONDS:g} s" if not ready else "it ended at once"}
    return cast(dict[str, object], json.loads(line))


def _alive(owner: str) -> bool:
    if not owner.isdigit():
        return True
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _stop(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
