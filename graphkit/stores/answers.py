"""Answers of SPARQL engines as rows, and a time limit for engines in this process that keep none."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from graphkit.errors import QueryError
from graphkit.rows import Rows
from graphkit.stores.quads import to_python


def to_rows(found: object, limit: int | None = None) -> Rows:
    """What pyoxigraph answers (a truth value, solutions or triples) as rows, at most `limit` of them.

    Examples
    --------
    >>> to_rows(ox.Store().query("ASK {}")).records
    ((True,),)
    """
    if isinstance(found, ox.QueryBoolean):
        return Rows(("answer",), ((bool(found),),))
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        answers: Iterable[Iterable[object]] = found
    else:
        columns = ("subject", "predicate", "object")
        triples: Iterable[ox.Triple] = found  # type: ignore[assignment]
        answers = ((triple.subject, triple.predicate, triple.object) for triple in triples)
    rows = itertools.islice(answers, limit)
    return Rows(columns, tuple(tuple(to_python(value) for value in row) for row in rows))


def within(timeout: float | None, answer: Callable[[], Rows]) -> Rows:
    """The answer, if it comes within so many seconds.

    The engines cannot be interrupted: an abandoned query runs on in a thread of its own.

    Raises
    ------
    QueryError
        When it comes not in time.

    Examples
    --------
    >>> within(10, lambda: Rows(("n",), ((1,),))).records
    ((1,),)
    """
    if timeout is None:
        return answer()
    answers: list[Rows | Exception] = []

    def run() -> None:
        try:
            answers.append(answer())
        except Exception as error:  # handed to the caller's thread
            answers.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout)
    if not answers:
        raise QueryError(f"the query took longer than {timeout:g} s")
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]
