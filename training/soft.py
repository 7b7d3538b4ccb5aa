"""Soft labels: what several readers say together of text that nobody annotated, for one reader to learn from.

The mean of readers that were trained apart is better than each of them, and one that learns to give that mean keeps some of it
(Hinton, Vinyals and Dean 2015, arXiv:1503.02531).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from training.batches import Batch, collate, to_item
from training.examples import Example, SoftLabels, plain_windows
from training.losses import pair_scores, window_vectors
from training.network import Reader
from training.shipped import read_weights
from training.vocabulary import Pieces

POSSIBLE = 0.15  # the least score of a trigger whose fillers are told as well
LEAST = 0.01  # scores below it count as 0


@dataclass(frozen=True, slots=True)
class Teacher:
    """A trained reader and its word pieces."""

    model: Reader
    pieces: Pieces


def load_teacher(reader: Path) -> Teacher:
    """The reader of a checkpoint, or of a folder of shipped files."""
    weights, tokenizer = read_weights(reader)
    model = Reader(tokenizer.get_vocab_size())
    weights.setdefault("pairs.allowed", model.pairs.allowed)
    if wrong := sorted(set(weights) ^ set(model.state_dict())):
        raise SystemExit(f"{reader}: not a reader of this network: {', '.join(wrong[:3])} …")
    model.load_state_dict(weights)
    return Teacher(model.eval(), Pieces(tokenizer))


@torch.inference_mode()
def taught(example: Example, teachers: Sequence[Teacher]) -> Example | None:
    """The example with the mean of what the teachers say of it; None when it is too long for one of them."""
    items = [item for teacher in teachers if (item := to_item(example, teacher.pieces))]
    if len(items) < len(teachers):
        return None
    seen: list[tuple[Reader, Batch, Tensor]] = []
    for teacher, item in zip(teachers, items, strict=True):
        batch = collate([item])
        seen.append((teacher.model, batch, window_vectors(teacher.model, batch)))

    def mean(scores: Iterable[Tensor]) -> Tensor:
        return torch.stack(list(scores)).mean(0)

    triggers = mean(model.triggers(vectors[:, 1:]).sigmoid() for model, _, vectors in seen)
    events = (triggers >= POSSIBLE).nonzero()
    soft = SoftLabels(mean(model.names(vectors[0, 1:]).softmax(-1) for model, _, vectors in seen).half().numpy(),
                      mean(model.mentions(vectors[0, 1:]).softmax(-1) for model, _, vectors in seen).half().numpy(),
                      _scores(triggers[0]), [(word, kind) for _, word, kind in events.tolist()])  # fmt: skip
    if len(events):
        told = [pair_scores(model, vectors, batch, events) for model, batch, vectors in seen]
        soft.roles += _scores(mean(roles.sigmoid() for roles, _ in told))
        attributes = mean(torch.cat([scores[:, :2].softmax(-1), scores[:, 2:].softmax(-1)], -1) for _, scores in told)
        soft.attributes += [tuple(row) for row in attributes.tolist()]
    return replace(example, soft=soft)


def _scores(scores: Tensor) -> list[tuple[tuple[int, ...], float]]:
    """(place, score) of those that are not as good as 0."""
    places = (scores >= LEAST).nonzero().tolist()
    return [(tuple(place), float(scores[tuple(place)])) for place in places]


def write_soft(texts: Sequence[Path], readers: Sequence[Path], target: Path, seed: int = 1) -> int:
    """Write what the readers say of the texts, for ``train --soft``; returns the number of windows."""
    teachers = [load_teacher(reader) for reader in readers]
    rng = random.Random(seed)
    windows = [window for path in texts for window in plain_windows(path, rng)]
    out: list[Example] = []
    for number, window in enumerate(windows):
        if example := taught(window, teachers):
            out.append(example)
        if number % 200 == 0:
            print(f"window {number} of {len(windows)}", flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(out, target.with_suffix(".part"))
    target.with_suffix(".part").replace(target)
    return len(out)


def read_soft(path: Path) -> list[Example]:
    """What `write_soft` wrote."""
    found: list[Example] = torch.load(path, weights_only=False)
    return found
