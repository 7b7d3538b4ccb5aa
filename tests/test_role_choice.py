"""Scoring the fillers of roles again, beside their rivals."""

from graphkit.events import Thresholds, head_candidates
from graphkit.logistic import LogisticModel, load_logistic
from graphkit.mentions import Mention
from graphkit.model import Sentence, Word
from graphkit.model_reading import Arc, Proposal
from graphkit.role_choice import rescore, role_features

FAS, TUNUS = Mention(0, 0, 0, 0, 3, "Fas", "GPE"), Mention(1, 0, 0, 20, 25, "Tunus", "GPE")


def test_role_features_tell_rivals_other_roles_and_distance() -> None:
    scores = {FAS: {"sender": 0.5, "destination": 0.9}, TUNUS: {"sender": 0.5}}
    found = {(mention.name, role): features for mention, role, features in role_features(scores, "Aid", 0.9, 1)}
    assert found["Fas", "sender"]["loses"] == 1.0 and "loses" not in found["Fas", "destination"]
    assert found["Fas", "sender"]["rival"] == 0.0 and found["Fas", "destination"]["rival"] < -6  # none: as good as nothing
    assert "before sender" in found["Fas", "sender"] and "here sender" in found["Tunus", "sender"]


def test_a_source_is_no_other_role() -> None:
    scores = {FAS: {"sender": 0.9, "source": 0.4}}
    found = {role: features for _, role, features in role_features(scores, "Aid", 0.9, 0)}
    assert found["source"]["other"] == found["sender"]["other"] < -6


def test_rescore_is_surer_of_a_better_score_and_of_one_without_rivals() -> None:
    model = load_logistic("role_choice")
    sure, unsure = (rescore(model, {FAS: {"target": score}}, "Attack", 0.95, 0)[FAS]["target"] for score in (0.9, 0.3))
    beside = rescore(model, {FAS: {"target": 0.3}, TUNUS: {"target": 0.9}}, "Attack", 0.95, 0)[FAS]["target"]
    assert 1 > sure > unsure > beside > 0


def test_the_model_decides_in_place_of_the_thresholds() -> None:
    words = (Word(1, "Fas", 0, 3, upos="PROPN"), Word(2, "görüştü", 4, 11, upos="VERB"))
    here = Sentence(0, 0, 11, "Fas görüştü", 1, "body", words)
    told = Proposal(0, 1, "Meeting", 0.9, 0.0, {"actual": 1.0}, (Arc("participant", 0, 0, 0.4),))
    for bias, expected in ((-3.0, 0), (3.0, 1)):
        limits = Thresholds(role=0.5, fillers=LogisticModel({"bias": bias}, 0.35))
        (found,) = head_candidates([here], [FAS], [told], limits, "v1")
        assert len(found.fillers) == expected
