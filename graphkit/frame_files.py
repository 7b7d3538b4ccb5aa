"""Event frames as data: records, the notation of frame files, and how they are loaded.

A frame says which words trigger an event of its type (verb stems, light verbs, event nouns), which companions they need
and which phrases fill the roles. Frames are data (``languages/<code>/frames/*.yaml``); users add their own files. Each
carries sentences that it must read right and sentences that it must leave alone: `frame_examples.check_examples` runs
them.

Notation of a trigger: words separated by blanks, ``gönder-`` a verb stem, ``asker*`` a noun stem in any form,
anything else
as it stands: ``imza* at-``, ``bir araya gel-``, ``ziyaret*``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from graphkit.errors import InputError
from graphkit.text import lower

SLOTS = frozenset(
    {
        "subject",
        "object",
        "with",
        "by",
        "between",
        "dative",
        "ablative",
        "locative",
        "accusative",
        "genitive",
        "nominative",
        "modifier",
        "against",
        "for",
        "owner",
        "headline",
        "chaired",
    }
)
ENTITY_TYPES = {
    "Person": ("PER", "TITLE", "NOUN"),
    "Organization": ("ORG",),
    "State": ("GPE",),
    "MilitaryForce": ("ORG", "NOUN"),
    "Place": ("GPE", "LOC"),
    "Group": ("NORP", "NOUN", "TITLE"),
}
_OBJECT_CASES = ("nominative", "accusative", "genitive")
_KEYS = frozenset(
    {
        "name",
        "type",
        "triggers",
        "near",
        "unless",
        "needs",
        "only",
        "roles",
        "item",
        "title",
        "score",
        "voice",
        "absorbs",
        "examples",
        "counterexamples",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a trigger: its kind and the stem or form.

    Examples
    --------
    >>> Token("verb", "gönder").stem
    'gönder'
    """

    kind: Literal["verb", "noun", "word"]
    stem: str


@dataclass(frozen=True, slots=True)
class Near:
    """Companions that a trigger needs: one of `nouns` in one of `cases`, at most `before` words to its left or
    `after` to its right.

    Examples
    --------
    >>> Near(("asker", "birlik")).before
    6
    """

    nouns: tuple[str, ...]
    cases: tuple[str, ...] = _OBJECT_CASES
    before: int = 6
    after: int = 3


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the slots that fill it, in order of preference, and the labels that may stand there.

    `many`: phrases of all its slots are taken together; else the first slot that has any wins.

    Examples
    --------
    >>> Role("sender", ("subject", "by"), frozenset({"GPE"})).many
    False
    """

    name: str
    slots: tuple[str, ...]
    labels: frozenset[str]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; see the module's text for the notation of triggers.

    `needs` are the least numbers of fillers of roles (``any`` counts all of them). `only` limits verb triggers to
    some kinds of
    form, `voice` to ``active`` or ``passive``. `absorbs` are nouns that are part of the same event when they stand
    with the verb, so that
    an event noun frame does not count them again. `examples` (marked) and `counterexamples` are sentences that run as
    tests. `file` is where the frame stands.

    Examples
    --------
    >>> who = Role("participant", ("subject", "with"), frozenset({"GPE"}), True)
    >>> Frame("meet", "Meeting", ((Token("verb", "görüş"),),), (who,)).score
    0.85
    """

    name: str
    type: str
    triggers: tuple[tuple[Token, ...], ...]
    roles: tuple[Role, ...]
    near: Near | None = None
    unless: tuple[str, ...] = ()
    needs: tuple[tuple[str, int], ...] = ()
    only: tuple[str, ...] = ()
    voice: str = ""
    absorbs: tuple[str, ...] = ()
    item: bool = False
    title: bool = False
    score: float = 0.85
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    file: str = ""


def parse_trigger(text: str) -> tuple[Token, ...]:
    """Tokens of a trigger in the notation of frame files.

    Examples
    --------
    >>> [(token.kind, token.stem) for token in parse_trigger("imza* at-")]
    [('noun', 'imza'), ('verb', 'at')]
    """
    tokens: list[Token] = []
    for part in lower(text).split():
        if part.endswith("-"):
            tokens.append(Token("verb", part[:-1]))
        elif part.endswith("*"):
            tokens.append(Token("noun", part[:-1]))
        else:
            tokens.append(Token("word", part))
    return tuple(tokens)


def _nouns(value: Any, lists: Mapping[str, Sequence[str]], where: str) -> tuple[str, ...]:
    """Stems of a list that may name other lists with ``$name``."""
    stems: list[str] = []
    for item in [value] if isinstance(value, str) else value:
        if item.startswith("$"):
            if item[1:] not in lists:
                raise InputError(f"{where}: no list {item}; lists are {', '.join(sorted(lists))}")
            stems.extend(_nouns(lists[item[1:]], lists, where))
        else:
            stems.append(item)
    return tuple(stems)


