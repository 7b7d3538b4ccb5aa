"""Which event mentions of one document tell the same event, and what they then know from each other.

Mentions of one type are compared in pairs by a small logistic model (``same_event.yaml`` of a language pack): the roles
that they share or fill differently, the words, how near they stand. Each joins the group that it fits best. A denial joins
what it denies: the event is then disputed, not told twice.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from typing import cast

import yaml

from graphkit.affiliations import STANDS_FOR, Standing, agreement
from graphkit.events import EQUAL_ROLES
from graphkit.model import EventMention
from graphkit.text import fold
from graphkit.weapons import find_weapon

# roles in which two mentions of one event can differ only when they are not the same event
_CORE = {"participant", "party", "sender", "supplier", "recipient", "provider", "visitor", "attacker", "imposer",
         "person", "protester", "group", "speaker", "target"}  # fmt: skip
# types of words spoken: what one of them leaves out another does not tell
_SPOKEN = {"Accusation", "Condemnation", "Demand", "Threat", "Praise", "Denial", "Pledge"}
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
    if one.time and two.time and not (one.time.startswith(two.time) or two.time.startswith(one.time)):
        return 0.0
    two = _in_the_words_of(one, two, standings) if standings else two
    spoken_by = [mention.roles.get("speaker", ()) for mention in (one, two)] if one.type in _SPOKEN else [(), ()]
    if _others_meet(one, two) or _turned_round(one, two) or _differ(*spoken_by):
        return 0.0
    if one.title and two.title:
        return 0.9 if same_title(fold(one.title), fold(two.title)) else 0.0
    weights = load_weights()
    total = weights["bias"] + sum(weights[name] for name in _features(one, two)) + weights["many"] * many
    return 1 / (1 + math.exp(-total))


def _in_the_words_of(one: EventMention, two: EventMention, standings: Mapping[str, Standing]) -> EventMention:
    """The mention `two` with each actor named as `one` names it in that role (the state for its minister)."""
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


def _differ(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left) and bool(right) and not set(left) & set(right)


def _features(one: EventMention, two: EventMention) -> list[str]:
    left = {(role, name) for role, names in one.roles.items() for name in names}
    right = {(role, name) for role, names in two.roles.items() for name in names}
    both = set(one.roles) & set(two.roles)
    shared = len(left & right)
    conflict = any(role in _CORE and not set(one.roles[role]) & set(two.roles[role]) for role in both)
    spoken = one.type in _SPOKEN
    gap = abs(two.line - one.line)
    place = set(one.place) & set(two.place)
    stems = _stems(one.trigger) & _stems(two.trigger)
    found = {
        "one shared": shared == 1, "two shared": shared >= 2, "conflict": conflict,
        "subset": bool(left and right) and (left <= right or right <= left), "no roles": not left or not right,
        "same stem": bool(stems), "same line": gap == 0, "next line": gap == 1, "second line": gap == 2,
        "headline": min(one.line, two.line) == 1, "same place": bool(place),
        "other place": bool(one.place and two.place and not place),
        "other quantity": bool(one.quantity and two.quantity) and one.quantity != two.quantity,
        "other item": compare_items(one.item, two.item) is False,
        "other polarity": one.polarity != two.polarity, "other modality": one.modality != two.modality,
        "spoken": spoken, "spoken conflict": spoken and conflict,
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


def join_mentions(mentions: Sequence[EventMention],
                  standings: Mapping[str, Standing] | None = None) -> tuple[EventMention, ...]:  # fmt: skip
    """Mentions with `same_as` set where two or more tell one event, and with what others of it give: the
    place, and to a mention without any role those who took part.

    Parameters
    ----------
    standings
        Entity name → whom it acts for.

    Examples
    --------
    >>> roles = {"participant": ("Kenya", "Uganda")}
    >>> told = EventMention("Meeting", "görüştü", 0, 7, 0, 1, "body", roles)
    >>> again = EventMention("Meeting", "görüşme", 30, 37, 1, 2, "body")
    >>> [(mention.same_as, mention.roles) for mention in join_mentions((told, again))][1]
    ('e1', {'participant': ('Kenya', 'Uganda')})
    """
    groups: list[list[int]] = []
    count = Counter(mention.type for mention in mentions)
    for number, mention in enumerate(mentions):
        many = count[mention.type] > 4
        fits = [(_fit(mentions, group, mention, many, standings), -at) for at, group in enumerate(groups)]
        best, at = max(fits, default=(0.0, 0))
        alone = sum(fit > 0 for fit, _ in fits) == 1 and _points_back(mention)
        if best > load_weights()["back" if alone else "threshold"]:
            groups[-at].append(number)
        else:
            groups.append([number])
    labels = {id(g): f"e{n}" for n, g in enumerate((g for g in groups if len(g) > 1), 1)}
    home = {number: group for group in groups for number in group}
    bound = [_bound(one, [mentions[n] for n in home[number]], standings or {}) for number, one in enumerate(mentions)]
    return tuple(
        _told(one, [bound[n] for n in home[number]], labels.get(id(home[number]))) for number, one in enumerate(bound)
    )


def _bound(mention: EventMention, group: Sequence[EventMention], standings: Mapping[str, Standing]) -> EventMention:
    """A mention of an agreement by those whom it binds: who signs for a state that another mention names as a party is that
    state.
    """
    if mention.type != "Agreement":
        return mention
    parties = {name for other in group for name in other.roles.get("party", ())}
    owners = {name: sorted(standings[name].owners & parties) for name in mention.roles.get("party", ()) if name in standings}
    if not any(owners.values()):
        return mention
    names = tuple(dict.fromkeys((owners.get(name) or [name])[0] for name in mention.roles["party"]))
    kept = {(role, name) for role, name in mention.inferred if role != "party" or name in names}
    new = {("party", found[0]) for found in owners.values() if found}
    return replace(mention, roles={**mention.roles, "party": names}, inferred=tuple(sorted(kept | new)))


def _points_back(mention: EventMention) -> bool:
    """Whether a mention says nothing of its event but that it was told (``anlaşma``, ``görüşmenin ardından``)."""
    said = mention.roles or mention.time or mention.quantity or mention.item or mention.title
    return not said and mention.polarity == "positive"


def _fit(mentions: Sequence[EventMention], group: Sequence[int], mention: EventMention, many: bool,
         standings: Mapping[str, Standing] | None) -> float:  # fmt: skip
    """How well a mention fits a group: the mean over its members; 0 where one of them cannot be the same event."""
    members = [mentions[number] for number in group]
    if members[0].type != mention.type or (members[0].zone == "teaser") != (mention.zone == "teaser"):
        return 0.0
    scores = [same_event(member, mention, many=many, standings=standings) for member in members]
    return sum(scores) / len(scores) if min(scores) > 0 else 0.0


def same_title(one: str, two: str) -> bool:
    """Whether two folded titles of a treaty are one: the shorter, of two words or more, begins or ends the longer.

    Examples
    --------
    >>> same_title("ticaret anlaşması", "serbest ticaret anlaşması"), same_title("anlaşma", "ticaret anlaşması")
    (True, False)
    """
    short, long = sorted((one, two), key=len)
    return (long.startswith(short) or long.endswith(f" {short}")) and " " in short or one == two


def _told(mention: EventMention, group: Sequence[EventMention], label: str | None) -> EventMention:
    """The mention with its label, and with what others of its event tell: roles that it does not fill itself, and the others
    of those who do something together, where it names one of them. Dates stay where they are told: the reader looks for an
    event's date in the whole window, and what another mention says is the event's in the graph.
    """
    if label is None:
        return mention
    roles = dict(mention.roles)
    for role, names in sorted(_roles_of(group).items()):
        own = roles.get(role, ())
        if mention.type not in _SPOKEN and (not own or role in EQUAL_ROLES and len(own) == 1 and set(own) < set(names)):
            taken = {name for other, known in mention.roles.items() if other != role for name in known}
            if more := tuple(name for name in names if name not in taken):
                roles[role] = tuple(dict.fromkeys((*own, *more)))
    new = {(role, name) for role, names in roles.items() for name in names if name not in mention.roles.get(role, ())}
    places = {place for other in group for place in other.place}
    place = tuple(places) if len(places) == 1 and mention.type in ("Meeting", "Visit") else ()
    return replace(mention, same_as=label, place=mention.place or place, roles=roles,
                   inferred=tuple(sorted({*mention.inferred, *new})))  # fmt: skip


def _roles_of(group: Sequence[EventMention]) -> dict[str, tuple[str, ...]]:
    """The roles of an event, each as the mention has it that knows most; of several the first."""
    best: dict[str, tuple[str, ...]] = {}
    for mention in group:
        for role, names in mention.roles.items():
            if len(names) > len(best.get(role, ())):
                best[role] = tuple(names)
    return best
