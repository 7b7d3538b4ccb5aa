"""Words to morphological analyses: akana proposes, spelling, tag and neighbours choose one.

The only module that imports akana (https://github.com/altaidevorg/akana, MIT/Apache-2.0). Words that it does not know
(``ABD'nin``, ``2024'te``, foreign names) take the suffix rule of `graphkit.suffixes`. Of several analyses a linear
model decides whose weights come from Turkish treebanks (``languages/tr/morphology``).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from graphkit.choice import choose, load_weights
from graphkit.features import describe
from graphkit.suffixes import cut_suffix, find_suffix
from graphkit.text import APOSTROPHES, lower

_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_NUMBER = re.compile(r"%?\d[\d.,:/\-–]*\.?$|[IVXLC]{1,6}\.$")
_INFINITIVE = re.compile(r"m[ae]k$")
_DENOMINAL = re.compile(r"l[ae]nd[ıi]r|l[ae][şn]|l[ae](?!r$)|l")
_PLAIN = str.maketrans("âîû", "aiu")
_VERBAL = frozenset({"BecomeVerb", "CausVerb", "NounToVerb"})
_DERIVED = _VERBAL | {
    "Ness",
    "Agt",
    "With",
    "Without",
    "Related",
    "Ly",
    "Dim",
    "DevN",
    "DevGi",
    "DevGin",
    "DevGen",
    "Manner",
}
_ROOT_TAGS = {"NOUN": "Noun", "PROPN": "Noun", "NUM": "Num", "ADJ": "Adj"}
_CLOSE_TAGS = {
    "VERB": ("AUX", "CCONJ", "PART"),
    "AUX": ("PART", "VERB"),
    "NUM": ("ADJ", "DET", "ADV"),
    "PRON": ("DET", "ADV"),
}
# "diyen" is "who says", not an old "may you say"; "imzaladı" is "signed": "was with a signature" is "imzaylaydı"
_RARE = frozenset({("Opt", "A2sg"), ("Ins", "CopPast")})
_OPEN_TAGS = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "X"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """The chosen reading of one word.

    `lemma` of a verb is its stem (``gönder``), of a proper name the name without suffix in its own spelling. `upos` is
    the given tag, else what the analysis says. `feats` is a CoNLL-U FEATS string. `morphemes` are the analyser's tags,
    root first; empty where nothing is known.

    Examples
    --------
    >>> Analysis("görüşme", "NOUN", "Case=Nom").upos
    'NOUN'
    """

    lemma: str
    upos: str
    feats: str = ""
    morphemes: tuple[str, ...] = ()


def analyse(
    words: Sequence[str], tags: Sequence[str] | None = None, *, feats: Sequence[str] | None = None, language: str = "tr"
) -> tuple[Analysis, ...]:
    """One analysis for each word of a sentence.

    Parameters
    ----------
    words : sequence of str
        The words of one sentence; any of the three apostrophes may stand before a suffix.
    tags : sequence of str, optional
        Their UPOS tags (https://universaldependencies.org/u/pos/), which rule out analyses.
    feats : sequence of str, optional
        FEATS strings of a tagger: they count among the evidence, and stand where no analysis is known.
    language : str
        Name of a language pack.

    Returns
    -------
    tuple of Analysis
        As many as `words`.

    Examples
    --------
    >>> found = analyse(["ABD’nin", "askerleri", "Moskova'da", "gönderildi"], ["PROPN", "NOUN", "PROPN", "VERB"])
    >>> [word.lemma for word in found], found[0].feats
    (['ABD', 'asker', 'Moskova', 'gönder'], 'Case=Gen|Number=Sing|Person=3')
    """
    given = tags or [""] * len(words)
    hints = feats or [""] * len(words)
    readings = [find_analyses(word, tag, language) for word, tag in zip(words, given, strict=True)]
    chosen = choose(words, given, hints, readings, load_weights(language))
    return tuple(
        replace(found, upos=_tag(found, tag), feats=found.feats if found.morphemes else hint or found.feats)
        for found, tag, hint in zip(chosen, given, hints, strict=True)
    )


def _tag(found: Analysis, tag: str) -> str:
    """The given tag, but a verb where every other reading was worse than a finite verb (``imzaladı``)."""
    finite = found.morphemes[:1] == ("Verb",) and "VerbForm=Fin" in found.feats
    return "VERB" if finite and tag in ("NOUN", "ADJ", "ADV") else tag or found.upos


@functools.lru_cache(maxsize=200_000)
def find_analyses(word: str, tag: str = "", language: str = "tr") -> tuple[Analysis, ...]:
    """All analyses of a word that its tag allows, in a fixed order.

    Parameters
    ----------
    word : str
        One word.
    tag : str
        Its UPOS tag; empty if unknown.
    language : str
        Name of a language pack.

    Returns
    -------
    tuple of Analysis
        Never empty: a word that nothing is known of is its own lemma.

    Examples
    --------
    >>> [found.feats for found in find_analyses("Putin’le", "PROPN")]
    ['Case=Ins|Number=Sing|Person=3']
    """
    plain = unicodedata.normalize("NFC", word).translate(_STRAIGHT)
    if not any(char.isalnum() for char in plain):
        return (Analysis(word, "SYM" if tag == "SYM" else "PUNCT"),)
    stem, apostrophe, ending = plain.partition("'")
    if apostrophe and stem and (found := tuple(_from_suffix(stem, ending, tag, language))):
        return found
    if _NUMBER.match(plain):
        morphemes = ("Num", "Ord") if plain.endswith(".") else ("Num", "Card")
        return (Analysis(plain.rstrip("."), *describe(morphemes, language), morphemes),)
    fixed = load_words(language).get(lower(plain), ())
    allowed = tuple(found for found in fixed if not tag or _fits(found.upos, tag))
    known = allowed or _without_you(dict.fromkeys(_from_analyser(plain, tag, language)), tag)
    return known or (_guess(plain, tag, language),)


def _without_you(found: Iterable[Analysis], tag: str) -> tuple[Analysis, ...]:
    """The analyses without those that say `your`, which news hardly ever does, where anything else is possible:
    ``elinden`` is from his hand, ``havaalanını`` has the possessive of its own compound, ``Selman`` has none.
    """
    every = tuple(found)
    others = tuple(one for one in every if "P2sg" not in one.morphemes)
    if any(not tag or _fits(one.upos, tag) for one in others):
        return others
    changed = tuple(_as_third(one) for one in every if tag != "PROPN" or one.morphemes[-1] != "P2sg")
    return tuple(dict.fromkeys(changed))


def _as_third(one: Analysis) -> Analysis:
    """`havaalanı` + your + case as the compound noun with its own possessive, which the analyser does not know."""
    tags = one.morphemes
    if "P2sg" not in tags[:-1] or one.lemma[-1:] not in ("ı", "i", "u", "ü"):
        return one
    third = tuple("P3sg" if tag == "P2sg" else tag for tag in tags)
    return replace(one, feats=describe(third)[1], morphemes=third)


@functools.cache
def load_words(language: str = "tr") -> Mapping[str, tuple[Analysis, ...]]:
    """Words with a fixed analysis, by their Turkish lower case.

    Examples
    --------
    >>> load_words("tr")["bana"][0].lemma
    'ben'
    """
    path = resources.files("graphkit").joinpath("languages", language, "morphology", "words.tsv")
    found: dict[str, tuple[Analysis, ...]] = {}
    for line in path.read_text("utf-8").splitlines()[3:]:
        word, lemma, tags = line.split("\t")
        morphemes = tuple(tags.split("+"))
        found[word] = (*found.get(word, ()), Analysis(lemma, *describe(morphemes, language), morphemes))
    return found


def _fits(upos: str, tag: str) -> bool:
    return upos == tag or tag in _CLOSE_TAGS.get(upos, ())


def _from_suffix(stem: str, ending: str, tag: str, language: str) -> Iterator[Analysis]:
    """Readings of a name or number by what stands after its apostrophe."""
    number = stem[0].isdigit()
    for tags in find_suffix(ending, language):
        morphemes = ("Num" if number else "Noun", *tags)
        upos, feats = describe(morphemes, language)
        lemma = stem if upos != "ADJ" or tags[0] != "With" else stem + ending
        if tag == "PROPN":
            lemma = stem
        yield Analysis(lemma, "PROPN" if upos == "NOUN" else upos, feats, morphemes)


@functools.lru_cache(maxsize=20_000)
def is_common_word(word: str) -> bool:
    """Whether the dictionary knows the word, written small, as something else than a name or an abbreviation.

    Examples
    --------
    >>> is_common_word("anlaşması"), is_common_word("iran")
    (True, False)
    """
    return any(entry["secondary_pos"] not in ("Prop", "Abbrv") for entry in _analyser().analyze(word))


@functools.cache
def _analyser() -> Any:
    import akana  # type: ignore[import-untyped]  # ships no stubs

    return akana.Morphology()


def _from_analyser(word: str, tag: str, language: str) -> Iterator[Analysis]:
    """The analyser's readings without doubles and without what spelling rules out."""
    entries = _analyser().analyze(word)
    capital = word[:1].isupper()
    serious = [entry for entry in entries if _is_serious(entry, capital)] or entries
    serious = [entry for entry in serious if tuple(entry["morphemes"][-2:]) not in _RARE] or serious
    for entry in serious:
        morphemes = tuple(entry["morphemes"])
        upos, feats = describe(morphemes, language)
        if upos == "NOUN" and entry["secondary_pos"] in ("Prop", "Abbrv") and capital:
            upos = "PROPN"
        yield Analysis(_lemma(word, entry, upos, tag, language), upos, feats, morphemes)


def _is_serious(entry: Mapping[str, Any], capital: bool) -> bool:
    """Not an abbreviation read into a small word, nor a name that is written small."""
    if entry["secondary_pos"] == "Abbrv":
        return capital and len(entry["root"]) > 1
    return capital or entry["secondary_pos"] != "Prop"


def _lemma(word: str, entry: Mapping[str, Any], upos: str, tag: str, language: str) -> str:
    """Dictionary form: the root, or the derived word without its inflection where the analyser gives the root only."""
    morphemes: Sequence[str] = entry["morphemes"]
    folded = lower(word)
    root: str = lower(entry["root"] if morphemes[0] == "Verb" else entry["lemma"])
    if morphemes[0] == "Verb":
        root = _INFINITIVE.sub("", root)
    if tag == "PROPN" or upos == "PROPN":
        return word[: len(root)] if lower(word[: len(root)]) == root else root
    if folded[: len(root)].translate(_PLAIN) == root:
        root = folded[: len(root)]
    derived = [index for index, name in enumerate(morphemes) if name in _DERIVED]
    verbal = [index for index in derived if morphemes[index] in _VERBAL]
    if verbal:
        made = _DENOMINAL.match(folded, len(root))
        return root + made[0] if made else root
    if not derived or "VERB" in (upos, tag):
        return root
    return _cut_inflection(folded, tuple(morphemes[derived[-1] + 1 :]), language) or root


def _cut_inflection(word: str, tail: tuple[str, ...], language: str) -> str:
    """The word without the ending that says `tail`; empty if no ending does. Of several the first whose rest is a word:
    ``görevlisi`` is of ``görevli``, not of ``görevlis``.
    """
    if not tail:
        return word
    cuts = [at for at in range(len(word) - 1, 1, -1) if any(tags == tail for tags in find_suffix(word[at:], language))]
    stems = [word[: at - 1] + "k" if word[at - 1] == "ğ" else word[:at] for at in cuts]
    return next((stem for stem in stems if _analyser().analyze(stem)), stems[0] if stems else "")


def _guess(word: str, tag: str, language: str) -> Analysis:
    """Reading of a word that the analyser does not know."""
    named = tag == "PROPN" or not tag and word[:1].isupper()
    if tag and tag not in _OPEN_TAGS:
        return Analysis(lower(word), tag)
    stem, suffix = cut_suffix(word, language) if word[:1].isupper() or tag == "NOUN" else (word, ())
    morphemes = (_ROOT_TAGS.get(tag, "Noun"), *suffix)
    upos, feats = describe(morphemes, language)
    return Analysis(stem if named else lower(stem), "PROPN" if named else upos, feats, morphemes if suffix else ())
