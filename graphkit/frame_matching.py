"""How a frame is matched: find the trigger's words, read its construction, fill the roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.attribution import find_source, modality_of, polarity_of
from graphkit.clauses import Region, predicates, quote_at, region_of, subject_of
from graphkit.forms import VerbForm, case_of, is_possessed, noun_form, verb_form
from graphkit.frame_files import Frame, Near, Role, Token
from graphkit.model import Candidate, Filler, Sentence
from graphkit.phrases import Phrase, load_nouns, read_phrases
from graphkit.text import lower

_Index = dict[str, list[tuple[Frame, tuple[Token, ...]]]]
_PARTICLES = frozenset({"da", "de", "bile", "dahi", "ise", "bir", "yeniden", "hemen"})


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found on words `first` to `last`; `form` is its verb's form, or None for a noun in `case`.

    `companion` is the index of the word that `Near` asks for, or -1.
    """

    first: int
    last: int
    form: VerbForm | None
    case: str = "nominative"
    companion: int = -1


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
    out."""
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
    right = range(match.last + 1, min(region.end, match.last + 1 + near.after)) if _heads(match) else range(0)
    crossed = {
        p.index for p in predicates(sentence) if p.form.kind in ("finite", "converb", "fact", "action", "infinitive")
    }
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


def _heads(match: Match) -> bool:
    """Whether the trigger stands before a noun that it describes (``gönderilen askerler``, ``gönderdiği askerler``)."""
    return match.form is not None and match.form.kind in ("participle", "fact") and match.form.case == "nominative"


def _head_phrase(phrases: Sequence[Phrase], match: Match) -> tuple[Phrase, ...]:
    """Phrase right after a participle, at most two words away."""
    following = [p for p in phrases if match.last < p.first <= match.last + 3 and p.slot not in ("with",)]
    return tuple(p for p in following if p is following[0] or (p.group and p.group == following[0].group))


def _before(phrases: Sequence[Phrase], begin: int, match: Match, slot: str) -> tuple[Phrase, ...]:
    """Nearest phrase of a slot before the trigger, with its list."""
    inside = [p for p in phrases if begin <= p.first and p.last < match.first + (slot == "modifier") and p.slot == slot]
    if not inside:
        return ()
    nearest = inside[-1]
    return tuple(p for p in inside if p is nearest or (p.group and p.group == nearest.group))


def _owner(sentence: Sentence, companion: int) -> tuple[Phrase, ...]:
    """Whose the companion is: the name right before it, adjectives and numbers between (``Rus askerleri``,
    ``Fransa’nın bin askeri``)."""
    words = sentence.words
    for distance in range(1, 4):
        at = companion - distance
        if companion < 0 or at < 0:
            break
        name = next(
            (n for n in sentence.names if n.start <= words[at].start < n.end and n.label in ("GPE", "NORP", "ORG")),
            None,
        )
        if name is not None and (name.label == "NORP" or case_of(words[at]) in ("nominative", "genitive")):
            return (Phrase(name.start, name.end, at, at, name.label, "modifier", "owner"),)
        if name is not None or words[at].upos not in ("ADJ", "NUM", "NOUN") or case_of(words[at]) != "nominative":
            break
    return ()


def _in_name(sentence: Sentence, match: Match) -> bool:
    """Whether the trigger is a word of somebody's name (``Kolektif Güvenlik Antlaşması Örgütü``)."""
    word = sentence.words[match.last]
    return any(
        name.start < word.end and word.start < name.end
        for name in sentence.names
        if name.label in ("PER", "ORG", "GPE", "LOC")
    )


def _light_verb(sentence: Sentence, match: Match, region: Region) -> VerbForm | None:
    """Verb that a noun trigger stands with (``ziyaret gerçekleştirdi``), at most three words after it."""
    if match.form is not None or match.case not in ("nominative", "accusative", "dative"):
        return None
    for predicate in predicates(sentence):
        if match.last < predicate.index <= min(match.last + 3, region.end):
            return predicate.form if _is_light(sentence, predicate.index) else None
    return None


def _is_light(sentence: Sentence, index: int) -> bool:
    return any(verb_form(sentence.words[index].text, stem.split()[-1]) for stem in load_nouns().light)


def _anchor(sentence: Sentence, match: Match) -> Match:
    """For an event noun after a verb that carries it (``Putin’le yaptığı görüşme``, ``düzenlenen toplantı``) the
    match with
    that verb, whose phrases are those of the event; else the match itself.
    """
    if match.form is not None:
        return match
    for predicate in predicates(sentence):
        if match.first - 3 <= predicate.index < match.first and _is_light(sentence, predicate.index):
            form = predicate.form
            if form.kind == "fact" and form.case == "nominative" or form.kind == "participle" and form.passive:
                return Match(predicate.index, match.last, form)
    return match


