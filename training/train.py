"""Fine-tuning the reader: all tasks at once, resumable."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.base import TOKENIZER, WEIGHTS, fetch, load_weights
from training.batches import Batch, batches, collate, passes, to_item
from training.data import Corpus, mixed_pass, read_corpus, words_of
from training.figures import figures, held_out_batches
from training.losses import batch_losses
from training.network import Reader
from training.shipped import read_weights
from training.soft import read_soft
from training.vocabulary import Pieces, choose_pieces, cut_tokenizer

SHARES = {"names": 0.4, "wiki": 0.04, "swapped": 0.6}
"""Share of the data sets without events that a pass sees, and of the event documents that stand under other names."""


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
    ids of documents that are held out. `budget`: word pieces of a batch. `blank`: share of words hidden from the encoder.
    `device`: where the network runs (``cpu``, ``cuda``). `workers`: processes that make the batches ahead (0: none).
    `documents`: share of the event documents that a pass sees. `soft`: files of windows that other readers labelled.
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
    budget: int = 1100
    blank: float = 0.0
    device: str = "cpu"
    workers: int = 0
    documents: float = 1.0
    soft: tuple[Path, ...] = ()


def train(plan: Plan) -> Path:
    """Run the plan, or go on from its last checkpoint; returns the path of the finished one."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    plan.output.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(plan.shared, plan.own, plan.leave_out)
    corpus.soft.extend(example for path in plan.soft for example in read_soft(path))
    checkpoint = plan.output / "checkpoint.pt"
    if checkpoint.exists():
        tokenizer = Tokenizer.from_file(str(plan.output / "tokenizer.json"))
        model = Reader(tokenizer.get_vocab_size())
    elif plan.start:
        model, tokenizer = continued_reader(plan.start, plan.output)
    else:
        model, tokenizer = new_reader(plan.output.parent / "base", corpus, plan.output)
    pieces = Pieces(tokenizer)
    held_out = held_out_batches(corpus.held_out, pieces, plan.budget)
    saved = torch.load(checkpoint, weights_only=False, map_location="cpu") if checkpoint.exists() else None
    start, done = (saved["pass"], saved["rate"]["last_epoch"]) if saved else (0, 0)

    def make(number: int) -> list[Batch]:
        return made_pass(corpus, pieces, plan, number)

    stream = passes(make, range(start, plan.passes), plan.workers)
    model = model.to(plan.device)
    optimizer = _optimizer(model, plan)
    rate: torch.optim.lr_scheduler.LambdaLR | None = None
    log = (plan.output / "log.jsonl").open("a", encoding="utf-8")
    for number, made in enumerate(stream, start):
        if rate is None:  # the data may have grown since: the rate falls to its end with the last pass
            rate = _falling_rate(optimizer, done + (plan.passes - start) * len(made))
            if saved:
                model.load_state_dict(saved["model"])
                optimizer.load_state_dict(saved["optimizer"])
                rate.load_state_dict(saved["rate"])
        torch.manual_seed(plan.seed * 1000 + number)
        _one_pass(model, optimizer, rate, made, number, log)
        torch.save({"model": {name: weight.cpu() for name, weight in model.state_dict().items()},
                    "optimizer": optimizer.state_dict(), "rate": rate.state_dict(), "pass": number + 1},
                   checkpoint.with_suffix(".part"))  # fmt: skip
        checkpoint.with_suffix(".part").replace(checkpoint)
        _write_row(log, {"pass": number, "held out": figures(model, held_out)})
    return checkpoint


def made_pass(corpus: Corpus, pieces: Pieces, plan: Plan, number: int) -> list[Batch]:
    """The batches of a pass; the same for the same seed and number."""
    rng = random.Random(plan.seed * 1000 + number)
    items = (to_item(example, pieces, rng, plan.blank) for example in mixed_pass(corpus, SHARES | {"documents": plan.documents}, rng))
    return [collate(batch) for batch in batches((item for item in items if item is not None), rng, plan.budget)]


def _optimizer(model: Reader, plan: Plan) -> torch.optim.AdamW:
    body = _trained_body(model, plan.frozen)
    blocks = list(model.pairs.blocks.parameters())
    heads = [p for n, p in model.named_parameters() if not n.startswith(("body.", "pairs.blocks."))]
    return torch.optim.AdamW([{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate},
                              {"params": blocks, "lr": plan.head_rate / 3}], weight_decay=0.01, fused=True)  # fmt: skip


def _falling_rate(optimizer: torch.optim.Optimizer, total: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Rises over 150 steps, then falls in a line to a fiftieth at `total` steps."""
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / 150, max(0.02, 1 - step / total)))


def _trained_body(model: Reader, frozen: int) -> list[nn.Parameter]:
    """The body's parameters that are trained; those of the `frozen` lowest layers are switched off."""
    if frozen:
        for part in (model.body.embeddings, *model.body.encoder.layer[:frozen]):
            part.requires_grad_(False)
    return [p for p in model.body.parameters() if p.requires_grad]


def _one_pass(model: Reader, optimizer: torch.optim.Optimizer, rate: torch.optim.lr_scheduler.LambdaLR, made: Iterable[Batch],
              number: int, log: TextIO) -> None:  # fmt: skip
    model.train()
    device = next(model.parameters()).device
    sums: dict[str, list[Tensor]] = {}
    began, pieces = time.time(), 0
    for step, batch in enumerate(made):
        losses = batch_losses(model, batch.to(device))
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        pieces += int(batch.mask.sum())
        for name, loss in losses.items():
            sums.setdefault(name, []).append(loss.detach())
        if step % 50 == 0:
            means = {name: round(torch.stack(v[-40:]).mean().item(), 4) for name, v in sums.items()}
            print(f"pass {number} step {step} {pieces / (time.time() - began):.0f} pieces/s {means}", flush=True)
    _write_row(log, {"pass": number, "seconds": round(time.time() - began), "pieces": pieces,
                     "loss": {name: round(torch.stack(v).mean().item(), 5) for name, v in sums.items()}})  # fmt: skip


def _write_row(log: TextIO, row: dict[str, object]) -> None:
    log.write(json.dumps(row) + "\n")
    log.flush()
