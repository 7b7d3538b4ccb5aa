"""Figures on documents that no training sees, word by word and without the rest of the extraction: to compare readers in training.

They are no measure of what graphkit finds: `benchmarks/held_out.py` is.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import torch

from training.annotations import AnnotatedDocument
from training.batches import Batch, batches, collate, to_item
from training.examples import document_windows
from training.labels import EXTRA_ROLES, ROLES
from training.losses import pair_scores, window_vectors
from training.network import Reader
from training.vocabulary import Pieces

WINDOW = 180  # words
TRIGGER = 0.5
ROLE = 0.35


def held_out_batches(documents: Iterable[AnnotatedDocument], pieces: Pieces, budget: int) -> list[Batch]:
    """The documents in windows, as a reader meets them."""
    items = (to_item(example, pieces) for document in documents for example in document_windows(document, WINDOW))
    return [collate(batch) for batch in batches([i for i in items if i is not None], random.Random(0), budget)]


@torch.inference_mode()
def figures(model: Reader, held_out: Sequence[Batch]) -> dict[str, float]:
    """F1 of triggers; F1 of fillers by word and role (those of triggers that are not found count as missed), of place, source and time apart; accuracy of
    modality and polarity; F1 of name words.
    """  # fmt: skip
    model.eval()
    device = next(model.parameters()).device
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in ("trigger", "role", "place", "source", "time", "name")}
    right = {"polarity": 0, "modality": 0}
    events = 0
    groups = {"role": [i for i, role in enumerate(ROLES) if role not in EXTRA_ROLES],
              **{role: [ROLES.index(role)] for role in ("place", "source", "time")}}  # fmt: skip
    for batch in (one.to(device) for one in held_out):
        assert batch.events is not None and batch.arcs is not None and batch.names is not None
        vectors = window_vectors(model, batch)
        here = batch.valid.bool()
        given = ((model.triggers(vectors[:, 1:]).sigmoid() > TRIGGER) & here[..., None]).nonzero()
        gold = {tuple(event): number for number, event in enumerate(batch.events[:, :3].tolist())}
        found = [tuple(event) for event in given.tolist()]
        _count(counts["trigger"], set(found), set(gold))
        tags = model.names(vectors[:, 1:]).argmax(-1)
        _count(counts["name"], {(*at, int(tags[tuple(at)])) for at in ((tags > 0) & here).nonzero().tolist()},
               {(*at, int(batch.names[tuple(at)])) for at in (batch.names > 0).nonzero().tolist()})  # fmt: skip
        wanted = {(at, word, role) for at, word, role in batch.arcs.tolist()}
        scored: set[tuple[int, int, int]] = set()
        if len(given):
            roles, _ = pair_scores(model, vectors, batch, given)
            roles = roles.sigmoid() * batch.valid[given[:, 0]][..., None]
            for event, word, role in (roles > ROLE).nonzero().tolist():
                scored.add((gold.get(found[event], -1 - event), word, role))
        for name, numbers in groups.items():
            _count(counts[name], {one for one in scored if one[2] in numbers}, {one for one in wanted if one[2] in numbers})
        if len(batch.events):
            _, attributes = pair_scores(model, vectors, batch, batch.events)
            right["polarity"] += int((attributes[:, :2].argmax(-1) == batch.events[:, 3]).sum())
            right["modality"] += int((attributes[:, 2:].argmax(-1) == batch.events[:, 4]).sum())
            events += len(batch.events)
    out = {name: round(2 * hits / max(1, given + gold), 4) for name, (hits, given, gold) in counts.items()}
    return out | {name: round(number / max(1, events), 4) for name, number in right.items()}


def _count(counts: list[int], given: set[tuple[int, ...]], wanted: set[tuple[int, ...]]) -> None:
    counts[0] += len(given & wanted)
    counts[1] += len(given)
    counts[2] += len(wanted)

