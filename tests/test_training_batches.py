"""Training examples in padded batches, and passes made ahead by other processes."""

import random
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from training.batches import BLANK, Batch, Item, batches, collate, passes, to_item
from training.examples import IGNORE, EventLabel, Example
from training.vocabulary import Pieces

READER = Path(__file__).resolve().parent.parent / "graphkit/languages/tr/models/reader"


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(Tokenizer.from_file(str(READER / "tokenizer.json")))


def example(words: str, *, events: list[EventLabel] | None = None) -> Example:
    """One sentence before each full stop; every word has the label of its place."""
    found = words.split()
    sentence = [sum(word == "." for word in found[:at]) for at in range(len(found))]
    return Example(found, sentence, list(range(len(found))), [0] * len(found), events)


def item(words: str, pieces: Pieces, **more: list[EventLabel]) -> Item:
    made = to_item(example(words, **more), pieces)
    assert made is not None
    return made


def test_words_keep_their_pieces_and_sentences_are_parted(pieces: Pieces) -> None:
    made = item("Mogadişu'ya indiler . Bakan yok .", pieces)
    assert made.ids[0] == 0 and made.ids[-1] == 2
    assert made.ids[made.last[2] + 1] == 2 and made.first[3] == made.last[2] + 2  # </s> between the sentences
    assert [made.ids[a : b + 1] for a, b in zip(made.first, made.last, strict=True)] == pieces(made.example.words)


def test_hidden_words_become_one_unknown_piece(pieces: Pieces) -> None:
    whole = example("Mogadişu'ya indiler .")
    made = to_item(whole, pieces, random.Random(1), blank=1.0)
    assert made is not None and made.ids == [0, BLANK, BLANK, BLANK, 2]
    assert to_item(whole, pieces, random.Random(1), blank=0.0) == to_item(whole, pieces)


def test_too_long_and_empty_windows_are_left_out(pieces: Pieces) -> None:
    assert to_item(example("uzun " * 500), pieces) is None
    assert to_item(Example([], []), pieces) is None


def test_collate_pads_and_counts_fillers_by_event(pieces: Pieces) -> None:
    short = item("Ali geldi", pieces, events=[EventLabel(1, 4, 0, 2, {(0, 7)})])
    long = item("Rusya asker yolladı , Çin kınadı .", pieces, events=[EventLabel(2, 5, 1, 0, {(0, 3), (1, 9)}), EventLabel(5, 6, 0, 1)])
    batch = collate([short, long])
    assert batch.ids.shape[0] == 2 and batch.first.shape == (2, 7)
    assert batch.valid.tolist() == [[1.0] * 2 + [0.0] * 5, [1.0] * 7]
    assert batch.names is not None and batch.names.tolist() == [[0, 1, *[IGNORE] * 5], [0, 1, 2, 3, 4, 5, 6]]
    assert batch.mask.sum(1).tolist() == [len(short.ids), len(long.ids)]
    assert batch.events is not None and batch.events.tolist() == [[0, 1, 4, 0, 2], [1, 2, 5, 1, 0], [1, 5, 6, 0, 1]]
    assert batch.arcs is not None and batch.arcs.tolist() == [[0, 0, 7], [1, 0, 3], [1, 1, 9]]
    assert batch.upos is None and batch.head is None


def test_windows_with_and_without_events_stand_in_batches_of_their_own(pieces: Pieces) -> None:
    quiet, eventless = item("Ali geldi", pieces), item("Hava güzel", pieces, events=[])
    made = list(batches([quiet, eventless, quiet], random.Random(0), 1000))
    assert sorted(len(batch) for batch in made) == [1, 2]
    empty = next(collate(batch) for batch in made if len(batch) == 1)
    assert empty.events is not None and empty.events.shape == (0, 5) and empty.arcs is not None and empty.arcs.shape == (0, 3)


def test_a_batch_stays_under_its_budget(pieces: Pieces) -> None:
    items = [item(" ".join(["söz"] * count), pieces) for count in range(1, 40)]
    made = list(batches(items, random.Random(3), 90))
    assert sorted(len(one.ids) for batch in made for one in batch) == sorted(len(one.ids) for one in items)
    assert all(len(batch) == 1 or max(len(one.ids) for one in batch) * len(batch) <= 90 for batch in made)


def random_pass(number: int) -> list[Batch]:
    rng = random.Random(number)
    return [collate([Item([0, rng.randrange(4, 99), 2], [1], [1], Example(["a"], [0], [rng.randrange(9)]))]) for _ in range(3)]


@pytest.mark.parametrize("workers", [1, 3])
def test_passes_made_ahead_are_those_made_here_in_order(workers: int) -> None:
    here, ahead = ([[batch.ids for batch in made] for made in passes(random_pass, range(5), count)] for count in (0, workers))
    assert len(here) == len(ahead) == 5
    assert all(torch.equal(a, b) for one, other in zip(here, ahead, strict=True) for a, b in zip(one, other, strict=True))


def test_an_error_in_another_process_is_told_here() -> None:
    def broken(number: int) -> list[Batch]:
        raise ValueError(f"pass {number}")

    with pytest.raises(ValueError, match="pass 2"):
        list(passes(broken, [2], 1))
