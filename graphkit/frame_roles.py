"""The construction that a trigger stands in: which phrases are its subject, object, companion, place, item.

Turkish puts what belongs to a predicate to its left, the nearest closest; a relative form (-An, -DIK) stands before the
noun that is one of its own arguments; a nominalised clause has its subject in the genitive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.clauses import Region, predicates, subject_of
from graphkit.forms import VerbForm, verb_form
from graphkit.frame_files import Role
from graphkit.model import Sentence
from graphkit.nouns import load_nouns
from graphkit.phrases import Phrase
from graphkit.text import lower
from graphkit.word_forms import case_of


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found on words `first` to `last`; `form` is its verb's form, or None for a noun in `case`.

    Examples
    --------
    >>> Match(2, 3, None, "dative").case
    'dative'
    """

    first: int
    last: int
    form: VerbForm | None
    case: str = "nominative"


def heads(match: Match) -> bool:
    """Whether the trigger stands before a noun that it describes (``gönderilen askerler``, ``gönderdiği askerler``).

    Examples
    --------
    >>> heads(Match(0, 0, VerbForm("participle", "present")))
    True
    """
    return match.form is not None and match.form.kind in ("participle", "fact") and match.form.case == "nominative"


def _head_phrase(phrases: Sequence[Phrase], match: Match) -> tuple[Phrase, ...]:
    """Phrase right after a participle, at most two words away."""
    following = [p for p in phrases if match.last < p.first <= match.last + 3 and p.slot not in ("with",)]
    return tuple(p for p in following if p is following[0] or (p.group and p.group == following[0].group))


def _before(phrases: Sequence[Phrase], begin: int, match: Match, slot: str) -> tuple[Phrase, ...]:
    """Phrases of a slot before the trigger, nearest first."""
    inside = [p for p in phrases if begin <= p.first and p.last < match.first + (slot == "modifier") and p.slot == slot]
    return tuple(reversed(inside))


def _nearest(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The first of the phrases with its list, in text order."""
    chosen = [p for p in phrases if p is phrases[0] or (p.group and p.group == phrases[0].group)]
    return tuple(sorted(chosen, key=lambda p: p.start))


def owner_of(sentence: Sentence, companion: int) -> tuple[Phrase, ...]:
    """Whose the companion is: the name right before it, adjectives and numbers between (``Rus askerleri``,
    ``Fransa’nın bin askeri``).

    Examples
    --------
    >>> owner_of(Sentence(0, 0, 0, "", 1, "body"), -1)
    ()
    """
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
        between = words[at].upos in ("ADJ", "ADV", "DET", "NUM", "NOUN") and case_of(words[at]) == "nominative"
        if name is not None or not between:
            break
    return ()


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


def anchor_of(sentence: Sentence, match: Match) -> Match:
    """For an event noun after a verb that carries it (``Putin’le yaptığı görüşme``, ``düzenlenen toplantı``) the
    match with
    that verb, whose phrases are those of the event; else the match itself.

    Examples
    --------
    >>> anchor_of(Sentence(0, 0, 0, "", 1, "body"), Match(0, 0, None)).first
    0
    """
    if match.form is not None:
        return match
    for predicate in predicates(sentence):
        if match.first - 3 <= predicate.index < match.first and _is_light(sentence, predicate.index):
            form = predicate.form
            if form.kind == "fact" and form.case == "nominative" or form.kind == "participle" and form.passive:
                return Match(predicate.index, match.last, form)
    return match


def slots_of(sentence: Sentence, phrases: Sequence[Phrase], match: Match, region: Region) -> dict[str, tuple[Phrase, ...]]:
    """Phrases of each slot of a trigger, by its construction.

    Examples
    --------
    >>> table = slots_of(Sentence(0, 0, 0, "", 1, "body"), (), Match(0, 0, None), Region(0, 0, 0))
    >>> table["subject"]
    ()
    """
    form = match.form or _light_verb(sentence, match, region)
    table = {
        slot: _before(phrases, region.inner, match, slot)
        for slot in ("with", "by", "between", "dative", "ablative", "locative", "accusative", "against", "for", "chaired")
    }
    owners = _before(
        [p for p in phrases if p.head < 0],
        region.inner if match.form else max(region.inner, match.first - 8),
        match,
        "genitive",
    )
    if match.form is None:
        owners = tuple(p for p in owners if not _comma_between(sentence, p, match))
    table["genitive"] = owners
    nominative = subject_of(sentence, phrases, region, match.first)
    if match.form is None:
        table["modifier"] = modifiers_of(sentence, phrases, match)
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
        if heads(match) and form.kind == "fact" and not table["object"]:
            table["object"] = _head_phrase(phrases, match)
    return table


def _comma_between(sentence: Sentence, phrase: Phrase, match: Match) -> bool:
    return any(word.text == "," for word in sentence.words[phrase.last + 1 : match.first])


def _leads_to_nominal(sentence: Sentence, match: Match) -> bool:
    """Whether the next predicate is a nominal form, whose genitive subject the trigger shares (``X’in göndermeyi
    üstlendiğini``).
    """
    following = next((p for p in predicates(sentence) if p.index > match.last), None)
    return following is not None and following.form.kind in ("fact", "action")


def modifiers_of(sentence: Sentence, phrases: Sequence[Phrase], match: Match) -> tuple[Phrase, ...]:
    """Names in front of an event noun: ``Pyongyang ziyareti``, ``Rusya-Çin zirvesi``, ``Fas ve Tunus görüşmesi``.

    Examples
    --------
    >>> modifiers_of(Sentence(0, 0, 0, "", 1, "body"), (), Match(0, 0, None))
    ()
    """
    for distance in range(1, 4):
        found = [
            p
            for p in phrases
            if p.last == match.first - distance
            and p.case in ("modifier", "nominative", "relative")
            and (p.case != "relative" or distance == 1)
            and not _comma_between(sentence, p, match)
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


def fill_role(role: Role, table: dict[str, tuple[Phrase, ...]], used: set[tuple[int, int]]) -> list[Phrase]:
    """Phrases that fill a role.

    Examples
    --------
    >>> fill_role(Role("sender", ("subject", "by"), frozenset({"GPE"})), {}, set())
    []
    """
    filled: list[Phrase] = []
    for slot in role.slots:
        fresh = [p for p in table.get(slot, ()) if p.label in role.labels and (p.start, p.end) not in used]
        chosen = fresh if slot == "chaired" else _nearest(fresh)  # a host, and who was in the chair
        filled += [p for p in chosen if p not in filled]
        if filled and not role.many:
            break
    return filled


def places_of(sentence: Sentence, phrases: Sequence[Phrase], match: Match, region: Region) -> list[Phrase]:
    """Phrases in the locative that say where: before the trigger in its clause, or -DAki right before an event noun.

    Examples
    --------
    >>> places_of(Sentence(0, 0, 0, "", 1, "body"), (), Match(0, 0, None), Region(0, 0, 0))
    []
    """
    found = [
        p
        for p in phrases
        if region.inner <= p.first and p.last < match.first and p.slot == "locative" and p.label in ("GPE", "LOC", "ORG")
    ]
    if match.form is None:
        found += [p for p in phrases if 0 < match.first - p.last <= 3 and p.slot == "relative" and p.label in ("GPE", "LOC")]
    return found
