"""Confidence and status of events."""

from dataclasses import replace

from graphkit.confidence import confidence, evidence_weight, load_priors, status
from graphkit.model import Evidence

ONE = Evidence("v1", "e1", "d1", "Meeting", "Görüştü.", 0, 8, "Görüştü", 0, 7, 1, "body", score=0.9)


def test_confidence_grows_with_documents_not_with_sentences() -> None:
    same = replace(ONE, id="v2")
    other = replace(ONE, id="v3", document="d2")
    assert confidence([ONE, same]) == confidence([ONE])
    assert confidence([ONE, other]) > confidence([ONE])


def test_confidence_falls_with_denial_plan_and_teaser() -> None:
    denied = replace(ONE, id="v2", document="d2", polarity="negative")
    assert confidence([ONE, denied]) < confidence([ONE])
    for weaker in (replace(ONE, modality="planned"), replace(ONE, zone="teaser"), replace(ONE, sources=("Q30",))):
        assert evidence_weight(weaker) < evidence_weight(ONE)


def test_status_is_the_firmest_that_is_told() -> None:
    planned, possible = replace(ONE, modality="planned"), replace(ONE, modality="possible")
    denied = replace(ONE, polarity="negative")
    assert status([planned, possible]) == "planned"
    assert status([planned, ONE]) == "actual"
    assert status([denied]) == "denied"
    assert status([ONE, denied]) == "disputed"


def test_priors_are_probabilities() -> None:
    assert all(0 < value <= 1 for table in load_priors().values() for value in table.values())
