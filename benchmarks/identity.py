"""Who is who and which event is which: quality on annotated documents, and time and memory on generated ones.

    python benchmarks/identity.py [--shared ../shared] [--models FOLDER] [--dev] [--size 100000] [--no-size]

Without ``--dev`` the documents are those that no training sees (``training/data/held-out.txt``), with it the development
gold. Seven figures:

entities    B³ over the surface forms of each document: which forms are one entity
fillers     role fillers of found events by how the sentence names them: by name, by an alias or title, not at all
linking     predicted entities that are the gazetteer's, against what the gazetteer says of the gold name
events      pairs of event mentions of one event, inside a document and over documents (``x:`` labels), once from the gold
            mentions (what the joining itself does), once from the text
told twice  the same on papers about one invented event (``tests/data/twice``): ``a`` was in view when the rules were made,
            ``b`` was not; with the reasons of the missed pairs
reliability how often an event of a given confidence is right
size        seconds and memory to assemble and resolve generated mentions
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extraction import load_module, read_jsonl
from held_out import gold_records, parsed_records

from graphkit.affiliations import standing_of
from graphkit.assemble import assemble
from graphkit.build import load_language, whole_reading
from graphkit.event_coreference import join_mentions
from graphkit.extract import extract
from graphkit.gazetteer import Gazetteer, load_gazetteer
from graphkit.model import Document, EventMention, Extraction, LocalEntity, LocalPosition
from graphkit.records import to_guidelines
from graphkit.resolve import propose, resolve
from graphkit.spellings import name_key
from graphkit.text import fold

OUTPUT = Path(__file__).parent / "output"
Record = dict[str, Any]
Key = tuple[str, int, str]


def clusters(record: Record) -> dict[str, list[frozenset[str]]]:
    """Folded surface form → the entities (as their sets of forms) that it names in the document."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for entity in record["entities"]:
        forms = frozenset(filter(None, map(fold, (entity["name"], *entity["aliases"]))))
        for form in forms:
            found[form].append(forms)
    return found


def b_cubed(gold: Sequence[Record], found: Sequence[Record]) -> dict[str, float]:
    """B³ (Bagga and Baldwin 1998) over surface forms; a form that is not found stands alone."""
    sums: Counter[str] = Counter()
    for one, two in zip(gold, found, strict=True):
        right, left = clusters(one), clusters(two)
        for form, owners in right.items():
            alone = [frozenset({form})]
            common, size = max((len(a & b), len(a)) for a in owners for b in left.get(form, alone))
            sums["recall"] += common / size
            sums["gold"] += 1
            if form in left:
                known = [frozenset(b & right.keys()) for b in left[form]]
                sums["precision"] += max(len(a & b) / len(b) for a in owners for b in known)
                sums["found"] += 1
    precision, recall = sums["precision"] / max(1, sums["found"]), sums["recall"] / max(1, sums["gold"])
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def matched(gold: Record, found: Record) -> Iterator[tuple[Record, Record]]:
    """Gold events with the found ones of the same line and type, one to one, in order."""
    left = defaultdict(list)
    for event in found["events"]:
        left[event["line"], event["type"]].append(event)
    for event in gold["events"]:
        if options := left[event["line"], event["type"]]:
            wanted = {name for names in event.get("roles", {}).values() for name in names}
            best = max(options, key=lambda o: len(wanted & {n for names in o["roles"].values() for n in names}))
            options.remove(best)
            yield event, best


def how_named(line: str, name: str, aliases: Iterable[str]) -> str:
    """How a sentence names an entity: by ``name`` (a word of it), by an ``alias`` or title, or ``not at all``."""
    words = set(fold(line).split())
    if any(word[:5] == part[:5] for part in fold(name).split() if len(part) > 2 for word in words):
        return "name"
    text = f" {fold(line)} "
    return "alias" if any(f" {fold(alias)[:12]}" in text for alias in aliases if fold(alias)) else "not at all"


def fillers(scorer: Any, gold: Sequence[Record], found: Sequence[Record]) -> dict[str, list[int]]:
    """How the sentence names a filler → [right, all] over the gold fillers of found events."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one, two in zip(gold, found, strict=True):
        lines = one["text"].split("\n")
        aliases = {entity["name"]: entity["aliases"] for entity in one["entities"]}
        tables = scorer.names(one), scorer.names(two)
        for event, other in matched(one, two):
            for role, names in event.get("roles", {}).items():
                for name in names:
                    way = how_named(lines[event["line"] - 1], name, aliases.get(name, ()))
                    counts[way][0] += any(scorer.same(name, given, *tables) for given in other["roles"].get(role, ()))
                    counts[way][1] += 1
    return {way: counts[way] for way in sorted(counts)}


def known_as(gazetteer: Gazetteer, name: str) -> list[Any]:
    """The gazetteer's entries of a gold name: as it stands, by a surname, or in another spelling."""
    found = list(gazetteer.find(name, short=True))
    spelled = gazetteer.spellings.get(name_key(name))
    return found or ([spelled] if spelled else [])


