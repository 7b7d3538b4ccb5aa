import datetime as dt
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from graphkit.errors import InputError, LanguageError
from graphkit.gazetteer import load_gazetteer
from graphkit.spellings import name_key
from graphkit.text import fold

GAZETTEER = load_gazetteer()
FOLDER = Path(__file__).parent.parent / "graphkit" / "languages" / "tr"
SHARED_KEYS = {("Organization", "ap"): "the press writes AP for the news agency and for Avrupa Parlamentosu"}


def entries(kind: str) -> list[str]:
    return [entry.name for entry in GAZETTEER.entries if entry.kind == kind]


def test_gazetteer_wikidata_ids_are_unique() -> None:
    counts = Counter(entry.wikidata for entry in GAZETTEER.entries if entry.wikidata)
    assert [wikidata for wikidata, count in counts.items() if count > 1] == []


def test_gazetteer_no_key_is_claimed_twice_in_a_type() -> None:
    claims: dict[tuple[str, str], list[str]] = {}
    for key, found in GAZETTEER.names.items():
        for entry in found:
            claims.setdefault((entry.type, key), []).append(entry.name)
    assert {claim for claim, names in claims.items() if len(names) > 1} == set(SHARED_KEYS)


def test_gazetteer_aliases_differ_from_the_name() -> None:
    for entry in GAZETTEER.entries:
        keys = [fold(form) for form in (entry.name, *entry.aliases)]
        assert len(keys) == len(set(keys)), entry.name


def test_gazetteer_every_state_of_the_un_is_there() -> None:
    assert len(entries("state")) == 197  # 193 members, Palestine, the Holy See, Kosovo, Taiwan
    assert all(entry.wikidata for entry in GAZETTEER.entries if entry.kind == "state")
    assert "KKTC" in entries("de-facto-state")


def test_gazetteer_every_capital_has_a_state() -> None:
    states = {entry.name for entry in GAZETTEER.entries if entry.type == "State"}
    capitals = [entry for entry in GAZETTEER.entries if entry.kind == "capital"]
    assert len(capitals) > 170
    assert [entry.name for entry in capitals if entry.state not in states] == []
    assert len({entry.state for entry in capitals}) == len(capitals)


def test_gazetteer_every_state_has_a_demonym() -> None:
    states = {entry.name for entry in GAZETTEER.entries if entry.type == "State"}
    assert states - set(GAZETTEER.demonyms.values()) == set()


@pytest.mark.parametrize("file", ["entities", "offices", "demonyms", "titles", "suffixes"])
def test_gazetteer_tables_hold_no_row_twice(file: str) -> None:
    lines = (FOLDER / f"{file}.tsv").read_text(encoding="utf-8").splitlines()
    assert [line for line, count in Counter(lines).items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rusya", "Rusya"),
        ("rusya", "Rusya"),
        ("RUSYA’NIN", "Rusya"),
        ("Amerika Birleşik Devletleri", "ABD"),
        ("İngiltere", "İngiltere"),
        ("Birleşik Krallık'ta", "İngiltere"),
        ("Avrupa Birliğinin", "Avrupa Birliği"),
        ("Mısırın", "Mısır"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Kyiv", "Kiev"),
        ("Pentagon", "ABD Savunma Bakanlığı"),
    ],
)
def test_gazetteer_find_knows_spellings_and_suffixes(text: str, name: str) -> None:
    assert [entry.name for entry in GAZETTEER.find(text)] == [name]


def test_gazetteer_find_leaves_other_words_alone() -> None:
    assert [word for word in ("Kim", "çine", "masa", "Putin", "malına", "", "birlik") if GAZETTEER.find(word)] == []


def test_gazetteer_find_short_names_only_on_demand() -> None:
    assert GAZETTEER.find("Erdoğan'ın") == ()
    assert GAZETTEER.find("Erdoğan'ın", short=True)[0].wikidata == "Q39259"


def test_gazetteer_find_gives_a_shared_name_to_all() -> None:
    assert {entry.name for entry in GAZETTEER.find("AP")} == {"Associated Press", "Avrupa Parlamentosu"}


