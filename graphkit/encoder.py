"""The shipped encoder: one pass over a window of sentences gives names, mentions, tags, arcs and event proposals.

The only module that imports onnxruntime and tokenizers. Each window (`graphkit.windows`) is run alone, so what comes out
depends on the document only, never on what else is in the batch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from graphkit.errors import ModelError
from graphkit.model_reading import Arc, Labelled, Proposal, Reading, SentenceReading
from graphkit.text import APOSTROPHES
from graphkit.windows import Window, windows

FORMAT = 1
FILES = ("words.onnx", "events.onnx", "relations.onnx", "tokenizer.json")
PROPOSED = 0.15  # lowest trigger score that is worth a proposal
ARC = 0.1  # lowest role score that is worth an arc
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))

Array = npt.NDArray[Any]
Words = Sequence[str]
TreeDecoder = Callable[[Array], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Loaded model files (`load_encoder`).

    Examples
    --------
    >>> from graphkit.models import find_models
    >>> "Meeting" in load_encoder(find_models("tr").reader).labels["types"]
    True
    """

    folder: Path
    version: str
    labels: dict[str, list[str]]
    tokenizer: Tokenizer
    words: onnxruntime.InferenceSession
    events: onnxruntime.InferenceSession
    relations: onnxruntime.InferenceSession


def check_files(folder: Path) -> dict[str, Any]:
    """Facts of a model folder after comparing each file with the hash written there.

    Raises
    ------
    ModelError
        When a file is missing, damaged or of another format; the message names it.

    Examples
    --------
    >>> from graphkit.models import find_models
    >>> sorted(check_files(find_models("tr").reader)["sha256"])
    ['events.onnx', 'relations.onnx', 'tokenizer.json', 'words.onnx']
    """
    facts_path = folder / "reader.json"
    how = "reinstall graphkit, or make the files with `python -m training train` and `export`"
    try:
        facts: dict[str, Any] = json.loads(facts_path.read_text(encoding="utf-8"))
        hashes = facts["sha256"]
    except FileNotFoundError as error:
        raise ModelError(f"{facts_path}: the reader's model file is missing; {how}") from error
    except (ValueError, KeyError, OSError) as error:
        raise ModelError(f"{facts_path}: damaged ({error}); {how}") from error
    if facts.get("format") != FORMAT:
        raise ModelError(f"{facts_path}: format {facts.get('format')}, this version reads format {FORMAT}; {how}")
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: model file is missing; {how}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != hashes.get(name):
            raise ModelError(f"{path}: model file is damaged (its hash is not that in reader.json); {how}")
    return facts


