"""How like two tellings of one type are: log odds that they tell one event.

What counts: the time, the actors (a minister for the state counts nearly as the state), place, number, thing given, name of
a treaty, and the words. Weights: ``same_telling.yaml`` beside this file.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import cast

import yaml

from graphkit.affiliations import AKIN, Standing, agreement, is_named
from graphkit.edtf import edtf_bounds
from graphkit.model import Argument, Evidence
from graphkit.same_event import compare_items, same_title
from graphkit.text import fold

DAYS = 7  # between the publications of two tellings of which one has no exact date
NEVER = -math.inf
_LONGEST = dt.timedelta(days=31)  # a time that covers more says little
_SPOKEN = frozenset({"Accusation", "Condemnation", "Demand", "Threat", "Praise", "Denial", "Pledge"})
_ONCE = frozenset({"Appointment", "Dismissal", "Arrest"})
_GOALS = frozenset({"destination", "origin", "target"})
_ORDINALS = ("first actor", "second actor", "further actor")
_STEM = 5
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document says of one event; `bounds` are the first and last day of its time, `words` the stems of its
    sentences.

    Examples
    --------
    >>> told = Evidence("v1", "", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body")
    >>> read_telling([told], None).type
    'Meeting'
    """

    document: str
    type: str
    published: dt.date | None
    bounds: tuple[dt.date, dt.date] | None
    actors: Mapping[str, tuple[str, ...]]
    places: frozenset[str]
    quantities: frozenset[str]
    items: frozenset[str]
    titles: frozenset[str]
    words: frozenset[str]
    polarities: frozenset[str]
    possible: bool

    @property
    def day(self) -> dt.date | None:
        """The exact day, where one is told."""
        return self.bounds[0] if self.bounds and self.bounds[0] == self.bounds[1] else None


@functools.cache
def load_likeness() -> Mapping[str, float]:
    """Weights by feature.

    Examples
    --------
    >>> load_likeness()["same day"] > 0 > load_likeness()["other actor"]
    True
    """
    text = resources.files("graphkit").joinpath("same_telling.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, float]", yaml.safe_load(text))


def read_telling(members: Sequence[Evidence], published: dt.date | None) -> Telling:
    """The telling that evidences of one document and event make; `published` is the document's date.

    Examples
    --------
    >>> told = Evidence("v1", "", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body", time="2026-03-10")
    >>> read_telling([told], None).day.isoformat()
    '2026-03-10'
    """
    first, time = members[0], best_time(members)
    actors: dict[str, set[str]] = defaultdict(set)
    for argument in actors_of(members):
        actors[argument.role].add(argument.entity)
    return Telling(
        first.document, first.type, published, edtf_bounds(time) if time else None,
        {role: tuple(sorted(names)) for role, names in sorted(actors.items())},
        frozenset(a.entity for one in members for a in one.arguments if a.role == "place"),
        frozenset(one.quantity for one in members if one.quantity),
        frozenset(one.item for one in members if one.item),
        frozenset(fold(one.title) for one in members if one.title),
        frozenset(stem for one in members for stem in _stems(one.quote)),
        frozenset(one.polarity for one in members), all(one.modality == "possible" for one in members),
    )  # fmt: skip


def actors_of(members: Iterable[Evidence]) -> set[Argument]:
    """Who takes part, by role; the place is nobody.

    Examples
    --------
    >>> actors_of([])
    set()
    """
    return {argument for evidence in members for argument in evidence.arguments if argument.role != "place"}


def best_time(members: Iterable[Evidence]) -> str | None:
    """The most precise time that the evidences tell; of several the one told most often, then the earliest.

    Examples
    --------
    >>> best_time([]) is None
    True
    """
    return best_date(evidence.time for evidence in members)


def best_date(dates: Iterable[str | None]) -> str | None:
    """The most precise of some EDTF dates; of several the one told most often, then the earliest; None: there is none.

    Examples
    --------
    >>> best_date(["2024", None, "2024-05"])
    '2024-05'
    """
    told = Counter(date for date in dates if date)
    return min(told, key=lambda t: (-len(t), -told[t], t)) if told else None


def _stems(text: str) -> Iterable[str]:
    return (word[:_STEM] for word in fold(text).split() if len(word) > 3)


def likeness(one: Telling, two: Telling, standings: Mapping[str, Standing]) -> float:
    """Log odds that two tellings of one type tell one event; minus infinity where a date says no.

    Parameters
    ----------
    standings
        Entity id → whom it acts for.

    Examples
    --------
    >>> told = Evidence("v1", "", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body", time="2026-03-10")
    >>> from dataclasses import replace
    >>> tellings = [read_telling([replace(told, time=time)], None) for time in ("2026-03-10", "2026-03-12")]
    >>> likeness(*tellings, {})
    -inf
    """
    when = _when(one, two)
    if when is None or one.type != two.type:
        return NEVER
    denies = one.polarities != two.polarities
    spoken = one.type in _SPOKEN and not denies and when != "same day"
    shared, found = _who(one, two, standings)
    told = {when: True, **found, **_what(one, two, standings), "spoken": spoken, "denial": denies,
            "possible": one.possible != two.possible}  # fmt: skip
    if not shared and not told["same place"] and not told["same title"]:
        return NEVER
    weights = load_likeness()
    actors = sum(degree * weights[_ORDINALS[min(at, 2)]] for at, degree in enumerate(shared))
    words = _share(one.words, two.words) * weights["words"]
    return weights["bias"] + actors + words + sum(weights[name] for name, holds in told.items() if holds)


