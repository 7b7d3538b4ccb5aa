"""A gazetteer out of a Wikidata JSON dump: what has a Turkish name and is a state, place, body, force or office holder.

The dump (https://www.wikidata.org/wiki/Wikidata:Database_download, CC0) is one JSON entity a line. It is read twice: once
for the tree of classes and the offices, once for the entities; memory grows with those, not with the dump.
"""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from graphkit.entries import ENTITIES, OFFICES
from graphkit.errors import InputError
from graphkit.files import write_text
from graphkit.gazetteer import Gazetteer
from graphkit.text import fold

ROOTS: Mapping[str, tuple[str, str]] = {
    "Q3624078": ("State", "state"), "Q6256": ("State", "state"),
    "Q515": ("Place", "city"), "Q82794": ("Place", "region"), "Q165": ("Place", "water"),
    "Q772547": ("MilitaryForce", "army"), "Q176799": ("MilitaryForce", "branch"),
    "Q17149090": ("MilitaryForce", "armed-group"),
    "Q43229": ("Organization", "agency"),
}  # fmt: skip
"""Class → type and kind of its instances and of those of its subclasses; the nearest class counts, then the first."""

_POSITION, _HUMAN = "Q4164871", "Q5"
_SAID_OF = ("P17", "P1001", "P27")  # country, jurisdiction, citizenship
Progress = Callable[[int], None]
_Row = dict[str, str]
_Term = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """What was written: entities, offices, and lines of the dump that are no JSON.

    Examples
    --------
    >>> Report(2, 1, 0).entities
    2
    """

    entities: int
    offices: int
    damaged: int


@dataclass(slots=True)
class _Scheme:
    """The first look: subclass → classes above, office id → (title, id of what it belongs to), names of states."""

    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)
    damaged: int = 0


def build_tables(dump: Path, folder: Path, gazetteer: Gazetteer, *, language: str = "tr",
                 progress: Progress | None = None) -> Report:  # fmt: skip
    """Write ``entities.tsv`` and ``offices.tsv`` of a dump, for `load_gazetteer(extra=folder)`.

    Parameters
    ----------
    dump
        The JSON dump or a part of it, plain, ``.gz`` or ``.bz2``.
    folder
        Made if it is missing.
    gazetteer
        The shipped one: what it has with a Wikidata id is left out, what it has without gets its id.
    language
        Entities without a name in it are left out.
    progress
        Called with the lines read, each 10,000.

    Raises
    ------
    InputError
        If the dump is missing or no dump.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.gazetteer import load_gazetteer
    >>> folder = Path(tempfile.mkdtemp())
    >>> item = {"id": "Q9", "labels": {"tr": {"value": "Kum Devleti"}},
    ...         "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q6256"}}}}]}}
    >>> _ = (folder / "dump.json").write_text(json.dumps(item), encoding="utf-8")
    >>> build_tables(folder / "dump.json", folder, load_gazetteer())
    Report(entities=1, offices=0, damaged=0)
    >>> load_gazetteer(extra=folder).find("Kum Devleti")[0].wikidata
    'Q9'
    """
    scheme = _read_scheme(dump, gazetteer, language, progress)
    names = {entry.wikidata: entry.name for entry in gazetteer.entries if entry.wikidata}
    rows, terms = _select(dump, scheme, names, language, progress)
    if not rows:
        raise InputError(f"{dump}: no entity with a name in {language!r} there; a Wikidata JSON dump has one a line")
    made = list(_joined(rows, gazetteer))
    names |= {row["wikidata"]: row["name"] for row in made}
    offices = [office for term in terms if (office := _office(term, names))]
    known = {*names.values(), *(entry.name for entry in gazetteer.entries)}
    for row in made:
        row["state"] = names.get(row["state"], row["state"] if row["state"] in known else "")
    _write(folder / "entities.tsv", ENTITIES, made)
    _write(folder / "offices.tsv", OFFICES, offices)
    return Report(len(made), len(offices), scheme.damaged)


def _joined(rows: Iterable[_Row], gazetteer: Gazetteer) -> Iterator[_Row]:
    """The rows with what the shipped table says of the same name and type; of two of one name the lower id."""
    shipped = {(fold(entry.name), str(entry.type)): entry for entry in gazetteer.entries}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = fold(row["name"]), row["type"]
        if key in seen:
            continue
        seen.add(key)
        if known := shipped.get(key):
            row |= {"name": known.name, "kind": known.kind, "state": known.state or "", "short": "|".join(known.short)}
            row["aliases"] = "|".join(_forms(known.name, (*known.aliases, *row["aliases"].split("|"))))
        yield row


