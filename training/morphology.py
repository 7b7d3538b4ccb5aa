"""Learn the weights by which graphkit chooses between analyses of a word: averaged perceptron over UD treebanks.

    python -m training.morphology --ud ../shared/data -o graphkit/languages/tr/morphology/weights.tsv.gz

Gold of a word is whichever of its analyses agrees best with the treebank's lemma, tag and features; the treebanks'
schemes differ, so ties are left open. Takes a few minutes on one core; the same input gives the same file.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit.choice import choose, describe_context, name_features
from graphkit.features import parse_feats
from graphkit.morphology import Analysis, find_analyses
from graphkit.text import lower

TRAIN = ("BOUN-ud-dev", "Kenet-ud-dev", "Kenet-ud-test", "Penn-ud-dev", "Penn-ud-test", "FrameNet-ud-train", "FrameNet-ud-dev",
         "FrameNet-ud-test", "GB-ud-test", "PUD-ud-test")  # fmt: skip
TEST = ("BOUN-ud-test",)
TWICE = "BOUN"
NO_LEMMAS = ("PUD",)
AGREEMENT = {"Case": 2.0, "Number[psor]": 1.0, "Person[psor]": 1.0, "Polarity": 1.0, "VerbForm": 1.5, "Tense": 1.0, "Voice": 1.0,
             "Number": 0.5, "Person": 0.5, "Evident": 0.5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """One word of a treebank; `lemma` is empty where the treebank's lemmas are not to be learned."""

    form: str
    lemma: str
    upos: str
    feats: str


def read_treebank(path: Path, *, lemmas: bool = True) -> Iterator[list[Gold | str]]:
    """Sentences of a CoNLL-U file; a multiword token stands as its bare form and is not learned from."""
    sentence: list[Gold | str] = []
    skip = 0
    for line in path.read_text("utf-8").splitlines():
        row = line.split("\t")
        if len(row) != 10:
            if sentence:
                yield sentence
            sentence, skip = [], 0
        elif "-" in row[0]:
            first, last = row[0].split("-")
            sentence.append(row[1])
            skip = int(last) - int(first) + 1
        elif row[0].isdigit():
            if skip:
                skip -= 1
            else:
                sentence.append(Gold(row[1], row[2] if lemmas else "", row[3], row[5]))
    if sentence:
        yield sentence


def agreement(option: Analysis, gold: Gold) -> float:
    """How well an analysis agrees with the treebank."""
    own, theirs = parse_feats(option.feats), parse_feats(gold.feats)
    score = sum(weight * (own.get(key) == theirs.get(key)) for key, weight in AGREEMENT.items())
    return score + 2.0 * (lower(option.lemma) == lower(gold.lemma)) + (option.upos == gold.upos)


def load(folder: Path, names: tuple[str, ...]) -> list[list[Gold | str]]:
    """All sentences of the named treebank files."""
    found = []
    for name in names:
        treebank = name.split("-")[0]
        path = folder / f"UD_Turkish-{treebank}" / f"tr_{name.lower()}.conllu"
        sentences = list(read_treebank(path, lemmas=treebank not in NO_LEMMAS))
        found += sentences * (2 if treebank == TWICE else 1)
    return found


def prepare(
    sentences: list[list[Gold | str]],
) -> list[tuple[list[str], list[str], list[tuple[Analysis, ...]], list[frozenset[int]]]]:
    """Words, tags, analyses and the indices of the good ones (empty: nothing to learn)."""
    out = []
    for sentence in sentences:
        words = [item if isinstance(item, str) else item.form for item in sentence]
        tags = ["" if isinstance(item, str) else item.upos for item in sentence]
        readings = [find_analyses(word, tag) for word, tag in zip(words, tags, strict=True)]
        goods = []
        for item, options in zip(sentence, readings, strict=True):
            scores = [0.0 if isinstance(item, str) else agreement(option, item) for option in options]
            goods.append(frozenset(index for index, score in enumerate(scores) if score == max(scores)))
        out.append((words, tags, readings, goods))
    return out


def train(
    data: list[tuple[list[str], list[str], list[tuple[Analysis, ...]], list[frozenset[int]]]], *, epochs: int, seed: int
) -> dict[str, float]:
    """Averaged perceptron; the analysis before a word is the true one, now and then the tag is hidden."""
    weights: dict[str, float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    rng = random.Random(seed)
    step = 0
    for epoch in range(epochs):
        wrong = seen = 0
        rng.shuffle(data)
        for words, tags, readings, goods in data:
            before: Analysis | None = None
            for index, (options, good) in enumerate(zip(readings, goods, strict=True)):
                step += 1
                if len(good) < len(options):
                    hidden = [*tags[:index], "" if rng.random() < 0.05 else tags[index], *tags[index + 1 :]]
                    context = describe_context(words, hidden, index, before)
                    names = [list(name_features(option, context)) for option in options]
                    scores = [sum(weights[name] for name in group) for group in names]
                    guess = max(range(len(options)), key=lambda at: (scores[at], -at))
                    seen += 1
                    if guess not in good:
                        wrong += 1
                        target = max(good, key=lambda at: (scores[at], -at))
                        for group, sign in ((names[target], 1.0), (names[guess], -1.0)):
                            for name in group:
                                weights[name] += sign
                                totals[name] += sign * step
                                counts[name] += 1
                before = options[min(good)] if good else options[0]
        print(f"epoch {epoch + 1}: {wrong} of {seen} wrong", flush=True)
    return {name: value - totals[name] / step for name, value in weights.items() if counts[name] > 2}


def evaluate(sentences: list[list[Gold | str]], weights: dict[str, float]) -> dict[str, float]:
    """Share of right lemmas and features on words that are single tokens, punctuation left out."""
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for sentence in sentences:
        words = [item if isinstance(item, str) else item.form for item in sentence]
        tags = ["" if isinstance(item, str) else item.upos for item in sentence]
        readings = [find_analyses(word, tag) for word, tag in zip(words, tags, strict=True)]
        for item, found in zip(sentence, choose(words, tags, [""] * len(words), readings, weights), strict=True):
            if isinstance(item, str) or item.upos == "PUNCT":
                continue
            own, theirs = parse_feats(found.feats), parse_feats(item.feats)
            total["lemma"] += 1
            right["lemma"] += lower(found.lemma) == lower(item.lemma)
            for key in AGREEMENT:
                if key in theirs:
                    total[key] += 1
                    right[key] += own.get(key) == theirs[key]
    return {key: round(right[key] / total[key], 4) for key in total}


def main() -> None:
    """Train, print the figures on BOUN test, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ud", type=Path, required=True, help="folder that holds UD_Turkish-*")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    test = load(args.ud, TEST)
    print("without weights", evaluate(test, {}), flush=True)
    weights = train(prepare(load(args.ud, TRAIN)), epochs=args.epochs, seed=args.seed)
    kept = {name: round(value, 2) for name, value in sorted(weights.items()) if abs(value) >= 0.3}
    print(len(weights), "weights,", len(kept), "kept", evaluate(test, kept), flush=True)
    lines = "".join(f"{name}\t{value:g}\n" for name, value in kept.items())
    args.output.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
