"""Learn the weights that say which event mentions of a document tell one event (`graphkit.same_event`).

    python -m training.same_event --models FOLDER DOCUMENTS.ann... -o graphkit/languages/tr/same_event.yaml
    python -m training.same_event --models FOLDER DOCUMENTS.ann...

FOLDER holds a reader that has not seen the documents, so that the roles are as right and as wrong as in new text. Prints
precision, recall and F1 over pairs of mentions, in five-fold cross-validation by document, for several thresholds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from graphkit import same_event as model
from graphkit.acting import standings
from graphkit.build import load_language, whole_reading
from graphkit.event_coreference import group_mentions
from graphkit.extract import read_events
from graphkit.model import EventMention
from graphkit.odds import probability
from graphkit.parse import Parsed, Parser, parse_documents
from graphkit.read import read_documents
from training.logistic import fit_logistic

PENALTY = 2.0
FOLDS = 5
THRESHOLD = 0.35
HEAD = """\
# When two mentions of one type in one document tell one event (graphkit/same_event.py): weights of a logistic model
# (log odds). Made by training/same_event.py from {pairs} pairs in {documents} annotated documents (CC BY-SA 4.0; so are
# these weights), whose events a reader found that had not seen them. In five-fold cross-validation by document:
# {figures}.
threshold: {threshold}
# a mention that says nothing of its event joins the only event of its type that it may be, from here on (set by hand)
back: 0.25
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of one type: what the model sees; whether one event (None: not both are in the gold document)."""

    features: tuple[str, ...]
    right: bool | None
    certain: float | None


Document = tuple[tuple[EventMention, ...], dict[tuple[int, int], Pair]]


def main() -> None:
    """Run it."""
    parser = unseen_parser(__doc__)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    documents = list(read_pairs(options.files, options.shared, options.models))
    figures = dict(measure(documents, (0.3, 0.35, 0.4, 0.45, 0.5)))
    for threshold, text in figures.items():
        print(f"threshold {threshold}  {text}")
    if options.output:
        learned = [pair for _, pairs in documents for pair in pairs.values() if pair.right is not None]
        lines = [f"{json.dumps(name)}: {weight}" for name, weight in sorted(fit(documents).items())]
        head = HEAD.format(pairs=len(learned), documents=len(documents), figures=figures[THRESHOLD], threshold=THRESHOLD)
        options.output.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def unseen_parser(description: str | None) -> argparse.ArgumentParser:
    """Arguments of a script that learns from what a reader makes of documents that it has not seen."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--models", type=Path, required=True)
    return parser


def read_pairs(files: Sequence[Path], shared: Path, models: Path) -> Iterator[Document]:
    """The event mentions that the reader finds in each document, and their pairs."""
    scorer = load_module(shared / "gold/score.py")
    language = load_language(models=models)
    for record, page in parse_gold(files, shared, language.parser):
        entities, _, told = read_events(page.document, page.sentences, whole_reading(page), language.extractor)
        actors = {name for event in told for names in event.roles.values() for name in names}
        yield told, dict(pairs_of(told, standings(entities, actors), same_events(scorer, record, told)))


def parse_gold(files: Sequence[Path], shared: Path, parser: Parser) -> Iterator[tuple[dict[str, Any], Parsed]]:
    """The annotated documents as gold records, each with what the reader makes of its text."""
    reader = load_module(shared / "train/read_ann.py")
    gold = [reader.to_gold(document) for path in files for document in reader.parse(path)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in gold), encoding="utf-8")
        yield from zip(gold, parse_documents(read_documents([path]), parser), strict=True)


def load_module(path: Path) -> ModuleType:
    """A module that stands outside of any package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: not there")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def same_events(scorer: Any, record: dict[str, Any], told: Sequence[EventMention]) -> dict[int, str]:
    """Number of a mention → label of the event that its gold mention (same type, line and, if it can be, trigger) tells."""
    labels: dict[int, str] = {}
    for number, event in enumerate(record["events"]):
        free = [at for at, one in enumerate(told) if (one.type, one.line) == (event["type"], event["line"]) and at not in labels]
        start = scorer.fold(event["trigger"])[:6]
        if free:
            best = max(free, key=lambda at: (scorer.fold(told[at].trigger)[:6] == start, -at))
            labels[best] = event.get("same_as") or f"alone {number}"
    return labels


def pairs_of(told: Sequence[EventMention], stand: Any, labels: dict[int, str]) -> Iterator[tuple[tuple[int, int], Pair]]:
    """Pairs of mentions of one type, by their numbers."""
    count = Counter(mention.type for mention in told)
    for left, one in enumerate(told):
        for right in range(left + 1, len(told)):
            if told[right].type == one.type:
                two = model.in_the_words_of(one, told[right], stand)
                features = model.pair_features(one, two, many=count[one.type] > 4)
                known = labels[left] == labels[right] if left in labels and right in labels else None
                yield (left, right), Pair(tuple(features), known, model.certain(one, two))


def fit(documents: Sequence[Document]) -> dict[str, float]:
    """Weights, learned from the pairs that nothing else decides."""
    rows = [p for _, pairs in documents for p in pairs.values() if p.right is not None and p.certain is None]
    return fit_logistic([dict.fromkeys(p.features, 1.0) for p in rows], [bool(p.right) for p in rows], penalty=PENALTY)


def measure(documents: Sequence[Document], thresholds: Sequence[float]) -> Iterator[tuple[float, str]]:
    """(threshold, figures over pairs) in cross-validation."""
    learned = [fit([one for at, one in enumerate(documents) if at % FOLDS != fold]) for fold in range(FOLDS)]
    for threshold in thresholds:
        counts: Counter[tuple[bool, bool]] = Counter()
        for at, (told, pairs) in enumerate(documents):
            home = group_mentions(told, partial(score, pairs, learned[at % FOLDS]), threshold)
            counts.update((p.right, home[i] == home[j]) for (i, j), p in pairs.items() if p.right is not None)
        right, found, gold = counts[True, True], counts[False, True], counts[True, False]
        precision, recall = right / max(1, right + found), right / max(1, right + gold)
        yield threshold, f"precision {precision:.2f}, recall {recall:.2f}, F1 {2 * right / max(1, 2 * right + found + gold):.3f}"


def score(pairs: dict[tuple[int, int], Pair], weights: dict[str, float], left: int, right: int) -> float:
    """Probability that the two are one event."""
    pair = pairs[left, right]
    if pair.certain is not None:
        return pair.certain
    return probability(sum(weights.get(name, 0.0) for name in pair.features))


if __name__ == "__main__":
    main()
