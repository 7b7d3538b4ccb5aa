"""Quality on the annotated documents that no training sees, and where the thresholds stand.

    python benchmarks/held_out.py [--shared ../shared] [--models FOLDER] [--sweep]

The documents are those that ``training/data/held-out.txt`` lists. They are read once; then the figures of the
annotation guidelines' scorer are printed for the frames alone, the heads alone and both, and a reliability table: how
often an event of a given score is right. ``--sweep`` prints the figures for other thresholds of triggers and roles.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extraction import COLUMNS, figures, load_module, show

from graphkit.build import load_language, whole_reading
from graphkit.extract import Extractor, extract
from graphkit.logistic import load_logistic
from graphkit.parse import Parsed, Parser, parse_documents
from graphkit.read import read_documents
from graphkit.records import to_guidelines

DATA = Path("training/data")


def gold_records(shared: Path) -> list[dict[str, Any]]:
    """The held-out documents as gold records."""
    reader = load_module(shared / "train/read_ann.py")
    listed = set((DATA / "held-out.txt").read_text(encoding="utf-8").split("\n"))
    paths = [path for path in sorted(DATA.glob("*.ann")) if any(name.startswith(path.stem) for name in listed)]
    parsed = (document for path in paths for document in reader.parse(path))
    return [record for document in parsed if (record := reader.to_gold(document))["id"] in listed]


def parsed_records(records: Sequence[dict[str, Any]], parser: Parser) -> list[Parsed]:
    """The records, read as any input file is, and parsed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "held-out.jsonl"
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
        return list(parse_documents(read_documents([path]), parser))


def found_records(parsed: Sequence[Parsed], extractor: Extractor) -> list[dict[str, Any]]:
    """What the extractor makes of each document, in the guidelines' format."""
    return [to_guidelines(extract(p.document, p.sentences, whole_reading(p), extractor)) for p in parsed]


def variants(extractor: Extractor, sweep: bool) -> Iterator[tuple[str, Extractor]]:
    """The extractors to compare, each with its name."""
    thresholds = extractor.thresholds
    alone = replace(thresholds, trigger=2.0, events=None, known_frame=thresholds.frame)
    yield "frames", replace(extractor, thresholds=alone)
    yield "heads", replace(extractor, frames=())
    yield "both", extractor
    if sweep:
        for value in (0.5, 0.55, 0.6, 0.65):
            yield f"trigger {value}", replace(extractor, thresholds=replace(thresholds, trigger=value, events=None))
        for value in (0.31, 0.34, 0.37, 0.4, 0.43):
            model = replace(load_logistic("event_choice"), threshold=value)
            yield f"event {value}", replace(extractor, thresholds=replace(thresholds, events=model))
        yield "role raw", replace(extractor, thresholds=replace(thresholds, fillers=None))
        for value in (0.25, 0.3, 0.35, 0.4, 0.45):
            model = replace(load_logistic("role_choice"), threshold=value)
            yield f"role {value}", replace(extractor, thresholds=replace(thresholds, fillers=model))
        for value in (0.5, 0.6, 0.7, 0.8, 0.9, 2.0):
            yield f"frame {value}", replace(extractor, thresholds=replace(thresholds, frame=value))


def reliability(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """How many events of each band of scores are right: one of that type stands in that line of the gold document."""
    bands: dict[int, list[bool]] = {}
    for wanted, given in zip(gold, found, strict=True):
        free = [(event["type"], event["line"]) for event in wanted["events"]]
        for event in sorted(given["events"], key=lambda e: -e["score"]):
            key = (event["type"], event["line"])
            right = key in free
            if right:
                free.remove(key)
            bands.setdefault(min(int(event["score"] * 10), 9), []).append(right)
    for band, rights in sorted(bands.items()):
        yield f"  score {band / 10:.1f}-{band / 10 + 0.1:.1f}  right {sum(rights) / len(rights):.2f} of {len(rights)}"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--models", type=Path)
    parser.add_argument("--sweep", action="store_true", help="other thresholds too")
    arguments = parser.parse_args()
    scorer = load_module(arguments.shared / "gold/score.py")
    language = load_language(models=arguments.models)
    gold = gold_records(arguments.shared)
    parsed = parsed_records(gold, language.parser)
    events = sum(len(record["events"]) for record in gold)
    print(f"{len(gold)} documents, {events} events, reader {language.extractor.version}")
    print(f"{'':12} " + " ".join(f"{column:>11}" for column in COLUMNS))
    for name, extractor in variants(language.extractor, arguments.sweep):
        found = found_records(parsed, extractor)
        show(name, figures(scorer, gold, found), None)
        if name == "both":
            kept = found
    print("reliability of the score of an event (both):", *reliability(gold, kept), sep="\n")


if __name__ == "__main__":
    main()
