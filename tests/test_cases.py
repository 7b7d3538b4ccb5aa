"""Cases from other projects' bug reports (`docs/cases.md`): each input with what must come out.

Text cases (A, B) run the whole pipeline; the cases about stores, files and pages stand with the module that decides
them, and `ELSEWHERE` says where.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.assemble import assemble
from graphkit.cli import main
from graphkit.errors import UnknownName
from graphkit.folder import GraphFolder
from graphkit.gazetteer import load_gazetteer
from graphkit.model import Document, EventMention, Extraction, Graph
from graphkit.pages import Language, extract_documents, load_language
from graphkit.parameters import resolve_entity
from graphkit.quantities import quantity_for
from graphkit.read import read_documents
from graphkit.read.page import Header, make_document
from graphkit.read.rules import load_reading_rules
from graphkit.read.zones import Line
from graphkit.stores.rdf import RdfStore
from graphkit.text import fold
from graphkit.times import find_times, resolve_time

TESTS = Path(__file__).parent
DAY = dt.date(2026, 3, 18)

ELSEWHERE = {
    "C43": ("test_stores_cypher", "test_cypher_two_writers_of_the_same_documents_make_no_doubles"),
    "C45": ("test_stores", "test_store_later_none_wipes_nothing"),
    "C47": ("test_stores", "test_store_keeps_hostile_text_unchanged"),
    "C49": ("test_stores_cypher", "test_cypher_four_writers_on_the_same_hubs_lose_nothing"),
    "C51": ("test_stores_cypher", "test_cypher_wrong_password_is_one_line_without_the_password"),
    "C53": ("test_stores_cypher", "test_cypher_values_are_plain_python"),
    "C57": ("test_stores_rdf", "test_rdf_files_are_read_back_and_are_the_same_bytes_in_each_process"),
    "C59": ("test_stores_rdf", "test_rdf_time_is_typed_by_its_precision"),
    "C61": ("test_export", "test_export_keeps_named_graphs"),
    "C67": ("test_page", "test_page_shows_hostile_texts_as_text"),
    "C69": ("test_page", "test_page_of_a_large_graph_says_what_it_leaves_out"),
    "C71": ("test_views_html", "test_views_html_fetches_nothing_and_runs_only_what_its_policy_names"),
    "C73": ("test_views_html", "test_views_html_is_utf8_whatever_the_locale"),
    "C77": ("test_views_html", "test_views_html_takes_any_pyvis_network_and_ids_that_look_like_numbers"),
    "C79": ("test_build", "test_build_killed_in_the_middle_goes_on_to_the_same_graph"),
    "C81": ("test_parse", "test_parse_endless_text_is_cut_and_leaves_others_alone"),
    "C83": ("test_parse", "test_parse_without_network"),
}
"""Case → module and test that hold it."""


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


class Told:
    """What was read of one text, with what tests ask of it."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.events = extraction.events
        self.entities = {entity.name: entity for entity in extraction.entities}

    def of(self, type: str) -> list[EventMention]:
        return [event for event in self.events if event.type == type]

    def one(self, type: str) -> EventMention:
        """The only happening of a type: one mention, or several that are told to be the same."""
        events = self.of(type)
        assert events, f"no {type} in {[event.type for event in self.events]}"
        assert len(events) == 1 or len({event.same_as for event in events}) == 1 and events[0].same_as, events
        return events[0]


def tell(language: Language, *texts: str, published: dt.date | None = DAY) -> Iterator[Told]:
    """What was read of each text; a title is its first line."""
    rules = load_reading_rules("tr")
    documents = [
        make_document([Line(line) for line in text.split("\n")], Header(id=f"d{number}"), rules, published)
        for number, text in enumerate(texts, 1)
    ]
    for page in extract_documents(documents, language):
        yield Told(page.extractions[0])


def graph_of(language: Language, *texts: str) -> Graph:
    return assemble([told.extraction for told in tell(language, *texts)])


def filled(event: EventMention, role: str) -> set[str]:
    return set(event.roles.get(role, ()))


# ------------------------------------------------------------ A. Turkish text


