"""Whether two event mentions of one document tell the same event: a small logistic model over what each says.

Its features are the roles that the two share or fill differently, the words, how near they stand; the weights
(``same_event.yaml`` of a language pack) are learned by ``training/same_event.py``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from typing import cast

import yaml

from graphkit.affiliations import STANDS_FOR, Standing, agreement
from graphkit.events import EQUAL_ROLES
from graphkit.model import EventMention
from graphkit.odds import probability
from graphkit.text import fold
from graphkit.weapons import find_weapon

# roles in which two mentions of one event can differ only when they are not the same event
_CORE = {"participant", "party", "sender", "supplier", "recipient", "provider", "visitor", "attacker", "imposer",
         "person", "protester", "group", "speaker", "target"}  # fmt: skip
# types of words spoken: what one of them leaves out another does not tell
SPOKEN = frozenset({"Accusation", "Condemnation", "Demand", "Threat", "Praise", "Denial", "Pledge"})
_STEM = 5
# stems of "support", "aid" and money: no thing of their own
_HELP = {"deste", "yardı", "ve", "mali", "dolar", "euro", "avro", "lira", "milyo", "milya"}


@functools.cache
def load_weights(language: str = "tr") -> Mapping[str, float]:
    """Weights by feature, with ``bias`` and ``threshold``.

    Examples
    --------
    >>> load_weights()["same stem"] > 0 > load_weights()["other place"]
    True
    """
    path = resources.files("graphkit").joinpath(f"languages/{language}/same_event.yaml")
    return cast("Mapping[str, float]", yaml.safe_load(path.read_text(encoding="utf-8")))


def same_event(one: EventMention, two: EventMention, *, many: bool = False,
               standings: Mapping[str, Standing] | None = None) -> float:  # fmt: skip
    """Probability that two mentions of one type tell one event; 0 where a date, the name of a treaty, the speaker or who
    meets whom says no.

    Parameters
    ----------
    many
        Whether the document holds more than four events of the type.
    standings
        Entity name → whom it acts for: a minister counts as the state, and the state as its minister.

    Examples
    --------
    >>> roles = {"participant": ("Kenya", "Uganda")}
    >>> told = EventMention("Meeting", "görüştü", 0, 7, 0, 1, "title", roles)
    >>> again = EventMention("Meeting", "görüşme", 30, 37, 1, 2, "body", roles)
    >>> same_event(told, again) > 0.5
    True
    """
    two = in_the_words_of(one, two, standings) if standings else two
    if (sure := certain(one, two)) is not None:
        return sure
    weights = load_weights()
    return probability(sum(weights.get(name, 0.0) for name in pair_features(one, two, many=many)))


def certain(one: EventMention, two: EventMention) -> float | None:
    """The probability that two mentions of one type tell one event, where dates, titles or those who take part tell it; None
    where they do not.

    Examples
    --------
    >>> told = EventMention("Meeting", "görüştü", 0, 7, 0, 1, "body", time="2024-03-05")
    >>> certain(told, replace(told, time="2024-04")), certain(told, told)
    (0.0, None)
    """
    spoken_by = [mention.roles.get("speaker", ()) for mention in (one, two)] if one.type in SPOKEN else [(), ()]
    other_day = one.time and two.time and not (one.time.startswith(two.time) or two.time.startswith(one.time))
    if other_day or _others_meet(one, two) or _turned_round(one, two) or _differ(*spoken_by) or _told_apart(one, two):
        return 0.0
    if one.modality != two.modality and _others_act(one, two):
        return 0.0
    if one.title and two.title:
        return 0.9 if same_title(fold(one.title), fold(two.title)) else 0.0
    return None


def in_the_words_of(one: EventMention, two: EventMention, standings: Mapping[str, Standing]) -> EventMention:
    """The mention `two` with each actor named as `one` names it in that role (the state for its minister).

    Examples
    --------
    >>> told = EventMention("Visit", "gitti", 0, 5, 0, 1, "body", {"visitor": ("Kenya",)})
    >>> in_the_words_of(told, told, {}) == told
    True
    """
    roles = {}
    for role, names in two.roles.items():
        left = [name for name in one.roles.get(role, ()) if name not in names]
        told = []
        for name in names:
            same = next((other for other in left if agreement(name, other, standings) >= STANDS_FOR), None)
            fits = same is not None and name not in one.roles[role]
            told.append(same if fits and same else name)
            left = [other for other in left if other != same] if fits else left
        roles[role] = tuple(dict.fromkeys(told))
    return replace(two, roles=roles)


def _others_meet(one: EventMention, two: EventMention) -> bool:
    """Whether two or more people do something together in each, of whom some are at the one meeting only; at another thing
    than a meeting, of which parts are told, all of them.
    """
    left, right = ({name for role in EQUAL_ROLES for name in mention.roles.get(role, ())} for mention in (one, two))
    if len(left) < 2 or len(right) < 2:
        return False
    return not (left <= right or right <= left) if one.type == "Meeting" else not left & right


def _turned_round(one: EventMention, two: EventMention) -> bool:
    """Whether somebody has another part in the one than in the other: who gives in the one takes in the other."""
    left, right = (_parts(mention) for mention in (one, two))
    return any(not left[name] & right[name] for name in left.keys() & right.keys())


def _parts(mention: EventMention) -> dict[str, set[str]]:
    """The core roles of each name."""
    parts: dict[str, set[str]] = {}
    for role in mention.roles.keys() & _CORE:
        for name in mention.roles[role]:
            parts.setdefault(name, set()).add(role)
    return parts


def _told_apart(one: EventMention, two: EventMention) -> bool:
    """Whether both sentences name, for two roles or more, others (another sender to another place)."""
    left, right = (_pairs(mention) - set(mention.inferred) for mention in (one, two))
    told = {role for role, _ in left} & {role for role, _ in right}
    return len(told - {role for role, _ in left & right}) > 1


def _others_act(one: EventMention, two: EventMention) -> bool:
    """Whether both sentences name who acts, in the same role, and nobody of the one takes part in the other: what one plans
    is not what another did.
    """
    left, right = (_pairs(mention) - set(mention.inferred) for mention in (one, two))
    roles = {role for role, _ in left} & {role for role, _ in right}
    return bool(roles) and not {name for _, name in left} & {name for _, name in right}


def _pairs(mention: EventMention) -> set[tuple[str, str]]:
    return {(role, name) for role, names in mention.roles.items() for name in names}


def _differ(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left) and bool(right) and not set(left) & set(right)


def pair_features(one: EventMention, two: EventMention, *, many: bool = False) -> list[str]:
    """What the model sees of two mentions of one type, `two` in the words of `one`: names of the weights that count.

    Examples
    --------
    >>> told = EventMention("Meeting", "görüştü", 0, 7, 0, 1, "title")
    >>> pair_features(told, EventMention("Meeting", "görüşme", 30, 37, 1, 2, "body"))
    ['bias', 'no roles', 'nothing shared', 'same stem', 'next line', 'headline']
    """
    left, right = _pairs(one), _pairs(two)
    both = set(one.roles) & set(two.roles)
    shared = len(left & right)
    others = [role for role in both if not set(one.roles[role]) & set(two.roles[role])]
    conflict = any(role in _CORE for role in others)
    spoken = one.type in SPOKEN
    gap = abs(two.line - one.line)
    place = set(one.place) & set(two.place)
    dated = [mention for mention in (one, two) if mention.time]
    found = {
        "bias": True, "one shared": shared == 1, "two shared": shared >= 2, "conflict": conflict,
        "two conflicts": len(others) > 1,
        "subset": bool(left and right) and (left <= right or right <= left), "no roles": not left or not right,
        "nothing shared": not shared, "same stem": bool(_stems(one.trigger) & _stems(two.trigger)),
        "same words": fold(one.trigger) == fold(two.trigger), "next line": gap == 1,
        "headline": min(one.line, two.line) == 1,
        "same place": bool(place), "other place": bool(one.place and two.place and not place),
        "both dated": len(dated) == 2, "one dated": len(dated) == 1,
        "other quantity": bool(one.quantity and two.quantity) and one.quantity != two.quantity,
        "other item": compare_items(one.item, two.item) is False,
        "other polarity": one.polarity != two.polarity, "other modality": one.modality != two.modality,
        "spoken": spoken, "spoken conflict": spoken and conflict, "many": many,
    }  # fmt: skip
    return [name for name, holds in found.items() if holds]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in fold(text).split()}


def compare_items(one: str | None, two: str | None) -> bool | None:
    """Whether two things given are one: True where they are one weapons system or have a word in common (the words for help
    left aside), None where that cannot be told.

    Examples
    --------
    >>> compare_items("12 Bayraktar", "TB2"), compare_items("tıbbi yardım", "çadır"), compare_items("yardım", "çadır")
    (True, False, None)
    """
    weapons = find_weapon(one or ""), find_weapon(two or "")
    if weapons[0] and weapons[1]:
        return weapons[0] == weapons[1]
    left, right = (_stems(item or "") - _HELP for item in (one, two))
    return bool(left & right) if left and right else None


def same_title(one: str, two: str) -> bool:
    """Whether two folded titles of a treaty are one: the shorter, of two words or more, begins or ends the longer.

    Examples
    --------
    >>> same_title("ticaret anlaşması", "serbest ticaret anlaşması"), same_title("anlaşma", "ticaret anlaşması")
    (True, False)
    """
    short, long = sorted((one, two), key=len)
    return (long.startswith(short) or long.endswith(f" {short}")) and " " in short or one == two
