"""HTML pages: main text, zones, date, encoding, damage (cases C27 and C29)."""

import datetime as dt
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.read.html import read_html
from graphkit.read.rules import load_reading_rules

RULES = load_reading_rules("tr")
PAGE = (Path(__file__).parent / "data" / "read" / "haber.html").read_bytes()


def read(page: str | bytes) -> Document:
    return read_html(page.encode() if isinstance(page, str) else page, RULES, path="a.html")


def texts(document: Document, kind: str) -> list[str]:
    return [document.text[zone.start : zone.end] for zone in document.zones if zone.kind == kind]


def test_read_html_article() -> None:
    document = read(PAGE)
    assert document.title == "Fas ve Tunus vize anlaşması imzaladı"
    assert document.text.startswith(f"{document.title}\n\n")
    assert document.published == dt.date(2026, 3, 18)
    assert (document.source, document.url) == ("Ufuk Haber", "https://ufukhaber.example/dunya/fas-tunus-vize")
    assert texts(document, "byline") == ["Defne Aksu / Rabat"]
    assert texts(document, "caption") == ["İki ülkenin dışişleri bakanları Rabat’taki törende."]
    for sentence in ("doksan güne kadar vizesiz", "Fas Dışişleri Bakanlığı", "mayıs ayında Sfaks’ta"):
        assert document.zone_at(document.text.index(sentence)) == "body"


def test_read_html_other_stories_are_teasers() -> None:
    teasers = texts(read(PAGE), "teaser")
    assert teasers == [
        "Nijer, Cezayir sınırına iki tabur gönderdi",
        (
            "Brezilya ve Şili savunma paktı imzaladı\n\n"
            "İki ülkenin savunma bakanları, ortak tatbikatları da kapsayan belgeye Santiago’da imza attı."
        ),
        "Umman, Katar’a insani yardım uçağı yolladı",
        "Hafta sonu hava nasıl olacak, yağmur bekleniyor mu?",
    ]


def test_read_html_leaves_out_what_is_no_text() -> None:
    text = read(PAGE).text
    for junk in ("Okur yorumu", "Bütün hakları", "Ana sayfa", "color: red", "İlgili Haberler", "schema.org"):
        assert junk not in text


@pytest.mark.parametrize(
    "box",
    [
        "<div class='box'>İlgili Haberler: <a href='#'>Brezilya ve Şili savunma paktı imzaladı</a></div>",
        "<div><b>İlgili Haberler:</b> Brezilya ve Şili savunma paktı imzaladı</div>",
        "<p>İlgili haber: Brezilya ve Şili savunma paktı imzaladı",
        "<h3>İlgili Haberler</h3><ul><li><a>Brezilya ve Şili savunma paktı imzaladı</a></ul>",
        "<div><span>Öne Çıkanlar</span></div><div><a>Brezilya ve Şili savunma paktı imzaladı</a></div>",
        "<div class='related-posts'><a>Brezilya ve Şili savunma paktı imzaladı</a></div>",
        "<aside><a>Brezilya ve Şili savunma paktı imzaladı</a></aside>",
    ],
)
def test_read_html_box_below_a_short_article(box: str) -> None:
    for article in ("<article><h1>Vize anlaşması</h1><p>{}</p></article>{}", "<p>{}</p>{}", "<div><p>{}</p>{}</div>"):
        document = read(f"<html><body>{article.format('Fas ve Tunus vize anlaşması imzaladı.', box)}</body></html>")
        assert texts(document, "teaser")[-1] == "Brezilya ve Şili savunma paktı imzaladı"
        assert "Fas ve Tunus vize anlaşması imzaladı." in document.text
        assert document.zone_at(document.text.index("Fas ve Tunus")) != "teaser"


def test_read_html_body_that_repeats_the_title_is_kept() -> None:
    document = read("<h1>İRAN VE IRAK SINIR ANLAŞMASI İMZALADI</h1><p>İran ve Irak, sınır anlaşması imzaladı.</p>")
    assert document.title == "İRAN VE IRAK SINIR ANLAŞMASI İMZALADI"
    assert document.text.endswith("\n\nİran ve Irak, sınır anlaşması imzaladı.")


