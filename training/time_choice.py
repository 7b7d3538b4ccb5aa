"""Learn the weights that choose the time expression of an event (`graphkit.time_choice`).

    python -m training.time_choice GOLD.jsonl... -o graphkit/languages/tr/time_choice.yaml
    python -m training.time_choice GOLD.jsonl... --measure

The input are gold records (one document a line: text, published, events with line, trigger, time). ``--measure`` fits
on one half of the documents and reports on the other. Logistic regression with an L2 penalty, by Newton's method.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graphkit.time_choice import iterate_features, load_choice_data, tense_of
from graphkit.times import Tense, TimeExpression, find_times, resolve_time, time_of
from training.logistic import fit_logistic

PENALTY = 3.0
THRESHOLD = 0.45
LEAST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One gold event with the candidates of its sentence."""

    document: str
    sentence: str
    start: int
    end: int
    type: str
    modality: str
    time: str | None
    published: dt.date | None
    candidates: tuple[tuple[TimeExpression, tuple[str, ...]], ...]


def read_rows(paths: Iterable[Path]) -> list[Row]:
    rows = []
    data = load_choice_data()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)
            sentences = record["text"].split("\n")
            published = dt.date.fromisoformat(record["published"]) if record["published"] else None
            for event in record["events"]:
                text = sentences[event["line"] - 1]
                start = max(text.find(event["trigger"]), 0)
                end = start + len(event["trigger"])
                found = [one for one in find_times(text) if one.kind not in ("vague", "anaphoric", "clock")]
                pairs = iterate_features(text, start, end, found, event_type=event["type"], data=data)
                rows.append(
                    Row(
                        record["id"],
                        text,
                        start,
                        end,
                        event["type"],
                        event.get("modality", "actual"),
                        event["time"],
                        published,
                        tuple((one, tuple(names)) for one, names in pairs),
                    )
                )
    return rows


def tense_for(row: Row) -> Tense | None:
    return "future" if row.modality == "planned" else tense_of(row.sentence, row.start, row.end)


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights of the features that occur at least LEAST times."""
    pairs = [
        (names, resolve_time(one, published=row.published, tense=tense_for(row)) == row.time)
        for row in rows
        for one, names in row.candidates
    ]
    return fit_logistic([dict.fromkeys(names, 1.0) for names, _ in pairs], [right for _, right in pairs], penalty=PENALTY, least=LEAST)


def write_weights(path: Path, weights: dict[str, float], documents: int, events: int) -> None:
    lines = [
        "# Made by training/time_choice.py; do not edit.",
        f"# Learned from {events} events of {documents} annotated documents, CC BY-SA 4.0; so are these weights.",
        f"threshold: {THRESHOLD}",
        "weights:",
        *(f"  {json.dumps(name, ensure_ascii=False)}: {value}" for name, value in sorted(weights.items())),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def accuracy(rows: Sequence[Row], answer: Callable[[Row], str | None]) -> str:
    def share(chosen: Sequence[Row]) -> str:
        right = sum(answer(row) == row.time for row in chosen)
        return f"{right / len(chosen):.3f} ({len(chosen)})" if chosen else "- (0)"

    return (
        f"all {share(rows)}, with a time {share([r for r in rows if r.time])}, "
        f"without {share([r for r in rows if not r.time])}, sentence has one {share([r for r in rows if r.candidates])}"
    )


def by_weights(weights: dict[str, float]) -> Callable[[Row], str | None]:
    def answer(row: Row) -> str | None:
        if not row.candidates:
            return None
        scored = [(sum(weights.get(name, 0) for name in names), -i) for i, (_, names) in enumerate(row.candidates)]
        score, i = max(scored)
        if 1 / (1 + np.exp(-score)) <= THRESHOLD:
            return None
        return resolve_time(row.candidates[-i][0], published=row.published, tense=tense_for(row))

    return answer


def nearest_before(row: Row) -> str | None:
    before = [one for one, _ in row.candidates if one.end <= row.start]
    chosen = before[-1] if before else row.candidates[0][0] if row.candidates else None
    return resolve_time(chosen, published=row.published, tense=tense_for(row)) if chosen else None


def best_possible(row: Row) -> str | None:
    told = [resolve_time(one, published=row.published, tense=tense_for(row)) for one, _ in row.candidates]
    return row.time if row.time in told else None


def shipped(row: Row) -> str | None:
    return time_of(row.sentence, row.start, row.end, published=row.published, tense=tense_for(row), event_type=row.type)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--measure", action="store_true", help="fit on half of the documents, report on the other")
    parser.add_argument("--shipped", action="store_true", help="report the weights of the language pack as they are")
    options = parser.parse_args()
    rows = read_rows(options.gold)
    if options.measure:
        halves = [[r for r in rows if hashlib.md5(r.document.encode()).digest()[-1] % 2 == i] for i in (0, 1)]
        weights = fit(halves[0])
        print("no time at all ", accuracy(halves[1], lambda row: None))
        print("nearest before ", accuracy(halves[1], nearest_before))
        print("learned        ", accuracy(halves[1], by_weights(weights)))
        print("learned on it  ", accuracy(halves[0], by_weights(weights)))
        print("best of choices", accuracy(halves[1], best_possible))
    if options.shipped:
        print("shipped        ", accuracy(rows, shipped))
    if options.output:
        write_weights(options.output, fit(rows), len({row.document for row in rows}), len(rows))


if __name__ == "__main__":
    main()
