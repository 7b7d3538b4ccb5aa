"""stanza processors of graphkit: tags, trees and names from a `Reader`, lemmas from the morphological analyser.

Imported when a parser is loaded, for it needs stanza (and so torch). `register` puts the variants ``graphkit`` of
``pos``, ``lemma`` and ``depparse`` into stanza's registry; names come through `ReaderNames`, because stanza 1.15's
``NERProcessor`` cannot hold a variant (it reads its own models before the variant is asked).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from stanza.models.common.chuliu_edmonds import chuliu_edmonds  # type: ignore[import-untyped]  # no stubs
from stanza.models.common.doc import Document  # type: ignore[import-untyped]
from stanza.pipeline.processor import (  # type: ignore[import-untyped]
    Processor,
    ProcessorVariant,
    register_processor_variant,
)

from graphkit.morphology import analyse
from graphkit.reading import DocumentReading, Reader, WordReading, decode_names

VARIANT = "graphkit"


def register() -> None:
    """Make the variants known to stanza; calling it again changes nothing.

    Examples
    --------
    >>> from stanza.pipeline.registry import PROCESSOR_VARIANTS
    >>> register()
    >>> sorted(name for name, variants in PROCESSOR_VARIANTS.items() if VARIANT in variants)
    ['depparse', 'lemma', 'pos']
    """
    register_processor_variant("pos", VARIANT)(ReaderTags)
    register_processor_variant("lemma", VARIANT)(AnalyserLemmas)
    register_processor_variant("depparse", VARIANT)(ReaderTrees)


def decode_tree(scores: Any) -> list[int]:
    """Heads of the words of a sentence: the best tree with one root.

    A word as root is worth no more than with the best heads of all others; the words are tried in the order of that
    bound until no other can be better. That asks for far fewer spanning trees than weighing the root down does.

    Parameters
    ----------
    scores : array
        Square; row: word, column: its head, both with the root as number 0.

    Examples
    --------
    >>> import numpy
    >>> decode_tree(numpy.log([[1e-4, 1e-4, 1e-4], [0.8, 1e-4, 0.2], [0.3, 0.7, 1e-4]]))
    [0, 1]
    """
    matrix = np.asarray(scores)
    if len(matrix) < 3:
        return [0] * (len(matrix) - 1)
    best: list[int] = matrix[1:].argmax(-1).tolist()
    if _is_tree(best):
        return best
    rows = np.arange(1, len(matrix))
    others = matrix.astype(np.float64)
    np.fill_diagonal(others, -np.inf)
    others[:, 0] = -np.inf
    heads = others[1:].argmax(-1)
    bounds = matrix[1:, 0] - others[rows, heads] + others[rows, heads].sum()
    value = -np.inf
    for root in np.argsort(-bounds, kind="stable"):
        if bounds[root] <= value:
            break
        tree: list[int] = [*heads[:root].tolist(), 0, *heads[root + 1 :].tolist()]
        if not _is_tree(tree):
            rooted = others.copy()
            rooted[root + 1, 0], rooted[root + 1, 1:] = matrix[root + 1, 0], -np.inf
            tree = [int(head) for head in chuliu_edmonds(rooted)[1:]]
        if (found := matrix[rows, tree].sum()) > value:
            value, best = found, tree
    return best


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether each word's own best head gives a tree with one root already, which then is the best one."""
    if heads.count(0) != 1:
        return False
    reached = {0}
    for word in range(1, len(heads) + 1):
        path = []
        while word not in reached and word not in path:
            path.append(word)
            word = heads[word - 1]
        if word not in reached:
            return False
        reached.update(path)
    return True


def readings_of(document: Document, reader: Reader) -> Sequence[Sequence[WordReading]]:
    """What the reader says of a stanza document; asked once, then kept with the document.

    Examples
    --------
    >>> class Reading:
    ...     def read(self, sentences):
    ...         return DocumentReading(((WordReading("VERB"),),))
    >>> document = Document([[{"id": 1, "text": "Geldi"}]])
    >>> readings_of(document, Reading())[0][0].upos, document.reading.words[0][0].upos
    ('VERB', 'VERB')
    """
    kept = getattr(document, "reading", None)
    if kept is None:
        words = [[word.text for word in sentence.words] for sentence in document.sentences]
        kept = reader.read(words) if words else None
        document.reading = kept
    return kept.words if kept is not None else ()


class _OfReader(ProcessorVariant):  # type: ignore[misc]
    """A variant that fills words from the reader in the pipeline's configuration (``pos_reader=…``)."""

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self.reader: Reader = config["reader"]

    def process(self, document: Document) -> Document:
        """Fill every word; stanza calls it."""
        for sentence, readings in zip(document.sentences, readings_of(document, self.reader), strict=True):
            for word, reading in zip(sentence.words, readings, strict=True):
                self._fill(word, reading)
            self._finish(sentence)
        return document

    def _fill(self, word: Any, reading: WordReading) -> None:
        """Write what the reader says of a word on the word."""
        raise NotImplementedError

    def _finish(self, sentence: Any) -> None:
        """What is to be done once the words of a sentence are filled."""


