"""The records of the gazetteer, and how rows of its tables become them, checked against each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import cast, get_args

from graphkit.model import EntityType
from graphkit.spellings import name_key
from graphkit.tables import Row
from graphkit.text import fold

ENTITIES = ("name", "type", "wikidata", "kind", "state", "aliases", "short", "from", "until")
OFFICES = ("person", "title", "organization", "from", "until")
_CONDITIONS = ("always", "seat", "capital", "capital-rare")
_SLOTS = ("{capital}", "{state}", "{demonym}", "{person}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the gazetteer.

    `kind` says more than `type`: ``state``, ``capital``, ``ministry``, ``army``, ``office-holder`` … `state` is the
    name of the state (or organisation) it belongs to. `short` are forms such as surnames, which mean this entry only
    where the document does not say otherwise. `begin` and `end` bound its existence.

    Examples
    --------
    >>> Entry("Kiev", "Place", "capital", "Q1899", "Ukrayna", ("Kyiv",)).aliases
    ('Kyiv',)
    """

    name: str
    type: EntityType
    kind: str
    wikidata: str | None = None
    state: str | None = None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    begin: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """`person` held `title` of `organization` (entry names) from `begin` to `end`, both inclusive; None: open.

    Examples
    --------
    >>> Office("Sergey Lavrov", "Dışişleri Bakanı", "Rusya", dt.date(2004, 3, 9)).held(dt.date(2004, 3, 8))
    False
    """

    person: str
    title: str
    organization: str
    begin: dt.date | None = None
    end: dt.date | None = None

    def held(self, date: dt.date | None) -> bool:
        """Whether it was held on `date`; None: whether it is held still."""
        day = date or dt.date.max
        return (self.begin or day) <= day <= (self.end or day)


@dataclass(frozen=True, slots=True)
class Title:
    """A title; `office` is the same word for titles of the same post in different states, `level` where it belongs.

    Examples
    --------
    >>> Title("Devlet Başkanı", "head", "state", ("Devlet Başkanı",)).office
    'head'
    """

    title: str
    office: str
    level: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metonym:
    """`surface` stands for `state` under `condition`: ``always``, ``seat``, ``capital`` or ``capital-rare``.

    ``seat`` and ``capital`` are the state where they act (who says, decides, sends), else a place.

    Examples
    --------
    >>> Metonym("Kremlin", "Rusya", "always").state
    'Rusya'
    """

    surface: str
    state: str
    condition: str


def read_entries(rows: Iterable[Row]) -> tuple[Entry, ...]:
    """Rows of ``entities.tsv`` → entries; a later row of the same name and type replaces the earlier.

    Examples
    --------
    >>> from pathlib import Path
    >>> empty = dict.fromkeys(ENTITIES, "")
    >>> row = Row(Path("entities.tsv"), 5, empty | {"name": "Oslo", "type": "Place", "wikidata": "Q585", "kind": "capital"})
    >>> read_entries([row])[0].wikidata
    'Q585'
    """
    entries: dict[tuple[str, str], Entry] = {}
    lines: dict[str, Row] = {}
    for row in rows:
        kind = cast(EntityType, row.text("type", allowed=get_args(EntityType)))
        entry = Entry(
            row.text("name"),
            kind,
            row.text("kind"),
            row.cells["wikidata"] or None,
            row.cells["state"] or None,
            row.parts("aliases"),
            row.parts("short"),
            row.date("from"),
            row.date("until", last=True),
        )
        if entry.wikidata and not re.fullmatch(r"Q[1-9]\d*", entry.wikidata):
            raise row.error(f"wikidata {entry.wikidata!r} is no id; allowed: Q and digits, or empty")
        if entry.state:
            lines[entry.state] = row
        entries[entry.name, entry.type] = entry
    known = {fold(form) for entry in entries.values() for form in (entry.name, *entry.aliases)}
    for state, row in lines.items():
        if fold(state) not in known:
            raise row.error(f"state {state!r} is no name of the table")
    return tuple(entries.values())


