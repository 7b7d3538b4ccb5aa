"""Other languages are refused with a reason; short Turkish titles are not misjudged."""

import pytest

from graphkit.errors import LanguageError
from graphkit.read.language import check_language
from graphkit.read.rules import load_reading_rules


@pytest.mark.parametrize(
    "text",
    [
        "Fas ve Tunus vize anlaşması imzaladı.",
        "İRAN VE IRAK SINIR ANLAŞMASI İMZALADI",
        "Zirve bitti",
        "NATO zirvesi Vilnius'ta",
        "Dışişleri Bakanı Bakü'de",
        "Azerbaycan Cumhurbaşkanı Ankara'da",
        "Turkiye ile Yunanistan anlasma imzaladi",
        "G7",
        "Son haber geldi",
    ],
)
def test_read_language_accepts_turkish(text: str) -> None:
    check_language(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two ministers signed a trade agreement in Oslo.", "en"),
        ("Österreich und die Türkei unterzeichnen ein Abkommen", "de"),
        ("Azərbaycan Prezidenti Türkiyəyə rəsmi səfərə gəldi", "az"),
        ("Türkmenistanyň Prezidenti iş saparyny amala aşyrdy", "tk"),
        ("Министры подписали соглашение о торговле.", "ru"),
    ],
)
def test_read_language_refuses_others_with_reason(text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=rf"a.txt: the text is in '{language}', not in 'tr'"):
        check_language(text, where="a.txt")


def test_read_language_refuses_text_without_letters() -> None:
    with pytest.raises(LanguageError, match="no letters"):
        check_language("1.500 - 12,5 %")


def test_read_language_unknown_pack_names_those_that_exist() -> None:
    with pytest.raises(LanguageError, match="no language pack 'xx'; there are: .*tr"):
        load_reading_rules("xx")
