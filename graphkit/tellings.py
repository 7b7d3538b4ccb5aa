"""Which tellings of different documents are one event.

A telling is what one document says of one event (its evidences). It joins the event that it is most like
(`likeness.likeness`): dates that differ keep tellings apart, so three meetings of one pair in a week stay three, and one
without a date that fits two of them joins neither. What one document tells apart stays apart, unless another document's
telling is like both and they say nothing that no one event has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from graphkit.affiliations import Standing
from graphkit.likeness import NEVER, Telling, at_odds, likeness, other_time, read_telling
from graphkit.model import Evidence

_MARGIN = 0.7  # log odds by which the best of two events must be the likelier one
_LOOKED_AT = 12  # tellings of an event that a new one is compared with, the last ones
_Key = tuple[object, ...]


class Tellings:
    """Groups of evidences that tell one event (`add`).

    Parameters
    ----------
    published
        Document id → its date.
    standings
        Entity id → whom it acts for; an entity that is missing acts for itself.

    Examples
    --------
    >>> Tellings({}).groups
    []
    """

    def __init__(self, published: Mapping[str, dt.date | None], standings: Mapping[str, Standing] | None = None) -> None:
        self._published = published
        self._standings = standings or {}
        self._members: list[list[Evidence]] = []
        self._tellings: list[list[Telling]] = []
        self._by_key: dict[_Key, list[int]] = {}

    @property
    def groups(self) -> list[list[Evidence]]:
        """The evidences of each event, in the order in which the events were first told."""
        return [members for members in self._members if members]

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
        telling = read_telling(members, self._published.get(members[0].document))
        near = sorted({number for key in self._keys(telling, 1) for number in self._by_key.get(key, ())})
        scored = [(self._fit(number, telling), -number) for number in near]
        fits = [(score, -number) for score, number in sorted(scored, reverse=True) if score > 0]
        chosen = self._choose(fits)
        if chosen is None:
            chosen = len(self._members)
            self._members.append([])
            self._tellings.append([])
        self._members[chosen].extend(members)
        self._tellings[chosen].append(telling)
        for _, number in fits:
            if number != chosen and self._is_part(chosen, number):
                self._merge(chosen, number)
        self._index(chosen, telling)

    def _choose(self, fits: Sequence[tuple[float, int]]) -> int | None:
        """The event that fits best, if no other that it may not be fits nearly as well."""
        if not fits:
            return None
        score, best = fits[0]
        rivals = [number for other, number in fits[1:] if score - other < _MARGIN and not self._is_part(best, number)]
        return None if rivals else best

    def _fit(self, number: int, telling: Telling) -> float:
        """How like a telling is to the most like one of an event; never, where any of them says no."""
        others = self._tellings[number]
        if any(other_time(t, telling) for t in others):
            return NEVER
        own = [t for t in others if t.document == telling.document]
        rest = [t for t in others if t.document != telling.document]
        if not rest or any(at_odds(t, telling, self._standings) for t in own):
            return NEVER
        return max(likeness(t, telling, self._standings) for t in rest[-_LOOKED_AT:])

    def _is_part(self, one: int, two: int) -> bool:
        """Whether two groups are what one document tells of one event: they share it, and nothing is at odds."""
        left, right = self._tellings[one], self._tellings[two]
        shared = {t.document for t in left} & {t.document for t in right}
        return bool(shared) and not any(at_odds(a, b, self._standings) for a in left for b in right)

    def _merge(self, one: int, two: int) -> None:
        self._members[one] += self._members[two]
        self._tellings[one] += self._tellings[two]
        for telling in self._tellings[two]:
            self._index(one, telling)
        self._members[two], self._tellings[two] = [], []

    def _index(self, number: int, telling: Telling) -> None:
        for key in self._keys(telling, 0):
            numbers = self._by_key.setdefault(key, [])
            if number not in numbers:
                numbers.append(number)

    def _keys(self, telling: Telling, weeks: int) -> Iterator[_Key]:
        """Blocks: type and day; type, week of publication (and so many weeks before it), and an actor, whom it acts for or a
        place.
        """
        if telling.day:
            yield telling.type, telling.day
        if telling.published is None:
            return
        names = {name for names in (*telling.actors.values(), telling.places) for name in names}
        owners = {owner for name in names if name in self._standings for owner in self._standings[name].owners}
        week = telling.published.toordinal() // 7
        for name in sorted(names | owners):
            for back in range(weeks + 1):
                yield telling.type, name, week - back
