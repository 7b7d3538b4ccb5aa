"""A generated graph like that of news: every event type, few actors in most events, plans, denials and several sources."""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.assemble import event_of
from graphkit.model import Argument, DocumentNode, Entity, EntityType, Event, Evidence, Graph, Modality, Polarity, Position
from graphkit.ontology import load_ontology
from graphkit.text import fold

FIRST = dt.date(2020, 1, 1)
DAYS = 5 * 365
OUTLETS = ("Gündem", "Örnek Haber", "Işık Ajansı", "Kıyı Postası", "Yayla Gazetesi", "Köprü", "Pusula")
WEIGHTS = {"Meeting": 22, "Visit": 9, "Agreement": 7, "TroopDeployment": 6, "Accusation": 6, "Demand": 6, "Attack": 6}
COUNTED = frozenset({"TroopDeployment", "TroopWithdrawal", "ArmsTransfer", "Aid", "Attack", "Migration"})
KINDS: tuple[tuple[EntityType, str, str, int, int], ...] = (
    ("State", "Ülke", "ülkesi", 60, 0),
    ("Person", "Kişi", "", 40, 40),
    ("Organization", "Kurum", "kurumu", 30, 60),
    ("Place", "Kent", "kenti", 30, 50),
    ("MilitaryForce", "Tugay", "tugayı", 10, 300),
    ("Group", "topluluk", "", 10, 300),
)
"""Entity type, word of its names, word of its other names, how many at least, and one more for so many events."""


def _id(prefix: str, *parts: object) -> str:
    return prefix + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


QUESTIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("meetings", {"actor": "Ülke 1", "since": "2023"}),
    ("meetings", {"actor": "Ülke 1", "other": "Ülke 0", "status": "any"}),
    ("agreements", {"actor": "Ülke 1", "status": "any"}),
    ("deployments", {"sender": "Ülke 1"}),
    ("arms", {"supplier": "Ülke 0"}),
    ("aid", {"provider": "Ülke 0"}),
    ("timeline", {"actor": "Kişi 1", "since": "2023"}),
    ("claims", {"source": "Ülke 2", "since": "2024"}),
    ("path", {"actor": "Kişi 9", "other": "Kurum 17"}),
    ("path", {"actor": "Kişi 30", "other": "topluluk 9", "happened": False}),
    ("agreement-history", {"actor": "Ülke 1", "other": "Ülke 0"}),
    ("agreement-history", {"actor": "Ülke 3", "since": "2024"}),
    ("in-force", {"actor": "Ülke 2", "day": "2022-05"}),
    ("sanctions", {"target": "Ülke 1"}),
    ("sanctions", {"imposer": "Ülke 0", "day": "2024-01-01"}),
    ("troop-numbers", {"sender": "Ülke 1"}),
    ("troop-numbers", {"source": "Ülke 0", "since": "2022"}),
    ("visits", {"host": "Ülke 1"}),
    ("appointments", {"organization": "Ülke 1"}),
    ("appointments", {"kind": "Dismissal", "since": "2024"}),
    ("posts", {"organization": "Ülke 1"}),
    ("posts", {"day": "2022"}),
    ("posts", {}),
    ("posts", {"post": "baş", "day": "2023-06"}),
    ("accusations", {"target": "Ülke 1"}),
    ("accusations", {"speaker": "Ülke 1", "kind": "any", "since": "2024"}),
    ("denials", {}),
    ("denials", {"denier": "Ülke 0"}),
    ("denials", {"claimer": "Ülke 0", "type": "Meeting"}),
    ("denials", {"actor": "Ülke 0", "since": "2023"}),
    ("denials", {"status": "denied"}),
    ("denials", {"status": "disputed"}),
    ("disputed", {"actor": "Ülke 1", "since": "2023"}),
    ("disputed", {"type": "Visit"}),
    ("single-source", {"actor": "Ülke 1", "since": "2024"}),
    ("single-source", {"type": "Visit", "until": "2021", "status": "planned"}),
    ("unfulfilled", {"actor": "Ülke 1", "since": "2023"}),
    ("unfulfilled", {"since": "2024-06"}),
    ("statements", {"source": "Ülke 0", "actor": "Ülke 1"}),
    ("statements", {"source": "Ülke 0", "actor": "Ülke 1", "type": "Accusation", "since": "2022"}),
    ("events-at", {"place": "Kent 1"}),
    ("events-at", {"place": "Ülke 1", "since": "2024", "status": "any"}),
    ("common", {"actor": "Ülke 4", "other": "Kişi 2"}),
    ("common", {"actor": "Ülke 0", "other": "Ülke 1", "since": "2024"}),
    ("between", {"actor": "Ülke 0", "other": "Ülke 1"}),
    ("between", {"actor": "Ülke 0", "other": "Kişi 1", "type": "Meeting"}),
    ("pairs", {"since": "2024"}),
    ("pairs", {"type": "Meeting", "at_least": 1, "top": 3}),
    ("communities", {"since": "2024"}),
    ("contacts", {"actor": "Ülke 2", "type": "Meeting"}),
    ("contacts", {"actor": "Kişi 2", "other": "Ülke 0"}),
    ("events", {"since": "2024-07", "until": "2024-07", "precision": "day"}),
    ("events", {"since": "2024-07", "until": "2024-07"}),
    ("documents", {"actor": "Ülke 0", "other": "Ülke 1", "type": "Agreement"}),
    ("documents", {"actor": "Kişi 3", "polarity": "negative", "since": "2021"}),
    ("changes", {"since": "2024-10"}),
    ("changes", {"since": "2024", "actor": "Ülke 1"}),
    ("changes", {"since": "2024-06", "type": "Visit"}),
    ("loaded", {"load": [_id("d", number) for number in range(400, 500)]}),
    ("loaded", {"load": [_id("d", number) for number in range(300, 500)], "actor": "Ülke 1"}),
    ("loaded", {"load": [_id("d", number) for number in range(400, 500)], "type": "Visit"}),
    ("unlinked", {"kind": "Person"}),
    ("unlinked", {"at_least": 5}),
)
"""Every named query with parameters that find something in 2,000 generated events and in 100,000."""


