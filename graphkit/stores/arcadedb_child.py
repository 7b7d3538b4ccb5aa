"""The child process that is an ArcadeDB server: ``python -m graphkit.stores.arcadedb_child``.

It reads one JSON line from standard input (folder, passwords, port, heap), starts the server, answers with one JSON
line on standard output, and runs until its standard input ends or its parent is gone, however that died. The Java
machine takes over signals, so it lives in a process of its own.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

_EVERYTHING = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_STOP_SECONDS = 20.0


def main() -> None:
    """Run until the parent is gone.

    Examples
    --------
    A folder that another process has locked, whose number is in it:

    >>> import subprocess
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with (folder / "lock").open("w") as file:
    ...     fcntl.flock(file, fcntl.LOCK_EX)
    ...     print(4321, file=file, flush=True)
    ...     words = [sys.executable, "-m", "graphkit.stores.arcadedb_child"]
    ...     subprocess.run(words, input=json.dumps({"folder": str(folder)}), capture_output=True, text=True).stdout
    '{"locked": "4321"}\\n'
    """
    parent = os.getppid()
    answer = os.fdopen(os.dup(1), "w")
    order = json.loads(sys.stdin.readline())
    folder = Path(order["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    lock = _lock(folder / "lock", parent)
    if isinstance(lock, str):
        _say(answer, {"locked": lock})
        os._exit(3)
    os.chdir(folder)  # ArcadeDB writes its log into the working directory
    log = os.open("arcadedb.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    try:
        server, port = _start(folder, order)
    except BaseException as error:  # whatever it is, the parent must hear of it
        _say(answer, {"error": f"{type(error).__name__}: {error}"})
        os._exit(1)
    _say(answer, {"port": port})
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    sys.stdin.read()
    _stop(server)


def _say(answer: Any, message: dict[str, object]) -> None:
    try:
        answer.write(json.dumps(message) + "\n")
        answer.flush()
    except OSError:
        os._exit(1)


def _lock(path: Path, parent: int) -> int | str:
    """The locked file's handle; or who holds it, as text. It stays locked while this process lives."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(handle, False)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return os.read(handle, 100).decode(errors="replace").strip() or "?"
    os.ftruncate(handle, 0)
    os.write(handle, f"{parent}\n".encode())
    return handle


def _start(folder: Path, order: dict[str, Any]) -> tuple[Any, int]:
    from arcadedb_embedded.server import ArcadeDBServer  # type: ignore[import-untyped]

    config = folder / "config"
    config.mkdir(exist_ok=True)
    (config / "server-users.jsonl").unlink(missing_ok=True)  # passwords are new each time
    reader = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": ["readRecord"]}}}
    admin = {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        "types": {"*": {"access": _EVERYTHING}},
    }
    groups = {"databases": {"*": {"groups": {"admin": admin, "reader": reader}}}, "version": 2}
    (config / "server-groups.json").write_text(json.dumps(groups), encoding="utf-8")
    port = order["port"] or _free_port()
    server = ArcadeDBServer(
        str(folder),
        root_password=order["password"],
        config={
            "host": "127.0.0.1",
            "http_port": _free_port(),
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": port,
            "txWalFlush": 1,  # what is acknowledged survives a kill
            "opencypher_loadCsv_allowFileUrls": False,
            "opencypher_loadCsv_allowRemoteUrls": False,
        },
        jvm_kwargs={"heap_size": order["heap"]},
    )
    server.start()
    server.create_database(order["database"])
    _make_reader(server, order)
    return server, port


def _make_reader(server: Any, order: dict[str, Any]) -> None:
    import jpype  # type: ignore[import-untyped]

    security = server._java_server.getSecurity()
    user = {
        "name": "reader",
        "password": str(security.encodePassword(order["reader_password"])),
        "databases": {order["database"]: ["reader"]},
    }
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _watch(parent: int) -> None:
    """End this process when the parent is gone, also when another process still holds our standard input open."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.close(0)
    _exit_late()


def _exit_late() -> None:
    """The way out when the server does not stop by itself."""
    time.sleep(_STOP_SECONDS)
    os._exit(2)


def _stop(server: Any) -> None:
    threading.Thread(target=_exit_late, daemon=True).start()
    server.stop()
    os._exit(0)


if __name__ == "__main__":
    main()
