"""How many and how much: the numbers of a text with what they count, as plain figures.

Dates, clock times, ages, ordinals, model numbers (``F-16``) and scores are no quantities. Number words, units and
currencies are data: ``languages/<language>/numbers.yaml``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from graphkit.counted import CountData, find_counted, load_count_data
from graphkit.numerals import parse_number, plain
from graphkit.text import APOSTROPHES, lower
from graphkit.time_expressions import compose, find_times

QuantityKind = Literal["people", "units", "money", "percent"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text; the range runs from the number to the end of what it counts.

    `value` is a plain figure (``3000``), a range of two (``10000-12000``) or, for an amount without a number, its words
    (``binlerce``). `unit` is the counted noun without suffix, `currency` an ISO 4217 code, `kind` what sort of thing is
    counted (None: a noun that the language pack does not know). `approximate` is true for bounds and estimates too.

    Examples
    --------
    >>> Quantity(0, 11, "3 bin asker", "3000", "asker").value
    '3000'
    """

    start: int
    end: int
    text: str
    value: str
    unit: str | None = None
    currency: str | None = None
    approximate: bool = False
    kind: QuantityKind | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    """A number phrase in the folded text: its range, value, whether a name follows its words only as a noun."""

    start: int
    end: int
    value: str
    ambiguous: bool


def find_quantities(text: str, *, offset: int = 0, language: str = "tr") -> tuple[Quantity, ...]:
    """All quantities of a text, in text order.

    Parameters
    ----------
    text
        Any text; a sentence is enough.
    offset
        Added to every position: where `text` begins in its document, in code points.
    language
        Code of the language pack.

    Returns
    -------
    tuple of Quantity
        Empty where nothing is counted.

    Examples
    --------
    >>> text = "Norveç, sınıra 3 bin asker gönderdi ve 1,5 milyar dolarlık bütçe ayırdı."
    >>> [(found.value, found.unit, found.currency) for found in find_quantities(text)]
    [('3000', 'asker', None), ('1500000000', 'dolar', 'USD')]
    >>> [found.value for found in find_quantities("10-12 bin asker, binlerce sivil, iki tabur, yirmi beş tank")]
    ['10000-12000', 'binlerce', '2', '25']
    >>> find_quantities("7 Haziran 2019’da, saat 14.30’da, 2. tur, F-16, 29 yaşında, üç gün")
    ()
    """
    found = _find(text, language)
    return found if not offset else tuple(replace(one, start=one.start + offset, end=one.end + offset) for one in found)


@functools.lru_cache(maxsize=512)
def _find(text: str, language: str) -> tuple[Quantity, ...]:
    """`find_quantities` without offset; kept, as each event of a sentence asks for the same ones."""
    data = load_count_data(language)
    composed, positions = compose(text)
    folded = lower(composed)
    taken = [(found.start, found.end) for found in find_times(composed, language=language)]
    quantities = []
    for number in _find_numbers(composed, folded, data, language):
        if any(number.start < end and number.end > start for start, end in taken):
            continue
        quantity = _quantity(composed, folded, number, data)
        if quantity is not None:
            start, end = positions[quantity.start], positions[quantity.end]
            quantities.append(replace(quantity, start=start, end=end, text=text[start:end]))
    return tuple(quantities)


def _find_numbers(text: str, folded: str, data: CountData, language: str) -> Iterator[_Number]:
    at = 0
    for begin in data.begin.finditer(folded):
        if begin.start() < at:
            continue
        vague = data.vague.match(folded, begin.start())
        if vague:
            at = vague.end()
            yield _Number(begin.start(), at, vague[0], False)
            continue
        number = _number_at(folded, begin.start(), data, language)
        if number is not None and not _is_no_amount(text, folded, number, data):
            at = number.end
            yield number


