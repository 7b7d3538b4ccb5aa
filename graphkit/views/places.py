"""Where places lie, for the map: coordinates of states, cities, regions and seas under their Turkish names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from graphkit.model import Entity
from graphkit.text import fold_ascii


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map: degrees north and east, and the ISO 3166-1 number of the state it is, or lies in.

    Examples
    --------
    >>> Point("Place", 59.9, 10.7, "Norveç").state
    'Norveç'
    """

    kind: str
    latitude: float
    longitude: float
    state: str = ""


def find_points(entities: Iterable[Entity]) -> dict[str, Point]:
    """Entity id → where it lies, for those entities that are places and known.

    Parameters
    ----------
    entities
        Entities of any type; states and places are looked for, a state by its Wikidata id first, then by name and
        aliases. Of cities of one name the one with the most people is meant.

    Examples
    --------
    >>> found = find_points([Entity("Q159", "State", "Rusya", wikidata="Q159"), Entity("p1", "Place", "Kursk")])
    >>> found["Q159"].kind, found["p1"].latitude
    ('state', 51.73)
    """
    names, states = _load_points()
    found = {}
    for entity in entities:
        if entity.type not in ("State", "Place"):
            continue
        keys = map(fold_ascii, (entity.name, *entity.aliases))
        point = states.get(entity.wikidata or "") or next((names[key] for key in keys if key in names), None)
        if point:
            found[entity.id] = point
    return found


@lru_cache(maxsize=1)
def _load_points() -> tuple[dict[str, Point], dict[str, Point]]:
    """Points by folded name and by the state's Wikidata id."""
    names: dict[str, Point] = {}
    states: dict[str, Point] = {}
    text = resources.files("graphkit.views").joinpath("data", "places.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    next(lines)
    for line in lines:
        keys, kind, latitude, longitude, state, wikidata = line.split("\t")
        point = Point(kind, float(latitude), float(longitude), state)
        for key in keys.split("|"):
            names.setdefault(key, point)
        if wikidata:
            states[wikidata] = point
    return names, states


def world() -> str:
    """Shapes of the countries as TopoJSON: Natural Earth 1:110m, public domain, from npm's world-atlas.

    Examples
    --------
    >>> world()[:18]
    '{"type":"Topology"'
    """
    return resources.files("graphkit.views").joinpath("vendor", "countries-110m.json").read_text(encoding="utf-8")
