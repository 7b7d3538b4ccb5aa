"""A graph folder made by hand: two documents and a teaser, for tests that need no models."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from graphkit.folder import GraphFolder
from graphkit.model import Document, EventMention, Extraction, LocalEntity


def telling(name: str, *, who: str = "Fas", day: str = "2026-03-17", part_of: str | None = None) -> Extraction:
    """A document that tells of one meeting with Russia."""
    text = f"{who} ve Rusya görüştü."
    start = text.index("görüştü")
    document = Document(name, text, text, published=dt.date(2026, 3, 18), url=f"https://haber.example/{name}", part_of=part_of)
    entities = (LocalEntity("Rusya", "State", (), "Q159"), LocalEntity(who, "State", (), None))
    mention = EventMention("Meeting", "görüştü", start, start + 7, 0, 1, "body", {"participant": (who, "Rusya")},
                           time=day, proposer="frame:meet")  # fmt: skip
    return Extraction(document, entities, (), (mention,), ((0, len(text)),))


def make_graph(path: Path) -> Path:
    """Russia meets Morocco (told twice) and, in a teaser, Tunisia."""
    with GraphFolder.create(path) as folder:
        records = [telling("d1t", who="Tunus", day="2026-03-16", part_of="d1"), telling("d1"), telling("d2")]
        folder.append((record, "s") for record in records)
    return path
