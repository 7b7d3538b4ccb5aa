"""What the reader knows about the pages of one language, loaded from its language pack (``reading.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from graphkit.errors import LanguageError
from graphkit.text import fold, lower


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """Headings, labels and date words of a language, folded with `graphkit.text.fold`.

    `months` maps a month's name to 1–12. `words` and `letters` are evidence that a text is in the language.

    Examples
    --------
    >>> load_reading_rules("tr").months["mart"]
    3
    """

    language: str
    months: dict[str, int]
    weekdays: frozenset[str]
    tail_headings: frozenset[str]
    link_labels: frozenset[str]
    caption_labels: frozenset[str]
    byline_labels: frozenset[str]
    agencies: frozenset[str]
    published_labels: frozenset[str]
    updated_labels: frozenset[str]
    date_fillers: frozenset[str]
    words: frozenset[str]
    letters: frozenset[str]


@cache
def load_reading_rules(language: str = "tr") -> ReadingRules:
    """Load the reading rules of a language pack.

    Parameters
    ----------
    language : str
        ISO 639 code, the name of a folder under ``graphkit/languages``.

    Raises
    ------
    LanguageError
        If there is no language pack of that name.

    Examples
    --------
    >>> load_reading_rules("tr").months["temmuz"]
    7
    """
    folder = files("graphkit") / "languages"
    known = sorted(entry.name for entry in folder.iterdir() if (entry / "reading.yaml").is_file())
    if language not in known:
        raise LanguageError(f"no language pack {language!r}; there are: {', '.join(known)}")
    data = yaml.safe_load((folder / language / "reading.yaml").read_text(encoding="utf-8"))

    def keys(name: str) -> frozenset[str]:
        return _folded(data[name])

    return ReadingRules(
        language=language,
        months={lower(name): number for number, name in enumerate(data["months"], 1)},
        weekdays=keys("weekdays"),
        tail_headings=keys("tail_headings"),
        link_labels=keys("link_labels"),
        caption_labels=keys("caption_labels"),
        byline_labels=keys("byline_labels"),
        agencies=keys("agencies"),
        published_labels=keys("published_labels"),
        updated_labels=keys("updated_labels"),
        date_fillers=keys("date_fillers"),
        words=keys("words"),
        letters=frozenset(data["letters"]),
    )


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)