def linking(gazetteer: Gazetteer, gold: Sequence[Record], found: Sequence[Record]) -> dict[str, list[int]]:
    """``State`` and ``other`` → [right, judged, not judged] of the predicted entities that are the gazetteer's.

    A link is judged where the gazetteer knows a gold entity with one of its forms (`known_as`).
    """
    counts = {"State": [0, 0, 0], "other": [0, 0, 0]}
    for one, two in zip(gold, found, strict=True):
        owners = defaultdict(list)
        for entity in one["entities"]:
            for form in map(fold, (entity["name"], *entity["aliases"])):
                owners[form].append(known_as(gazetteer, entity["name"]))
        for entity in two["entities"]:
            entries = [e for e in gazetteer.find(entity["name"]) if e.name == entity["name"]]
            meant = [owner for form in map(fold, (entity["name"], *entity["aliases"])) for owner in owners.get(form, ())]
            if entries and meant:
                row = counts["State" if entity["type"] == "State" else "other"]
                judged = any(meant)
                row[0] += any(entries[0] in known for known in meant)
                row[1] += judged
                row[2] += not judged
    return counts


def gold_extraction(record: Record) -> Extraction:
    """The gold record as an extraction, its events joined by our own rules."""
    text = record["text"]
    lines = text.split("\n")
    starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    gazetteer = load_gazetteer()
    entities = []
    for entity in record["entities"]:
        known = [e for e in gazetteer.find(entity["name"]) if e.type == entity["type"]]
        wikidata = known[0].wikidata if known else None
        entities.append(LocalEntity(entity["name"], entity["type"], tuple(entity["aliases"]), wikidata))
    events = []
    for event in record["events"]:
        at = max(0, lines[event["line"] - 1].find(event["trigger"])) + starts[event["line"] - 1]
        roles = {role: tuple(names) for role, names in event.get("roles", {}).items()}
        facts = {key: event.get(key) or None for key in ("time", "quantity", "item", "title")}
        events.append(EventMention(
            event["type"], event["trigger"], at, at + len(event["trigger"]), event["line"] - 1, event["line"],
            "title" if event["line"] == 1 else "body", roles, place=tuple(event.get("place") or ()),
            polarity=event.get("polarity", "positive"), modality=event.get("modality", "actual"),
            source=tuple(event.get("source") or ()), score=0.9, **facts))  # fmt: skip
    names = {entity.name for entity in entities}
    said = {n for e in events for group in (*e.roles.values(), e.place, e.source) for n in group} - names
    entities += [LocalEntity(name, "Group") for name in sorted(said)]
    document = Document(record["id"], record["title"], text, published=dt.date.fromisoformat(record["published"]))
    spans = tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=False))
    posts = tuple(LocalPosition(p["person"], p["title"], p.get("organization")) for p in record.get("positions", ())
                  if {p["person"], p.get("organization")} - {None} <= {entity.name for entity in entities})  # fmt: skip
    owners: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        owners[post.person] += [post.organization] if post.organization else []
    standings = {e.name: standing_of(e.name, e.type, gazetteer, owners[e.name]) for e in entities}
    return Extraction(document, tuple(entities), posts, join_mentions(events, standings), spans)


def event_pairs(gold: Sequence[Record], extractions: Sequence[Extraction]) -> dict[str, dict[str, float]]:
    """Pairwise precision, recall and F1 of ``same_as``: inside documents, and over documents by ``x:`` labels.

    Over documents, a pair counts where both its mentions bear an ``x:`` label, so that only labelled events are judged. A
    line that tells two events of one type has both labels, and is joined to another where one event is in both.
    """
    graph = assemble(extractions)
    labels: dict[Key, set[str]] = defaultdict(set)
    for record in gold:
        for event in record["events"]:
            label = event.get("same_as")
            own = label if label and label.startswith("x:") else f"{record['id']} {label or id(event)}"
            labels[record["id"], event["line"], event["type"]].add(own)
    told: dict[Key, set[str]] = defaultdict(set)
    for one in graph.evidence.values():
        told[one.document, one.line, one.type].add(one.event)
    out = {}
    for where in ("inside", "over"):
        right = given = wanted = unfound = 0
        keys = [key for key in sorted(labels) if where == "inside" or any(x.startswith("x:") for x in labels[key])]
        for a, b in itertools.combinations(keys, 2):
            if a[2] != b[2] or (a[0] == b[0]) != (where == "inside"):
                continue
            same, joined = bool(labels[a] & labels[b]), bool(told[a] & told[b])
            right, given, wanted = right + (same and joined), given + joined, wanted + same
            unfound += same and not (told[a] and told[b])
        out[where] = {"precision": right / max(1, given), "recall": right / max(1, wanted),
                      "f1": 2 * right / max(1, given + wanted), "pairs": wanted, "not found": unfound,
                      "found, not joined": wanted - right - unfound}  # fmt: skip
    return out


