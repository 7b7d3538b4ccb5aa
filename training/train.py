"""Fine-tuning the reader: all tasks at once, resumable."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  torch's own documentation names it so

from training.base import TOKENIZER, WEIGHTS, fetch, load_weights
from training.data import Corpus, mixed_pass, read_corpus, words_of
from training.examples import IGNORE, Example
from training.network import Reader
from training.shipped import read_weights
from training.vocabulary import Pieces, choose_pieces, cut_tokenizer

LONGEST = 400  # word pieces of a training window
BUDGET = 1100  # word pieces of a batch
SHARES = {"names": 0.4, "wiki": 0.04, "swapped": 0.6}
"""Share of each data set that a pass sees, and of the event documents that stand under other names."""


@dataclass(slots=True)
class Item:
    """An example in word pieces: `first` and `last` piece of each word."""

    ids: list[int]
    first: list[int]
    last: list[int]
    example: Example


def to_item(example: Example, pieces: Pieces) -> Item | None:
    """The example in word pieces, sentences parted by ``</s>``; None when it is too long."""
    ids, first, last, before = [0], [], [], 0
    for word, number in zip(pieces(example.words), example.sentence, strict=True):
        if number != before:
            ids.append(2)
            before = number
        first.append(len(ids))
        ids += word
        last.append(len(ids) - 1)
    ids.append(2)
    return Item(ids, first, last, example) if example.words and len(ids) <= LONGEST else None


def batches(items: list[Item], rng: random.Random) -> Iterator[list[Item]]:
    """Batches of one kind of labels and of like length, of about BUDGET pieces, in random order."""
    out: list[list[Item]] = []
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kind = "events" if item.example.events is not None else "trees" if item.example.head is not None else "names"
        kinds.setdefault(kind, []).append(item)
    for group in kinds.values():
        rng.shuffle(group)
        for at in range(0, len(group), 200):
            pool = sorted(group[at : at + 200], key=lambda item: len(item.ids))
            batch: list[Item] = []
            for item in pool:
                if batch and len(item.ids) * (len(batch) + 1) > BUDGET:
                    out.append(batch)
                    batch = []
                batch.append(item)
            out.append(batch)
    rng.shuffle(out)
    yield from out


def tensors(batch: list[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded pieces, mask, first and last piece of the words."""
    length, words = max(len(i.ids) for i in batch), max(len(i.first) for i in batch)
    ids = torch.ones(len(batch), length, dtype=torch.long)
    mask = torch.zeros_like(ids)
    first = torch.zeros(len(batch), words, dtype=torch.long)
    last = torch.zeros_like(first)
    for row, item in enumerate(batch):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1
        first[row, : len(item.first)] = torch.tensor(item.first)
        last[row, : len(item.last)] = torch.tensor(item.last)
    return ids, mask, first, last


def _padded(batch: list[Item], key: str, words: int) -> Tensor:
    out = torch.full((len(batch), words), IGNORE, dtype=torch.long)
    for row, item in enumerate(batch):
        values = getattr(item.example, key)
        if values is not None:
            out[row, : len(values)] = torch.tensor(values)
    return out


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)


def event_losses(model: Reader, vectors: Tensor, batch: list[Item]) -> dict[str, Tensor]:
    """Losses of the trigger, role, polarity and modality heads."""
    words = vectors[:, 1:]
    valid = torch.zeros(words.shape[:2])
    gold = torch.zeros(*words.shape[:2], model.triggers.out_features)
    places: list[tuple[int, int, int, int, int]] = []
    arcs: list[set[tuple[int, int]]] = []
    for row, item in enumerate(batch):
        valid[row, : len(item.first)] = 1
        for event in item.example.events or ():
            gold[row, event.word, event.type] = 1
            places.append((row, event.word, event.type, event.negative, event.modality))
            arcs.append(event.roles)
    scores = model.triggers(model.drop(words))
    loss = F.binary_cross_entropy_with_logits(scores, gold, pos_weight=torch.tensor(1.5), reduction="none")
    losses = {"trigger": (loss * valid[..., None]).sum() / valid.sum()}
    if places:
        row, at, kind, negative, modality = (torch.tensor(column) for column in zip(*places, strict=True))
        sentence = torch.zeros(words.shape[:2], dtype=torch.long)
        for number, item in enumerate(batch):
            sentence[number, : len(item.first)] = torch.tensor(item.example.sentence)
        distance = torch.arange(words.shape[1])[None] - at[:, None]
        line = (sentence[row] - sentence[row, at][:, None]).clamp(-3, 3) + 3
        here = valid[row]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            plain, product = model.pairs.project(words)
            seen = (plain[row], product[row])
            roles, attributes = model.pairs(words[row, at], kind, seen, distance, line, (here - 1) * 1e4)
        roles, attributes = roles.float(), attributes.float()
        wanted = torch.zeros_like(roles)
        for number, pairs in enumerate(arcs):
            for word, role in pairs:
                wanted[number, word, role] = 1
        loss = F.binary_cross_entropy_with_logits(roles, wanted, pos_weight=torch.tensor(1.5), reduction="none")
        losses["role"] = 4 * (loss * here[..., None]).sum() / here.sum()
        losses["polarity"] = 0.3 * F.cross_entropy(attributes[:, :2], negative)
        losses["modality"] = 0.4 * F.cross_entropy(attributes[:, 2:], modality)
    return losses


