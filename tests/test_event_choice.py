"""Judging the proposed events again, beside what stands around them."""

from graphkit.event_choice import event_features
from graphkit.events import Thresholds, decide, head_candidates
from graphkit.logistic import LogisticModel, load_logistic
from graphkit.model import Candidate, Sentence, Word
from graphkit.model_reading import Arc, Proposal


def line(number: int, text: str) -> Sentence:
    """A line of words; each verb is told by its lemma behind a slash (``görüştü/görüş``)."""
    words, at = [], 0
    for count, part in enumerate(text.split(), 1):
        form, _, lemma = part.partition("/")
        words.append(Word(count, form, at, at + len(form), lemma or form, "VERB" if lemma else "NOUN"))
        at += len(form) + 1
    return Sentence(number, 0, at - 1, " ".join(word.text for word in words), number + 1, "body", tuple(words))


def proposal(sentence: int, word: int, kind: str = "Meeting", score: float = 0.5, arcs: tuple[Arc, ...] = ()) -> Proposal:
    return Proposal(sentence, word, kind, score, 0.0, {"actual": 1.0}, arcs)


def test_the_best_rival_of_its_type_counts_in_the_line_and_in_other_lines() -> None:
    lines = [line(0, "Bakanlar görüştü/görüş ve buluştu/buluş"), line(1, "Heyet toplandı/topla")]
    found = list(event_features(lines, [proposal(0, 1), proposal(0, 3, score=0.9), proposal(1, 1, score=0.7)], []))
    assert found[0]["same"] == found[1]["score"] > found[0]["elsewhere"] == found[2]["score"] > 0
    assert "loses" in found[0] and "loses" not in found[1]
    assert found[2]["same"] < -2  # nothing of its type in its line
    assert found[0]["near"] == found[1]["score"] and found[2]["near"] < -2


def test_another_type_at_its_word_is_told_apart_from_one_near_it() -> None:
    found = list(event_features([line(0, "Bakan onu suçladı/suçla")], [proposal(0, 2, "Accusation", 0.6), proposal(0, 2, "Condemnation", 0.8)], []))
    assert found[0]["word"] == found[1]["score"] and found[0]["near"] < -2 and "loses word" in found[0]
    assert "loses word" not in found[1]


def test_who_fills_its_roles_counts_and_whether_in_its_own_sentence() -> None:
    lines = [line(0, "Fas Tunus"), line(1, "Heyetler görüştü/görüş")]
    arcs = (Arc("participant", 0, 0, 0.9), Arc("participant", 1, 0, 0.4), Arc("place", 0, 1, 0.8), Arc("time", 1, 0, 0.3))
    filled, empty = event_features(lines, [proposal(1, 1, arcs=arcs), proposal(0, 1, "Visit")], [])
    assert filled["actor"] == filled["role participant"] > 2 > filled["actor here"]
    assert "actors 1" in filled and "actors 0" in empty and "role place" not in filled
    assert filled["place"] > 1 > filled["time"] and empty["actor"] == empty["place"] < -3


def test_a_frame_that_finds_it_too_and_one_that_finds_something_else() -> None:
    here = line(0, "Bakan onu suçladı/suçla")
    frame = Candidate("Accusation", 0, 10, 17, "frame:accuse", 0.9)
    told, other = event_features([here], [proposal(0, 2, "Accusation"), proposal(0, 2, "Condemnation")], [frame])
    assert "frame" in told and "other frame" in other and not {"frame", "other frame"} <= told.keys()
    (elsewhere,) = event_features([here], [proposal(0, 0, "Accusation")], [frame])
    assert "frame" not in elsewhere


def test_words_between_quotation_marks_are_told() -> None:
    texts = (('" Saldırı sürecek " dedi/de', True), ("“ Saldırı sürecek ” dedi/de", True), ("Saldırı “ büyük ” olacak", False))
    for text, expected in texts:
        sentence = line(0, text)
        at = next(i for i, word in enumerate(sentence.words) if word.text == "Saldırı")
        (found,) = event_features([sentence], [proposal(0, at, "Attack")], [])
        assert ("quoted" in found) is expected


def test_the_shipped_model_is_surer_with_a_frame_with_actors_and_without_a_better_rival() -> None:
    model = load_logistic("event_choice")
    here = line(0, "Fas heyetle görüştü/görüş sonra buluştu/buluş")
    arcs = (Arc("participant", 0, 0, 0.95), Arc("participant", 0, 1, 0.9))
    frame = Candidate("Meeting", 0, 12, 19, "frame:meet", 0.8)

    def sure(*proposals: Proposal, framed: tuple[Candidate, ...] = ()) -> float:
        return model.probability(next(event_features([here], proposals, framed)))

    plain = sure(proposal(0, 2, score=0.6, arcs=arcs))
    assert sure(proposal(0, 2, score=0.6, arcs=arcs), framed=(frame,)) > plain > sure(proposal(0, 2, score=0.6))
    assert plain > sure(proposal(0, 2, score=0.6, arcs=arcs), proposal(0, 4, score=0.95, arcs=arcs))
    assert sure(proposal(0, 2, score=0.95, arcs=arcs)) > plain > sure(proposal(0, 2, score=0.2, arcs=arcs))


def test_a_model_decides_in_place_of_the_threshold_and_a_frame_is_counted_once() -> None:
    here = line(0, "Fas görüştü/görüş")
    frame = Candidate("Meeting", 0, 4, 11, "frame:meet", 0.8)
    for bias, proposer in ((2.0, "head:v1"), (-2.0, "weak:v1")):
        limits = Thresholds(trigger=0.99, events=LogisticModel({"bias": bias}, 0.37))
        (found,) = head_candidates([here], [], [proposal(0, 1)], limits, "v1", [frame])
        assert found.proposer == proposer
        kept = decide([found, frame], least=lambda kind: 0.9)
        assert [candidate.score for candidate in kept] == ([found.score] if bias > 0 else [])
