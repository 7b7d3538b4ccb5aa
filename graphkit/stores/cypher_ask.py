"""A user's query to a Cypher store: what it answers as rows, and its time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import neo4j
from neo4j import exceptions as bolt

from graphkit.errors import QueryError
from graphkit.rows import Rows
from graphkit.stores.bolt import query_error
from graphkit.stores.cypher_values import to_parameter, to_python

_FAILURES = (bolt.Neo4jError, bolt.DriverError, OSError, UnicodeError)


def answer(
    tx: neo4j.Transaction, text: str, parameters: Mapping[str, object], *, limit: int | None = None, commit: bool = False
) -> Rows:
    """Run a query in a transaction and end it.

    Parameters
    ----------
    tx : neo4j.Transaction
        Begun, in read access mode.
    text, parameters : str, mapping
        The query and the values of its ``$name``.
    limit : int, optional
        At most this many rows.
    commit : bool
        Whether to commit, which is where some servers refuse writes; else what the query did is taken back.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.stores import arcadedb
    >>> server = arcadedb.start(tempfile.mkdtemp())
    >>> with neo4j.GraphDatabase.driver(server.uri, auth=("root", server.password)) as driver:
    ...     with driver.session(database=arcadedb.DATABASE) as session, session.begin_transaction() as tx:
    ...         answer(tx, "UNWIND $names AS name RETURN name", {"names": ("Fas", "Tunus", "Çad")}, limit=2).records
    (('Fas',), ('Tunus',))
    >>> server.stop()
    """
    result = tx.run(text, {name: to_parameter(value) for name, value in parameters.items()})
    records = result.fetch(limit) if limit is not None else list(result)
    rows = tuple(tuple(to_python(value) for value in record.values()) for record in records)
    columns = tuple(result.keys())
    if commit:
        tx.commit()
    else:
        tx.rollback()
    return Rows(columns, rows)


@contextmanager
def in_time(address: str, timeout: float | None, interrupt: Callable[[], None] | None = None) -> Iterator[float | None]:
    """Have a query end after `timeout` seconds, and the driver's errors as errors of ours.

    Parameters
    ----------
    address : str
        The server's, for messages.
    timeout : float, optional
        Seconds; None: as long as it takes.
    interrupt : callable, optional
        Ends what the server is doing and returns when the server is up again, where it keeps no time limit itself.

    Yields
    ------
    float or None
        The limit that the server itself is to keep.

    Raises
    ------
    QueryError
        If the query is wrong, would write, or takes longer than `timeout`.
    StoreError
        If no server answers.

    Examples
    --------
    >>> with in_time("bolt://127.0.0.1:7687", 2.5) as limit:
    ...     limit
    2.5
    >>> with in_time("bolt://127.0.0.1:7687", None):
    ...     raise bolt.ServiceUnavailable()
    Traceback (most recent call last):
    ...
    graphkit.errors.StoreError: no server answers at bolt://127.0.0.1:7687
    """
    late = threading.Event()
    watch = None if timeout is None or interrupt is None else _started(timeout, late, interrupt)
    try:
        yield None if watch else timeout
    except _FAILURES as error:
        if watch is not None and late.is_set():
            watch.join()  # the server is up again
        if late.is_set() or "TransactionTimedOut" in str(getattr(error, "code", "")):
            raise QueryError(f"the query took longer than {timeout:g} s") from error
        raise query_error(error, address) from error
    finally:
        if watch is not None:
            watch.cancel()


def _started(timeout: float, late: threading.Event, interrupt: Callable[[], None]) -> threading.Timer:
    def end() -> None:
        late.set()
        interrupt()

    timer = threading.Timer(timeout, end)
    timer.daemon = True
    timer.start()
    return timer