def _slots(
    sentence: Sentence, phrases: Sequence[Phrase], match: Match, region: Region
) -> dict[str, tuple[Phrase, ...]]:
    """Phrases of each slot of a trigger, by its construction."""
    form = match.form or _light_verb(sentence, match, region)
    table = {
        slot: _before(phrases, region.inner, match, slot)
        for slot in ("with", "by", "between", "dative", "ablative", "locative", "accusative", "against", "for")
    }
    owners = _before(
        [p for p in phrases if p.head < 0],
        region.inner if match.form else max(region.inner, match.first - 8),
        match,
        "genitive",
    )
    table["genitive"] = owners
    nominative = subject_of(sentence, phrases, region, match.first)
    if match.form is None:
        table["modifier"] = _modifiers(sentence, phrases, match)
        table["headline"] = _headline(sentence, phrases, match)
        table["subject"] = owners or (nominative if form is not None and not form.passive else ())
        table["object"] = owners
        return table
    if form is None:
        return table
    subject = nominative
    if form.kind in ("fact", "action"):
        subject = owners or (nominative if not form.passive else ())
    elif form.kind == "participle":
        subject = _head_phrase(phrases, match)
    elif form.kind in ("infinitive", "converb") and owners and _leads_to_nominal(sentence, match):
        subject = owners
    elif form.kind == "converb" and not subject:
        subject = tuple(p for p in phrases if match.last < p.first < region.end and p.slot == "nominative")[:1]
    if form.passive:
        table["object"], table["subject"] = subject, ()
    else:
        table["subject"], table["object"] = subject, table["accusative"]
        if _heads(match) and form.kind == "fact" and not table["object"]:
            table["object"] = _head_phrase(phrases, match)
    return table


def _leads_to_nominal(sentence: Sentence, match: Match) -> bool:
    """Whether the next predicate is a nominal form, whose genitive subject the trigger shares (``X’in göndermeyi
    üstlendiğini``)."""
    following = next((p for p in predicates(sentence) if p.index > match.last), None)
    return following is not None and following.form.kind in ("fact", "action")


def _modifiers(sentence: Sentence, phrases: Sequence[Phrase], match: Match) -> tuple[Phrase, ...]:
    """Names in front of an event noun: ``Pyongyang ziyareti``, ``Rusya-Çin zirvesi``, ``Fas ve Tunus görüşmesi``."""
    for distance in range(1, 4):
        found = [
            p
            for p in phrases
            if p.last == match.first - distance
            and p.case in ("modifier", "nominative", "relative")
            and (p.case != "relative" or distance == 1)
        ]
        if found:
            nearest = found[-1]
            if nearest.case == "relative" or (nearest.head >= 0 and nearest.head < match.first):
                return ()
            if nearest.case == "nominative" and not _izafet(sentence, match):
                return ()
            return tuple(p for p in phrases if p is nearest or p in found or (p.group and p.group == nearest.group))
    return ()


def _headline(sentence: Sentence, phrases: Sequence[Phrase], match: Match) -> tuple[Phrase, ...]:
    """List right after an event noun and a colon: ``Ankara’da zirve: Katar, Umman ve Kuveyt masada``."""
    at = match.last + 1
    if at >= len(sentence.words) or sentence.words[at].text != ":":
        return ()
    found = [p for p in phrases if p.first == at + 1 and p.group and p.slot == "nominative"]
    return tuple(p for p in phrases if found and p.group == found[0].group)


def _izafet(sentence: Sentence, match: Match) -> bool:
    """Whether the noun bears a possessive, so that a bare name before it belongs to it."""
    return lower(sentence.words[match.last].text)[-1:] not in "e" or match.case != "nominative"


def _fill(role: Role, table: dict[str, tuple[Phrase, ...]], used: set[tuple[int, int]]) -> list[Phrase]:
    """Phrases that fill a role."""
    filled: list[Phrase] = []
    for slot in role.slots:
        fresh = [p for p in table.get(slot, ()) if p.label in role.labels and (p.start, p.end) not in used]
        filled += [p for p in fresh if p not in filled]
        if filled and not role.many:
            break
    return filled


def _places(sentence: Sentence, phrases: Sequence[Phrase], match: Match, region: Region) -> list[Phrase]:
    """Phrases in the locative that say where: before the trigger in its clause, or -DAki right before an event noun."""
    found = [
        p
        for p in phrases
        if region.inner <= p.first
        and p.last < match.first
        and p.slot == "locative"
        and p.label in ("GPE", "LOC", "ORG")
    ]
    if match.form is None:
        found += [
            p for p in phrases if 0 < match.first - p.last <= 3 and p.slot == "relative" and p.label in ("GPE", "LOC")
        ]
    return found


