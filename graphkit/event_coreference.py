"""Which event mentions of one document tell the same event, and what they then know from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graphkit.model import EventMention
from graphkit.text import fold

# roles in which two mentions of one event can differ only when they are not the same event
_CORE = {"participant", "party", "sender", "supplier", "recipient", "provider", "visitor", "attacker", "imposer",
         "person", "protester", "group", "speaker", "target"}  # fmt: skip
# types of words spoken: each act of speaking is its own event unless speaker and addressee are the same
_SPOKEN = {"Accusation", "Condemnation", "Demand", "Threat", "Praise", "Denial", "Pledge"}


@dataclass(slots=True)
class _Group:
    members: list[int]
    roles: dict[str, set[str]] = field(default_factory=dict)
    time: str | None = None
    place: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def join_mentions(mentions: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """Mentions with `same_as` set where two or more tell one event, and with the time that others of it give.

    Two mentions join when type, zone, polarity and modality agree, no time and no core role contradicts, and they share
    a filler (or the later one, a noun that points back, names none).

    Examples
    --------
    >>> def told(at: int) -> EventMention:
    ...     return EventMention("Meeting", "görüşme", at, at + 7, 0, 1, "body", {"participant": ("Fas", "Tunus")})
    ...
    >>> [mention.same_as for mention in join_mentions([told(0), told(40)])]
    ['e1', 'e1']
    """
    groups: list[tuple[str, _Group]] = []
    home: dict[int, _Group] = {}
    for number, mention in enumerate(mentions):
        group = next((g for kind, g in reversed(groups) if kind == _kind(mention) and _fits(g, mention)), None)
        if group is None:
            group = _Group([])
            groups.append((_kind(mention), group))
        group.members.append(number)
        home[number] = group
        for role, names in mention.roles.items():
            group.roles.setdefault(role, set()).update(names)
        group.place.update(mention.place)
        if mention.title:
            group.titles.add(fold(mention.title))
        if mention.time and (group.time is None or mention.time.startswith(group.time)):
            group.time = mention.time
    labels = {id(g): f"e{n}" for n, (_, g) in enumerate((k for k in groups if len(k[1].members) > 1), 1)}
    return tuple(_told(mention, home[number], labels.get(id(home[number]))) for number, mention in enumerate(mentions))


def _kind(mention: EventMention) -> str:
    return f"{mention.type} {mention.zone == 'teaser'} {mention.polarity}"


def _fits(group: _Group, mention: EventMention) -> bool:
    if group.time and mention.time and not (group.time.startswith(mention.time) or mention.time.startswith(group.time)):
        return False
    if mention.title and group.titles:
        return any(_same_title(fold(mention.title), title) for title in group.titles)
    shared, told = 0, 0
    for role, names in mention.roles.items():
        known = group.roles.get(role)
        told += len(names)
        if known is None:
            continue
        common = known & set(names)
        shared += len(common)
        if role in _CORE and not common:
            return False
    if mention.type in _SPOKEN:
        return shared >= 2
    if mention.type in ("Meeting", "Agreement"):
        named = {*mention.roles.get("participant", ()), *mention.roles.get("party", ())}
        before = group.roles.get("participant", set()) | group.roles.get("party", set())
        return not named or named <= before or before <= named
    return shared >= 1 or told == 0


def _same_title(one: str, two: str) -> bool:
    """Whether two folded titles of a treaty are one: the shorter, of two words or more, begins the longer."""
    short, long = sorted((one, two), key=len)
    return (long.startswith(short) or long.endswith(f" {short}")) and " " in short or one == two


def _told(mention: EventMention, group: _Group, label: str | None) -> EventMention:
    if label is None:
        return mention
    time = mention.time or group.time
    place = mention.place or tuple(sorted(group.place)) if len(group.place) == 1 else mention.place
    roles = dict(mention.roles)
    inferred = list(mention.inferred)
    for role, names in group.roles.items():
        if role not in roles and mention.type not in _SPOKEN:
            roles[role] = tuple(sorted(names))
            inferred += [(role, name) for name in roles[role]]
    return replace(mention, same_as=label, time=time, place=place, roles=roles, inferred=tuple(sorted(set(inferred))))