def load_encoder(folder: Path, *, threads: int = 0) -> Encoder:
    """Load the encoder of a language pack.

    Parameters
    ----------
    folder
        Holds ``reader.json`` and the files that it lists.
    threads
        Threads of a pass; 0: as many as there are cores.

    Raises
    ------
    ModelError
        When a file is missing or damaged.

    Examples
    --------
    >>> from graphkit.models import find_models
    >>> len(load_encoder(find_models("tr").reader).version)
    12
    """
    facts = check_files(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # spinning slows torch beside it

    def session(name: str) -> onnxruntime.InferenceSession:
        return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Encoder(folder, facts["version"], facts["labels"], tokenizer, session(FILES[0]), session(FILES[1]),
                   session(FILES[2]))  # fmt: skip


def _pieces(encoder: Encoder, sentences: Sequence[Words]) -> list[list[list[int]]]:
    flat = [[word.translate(_STRAIGHT)] for words in sentences for word in words]
    encoded = iter(encoder.tokenizer.encode_batch(flat, is_pretokenized=True, add_special_tokens=False))
    return [[next(encoded).ids or [3] for _ in words] for words in sentences]


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    out: Array = powers / powers.sum(-1, keepdims=True)
    return out


def _sigmoid(scores: Array) -> Array:
    out: Array = 1 / (1 + np.exp(-scores))
    return out


def _stretches(scores: Array, tags: Sequence[str]) -> tuple[Labelled, ...]:
    """Labelled stretches of a sentence: best tag per word; an ``I-`` after another label begins a stretch."""
    probabilities = _softmax(scores)
    best = probabilities.argmax(-1)
    found: list[tuple[int, int, str, list[float]]] = []
    for place, number in enumerate(best):
        tag = tags[number]
        if tag == "O":
            continue
        joins = tag[0] == "I" and found and found[-1][1] == place - 1 and found[-1][2] == tag[2:]
        if joins:
            first, _, label, values = found.pop()
        else:
            first, label, values = place, tag[2:], []
        found.append((first, place, label, [*values, float(probabilities[place, number])]))
    return tuple(Labelled(first, last, label, sum(v) / len(v)) for first, last, label, v in found)


def _chosen_heads(arcs: Array, rows: Array, decode: TreeDecoder) -> list[int]:
    """Heads (1-based inside the sentence) of the words at `rows` of a window's arc scores."""
    columns = np.concatenate([[0], rows + 1])
    square = np.full((len(rows) + 1, len(rows) + 1), -1e4, dtype=np.float64)
    square[1:] = arcs[np.ix_(rows, columns)]
    return [int(head) for head in decode(square)]


def _read_sentence(encoder: Encoder, out: dict[str, Array], rows: Array, decode: TreeDecoder) -> SentenceReading:
    labels = encoder.labels
    heads = _chosen_heads(out["arcs"], rows, decode)
    vectors = out["vectors"]
    governors = np.array([rows[head - 1] + 1 if head else 0 for head in heads])
    (relations,) = encoder.relations.run(None, {"dependent": vectors[rows + 1], "governor": vectors[governors]})
    root = labels["deprels"].index("root")
    relations[[i for i, head in enumerate(heads) if head], root] = -1e4
    names = [labels["deprels"][n] for n in relations.argmax(-1)]
    return SentenceReading(
        upos=tuple(labels["upos"][n] for n in out["upos"][rows].argmax(-1)),
        head=tuple(heads),
        deprel=tuple("root" if not head else name for head, name in zip(heads, names, strict=True)),
        names=_stretches(out["names"][rows], labels["names"]),
        mentions=_stretches(out["mentions"][rows], labels["mentions"]),
    )


def _propose(encoder: Encoder, window: Window, out: dict[str, Array], fresh: set[int]) -> Iterator[Proposal]:
    labels = encoder.labels
    scores = _sigmoid(out["triggers"])
    places = [(w, k) for w, k in zip(*np.nonzero(scores >= PROPOSED), strict=True) if window.owner[w][0] in fresh]
    if not places:
        return
    sentence = np.array([number for number, _ in window.owner], dtype=np.int64)
    feed = {"vectors": out["vectors"], "trigger": np.array([w for w, _ in places], dtype=np.int64),
            "kind": np.array([k for _, k in places], dtype=np.int64), "sentence": sentence}  # fmt: skip
    roles, attributes = encoder.events.run(None, feed)
    roles = _sigmoid(roles)
    negative = _softmax(attributes[:, :2])[:, 1]
    modality = _softmax(attributes[:, 2:])
    for event, (word, kind) in enumerate(places):
        arcs = [Arc(labels["roles"][r], window.owner[w][0], window.owner[w][1], round(float(roles[event, w, r]), 4))
                for w, r in zip(*np.nonzero(roles[event] >= ARC), strict=True)]  # fmt: skip
        at, index = window.owner[word]
        yield Proposal(at, index, labels["types"][kind], round(float(scores[word, kind]), 4),
                       round(float(negative[event]), 4),
                       {m: round(float(p), 4) for m, p in zip(labels["modalities"], modality[event], strict=True)},
                       tuple(sorted(arcs, key=lambda a: (a.role, a.sentence, a.word))))  # fmt: skip


def read(encoder: Encoder, sentences: Sequence[Words], decode: TreeDecoder) -> Reading:
    """Read the sentences of one document, in order.

    Parameters
    ----------
    sentences
        Words of each sentence, as the tokenizer cut them.
    decode
        Turns a square matrix of arc scores (row: word, column: head, 0: root) into the heads of the words.

    Returns
    -------
    Reading
        One `SentenceReading` per sentence; a word that no window could hold is tagged ``X`` under the root.

    Examples
    --------
    >>> from graphkit.models import find_models
    >>> from graphkit.processors import decode_tree
    >>> encoder = load_encoder(find_models("tr").reader)
    >>> reading = read(encoder, [["Fas", "ile", "Tunus", "anlaşma", "imzaladı", "."]], decode_tree)
    >>> [proposal.type for proposal in reading.proposals if proposal.score > 0.9]
    ['Agreement']
    """
    readings: dict[int, SentenceReading] = {}
    proposals: list[Proposal] = []
    for window in windows(_pieces(encoder, sentences)):
        feed = {"ids": [window.ids], "first": [window.first], "last": [window.last]}
        names = [output.name for output in encoder.words.get_outputs()]
        values = encoder.words.run(names, {k: np.array(v, dtype=np.int64) for k, v in feed.items()})
        out = dict(zip(names, values, strict=True))
        fresh = set(window.sentences[window.context :])
        for number in sorted(fresh):
            rows = np.array([i for i, (owner, _) in enumerate(window.owner) if owner == number], dtype=np.int64)
            if len(rows):
                readings[number] = _filled(_read_sentence(encoder, out, rows, decode), len(sentences[number]))
        proposals += _propose(encoder, window, out, fresh)
    empty = SentenceReading((), (), (), (), ())
    whole = tuple(readings.get(n) or _filled(empty, len(words)) for n, words in enumerate(sentences))
    return Reading(whole, tuple(sorted(proposals, key=lambda p: (p.sentence, p.word, p.type))))


def _filled(reading: SentenceReading, words: int) -> SentenceReading:
    lacking = words - len(reading.upos)
    if not lacking:
        return reading
    return SentenceReading((*reading.upos, *["X"] * lacking), (*reading.head, *[0] * lacking),
                           (*reading.deprel, *["dep"] * lacking), reading.names, reading.mentions)  # fmt: skip