@dataclass
class _World:
    chance: random.Random
    entities: dict[str, Entity]
    by_kind: dict[str, list[str]]
    documents: list[DocumentNode]
    days: list[dt.date]


def generated_graph(events: int, seed: int = 1) -> Graph:
    """A graph with so many events (and those that follow a plan); the same numbers give the same graph.

    Examples
    --------
    >>> graph = generated_graph(50)
    >>> len(graph.events) >= 50, graph == generated_graph(50)
    (True, True)
    """
    chance = random.Random(seed)
    world = _World(chance, *_entities(events), *_documents(events, chance))
    names = {key: entity.name for key, entity in world.entities.items()}
    types = [event.name for event in load_ontology().events]
    weights = [WEIGHTS.get(name, 2) for name in types]
    told: list[list[Evidence]] = []
    for number in range(events):
        kind = chance.choices(types, weights)[0]
        evidence = _tellings(world, number, kind, _arguments(world, kind))
        told.append(evidence)
        if evidence[0].modality == "planned" and chance.random() < 0.4:
            told.append(_follow_up(world, evidence[0], number))
    found: dict[str, Event] = {}
    for group in told:
        found[group[0].event] = event_of(group[0].event, group, names)
    evidence_by_id = {item.id: item for group in told for item in group}
    positions = _positions(world)
    return Graph(
        {node.id: node for node in world.documents},
        dict(sorted(world.entities.items())),
        positions,
        dict(sorted(found.items())),
        dict(sorted(evidence_by_id.items())),
    )


