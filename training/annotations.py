"""Reading annotated text: `.ann` documents, `.names` lists, BIO files and CoNLL-U treebanks.

The `.ann` format (a document per ``@doc`` block: numbered lines, ``=`` names, ``~`` entities, ``-`` events) is described
in ``training/data/README.md``; ``python -m training check FILE`` reports the first error with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.morphology import find_analyses
from graphkit.text import APOSTROPHES, lower

NAME_LABELS = ("PER", "ORG", "GPE", "LOC", "NORP", "TITLE", "DATE", "EVENT", "PRODUCT", "LAW")
ENTITY_TYPES = ("Person", "Organization", "State", "MilitaryForce", "Place", "Group")
_DEFAULT_TYPE = {"PER": "Person", "ORG": "Organization", "GPE": "State", "LOC": "Place", "TITLE": "Person"}
_ATTRIBUTES = {"time", "place", "quantity", "item", "title", "polarity", "modality", "source", "same"}
WORD = re.compile(rf"\d+(?:[.,:]\d+)+|\w+(?:[-.&/]\w+)*(?:[{APOSTROPHES}]\w+)?|[^\w\s]", re.UNICODE)


@dataclass(slots=True)
class AnnotatedEvent:
    """An event line: `values` holds roles and attributes as written, fillers separated by ``;``."""

    line: int
    type: str
    trigger: str
    values: dict[str, str]

    def fillers(self, key: str) -> list[str]:
        """Names written for a role, ``place`` or ``source``."""
        return [part.strip() for part in self.values.get(key, "").split(";") if part.strip()]


@dataclass(slots=True)
class AnnotatedDocument:
    """One ``@doc`` block. `names`: (surface, label, only line or None). `entities`: name → (type, aliases)."""

    id: str
    published: str | None
    lines: list[str] = field(default_factory=list)
    names: list[tuple[str, str, int | None]] = field(default_factory=list)
    entities: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    events: list[AnnotatedEvent] = field(default_factory=list)

    def entity(self, name: str) -> tuple[str, list[str]]:
        """Type and aliases of a filler: its ``~`` line, else what its name label means."""
        if name in self.entities:
            return self.entities[name]
        label = next((label for surface, label, _ in self.names if surface == name), "")
        return _DEFAULT_TYPE.get(label, "Group"), []


def occurrences(text: str, surface: str) -> list[tuple[int, int]]:
    """Ranges where `surface` stands as whole words (an apostrophe suffix may follow)."""
    return [found.span() for found in re.finditer(r"(?<!\w)" + re.escape(surface) + r"(?!\w)", text)] if surface in text else []


def loose_occurrences(text: str, form: str) -> list[tuple[int, int]]:
    """Ranges where `form` begins at a word start, whatever the case of letters; a suffix may be glued to it."""
    flat = lower(form).replace("’", "'").strip()
    if len(flat) < 2:
        return []
    line = lower(text).replace("’", "'")
    if flat not in line or len(line) != len(text):
        return []
    return [found.span() for found in re.finditer(r"(?<!\w)" + re.escape(flat) + r"(?:'?\w{0,7})?(?!\w)", line)]


def read_ann(path: Path, roles: dict[str, tuple[str, ...]]) -> list[AnnotatedDocument]:
    """Documents of one `.ann` file; `roles` maps event type → its roles.

    Raises
    ------
    ValueError
        At the first line that is wrong, with file and line.
    """
    documents: list[AnnotatedDocument] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.rstrip()
        try:
            if line.startswith("@doc "):
                parts = [*line.split(), None]
                documents.append(AnnotatedDocument(str(parts[1]), parts[2]))
            elif line and not line.startswith("#"):
                _read_line(documents[-1], line, roles)
        except (ValueError, IndexError) as error:
            raise ValueError(f"{path}:{number}: {error}: {line[:120]}") from error
    for document in documents:
        _check_fillers(path, document, roles)
    return documents


def _read_line(document: AnnotatedDocument, line: str, roles: dict[str, tuple[str, ...]]) -> None:
    if found := re.match(r"(\d+) (.+)", line):
        if int(found[1]) != len(document.lines) + 1:
            raise ValueError("line numbers must count up from 1")
        document.lines.append(found[2])
    elif line.startswith("= "):
        for item in line[2:].split("|"):
            found = re.fullmatch(r"\s*(.+?) ([A-Z]+)(?: @(\d+))?\s*", item)
            if not found or found[2] not in NAME_LABELS:
                raise ValueError(f"not a name entry {item!r}")
            only = int(found[3]) if found[3] else None
            where = document.lines if only is None else [document.lines[only - 1]]
            if not any(occurrences(text, found[1]) for text in where):
                raise ValueError(f"name not in the text {found[1]!r}")
            document.names.append((found[1], found[2], only))
    elif line.startswith("~ "):
        found = re.fullmatch(r"~ (.+?) (\w+)(?: : (.+))?", line)
        if not found or found[2] not in ENTITY_TYPES:
            raise ValueError("want '~ name Type : alias ; alias'")
        document.entities[found[1]] = (found[2], [a.strip() for a in (found[3] or "").split(";") if a.strip()])
    elif line.startswith("- "):
        document.events.append(_read_event(document, line, roles))
    else:
        raise ValueError("line not understood")


def _read_event(document: AnnotatedDocument, line: str, roles: dict[str, tuple[str, ...]]) -> AnnotatedEvent:
    found = re.fullmatch(r'- (\d+) (\w+) "([^"]+)"\s*(.*)', line)
    if not found:
        raise ValueError("want '- LINE Type \"trigger\" key=value ...'")
    number, kind, trigger = int(found[1]), found[2], found[3]
    if kind not in roles:
        raise ValueError("unknown event type")
    if not 1 <= number <= len(document.lines) or trigger not in document.lines[number - 1]:
        raise ValueError("trigger is not a substring of its line")
    values = dict(re.findall(r"(\w+)=(.*?)(?=\s+\w+=|$)", found[4]))
    if unknown := sorted(set(values) - _ATTRIBUTES - set(roles[kind])):
        raise ValueError(f"unknown key {unknown[0]!r}")
    if values.get("modality", "planned") not in ("planned", "possible"):
        raise ValueError("modality is planned or possible")
    if values.get("polarity", "negative") != "negative":
        raise ValueError("polarity is negative or left out")
    return AnnotatedEvent(number, kind, trigger, values)


def _check_fillers(path: Path, document: AnnotatedDocument, roles: dict[str, tuple[str, ...]]) -> None:
    known = {name for name, _, _ in document.names} | set(document.entities)
    for event in document.events:
        for key in (*roles[event.type], "place", "source"):
            for filler in event.fillers(key):
                if filler not in known:
                    raise ValueError(f"{path}: {document.id} line {event.line}: {key}={filler!r} is no entity")


def name_ranges(document: AnnotatedDocument, number: int) -> list[tuple[int, int, str]]:
    """(start, end, label) of the names in line `number`; a longer name wins over a shorter one inside it."""
    return longest(document.lines[number - 1], [(s, k) for s, k, only in document.names if only in (None, number)])


def longest(text: str, names: list[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Ranges of the given surfaces in `text`, longest first, without overlaps."""
    taken: list[tuple[int, int, str]] = []
    for surface, label in sorted(names, key=lambda item: -len(item[0])):
        for start, end in occurrences(text, surface):
            if all(end <= s or start >= e for s, e, _ in taken):
                taken.append((start, end, label))
    return sorted(taken)


