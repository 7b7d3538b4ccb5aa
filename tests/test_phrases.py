"""Noun phrases that can fill a role, as the shipped models read the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.frame_examples import read_example
from graphkit.model import Document
from graphkit.parse import Parser, load_parser, parse
from graphkit.phrases import read_phrases


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("[Peru|GPE] ile [Bolivya|GPE] heyetleri geldi.", [("Peru", "nominative"), ("Bolivya", "nominative")]),
        ("[Rusya|GPE] [Devlet Başkanı|TITLE] [Vladimir Putin|PER] geldi.", [("Vladimir Putin", "nominative")]),
        ("[Fas|GPE], [Tunus|GPE] ve [Mısır|GPE]’a geldi.", [("Fas", "dative"), ("Tunus", "dative"), ("Mısır", "dative")]),
        ("[Ali Kaya|PER], [Can Er|PER] ile geldi.", [("Ali Kaya", "nominative"), ("Can Er", "with")]),
        ("[Sudan|GPE] tarafından gönderildi.", [("Sudan", "by")]),
        ("[Seul|GPE]’deki toplantı bitti.", [("Seul", "relative")]),
        ("Sözcü [Ayla Yurt|PER] konuştu.", [("Ayla Yurt", "nominative")]),
        ("ROMA (ANSA) - [İtalya|GPE] kararını verdi.", [("İtalya", "nominative")]),
        ("[Afrika Birliği|ORG] (AfB) dün toplandı.", [("Afrika Birliği", "nominative")]),
    ],
)
def test_phrases(marked: str, wanted: list[tuple[str, str]], parser: Parser) -> None:
    example = read_example(marked)
    ((_, sentences),) = parse([Document("d", "", example.text)], parser)
    sentence = replace(sentences[0], names=example.names)
    assert [(sentence.text[p.start : p.end], p.slot) for p in read_phrases(sentence)] == wanted
