"""Pages: a document and its teasers, parsed and extracted with one loaded language, in batches of documents."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError
from graphkit.events import Thresholds, load_thresholds
from graphkit.extract import Extractor, extract
from graphkit.frames import frame_files, load_frames
from graphkit.gazetteer import load_gazetteer
from graphkit.model import Document, EventMention, Extraction, LocalEntity, Sentence
from graphkit.model_reading import Labelled, Proposal, Reading, SentenceReading
from graphkit.read import split_teasers, teaser_zones, without_teasers

if TYPE_CHECKING:
    from graphkit.parse import Parsed, Parser

VERSION = 3  # of the extraction rules: raise it when they change, so that folders are read anew
BATCH = 16  # pages that are read together


@dataclass(frozen=True, slots=True)
class Language:
    """A loaded language pack: parser and extractor (`load_language`).

    Examples
    --------
    >>> load_language().stamp.startswith(f"{VERSION} tokenize:")
    True
    """

    parser: Parser
    extractor: Extractor
    names: str = ""  # hash of the user's own gazetteer
    frames: str = ""  # hash of the user's own frames

    @property
    def stamp(self) -> str:
        """Version of everything that decides what is read of a text."""
        files = ",".join(f"{file.processor}:{file.md5}" for file in self.parser.models)
        own = f"{self.names and f' names:{self.names}'}{self.frames and f' frames:{self.frames}'}"
        return f"{VERSION} {files} {self.extractor.version}{own}"


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of one page: the record of its own story first, then those of its teasers.

    `skipped` is True where the folder held them already and nothing was read.

    Examples
    --------
    >>> Page(Document("d1", "Zirve", "Zirve")).skipped
    False
    """

    document: Document
    extractions: tuple[Extraction, ...] = ()
    skipped: bool = False


def load_language(language: str = "tr", *, models: str | Path | None = None, frames: Path | None = None,
                  gazetteer: Path | None = None, thresholds: Thresholds | None = None,
                  threads: int | None = None) -> Language:  # fmt: skip
    """Load parser, tables and frames of a language.

    Parameters
    ----------
    language
        Name of a language pack.
    models
        Model folder, or ``"official"`` for the published stanza models; None: those shipped.
    frames
        A file or folder with frames of your own, besides the shipped ones.
    gazetteer
        A table or folder of names of your own, besides the shipped ones (`load_gazetteer`).

    Raises
    ------
    ModelError
        When a model file is missing or damaged.

    Examples
    --------
    >>> len(load_language().extractor.gazetteer.find("Fas"))
    1
    """
    from graphkit.parse import load_parser

    parser = load_parser(language=language, models=models, threads=threads)
    version, types = (parser.reader.version, parser.reader.types) if parser.reader else ("none", frozenset[str]())
    extractor = Extractor(load_gazetteer(language, gazetteer), load_frames(language, frames),
                          thresholds or load_thresholds(language), version, types)  # fmt: skip
    names = sorted(gazetteer.glob("*.tsv")) if gazetteer and gazetteer.is_dir() else [gazetteer] if gazetteer else []
    return Language(parser, extractor, _digest(names), _digest(frame_files(frames) if frames else []))


def _digest(files: Sequence[Path]) -> str:
    """Hash of tables or frame files; empty: there are none."""
    content = b"".join(file.name.encode() + file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:16] if files else ""


def _units(document: Document) -> tuple[Document, ...]:
    return (without_teasers(document), *split_teasers(document))


def _bare_reading(sentences: Sequence[Sentence]) -> Reading:
    """The reading of sentences that no encoder read: their names, and no proposals."""
    read = []
    for sentence in sentences:
        names = []
        for name in sentence.names:
            inside = [i for i, w in enumerate(sentence.words) if w.start < name.end and w.end > name.start]
            names.append(Labelled(inside[0], inside[-1], name.label, name.score))
        read.append(SentenceReading(tuple(w.upos for w in sentence.words), tuple(w.head for w in sentence.words),
                                    tuple(w.deprel for w in sentence.words), tuple(names), ()))  # fmt: skip
    return Reading(tuple(read), ())


