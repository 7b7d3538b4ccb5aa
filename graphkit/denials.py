"""Accusations and claims that are rejected in the sentence that names them: ``suçlamayı reddetti`` tells against the
accusation, ``asker gönderdiği iddiasını reddetti`` against the deployment.

The annotation guidelines (`graphkit.records`) call such a mention positive: the accusation was made. As evidence in the
graph it is negative, said by whoever rejects it, so that what one side claims and another rejects is disputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.model import EventMention

_NEAR = 40  # code points between the accusation and the word that rejects it, at most


def as_evidence(mentions: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """The mentions of one document as evidence: what their sentence rejects is negative, with the denier as source.

    Where the sentence also says who claims it, the claim stays evidence, and the denial comes after all mentions.

    Examples
    --------
    >>> blame = EventMention("Accusation", "suçlamayı", 6, 15, 0, 1, "body", {"target": ("Malta",)})
    >>> denied = EventMention("Denial", "reddetti", 16, 24, 0, 1, "body", {"speaker": ("Malta",)})
    >>> [(one.polarity, one.source) for one in as_evidence([blame, denied])]
    [('negative', ('Malta',)), ('positive', ())]
    >>> sent = EventMention("TroopDeployment", "gönderdiği", 0, 10, 0, 1, "body", denied_by=("Fas",))
    >>> [(one.polarity, one.source) for one in as_evidence([sent])]
    [('negative', ('Fas',))]
    """
    told = [_rejected(mention, mentions) for mention in mentions]
    kept = [replace(one, source=_claimants(one)) if _claimants(one) else _denied(one) for one in told]
    return (*kept, *(_denied(mention) for mention in told if _claimants(mention)))


def _claimants(mention: EventMention) -> tuple[str, ...]:
    """Who claims what somebody else denies."""
    if mention.polarity == "negative" or not mention.denied_by:
        return ()
    return tuple(name for name in mention.source if name not in mention.denied_by)


def _denied(mention: EventMention) -> EventMention:
    return replace(mention, polarity="negative", source=mention.denied_by) if mention.denied_by else mention


def with_accused(mentions: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """The mentions with accusations the right way round: who rejects one is accused, and accuses nobody in it.

    Examples
    --------
    >>> blame = EventMention("Accusation", "suçlamayı", 6, 15, 0, 1, "body", {"speaker": ("Malta",), "target": ("Fas",)})
    >>> denied = EventMention("Denial", "reddetti", 16, 24, 0, 1, "body", {"speaker": ("Malta",)})
    >>> with_accused([blame, denied])[0].roles
    {'speaker': ('Fas',), 'target': ('Malta',)}
    """
    out = []
    for mention in mentions:
        denial = _denial_of(mention, mentions)
        accused = denial.roles.get("speaker", ()) if denial else ()
        speaker, target = (mention.roles.get(role, ()) for role in ("speaker", "target"))
        if accused and set(accused) & set(speaker):
            others = tuple(name for name in (*speaker, *target) if name not in accused)
            roles = {"speaker": others, "target": accused}
            mention = replace(mention, roles={role: names for role, names in roles.items() if names})
        out.append(mention)
    return tuple(out)


def _rejected(mention: EventMention, mentions: Sequence[EventMention]) -> EventMention:
    denial = _denial_of(mention, mentions)
    if denial is None or mention.polarity == "negative":
        return mention
    return replace(mention, polarity="negative", source=mention.source or denial.roles.get("speaker", ()))


def _denial_of(mention: EventMention, mentions: Sequence[EventMention]) -> EventMention | None:
    """The denial that is the next event of the sentence after an accusation, if it stands near."""
    if mention.type != "Accusation":
        return None
    here = [one for one in mentions if one.sentence == mention.sentence and one.start >= mention.end]
    after = min(here, key=lambda one: (one.start, one.end), default=None)
    if after is None or after.type != "Denial" or after.polarity == "negative" or after.start - mention.end > _NEAR:
        return None
    return after
