"""Assembly: ids from content, events told twice, evidence kept apart."""

import dataclasses
import datetime as dt
from typing import Any

from graphkit.assemble import assemble, entity_id
from graphkit.model import Document, EventMention, Extraction, Graph, LocalEntity, LocalPosition

ENTITIES = (
    LocalEntity("Vladimir Putin", "Person", ("Putin",), "Q7747"),
    LocalEntity("Ri Hi Yong", "Person", ("Ri",)),
    LocalEntity("Moskova", "Place"),
    LocalEntity("KCNA", "Organization"),
    LocalEntity("Kuzey Kore", "State", ("Pyongyang yönetimi",), "Q423"),
    LocalEntity("Fas", "State", (), "Q1028"),
)
TEXT = "Putin, Ri ile görüştü."


def mention(**values: Any) -> EventMention:
    base: dict[str, Any] = {
        "type": "Meeting", "trigger": "görüştü", "start": 14, "end": 21, "sentence": 0, "line": 1, "zone": "body",
        "roles": {"participant": ("Vladimir Putin", "Ri Hi Yong")}, "time": "2025-07-10", "place": ("Moskova",),
        "proposer": "frame:meet", "score": 0.9,
    }  # fmt: skip
    return EventMention(**{**base, **values})


def telling(name: str, day: int, *mentions: EventMention) -> Extraction:
    document = Document(name, TEXT, TEXT, published=dt.date(2025, 7, day), source=f"Gazete {name}")
    positions = (LocalPosition("Ri Hi Yong", "Sekreter", "Kuzey Kore"),) if name == "a" else ()
    return Extraction(document, ENTITIES, positions, mentions, ((0, len(TEXT)),))


def test_assemble_makes_one_event_of_two_tellings() -> None:
    graph = assemble([telling("a", 11, mention(source=("KCNA",))), telling("b", 12, mention(place=()))])
    (event,) = graph.events.values()
    assert len(graph.evidence) == 2
    assert {e.event for e in graph.evidence.values()} == {event.id}
    assert [(a.role, a.entity) for a in event.arguments] == [
        ("participant", "Q7747"), ("participant", "person:ri_hi_yong"), ("place", "place:moskova")
    ]  # fmt: skip
    assert (event.begin, event.end, event.status) == (dt.date(2025, 7, 10), dt.date(2025, 7, 10), "actual")
    assert {e.document: e.sources for e in graph.evidence.values()} == {"a": ("organization:kcna",), "b": ()}


def test_assemble_is_surer_of_what_two_documents_tell() -> None:
    one = assemble([telling("a", 11, mention())])
    two = assemble([telling("a", 11, mention()), telling("b", 12, mention())])
    twice = assemble([telling("a", 11, mention(same_as="e1"), mention(start=0, end=5, same_as="e1"))])
    sure = [next(iter(g.events.values())).confidence for g in (one, two, twice)]
    assert sure[0] < sure[1]
    assert sure[2] == sure[0]


def test_assemble_keeps_other_days_and_other_actors_apart() -> None:
    other = mention(roles={"participant": ("Vladimir Putin", "Fas")})
    graph = assemble([telling("a", 11, mention()), telling("b", 12, mention(time="2025-07-12")), telling("c", 13, other)])
    assert len(graph.events) == 3


def test_assemble_keeps_contradicting_numbers_in_the_evidence() -> None:
    sent: dict[str, Any] = {"type": "TroopDeployment", "roles": {"sender": ("Kuzey Kore",), "destination": ("Moskova",)}}
    graph = assemble([telling("a", 11, mention(quantity="3000", **sent)), telling("b", 12, mention(quantity="5000", **sent))])
    assert len(graph.events) == 1
    assert sorted(e.quantity or "" for e in graph.evidence.values()) == ["3000", "5000"]


def test_assemble_calls_an_event_disputed_or_denied() -> None:
    denied = assemble([telling("a", 11, mention(polarity="negative"))])
    disputed = assemble([telling("a", 11, mention()), telling("b", 12, mention(polarity="negative"))])
    assert [e.status for e in denied.events.values()] == ["denied"]
    assert [e.status for e in disputed.events.values()] == ["disputed"]


def accused(name: str, day: int, *, rejects: bool) -> Extraction:
    """Putin accuses Morocco; where `rejects`, Morocco rejects it in the same sentence."""
    roles = {"speaker": ("Vladimir Putin",), "target": ("Fas",)}
    blame = mention(type="Accusation", trigger="Putin", start=0, end=5, roles=roles, place=(), time=None)
    denied = mention(type="Denial", trigger="görüştü", roles={"speaker": ("Fas",)}, place=(), time=None)
    return telling(name, day, blame, *([denied] if rejects else []))


def test_assemble_takes_a_rejected_accusation_as_evidence_against_it() -> None:
    graph = assemble([accused("a", 11, rejects=False), accused("b", 12, rejects=True)])
    (event,) = (e for e in graph.events.values() if e.type == "Accusation")
    told = {e.document: (e.polarity, e.sources) for e in graph.evidence.values() if e.type == "Accusation"}
    assert event.status == "disputed"
    assert told == {"a": ("positive", ()), "b": ("negative", ("Q1028",))}
    assert [e.status for e in graph.events.values() if e.type == "Denial"] == ["actual"]


def test_assemble_only_adds_when_a_later_document_comes() -> None:
    one, other = telling("a", 11, mention()), telling("b", 12, mention(), mention(start=0, end=5, type="Visit", time=None,
                                                               roles={"visitor": ("Vladimir Putin",)}))  # fmt: skip
    before, after = assemble([one]), assemble([one, other])
    for kind in ("documents", "entities", "positions", "events", "evidence"):
        assert set(getattr(before, kind)) <= set(getattr(after, kind))


def test_assemble_does_not_depend_on_order_and_closes_over_ids() -> None:
    both = [telling("a", 11, mention(source=("KCNA",))), telling("b", 12, mention())]
    graph = assemble(both)
    assert graph == assemble(reversed(both))
    assert_closed(graph)
    (position,) = graph.positions.values()
    assert (position.person, position.organization, position.documents) == ("person:ri_hi_yong", "Q423", ("a",))


def test_assemble_leaves_out_entities_that_nothing_names() -> None:
    graph = assemble([telling("b", 12, mention(place=()))])
    assert sorted(graph.entities) == ["Q7747", "person:ri_hi_yong"]
    assert graph.entities["Q7747"].keys == ("vladimir putin",)  # a surname means its bearer in its document only


def test_entity_id_of_hostile_names_stays_short_and_apart() -> None:
    long = "Uzun " * 3000
    assert len(entity_id(long, "Person")) < 90
    assert entity_id(long, "Person") != entity_id(long + "ad", "Person")
    assert entity_id("İRAN", "State") == entity_id("İran", "State") != entity_id("IRAK", "State")
    assert entity_id("!!!", "Group") != entity_id("???", "Group")


def assert_closed(graph: Graph) -> None:
    """Every id that an edge names is there."""
    for evidence in graph.evidence.values():
        assert evidence.event in graph.events and evidence.document in graph.documents
        assert {a.entity for a in evidence.arguments} | set(evidence.sources) <= set(graph.entities)
    for event in graph.events.values():
        assert {a.entity for a in event.arguments} <= set(graph.entities)
    assert dataclasses.is_dataclass(graph)
