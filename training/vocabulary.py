"""The cut vocabulary: the word pieces that are kept, and a tokenizer that knows only these."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from graphkit.text import APOSTROPHES

SPECIAL = 4  # <s> <pad> </s> <unk>
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def normal(word: str) -> str:
    """The word as the encoder sees it: every apostrophe straight."""
    return word.translate(_STRAIGHT)


def choose_pieces(tokenizer: Tokenizer, words: Iterable[str]) -> list[int]:
    """Ids of the pieces that `words` need, with every single Latin character, sorted; the special ones come first."""
    vocabulary = tokenizer.get_vocab()
    kept = set(range(SPECIAL))
    for piece, number in vocabulary.items():
        bare = piece.lstrip("▁")
        if len(bare) <= 1 and all(ord(char) < 0x250 or 0x2010 <= ord(char) <= 0x20BF for char in bare):
            kept.add(number)
    batch = sorted({normal(word) for word in words})
    for encoding in tokenizer.encode_batch([[word] for word in batch], is_pretokenized=True, add_special_tokens=False):
        kept.update(encoding.ids)
    return sorted(kept)


def cut_tokenizer(path: Path, pieces: Sequence[int]) -> Tokenizer:
    """The tokenizer of `path` with only `pieces`, renumbered in their order."""
    data = json.loads(path.read_text(encoding="utf-8"))
    full = data["model"]["vocab"]
    data["model"]["vocab"] = [full[number] for number in pieces]
    data["added_tokens"] = [token for token in data["added_tokens"] if token["id"] < SPECIAL]
    data["truncation"] = data["padding"] = None
    return Tokenizer.from_str(json.dumps(data, ensure_ascii=False))


class Pieces:
    """Word → its word pieces, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """Piece ids of each word (at least one)."""
        new = sorted({word for word in words if word not in self.known})
        if new:
            encoded = self.tokenizer.encode_batch([[normal(w)] for w in new], is_pretokenized=True, add_special_tokens=False)
            for word, encoding in zip(new, encoded, strict=True):
                self.known[word] = encoding.ids or [3]
        return [self.known[word] for word in words]
