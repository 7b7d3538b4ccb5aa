"""Universal Dependencies features: from the morphemes of an analysis, and back out of a word.

What each morpheme says stands in ``languages/tr/morphology/morphemes.tsv``. The scheme is that of UD Turkish BOUN with
two exceptions: a past of the future (``gidecekti``) is ``Aspect=Prosp|Tense=Past`` and the pluperfect ``Tense=Pqp``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import NamedTuple

from graphkit.model import Word

_KEPT = ("Voice", "Polarity", "Mood")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


class Morpheme(NamedTuple):
    """One row of the table: the part of speech that the morpheme makes (or ``-``) and its features.

    Examples
    --------
    >>> Morpheme("NOUN", (("Case", "Loc"),)).upos
    'NOUN'
    """

    upos: str
    features: tuple[tuple[str, str], ...]


@functools.cache
def load_morphemes(language: str = "tr") -> Mapping[str, Morpheme]:
    """Read the table of morphemes.

    Examples
    --------
    >>> load_morphemes("tr")["Gen"].features
    (('Case', 'Gen'),)
    """
    path = resources.files("graphkit").joinpath("languages", language, "morphology", "morphemes.tsv")
    table = {}
    for line in path.read_text("utf-8").splitlines()[3:]:
        name, upos, features = line.split("\t")
        pairs = [item.replace("+", "=+", 1).split("=", 1) for item in features.split("|") if item]
        table[name] = Morpheme(upos, tuple((key, value) for key, value in pairs))
    return table


def describe(morphemes: Sequence[str], language: str = "tr") -> tuple[str, str]:
    """UPOS and FEATS of an analysis.

    Parameters
    ----------
    morphemes : sequence of str
        Root's part of speech first, as the analyser gives them.
    language : str
        Name of a language pack.

    Returns
    -------
    tuple of str
        UPOS and a CoNLL-U FEATS string, sorted, empty where nothing is known.

    Examples
    --------
    >>> describe(["Verb", "Pass", "PastPart", "P3sg", "Acc"])[1]
    'Aspect=Perf|Case=Acc|Number=Sing|Number[psor]=Sing|Person=3|Person[psor]=3|Polarity=Pos|Tense=Past|VerbForm=Part|Voice=Pass'
    >>> describe(["Noun", "A3pl", "Gen"])
    ('NOUN', 'Case=Gen|Number=Plur|Person=3')
    """
    return _describe(tuple(morphemes), language)


@functools.lru_cache(maxsize=8192)
def _describe(morphemes: tuple[str, ...], language: str) -> tuple[str, str]:
    table = load_morphemes(language)
    upos, found = "X", dict[str, str]()
    for name in morphemes:
        row = table.get(name)
        if row is None:
            continue
        if row.upos != "-":
            verbal = upos == row.upos == "VERB"
            kept = _KEPT + (("Tense", "Aspect", "Evident") if name == "While" else ()) if verbal else ()
            found = {key: found[key] for key in kept if key in found}
            upos = row.upos
        for key, value in row.features:
            _add(found, key, value)
    if upos == "VERB":
        _finish_verb(found)
    elif upos in _NOMINAL:
        found.setdefault("Case", "Nom")
        found.setdefault("Number", "Sing")
        found.setdefault("Person", "3")
    return upos, "|".join(f"{key}={found[key]}" for key in sorted(found, key=str.lower))


def _add(found: dict[str, str], key: str, value: str) -> None:
    if not value.startswith("+"):
        found[key] = value
    elif key == "Tense":
        earlier = (found.get("Tense"), found.get("Aspect"))
        if earlier[0] == "Fut":
            found["Aspect"] = "Prosp"
        found["Tense"] = "Pqp" if earlier == ("Past", "Perf") else "Past"
    else:
        values = {found[key], value[1:]} if key in found else {value[1:]}
        order = ("Cau", "Pass") if key == "Voice" else tuple(sorted(values))
        found[key] = "".join(item for item in order if item in values)


def _finish_verb(found: dict[str, str]) -> None:
    found.setdefault("Polarity", "Pos")
    form = found.get("VerbForm")
    if form in ("Part", "Vnoun"):
        if "Number[psor]" in found or "Case" in found or "Number" in found or form == "Vnoun":
            found.setdefault("Case", "Nom")
            found.setdefault("Number", "Sing")
            found.setdefault("Person", "3")
    elif form is None:
        found.setdefault("Mood", "Ind")
        found.setdefault("Number", "Sing")
        found.setdefault("Person", "3")
        found["VerbForm"] = "Fin"


def feature(word: Word, name: str) -> str:
    """Value of one feature of a word; empty if it has none.

    Examples
    --------
    >>> feature(Word(1, "Moskova'da", 0, 10, feats="Case=Loc|Number=Sing"), "Case")
    'Loc'
    """
    marked = f"|{word.feats}|"
    start = marked.find(f"|{name}=")
    return "" if start < 0 else marked[start + len(name) + 2 : marked.index("|", start + 1)]


def case_of(word: Word) -> str:
    """Case of a word (``Nom Acc Dat Loc Abl Gen Ins Equ``); ``Nom`` where none is marked.

    Examples
    --------
    >>> case_of(Word(1, "Putin'le", 0, 8, feats="Case=Ins|Number=Sing"))
    'Ins'
    """
    return feature(word, "Case") or "Nom"


def is_negative(word: Word) -> bool:
    """Whether the word is a negated verb, or ``değil``.

    Examples
    --------
    >>> is_negative(Word(1, "görüşmedi", 0, 9, feats="Polarity=Neg|Tense=Past"))
    True
    """
    return feature(word, "Polarity") == "Neg" or word.lemma == "değil"


def is_passive(word: Word) -> bool:
    """Whether the word is a passive verb form.

    Examples
    --------
    >>> is_passive(Word(1, "imzalandı", 0, 9, feats="Tense=Past|Voice=Pass"))
    True
    """
    return "Pass" in feature(word, "Voice")


def tense_of(word: Word) -> str:
    """Tense of a verb form (``Past Pres Fut Pqp``), participles included; empty if it has none.

    Examples
    --------
    >>> tense_of(Word(1, "gönderecek", 0, 10, feats="Tense=Fut|VerbForm=Fin"))
    'Fut'
    """
    return feature(word, "Tense")


def parse_feats(feats: str | Iterable[str]) -> dict[str, str]:
    """A FEATS string as a mapping; ``_`` and the empty string give an empty one.

    Examples
    --------
    >>> parse_feats("Case=Gen|Number=Sing")
    {'Case': 'Gen', 'Number': 'Sing'}
    """
    items = feats.split("|") if isinstance(feats, str) else list(feats)
    return dict(item.split("=", 1) for item in items if "=" in item)