@pytest.mark.parametrize(
    ("word", "state"),
    [("Rus", "Rusya"), ("Amerikan", "ABD"), ("ABD’li", "ABD"), ("Yunan", "Yunanistan"), ("Almanlar", "Almanya"),
     ("Güney Korelilerin", "Güney Kore"), ("KKTC'li", "KKTC"), ("İngilizler", "İngiltere"), ("Iraklı", "Irak")],
)  # fmt: skip
def test_gazetteer_demonyms(word: str, state: str) -> None:
    found = GAZETTEER.state_of_demonym(word)
    assert found is not None and found.name == state


def test_gazetteer_demonyms_leave_other_words_alone() -> None:
    assert [word for word in ("Rusya", "asker", "ABD", "Ankara") if GAZETTEER.state_of_demonym(word)] == []


@pytest.mark.parametrize(
    ("surface", "state", "condition"),
    [("Moskova", "Rusya", "capital"), ("Kremlin'in", "Rusya", "seat"), ("Pyongyang yönetimi", "Kuzey Kore", "always"),
     ("Rus hükümetinin", "Rusya", "always"), ("Brüksel", "AB", "capital"), ("Atina yönetimi", "Yunanistan", "always"),
     ("Mali askerî yönetimi", "Mali", "always"), ("Trump yönetiminin", "ABD", "always"),
     ("Abiy Ahmed hükümeti", "Etiyopya", "always"), ("Esed rejimi", "Suriye", "always"),
     ("Cuba", "Güney Sudan", "capital-rare")],
)  # fmt: skip
def test_gazetteer_metonyms(surface: str, state: str, condition: str) -> None:
    found = GAZETTEER.metonym(surface)
    assert found is not None and (found.state, found.condition) == (state, condition)
    assert GAZETTEER.state_of_metonym(surface) is not None


def test_gazetteer_metonyms_leave_other_words_alone() -> None:
    assert [text for text in ("Rusya", "şirket yönetimi", "İstanbul", "yönetimi") if GAZETTEER.metonym(text)] == []


def test_gazetteer_titles() -> None:
    known = ["Başbakan", "ABD Başkanı", "Rus Dışişleri Bakanının", "eski Cumhurbaşkanı", "NATO Genel Sekreteri", "Vali"]
    assert [text for text in known if not GAZETTEER.is_title(text)] == []
    unknown = ["eski", "Ankara", "Vladimir Putin", "Başbakan Yılmaz", "Rusya", ""]
    assert [text for text in unknown if GAZETTEER.is_title(text)] == []


@pytest.mark.parametrize(
    ("title", "state", "day", "name"),
    [
        ("Devlet Başkanı", "Rusya", "2025-07-10", "Vladimir Putin"),
        ("Cumhurbaşkanı", "Rusya", "2025-07-10", "Vladimir Putin"),
        ("Lideri", "Kuzey Kore", "2025-01-01", "Kim Jong Un"),
        ("Başkanı", "ABD", "2016-05-01", "Barack Obama"),
        ("Başkanı", "ABD", "2019-05-01", "Donald Trump"),
        ("Başkanı", "Amerika", "2023-05-01", "Joe Biden"),
        ("Şansölye", "Almanya", "2020-05-01", "Angela Merkel"),
        ("Lider", "Almanya", "2020-05-01", "Angela Merkel"),
        ("Lider", "Hindistan", "2024-05-01", "Narendra Modi"),
        ("Lider", "Ermenistan", "2016-05-01", "Serj Sarkisyan"),
        ("Lider", "Fransa", "2020-05-01", "Emmanuel Macron"),
        ("Genel Sekreteri", "NATO", "2025-03-01", "Mark Rutte"),
        ("Genel Sekreteri", "BM", "2025-03-01", "António Guterres"),
        ("Dışişleri Bakanı", "Türkiye", "2018-05-01", "Mevlüt Çavuşoğlu"),
    ],
)
def test_gazetteer_holder_depends_on_the_day(title: str, state: str, day: str, name: str) -> None:
    found = GAZETTEER.holder(title, state, dt.date.fromisoformat(day))
    assert found is not None and found.name == name


def test_gazetteer_spellings_lead_to_one_person() -> None:
    names = ("Oleksii Reznikov", "Sergei Shoigu", "Xi Cinping", "Mesoud Pezeshkian", "Ayla Yurtsever")
    found = [GAZETTEER.spellings.get(name_key(name)) for name in names]
    assert [entry and entry.name for entry in found] == ["Aleksiy Reznikov", "Sergey Şoygu", "Xi Jinping", "Mesud Pezeşkiyan", None]


