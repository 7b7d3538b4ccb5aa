"""What a name means by the gazetteer alone, in the role that asks: a capital stands for its state where it acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.entries import Entry
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention
from graphkit.text import fold

PLACE_ROLES = frozenset({"place", "destination", "origin"})
_STATE_HEADS = re.compile(r"^(.+?) (?:yönetimi|hükümeti|cephesi|tarafı|makamları)$")

_BODIES = re.compile(
    r"(?:cephesi|partisi|hareketi|örgütü|birliği|grubu|ittifakı|koalisyonu|ajansı|gazetesi|vakfı|derneği|şirketi)$"
)
_PLACES = re.compile(
    r"(?:köyü|kasabası|kenti|şehri|ili|ilçesi|bölgesi|eyaleti|vilayeti|adası|limanı|kampı|üssü|muhribi|firkateyni|gemisi)$"
)
_FIGHTERS = re.compile(
    r"^(.+?) (?:(?:terör|silahlı) )?"
    r"(?:isyancıları|militanları|savaşçıları|milisleri|güçleri|unsurları|örgütü|grubu|hareketi)$"
)


def parts_of(gazetteer: Gazetteer, mention: Mention) -> list[Mention]:
    """A mention of two states joined by a hyphen as two mentions, any other as it is.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> [(part.name, part.start) for part in parts_of(load_gazetteer(), Mention(0, 0, 0, 0, 11, "ABD-Ukrayna", "GPE"))]
    [('ABD', 0), ('Ukrayna', 4)]
    """
    halves = re.split(r"\s*[-–]\s*", mention.name)
    if len(halves) != 2 or gazetteer.find(mention.name):
        return [mention]
    known = [gazetteer.find(half) or gazetteer.state_of_demonym(half) or gazetteer.state_of_metonym(half) for half in halves]
    if not all(known):
        return [mention]
    at = mention.start + len(mention.name) - len(halves[1])
    return [replace(mention, name=halves[0], end=mention.start + len(halves[0]), label="GPE", type=None),
            replace(mention, name=halves[1], start=at, label="GPE", type=None)]  # fmt: skip


def short_states(gazetteer: Gazetteer, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """(folded short name, name of the state) of the states that a document names in full, where the short name alone is
    another state's: after ``Kongo Cumhuriyeti`` ``Kongo`` is that one, unless the other is named in full, too.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> named = [Mention(0, 0, 1, 0, 16, "Kongo Cumhuriyeti", "GPE"), Mention(1, 0, 0, 20, 25, "Kongo", "GPE")]
    >>> list(short_states(load_gazetteer(), named)), list(short_states(load_gazetteer(), named[1:]))
    ([('kongo', 'Kongo Cumhuriyeti')], [])
    """
    named = {fold(mention.name): gazetteer.find(mention.name) for mention in mentions if mention.label in ("GPE", "")}
    full = {entry.name for key, entries in named.items() for entry in entries if key not in gazetteer.short_names}
    for key, entries in gazetteer.short_names.items():
        chosen = [entry for entry in entries if entry.type == "State" and entry.name in full]
        others = [entry for entry in gazetteer.names.get(key, ()) if entry.type == "State"]
        if len(chosen) == 1 and others and not any(entry.name in full for entry in others):
            yield key, chosen[0].name


def headed_names(gazetteer: Gazetteer, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """(folded name, name that it stands for) of what a document names with and without the noun for its kind: a body is
    named in full (``Polisario``, ``Polisario Cephesi``), a place without the noun (``Poromoko köyü``).

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> told = [("Umut", "ORG"), ("Umut Partisi", "ORG"), ("Poromoko", "GPE"), ("Poromoko köyü", "LOC")]
    >>> list(headed_names(load_gazetteer(), [Mention(0, 0, 0, 0, 1, name, label) for name, label in told]))
    [('umut', 'Umut Partisi'), ('poromoko köyü', 'Poromoko')]
    """
    named = {fold(mention.name): mention for mention in mentions if mention.label in ("ORG", "GPE", "LOC", "PRODUCT")}
    for key, mention in named.items():
        short, _, head = key.rpartition(" ")
        if short not in named or gazetteer.find(short) or gazetteer.find(key) or gazetteer.metonym(short):
            continue
        if _BODIES.match(head) and named[short].label == mention.label == "ORG":
            yield short, mention.name
        elif _PLACES.match(head) and "ORG" not in (named[short].label, mention.label):
            yield key, named[short].name


def in_full(name: str, forms: Mapping[str, str]) -> str:
    """The name with the full form of what it shortens, or begins with (``Kongo hükümeti``).

    Examples
    --------
    >>> forms = {"kongo": "Kongo Cumhuriyeti"}
    >>> in_full("Kongo", forms), in_full("Kongo hükümeti", forms), in_full("Kongo Cumhuriyeti", forms)
    ('Kongo Cumhuriyeti', 'Kongo Cumhuriyeti hükümeti', 'Kongo Cumhuriyeti')
    """
    first, _, rest = name.partition(" ")
    if rest and fold(first) in forms and forms[fold(first)] != name and _STATE_HEADS.match(name):
        return f"{forms[fold(first)]} {rest}"
    return forms.get(fold(name), name)


def force_of(gazetteer: Gazetteer, name: str) -> tuple[Entry, ...]:
    """The armed group whose fighters a name tells of; empty where it tells of others.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> [[entry.name for entry in force_of(load_gazetteer(), name)] for name in ("M23 isyancıları", "Fas güçleri")]
    [['M23'], []]
    """
    found = _FIGHTERS.match(name)
    return tuple(entry for entry in gazetteer.find(found[1]) if entry.kind == "armed-group") if found else ()


def state_meant(gazetteer: Gazetteer, name: str, mention: Mention, role: str) -> Entry | None:
    """The state that a metonym, a demonym or a `… yönetimi` stands for in this role.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> gazetteer, moskova = load_gazetteer(), Mention(0, 0, 0, 0, 7, "Moskova", "GPE")
    >>> state_meant(gazetteer, "Moskova", moskova, "participant").name, state_meant(gazetteer, "Moskova", moskova, "place")
    ('Rusya', None)
    """
    metonym = gazetteer.metonym(name)
    if metonym and (metonym.condition == "always" or role not in PLACE_ROLES):
        if metonym.condition != "capital-rare":
            return gazetteer.state_of_metonym(name)
    if found := _STATE_HEADS.match(name):
        inner = found[1]
        state = gazetteer.state_of_metonym(inner) or gazetteer.state_of_demonym(inner)
        state = state or next((entry for entry in gazetteer.find(inner) if entry.type == "State"), None)
        if state:
            return state
    if mention.label == "NORP" or " " not in name:
        if (state := gazetteer.state_of_demonym(name)) and not name.endswith(("lar", "ler")):
            return state
    return None


def fitting(entries: Sequence[Entry], role: str, mention: Mention) -> Entry:
    """The entry of several with one name that a role asks for.

    Examples
    --------
    >>> from graphkit.gazetteer import load_gazetteer
    >>> gazetteer, katar = load_gazetteer(), Mention(0, 0, 0, 0, 5, "Katar", "GPE")
    >>> fitting(gazetteer.find("Katar"), "participant", katar).type
    'State'
    """
    wanted = ("Place", "State") if role in PLACE_ROLES else (mention.type, "State", "Organization")
    for kind in wanted:
        for entry in entries:
            if entry.type == kind:
                return entry
    return entries[0]
