"""Time expressions found in Turkish news, dated, and given to the event they belong to."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.edtf import edtf_bounds, is_edtf
from graphkit.errors import InputError, LanguageError
from graphkit.time_choice import choose_time, tense_of
from graphkit.times import Tense, find_times, resolve_time, time_of

WEDNESDAY = dt.date(2026, 3, 18)
MONTHS = ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık")


def dates(text: str, tense: Tense | None = None, published: dt.date | None = WEDNESDAY) -> list[str | None]:
    return [resolve_time(found, published=published, tense=tense) for found in find_times(text)]


def time_at(sentence: str, trigger: str, tense: Tense | None = None) -> str | None:
    start = sentence.index(trigger)
    return time_of(sentence, start, start + len(trigger), published=WEDNESDAY, tense=tense)


@pytest.mark.parametrize("text", ["İki ocakta yangın çıktı", "Üç ocağa baskın yapıldı", "Üç aralıkta ölçüm yapıldı", "İki ekimi birden yaptı",
                                  "İki bin on sekiz Ekim'inde başladı", "Seksen iki kasımda oldu"])  # fmt: skip
def test_find_times_a_counted_noun_is_no_day(text: str) -> None:
    assert all(found.day is None for found in find_times(text))


@pytest.mark.parametrize(("number", "name"), list(enumerate(MONTHS, 1)))
def test_find_times_every_month_with_suffix_and_in_any_case_spelling(number: int, name: str) -> None:
    upper = name.replace("i", "İ").upper()
    locative = "ta" if name in ("Mart", "Ağustos", "Aralık", "Ocak") else "da"
    for text in (f"{name} ayında", f"{upper} AYINDA", f"2024 {name}’{locative}", f"{name} 2024’te", f"20 {name}’{locative}",
                 f"{name}’{locative} yapıldı"):  # fmt: skip
        assert [found.month for found in find_times(text)] == [number], text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 Mart 2025’te", "2025-03-20"),
        ("10 Temmuz 2025 tarihinde", "2025-07-10"),
        ("29 Eylül 2018 Cumartesi günü saat 15.00’te", "2018-09-29"),
        ("10.07.2025", "2025-07-10"),
        ("2025-07-10’da", "2025-07-10"),
        ("Aralık 2024’te", "2024-12"),
        ("2024 yılının Aralık ayında", "2024-12"),
        ("2017 Eylülünde", "2017-09"),
        ("2018'in nisan ayında", "2018-04"),
        ("2024 yılının", "2024"),
        ("2018'de", "2018"),
        ("2014’ten beri", "2014"),
        ("2019-2023 arasında", "2019/2023"),
        ("2019 ile 2023 yılları arasında", "2019/2023"),
        ("2023 yazında", "2023"),
    ],
)
def test_resolve_time_with_its_own_year_needs_no_published_date(text: str, expected: str) -> None:
    assert dates(text, published=None) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dün", "2026-03-17"),
        ("geçen yıl 15 Ağustos’ta", "2025-08-15"),
        ("gelecek yılın 3 Mayıs’ında", "2027-05-03"),
        ("dün akşam saatlerinde", "2026-03-17"),
        ("BUGÜN", "2026-03-18"),
        ("bu sabah", "2026-03-18"),
        ("yarın", "2026-03-19"),
        ("önceki gün", "2026-03-16"),
        ("evvelsi gün", "2026-03-16"),
        ("iki gün önce", "2026-03-16"),
        ("perşembe günü", "2026-03-12"),
        ("çarşamba günü", "2026-03-18"),
        ("Cumartesi", "2026-03-14"),
        ("geçen çarşamba", "2026-03-11"),
        ("gelecek pazartesi", "2026-03-23"),
        ("pazartesiyi salıya bağlayan gece", "2026-03-17"),
        ("hafta sonu", "2026-03-14"),
        ("önümüzdeki hafta sonu", "2026-03-21"),
        ("geçen hafta", "2026-03"),
        ("haftaya", "2026-03"),
        ("haftaya salı", "2026-03-24"),
        ("bu ay", "2026-03"),
        ("gelecek ay", "2026-04"),
        ("önümüzdeki ay", "2026-04"),
        ("üç ay önce", "2025-12"),
        ("üç ay sonra", "2026-06"),
        ("geçtiğimiz yıl", "2025"),
        ("geçen yıl", "2025"),
        ("bu yıl", "2026"),
        ("gelecek yılki", "2027"),
        ("on yıl önce", "2016"),
        ("yıl sonuna kadar", "2026"),
        ("yıl sonunda", "2026-12"),
        ("hafta başında", "2026-03-16"),
        ("hafta ortasında", "2026-03"),
        ("geçen yılın kasımında", "2025-11"),
        ("on beş şubatta", "2026-02-15"),
        ("yirmi altı Nisan 2024'te", "2024-04-26"),
        ("otuz bir kasımda", None),
        ("otuz ağustos zaferi", "2026-08-30"),
        ("on altı aralıkta", "2025-12-16"),
        ("iki Ocak'ta", "2026-01-02"),
        ("haftanın ilk yarısında", "2026-03"),
        ("geçen hafta başında", "2026-03"),
        ("bu yılın başında", "2026-01"),
        ("ay sonunda", "2026-03"),
        ("geçen yılın ekim ayında", "2025-10"),
        ("Haziran ayındaki", "2025-06"),
        ("mart başında", "2026-03"),
        ("ekimin ilk üç haftasında", "2025-10"),
        ("nisanın ikisinde", "2026-04-02"),
        ("ayın 12'sinde", "2026-03-12"),
        ("21 Mart Cumartesi günü", "2026-03-21"),
        ("12-14 Mayıs", "2026-05-12/2026-05-14"),
        ("30 Aralık - 2 Ocak", "2025-12-30/2026-01-02"),
        ("haziran ve temmuz aylarında", "2025-06/2025-07"),
        ("ilkbaharda", "2026"),
    ],
)
def test_resolve_time_relative_to_published(text: str, expected: str) -> None:
    assert dates(text) == [expected]


def test_resolve_time_relative_without_published_is_none() -> None:
    for text in (
        "dün",
        "perşembe günü",
        "kasımda",
        "geçen hafta",
        "hafta sonu",
        "20 Mart’ta",
        "yıl sonuna kadar",
        "baharda",
    ):
        assert dates(text, published=None) == [None], text


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("cuma günü", "2026-03-13", "2026-03-20"),
        ("kasımda", "2025-11", "2026-11"),
        ("mart ayında", "2026-03", "2026-03"),
        ("ocak ayında", "2026-01", "2027-01"),
        ("2 Nisan’da", "2025-04-02", "2026-04-02"),
        ("hafta sonunda", "2026-03-14", "2026-03-21"),
    ],
)
def test_resolve_time_follows_tense(text: str, past: str, future: str) -> None:
    assert dates(text, "past") == [past]
    assert dates(text, "future") == [future]


@pytest.mark.parametrize(
    "text",
    ["1980'li yıllarda", "1970'lerde", "19. yüzyılda", "son altı ayda", "önümüzdeki günlerde", "salı günleri", "her cuma",
     "aynı gün", "ertesi sabah", "akşam saatlerinde", "saat 14.30'da", "zirveden iki gün sonra", "üç gündür"],
)  # fmt: skip
def test_resolve_time_without_a_date_of_its_own_is_none(text: str) -> None:
    assert dates(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Üsse 2019 asker gönderildi.",
        "1.500 asker geldi.",
        "2010 sayılı karar kabul edildi.",
        "Ateş, ana ocak başında söndü.",
        "Kömür ocağı kapandı.",
        "Kasım Süleymani’nin adı anıldı.",
        "Bakan Mehmet Ekim konuştu.",
        "Buğday ekimi başladı.",
        "Fiyat aralığı genişledi.",
        "Mallar pazara, pazarda satılmaya gitti; AB pazarı büyüdü.",
        "Dünya Bankası’nın raporu okundu.",
        "Ay’a gidecek araç hazır.",
        "Vostok-2022 tatbikatı sürüyor.",
        "Arap Baharı anlatıldı.",
    ],
)
def test_find_times_leaves_other_words_alone(text: str) -> None:
    assert [found.text for found in find_times(text) if found.kind not in ("vague", "edge")] == []


def test_find_times_keeps_clock_times_and_relations() -> None:
    clock, until, since = find_times("saat 9.05'te, 25 Eylül'e kadar, 1 Ocak’tan itibaren")
    assert clock.clock == "09:05"
    assert (until.relation, since.relation) == ("until", "since")


def test_find_times_offsets_are_code_points_of_the_document() -> None:
    text = "İran 🛰 dün açıkladı"
    (found,) = find_times(text, offset=100)
    assert text[found.start - 100 : found.end - 100] == found.text == "dün"


def test_find_times_in_decomposed_text_keeps_positions() -> None:
    text = "İgdır’da salı günü, Ag\u0306rı’da dün"
    assert [(text[found.start : found.end], found.text) for found in find_times(text)] == [
        ("salı günü", "salı günü"),
        ("dün", "dün"),
    ]


@given(st.text(alphabet="0123456789 .-'’güaylmrtnvoçş2kıiSMPEO/:,", max_size=60))
def test_find_times_on_any_text_gives_sorted_ranges_and_valid_dates(text: str) -> None:
    end = 0
    for found in find_times(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end
        for tense in ("past", "present", "future", None):
            told = resolve_time(found, published=WEDNESDAY, tense=tense)
            assert told is None or is_edtf(told)


def test_find_times_does_not_depend_on_locale_or_time_zone() -> None:
    program = (
        "import datetime as dt; from graphkit.times import find_times, resolve_time;"
        "print([resolve_time(f, published=dt.date(2026, 3, 18)) for f in find_times('20 Mart 2025’te, dün, Kasım ayında')])"
    )
    answers = set()
    for locale, zone in (("C", "UTC"), ("tr_TR.UTF-8", "Pacific/Kiritimati"), ("en_US.UTF-8", "America/Adak")):
        environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONUTF8": "1"}
        answers.add(
            subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout
        )
    assert answers == {b"['2025-03-20', '2026-03-17', '2025-11']\n"}


def test_find_times_unknown_language_names_the_pack() -> None:
    with pytest.raises(LanguageError, match="'xx'"):
        find_times("dün", language="xx")


def test_edtf_bounds_cover_the_whole_period() -> None:
    assert edtf_bounds("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert edtf_bounds("2024-12-31") == (dt.date(2024, 12, 31), dt.date(2024, 12, 31))
    assert edtf_bounds("2019/2023-06") == (dt.date(2019, 1, 1), dt.date(2023, 6, 30))
    assert edtf_bounds("2024-24") == (dt.date(2024, 12, 1), dt.date(2025, 2, 28))


@pytest.mark.parametrize("text", ["", "2024-13", "2025-02-29", "2023/2019", "24", "2024/2025/2026", "0000", "2024-00"])
def test_edtf_bounds_refuses_what_is_no_date(text: str) -> None:
    assert not is_edtf(text)
    with pytest.raises(InputError):
        edtf_bounds(text)


def test_time_of_relative_clause_and_main_verb_have_their_own_times() -> None:
    sentence = "Bakan, 20 Mart 2025’te imzalanan metni dün yeniden açıkladı."
    assert time_at(sentence, "imzalanan") == "2025-03-20"
    assert time_at(sentence, "açıkladı") == "2026-03-17"


def test_time_of_planned_event_keeps_month_precision() -> None:
    sentence = "Gürcistan ile Moldova önümüzdeki ay ticaret anlaşması imzalayacak."
    assert time_at(sentence, "imzalayacak") == "2026-04"


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Heyetler cuma günü Viyana’da buluştu.", "buluştu", "2026-03-13"),
        ("Heyetler cuma günü Viyana’da buluşacak.", "buluşacak", "2026-03-20"),
        ("Heyetlerin cuma günü Viyana’da buluşması bekleniyor.", "buluşması", "2026-03-20"),
        ("İki ülke kasım ayında anlaşma imzalamıştı.", "imzalamıştı", "2025-11"),
        ("İki ülke anlaşma imzaladı.", "imzaladı", None),
    ],
)
def test_time_of_reads_the_tense_of_the_trigger(sentence: str, trigger: str, expected: str | None) -> None:
    assert time_at(sentence, trigger) == expected


def test_choose_time_says_how_sure_it_is() -> None:
    sentence = "Heyetler salı günü Viyana’da buluştu."
    chosen = choose_time(sentence, 29, 36, event_type="Meeting")
    assert chosen is not None and 0.5 < chosen.score <= 1


def test_tense_of_forms() -> None:
    assert [
        tense_of(word, 0, len(word)) for word in ("gönderecek", "gönderiyor", "gönderdi", "gönderdiğini", "zirve")
    ] == [
        "future",
        "present",
        "past",
        "past",
        None,
    ]
