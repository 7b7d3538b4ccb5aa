"""Accusations that their sentence rejects."""

from typing import Any

from graphkit.denials import as_evidence, with_accused
from graphkit.model import EventMention


def mention(kind: str, start: int, sentence: int = 0, **roles: Any) -> EventMention:
    return EventMention(kind, "sözcük", start, start + 6, sentence, sentence + 1, "body", roles)


BLAME = mention("Accusation", 10, speaker=("Fas",), target=("Malta",))


def test_as_evidence_turns_what_is_rejected_next_to_it() -> None:
    denial = mention("Denial", 18, speaker=("Malta",))
    blame, other = as_evidence([BLAME, denial])
    assert (blame.polarity, blame.source, other) == ("negative", ("Malta",), denial)
    # what stands far off, in another sentence, or behind another event is another matter
    for others in ([mention("Denial", 90, speaker=("Malta",))], [mention("Denial", 18, 1, speaker=("Malta",))],
                   [mention("Demand", 17, speaker=("Malta",)), mention("Denial", 25, speaker=("Malta",))]):  # fmt: skip
        assert as_evidence([BLAME, *others])[0] == BLAME
    # a demand that is rejected was still made
    demand = mention("Demand", 10, speaker=("Fas",))
    assert as_evidence([demand, denial])[0] == demand


def test_with_accused_takes_who_rejects_for_the_accused() -> None:
    wrong = mention("Accusation", 10, speaker=("Malta",), target=("Fas",))
    alone = mention("Accusation", 10, speaker=("Malta",))
    denial = mention("Denial", 18, speaker=("Malta",))
    assert with_accused([wrong, denial])[0].roles == {"speaker": ("Fas",), "target": ("Malta",)}
    assert with_accused([alone, denial])[0].roles == {"target": ("Malta",)}
    assert with_accused([BLAME, denial]) == (BLAME, denial)
    assert with_accused([wrong]) == (wrong,)