def _role(name: str, value: Mapping[str, Any], where: str) -> Role:
    if not isinstance(value, dict):
        raise InputError(f"{where}: role {name}: want a mapping with 'slots', like {{slots: [subject]}}")
    for key in ("slots", "types"):
        if not isinstance(value.get(key, []), list):
            raise InputError(f"{where}: role {name}: {key!r} is {value[key]!r}; want a list, like [{value[key]}]")
    slots = tuple(value.get("slots", ()))
    types = value.get("types", list(ENTITY_TYPES))
    if unknown := [slot for slot in slots if slot not in SLOTS]:
        raise InputError(f"{where}: role {name}: unknown slot {unknown[0]!r}; slots are {', '.join(sorted(SLOTS))}")
    if unknown := [kind for kind in types if kind not in ENTITY_TYPES]:
        raise InputError(f"{where}: role {name}: unknown entity type {unknown[0]!r}; types are {', '.join(ENTITY_TYPES)}")
    labels = frozenset(label for kind in types for label in ENTITY_TYPES[kind])
    return Role(name, slots, labels, bool(value.get("many", False)))


_SHAPES: dict[str, type[list[Any] | dict[str, Any] | str]] = {
    "name": str, "type": str, "triggers": list, "roles": dict, "needs": dict, "near": dict, "examples": list,
    "counterexamples": list,
}  # fmt: skip
_SHAPE_NAMES: dict[type, str] = {list: "a list", dict: "a mapping", str: "a text"}


def _frame(row: Any, lists: Mapping[str, Sequence[str]], where: str) -> Frame:
    if not isinstance(row, dict):
        raise InputError(f"{where}: a frame is a mapping with name, type, triggers and roles, not {row!r}")
    file, where = where, f"{where}: frame {row.get('name', '(without name)')}"
    if missing := [key for key in ("name", "type", "triggers", "roles") if key not in row]:
        raise InputError(f"{where}: {missing[0]!r} is missing")
    if unknown := [key for key in row if key not in _KEYS]:
        raise InputError(f"{where}: unknown key {unknown[0]!r}; keys are {', '.join(sorted(_KEYS))}")
    if strange := [key for key, shape in _SHAPES.items() if key in row and not isinstance(row[key], shape)]:
        raise InputError(f"{where}: {strange[0]!r} is {row[strange[0]]!r}; want {_SHAPE_NAMES[_SHAPES[strange[0]]]}")
    if not row["triggers"]:
        raise InputError(f"{where}: it has no trigger and would never be found")
    near = None
    if "near" in row:
        value = row["near"]
        near = Near(
            _nouns(value["nouns"], lists, where),
            tuple(value.get("cases", _OBJECT_CASES)),
            value.get("before", 6),
            value.get("after", 3),
        )
    return Frame(
        row["name"],
        row["type"],
        tuple(parse_trigger(text) for text in row["triggers"]),
        tuple(_role(name, value, where) for name, value in row["roles"].items()),
        near,
        _nouns(row.get("unless", ()), lists, where),
        tuple(sorted(row.get("needs", {}).items())),
        tuple(row.get("only", ())),
        row.get("voice", ""),
        _nouns(row.get("absorbs", ()), lists, where),
        bool(row.get("item")),
        bool(row.get("title")),
        float(row.get("score", 0.85)),
        tuple(row.get("examples", ())),
        tuple(row.get("counterexamples", ())),
        file,
    )


def read_frames(texts: Iterable[tuple[str, str]]) -> tuple[Frame, ...]:
    """Frames of YAML texts, each with the name under which an error shall call it; lists are shared by all.

    Raises
    ------
    InputError
        If a text is no YAML mapping or a frame is not well formed; the message names file and frame.

    Examples
    --------
    >>> text = "frames: [{name: visit, type: Visit, triggers: [ziyaret et-], roles: {visitor: {slots: [subject]}}}]"
    >>> read_frames([("own.yaml", text)])[0].type
    'Visit'
    """
    rows: list[tuple[str, Mapping[str, Any]]] = []
    lists: dict[str, Sequence[str]] = {}
    for where, text in texts:
        try:
            data = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise InputError(f"{where}: not YAML: {error}") from error
        if not isinstance(data, dict) or not isinstance(data.get("frames", []), list):
            raise InputError(f"{where}: want a mapping with 'frames' (a list) and perhaps 'lists'")
        if not isinstance(own := data.get("lists") or {}, dict) or not all(isinstance(one, list) for one in own.values()):
            raise InputError(f"{where}: 'lists' is {own!r}; want a mapping of names to lists of stems")
        lists.update(own)
        rows.extend((where, row) for row in data.get("frames", []))
    frames: dict[str, Frame] = {}
    for where, row in rows:
        frame = _whole_frame(row, lists, where)
        if frame.name in frames:
            raise InputError(f"{where}: two frames are called {frame.name!r}")
        frames[frame.name] = frame
    return tuple(frames.values())


def _whole_frame(row: Any, lists: Mapping[str, Sequence[str]], where: str) -> Frame:
    """The frame of a row; a value of a kind that no key takes is told with file and frame."""
    try:
        frame = _frame(row, lists, where)
        if wrong := [least for _, least in frame.needs if not isinstance(least, int)]:
            raise InputError(f"{where}: frame {frame.name}: 'needs' counts fillers; {wrong[0]!r} is no number")
        return frame
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise InputError(f"{where}: frame {row['name']}: a value is not what its key takes ({error})") from error