def test_case_c01_apostrophes_are_alike(language: Language) -> None:
    texts = ["Fas'ın heyeti Tunus’la anlaşma imzaladı.", "Fas’ın heyeti Tunus'la anlaşma imzaladı.", "Fasʼın heyeti Tunusʼla anlaşma imzaladı."]
    for told in tell(language, *texts):
        assert set(told.entities) == {"Fas", "Tunus"}
        agreement = told.one("Agreement")
        assert filled(agreement, "party") == {"Fas", "Tunus"}
        assert (agreement.polarity, agreement.modality) == ("positive", "actual")
    graph = graph_of(language, texts[0])
    assert [item.quote for item in graph.evidence.values()] == [texts[0]]


def test_case_c03_headline_in_capitals_tells_the_same_event(language: Language) -> None:
    graph = graph_of(language, "İRAN VE IRAK SINIR ANLAŞMASI İMZALADI\nİran ve Irak, sınır anlaşması imzaladı.")
    assert sorted(entity.name for entity in graph.entities.values()) == ["Irak", "İran"]
    (event,) = (event for event in graph.events.values() if event.type == "Agreement")
    assert {argument.entity for argument in event.arguments if argument.role == "party"} == {"Q794", "Q796"}
    assert sum(item.event == event.id for item in graph.evidence.values()) == 2
    assert (fold("IRAK"), fold("İRAN"), len(fold("İRAN"))) == ("ırak", "iran", 4)


def test_case_c05_decimal_comma_and_thousands(language: Language) -> None:
    text = "Norveç, sınıra 3 bin asker gönderdi ve 1,5 milyar dolarlık bütçe ayırdı."
    (told,) = tell(language, text)
    event = told.one("TroopDeployment")
    assert filled(event, "sender") == {"Norveç"} and filled(event, "destination") == {"sınır"}
    assert event.quantity == "3000" and told.entities["sınır"].type == "Place"
    at = text.index("ayırdı")
    money = quantity_for(text, at, at + 6, "Aid")
    assert money is not None and (money.value, money.currency) == ("1500000000", "USD")
    assert not any("1500000000" in (event.quantity or "") for event in told.of("TroopDeployment"))


def test_case_c07_month_names_with_suffixes() -> None:
    months = ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"]
    for number, month in enumerate(months, 1):
        for text in (f"20 {month} 2025’te imzalandı", f"{month} 2025'te imzalandı", f"2025 yılı {month} ayında imzalandı"):
            times = {resolve_time(found, published=DAY, tense="past") for found in find_times(text)}
            assert any((time or "").startswith(f"2025-{number:02}") for time in times), (text, times)
    text = "Bakan, 20 Mart 2025’te imzalanan metni dün yeniden açıkladı."
    assert [resolve_time(found, published=DAY, tense="past") for found in find_times(text)] == ["2025-03-20", "2026-03-17"]


@pytest.mark.parametrize("verb", ["bu hafta görüşmedi", "bu hafta görüşmüş değil", "bu hafta görüşemedi", "arasında bu hafta görüşme olmadı"])
def test_case_c09_what_did_not_happen(language: Language, verb: str) -> None:
    graph = graph_of(language, f"Peru ile Bolivya heyetleri {verb}.")
    store = RdfStore.open(None)
    store.write(graph)
    assert not [event for event in graph.events.values() if event.type == "Meeting" and event.status != "denied"]


@pytest.mark.parametrize("ending", ["ticaret anlaşması imzalayacak", "ticaret anlaşması imzalamayı planlıyor"])
def test_case_c11_planned_is_not_past(language: Language, ending: str) -> None:
    (told,) = tell(language, f"Gürcistan ile Moldova önümüzdeki ay {ending}.")
    event = told.one("Agreement")
    assert filled(event, "party") == {"Gürcistan", "Moldova"}
    assert event.modality == "planned" and event.time in (None, "2026-04")
    (found,) = find_times("Gürcistan ile Moldova önümüzdeki ay imzalayacak.")
    assert resolve_time(found, published=DAY, tense="future") == "2026-04"


def test_case_c11_expected_is_planned(language: Language) -> None:
    (told,) = tell(language, "Gürcistan ile Moldova'nın önümüzdeki ay ticaret anlaşması imzalaması bekleniyor.")
    assert told.one("Agreement").modality == "planned"


