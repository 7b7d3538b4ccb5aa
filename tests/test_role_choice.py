"""Scoring the fillers of roles again, beside their rivals and the rest of the document."""

from collections.abc import Sequence

from graphkit.acting import cast_of
from graphkit.coreference import gather
from graphkit.events import Thresholds, head_candidates
from graphkit.gazetteer import load_gazetteer
from graphkit.logistic import LogisticModel, load_logistic
from graphkit.mentions import Mention
from graphkit.model import Sentence, Word
from graphkit.model_reading import Arc, Proposal
from graphkit.role_choice import Cast, Part, Scored, find_parts

FAS, TUNUS = Mention(0, 0, 0, 0, 3, "Fas", "GPE"), Mention(1, 0, 0, 20, 25, "Tunus", "GPE")
AGAIN = Mention(1, 3, 3, 40, 43, "Fas", "GPE")


def parts(events: Sequence[Scored], cast: Cast | None = None, event: int = 0) -> dict[tuple[str, str], Part]:
    return {(part.names[0], part.role): part for part in list(find_parts(events, cast or Cast()))[event]}


def test_features_tell_rivals_other_roles_and_distance() -> None:
    found = parts([Scored("Aid", 0.9, 1, {FAS: {"sender": 0.5, "destination": 0.9}, TUNUS: {"sender": 0.5}})])
    sender, destination = found["Fas", "sender"].features, found["Fas", "destination"].features
    assert sender["loses"] == 1.0 and "loses" not in destination
    assert sender["rival"] == 0.0 and destination["rival"] < -6  # none: as good as nothing
    assert "before sender" in sender and "here sender" in found["Tunus", "sender"].features


def test_a_source_is_no_other_role() -> None:
    found = parts([Scored("Aid", 0.9, 0, {FAS: {"sender": 0.9, "source": 0.4}})])
    assert found["Fas", "source"].features["other"] == found["Fas", "sender"].features["other"] < -6


def test_mentions_of_one_are_no_rivals_but_count_together() -> None:
    alone = parts([Scored("Aid", 0.9, 1, {FAS: {"provider": 0.5}})])["Fas", "provider"]
    twice = parts([Scored("Aid", 0.9, 1, {FAS: {"provider": 0.4}, AGAIN: {"provider": 0.5}})])["Fas", "provider"]
    assert twice.features["rival"] == alone.features["rival"] and twice.mention == AGAIN
    assert twice.features["score"] == alone.features["score"] and twice.features["together"] > alone.features["together"]


def test_the_same_part_in_another_event_is_an_echo_and_who_acts_nearby_acts() -> None:
    first = Scored("Aid", 0.9, 0, {FAS: {"provider": 0.9}})
    second = Scored("Aid", 0.8, 1, {FAS: {"provider": 0.2, "recipient": 0.1}, TUNUS: {"provider": 0.3}})
    found = parts([first, second], event=1)
    assert found["Fas", "provider"].features["echo"] > 2 and "no echo" not in found["Fas", "provider"].features
    assert found["Fas", "recipient"].features["no echo"] == found["Tunus", "provider"].features["no echo"] == 1.0
    assert found["Fas", "recipient"].features["acts"] > 2 > found["Tunus", "provider"].features["acts"]
    far = parts([first, Scored("Aid", 0.8, 5, {FAS: {"provider": 0.2}})], event=1)["Fas", "provider"]
    assert far.features["echo"] > 2 and far.features["acts"] < -6


def test_the_cast_tells_whom_a_mention_means_how_often_and_where_first() -> None:
    words = (Word(1, "Moskova", 0, 7, upos="PROPN"), Word(2, "sustu", 8, 13, upos="VERB"))
    moscow = Mention(0, 0, 0, 0, 7, "Moskova", "GPE")
    cast = cast_of(gather([Sentence(0, 0, 13, "Moskova sustu", 1, "body", words)], [moscow], load_gazetteer(), None))
    found = parts([Scored("Denial", 0.9, 0, {moscow: {"speaker": 0.6, "place": 0.2}})], cast)
    assert set(found) == {("Rusya", "speaker"), ("Moskova", "place")}
    assert "is State speaker" in found["Rusya", "speaker"].features
    unnamed = parts([Scored("Denial", 0.9, 0, {Mention(0, 1, 1, 8, 13, ""): {"speaker": 0.6}})], cast)
    assert unnamed == {}


def test_the_model_is_surer_of_a_better_score_and_of_one_without_rivals() -> None:
    model = load_logistic("role_choice")

    def sure(scores: dict[Mention, dict[str, float]]) -> float:
        return model.probability(parts([Scored("Attack", 0.95, 0, scores)])["Fas", "target"].features)

    beside = sure({FAS: {"target": 0.3}, TUNUS: {"target": 0.9}})
    assert 1 > sure({FAS: {"target": 0.9}}) > sure({FAS: {"target": 0.3}}) > beside > 0


def test_the_model_decides_in_place_of_the_thresholds() -> None:
    words = (Word(1, "Fas", 0, 3, upos="PROPN"), Word(2, "görüştü", 4, 11, upos="VERB"))
    here = Sentence(0, 0, 11, "Fas görüştü", 1, "body", words)
    told = Proposal(0, 1, "Meeting", 0.9, 0.0, {"actual": 1.0}, (Arc("participant", 0, 0, 0.4),))
    for bias, expected in ((-3.0, 0), (3.0, 1)):
        limits = Thresholds(role=0.5, fillers=LogisticModel({"bias": bias}, 0.35))
        (found,) = head_candidates([here], [FAS], [told], limits, "v1")
        assert len(found.fillers) == expected
