"""Whose troops move, and against whom."""

import pytest
from mentions import told

from graphkit.build import Language, load_language
from graphkit.forces import with_forces
from graphkit.model import Candidate, Document, Filler
from graphkit.parse import parse_documents


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        ("Irak, Türk askerlerinin Başika'dan çekilmesini istedi.", "TroopWithdrawal", {"sender": ("Türkiye",), "origin": ("Başika",)}),
        ("Mısır, gelecek ay Somali'ye Eş-Şebab'a karşı savaşacak 500 asker gönderecek.", "TroopDeployment",
         {"sender": ("Mısır",), "destination": ("Somali",), "opponent": ("Eş-Şebab",)}),
        ("Fransa, Nijer'deki birliklerini çekti.", "TroopWithdrawal", {"sender": ("Fransa",), "origin": ("Nijer",)}),
    ],
)  # fmt: skip
def test_the_words_name_who_sends_and_against_whom(language: Language, text: str, kind: str, roles: dict[str, tuple[str, ...]]) -> None:
    assert told(language, text, kind).roles == roles


def added(language: Language, text: str, trigger: str, kind: str, *fillers: Filler) -> list[tuple[str, str]]:
    """Role and words of what is added to the fillers of an event of which the heads know no more."""
    (page,) = parse_documents([Document("d1", "", text)], language.parser)
    at = text.index(trigger)
    found = with_forces(fillers, Candidate(kind, 0, at, at + len(trigger), "head:1"), page.sentences[0])
    return [(filler.role, text[filler.start : filler.end]) for filler in found if filler not in fillers]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "wanted"),
    [
        ("Kenya birliklerinin Somali'den çekilmemesi hâlinde saldırılar sürecek.", "çekilmemesi", "TroopWithdrawal", [("sender", "Kenya")]),
        ("Rus birlikleri Herson'dan çekildi.", "çekildi", "TroopWithdrawal", [("sender", "Rus")]),
        ("Fransa, Rus birliklerini Mali'den çekti.", "çekti", "TroopWithdrawal", []),  # the troops are the object
        ("Rus birlikleri bekledi, Çad çekildi.", "çekildi", "TroopWithdrawal", []),
        ("Mısır, Somali'ye Eş-Şebab'a karşı savaşacak 500 asker gönderdi.", "gönderdi", "TroopDeployment", [("opponent", "Eş-Şebab")]),
        ("Ruanda birlikleri Cabo Delgado'da IŞİD'e karşı konuşlandı.", "konuşlandı", "TroopDeployment",
         [("sender", "Ruanda"), ("opponent", "IŞİD")]),
        ("Çad, Boko Haram'a karşı kurulan çok uluslu güce asker gönderdi.", "gönderdi", "TroopDeployment", []),
        ("Çad, Boko Haram'a yönelik uyarının ardından asker gönderdi.", "gönderdi", "TroopDeployment", []),
        ("İngiltere, Ukrayna'ya karşı savaşan Rusya'yı durdurmak için Kiev'e asker gönderecek.", "gönderecek", "TroopDeployment", []),
        ("Rus birlikleri Herson'dan çekildi.", "çekildi", "Attack", []),
    ],
)  # fmt: skip
def test_troops_bear_the_name_of_who_sends_them(language: Language, text: str, trigger: str, kind: str, wanted: list[tuple[str, str]]) -> None:
    assert added(language, text, trigger, kind) == wanted


def test_what_the_heads_know_stays(language: Language) -> None:
    text = "Rus birlikleri Herson'dan çekildi."
    assert not added(language, text, "çekildi", "TroopWithdrawal", Filler("sender", 17, 26))
    assert not added(language, text, "çekildi", "TroopWithdrawal", Filler("origin", 0, 3))  # who has a part has no other


def test_nobody_is_helped_by_troops_that_stand_against_it(language: Language) -> None:
    text = "Mısır askerleri Somali'de Eş-Şebab'a karşı görev yapacak."
    helped = Filler("beneficiary", 26, 34)
    assert added(language, text, "görev", "TroopDeployment", helped) == [("sender", "Mısır"), ("opponent", "Eş-Şebab")]