def test_case_c13_speaker_is_no_party(language: Language) -> None:
    (told,) = tell(language, "“Portekiz ve İspanya yarın masaya oturacak” diyen sözcü Ayla Yurt, ayrıntı vermedi.")
    assert {event.type for event in told.events} == {"Meeting"}
    event = told.one("Meeting")
    assert filled(event, "participant") == {"Portekiz", "İspanya"}
    assert event.modality == "planned" and event.source == ("Ayla Yurt",)
    assert [(post.person, post.title) for post in told.extraction.positions] == [("Ayla Yurt", "Sözcü")]


def test_case_c15_passive_and_active_have_the_same_roles(language: Language) -> None:
    texts = ("Gözlemci heyeti, Sudan tarafından sınır dışı edildi.", "Sudan, gözlemci heyetini sınır dışı etti.")
    found = []
    for told in tell(language, *texts):
        assert {event.type for event in told.events} == {"Sanction"}
        event = told.one("Sanction")
        found.append({role: {fold(name) for name in names} for role, names in event.roles.items()})
    assert found == [{"imposer": {"sudan"}, "target": {"gözlemci heyeti"}}] * 2


def test_case_c17_every_member_of_a_list(language: Language) -> None:
    (told,) = tell(language, "Ukrayna, ABD ve Güney Kore’nin dışişleri bakanları Viyana’da buluştu.")
    event = told.one("Meeting")
    assert filled(event, "participant") == {"Ukrayna", "ABD", "Güney Kore"} and event.place == ("Viyana",)


def test_case_c19_capital_as_government_and_as_place(language: Language) -> None:
    (told,) = tell(language, "Moskova, görüşme teklifini kabul ettiğini açıkladı. Toplantı Moskova’da yapılacak.")
    assert told.entities["Rusya"].type == "State" and told.entities["Moskova"].type == "Place"
    held = next(event for event in told.of("Meeting") if event.trigger == "Toplantı")
    assert held.place == ("Moskova",) and held.modality == "planned"
    assert "Moskova" not in {name for event in told.events for names in event.roles.values() for name in names}


def test_case_c21_subject_goes_on(language: Language) -> None:
    text = "Slovenya Savunma Bakanı Mira Kovaç dün Lahey’e gitti. Burada NATO yetkilileriyle görüştü, ardından bir anlaşma imzaladı."
    (told,) = tell(language, text)
    assert filled(told.one("Visit"), "visitor") == {"Mira Kovaç"}
    meeting, agreement = told.one("Meeting"), told.one("Agreement")
    assert filled(meeting, "participant") == {"Mira Kovaç", "NATO yetkilileri"} and meeting.place == ("Lahey",)
    signed = filled(agreement, "party")  # a minister signs for the state
    assert signed & {"Mira Kovaç", "Slovenya"} and "Lahey" not in signed
    assert ("participant", "Mira Kovaç") in meeting.inferred and {("party", name) for name in signed} <= set(agreement.inferred)
    assert "Burada" not in told.entities


def test_case_c21_whom_an_earlier_verb_has_beside_its_subject_takes_no_part_in_the_next(language: Language) -> None:
    text = "Malta Cumhurbaşkanı Ayla Yurtsever Tunuslu bakanlarla görüştü, ardından Kenya ile bir anlaşma imzaladı."
    (told,) = tell(language, text)
    assert "Tunuslu bakanlar" in filled(told.one("Meeting"), "participant")
    assert "Tunuslu bakanlar" not in filled(told.one("Agreement"), "party") >= {"Kenya"}


def test_case_c23_dots_that_end_no_sentence(language: Language) -> None:
    (told,) = tell(language, "15. Zirve, T.C. Dışişleri Bakanlığı ev sahipliğinde Dr. Can Yılmaz başkanlığında toplandı.")
    assert len(told.extraction.sentences) == 1
    names = {name for event in told.of("Meeting") for name in filled(event, "participant")}
    assert {name.removeprefix("T.C. ") for name in names} == {"Dışişleri Bakanlığı", "Can Yılmaz"}
    assert set(told.entities) == names and told.entities["Can Yılmaz"].type == "Person"
    assert told.one("Meeting")


def test_case_c25_headline_without_a_verb(language: Language) -> None:
    title = "Ankara’da üçlü zirve: Katar, Umman ve Kuveyt masada"
    told, both = tell(language, title, f"{title}\nKatar, Umman ve Kuveyt dışişleri bakanları Ankara’da üçlü zirvede bir araya geldi.")
    for one in (told, both):
        event = one.one("Meeting")
        assert filled(event, "participant") == {"Katar", "Umman", "Kuveyt"} and event.place == ("Ankara",)
    assert told.one("Meeting").zone == "title"
    graph = assemble([both.extraction])
    (event,) = graph.events
    assert len({item.quote for item in graph.evidence.values() if item.event == event}) == 2


