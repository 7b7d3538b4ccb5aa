"""Noun phrases that can fill a role: names with their titles and head nouns, their case, postposition and list.

Built from names, word order and morphology alone, because a dependency tree of news text is right too seldom to lean
on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphkit.forms import suffix_case
from graphkit.memo import per_sentence
from graphkit.model import Name, Sentence, Word
from graphkit.nouns import is_punctuation, load_nouns, stem_case
from graphkit.text import APOSTROPHES, lower
from graphkit.word_forms import case_of, form_of, is_possessed

_LABELS = frozenset({"PER", "ORG", "GPE", "LOC", "NORP", "TITLE", "EVENT", "PRODUCT", "LAW"})
_HEADABLE = frozenset({"GPE", "ORG", "NORP", "LOC", "PER", "TITLE"})
_DATELINE = re.compile(r"\s*[^\W\d_][\w /.,-]{1,40}\([^()]{2,40}\)\s*[-–—]\s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    `start`/`end` is the range that names its referent, `first`/`last` the indices of all its words. `label` is that
    of its
    head name, ``NOUN`` where the head is a common noun that acts. `case` is a case name, ``relative`` (-DAki), or
    ``modifier`` where the name only modifies
    a noun that does not act (`head` is its index). `slot` is the case or, before a postposition, ``with`` ``by``
    ``between`` … Members of one list share `group` and the slot of the last.

    Examples
    --------
    >>> Phrase(0, 3, 0, 0, "GPE", "nominative", "with").slot
    'with'
    """

    start: int
    end: int
    first: int
    last: int
    label: str
    case: str
    slot: str
    group: int = 0
    head: int = -1


def _names_on_words(sentence: Sentence) -> list[tuple[int, int, Name]]:
    """(first word, last word, name) of the names that may head or modify a phrase, in text order."""
    rows = []
    dateline = _DATELINE.match(sentence.text)
    begin = sentence.start + (dateline.end() if dateline else 0)
    split = [part for name in sentence.names for part in _states(name)]
    for name in sorted(split, key=lambda item: (item.start, -item.end)):
        touched = [i for i, word in enumerate(sentence.words) if word.start < name.end and name.start < word.end]
        if touched and name.label in _LABELS and name.start >= begin:
            rows.append((touched[0], touched[-1], name))
    return rows


def _states(name: Name) -> list[Name]:
    """The name, or the two states that a hyphen joins in it (``ABD-Ukrayna``)."""
    found = re.fullmatch(r"([A-ZÇĞİÖŞÜ][\w ]+)[-–]([A-ZÇĞİÖŞÜ][\w ]+)", name.text)
    if name.label != "GPE" or not found or lower(name.text) in load_nouns().hyphenated:
        return [name]
    middle = name.start + found.start(2)
    return [
        Name(name.start, middle - 1, found[1], name.label, name.score),
        Name(middle, name.end, found[2], name.label, name.score),
    ]


def _name_case(name: Name, word: Word) -> str:
    """Case of a name from what follows it inside its last word, else from that word's own ending."""
    rest = lower(word.text[max(0, name.end - word.start) :])
    if rest and rest[0] in APOSTROPHES:
        suffix = rest[1:].split("-")[0]
        if suffix[:2] in ("li", "lı", "lu", "lü", "si", "sı") and suffix[:3] not in ("sin", "sın"):
            return "relative"
        return suffix_case(suffix, possessed=False)
    if rest[:1] == "-":
        return "nominative"
    folded = lower(word.text)
    if name.label in ("ORG", "TITLE", "LOC", "NORP", "EVENT", "LAW", "PRODUCT"):
        found = suffix_case(folded, possessed=True)
        if found != "nominative" or folded[-1] in "ıiuü":
            return found
        return case_of(word) if word.morphemes else "nominative"
    return suffix_case(rest, possessed=False) if rest else "nominative"


def _head_noun(words: Sequence[Word], last: int, taken: set[int], label: str, case: str) -> int:
    """Index of the noun that the name ending at `last` modifies, or -1."""
    limit = 4 if case == "nominative" else 3
    for i in range(last + 1, min(last + 1 + limit, len(words))):
        word = words[i]
        if i in taken or is_punctuation(word) or lower(word.text) in load_nouns().postpositions:
            return -1
        form = form_of(word) if word.upos in ("VERB", "AUX") or word.morphemes[:1] == ("Verb",) else None
        if form is not None and not stem_case(word, load_nouns().actor):
            return -1
        if lower(word.text) in load_nouns().conjunctions:
            return -1
        if label == "NORP" and (word.upos in ("NOUN", "PROPN") or stem_case(word, load_nouns().actor)):
            return i
        if _possessed_noun(word):
            near = i == last + 1 or all(w.upos in ("ADJ", "NUM") for w in words[last + 1 : i])
            named = stem_case(word, load_nouns().actor) or stem_case(word, load_nouns().place)
            return i if (near or named) and not _is_object(words, i, bool(named)) else -1
        if case_of(word) not in ("nominative",):
            return -1
    return -1


