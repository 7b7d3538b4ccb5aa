"""Mentions: nominative names and the phrase that a role points to."""

from dataclasses import replace

import pytest

from graphkit.mentions import mention_at, nominative, sentence_mentions
from graphkit.model import Sentence, Word
from graphkit.model_reading import Labelled, SentenceReading


def sentence_of(*rows: tuple[str, str, str], index: int = 0) -> Sentence:
    """A sentence of (text, UPOS, FEATS) rows, words parted by one blank."""
    words, at = [], 0
    for number, (text, upos, feats) in enumerate(rows, 1):
        words.append(Word(number, text, at, at + len(text), text.lower(), upos, feats))
        at += len(text) + 1
    whole = " ".join(text for text, _, _ in rows)
    return Sentence(index, 0, len(whole), whole, 1, "body", tuple(words))


@pytest.mark.parametrize(
    ("text", "lemma", "feats", "expected"),
    [
        ("Moskova’dan", "Moskova", "Case=Abl", "Moskova"),
        ("ABD'nin", "ABD", "Case=Gen", "ABD"),
        ("Dışişleri Bakanlığından", "bakanlık", "Case=Abl|Person[psor]=3", "Dışişleri Bakanlığı"),
        ("Avrupa Birliğinin", "birlik", "Case=Gen|Person[psor]=3", "Avrupa Birliği"),
        ("heyetleri", "heyet", "Case=Acc|Number=Plur", "heyetler"),
        ("birliğe", "birlik", "Case=Dat", "birlik"),
        ("göstericilerle", "gösterici", "Case=Ins|Number=Plur", "göstericiler"),
        ("sözcü", "sözcü", "Case=Nom", "sözcü"),
        ("John O'Neill", "O'Neill", "Case=Nom", "John O'Neill"),
        ("RUSYA’NIN", "RUSYA", "Case=Gen", "RUSYA"),
        ("Kuzey Koreli", "Korel", "Case=Acc", "Kuzey Koreli"),
        ("“Rusya”", "Rusya", "Case=Nom", "Rusya"),
    ],
)
def test_nominative_cuts_the_case_suffix(text: str, lemma: str, feats: str, expected: str) -> None:
    word = text.split()[-1]
    assert nominative(text, Word(1, word, 0, len(word), lemma, "NOUN", feats)) == expected


def test_sentence_mentions_are_names_and_descriptions_in_text_order() -> None:
    sentence = sentence_of(("Kuzey", "PROPN", ""), ("Kore", "PROPN", ""), ("yetkilisi", "NOUN", "Person[psor]=3"),
                           ("Moskova’ya", "PROPN", "Case=Dat"), ("gitti", "VERB", ""))  # fmt: skip
    reading = SentenceReading((), (), (), (Labelled(0, 1, "GPE", 0.9), Labelled(3, 3, "GPE", 0.9)),
                              (Labelled(0, 2, "Person", 0.8),))  # fmt: skip
    found = [(m.name, m.label, m.type) for m in sentence_mentions(sentence, reading)]
    assert found == [("Kuzey Kore yetkilisi", "", "Person"), ("Kuzey Kore", "GPE", None), ("Moskova", "GPE", None)]


def test_mention_at_takes_the_widest_that_ends_there() -> None:
    sentence = sentence_of(("Kuzey", "PROPN", ""), ("Kore", "PROPN", ""), ("yetkilisi", "NOUN", "Person[psor]=3"))
    reading = SentenceReading((), (), (), (Labelled(0, 1, "GPE", 0.9),), (Labelled(0, 2, "Person", 0.8),))
    mentions = list(sentence_mentions(sentence, reading))
    assert mention_at(mentions, sentence, 2).name == "Kuzey Kore yetkilisi"
    assert mention_at(mentions, sentence, 1).name == "Kuzey Kore"


def test_mention_at_makes_a_phrase_with_its_owner_where_no_head_named_one() -> None:
    sentence = sentence_of(("dün", "ADV", ""), ("TBMM", "PROPN", ""), ("heyetini", "NOUN", "Case=Acc|Person[psor]=3"))
    assert mention_at([], sentence, 2).name == "TBMM heyeti"


def test_mention_of_a_counted_group_is_called_by_its_plural_too() -> None:
    sentence = sentence_of(("Altmış", "NUM", ""), ("gösterici", "NOUN", "Case=Nom"), ("toplandı", "VERB", ""))
    reading = SentenceReading(("NUM", "NOUN", "VERB"), (1, 2, -1), ("nummod", "nsubj", "root"), (), (Labelled(0, 1, "Group", 0.9),))
    (mention,) = sentence_mentions(sentence, reading)
    assert (mention.name, mention.also) == ("Altmış gösterici", ("göstericiler",))
    crowd = sentence_of(("elli", "NUM", ""), ("kadar", "ADP", ""), ("köylü", "NOUN", "Case=Nom"), ("geldi", "VERB", ""))
    reading = SentenceReading(("NUM", "ADP", "NOUN", "VERB"), (2, 0, 3, -1), ("nummod", "case", "nsubj", "root"), (),
                              (Labelled(2, 2, "Group", 0.9),))  # fmt: skip
    assert [m.also for m in sentence_mentions(crowd, reading)] == [("köylüler",)]


