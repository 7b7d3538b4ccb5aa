"""Coreference inside a document: names, titles, metonyms, hyphens."""

import datetime as dt

from graphkit.acting import without_owners
from graphkit.assemble import assemble
from graphkit.coreference import Entities, entities_of, gather, local_entities
from graphkit.gazetteer import load_gazetteer
from graphkit.mentions import Mention
from graphkit.model import Document, EventMention, Extraction, Sentence, Word
from graphkit.posts import local_position


def document(*sentences: list[tuple[str, str]]) -> tuple[list[Sentence], list[Mention]]:
    """Sentences of (text, label or "") stretches; a label makes the stretch a mention."""
    made, mentions, at = [], [], 0
    for index, stretches in enumerate(sentences):
        start, words = at, []
        for text, label in stretches:
            first = len(words)
            for token in text.split():
                feats = "Number=Plur" if token.endswith(("lar", "ler", "ları", "leri")) else ""
                words.append(Word(len(words) + 1, token, at, at + len(token), token, "PROPN", feats))
                at += len(token) + 1
            if label:
                span = (words[first].start, words[-1].end)
                kind = "Person" if label == "TITLE" else None
                mentions.append(Mention(index, first, len(words) - 1, *span, text, label, kind))
        whole = " ".join(text for text, _ in stretches)
        made.append(Sentence(index, start, start + len(whole), whole, index + 1, "body", tuple(words)))
    return made, mentions


def meanings(entities: Entities, mentions: list[Mention], role: str) -> list[tuple[str, ...]]:
    return [entities_of(entities, mention, role) for mention in mentions]


