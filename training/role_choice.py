"""Learn the weights that score the fillers of an event's roles again (`graphkit.role_choice`).

    python -m training.role_choice --models FOLDER DOCUMENTS.ann... -o graphkit/languages/tr/role_choice.yaml
    python -m training.role_choice --models FOLDER DOCUMENTS.ann...

FOLDER holds a reader that has not seen the documents. Prints precision, recall and F1 over those whom the reader proposes for a
role (of events that are in the gold document), in five-fold cross-validation by document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphkit.acting import cast_of
from graphkit.build import load_language, whole_reading
from graphkit.coreference import Entities, entities_of, gather, local_entities
from graphkit.events import scored_event, sure_proposals
from graphkit.extract import Extractor
from graphkit.frames import frame_candidates
from graphkit.odds import probability
from graphkit.parse import Parsed
from graphkit.persons import document_mentions
from graphkit.role_choice import NO_PARTS, find_parts
from training.logistic import fit_logistic, write_weights
from training.same_event import FOLDS, load_module, parse_gold, unseen_parser

PENALTY = 5.0
LEAST = 20
THRESHOLD = 0.35

Row = tuple[dict[str, float], bool]
"""Features of somebody in a role, and whether they fill it."""


def main() -> None:
    """Run it."""
    parser = unseen_parser(__doc__)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    language = load_language(models=options.models)
    scorer = load_module(options.shared / "gold/score.py")
    pages = parse_gold(options.files, options.shared, language.parser)
    documents = [list(rows_of(scorer, record, page, language.extractor)) for record, page in pages]
    for threshold, text in measure(documents, (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)):
        print(f"threshold {threshold}  {text}")
    if options.output:
        head = ["How sure it is that somebody fills a role (graphkit/role_choice.py). Made by training/role_choice.py; do not edit.",
                f"Learned from {sum(map(len, documents)):,} proposals in {len(documents)} annotated documents (CC BY-SA 4.0; so are these weights),",
                "by a reader that had not seen them."]  # fmt: skip
        write_weights(options.output, head, THRESHOLD, fit(documents))


def rows_of(scorer: Any, record: dict[str, Any], page: Parsed, extractor: Extractor) -> Iterator[Row]:
    """Who may have a part in the events that the reader shares with the gold record."""
    sentences, reading = page.sentences, whole_reading(page)
    mentions = document_mentions(sentences, reading.sentences, extractor.gazetteer)
    entities = gather(sentences, mentions, extractor.gazetteer, page.document.published)
    framed = [c for c in frame_candidates(sentences, extractor.frames) if c.type in extractor.types]
    sure = [proposal for proposal, _ in sure_proposals(sentences, reading.proposals, extractor.thresholds, framed)]
    events = [scored_event(sentences, mentions, proposal) for proposal in sure]
    free = list(record["events"])
    told = []
    for proposal, parts in zip(sure, find_parts(events, cast_of(entities)), strict=True):
        sentence = sentences[proposal.sentence]
        word = scorer.fold(sentence.words[proposal.word].text)[:5]
        fitting = [e for e in free if (e["type"], e["line"]) == (proposal.type, sentence.line)]
        if fitting:
            event = max(fitting, key=lambda e: word in scorer.fold(e["trigger"]))
            free.remove(event)
            told += [(event, entities_of(entities, part.mention, part.role), part) for part in parts]
    yield from judged(scorer, record, entities, told)


def judged(scorer: Any, record: dict[str, Any], entities: Entities, told: Sequence[Any]) -> Iterator[Row]:
    """Each with whether one of its names is a gold filler of the role."""
    local = local_entities(entities, frozenset(name for _, names, _ in told for name in names))
    known = scorer.names({"entities": [{"name": one.name, "aliases": one.aliases} for one in local]})
    gold = scorer.names(record)
    for event, names, part in told:
        fillers = scorer.as_list(event.get(part.role) if part.role in NO_PARTS else event["roles"].get(part.role))
        yield part.features, any(scorer.same(wanted, name, gold, known) for wanted in fillers for name in names)


def fit(documents: Sequence[Sequence[Row]]) -> dict[str, float]:
    """Weights of the features that occur often enough."""
    rows = [row for document in documents for row in document]
    return fit_logistic([features for features, _ in rows], [right for _, right in rows], penalty=PENALTY, least=LEAST)


def measure(documents: Sequence[Sequence[Row]], thresholds: Sequence[float]) -> Iterator[tuple[float, str]]:
    """(threshold, figures) in cross-validation."""
    learned = [fit([one for at, one in enumerate(documents) if at % FOLDS != fold]) for fold in range(FOLDS)]
    sums = [(sum(learned[at % FOLDS].get(name, 0.0) * value for name, value in features.items()), right)
            for at, document in enumerate(documents) for features, right in document]  # fmt: skip
    for threshold in thresholds:
        counts = Counter((probability(total) >= threshold, right) for total, right in sums)
        hits, extra, missed = counts[True, True], counts[True, False], counts[False, True]
        yield threshold, (f"precision {hits / max(1, hits + extra):.3f}, recall {hits / max(1, hits + missed):.3f}, "
                          f"F1 {2 * hits / max(1, 2 * hits + extra + missed):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