def test_mention_that_is_whom_is_called_without_its_accusative() -> None:
    own = "Case=Nom|Number=Sing|Person[psor]=3"
    sentence = sentence_of(("bir", "DET", ""), ("pilotu", "NOUN", own), ("dün", "ADV", ""), ("komutanı", "NOUN", own))
    words = (*sentence.words[:1], replace(sentence.words[1], lemma="pilot", deprel="obj"), sentence.words[2],
             replace(sentence.words[3], lemma="komutan", deprel="nsubj"))  # fmt: skip
    reading = SentenceReading((), (), (), (), (Labelled(1, 1, "Person", 0.9), Labelled(3, 3, "Person", 0.9)))
    pilot, commander = sentence_mentions(replace(sentence, words=words), reading)
    assert (pilot.name, pilot.also) == ("pilot", ("pilotu", "bir pilot"))
    assert (commander.name, commander.also) == ("komutanı", ("komutan",))


def test_mention_of_counted_people_is_no_compound() -> None:
    sentence = sentence_of(("1800", "NUM", ""), ("kaçak", "NOUN", ""), ("göçmeni", "NOUN", "Case=Acc|Number=Sing"))
    reading = SentenceReading((), (), (), (), (Labelled(0, 2, "Group", 0.9),))
    words = (*sentence.words[:2], replace(sentence.words[2], lemma="göçmen"))
    (mention,) = sentence_mentions(replace(sentence, words=words), reading)
    assert (mention.name, mention.also) == ("1800 kaçak göçmen", ("kaçak göçmenler",))


@pytest.mark.parametrize(
    ("rows", "label", "span", "name", "also"),
    [
        ([("yirmi", "NUM", ""), ("Hint", "PROPN", "Case=Nom"), ("askeri", "NOUN", "Case=Nom|Person[psor]=3")],
         "", (0, 2), "yirmi Hint askeri", ("Hint askerleri",)),
        ([("muhalif", "ADJ", ""), ("bir", "DET", ""), ("koalisyon", "NOUN", "Case=Nom")],
         "", (2, 2), "koalisyon", ("bir koalisyon", "muhalif bir koalisyon")),
        ([("birkaç", "DET", ""), ("Demokrat", "PROPN", "Case=Nom")], "NORP", (1, 1), "Demokrat", ("Demokratlar",)),
        ([("birkaç", "DET", ""), ("Liberal", "PROPN", "Case=Nom")], "NORP", (1, 1), "Liberal", ("Liberaller",)),
        ([("Hutulara", "PROPN", "Case=Nom")], "NORP", (0, 0), "Hutulara", ()),
        ([("Katolik", "PROPN", "Case=Nom"), ("Kilisesi", "PROPN", "Case=Nom|Person[psor]=3")],
         "NORP", (0, 1), "Katolik Kilisesi", ()),
        ([("Beş", "NUM", "NumType=Card"), ("ülkenin", "NOUN", "Case=Gen"), ("ordusu", "NOUN", "Case=Nom|Person[psor]=3")],
         "", (0, 2), "Beş ülkenin ordusu", ()),
        ([("20", "NUM", ""), ("Somali", "PROPN", "Case=Nom"), ("askeri", "NOUN", "Case=Nom|Person[psor]=3")],
         "", (0, 2), "20 Somali askeri", ("Somali askerleri",)),
        ([("bu", "DET", ""), ("bir", "DET", ""), ("ordu", "NOUN", "Case=Nom")], "", (2, 2), "ordu", ("bir ordu",)),
        ([("hükümete", "NOUN", "Case=Dat"), ("yakın", "ADJ", ""), ("koalisyon", "NOUN", "Case=Nom")],
         "", (2, 2), "koalisyon", ()),
        ([("Sabah", "PROPN", "Case=Nom"), ("gazetesi", "NOUN", "Case=Nom|Person[psor]=3")],
         "", (0, 1), "Sabah gazetesi", ()),
        ([("orduya", "NOUN", "Case=Dat"), ("bağlı", "ADJ", ""), ("askerler", "NOUN", "Case=Nom|Number=Plur")],
         "", (2, 2), "askerler", ()),
        ([("akşam", "NOUN", "Case=Nom"), ("destekçileri", "NOUN", "Case=Nom|Number=Plur|Person[psor]=3")],
         "", (1, 1), "destekçiler", ("destekçileri",)),
    ],
)  # fmt: skip
def test_mention_has_the_forms_that_others_would_give_it(
    rows: list[tuple[str, str, str]], label: str, span: tuple[int, int], name: str, also: tuple[str, ...]
) -> None:
    sentence = sentence_of(*rows)
    lemmas = {"askeri": "asker", "askerler": "asker", "destekçileri": "destekçi"}
    sentence = replace(sentence, words=tuple(replace(w, lemma=lemmas.get(w.text, w.text)) for w in sentence.words))
    found = (Labelled(*span, label or "Group", 0.9),)
    reading = SentenceReading((), (), (), found if label else (), () if label else found)
    (mention,) = sentence_mentions(sentence, reading)
    assert (mention.name, mention.also) == (name, also)