class ReaderTags(_OfReader):
    """``pos``: UPOS and features.

    Examples
    --------
    >>> class Reading:
    ...     def read(self, sentences):
    ...         return DocumentReading(((WordReading("VERB", "Tense=Past"),),))
    >>> document = Document([[{"id": 1, "text": "Geldi"}]])
    >>> (word,) = ReaderTags({"reader": Reading()}).process(document).sentences[0].words
    >>> word.upos, word.feats
    ('VERB', 'Tense=Past')
    """

    def _fill(self, word: Any, reading: WordReading) -> None:
        """The tag of a word and its features."""
        word.upos = reading.upos or "X"
        word.feats = reading.feats or None


class ReaderTrees(_OfReader):
    """``depparse``: heads and relations.

    Examples
    --------
    >>> class Reading:
    ...     def read(self, sentences):
    ...         return DocumentReading(((WordReading("VERB", head=0, deprel="root"),),))
    >>> document = Document([[{"id": 1, "text": "Geldi"}]])
    >>> (word,) = ReaderTrees({"reader": Reading()}).process(document).sentences[0].words
    >>> word.head, word.deprel
    (0, 'root')
    """

    def _fill(self, word: Any, reading: WordReading) -> None:
        """Head and relation of a word."""
        word.head = reading.head
        word.deprel = reading.deprel or "dep"

    def _finish(self, sentence: Any) -> None:
        """Build the dependencies of stanza out of the heads."""
        sentence.build_dependencies()


class AnalyserLemmas(ProcessorVariant):  # type: ignore[misc]
    """``lemma``: one morphological analysis a word; all of them are kept on the sentence as ``analyses``.

    Examples
    --------
    >>> document = Document([[{"id": 1, "text": "kitapları", "upos": "NOUN"}]])
    >>> AnalyserLemmas({"lang": "tr"}).process(document).sentences[0].words[0].lemma
    'kitap'
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self.language: str = config.get("lang", "tr")

    def process(self, document: Document) -> Document:
        """Analyse every sentence; stanza calls it."""
        for sentence in document.sentences:
            words = [word.text for word in sentence.words]
            tags = [word.upos or "" for word in sentence.words]
            feats = [word.feats or "" for word in sentence.words]
            sentence.analyses = analyse(words, tags, feats=feats, language=self.language)
            for word, analysis in zip(sentence.words, sentence.analyses, strict=True):
                word.lemma = analysis.lemma
        return document


class ReaderNames(Processor):  # type: ignore[misc]
    """``ner``: names of the reader as BIOES tags and entities.

    Examples
    --------
    >>> class Reading:
    ...     def read(self, sentences):
    ...         return DocumentReading(((WordReading("PROPN", name="B-ORG", score=0.9),),))
    >>> document = Document([[{"id": 1, "text": "NATO"}]])
    >>> from types import SimpleNamespace
    >>> pipeline = SimpleNamespace(loaded_processors=[SimpleNamespace(provides={"tokenize"})])
    >>> document = ReaderNames({"reader": Reading()}, pipeline, "cpu").process(document)
    >>> document.sentences[0].tokens[0].ner, document.sentences[0].scores
    ('S-ORG', [0.9])
    """

    PROVIDES_DEFAULT = frozenset({"ner"})
    REQUIRES_DEFAULT = frozenset({"tokenize"})

    def process(self, document: Document) -> Document:
        """Mark the names of every sentence; stanza calls it."""
        reader: Reader = self.config["reader"]
        for sentence, readings in zip(document.sentences, readings_of(document, reader), strict=True):
            for token in sentence.tokens:
                token.ner = "O"
            for first, after, label in decode_names([reading.name for reading in readings]):
                marks = ["S"] if after - first == 1 else ["B", *"I" * (after - first - 2), "E"]
                for token, mark in zip(sentence.tokens[first:after], marks, strict=True):
                    token.ner = f"{mark}-{label}"
            sentence.scores = [reading.score for reading in readings]
        document.build_ents()
        return document


@dataclass(frozen=True, slots=True)
class EncoderReader:
    """graphkit's encoder as a `Reader`; the encoder's whole reading is handed on as `extra`.

    Examples
    --------
    >>> from graphkit.encoder import load_encoder
    >>> from graphkit.models import find_models
    >>> reader = EncoderReader(load_encoder(find_models("tr").reader))
    >>> len(reader.version), [word.name for word in reader.read([["Fas", "anlaşma", "imzaladı", "."]]).words[0]]
    (12, ['B-GPE', 'O', 'O', 'O'])
    """

    encoder: Any

    @property
    def version(self) -> str:
        """Version of the model."""
        return str(self.encoder.version)

    @property
    def types(self) -> frozenset[str]:
        """Event types that its heads propose.

        Examples
        --------
        >>> from graphkit.encoder import load_encoder
        >>> from graphkit.models import find_models
        >>> len(EncoderReader(load_encoder(find_models("tr").reader)).types)
        23
        """
        return frozenset(self.encoder.labels["types"])

    def read(self, sentences: Sequence[Sequence[str]]) -> DocumentReading:
        """Read the sentences of one document."""
        from graphkit import encoder as module

        whole = module.read(self.encoder, sentences, decode_tree)
        words = []
        for sentence in whole.sentences:
            names, scores = ["O"] * len(sentence.upos), [1.0] * len(sentence.upos)
            for name in sentence.names:
                for at in range(name.first, name.last + 1):
                    names[at], scores[at] = f"{'I' if at > name.first else 'B'}-{name.label}", name.score
            columns = zip(sentence.upos, sentence.head, sentence.deprel, names, scores, strict=True)
            words.append(tuple(WordReading(u, "", head, deprel, name, score) for u, head, deprel, name, score in columns))
        return DocumentReading(tuple(words), whole)