def told_twice(shared: Path, language: Any) -> dict[str, Any]:
    """`event_pairs` on the papers about invented events, of each file from the gold mentions and from the text."""
    reader = load_module(shared / "train/read_ann.py")
    out = {}
    for path in sorted(Path("tests/data/twice").glob("*.ann")):
        gold = [reader.to_gold(document) for document in reader.parse(path)]
        out[path.stem] = {"gold mentions": event_pairs(gold, [gold_extraction(record) for record in gold]),
                          "text": event_pairs(gold, extracted(gold, language))}  # fmt: skip
    return out


def extracted(gold: Sequence[Record], language: Any) -> list[Extraction]:
    """What is read from the texts of gold records."""
    return [extract(p.document, p.sentences, whole_reading(p), language.extractor)
            for p in parsed_records(gold, language.parser)]  # fmt: skip


def reliability(gold: Sequence[Record], extractions: Sequence[Extraction]) -> dict[str, list[float]]:
    """Confidence by tenths → [events, mean confidence, share of which a sentence tells such an event in the gold]."""
    told = {(record["id"], event["line"], event["type"]) for record in gold for event in record["events"]}
    graph = assemble(extractions)
    keys: dict[str, set[Key]] = defaultdict(set)
    for one in graph.evidence.values():
        keys[one.event].add((one.document, one.line, one.type))
    bins: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for event in graph.events.values():
        low = min(int(event.confidence * 10), 9) / 10
        bins[f"{low:.1f}"].append((event.confidence, bool(keys[event.id] & told)))
    return {low: [len(rows), sum(c for c, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows)]
            for low, rows in sorted(bins.items())}  # fmt: skip


def generated(size: int, seed: int = 7) -> Iterator[Extraction]:
    """Extractions with `size` mentions of people and bodies in all, a tenth of them in another spelling."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bcdfghklmnprstvyz" for b in "aeiou"]

    def name() -> str:
        return "".join(chance.choices(syllables, k=3)).title()

    people = [f"{name()} {name()}" for _ in range(max(10, size // 20))]
    day = dt.date(2025, 1, 1)
    for number in range(size // 10):
        entities, events, at = {}, [], 0
        for _ in range(5):
            pair = []
            for person in chance.sample(people, 2):
                told = person.replace("y", "i") if chance.random() < 0.1 else person
                entities[told] = LocalEntity(told, "Person", (), None, ((at, at + len(told)),))
                pair.append(told)
                at += 40
            roles = {"participant": tuple(pair)}
            events.append(EventMention("Meeting", "görüştü", at, at + 7, 0, 1, "body", roles, score=0.9))
        document = Document(f"d{number:06}", "", "x" * at, published=day + dt.timedelta(days=number % 300))
        yield Extraction(document, tuple(entities.values()), (), tuple(events), ((0, at),))


def measure_size(size: int) -> dict[str, float]:
    """Seconds of the processor to assemble, to find and judge candidates, to assemble again; and the peak memory in MB."""
    extractions = list(generated(size))
    began = time.process_time()
    graph = assemble(extractions)
    first = time.process_time() - began
    judgements = propose(graph)
    judged = time.process_time() - began - first
    graph = assemble(resolve(extractions, judgements))
    again = time.process_time() - began - first - judged
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"mentions": size, "assemble": first, "judge": judged, "assemble again": again, "peak_mb": peak,
            "judged": len(judgements), "entities": len(graph.entities)}  # fmt: skip


def quality(arguments: argparse.Namespace) -> dict[str, Any]:
    """All figures on annotated documents."""
    gold = [r for path in sorted((arguments.shared / "gold").glob("*-dev.jsonl")) for r in read_jsonl(path)] \
        if arguments.dev else gold_records(arguments.shared)  # fmt: skip
    scorer = load_module(arguments.shared / "gold/score.py")
    language = load_language(models=arguments.models)
    told = extracted(gold, language)
    found = [to_guidelines(extraction) for extraction in told]
    return {
        "documents": len(gold),
        "entities": b_cubed(gold, found),
        "fillers": fillers(scorer, gold, found),
        "linking": linking(language.extractor.gazetteer, gold, found),
        "events of gold mentions": event_pairs(gold, [gold_extraction(record) for record in gold]),
        "events of the text": event_pairs(gold, told),
        "told twice": told_twice(arguments.shared, language),
        "reliability": reliability(gold, told),
    }


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--models", type=Path)
    parser.add_argument("--dev", action="store_true", help="the development gold instead of the held-out documents")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--no-size", action="store_true", help="leave out the generated mentions")
    parser.add_argument("--no-quality", action="store_true", help="leave out the annotated documents")
    arguments = parser.parse_args()
    result: dict[str, Any] = {} if arguments.no_quality else quality(arguments)
    if not arguments.no_size:
        result["size"] = [measure_size(arguments.size // part) for part in (4, 2, 1)]
    print(json.dumps(result, indent=1, ensure_ascii=False, default=lambda value: round(value, 3)))
    OUTPUT.mkdir(exist_ok=True)
    (OUTPUT / "identity.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