def test_coreference_gives_a_part_of_a_name_the_full_name() -> None:
    sentences, mentions = document([("Ri Hi Yong", "PER"), ("geldi", "")], [("Ri", "PER"), ("döndü", "")])
    # two letters are too short to be sure of; a longer part is not
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions, "visitor")[0] == ("Ri Hi Yong",)
    sentences, mentions = document([("Ayla Yurtsever", "PER")], [("Yurtsever", "PER")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions, "visitor") == [("Ayla Yurtsever",), ("Ayla Yurtsever",)]


def test_coreference_leaves_a_shared_surname_open() -> None:
    sentences, mentions = document([("Selin Demir", "PER"), ("ile", ""), ("Kaan Demir", "PER")], [("Demir", "PER")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions, "participant") == [("Selin Demir",), ("Kaan Demir",), ()]


def test_coreference_resolves_a_title_to_its_bearer_in_the_document() -> None:
    sentences, mentions = document(
        [("Slovenya", "GPE"), ("Savunma Bakanı", "TITLE"), ("Mira Kovaç", "PER")], [("Bakan", "TITLE"), ("döndü", "")]
    )
    # `Bakan` alone and the possessed `Bakanı` are one title
    entities = gather(sentences, mentions, load_gazetteer(), dt.date(2026, 1, 5))
    assert [post.organization for post in entities.posts] == ["Slovenya"]
    assert entities_of(entities, mentions[-1], "visitor") == ("Mira Kovaç",)


def test_coreference_asks_the_role_what_a_capital_means() -> None:
    sentences, mentions = document([("Moskova", "GPE")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert entities_of(entities, mentions[0], "speaker") == ("Rusya",)
    assert entities_of(entities, mentions[0], "place") == ("Moskova",)
    kinds = {e.name: (e.type, e.wikidata) for e in local_entities(entities, frozenset({"Rusya", "Moskova"}))}
    assert kinds["Rusya"] == ("State", "Q159")
    assert kinds["Moskova"][0] == "Place"


def test_coreference_takes_two_states_joined_by_a_hyphen_apart() -> None:
    sentences, mentions = document([("ABD-Ukrayna", "GPE")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert entities_of(entities, mentions[0], "participant") == ("ABD", "Ukrayna")


def test_coreference_knows_an_abbreviation_in_brackets() -> None:
    sentences, mentions = document([("Kuzey Ticaret Örgütü", "ORG"), ("( KTÖ )", "")], [("KTÖ", "ORG")])
    sentences[0] = Sentence(0, 0, 26, "Kuzey Ticaret Örgütü (KTÖ)", 1, "body", sentences[0].words)
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert entities_of(entities, mentions[-1], "party") == ("Kuzey Ticaret Örgütü",)


def test_coreference_takes_a_title_beside_a_name_for_its_bearer() -> None:
    sentences, mentions = document([("Fransa", "GPE"), ("sözcüsü", "TITLE"), ("Albay", "TITLE"), ("Alain Petit", "PER")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions[1:], "source") == [("Alain Petit",)] * 3


def posts(entities: Entities) -> list[tuple[str, str, str | None]]:
    """Who bears which title of what, each once."""
    told = (local_position(post, entities.gazetteer, entities.published) for post in entities.posts)
    return sorted({(p.person, p.title, p.organization) for p in told if p})


MINISTERS = [("Malta", "GPE"), ("ve", ""), ("Fas", "GPE"), ("savunma bakanları", "TITLE"), ("Ayla Yurt", "PER"), ("ve", ""),
             ("Samir Alaoui", "PER"), ("imzaladı", "")]  # fmt: skip


def test_coreference_gives_each_of_several_ministers_their_own_state() -> None:
    sentences, mentions = document(MINISTERS)
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert posts(entities) == [("Ayla Yurt", "Savunma Bakanı", "Malta"), ("Samir Alaoui", "Savunma Bakanı", "Fas")]
    assert entities_of(entities, mentions[2], "party") == ("Ayla Yurt", "Samir Alaoui")
    # where the states cannot be told apart, nobody gets one
    three = [("Malta", "GPE"), (",", ""), ("Oman", "GPE"), ("ve", ""), *MINISTERS[2:]]
    entities = gather(*document(three), load_gazetteer(), None)
    assert posts(entities) == [("Ayla Yurt", "Savunma Bakanı", None), ("Samir Alaoui", "Savunma Bakanı", None)]
    # a title of one belongs to the first
    one = [("Malta", "GPE"), ("Savunma Bakanı", "TITLE"), *MINISTERS[4:]]
    assert posts(gather(*document(one), load_gazetteer(), None)) == [("Ayla Yurt", "Savunma Bakanı", "Malta")]


def test_coreference_of_two_ministers_means_both() -> None:
    sentences, mentions = document(MINISTERS, [("İki bakan", "TITLE"), ("döndü", "")], [("Bakanlar", "TITLE"), ("konuştu", "")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    both = ("Ayla Yurt", "Samir Alaoui")
    assert meanings(entities, mentions[-2:], "visitor") == [both, both]
    # nobody was called a general, and one minister is no two
    sentences, mentions = document(MINISTERS[:1] + MINISTERS[3:5], [("İki bakan", "TITLE")], [("İki general", "TITLE")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert both not in meanings(entities, mentions[-2:], "visitor")


def test_coreference_of_a_counterpart() -> None:
    sentences, mentions = document(
        [("Yurt mevkidaşı", ""), ("ile", ""), ("görüştü", "")],
        [("Malta", "GPE"), ("Savunma Bakanı", "TITLE"), ("Ayla Yurt", "PER"), (",", ""), ("Faslı", "NORP"),
         ("mevkidaşı", "TITLE"), ("Samir Alaoui", "PER"), ("ile", ""), ("görüştü", "")],
    )  # fmt: skip
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert posts(entities) == [("Ayla Yurt", "Savunma Bakanı", "Malta"), ("Samir Alaoui", "Savunma Bakanı", "Fas")]
    phrase = Mention(0, 0, 1, 0, 14, "Yurt mevkidaşı", "", "Person")
    assert entities_of(entities, phrase, "participant") == ("Ayla Yurt", "Samir Alaoui")
    assert entities_of(entities, phrase, "target") == ("Samir Alaoui",)


def test_coreference_of_party_leaders_names_their_parties() -> None:
    sentences, mentions = document(
        [("DEM Parti", "ORG"), ("Eş Genel Başkanları", "TITLE"), ("Tülay Tan", "PER"), ("ve", ""), ("Tuncer Er", "PER")],
        [("Genel Başkan", "TITLE"), ("Devlet Bahçeli", "PER")],
        [("Alman", "NORP"), ("muhalefet lideri", "TITLE"), ("Jana Horn", "PER")],
    )
    entities = gather(sentences, mentions, load_gazetteer(), dt.date(2025, 3, 1))
    assert posts(entities) == [
        ("Devlet Bahçeli", "Genel Başkan", "MHP"),
        ("Jana Horn", "Muhalefet Lideri", "Almanya"),
        ("Tuncer Er", "Eş Genel Başkan", "DEM Parti"),
        ("Tülay Tan", "Eş Genel Başkan", "DEM Parti"),
    ]


def test_coreference_leaves_out_states_whose_ministers_act() -> None:
    entities = gather(*document(MINISTERS), load_gazetteer(), None)
    assert without_owners(entities, ["Fas", "Malta", "Ayla Yurt", "Samir Alaoui"]) == ["Ayla Yurt", "Samir Alaoui"]
    assert without_owners(entities, ["Fas", "Ayla Yurt"]) == ["Fas", "Ayla Yurt"]


def test_coreference_of_words_that_point_back() -> None:
    sentences, mentions = document(
        [("Kenya", "GPE"), ("ile", ""), ("Uganda", "GPE"), ("görüştü", "")], [("ülke", ""), ("iki ülke", ""), ("geldi", "")]
    )
    words = sentences[1].words
    back = [Mention(1, 0, 0, words[0].start, words[0].end, "ülke"), Mention(1, 1, 2, words[1].start, words[2].end, "iki ülke")]
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert sorted(entities_of(entities, back[1], "party")) == ["Kenya", "Uganda"]
    assert entities_of(entities, back[0], "speaker") == ("Kenya",)


def test_coreference_of_a_soldier_noun_alone_is_the_force_named_before() -> None:
    sentences, mentions = document([("Türk askerleri", "NORP"), ("geldi", "")], [("askerler", ""), ("döndü", "")])
    mentions[0] = Mention(0, 0, 1, 0, 14, "Türk askerleri", "", "MilitaryForce")
    back = Mention(1, 0, 0, sentences[1].start, sentences[1].start + 8, "askerler", "", "MilitaryForce")
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert entities_of(entities, back, "sender") == ("Türk askerleri",)


def test_coreference_reads_who_gives_as_the_state_of_who_leads_it() -> None:
    sentences, mentions = document([("Slovenya", "GPE"), ("Savunma Bakanı", "TITLE"), ("Mira Kovaç", "PER")])
    entities = gather(sentences, mentions, load_gazetteer(), dt.date(2026, 1, 5))
    assert entities_of(entities, mentions[2], "provider") == ("Slovenya",)
    assert entities_of(entities, mentions[2], "speaker") == ("Mira Kovaç",)


def test_coreference_titles_before_a_name_are_forms_in_the_document_and_no_names_over_documents() -> None:
    sentences, mentions = document([("Malta", "GPE"), ("Savunma Bakanı", "TITLE"), ("Ayla Yurtsever", "PER"), ("geldi", "")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert entities_of(entities, mentions[2], "visitor") == ("Ayla Yurtsever",)
    (local,) = local_entities(entities, frozenset({"Ayla Yurtsever"}))
    assert local.aliases == local.titles == ("Malta Savunma Bakanı", "Savunma Bakanı")
    came = EventMention("Visit", "geldi", 34, 39, 0, 1, "body", {"visitor": (local.name,)})
    graph = assemble([Extraction(Document("d1", sentences[0].text, sentences[0].text), (local,), (), (came,), ((0, 39),))])
    assert [entity.keys for entity in graph.entities.values()] == [("ayla yurtsever",)]


def test_coreference_a_title_of_several_persons_is_the_form_of_none() -> None:
    row = [("Malta dışişleri bakanları", "TITLE"), ("Mira Kovaç", "PER"), ("ve", ""), ("Ayla Yurtsever", "PER")]
    sentences, mentions = document(row)
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert all(not post.phrase for post in entities.posts) and len(entities.posts) == 2


def test_coreference_two_named_are_not_two_more() -> None:
    entities = gather([], [], load_gazetteer(), None)
    assert without_owners(entities, ["Ayla Yurt", "Mira Kovaç", "iki bakan"]) == ["Ayla Yurt", "Mira Kovaç"]
    assert without_owners(entities, ["Ayla Yurt", "iki bakan"]) == ["Ayla Yurt", "iki bakan"]


def test_coreference_takes_a_short_name_for_the_state_that_the_document_names_in_full() -> None:
    for full, meant in (("Kongo Cumhuriyeti", "Kongo Cumhuriyeti"), ("Demokratik Kongo Cumhuriyeti", "Demokratik Kongo Cumhuriyeti")):
        sentences, mentions = document([(full, "GPE"), ("çağırdı", "")], [("Kongo", "GPE"), ("gitti", "")],
                                       [("Kongo hükümeti", "ORG"), ("kınadı", "")])  # fmt: skip
        entities = gather(sentences, mentions, load_gazetteer(), None)
        assert meanings(entities, mentions, "speaker") == [(meant,)] * 3
    sentences, mentions = document([("Kongo hükümeti", "ORG"), ("kınadı", "")], [("Kongo", "GPE"), ("gitti", "")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions, "speaker") == [("Demokratik Kongo Cumhuriyeti",)] * 2
    both = document([("Kongo Cumhuriyeti", "GPE"), ("ile", ""), ("Demokratik Kongo Cumhuriyeti", "GPE")], [("Kongo", "GPE")])
    entities = gather(*both, load_gazetteer(), None)
    assert meanings(entities, both[1][2:], "speaker") == [("Demokratik Kongo Cumhuriyeti",)]


def test_coreference_takes_the_fighters_of_an_armed_group_for_the_group() -> None:
    sentences, mentions = document([("M23", "ORG"), ("çekildi", "")], [("M23 isyancıları", "ORG"), ("saldırdı", "")],
                                   [("PKK terör örgütü", "ORG")], [("Hafter milisleri", "ORG")])  # fmt: skip
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions, "attacker") == [("M23",), ("M23",), ("PKK",), ("Hafter milisleri",)]


def test_coreference_joins_names_with_and_without_the_noun_for_their_kind() -> None:
    sentences, mentions = document([("Umut", "ORG"), ("ve", ""), ("Umut Partisi", "ORG")],
                                   [("Poromoko köyü", "LOC"), ("ile", ""), ("Poromoko", "GPE")])  # fmt: skip
    entities = gather(sentences, mentions, load_gazetteer(), None)
    assert meanings(entities, mentions, "place") == [("Umut Partisi",)] * 2 + [("Poromoko",)] * 2


def test_coreference_keeps_names_of_sentences_without_events() -> None:
    sentences, mentions = document([("Fas", "GPE"), ("görüştü", "")], [("Fas Krallığı", "GPE"), ("güneşli", "")])
    entities = gather(sentences, mentions, load_gazetteer(), None)
    meanings(entities, mentions[:1], "participant")
    (fas,) = local_entities(entities, frozenset({"Fas"}))
    assert fas.aliases == ("Fas Krallığı",)
