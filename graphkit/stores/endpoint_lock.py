"""A lock that stands in a SPARQL dataset, so that writers of ours take turns.

SPARQL has no transaction over several requests, and a load reads before it writes. The lock is one triple in a named
graph of its own, put there by one conditional update. Its text names the owner and changes while the owner works, so
that the lock of one that died is taken over: at once when it was a process of this machine, else after a minute
without a change.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from graphkit.errors import LockedError
from graphkit.stores.sparql import quoted

_NODE = "<https://w3id.org/graphkit/lock>"
_OWNER = "<https://w3id.org/graphkit/ontology#lockedBy>"
_RENEWED = 15.0  # seconds
_STALE = 60.0
_LONGEST = 3600.0
_HELD: set[str] = set()
"""Names under which this process is writing just now."""


@dataclass(slots=True)
class Lock:
    """The lock of a dataset.

    `update` sends an update and waits for a server that is away, `update_once` does not wait; `ask` gives the one value
    of a query, or None.

    Examples
    --------
    >>> import pyoxigraph
    >>> dataset = pyoxigraph.Store()
    >>> def ask(text):
    ...     return next((row[0].value for row in dataset.query(text)), None)
    >>> with Lock(dataset.update, dataset.update, ask).held("a dataset in memory"):
    ...     len(dataset)
    1
    >>> len(dataset)
    0
    """

    update: Callable[[str], None]
    update_once: Callable[[str], None]
    ask: Callable[[str], str | None]
    name: str = field(default_factory=lambda: f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(8)}")
    token: str = ""

    @contextmanager
    def held(self, address: str) -> Iterator[None]:
        """A block in which the lock is ours.

        Raises
        ------
        LockedError
            When another writer holds it for an hour.
        """
        _HELD.add(self.name)
        try:
            self._take(address)
        except BaseException:
            _HELD.discard(self.name)
            raise
        done = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(done,), daemon=True)
        renewing.start()
        send = self.update_once
        try:
            yield
            send = self.update
        finally:
            done.set()
            renewing.join()
            _HELD.discard(self.name)
            send(f"DELETE DATA {{ {self._fact(self.token)} }}")

    def _take(self, address: str) -> None:
        self.token = f"{self.name} 0"
        seen, since, started = "", time.monotonic(), time.monotonic()
        while True:
            free = f"FILTER NOT EXISTS {{ GRAPH {_NODE} {{ {_NODE} {_OWNER} ?o }} }}"
            self.update(f"INSERT {{ {self._fact(self.token)} }} WHERE {{ {free} }}")
            owner = self.ask(f"SELECT ?o {{ GRAPH {_NODE} {{ {_NODE} {_OWNER} ?o }} }}")
            if owner == self.token:
                return
            now = time.monotonic()
            if owner != seen:
                seen, since = owner or "", now
            if owner is not None and (_is_dead(owner) or now - since > _STALE):
                self.update(f"DELETE DATA {{ {self._fact(owner)} }}")
                continue
            if now - started > _LONGEST:
                host, process, *_ = (owner or "? ?").split()
                raise LockedError(f"{address}: process {process} on {host} is writing")
            time.sleep(0.05 if now - started < 1 else 0.5)

    def _renew(self, done: threading.Event) -> None:
        count = 0
        while not done.wait(_RENEWED):
            count += 1
            token = f"{self.name} {count}"
            self.update_once(f"DELETE DATA {{ {self._fact(self.token)} }} ; INSERT DATA {{ {self._fact(token)} }}")
            self.token = token

    def _fact(self, token: str) -> str:
        return f"GRAPH {_NODE} {{ {_NODE} {_OWNER} {quoted(token)} }}"


def _is_dead(owner: str) -> bool:
    """Whether the owner was a process of this machine that is gone, or a load of this one that has ended."""
    host, process, *_ = (*owner.split(), "", "")
    if host != socket.gethostname() or not process.isdigit():
        return False
    if int(process) == os.getpid():
        return owner.rpartition(" ")[0] not in _HELD
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
