"""Learn the weights that score the proposed events again (`graphkit.event_choice`).

    python -m training.event_choice --models FOLDER DOCUMENTS.ann... -o graphkit/languages/tr/event_choice.yaml
    python -m training.event_choice --models FOLDER DOCUMENTS.ann...

FOLDER holds a reader that has not seen the documents. Prints precision, recall and F1 over events, by type and line, in
five-fold cross-validation by document, beside what the encoder's own score gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphkit.build import load_language, whole_reading
from graphkit.event_choice import event_features
from graphkit.extract import Extractor
from graphkit.frames import frame_candidates
from graphkit.logistic import LogisticModel
from graphkit.parse import Parsed
from training.logistic import fit_logistic, write_weights
from training.same_event import FOLDS, load_module, parse_gold, unseen_parser

PENALTY = 5.0
LEAST = 10
THRESHOLD = 0.37

Row = tuple[dict[str, float], bool, float]
"""Features of a proposal, whether it is an event, and the encoder's score."""
Document = tuple[list[Row], int]
"""The proposals of a document, and the number of its gold events."""


def main() -> None:
    """Run it."""
    parser = unseen_parser(__doc__)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    language = load_language(models=options.models)
    scorer = load_module(options.shared / "gold/score.py")
    pages = parse_gold(options.files, options.shared, language.parser)
    documents = [judged(scorer, record, page, language.extractor) for record, page in pages]
    for line in measure(documents):
        print(line)
    if options.output:
        head = ["How sure it is that a proposed event is one (graphkit/event_choice.py). Made by training/event_choice.py; do not edit.",
                f"Learned from {sum(len(rows) for rows, _ in documents):,} proposals in {len(documents):,} annotated documents (CC BY-SA 4.0; so are",
                "these weights), by a reader that had not seen them."]  # fmt: skip
        write_weights(options.output, head, THRESHOLD, fit(documents))


def judged(scorer: Any, record: dict[str, Any], page: Parsed, extractor: Extractor) -> Document:
    """The proposals for a document, the surest first, each with whether it is right; a gold event makes one right.

    What annotators disagreed about (`optional`) counts neither way.
    """
    sentences, proposals = page.sentences, whole_reading(page).proposals
    framed = [c for c in frame_candidates(sentences, extractor.frames) if c.type in extractor.types]
    free: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for event in record["events"]:
        free[event["type"], event["line"]].append(event)
    features = list(event_features(sentences, proposals, framed))
    order = sorted(range(len(proposals)), key=lambda at: -proposals[at].score)
    gold: dict[int, dict[str, Any]] = {}
    for touching in (True, False):
        for at in order:
            sentence = sentences[proposals[at].sentence]
            word = scorer.fold(sentence.words[proposals[at].word].text)[:5]
            left = [] if at in gold else free[proposals[at].type, sentence.line]
            fitting = [e for e in left if not touching or word in scorer.fold(e["trigger"])]
            if fitting:
                gold[at] = fitting[0]
                left.remove(fitting[0])
    rows = [(features[at], at in gold, proposals[at].score) for at in range(len(proposals))
            if not gold.get(at, {}).get("optional")]  # fmt: skip
    return rows, sum(not event.get("optional") for event in record["events"])


def fit(documents: Sequence[Document]) -> dict[str, float]:
    """Weights of the features that occur often enough."""
    rows = [row for found, _ in documents for row in found]
    return fit_logistic([features for features, _, _ in rows], [right for _, right, _ in rows], penalty=PENALTY, least=LEAST)


def measure(documents: Sequence[Document]) -> Iterator[str]:
    """A line for each threshold of the encoder's score, then of the model's in cross-validation."""
    gold = sum(count for _, count in documents)
    learned = [LogisticModel(fit([one for at, one in enumerate(documents) if at % FOLDS != fold]), 0) for fold in range(FOLDS)]
    raw = [(score, right) for found, _ in documents for _, right, score in found]
    again = [(learned[at % FOLDS].probability(features), right) for at, (found, _) in enumerate(documents) for features, right, _ in found]
    for name, scores, thresholds in (("encoder", raw, (0.45, 0.5, 0.55, 0.6, 0.65)), ("again", again, (0.28, 0.31, 0.34, 0.37, 0.4, 0.43))):
        for threshold in thresholds:
            given = [right for score, right in scores if score >= threshold]
            hits = sum(given)
            yield (f"{name:8} {threshold}  precision {hits / max(1, len(given)):.3f}, recall {hits / max(1, gold):.3f}, "
                   f"F1 {2 * hits / max(1, len(given) + gold):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
