"""Where sentences and words end: rules around the tokenizer, on plain strings.

The tokenizer proposes cuts; the rules here keep what must stay together (``T.C.``, ``15. Zirve``, ``1,5``,
``Putin'in``), cut what must be apart, and decide the ends of sentences that spelling alone decides. A line is never
joined with the next one. The word lists stand in ``languages/tr/sentences.yaml``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graphkit.model import Document
from graphkit.morphology import find_analyses
from graphkit.text import APOSTROPHES, lower
from graphkit.words import SplitRules, split_words

MAX_WORDS = 120
MAX_CHARACTERS = 8_000
_HEADLINE = 40  # words: a headline is no longer

_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {"\u00a0": " "})
_CHUNK = re.compile(r"\S+")
_GLUED = re.compile(r"(?<=[a-zçğıöşü]{2})[.!?](?=[A-ZÇĞİÖŞÜ][a-zçğıöşü])")
_OPENERS = "\"'“”„«‘([{<-–—*•"
_CLOSERS = "\"'”“»’)]}>"
_NUMBER_DOT = re.compile(r"\d{1,3}\.$")
_ROMAN_DOT = re.compile(r"[IVXLC]{2,6}\.$")  # of a king, a war, a congress
_DATELINE = re.compile(r"[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜ'\-/]+(?:[ ,]+[A-ZÇĞİÖŞÜ'\-/]{2,}){0,3} \([\w ]{2,20}\) ?[-–—]")


@dataclass(frozen=True, slots=True)
class SentenceRange:
    """A sentence as ranges of its text: `words` are half-open ranges; `cut` says that the next piece belongs to it.

    Examples
    --------
    >>> SentenceRange(((0, 5), (6, 11))).cut
    False
    """

    words: tuple[tuple[int, int], ...]
    cut: bool = False


def normalise(text: str) -> str:
    """The text with one kind of apostrophe, character for character, so that offsets stay.

    Examples
    --------
    >>> normalise("Tunus’la"), len(normalise("Tunus’la")) == len("Tunus’la")
    ("Tunus'la", True)
    """
    return text.translate(_STRAIGHT)


def find_paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Ranges of the document that are tokenized on their own: its lines, cut where a zone begins or ends.

    Parameters
    ----------
    document : Document
        Text with zones.

    Yields
    ------
    tuple of int
        Half-open range in code points, without white space at its ends; never empty.

    Examples
    --------
    >>> list(find_paragraphs(Document("d", "", "Zirve bitti\\n\\nLiderler döndü.")))
    [(0, 11), (13, 28)]
    """
    borders = {edge for zone in document.zones for edge in (zone.start, zone.end)}
    lines, start = [], 0
    for match in _LINE_END.finditer(document.text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(document.text)))
    for start, end in lines:
        inner = sorted(border for border in borders if start < border < end)
        for left, right in zip([start, *inner], [*inner, end], strict=True):
            piece = document.text[left:right]
            stripped = piece.strip()
            if stripped:
                begin = left + len(piece) - len(piece.lstrip())
                yield begin, begin + len(stripped)


def cut_paragraph(text: str, *, size: int = MAX_CHARACTERS) -> list[int]:
    """Where to cut a very long paragraph for the tokenizer, so that its memory stays bounded.

    Parameters
    ----------
    text : str
        One paragraph.
    size : int
        Most code points of a part.

    Returns
    -------
    list of int
        Starts of the parts; ``[0]`` for a paragraph of at most `size` code points.

    Examples
    --------
    >>> cut_paragraph("kelime " * 4, size=16)
    [0, 14]
    """
    starts = [0]
    while len(text) - starts[-1] > size:
        start = starts[-1]
        window = text[start : start + size]
        ends = [match.end() for match in re.finditer(r"[.!?…][\"”»')]*\s+(?=[\"“A-ZÇĞİÖŞÜ])", window)]
        blank = window.rstrip().rfind(" ")
        starts.append(start + (ends[-1] if ends else blank + 1 if blank > 0 else size))
    return starts