def batch_losses(model: Reader, batch: list[Item]) -> dict[str, Tensor]:
    """The loss of each head that this batch has labels for."""
    ids, mask, first, last = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model.vectors(ids, mask, first, last)
    vectors = vectors.float()
    words, count = model.drop(vectors[:, 1:]), first.shape[1]
    losses: dict[str, Tensor] = {}
    example = batch[0].example
    if example.names is not None:
        losses["names"] = _cross_entropy(model.names(words), _padded(batch, "names", count))
    if example.mentions is not None:
        losses["mentions"] = 0.7 * _cross_entropy(model.mentions(words), _padded(batch, "mentions", count))
    if example.events is not None:
        losses |= event_losses(model, vectors, batch)
    if example.head is not None:
        losses |= tree_losses(model, vectors, batch)
    return losses


def tree_losses(model: Reader, vectors: Tensor, batch: list[Item]) -> dict[str, Tensor]:
    """Losses of the tag, arc and relation heads."""
    count = vectors.shape[1] - 1
    upos = _padded(batch, "upos", count)
    head = _padded(batch, "head", count)
    deprel = _padded(batch, "deprel", count)
    arcs = model.arcs(model.drop(vectors))
    allowed = torch.zeros(len(batch), count, count + 1, dtype=torch.bool)
    allowed[..., 0] = True
    for row, item in enumerate(batch):
        sentence = torch.tensor(item.example.sentence)
        allowed[row, : len(sentence), 1 : len(sentence) + 1] = sentence[:, None] == sentence[None]
    arcs = arcs.masked_fill(~allowed, -1e4)
    target = torch.where(head == IGNORE, head, head + 1)
    known = head != IGNORE
    row = torch.arange(len(batch))[:, None].expand_as(head)[known]
    relations = model.relations(vectors[:, 1:][known], vectors[row, target[known]])
    return {"upos": 0.5 * _cross_entropy(model.upos(model.drop(vectors[:, 1:])), upos),
            "arc": 0.5 * _cross_entropy(arcs, target),
            "relation": 0.5 * F.cross_entropy(relations, deprel[known])}  # fmt: skip


def new_reader(base: Path, corpus: Corpus, output: Path) -> tuple[Reader, Tokenizer]:
    """The pretrained body with a vocabulary cut to the corpus and to frequent words; writes ``tokenizer.json``."""
    from wordfreq import top_n_list

    full = Tokenizer.from_file(str(fetch(TOKENIZER, base)))
    words = set(words_of(corpus))
    for language, count in (("tr", 100_000), ("en", 30_000), ("de", 10_000), ("fr", 10_000)):
        listed = top_n_list(language, count)
        words.update(listed)
        words.update(word.capitalize() for word in listed)
    pieces = choose_pieces(full, words)
    tokenizer = cut_tokenizer(fetch(TOKENIZER, base), pieces)
    tokenizer.save(str(output / "tokenizer.json"), pretty=False)
    state = load_weights(fetch(WEIGHTS, base))
    key = "embeddings.word_embeddings.weight"
    state[key] = state[key][pieces]
    model = Reader(len(pieces))
    wrong = model.body.load_state_dict({k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()}, strict=False)
    if wrong.missing_keys or wrong.unexpected_keys:
        raise SystemExit(f"weights do not fit the body: {wrong}")
    print(f"{len(pieces)} word pieces kept", flush=True)
    return model, tokenizer


