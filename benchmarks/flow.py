"""Words a second of parsing alone and of the whole flow, side by side in one run.

    python benchmarks/flow.py [--words 20000] [FILES ...]

FILES are what `graphkit build` reads (default: the shipped examples). They are read once, repeated until there are about
so many words, and go through three rounds in turn: parse alone, parse and extract, and the whole flow into a graph
folder with its RDF store. The figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graphkit.build import Language, add_documents, extract_documents, load_language
from graphkit.folder import GraphFolder
from graphkit.model import Document
from graphkit.parse import parse
from graphkit.read import read_documents


def gather(paths: list[Path], words: int) -> list[Document]:
    """Documents of `paths`, repeated under new ids until they hold `words` words."""
    read = list(read_documents(paths))
    documents: list[Document] = []
    held = 0
    while held < words:
        for document in read:
            documents.append(dataclasses.replace(document, id=f"{document.id}-{len(documents)}"))
            held += len(document.text.split())
    return documents


def parse_alone(documents: list[Document], language: Language) -> None:
    """Sentences, words, tags, trees and names; the encoder's event scores come in the same pass."""
    for _ in parse(documents, language.parser):
        pass


def parse_and_extract(documents: list[Document], language: Language) -> None:
    """Events, entities and positions of each document."""
    for _ in extract_documents(documents, language):
        pass


def whole_flow(documents: list[Document], language: Language) -> None:
    """A graph folder on disk, assembled and loaded into its RDF store."""
    with tempfile.TemporaryDirectory() as place, GraphFolder.create(Path(place) / "graph") as folder:
        add_documents(folder, documents, language)
        folder.store("sparql")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", type=Path, nargs="*", default=[Path("examples/articles")])
    options.add_argument("--words", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=3)
    arguments = options.parse_args()
    language = load_language()
    documents = gather(arguments.files, arguments.words)
    words = sum(len(document.text.split()) for document in documents)
    steps: dict[str, Callable[[list[Document], Language], None]] = {
        "parse alone": parse_alone, "parse and extract": parse_and_extract, "whole flow": whole_flow,
    }  # fmt: skip
    parse_alone(documents[:2], language)
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(arguments.rounds):
        for name, step in steps.items():
            began = time.perf_counter()
            step(documents, language)
            seconds[name].append(time.perf_counter() - began)
    print(f"{len(documents)} documents, {words} words, {arguments.rounds} rounds; reader {language.extractor.version}")
    base = statistics.median(seconds["parse alone"])
    for name, times in seconds.items():
        middle = statistics.median(times)
        spread = f"({min(times):.1f} to {max(times):.1f} s)"
        print(f"{name:18} {words / middle:7.0f} words/s  {middle / base:.2f} of parse alone {spread}")


if __name__ == "__main__":
    main()
