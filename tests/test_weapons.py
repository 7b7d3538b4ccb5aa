"""Weapons systems by name."""

import pytest

from graphkit.gazetteer import load_gazetteer
from graphkit.model import EventMention
from graphkit.same_event import same_event
from graphkit.weapons import find_weapon, load_weapons


@pytest.mark.parametrize(
    ("text", "name"),
    [("S-400", "S-400"), ("iki S-400 bataryası", "S-400"), ("24 adet TB2", "Bayraktar TB2"), ("F-16 Block 70", "F-16"),
     ("Şahid-136 kamikaze dronları", "Şahid-136"), ("Iron Dome", "Demir Kubbe"), ("Leopard tankları", "Leopard 2"), ("M1 Abrams", "Abrams")],
)  # fmt: skip
def test_weapons_are_found_in_what_is_given(text: str, name: str) -> None:
    found = find_weapon(text)
    assert found is not None and found.name == name


def test_weapons_other_things_are_none() -> None:
    assert [text for text in ("gıda", "tıbbi malzeme", "400 milyon dolar", "16 ambulans", "") if find_weapon(text)] == []


def test_weapons_makers_are_states_of_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    kinds = {weapon.maker: {entry.type for entry in gazetteer.find(weapon.maker)} for weapon in load_weapons().values()}
    assert [maker for maker, types in kinds.items() if "State" not in types] == []


def test_weapons_of_one_name_are_one_thing_given() -> None:
    def gift(item: str) -> EventMention:
        return EventMention("ArmsTransfer", "verdi", 0, 5, 0, 1, "body", {"supplier": ("Türkiye",)}, item=item)

    assert same_event(gift("TB2"), gift("Bayraktar")) > same_event(gift("TB2"), gift("Akıncı"))
