"""Learn how often an event of a given score is right (`slope` and `bias` of ``thresholds.yaml``).

    python -m training.calibration --models FOLDER DOCUMENTS.ann...

FOLDER holds a reader that has not seen the documents. Prints the two numbers and, before and after, the mean distance
between the scores of a tenth and the share of right events in it (expected calibration error). An event is right when the
gold document holds one of its type in its line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphkit.build import load_language, whole_reading
from graphkit.events import SUREST, Thresholds
from graphkit.extract import extract
from graphkit.model import EventMention
from graphkit.odds import log_odds
from training.logistic import fit_logistic
from training.same_event import parse_gold, unseen_parser

Scored = tuple[float, bool]
"""Score of an event, and whether it is right."""


def main() -> None:
    """Run it."""
    options = unseen_parser(__doc__).parse_args()
    language = load_language(models=options.models)
    plain = replace(language.extractor, thresholds=replace(language.extractor.thresholds, slope=1.0, bias=0.0))
    rows = [row for record, page in parse_gold(options.files, options.shared, language.parser)
            for row in judged(record, extract(page.document, page.sentences, whole_reading(page), plain).events)]  # fmt: skip
    slope, bias = fit(rows)
    fitted = Thresholds(slope=slope, bias=bias)
    after = error([(fitted.calibrated(score), right) for score, right in rows])
    print(f"{len(rows)} events: slope {slope}, bias {bias}; calibration error {error(rows):.3f} before, {after:.3f} after")


def judged(record: dict[str, Any], events: Sequence[EventMention]) -> Iterator[Scored]:
    """Each event, the surest first, with whether it is right; a gold event makes one right."""
    free = Counter((event["type"], event["line"]) for event in record["events"])
    for event in sorted(events, key=lambda e: -e.score):
        right = free[event.type, event.line] > 0
        free[event.type, event.line] -= right
        yield event.score, right


def fit(rows: Sequence[Scored]) -> tuple[float, float]:
    """Slope and bias of the log odds."""
    features = [{"slope": log_odds(score, most=SUREST), "bias": 1.0} for score, _ in rows]
    weights = fit_logistic(features, [right for _, right in rows], penalty=0.01)
    return weights["slope"], weights["bias"]


def error(rows: Sequence[Scored]) -> float:
    """Expected calibration error over tenths.

    Examples
    --------
    >>> error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    0.0
    """
    bands: dict[int, list[Scored]] = defaultdict(list)
    for score, right in rows:
        bands[min(int(score * 10), 9)].append((score, right))
    gaps = (abs(sum(score for score, _ in band) - sum(right for _, right in band)) for band in bands.values())
    return sum(gaps) / max(1, len(rows))


if __name__ == "__main__":
    main()
