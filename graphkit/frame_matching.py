"""How a frame is matched: find the trigger's words, read its construction, fill the roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.attribution import find_source, modality_of, polarity_of
from graphkit.clauses import Region, predicates, region_of
from graphkit.forms import VerbForm, noun_form, verb_form
from graphkit.frame_details import item_of, title_of
from graphkit.frame_files import Frame, Near, Token
from graphkit.frame_roles import (
    Match,
    anchor_of,
    fill_role,
    heads,
    modifiers_of,
    owner_of,
    places_of,
    slots_of,
)
from graphkit.model import Candidate, Filler, Sentence
from graphkit.phrases import read_phrases
from graphkit.text import lower
from graphkit.word_forms import is_possessed

_Index = dict[str, list[tuple[Frame, tuple[Token, ...]]]]
_PARTICLES = frozenset({"da", "de", "bile", "dahi", "ise", "bir", "yeniden", "hemen"})


def _token(text: str, token: Token) -> VerbForm | str | None:
    """Verb form, case or, for a plain word, an empty case; None where the word is another."""
    if token.kind == "verb":
        return verb_form(text, token.stem)
    if token.kind == "noun":
        return noun_form(text, token.stem)
    return "" if lower(text) == token.stem else None


def find_matches(sentence: Sentence, trigger: Sequence[Token]) -> Iterator[Match]:
    """Places where the words of a trigger stand, one particle allowed between two of them.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> from graphkit.frame_files import parse_trigger
    >>> words = (Word(1, "imza", 0, 4), Word(2, "attı", 5, 9))
    >>> next(find_matches(Sentence(0, 0, 9, "imza attı", 1, "body", words), parse_trigger("imza* at-"))).last
    1
    """
    for begin in range(len(sentence.words) - len(trigger) + 1):
        match = _match_at(sentence, trigger, begin)
        if match is not None:
            yield match


def _match_at(sentence: Sentence, trigger: Sequence[Token], begin: int) -> Match | None:
    """Match of the trigger whose first word is word `begin`."""
    words, at = sentence.words, begin
    result: VerbForm | str | None = None
    for n, token in enumerate(trigger):
        if n and at < len(words) - 1 and lower(words[at].text) in _PARTICLES and _token(words[at].text, token) is None:
            at += 1
        result = _token(words[at].text, token) if at < len(words) else None
        if result is None:
            return None
        at += 1
    form = result if isinstance(result, VerbForm) else None
    return Match(begin, at - 1, form, result if isinstance(result, str) else "nominative")


def _index(frames: Sequence[Frame]) -> _Index:
    """Frames and triggers by the first letters of a trigger's first word; a last letter may soften, so it is left
    out.
    """
    table: _Index = {}
    for frame in frames:
        for trigger in frame.triggers:
            table.setdefault(trigger[0].stem[:-1][:3], []).append((frame, trigger))
    return table


_indexed: list[tuple[Sequence[Frame], _Index]] = []


def _index_of(frames: Sequence[Frame]) -> _Index:
    """Index of these very frames, made once."""
    for known, table in _indexed:
        if known is frames:
            return table
    table = _index(frames)
    _indexed.append((frames, table))
    del _indexed[:-4]
    return table


def _companion(sentence: Sentence, near: Near, match: Match, region: Region) -> int:
    """Index of the nearest word that the frame asks for, or -1."""
    words = sentence.words
    left = range(match.first - 1, max(region.begin, match.first - near.before) - 1, -1)
    right = range(match.last + 1, min(region.end, match.last + 1 + near.after)) if heads(match) else range(0)
    crossed = {p.index for p in predicates(sentence) if p.form.kind in ("finite", "converb", "fact", "action", "infinitive")}
    for places in (left, right):
        for i in places:
            if places is left and i in crossed:
                break
            for stem in near.nouns:
                if " " in stem:
                    head = stem.split()
                    if (
                        i + 1 >= len(head)
                        and all(lower(words[i - len(head) + 1 + k].text) == part for k, part in enumerate(head[:-1]))
                        and noun_form(words[i].text, head[-1]) is not None
                    ):
                        return i
                elif noun_form(words[i].text, stem) in near.cases:
                    return i
    return -1


def _in_name(sentence: Sentence, match: Match) -> bool:
    """Whether the trigger is a word of somebody's name (``Kolektif Güvenlik Antlaşması Örgütü``)."""
    word = sentence.words[match.last]
    return any(
        name.start < word.end and word.start < name.end
        for name in sentence.names
        if name.label in ("PER", "ORG", "GPE", "LOC")
    )


def _companion_of(sentence: Sentence, frame: Frame, match: Match, region: Region) -> int | None:
    """Index of the companion (-1: the frame asks for none), or None where a condition of the frame fails."""
    if _in_name(sentence, match) or (frame.only and (match.form.kind if match.form else "noun") not in frame.only):
        return None
    if frame.voice and match.form and (frame.voice == "passive") != match.form.passive:
        return None
    found = -1 if frame.near is None else _companion(sentence, frame.near, match, region)
    if frame.near is not None and found < 0:
        return None
    words = sentence.words
    verbs = [predicate.index for predicate in predicates(sentence)]
    for i in range(max(region.begin, match.first - 6), min(len(words), match.last + 4)):
        inner = i < found and any(i < verb < found for verb in verbs)  # the noun of an inner clause
        if not inner and any(noun_form(words[i].text, stem) is not None for stem in frame.unless):
            return None
    return found


