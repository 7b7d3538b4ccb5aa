"""The names a language pack knows: states, organisations, forces, places, public persons, their offices and titles.

Data, one folder a language (``graphkit/languages/tr/``), tab-separated, ``#`` begins a comment line:

==============  =====================================================================
entities.tsv    names with type, kind, Wikidata id, state, aliases, short names
offices.tsv     who held which office of which state or organisation, and when
titles.tsv      titles, grouped by office
demonyms.tsv    ``Rus`` → Rusya
leaders.tsv     states whose leader (``İtalyan lider``) is the head of government
metonyms.tsv    ``Kremlin``, ``Ankara``, ``{demonym} hükümeti`` → a state, with the condition
suffixes.tsv    suffixes that may stand on a name without an apostrophe
==============  =====================================================================

A missing end of an office means that it is not known to have ended when the file was last looked through (its
first line says when). Sources and licences stand in ``NOTICE.md`` of the folder.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from graphkit.entries import (
    ENTITIES,
    OFFICES,
    Entry,
    Metonym,
    Office,
    Title,
    index_spellings,
    owner_of,
    read_entries,
    read_leaders,
    read_metonyms,
    read_offices,
    read_suffixes,
)
from graphkit.errors import LanguageError
from graphkit.name_keys import find_key
from graphkit.tables import Row, read_table
from graphkit.text import APOSTROPHES, fold

_KEPT = 50_000  # names whose key is remembered
_NO_APOSTROPHE = str.maketrans("", "", APOSTROPHES)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables of a language with their indices, as `load_gazetteer` makes them.

    Examples
    --------
    >>> load_gazetteer().find("Rusya")[0].wikidata
    'Q159'
    """

    entries: tuple[Entry, ...]
    offices: tuple[Office, ...]
    terms: Mapping[str, tuple[Office, ...]]
    titles: tuple[Title, ...]
    names: Mapping[str, tuple[Entry, ...]]
    short_names: Mapping[str, tuple[Entry, ...]]
    spellings: Mapping[str, Entry]
    demonyms: Mapping[str, str]
    metonyms: Mapping[str, Metonym]
    patterns: Mapping[str, Sequence[Metonym]]
    longest: int
    title_forms: Mapping[str, Title]
    suffixes: tuple[tuple[str, str], ...]
    leaders: Mapping[str, tuple[dt.date, dt.date]]
    _keys: dict[tuple[int, str], str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, name: str, *, short: bool = False) -> tuple[Entry, ...]:
        """Entries that `name` names: by full form, then with case suffixes off, then (`short`) by short form.

        Parameters
        ----------
        name
            As it stands in the text; case, apostrophes and suffixes after them do not count.
        short
            Whether surnames and the like count.

        Returns
        -------
        tuple of Entry
            In the order of the table (states first); empty where the name is unknown.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> [entry.wikidata for entry in gazetteer.find("KUZEY KORE’NİN")], gazetteer.find("Kuzey Korenin")[0].name
        (['Q423'], 'Kuzey Kore')
        >>> gazetteer.find("Putin"), gazetteer.find("Putin", short=True)[0].name
        ((), 'Vladimir Putin')
        """
        for index in (self.names, self.short_names) if short else (self.names,):
            if key := self._known(fold(name), index, 4):
                return index[key]
        return ()

    def state_of_demonym(self, word: str) -> Entry | None:
        """State of `word` where it says whose or from where something is; None where it does not.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> [gazetteer.state_of_demonym(word).name for word in ("Rus", "ABD'li", "Suriyelilerin")]
        ['Rusya', 'ABD', 'Suriye']
        """
        key = self._known(fold(word.translate(_NO_APOSTROPHE)), self.demonyms, 3)
        return self._state(self.demonyms[key]) if key else None

    def metonym(self, surface: str) -> Metonym | None:
        """The metonym that `surface` is, with its state and condition; None where it is none.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.metonym("Ankara").condition, gazetteer.metonym("Rus hükümetinin").state
        ('capital', 'Rusya')
        """
        key = fold(surface)
        if known := self._known(key, self.metonyms, 4):
            return self.metonyms[known]
        if told := next((m for e in self.find(surface) if (m := self.metonyms.get(fold(e.name)))), None):
            return told  # another spelling of a capital: `Caracas`
        words = key.split()
        for length in range(min(len(words) - 1, self.longest), 0, -1):
            tail = self._known(" ".join(words[-length:]), self.patterns, 4)
            for pattern in self.patterns.get(tail, ()) if tail else ():
                if state := self._in_slot(pattern.surface.partition(" ")[0], " ".join(words[:-length])):
                    return Metonym(surface, state, pattern.condition)
        return None

    def state_of_metonym(self, surface: str) -> Entry | None:
        """State that `surface` may stand for; `metonym` tells under which condition.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> [gazetteer.state_of_metonym(name).name for name in ("Kremlin", "Pyongyang yönetimi")]
        ['Rusya', 'Kuzey Kore']
        """
        found = self.metonym(surface)
        return self._state(found.state) if found else None

    def title(self, text: str) -> Title | None:
        """The title that `text` is, also after a state, demonym or ``eski``; None where it is none.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.title("Rusya Devlet Başkanı").office, gazetteer.title("Başbakan").office
        ('head', 'head-of-government')
        """
        words = fold(text).split()
        for start in range(len(words)):
            if key := self._known(" ".join(words[start:]), self.title_forms, 3):
                found = self.title_forms[key]
                return found if found.level != "qualifier" and self._qualifies(" ".join(words[:start])) else None
        return None

    def is_title(self, text: str) -> bool:
        """Whether `text` is a title and nothing else.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.is_title("ABD Dışişleri Bakanı"), gazetteer.is_title("Marco Rubio")
        (True, False)
        """
        return self.title(text) is not None

    def holder(self, title: str, state: str, date: dt.date) -> Entry | None:
        """Who held the office of `title` in `state` (or organisation) on `date`.

        Titles of one office stand for each other; a leader (``Lider``) is the head of government in parliamentary states,
        else whoever is known. None where nobody is, or more than one (the day on which one hands over to the next).

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.holder("Cumhurbaşkanı", "Rusya", dt.date(2025, 7, 10)).name
        'Vladimir Putin'
        >>> gazetteer.holder("Dışişleri Bakanı", "Amerika", dt.date(2018, 9, 30)).name
        'Mike Pompeo'
        """
        found = self.title(title)
        owners = {entry.name for entry in self.find(state)}
        offices = [found.office] if found else []
        if found and found.title == "Lider":
            governs = any(self.leaders[one][0] <= date <= self.leaders[one][1] for one in owners & self.leaders.keys())
            offices = ["head-of-government"] if governs else ["head", "head-of-government"]
        for office in offices:
            people = {
                term.person
                for term in self.offices
                if term.organization in owners
                and self.title_forms[fold(term.title)].office == office
                and term.held(date)
            }
            if people:
                return self.names[fold(people.pop())][0] if len(people) == 1 else None
        return None

    def _state(self, name: str) -> Entry:
        return self.names[fold(name)][0]

    def _in_slot(self, slot: str, head: str) -> str | None:
        if slot == "{demonym}":
            return self.demonyms.get(head)
        if slot == "{capital}":
            found = self.metonyms.get(head)
            return found.state if found and found.condition.startswith("capital") else None
        if slot == "{person}":
            people = [entry.state for entry in self.find(head, short=True) if entry.type == "Person" and entry.state]
            return next((name for name in people if self._state(name).type == "State"), None)
        return next((entry.name for entry in self.names.get(head, ()) if entry.type == "State"), None)

    def _qualifies(self, key: str) -> bool:
        rest = key
        while (title := self.title_forms.get(rest.partition(" ")[0])) and title.level == "qualifier":
            rest = rest.partition(" ")[2]
        kinds = {entry.type for entry in self.names.get(rest, ())}
        return not rest or rest in self.demonyms or bool(kinds & {"State", "Organization"})

    def _known(self, key: str, index: Container[str], shortest: int) -> str | None:
        place = id(index), key  # the indices live as long as this; each is asked with one `shortest`
        if place not in self._keys:
            if len(self._keys) > _KEPT:
                self._keys.clear()
            self._keys[place] = find_key(key, index, self.suffixes, shortest=shortest)
        return self._keys[place]