def _when(one: Telling, two: Telling) -> str | None:
    """How the times agree; None where they do not, or where nothing says how far they lie apart."""
    if one.bounds and two.bounds:
        if other_time(one, two):
            return None
        if one.day and two.day:
            return "same day"
        if all(last - first <= _LONGEST for first, last in (one.bounds, two.bounds)):
            return "overlap"
    days = one.day or one.published, two.day or two.published
    if days[0] is None or days[1] is None:
        return None
    gap = abs((days[0] - days[1]).days)
    return "near" if gap <= 1 else "some days" if gap <= 3 else "a week" if gap <= DAYS else None


def _who(one: Telling, two: Telling, standings: Mapping[str, Standing]) -> tuple[list[float], dict[str, bool]]:
    """Degrees of the actors in common, the surest first, and what holds of the others."""
    shared: list[float] = []
    alone, other, once = [0, 0], False, False
    for role in sorted(one.actors.keys() | two.actors.keys()):
        left, right = one.actors.get(role, ()), two.actors.get(role, ())
        pairs = _pairs(left, right, standings)
        rest = [
            sum(_stands_alone(a, others, role, standings) for a in names) for names, others in ((left, right), (right, left))
        ]
        shared += pairs
        other = other or all(rest) and len(pairs) < 2
        alone = [count + more for count, more in zip(alone, rest, strict=True)]
        once = once or role == "person" and one.type in _ONCE and 1.0 in pairs
    return sorted(shared, reverse=True), {"all of one": bool(shared) and not all(alone), "other actor": other, "once": once}


def _stands_alone(actor: str, others: Sequence[str], role: str, standings: Mapping[str, Standing]) -> bool:
    """Whether a named actor agrees with none of the others; a place counts only where somebody goes."""
    if actor in standings and standings[actor].type == "Place" and role not in _GOALS:
        return False
    return is_named(actor, standings) and not any(agreement(actor, other, standings) for other in others)


def _pairs(left: Sequence[str], right: Sequence[str], standings: Mapping[str, Standing]) -> list[float]:
    """How far each actor of the one agrees with one of the other, each taken once; those that agree with none left out."""
    degrees = sorted(((agreement(a, b, standings), a, b) for a in left for b in right), key=lambda d: (-d[0], *d[1:]))
    taken: set[tuple[int, str]] = set()
    found = []
    for degree, a, b in degrees:
        if degree and not taken & {(0, a), (1, b)}:
            taken |= {(0, a), (1, b)}
            found.append(degree)
    return found


def _what(one: Telling, two: Telling, standings: Mapping[str, Standing]) -> dict[str, bool]:
    """What holds of place, number, thing given and title."""
    near = any(agreement(a, b, standings) > AKIN for a in one.places for b in two.places)
    items = [compare_items(a, b) for a in sorted(one.items) for b in sorted(two.items)]
    titles = [same_title(a, b) for a in sorted(one.titles) for b in sorted(two.titles)]
    number = bool(one.quantities & two.quantities)
    return {
        "same place": near, "other place": bool(one.places and two.places) and not near,
        "same quantity": number, "other quantity": bool(one.quantities and two.quantities) and not number,
        "same item": True in items, "other item": bool(items) and True not in items and None not in items,
        "same title": any(titles), "other title": bool(titles) and one.type == "Agreement" and not any(titles),
    }  # fmt: skip


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    """Share of the shorter's words that the other has, in [0, 1]; 0 where it is too short to tell."""
    short = min(len(one), len(two))
    return len(one & two) / short if short >= _FEW_WORDS else 0.0


def other_time(one: Telling, two: Telling) -> bool:
    """Whether two tellings have times that do not overlap.

    Examples
    --------
    >>> told = Evidence("v1", "", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body", time="2026-03")
    >>> other_time(read_telling([told], None), read_telling([told], None))
    False
    """
    if one.bounds is None or two.bounds is None:
        return False
    return one.bounds[0] > two.bounds[1] or two.bounds[0] > one.bounds[1]


def at_odds(one: Telling, two: Telling, standings: Mapping[str, Standing]) -> bool:
    """Whether two tellings tell what no one event has both of: days, actors of one role, places or numbers that differ.

    Examples
    --------
    >>> told = Evidence("v1", "", "d1", "Aid", "Gönderdi.", 0, 9, "Gönderdi", 0, 8, 1, "body", quantity="20")
    >>> from dataclasses import replace
    >>> at_odds(*(read_telling([replace(told, quantity=number)], None) for number in ("20", "30")), {})
    True
    """
    if other_time(one, two):
        return True
    found = {**_who(one, two, standings)[1], **_what(one, two, standings)}
    return any(found[name] for name in ("other actor", "other place", "other quantity", "other item", "other title"))