def whole_reading(parsed: Parsed) -> Reading:
    """The readings of a document's parts as one, sentences counted through.

    Examples
    --------
    >>> from graphkit.parse import Parsed
    >>> whole_reading(Parsed(Document("d1", "", ""), (), ())).proposals
    ()
    """
    parts = [(first, reading) for first, reading in parsed.readings if isinstance(reading, Reading)]
    if sum(len(reading.sentences) for _, reading in parts) != len(parsed.sentences):
        return _bare_reading(parsed.sentences)
    sentences: list[SentenceReading] = []
    proposals: list[Proposal] = []
    for first, reading in parts:
        sentences += reading.sentences
        for proposal in reading.proposals:
            arcs = tuple(replace(arc, sentence=arc.sentence + first) for arc in proposal.arcs)
            proposals.append(replace(proposal, sentence=proposal.sentence + first, arcs=arcs))
    return Reading(tuple(sentences), tuple(proposals))


def extract_documents(documents: Iterable[Document], language: Language) -> Iterator[Page]:
    """Read pages: each page's own story and its teasers apart, so that neither says anything of the other.

    Yields
    ------
    Page
        In the order of `documents`.

    Examples
    --------
    >>> text = "Fas ve Tunus heyetleri Rabat'ta görüştü."
    >>> (page,) = extract_documents([Document("d1", text, text)], load_language())
    >>> [(event.type, event.place) for event in page.extractions[0].events]
    [('Meeting', ('Rabat',))]
    """
    from graphkit.parse import parse_documents

    for batch in _batches(documents):
        units = [_units(document) for document in batch]
        parsed = parse_documents((unit for page in units for unit in page), language.parser)
        for document, page in zip(batch, units, strict=True):
            read = [next(parsed) for _ in page]
            yield Page(document, tuple(
                extract(p.document, p.sentences, whole_reading(p), language.extractor) for p in read))  # fmt: skip


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents to read together; those before an input that cannot be read come before its error."""
    stream = iter(documents)
    while True:
        batch: list[Document] = []
        try:
            batch.extend(itertools.islice(stream, BATCH))
        except InputError:
            if batch:
                yield batch
            raise
        if not batch:
            return
        yield batch


def whole_page(page: Page) -> Extraction:
    """The record of a page with its teasers' events at their places on it, zone ``teaser``.

    This is what ``graphkit extract`` writes: one record per input document.

    Examples
    --------
    >>> document = Document("d1", "Zirve", "Zirve")
    >>> whole_page(Page(document, (Extraction(document),))).events
    ()
    """
    own, *teasers = page.extractions
    events, sentences = list(own.events), list(own.sentences)
    entities = {(e.name, e.type): e for e in own.entities}
    for number, (zone, teaser) in enumerate(zip(teaser_zones(page.document), teasers, strict=True), 1):
        line = page.document.line_at(zone.start) - 1
        events += [_moved(event, zone.start, line, len(sentences), f"t{number}") for event in teaser.events]
        sentences += [(start + zone.start, end + zone.start) for start, end in teaser.sentences]
        for entity in teaser.entities:
            entities[entity.name, entity.type] = _both(entities.get((entity.name, entity.type)), entity, zone.start)
    positions = tuple(dict.fromkeys(p for extraction in page.extractions for p in extraction.positions))
    return Extraction(page.document, tuple(entities[key] for key in sorted(entities)), positions,
                      tuple(sorted(events, key=lambda e: (e.start, e.end, e.type))), tuple(sentences))  # fmt: skip


def _moved(event: EventMention, offset: int, line: int, sentence: int, label: str) -> EventMention:
    return replace(event, start=event.start + offset, end=event.end + offset, line=event.line + line, zone="teaser",
                   sentence=event.sentence + sentence, same_as=event.same_as and label + event.same_as)  # fmt: skip


def _both(known: LocalEntity | None, entity: LocalEntity, offset: int) -> LocalEntity:
    moved = tuple((start + offset, end + offset) for start, end in entity.mentions)
    if known is None:
        return replace(entity, mentions=moved)
    aliases, titles = (tuple(sorted({*a, *b})) for a, b in ((known.aliases, entity.aliases), (known.titles, entity.titles)))
    return replace(known, aliases=aliases, titles=titles, mentions=tuple(sorted({*known.mentions, *moved})))
