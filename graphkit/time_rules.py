"""The time rules of a language, compiled from ``languages/<language>/time.yaml``; the format is told there."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from graphkit.numerals import load_number_words, read_language_data
from graphkit.text import APOSTROPHES

TimeKind = Literal[
    "date", "month", "year", "weekday", "weekend", "offset", "edge", "season", "clock", "anaphoric", "vague"
]
Unit = Literal["day", "week", "month", "year"]
Edge = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One rule; `guard` names the check in `graphkit.time_guards` that a match must pass.

    Examples
    --------
    >>> load_time_rules().rules[0].kind in ("date", "range", "day", "shift", "weekday")
    True
    """

    name: str
    kind: TimeKind
    pattern: re.Pattern[str]
    guard: str | None
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TimeRules:
    """The compiled time rules of one language and the words they are made of.

    Examples
    --------
    >>> load_time_rules().language
    'tr'
    """

    rules: tuple[TimeRule, ...]
    first: re.Pattern[str]
    lexicons: Mapping[str, Mapping[str, Any]]
    not_after: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    language: str


_LEXICONS = ("months", "weekdays", "seasons", "units", "shifts", "whens")
_WORD_LISTS = ("not_before_year", "not_after_year", "not_after_season", "not_narrated", "month_nouns")
_DIGIT_SLOTS = {
    "year": r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d)",
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?![\d])",
    "clock": r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d.,]\d|\d)",
}


@functools.cache
def load_time_rules(language: str = "tr") -> TimeRules:
    """The time rules of a language pack, compiled.

    Raises
    ------
    LanguageError
        There is no such pack, or it has no ``time.yaml``.

    Examples
    --------
    >>> load_time_rules().lexicons["months"]["mart"]
    3
    """
    data = read_language_data("time.yaml", language)
    lexicons = {
        name: {word: value for value, words in data[name].items() for word in words} for name in (*_LEXICONS, "edges")
    }
    slots = dict(_DIGIT_SLOTS)
    for name in _LEXICONS:
        slots[name[:-1]] = _alternatives(lexicons[name])
    words = _alternatives(dict.fromkeys(load_number_words(language).all(), 0))
    slots["number"] = rf"(?:\d{{1,3}}(?![\d.,]\d)|birkaç|{words}(?:\ +{words}){{0,3}})(?!\w)"
    slots["number_stem"] = words
    rules = tuple(_compile(rule, data["macros"], slots) for rule in data["rules"])
    first = {word[:3] for name in _LEXICONS if name != "whens" for word in lexicons[name]} | set(data["first_words"])
    first |= {word[:3] for word in load_number_words(language).all()}
    return TimeRules(
        rules,
        re.compile(rf"(?<![\w{APOSTROPHES}])(?:(?<![^\W\d]-)\d|{'|'.join(sorted(first))})"),
        lexicons,
        {word: frozenset(before) for word, before in data["not_after"].items()},
        {name: frozenset(data[name]) for name in _WORD_LISTS},
        language,
    )


def _alternatives(words: Mapping[str, Any]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"


def _compile(rule: Mapping[str, Any], macros: Mapping[str, str], slots: Mapping[str, str]) -> TimeRule:
    """A rule with its macros filled in; a group that occurs again gets a number after two underscores."""
    text = rule["pattern"]
    for _ in range(3):
        text = re.sub(r"%(\w+)%", lambda found: f"(?:{macros[found[1]]})" if found[1] in macros else found[0], text)
    text = re.sub(r"%(\w+?)(2?)%", lambda found: f"(?P<{found[1]}{found[2]}>{slots[found[1]]})", text)
    counts: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        counts[found[1]] = counts.get(found[1], 0) + 1
        return found[0] if counts[found[1]] == 1 else f"(?P<{found[1]}__{counts[found[1]]}>"

    text = re.sub(r"\(\?P<(\w+)>", number, text.replace("~", r"\s+"))
    pattern = re.compile(rf"(?:{text})(?!\w)", re.VERBOSE)
    return TimeRule(rule["name"], rule["kind"], pattern, rule.get("guard"), rule.get("set", {}))


def named_groups(match: re.Match[str]) -> dict[str, str]:
    """Groups that took part, numbered repetitions under their plain name.

    Examples
    --------
    >>> named_groups(re.match(r"(?P<day__2>\\d)(?P<year>x)?", "5"))
    {'day': '5'}
    """
    return {name.split("__")[0]: value for name, value in match.groupdict().items() if value is not None}
