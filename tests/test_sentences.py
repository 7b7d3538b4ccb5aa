import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document, Zone
from graphkit.sentences import cut_paragraph, find_paragraphs, normalise, split_sentences
from graphkit.words import load_rules, split_words

RULES = load_rules("tr")


def sentences(text: str, *, ends: tuple[int, ...] = ()) -> list[str]:
    plain = normalise(text)
    found = split_sentences(plain, (), ends, rules=RULES)
    return [text[sentence.words[0][0] : sentence.words[-1][1]] for sentence in found]


def words(text: str) -> list[str]:
    plain = normalise(text)
    return [text[a:b] for sentence in split_sentences(plain, (), (), rules=RULES) for a, b in sentence.words]


@pytest.mark.parametrize(
    "text",
    [
        "15. Zirve, T.C. Dışişleri Bakanlığı ev sahipliğinde Dr. Can Yılmaz başkanlığında toplandı.",
        "Papa 14. Leo nisanda dört ülkeye gidiyor.",
        "Fas Kralı VI. Muhammed'e II. Dünya Savaşı'ndan kalma bir kılıç verildi.",
        "Başkan Ferdinand Marcos Jr. bu çıkışı reddetti.",
        "“Bunu yapmayacağız.” diyen sözcü salondan ayrıldı.",
        "Rusya'nın 102. Askeri Üssü hâlâ Gümrü'de.",
        'Gençler "Edib\'e hayır!" diye slogan attı.',
        "Karayipler'de ABD gölgesi: Yedi savaş gemisi Venezuela açıklarında",
        "Bütçe 1.500,75 milyon liradan 2,5 milyara çıktı.",
        "MOGADİŞU (AA) - Dışişleri Bakanı Hakan Fidan kabul edildi.",
        "NUR SULTAN (AA) - Toplantı başladı.",
        "Kurultayda Prof. Dr. Aylin Soydan ile J. F. Kennedy anıldı.",
    ],
)
def test_sentences_one_sentence_stays_whole(text: str) -> None:
    everywhere = tuple(at for at, char in enumerate(text) if char == ".")
    assert sentences(text) == [text]
    assert sentences(text, ends=everywhere[-1:]) == [text]


@pytest.mark.parametrize(
    "text, cut",
    [
        ("Heyet geldi. Görüşme başladı.", "Heyet geldi."),
        ("Kim gelecek? Bakan açıkladı.", "Kim gelecek?"),
        ("Sustu… Sonra “Olmaz” dedi.", "Sustu…"),
        ('"Derhal seçim!" Başbakan sustu.', '"Derhal seçim!"'),
        ("“Geliyoruz.” Sözcü böyle dedi.", "“Geliyoruz.”"),
        ("Kararsızların oranı yüzde 27. Blok ise geride.", "Kararsızların oranı yüzde 27."),
        ("Dolar 42,35. Aracı kurum uyardı.", "Dolar 42,35."),
        ("Heyet geldi.Ancak görüşme olmadı.", "Heyet geldi."),
        ("Zirve sona erdi MOSKOVA (AA) - Liderler döndü.", "Zirve sona erdi"),
        ("Karar alındı. 12 bin asker gidecek.", "Karar alındı."),
    ],
)
def test_sentences_two_sentences_are_cut(text: str, cut: str) -> None:
    assert sentences(text)[0] == cut
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Toplantıya otuz kadar Iraklı yetkili katıldı.", "kadar"),
        ("Başkente gelen lider Putin ile görüştü.", "lider"),
        ("Salona giren Rus heyeti Ankara'ya döndü.", "heyeti"),
        ("Alanda bekleyen yüzlerce öğrenci şimdi Bakan'ı dinliyor.", "şimdi"),
        ("Sınırda bekleyen ordu Suriye'ye girdi.", "ordu"),
        ("Baskında en az altmış Filistinli öldü.", "altmış"),
        ("Bakan için gelecek Ocak ayı önemli.", "gelecek"),
        ("Dün yakın dostu Putin ile görüştü.", "dostu"),
    ],
)
def test_sentences_do_not_end_after_a_noun_that_ends_like_a_verb(text: str, word: str) -> None:
    assert sentences(text, ends=(text.index(word) + len(word),)) == [text]


