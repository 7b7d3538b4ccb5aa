"""Windows of the encoder: every sentence once, none too long, the ones before it as context."""

from __future__ import annotations

import random

from graphkit.windows import CONTEXT, LONGEST, WINDOW, windows


def sentences(sizes: list[int]) -> list[list[list[int]]]:
    """Sentences of so many words of one piece each."""
    return [[[7]] * size for size in sizes]


def test_windows_hold_every_sentence_once_beside_context() -> None:
    draw = random.Random(3)
    sizes = [draw.randint(1, 100) for _ in range(60)]
    found = list(windows(sentences(sizes)))
    assert [number for window in found for number in window.sentences[window.context :]] == list(range(60))
    assert all(len(window.ids) <= WINDOW + 1 for window in found)
    assert all(sum(sizes[number] + 1 for number in window.sentences[: window.context]) <= CONTEXT for window in found)
    assert any(window.context for window in found)


def test_windows_cut_a_sentence_that_is_too_long() -> None:
    (window,) = windows(sentences([2 * LONGEST]))
    assert len(window.ids) == LONGEST
    assert len(window.owner) == LONGEST - 2  # what begins and ends a window takes two places


def test_windows_leave_out_sentences_without_words() -> None:
    assert list(windows([])) == list(windows([[]])) == []
    (window,) = windows([[[7]], []])
    assert window.owner == [(0, 0)]
