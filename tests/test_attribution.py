"""Who says so, whether it happened and how sure, on sentences of our own as the shipped models read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.attribution import find_source, modality_of, polarity_of
from graphkit.frame_examples import read_example
from graphkit.model import Document, Sentence
from graphkit.parse import Parser, load_parser, parse


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def read(marked: str, parser: Parser) -> tuple[Sentence, int, int, list[str]]:
    """Sentence, range of the trigger in braces, and the names marked ``source``."""
    example = read_example(marked)
    ((_, sentences),) = parse([Document("d", "", example.text)], parser)
    assert len(sentences) == 1, sentences
    wanted = [name.text for name, role in zip(example.names, example.roles, strict=True) if role == "source"]
    trigger = example.triggers[0]
    return replace(sentences[0], names=example.names), trigger.start, trigger.end, wanted


@pytest.mark.parametrize(
    "marked",
    [
        "[Rusya|GPE|source], [Kursk|GPE]’a {asker gönderdiğini} açıkladı.",
        "[KCNA|ORG|source], [Putin|PER]’in [Ri Hi Yong|PER]’u {kabul ettiğini} duyurdu.",
        "[Ukrayna|GPE|source], [ABD|GPE|source] ve [Güney Kore|GPE|source] kaynaklarına göre [Kuzey Kore|GPE] binlerce {asker gönderdi}.",
        "[Reuters|ORG|source]’a göre iki ülke dün {görüştü}.",
        "[Fransız Genelkurmayı|ORG|source]’nın verdiği bilgiye göre birlikler dün {çekildi}.",
        "“[Portekiz|GPE] ve [İspanya|GPE] yarın {masaya oturacak}” diyen sözcü [Ayla Yurt|PER|source], ayrıntı vermedi.",
        "[Dmitriy Peskov|PER|source], “Heyetler yarın {bir araya gelecek” dedi}.",
        "[Sergey Lavrov|PER|source]: Anlaşma dün {imzalandı}",
        "[Kiev|GPE|source], [Moskova|GPE]’nın ateşkesi {ihlal ettiğini} iddia etti.",
        "[NATO|ORG|source], yeni tankların {teslim edileceğini} bildirdi.",
        "[Keir Starmer|PER|source], heyetin {görüşeceğini} belirterek ayrıntı vermedi.",
        "Anlaşmanın {imzalandığı} [Kremlin|ORG|source] tarafından doğrulandı.",
        "Birliklerin yarın {çekileceğini} söyleyen [Mira Kovaç|PER|source], tarih vermedi.",
        "[Brüksel|GPE|source], yardımların {kesileceği} uyarısında bulundu.",
    ],
)
def test_attribution_source(marked: str, parser: Parser) -> None:
    if "dedi}" in marked:
        marked = marked.replace("{bir araya gelecek” dedi}", "{bir araya gelecek}” dedi")
    sentence, start, end, wanted = read(marked, parser)
    assert [sentence.text[f.start : f.end].split(" kaynak")[0] for f in find_source(sentence, start, end)] == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "[Rusya|GPE], [Kursk|GPE]’a {asker gönderdi}.",
        "[Fas|GPE] ve [Tunus|GPE] anlaşma {imzaladı} ve [Fas|GPE] memnun olduğunu açıkladı.",
        "{Görüşmenin} ardından [Fidan|PER], takvimin belli olduğunu açıkladı.",
        "[Ankara|GPE]’da {zirve}: [Katar|GPE] ve [Umman|GPE] masada",
        "Anlaşmanın dün {imzalandığı} öne sürüldü.",
    ],
)
def test_attribution_no_source(marked: str, parser: Parser) -> None:
    sentence, start, end, _ = read(marked, parser)
    assert find_source(sentence, start, end) == ()


def test_attribution_speaker_of_a_demand_is_no_source(parser: Parser) -> None:
    sentence, start, end, _ = read("[Kiev|GPE], [Berlin|GPE]’den füze {talep ettiğini} açıkladı.", parser)
    assert find_source(sentence, start, end, type="Demand") == ()
    sentence, start, end, wanted = read("[Reuters|ORG|source], [Kiev|GPE]’in füze {talep ettiğini} duyurdu.", parser)
    assert [sentence.text[f.start : f.end] for f in find_source(sentence, start, end, type="Demand")] == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "[Peru|GPE] ile [Bolivya|GPE] heyetleri bu hafta {görüşmedi}.",
        "Heyetler {görüşmüş} değil.",
        "Heyetler bu hafta {görüşemedi}.",
        "İki ülke arasında {görüşme} olmadı.",
        "[Kanada|GPE], asker {göndermeyeceğini} açıkladı.",
        "[Mısır|GPE] anlaşmayı {imzalamayı} reddetti.",
        "[Fransa|GPE] asker {göndermekten} vazgeçti.",
        "[Londra|GPE]’daki {zirve} iptal edildi.",
        "Anlaşma {imzalanmadan} heyetler dağıldı.",
        "Ortada bir {anlaşma} yok.",
        "[Kenya|GPE] anlaşmaya {imza atmadı}.",
    ],
)
def test_attribution_negative(marked: str, parser: Parser) -> None:
    sentence, start, end, _ = read(marked, parser)
    assert polarity_of(sentence, start, end) == "negative"


@pytest.mark.parametrize(
    "marked",
    [
        "[Peru|GPE] ile [Bolivya|GPE] heyetleri bu hafta {görüştü}.",
        "[Kremlin|ORG], [Ankara|GPE]’nın {asker gönderdiğini} yalanladı.",
        "{Görüşmeden} sonra açıklama yapılmadı.",
        "[Mısır|GPE] ile {görüşen} heyet açıklama yapmadı.",
        "[Kiev|GPE], birliklerin {çekildiğini} doğrulamadı.",
    ],
)
def test_attribution_positive(marked: str, parser: Parser) -> None:
    sentence, start, end, _ = read(marked, parser)
    assert polarity_of(sentence, start, end) == "positive"


def test_attribution_promise_not_to_do_is_a_promise(parser: Parser) -> None:
    sentence, start, end, _ = read("[Oslo|GPE], yardımı {kesmeyeceğine söz verdi}.", parser)
    assert polarity_of(sentence, start, end, type="Pledge") == "positive"
    assert modality_of(sentence, start, end, type="Pledge") == "actual"


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("[Gürcistan|GPE] ile [Moldova|GPE] anlaşma {imzaladı}.", "actual"),
        ("[Gürcistan|GPE] ile [Moldova|GPE] önümüzdeki ay anlaşma {imzalayacak}.", "planned"),
        ("[Gürcistan|GPE], anlaşmayı {imzalamayı} planlıyor.", "planned"),
        ("[Gürcistan|GPE]’ın anlaşmayı {imzalaması} bekleniyor.", "planned"),
        ("[Almanya|GPE], birliğin {gönderileceğini} açıkladı.", "planned"),
        ("{Zirve} yarın yapılacak.", "planned"),
        ("[Fidan|PER]’ın gelecek ay yapacağı {ziyaret} ertelenebilir.", "planned"),
        ("[Pekin|GPE], tank {göndermeye} hazırlanıyor.", "planned"),
        ("[Almanya|GPE], birlik {gönderebilir}.", "possible"),
        ("[Almanya|GPE], birlik {gönderebileceğini} açıkladı.", "possible"),
        ("[Kiev|GPE], [Berlin|GPE]’in tank {göndermesini} istedi.", "possible"),
        ("[Berlin|GPE] tank {göndermeli}.", "possible"),
        ("[Berlin|GPE] tank {gönderirse} savaş uzar.", "possible"),
        ("Saldırılar sürerse [Berlin|GPE] tank {gönderecek}.", "possible"),
        ("[Berlin|GPE]’in tank {göndermesi} gerekiyor.", "possible"),
        ("[Berlin|GPE] tank {gönderdiğini} doğruladı.", "actual"),
        ("Geçen yıl {imzalanan} anlaşma yürürlükte.", "actual"),
        ("Heyet yarın [Roma|GPE]’ya {giderek} imza töreni düzenleyecek.", "planned"),
    ],
)
def test_attribution_modality(marked: str, modality: str, parser: Parser) -> None:
    sentence, start, end, _ = read(marked, parser)
    assert modality_of(sentence, start, end) == modality


def test_attribution_outside_the_sentence_is_plain() -> None:
    empty = Sentence(0, 0, 0, "", 1, "body")
    assert (polarity_of(empty, 0, 0), modality_of(empty, 0, 0), find_source(empty, 0, 0)) == ("positive", "actual", ())
