"""A small graph made by hand: every event type, planned, possible, denied and disputed events, months and years."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.model import (
    Argument,
    DocumentNode,
    Entity,
    EntityType,
    Event,
    Evidence,
    Graph,
    Modality,
    Polarity,
    Position,
    Status,
)
from graphkit.text import fold

Roles = Mapping[str, Sequence[str]]

ENTITIES: tuple[tuple[str, EntityType, str, tuple[str, ...]], ...] = (
    ("Q159", "State", "Rusya", ("Rusya Federasyonu", "Moskova yönetimi")),
    ("Q423", "State", "Kuzey Kore", ("Pyongyang yönetimi",)),
    ("Q884", "State", "Güney Kore", ("Seul",)),
    ("Q30", "State", "ABD", ("Amerika", "Amerika Birleşik Devletleri")),
    ("Q212", "State", "Ukrayna", ()),
    ("Q20", "State", "Norveç", ()),
    ("Q298", "State", "Şili", ()),
    ("Q230", "State", "Gürcistan", ()),
    ("place:gürcistan", "Place", "Gürcistan", ()),
    ("Q7747", "Person", "Vladimir Putin", ("Putin",)),
    ("person:ri_hi_yong", "Person", "Ri Hi Yong", ("Ri",)),
    ("person:ayla_yurt", "Person", "Ayla Yurt", ()),
    ("person:deniz_yurt", "Person", "Deniz Yurt", ()),
    ("organization:kcna", "Organization", "KCNA", ()),
    ("organization:ışık_ajansı", "Organization", "Işık Ajansı", ()),
    ("organization:dışişleri_bakanlığı", "Organization", "Dışişleri Bakanlığı", ("Dışişleri",)),
    ("militaryforce:dördüncü_tugay", "MilitaryForce", "Dördüncü Tugay", ()),
    ("group:göstericiler", "Group", "göstericiler", ()),
    ("group:sığınmacılar", "Group", "sığınmacılar", ()),
    ("Q649", "Place", "Moskova", ()),
    ("place:kursk", "Place", "Kursk", ()),
    ("Q585", "Place", "Oslo", ()),
)
DOCUMENTS = (
    DocumentNode("d1", "Moskova'da görüşme", dt.date(2025, 7, 11), url="https://haber.example/1", outlet="Örnek Haber"),
    DocumentNode("d2", 'Tırnak "içinde" & <işaret>', dt.date(2025, 7, 12), outlet="Gündem"),
    DocumentNode("d3", "Yıl sonu özeti", dt.date(2025, 12, 30)),
    DocumentNode("d4", "Tanıtım yazısı", None, part_of="d1"),
)


@dataclass(frozen=True)
class Told:
    """One evidence, by hand: `event` is any key, equal for the tellings of one event."""

    event: str
    type: str
    document: str
    trigger: str
    roles: Roles
    time: str | None = None
    sources: tuple[str, ...] = ()
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    quantity: str | None = None
    item: str | None = None
    title: str | None = None


PUTIN, RI, AYLA, DENIZ = "Q7747", "person:ri_hi_yong", "person:ayla_yurt", "person:deniz_yurt"
KCNA, ISIK, MINISTRY = "organization:kcna", "organization:ışık_ajansı", "organization:dışişleri_bakanlığı"
TOLD = (
    Told("m1", "Meeting", "d1", "bir araya geldi", {"participant": [PUTIN, RI], "place": ["Q649"]}, "2025-07-10", (KCNA,)),
    Told("m1", "Meeting", "d2", "görüşme", {"participant": [PUTIN, RI]}, "2025-07-10", (ISIK,)),
    Told("m2", "Meeting", "d3", "zirve", {"participant": ["Q20", "Q298", "Q30"], "place": ["Q585", "Q20"]}, "2024-12"),
    Told("m3", "Meeting", "d2", "görüşecek", {"participant": ["Q159", "Q30"]}, "2025-09", modality="planned"),
    Told("m4", "Meeting", "d2", "görüşmedi", {"participant": ["Q159", "Q212"]}, "2025-07-01", polarity="negative"),
    Told("m5", "Meeting", "d3", "görüştü", {"participant": [AYLA, "Q298"]}, None),
    Told("m6", "Meeting", "d1", "görüştü", {"participant": ["Q423", "Q30"]}, "2025-06-30", ("Q423",)),
    Told("m6", "Meeting", "d2", "görüşmedi", {"participant": ["Q423", "Q30"]}, None, ("Q30",), polarity="negative"),
    Told("v1", "Visit", "d1", "gitti", {"visitor": [RI], "destination": ["Q649"], "host": ["Q159"]}, "2025-07-09"),
    Told("a1", "Agreement", "d1", "imzaladı", {"party": ["Q159", "Q423"]}, "2024-06-19", title="Ortaklık Antlaşması"),
    Told("a1", "Agreement", "d2", "antlaşma", {"party": ["Q159", "Q423"]}, "2024-06-19", (KCNA,)),
    Told("a2", "Agreement", "d3", "imzalayacak", {"party": ["Q20", "Q230"]}, "2026", modality="planned"),
    Told("t1", "TroopDeployment", "d1", "gönderdi", {"sender": ["Q423"], "beneficiary": ["Q159"], "destination":
         ["place:kursk"], "opponent": ["Q212"]}, "2024-10", ("Q884",), quantity="10000-12000"),
    Told("t1", "TroopDeployment", "d2", "sevk etti", {"sender": ["Q423"], "beneficiary": ["Q159"]}, "2024-10",
         ("Q30", "Q212"), quantity="10000"),
    Told("t1", "TroopDeployment", "d2", "göndermedi", {"sender": ["Q423"]}, None, (KCNA,), polarity="negative"),
    Told("t2", "TroopDeployment", "d3", "konuşlandırabilir", {"sender": ["Q20"], "destination": ["Q585"]}, "2025-11",
         modality="possible", quantity="400"),
    Told("w1", "TroopWithdrawal", "d3", "çekti", {"sender": ["Q298", "militaryforce:dördüncü_tugay"], "origin":
         ["place:gürcistan"]}, "2025-10-05"),
    Told("r1", "ArmsTransfer", "d1", "verdi", {"supplier": ["Q423"], "recipient": ["Q159"]}, "2025", ("Q884",),
         quantity="binlerce", item="top mermisi"),
    Told("r2", "ArmsTransfer", "d2", "satacak", {"supplier": ["Q30"], "recipient": ["Q884"]}, "2026-01",
         modality="planned", quantity="12", item="uçak"),
    Told("i1", "Aid", "d1", "destek verdi", {"provider": ["Q159"], "recipient": ["Q423"]}, "2025", item="teknik destek"),
    Told("x1", "MilitaryExercise", "d3", "tatbikat", {"participant": ["Q30", "Q884"], "opponent": ["Q423"]}, "2025-08"),
    Told("k1", "Attack", "d3", "saldırdı", {"attacker": ["militaryforce:dördüncü_tugay"], "target": ["place:kursk"],
         "place": ["place:kursk"]}, "2025-08-08", quantity="3"),
    Told("s1", "Sanction", "d2", "yaptırım", {"imposer": ["Q30"], "target": ["Q423"]}, "2025-07-11"),
    Told("u1", "Arrest", "d3", "gözaltına aldı", {"agent": ["Q298"], "person": [DENIZ]}, "2025-12-01"),
    Told("p1", "Appointment", "d3", "atadı", {"person": [AYLA], "organization": [MINISTRY], "appointer": ["Q298"]},
         "2025-02-03", title="sözcü"),
    Told("q1", "Dismissal", "d3", "istifa etti", {"person": [DENIZ], "organization": [MINISTRY]}, "2025-02-02"),
    Told("l1", "Election", "d3", "seçim", {"organizer": ["Q230"]}, "2025-10"),
    Told("o1", "Protest", "d3", "gösteri", {"protester": ["group:göstericiler"], "target": ["Q230"]}, "2025-10-07"),
    Told("g1", "Migration", "d3", "geçti", {"group": ["group:sığınmacılar"], "origin": ["Q212"], "destination":
         ["Q20"]}, "2025", quantity="2000"),
    Told("c1", "Accusation", "d2", "suçladı", {"speaker": [AYLA], "target": ["Q423"]}, "2025-07-12"),
    Told("n1", "Condemnation", "d2", "kınadı", {"speaker": ["Q884"], "target": ["Q423"]}, "2025-07-12"),
    Told("b1", "Demand", "d2", "istedi", {"speaker": ["Q30"], "addressee": ["Q423"]}, "2025-07-12"),
    Told("h1", "Threat", "d2", "tehdit etti", {"speaker": ["Q423"], "target": ["Q884"]}, "2025-07-12"),
    Told("y1", "Praise", "d4", "teşekkür etti", {"speaker": [PUTIN], "target": ["Q423"]}, "2025-07-10"),
    Told("j1", "Denial", "d2", "yalanladı", {"speaker": [KCNA], "target": ["Q884"]}, "2025-07-12"),
    Told("z1", "Pledge", "d1", "söz verdi", {"speaker": ["Q20"], "beneficiary": ["Q230"]}, "2025-12"),
)  # fmt: skip


def identifier(prefix: str, *parts: str) -> str:
    """An id like the real ones: the prefix and 16 hex digits.

    Examples
    --------
    >>> identifier("e", "m1")
    'eca0df2c95aa144c1'
    """
    return prefix + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def small_graph() -> Graph:
    """The graph of `TOLD`: 31 events, 36 evidences, 4 documents.

    Examples
    --------
    >>> len(small_graph().events)
    31
    """
    entities = {
        key: Entity(
            key,
            kind,
            name,
            tuple(sorted(aliases)),
            tuple(sorted({fold(text) for text in (name, *aliases)})),
            key if key.startswith("Q") else None,
        )
        for key, kind, name, aliases in ENTITIES
    }
    posts = ((PUTIN, "Devlet Başkanı", "Q159"), (AYLA, "sözcü", MINISTRY), (RI, "Parti sekreteri", None))
    positions = {
        identifier("p", person, title): Position(
            identifier("p", person, title),
            person,
            title,
            organization,
            ("d1", "d2") if person == PUTIN else ("d3",),
            "2012-05-07" if person == PUTIN else None,
            "2025" if person == RI else None,
        )
        for person, title, organization in posts
    }
    evidence = {told.id: told for told in map(_evidence, range(len(TOLD)))}
    by_event: dict[str, list[Evidence]] = {}
    for item in evidence.values():
        by_event.setdefault(item.event, []).append(item)
    events = {key: event_from(key, tuple(items)) for key, items in by_event.items()}
    return Graph({node.id: node for node in DOCUMENTS}, entities, positions, events, evidence)


def with_label(graph: Graph, event: str, label: str) -> Graph:
    """The same graph, one event under another label."""
    return replace(graph, events={**graph.events, event: replace(graph.events[event], label=label)})


def _evidence(number: int) -> Evidence:
    told = TOLD[number]
    quote = f"Haberde olay {number} için «{told.trigger}» deniyor."
    start = 100 * number
    at = start + quote.index(told.trigger)
    arguments = tuple(sorted(Argument(role, name) for role, names in told.roles.items() for name in names))
    return Evidence(
        identifier("v", str(number)),
        identifier("e", told.event),
        told.document,
        told.type,
        quote,
        start,
        start + len(quote),
        told.trigger,
        at,
        at + len(told.trigger),
        number + 1,
        "teaser" if told.document == "d4" else "body",
        told.polarity,
        told.modality,
        arguments,
        arguments[-1:] if number % 5 == 0 else (),
        tuple(sorted(told.sources)),
        told.time,
        told.quantity,
        told.item,
        told.title,
        "frame:test",
        0.9,
    )


def event_from(key: str, evidence: tuple[Evidence, ...]) -> Event:
    """An event from its evidences, by the plainest rules; the real ones are in the package."""
    first = evidence[0]
    begin, end = days_of(first.time)
    return Event(
        key,
        first.type,
        f"{first.type}: {first.trigger}",
        tuple(sorted({argument for item in evidence for argument in item.arguments})),
        first.time,
        begin,
        end,
        first.quantity,
        first.item,
        first.title,
        _status(evidence),
        0.5 + 0.1 * len(evidence),
    )


def _status(evidence: Sequence[Evidence]) -> Status:
    positive = [item for item in evidence if item.polarity == "positive"]
    if not positive:
        return "denied"
    if len(positive) < len(evidence):
        return "disputed"
    return positive[0].modality


def days_of(time: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a date, a month or a year.

    Examples
    --------
    >>> days_of("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if time is None:
        return None, None
    parts = [int(part) for part in time.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        return dt.date(*parts, 1), dt.date(*parts, calendar.monthrange(*parts)[1])
    return dt.date(*parts), dt.date(*parts)