def _item(sentence: Sentence, companion: int) -> str | None:
    """Noun phrase that ends at the companion: describing words before it, without numbers and measure words."""
    words, first = sentence.words, companion
    while (
        first > 0
        and companion - first < 4
        and words[first - 1].upos in ("ADJ", "NOUN", "PROPN")
        and lower(words[first - 1].text) not in ("adet", "milyar", "milyon", "bin", "ton", "bir")
        and not words[first - 1].text[0].isdigit()
        and not set(words[first - 1].text) & set("'’ʼ")
    ):
        if any(tag in words[first - 1].morphemes for tag in ("Acc", "Dat", "Gen", "Loc", "Abl", "Ins")):
            break
        first -= 1
    return sentence.text[words[first].start - sentence.start : words[companion].end - sentence.start] or None


def _title(sentence: Sentence, match: Match) -> str | None:
    """Name of the treaty in the sentence: a LAW name, else a quotation that ends in a word for a treaty."""
    laws = [name for name in sentence.names if name.label == "LAW"]
    if laws:
        middle = sentence.words[match.first].start
        return min(laws, key=lambda name: abs(name.start - middle)).text
    for word in sentence.words:
        quoted = quote_at(sentence, word.start)
        text = (
            sentence.text[quoted[0] - sentence.start + 1 : quoted[1] - sentence.start - 1].strip(" ,.")
            if quoted
            else ""
        )
        if lower(text).endswith(("anlaşması", "antlaşması", "sözleşmesi", "protokolü", "mutabakatı", "bildirisi")):
            return text
    return None


def _candidate(sentence: Sentence, frame: Frame, match: Match) -> Candidate | None:
    """The event of one match, or None where a condition of the frame fails."""
    if _in_name(sentence, match):
        return None
    region = region_of(sentence, match.first, match.last)
    if frame.only and (match.form.kind if match.form else "noun") not in frame.only:
        return None
    if frame.voice and match.form and (frame.voice == "passive") != match.form.passive:
        return None
    companion = -1
    if frame.near is not None:
        companion = _companion(sentence, frame.near, match, region)
        if companion < 0:
            return None
    around = range(max(region.begin, match.first - 6), min(len(sentence.words), match.last + 4))
    if any(noun_form(sentence.words[i].text, stem) is not None for i in around for stem in frame.unless):
        return None
    phrases = [p for p in read_phrases(sentence) if not match.first <= p.first <= match.last]
    if companion >= 0 and not any({"object", "accusative"} & set(role.slots) for role in frame.roles):
        phrases = [p for p in phrases if not (p.label == "NOUN" and p.first <= companion <= p.last)]
    anchor = _anchor(sentence, match)
    within = region if anchor is match else region_of(sentence, anchor.first, anchor.last)
    table = _slots(sentence, phrases, anchor, within)
    if anchor is not match:
        table["modifier"], table["object"] = _modifiers(sentence, phrases, match), ()
    table["owner"] = _owner(sentence, companion)
    fillers: list[Filler] = []
    used: set[tuple[int, int]] = set()
    for role in frame.roles:
        for phrase in _fill(role, table, used):
            used.add((phrase.start, phrase.end))
            fillers.append(Filler(role.name, phrase.start, phrase.end, 0.6 if phrase.label == "NOUN" else 0.9))
    for role_name, least in frame.needs:
        if sum(filler.role == role_name or role_name == "any" for filler in fillers) < least:
            return None
    fillers += [
        Filler("place", p.start, p.end, 0.8)
        for p in _places(sentence, phrases, anchor, within)
        if (p.start, p.end) not in used
    ]
    fillers += find_source(sentence, sentence.words[match.first].start, sentence.words[match.last].end, type=frame.type)
    first = companion if 0 <= companion == match.first - 1 else match.first
    start, end = sentence.words[first].start, sentence.words[match.last].end
    return Candidate(
        frame.type,
        sentence.index,
        start,
        end,
        f"frame:{frame.name}",
        _score(sentence, frame, match, len(used)),
        tuple(fillers),
        polarity_of(sentence, start, end, type=frame.type),
        modality_of(sentence, start, end, type=frame.type),
        _item(sentence, companion) if frame.item and companion >= 0 else None,
        _title(sentence, match) if frame.title else None,
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
    çerçevesi``)."""
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
            row[0].type == other[0].type and row[0].start < other[0].end and other[0].start < row[0].end
            for other in kept
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
    return _heads(verb) and 0 < noun.first - verb.last <= 4
