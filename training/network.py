"""The network: one encoder body, word vectors, and a head for each task."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.labels import (
    DEPRELS,
    EVENT_ROLES,
    EVENT_TYPES,
    EXTRA_ROLES,
    MENTION_TAGS,
    MODALITIES,
    NAME_TAGS,
    ROLES,
    UPOS,
)

HIDDEN = 384
PAIR = 256
BLOCKS = 2  # attention layers over the words as an event sees them
HEADS = 4
WIDE = 384
ARC = 192
DISTANCES = 16  # buckets of signed distance in words
LINES = 7  # buckets of signed distance in sentences, -3 … 3


def body(pieces: int, attention: str = "sdpa") -> BertModel:
    """The encoder of multilingual-e5-small with a vocabulary of `pieces` rows."""
    config = BertConfig(vocab_size=pieces, hidden_size=HIDDEN, num_hidden_layers=12, num_attention_heads=12,
                        intermediate_size=1536, max_position_embeddings=512, type_vocab_size=2, layer_norm_eps=1e-12,
                        pad_token_id=None, attn_implementation=attention)  # fmt: skip
    return BertModel(config, add_pooling_layer=False)


def distance_bucket(distance: Tensor) -> Tensor:
    """Bucket of a signed distance in words: 0 … 15, near ones apart, far ones together."""
    size = distance.abs().clamp(min=1).float().log2().floor().long().clamp(max=6) + 1
    size = torch.where(distance == 0, torch.zeros_like(size), size)
    return torch.where(distance < 0, size, size + 8)


class Block(nn.Module):
    """A pre-norm attention layer over the words of a window, as one event sees them; it begins as the identity."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(PAIR)
        self.mix = nn.Linear(PAIR, 3 * PAIR)
        self.out = nn.Linear(PAIR, PAIR)
        self.norm_wide = nn.LayerNorm(PAIR)
        self.wide = nn.Linear(PAIR, WIDE)
        self.narrow = nn.Linear(WIDE, PAIR)
        self.drop = nn.Dropout(0.1)
        for layer in (self.out, self.narrow):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, pair: Tensor, hidden: Tensor) -> Tensor:
        """`pair` (T, W, P) and `hidden` (T, 1, 1, W), which is very low where a word is padding → (T, W, P)."""
        events, words, _ = pair.shape
        size = PAIR // HEADS
        query, key, value = self.mix(self.norm(pair)).reshape(events, words, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        weight = torch.softmax(query @ key.transpose(2, 3) / size**0.5 + hidden, -1)
        seen = (weight @ value).transpose(1, 2).reshape(events, words, PAIR)
        pair = pair + self.drop(self.out(seen))
        return pair + self.drop(self.narrow(nn.functional.gelu(self.wide(self.norm_wide(pair)))))


class Pairs(nn.Module):
    """Scores every word of the window as a filler of each role of an event, and the event's polarity and modality.

    The words are seen from the event: each is mixed with the trigger, its type and the distance, then they look at one
    another in `BLOCKS` layers, so that two candidates for a role can compete.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trigger = nn.Linear(HIDDEN, PAIR)
        self.word = nn.Linear(HIDDEN, PAIR, bias=False)
        self.product = nn.Linear(HIDDEN, PAIR, bias=False)
        self.kind = nn.Embedding(len(EVENT_TYPES), PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.line = nn.Embedding(LINES, PAIR)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.roles = nn.Linear(PAIR, len(ROLES))
        self.attributes = nn.Linear(PAIR, 2 + len(MODALITIES))
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.roles.bias, -4)
        allowed = torch.zeros(len(EVENT_TYPES), len(ROLES))
        for number, name in enumerate(EVENT_TYPES):
            for role in (*EVENT_ROLES[name], *EXTRA_ROLES):
                allowed[number, ROLES.index(role)] = 1
        self.register_buffer("allowed", allowed)

    def project(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What of the words' vectors (…, H) no event changes: two tensors (…, P), made once for all events."""
        return self.word(words), torch.tanh(self.product(words))

    def forward(self, trigger: Tensor, kind: Tensor, words: tuple[Tensor, Tensor], distance: Tensor, line: Tensor,
                hidden: Tensor) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Scores of `T` events over the `W` words of their windows.

        `trigger` (T, H), `kind` (T,), `words` as `project` gives them, (T, W, P) each or (1, W, P), signed `distance` in
        words and `line` bucket (T, W), `hidden` (T, W): very low where a word is padding → roles (T, W, R), attributes
        (T, 2 + 3).
        """
        plain, product = words
        event = self.trigger(trigger) + self.kind(kind)
        buckets = self.distance(distance_bucket(distance))
        pair = nn.functional.gelu(event[:, None] * (1 + product) + plain + buckets + self.line(line))
        for block in self.blocks:
            pair = block(pair, hidden[:, None, None])
        scores = self.roles(self.drop(pair))
        allowed: Tensor = self.allowed[kind][:, None]  # type: ignore[index]
        scores = scores * allowed - 20.0 * (1 - allowed)
        own = (pair * (distance == 0).to(pair.dtype)[..., None]).sum(1)
        return scores, self.attributes(self.drop(nn.functional.gelu(event) + own))


class Relations(nn.Module):
    """Names the relation between a word and the head chosen for it."""

    def __init__(self) -> None:
        super().__init__()
        self.dependent = nn.Linear(HIDDEN, PAIR)
        self.governor = nn.Linear(HIDDEN, PAIR, bias=False)
        self.out = nn.Linear(PAIR, len(DEPRELS))
        self.drop = nn.Dropout(0.1)

    def forward(self, dependent: Tensor, governor: Tensor) -> Tensor:
        """(W, H) and (W, H) → (W, relations)."""
        mixed = self.dependent(dependent) + self.governor(governor)
        out: Tensor = self.out(self.drop(nn.functional.gelu(mixed)))
        return out


class Reader(nn.Module):
    """Body and heads. A word's vector is the mean of those of its first and last word piece."""

    def __init__(self, pieces: int, attention: str = "sdpa") -> None:
        super().__init__()
        self.body = body(pieces, attention)
        self.names = nn.Linear(HIDDEN, len(NAME_TAGS))
        self.mentions = nn.Linear(HIDDEN, len(MENTION_TAGS))
        self.triggers = nn.Linear(HIDDEN, len(EVENT_TYPES))
        self.upos = nn.Linear(HIDDEN, len(UPOS))
        self.arc_dependent = nn.Linear(HIDDEN, ARC)
        self.arc_head = nn.Linear(HIDDEN, ARC)
        self.pairs = Pairs()
        self.relations = Relations()
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.triggers.bias, -4)

    def vectors(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """(B, L) pieces and (B, W) piece positions → (B, 1 + W, H): the root (the first piece), then the words."""
        hidden: Any = self.body(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        rows = torch.arange(len(ids), device=ids.device)[:, None]
        words = (hidden[rows, first] + hidden[rows, last]) / 2
        return torch.cat([hidden[:, :1], words], 1)

    def arcs(self, vectors: Tensor) -> Tensor:
        """(B, 1 + W, H) → (B, W, 1 + W): score of each candidate (0: root) as head of each word."""
        dependent = nn.functional.gelu(self.arc_dependent(vectors[:, 1:]))
        head = nn.functional.gelu(self.arc_head(vectors))
        return dependent @ head.transpose(1, 2) / ARC**0.5