def index_spellings(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Key of a spelling → the person whose name of two words or more it is; keys of several persons are left out.

    Examples
    --------
    >>> index_spellings([Entry("Şi Cinping", "Person", "office-holder")])[name_key("Xi Jinping")].name
    'Şi Cinping'
    """
    found: dict[str, set[Entry]] = {}
    for entry in entries:
        for form in (entry.name, *entry.aliases) if entry.type == "Person" else ():
            if " " in (key := name_key(form)):
                found.setdefault(key, set()).add(entry)
    return {key: next(iter(owners)) for key, owners in found.items() if len(owners) == 1}


def read_offices(rows: Iterable[Row], owners: Container[str], titles: Container[str]) -> tuple[Office, ...]:
    """Rows of ``offices.tsv`` → offices whose person and organization are in `owners`, title in `titles`.

    Examples
    --------
    >>> read_offices([], set(), set())
    ()
    """
    offices = []
    for row in rows:
        if fold(row.text("title")) not in titles:
            raise row.error(f"title {row.cells['title']!r} is not in titles.tsv")
        office = Office(
            owner_of(row, "person", owners),
            row.text("title"),
            owner_of(row, "organization", owners),
            row.date("from"),
            row.date("until", last=True),
        )
        if office.begin and office.end and office.begin > office.end:
            raise row.error(f"from {row.cells['from']} is later than until {row.cells['until']}")
        offices.append(office)
    return tuple(offices)


def read_leaders(rows: Iterable[Row], owners: Container[str]) -> dict[str, tuple[dt.date, dt.date]]:
    """Rows of ``leaders.tsv`` → state led by its head of government, and the first and last day of that.

    Examples
    --------
    >>> read_leaders([], set())
    {}
    """
    days = {}
    for row in rows:
        state = owner_of(row, "state", owners)
        days[state] = row.date("from") or dt.date.min, row.date("until", last=True) or dt.date.max
    return days


def read_metonyms(rows: Iterable[Row], owners: Container[str]) -> tuple[dict[str, Metonym], dict[str, list[Metonym]]]:
    """Rows of ``metonyms.tsv`` → plain ones by folded surface, and the patterns by the folded words after their slot.

    Examples
    --------
    >>> read_metonyms([], set())
    ({}, {})
    """
    metonyms: dict[str, Metonym] = {}
    patterns: dict[str, list[Metonym]] = {}
    for row in rows:
        surface, condition = row.text("surface"), row.text("condition", allowed=_CONDITIONS)
        if surface.startswith("{"):
            if surface.partition(" ")[0] not in _SLOTS or not surface.partition(" ")[2]:
                raise row.error(f"pattern {surface!r} must be one of {', '.join(_SLOTS)} and a word")
            patterns.setdefault(fold(surface.partition(" ")[2]), []).append(Metonym(surface, "", condition))
        else:
            metonyms[fold(surface)] = Metonym(surface, owner_of(row, "state", owners), condition)
    return metonyms, patterns


def read_suffixes(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """Rows of ``suffixes.tsv`` → suffix and what must stand before it, sorted.

    Examples
    --------
    >>> read_suffixes([])
    ()
    """
    allowed = ("vowel", "consonant", "any", "possessive")
    return tuple(sorted((row.text("suffix"), row.text("after", allowed=allowed)) for row in rows))


def owner_of(row: Row, column: str, owners: Container[str]) -> str:
    """The cell `column`, which must name an entry (folded names: `owners`).

    Examples
    --------
    >>> from pathlib import Path
    >>> owner_of(Row(Path("demonyms.tsv"), 2, {"demonym": "Rus", "state": "Rusya"}), "state", {"rusya"})
    'Rusya'
    """
    if fold(row.text(column)) not in owners:
        raise row.error(f"{column} {row.cells[column]!r} is not in entities.tsv")
    return row.cells[column]
