"""Who acts for whom."""

from graphkit.affiliations import AKIN, MAY_BE, STANDS_FOR, Standing, agreement, standing_of, standings_of
from graphkit.gazetteer import load_gazetteer
from graphkit.model import Entity, Position


def test_standing_of_bodies_is_read_from_their_names() -> None:
    gazetteer = load_gazetteer()
    owners = {
        name: sorted(standing_of(name, kind, gazetteer).owners)
        for name, kind in (
            ("Yeni Zelanda Savunma Bakanlığı", "Organization"),
            ("Fas donanması", "MilitaryForce"),
            ("Fildişi Sahili", "State"),
            ("Kuzey Ticaret Örgütü", "Organization"),
            ("Ayla Yurtsever", "Person"),
        )
    }
    assert owners == {
        "Yeni Zelanda Savunma Bakanlığı": ["Yeni Zelanda"],
        "Fas donanması": ["Fas"],
        "Fildişi Sahili": [],
        "Kuzey Ticaret Örgütü": [],
        "Ayla Yurtsever": [],
    }


def test_standing_of_a_person_is_told_by_posts_before_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    assert standing_of("Ayla Yurtsever", "Person", gazetteer, ["Malta Dışişleri Bakanlığı"]).owners == {
        "Malta", "Malta Dışişleri Bakanlığı"
    }  # fmt: skip
    assert standing_of("Sergey Lavrov", "Person", gazetteer).owners == {"Rusya"}


def test_standing_of_a_description_is_not_named() -> None:
    assert not standing_of("binlerce gösterici", "Group", load_gazetteer()).named
    assert not standing_of("38 kişi", "Group", load_gazetteer()).named


def test_agreement_of_a_state_and_who_acts_for_it() -> None:
    entities = [Entity("Q1", "State", "Malta"), Entity("p", "Person", "Ayla Yurtsever"),
                Entity("q", "Person", "Mira Kovaç"), Entity("m", "Organization", "Malta Savunma Bakanlığı")]  # fmt: skip
    posts = [Position(f"p{person}", person, "Bakan", "Q1") for person in ("p", "q")]
    standings = standings_of({entity.id: entity for entity in entities}, posts, load_gazetteer())
    assert agreement("p", "Q1", standings) == agreement("Q1", "m", standings) == STANDS_FOR
    assert agreement("p", "m", standings) == AKIN
    assert agreement("p", "q", standings) == 0.0
    assert agreement("x", "x", {}) == agreement("group:konvoy", "militaryforce:konvoy", {}) == 1.0
    assert agreement("x", "y", {"x": Standing()}) == 0.0


def test_agreement_of_a_surname_asks_for_the_state() -> None:
    def person(name: str, *posts: str) -> Standing:
        return standing_of(name, "Person", load_gazetteer(), posts)

    known = {"a": person("Mira Kovaç", "Slovenya"), "b": person("Kovaç", "Slovenya"), "c": person("Kovaç"), "d": person("Kovaç", "Malta")}
    assert agreement("a", "b", known) == STANDS_FOR
    assert agreement("a", "c", known) == MAY_BE
    assert agreement("a", "d", known) == 0.0
    clerics = {"a": person("Şeyh Rami Haddad"), "b": person("Rami Haddad"), "c": person("Samir Haddad")}
    assert agreement("a", "b", clerics) == MAY_BE
    assert agreement("a", "c", clerics) == 0.0


def test_standing_of_a_party_leader_is_not_that_of_the_state() -> None:
    assert standing_of("Özgür Özel", "Person", load_gazetteer()).owners == {"CHP"}
