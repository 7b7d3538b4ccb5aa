"""CoNLL-U files of hand-made sentences, and a reader that answers from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphkit.reading import DocumentReading, WordReading

FOLDER = Path(__file__).parent / "conllu"


def read_rows(name: str) -> list[list[list[str]]]:
    """Rows of each sentence of a file in ``tests/conllu``."""
    blocks = (FOLDER / name).read_text("utf-8").strip().split("\n\n")
    return [[line.split("\t") for line in block.splitlines() if not line.startswith("#")] for block in blocks]


class ConlluReader:
    """Reads words as a CoNLL-U file has them (``Name=`` in MISC); a sentence that it lacks hangs flat under its first word."""

    version = "conllu"

    def __init__(self, name: str) -> None:
        self.known = {
            tuple(row[1] for row in rows): tuple(
                WordReading(row[3], row[5].strip("_"), int(row[6]), row[7], row[9].removeprefix("Name="))
                for row in rows
            )
            for rows in read_rows(name)
        }
        self.calls = 0

    def read(self, sentences: Sequence[Sequence[str]]) -> DocumentReading:
        """Readings of the sentences of one document."""
        self.calls += 1
        flat = [
            tuple(WordReading("X", "", min(at, 1), "dep" if at else "root") for at, _ in enumerate(s))
            for s in sentences
        ]
        words = tuple(self.known.get(tuple(s), other) for s, other in zip(sentences, flat, strict=True))
        return DocumentReading(words, extra=len(sentences))
