"""From examples to batches: word pieces, padded tensors, and the passes that are made ahead by other processes."""

from __future__ import annotations

import multiprocessing
import pickle
import random
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.examples import IGNORE, Example, SoftLabels
from training.vocabulary import Pieces

LONGEST = 400  # word pieces of a training window
BLANK = 3  # the piece of an unknown word


@dataclass(slots=True)
class Item:
    """An example in word pieces: `first` and `last` piece of each word."""

    ids: list[int]
    first: list[int]
    last: list[int]
    example: Example


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one kind of labels, padded: B windows of L pieces and W words; None: they have no such label.

    `events` holds a row (window, word, type, negative, modality) for each event, `arcs` a row (event, word, role) for each
    filler. What begins with ``soft`` are shares of 1 that other readers gave: of each word's tags, of triggers
    (`soft_triggers`: window, word, type), of the fillers (`soft_arcs`: event, word, role) and attributes of `soft_events`
    (window, word, type).
    """

    ids: Tensor  # (B, L)
    mask: Tensor  # (B, L)
    first: Tensor  # (B, W)
    last: Tensor  # (B, W)
    sentence: Tensor  # (B, W)
    valid: Tensor  # (B, W): 1.0 where there is a word
    names: Tensor | None = None  # (B, W), as those that follow
    mentions: Tensor | None = None
    upos: Tensor | None = None
    head: Tensor | None = None
    deprel: Tensor | None = None
    events: Tensor | None = None  # (E, 5)
    arcs: Tensor | None = None  # (A, 3)
    soft_names: Tensor | None = None  # (B, W, tags), as soft_mentions
    soft_mentions: Tensor | None = None
    soft_triggers: Tensor | None = None  # (T, 3)
    soft_trigger_scores: Tensor | None = None  # (T,)
    soft_events: Tensor | None = None  # (E, 3)
    soft_attributes: Tensor | None = None  # (E, 2 + 3)
    soft_arcs: Tensor | None = None  # (A, 3)
    soft_arc_scores: Tensor | None = None  # (A,)

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        return Batch(**{f.name: None if (own := getattr(self, f.name)) is None else own.to(device, non_blocking=True)
                        for f in fields(self)})  # fmt: skip


def to_item(example: Example, pieces: Pieces, rng: random.Random | None = None, blank: float = 0.0) -> Item | None:
    """The example in word pieces, sentences parted by ``</s>``; None when it is too long.

    A word in `blank` (a share) is hidden from the encoder, which then has to judge by what stands around it.
    """
    ids, first, last, before = [0], [], [], 0
    for word, number in zip(pieces(example.words), example.sentence, strict=True):
        if number != before:
            ids.append(2)
            before = number
        first.append(len(ids))
        ids += [BLANK] if rng and blank and rng.random() < blank else word
        last.append(len(ids) - 1)
    ids.append(2)
    return Item(ids, first, last, example) if example.words and len(ids) <= LONGEST else None


def batches(items: Iterable[Item], rng: random.Random, budget: int) -> Iterator[list[Item]]:
    """Batches of one kind of labels and of like length, of about `budget` pieces, in random order."""
    out: list[list[Item]] = []
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kinds.setdefault(_kind(item.example), []).append(item)
    for group in kinds.values():
        rng.shuffle(group)
        for at in range(0, len(group), 200):
            pool = sorted(group[at : at + 200], key=lambda item: len(item.ids))
            batch: list[Item] = []
            for item in pool:
                if batch and len(item.ids) * (len(batch) + 1) > budget:
                    out.append(batch)
                    batch = []
                batch.append(item)
            out.append(batch)
    rng.shuffle(out)
    yield from out


def _kind(example: Example) -> str:
    if example.soft is not None:
        return "soft"
    return "events" if example.events is not None else "trees" if example.head is not None else "names"


def collate(items: Sequence[Item]) -> Batch:
    """The items padded to one length."""
    length, words = max(len(i.ids) for i in items), max(len(i.first) for i in items)

    def padded(rows: Iterable[Sequence[int]], width: int, filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows], dtype=torch.long)

    def labels(key: str) -> Tensor | None:
        rows = [getattr(item.example, key) for item in items]
        return None if rows[0] is None else padded(rows, words, IGNORE)

    events, arcs = [], []
    for row, item in enumerate(items):
        for event in item.example.events or ():
            arcs += [(len(events), word, role) for word, role in sorted(event.roles)]
            events.append((row, event.word, event.type, event.negative, event.modality))
    known = items[0].example.events is not None
    return Batch(
        padded((i.ids for i in items), length, 1), padded(([1] * len(i.ids) for i in items), length, 0),
        padded((i.first for i in items), words, 0), padded((i.last for i in items), words, 0),
        padded((i.example.sentence for i in items), words, 0), padded(([1] * len(i.first) for i in items), words, 0).float(),
        labels("names"), labels("mentions"), labels("upos"), labels("head"), labels("deprel"),
        torch.tensor(events, dtype=torch.long).reshape(-1, 5) if known else None,
        torch.tensor(arcs, dtype=torch.long).reshape(-1, 3) if known else None,
        **_soft([item.example.soft for item in items if item.example.soft], words),
    )  # fmt: skip


def _soft(labels: Sequence[SoftLabels], width: int) -> dict[str, Any]:
    """The soft labels of a batch whose windows all have them."""
    if not labels:
        return {}
    triggers, events, arcs = [], [], []
    for row, soft in enumerate(labels):
        triggers += [((row, *place), score) for place, score in soft.triggers]
        arcs += [((len(events) + event, *place), score) for (event, *place), score in soft.roles]
        events += [(row, *event) for event in soft.events]

    def tags(rows: Sequence[NDArray[np.float16]]) -> Tensor:
        return torch.from_numpy(np.stack([np.pad(one, ((0, width - len(one)), (0, 0))) for one in rows]).astype(np.float32))

    def places(rows: Sequence[tuple[int, ...]]) -> Tensor:
        return torch.tensor(rows, dtype=torch.long).reshape(-1, 3)

    return {
        "soft_names": tags([soft.names for soft in labels]), "soft_mentions": tags([soft.mentions for soft in labels]),
        "soft_triggers": places([place for place, _ in triggers]), "soft_trigger_scores": torch.tensor([score for _, score in triggers]),
        "soft_events": places(events), "soft_attributes": torch.tensor([row for soft in labels for row in soft.attributes]).reshape(-1, 5),
        "soft_arcs": places([place for place, _ in arcs]), "soft_arc_scores": torch.tensor([score for _, score in arcs]),
    }  # fmt: skip


_made: list[Callable[[int], list[Batch]]] = []  # what a worker process makes passes with, since it was forked


def _make(number: int) -> bytes:
    """A pass as bytes: a tensor by itself would hold a file open in the process that receives it."""
    torch.set_num_threads(1)
    return pickle.dumps([{f.name: None if (own := getattr(batch, f.name)) is None else own.numpy() for f in fields(Batch)}
                         for batch in _made[-1](number)])  # fmt: skip


def _received(made: bytes) -> list[Batch]:
    return [Batch(**{name: None if own is None else torch.from_numpy(own) for name, own in batch.items()}) for batch in pickle.loads(made)]


def passes(make: Callable[[int], list[Batch]], numbers: Iterable[int], workers: int) -> Iterator[list[Batch]]:
    """`make` of each number in order: made here as it is wanted, or ahead by `workers` processes (forked now)."""
    if not workers:
        yield from map(make, numbers)
        return
    _made.append(make)
    waiting: deque[Future[bytes]] = deque()
    left = iter(numbers)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        for number in left:
            waiting.append(pool.submit(_make, number))
            if len(waiting) > workers:
                yield _received(waiting.popleft().result())
        while waiting:
            yield _received(waiting.popleft().result())
