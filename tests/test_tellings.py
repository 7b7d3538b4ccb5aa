"""Which tellings of different documents are one event."""

import datetime as dt
from dataclasses import replace
from typing import Any

from graphkit.assemble import assemble
from graphkit.model import Document, EventMention, Extraction, LocalEntity, LocalPosition

ENTITIES = (LocalEntity("Kenya", "State", (), "Q114"), LocalEntity("Uganda", "State", (), "Q1036"),
            LocalEntity("Gana", "State", (), "Q117"))  # fmt: skip


def telling(name: str, day: int, **values: Any) -> Extraction:
    text = f"{name}: Kenya ile Uganda görüştü."
    document = Document(name, text, text, published=dt.date(2026, 3, day))
    roles = {"participant": ("Kenya", "Uganda")}
    base: dict[str, Any] = {"roles": roles, "time": "2026-03-10", "score": 0.9}
    mention = EventMention("Meeting", "görüştü", 22, 29, 0, 1, "body", **{**base, **values})
    return Extraction(document, ENTITIES, (), (mention,), ((0, len(text)),))


def test_tellings_without_a_date_join_the_event_of_those_days() -> None:
    graph = assemble([telling("a", 11), telling("b", 12, time=None), telling("c", 25, time=None)])
    assert sorted(len([e for e in graph.evidence.values() if e.event == key]) for key in graph.events) == [1, 2]


def test_tellings_of_three_meetings_in_a_week_stay_three() -> None:
    days = [telling("a", 10), telling("b", 12, time="2026-03-12"), telling("c", 14, time="2026-03-14")]
    assert len(assemble(days).events) == 3
    # and one without a date could be any of them
    assert len(assemble([*days, telling("d", 15, time=None)]).events) == 4


def test_tellings_that_deny_make_the_event_disputed() -> None:
    graph = assemble([telling("a", 11), telling("b", 12, time=None, polarity="negative")])
    (event,) = graph.events.values()
    assert event.status == "disputed"
    assert sorted(e.polarity for e in graph.evidence.values()) == ["negative", "positive"]


def test_tellings_of_others_do_not_join() -> None:
    other = telling("b", 12, time=None, roles={"participant": ("Kenya", "Gana")})
    assert len(assemble([telling("a", 11), other]).events) == 2


def test_tellings_with_one_actor_join_by_a_detail() -> None:
    def gift(name: str, day: int, **values: Any) -> Extraction:
        told = telling(name, day, **{"roles": {"supplier": ("Kenya",)}, "time": None, "item": "12 Bayraktar", **values})
        return replace(told, events=tuple(replace(event, type="ArmsTransfer") for event in told.events))

    assert len(assemble([gift("a", 11), gift("b", 12, item="TB2")]).events) == 1
    assert len(assemble([gift("a", 11), gift("b", 12, item="mayın")]).events) == 2
    assert len(assemble([gift("a", 11, item=None), gift("b", 12, item=None)]).events) == 2
    assert len(assemble([gift("a", 11), gift("b", 25, item="TB2")]).events) == 2


def test_tellings_of_one_document_that_it_tells_apart_stay_apart() -> None:
    told = telling("a", 11)
    again = replace(told.events[0], time=None, start=30, end=37)
    assert len(assemble([replace(told, events=(told.events[0], again))]).events) == 2


MINISTERS = (LocalEntity("Grace Wanjala", "Person"), LocalEntity("Peter Okello", "Person"),
             LocalEntity("Kenya Ulaştırma Bakanlığı", "Organization"))  # fmt: skip
POSTS = tuple(LocalPosition(person, "Ulaştırma Bakanı", state)
              for person, state in (("Grace Wanjala", "Kenya"), ("Peter Okello", "Uganda")))  # fmt: skip


def by_others(name: str, day: int, *participants: str, **values: Any) -> Extraction:
    """A telling that names others as those who met."""
    told = telling(name, day, time=None, roles={"participant": participants}, **values)
    return replace(told, entities=(*ENTITIES, *MINISTERS), positions=POSTS)


def test_tellings_of_ministers_and_of_their_states_are_one_event() -> None:
    ministers = by_others("b", 11, "Grace Wanjala", "Peter Okello")
    assert len(assemble([telling("a", 11), ministers]).events) == 1
    assert len(assemble([telling("a", 11), by_others("b", 11, "Kenya Ulaştırma Bakanlığı", "Uganda")]).events) == 1
    assert len(assemble([telling("a", 11), by_others("b", 11, "Grace Wanjala", "Gana")]).events) == 2


def test_tellings_of_one_document_are_one_where_another_document_tells_both() -> None:
    # the joining of mentions saw two events in `b`; `a` is like both, and nothing that they say is at odds
    told = by_others("b", 12, "Kenya", "Uganda")
    again = replace(told.events[0], start=30, end=37, roles={"participant": ("Grace Wanjala", "Peter Okello")})
    both = replace(told, events=(told.events[0], again))
    assert len(assemble([both]).events) == 2
    assert len(assemble([telling("a", 11), both]).events) == 1
    # the other document may also come later
    assert len(assemble([both, telling("c", 13)]).events) == 1
    # but two places are two meetings
    apart = replace(both, events=(replace(told.events[0], place=("Gana",)), replace(again, place=("Kenya",))))
    assert len(assemble([telling("a", 11), apart]).events) == 2


def test_tellings_of_a_dismissal_need_no_second_actor() -> None:
    def left(name: str, day: int, **values: Any) -> Extraction:
        told = by_others(name, day)
        event = replace(told.events[0], type="Dismissal", roles={"person": ("Grace Wanjala",)}, **values)
        return replace(told, events=(event,))

    assert len(assemble([left("a", 11, time="2026-03-10"), left("b", 12)]).events) == 1
    assert len(assemble([left("a", 11, time="2026-03-10"), left("b", 25)]).events) == 2


def test_tellings_that_differ_in_a_named_actor_do_not_join_by_like_words() -> None:
    def gift(name: str, to: str) -> Extraction:
        told = telling(name, 11, time=None, quantity="10000000", roles={"provider": ("Kenya",), "recipient": (to,)})
        return replace(told, events=tuple(replace(event, type="Aid") for event in told.events))

    assert len(assemble([gift("a", "Uganda"), gift("b", "Uganda")]).events) == 1
    assert len(assemble([gift("a", "Uganda"), gift("b", "Gana")]).events) == 2
