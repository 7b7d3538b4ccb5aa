"""Tab-separated tables of a language pack → rows, with the file and line in every error.

A table is UTF-8; its first line that does not begin with ``#`` names the columns.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import InputError

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name, and where it stands.

    Examples
    --------
    >>> row = Row(Path("a.tsv"), 2, {"name": "Oslo", "aliases": "Kristiania|Christiania", "from": "1048"})
    >>> row.text("name"), row.parts("aliases"), row.date("from").year
    ('Oslo', ('Kristiania', 'Christiania'), 1048)
    >>> str(row.error("no such type"))
    'a.tsv, line 2: no such type'
    """

    path: Path
    line: int
    cells: dict[str, str]

    def text(self, column: str, *, allowed: Sequence[str] = ()) -> str:
        """The cell, which must not be empty (and must be one of `allowed`, where that is given)."""
        value = self.cells[column]
        if not value:
            raise self.error(f"column {column!r} is empty")
        if allowed and value not in allowed:
            raise self.error(f"{column} {value!r} is not allowed; allowed: {', '.join(allowed)}")
        return value

    def parts(self, column: str) -> tuple[str, ...]:
        """The parts of the cell between ``|``; empty cell: no parts."""
        parts = tuple(self.cells[column].split("|")) if self.cells[column] else ()
        if any(part != part.strip() or not part for part in parts):
            raise self.error(f"column {column!r} has an empty part or space around a part: {self.cells[column]!r}")
        return parts

    def date(self, column: str, *, last: bool = False) -> dt.date | None:
        """First (or `last`) day of the day, month or year in the cell; None for an empty cell."""
        value = self.cells[column]
        if not value:
            return None
        found = _DATE.fullmatch(value)
        try:
            if not found:
                raise ValueError
            year, month, day = (int(part) if part else 0 for part in found.groups())
            month = month or (12 if last else 1)
            return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
        except ValueError:
            raise self.error(f"{column} {value!r} is no date; allowed: 2024, 2024-08, 2024-08-28") from None

    def error(self, message: str) -> InputError:
        """An error that names this row's file and line."""
        return InputError(f"{self.path}, line {self.line}: {message}")


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    r"""Rows of a table whose header must be exactly `columns`.

    Parameters
    ----------
    path
        The file.
    columns
        Column names in order.

    Yields
    ------
    Row
        In file order; comment and blank lines are left out.

    Raises
    ------
    InputError
        If the file is missing or not UTF-8, its header differs, or a line has another number of cells.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "colours.tsv"
    ...     _ = path.write_text("# own\ntr\ten\nmavi\tblue\n", encoding="utf-8")
    ...     [(row.line, row.text("en")) for row in read_table(path, ["tr", "en"])]
    [(3, 'blue')]
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise InputError(f"{path}: no such table") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from None
    header = False
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            if cells != list(columns):
                raise InputError(f"{path}, line {number}: header is {cells}, expected {list(columns)}")
            header = True
        elif len(cells) != len(columns):
            expected = f"{len(columns)} ({', '.join(columns)})"
            raise InputError(f"{path}, line {number}: {len(cells)} cells, expected {expected}")
        else:
            yield Row(path, number, dict(zip(columns, cells, strict=True)))
    if not header:
        raise InputError(f"{path}: empty table; expected the header {list(columns)}")
