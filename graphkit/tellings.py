"""Which tellings of different documents are one event.

A telling is what one document says of one event (its evidences). Two join when type, time and actors agree; dates that
differ keep them apart, so three meetings of one pair in a week stay three. A telling without a date, and a denial, joins
the one event of the days around its publication that it fits: two actors in the same roles, or all that the one names
and a detail (place, number, thing given, name of a treaty). Where it fits two events, it joins neither.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.model import Argument, Evidence
from graphkit.text import fold
from graphkit.weapons import find_weapon

DAYS = 7  # between the publications of two tellings of which one has no exact date
_SPOKEN = frozenset({"Accusation", "Condemnation", "Demand", "Threat", "Praise", "Denial", "Pledge"})
_Key = tuple[object, ...]


class Tellings:
    """Groups of evidences that tell one event (`add`).

    Examples
    --------
    >>> Tellings({}).groups
    []
    """

    def __init__(self, published: Mapping[str, dt.date | None]) -> None:
        self.groups: list[list[Evidence]] = []
        self._published = published
        self._by_key: dict[_Key, list[int]] = {}

    def add(self, members: Sequence[Evidence]) -> None:
        """Add what one document tells of one event: to the event that it fits, else as a new one.

        Documents must come in the order of their publication.

        Examples
        --------
        >>> told = Evidence("v1", "", "d1", "Meeting", "Görüştüler.", 0, 11, "Görüştüler", 0, 10, 1, "body")
        >>> tellings = Tellings({"d1": None})
        >>> tellings.add([told])
        >>> [len(group) for group in tellings.groups]
        [1]
        """
        near = sorted({number for key in self._keys(members, 1) for number in self._by_key.get(key, ())})
        exact = [n for n in near if _same_day(self.groups[n], members)]
        loose = [] if exact else [n for n in near if self._fits(self.groups[n], members)]
        chosen = exact[0] if exact else loose[0] if len(loose) == 1 else len(self.groups)
        if chosen == len(self.groups):
            self.groups.append([])
        self.groups[chosen].extend(members)
        for key in self._keys(members, 0):
            numbers = self._by_key.setdefault(key, [])
            if chosen not in numbers:
                numbers.append(chosen)

    def _keys(self, members: Sequence[Evidence], weeks: int) -> Iterator[_Key]:
        """Blocks: type and day; type, actor and week of publication (and so many weeks before it)."""
        kind, time = members[0].type, best_time(members)
        if time and len(time) == 10:
            yield kind, time
        day = self._published.get(members[0].document)
        if day is not None:
            week = day.toordinal() // 7
            for argument in sorted(actors_of(members)):
                for back in range(weeks + 1):
                    yield kind, argument.role, argument.entity, week - back

    def _fits(self, group: Sequence[Evidence], members: Sequence[Evidence]) -> bool:
        one, two = best_time(group), best_time(members)
        if one and two and (not (one.startswith(two) or two.startswith(one)) or len(min(one, two, key=len)) < 7):
            return False
        left, right = (self._published.get(telling[0].document) for telling in (group, members))
        if left is None or right is None or abs((right - left).days) > DAYS:
            return False
        if {e.document for e in group} & {e.document for e in members}:
            return False  # that document tells the two apart
        left_actors, right_actors = actors_of(group), actors_of(members)
        shared = left_actors & right_actors
        denies = {e.polarity for e in group} != {e.polarity for e in members}
        if members[0].type in _SPOKEN and not denies:
            return False
        if denies:
            return len(shared) >= 2 or bool(shared) and right_actors <= left_actors
        part = bool(shared) and (left_actors <= right_actors or right_actors <= left_actors)
        return len(shared) >= 2 or part and bool(_details(group) & _details(members))


def actors_of(members: Iterable[Evidence]) -> set[Argument]:
    """Who takes part, by role; the place is nobody.

    Examples
    --------
    >>> actors_of([])
    set()
    """
    return {argument for evidence in members for argument in evidence.arguments if argument.role != "place"}


def _details(members: Iterable[Evidence]) -> set[tuple[str, str]]:
    """What else tells one event from others of its type: where, how many, what by which name."""
    found = set()
    for one in members:
        found |= {("place", argument.entity) for argument in one.arguments if argument.role == "place"}
        found |= {("quantity", one.quantity)} if one.quantity else set()
        found |= {("title", fold(one.title))} if one.title else set()
        weapon = find_weapon(one.item or "")
        found |= {("item", weapon.name if weapon else fold(one.item))} if one.item else set()
    return found


def best_time(members: Iterable[Evidence]) -> str | None:
    """The most precise time that the evidences tell; of several the one told most often, then the earliest.

    Examples
    --------
    >>> best_time([]) is None
    True
    """
    times = [evidence.time for evidence in members if evidence.time]
    if len(times) < 2:
        return times[0] if times else None
    told = Counter(times)
    return min(told, key=lambda t: (-len(t), -told[t], t)) if told else None


def _same_day(one: Sequence[Evidence], two: Sequence[Evidence]) -> bool:
    """Whether the tellings have one exact day, and two actors in the same roles or all that the one names."""
    time = best_time(one)
    if not time or len(time) != 10 or time != best_time(two):
        return False
    left, right = actors_of(one), actors_of(two)
    shared = left & right
    return len(shared) >= 2 or (bool(shared) and (left <= right or right <= left))