def _number_at(folded: str, start: int, data: CountData, language: str) -> _Number | None:
    """The longest number that begins at `start`, or a range of two."""
    pair = data.pair.match(folded, start)
    found = pair or data.range.match(folded, start)
    if found:
        first, last = found["first"], found["last"]
        high = parse_number(last, language=language)
        low = parse_number(first, language=language)
        if low is not None and high is not None and low < high:
            shared = low * _shared_magnitude(first, last, data)
            low = shared if shared < high else low  # 1.500 ila 2 bin
            return _Number(start, found.end("last"), f"{plain(low)}-{plain(high)}", False)
    found = data.number.match(folded, start)
    if not found:
        return None
    words = list(re.finditer(r"\S+", found["number"]))
    for count in range(len(words), 0, -1):
        phrase = found["number"][: words[count - 1].end()]
        value = parse_number(phrase, language=language)
        if value is not None:
            return _Number(start, start + len(phrase), plain(value), phrase in data.ambiguous)
    return None


def _shared_magnitude(first: str, last: str, data: CountData) -> Decimal:
    """``10-12 bin``: the thousand belongs to both."""
    words = last.split()
    if len(words) > 1 and words[-1] in data.magnitudes and not any(word in data.magnitudes for word in first.split()):
        return Decimal(data.magnitudes[words[-1]])
    return Decimal(1)


def _is_no_amount(text: str, folded: str, number: _Number, data: CountData) -> bool:
    """Ordinals, parts of names, sums of other kinds, scores."""
    before, after = folded[: number.start], folded[number.end :]
    if re.match(r"\.\s*\w|[:/+]\d|[-–]\w|%", after) and not re.match(r"[-–](?:li|lı|lu|lü)", after):
        return True
    if re.match(rf"[{APOSTROPHES}]?(?:[ıiuü]?nc[ıiuü])\b", after) or re.search(r"[\w.,:/#+-]$|[-–]\s?$", before):
        return True
    following = re.match(rf"(?:[{APOSTROPHES}]\w+)?\s+([\w{APOSTROPHES}]+)", after)
    if following and following[1] in data.never:
        return True
    if "-" in number.value and re.search(data.score_words, after[:40]):
        return True
    word = folded[number.start : number.end]
    if word in data.name_between:
        return bool(
            re.search(r"[A-ZÇĞİÖŞÜ]\w+\s$", text[: number.start]) and re.match(r"\s[A-ZÇĞİÖŞÜ]", text[number.end :])
        )
    return False


def _quantity(text: str, folded: str, number: _Number, data: CountData) -> Quantity | None:
    """The number with what it counts; None where that is time or another measure, or no noun where one is needed."""
    sign = data.sign_before(text, number.start)
    sign_after = data.sign_after(text, number.end)
    percent = re.search(data.percent, folded[: number.start])
    counted = find_counted(text, folded, number.end, data) or data.counted_before(folded, number.start, number.end)
    rough = not number.value[0].isdigit() or bool(data.pair.fullmatch(folded[number.start : number.end]))
    approximate = rough or data.is_approximate(folded, number.start, number.end)
    start, end = number.start, number.end
    unit, currency, kind = None, None, None
    if percent:
        start, kind, unit = percent.start(), "percent", "yüzde"
    elif sign:
        start, kind, currency = sign[0], "money", sign[1]
    elif sign_after:
        end, kind, currency = sign_after[0], "money", sign_after[1]
    elif counted is not None and counted.kind in ("time", "measure"):
        return None
    elif counted is not None:
        end, unit, currency, kind = counted.end, counted.unit, counted.currency, counted.kind
    elif number.ambiguous or _belongs_to_name(text, number):
        return None
    return Quantity(
        start,
        end,
        text[start:end],
        number.value,
        unit,
        currency,
        approximate,
        kind,  # type: ignore[arg-type]
    )


def _belongs_to_name(text: str, number: _Number) -> bool:
    """A figure after a capitalised word with nothing counted behind it (``Leopard 2’nin``, ``Rüzgâr 23``)."""
    figure = text[number.start : number.end]
    return (
        figure.isdigit()
        and len(figure) < 4
        and bool(re.search(r"(?<![.!?] )\b[A-ZÇĞİÖŞÜ]\w*\s$", text[: number.start]))
    )