def _entities(events: int) -> tuple[dict[str, Entity], dict[str, list[str]]]:
    entities, by_kind = {}, {}
    for kind, word, other, least, share in KINDS:
        keys = []
        for number in range(max(least, events // share) if share else least):
            name = f"{word} {number}"
            linked = kind == "State" or (kind != "Group" and number % 2 == 0)
            key = f"Q{900000 + len(entities)}" if linked else f"{kind.lower()}:{fold(name).replace(' ', '_')}"
            aliases = (f"{number}. {word} {other}",) if other else ()
            forms = tuple(sorted({fold(text) for text in (name, *aliases)}))
            entities[key] = Entity(key, kind, name, aliases, forms, key if linked else None)
            keys.append(key)
        by_kind[kind] = keys
    return entities, by_kind


def _documents(events: int, chance: random.Random) -> tuple[list[DocumentNode], list[dt.date]]:
    count = max(4, events // 4)
    days = [FIRST + dt.timedelta(number * DAYS // count) for number in range(count)]
    documents = [
        DocumentNode(
            _id("d", number),
            f"Haber {number}",
            day,
            url=f"https://haber.example/{number}" if number % 3 else None,
            outlet=OUTLETS[chance.randrange(len(OUTLETS))] if number % 10 else None,
        )
        for number, day in enumerate(days)
    ]
    return documents, days


def _some(world: _World, kinds: Sequence[str]) -> str:
    kind = world.chance.choices(kinds, [6 if name in {"State", "Place"} else 2 for name in kinds])[0]
    keys = world.by_kind[kind]
    return keys[int(len(keys) * world.chance.random() ** 2.5)]


def _arguments(world: _World, kind: str) -> tuple[Argument, ...]:
    ontology, chance = load_ontology(), world.chance
    found = set()
    for place, role in enumerate(ontology.event(kind).roles):
        several = role in {"participant", "party"}
        if not several and place and chance.random() < 0.3:
            continue
        for _ in range(chance.choice((2, 2, 2, 3, 4)) if several else 1):
            found.add(Argument(role, _some(world, ontology.role(role).ranges)))
    if chance.random() < 0.4:
        found.add(Argument("place", _some(world, ("Place", "State"))))
    return tuple(sorted(found))


def _tellings(world: _World, number: int, kind: str, arguments: tuple[Argument, ...]) -> list[Evidence]:
    chance = world.chance
    first = chance.randrange(len(world.documents))
    modality: Modality = chance.choices(("actual", "planned", "possible"), (88, 8, 4))[0]  # type: ignore[assignment]
    time = _time(chance, world.days[first], modality)
    told = []
    for copy in range(chance.choices((1, 2, 3), (70, 20, 10))[0]):
        document = min(len(world.documents) - 1, first + chance.randrange(12) * (copy > 0))
        denied: Polarity = "negative" if chance.random() < (0.15 if copy else 0.03) else "positive"
        claimed = arguments if not copy or chance.random() < 0.6 else arguments[: max(1, len(arguments) - 1)]
        told.append(_evidence(world, (number, copy), kind, claimed, document, time, modality, denied))
    return told


def _follow_up(world: _World, plan: Evidence, number: int) -> list[Evidence]:
    day = dt.date.fromisoformat(plan.time) if plan.time and len(plan.time) == 10 else FIRST + dt.timedelta(DAYS - 1)
    document = min(len(world.documents) - 1, bisect.bisect_left(world.days, day))
    return [_evidence(world, (number, 9), plan.type, plan.arguments, document, day.isoformat(), "actual", "positive")]


def _time(chance: random.Random, published: dt.date, modality: Modality) -> str | None:
    ahead = chance.randrange(5, 60) if modality == "planned" else -chance.randrange(4)
    day = (published + dt.timedelta(ahead)).isoformat()
    return chance.choices((day, day[:7], day[:4], None), (75, 12, 5, 8))[0]


def _evidence(world: _World, key: tuple[int, int], kind: str, arguments: tuple[Argument, ...], document: int,
              time: str | None, modality: Modality, polarity: Polarity) -> Evidence:  # fmt: skip
    chance, (number, copy) = world.chance, key
    event = _id("e", number, "after") if copy == 9 else _id("e", number)
    trigger = f"{kind.lower()}di"
    quote = f"Haberin bu cümlesi {number}. olayı «{trigger}» sözüyle anlatıyor."
    at = quote.index(trigger)
    quantity = str(chance.randrange(1, 200) * 50) if kind in COUNTED and chance.random() < 0.7 else None
    if quantity and chance.random() < 0.2:
        quantity = f"{quantity}-{int(quantity) + 500}"
    sources = {_some(world, ("Organization", "State", "Person")) for _ in range(chance.choices((0, 1, 2), (65, 28, 7))[0])}
    start = 40 * (number % 50)
    return Evidence(
        *(_id("v", number, copy), event, world.documents[document].id, kind, quote, start, start + len(quote)),
        *(trigger, start + at, start + at + len(trigger), 1 + number % 50, "title" if number % 9 == 0 else "body"),
        polarity=polarity,
        modality=modality,
        arguments=arguments,
        inferred=arguments[-1:] if number % 6 == 0 else (),
        sources=tuple(sorted(sources)),
        time=time,
        quantity=quantity,
        item="radar" if kind in {"ArmsTransfer", "Aid"} else None,
        title=f"{number % 400}. Antlaşma" if kind == "Agreement" else None,
        proposer="frame:generated",
        score=round(0.5 + chance.random() / 2, 2),
    )


def _positions(world: _World) -> dict[str, Position]:
    chance, found = world.chance, {}
    bodies = [*world.by_kind["State"], *world.by_kind["Organization"]]
    for person in world.by_kind["Person"]:
        if chance.random() < 0.8:
            title, body = chance.choice(("Başkan", "Bakan", "Sözcü", "Büyükelçi")), chance.choice(bodies)
            documents = sorted({chance.choice(world.documents).id for _ in range(chance.randrange(1, 5))})
            key = _id("p", person, title)
            found[key] = Position(key, person, title, body if chance.random() < 0.9 else None, tuple(documents))
    return dict(sorted(found.items()))
