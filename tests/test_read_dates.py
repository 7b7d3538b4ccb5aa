"""Published dates from metadata values, date lines and datelines."""

import datetime as dt

import pytest

from graphkit.read.dates import find_published, parse_date, read_date_line
from graphkit.read.rules import load_reading_rules

RULES = load_reading_rules("tr")
DAY = dt.date(2025, 7, 11)


@pytest.mark.parametrize(
    "value",
    [
        "2025-07-11",
        "2025-07-11T23:59:00+03:00",
        "2025-07-11T21:00:00Z",
        "2025-07-11 08:00",
        "11.07.2025",
        "11/07/2025 10:30",
        "11 Temmuz 2025",
        "11 TEMMUZ 2025 CUMA",
    ],
)
def test_read_dates_value(value: str) -> None:
    assert parse_date(value, RULES) == DAY


@pytest.mark.parametrize(
    "value", ["", "dün", "2025", "Temmuz 2025", "0001-01-01", "31.02.2025", "45 Temmuz 2025", "07.2025"]
)
def test_read_dates_no_day(value: str) -> None:
    assert parse_date(value, RULES) is None


def test_read_dates_all_months() -> None:
    names = [
        "Ocak",
        "Şubat",
        "Mart",
        "Nisan",
        "Mayıs",
        "Haziran",
        "Temmuz",
        "Ağustos",
        "Eylül",
        "Ekim",
        "Kasım",
        "Aralık",
    ]
    assert [parse_date(f"5 {name} 2024", RULES) for name in names] == [dt.date(2024, n, 5) for n in range(1, 13)]
    assert [parse_date(f"5 {name.upper()} 2024", RULES) for name in ("KASIM", "NİSAN")] == [
        dt.date(2024, 11, 5),
        dt.date(2024, 4, 5),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "11 Temmuz 2025",
        "11 Temmuz 2025, Cuma - 14:30",
        "Yayın Tarihi: 11.07.2025 10:30",
        "Giriş: 11.07.2025 10:30 | Güncelleme: 12.07.2025 11:00",
        "Güncelleme: 12.07.2025 11:00 Giriş: 11.07.2025 10:30",
        "(11.07.2025)",
    ],
)
def test_read_dates_line(line: str) -> None:
    assert find_published(["Zirve bitti", "", line, "Liderler döndü."], RULES) == DAY


def test_read_dates_update_counts_last() -> None:
    assert find_published(["Zirve bitti", "Son güncelleme: 12.07.2025"], RULES) == dt.date(2025, 7, 12)
    assert find_published(["Zirve bitti", "Son güncelleme: 12.07.2025", "11.07.2025"], RULES) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "LİMA, 11 Temmuz 2025 (AA) - Peru savunma bakanı protokolü imzaladı.",
        "Lima, 11 Temmuz 2025 – Peru savunma bakanı protokolü imzaladı.",
        "NUR SULTAN 11.07.2025 (DHA) — Kazakistan açıkladı.",
    ],
)
def test_read_dates_dateline(line: str) -> None:
    assert find_published(["Başlık", line], RULES) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Anlaşma 20 Mart 2025’te imzalandı.",
        "Bakan, 20 Mart 2025 tarihli anlaşmayı savundu.",
        "ABD Başkanı, 9 Haziran’da beş ülkenin lideriyle görüştü.",
        "08.40 - Vali, saldırıda ölenlerin sayısını açıkladı.",
        "İkili görüşme 20 Mart 2025 (perşembe) - başbakan ile bakan arasında - yapıldı.",
    ],
)
def test_read_dates_in_running_text_are_no_published_date(line: str) -> None:
    assert find_published(["Başlık", line], RULES) is None


def test_read_dates_lone_date_far_below_is_a_heading() -> None:
    lines = ["Kriz gün gün", *[f"{number}. açıklama yapıldı." for number in range(12)], "11 Temmuz 2025"]
    assert find_published(lines, RULES) is None
    assert find_published([*lines, "Yayın tarihi: 11 Temmuz 2025"], RULES) == DAY


def test_read_dates_line_of_other_words_is_none() -> None:
    assert read_date_line("11 Temmuz 2025 zirvesi", RULES) == []
