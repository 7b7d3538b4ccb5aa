"""What a number counts: the noun, unit or currency behind it, from ``languages/<language>/numbers.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.numerals import load_number_words, read_language_data
from graphkit.text import APOSTROPHES

_SUFFIX = (
    rf"[{APOSTROPHES}]?(?:l[ae]r)?(?:[ıiuü]m[ıiuü]z|s?[ıiuü])?"
    r"(?:n?[ıiuü]n|n?[dt][ae]n?(?:ki\w*)?|[yn]?[ae]|[yn]?[ıiuü]|y?l[ae]|n?c[ae])?"
    r"(?:l[ıiuü][kğ]\w*|l[ıiuü]|[dt][ıiuü]r|yd[ıiuü]|yken)?"
)
_MODEL = re.compile(r"[A-ZÇĞİÖŞÜ]+\w*-?\d+\w*|[A-ZÇĞİÖŞÜ]\w+ (?:[IVX]+|\d+)(?!\w)|[A-ZÇĞİÖŞÜ]{3,}(?!\w)")
_DEMONYM = re.compile(r"(?P<name>[A-ZÇĞİÖŞÜ]\w+l[ıiuü])(?:l[ae]r\w*|n[ıiuü]n|y[ıiuü]|y[ae])?(?!\w)")
_SOFT = {"k": "ğ", "p": "b", "t": "d", "ç": "c"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that a number counts: where it ends, its form without suffix, and its kind.

    Examples
    --------
    >>> Counted(5, "asker", "people").unit
    'asker'
    """

    end: int
    unit: str
    kind: str
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class CountData:
    """Number words and counted nouns of one language, compiled.

    Examples
    --------
    >>> from graphkit.counted import load_count_data
    >>> load_count_data().currencies["dolar"]
    'USD'
    """

    begin: re.Pattern[str]
    number: re.Pattern[str]
    range: re.Pattern[str]
    pair: re.Pattern[str]
    vague: re.Pattern[str]
    percent: re.Pattern[str]
    nouns: re.Pattern[str]
    number_of: re.Pattern[str]
    kinds: Mapping[str, str]
    stems: Mapping[str, str]
    currencies: Mapping[str, str]
    signs: Mapping[str, str]
    approximate_before: re.Pattern[str]
    approximate_after: re.Pattern[str]
    magnitudes: Mapping[str, int]
    ambiguous: frozenset[str]
    name_between: frozenset[str]
    never: frozenset[str]
    score_words: re.Pattern[str]
    killed: re.Pattern[str]
    toll: re.Pattern[str]
    event_kinds: Mapping[str, tuple[str, ...]]
    adjective_limit: int

    def sign_before(self, text: str, position: int) -> tuple[int, str] | None:
        """Position and code of a currency sign right before `position`.

        Examples
        --------
        >>> load_count_data().sign_before("$ 5", 2)
        (0, 'USD')
        """
        found = re.search(r"(\S)\s?$", text[:position])
        return (found.start(), self.signs[found[1]]) if found and found[1] in self.signs else None

    def sign_after(self, text: str, position: int) -> tuple[int, str] | None:
        """End and code of a currency sign right after `position`.

        Examples
        --------
        >>> load_count_data().sign_after("5 €", 1)
        (3, 'EUR')
        """
        found = re.compile(r"\s?(\S)").match(text, position)
        return (found.end(), self.signs[found[1]]) if found and found[1] in self.signs else None

    def counted_before(self, folded: str, start: int, end: int) -> Counted | None:
        """The known noun of which the words before the number at [start, end) say that it is the number of them.

        Examples
        --------
        >>> text = "asker sayısının 3 bin olduğunu"
        >>> load_count_data().counted_before(text, 16, 21)
        Counted(end=21, unit='asker', kind='people', currency=None)
        """
        found = self.number_of.search(folded[:start])
        unit = self.stems[found["stem"]] if found else ""
        return Counted(end, unit, self.kinds[unit], self.currencies.get(unit)) if unit else None

    def is_approximate(self, folded: str, start: int, end: int) -> bool:
        """Whether words before or after the range say that the number is an estimate or a bound.

        Examples
        --------
        >>> load_count_data().is_approximate("en az 20 kişi", 6, 8)
        True
        """
        before = self.approximate_before.search(folded[:start])
        return bool(before or self.approximate_after.match(folded, end))


def _any(words: Any) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


