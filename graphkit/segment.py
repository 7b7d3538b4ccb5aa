"""Documents to sentences of word ranges: batches of paragraphs through a tokenizer, its proposals through the rules.

Memory stays bounded by what is tokenized and annotated together, whatever the length of a document or paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model import Document
from graphkit.sentences import (
    MAX_WORDS,
    SentenceRange,
    cut_paragraph,
    find_paragraphs,
    normalise,
    split_sentences,
)
from graphkit.words import SplitRules

BATCH = 30_000
"""Code points of text that are parsed together: documents are gathered until they have so many."""

PART = 150_000
"""Code points after which a document is parsed in parts."""

Tokenizer = Callable[[str], Sequence[Sequence[tuple[int, int]]]]
"""Text whose paragraphs are divided by blank lines → word ranges of each sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of a document that are annotated together; `last` marks the last part of its document.

    Examples
    --------
    >>> Part(Document("d1", "", "Zirve bitti"), (SentenceRange(((0, 5), (6, 11))),)).last
    True
    """

    document: Document
    sentences: tuple[SentenceRange, ...]
    last: bool = True


class _Piece(NamedTuple):
    """A stretch of paragraph number `paragraph` that goes through the tokenizer at once."""

    paragraph: int
    start: int
    stop: int


Proposal = tuple[set[int], set[int]]


def gather(documents: Iterable[Document], size: int = BATCH) -> Iterator[list[Document]]:
    """Groups of documents of together about `size` code points, in order; a longer one stands alone.

    Examples
    --------
    >>> short = [Document(str(number), "", "Zirve bitti.") for number in range(3)]
    >>> [len(batch) for batch in gather(short, size=25)]
    [2, 1]
    """
    batch: list[Document] = []
    held = 0
    for document in documents:
        if batch and held + len(document.text) > size:
            yield batch
            batch, held = [], 0
        batch.append(document)
        held += len(document.text)
    if batch:
        yield batch


def segment(
    documents: Sequence[Document],
    tokenize: Tokenizer,
    *,
    rules: SplitRules,
    max_words: int = MAX_WORDS,
    part: int = PART,
) -> Iterator[Part]:
    """Sentences of documents, whose paragraphs go through the tokenizer together.

    Parameters
    ----------
    documents : sequence of Document
        A batch.
    tokenize : callable
        Proposes words and sentences.
    rules : SplitRules
        Correct the proposal (`graphkit.sentences.split_sentences`).
    max_words : int
        Most words of a sentence.
    part : int
        Code points of a document after which a new part begins.

    Yields
    ------
    Part
        At least one a document, in order; ranges are code points of the document.

    Examples
    --------
    >>> from graphkit.words import load_rules
    >>> text = "Heyet geldi. Dr. Ak konuştu."
    >>> found = next(segment([Document("d", "", text)], lambda text: [], rules=load_rules()))
    >>> [text[sentence.words[0][0] : sentence.words[-1][1]] for sentence in found.sentences]
    ['Heyet geldi.', 'Dr. Ak konuştu.']
    """
    paragraphs = [
        (number, *borders) for number, document in enumerate(documents) for borders in find_paragraphs(document)
    ]
    texts = [normalise(documents[number].text[start:end]) for number, start, end in paragraphs]
    found: list[list[SentenceRange]] = [[] for _ in documents]
    proposals = _propose(texts, tokenize)
    for (number, start, _), text, (cuts, ends) in zip(paragraphs, texts, proposals, strict=True):
        for sentence in split_sentences(text, cuts, ends, rules=rules, max_words=max_words):
            words = tuple((left + start, right + start) for left, right in sentence.words)
            found[number].append(SentenceRange(words, sentence.cut))
    for document, sentences in zip(documents, found, strict=True):
        yield from _divide(document, sentences, part)


def _divide(document: Document, sentences: Sequence[SentenceRange], size: int) -> Iterator[Part]:
    """The document's sentences in parts of about `size` code points."""
    parts: list[list[SentenceRange]] = [[]]
    limit = size
    for sentence in sentences:
        if parts[-1] and sentence.words[-1][1] > limit:
            parts.append([])
            limit = sentence.words[0][0] + size
        parts[-1].append(sentence)
    for number, held in enumerate(parts, 1):
        yield Part(document, tuple(held), last=number == len(parts))


def _propose(texts: Sequence[str], tokenize: Tokenizer) -> list[Proposal]:
    """For each paragraph, where the tokenizer begins or ends words, and where it ends sentences."""
    results: list[Proposal] = [(set(), set()) for _ in texts]
    group: list[_Piece] = []
    held = 0
    for number, text in enumerate(texts):
        starts = cut_paragraph(text)
        for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
            if group and held + stop - start > BATCH:
                _propose_group(texts, group, tokenize, results)
                group, held = [], 0
            group.append(_Piece(number, start, stop))
            held += stop - start
    if group:
        _propose_group(texts, group, tokenize, results)
    return results


def _propose_group(texts: Sequence[str], group: Sequence[_Piece], tokenize: Tokenizer, results: list[Proposal]) -> None:
    """Tokenize pieces in one go, divided by blank lines, and bring the offsets back to their paragraphs."""
    joined = "\n\n".join(texts[piece.paragraph][piece.start : piece.stop] for piece in group)
    at = base = 0
    for sentence in tokenize(joined):
        for start, end in sentence:
            while start >= base + group[at].stop - group[at].start:
                base += group[at].stop - group[at].start + 2
                at += 1
            shift = group[at].start - base
            results[group[at].paragraph][0].update((start + shift, end + shift))
        last = sentence[-1][1] + group[at].start - base
        whole = group[at].stop == len(texts[group[at].paragraph])
        if whole or last < group[at].stop - 1:  # a long paragraph is cut for the tokenizer, not for the reader
            results[group[at].paragraph][1].add(last)
