"""Colours and shapes: event types by colour, in five families of one hue each; entity types by shape.

The five hues are blue, vermilion, bluish green, reddish purple and yellow of the palette of Okabe and Ito
(https://jfly.uni-koeln.de/color/), which people with any common colour blindness tell apart; inside a family types
differ in lightness. Entities are muted, so that what happens stands out from who does it.
"""

from __future__ import annotations

from dataclasses import dataclass

OTHER = "#8a94a2"
"""Colour of a type that has none of its own."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a type is drawn: `shape` is one of vis-network's, `family` a heading of the legend, `rank` its place.

    Examples
    --------
    >>> Look("#123456", "dot", "talk").rank
    99
    """

    color: str
    shape: str
    family: str
    rank: int = 99


_FAMILIES: dict[str, tuple[tuple[str, str], ...]] = {
    "diplomacy": (("Meeting", "#2f86cf"), ("Visit", "#8cc4ee"), ("Agreement", "#0b5a94")),
    "force": (
        ("TroopDeployment", "#d55e00"),
        ("TroopWithdrawal", "#f2b58a"),
        ("ArmsTransfer", "#a34506"),
        ("MilitaryExercise", "#e98b4a"),
        ("Attack", "#c02718"),
        ("Sanction", "#7c4a33"),
    ),
    "support": (("Aid", "#009e73"), ("Pledge", "#5cc3a3"), ("Praise", "#a5dccb")),
    "words": (
        ("Accusation", "#b0488f"),
        ("Condemnation", "#cc79a7"),
        ("Demand", "#8e62b0"),
        ("Threat", "#6b2f7c"),
        ("Denial", "#e6b0d0"),
    ),
    "society": (
        ("Appointment", "#b8930b"),
        ("Dismissal", "#8a6d10"),
        ("Election", "#e3bf2a"),
        ("Arrest", "#5f5630"),
        ("Protest", "#efdf86"),
        ("Migration", "#a39a63"),
    ),
}
EVENTS = {
    name: Look(color, "diamond", family, number)
    for family, types in _FAMILIES.items()
    for number, (name, color) in enumerate(types)
}
ENTITIES = {
    "State": Look("#5b7390", "hexagon", "entity", 0),
    "Person": Look("#8d6f58", "dot", "entity", 1),
    "Organization": Look("#8295a6", "square", "entity", 2),
    "MilitaryForce": Look("#6f7a4d", "triangle", "entity", 3),
    "Place": Look("#a3acb6", "triangleDown", "entity", 4),
    "Group": Look("#a58f9a", "star", "entity", 5),
}


def look_of(kind: str, name: str) -> Look:
    """How to draw a type; a type that is not built in is grey and stands last in the legend.

    Parameters
    ----------
    kind
        ``"event"`` or ``"entity"``.
    name
        The type.

    Examples
    --------
    >>> look_of("event", "Meeting").shape, look_of("entity", "State").shape, look_of("event", "Strike").color
    ('diamond', 'hexagon', '#8a94a2')
    """
    if kind == "event":
        return EVENTS.get(name, Look(OTHER, "diamond", "other"))
    return ENTITIES.get(name, Look(OTHER, "dot", kind))
