"""Which event mentions of one document tell the same event, and what they then know from each other.

Mentions of one type are compared in pairs (`graphkit.same_event`). Each joins the group that it fits best. A denial joins
what it denies: the event is then disputed, not told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graphkit.affiliations import Standing
from graphkit.model import EventMention
from graphkit.same_event import SPOKEN, load_weights, same_event


def group_mentions(mentions: Sequence[EventMention], fit: Callable[[int, int], float],
                   threshold: float) -> dict[int, list[int]]:  # fmt: skip
    """Number of each mention → the numbers of those that tell its event. Each joins, in text order, the group that it fits
    best: the mean over its members, 0 where one of them cannot be the same event.

    Parameters
    ----------
    fit
        Probability that two mentions (by number, the earlier first) of one type tell one event.
    threshold
        Least mean that joins.

    Examples
    --------
    >>> told = EventMention("Meeting", "görüştü", 0, 7, 0, 1, "body", time="2024")
    >>> group_mentions((told, told, replace(told, type="Visit")), lambda left, right: 0.6, 0.5)
    {0: [0, 1], 1: [0, 1], 2: [2]}
    """
    groups: list[list[int]] = []
    for number, mention in enumerate(mentions):
        fits = [(_mean(mentions, group, number, fit), -at) for at, group in enumerate(groups)]
        best, at = max(fits, default=(0.0, 0))
        alone = sum(score > 0 for score, _ in fits) == 1 and _points_back(mention)
        if best > (load_weights()["back"] if alone else threshold):
            groups[-at].append(number)
        else:
            groups.append([number])
    return {number: group for group in groups for number in group}


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
    count = Counter(mention.type for mention in mentions)

    def fit(left: int, right: int) -> float:
        one, two = mentions[left], mentions[right]
        return same_event(one, two, many=count[one.type] > 4, standings=standings)

    home = group_mentions(mentions, fit, load_weights()["threshold"])
    groups = {id(members): members for members in home.values() if len(members) > 1}
    labels = {key: f"e{n}" for n, key in enumerate(groups, 1)}
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


def _mean(mentions: Sequence[EventMention], group: Sequence[int], number: int, fit: Callable[[int, int], float]) -> float:
    first, mention = mentions[group[0]], mentions[number]
    if first.type != mention.type or (first.zone == "teaser") != (mention.zone == "teaser"):
        return 0.0
    scores = [fit(member, number) for member in group]
    return sum(scores) / len(scores) if min(scores) > 0 else 0.0


def _told(mention: EventMention, group: Sequence[EventMention], label: str | None) -> EventMention:
    """The mention with its label, and with what others of its event tell: who took part, where it names nobody itself. What
    else they tell is the event's in the graph; told of this mention too it was wrong more often than right. Dates stay where
    they are told: the reader looks for an event's date in the whole window.
    """
    if label is None:
        return mention
    taken = {} if mention.roles or mention.type in SPOKEN else dict(sorted(_roles_of(group).items()))
    new = {(role, name) for role, names in taken.items() for name in names}
    places = {place for other in group for place in other.place}
    place = tuple(places) if len(places) == 1 and mention.type in ("Meeting", "Visit") else ()
    return replace(mention, same_as=label, place=mention.place or place, roles=mention.roles or taken,
                   inferred=tuple(sorted({*mention.inferred, *new})))  # fmt: skip


def _roles_of(group: Sequence[EventMention]) -> dict[str, tuple[str, ...]]:
    """The roles of an event, each as the mention has it that knows most; of several the first."""
    best: dict[str, tuple[str, ...]] = {}
    for mention in group:
        for role, names in mention.roles.items():
            if len(names) > len(best.get(role, ())):
                best[role] = tuple(names)
    return best