def test_gazetteer_is_as_large_as_promised() -> None:
    kinds = Counter(entry.type for entry in GAZETTEER.entries)
    assert kinds["Organization"] >= 150
    assert kinds["MilitaryForce"] >= 60
    since = dt.date(2014, 1, 1)
    assert len({office.person for office in GAZETTEER.offices if (office.end or since) >= since and office.begin}) >= 400


def test_gazetteer_holder_is_none_where_it_is_not_sure() -> None:
    assert GAZETTEER.holder("Başkan", "ABD", dt.date(2021, 1, 20)) is None  # the day of the handover
    assert GAZETTEER.holder("Başkan", "ABD", dt.date(1900, 1, 1)) is None
    assert GAZETTEER.holder("Bahçıvan", "ABD", dt.date(2021, 1, 1)) is None
    assert GAZETTEER.holder("Başbakan", "Atlantis", dt.date(2021, 1, 1)) is None


def test_gazetteer_terms_of_one_office_do_not_overlap() -> None:
    shared = {"minister", "spokesperson", "head-spokesperson"}
    terms: dict[tuple[str, str], list[tuple[dt.date, dt.date, str]]] = {}
    for office in GAZETTEER.offices:
        kind = GAZETTEER.title_forms[fold(office.title)].office
        if kind not in shared:
            span = (office.begin or dt.date.min, office.end or dt.date.max, office.person)
            terms.setdefault((office.organization, kind), []).append(span)
    overlaps = []
    for key, spans in terms.items():
        spans.sort()
        overlaps += [(key, a, b) for a, b in pairwise(spans) if (a[1] - b[0]).days > 31]
    assert overlaps == []


def test_gazetteer_extra_adds_and_replaces(tmp_path: Path) -> None:
    header = "name\ttype\twikidata\tkind\tstate\taliases\tshort\tfrom\tuntil\n"
    table = tmp_path / "mine.tsv"
    table.write_text(header + "Dünya Günlüğü\tOrganization\t\tmedia\t\tDG\t\t\t\n", encoding="utf-8")
    found = load_gazetteer(extra=table)
    assert found.find("DG’nin")[0].kind == "media" and found.find("Rusya")
    assert GAZETTEER.find("Dünya Günlüğü") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Ada\tPlanet\t\tstate\t\t\t\t\t", "type 'Planet' is not allowed"),
        ("Ada\tState\tW5\tstate\t\t\t\t\t", "wikidata 'W5'"),
        ("Ada\tState\t\tstate\t\tA||B\t\t\t", "empty part"),
        ("Ada\tState\t\tstate\t\t\t\t2024-13\t", "'2024-13' is no date"),
        ("Ada\tState\t\tstate", "4 cells, expected 9"),
        ("Ada\tPlace\t\tcapital\tAtlantis\t\t\t\t", "state 'Atlantis'"),
        ("\tState\t\tstate\t\t\t\t\t", "'name' is empty"),
    ],
)
def test_gazetteer_wrong_row_names_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    table = tmp_path / "mine.tsv"
    header = "name\ttype\twikidata\tkind\tstate\taliases\tshort\tfrom\tuntil"
    table.write_text(f"# mine\n{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(f"{table}, line 3: ")) as error:
        load_gazetteer(extra=table)
    assert message in str(error.value)


def test_gazetteer_wrong_rows_of_the_other_tables(tmp_path: Path) -> None:
    bad = {
        "offices.tsv": ("person\ttitle\torganization\tfrom\tuntil", "Vladimir Putin\tÇar\tRusya\t\t", "title 'Çar'"),
        "demonyms.tsv": ("demonym\tstate", "Atlantisli\tAtlantis", "state 'Atlantis'"),
        "metonyms.tsv": ("surface\tstate\tcondition", "Kızıl Meydan\tRusya\tsometimes", "condition 'sometimes'"),
        "suffixes.tsv": ("suffix\tafter", "mış\tnoun", "after 'noun'"),
    }
    for name, (header, row, message) in bad.items():
        folder = tmp_path / name.removesuffix(".tsv")
        folder.mkdir()
        (folder / name).write_text(f"{header}\n{row}\n", encoding="utf-8")
        with pytest.raises(InputError, match=re.escape(f"{folder / name}, line 2: {message}")):
            load_gazetteer(extra=folder)


def test_gazetteer_unknown_language() -> None:
    with pytest.raises(LanguageError, match="xx"):
        load_gazetteer("xx")