def continued_reader(start: Path, output: Path) -> tuple[Reader, Tokenizer]:
    """The reader of a finished checkpoint, or of a folder of shipped files, and its tokenizer, copied beside the new one."""
    state, tokenizer = read_weights(start)
    tokenizer.save(str(output / "tokenizer.json"), pretty=False)
    model = Reader(tokenizer.get_vocab_size())
    state.pop("pairs.allowed", None)
    for name in ("pairs.roles.weight", "pairs.roles.bias"):  # roles that were added at the end since then
        own = model.state_dict()[name]
        own[: len(state[name])] = state[name]
        state[name] = own
    wrong = model.load_state_dict(state, strict=False)
    new = sorted({name.rsplit(".", 2)[0] for name in wrong.missing_keys if name != "pairs.allowed"})
    print(f"begins with {start}; parts that it lacks: {', '.join(new) or 'none'}", flush=True)
    return model, tokenizer


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does.

    `start`: a finished checkpoint, or a folder of shipped files, whose weights it begins with; None: the pretrained body. `frozen`: that many of the
    lowest layers, and the word pieces' vectors, stay as they are (0: all are trained). `leave_out`: stems of files and
    ids of documents that are held out.
    """

    shared: Path
    own: Path
    output: Path
    passes: int = 12
    rate: float = 1e-4
    head_rate: float = 1.5e-3
    seed: int = 1
    leave_out: tuple[str, ...] = ()
    threads: int = 2
    start: Path | None = None
    frozen: int = 0


def train(plan: Plan) -> Path:
    """Run the plan, or go on from its last checkpoint; returns the path of the finished one."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    plan.output.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(plan.shared, plan.own, plan.leave_out)
    checkpoint = plan.output / "checkpoint.pt"
    if checkpoint.exists():
        tokenizer = Tokenizer.from_file(str(plan.output / "tokenizer.json"))
        model = Reader(tokenizer.get_vocab_size())
    elif plan.start:
        model, tokenizer = continued_reader(plan.start, plan.output)
    else:
        model, tokenizer = new_reader(plan.output.parent / "base", corpus, plan.output)
    pieces = Pieces(tokenizer)
    body = _trained_body(model, plan.frozen)
    blocks = list(model.pairs.blocks.parameters())
    heads = [p for n, p in model.named_parameters() if not n.startswith(("body.", "pairs.blocks."))]
    optimizer = torch.optim.AdamW([{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate},
                                   {"params": blocks, "lr": plan.head_rate / 3}], weight_decay=0.01, fused=True)  # fmt: skip
    steps = sum(1 for _ in batches(_items(corpus, pieces, random.Random(0)), random.Random(0)))
    saved = torch.load(checkpoint, weights_only=False) if checkpoint.exists() else None
    start, done = (saved["pass"], saved["rate"]["last_epoch"]) if saved else (0, 0)
    total = done + (plan.passes - start) * steps  # the data may have grown since: the rate falls to its end with the last pass
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 150, max(0.02, 1 - s / total)))
    if saved:
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        rate.load_state_dict(saved["rate"])
    log = (plan.output / "log.jsonl").open("a", encoding="utf-8")
    for number in range(start, plan.passes):
        rng = random.Random(plan.seed * 1000 + number)
        torch.manual_seed(plan.seed * 1000 + number)
        _one_pass(model, optimizer, rate, batches(_items(corpus, pieces, rng), rng), number, log)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "rate": rate.state_dict(),
                    "pass": number + 1}, checkpoint.with_suffix(".part"))  # fmt: skip
        checkpoint.with_suffix(".part").replace(checkpoint)
    return checkpoint


def _trained_body(model: Reader, frozen: int) -> list[nn.Parameter]:
    """The body's parameters that are trained; those of the `frozen` lowest layers are switched off."""
    if frozen:
        for part in (model.body.embeddings, *model.body.encoder.layer[:frozen]):
            part.requires_grad_(False)
    return [p for p in model.body.parameters() if p.requires_grad]


def _items(corpus: Corpus, pieces: Pieces, rng: random.Random) -> list[Item]:
    items = (to_item(example, pieces) for example in mixed_pass(corpus, SHARES, rng))
    return [item for item in items if item is not None]


def _one_pass(model, optimizer, rate, stream, number, log) -> None:  # type: ignore[no-untyped-def]
    model.train()
    sums: dict[str, list[float]] = {}
    began, pieces = time.time(), 0
    for step, batch in enumerate(stream):
        losses = batch_losses(model, batch)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        pieces += sum(len(item.ids) for item in batch)
        for name, loss in losses.items():
            sums.setdefault(name, []).append(loss.item())
        if step % 50 == 0:
            means = {name: round(sum(v[-40:]) / len(v[-40:]), 4) for name, v in sums.items()}
            print(f"pass {number} step {step} {pieces / (time.time() - began):.0f} pieces/s {means}", flush=True)
    row = {"pass": number, "seconds": round(time.time() - began), "pieces": pieces,
           "loss": {name: round(sum(v) / len(v), 5) for name, v in sums.items()}}  # fmt: skip
    log.write(json.dumps(row) + "\n")
    log.flush()
