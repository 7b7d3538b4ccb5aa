"""The deciding step: thresholds, trigger ranges, joining of candidates."""

from graphkit.events import Thresholds, decide, head_candidates, load_thresholds, trigger_range
from graphkit.mentions import Mention
from graphkit.model import Candidate, Filler, Sentence, Word
from graphkit.model_reading import Arc, Proposal

WORDS = (("Fas", "PROPN"), ("Tunus", "PROPN"), ("ile", "ADP"), ("anlaşmaya", "NOUN"), ("imza", "NOUN"), ("attı", "VERB"))


def sentence() -> Sentence:
    words, at = [], 0
    for number, (text, upos) in enumerate(WORDS, 1):
        feats = "Case=Dat" if text == "anlaşmaya" else ""
        words.append(Word(number, text, at, at + len(text), text, upos, feats))
        at += len(text) + 1
    text = " ".join(text for text, _ in WORDS)
    return Sentence(0, 0, len(text), text, 1, "body", tuple(words))


def proposal(score: float = 0.9, role: float = 0.8) -> Proposal:
    arcs = (Arc("party", 0, 0, role), Arc("party", 0, 1, 0.7), Arc("title", 0, 3, 0.9))
    return Proposal(0, 5, "Agreement", score, 0.02, {"actual": 0.1, "planned": 0.8, "possible": 0.1}, arcs)


MENTIONS = [Mention(0, 0, 0, 0, 3, "Fas", "GPE"), Mention(0, 1, 1, 4, 9, "Tunus", "GPE")]


def test_trigger_range_takes_the_noun_of_a_light_verb() -> None:
    assert trigger_range(sentence(), 5) == (4, 5)
    assert trigger_range(sentence(), 3) == (3, 3)


def test_head_candidates_hold_fillers_text_and_modality() -> None:
    (found,) = head_candidates([sentence()], MENTIONS, [proposal()], Thresholds(), "v1")
    assert sentence().text[found.start : found.end] == "imza attı"
    assert [(f.role, f.start, f.end) for f in found.fillers] == [("party", 0, 3), ("party", 4, 9)]
    assert (found.modality, found.polarity, found.title, found.proposer) == ("planned", "positive", "anlaşma", "head:v1")


def test_an_item_is_the_run_around_its_surest_word_in_the_nominative() -> None:
    arcs = (Arc("item", 0, 0, 0.7), Arc("item", 0, 2, 0.6), Arc("item", 0, 3, 0.9))
    told = Proposal(0, 5, "Aid", 0.9, 0.0, {"actual": 1.0}, arcs)
    (found,) = head_candidates([sentence()], MENTIONS, [told], Thresholds(), "v1")
    assert found.item == "anlaşma"  # not Fas, which stands apart, nor a postposition


def test_head_candidates_below_a_threshold_are_none() -> None:
    limits = Thresholds(trigger=0.5, by_type={"Visit": 0.95})
    assert [c.score for c in head_candidates([sentence()], MENTIONS, [proposal(0.4), proposal(0.6)], limits, "v1")] == [0.6]
    strict = Thresholds(by_type={"Agreement": 0.95})
    assert list(head_candidates([sentence()], MENTIONS, [proposal(0.9)], strict, "v1")) == []


def test_head_candidates_leave_out_fillers_below_a_threshold() -> None:
    (found,) = head_candidates([sentence()], MENTIONS, [proposal(0.9, 0.3)], Thresholds(), "v1")
    assert [f.start for f in found.fillers] == [4]


def test_a_mention_fills_one_role_and_a_second_filler_needs_more() -> None:
    arcs = (Arc("sender", 0, 0, 0.45), Arc("destination", 0, 0, 0.3), Arc("sender", 0, 1, 0.5), Arc("place", 0, 0, 0.4))
    told = Proposal(0, 5, "TroopDeployment", 0.9, 0.0, {"actual": 1.0}, arcs)
    limits = Thresholds(role=0.25, further=0.48)
    (found,) = head_candidates([sentence()], MENTIONS, [told], limits, "v1")
    assert {(f.role, f.start) for f in found.fillers} == {("sender", 4), ("place", 0)}
    (loose,) = head_candidates([sentence()], MENTIONS, [told], Thresholds(role=0.25, further=0.4), "v1")
    assert {(f.role, f.start) for f in loose.fillers} == {("sender", 4), ("sender", 0), ("place", 0)}


def test_of_who_acts_and_where_a_mention_is_what_it_scores_better_as() -> None:
    arcs = (Arc("sender", 0, 0, 0.6), Arc("place", 0, 0, 0.8), Arc("sender", 0, 1, 0.5))
    told = Proposal(0, 5, "TroopDeployment", 0.9, 0.0, {"actual": 1.0}, arcs)
    (found,) = head_candidates([sentence()], MENTIONS, [told], Thresholds(), "v1")
    assert {(f.role, f.start) for f in found.fillers} == {("sender", 4), ("place", 0)}


