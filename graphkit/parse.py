"""Documents to sentences of words: a stanza pipeline with rules around its tokenizer.

stanza (https://stanfordnlp.github.io/stanza/) cuts words and sentences, `graphkit.sentences` corrects the cuts, and the
processors of the pipeline add tags, lemmas, trees and names: those of graphkit's encoder where the model folder has
one (`graphkit.processors`), else the folder's own stanza models. Only this module and `graphkit.processors` import
stanza, and only when a parser is loaded. Nothing is ever downloaded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.casing import recase
from graphkit.errors import ModelError
from graphkit.model import Document, Sentence, Word
from graphkit.models import ModelFile, ModelFolder, find_models
from graphkit.reading import Reader, find_names
from graphkit.segment import Part, gather, segment
from graphkit.sentences import MAX_WORDS, normalise
from graphkit.words import load_rules

_STEPS = ("pos", "lemma", "depparse", "ner")


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded pipeline (`load_parser`).

    `pipeline` is a plain ``stanza.Pipeline``; `reader` the encoder behind its processors, if there is one; `models` the
    files that were loaded. A sentence of more than `max_words` words is cut into pieces.

    Examples
    --------
    >>> load_parser().language
    'tr'
    """

    language: str
    pipeline: Any
    reader: Reader | None = None
    models: tuple[ModelFile, ...] = ()
    max_words: int = MAX_WORDS

    def stanza(self, text: str) -> Any:
        """Parse a text into a plain ``stanza.Document``.

        Parameters
        ----------
        text : str
            Text; a line never runs on into the next.

        Returns
        -------
        stanza.Document
            Offsets are code points of `text`. ``misc`` of a word holds its morphemes (``Morphemes=Noun+Gen``).

        Examples
        --------
        >>> document = load_parser().stanza("Lavrov Tahran’a gitti.")
        >>> [word.lemma for word in document.sentences[0].words]
        ['Lavrov', 'Tahran', 'git', '.']
        """
        document = Document("", "", text, language=self.language)
        built = [self._build(part) for part in self._segment([document], part=len(text) + 1)]
        return self._run(built)[0]

    def _segment(self, documents: Sequence[Document], **limits: int) -> Iterator[Part]:
        """Sentences of the documents as ranges."""
        rules = load_rules(self.language)
        return segment(documents, self._tokenize, rules=rules, max_words=self.max_words, **limits)

    def _tokenize(self, text: str) -> list[list[tuple[int, int]]]:
        """Word ranges of each sentence, as stanza's tokenizer proposes them."""
        with _one_thread(self.reader is not None):
            sentences = self.pipeline.process(text, processors=["tokenize"]).sentences
        return [[(token.start_char, token.end_char) for token in sentence.tokens] for sentence in sentences]

    def _build(self, part: Part) -> Any:
        """A stanza document of words; spelled as the models know them (straight apostrophes, no shouting)."""
        import stanza  # type: ignore[import-untyped]  # ships no stubs

        text = normalise(part.document.text)
        spelled = recase([[_plain(text[start:end]) for start, end in sentence.words] for sentence in part.sentences])
        rows = [
            [
                {"id": (number,), "text": word, "start_char": start, "end_char": end}
                for number, (word, (start, end)) in enumerate(zip(words, sentence.words, strict=True), 1)
            ]
            for words, sentence in zip(spelled, part.sentences, strict=True)
        ]
        return stanza.Document(rows, text=part.document.text)

    def _run(self, documents: list[Any]) -> list[Any]:
        """Annotate stanza documents together, then give the words the document's own apostrophes and features."""
        filled = [document for document in documents if document.sentences]
        if filled:
            self.pipeline.process(filled, processors=[step for step in _STEPS if step in self.pipeline.processors])
        for document in filled:
            for sentence in document.sentences:
                for word, token, analysis in zip(sentence.words, sentence.tokens, sentence.analyses, strict=True):
                    word.feats = analysis.feats or None
                    if analysis.morphemes:
                        word.misc = "Morphemes=" + "+".join(analysis.morphemes)
                    word.text = token.text = document.text[token.start_char : token.end_char]
        return documents


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its sentences, and what the reader says of it besides (`DocumentReading.extra`).

    `readings` holds pairs of the first sentence's index and the reading; one pair, unless the document was so long
    that it was read in parts, and none without a reader.

    Examples
    --------
    >>> Parsed(Document("d1", "", ""), ()).sentences
    ()
    """

    document: Document
    sentences: tuple[Sentence, ...]
    readings: tuple[tuple[int, object], ...] = ()


def load_parser(
    *, language: str = "tr", models: str | Path | None = None, reader: Reader | None = None, threads: int | None = None
) -> Parser:
    """Load the pipeline of a language.

    Parameters
    ----------
    language : str
        Name of a language pack.
    models : str or Path, optional
        A model folder, or ``"official"`` for the published stanza models; by default the language pack's own
        (`graphkit.models.find_models`).
    reader : Reader, optional
        Reads tags, trees and names in place of the folder's models.
    threads : int, optional
        Threads of torch; by default torch's own choice.

    Returns
    -------
    Parser
        Ready; takes seconds, most of them for importing torch.

    Raises
    ------
    ModelError
        When a model is missing, damaged or does not load; nothing is fetched and no connection is tried.

    Examples
    --------
    >>> load_parser(models="/no/such/folder")
    Traceback (most recent call last):
    graphkit.errors.ModelError: no models for 'tr': /no/such/folder/resources.json is missing ...
    """
    folder = find_models(language, models)
    if reader is None and folder.reader is not None:
        from graphkit.encoder import load_encoder
        from graphkit.processors import EncoderReader

        reader = EncoderReader(load_encoder(folder.reader, threads=threads or 0))
    if threads is not None:
        import torch

        torch.set_num_threads(threads)
    try:
        pipeline = _build_pipeline(folder, reader)
    except Exception as error:  # stanza and torch raise whatever their file reading raises
        paths = ", ".join(str(file.path) for file in folder.files)
        raise ModelError(
            f"the models in {folder.path} do not load ({type(error).__name__}: {error}); files: {paths}"
        ) from error
    return Parser(language, pipeline, reader, folder.files)


def _build_pipeline(folder: ModelFolder, reader: Reader | None) -> Any:
    import stanza

    from graphkit import processors as own

    own.register()
    served = [name for name in folder.packages if reader is None or name == "tokenize"]
    packages = {name: folder.packages[name] for name in served} | {"lemma": own.VARIANT}
    options: dict[str, Any] = {
        f"{processor}_{key}": path for processor in served for key, path in folder.options[processor].items()
    }
    if reader is not None:
        packages |= {"pos": own.VARIANT, "depparse": own.VARIANT}
        options |= {"pos_reader": reader, "depparse_reader": reader}
    pipeline = stanza.Pipeline(
        folder.language, dir=str(folder.path), package=None, processors=packages, download_method=None, use_gpu=False,
        logging_level="ERROR", lemma_lang=folder.language, **options,
    )  # fmt: skip
    pipeline.processors.pop("mwt", None)  # a word of ours is a token
    if reader is not None:
        config = {"reader": reader, "lang": folder.language}
        pipeline.processors["ner"] = own.ReaderNames(config, pipeline, "cpu")
    return pipeline


def parse(documents: Iterable[Document], parser: Parser) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
    """Parse documents, many at a time.

    Parameters
    ----------
    documents : iterable of Document
        Read as needed: at most a batch of them is held.
    parser : Parser
        From `load_parser`.

    Yields
    ------
    tuple of Document and tuple of Sentence
        In the order of `documents`; a document without words has no sentences. What comes out of a document does not
        depend on the others.

    Examples
    --------
    >>> ((document, sentences),) = parse([Document("d1", "", "Heyet geldi. Görüşme başladı.")], load_parser())
    >>> [sentence.text for sentence in sentences]
    ['Heyet geldi.', 'Görüşme başladı.']
    """
    for parsed in parse_documents(documents, parser):
        yield parsed.document, parsed.sentences


def parse_documents(documents: Iterable[Document], parser: Parser) -> Iterator[Parsed]:
    """As `parse`, with the reader's own readings (for the event heads).

    Yields
    ------
    Parsed
        In the order of `documents`.

    Examples
    --------
    >>> text = "Heyetler Rabat'ta görüştü. Anlaşma çıkmadı."
    >>> (parsed,) = parse_documents([Document("d1", "", text)], load_parser())
    >>> [len(sentence.words) for sentence in parsed.sentences]
    [4, 3]
    """
    sentences: list[Sentence] = []
    readings: list[tuple[int, object]] = []
    for batch in gather(documents):
        parts = list(parser._segment(batch))
        built = parser._run([parser._build(part) for part in parts])
        for part, annotated in zip(parts, built, strict=True):
            reading = getattr(annotated, "reading", None)
            if reading is not None:
                readings.append((len(sentences), reading.extra))
            sentences.extend(_read_sentences(part, annotated, len(sentences)))
            if part.last:
                yield Parsed(part.document, tuple(sentences), tuple(readings))
                sentences, readings = [], []


@contextlib.contextmanager
def _one_thread(wanted: bool) -> Iterator[None]:
    """Keep torch to one thread: beside the encoder's own threads its others wait for each other."""
    import torch

    threads = torch.get_num_threads()
    if wanted:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _plain(word: str) -> str:
    """The word without soft hyphens, which web pages strew into words."""
    return word.replace("\u00ad", "") or word


def _read_sentences(part: Part, annotated: Any, index: int) -> Iterator[Sentence]:
    document = part.document
    line, counted = 1, 0
    for ranges, sentence in zip(part.sentences, annotated.sentences, strict=True):
        start, end = ranges.words[0][0], ranges.words[-1][1]
        line += document.text.count("\n", counted, start)
        counted = start
        columns = zip(sentence.words, ranges.words, sentence.analyses, strict=True)
        words = tuple(
            Word(
                number, document.text[left:right], left, right, word.lemma or "", word.upos or "X", analysis.feats,
                word.head or 0, word.deprel or "dep", analysis.morphemes,
            )
            for number, (word, (left, right), analysis) in enumerate(columns, 1)
        )  # fmt: skip
        tags = [token.ner or "O" for token in sentence.tokens]
        names = find_names(document.text, ranges.words, tags, getattr(sentence, "scores", ()))
        zone = document.zone_at(start)
        yield Sentence(index, start, end, document.text[start:end], line, zone, words, names, ranges.cut)
        index += 1
