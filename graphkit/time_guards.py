"""Checks on a match of a time rule: words that are also something else, people's names, amounts that look like years."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphkit.numerals import load_number_words, parse_number, read_language_data
from graphkit.text import APOSTROPHES
from graphkit.time_rules import TimeRules, named_groups


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before and after a match, lower-case, and the original text before and from it.

    Examples
    --------
    >>> around = Surroundings("heyet geçen ", " ayında", "Heyet geçen ", "Heyet geçen mart ayında")
    >>> around.word_before(), around.words_after(), around.after_name()
    ('geçen', ['ayında'], False)
    """

    before: str
    after: str
    original_before: str
    original: str

    def word_before(self) -> str:
        """The word right before, folded; empty at the begin of the text."""
        found = re.search(r"(\w+)(?:[’'ʼ]\w*)?\s+$", self.before)
        return found[1] if found else ""

    def after_name(self) -> bool:
        """The word before is capitalised and is not the first of its sentence."""
        found = re.search(r"(\S+)\s+(\w+)\s$", self.original_before)
        return bool(found and found[2][:1].isupper() and found[1][-1:] not in '.!?:;"”“(–-,')

    def words_after(self) -> list[str]:
        """The words after, folded, in text order."""
        return re.findall(r"\w+", self.after[:60])[:2]


def _is_month_word(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """Not another word (stove, sowing, gap)."""
    return around.word_before() not in rules.not_after.get(named_groups(match)["month"], ())


def _is_bare_month(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """Not another word and not a person's name."""
    return _is_month_word(match, around, rules) and _is_not_name(match, around, rules)


def _is_not_name(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    if not around.original[:1].isupper():
        return True
    follows = re.match(r"\s+(\w)", around.original[len(match[0]) :])
    apostrophe = re.search(f"[{APOSTROPHES}]", match[0])
    return not (around.after_name() and not apostrophe) and not (
        follows and follows[1].isupper() and match[0] in rules.lexicons["months"]
    )


def _is_lower_month(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """The cases that are also forms of other words and names: only unambiguous months, or words that ask for a time."""
    month = named_groups(match)["month"]
    nexts = around.words_after()
    timely = bool(nexts) and nexts[0] in ("itibaren", "kadar", "dek", "beri", "bu", "önce", "sonra", "doğru")
    if month in rules.not_after or around.original[:1].isupper():
        return timely and _is_bare_month(match, around, rules)
    return month not in ("mart",) or timely or not match[0].endswith(("ı", "i"))


def _is_day_in_words(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """A number in words that a month can have and that no longer one ends in (``iki bin on sekiz Ekim'de``); of a month that
    is also another word (``üç ocakta``), it needs more: a capital, a year, a word for the day, or two words for the number.
    """
    groups = named_groups(match)
    number, month = groups["number"], groups["month"]
    value = parse_number(number)
    if number[:1].isdigit() or value is None or not 1 <= value <= 31:
        return False
    if around.word_before() in load_number_words(rules.language).all():
        return False
    told = around.original[match.start("month") - match.start() :]
    return month not in rules.not_after or " " in number or told[:1].isupper() or "year" in groups or "gün" in match[0]


def _is_unshifted(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """Not of another week (``geçen hafta başında``)."""
    return around.word_before() not in rules.lexicons["shifts"]


def _is_weekday(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """``pazar`` is also a market: it needs a word for the day or its part, or a shift before it."""
    groups = named_groups(match)
    if rules.lexicons["weekdays"][groups["weekday"]] != 7:
        return True
    rest = match[0][len(groups["weekday"]) :]
    return bool(re.match(r"\s", rest)) or groups.get("since") is not None or groups.get("until") is not None


def _is_weekday_alone(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    groups = named_groups(match)
    if rules.lexicons["weekdays"][groups["weekday"]] != 7 or groups.get("shift"):
        return True
    before = around.word_before()
    listed = bool(re.search(r"(?:cumartesi\w*(?:\s+ve|,|\s+ile|-|–))\s*$", around.before))
    return listed or before in ("bu", "her") or bool(re.match(r"\s+\d\d?[.:]\d\d", around.after))


def _is_recurring(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """``perşembe ve cuma günleri`` are two days, not every week's."""
    joined = re.search(r"(\w+)(?:\s+(?:ve|ile)|,)\s+$", around.before)
    return joined is None or joined[1] not in rules.lexicons["weekdays"]


def _is_year(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """A bare number is a year where nothing counted follows and nothing before says that it is an amount."""
    year = int(match["year"])
    nexts = around.words_after()
    if not 1900 <= year <= 2100 or any(word in rules.words["not_before_year"] for word in nexts[:1]):
        return False
    if around.after[:1] in ("-", "/", "%", ". ") or re.match(r"[-–/]\d|\s*[$€£₺%]", around.after):
        return False
    if re.search(r"(?:[$€£₺%#.,/:–-]|\d\s)$", around.before):
        return False
    if around.word_before() in rules.words["not_after_year"]:
        return False
    if around.word_before() in ("yaklaşık", "az", "fazla", "çok", "toplam", "tam", "yüzde", "no", "numara", "saat"):
        return False
    countable = _countable_words(rules.language)
    return not any(_stem_in(word, countable) for word in nexts)


@functools.cache
def _countable_words(language: str) -> frozenset[str]:
    data = read_language_data("numbers.yaml", language)
    words = [*data["kinds"]["people"], *data["kinds"]["units"], *data["kinds"]["time"], *data["kinds"]["measure"]]
    return frozenset([*words, *data["currencies"], *data["magnitudes"]])


def _stem_in(word: str, words: frozenset[str]) -> bool:
    return any(word[:length] in words for length in range(len(word), max(2, len(word) - 5), -1))


def _is_not_narrated(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """``-den iki gün sonra`` counts from another event, not from the day of publication."""
    return around.word_before() in rules.words["not_narrated"] or not re.search(r"[dt][ae]n\s+$", around.before)


def _is_season(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """Not a part of a name (``Arap Baharı``) and not any season (``zor bir kışta``)."""
    if around.word_before() in rules.words["not_after_season"]:
        return False
    return not (around.original[:1].isupper() and around.after_name())


def _is_plain_month(match: re.Match[str], around: Surroundings, rules: TimeRules) -> bool:
    """A bare month in lower case that is no other word, or that stands before a word for an event."""
    event = any(_stem_in(word, rules.words["month_nouns"]) for word in around.words_after()[:1])
    if around.original[:1].isupper():
        return event and not around.after_name()
    return event or named_groups(match)["month"] not in rules.not_after


GUARDS: Mapping[str, Callable[[re.Match[str], Surroundings, TimeRules], bool]] = {
    "month word": _is_month_word,
    "bare": _is_bare_month,
    "lower": _is_lower_month,
    "day in words": _is_day_in_words,
    "unshifted": _is_unshifted,
    "weekday": _is_weekday,
    "weekday alone": _is_weekday_alone,
    "recurring": _is_recurring,
    "year": _is_year,
    "season": _is_season,
    "plain": _is_plain_month,
    "narrated": _is_not_narrated,
}
