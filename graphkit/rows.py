"""`Rows`, the answer to a query: columns and records, in the forms that people and scripts read."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, overload

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Row = dict[str, object]
_WHOLE = 2**53  # whole numbers up to it are exact as floating point


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: the names of its columns and one tuple of values per record, in the order of the answer.

    Values are plain Python: str, int, float, bool, `datetime.date`, `datetime.datetime`, None (nothing is known), or
    a tuple of those. Iterating gives one dict per record; a number as index gives one dict, a slice gives `Rows`.

    Parameters
    ----------
    columns : tuple of str
        Names of the columns.
    records : tuple of tuple
        One tuple per record, as long as `columns`. Empty: the query found nothing.
    types : tuple of str
        What the columns are by the header of a named query (``text``, ``date``, ``list`` …); empty: not known. It
        says how a column is stored in Parquet, so that two answers have one schema; a column of an own query that holds
        something else is stored as it is.

    Examples
    --------
    >>> rows = Rows(("actor", "time"), (("Rusya", "2024-12"), ("ABD", None)))
    >>> len(rows), rows[0]
    (2, {'actor': 'Rusya', 'time': '2024-12'})
    >>> [row["actor"] for row in rows]
    ['Rusya', 'ABD']
    """

    columns: tuple[str, ...]
    records: tuple[tuple[object, ...], ...] = ()
    types: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Row]:
        for record in self.records:
            yield dict(zip(self.columns, record, strict=True))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...

    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self.columns, self.records[index], self.types)
        return dict(zip(self.columns, self.records[index], strict=True))

    def column(self, name: str) -> tuple[object, ...]:
        """All values of one column, in row order.

        Raises
        ------
        KeyError
            If there is no such column.

        Examples
        --------
        >>> Rows(("actor",), (("Rusya",), ("ABD",))).column("actor")
        ('Rusya', 'ABD')
        """
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; columns: {', '.join(self.columns)}")
        place = self.columns.index(name)
        return tuple(record[place] for record in self.records)

    def to_dicts(self) -> list[Row]:
        """The records as a list of dicts.

        Examples
        --------
        >>> Rows(("actor",), (("Rusya",),)).to_dicts()
        [{'actor': 'Rusya'}]
        """
        return list(self)

    def to_pandas(self) -> pd.DataFrame:
        """The records as a `pandas.DataFrame`; dates stay `datetime.date` objects.

        Examples
        --------
        >>> Rows(("actor", "troops"), (("Rusya", 3000),)).to_pandas().to_dict("list")
        {'actor': ['Rusya'], 'troops': [3000]}
        """
        import pandas as pd

        return pd.DataFrame(list(self.records), columns=list(self.columns))

    def to_networkx(self, left: str | None = None, right: str | None = None) -> nx.MultiDiGraph[str]:
        """The records as a graph: an edge for each pair of values of two columns, with the rest of the record on it.

        Without columns the first column is joined with every column of lists (the actors of events, say): the edge
        bears the name of that column as ``role``, the first node the record's other values. None makes no node and no
        value; dates are ISO text and lists texts with ``; ``, so that every writer of networkx takes them.

        Raises
        ------
        KeyError
            If there is no such column.

        Examples
        --------
        >>> rows = Rows(("event", "participants", "time"), (("e1", ("Fas", "Rusya"), "2026"),))
        >>> graph = rows.to_networkx()
        >>> sorted(graph.edges(data="role")), graph.nodes["e1"]
        ([('e1', 'Fas', 'participants'), ('e1', 'Rusya', 'participants')], {'time': '2026'})
        >>> arms = Rows(("supplier", "recipient", "item"), (("A", "B", "top"),))
        >>> list(arms.to_networkx("supplier", "recipient").edges(data=True))
        [('A', 'B', {'item': 'top'})]
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        first = left or self.columns[0]
        lists = {name for name in self.columns if any(isinstance(value, (tuple, list)) for value in self.column(name))}
        targets = [right] if right is not None else sorted(lists - {first}, key=self.columns.index)
        for name in (first, *targets):
            self.column(name)
        for row in self:
            rest = {
                key: value if isinstance(value, (bool, int, float)) else _text(value)
                for key, value in row.items() if value is not None and key not in (first, *targets)
            }  # fmt: skip
            for start in _each(row[first]):
                graph.add_node(start, **({} if right is not None else rest))
                for name in targets:
                    for end in _each(row[name]):
                        graph.add_edge(start, end, **(rest if right is not None else {"role": name}))
        return graph

    def to_parquet(self, target: str | os.PathLike[str] | IO[bytes]) -> None:
        """Write an Apache Parquet file (https://parquet.apache.org): dates as dates, lists as lists, None as null.

        Examples
        --------
        >>> out = io.BytesIO()
        >>> Rows(("actor", "begin"), (("Rusya", dt.date(2024, 12, 1)),)).to_parquet(out)
        >>> out.getvalue()[:4]
        b'PAR1'
        """
        import pyarrow as pa
        from pyarrow import parquet

        stored = {"date": pa.date32(), "count": pa.int64(), "number": pa.float64(), "list": pa.list_(pa.string()),
                  "text": pa.string()}  # fmt: skip
        known = dict(zip(self.columns, map(_stored_as, self.types), strict=False))
        arrays = {}
        for name in self.columns:
            kind, values = known.get(name, ""), self.column(name)
            fits = kind and all(value is None or _is(kind, value) for value in values)
            arrays[name] = pa.array(values, stored[kind] if fits else None)
        parquet.write_table(pa.table(arrays), target)

    def to_csv(self) -> str:
        """Comma-separated text with a header line (RFC 4180 quoting, ``\\n`` line ends); None is an empty field.

        Examples
        --------
        >>> print(Rows(("actor", "quote"), (("ABD", 'dedi ki "hayır" diye'),)).to_csv(), end="")
        actor,quote
        ABD,"dedi ki ""hayır"" diye"
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_text(value) for value in record] for record in self.records)
        return out.getvalue()

    def to_json(self) -> str:
        """A JSON array of objects, one object a line; dates are ISO text.

        Examples
        --------
        >>> print(Rows(("actor", "begin"), (("Rusya", dt.date(2024, 12, 1)),)).to_json())
        [
        {"actor": "Rusya", "begin": "2024-12-01"}
        ]
        """
        lines = [_json_line(row) for row in self]
        return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"

    def to_jsonl(self) -> str:
        """JSON Lines: one object a line; no record gives empty text.

        Examples
        --------
        >>> Rows(("actor",), (("Rusya",),)).to_jsonl()
        '{"actor": "Rusya"}\\n'
        """
        return "".join(_json_line(row) + "\n" for row in self)

    def to_markdown(self) -> str:
        """A Markdown table; line breaks and ``|`` in values are escaped.

        Examples
        --------
        >>> print(Rows(("actor", "time"), (("Rusya", None),)).to_markdown())
        | actor | time |
        | --- | --- |
        | Rusya |  |
        """
        lines: list[tuple[str, ...]] = [self.columns, ("---",) * len(self.columns)]
        lines += [tuple(_cell(value) for value in record) for record in self.records]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def to_html(self) -> str:
        """An HTML table with every value escaped, as notebooks show it.

        Examples
        --------
        >>> "&lt;b&gt;" in Rows(("title",), (("<b>",),)).to_html()
        True
        """
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "\n".join(
            "<tr>" + "".join(f"<td>{html.escape(_text(value))}</td>" for value in record) + "</tr>"
            for record in self.records
        )
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _stored_as(kind: str) -> str:
    """How Parquet keeps a column of a type of the headers; empty: as its values are."""
    if kind in ("", "date", "count", "number", "list"):
        return kind
    return {"first": "date", "last": "date", "roles": "list"}.get(kind, "text")


def _is(kind: str, value: object) -> bool:
    """Whether a value is what its column says, so that storing it as that changes nothing."""
    match kind:
        case "date":
            return type(value) is dt.date
        case "count":
            return type(value) is int
        case "number":
            return type(value) is float or type(value) is int and abs(value) <= _WHOLE
        case "list":
            return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
    return isinstance(value, str)


def _each(value: object) -> Iterator[str]:
    for part in value if isinstance(value, (tuple, list)) else (value,):
        if part is not None:
            yield str(part)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return "; ".join(_text(part) for part in value)
    return str(value)


def _cell(value: object) -> str:
    return " ".join(_text(value).replace("\\", "\\\\").replace("|", "\\|").split())


def _json_line(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, default=_text)
