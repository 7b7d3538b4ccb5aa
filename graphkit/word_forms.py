"""Forms of words whose stem nobody names, read from their morphemes, else their FEATS, else how they end."""

from __future__ import annotations

import re

from graphkit.forms import VerbForm, suffix_case
from graphkit.model import Word
from graphkit.text import APOSTROPHES, lower

_CASE_TAGS = {
    "Acc": "accusative",
    "Dat": "dative",
    "Gen": "genitive",
    "Loc": "locative",
    "Abl": "ablative",
    "Ins": "instrumental",
    "Nom": "nominative",
}
_FINITE = {
    "Past": "past",
    "Evid": "evidential",
    "Prog": "present",
    "Fut": "future",
    "Aor": "aorist",
    "Cond": "conditional",
    "CopCond": "conditional",
    "Nec": "necessity",
    "Opt": "imperative",
    "Imp": "imperative",
}
_CONVERBS = frozenset(
    {
        "AdvIp",
        "AdvErek",
        "AdvInce",
        "While",
        "SinceDoingSo",
        "WithoutHavingDoneSo",
        "AfterDoingSo",
        "AdvKen",
        "AsLongAs",
        "When",
        "ByDoingSo",
    }
)


def form_of(word: Word) -> VerbForm | None:
    """Verb form of a word from its morphemes, else its FEATS; None where it is no verb form.

    Examples
    --------
    >>> word = Word(1, "geldi", 0, 5, "gel", "VERB", "", morphemes=("Verb", "Past"))
    >>> form_of(word).tense
    'past'
    """
    if not word.morphemes:
        return _form_of_feats(word)
    tags = word.morphemes
    verbal = {"Verb", "NounToVerb", "BecomeVerb", "CausVerb"}
    begin = next((i for i, tag in enumerate(tags) if tag in verbal), None)
    if begin is None:
        return None
    rest = tags[begin + 1 :]
    negative = any(tag in ("Neg", "NegAbil", "WithoutHavingDoneSo") for tag in rest)
    able, passive = "Abil" in rest, "Pass" in rest
    case = next((_CASE_TAGS[tag] for tag in reversed(rest) if tag in _CASE_TAGS), "nominative")
    if any(tag in _CONVERBS for tag in rest):
        return VerbForm("converb", "", negative, able, passive)
    for tag, kind, tense in (
        ("PastPart", "fact", "past"),
        ("FutPart", "fact", "future"),
        ("ActN", "action", ""),
        ("Inf", "infinitive", ""),
        ("PresPart", "participle", "present"),
    ):
        if tag in rest:
            return VerbForm(kind, tense, negative, able, passive, case)
    tenses = [_FINITE[tag] for tag in rest if tag in _FINITE]
    if not tenses:
        return None
    return VerbForm("finite", "conditional" if "conditional" in tenses else tenses[0], negative, able, passive)


def _form_of_feats(word: Word) -> VerbForm | None:
    feats = dict(part.split("=", 1) for part in word.feats.split("|") if "=" in part)
    if word.upos not in ("VERB", "AUX") and "VerbForm" not in feats:
        return None
    kind = {"Part": "participle", "Conv": "converb", "Vnoun": "action", "Ger": "action"}.get(
        feats.get("VerbForm", ""), "finite"
    )
    tense = {"Fut": "future", "Pres": "present", "Aor": "aorist"}.get(feats.get("Tense", "Past"), "past")
    tense = {"Cnd": "conditional", "Nec": "necessity", "Imp": "imperative", "Opt": "imperative"}.get(
        feats.get("Mood", ""), tense
    )
    case = _CASE_TAGS.get(feats.get("Case", ""), "nominative")
    return VerbForm(
        kind,
        tense,
        feats.get("Polarity") == "Neg",
        "Pot" in feats.get("Mood", ""),
        "Pass" in feats.get("Voice", ""),
        case,
    )


def case_of(word: Word) -> str:
    """Case of a noun-like word: from the suffix after an apostrophe, else its morphemes, else its FEATS.

    Examples
    --------
    >>> case_of(Word(1, "Moskova’da", 0, 10)), case_of(Word(1, "heyet", 0, 5))
    ('locative', 'nominative')
    """
    found = re.search(rf"[{APOSTROPHES}](\w+)$", word.text)
    if found:
        return suffix_case(lower(found[1]), possessed=False)
    if word.morphemes:
        return next((_CASE_TAGS[tag] for tag in reversed(word.morphemes) if tag in _CASE_TAGS), "nominative")
    feats = dict(part.split("=", 1) for part in word.feats.split("|") if "=" in part)
    return _CASE_TAGS.get(feats.get("Case", ""), "nominative")


def is_possessed(word: Word) -> bool:
    """Whether a noun bears the possessive of the third person (``heyeti``, ``hükümetinin``).

    Examples
    --------
    >>> is_possessed(Word(1, "heyetini", 0, 8, morphemes=("Noun", "P3sg", "Acc")))
    True
    """
    if any(tag in ("P3sg", "P3pl", "P2sg") for tag in word.morphemes):
        return True
    folded = lower(word.text)
    return bool(re.search(r"(?:[ıiuü]n(?:[ıiuü]n?|[ae]|d[ae]n?)|s[ıiuü]|l[ae]r[ıi])$", folded)) and not word.morphemes
