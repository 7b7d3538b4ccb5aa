"""The loss of each head on a batch, where the batch has labels for it."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  torch's own documentation names it so

from training.batches import Batch
from training.examples import IGNORE
from training.network import Reader

POSITIVE = 1.5  # weight of a word that is a trigger, or a filler, against one that is none


def batch_losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """The weighted loss of each head that this batch has labels for."""
    vectors = window_vectors(model, batch)
    words = model.drop(vectors[:, 1:])
    losses: dict[str, Tensor] = {}
    if batch.names is not None:
        losses["names"] = _cross_entropy(model.names(words), batch.names)
    if batch.mentions is not None:
        losses["mentions"] = 0.7 * _cross_entropy(model.mentions(words), batch.mentions)
    if batch.events is not None:
        losses |= _event_losses(model, vectors, batch, batch.events)
    if batch.head is not None:
        losses |= _tree_losses(model, vectors, batch, batch.head)
    if batch.soft_names is not None:
        losses |= _soft_losses(model, vectors, batch)
    return losses


def window_vectors(model: Reader, batch: Batch) -> Tensor:
    """Vectors of the windows' roots and words (B, 1 + W, H); the body runs in bfloat16."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        vectors = model.vectors(batch.ids, batch.mask, batch.first, batch.last)
    return vectors.float()


def pair_scores(model: Reader, vectors: Tensor, batch: Batch, events: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of the fillers (E, W, R) and of polarity and modality (E, 2 + 3) of events (E, 3 or more): window, word, type."""
    words = vectors[:, 1:]
    row, at, kind = events[:, 0], events[:, 1], events[:, 2]
    distance = torch.arange(words.shape[1], device=words.device)[None] - at[:, None]
    line = (batch.sentence[row] - batch.sentence[row, at][:, None]).clamp(-3, 3) + 3
    with torch.autocast(words.device.type, dtype=torch.bfloat16):
        plain, product = model.pairs.project(words)
        roles, attributes = model.pairs(words[row, at], kind, (plain[row], product[row]), distance, line, (batch.valid[row] - 1) * 1e4)
    return roles.float(), attributes.float()


def _event_losses(model: Reader, vectors: Tensor, batch: Batch, events: Tensor) -> dict[str, Tensor]:
    """Losses of the trigger, role, polarity and modality heads."""
    words, valid = vectors[:, 1:], batch.valid
    scores = model.triggers(model.drop(words))
    gold = torch.zeros_like(scores)
    gold[events[:, 0], events[:, 1], events[:, 2]] = 1
    losses = {"trigger": _binary(scores, gold, valid)}
    if len(events):
        roles, attributes = pair_scores(model, vectors, batch, events)
        wanted = torch.zeros_like(roles)
        if batch.arcs is not None:
            wanted[batch.arcs[:, 0], batch.arcs[:, 1], batch.arcs[:, 2]] = 1
        losses["role"] = 4 * _binary(roles, wanted, valid[events[:, 0]])
        losses["polarity"] = 0.3 * F.cross_entropy(attributes[:, :2], events[:, 3])
        losses["modality"] = 0.4 * F.cross_entropy(attributes[:, 2:], events[:, 4])
    return losses


def _soft_losses(model: Reader, vectors: Tensor, batch: Batch) -> dict[str, Tensor]:
    """How far the word and event heads are from the shares that other readers gave, each head weighted as with gold labels."""
    assert batch.soft_names is not None and batch.soft_mentions is not None and batch.soft_triggers is not None
    assert batch.soft_events is not None and batch.soft_arcs is not None and batch.soft_attributes is not None
    assert batch.soft_trigger_scores is not None and batch.soft_arc_scores is not None
    words, valid, events = vectors[:, 1:], batch.valid, batch.soft_events
    here = valid.bool()
    dropped = model.drop(words)
    scores = model.triggers(model.drop(words))
    wanted = torch.zeros_like(scores)
    wanted[tuple(batch.soft_triggers.T)] = batch.soft_trigger_scores
    losses = {"soft names": F.cross_entropy(model.names(dropped)[here], batch.soft_names[here]),
              "soft mentions": 0.7 * F.cross_entropy(model.mentions(dropped)[here], batch.soft_mentions[here]),
              "soft trigger": _binary(scores, wanted, valid, positive=1.0)}  # fmt: skip
    if len(events):
        roles, attributes = pair_scores(model, vectors, batch, events)
        fillers = torch.zeros_like(roles)
        fillers[tuple(batch.soft_arcs.T)] = batch.soft_arc_scores
        losses["soft role"] = 4 * _binary(roles, fillers, valid[events[:, 0]], positive=1.0)
        losses["soft polarity"] = 0.3 * F.cross_entropy(attributes[:, :2], batch.soft_attributes[:, :2])
        losses["soft modality"] = 0.4 * F.cross_entropy(attributes[:, 2:], batch.soft_attributes[:, 2:])
    return losses


def _binary(scores: Tensor, wanted: Tensor, valid: Tensor, positive: float = POSITIVE) -> Tensor:
    """Cross-entropy of yes and no, summed over labels, a mean over the words."""
    weight = torch.tensor(positive, device=scores.device)
    loss = F.binary_cross_entropy_with_logits(scores, wanted, pos_weight=weight, reduction="none")
    return (loss * valid[..., None]).sum() / valid.sum()


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)


def _tree_losses(model: Reader, vectors: Tensor, batch: Batch, head: Tensor) -> dict[str, Tensor]:
    """Losses of the tag, arc and relation heads."""
    assert batch.upos is not None and batch.deprel is not None
    here = batch.valid.bool()
    allowed = (batch.sentence[:, :, None] == batch.sentence[:, None]) & here[:, :, None] & here[:, None]
    allowed = F.pad(allowed, (1, 0), value=True)  # the root
    arcs = model.arcs(model.drop(vectors)).masked_fill(~allowed, -1e4)
    target = torch.where(head == IGNORE, head, head + 1)
    known = head != IGNORE
    row = torch.arange(len(head), device=head.device)[:, None].expand_as(head)[known]
    relations = model.relations(vectors[:, 1:][known], vectors[row, target[known]])
    return {"upos": 0.5 * _cross_entropy(model.upos(model.drop(vectors[:, 1:])), batch.upos),
            "arc": 0.5 * _cross_entropy(arcs, target),
            "relation": 0.5 * F.cross_entropy(relations, batch.deprel[known])}  # fmt: skip
