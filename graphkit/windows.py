"""Windows of the encoder: as many whole sentences as fit, and the sentences before them again as context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WINDOW = 320  # word pieces of a window
CONTEXT = 90  # word pieces of the sentences that are repeated before a window
LONGEST = 500  # word pieces of a sentence; words beyond it are not read
_BEGIN, _END = 0, 2  # pieces before the first sentence and after each


@dataclass(frozen=True, slots=True)
class Window:
    """A window: its sentences, its word pieces and where each word stands in them.

    `context` is how many sentences at the start are context only, `first` and `last` are the places of a word's first
    and last piece in `ids`, `owner` is the (sentence, word) of each word.

    Examples
    --------
    >>> (window,) = windows([[[7], [8, 9]]])
    >>> window.ids, window.first, window.last, window.owner
    ([0, 7, 8, 9, 2], [1, 2], [1, 3], [(0, 0), (0, 1)])
    """

    context: int
    sentences: tuple[int, ...]
    ids: list[int]
    first: list[int]
    last: list[int]
    owner: list[tuple[int, int]]


def windows(pieces: Sequence[Sequence[Sequence[int]]]) -> Iterator[Window]:
    """Pack the sentences of a document, in order.

    Parameters
    ----------
    pieces
        Numbers of the word pieces of each word of each sentence.

    Examples
    --------
    >>> sentence = [[7]] * 60
    >>> [(window.context, window.sentences) for window in windows([sentence] * 8)]
    [(0, (0, 1, 2, 3, 4)), (1, (4, 5, 6, 7))]
    """
    sizes = [sum(map(len, words)) + 1 for words in pieces]
    for context, group in _groups(sizes):
        ids, first, last, owner = [_BEGIN], [], [], []
        for position, number in enumerate(group):
            if position:
                ids.append(_END)
            for index, word in enumerate(pieces[number]):
                if len(ids) + len(word) >= LONGEST:
                    break
                first.append(len(ids))
                ids += word
                last.append(len(ids) - 1)
                owner.append((number, index))
        ids.append(_END)
        if owner:
            yield Window(context, group, ids, first, last, owner)


def _groups(sizes: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(number of context sentences, sentence numbers) of each window."""
    group: list[int] = []
    context = 0
    for number, size in enumerate(sizes):
        if len(group) > context and sum(sizes[n] for n in group) + size > WINDOW:
            yield context, tuple(group)
            group = _context(sizes, group, min(CONTEXT, WINDOW - size))
            context = len(group)
        group.append(number)
    if len(group) > context:
        yield context, tuple(group)


def _context(sizes: Sequence[int], group: list[int], room: int) -> list[int]:
    """The last sentences of a window that the next one repeats: as many as have room, in order."""
    kept: list[int] = []
    for number in reversed(group):
        if sum(sizes[n] for n in kept) + sizes[number] > room:
            break
        kept.insert(0, number)
    return kept
