"""Writing files so that a failure never leaves half a file, and logs to which whole lines are added."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


def write_with(path: str | Path, write: Callable[[Path], object]) -> Path:
    """Have `write` fill a file beside `path`, then move that file to `path` in one step.

    Parameters
    ----------
    path
        Where the file shall stand; missing folders are made.
    write
        Called with the path of an empty temporary file of the same folder and ending.

    Returns
    -------
    Path
        `path`. If `write` raises, whatever stood at `path` before still stands there, and the error goes on.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_with(folder / "çizge.txt", lambda target: target.write_text("Muş", encoding="utf-8")).name
    'çizge.txt'
    >>> [file.name for file in folder.iterdir()]
    ['çizge.txt']
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".graphkit-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target


def write_text(path: str | Path, text: str, *, encoding: str = "utf-8") -> Path:
    r"""Write `text` to `path` in one step, in UTF-8 and with ``\n`` on every system.

    Examples
    --------
    >>> import tempfile
    >>> write_text(Path(tempfile.mkdtemp()) / "a" / "b.txt", "Şemdinli\n").read_bytes().decode()
    'Şemdinli\n'
    """
    data = text.encode(encoding)
    return write_with(path, lambda target: target.write_bytes(data))


def append_lines(path: Path, lines: Iterable[str]) -> None:
    r"""Add lines to a log, each whole on disk before the next; a half line that a killed run left is cut first.

    Examples
    --------
    >>> import tempfile
    >>> log = Path(tempfile.mkdtemp()) / "log.jsonl"
    >>> _ = log.write_text('{"at": 1}\n{"at"', encoding="utf-8")
    >>> append_lines(log, ['{"at": 2}'])
    >>> [line for _, line in whole_lines(log)]
    ['{"at": 1}\n', '{"at": 2}\n']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _drop_half_line(path)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
            file.flush()


def whole_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number, line with its end) of each whole line of a log; without a last one that a killed run left half written.

    Examples
    --------
    >>> list(whole_lines(Path("no-such-log.jsonl")))
    []
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.endswith("\n"):
                yield number, line


def _drop_half_line(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) != b"\n":
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
