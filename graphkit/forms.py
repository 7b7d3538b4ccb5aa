"""Word forms of an agglutinating language, read from the surface after a known stem.

Which analysis of a word is right is often open (``görüşme`` is a noun, a verbal noun and a negative imperative), but a
frame knows the stem that it looks for, and what may follow a stem is a small regular language. Its patterns are data:
``languages/<code>/forms.yaml``. Words whose stem nobody names are read by `graphkit.word_forms`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from graphkit.text import lower

_ARCHIPHONEMES = {"A": "[ae]", "I": "[ıiuü]", "D": "[dt]", "K": "[kğ]", "C": "[cç]", "Y": "y?", "S": "s?"}
_SOFTENED = {"p": "b", "ç": "c", "k": "ğ", "t": "d"}
_SOFT_VERBS = ("et", "git", "güt")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """How a verb stands in its word.

    `kind` is ``finite``, ``fact`` (-DIK, -AcAK with possessive), ``action`` (-mA), ``infinitive`` (-mAk, -mAyA, -mAyI),
    ``participle`` (-An), ``converb`` or ``without`` (-mAdAn, which is a converb or a verbal noun in the ablative).
    `tense` is ``past``, ``evidential``, ``present``, ``future``, ``aorist``, ``conditional``, ``necessity``,
    ``imperative`` or empty. `case` is the case of a nominal form.

    Examples
    --------
    >>> VerbForm("finite", "past", negative=True).negative
    True
    """

    kind: str
    tense: str = ""
    negative: bool = False
    able: bool = False
    passive: bool = False
    case: str = "nominative"


@dataclass(frozen=True, slots=True)
class Forms:
    """Compiled patterns of one language for what follows a stem: verb endings (kind, tense, negative), noun endings,
    cases.

    Examples
    --------
    >>> load_forms().noun.fullmatch("lerin") is not None
    True
    """

    verbs: tuple[tuple[str, str, bool, re.Pattern[str]], ...]
    noun: re.Pattern[str]
    cases: tuple[tuple[str, re.Pattern[str]], ...]


def _expand(pattern: str, pieces: Mapping[str, str]) -> str:
    """Regular expression of an archiphoneme pattern."""
    for _ in range(3):
        pattern = re.sub(r"\{(\w+)\}", lambda found: pieces[found[1]], pattern)
    return re.sub(r"[AIDKCYS]", lambda found: _ARCHIPHONEMES[found[0]], pattern)


@functools.cache
def load_forms(language: str = "tr") -> Forms:
    """Patterns of a language pack.

    Examples
    --------
    >>> len(load_forms().cases)
    7
    """
    text = resources.files("graphkit").joinpath(f"languages/{language}/forms.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    pieces = data["pieces"]
    verbs = tuple(
        (row["kind"], row["tense"], row["negative"], re.compile(_expand("{voice}(?:" + row["pattern"] + ")", pieces)))
        for row in data["verb"]
    )
    cases = tuple((name, re.compile(_expand(pattern, pieces))) for name, pattern in data["case"])
    return Forms(verbs, re.compile(_expand(data["noun"], pieces)), cases)


def _stem_end(folded: str, stem: str, *, verb: bool) -> int:
    """Length of the stem as it stands at the begin of a folded word, or -1: a last consonant may soften, a last vowel
    narrow.
    """
    size = len(stem)
    if folded.startswith(stem):
        return size
    if not folded.startswith(stem[:-1]) or len(folded) <= size:
        return -1
    last = folded[size - 1]
    if verb:
        softened = last == "d" and stem.endswith(_SOFT_VERBS)
        narrowed = stem[-1] in "ae" and last in "ıiuü" and folded.startswith("yor", size)
        return size if softened or narrowed else -1
    return size if size > 2 and last in _SOFTENED.get(stem[-1], "") else -1


@functools.lru_cache(maxsize=200_000)
def verb_form(text: str, stem: str, language: str = "tr") -> VerbForm | None:
    """Form of the verb `stem` that `text` is, or None where it is no form of it.

    Parameters
    ----------
    text
        One word, any letter case.
    stem
        Verb stem without ``-mek``: ``gönder``.
    language
        Code of the language pack.

    Examples
    --------
    >>> verb_form("göndermeyeceğini", "gönder")
    VerbForm(kind='fact', tense='future', negative=True, able=False, passive=False, case='accusative')
    >>> verb_form("görüşler", "görüş") is None
    True
    """
    folded = lower(text)
    size = _stem_end(folded, stem, verb=True)
    if size < 0:
        return None
    for kind, tense, negative, pattern in load_forms(language).verbs:
        if found := pattern.fullmatch(folded, size):
            groups = found.groupdict()
            able = bool(groups.get("able"))
            nominal = kind in ("fact", "action", "infinitive", "participle")
            return VerbForm(
                kind,
                tense,
                negative,
                able,
                bool(groups.get("passive")),
                _nominal_case(folded, kind) if nominal else "nominative",
            )
    return None


def _nominal_case(folded: str, kind: str) -> str:
    """Case of a nominal verb form from its end."""
    if kind == "infinitive":
        return {"yı": "accusative", "yi": "accusative", "ya": "dative", "ye": "dative"}.get(
            folded[-2:], "ablative" if re.search("t[ae]n$", folded) else "nominative"
        )
    if kind == "participle" and re.search("[ae]n$", folded):
        return "nominative"
    return suffix_case(folded, possessed=True)


def suffix_case(text: str, *, possessed: bool) -> str:
    """Case at the end of a folded word whose stem is not known, for words with a possessive ending (``heyetini``).

    `possessed` False reads a bare suffix as it stands after an apostrophe (``ye``, ``nın``).

    Examples
    --------
    >>> suffix_case("heyetini", possessed=True), suffix_case("ye", possessed=False)
    ('accusative', 'dative')
    """
    if possessed:
        for case, pattern in (
            ("ablative", "[ıiuü]nd[ae]n$"),
            ("locative", "[ıiuü]nd[ae]$"),
            ("genitive", "[ıiuü]n[ıiuü]n$"),
            ("relative", "[ıiuü]nd[ae]ki"),
            ("accusative", "[ıiuü]n[ıiuü]$"),
            ("dative", "[ıiuü]n[ae]$"),
            ("instrumental", "[ıiuü]yl[ae]$"),
        ):
            if re.search(pattern, text):
                return case
        if re.search("m[ae]y[ae]$", text):
            return "dative"
        if re.search("m[ae]y[ıi]$", text):
            return "accusative"
        return "nominative"
    if not text:
        return "nominative"
    return next((case for case, pattern in load_forms().cases if pattern.fullmatch(text)), "nominative")


@functools.lru_cache(maxsize=200_000)
def noun_form(text: str, stem: str, language: str = "tr") -> str | None:
    """Case of the noun `stem` that `text` is an inflected form of, or None where it is none.

    Examples
    --------
    >>> noun_form("anlaşmanın", "anlaşma"), noun_form("askeri", "asker"), noun_form("askeriye", "asker")
    ('genitive', 'accusative', None)
    """
    folded = lower(text)
    size = _stem_end(folded, stem, verb=False)
    if size < 0 or not load_forms(language).noun.fullmatch(folded, size):
        return None
    rest = re.sub(r"^l[ae]r", "", folded[size:])
    if re.match(r"s?[ıiuü]n", rest) or re.match(r"s[ıiuü]|[ıiuü]yl", rest):
        return suffix_case(folded, possessed=True) if rest not in ("ın", "in", "un", "ün") else "genitive"
    return suffix_case(rest, possessed=False)
