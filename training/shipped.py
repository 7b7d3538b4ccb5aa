"""From the shipped files back to weights, so that a training can go on where nobody kept the checkpoint."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor

from training.base import FloatArray
from training.export import read_checkpoint, write_graphs
from training.network import Reader

_PART = re.compile(r"_(quantized|scale|zero_point)$")


def read_weights(reader: Path) -> tuple[dict[str, Tensor], Tokenizer]:
    """Weights and tokenizer of a checkpoint, or of a folder of shipped files."""
    return read_shipped(reader) if reader.is_dir() else read_checkpoint(reader)


def write_mean(readers: Sequence[Path], target: Path) -> None:
    """Write the mean of the readers' weights as a checkpoint, with the tokenizer beside it; they share one vocabulary.

    Raises
    ------
    SystemExit
        When their word pieces differ.
    """
    found = [read_weights(reader) for reader in readers]
    if len({tokenizer.to_str() for _, tokenizer in found}) > 1:
        raise SystemExit(f"{', '.join(map(str, readers))}: not the same word pieces")
    states = [weights for weights, _ in found]
    names = set.intersection(*(set(weights) for weights in states)) - {"pairs.allowed"}
    mean = {name: sum(weights[name] for weights in states) / len(states) for name in sorted(names)}
    mean["pairs.allowed"] = Reader(found[0][1].get_vocab_size()).pairs.allowed
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": mean}, target)
    found[0][1].save(str(target.parent / "tokenizer.json"), pretty=False)


def read_shipped(folder: Path) -> tuple[dict[str, Tensor], Tokenizer]:
    """The weights (as float32, by the names of `Reader`) and the tokenizer of exported files.

    What int8 cost stays lost: a weight is as near as half a step of its row. The parts of the graphs have names of their
    own, so a reader whose weights are told apart by their values is written the same way and compared part by part.

    Raises
    ------
    SystemExit
        When the files are of another network than this one.
    """
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    probe = Reader(tokenizer.get_vocab_size(), "eager")
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for weight in probe.parameters():
            weight.copy_(torch.rand(weight.shape, generator=generator) - 0.5)
    wanted = dict(probe.named_parameters())
    found: dict[str, Tensor] = {}
    with tempfile.TemporaryDirectory() as written:
        write_graphs(probe, Path(written))
        for name in ("words.onnx", "events.onnx", "relations.onnx"):
            ours, theirs = _weights(Path(written) / name), _weights(folder / name)
            if [w.shape for w in ours] != [w.shape for w in theirs]:
                raise SystemExit(f"{folder / name}: written from another network than training/network.py describes")
            for known, weight in zip(ours, theirs, strict=True):
                if place := _place(known, wanted):
                    parameter, turned = place
                    found[parameter] = torch.tensor(weight.T if turned else weight)
    if missing := sorted(set(wanted) - set(found)):
        raise SystemExit(f"{folder}: no weights for {', '.join(missing)}")
    return found, tokenizer


def _weights(path: Path) -> list[FloatArray]:
    """Float arrays of a graph in its order; those that stand as int8 are multiplied out."""
    arrays = {item.name: numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}
    out = []
    for name, array in arrays.items():
        if name.endswith("_quantized"):
            stem = _PART.sub("", name)
            scale, zero = arrays[stem + "_scale"], arrays[stem + "_zero_point"]
            out.append(((array.astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32))
        elif array.dtype == np.float32 and not _PART.search(name):
            out.append(array)
    return out


def _place(array: FloatArray, parameters: dict[str, torch.nn.Parameter]) -> tuple[str, bool] | None:
    """The parameter that `array` holds, and whether it stands turned there."""
    for name, parameter in parameters.items():
        values = parameter.detach().numpy()
        for turned in (False, True):
            other = array.T if turned else array
            if values.shape == other.shape and np.abs(values - other).max() < 0.01:
                return name, turned
    return None
