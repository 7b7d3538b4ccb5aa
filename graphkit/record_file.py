"""The records of a graph folder: one JSON line per document, appended to and put in order when a run ends.

A document that is taken back, or read anew, is not cut out of the file at once: a line ``{"removed": [ids]}`` says
that what stands above it counts no more, so that a run of many changed pages writes each page once. `compact` then
rewrites the file without them.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from graphkit.errors import StoreError
from graphkit.files import append_lines, whole_lines, write_with
from graphkit.model import Extraction
from graphkit.records import extraction_of, to_json

_T = TypeVar("_T")
_REMOVED = '{"removed":'


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What a record says of its document, the stamp of what it was read with, and the types of its events.

    Examples
    --------
    >>> RecordHead("d1#t1", part_of="d1").part_of
    'd1'
    """

    id: str
    part_of: str | None = None
    path: str | None = None
    url: str | None = None
    stamp: str = ""
    types: frozenset[str] = frozenset()


class RecordFile:
    """The records at a path; the file need not be there yet.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import Document
    >>> records = RecordFile(Path(tempfile.mkdtemp()) / "records.jsonl")
    >>> records.append([(Extraction(Document("d1", "Zirve", "Zirve")), "s1"), (Extraction(Document("d2", "", "")), "s1")])
    >>> records.remove({"d1"})
    1
    >>> [head.id for head in records.heads()], [extraction.document.id for extraction in records.extractions()]
    (['d2'], ['d2'])
    >>> before = records.digest()
    >>> records.forget({"d3"})
    >>> records.compact()
    >>> records.digest() == before
    False
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def heads(self) -> list[RecordHead]:
        """The head of each record that counts, in the order of the file."""
        return [head for head, _ in self._read(lambda data: None)]

    def extractions(self) -> list[Extraction]:
        """What was read of each document, in the order of the file."""
        return [extraction for _, extraction in self._read(extraction_of)]

    def rows(self, damaged: list[str] | None = None) -> list[tuple[int, dict[str, Any]]]:
        """(line, JSON) of each record that counts, in the order of the file.

        With a list `damaged`, what cannot be read is told there, with file and line, in place of an error.

        Examples
        --------
        >>> import tempfile
        >>> from graphkit.model import Document
        >>> records = RecordFile(Path(tempfile.mkdtemp()) / "records.jsonl")
        >>> records.append([(Extraction(Document("d1", "Zirve", "Zirve")), "s1")])
        >>> [(line, data["document"]["id"]) for line, data in records.rows()], records.half_line()
        ([(1, 'd1')], None)
        """
        return [(number, data) for _, number, data in self._counting(lambda data: data, damaged)]

    def half_line(self) -> int | None:
        """The number of the line that a killed run left unfinished at the end; None where there is none."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            ends = deque(enumerate(file, 1), maxlen=1)
        return next((number for number, line in ends if not line.endswith(b"\n")), None)

    def append(self, stamped: Iterable[tuple[Extraction, str]]) -> None:
        """Add records with their stamps, each whole on disk before the next; one of a known id takes its place."""
        append_lines(self.path, (to_json(extraction, stamp=stamp) for extraction, stamp in stamped))

    def remove(self, ids: set[str]) -> int:
        """Take back these documents and those that stood on their pages; returns how many went."""
        gone = sum(head.id in ids or head.part_of in ids for head in self.heads())
        if gone:
            self.forget(ids)
        return gone

    def forget(self, ids: set[str]) -> None:
        """Take back documents as `remove` does, without counting them."""
        append_lines(self.path, [_REMOVED + json.dumps(sorted(ids), ensure_ascii=False) + "}"])

    def compact(self) -> None:
        """Rewrite the file without what counts no more, if there is any."""
        counting, total = {number for _, number in self._places()}, sum(1 for _ in whole_lines(self.path))
        if len(counting) == total:
            return

        def write(target: Path) -> None:
            with target.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(line for number, line in whole_lines(self.path) if number in counting)

        write_with(self.path, write)

    def digest(self) -> str:
        """Hash of the file: the same records in the same order, the same digest."""
        digest = hashlib.sha256()
        if self.path.exists():
            with self.path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        return digest.hexdigest()

    def _places(self) -> list[tuple[RecordHead, int]]:
        """Head and line of each record that counts."""
        return [(head, number) for head, number, _ in self._counting(lambda data: None)]

    def _read(self, read: Callable[[dict[str, Any]], _T]) -> list[tuple[RecordHead, _T]]:
        return [(head, value) for head, _, value in self._counting(read)]

    def _counting(
        self, read: Callable[[dict[str, Any]], _T], damaged: list[str] | None = None
    ) -> list[tuple[RecordHead, int, _T]]:
        """(head, line, what `read` makes of it) of each record that counts: of two of one document the later."""
        found: dict[str, tuple[RecordHead, int, _T]] = {}
        parts: dict[str, set[str]] = {}
        for number, line in whole_lines(self.path):
            try:
                data = json.loads(line)
                if "removed" in data:
                    for id in data["removed"]:
                        for gone in (id, *parts.pop(id, ())):
                            found.pop(gone, None)
                    continue
                head = _head(data)
                found.pop(head.id, None)
                found[head.id] = (head, number, read(data))
                if head.part_of:
                    parts.setdefault(head.part_of, set()).add(head.id)
            except (ValueError, KeyError, TypeError) as error:
                lacks = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                told = f"{self.path}:{number}: damaged record: {lacks}"
                if damaged is None:
                    raise StoreError(told) from error
                damaged.append(told)
        return list(found.values())


def _head(data: dict[str, Any]) -> RecordHead:
    document = data["document"]
    return RecordHead(document["id"], document["part_of"], document["path"], document["url"], data["stamp"],
                      frozenset(_types(data.get("events"))))  # fmt: skip


def _types(events: object) -> Iterator[str]:
    """Types of the events of a record; what is none is told by `record_faults`."""
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and isinstance(event.get("type"), str):
            yield event["type"]