def read_names(text: Path, names: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Lines of `text` with the name ranges that ``names`` (``line<TAB>LABEL<TAB>surface``) lists for them."""
    lines = text.read_text(encoding="utf-8").splitlines()
    listed: dict[int, list[tuple[str, str]]] = {}
    for row in names.read_text(encoding="utf-8").splitlines():
        number, label, surface = row.split("\t")
        listed.setdefault(int(number), []).append((surface, label))
    for number, line in enumerate(lines, 1):
        yield line, longest(line, listed.get(number, []))


def read_bio(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence of a two-column BIO file."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.replace("\t", " ").split(" ")[:2] for line in block.split("\n") if line.strip()]
        yield [row[0] for row in rows], [row[1] for row in rows]


@dataclass(frozen=True, slots=True)
class Tree:
    """A treebank sentence by surface words: `head` counts from 1, 0 is the root."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    head: tuple[int, ...]
    deprel: tuple[str, ...]


def one_tag(row: list[str]) -> str:
    """The UPOS of a row by one rule for all treebanks: participles, verbal nouns and converbs are verbs, as in BOUN.

    Other treebanks tag them by what they do in the sentence (``gelen`` ADJ, ``etmek`` NOUN, ``basıp`` ADV) and keep the
    verb's stem as the lemma.
    """
    form, lemma, upos = row[1:4]
    if upos not in ("NOUN", "ADJ", "ADV"):
        return upos
    if form == "olarak":
        return "AUX"
    verbal = (a for a in find_analyses(form, "VERB") if re.search("VerbForm=(Part|Vnoun|Conv)", a.feats))
    if not any(a.upos == "VERB" and a.lemma == lower(lemma) for a in verbal):
        return upos
    listed = any(a.upos == "NOUN" and re.search("m[ae]$", a.lemma) for a in find_analyses(form, "NOUN"))
    return upos if listed else "VERB"  # `anlaşma` is a noun of its own


def read_conllu(path: Path) -> Iterator[Tree]:
    """Sentences of a CoNLL-U file; a multiword token becomes one word with the lemma and the tag of its first part (`one_tag`)
    and the place in the tree of the part whose head lies outside.
    """
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        tokens: list[tuple[str, list[list[str]]]] = []
        parts = {row[0]: row for row in rows if row[0].isdigit()}
        covered: set[str] = set()
        for row in rows:
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                inside = [parts[str(i)] for i in range(first, last + 1)]
                covered.update(part[0] for part in inside)
                tokens.append((row[1], inside))
            elif row[0].isdigit() and row[0] not in covered:
                tokens.append((row[1], [row]))
        home = {part[0]: number for number, (_, inside) in enumerate(tokens, 1) for part in inside}
        home["0"] = 0
        tops = [next((p for p in inside if home[p[6]] != number), inside[0]) for number, (_, inside) in enumerate(tokens, 1)]
        yield Tree(tuple(text for text, _ in tokens), tuple(inside[0][2] for _, inside in tokens), tuple(one_tag(inside[0]) for _, inside in tokens),
                   tuple(home[top[6]] for top in tops), tuple(top[7].split(":")[0] for top in tops))  # fmt: skip


def read_plain(path: Path) -> list[list[str]]:
    """Lines of each document of a plain file: ``@doc ID DATE``, then a sentence a line.

    Raises
    ------
    SystemExit
        When a line stands before the first document.
    """
    documents: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@doc "):
            documents.append([])
        elif line.strip() and not documents:
            raise SystemExit(f"{path}:{number}: a sentence before the first @doc")
        elif line.strip():
            documents[-1].append(line.strip())
    return [lines for lines in documents if lines]