@functools.cache
def load_count_data(language: str = "tr") -> CountData:
    """Number words and counted nouns of a language pack.

    Raises
    ------
    LanguageError
        There is no such pack.

    Examples
    --------
    >>> load_count_data().kinds["tabur"]
    'units'
    """
    data = read_language_data("numbers.yaml", language)
    words = _any(load_number_words(language).all())
    kinds = {noun: kind for kind in reversed(data["kinds"]) for noun in data["kinds"][kind]}
    kinds.update(dict.fromkeys(data["currencies"], "money"))
    stems = {noun: noun for noun in kinds}
    stems.update({noun[:-1] + _SOFT[noun[-1]]: noun for noun in kinds if noun[-1] in _SOFT})
    approximate = data["approximate"]
    after = _any(approximate["after"])
    digits = _any(word for word, value in data["units"].items() if 0 < value < 10)
    reached = _any(data["reached"])
    ending = rf"(?:(?!\w)|(?=[ıiuüae]n?[ae]?n?\s+(?:{after}(?!\w)|{reached}))|(?=[dt][ae]n\s+(?:\d|{words})))"
    one = rf"(?:\d+(?:[.,]\d+)*|{words}{ending}|{_any(data['magnitudes'])}(?=l[ıiuü][kğ]))"
    more = rf"{one}(?:\s+{one})*"
    return CountData(
        begin=re.compile(rf"(?<![\w{APOSTROPHES}])(?:\d|{words}|{_any(data['vague'])}(?!\w))"),
        number=re.compile(rf"(?P<number>{more})"),
        range=re.compile(rf"(?P<first>{more})\s*(?:[-–]|\s(?:ila|ile|veya|ya\ da)\s)\s*(?P<last>{more})(?![\w.,]*\d)"),
        pair=re.compile(rf"(?P<first>{digits})\s+(?P<last>{digits}(?:\s+{_any(data['magnitudes'])})*)(?!\w)"),
        vague=re.compile(rf"{_any(data['vague'])}(?!\w)"),
        percent=re.compile(rf"(?:(?<!\w){_any(data['percent'])}\s+|%\s?)$"),
        nouns=re.compile(rf"(?P<stem>{_any(stems)})(?:{_SUFFIX})(?!\w)"),
        number_of=re.compile(rf"(?<!\w)(?P<stem>{_any(stems)})\s+{_any(data['number_of'])}\w*(?:\s+[^\W\d]+){{0,3}}\s+$"),
        kinds=kinds,
        stems=stems,
        currencies=data["currencies"],
        signs=data["signs"],
        approximate_before=re.compile(rf"(?<!\w){_any(approximate['before'])}\s+$"),
        approximate_after=re.compile(
            rf"(?:[{APOSTROPHES}]?\w{{1,4}})?(?:\s+\w+)?\s+{_any(approximate['after'])}(?!\w)"
        ),
        magnitudes=data["magnitudes"],
        ambiguous=frozenset(data["ambiguous"]),
        name_between=frozenset(data["name_between"]),
        never=frozenset(data["never"]),
        score_words=re.compile(rf"(?<!\w){_any(data['score_words'])}(?!\w)"),
        killed=re.compile(data["killed_words"].replace("~", r"\s+"), re.VERBOSE),
        toll=re.compile(data["toll_words"].replace("~", r"\s+"), re.VERBOSE),
        event_kinds={name: tuple(names) for name, names in data["event_kinds"].items()},
        adjective_limit=data["adjective_limit"],
    )


def find_counted(text: str, folded: str, position: int, data: CountData) -> Counted | None:
    """The known noun behind the number that ends at `position`, over a few adjectives; None where there is none.

    The last known noun of the phrase counts (``20 zırhlı araç``, ``3 bin Kuzey Kore askeri``).

    Examples
    --------
    >>> text = "3 bin Kuzey Kore askeri geldi"
    >>> find_counted(text, text.lower(), 5, load_count_data())
    Counted(end=23, unit='asker', kind='people', currency=None)
    """
    case = re.match(rf"[{APOSTROPHES}]?(?:[ıiuü]n?[ae]?|[yn]?[ae]|s?[ıiuü]|l[ıiuü][kğ]\w*)?(?!\w)", folded[position:])
    at = position + (case.end() if case else 0)
    for _ in range(data.adjective_limit + 1):
        word = re.match(rf"\s*([\w{APOSTROPHES}-]+)", folded[at:])
        if not word:
            return None
        begin = at + word.start(1)
        noun = data.nouns.match(folded, begin)
        if noun and (begin - position < 8 or data.kinds[data.stems[noun["stem"]]] not in ("time", "measure")):
            return _counted(noun, data)
        model = _MODEL.match(text, begin)
        if model:
            return Counted(model.end(), model[0], "units")
        people = _DEMONYM.match(text, begin)
        if people and not data.nouns.search(folded, people.end(), people.end() + 30):
            return Counted(people.end(), people["name"], "people")
        if re.search(r"\w{3,}n[ıiuü]n$", word[1]):
            return None
        at += word.end()
    return None


def _counted(noun: re.Match[str], data: CountData) -> Counted:
    unit = data.stems[noun["stem"]]
    return Counted(noun.end(), unit, data.kinds[unit], data.currencies.get(unit))
