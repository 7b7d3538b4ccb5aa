"""Zones of plain lines: title, teasers after a heading or label, captions, bylines, datelines."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graphkit.read.rules import load_reading_rules
from graphkit.read.zones import Line, is_paragraph, mark

RULES = load_reading_rules("tr")


def zones_of(text: str) -> list[tuple[str, str]]:
    lines = [Line(line) for line in text.split("\n")]
    return [(zone.kind, text[zone.start : zone.end]) for zone in mark(lines, RULES)]


def test_read_zones_title_is_the_first_line() -> None:
    assert zones_of("İRAN VE IRAK SINIR ANLAŞMASI İMZALADI\n\nİran ve Irak, sınır anlaşması imzaladı.") == [
        ("title", "İRAN VE IRAK SINIR ANLAŞMASI İMZALADI")
    ]


def test_read_zones_long_first_line_is_body() -> None:
    assert zones_of("Bakan konuştu. " * 30) == []


def test_read_zones_tail_headlines_and_paragraphs_make_teasers() -> None:
    text = """Başlık

Gövde metni burada.

İlgili Haberler

Fuar kapılarını açtı

Fuar bu yıl üç gün sürecek. Açılışı bakan yaptı.

Şili elçisini geri çağırdı

Şili elçisini geri çağırdı

Norveç üssü kapattı!

Norveç, kuzeydeki üssünü kapattığını duyurdu.
Üste 300 asker vardı."""
    assert zones_of(text) == [
        ("title", "Başlık"),
        ("teaser", "İlgili Haberler"),
        ("teaser", "Fuar kapılarını açtı\n\nFuar bu yıl üç gün sürecek. Açılışı bakan yaptı."),
        ("teaser", "Şili elçisini geri çağırdı\n\nŞili elçisini geri çağırdı"),
        (
            "teaser",
            "Norveç üssü kapattı!\n\nNorveç, kuzeydeki üssünü kapattığını duyurdu.\nÜste 300 asker vardı.",
        ),
    ]


def test_read_zones_headings_in_any_case_and_language() -> None:
    for heading in (
        "Related Posts",
        "İLGİLİ HABERLER",
        "ilgili haberler:",
        "Bunlar da ilginizi çekebilir:",
        "▶ Öne Çıkan Haberler",
    ):
        assert zones_of(f"Başlık\n\nGövde metni.\n\n{heading}\nFuar açıldı")[1:] == [
            ("teaser", heading),
            ("teaser", "Fuar açıldı"),
        ]


def test_read_zones_inline_label_takes_one_line() -> None:
    for label in ("İlgili haber:", "Ayrıca okuyun:", "BUNU DA OKUYUN |", "▶ İlgili Haber »"):
        text = f"Fas ve Tunus anlaştı\n\nBakan konuştu.\n\n{label} Brezilya ve Şili pakt imzaladı.\n\nAnlaşma yürürlüğe girdi."
        assert zones_of(text)[1:] == [("teaser", label), ("teaser", "Brezilya ve Şili pakt imzaladı.")]


def test_read_zones_label_alone_takes_headlines_until_running_text() -> None:
    text = "Başlık\n\nGövde metni.\n\nAyrıca okuyun:\nBrezilya ve Şili pakt imzaladı.\nPeru fuarı açtı\n\nBakan döndü. Heyet kaldı."
    assert zones_of(text)[1:] == [
        ("teaser", "Ayrıca okuyun:"),
        ("teaser", "Brezilya ve Şili pakt imzaladı."),
        ("teaser", "Peru fuarı açtı"),
    ]


def test_read_zones_list_above_the_text_does_not_swallow_it() -> None:
    text = "Başlık\nİlgili Haberler\nPeru fuarı açtı\nŞili elçisini çağırdı\n\nFas ile Tunus vize anlaşması imzaladı."
    assert [zone for zone in zones_of(text) if "Fas" in zone[1]] == []


def test_read_zones_label_words_in_running_text_are_body() -> None:
    text = "Başlık\n\nİlgili haberler asılsız çıktı.\nSözcü, ilgili haber: ‘doğru değil’ dedi.\nKaynak: Rusya saldırıya hazırlanıyor"
    assert zones_of(text) == [("title", "Başlık")]


def test_read_zones_captions() -> None:
    for line in ("Fotoğraf: Bakanlar törende", "FOTOĞRAF: AA", "(Foto: DHA)", "Arşiv fotoğrafı: Rabat limanı"):
        assert zones_of(f"Başlık\n{line}\nGövde metni.")[1:] == [("caption", line)]


def test_read_zones_bylines() -> None:
    for line in (
        "AA",
        "DHA / Reuters",
        "ANKARA (AA)",
        "Muhabir: Ekin Doruk",
        "Haber: Defne Aksu ve Ekin Doruk",
        "11 Temmuz 2025 Cuma",
    ):
        assert zones_of(f"Başlık\n{line}\nGövde metni.")[1:] == [("byline", line)]


def test_read_zones_dateline_is_cut_off_its_paragraph() -> None:
    for dateline in (
        "LİMA (AA) -",
        "ADDİS ABABA (Reuters) –",
        "LİMA, 11 Temmuz 2025 (AA) -",
        "Moskova (TASS) -",
        "PRAG (ČTK) -",
    ):
        assert zones_of(f"Başlık\n{dateline} Bakan protokolü imzaladı.")[1:] == [("byline", dateline)]


def test_read_zones_brackets_in_running_text_are_no_dateline() -> None:
    for line in (
        "Kuzey Atlantik Antlaşması Örgütü (NATO) - uzun adıyla - toplandı.",
        "İslam İşbirliği Teşkilatı (üye ülkeler) - kısa adıyla İİT",
    ):
        assert not [zone for zone in zones_of(f"Başlık\n{line}") if zone[0] == "byline" and "(üye" in zone[1]]


def test_read_zones_date_above_the_title() -> None:
    assert zones_of("11 Temmuz 2025\nBaşlık\nGövde.") == [("byline", "11 Temmuz 2025"), ("title", "Başlık")]


def test_read_zones_do_not_overlap_and_are_in_order() -> None:
    text = "Başlık\nAA\nGövde.\nİlgili haber: Bir\nLİMA (AA) - Gövde.\nDiğer haberler\nİki\nÜç\nFoto: x"
    zones = mark([Line(line) for line in text.split("\n")], RULES)
    assert all(left.end <= right.start for left, right in pairwise(zones))
    assert all(zone.start < zone.end for zone in zones)


def test_read_zones_paragraph_or_headline() -> None:
    assert is_paragraph("x" * 150)
    assert is_paragraph("İki ülke, sınır kapısını yeniden açtı. “Görüşmeler sürecek” dedi.")
    assert not is_paragraph("‘Prompter’ ayrıntısı: ‘Stüdyo olmuş…’")
    assert not is_paragraph("Trump’tan büyük gaf! Nereden öğrendiniz?")


@given(
    st.lists(
        st.sampled_from(
            [
                "",
                " ",
                "Başlık",
                "Gövde metni.",
                "AA",
                "İlgili haber:",
                "Diğer haberler",
                "İlgili haber: Bir",
                "LİMA (AA) - x",
                "İki",
                "x" * 210,
            ]
        )
    )
)
def test_read_zones_of_any_lines_fit_the_text(texts: list[str]) -> None:
    text = "\n".join(texts)
    zones = mark([Line(line) for line in texts], RULES)
    assert all(left.end <= right.start for left, right in pairwise(zones))
    assert all(text[zone.start : zone.end].strip() == text[zone.start : zone.end] != "" for zone in zones)
