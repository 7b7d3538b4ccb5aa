"""Judging the proposed events again, beside what stands around them."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from graphkit.corrections import correct
from graphkit.event_choice import event_features
from graphkit.events import Thresholds, decide, head_candidates
from graphkit.extract import extract
from graphkit.logistic import LogisticModel, load_logistic
from graphkit.model import Candidate, Document, Sentence, Word
from graphkit.model_reading import Arc, Proposal, Reading, SentenceReading
from graphkit.pages import load_language
from graphkit.parse import Parsed
from training.event_choice import judged


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


def test_many_proposals_of_one_line_know_the_best_of_the_others() -> None:
    lines = [line(0, "a b c d"), line(1, "e f")]
    told = [proposal(0, at, score=score) for at, score in enumerate((0.3, 0.9, 0.8, 0.2))] + [proposal(1, 0, score=0.6)]
    found = list(event_features(lines, told, []))
    best = {score: next(f["score"] for f, p in zip(found, told, strict=True) if p.score == score) for score in (0.9, 0.8, 0.6)}
    assert [f["same"] for f in found[:4]] == [best[0.9], best[0.8], best[0.9], best[0.9]]
    assert [f["elsewhere"] for f in found] == [best[0.6]] * 4 + [best[0.9]]


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
    for bias, expected in ((1.0, [0.7311]), (-1.0, [])):
        limits = Thresholds(trigger=0.99, events=LogisticModel({"bias": bias}, 0.37))
        found = list(head_candidates([here], [], [proposal(0, 1)], limits, "v1", [frame]))
        kept = decide([*found, frame], least=lambda kind: 0.9)
        assert [candidate.score for candidate in found] == [candidate.score for candidate in kept] == expected


def test_an_idiom_that_a_frame_knows_is_no_other_event() -> None:
    here = line(0, "Heyet sınır dışı edildi/et")
    end = here.words[-1].end
    seen = Candidate("Dismissal", 0, here.words[2].start, end, "head:v1", 0.9)
    idiom = Candidate("Sanction", 0, here.words[1].start, end, "frame:expel", 0.85)
    assert correct([seen], [here], [idiom]) == ()
    assert [c.type for c in correct([seen], [here], [replace(idiom, type="Dismissal")])] == ["Dismissal"]
    assert [c.type for c in correct([seen], [here])] == ["Dismissal"]


def read(text: str, *proposals: Proposal) -> tuple[Sentence, Reading]:
    """A line, and a reading of it without names."""
    here = line(0, text)
    heads = tuple(range(len(here.words)))
    bare = SentenceReading(tuple(w.upos for w in here.words), heads, ("dep",) * len(heads), (), ())
    return here, Reading((bare,), proposals)


def test_a_frame_of_an_own_type_leaves_the_known_ones_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    extractor = load_language().extractor
    here, reading = read("Fas saldırdı/saldır", proposal(0, 1, "Attack", 0.8, (Arc("attacker", 0, 0, 0.9),)))
    assert "Attack" in extractor.types and "Blackout" not in extractor.types
    scores = []
    for found in ((), (Candidate("Blackout", 0, 4, 12, "frame:dark", 0.9),)):
        monkeypatch.setattr("graphkit.frames.find_candidates", lambda *_, found=found: found)
        events = extract(Document("d1", "", here.text), [here], reading, extractor).events
        assert [event.type for event in events] == ["Attack", *(candidate.type for candidate in found)]
        scores.append(events[0].score)
    assert scores[0] == scores[1]


def test_a_gold_event_makes_one_proposal_right_the_one_at_its_word_first() -> None:
    here, reading = read("Fas görüştü/görüş sonra buluştu/buluş", proposal(0, 1, score=0.5), proposal(0, 3, score=0.9),
                         proposal(0, 1, "Visit", 0.7))  # fmt: skip
    page = Parsed(Document("d1", "", here.text), (here,), ((0, reading),))
    extractor = replace(load_language().extractor, frames=())
    scorer = SimpleNamespace(fold=str)
    meeting = {"type": "Meeting", "line": 1, "trigger": "görüştü"}
    rows, gold = judged(scorer, {"events": [meeting]}, page, extractor)
    assert ([(right, score) for _, right, score in rows], gold) == ([(True, 0.5), (False, 0.9), (False, 0.7)], 1)
    rows, _ = judged(scorer, {"events": [{**meeting, "trigger": "el sıkıştı"}]}, page, extractor)
    assert [right for _, right, _ in rows] == [False, True, False]  # else the surest of its type and line
    rows, gold = judged(scorer, {"events": [{**meeting, "optional": True}]}, page, extractor)
    assert ([right for _, right, _ in rows], gold) == ([False, False], 0)  # what is disputed counts neither way
