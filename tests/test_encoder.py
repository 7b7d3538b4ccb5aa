"""The shipped encoder: what it reads, that it is repeatable, and clear errors for damaged files."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from graphkit.encoder import Encoder, check_files, load_encoder, read
from graphkit.errors import ModelError
from graphkit.models import find_models
from graphkit.processors import decode_tree

SENTENCES = [
    ["Lavrov", ",", "Tahran'da", "İranlı", "mevkidaşı", "Arakçi", "ile", "görüştü", "."],
    ["Görüşmede", "iki", "bakan", "yeni", "bir", "anlaşma", "imzaladı", "."],
    ["Rusya", ",", "sınıra", "3", "bin", "asker", "gönderdi", "."],
]


def first_heads(arcs: np.ndarray) -> Sequence[int]:
    """A stand-in for the tree decoder: the best head of each word, cycles or not."""
    return [int(row.argmax()) for row in arcs[1:]]


def test_decode_tree_finds_the_best_tree_with_one_root() -> None:
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

    rng = np.random.default_rng(1)
    assert decode_tree(np.zeros((1, 1))) == []
    for size in [*range(2, 12)] * 20:
        scores = np.log(rng.dirichlet(np.full(size, 0.3), size) + 1e-9)
        heads = decode_tree(scores)
        wanted = [int(head) for head in chuliu_edmonds_one_root(scores.copy())[1:]]
        rows = np.arange(1, size)
        assert heads.count(0) == 1
        assert scores[rows, heads].sum() == pytest.approx(scores[rows, wanted].sum())


@pytest.fixture(scope="module")
def folder() -> Path:
    found = find_models().reader
    assert found is not None
    return found


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(folder)


def test_encoder_reads_names_and_proposes_events(encoder: Encoder) -> None:
    reading = read(encoder, SENTENCES, first_heads)
    assert [len(s.upos) for s in reading.sentences] == [len(words) for words in SENTENCES]
    labels = {(n.first, n.label) for n in reading.sentences[0].names}
    assert {(0, "PER"), (2, "GPE")} <= labels
    best = {p.type: p for p in sorted(reading.proposals, key=lambda p: p.score)}
    assert {"Meeting", "Agreement", "TroopDeployment"} <= set(best)
    assert SENTENCES[2][best["TroopDeployment"].word] == "gönderdi"
    assert any(arc.role == "sender" and arc.word == 0 for arc in best["TroopDeployment"].arcs)


def test_encoder_gives_the_same_on_every_run(encoder: Encoder, folder: Path) -> None:
    once = read(encoder, SENTENCES, first_heads)
    assert read(encoder, SENTENCES, first_heads) == once
    assert read(load_encoder(folder), SENTENCES, first_heads) == once


def test_encoder_reads_no_sentence_and_an_endless_one(encoder: Encoder) -> None:
    assert read(encoder, [], first_heads).sentences == ()
    long = ["kelime"] * 900
    (reading,) = read(encoder, [long], first_heads).sentences
    assert len(reading.upos) == len(reading.head) == 900
    assert reading.upos[-1] == "X"


def test_encoder_windows_read_each_sentence_of_a_long_document_once(encoder: Encoder) -> None:
    reading = read(encoder, SENTENCES * 30, first_heads)
    assert len(reading.sentences) == 90
    places = [(p.sentence, p.word, p.type) for p in reading.proposals]
    assert len(places) == len(set(places))


def test_check_files_names_what_is_missing_or_damaged(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.json.*missing"):
        check_files(tmp_path)
    copy = tmp_path / "reader"
    shutil.copytree(folder, copy)
    (copy / "events.onnx").write_bytes(b"cut")
    with pytest.raises(ModelError, match=r"events\.onnx.*damaged"):
        load_encoder(copy)
    (copy / "events.onnx").unlink()
    with pytest.raises(ModelError, match=r"events\.onnx.*missing"):
        load_encoder(copy)
    (copy / "reader.json").write_text("{")
    with pytest.raises(ModelError, match="damaged"):
        load_encoder(copy)
