"""Writing files so that a failure never leaves half a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
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


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
