"""A page taken apart: its own text, and its teasers as documents."""

from pathlib import Path

from graphkit.read import read_documents, split_teasers, teaser_zones, without_teasers

DATA = Path(__file__).parent / "data" / "read"


def test_read_teasers_become_documents_of_the_page() -> None:
    (page,) = read_documents([DATA / "haber.txt"])
    teasers = split_teasers(page)
    assert [teaser.title for teaser in teasers] == [
        "Şili, Bolivya büyükelçisini geri çağırdı",
        "Ekvador’da seçimin ikinci turu başladı",
        "Uruguay, Paraguay’a aşı bağışladı",
    ]
    assert [teaser.id for teaser in teasers] == [f"{page.id}#t{number}" for number in (1, 2, 3)]
    assert {teaser.part_of for teaser in teasers} == {page.id}
    assert {teaser.published for teaser in teasers} == {page.published}
    assert teasers[1].zone_at(0) == "title"
    assert teasers[1].zone_at(len(teasers[1].text) - 1) == "body"


def test_read_teasers_are_exact_stretches_of_the_page() -> None:
    (page,) = read_documents([DATA / "haber.html"])
    zones = teaser_zones(page)
    assert [page.text[zone.start : zone.end] for zone in zones] == [teaser.text for teaser in split_teasers(page)]


def test_read_teasers_blanked_page_keeps_offsets_and_lines() -> None:
    (page,) = read_documents([DATA / "haber.txt"])
    own = without_teasers(page)
    assert own.id == page.id
    assert not any(word in own.text for word in ("Şili", "Ekvador", "Uruguay", "Ayrıca"))
    start = page.text.index("Protokol, iki")
    assert own.text.startswith("Protokol, iki parlamentonun", start)
    assert own.line_at(start) == page.line_at(start)
    assert {zone.kind for zone in own.zones} == {"title", "byline", "caption"}


def test_read_teasers_none() -> None:
    (page,) = read_documents([DATA / "buyuk-harf.txt"])
    assert split_teasers(page) == ()
    assert without_teasers(page) is page
