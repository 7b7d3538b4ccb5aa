"""Every example of every shipped frame, constructions across frames, and frames of a user."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.frame_examples import check_examples, read_example
from graphkit.frames import Frame, find_candidates, load_frames
from graphkit.model import Candidate, Document, Sentence
from graphkit.ontology import extended
from graphkit.parse import Parser, load_parser, parse

FRAMES = load_frames()
MAIN = {"Meeting", "Agreement", "TroopDeployment", "Visit", "ArmsTransfer", "Aid"}


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def read(text: str, parser: Parser) -> Sentence:
    ((_, sentences),) = parse([Document("d", "", text)], parser)
    assert len(sentences) == 1, sentences
    return sentences[0]


def events(marked: str, parser: Parser) -> tuple[Sentence, tuple[Candidate, ...]]:
    example = read_example(marked)
    sentence = replace(read(example.text, parser), names=example.names)
    return sentence, find_candidates(sentence, FRAMES)


def told(marked: str, parser: Parser) -> list[tuple[str, dict[str, list[str]]]]:
    """(type, role → texts) of the events in a sentence with marked names."""
    sentence, found = events(marked, parser)
    rows = []
    for candidate in found:
        roles: dict[str, list[str]] = {}
        for filler in candidate.fillers:
            roles.setdefault(filler.role, []).append(sentence.text[filler.start : filler.end])
        rows.append((candidate.type, roles))
    return rows


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_frames_examples(frame: Frame, parser: Parser) -> None:
    assert check_examples([frame], lambda text: read(text, parser)) == ()


def test_frames_cover_all_types() -> None:
    assert len({frame.type for frame in FRAMES}) == 23
    for kind in MAIN:
        assert sum(len(frame.triggers) for frame in FRAMES if frame.type == kind) >= 10, kind


def test_frames_names_are_unique() -> None:
    names = [frame.name for frame in FRAMES]
    assert len(names) == len(set(names))


def test_frames_list_with_one_case_ending(parser: Parser) -> None:
    ((kind, roles),) = told(
        "[Ukrayna|GPE], [ABD|GPE] ve [Güney Kore|GPE]’nin dışişleri bakanları [Viyana|GPE]’da buluştu.", parser
    )
    assert kind == "Meeting"
    assert roles["place"] == ["Viyana"]
    assert [text.split("’")[0] for text in roles["participant"]] == ["Ukrayna", "ABD", "Güney Kore"]


def test_frames_passive_and_active_give_the_same_roles(parser: Parser) -> None:
    active = told("[Sudan|GPE], gözlemci heyetini sınır dışı etti.", parser)
    passive = told("Gözlemci heyeti, [Sudan|GPE] tarafından sınır dışı edildi.", parser)
    assert active[0][0] == passive[0][0] == "Sanction"
    assert active[0][1]["imposer"] == passive[0][1]["imposer"] == ["Sudan"]
    assert active[0][1]["target"][0].lower().startswith("gözlemci heyet") or "heyet" in active[0][1]["target"][0]
    assert "heyet" in passive[0][1]["target"][0]


def test_frames_object_is_no_actor(parser: Parser) -> None:
    assert told("[Malta|GPE] büyükelçisi, güven mektubunu [İzlanda|GPE] cumhurbaşkanına sundu.", parser) in (
        [],
        [("Meeting", {"participant": ["Malta büyükelçisi", "İzlanda cumhurbaşkanına"]})],
    )


def test_frames_deployment_beside_budget(parser: Parser) -> None:
    ((kind, roles),) = told("[Norveç|GPE], sınıra 3 bin asker gönderdi ve 1,5 milyar dolarlık bütçe ayırdı.", parser)
    assert (kind, roles["sender"]) == ("TroopDeployment", ["Norveç"])


def test_frames_shared_subject_of_a_second_clause(parser: Parser) -> None:
    rows = told(
        "[Savunma Bakanı|TITLE] [Mira Kovaç|PER] dün [Lahey|GPE]’e gitti ve [NATO|ORG] yetkilileriyle görüştü.", parser
    )
    assert [kind for kind, _ in rows] == ["Visit", "Meeting"]
    assert all("Mira Kovaç" in [text for texts in roles.values() for text in texts] for _, roles in rows)


def test_frames_verbless_headline(parser: Parser) -> None:
    ((kind, roles),) = told("[Ankara|GPE]’da üçlü zirve: [Katar|GPE], [Umman|GPE] ve [Kuveyt|GPE] masada", parser)
    assert kind == "Meeting"
    assert roles["participant"] == ["Katar", "Umman", "Kuveyt"]
    assert roles["place"] == ["Ankara"]


def test_frames_treaty_name(parser: Parser) -> None:
    _, found = events(
        "Geçtiğimiz yıl imzalanan “Kapsamlı Stratejik Ortaklık Anlaşması,” Aralık ayında [Moskova|GPE]’da yürürlüğe girdi.",
        parser,
    )
    assert {candidate.title for candidate in found} == {"Kapsamlı Stratejik Ortaklık Anlaşması"}
    assert [candidate.type for candidate in found] == ["Agreement", "Agreement"]


def test_frames_item_of_a_transfer(parser: Parser) -> None:
    _, found = events(
        "[Kuzey Kore|GPE], [Rusya|GPE]’ya topçu sistemleri ve mermi sağlarken, [Rusya|GPE] ise [Kuzey Kore|GPE]’ye teknolojik destek sunuyor.",
        parser,
    )
    assert [(c.type, c.item) for c in found] == [("ArmsTransfer", "mermi"), ("Aid", "teknolojik destek")]


def test_frames_event_noun_and_its_verb_are_one(parser: Parser) -> None:
    rows = told("[Fas|GPE] ve [Tunus|GPE], vize anlaşması imzaladı.", parser)
    assert rows == [("Agreement", {"party": ["Fas", "Tunus"]})]


def test_frames_name_of_an_organization_is_no_event(parser: Parser) -> None:
    assert told("[Kolektif Güvenlik Antlaşması Örgütü|ORG] dün açıklama yaptı.", parser) == []


def test_frames_proposer_and_offsets(parser: Parser) -> None:
    text = "Başlık\n[Norveç|GPE] bölgeye asker gönderdi."
    example = read_example(text)
    ((_, sentences),) = parse([Document("d", "Başlık", example.text)], parser)
    sentence = replace(sentences[1], names=example.names)
    (candidate,) = find_candidates(sentence, FRAMES)
    assert candidate.proposer == "frame:send-troops"
    assert example.text[candidate.start : candidate.end] == "asker gönderdi"
    assert candidate.sentence == 1


def test_frames_of_a_user(tmp_path: Path, parser: Parser) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "frames:\n  - name: launch\n    type: SpaceLaunch\n    triggers: [uzaya fırlat-]\n"
        "    roles:\n      launcher: {slots: [subject, by], types: [State, Organization]}\n"
        "    examples: ['[Hindistan|GPE|launcher] uyduyu {uzaya fırlattı}.']\n"
        "    counterexamples: ['Çocuk topu fırlattı.']\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="frame launch: no event type 'SpaceLaunch'"):
        load_frames(extra=own)
    types = tmp_path / "types.ttl"
    types.write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix schema: <https://schema.org/> .\n"
        'gk:SpaceLaunch rdfs:subClassOf gk:Event ; gk:roles "launcher" .\n'
        "gk:launcher schema:rangeIncludes gk:State , gk:Organization .\n"
    )
    with extended(types):
        frames = load_frames(extra=own)
    assert frames[-1].type == "SpaceLaunch"
    assert check_examples(frames[-1:], lambda text: read(text, parser)) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frames: [{name: a}]", "'type' is missing"),
        ("frames: [{name: a, type: T, triggers: [b-], roles: {}, spiel: 1}]", "unknown key 'spiel'"),
        ("frames: [{name: a, type: T, triggers: [b-], roles: {r: {slots: [subjekt]}}}]", "unknown slot 'subjekt'"),
        (
            "frames: [{name: a, type: T, triggers: [b-], roles: {r: {slots: [subject], types: [Ship]}}}]",
            "unknown entity type 'Ship'",
        ),
        ("frames: [{name: a, type: T, triggers: [b-], roles: {}, near: {nouns: $ships}}]", "no list $ships"),
        ("- a", "want a mapping"),
        ("frames: [hello]", "a frame is a mapping with name, type, triggers and roles, not 'hello'"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {visitor: 3}}]", "role visitor: want a mapping with 'slots'"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {visitor: {slots: subject}}}]", "'slots' is 'subject'; want a list"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {}, needs: 1}]", "'needs' is 1; want a mapping"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {visitor: {slots: [subject]}}, needs: {visitor: x}}]", "'x' is no number"),
        ("frames: [{name: a, type: Visit, triggers: [3], roles: {}}]", "frame a: a value is not what its key takes"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {}, near: {}}]", "frame a: a value is not what its key takes"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {}, unless: 3}]", "frame a: a value is not what its key takes"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {}, score: abc}]", "frame a: a value is not what its key takes"),
        ("lists: 5", "'lists' is 5; want a mapping"),
        ("frames: [{name: a, type: Visits, triggers: [b-], roles: {}}]", "frame a: no event type 'Visits'"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {guest: {slots: [subject]}}}]", "Visit has no role 'guest'"),
        ("frames: [{name: a, type: Visit, triggers: [b-], roles: {}, needs: {guest: 1}}]", "Visit has no role 'guest'"),
        ("a: [", "not YAML"),
    ],
)
def test_frames_bad_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="bad.yaml") as error:
        load_frames(extra=file)
    assert message in str(error.value)


def test_frames_file_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_bytes("frames: []  # s\xfd".encode("latin-1"))
    with pytest.raises(InputError, match="own.yml: not UTF-8"):
        load_frames(extra=tmp_path)


def test_frames_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no frame file"):
        load_frames(extra=tmp_path / "none.yaml")
