"""Where words end inside a stretch without white space: numbers, abbreviations, apostrophes, quotation marks.

The word lists stand in ``languages/tr/sentences.yaml``.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources

import yaml

from graphkit.text import lower

_LEADING = re.compile(r"[\"'“”„«»‘’(\[{<*•]|[-–—](?=\D)|[-–—]$")
_TRAILING = re.compile(r"[\"'“”»’)\]}>,;:!?…]$|(?<=\w)[-–—]$")
_KEEP = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+[\w/]"  # addresses
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?(?:'\w+)?"  # T.C. A.B.D.'nin
    r"|%?\d+(?:[.,:/-]\d+)*(?:'?[^\W\d_]+)?(?:-\w+)*(?:'\w+)?"  # 1,5  1.500  10-12  14:30'da  3'üncü
    r"|[^\W\d_][\w&]*(?:[-'][\w&]+)+"  # Putin'in  Jong-un'un
    r"|\.{2,}|[^\W\d_]+\d[\w-]*(?:'\w+)?"  # ...  S400'ler
)


@dataclass(frozen=True, slots=True)
class SplitRules:
    """Word lists of a language that decide the ends of sentences (all in lower case, without the dot).

    Examples
    --------
    >>> "dr" in load_rules().never_end
    True
    """

    never_end: frozenset[str]
    may_end: frozenset[str]
    ordinal_nouns: frozenset[str]
    before_final_number: frozenset[str]
    finite_endings: tuple[str, ...]
    saying: frozenset[str]


@functools.cache
def load_rules(language: str = "tr") -> SplitRules:
    """Read the word lists of `language`.

    Parameters
    ----------
    language : str
        Name of a language pack.

    Returns
    -------
    SplitRules
        The lists, once read kept for the process.

    Examples
    --------
    >>> "dr" in load_rules("tr").never_end
    True
    """
    text = resources.files("graphkit").joinpath("languages", language, "sentences.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return SplitRules(
        never_end=frozenset(data["never_end"]),
        may_end=frozenset(data["may_end"]),
        ordinal_nouns=frozenset(data["ordinal_nouns"]),
        before_final_number=frozenset(data["before_final_number"]),
        finite_endings=tuple(data["finite_endings"]),
        saying=frozenset(data["saying"]),
    )


def split_words(
    chunk: str, cuts: Collection[int], rules: SplitRules, *, final: bool, offset: int = 0
) -> list[tuple[int, int]]:
    """Words of a stretch without white space.

    Parameters
    ----------
    chunk : str
        The stretch, normalised.
    cuts : collection of int
        Code points at which the tokenizer begins or ends a word, counted like `offset`.
    rules : SplitRules
        From `load_rules`.
    final : bool
        Whether a sentence ends with it: then a full stop stands apart.
    offset : int
        Where the stretch begins; added to the ranges.

    Returns
    -------
    list of tuple of int
        Half-open ranges that follow each other without a gap.

    Examples
    --------
    >>> split_words("(Putin'in", (), load_rules(), final=False)
    [(0, 1), (1, 9)]
    """
    start, end = 0, len(chunk)
    head: list[int] = []
    while start < end and _LEADING.match(chunk, start):
        start += 1
        head.append(start)
    tail: list[int] = []
    while end > start and not chunk.endswith("...", start, end) and _TRAILING.search(chunk[start:end]):
        end -= 1
        tail.append(end)
    core = chunk[start:end]
    edges = {0, start, end, len(chunk), *head, *tail}
    stem = core.rstrip(".")
    dots = len(core) - len(stem)
    if stem and (dots > 1 or dots == 1 and not _keeps_dot(stem, rules, final=final)):
        edges.add(start + len(stem))
        core = stem
    edges |= {cut - offset for cut in cuts if offset + start < cut < offset + end}
    for kept in _KEEP.finditer(core):
        edges -= set(range(start + kept.start() + 1, start + kept.end()))
    if stem and dots == 1 and core != stem:
        edges.discard(start + len(stem))
    if core.startswith("%") and len(core) > 1:
        edges.add(start + 1)
    ordered = sorted(edges)
    return [(offset + left, offset + right) for left, right in itertools.pairwise(ordered)]


def _keeps_dot(stem: str, rules: SplitRules, *, final: bool) -> bool:
    """Whether the dot after `stem` belongs to the word: an abbreviation, an initial, an ordinal inside a sentence."""
    word = lower(stem)
    if word in rules.never_end or word in rules.may_end or re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", stem):
        return True
    return not final and bool(re.fullmatch(r"\d+|[IVXLC]+|[^\W\d_]{1,4}", stem))
