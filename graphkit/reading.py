"""What a reader says about words, and names out of its BIO tags.

A `Reader` is anything that reads sentences of words in one go: the shipped encoder, or a small stand-in in a test. Its
answers go into the stanza pipeline through the processors of `graphkit.processors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from graphkit.model import Name
from graphkit.text import APOSTROPHES, strip_suffix

LABELS: Mapping[str, str] = {
    **{label: label for label in ("PER", "ORG", "GPE", "LOC", "NORP", "TITLE", "DATE", "EVENT", "PRODUCT", "LAW")},
    "PERSON": "PER", "FAC": "LOC", "TIME": "DATE", "LOCATION": "LOC", "ORGANIZATION": "ORG",
}  # fmt: skip
"""Label of a model → label of a `Name`; a label that is not here names nothing (``CARDINAL``, ``MONEY``)."""

_QUOTES = ' "“”„«»()[],' + APOSTROPHES


@dataclass(frozen=True, slots=True)
class WordReading:
    """One word as a reader reads it.

    `head` is the id of the governing word, counted from 1 (0: root). `name` is a BIO tag (``B-PER``, ``I-PER``,
    ``O``) and `score` the reader's confidence in it. An empty `upos`, `deprel` or `name` means: not read.

    Examples
    --------
    >>> WordReading("PROPN", name="B-GPE").name
    'B-GPE'
    """

    upos: str = ""
    feats: str = ""
    head: int = 0
    deprel: str = ""
    name: str = "O"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What a reader says of the sentences of one document: a reading a word, and whatever else it has to hand on.

    `extra` goes through the parser untouched (the event proposals of the encoder).

    Examples
    --------
    >>> len(DocumentReading(((WordReading("VERB"),),)).words)
    1
    """

    words: tuple[tuple[WordReading, ...], ...]
    extra: object = None


@runtime_checkable
class Reader(Protocol):
    """Reads the sentences of one document in one go.

    Examples
    --------
    >>> from graphkit.encoder import load_encoder
    >>> from graphkit.models import find_models
    >>> from graphkit.processors import EncoderReader
    >>> isinstance(EncoderReader(load_encoder(find_models("tr").reader)), Reader)
    True
    """

    @property
    def version(self) -> str:
        """Name and version of the model."""
        ...

    @property
    def types(self) -> frozenset[str]:
        """Event types that it proposes."""
        ...

    def read(self, sentences: Sequence[Sequence[str]]) -> DocumentReading:
        """Read sentences of words, in the order of the document; apostrophes are straight.

        Parameters
        ----------
        sentences : sequence of sequence of str
            Words of each sentence.

        Returns
        -------
        DocumentReading
            As many sentences and words as were given.
        """
        ...


def decode_names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches of words out of BIO or BIOES tags.

    Parameters
    ----------
    tags : sequence of str
        One tag a word. A stretch that begins with ``I-`` counts too; a change of label begins a new one.

    Yields
    ------
    tuple
        First word, word after the last, label.

    Examples
    --------
    >>> list(decode_names(["B-PER", "I-PER", "O", "S-GPE"]))
    [(0, 2, 'PER'), (3, 4, 'GPE')]
    """
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        mark, _, kind = tag.partition("-")
        if label and (mark in "OBS" or kind != label):
            yield start, index, label
            label = ""
        if kind and not label:
            start, label = index, kind
        if label and mark in "ES":
            yield start, index + 1, label
            label = ""


def find_names(
    text: str, words: Sequence[tuple[int, int]], tags: Sequence[str], scores: Sequence[float] = (), *, offset: int = 0
) -> tuple[Name, ...]:
    """Names of a sentence, without quotation marks around them and without an apostrophe and its suffix.

    Parameters
    ----------
    text : str
        The text that `words` are ranges of.
    words : sequence of tuple of int
        Half-open range of each word.
    tags : sequence of str
        BIO or BIOES tag of each word, in the labels of the model.
    scores : sequence of float
        Confidence of each word's tag; a name has the lowest of its words.
    offset : int
        Added to the ranges of the result.

    Returns
    -------
    tuple of Name
        In text order; labels that `LABELS` does not know are left out.

    Examples
    --------
    >>> [(name.text, name.label) for name in find_names("Putin’in sözü", [(0, 8), (9, 13)], ["S-PERSON", "O"])]
    [('Putin', 'PER')]
    """
    found = []
    for first, after, kind in decode_names(tags):
        label = LABELS.get(kind.upper())
        start, end = words[first][0], words[after - 1][0] + len(strip_suffix(text[slice(*words[after - 1])]))
        while start < end and text[start] in _QUOTES:
            start += 1
        while end > start and text[end - 1] in _QUOTES:
            end -= 1
        if label and start < end:
            score = min(scores[first:after], default=1.0)
            found.append(Name(start + offset, end + offset, text[start:end], label, score))
    return tuple(found)