@lru_cache
def load_gazetteer(language: str = "tr", extra: Path | None = None) -> Gazetteer:
    """The gazetteer of a language pack.

    Parameters
    ----------
    language
        Name of a folder of ``graphkit/languages``.
    extra
        A folder with tables of the same names and columns, or one table of entities: its rows are added to the
        shipped ones (an entry with a shipped name and type takes its place).

    Returns
    -------
    Gazetteer
        The same object for the same arguments.

    Raises
    ------
    LanguageError
        If the language has no pack.
    InputError
        If a row is wrong; the message names file and line.

    Examples
    --------
    >>> load_gazetteer().find("Birleşmiş Milletler")[0].name
    'BM'
    """
    folder = Path(__file__).parent / "languages" / language
    if not (folder / "entities.tsv").is_file():
        raise LanguageError(f"no language pack {language!r}: {folder / 'entities.tsv'} is missing")
    entries = read_entries(_rows("entities.tsv", ENTITIES, folder, extra))
    names = _index((entry, (entry.name, *entry.aliases)) for entry in entries)
    owners = set(names)
    titles = tuple(
        Title(row.text("title"), row.text("office"), row.text("level"), row.parts("forms"))
        for row in _rows("titles.tsv", ("title", "office", "level", "forms"), folder, extra)
    )
    title_forms = {fold(form): title for title in reversed(titles) for form in (title.title, *title.forms)}
    demonyms = {
        fold(row.text("demonym").translate(_NO_APOSTROPHE)): owner_of(row, "state", owners)
        for row in _rows("demonyms.tsv", ("demonym", "state"), folder, extra)
    }
    metonyms, patterns = read_metonyms(_rows("metonyms.tsv", ("surface", "state", "condition"), folder, extra), owners)
    offices = read_offices(_rows("offices.tsv", OFFICES, folder, extra), owners, set(title_forms))
    return Gazetteer(
        entries=entries,
        offices=offices,
        terms={person: tuple(o for o in offices if o.person == person) for person in {o.person for o in offices}},
        titles=titles,
        names=names,
        short_names=_index((entry, entry.short) for entry in entries),
        spellings=index_spellings(entries),
        demonyms=demonyms,
        metonyms=metonyms,
        patterns=patterns,
        longest=max((len(tail.split()) for tail in patterns), default=0),
        title_forms=title_forms,
        suffixes=read_suffixes(_rows("suffixes.tsv", ("suffix", "after"), folder, extra)),
        leaders=read_leaders(_rows("leaders.tsv", ("state", "from", "until"), folder, extra), owners),
    )


def _rows(name: str, columns: Sequence[str], folder: Path, extra: Path | None) -> Iterator[Row]:
    yield from read_table(folder / name, columns)
    if extra is None:
        return
    if extra.is_dir():
        if (extra / name).is_file():
            yield from read_table(extra / name, columns)
    elif name == "entities.tsv":
        yield from read_table(extra, columns)


def _index(pairs: Iterable[tuple[Entry, Iterable[str]]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry, forms in pairs:
        for key in sorted({fold(form) for form in forms}):
            found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