def _fillers(sentence: Sentence, frame: Frame, match: Match, region: Region, companion: int) -> list[Filler]:
    """Fillers of the frame's roles and of ``place``."""
    phrases = [p for p in read_phrases(sentence) if not match.first <= p.first <= match.last]
    if companion >= 0 and not any({"object", "accusative"} & set(role.slots) for role in frame.roles):
        phrases = [p for p in phrases if not (p.label == "NOUN" and p.first <= companion <= p.last)]
    anchor = anchor_of(sentence, match)
    within = region if anchor is match else region_of(sentence, anchor.first, anchor.last)
    table = slots_of(sentence, phrases, anchor, within)
    if anchor is not match:
        table["modifier"], table["object"] = modifiers_of(sentence, phrases, match), ()
    table["owner"] = owner_of(sentence, companion)
    fillers: list[Filler] = []
    used: set[tuple[int, int]] = set()
    for role in frame.roles:
        for phrase in fill_role(role, table, used):
            used.add((phrase.start, phrase.end))
            fillers.append(Filler(role.name, phrase.start, phrase.end, 0.6 if phrase.label == "NOUN" else 0.9))
    return fillers + [
        Filler("place", p.start, p.end, 0.8)
        for p in places_of(sentence, phrases, anchor, within)
        if (p.start, p.end) not in used
    ]


def _candidate(sentence: Sentence, frame: Frame, match: Match) -> Candidate | None:
    """The event of one match, or None where a condition of the frame fails."""
    region = region_of(sentence, match.first, match.last)
    companion = _companion_of(sentence, frame, match, region)
    if companion is None:
        return None
    fillers = _fillers(sentence, frame, match, region, companion)
    actors = [filler.role for filler in fillers if filler.role != "place"]
    if any((len(actors) if role == "any" else actors.count(role)) < least for role, least in frame.needs):
        return None
    words = sentence.words
    score = _score(sentence, frame, match, len(actors))
    sources = find_source(sentence, words[match.first].start, words[match.last].end, type=frame.type)
    start = words[companion if 0 <= companion == match.first - 1 else match.first].start
    end = words[match.last].end
    return Candidate(
        frame.type,
        sentence.index,
        start,
        end,
        f"frame:{frame.name}",
        score,
        (*fillers, *sources),
        polarity_of(sentence, start, end, type=frame.type),
        modality_of(sentence, start, end, type=frame.type),
        item_of(sentence, companion) if frame.item and companion >= 0 else None,
        title_of(sentence, match) if frame.title else None,
    )


def _score(sentence: Sentence, frame: Frame, match: Match, fillers: int) -> float:
    """Score of the frame, less where neither a country nor a people nor an office is named in the sentence: then the
    words are often
    about sports, business or daily life.
    """
    political = (match.form is not None or fillers or not _generic(sentence, match)) and any(
        name.label in ("GPE", "NORP", "TITLE") for name in sentence.names
    )
    return frame.score if political else round(0.6 * frame.score, 3)


def _generic(sentence: Sentence, match: Match) -> bool:
    """Whether an event noun stands in the plural or bare before a noun that it describes (``zirveler``, ``müzakere
    çerçevesi``).
    """
    words, folded = sentence.words, lower(sentence.words[match.last].text)
    if "lar" in folded[3:] or "ler" in folded[3:]:
        return True
    follows = words[match.last + 1] if match.last + 1 < len(words) else None
    return (
        match.case == "nominative"
        and follows is not None
        and follows.upos == "NOUN"
        and is_possessed(follows)
        and not is_possessed(words[match.last])
    )


def match_frames(sentence: Sentence, frames: Sequence[Frame]) -> tuple[Candidate, ...]:
    """Candidates of all frames; of several on the same words and type the one with the longest trigger, then the most
    fillers.

    Examples
    --------
    >>> match_frames(Sentence(0, 0, 0, "", 1, "body"), ())
    ()
    """
    found: list[tuple[Candidate, Frame, Match]] = []
    table = _index_of(frames)
    for begin, word in enumerate(sentence.words):
        folded = lower(word.text)
        for length in range(1, min(3, len(folded)) + 1):
            for frame, trigger in table.get(folded[:length], ()):
                match = _match_at(sentence, trigger, begin)
                candidate = _candidate(sentence, frame, match) if match else None
                if match and candidate:
                    found.append((candidate, frame, match))
    found.sort(
        key=lambda row: (row[0].start - row[0].end, -len(row[0].fillers), -row[0].score, row[0].start, row[0].proposer)
    )
    kept: list[tuple[Candidate, Frame, Match]] = []
    for row in found:
        if not any(
            row[0].type == other[0].type and row[0].start < other[0].end and other[0].start < row[0].end for other in kept
        ):
            kept.append(row)
    absorbed = {
        c
        for c, _, noun in kept
        for o, verb, match in kept
        if c is not o and c.type == o.type and _absorbs(sentence, verb, match, noun)
    }
    return tuple(sorted((c for c, _, _ in kept if c not in absorbed), key=lambda c: (c.start, c.end, c.type)))


def _absorbs(sentence: Sentence, frame: Frame, verb: Match, noun: Match) -> bool:
    """Whether an event noun is part of the event of the verb (``anlaşmayı imzaladı``, ``imzalanan anlaşma``)."""
    if noun.form is not None or not any(
        noun_form(sentence.words[noun.last].text, stem) is not None for stem in frame.absorbs
    ):
        return False
    if 0 < verb.first - noun.last <= 7:
        return not any(noun.last < p.index < verb.first and p.form.kind == "finite" for p in predicates(sentence))
    return heads(verb) and 0 < noun.first - verb.last <= 4
