"""What a name means by the gazetteer alone, in the role that asks: a capital stands for its state where it acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graphkit.entries import Entry
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention

PLACE_ROLES = frozenset({"place", "destination", "origin"})
_STATE_HEADS = re.compile(r"^(.+?) (?:yönetimi|hükümeti|cephesi|tarafı|makamları)$")


def parts_of(gazetteer: Gazetteer, mention: Mention) -> list[Mention]:
    """A mention of two states joined by a hyphen as two mentions, any other as it is.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> [(part.name, part.start) for part in parts_of(load_gazetteer(), Mention(0, 0, 0, 0, 11, "ABD-Ukrayna", "GPE"))]
    [('ABD', 0), ('Ukrayna', 4)]
    """
    halves = re.split(r"\s*[-–]\s*", mention.name)
    if len(halves) != 2 or gazetteer.find(mention.name):
        return [mention]
    known = [gazetteer.find(half) or gazetteer.state_of_demonym(half) or gazetteer.state_of_metonym(half) for half in halves]
    if not all(known):
        return [mention]
    at = mention.start + len(mention.name) - len(halves[1])
    return [replace(mention, name=halves[0], end=mention.start + len(halves[0]), label="GPE", type=None),
            replace(mention, name=halves[1], start=at, label="GPE", type=None)]  # fmt: skip


def state_meant(gazetteer: Gazetteer, name: str, mention: Mention, role: str) -> Entry | None:
    """The state that a metonym, a demonym or a `… yönetimi` stands for in this role.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> gazetteer, moskova = load_gazetteer(), Mention(0, 0, 0, 0, 7, "Moskova", "GPE")
    >>> state_meant(gazetteer, "Moskova", moskova, "participant").name, state_meant(gazetteer, "Moskova", moskova, "place")
    ('Rusya', None)
    """
    metonym = gazetteer.metonym(name)
    if metonym and (metonym.condition == "always" or role not in PLACE_ROLES):
        if metonym.condition != "capital-rare":
            return gazetteer.state_of_metonym(name)
    if found := _STATE_HEADS.match(name):
        inner = found[1]
        state = gazetteer.state_of_metonym(inner) or gazetteer.state_of_demonym(inner)
        state = state or next((entry for entry in gazetteer.find(inner) if entry.type == "State"), None)
        if state:
            return state
    if mention.label == "NORP" or " " not in name:
        if (state := gazetteer.state_of_demonym(name)) and not name.endswith(("lar", "ler")):
            return state
    return None


def fitting(entries: Sequence[Entry], role: str, mention: Mention) -> Entry:
    """The entry of several with one name that a role asks for.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> gazetteer, katar = load_gazetteer(), Mention(0, 0, 0, 0, 5, "Katar", "GPE")
    >>> fitting(gazetteer.find("Katar"), "participant", katar).type
    'State'
    """
    wanted = ("Place", "State") if role in PLACE_ROLES else (mention.type, "State", "Organization")
    for kind in wanted:
        for entry in entries:
            if entry.type == kind:
                return entry
    return entries[0]