def _is_object(words: Sequence[Word], i: int, actor: bool) -> bool:
    """Whether a noun in -lArI right before a verb is that verb's object (``Kremlin iddiaları yalanladı``), or an
    adverbial
    noun (``konusunda``) follows a name that it does not belong to.
    """
    follows = words[i + 1] if i + 1 < len(words) else None
    folded = lower(words[i].text)
    accusative = folded.endswith(("ları", "leri")) or suffix_case(folded, possessed=True) == "accusative"
    return not actor and accusative and follows is not None and follows.upos == "VERB"


def _possessed_noun(word: Word) -> bool:
    folded = lower(word.text)
    if word.upos in ("ADJ", "NUM", "DET", "ADV", "VERB") and not stem_case(word, load_nouns().actor):
        return False
    return is_possessed(word) or (folded[-1:] in "ıiuü" and bool(stem_case(word, load_nouns().actor)))


def _own_phrases(sentence: Sentence) -> list[Phrase]:
    """Phrases of names, before lists and postpositions are read."""
    rows = _names_on_words(sentence)
    words = sentence.words
    taken = {i for first, last, _ in rows for i in range(first, last + 1)}
    phrases: list[Phrase] = []
    n = 0
    while n < len(rows):
        first, last, name = rows[n]
        start, case, label = name.start, _name_case(name, words[last]), name.label
        end, head, begin = name.end, -1, first
        while label in _HEADABLE and case in ("nominative", "genitive"):
            last, n = _past_acronym(words, rows, last, n)
            follower = rows[n + 1] if n + 1 < len(rows) else None
            if follower and follower[0] == last + 1 and _joins(label, case, follower[2].label):
                if follower[2].label == "PER" or (label == "TITLE"):
                    start = follower[2].start
                n, last, label, end = n + 1, follower[1], follower[2].label, follower[2].end
                case = _name_case(follower[2], words[last])
                continue
            if label == "PER" and case == "nominative":
                break
            found = _head_noun(words, last, taken, label, case)
            if found < 0:
                break
            follower_at = next((r for r in rows[n + 1 :] if r[0] == found + 1), None)
            where = stem_case(words[found], load_nouns().place) if label in ("GPE", "LOC") else None
            outer = where or stem_case(words[found], load_nouns().actor)
            noun_case = outer or case_of(words[found])
            if follower_at and follower_at[2].label == "PER" and lower(words[found].text)[-1] in "ıiuü":
                n, last, label = n + 1, follower_at[1], "PER"
                start, end = follower_at[2].start, follower_at[2].end
                case = _name_case(follower_at[2], words[last])
                continue
            if outer is None:
                if case == "nominative":
                    head, case = found, "modifier"
                break
            if not where and not (stem_case(words[found], load_nouns().government) and label in ("GPE", "LOC")):
                end = words[found].end
                label = "NOUN" if label in ("NORP", "GPE", "PER") else label
            last = found
            case = suffix_case(lower(words[found].text), possessed=True) if noun_case == "accusative" else noun_case
            break
        phrases.append(Phrase(start, end, begin, last, label, case, case, head=head))
        n += 1
    return phrases


def _past_acronym(words: Sequence[Word], rows: Sequence[tuple[int, int, Name]], last: int, n: int) -> tuple[int, int]:
    """Last word and row of a name together with its acronym in brackets: ``Afrika Birliği (AfB)``."""
    if last + 3 < len(words) and words[last + 1].text == "(" and words[last + 3].text == ")":
        inside = n + 1 < len(rows) and rows[n + 1][0] == last + 2
        return last + 3, n + 1 if inside else n
    return last, n


def _joins(label: str, case: str, following: str) -> bool:
    """Whether a name of `label` belongs to the title or person right after it."""
    if following == "TITLE":
        return label in ("GPE", "ORG", "NORP", "TITLE", "LOC")
    if following == "ORG":
        return label == "ORG" and case == "nominative"
    if following == "PER":
        return label == "TITLE" and case == "nominative"
    return False


