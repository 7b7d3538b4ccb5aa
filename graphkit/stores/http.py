"""HTTP to a SPARQL endpoint: one pool of connections, errors as ours, patience with a server that is away."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import urllib3

from graphkit.errors import StoreError

_AWAY = (502, 503, 504)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0  # seconds
_CONNECTING, _SENDING = 10.0, 900.0  # seconds
_SHORT = 1 << 14  # bytes that the system takes at once, whether the server reads them or not
_Result = TypeVar("_Result")


class Away(Exception):
    """The server does not answer, or says that it cannot just now.

    Examples
    --------
    >>> Http("http://127.0.0.1:9").send("http://127.0.0.1:9/query", b"ASK {}", "application/sparql-query")
    Traceback (most recent call last):
    ...
    graphkit.stores.http.Away: connection refused
    """


class Refused(Exception):
    """The server answered that it will not do this; `status` is its HTTP status.

    Examples
    --------
    >>> Refused(404, "no such dataset").status
    404
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(slots=True)
class Http:
    """A server with a login; `patience` is for how many seconds one that is away is asked again.

    Examples
    --------
    >>> http = Http("http://127.0.0.1:9", patience=0.0)
    >>> http.patiently(lambda: http.send("http://127.0.0.1:9/query", b"ASK {}", "application/sparql-query"))
    Traceback (most recent call last):
    ...
    graphkit.errors.StoreError: no server answers at http://127.0.0.1:9
    """

    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    patience: float = 30.0
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=4, retries=False), repr=False)

    def send(
        self, url: str, body: bytes, kind: str, *, accept: str = "*/*", timeout: float | None = None
    ) -> urllib3.BaseHTTPResponse:
        """POST a body; the answer is not read yet and must be released.

        Raises
        ------
        Away
            When the server is away.
        Refused
            When it answers with an error.
        """
        headers = {**self.headers, "Content-Type": kind, "Accept": accept}
        # urllib3 sends with the limit for connecting, and a busy server reads a long body only as fast as it works
        limit = urllib3.Timeout(connect=_CONNECTING if len(body) <= _SHORT else _SENDING, read=timeout)
        try:
            answer = self.pool.request("POST", url, body=body, headers=headers, timeout=limit, preload_content=False)
            if answer.status < 300:
                return answer
            reason = answer.read(4000, decode_content=True).decode("utf-8", "replace")
            answer.release_conn()
        except urllib3.exceptions.HTTPError as error:
            raise Away(str(error)) from error
        if answer.status in _AWAY:
            raise Away(f"HTTP {answer.status}: {_line(reason)}")
        raise Refused(answer.status, _line(reason) or str(answer.reason))

    def patiently(self, step: Callable[[], _Result]) -> _Result:
        """Run a step, again with growing pauses while the server is away.

        Raises
        ------
        StoreError
            When it stays away, or refuses the step.
        """
        deadline, pause = time.monotonic() + self.patience, _FIRST_PAUSE
        while True:
            try:
                return step()
            except Away as error:
                if time.monotonic() + pause > deadline:
                    raise StoreError(f"no server answers at {self.address}") from error
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            except Refused as error:
                if error.status in (401, 403):
                    raise StoreError(f"login refused at {self.address}") from error
                raise StoreError(f"{self.address}: HTTP {error.status}: {error}") from error
            except urllib3.exceptions.HTTPError as error:
                raise StoreError(f"{self.address}: {error}") from error


def _line(text: str) -> str:
    """The first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:500]
