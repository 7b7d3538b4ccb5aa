"""How large one document may be."""

from __future__ import annotations

MAX_BYTES = 5 * 1024 * 1024
"""Bytes of one text, page or JSON line. A newspaper article has some 5,000; a web page seldom more than 1,000,000."""


def megabytes(size: int) -> str:
    """A size in bytes for people.

    Examples
    --------
    >>> megabytes(20 * 1024 * 1024)
    '20.0 MB'
    """
    return f"{size / 1024 / 1024:.1f} MB"
