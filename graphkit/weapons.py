"""Weapons systems by name, so that ``Bayraktar``, ``TB2`` and ``12 Bayraktar TB2`` are one thing given."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from graphkit.tables import read_table
from graphkit.text import fold

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapons system: its `kind` (``air-defence``, ``drone``, ``aircraft`` …) and the state whose industry makes it.

    Examples
    --------
    >>> Weapon("F-16", "aircraft", "ABD", ("F16",)).maker
    'ABD'
    """

    name: str
    kind: str
    maker: str
    aliases: tuple[str, ...] = ()


@functools.cache
def load_weapons(language: str = "tr") -> dict[str, Weapon]:
    """Folded name or alias → weapons system, from ``weapons.tsv`` of a language pack.

    Raises
    ------
    InputError
        If a row is wrong or two systems have one name; the message names file and line.

    Examples
    --------
    >>> load_weapons()["s 400"].maker
    'Rusya'
    """
    found: dict[str, Weapon] = {}
    path = Path(__file__).parent / "languages" / language / "weapons.tsv"
    for row in read_table(path, ("name", "kind", "maker", "aliases")):
        weapon = Weapon(row.text("name"), row.text("kind"), row.text("maker"), row.parts("aliases"))
        for form in (weapon.name, *weapon.aliases):
            if found.setdefault(fold(form), weapon) is not weapon:
                raise row.error(f"{form!r} is a name of {found[fold(form)].name!r} already")
    return found


def find_weapon(text: str) -> Weapon | None:
    """The weapons system that a phrase names, the longest and then the first; None where it names none.

    Examples
    --------
    >>> find_weapon("12 Bayraktar TB2'nin").name, find_weapon("üç tabur S-400").name, find_weapon("gıda yardımı")
    ('Bayraktar TB2', 'S-400', None)
    """
    known, words = load_weapons(), fold(text).split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            if (weapon := known.get(" ".join(words[at : at + size]))) is not None and (size > 1 or _stands_alone(words, at)):
                return weapon
    return None


def _stands_alone(words: list[str], at: int) -> bool:
    """Whether one word is a name by itself: a letter or two (`K2`) only with a digit, which `fold` keeps together."""
    return len(words[at]) > 2 or any(char.isdigit() for char in words[at])
