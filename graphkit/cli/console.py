"""What the commands print: tables and text on standard output, progress and messages on standard error."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO

import typer

from graphkit.errors import InputError, QueryError

if TYPE_CHECKING:
    from rich.console import Console

    from graphkit.folder import GraphFolder
    from graphkit.rows import Rows

def _extend(context: typer.Context, extend: Path | None) -> Path | None:
    """Have an extension's event types known until the command ends."""
    if extend is not None:
        from graphkit.ontology import extended

        context.with_resource(extended(extend))
        if extend.is_dir():
            from graphkit.frames import frame_files, load_frames

            if frame_files(extend):
                load_frames(extra=extend)  # a fault in it is told before anything is done
    return extend


Extend = Annotated[
    Path | None,
    typer.Option("--extend", metavar="FOLDER", callback=_extend, show_default=False,
                 help="Event types of your own: Turtle (.ttl) and frames (.yaml)."),
]  # fmt: skip

FAILED, WRONG, STOPPED = 1, 2, 130
"""Exit codes: not all could be done; the call is wrong; stopped with Ctrl-C."""

Format = Literal["table", "csv", "json", "jsonl", "markdown", "parquet"]
Advance = Callable[[int, str], None]
"""Called with how many are done and a note on them."""

_ENDINGS: dict[str, Format] = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".md": "markdown", ".parquet": "parquet"}
_LINES_EVERY = 10.0  # seconds between the lines of progress where there is no terminal


def complain(text: str) -> None:
    """Print a line on standard error.

    Examples
    --------
    >>> complain("3 pages read")
    """
    print(plain(text), file=sys.stderr, flush=True)


def plain(text: str) -> str:
    """`text` without control characters, which could steer a terminal.

    Examples
    --------
    >>> plain("Putin\\x1b[31m")
    'Putin�[31m'
    """
    return "".join("\ufffd" if unicodedata.category(char) == "Cc" and char not in "\n\t" else char for char in text)


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output.

    Examples
    --------
    >>> print_json({"read": 3})
    {
      "read": 3
    }
    """
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def open_graph(path: Path) -> GraphFolder:
    """Open the graph folder that a user named.

    Raises
    ------
    InputError
        When there is none.
    GraphkitError
        When it cannot be opened.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.folder import GraphFolder
    >>> GraphFolder.create(path := tempfile.mkdtemp()).close()
    >>> with open_graph(Path(path)) as folder:
    ...     len(folder.graph.events)
    0
    """
    if not (path / "graph.json").exists():
        found = "no such folder" if not path.exists() else "no graph folder"
        raise InputError(f"{path}: {found}; `graphkit build FILES -o {path}` makes a graph")
    from graphkit.folder import GraphFolder

    return GraphFolder.open(path)


@contextmanager
def whole_file(output: str) -> Iterator[TextIO]:
    """The file that becomes `output` when all is written (``-``: standard output).

    After an error nothing stays, after Ctrl-C what is written so far as ``.part``.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "rows.txt"
    >>> with whole_file(str(target)) as file:
    ...     print("Rusya", file=file)
    >>> target.read_text()
    'Rusya\\n'
    """
    if output == "-":
        yield sys.stdout
        return
    part = Path(f"{output}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        os.replace(part, output)
    except BaseException as error:
        with suppress(OSError):
            if isinstance(error, Exception) or not part.stat().st_size:
                part.unlink(missing_ok=True)
        raise


@contextmanager
def answering(output: str, format: Format) -> Iterator[Format]:
    """Send what is printed to the file `output` (``-``: standard output); yields the format, which its ending may say.

    Raises
    ------
    QueryError
        When the ending is that of no format, and none is given.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "rows.csv"
    >>> with answering(str(target), "table") as format:
    ...     print(format)
    >>> target.read_text()
    'csv\\n'
    """
    ending = Path(output).suffix.casefold()
    told = _ENDINGS.get(ending)
    if told is None and format == "table" and ending not in ("", ".txt"):
        raise QueryError(f"{output}: no format {ending}; write to {', '.join(_ENDINGS)}, or say --format")
    with whole_file(output) as file, redirect_stdout(file):
        yield told if told and format == "table" else format
    if output != "-":
        complain(f"{output}: written")


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Advance]:
    """Show progress on standard error: a bar in a terminal, else a line every ten seconds.

    Yields
    ------
    callable
        To be told how many of `total` are done.

    Examples
    --------
    >>> with progress("pages", 2) as advance:
    ...     advance(1, "3 events")
    """
    if not sys.stderr.isatty():
        yield _lines(what, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[note]}"), TimeRemainingColumn(elapsed_when_finished=True))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, note="")

        def advance(done: int, note: str = "") -> None:
            bar.update(task, completed=done, note=note)

        yield advance


def _lines(what: str, total: int | None) -> Advance:
    last = time.monotonic()

    def advance(done: int, note: str = "") -> None:
        nonlocal last
        if time.monotonic() - last >= _LINES_EVERY:
            last = time.monotonic()
            complain(f"{what}: {done}{f' of {total}' if total else ''}{f', {note}' if note else ''}")

    return advance


def print_rows(rows: Rows, format: Format) -> None:
    """Print an answer on standard output; a table also says on standard error how many rows it has.

    Raises
    ------
    QueryError
        When there is no such format.

    Examples
    --------
    >>> from graphkit.rows import Rows
    >>> print_rows(Rows(("name",), (("Rusya",),)), "csv")
    name
    Rusya
    """
    match format:
        case "csv":
            sys.stdout.write(rows.to_csv())
        case "json":
            print(rows.to_json())
        case "jsonl":
            sys.stdout.write(rows.to_jsonl())
        case "markdown":
            print(rows.to_markdown())
        case "parquet":
            if sys.stdout.isatty():
                raise QueryError("parquet is no text; send it to a file: > rows.parquet")
            out = io.BytesIO()
            rows.to_parquet(out)
            sys.stdout.buffer.write(out.getvalue())
        case "table":
            if rows:
                _print_table(rows)
            complain(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
        case _:
            raise QueryError(f"no format {format!r}")


def _print_table(rows: Rows) -> None:
    """A table of the columns that hold anything: as wide as the terminal, or as wide as it needs in a pipe."""
    from rich.table import Table
    from rich.text import Text

    names, *records = csv.reader(io.StringIO(rows.to_csv()))
    shown = [place for place in range(len(names)) if any(record[place] for record in records)]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place in shown:
        table.add_column(Text(names[place]), overflow="fold")
    for record in records:
        table.add_row(*(Text(plain(record[place])) for place in shown))
    output_console().print(table)


def output_console() -> Console:
    """A console on standard output that cuts nothing where that is no terminal.

    Examples
    --------
    >>> output_console().width > 0
    True
    """
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=100_000, no_color=True, highlight=False)
