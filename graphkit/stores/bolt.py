"""Connections of the ``neo4j`` driver, and its errors as errors of ours."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import neo4j
from neo4j import exceptions as bolt

from graphkit.errors import QueryError, StoreError
from graphkit.model import Graph
from graphkit.stores import LoadReport, Progress
from graphkit.stores.changing import Changes, counted, parts, size_of


def connect(uri: str, user: str, password: str, patience: float) -> neo4j.Driver:
    """A driver that has reached the server; transactions are tried again for `patience` seconds.

    Examples
    --------
    >>> connect("bolt://127.0.0.1:1", "neo4j", "secret", 0.0)
    Traceback (most recent call last):
    ...
    neo4j.exceptions.ServiceUnavailable: Couldn't connect to 127.0.0.1:1
    """
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # no retries on the user's terminal
    driver = neo4j.GraphDatabase.driver(
        uri,
        auth=(user, password),
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        connection_timeout=10,
        max_transaction_retry_time=patience,
    )
    try:
        driver.verify_connectivity()
    except BaseException:
        driver.close()
        raise
    return driver


@contextmanager
def told(address: str, user: str | None = None) -> Iterator[None]:
    """Errors of the driver as errors of ours, in one line and without a password.

    Examples
    --------
    >>> with told("bolt://127.0.0.1:7687", "ayse"):
    ...     raise bolt.AuthError
    Traceback (most recent call last):
    ...
    graphkit.errors.StoreError: login refused for user ayse at bolt://127.0.0.1:7687
    """
    try:
        yield
    except bolt.AuthError as error:
        who = f" for user {user}" if user else ""
        raise StoreError(f"login refused{who} at {address}") from error
    except (bolt.ServiceUnavailable, bolt.SessionExpired) as error:
        raise StoreError(f"no server answers at {address}") from error
    except bolt.TransientError as error:
        if is_out_of_memory(error):
            raise
        raise StoreError(f"{address}: {error.message}") from error
    except (bolt.Neo4jError, bolt.DriverError, ValueError, UnicodeError) as error:
        raise StoreError(f"{address}: {getattr(error, 'message', None) or error}") from error


def is_out_of_memory(error: bolt.TransientError) -> bool:
    """Whether a transaction was too big for the server's memory.

    Examples
    --------
    >>> is_out_of_memory(bolt.TransientError("the lock was taken"))
    False
    """
    return "OutOfMemory" in str(error.code)


def query_error(error: Exception, address: str) -> QueryError | StoreError:
    """The error of ours for one of a user's query.

    Examples
    --------
    >>> query_error(bolt.Forbidden(), "bolt://127.0.0.1:7687")
    QueryError('the query would write: only reading is allowed here')
    """
    code = str(getattr(error, "code", ""))
    if isinstance(error, (bolt.ServiceUnavailable, bolt.SessionExpired)):
        return StoreError(f"no server answers at {address}")
    message = str(getattr(error, "message", None) or error)
    if isinstance(error, bolt.Forbidden) or code.endswith("AccessMode") or "DeleteConnectedNode" in message:
        return QueryError("the query would write: only reading is allowed here")  # the last: ArcadeDB looks at edges first
    return QueryError(f"not answered: {message}")


def write_parts(whole: Graph, size: int, report: LoadReport, step: Callable[[Graph], tuple[Changes, int]], address: str,
                progress: Progress | None = None) -> LoadReport:  # fmt: skip
    """Write a graph in parts of `size` nodes by `step`, each halved where it is too big for the server's memory; the report
    with what was written counted.

    Raises
    ------
    StoreError
        A part of one node is too big, or the server asks to try again too often; names the documents.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> graph = Graph(entities={n: Entity(n, "State", n) for n in ("Q1", "Q2", "Q3")})
    >>> sizes = []
    >>> step = lambda part: (sizes.append(size_of(part)), (Changes((), (), (), (), (), ()), 0))[1]
    >>> write_parts(graph, 2, LoadReport(3, 0), step, "bolt://here").nodes, sizes
    (3, [2, 1])
    """
    done, waiting = 0, [*parts(whole, size)][::-1]
    while waiting:
        part = waiting.pop()
        found = size_of(part)
        try:
            report = counted(report, *step(part))
        except bolt.TransientError as error:
            if not is_out_of_memory(error) or found < 2:
                raise StoreError(f"{address}: {_extent(part)}: {error.message}") from error
            waiting += [*parts(part, found // 2)][::-1]
            continue
        done += found
        if progress is not None:
            progress(min(done, report.nodes), report.nodes)
    return report


def _extent(part: Graph) -> str:
    documents = sorted({*part.documents, *(item.document for item in part.evidence.values())})
    return f"batch with documents {', '.join(documents[:5])}{' …' if len(documents) > 5 else ''}"