def _lines(dump: Path, progress: Progress | None) -> Iterator[str]:
    openers: Mapping[str, Callable[..., IO[str]]] = {".gz": cast("Any", gzip.open), ".bz2": cast("Any", bz2.open)}
    try:
        with openers.get(dump.suffix, open)(dump, "rt", encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(file, 1):
                if progress and number % 10_000 == 0:
                    progress(number)
                if len(line) > 3:
                    yield line.strip().rstrip(",")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise InputError(f"{dump}: no such file") from error
    except (OSError, EOFError) as error:
        raise InputError(f"{dump}: cannot be read: {error}") from error


def _read_scheme(dump: Path, gazetteer: Gazetteer, language: str, progress: Progress | None) -> _Scheme:
    scheme = _Scheme()
    for line in _lines(dump, progress):
        try:
            item = json.loads(line) if '"P279"' in line or f'"{_POSITION}"' in line or '"P1001"' in line else None
        except ValueError:
            scheme.damaged += 1
            continue
        if item is None:
            continue
        if above := tuple(_targets(item, "P279")):
            scheme.above[item["id"]] = above
        label = _label(item, language)
        owner = next((value for claim in ("P1001", "P17") for value in _targets(item, claim)), None)
        if label and owner and (title := gazetteer.title(label) or gazetteer.title(_tail(label, gazetteer))):
            scheme.posts[item["id"]] = title.title, owner
    return scheme


def _tail(label: str, gazetteer: Gazetteer) -> str:
    """The title at the end of an office's name: ``Kum Devleti cumhurbaşkanı`` → ``cumhurbaşkanı``."""
    words = label.split()
    return next((tail for at in range(len(words)) if gazetteer.title(tail := " ".join(words[at:]))), "")


def _select(dump: Path, scheme: _Scheme, known: Mapping[str, str], language: str,
            progress: Progress | None) -> tuple[list[_Row], list[_Term]]:  # fmt: skip
    """Rows of the entities that are wanted, by id, and terms of office: person, title, owner, from, until."""
    rows: list[_Row] = []
    terms: list[_Term] = []
    mark = f'"{language}"'
    for line in _lines(dump, progress):
        if mark not in line or '"P31"' not in line:
            continue
        try:
            item = json.loads(line)
        except ValueError:
            continue
        kind = _kind(item, scheme)
        if kind == ("Person", "office-holder"):
            held = list(_terms(item, scheme))
            terms += held
            kind = kind if held else None
        label = _label(item, language)
        if kind is not None and label and item["id"] not in known:
            rows.append(_row(item, label, kind, language))
    return sorted(rows, key=lambda row: int(row["wikidata"][1:])), sorted(terms)


def _kind(item: Mapping[str, Any], scheme: _Scheme) -> tuple[str, str] | None:
    """Type and kind by the nearest root class, going up level by level."""
    level = list(_targets(item, "P31"))
    if _HUMAN in level:
        return "Person", "office-holder"
    seen: set[str] = set()
    while level:
        found = [root for root in ROOTS if root in level]
        if found:
            return ROOTS[found[0]]
        seen.update(level)
        level = sorted({above for one in level for above in scheme.above.get(one, ())} - seen)
    return None


def _row(item: Mapping[str, Any], label: str, kind: tuple[str, str], language: str) -> _Row:
    forms = [alias["value"] for alias in item.get("aliases", {}).get(language, ())]
    state = next((value for claim in _SAID_OF for value in _targets(item, claim) if value != item["id"]), "")
    return {
        "name": label, "type": kind[0], "wikidata": item["id"], "kind": kind[1], "state": state,
        "aliases": "|".join(_forms(label, forms)), "short": "", "from": next(_dates(item, "P571"), ""),
        "until": next(_dates(item, "P576"), ""),
    }  # fmt: skip


def _forms(name: str, forms: Iterable[str]) -> Iterator[str]:
    """Forms that differ from the name and from each other, fit for a cell of a table."""
    seen = {fold(name), ""}
    for form in forms:
        plain = " ".join(form.split())
        if "|" not in plain and fold(plain) not in seen:
            seen.add(fold(plain))
            yield plain


def _terms(item: Mapping[str, Any], scheme: _Scheme) -> Iterator[_Term]:
    for claim in item.get("claims", {}).get("P39", ()):
        post = scheme.posts.get(_target(claim.get("mainsnak", {})) or "")
        if post and claim.get("rank") != "deprecated":
            qualifiers = claim.get("qualifiers", {})
            first, last = (next(map(_date, qualifiers.get(key, ())), "") for key in ("P580", "P582"))
            yield item["id"], *post, first, last


def _office(term: _Term, names: Mapping[str, str]) -> _Row | None:
    person, title, owner, first, last = term
    if person not in names or owner not in names or (first and last and first[:4] > last[:4]):
        return None
    return dict(zip(OFFICES, (names[person], title, names[owner], first, last), strict=True))


def _label(item: Mapping[str, Any], language: str) -> str:
    return " ".join(item.get("labels", {}).get(language, {}).get("value", "").split())


def _targets(item: Mapping[str, Any], claim: str) -> Iterator[str]:
    for one in item.get("claims", {}).get(claim, ()):
        if one.get("rank") != "deprecated" and (target := _target(one.get("mainsnak", {}))):
            yield target


def _target(snak: Mapping[str, Any]) -> str | None:
    value = snak.get("datavalue", {}).get("value")
    return value.get("id") if isinstance(value, dict) else None


def _dates(item: Mapping[str, Any], claim: str) -> Iterator[str]:
    yield from (date for one in item.get("claims", {}).get(claim, ()) if (date := _date(one.get("mainsnak", {}))))


def _date(snak: Mapping[str, Any]) -> str:
    """A point in time in the precision that it has; empty where it is unknown, before our era or coarser than a year."""
    value = snak.get("datavalue", {}).get("value")
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    length = {9: 4, 10: 7, 11: 10}.get(value.get("precision", 0), 0)
    return str(value["time"])[1:11][:length]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    lines = sorted({"\t".join(row[column].replace("\t", " ") for column in columns) for row in rows})
    head = "# From Wikidata (https://www.wikidata.org), CC0.\n" + "\t".join(columns)
    write_text(path, "\n".join([head, *lines]) + "\n")
