"""Numbers as a language writes them: digits with its separators, number words, and the two mixed (``3 bin``).

The words are data: ``languages/<language>/numbers.yaml``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

from graphkit.errors import LanguageError
from graphkit.text import lower


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, lower-case; `softened` are stems before a vowel (``dörd``).

    Examples
    --------
    >>> NumberWords({"üç": 3}, "yüz", {"bin": 1000}, frozenset({"buçuk"})).magnitudes["bin"]
    1000
    """

    small: Mapping[str, int]
    hundred: str
    magnitudes: Mapping[str, int]
    half: frozenset[str]

    def all(self) -> tuple[str, ...]:
        """Every word that can stand in a number, longest first.

        Examples
        --------
        >>> "milyon" in load_number_words().all()
        True
        """
        words = {*self.small, self.hundred, *self.magnitudes, *self.half}
        return tuple(sorted(words, key=lambda word: (-len(word), word)))


def read_language_data(name: str, language: str) -> dict[str, Any]:
    """A YAML file of a language pack.

    Parameters
    ----------
    name
        File name inside ``languages/<language>``.
    language
        Code of the language pack.

    Raises
    ------
    LanguageError
        The pack or the file does not exist.

    Examples
    --------
    >>> read_language_data("numbers.yaml", "tr")["hundred"]
    'yüz'
    """
    path = resources.files("graphkit") / "languages" / language / name
    if not path.is_file():
        raise LanguageError(f"language pack {language!r} has no {name}")
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@functools.cache
def load_number_words(language: str = "tr") -> NumberWords:
    """The number words of a language pack.

    Examples
    --------
    >>> load_number_words().small["yirmi"]
    20
    """
    data = read_language_data("numbers.yaml", language)
    small = dict(data["units"])
    small.update({stem: small[word] for stem, word in data["softened"].items()})
    return NumberWords(small, data["hundred"], data["magnitudes"], frozenset(data["half"]))


def parse_digits(text: str) -> Decimal | None:
    """A number in figures, with a dot (or blank) between thousands and a comma before decimals.

    Returns None for anything else; ``12.5`` has no thousands, so its dot is taken as a decimal point.

    Examples
    --------
    >>> parse_digits("1.500"), parse_digits("1,5"), parse_digits("12.5"), parse_digits("1.5.0")
    (Decimal('1500'), Decimal('1.5'), Decimal('12.5'), None)
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:,\d+)?|\d+\.\d{1,2}", text):
        return Decimal(text.replace(",", "."))
    return None


def parse_number(text: str, *, language: str = "tr") -> Decimal | None:
    """Value of a number in figures, in words or mixed; None where `text` is not one number.

    Parameters
    ----------
    text
        The number alone, without suffix, in any case spelling.
    language
        Code of the language pack.

    Examples
    --------
    >>> [plain(parse_number(text)) for text in ("3 bin", "yirmi beş", "yüz elli", "bin 129", "1,5 milyar")]
    ['3000', '25', '150', '1129', '1500000000']
    >>> plain(parse_number("bir buçuk milyon")), parse_number("tank")
    ('1500000', None)
    """
    words = lower(text).split()
    return _value_of(words, load_number_words(language)) if words else None


def _value_of(words: Sequence[str], known: NumberWords) -> Decimal | None:
    """Sum of the groups of a number: each group is what stands before a magnitude (thousand, million)."""
    total = Decimal(0)
    group: Decimal | None = None
    ceiling: Decimal | None = None
    for word in words:
        if word in known.magnitudes:
            size = Decimal(known.magnitudes[word])
            if ceiling is not None and size >= ceiling:
                return None
            total += (Decimal(1) if group is None else group) * size
            group, ceiling = None, size
            continue
        group = _add_word(group, word, known)
        if group is None:
            return None
    if group is not None and ceiling is not None and group >= ceiling:
        return None
    return total + (group or 0)


def _add_word(group: Decimal | None, word: str, known: NumberWords) -> Decimal | None:
    """The group with one more word, None where the word cannot follow (``üç beş`` is no number)."""
    if word in known.half:
        return None if group is None else group + Decimal("0.5")
    if word == known.hundred:
        return Decimal(100) if group is None else group * 100 if 1 < group < 10 else None
    value = parse_digits(word) if word[:1].isdigit() else known.small.get(word)
    if value is None:
        return None
    if group is None:
        return Decimal(value)
    fits = (group % 100 == 0 and value < 100) or (group % 10 == 0 and group % 100 != 0 and 0 < value < 10)
    return group + Decimal(value) if fits and not word[:1].isdigit() else None


def plain(value: Decimal) -> str:
    """A number without exponent, thousands separators or empty decimals.

    Examples
    --------
    >>> plain(Decimal("1500000000")), plain(Decimal("2.50"))
    ('1500000000', '2.5')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
