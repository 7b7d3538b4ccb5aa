"""Time expressions in a text: where they stand and what their words say, before they are dated.

The rules are data (``languages/<language>/time.yaml``); nothing depends on the locale or time zone of the machine.
`graphkit.times` gives each expression a date.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from graphkit.numerals import parse_number
from graphkit.text import lower
from graphkit.time_guards import GUARDS, Surroundings
from graphkit.time_rules import Edge, TimeKind, TimeRule, TimeRules, Unit, load_time_rules, named_groups


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A range of a text that says when, with what its words say.

    `kind` is ``vague`` for what names no date of its own (``son aylarda``, ``1980'lerde``, ``her cuma``), ``anaphoric``
    for what points at a time told before (``aynı gün``), ``clock`` for a time of day alone. `year`, `month`, `day` are
    the figures told, `last` the year, month and day of the end of a range. `weekday` is ISO (Monday 1), `season` the
    first month of the season. `unit` and `amount` are a distance from the day of publication (``geçen ay``: month, -1).
    `edge` is a part of the period (``başında``), `relation` ``until`` or ``since`` where the words say so, `clock` a
    time ``14:30``.

    Examples
    --------
    >>> TimeExpression(0, 10, "Temmuz ayı", "date", month=7).month
    7
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: tuple[int | None, int | None, int | None] | None = None
    weekday: int | None = None
    season: int | None = None
    unit: Unit | None = None
    amount: int | None = None
    edge: Edge | None = None
    relation: Literal["at", "until", "since"] = "at"
    clock: str | None = None


def find_times(text: str, *, offset: int = 0, language: str = "tr") -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in text order, without overlap.

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
    tuple of TimeExpression
        Empty where the text names no time. Expressions that cannot be dated are there too (`kind` ``vague``), so that
        their numbers are not taken for quantities.

    Examples
    --------
    >>> [(found.text, found.kind) for found in find_times("20 Mart 2025’te imzalanan metni dün yeniden açıkladı.")]
    [('20 Mart 2025’te', 'date'), ('dün', 'offset')]
    >>> find_times("Üsse 2019 asker gönderildi, ocakta yemek pişmedi.") == find_times("Kasım Paşa geldi.")
    False
    >>> find_times("Üsse 2019 asker gönderildi.")
    ()
    """
    found = _find(text, language)
    return found if not offset else tuple(replace(one, start=one.start + offset, end=one.end + offset) for one in found)


@functools.lru_cache(maxsize=512)
def _find(text: str, language: str) -> tuple[TimeExpression, ...]:
    """`find_times` without offset; kept, as each event of a sentence asks for the same ones."""
    rules = load_time_rules(language)
    composed, positions = compose(text)
    folded = lower(composed)
    found = []
    at = 0
    for begin in rules.first.finditer(folded):
        if begin.start() < at:
            continue
        best = _longest(folded, composed, begin.start(), rules)
        if best:
            rule, match = best
            at = match.end()
            start, end = positions[match.start()], positions[match.end()]
            found.append(_record(rule, match, text[start:end], start, end, rules))
    return tuple(found)


def compose(text: str) -> tuple[str, Sequence[int]]:
    """`text` in NFC and, for each code point of it and its end, the position in `text`.

    Examples
    --------
    >>> composed, positions = compose("s\\u0327ubat")
    >>> composed, list(positions)
    ('şubat', [0, 2, 3, 4, 5, 6])
    """
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    positions: list[int] = []
    for cluster in re.finditer(r".[\u0300-\u036f]*", text, re.DOTALL):
        piece = unicodedata.normalize("NFC", cluster[0])
        pieces.append(piece)
        positions.extend([cluster.start()] * len(piece))
    return "".join(pieces), [*positions, len(text)]


def _longest(folded: str, composed: str, start: int, rules: TimeRules) -> tuple[TimeRule, re.Match[str]] | None:
    best: tuple[TimeRule, re.Match[str]] | None = None
    for rule in rules.rules:
        match = rule.pattern.match(folded, start)
        if match and (best is None or match.end() > best[1].end()):
            surroundings = Surroundings(folded[:start], folded[match.end() :], composed[:start], composed[start:])
            if rule.guard is None or GUARDS[rule.guard](match, surroundings, rules):
                best = rule, match
    return best


def _record(rule: TimeRule, match: re.Match[str], text: str, start: int, end: int, rules: TimeRules) -> TimeExpression:
    groups = named_groups(match)
    lexicons = rules.lexicons
    fields: dict[str, Any] = dict(rule.fields)
    for name in ("month", "weekday", "season", "unit"):
        if name in groups:
            fields[name] = lexicons[name + "s"][groups[name]]
    for name in ("year", "day"):
        if name in groups:
            fields[name] = int(groups[name])
    if "month_number" in groups:
        fields["month"] = int(groups["month_number"])
    if "shift" in groups:
        fields["amount"] = lexicons["shifts"][groups["shift"]]
    if "number_stem" in groups:
        groups["number"] = groups["number_stem"]
    if "number" in groups:
        fields.update(_from_number(rule.kind, groups, lexicons))
    if any(name in groups for name in ("year2", "month2", "day2")):
        fields["last"] = _last(groups, fields, lexicons)
    if "edge" in groups:
        fields["edge"] = next(
            (value for word, value in lexicons["edges"].items() if groups["edge"].startswith(word)), None
        )
    if "clock" in groups:
        fields["clock"] = groups["clock"].replace(".", ":").zfill(5)
    fields["relation"] = "until" if "until" in groups else "since" if "since" in groups else "at"
    return TimeExpression(start, end, text, rule.kind, **fields)


def _from_number(
    kind: TimeKind, groups: Mapping[str, str], lexicons: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    value = parse_number(groups["number"])
    whole = int(value) if value is not None and value == int(value) else None
    if kind == "date":
        return {"day": whole}
    if kind == "offset":
        return {"amount": None if whole is None else whole * lexicons["whens"][groups["when"]]}
    return {}


def _last(
    groups: Mapping[str, str], fields: Mapping[str, Any], lexicons: Mapping[str, Mapping[str, Any]]
) -> tuple[int | None, int | None, int | None]:
    year = int(groups["year2"]) if "year2" in groups else fields.get("year")
    month = lexicons["months"][groups["month2"]] if "month2" in groups else fields.get("month")
    return year, month, int(groups["day2"]) if "day2" in groups else None


def iterate_dated(expressions: tuple[TimeExpression, ...]) -> Iterator[TimeExpression]:
    """Those expressions that can name a date of their own.

    Examples
    --------
    >>> [found.text for found in iterate_dated(find_times("Son aylarda, özellikle dün"))]
    ['dün']
    """
    return (found for found in expressions if found.kind not in ("vague", "anaphoric", "clock"))
