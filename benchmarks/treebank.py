"""Words, tags, lemmas and trees of `graphkit.parse` against a treebank, from raw text, as the CoNLL 2018 task scored them.

    python benchmarks/treebank.py ../shared/data/UD_Turkish-BOUN/tr_boun-ud-test.conllu
    python benchmarks/treebank.py --models ../shared/starter-models FILE

The sentences of the file are joined with blanks to texts of `--sentences` sentences. Two rows of figures: against the
treebank as it is, where a word of several syntactic words is one to graphkit and so missed, and with such words joined
(`training.annotations.read_conllu`), which is
what the reader is trained on.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from udtools.udeval import evaluate, load_conllu  # type: ignore[import-untyped]  # ships no stubs; comes with stanza

from graphkit.parse import Parser, load_parser
from training.annotations import Tree, read_conllu

FIGURES = ("Words", "Sentences", "UPOS", "Lemmas", "UAS", "LAS")


def blocks(path: Path) -> list[str]:
    """Sentences of a CoNLL-U file, each as its lines."""
    return path.read_text("utf-8").strip().split("\n\n")


def text_of(block: str) -> str:
    """What stands after ``# text =``."""
    return next(line.partition("=")[2].strip() for line in block.splitlines() if line.startswith("# text ="))


def joined(tree: Tree) -> str:
    """A sentence by surface words as CoNLL-U."""
    columns = zip(tree.words, tree.lemmas, tree.upos, tree.head, tree.deprel, strict=True)
    return "\n".join(
        f"{number}\t{word}\t{lemma}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_"
        for number, (word, lemma, upos, head, relation) in enumerate(columns, 1)
    )


def parsed(parser: Parser, texts: Sequence[str]) -> str:
    """CoNLL-U of what the pipeline makes of the texts; a relation's subtype is left out, as it is in training."""
    out = []
    for text in texts:
        for sentence in parser.stanza(text).sentences:
            rows = [
                f"{word.id}\t{word.text}\t{word.lemma or '_'}\t{word.upos or 'X'}\t_\t_\t{word.head or 0}\t"
                f"{(word.deprel or 'dep').partition(':')[0]}\t_\t_"
                for word in sentence.words
            ]
            out.append("\n".join(rows))
    return "\n\n".join(out) + "\n\n"


def score(gold: str, system: str) -> dict[str, Any]:
    """F1 of each figure."""
    return evaluate(load_conllu(io.StringIO(gold), "gold", {}), load_conllu(io.StringIO(system), "system", {}))  # type: ignore[no-any-return]


def main() -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--sentences", type=int, default=20)
    arguments = parser.parse_args()
    loaded = load_parser(models=arguments.models)
    print(f"{'':34}" + "".join(f"{name:>10}" for name in FIGURES))
    for path in arguments.files:
        sentences = blocks(path)
        texts = [
            " ".join(map(text_of, sentences[at : at + arguments.sentences]))
            for at in range(0, len(sentences), arguments.sentences)
        ]
        system = parsed(loaded, texts)
        surface = map(joined, read_conllu(path))
        for name, gold in ((path.stem, "\n\n".join(sentences)), (f"{path.stem}, words joined", "\n\n".join(surface))):
            found = score(gold + "\n\n", system)
            print(f"{name:34}" + "".join(f"{found[figure].f1:10.3f}" for figure in FIGURES), flush=True)


if __name__ == "__main__":
    main()
