"""Accusations that are rejected in the sentence that names them: ``suçlamayı reddetti`` tells against the accusation.

The annotation guidelines (`graphkit.records`) call such a mention positive: the accusation was made. As evidence in the
graph it is negative, said by whoever rejects it, so that an accusation that is rejected is disputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.model import EventMention

_NEAR = 40  # code points between the accusation and the word that rejects it, at most


def as_evidence(mentions: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """The mentions of one document as evidence: accusations that their sentence rejects are negative, with the denier as
    source.

    Examples
    --------
    >>> blame = EventMention("Accusation", "suçlamayı", 6, 15, 0, 1, "body", {"target": ("Malta",)})
    >>> denied = EventMention("Denial", "reddetti", 16, 24, 0, 1, "body", {"speaker": ("Malta",)})
    >>> [(one.polarity, one.source) for one in as_evidence([blame, denied])]
    [('negative', ('Malta',)), ('positive', ())]
    """
    return tuple(_rejected(mention, mentions) for mention in mentions)


def _rejected(mention: EventMention, mentions: Sequence[EventMention]) -> EventMention:
    if mention.type != "Accusation" or mention.polarity == "negative":
        return mention
    here = [one for one in mentions if one.sentence == mention.sentence and one.start >= mention.end]
    after = min(here, key=lambda one: (one.start, one.end), default=None)
    if after is None or after.type != "Denial" or after.polarity == "negative" or after.start - mention.end > _NEAR:
        return mention
    speaker = after.roles.get("speaker", ())
    if set(speaker) & set(mention.roles.get("speaker", ())):
        return mention  # who accuses does not reject it: another is meant
    return replace(mention, polarity="negative", source=mention.source or speaker)
