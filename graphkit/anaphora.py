"""Words that point back: ``ülke``, ``hükümet``, ``iki lider``, ``mevkidaşı``, ``askerler`` after ``Türk askerleri``.

The words stand in ``anaphora.yaml`` of a language pack. What they mean is looked up among what the document has named
before them (`Told`): the nearest, for a state the one told most often.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from graphkit.mentions import Mention
from graphkit.model import EntityType
from graphkit.text import fold

_ENDINGS = ("", "lar", "ler", "ları", "leri", "ı", "i", "u", "ü", "sı", "si", "su", "sü", "nı", "ni")
_SOFT = {"p": "b", "ç": "c", "t": "d", "k": "ğ"}


@dataclass(frozen=True, slots=True)
class Told:
    """An entity as the document names it at `start`.

    `form` is how it is named there, `label` the name's label, empty for a description; `capital` is the state whose
    capital the form is.

    Examples
    --------
    >>> Told(0, 0, "Rusya", "State", "Rusya", "GPE").capital is None
    True
    """

    start: int
    sentence: int
    name: str
    type: EntityType
    form: str = ""
    label: str = ""
    capital: str | None = None


@functools.cache
def load_anaphora(language: str = "tr") -> Mapping[str, frozenset[str]]:
    """Word lists by what they point to.

    Examples
    --------
    >>> "ülke" in load_anaphora()["state"]
    True
    """
    path = resources.files("graphkit").joinpath(f"languages/{language}/anaphora.yaml")
    lists: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {kind: frozenset(map(fold, words)) for kind, words in lists.items()}


def keys_of(mention: Mention) -> tuple[str, ...]:
    """Folded forms of a mention: as it is named, and without a possessive whose owner is not there.

    Examples
    --------
    >>> keys_of(Mention(0, 0, 0, 0, 8, "hükümeti", also=("hükümet",)))
    ('hükümeti', 'hükümet')
    """
    return tuple(dict.fromkeys(fold(form) for form in (mention.name, *mention.also)))


def kind_of(mention: Mention) -> str | None:
    """What a mention points back to, as `load_anaphora` calls it; None for one that names something itself.

    Examples
    --------
    >>> kind_of(Mention(0, 0, 0, 0, 4, "ülke")), kind_of(Mention(0, 0, 0, 0, 5, "Putin"))
    ('state', None)
    """
    keys = keys_of(mention)
    for kind, words in load_anaphora().items():
        if kind == "same noun":
            if " " not in keys[0] and any(keys[0] in (word, f"{word}lar", f"{word}ler") for word in words):
                return kind
        elif any(key in words for key in keys):
            return kind
    return None


def same_noun(form: str, noun: str) -> bool:
    """Whether a folded word is `noun`, plural or possessed.

    Examples
    --------
    >>> same_noun("askerleri", "asker"), same_noun("birliği", "birlik"), same_noun("ordugah", "ordu")
    (True, True, False)
    """
    soft = noun[:-1] + _SOFT.get(noun[-1:], noun[-1:])
    return any(form.startswith(stem) and form[len(stem) :] in _ENDINGS for stem in (noun, soft))


def find_antecedents(mention: Mention, kind: str, told: Sequence[Told]) -> tuple[Told, ...]:
    """What a mention of that kind points back to.

    Parameters
    ----------
    told
        What the document names, in text order.

    Returns
    -------
    tuple of Told
        One, or two for a pair; empty where nothing fits.

    Examples
    --------
    >>> names = ("Rusya", "Fas", "Fas")
    >>> told = [Told(start, 0, name, "State", name, "GPE") for start, name in enumerate(names)]
    >>> [one.name for one in find_antecedents(Mention(1, 0, 0, 30, 34, "ülke"), "state", told)]
    ['Fas']
    """
    before = [t for t in reversed(told) if t.start < mention.start]
    if kind in ("state", "capital"):
        states = [t for t in told if t.start < mention.start and t.type == "State"]
        often = Counter(t.name for t in states)
        best = max(states, key=lambda t: often[t.name], default=None)  # of those told as often, the first
        if kind == "state" or best is None:
            return (best,) if best else ()
        return tuple(_first(before, lambda t: t.capital == best.name, 1))
    if kind == "place":
        return tuple(_first(before, lambda t: t.type == "Place" and bool(t.label) or t.capital is not None, 1))
    if kind == "body":
        return tuple(_first(before, lambda t: t.type in ("Organization", "MilitaryForce") and bool(t.label), 1))
    if kind == "person":
        return tuple(_first(before, lambda t: t.type == "Person" and t.label == "PER", 1))
    if kind == "two persons":
        return _pair(_first(before, lambda t: t.type == "Person" and t.label == "PER", 2))
    if kind == "two states":
        return _pair(_first(before, lambda t: t.type == "State", 2))
    if kind == "two parties":
        return _pair(_first(before, lambda t: t.type == "State", 3))
    if kind == "same noun":
        keys = keys_of(mention)
        nouns = [word for word in load_anaphora()["same noun"] if any(same_noun(key, word) for key in keys)]
        longer = [t for t in before if " " in fold(t.name)]
        return tuple(_first(longer, lambda t: any(same_noun(fold(t.name).split()[-1], noun) for noun in nouns), 1))
    return ()


def _first(told: Iterable[Told], fits: Callable[[Told], bool], count: int) -> Iterator[Told]:
    """The first `count` different entities that fit."""
    seen: set[str] = set()
    for one in told:
        if one.name not in seen and fits(one):
            seen.add(one.name)
            yield one
            if len(seen) == count:
                return


def _pair(found: Iterable[Told]) -> tuple[Told, ...]:
    both = tuple(found)
    return both if len(both) == 2 else ()
