"""From when to when somebody holds a post, as the text says: ``2019'dan beri Savunma Bakanı olan``, and by the events that
begin and end a term.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from graphkit.entries import Title
from graphkit.gazetteer import Gazetteer
from graphkit.model import EventMention, LocalPosition, Sentence
from graphkit.time_expressions import find_times
from graphkit.times import resolve_time

_NEAR = 60  # code points between the words that say since when and the title, at most


def since_told(sentence: Sentence, at: int, published: dt.date | None) -> str | None:
    """EDTF of the time since when the title that begins at `at` (code points of the document) is borne; None: not told.

    Examples
    --------
    >>> text = "2019'dan beri Savunma Bakanı olan Ayla Yurt geldi."
    >>> since_told(Sentence(0, 0, len(text), text, 1, "body"), 14, None)
    '2019'
    """
    before = sentence.text[: at - sentence.start]
    times = [time for time in find_times(before) if time.relation == "since"]
    if not times or len(before) - times[-1].end > _NEAR or set(before[times[-1].end :]) & set(",;:."):
        return None
    return resolve_time(times[-1], published=published, tense="past")


def with_terms(positions: Sequence[LocalPosition], events: Sequence[EventMention],
               gazetteer: Gazetteer) -> tuple[LocalPosition, ...]:  # fmt: skip
    """The positions of a document with the dates of the appointments and dismissals that it tells; an appointment to a post
    that it does not name otherwise makes one.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> named = EventMention("Appointment", "atandı", 0, 6, 0, 1, "body", {"person": ("Ayla Yurt",)}, time="2026-03",
    ...                      title="savunma bakanı")
    >>> with_terms([LocalPosition("Ayla Yurt", "Savunma Bakanı", "Malta")], [named], load_gazetteer())[0].since
    '2026-03'
    """
    told = list(positions)
    for event in events:
        if event.type not in ("Appointment", "Dismissal") or event.polarity == "negative" or event.modality != "actual":
            continue
        title = gazetteer.title(event.title) if event.title else None
        for person in event.roles.get("person", ()):
            fits = [at for at, held in enumerate(told) if held.person == person and _fits(held, event, title, gazetteer)]
            for at in fits:
                begins, held = event.type == "Appointment", told[at]
                since, until = (event.time, None) if begins else (None, event.time)
                told[at] = replace(held, since=held.since or since, until=held.until or until)
            if not fits and title and event.type == "Appointment":
                bodies = event.roles.get("organization", ())
                told.append(LocalPosition(person, title.title, bodies[0] if len(bodies) == 1 else None, event.time))
    return tuple(told)


def _fits(position: LocalPosition, event: EventMention, title: Title | None, gazetteer: Gazetteer) -> bool:
    """Whether an event begins or ends the term of a position: neither the title nor the body that it tells is another."""
    known = gazetteer.title(position.title)
    bodies = event.roles.get("organization", ())
    other = title and known and title.office != known.office
    return not other and (not bodies or position.organization is None or position.organization in bodies)