def _bare_actors(sentence: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases of common nouns that act and stand outside every named phrase."""
    taken = {i for phrase in phrases for i in range(phrase.first, phrase.last + 1)}
    persons = {phrase.first for phrase in phrases if phrase.label == "PER"}
    found = []
    for i, word in enumerate(sentence.words):
        if i in taken or word.upos in ("ADJ", "VERB", "ADV") or len(word.text) < 4:
            continue
        if lower(word.text) in load_nouns().postpositions:
            continue
        case = stem_case(word, load_nouns().actor)
        if case is not None and not (case == "nominative" and i + 1 in persons):  # "sözcü Ayla Yurt": her title
            first = i
            while first > 0 and first - 1 not in taken and sentence.words[first - 1].upos in ("NUM", "ADJ"):
                first -= 1
            found.append(Phrase(sentence.words[first].start, word.end, first, i, "NOUN", case, case))
    return found


def _word_at(words: Sequence[Word], phrase: Phrase) -> int:
    """Index of the word at which the phrase's own name begins."""
    return next((i for i in range(phrase.first, phrase.last + 1) if words[i].end > phrase.start), phrase.first)


def _list_phrases(sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
    """Phrases with their list: members before the last take its case."""
    words, result, group = sentence.words, list(phrases), len(phrases)
    for i in range(len(result) - 1, 0, -1):
        right, left = result[i], result[i - 1]
        between = [lower(word.text) for word in words[left.last + 1 : right.first]]
        shared = left.last == right.first  # one word: ABD-Ukrayna
        if left.label == "TITLE" and right.label == "PER" and between == ["ve"] and right.first < _word_at(words, right):
            result[i - 1] = replace(left, case="modifier", slot="modifier", head=right.last)  # "sekreteri ve üyesi Ri"
            continue
        if not shared and left.case not in ("nominative",) and not (left.case == right.case and between == ["ve"]):
            continue
        linked = (
            shared
            or between in (["ve"], ["veya"], ["-"], ["–"])
            or (between == ["ile"] and left.label == right.label and right.case not in ("locative", "ablative"))
        )
        in_list = between == [","] and right.group != 0
        if not (linked or in_list):
            continue
        if right.group == 0:
            group += 1
            right = result[i] = replace(right, group=group)
        case = right.case if right.case != "modifier" else "modifier"
        result[i - 1] = replace(left, group=right.group, case=case, slot=right.slot, head=right.head)
    return result


def _with_postpositions(sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
    words, table, result = sentence.words, load_nouns().postpositions, list(phrases)
    for i, phrase in enumerate(result):
        next_words = [lower(word.text) for word in words[phrase.last + 1 : phrase.last + 3]]
        following = next_words[-1] if next_words[:1] == ["ev"] else "".join(next_words[:1])  # "ev sahipliğinde"
        if following in table:
            result[i] = replace(phrase, slot=table[following])
        elif phrase.case == "instrumental":
            result[i] = replace(phrase, slot="with")
    slots = {}
    for phrase in result:  # a list takes the slot of its last member
        if phrase.group:
            slots[phrase.group] = phrase.slot
    return [replace(p, slot=slots[p.group]) if p.group else p for p in result]


@per_sentence
def read_phrases(sentence: Sentence) -> tuple[Phrase, ...]:
    """Phrases of a sentence in text order.

    Parameters
    ----------
    sentence
        Words and names.

    Returns
    -------
    tuple of Phrase
        Empty where the sentence has neither names nor nouns that act.

    Examples
    --------
    >>> words = (Word(1, "Fas", 0, 3), Word(2, "ile", 4, 7), Word(3, "görüştü", 8, 15))
    >>> sentence = Sentence(0, 0, 15, "Fas ile görüştü", 1, "body", words, (Name(0, 3, "Fas", "GPE"),))
    >>> [(p.start, p.end, p.slot) for p in read_phrases(sentence)]
    [(0, 3, 'with')]
    """
    phrases = _own_phrases(sentence)
    phrases = sorted(phrases + _bare_actors(sentence, phrases), key=lambda p: (p.first, p.start))
    return tuple(_with_postpositions(sentence, _list_phrases(sentence, _possessors(sentence, phrases))))


def _possessors(sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
    """Genitives that own the place right after them (``Rusya’nın Kursk bölgesine``) are no subjects."""
    result = list(phrases)
    for i, (one, two) in enumerate(itertools.pairwise(phrases)):
        owned = stem_case(sentence.words[two.last], load_nouns().place) and two.label in ("GPE", "LOC")
        if one.case == "genitive" and two.first == one.last + 1 and owned:
            result[i] = replace(one, case="modifier", slot="modifier", head=two.last)
    return result
