"""The pipeline: with a reader that answers from a CoNLL-U file, and once with the shipped models."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from conllu_reader import ConlluReader, read_rows

from graphkit.errors import ModelError
from graphkit.features import case_of
from graphkit.model import Document, Sentence, Zone
from graphkit.parse import Parser, load_parser, parse, parse_documents

C01 = "Fas'ın heyeti Tunus'la anlaşma imzaladı."
C23 = "15. Zirve, T.C. Dışişleri Bakanlığı ev sahipliğinde Dr. Can Yılmaz başkanlığında toplandı."


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser(reader=ConlluReader("meeting.conllu"))


@pytest.fixture(scope="module")
def shipped() -> Parser:
    return load_parser()


def one(text: str, parser: Parser) -> tuple[Sentence, ...]:
    ((_, sentences),) = parse([Document("d", "", text)], parser)
    return sentences


def plain(sentence: Sentence) -> list[tuple[str, ...]]:
    return [(w.lemma, w.upos, w.feats, str(w.head), w.deprel) for w in sentence.words]


def test_parse_reader_fills_words(parser: Parser) -> None:
    (sentence,) = one(C23, parser)
    rows = read_rows("meeting.conllu")[1]
    assert [(w.text, w.upos, w.head, w.deprel) for w in sentence.words] == [(r[1], r[3], int(r[6]), r[7]) for r in rows]
    assert [(n.text, n.label) for n in sentence.names] == [("T.C. Dışişleri Bakanlığı", "ORG"), ("Can Yılmaz", "PER")]
    assert case_of(sentence.words[11]) == "Loc"


def test_parse_apostrophes_give_the_same_result(parser: Parser) -> None:
    straight, curly, modifier = (one(C01.replace("'", mark), parser)[0] for mark in "'’ʼ")
    assert plain(straight) == plain(curly) == plain(modifier)
    assert [name.text for name in curly.names] == ["Fas", "Tunus"]
    assert curly.words[0].text == "Fas’ın"
    assert curly.text == C01.replace("'", "’")


def test_parse_offsets_lines_and_zones(parser: Parser) -> None:
    text = f"Başlık\n\n  {C01} {C23}\n"
    document = Document("d", "Başlık", text, (Zone("title", 0, 6),))
    ((_, sentences),) = parse([document], parser)
    assert [(s.index, s.line, s.zone) for s in sentences] == [(0, 1, "title"), (1, 3, "body"), (2, 3, "body")]
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(text[word.start : word.end] == word.text for word in sentence.words)
        assert all(text[name.start : name.end] == name.text for name in sentence.names)
        assert [word.id for word in sentence.words] == list(range(1, len(sentence.words) + 1))


def test_parse_asks_the_reader_once_a_document(parser: Parser) -> None:
    reader = parser.reader
    assert isinstance(reader, ConlluReader)
    before = reader.calls
    documents = [Document("a", "", C01), Document("b", "", ""), Document("c", "", f"{C01}\n{C23}")]
    found = list(parse_documents(documents, parser))
    assert reader.calls - before == 2
    assert [parsed.document.id for parsed in found] == ["a", "b", "c"]
    assert [parsed.readings for parsed in found] == [((0, 1),), (), ((0, 2),)]


def test_parse_is_a_stream(parser: Parser) -> None:
    asked = []

    def endless():
        number = 0
        while True:
            asked.append(number)
            yield Document(str(number), "", C01 * 200)
            number += 1

    stream = parse(endless(), parser)
    assert [next(stream)[0].id for _ in range(3)] == ["0", "1", "2"]
    assert len(asked) < 40


def test_parse_stanza_document(parser: Parser) -> None:
    import stanza

    document = parser.stanza(C01.replace("'", "’"))
    assert isinstance(document, stanza.Document)
    (sentence,) = document.sentences
    assert [(word.text, word.lemma, word.start_char) for word in sentence.words[:2]] == [
        ("Fas’ın", "Fas", 0),
        ("heyeti", "heyet", 7),
    ]
    assert [(entity.text, entity.type) for entity in document.ents] == [("Fas’ın", "GPE"), ("Tunus’la", "GPE")]
    assert sentence.words[0].misc == "Morphemes=Noun+Gen"
    assert sentence.words[4].deprel == "root"
    assert parser.stanza("").sentences == []


def test_parse_headline_in_capitals_is_read_in_ordinary_spelling(parser: Parser) -> None:
    title, body = one(
        "PERU İLE BOLİVYA HEYETLERİ BU HAFTA GÖRÜŞMEDİ .\nPeru ile Bolivya heyetleri bu hafta görüşmedi.", parser
    )
    assert plain(title) == plain(body)
    assert title.words[0].text == "PERU"
    assert [name.text for name in title.names] == ["PERU", "BOLİVYA"]


def test_parse_endless_text_is_cut_and_leaves_others_alone(parser: Parser) -> None:
    endless = Document("long", "", " ".join(f"kelime{number % 977}" for number in range(20_000)))
    short = [Document(str(number), "", C01) for number in range(5)]
    alone = {document.id: sentences for document, sentences in parse(short, parser)}
    together = {document.id: sentences for document, sentences in parse([*short[:2], endless, *short[2:]], parser)}
    assert {key: together[key] for key in alone} == alone
    assert max(len(sentence.words) for sentence in together["long"]) == 120
    assert [sentence.cut for sentence in together["long"]][-2:] == [True, False]
    assert sum(len(sentence.words) for sentence in together["long"]) == 20_000


def test_parse_without_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    load_parser(reader=ConlluReader("meeting.conllu"))
    begin = time.monotonic()
    with pytest.raises(ModelError, match="resources.json is missing"):
        load_parser(models=tmp_path)
    assert time.monotonic() - begin < 5


def test_parse_shipped_models_read_news(shipped: Parser) -> None:
    text = "Putin, Moskova’da Kim Jong-un’la görüştü. ABD'nin bölgeye 3 bin asker göndereceği açıklandı."
    first, second = one(text, shipped)
    assert [w.lemma for w in first.words if w.upos == "VERB"] == ["görüş"]
    assert {"Putin", "Moskova", "Kim Jong-un"} <= {name.text for name in first.names}
    assert [case_of(w) for w in first.words if w.text.startswith(("Moskova", "Jong"))] == ["Loc", "Ins"]
    assert case_of(second.words[0]) == "Gen"
    assert sum(word.head == 0 for word in first.words) == 1


def test_parse_shipped_models_same_output_alone_and_together(shipped: Parser) -> None:
    documents = [Document(str(n), "", text) for n, text in enumerate((C01, C23, f"{C23} {C01}", "Zirve bitti"))]
    together = {document.id: sentences for document, sentences in parse(documents, shipped)}
    alone = {document.id: one(document.text, shipped) for document in reversed(documents)}
    assert together == alone
