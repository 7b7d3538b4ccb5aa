import pytest
from conllu_reader import read_rows

from graphkit.features import case_of, describe, is_negative, is_passive, tense_of
from graphkit.model import Word
from graphkit.morphology import analyse, find_analyses


def word(text: str, tag: str = "") -> Word:
    (found,) = analyse([text], [tag] if tag else None)
    return Word(1, text, 0, len(text), found.lemma, found.upos, found.feats, morphemes=found.morphemes)


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
@pytest.mark.parametrize(
    "stem, ending, case",
    [
        ("ABD", "nin", "Gen"), ("2024", "te", "Loc"), ("Moskova", "da", "Loc"), ("Putin", "le", "Ins"), ("Kiev", "e", "Dat"),
        ("Zelenskiy", "i", "Acc"), ("NATO", "dan", "Abl"), ("Kim Jong-un"[4:], "un", "Gen"), ("BM", "ce", "Equ"),
    ],
)  # fmt: skip
def test_morphology_apostrophes_are_alike(stem: str, ending: str, case: str, mark: str) -> None:
    found = word(f"{stem}{mark}{ending}", "NUM" if stem[0].isdigit() else "PROPN")
    assert (found.lemma, case_of(found)) == (stem, case)


@pytest.mark.parametrize(
    "text, lemma, case",
    [("Moskovada", "Moskova", "Loc"), ("Türkiyenin", "Türkiye", "Gen"), ("Lukaşenkonun", "Lukaşenko", "Gen")],
)
def test_morphology_names_without_apostrophe(text: str, lemma: str, case: str) -> None:
    found = word(text, "PROPN")
    assert (found.lemma, case_of(found)) == (lemma, case)


def test_morphology_nominalised_passive() -> None:
    found = word("gönderildiğini", "VERB")
    assert found.lemma == "gönder"
    assert found.morphemes == ("Verb", "Pass", "PastPart", "P3sg", "Acc")
    assert is_passive(found) and case_of(found) == "Acc" and tense_of(found) == "Past"


@pytest.mark.parametrize(
    "text, lemma, negative, tense",
    [
        ("görüşmedi", "görüş", True, "Past"), ("görüşemedi", "görüş", True, "Past"), ("imzalayacak", "imzala", False, "Fut"),
        ("görüşüyor", "görüş", False, "Pres"), ("göndermişti", "gönder", False, "Pqp"), ("katıldı", "katıl", False, "Past"),
        ("değil", "değil", True, ""), ("diyen", "de", False, "Pres"), ("gidecekti", "git", False, "Past"),
    ],
)  # fmt: skip
def test_morphology_verbs(text: str, lemma: str, negative: bool, tense: str) -> None:
    found = word(text, "VERB")
    assert (found.lemma, is_negative(found), tense_of(found)) == (lemma, negative, tense)


@pytest.mark.parametrize(
    "text, tag, lemma",
    [
        ("güvenliği", "NOUN", "güvenlik"), ("Somalili", "ADJ", "somalili"), ("bana", "PRON", "ben"), ("bunların", "PRON", "bu"),
        ("mı", "AUX", "mi"), ("üçüncü", "ADJ", "üç"), ("15.", "NUM", "15"), ("hikâyesi", "NOUN", "hikâye"), (",", "PUNCT", ","),
        ("sahipliğinde", "NOUN", "sahiplik"), ("İRAN", "PROPN", "İRAN"), ("Macron", "PROPN", "Macron"), ("Tahran", "PROPN", "Tahran"),
        ("görevlisi", "NOUN", "görevli"), ("okuyucuyu", "NOUN", "okuyucu"), ("eden", "VERB", "et"),
    ],
)  # fmt: skip
def test_morphology_lemmas(text: str, tag: str, lemma: str) -> None:
    assert word(text, tag).lemma == lemma


@pytest.mark.parametrize(
    "text, tag, tags",
    [
        ("elinden", "NOUN", "Noun P3sg Abl"), ("havaalanını", "NOUN", "Noun P3sg Acc"), ("gözaltına", "NOUN", "Noun P3sg Dat"),
        ("dediğin", "VERB", "Verb PastPart P2sg"), ("evinizi", "NOUN", "Noun P2pl Acc"), ("uçuşun", "NOUN", "Verb Manner Gen"),
    ],
)  # fmt: skip
def test_morphology_says_your_only_where_nothing_else_is_possible(text: str, tag: str, tags: str) -> None:
    assert " ".join(word(text, tag).morphemes) == tags


def test_morphology_neighbours_choose() -> None:
    compound = analyse(["Savunma", "Bakanı", "konuştu"], ["NOUN", "NOUN", "VERB"])
    assert compound[1].morphemes == ("Noun", "P3sg")
    subject = analyse(["Rusya'nın", "asker", "gönderdiğini", "söyledi"], ["PROPN", "NOUN", "VERB", "VERB"])
    assert "P3sg" in subject[2].morphemes


def test_morphology_agrees_with_conllu() -> None:
    for rows in read_rows("meeting.conllu"):
        found = analyse([row[1] for row in rows], [row[3] for row in rows])
        wrong = [(row[1], one.lemma) for row, one in zip(rows, found, strict=True) if row[2] != one.lemma]
        assert [pair for pair in wrong if pair != ("toplandı", "topla")] == []


def test_morphology_tag_is_the_authority_and_feats_fill_gaps() -> None:
    (found,) = analyse(["blorptu"], ["VERB"], feats=["Tense=Past"])
    assert (found.upos, found.feats, found.morphemes) == ("VERB", "Tense=Past", ())


def test_morphology_same_answer_every_time() -> None:
    words = ["Askerlerin", "gönderildiği", "bölgede", "görüşme", "yapıldı"]
    assert analyse(words) == analyse(words)
    assert all(find_analyses(one) for one in words)


def test_features_derivation_drops_inflection() -> None:
    assert describe(["Noun", "P3sg", "Loc", "RelClitic"]) == ("ADJ", "Case=Nom|Number=Sing|Person=3")
    assert describe(["Verb", "Caus", "Pass", "Past"])[1].endswith("Voice=CauPass")
    assert describe([]) == ("X", "")