PAGE = """<html lang="tr"><head><title>Fas ve Tunus anlaştı</title></head><body><article><h1>Fas ve Tunus anlaştı</h1>
<p>Fas ve Tunus vize anlaşması imzaladı.</p></article>
<div class="related"><h3>İlgili Haberler</h3><ul><li><a href="/1">Brezilya ve Şili savunma paktı imzaladı</a></li></ul></div></body></html>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", PAGE),
        ("a.txt", "Fas ve Tunus anlaştı\n\nFas ve Tunus vize anlaşması imzaladı.\n\nİlgili haber: Brezilya ve Şili savunma paktı imzaladı\n"),
        ("b.txt", "Fas ve Tunus anlaştı\n\nFas ve Tunus vize anlaşması imzaladı.\n\nAyrıca okuyun: Brezilya ve Şili savunma paktı imzaladı\n"),
    ],
)
def test_case_c27_links_to_other_stories_are_not_the_story(language: Language, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (page,) = extract_documents(read_documents(tmp_path / name), language)
    own = page.extractions[0]
    assert {entity.name for entity in own.entities} == {"Fas", "Tunus"}
    assert {name for event in own.events for name in filled(event, "party")} == {"Fas", "Tunus"}


def test_case_c29_declared_latin5_is_windows_1254(language: Language, tmp_path: Path) -> None:
    page = "<html><head><meta charset=iso-8859-9></head><body><p>Dışişleri Bakanı Şişli’de görüştü</p></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("windows-1254"))
    (document,) = read_documents(tmp_path / "a.html")
    assert document.encoding == "windows-1254" and "Şişli’de" in document.text and not set("ýþðÝÞÐ") & set(document.text)
    (read,) = extract_documents([document], language)
    assert Told(read.extractions[0]).one("Meeting").place == ("Şişli",)


def test_case_c31_object_is_no_actor(language: Language) -> None:
    (told,) = tell(language, "Malta büyükelçisi, güven mektubunu İzlanda cumhurbaşkanına sundu.")
    assert filled(told.one("Meeting"), "participant") == {"Malta büyükelçisi", "İzlanda cumhurbaşkanı"}
    assert set(told.entities) == {"Malta büyükelçisi", "İzlanda cumhurbaşkanı"}


# ------------------------------------------------------------ B. entities


def test_case_c33_spellings_of_a_person_are_one(language: Language) -> None:
    graph = graph_of(
        language,
        "Kim Jong Un, Rusya Dışişleri Bakanı Sergey Lavrov ile görüştü. Kim, Rusya'ya destek sözü verdi.",
        "Kim Jong-un, Çin Devlet Başkanı Şi Cinping ile görüştü.",
        "Vladimir Putin, Kim Jong-Un’un heyetiyle görüştü. Vladimir Putin ile Kim Jong-Un anlaşma imzaladı.",
        "General Kim, Çin ile anlaşma imzaladı.",
    )
    persons = {entity.id: entity for entity in graph.entities.values() if "kim" in entity.keys or "kim jong un" in entity.keys}
    assert {entity.name for entity in persons.values()} == {"Kim Jong Un", "Kim"}
    (leader,) = (entity for entity in persons.values() if entity.name == "Kim Jong Un")
    assert "Kim Jong-un" in leader.aliases and "kim" not in leader.keys
    assert {item.document for item in graph.evidence.values() if any(a.entity == leader.id for a in item.arguments)} == {"d1", "d2", "d3"}


def test_case_c35_shared_surname_stays_open(language: Language) -> None:
    (told,) = tell(language, "Bakan Selin Demir ile general Kaan Demir görüştü. Demir, anlaşmayı övdü.")
    assert filled(told.one("Meeting"), "participant") == {"Selin Demir", "Kaan Demir"}
    assert "Demir" not in told.entities
    assert all(len(filled(event, "speaker")) == 0 for event in told.of("Praise"))


def test_case_c37_spellings_of_places() -> None:
    gazetteer = load_gazetteer()
    for name, forms in {"Kiev": "Kiev Kyiv Kıyiv Київ", "Harkov": "Harkov Kharkiv Harkiv", "Herson": "Herson"}.items():
        for form in forms.split():
            assert [entry.name for entry in gazetteer.find(f"{form}'de")] == [name], form


def test_case_c39_letter_case_makes_no_new_entity(language: Language) -> None:
    graph = graph_of(
        language,
        "Avrupa Birliği ile Fas anlaşma imzaladı.",
        "AVRUPA BİRLİĞİ FAS İLE ANLAŞMA İMZALADI",
        "avrupa birliği ile Fas anlaşma imzaladı.",
    )
    assert sorted(entity.name for entity in graph.entities.values()) == ["Avrupa Birliği", "Fas"]
    store = RdfStore.open(None)
    store.write(graph)
    for name in ("Avrupa Birliği", "AVRUPA BİRLİĞİ", "avrupa birliği", "AVRUPA BİRLİĞİ’NİN"):
        assert resolve_entity(store, name) == "Q458"


# ------------------------------------------------------------ C–F. stores, files, pages


@pytest.mark.parametrize("case", ELSEWHERE)
def test_case_is_held_by_the_test_of_its_module(case: str) -> None:
    module, test = ELSEWHERE[case]
    tree = ast.parse((TESTS / f"{module}.py").read_text(encoding="utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{case}: {module}.{test} is gone"


def odd_graph(*names: str) -> Graph:
    """Two actors of a meeting a name: the name itself, and Fas."""
    from graphkit.model import LocalEntity

    records = []
    for number, name in enumerate(names):
        text = f"{name} ve Fas görüştü."
        at = text.index("görüştü")
        mention = EventMention("Meeting", "görüştü", at, at + 7, 0, 1, "body", {"participant": (name, "Fas")}, time="2026-03")
        document = Document(f"d{number}", text, text, published=DAY)
        records.append(Extraction(document, (LocalEntity(name, "Organization"), LocalEntity("Fas", "State", (), "Q1028")), (), (mention,), ((0, len(text)),)))
    return assemble(records)


@pytest.mark.parametrize("format", ["ttl", "nt", "nq", "trig"])
def test_case_c55_odd_names_make_sound_iris(format: str, tmp_path: Path) -> None:
    import pyoxigraph as ox

    from graphkit.export import export

    names = ("Şanghay İşbirliği Örgütü (ŞİÖ)", "Fas <Kuzey>", "İki\nSatır")
    graph = odd_graph(*names)
    export(graph, tmp_path / f"g.{format}", format)
    quads = list(ox.parse(path=str(tmp_path / f"g.{format}")))
    iris = {term.value for quad in quads for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode)}
    assert all("://" in iri or iri.startswith("urn:") for iri in iris) and not any(set(' "<>\n') & set(iri) for iri in iris)
    labels = {term.value for quad in quads for term in [quad.object] if isinstance(term, ox.Literal)}
    assert set(names) <= labels


def test_case_c63_names_are_bound_and_never_pasted() -> None:
    names = ('"Yeni Yol" Birliği', "Ters\\")
    graph = odd_graph(*names)
    store = RdfStore.open(None)
    store.write(graph)
    for name in names:
        assert graph.entities[resolve_entity(store, name)].name == name
    with pytest.raises(UnknownName):
        resolve_entity(store, 'Fas" } ; DROP ALL #')
    assert store.read().events == graph.events


def test_case_c65_prefixes_are_the_same_each_run(tmp_path: Path) -> None:
    from graphkit.export import export

    texts = []
    for name in ("one", "two"):
        export(odd_graph("Yeni Yol"), tmp_path / f"{name}.ttl", "ttl")
        texts.append((tmp_path / f"{name}.ttl").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    prefixes = [line.split()[1] for line in texts[0].splitlines() if line.casefold().startswith(("@prefix", "prefix"))]
    assert len(prefixes) == len(set(prefixes)) > 2 and not any(prefix.startswith("ns") for prefix in prefixes)


def test_case_c75_view_in_a_script_returns_the_path(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        assert folder.view(tmp_path / "çizge.html") == tmp_path / "çizge.html"
    assert main(["view", str(tmp_path / "g"), "-o", str(tmp_path / "b.html")]) == 0
    assert (tmp_path / "b.html").stat().st_size > 10_000
