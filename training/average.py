"""The mean of the weights of several passes: one reader that errs less than each of them (stochastic weight averaging).

After P. Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch


def average(checkpoints: Sequence[Path], target: Path) -> Path:
    """Write the mean of some checkpoints of one run, with the tokenizer that stands beside the first or the target.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for number in (1, 3):
    ...     torch.save({"model": {"w": torch.tensor([float(number)])}}, folder / f"{number}.pt")
    >>> done = average([folder / "1.pt", folder / "3.pt"], folder / "mean" / "checkpoint.pt")
    >>> torch.load(done)["model"]["w"].item()
    2.0
    """
    total: dict[str, torch.Tensor] = {}
    for path in checkpoints:
        state = torch.load(path, weights_only=False, map_location="cpu")["model"]
        if total and state.keys() != total.keys():
            raise SystemExit(f"{path}: its parts are not those of {checkpoints[0]}")
        for name, value in state.items():
            total[name] = total[name] + value.double() if name in total else value.double()
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": {name: (value / len(checkpoints)).float() for name, value in total.items()}}, target)
    tokenizer = checkpoints[0].parent / "tokenizer.json"
    if tokenizer.exists() and tokenizer.parent != target.parent:
        shutil.copyfile(tokenizer, target.parent / "tokenizer.json")
    return target
