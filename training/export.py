"""From a checkpoint to the files that graphkit ships: ONNX graphs (the large one int8), tokenizer, labels, hashes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.labels import DEPRELS, EVENT_ROLES, EVENT_TYPES, MENTION_TAGS, MODALITIES, NAME_TAGS, ROLES, UPOS
from training.network import HIDDEN, Reader

FORMAT = 1


class _Words(nn.Module):
    """One window → word vectors (the root first) and the scores of the word heads and arcs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        vectors = self.reader.vectors(ids, torch.ones_like(ids), first, last)
        words = vectors[:, 1:]
        reader = self.reader
        return (vectors[0], reader.names(words)[0], reader.mentions(words)[0], reader.triggers(words)[0],
                reader.upos(words)[0], reader.arcs(vectors)[0])  # fmt: skip


class _Events(nn.Module):
    """Word vectors (the root first) and triggers → role scores, polarity and modality scores."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.pairs = reader.pairs

    def forward(self, vectors: Tensor, trigger: Tensor, kind: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        words = vectors[1:]
        distance = torch.arange(words.shape[0])[None] - trigger[:, None]
        line = (sentence[None] - sentence[trigger][:, None]).clamp(-3, 3) + 3
        plain, product = self.pairs.project(words)
        hidden = torch.zeros_like(distance, dtype=torch.float32)
        roles, attributes = self.pairs(words[trigger], kind, (plain[None], product[None]), distance, line, hidden)
        return roles, attributes


def _onnx(module: nn.Module, arguments: tuple[Tensor, ...], path: Path, inputs: dict[str, list[str]], outputs: list[str]) -> None:
    axes = {name: dict(enumerate(names)) for name, names in inputs.items()}
    torch.onnx.export(module, arguments, str(path), input_names=list(inputs), output_names=outputs,
                      dynamic_axes={k: {i: n for i, n in v.items() if n} for k, v in axes.items()}, opset_version=17,
                      dynamo=False)  # fmt: skip


def write_graphs(reader: Reader, target: Path) -> None:
    """Write ``words.onnx`` and ``events.onnx`` (int8) and ``relations.onnx`` of a reader with eager attention."""
    reader.eval()
    ids = torch.tensor([[0, 10, 11, 12, 2]])
    words = torch.tensor([[1, 2, 3]])
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        plain = Path(folder)
        _onnx(_Words(reader), (ids, words, words), plain / "words.onnx",
              {"ids": ["", "pieces"], "first": ["", "words"], "last": ["", "words"]},
              ["vectors", "names", "mentions", "triggers", "upos", "arcs"])  # fmt: skip
        _onnx(_Events(reader), (torch.zeros(4, HIDDEN), torch.tensor([1]), torch.tensor([2]), torch.tensor([0, 0, 1])),
              plain / "events.onnx", {"vectors": ["rows", ""], "trigger": ["events"], "kind": ["events"],
                                      "sentence": ["words"]}, ["roles", "attributes"])  # fmt: skip
        _onnx(reader.relations, (torch.zeros(3, HIDDEN), torch.zeros(3, HIDDEN)), plain / "relations.onnx",
              {"dependent": ["words", ""], "governor": ["words", ""]}, ["relations"])  # fmt: skip
        for name, kinds in (("words.onnx", ["MatMul", "Gather"]), ("events.onnx", ["MatMul"])):
            quantize_dynamic(plain / name, target / name, op_types_to_quantize=kinds, per_channel=True,
                             weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True})  # fmt: skip
        (target / "relations.onnx").write_bytes((plain / "relations.onnx").read_bytes())


def read_checkpoint(path: Path) -> tuple[dict[str, Tensor], Tokenizer]:
    """The weights of a checkpoint, and the tokenizer beside it."""
    weights: dict[str, Tensor] = torch.load(path, weights_only=False, map_location="cpu")["model"]
    return weights, Tokenizer.from_file(str(path.parent / "tokenizer.json"))


def export_reader(checkpoint: Path, target: Path) -> None:
    """Write the graphs (`write_graphs`), ``tokenizer.json`` and ``reader.json``."""
    weights, tokenizer = read_checkpoint(checkpoint)
    reader = Reader(tokenizer.get_vocab_size(), "eager")
    reader.load_state_dict(weights)
    target.mkdir(parents=True, exist_ok=True)
    write_graphs(reader, target)
    tokenizer.save(str(target / "tokenizer.json"), pretty=False)
    files = ("words.onnx", "events.onnx", "relations.onnx", "tokenizer.json")
    facts = {
        "format": FORMAT,
        "labels": {"names": NAME_TAGS, "mentions": MENTION_TAGS, "types": EVENT_TYPES, "roles": ROLES, "upos": UPOS,
                   "modalities": MODALITIES, "deprels": DEPRELS, "event_roles": EVENT_ROLES},
        "sha256": {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in files},
    }  # fmt: skip
    facts["version"] = hashlib.sha256("".join(facts["sha256"].values()).encode()).hexdigest()[:12]  # type: ignore[attr-defined]
    (target / "reader.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {sum((target / f).stat().st_size for f in files) / 1e6:.1f} MB, version {facts['version']}")
