"""Numbers of Turkish news as plain figures, with what they count and the event they belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.numerals import parse_digits, parse_number, plain
from graphkit.quantities import find_quantities, quantity_for, quantity_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yirmi beş", "25"),
        ("on iki bin", "12000"),
        ("yüz elli", "150"),
        ("bin 129", "1129"),
        ("4 bin 500", "4500"),
        ("iki yüz", "200"),
        ("İKİ MİLYON ÜÇ YÜZ BİN", "2300000"),
        ("bir buçuk milyon", "1500000"),
        ("1,5 milyar", "1500000000"),
        ("1.500", "1500"),
        ("sıfır", "0"),
    ],
)
def test_parse_number_values(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None and plain(number) == value


@pytest.mark.parametrize("text", ["", "tank", "üç beş", "bin milyon", "bir tank", "1.5.0", "yüz bin milyon", "buçuk"])
def test_parse_number_refuses_what_is_not_one_number(text: str) -> None:
    assert parse_number(text) is None


def test_find_quantities_from_one_number_to_another() -> None:
    found = find_quantities("Asker sayısı 5 binden 3 bine indi.")
    assert [(one.value, one.unit) for one in found] == [("5000", "asker"), ("3000", None)]


def test_parse_digits_dot_and_comma() -> None:
    assert [str(parse_digits(text)) for text in ("1.500", "1.234,56", "0,5", "12.5", "1.23.4")] == [
        "1500", "1234.56", "0.5", "12.5", "None",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("3 bin asker", "3000", "asker", "people"),
        ("1.500 askeri", "1500", "asker", "people"),
        ("10-12 bin asker", "10000-12000", "asker", "people"),
        ("10 bin – 12 bin asker", "10000-12000", "asker", "people"),
        ("10 ila 12 bin asker", "10000-12000", "asker", "people"),
        ("1.500 ila 2 bin asker", "1500-2000", "asker", "people"),
        ("900 ile 2 bin arasında asker", "900-2000", "asker", "people"),
        ("asker sayısının yaklaşık 3 bin olduğu", "3000", "asker", "people"),
        ("tank sayısını 40'a çıkardı", "40", "tank", "units"),
        ("üç beş kişi", "3-5", "kişi", "people"),
        ("3 bin Kuzey Kore askerini", "3000", "asker", "people"),
        ("40 bin Malezyalı", "40000", "Malezyalı", "people"),
        ("on binlerce kişi", "on binlerce", "kişi", "people"),
        ("binlerce sivil", "binlerce", "sivil", "people"),
        ("İKİ TABUR", "2", "tabur", "units"),
        ("bir tugay", "1", "tugay", "units"),
        ("altı savaş uçağını", "6", "savaş uçağı", "units"),
        ("30 zırhlı araç", "30", "zırhlı araç", "units"),
        ("14 Leopard 2’nin", "14", "Leopard 2", "units"),
        ("24 adet F-16", "24", "adet", "units"),
        ("22 ton gıda", "22", "ton", "units"),
        ("yüzde 20", "20", "yüzde", "percent"),
    ],
)
def test_find_quantities_value_unit_and_kind(text: str, value: str, unit: str, kind: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.kind) == (value, unit, kind)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1,5 milyar dolar", "1500000000", "USD"),
        ("250 milyon avroluk", "250000000", "EUR"),
        ("120 milyon Kanada doları", "120000000", "CAD"),
        ("35 milyon ABD doları", "35000000", "USD"),
        ("3.000.000 TL", "3000000", "TRY"),
        ("$2 milyon", "2000000", "USD"),
        ("50 milyon €", "50000000", "EUR"),
        ("10 bin afgani", "10000", "AFN"),
    ],
)
def test_find_quantities_money(text: str, value: str, currency: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.currency, found.kind) == (value, currency, "money")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("en az 20 kişi", "20"),
        ("yaklaşık 300 kişi", "300"),
        ("250’yi aşkın kişi", "250"),
        ("20 binin üzerinde asker", "20000"),
        ("3 bine yakın kişi", "3000"),
        ("100 bini aşkın mülteci", "100000"),
        ("bin kadar asker", "1000"),
        ("onlarca sivil", "onlarca"),
    ],
)
def test_find_quantities_bounds_and_estimates_are_approximate(text: str, value: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.approximate) == (value, True)


def test_find_quantities_exact_number_is_not_approximate() -> None:
    assert not find_quantities("3 bin asker gönderdi")[0].approximate


@pytest.mark.parametrize(
    "text",
    [
        "20 Mart 2025’te, 2019’da, saat 14.30’da",
        "29 yaşındaki",
        "üç günlük ateşkes, son altı ayda",
        "2. Ordu, 3'üncü Kolordu, ikinci tur",
        "maçı 3-1 kazandı",
        "F-16, S-400, TB2, G7",
        "2397 sayılı karar",
        "bir araya geldi, yüz yüze görüştü, yer altı tesisi",
        "Muhammed bin Selman",
        "155 milimetrelik, 20 kilometre, beş kez",
    ],
)
def test_find_quantities_leaves_other_numbers_alone(text: str) -> None:
    assert find_quantities(text) == ()


def test_find_quantities_one_number_with_decimal_comma_stays_one() -> None:
    text = "Norveç, sınıra 3 bin asker gönderdi ve 1,5 milyar dolarlık bütçe ayırdı."
    troops, money = find_quantities(text)
    assert (troops.value, troops.unit, troops.currency, troops.approximate) == ("3000", "asker", None, False)
    assert (money.value, money.currency) == ("1500000000", "USD")
    start = text.index("gönderdi")
    chosen = quantity_of(text, start, start + 8, "people")
    assert chosen == troops


def test_find_quantities_offsets_are_code_points_of_the_document() -> None:
    text = "🛰 İran’a iki tabur"
    (found,) = find_quantities(text, offset=7)
    assert text[found.start - 7 : found.end - 7] == found.text == "iki tabur"


def test_find_quantities_in_decomposed_text_keeps_positions() -> None:
    text = "Ag\u0306rı’ya u\u0308ç tabur geldi"
    (found,) = find_quantities(text)
    assert (found.value, text[found.start : found.end]) == ("3", "u\u0308ç tabur")


@given(st.text(alphabet="0123456789.,- %$€binüçyuzlmoakşdr'’", max_size=50))
def test_find_quantities_on_any_text_gives_ranges_of_it(text: str) -> None:
    for found in find_quantities(text):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.value


def quantity_at(sentence: str, trigger: str, event_type: str) -> str | None:
    start = sentence.index(trigger)
    found = quantity_for(sentence, start, start + len(trigger), event_type)
    return found.value if found else None


def test_quantity_for_event_types() -> None:
    assert quantity_at("Burundi, Ruzizi ovasına iki tabur daha indirdi.", "indirdi", "TroopDeployment") == "2"
    assert quantity_at("Mevcudunu 8 bine çıkardı.", "8 bine çıkardı", "TroopDeployment") == "8000"
    assert quantity_at("Saldırıda 12 sivil öldü, 30 kişi yaralandı.", "Saldırıda", "Attack") == "12"
    assert quantity_at("Berlin 200 milyon avro hibe etti, 30 çadır yolladı.", "hibe etti", "Aid") == "200000000"
    assert quantity_at("Sınırdan 100 bin mülteci geçti.", "geçti", "Migration") == "100000"
    assert quantity_at("Lima’ya 60 zırhlı araç satılacak.", "satılacak", "ArmsTransfer") == "60"
    assert quantity_at("İki bakan salı günü görüştü.", "görüştü", "Meeting") is None


def test_quantity_of_stops_at_the_clause() -> None:
    sentence = "Fransa 2 bin asker çekti; Almanya gemi yolladı."
    start = sentence.index("yolladı")
    assert quantity_of(sentence, start, start + 7, "people") is None
