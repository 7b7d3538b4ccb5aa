"""Which data the reader is trained on, and how a pass over it is mixed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.text import lower
from training.annotations import AnnotatedDocument, Tree, read_ann, read_bio, read_conllu, read_names
from training.examples import Example, document_windows, line_example, tree_examples, wiki_example
from training.labels import EVENT_ROLES, NAME_TAGS
from training.swap import NamePool, load_names, swap_names

TREEBANKS = {
    "UD_Turkish-BOUN/tr_boun-ud-dev": 1.0, "UD_Turkish-BPUD/tr_bpud-ud-test": 1.0,
    "UD_Turkish-FrameNet/tr_framenet-ud-train": 0.05, "UD_Turkish-FrameNet/tr_framenet-ud-dev": 0.05,
    "UD_Turkish-FrameNet/tr_framenet-ud-test": 0.05, "UD_Turkish-Kenet/tr_kenet-ud-dev": 0.05,
    "UD_Turkish-Kenet/tr_kenet-ud-test": 0.05, "UD_Turkish-Penn/tr_penn-ud-dev": 0.05,
    "UD_Turkish-Penn/tr_penn-ud-test": 0.05, "UD_Turkish-GB/tr_gb-ud-test": 0.05,
}  # fmt: skip
"""Share of each treebank that a pass sees: all of the two that follow one scheme, BOUN's, little of those that follow others."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything read once; windows are cut anew for every pass."""

    documents: list[AnnotatedDocument]
    held_out: list[AnnotatedDocument]  # those that ``held-out.txt`` lists
    trees: list[tuple[float, list[Tree]]]  # share of a pass, sentences
    names: list[Example]
    wiki: list[Example]
    pool: NamePool
    soft: list[Example] = field(default_factory=list)  # windows that other readers labelled


def read_corpus(shared: Path, own: Path, leave_out: Sequence[str] = ()) -> Corpus:
    """Data in the folder that the team shares and in `own`.

    Held out are the documents that ``held-out.txt`` in `own` lists, and those that `leave_out` names: stems of files and
    ids of documents.
    """
    files = [*sorted((shared / "train").glob("*.ann")), *sorted(own.glob("*.ann"))]
    unseen = set(held_out(own))
    out = {*leave_out, *unseen}
    found = [(path.stem, document) for path in files for document in read_ann(path, EVENT_ROLES)]
    documents = [document for stem, document in found if stem not in out and document.id not in out]
    kept_back = [document for _, document in found if document.id in unseen]
    names = [line_example(text, ranges) for text, ranges in read_names(shared / "train/pud.txt", shared / "train/pud.names")]
    wiki = [wiki_example(words, tags) for words, tags in read_bio(shared / "data/turkish-wiki-ner/train.conll")]
    trees = [(share, list(read_conllu(shared / f"data/{name}.conllu"))) for name, share in TREEBANKS.items()]
    return Corpus(documents, kept_back, trees, names, wiki, load_names(documents, _persons(wiki)))


def _persons(examples: Iterable[Example]) -> Iterator[str]:
    """Persons' names that the examples are labelled with."""
    begins, goes_on = NAME_TAGS.index("B-PER"), NAME_TAGS.index("I-PER")
    for example in examples:
        labels = example.names or []
        for start in (i for i, label in enumerate(labels) if label == begins):
            end = next((i for i in range(start + 1, len(labels)) if labels[i] != goes_on), len(labels))
            yield " ".join(example.words[start:end])


def held_out(own: Path) -> tuple[str, ...]:
    """Ids of the documents that no training sees (``held-out.txt``)."""
    lines = (own / "held-out.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def words_of(corpus: Corpus) -> Iterator[str]:
    """Every word form of the corpus, also as a headline in capitals would have it."""
    for document in corpus.documents:
        for window in document_windows(document, 10_000):
            yield from window.words
    for example in (*corpus.names, *corpus.wiki):
        yield from example.words
    for _, trees in corpus.trees:
        for tree in trees:
            yield from tree.words


def shout(example: Example) -> Example:
    """The example with all its words in capitals, as headlines stand."""
    words = [lower(w).replace("i", "İ").replace("ı", "I").upper() for w in example.words]
    return Example(words, example.sentence, example.names, example.mentions, example.events, example.upos, example.head,
                   example.deprel)  # fmt: skip


def mixed_pass(corpus: Corpus, shares: dict[str, float], rng: random.Random) -> list[Example]:
    """Examples of one pass: of each data set the given share, of the event documents some under other names, and all with soft labels."""
    picked: list[Example] = []
    share = shares.get("documents", 1.0)
    for document in corpus.documents if share == 1 else rng.sample(corpus.documents, round(len(corpus.documents) * share)):
        told = swap_names(document, corpus.pool, rng) if rng.random() < shares["swapped"] else document
        picked += document_windows(told, rng.choice((40, 80, 140, 180, 200)))
    picked += corpus.names if rng.random() < shares["names"] else []
    picked += rng.sample(corpus.wiki, int(len(corpus.wiki) * shares["wiki"]))
    for share, trees in corpus.trees:
        windows = list(tree_examples(trees, rng))
        picked += rng.sample(windows, int(len(windows) * share))
    return [*(shout(example) if rng.random() < 0.04 else example for example in picked), *corpus.soft]
