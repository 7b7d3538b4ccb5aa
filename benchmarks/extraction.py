"""Quality of extraction on the annotated development documents.

    python benchmarks/extraction.py [--gold ../shared/gold] [--models FOLDER] [FILE.jsonl ...]

Prints a row a file (and all together) with the figures of the annotation guidelines' scorer, a row a type, and the
change against the last run. Every missed, extra or wrongly filled event goes to ``benchmarks/output/extraction-errors.txt``
with its sentence and the proposer that made it; the figures to ``benchmarks/output/extraction.json``.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from graphkit.build import extract_files, load_language
from graphkit.records import to_guidelines

OUTPUT = Path(__file__).parent / "output"


def load_module(path: Path) -> ModuleType:
    """A module that stands outside of any package: the guidelines' scorer, the training files' reader."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"{path}: not there")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Records of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def f1(count: Any) -> float:
    """F1 of a scorer's count."""
    return 2 * count.right / (count.predicted + count.gold) if count.predicted + count.gold else 0.0


def figures(scorer: ModuleType, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Any]:
    """The scorer's figures as numbers."""
    counts, by_type, share = scorer.score(gold, found)
    row: dict[str, Any] = {key: round(f1(counts[key]), 4) for key in ("event", "role", "place", "source", "position")}
    event = counts["event"]
    row["precision"] = round(event.right / event.predicted, 4) if event.predicted else 0.0
    row["recall"] = round(event.right / event.gold, 4) if event.gold else 0.0
    for key in ("time", "polarity", "modality"):
        row[key] = round(sum(share[key]) / len(share[key]), 4) if share[key] else 0.0
    row["types"] = {name: [count.right, count.predicted, count.gold] for name, count in sorted(by_type.items())}
    return row


def errors(scorer: ModuleType, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> str:
    """The scorer's list of errors, each with the sentence and who proposed what stands there."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        scorer.score(gold, found, show_errors=True)
    lines = {record["id"]: record["text"].split("\n") for record in gold}
    proposed: dict[tuple[str, int, str], set[str]] = {}
    for record in found:
        for event in record["events"]:
            proposed.setdefault((record["id"], event["line"], event["type"]), set()).add(event["proposer"])
    out = []
    for row in text.getvalue().splitlines():
        where = re.match(r"\w+ +(.+?):(\d+) (\w+)", row)
        sentence = lines[where[1]][int(where[2]) - 1] if where else ""
        by = ", ".join(sorted(proposed.get((where[1], int(where[2]), where[3]), ()))) if where else ""
        out.append(f"{row}\n    {sentence}\n    proposed by: {by or '-'}")
    return "\n".join(out)


COLUMNS = ("event", "precision", "recall", "role", "place", "source", "position", "time", "polarity", "modality")


def show(name: str, row: dict[str, Any], before: dict[str, Any] | None) -> None:
    """Print one row of figures, with the change since the last run."""
    cells = [f"{row[c]:.3f}" + (f"{row[c] - before[c]:+.3f}" if before and abs(row[c] - before[c]) >= 0.0005 else "      ")
             for c in COLUMNS]  # fmt: skip
    print(f"{name:12} " + " ".join(f"{cell:>11}" for cell in cells))


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--models", type=Path)
    arguments = parser.parse_args()
    scorer = load_module(arguments.gold / "score.py")
    files = arguments.files or sorted(arguments.gold.glob("*.jsonl"))
    language = load_language(models=arguments.models)
    OUTPUT.mkdir(exist_ok=True)
    last_path = OUTPUT / "extraction.json"
    last = json.loads(last_path.read_text(encoding="utf-8")) if last_path.exists() else {}
    rows: dict[str, Any] = {}
    everything: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    notes = []
    began = time.perf_counter()
    words = 0
    print(f"{'':12} " + " ".join(f"{column:>11}" for column in COLUMNS))
    for path in files:
        gold = read_jsonl(path)
        found = [to_guidelines(extraction) for extraction in extract_files(path, language=language)]
        words += sum(len(record["text"].split()) for record in gold)
        rows[path.stem] = figures(scorer, gold, found)
        notes.append(errors(scorer, gold, found))
        everything[0].extend(gold)
        everything[1].extend(found)
        show(path.stem, rows[path.stem], last.get(path.stem))
    rows["all"] = figures(scorer, *everything)
    show("all", rows["all"], last.get("all"))
    for name, (right, predicted, gold_count) in sorted(rows["all"]["types"].items(), key=lambda item: -item[1][2]):
        precision, recall = right / predicted if predicted else 0.0, right / gold_count if gold_count else 0.0
        print(f"  {name:16} P {precision:.2f} R {recall:.2f} ({right} right, {predicted} found, {gold_count} gold)")
    print(f"{words / (time.perf_counter() - began):.0f} words/s with the reader {language.extractor.version}")
    last_path.write_text(json.dumps({**last, **rows}, indent=1) + "\n", encoding="utf-8")
    (OUTPUT / "extraction-errors.txt").write_text("\n".join(notes) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
