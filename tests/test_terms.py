"""From when to when somebody holds a post."""

import datetime as dt
from typing import Any

from graphkit.gazetteer import load_gazetteer
from graphkit.model import EventMention, LocalPosition, Sentence
from graphkit.terms import since_told, with_terms

HELD = LocalPosition("Ayla Yurt", "Savunma Bakanı", "Malta")


def told(text: str) -> str | None:
    """Since when the title `Savunma` … of a text is borne."""
    return since_told(Sentence(0, 0, len(text), text, 1, "body"), text.index("Savunma"), dt.date(2026, 3, 18))


def test_since_is_told_right_before_the_title() -> None:
    assert told("2019'dan beri Savunma Bakanı olan Ayla Yurt geldi.") == "2019"
    assert told("Mart 2024'ten bu yana Malta Savunma Bakanı olan Ayla Yurt geldi.") == "2024-03"
    assert told("Savunma Bakanı Ayla Yurt 2019'dan beri bekliyor.") is None
    assert told("2019'dan beri süren savaşta, Savunma Bakanı Ayla Yurt konuştu.") is None
    assert told("2019'da Savunma Bakanı Ayla Yurt geldi.") is None


def event(kind: str, **values: Any) -> EventMention:
    return EventMention(kind, "sözcük", 0, 6, 0, 1, "body", **{"roles": {"person": ("Ayla Yurt",)}, "time": "2026-03-10", **values})


def test_terms_begin_and_end_with_the_events_that_the_text_tells() -> None:
    gazetteer = load_gazetteer()
    (held,) = with_terms([HELD], [event("Appointment", time="2024-05"), event("Dismissal")], gazetteer)
    assert (held.since, held.until) == ("2024-05", "2026-03-10")
    # another post, another body, something planned or denied says nothing
    for other in (event("Dismissal", title="Maliye Bakanı"), event("Dismissal", modality="planned"),
                  event("Dismissal", polarity="negative"),
                  event("Dismissal", roles={"person": ("Ayla Yurt",), "organization": ("Fas",)})):  # fmt: skip
        assert with_terms([HELD], [other], gazetteer) == (HELD,)


def test_terms_of_an_appointment_make_a_position() -> None:
    named = event("Appointment", title="maliye bakanı", roles={"person": ("Can Er",), "organization": ("Malta",)})
    assert with_terms([], [named], load_gazetteer()) == (LocalPosition("Can Er", "Maliye Bakanı", "Malta", "2026-03-10"),)