@pytest.mark.parametrize("verb", ["Dışişleri bakanları Viyana'da görüştü", "Ordu sınıra asker yığacak", "Rusya tatbikata başladı"])
def test_sentences_end_after_a_headline_without_a_full_stop(verb: str) -> None:
    text = f"{verb} Moskova açıklama yaptı."
    assert sentences(text, ends=(len(verb),)) == [verb, "Moskova açıklama yaptı."]


def test_sentences_number_before_capital_is_left_to_the_tokenizer() -> None:
    text = "Kayıp sayısı 12. Aileler bekliyor."
    assert sentences(text) == [text]
    assert sentences(text, ends=(16,)) == ["Kayıp sayısı 12.", "Aileler bekliyor."]
    assert sentences("Bu 12. Zirve oldu.", ends=(6,)) == ["Bu 12. Zirve oldu."]


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_words_apostrophe_stays_inside(mark: str) -> None:
    assert words(f"Fas{mark}ın heyeti, ‘Tunus{mark}la’ görüştü.") == [
        f"Fas{mark}ın", "heyeti", ",", "‘", f"Tunus{mark}la", "’", "görüştü", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1,5 milyar", ["1,5", "milyar"]),
        ("10-12 bin", ["10-12", "bin"]),
        ("%25'i (AA)", ["%", "25'i", "(", "AA", ")"]),
        ("Kim Jong-un'un", ["Kim", "Jong-un'un"]),
        ("S-400'ler gitti...", ["S-400'ler", "gitti", "..."]),
        ("T.C.'nin A.B.D. ile", ["T.C.'nin", "A.B.D.", "ile"]),
        ("14.30'da www.aa.com.tr adresinde", ["14.30'da", "www.aa.com.tr", "adresinde"]),
        ("vali (“deli”) sustu.", ["vali", "(", "“", "deli", "”", ")", "sustu", "."]),
        ("geldi!?", ["geldi", "!", "?"]),
    ],
)
def test_words_of_all_kinds(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_tokenizer_cuts_count_where_no_rule_speaks() -> None:
    assert split_words("dakika/km", {6, 7}, RULES, final=False) == [(0, 6), (6, 7), (7, 9)]
    assert split_words("Putin'in", {5, 6}, RULES, final=False) == [(0, 8)]


def test_sentences_endless_one_is_cut_and_marked() -> None:
    text = " ".join(f"kelime{number}" for number in range(1000))
    found = split_sentences(text, (), (), rules=RULES, max_words=120)
    assert [len(sentence.words) for sentence in found] == [120] * 8 + [40]
    assert [sentence.cut for sentence in found] == [True] * 8 + [False]


@given(st.text("aBçİ1.,'\"“”()-!?…:% \n’", max_size=60), st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_sentences_every_character_lies_in_one_word(text: str, cuts: set[int], ends: set[int]) -> None:
    plain = normalise(text)
    found = [span for sentence in split_sentences(plain, cuts, ends, rules=RULES) for span in sentence.words]
    assert "".join(plain[a:b] for a, b in found) == "".join(plain.split())
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(found))
    assert all(a < b for a, b in found)


def test_paragraphs_end_at_lines_and_zones() -> None:
    text = "Başlık\n\n Gövde burada. Kutu\u2028Son"
    document = Document("d", "Başlık", text, (Zone("title", 0, 6), Zone("teaser", 23, 27)))
    assert [text[a:b] for a, b in find_paragraphs(document)] == ["Başlık", "Gövde burada.", "Kutu", "Son"]


def test_cut_paragraph_bounds_every_part() -> None:
    for text in ("x" * 1000, "kelime " * 200, "Kısa cümle. " * 100):
        starts = cut_paragraph(text, size=100)
        assert starts[0] == 0
        assert all(0 < right - left <= 100 for left, right in itertools.pairwise([*starts, len(text)]))


def test_sentences_long_paragraph_with_many_cuts() -> None:
    """Takes minutes where the cuts are searched again for every word."""
    text = "Heyet geldi. " * 40_000
    cuts = {at for at, char in enumerate(text) if not char.isalpha()}
    assert len(split_sentences(text, cuts, cuts, rules=RULES)) == 40_000
