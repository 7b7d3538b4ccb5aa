"""Who gives and who gets, where something is taken; and sanctions that are passed."""

import pytest
from mentions import told

from graphkit.build import Language, load_language


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


@pytest.mark.parametrize(
    ("text", "giver", "recipient"),
    [
        ("Norveç, Şili'den 12 savaş uçağı satın aldı.", "Şili", "Norveç"),
        ("Norveç, Şili'den 12 savaş uçağı satın alacak.", "Şili", "Norveç"),
        ("Polonya'nın Fas'tan 40 tank alacağı açıklandı.", "Fas", "Polonya"),
        ("Yunanistan, Fransa'ya üç fırkateyn sipariş etti.", "Fransa", "Yunanistan"),
        ("Rusya, İran'dan aldığı insansız hava araçlarını Ukrayna'ya karşı kullandı.", "İran", "Rusya"),
        ("Mısır, Türkiye'ye 40 zırhlı araç gönderdi.", "Mısır", "Türkiye"),
    ],
)
def test_receiving_arms(language: Language, text: str, giver: str, recipient: str) -> None:
    roles = told(language, text, "ArmsTransfer").roles
    assert (roles["supplier"], roles["recipient"]) == ((giver,), (recipient,))


def test_receiving_aid(language: Language) -> None:
    roles = told(language, "Filistin, Katar'dan 20 ton insani yardım aldı.", "Aid").roles
    assert (roles["provider"], roles["recipient"]) == (("Katar",), ("Filistin",))


def test_receiving_by_whom_is_not_the_speaker(language: Language) -> None:
    text = "Savunma Bakanı Kari Lund, Norveç'in Şili'den savaş uçağı satın aldığını söyledi."
    assert told(language, text, "ArmsTransfer").roles["recipient"] == ("Norveç",)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("AB, Rusya'ya yönelik 19. yaptırım paketini kabul etti.", "actual"),
        ("AB, Belarus'a yönelik yaptırım paketini oy birliğiyle onayladı.", "actual"),
        ("AB, Rusya'ya yönelik 19. yaptırım paketini kabul edecek.", "planned"),
    ],
)
def test_sanctions_that_are_passed_are_actual(language: Language, text: str, modality: str) -> None:
    assert told(language, text, "Sanction").modality == modality
