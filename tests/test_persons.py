"""Persons of a document: two surnames in a row are two persons."""

import pytest

from graphkit.gazetteer import load_gazetteer
from graphkit.model import Sentence, Word
from graphkit.model_reading import Labelled, SentenceReading
from graphkit.persons import document_mentions


def names_of(*texts: str) -> list[list[str]]:
    """The persons of each sentence, whose first two words the reader takes for one name."""
    sentences, readings, start = [], [], 0
    for number, text in enumerate(texts):
        at, words = start, []
        for index, part in enumerate(text.split(), 1):
            words.append(Word(index, part, at, at + len(part), part, "PROPN"))
            at += len(part) + 1
        sentences.append(Sentence(number, start, start + len(text), text, number + 1, "body", tuple(words)))
        empty = ("X",) * len(words)
        readings.append(SentenceReading(empty, (0,) * len(words), empty, (Labelled(0, 1, "PER", 0.9),), ()))
        start += len(text) + 2
    found = document_mentions(sentences, readings, load_gazetteer())
    return [[m.name for m in found if m.sentence == number] for number in range(len(texts))]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Biden Netanyahu ile görüştü"], [["Biden", "Netanyahu"]]),
        (["Yurt Kovaç'ı aradı", "Ayla Yurt konuştu", "Mira Kovaç dinledi"], [["Yurt", "Kovaç"], ["Ayla Yurt"], ["Mira Kovaç"]]),
        (["Joe Biden konuştu"], [["Joe Biden"]]),
        (["Ayla Yurt konuştu", "Ayla Yurt'u dinlediler"], [["Ayla Yurt"], ["Ayla Yurt"]]),
        (["Yurt Kovaç konuştu", "Ayla Yurt sustu"], [["Yurt Kovaç"], ["Ayla Yurt"]]),
        (["Abbas Arakçi konuştu"], [["Abbas Arakçi"]]),
        (["Selman Rüşdi konuştu", "Kral Selman dinledi", "Ahmed Rüşdi sustu"], [["Selman Rüşdi"], ["Kral Selman"], ["Ahmed Rüşdi"]]),
        (["Yurt Kovaç konuştu", "Yurt Kovaç'ı sevdiler", "Ayla Yurt sustu", "Mira Kovaç dinledi"],
         [["Yurt Kovaç"], ["Yurt Kovaç"], ["Ayla Yurt"], ["Mira Kovaç"]]),
    ],
)  # fmt: skip
def test_two_surnames_in_a_row_are_two_persons(texts: list[str], expected: list[list[str]]) -> None:
    assert names_of(*texts) == expected