def split_sentences(
    text: str, cuts: Collection[int], ends: Collection[int], *, rules: SplitRules, max_words: int = MAX_WORDS
) -> list[SentenceRange]:
    """Sentences of one paragraph, from the tokenizer's proposal and the rules.

    Parameters
    ----------
    text : str
        The paragraph, normalised (`normalise`).
    cuts : collection of int
        Code points at which the tokenizer begins or ends a word.
    ends : collection of int
        Code points at which the tokenizer ends a sentence.
    rules : SplitRules
        From `load_rules`.
    max_words : int
        A longer sentence is cut into pieces of at most so many words, all but the last marked `cut`.

    Returns
    -------
    list of SentenceRange
        In text order; every code point that is not white space lies in exactly one word.

    Examples
    --------
    >>> from graphkit.words import load_rules
    >>> found = split_sentences("15. Zirve toplandı. Karar çıktı.", (), (), rules=load_rules())
    >>> [["15. Zirve toplandı. Karar çıktı."[a:b] for a, b in sentence.words] for sentence in found]
    [['15.', 'Zirve', 'toplandı', '.'], ['Karar', 'çıktı', '.']]
    """
    chunks = _find_chunks(text)
    proposed, borders = sorted(ends), sorted(cuts)
    found: list[SentenceRange] = []
    words: list[tuple[int, int]] = []
    first = 0
    for index, (start, end) in enumerate(chunks):
        last = index + 1 == len(chunks)
        asked = any(start < position <= end for position in _between(proposed, start, end))
        final = last or _ends_sentence(text, chunks, index, first, asked, rules)
        words.extend(split_words(text[start:end], _between(borders, start, end), rules, final=final, offset=start))
        if final:
            found.extend(_cut_pieces(text, words, max_words))
            words, first = [], index + 1
    return found


def _between(values: Sequence[int], low: int, high: int) -> Sequence[int]:
    return values[bisect.bisect_right(values, low) : bisect.bisect_right(values, high)]


def _find_chunks(text: str) -> list[tuple[int, int]]:
    """Stretches without white space, cut after a full stop that has lost its blank (``geldi.Ancak``)."""
    chunks = []
    for match in _CHUNK.finditer(text):
        start = match.start()
        for glued in _GLUED.finditer(match[0]):
            chunks.append((start, match.start() + glued.end()))
            start = match.start() + glued.end()
        chunks.append((start, match.end()))
    return chunks


def _ends_sentence(
    text: str, chunks: Sequence[tuple[int, int]], index: int, first: int, asked: bool, rules: SplitRules
) -> bool:
    """Whether a sentence that began with chunk `first` ends after chunk `index`; `asked`: the tokenizer says so."""
    chunk, after = (text[start:end] for start, end in chunks[index : index + 2])
    if _DATELINE.match(text, chunks[index + 1][0]):
        return not _DATELINE.match(text, chunks[index][0])
    core = chunk.rstrip(_CLOSERS)
    opened = after.lstrip(_OPENERS)
    small = opened[:1].islower()
    if not core or core[-1] not in ".!?…":
        return asked and not small and _ends_headline(text, chunks, index, first, rules)
    if small or not opened and not asked:
        return False
    if core[-1] != "." or core.endswith(".."):
        return chunk[-1] not in ")]" or asked
    word = lower(core[:-1].lstrip(_OPENERS))
    if word in rules.never_end or len(word) == 1 and word.isalpha() or _ROMAN_DOT.match(core.lstrip(_OPENERS)):
        return False
    if word in rules.may_end:
        return asked
    if _NUMBER_DOT.match(core.lstrip(_OPENERS)):
        before = lower(text[slice(*chunks[index - 1])]) if index > first else ""
        return before in rules.before_final_number or asked and lower(opened).strip(".,") not in rules.ordinal_nouns
    return True


def _ends_headline(text: str, chunks: Sequence[tuple[int, int]], index: int, first: int, rules: SplitRules) -> bool:
    """Whether a headline without a full stop ends here: capitals so far, or a finite verb before a new beginning."""
    chunk, after = (text[start:end] for start, end in chunks[index : index + 2])
    if chunk[-1] in ",;:-–—(" or not after[:1].isupper():
        return False
    if index - first > _HEADLINE:
        return False
    so_far = [text[start:end] for start, end in chunks[first : index + 1]]
    capitals = len(so_far) > 2 and all(piece == piece.upper() for piece in so_far)
    if capitals:
        return after != after.upper()
    word = lower(chunk.strip(_CLOSERS + _OPENERS))
    return (
        first == 0
        and len(so_far) > 2
        and chunk[0].islower()
        and word.endswith(rules.finite_endings)
        and word not in rules.saying
        and _is_predicate(word)
    )


def _is_predicate(word: str) -> bool:
    """Whether a word can be nothing but a predicate: not `ordu`, `altmış`, `gelecek`, whose endings are those of verbs."""
    return all(one.upos == "VERB" or any(m.startswith("Cop") for m in one.morphemes) for one in find_analyses(word))


def _cut_pieces(text: str, words: Sequence[tuple[int, int]], max_words: int) -> Iterator[SentenceRange]:
    """The sentence whole, or in pieces of at most `max_words`, cut after a comma where one stands near."""
    start = 0
    while len(words) - start > max_words:
        stop = start + max_words
        commas = [at for at in range(start + max_words * 3 // 4, stop) if text[slice(*words[at])] in {",", ";"}]
        stop = commas[-1] + 1 if commas else stop
        yield SentenceRange(tuple(words[start:stop]), cut=True)
        start = stop
    yield SentenceRange(tuple(words[start:]))
