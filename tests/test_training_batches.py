"""Training examples in padded batches, and passes made ahead by other processes."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from training.batches import BLANK, Batch, Item, batches, collate, passes, to_item
from training.examples import IGNORE, EventLabel, Example, SoftLabels, line_groups, plain_windows
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


def test_soft_labels_are_padded_and_counted_by_event(pieces: Pieces) -> None:
    def soft(words: str, names: list[float], events: list[tuple[int, int]], roles: list[tuple[tuple[int, ...], float]]) -> Item:
        whole = example(words)
        tags = np.array([names] * len(whole.words), np.float16)
        labels = SoftLabels(tags, tags[:, :1], [((0, 4), 0.5)], events, roles, [(1.0, 0.0, 0.5, 0.25, 0.25)] * len(events))
        made = to_item(replace(whole, soft=labels), pieces)
        assert made is not None
        return made

    first = soft("Ali geldi", [0.75, 0.25], [(1, 4), (1, 5)], [((1, 0, 7), 0.5)])
    second = soft("Rusya asker yolladı .", [1.0, 0.0], [(2, 6)], [((0, 0, 9), 0.25), ((0, 1, 3), 1.0)])
    batch = collate([first, second])
    assert batch.events is None and batch.soft_names is not None and batch.soft_names.shape == (2, 4, 2)
    assert batch.soft_names[0].tolist() == [[0.75, 0.25], [0.75, 0.25], [0.0, 0.0], [0.0, 0.0]]
    assert batch.soft_triggers is not None and batch.soft_triggers.tolist() == [[0, 0, 4], [1, 0, 4]]
    assert batch.soft_events is not None and batch.soft_events.tolist() == [[0, 1, 4], [0, 1, 5], [1, 2, 6]]
    assert batch.soft_arcs is not None and batch.soft_arcs.tolist() == [[1, 0, 7], [2, 0, 9], [2, 1, 3]]
    assert batch.soft_arc_scores is not None and batch.soft_arc_scores.tolist() == [0.5, 0.25, 1.0]
    assert batch.soft_attributes is not None and batch.soft_attributes.shape == (3, 5)


def test_soft_windows_stand_in_batches_of_their_own(pieces: Pieces) -> None:
    tags = np.ones((2, 2), np.float16)
    soft = to_item(replace(example("Ali geldi"), soft=SoftLabels(tags, tags, [], [])), pieces)
    assert soft is not None
    found = list(batches([soft, item("Ali geldi", pieces), item("Ali geldi", pieces, events=[])], random.Random(0), 1000))
    assert sorted(len(batch) for batch in found) == [1, 1, 1]
    alone = collate([soft])
    assert alone.soft_events is not None and alone.soft_events.shape == (0, 3)


def test_a_window_begins_with_the_last_line_of_the_one_before() -> None:
    assert line_groups([5, 5, 5, 5], 10) == [[0, 1], [1, 2], [2, 3]]
    assert line_groups([50, 3], 10) == [[0], [1]]
    assert line_groups([4], 10) == [[0]]


def test_plain_documents_are_cut_into_windows(tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("@doc p-1 2020-01-02\nBaşlık\nBakan geldi.\n\n@doc p-2 2020-01-03\nKimse yok.\n", encoding="utf-8")
    found = list(plain_windows(file, random.Random(1)))
    assert [(one.words, one.sentence) for one in found] == [(["Başlık", "Bakan", "geldi", "."], [0, 1, 1, 1]), (["Kimse", "yok", "."], [0] * 3)]
    bio = tmp_path / "plain.conll"
    long = "\n".join(f"{word}\t{tag}" for word, tag in [("Fas", "B-GPE"), *[("ve", "O")] * 8])
    bio.write_text("\n\n".join(("Fas\tB-GPE", long, long.replace("GPE", "PERSON"), long.replace("Fas", "Çin"), long)), encoding="utf-8")
    words = [one.words for one in plain_windows(bio, random.Random(1))]
    assert [word for one in words for word in one if word != "ve"] == ["Fas", "Fas"]  # not short, not without a state; every second


def test_a_plain_sentence_outside_a_document_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("\nBakan geldi.\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="plain.txt:2: a sentence before the first @doc"):
        list(plain_windows(file, random.Random(1)))