def test_a_title_before_a_name_is_the_named_person() -> None:
    named = [Mention(0, 0, 0, 0, 3, "Fas", "TITLE", "Person"), Mention(0, 1, 1, 4, 9, "Tunus", "PER", "Person")]
    arcs = (Arc("party", 0, 0, 0.9), Arc("party", 0, 1, 0.8))
    told = Proposal(0, 5, "Agreement", 0.9, 0.0, {"actual": 1.0}, arcs)
    (found,) = head_candidates([sentence()], named, [told], Thresholds(), "v1")
    assert [(f.start, f.score) for f in found.fillers] == [(4, 0.9)]


def test_the_surest_word_of_a_time_expression_dates_the_event() -> None:
    arcs = (Arc("time", 0, 2, 0.6), Arc("time", 0, 3, 0.7), Arc("party", 0, 0, 0.9))
    told = Proposal(0, 5, "Agreement", 0.9, 0.0, {"actual": 1.0}, arcs)
    (found,) = head_candidates([sentence()], MENTIONS, [told], Thresholds(), "v1")
    word = sentence().words[3]
    assert found.when == (word.start, word.end)
    assert {f.role for f in found.fillers} == {"party"}
    (undated,) = head_candidates([sentence()], MENTIONS, [told], Thresholds(by_role={"time": 0.8}), "v1")
    assert undated.when is None


def test_decide_joins_overlapping_candidates_of_one_type() -> None:
    head = Candidate("Agreement", 0, 24, 33, "head:v1", 0.6, (Filler("party", 0, 3),), "positive", "actual")
    frame = Candidate("Agreement", 0, 29, 33, "frame:sign", 0.8, (Filler("party", 2, 9), Filler("place", 10, 13)))
    other = Candidate("Meeting", 0, 24, 33, "head:v1", 0.7)
    joined, meeting = decide([frame, head, other])
    assert joined.proposer == "head:v1"
    assert [(f.role, f.start) for f in joined.fillers] == [("party", 0)]
    assert joined.score == 0.6  # that a frame finds it too, the head's score knows already
    assert meeting.type == "Meeting"


def test_decide_takes_further_equal_parties_of_a_frame_but_no_other_senders() -> None:
    fillers = (Filler("party", 0, 3), Filler("sender", 0, 3)), (Filler("party", 4, 9), Filler("sender", 4, 9))
    head, frame = Candidate("Agreement", 0, 24, 33, "head:v1", 0.6, fillers[0]), Candidate("Agreement", 0, 24, 33, "frame:sign", 0.8, fillers[1])
    (joined,) = decide([head, frame])
    assert [(f.role, f.start) for f in joined.fillers] == [("party", 0), ("sender", 0), ("party", 4)]


def test_decide_takes_who_acts_from_a_frame_where_the_head_knows_nobody() -> None:
    head = Candidate("Aid", 0, 24, 33, "head:v1", 0.6, (Filler("place", 0, 3),))
    frame = Candidate("Aid", 0, 24, 33, "frame:give", 0.8, (Filler("provider", 4, 9), Filler("place", 10, 13)))
    (joined,) = decide([head, frame])
    assert [(f.role, f.start) for f in joined.fillers] == [("place", 0), ("provider", 4)]


def test_decide_believes_a_frame_alone_where_the_heads_do_not_know_the_type() -> None:
    frames = [Candidate("Aid", 0, 0, 5, "frame:give", 0.85), Candidate("Blackout", 0, 8, 12, "frame:dark", 0.85)]
    least = {"Aid": 0.9, "Blackout": 0.6}.__getitem__
    assert [c.type for c in decide(frames, least=least)] == ["Blackout"]


def test_decide_keeps_two_triggers_of_one_type_apart() -> None:
    one, two = Candidate("Meeting", 0, 0, 5, "frame:a"), Candidate("Meeting", 0, 8, 12, "frame:b")
    assert decide([two, one]) == (one, two)


def test_load_thresholds_are_probabilities() -> None:
    thresholds = load_thresholds()
    values = [thresholds.trigger, thresholds.role, *(thresholds.by_type or {}).values(), *(thresholds.by_role or {}).values()]
    assert all(0 < value < 1 for value in values)


def test_calibrated_scores_keep_their_order_and_are_as_told_without_a_fit() -> None:
    assert round(Thresholds().calibrated(0.8), 6) == 0.8
    shipped = load_thresholds()
    assert 0 < shipped.calibrated(0.0) < shipped.calibrated(0.6) < shipped.calibrated(0.9) < shipped.calibrated(1.0) < 1
