"""Which entities of a graph may be one."""

import datetime as dt

import pytest

from graphkit.candidates import find_candidates
from graphkit.model import Argument, DocumentNode, Entity, EntityType, Event, Graph, Naming, Position
from graphkit.spellings import load_spelling, name_key


def graph(*names: tuple[str, EntityType], wikidata: dict[str, str] | None = None) -> Graph:
    """A graph of entities by name, without events."""
    known = wikidata or {}
    return Graph(entities={name: Entity(name, kind, name, (), (), known.get(name)) for name, kind in names})


def scores(made: Graph) -> dict[tuple[str, str], float]:
    return {(pair.left, pair.right): pair.score for pair in find_candidates(made, least=0.0)}


@pytest.mark.parametrize(
    ("one", "two"),
    [("Volodimir Zelenskiy", "Volodymyr Zelenskyy"), ("Şi Cinping", "Xi Jinping"), ("Aleksandr Lukaşenko", "Alexander Lukashenko"),
     ("Kim Jong-un", "Kim Cong Un"), ("Sergey Şoygu", "Sergei Shoigu"), ("Vang Yi", "Wang Yi"), ("Mesud Pezeşkiyan", "Masud Pezeshkian")],
)  # fmt: skip
def test_candidates_spellings_of_one_name(one: str, two: str) -> None:
    (score,) = scores(graph((one, "Person"), (two, "Person"))).values()
    assert score >= load_spelling().ask
    assert score >= load_spelling().sure or name_key(one) != name_key(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("Nursultan Nazarbayev", "Dariga Nazarbayeva"), ("Ali Yılmaz", "Veli Yılmaz"), ("Abdullah Gül", "Abdullah Gülen"),
     ("Petro Poroşenko", "Petro Şelest"), ("George Bush", "Jeb Bush")],
)  # fmt: skip
def test_candidates_other_persons(one: str, two: str) -> None:
    assert scores(graph((one, "Person"), (two, "Person"))) == {}


def test_candidates_two_wikidata_ids_are_two_entities() -> None:
    made = graph(("Kim Jong Un", "Person"), ("Kim Cong Un", "Person"), wikidata={"Kim Jong Un": "Q1", "Kim Cong Un": "Q2"})
    assert scores(made) == {}


def test_candidates_a_surname_alone_is_asked_only_with_something_else() -> None:
    plain = graph(("Rahmon", "Person"), ("İmamali Rahmon", "Person"))
    (bare,) = scores(plain).values()
    posts = {f"p{at}": Position(f"p{at}", name, "Cumhurbaşkanı", "Q863") for at, name in enumerate(plain.entities)}
    met = {f"e{at}": Event(f"e{at}", "Meeting", "", tuple(Argument("participant", one) for one in (name, "Q159", "Q30")))
           for at, name in enumerate(plain.entities)}  # fmt: skip
    (told,) = scores(Graph(entities=plain.entities, positions=posts, events=met)).values()
    assert bare < load_spelling().ask < told < load_spelling().sure


def test_candidates_other_posts_speak_against_one_name() -> None:
    names = ("Ayşe Kara", "Ayse Kara")
    plain = graph(*((name, "Person") for name in names))
    other = {name: Position(name, name, title, body) for name, title, body in zip(names, ("Vali", "Elçi"), ("Q1", "Q2"), strict=True)}
    (sure,) = scores(plain).values()
    (asked,) = scores(Graph(entities=plain.entities, positions=other)).values()
    assert asked < load_spelling().sure <= sure


def test_candidates_acronyms_find_their_names() -> None:
    found = scores(graph(("AfKB", "Organization"), ("Afrika Kalkınma Bankası", "Organization"), ("AKB", "Organization")))
    assert list(found) == [("AKB", "Afrika Kalkınma Bankası")]


def test_candidates_of_one_document_are_mostly_two() -> None:
    made = graph(("Kara Harekâtı Gücü", "MilitaryForce"), ("Kara Harekat Gücü", "MilitaryForce"))
    documents = {key: DocumentNode(key, "", dt.date(2025, 1, 1)) for key in ("d1", "d2")}
    first, second = made.entities

    def told(two: str) -> Graph:
        namings = {f"n{at}": Naming(f"n{at}", key, document, "MilitaryForce", key) for at, (key, document) in enumerate([(first, "d1"), (second, two)])}
        return Graph(documents=documents, entities=made.entities, namings=namings)

    (apart,), (together,) = scores(told("d2")).values(), scores(told("d1")).values()
    assert together < apart


def test_candidates_large_blocks_stay_small_and_find_their_pairs() -> None:
    letters = "bcdfghklmnprstvz"
    names = [f"{a}a{b}u{c}o Yılmaz" for a in letters for b in letters for c in letters[:8]]
    made = graph(*((name, "Person") for name in [*names, "Xebat Yılmaz", "Sebat Yılmaz"]))
    assert ("Sebat Yılmaz", "Xebat Yılmaz") in scores(made)
