"""Plain text and Markdown."""

import datetime as dt
from pathlib import Path

import pytest

from graphkit.errors import InputError, InputWarning
from graphkit.model import Document
from graphkit.read.plain import read_plain
from graphkit.read.rules import load_reading_rules

RULES = load_reading_rules("tr")
DATA = Path(__file__).parent / "data" / "read"


def read(text: str, *, markdown: bool = False, published: dt.date | None = None) -> Document:
    return read_plain(text.encode(), RULES, path="a", markdown=markdown, published=published)


def test_read_plain_article() -> None:
    document = read_plain((DATA / "haber.txt").read_bytes(), RULES, path="haber.txt")
    assert document.title == "Peru ile Kolombiya sınır devriyesinde anlaştı"
    assert document.published == dt.date(2025, 7, 11)
    assert document.text == (DATA / "haber.txt").read_text(encoding="utf-8").rstrip()
    assert document.text.split("\n")[5].startswith("LİMA (AA)")
    assert document.zone_at(document.text.index("Peru ve Kolombiya")) == "body"


def test_read_plain_keeps_blank_lines_and_takes_crlf() -> None:
    document = read("\r\nBaşlık\r\n\r\nGövde metni.\r\n\r\n\r\nSon söz.\r\n")
    assert document.text == "Başlık\n\nGövde metni.\n\n\nSon söz."
    assert document.line_at(document.text.index("Son")) == 6


def test_read_plain_published_option_fills_in_only() -> None:
    option = dt.date(2020, 1, 1)
    assert read("Başlık\n\nGövde.").published is None
    assert read("Başlık\n\nGövde.", published=option).published == option
    assert read("Başlık\n11.07.2025\nGövde.", published=option).published == dt.date(2025, 7, 11)


def test_read_plain_id_comes_from_text_and_day() -> None:
    first, second = read("Başlık\n\nGövde."), read("Başlık\r\n\r\nGövde.\r\n")
    assert first.id == second.id
    assert first.id != read("Başlık\n\nGövde.", published=dt.date(2025, 7, 11)).id
    assert len(first.id) == 17


def test_read_plain_lines_broken_at_a_width_are_joined() -> None:
    text = """Peru ile Kolombiya sınır devriyesinde anlaştı

Peru ve Kolombiya savunma bakanları, ortak sınır devriyesini
öngören protokolü Lima’da imzaladı. Protokol iki parlamentonun
onayından sonra yürürlüğe girecek.

Kolombiya, geçen yılın mart ayında bölgeye üç yüz kişilik
bir birlik göndermişti. Peru heyeti, birliğin geri çekilmesini
istemedi."""
    lines = read(text).text.split("\n")
    assert lines[2] == (
        "Peru ve Kolombiya savunma bakanları, ortak sınır devriyesini öngören protokolü Lima’da imzaladı. "
        "Protokol iki parlamentonun onayından sonra yürürlüğe girecek."
    )
    assert len(lines) == 5


@pytest.mark.parametrize("text", ["\n \n\t\n", "--- !!! ---"])
def test_read_plain_without_words(text: str) -> None:
    with pytest.raises(InputError, match="a: the file holds no text"):
        read(text)


def test_read_plain_markdown_article() -> None:
    document = read_plain((DATA / "haber.md").read_bytes(), RULES, path="haber.md", markdown=True)
    assert document.title == "Estonya ile Letonya ortak hava tatbikatı yaptı"
    assert document.published == dt.date(2025, 9, 2)
    assert (document.source, document.url) == ("Kuzey Postası", "https://kuzeypostasi.example/tatbikat")
    assert "Estonya ve Letonya hava kuvvetleri, Baltık Denizi üzerinde ortak bir tatbikat düzenledi." in document.text
    assert not set("*#[]()>!_") & set(document.text)
    kinds = [(zone.kind, document.text[zone.start : zone.end]) for zone in document.zones]
    assert kinds[1:] == [
        ("caption", "Tatbikata katılan uçaklar"),
        ("teaser", "İlgili Haberler"),
        ("teaser", "Litvanya, sınırına 500 asker gönderdi"),
        ("teaser", "Finlandiya ile Norveç enerji anlaşması imzaladı"),
    ]
    assert document.zone_at(document.text.index("Tatbikata on iki")) == "body"


def test_read_plain_markdown_marks() -> None:
    text = "Başlık\n======\n\n1. Bir **kalın** söz\n2. _İki_ \\*yıldız\\*\n\n* * *\n\na_b_c ve 2 * 3 * 4 <https://a.example>"
    document = read(text, markdown=True)
    assert document.title == "Başlık"
    assert document.text.split("\n")[2:] == [
        "Bir kalın söz",
        "İki *yıldız*",
        "",
        "",
        "",
        "a_b_c ve 2 * 3 * 4 https://a.example",
    ]


def test_read_plain_markdown_title_only_in_front_matter() -> None:
    document = read("---\ntitle: Zirve bitti\n---\nLiderler döndü.", markdown=True)
    assert document.text == "Zirve bitti\n\nLiderler döndü."


@pytest.mark.parametrize("day", ["2025-09-45", "2025-13-01", "dün", "Eylül 2025"])
def test_read_plain_markdown_date_that_names_no_day_is_told(day: str) -> None:
    with pytest.warns(InputWarning, match=f"a: the date '{day}' names no day"):
        document = read(f"---\ntitle: Zirve bitti\ndate: {day}\n---\nLiderler döndü.", markdown=True)
    assert (document.title, document.published) == ("Zirve bitti", None)


def test_read_plain_markdown_front_matter_is_as_written() -> None:
    document = read("---\ntitle: 2024\ndate: 2025-07-12\n---\nLiderler döndü.", markdown=True)
    assert (document.title, document.published) == ("2024", dt.date(2025, 7, 12))


def test_read_plain_markdown_wrong_front_matter_names_the_line() -> None:
    with pytest.raises(InputError, match=r"a:3: the front matter is not YAML"):
        read("---\ntitle: x\nurl: [a\n---\nMetin.", markdown=True)