def test_read_html_lead_under_the_title_stands_first() -> None:
    for lead in (
        "<h2>Liderler iki gün sınır sorununu ele aldı</h2>",
        "<p class='haber-spot'>Liderler iki gün sınır sorununu ele aldı</p>",
    ):
        document = read(f"<h1>Zirve bitti</h1>{lead}<div><p>Heyet Lima’ya döndü.</p><p>Bakan konuştu.</p></div>")
        assert document.text.split("\n")[::2] == [
            "Zirve bitti",
            "Liderler iki gün sınır sorununu ele aldı",
            "Heyet Lima’ya döndü.",
            "Bakan konuştu.",
        ]


@pytest.mark.parametrize("declared", ["iso-8859-9", "iso-8859-1", "utf-8", ""])
def test_read_html_windows_1254_under_any_declaration(declared: str) -> None:
    meta = f"<meta charset={declared}>" if declared else ""
    page = f"<html><head>{meta}</head><body><p>Dışişleri Bakanı Şişli’de görüştü</p></body></html>"
    document = read(page.encode("windows-1254"))
    assert document.text == "Dışişleri Bakanı Şişli’de görüştü"
    assert document.encoding == "windows-1254"


def test_read_html_xml_declaration_and_entities() -> None:
    document = read(
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>&#304;ki&nbsp;lider Ankara&rsquo;da g&ouml;r&uuml;&#351;t&uuml;.'
    )
    assert document.text == "İki lider Ankara’da görüştü."


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-07-11T10:00:00+03:00">',
        '<meta name="date" content="11.07.2025">',
        '<script type="application/ld+json">[{"@type":["NewsArticle"],"datePublished":"2025-07-11"}]</script>',
        '<script type="application/ld+json">{bozuk</script><meta itemprop="datePublished" content="2025-07-11">',
    ],
)
def test_read_html_published_from_metadata(head: str) -> None:
    assert read(f"<html><head>{head}</head><body><p>İki lider anlaştı.</p></body></html>").published == dt.date(
        2025, 7, 11
    )


def test_read_html_published_from_time_element_or_text() -> None:
    page = "<html><body><article><h1>Zirve bitti</h1>{}<p>İki lider anlaştı.</p></article></body></html>"
    assert read(page.format('<time datetime="2025-07-11T09:00">dün</time>')).published == dt.date(2025, 7, 11)
    assert read(page.format("<p>11 Temmuz 2025</p>")).published == dt.date(2025, 7, 11)
    assert read(page.format("<footer>© 2024</footer><p>Anlaşma 20 Mart 2025’te imzalandı.</p>")).published is None


@pytest.mark.parametrize("end", ["Fas Dışişleri Bakanlığı, anlaşmanın", "</article>", "class="])
def test_read_html_page_that_breaks_off_is_an_error_with_line(end: str) -> None:
    cut = PAGE[: PAGE.rindex(end.encode())]
    with pytest.raises(InputError, match=rf"a.html:{cut.count(10) + 1}: the page breaks off here, its end is missing"):
        read(cut)


def test_read_html_page_may_leave_out_the_end_tags_that_may_be_left_out() -> None:
    page = "<!doctype html><html><body><article><h1>Zirve bitti</h1><p>İki lider anlaştı ve döndü.</article>"
    assert "anlaştı" in read(page.encode()).text


def test_read_html_cut_inside_a_letter() -> None:
    page = "<html><body><h1>Zirve bitti</h1><p>İki lider anlaştı ve döndü"
    assert read(page.encode()[:-1]).text.endswith("anlaştı ve dönd")


def test_read_html_cut_off_before_the_text_is_an_error_with_line() -> None:
    cut = PAGE[: PAGE.index(b"<style>")]
    with pytest.raises(InputError, match=r"a.html:16: the page is cut off before the text of the article"):
        read(cut)


@pytest.mark.parametrize("page", ["", "<!-- -->", "<html><body><h1>Zirve bitti</h1></body></html>", "<html></html>"])
def test_read_html_without_text(page: str) -> None:
    with pytest.raises(InputError, match=r"^a.html.*(no text of an article|cannot be parsed)"):
        read(page)
