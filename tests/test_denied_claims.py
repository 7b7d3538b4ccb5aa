"""Claims that are denied where they are named: evidence against the event, by whoever denies it."""

import pytest

from graphkit.assemble import assemble
from graphkit.build import Language, extract_documents, load_language
from graphkit.denials import as_evidence
from graphkit.model import Document, EventMention, Extraction, LocalEntity
from graphkit.pages import whole_page


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


def told(language: Language, text: str, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    """Polarity and source of the evidences of events of a type in a text."""
    (page,) = extract_documents([Document("d1", "", text)], language)
    return [(one.polarity, one.source) for one in as_evidence(whole_page(page).events) if one.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "denier"),
    [
        ("Ruanda, Kongo'nun doğusuna asker gönderdiği iddiasını reddetti.", "TroopDeployment", "Ruanda"),
        ("Kremlin, Minsk'e 2 bin asker gönderdiği yönündeki haberleri yalanladı.", "TroopDeployment", "Rusya"),
        ("Norveç Savunma Bakanlığı, Ukrayna'ya füze verdiği iddialarını kesin bir dille yalanladı.", "ArmsTransfer", "Norveç Savunma Bakanlığı"),
        ("Fas, Tunus'a asker gönderdiği yönündeki iddiaları yalanladı.", "TroopDeployment", "Fas"),
        ("Fas, Tunus'a asker gönderdiği iddiasını kabul etmedi.", "TroopDeployment", "Fas"),
        ("Fas, Tunus'a asker gönderdiği iddialarının gerçek dışı olduğunu söyledi.", "TroopDeployment", "Fas"),
        ("Fas'ın Tunus'a asker gönderdiği iddiasını Cezayir yalanladı.", "TroopDeployment", "Cezayir"),
        ("Kremlin, Ankara'nın Suriye'ye asker gönderdiğini yalanladı.", "TroopDeployment", "Rusya"),
        ("Şili, sınıra birlik yığdığına dair söylentileri inkâr etti.", "TroopDeployment", "Şili"),
        ("Fas, köyü bombaladığı suçlamasını defalarca reddetmişti.", "Attack", "Fas"),
        ("Tunus'a asker gönderdiği iddiası Cezayir tarafından yalanlandı.", "TroopDeployment", "Cezayir"),
        ("Fas Dışişleri Bakanlığı, Tunus'a asker gönderdikleri yönündeki haberlerin asılsız olduğunu açıkladı.", "TroopDeployment", "Fas Dışişleri Bakanlığı"),
    ],
)  # fmt: skip
def test_denied_claims_are_evidence_against(language: Language, text: str, kind: str, denier: str) -> None:
    assert ("negative", (denier,)) in told(language, text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fas, Tunus'a asker gönderdiği iddiasını doğruladı.", "TroopDeployment"),
        ("Fas, Tunus'a asker gönderdiği haberini yalanlamadı.", "TroopDeployment"),
        ("Fas, Tunus'a asker gönderdiği gün Cezayir'in teklifini reddetti.", "TroopDeployment"),
        ("Tunus, Fas'ın sınıra asker gönderdiğini iddia etti.", "TroopDeployment"),
        ("Fas, Tunus'a asker gönderdiği iddialarının asılsız olup olmadığını araştırıyor.", "TroopDeployment"),
        ("Fas, Tunus'a asker gönderdiği iddiasını yalanlamayı reddetti.", "TroopDeployment"),
        ("Cezayir, Fas'ın Tunus'a asker gönderdiği iddiasını yalanlamasını istedi.", "TroopDeployment"),
        ("İstanbul'daki görüşmeden ateşkes çıkmadı.", "Meeting"),
        ("Cenevre'deki toplantıdan bir sonuç çıkmadı.", "Meeting"),
    ],
)
def test_other_claims_are_evidence_for(language: Language, text: str, kind: str) -> None:
    found = told(language, text, kind)
    assert found
    assert all(polarity == "positive" for polarity, _ in found)


def test_denied_claims_with_a_claimant_are_evidence_both_ways() -> None:
    sent = EventMention("TroopDeployment", "gönderdiği", 0, 10, 0, 1, "body", source=("Tunus",), denied_by=("Fas",))
    assert [(one.polarity, one.source) for one in as_evidence([sent])] == [("positive", ("Tunus",)), ("negative", ("Fas",))]
    again = EventMention("TroopDeployment", "gönderdiği", 0, 10, 0, 1, "body", source=("Fas",), denied_by=("Fas",))
    assert [(one.polarity, one.source) for one in as_evidence([again])] == [("negative", ("Fas",))]


def test_denied_claims_and_the_denial_are_two_evidences_of_one_event() -> None:
    text = "Fas, Tunus'un duyurduğu sınıra asker gönderdiği haberini yalanladı."
    start = text.index("gönderdiği")
    mention = EventMention("TroopDeployment", "gönderdiği", start, start + 10, 0, 1, "body", {"sender": ("Fas",)},
                           source=("Tunus",), denied_by=("Fas",))  # fmt: skip
    who = (LocalEntity("Fas", "State", (), "Q1028"), LocalEntity("Tunus", "State", (), "Q948"))
    graph = assemble([Extraction(Document("d1", text, text), who, (), (mention,), ((0, len(text)),))])
    assert [event.status for event in graph.events.values()] == ["disputed"]
    assert {(one.polarity, one.sources) for one in graph.evidence.values()} == {("positive", ("Q948",)), ("negative", ("Q1028",))}
