"""The loads of a graph folder: which documents each run of ``graphkit build`` read, so that one can ask what is new.

A folder keeps them in ``loads.jsonl``, a log to which lines are added only: a line for each page, with the time at which
its run began. A document that was read again because it had changed belongs to both loads. A graph is the same whatever
runs it was built in, so the stores know nothing of loads: a query is told the documents.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from graphkit.errors import QueryError, StoreError
from graphkit.files import append_lines, whole_lines
from graphkit.query_files import NamedQuery
from graphkit.query_values import LAST, parse_date

_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Load:
    """A run that read documents: when it began (UTC) and their ids, in the order read.

    Examples
    --------
    >>> Load(dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC), ("d1",)).documents
    ('d1',)
    """

    at: dt.datetime
    documents: tuple[str, ...]


class LoadFile:
    """The loads at a path; the file need not be there yet.

    Examples
    --------
    >>> import tempfile
    >>> loads = LoadFile(Path(tempfile.mkdtemp()) / "loads.jsonl")
    >>> loads.add(dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC), ["d1"])
    >>> loads.add(dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC), ["d2", "d3"])
    >>> [len(load.documents) for load in loads.read()]
    [1, 2]
    >>> loads.faults(), loads.documents("last"), loads.documents("2"), loads.documents("2026-03-02")
    ([], ('d2', 'd3'), ('d1', 'd2', 'd3'), ('d2', 'd3'))
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, at: dt.datetime, documents: Iterable[str]) -> None:
        """Tell that the run that began at `at` read these documents."""
        line = {"at": at.astimezone(dt.UTC).isoformat(), "documents": list(documents)}
        append_lines(self.path, [json.dumps(line, ensure_ascii=False)])

    def read(self) -> list[Load]:
        """The loads in the order in which they began.

        Raises
        ------
        StoreError
            For a line that is damaged; it names file and line.
        """
        told: list[Load] = []
        for number, line in whole_lines(self.path):
            try:
                data = json.loads(line)
                at = dt.datetime.fromisoformat(data["at"]).astimezone(dt.UTC)
                if not isinstance(data["documents"], list):
                    raise TypeError("documents is no list")
                told.append(Load(at, tuple(map(str, data["documents"]))))
            except (ValueError, KeyError, TypeError, OverflowError) as error:
                cure = "delete the line; only the query `loaded` needs it"
                raise StoreError(f"{self.path}:{number}: damaged line: {error}; {cure}") from error
        told.sort(key=lambda load: load.at)
        return [Load(at, _documents(loads)) for at, loads in groupby(told, key=lambda load: load.at)]

    def faults(self) -> list[str]:
        """What makes `read` fail, with file and line; nothing where it does not."""
        try:
            self.read()
        except StoreError as error:
            return [str(error)]
        return []

    def documents(self, since: object) -> tuple[str, ...]:
        """Ids of the documents that some loads read.

        Parameters
        ----------
        since
            ``"last"``, how many of the last loads, or the day, month or year since which (in the machine's time zone).

        Raises
        ------
        QueryError
            When it is none of these, or the folder tells of no such load.
        """
        loads, text = self.read(), str(since).strip()
        if not loads:
            raise QueryError(f"{self.path.parent}: no load is on record; the next `graphkit build` that reads something is")
        if text == LAST or _NUMBER.fullmatch(text):
            number = 1 if text == LAST else int(text)
            if not 1 <= number <= len(loads):
                raise QueryError(f"load {text}: {len(loads)} load{'s are' if len(loads) > 1 else ' is'} on record")
            chosen = loads[-number:]
        else:
            chosen = self._since(loads, text)
        return _documents(chosen)

    def _since(self, loads: list[Load], text: str) -> list[Load]:
        try:
            first = dt.datetime.combine(parse_date(text), dt.time()).astimezone()
        except ValueError:
            raise QueryError(f"load {text!r}: write last, the number of the last loads, or a day as 2026-03-31") from None
        chosen = [load for load in loads if load.at >= first]
        if not chosen:
            raise QueryError(f"load {text}: the last load began at {loads[-1].at.astimezone():%Y-%m-%d %H:%M}")
        return chosen

    def bind(self, query: NamedQuery, given: Mapping[str, object]) -> dict[str, object]:
        """The parameters of a query, those that ask for a load with its documents; not given, it is the last one.

        Examples
        --------
        >>> import tempfile
        >>> from graphkit.query_files import load_query
        >>> loads = LoadFile(Path(tempfile.mkdtemp()) / "loads.jsonl")
        >>> loads.add(dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC), ["d1"])
        >>> loads.bind(load_query("loaded"), {"actor": "Rusya"})
        {'actor': 'Rusya', 'load': ('d1',)}
        """
        values = dict(given)
        for parameter in query.parameters:
            value = values.get(parameter.name)
            if parameter.type == "load" and not isinstance(value, (tuple, list)):
                values[parameter.name] = self.documents(LAST if value is None else value)
        return values


def _documents(loads: Iterable[Load]) -> tuple[str, ...]:
    """What they read, each document once."""
    return tuple(dict.fromkeys(id for load in loads for id in load.documents))
