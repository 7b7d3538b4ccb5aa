"""Words a second of `graphkit.parse`, in bulk and one call a document; or its sentence ends against given ones.

    python benchmarks/parse.py ../shared/train/news-*.ann
    python benchmarks/parse.py --models ../shared/starter-models --words 10000 FILES

Takes `.ann` files (numbered lines are sentences) and anything else as plain text, a document a file.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from graphkit.model import Document
from graphkit.parse import Parser, load_parser, parse
from graphkit.sentences import normalise, split_sentences
from graphkit.words import load_rules

_LINE = re.compile(r"\d+ (.*)")
_FINAL = re.compile(r"[.!?…][\"”»')]*$")


def read_documents(paths: list[Path]) -> Iterator[list[str]]:
    """Documents as lists of lines."""
    for path in paths:
        text = path.read_text("utf-8")
        if path.suffix != ".ann":
            yield text.splitlines()
            continue
        for block in text.split("@doc ")[1:]:
            yield [found[1] for line in block.splitlines() if (found := _LINE.match(line))]


def sentence_ends(parser: Parser, documents: list[list[str]], mode: str) -> tuple[int, int, int]:
    """Right, wrong and missed sentence ends where the lines of documents are joined with blanks.

    `mode`: ``all`` joins every line; ``title`` leaves the first line alone; ``paragraph`` leaves every line alone that
    has no full stop (headlines, captions), as it stands on a page.
    """
    groups: list[list[str]] = []
    for lines in documents:
        open_group = False
        for number, line in enumerate(lines):
            alone = mode != "all" and (number == 0 or mode == "paragraph" and not _FINAL.search(line))
            if open_group and not alone:
                groups[-1].append(line)
            else:
                groups.append([line])
            open_group = not alone
    right = wrong = missed = 0
    for group in groups:
        text = normalise(" ".join(group))
        proposed = parser._tokenize(text)
        cuts = {edge for sentence in proposed for span in sentence for edge in span}
        last = {sentence[-1][1] for sentence in proposed}
        found = split_sentences(text, cuts, last, rules=load_rules(parser.language))
        ends = {sentence.words[-1][1] for sentence in found}
        gold, at = set(), -1
        for line in group:
            at += len(line) + 1
            gold.add(at)
        right, wrong, missed = right + len(ends & gold), wrong + len(ends - gold), missed + len(gold - ends)
    return right, wrong, missed


def measure(parser: Parser, documents: list[Document], *, bulk: bool) -> tuple[int, float]:
    """Words and seconds."""
    begin = time.perf_counter()
    groups = [documents] if bulk else [[document] for document in documents]
    words = sum(len(s.words) for group in groups for _, sentences in parse(group, parser) for s in sentences)
    return words, time.perf_counter() - begin


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--models", help="a model folder or 'official'; default: the shipped ones")
    options.add_argument("--threads", type=int)
    options.add_argument("--words", type=int, default=20_000, help="stop after about so many words")
    options.add_argument("--ends", action="store_true", help="measure sentence ends on .ann files instead")
    args = options.parse_args()
    begin = time.perf_counter()
    parser = load_parser(models=args.models, threads=args.threads)
    reader = parser.reader.version if parser.reader else "stanza models"
    print(f"load: {time.perf_counter() - begin:.1f} s; reader: {reader}")
    documents = list(read_documents(args.files))
    if args.ends:
        for mode in ("all", "title", "paragraph"):
            right, wrong, missed = sentence_ends(parser, documents, mode)
            score = 2 * right / (2 * right + wrong + missed)
            print(f"sentence ends, {mode}: F1 {score:.4f} ({right=} {wrong=} {missed=})")
        return
    chosen: list[Document] = []
    held = 0
    for number, lines in enumerate(documents):
        if held < args.words:
            chosen.append(Document(str(number), "", "\n".join(lines)))
            held += sum(len(line.split()) for line in lines)
    measure(parser, chosen[:2], bulk=True)
    for name, bulk in (("bulk", True), ("one call a document", False)):
        words, seconds = measure(parser, chosen, bulk=bulk)
        print(f"{name}: {words / seconds:.0f} words/s ({len(chosen)} documents, {words} words, {seconds:.1f} s)")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
