"""Who gives and who gets, where the verb says that something is taken: ``Norveç, Şili'den uçak satın aldı``.

The heads know too well who usually gives. With a verb of taking the ablative says who gives (with an order the dative,
too: ``Fransa'ya sipariş etti``), and the subject gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.clauses import region_of, with_list, word_form
from graphkit.modality import words_of
from graphkit.model import Candidate, Filler, Sentence
from graphkit.phrases import Phrase, read_phrases
from graphkit.text import lower

GIVERS = {"ArmsTransfer": "supplier", "Aid": "provider"}
"""Type → role of who gives; who gets is the recipient."""

_TAKEN = ("alım", "alın", "alaca")  # nouns of taking, and what is read as one: `uçak alımı`, `alınması`, `alacağı`
_IDIOMS = frozenset(["ateş", "darbe", "demir", "görev", "hedef", "izin", "karar", "kontrol", "onay", "söz", "yer"])
"""Before a verb of taking they make another one (``demir aldı``)."""
ADDED = 0.5
"""Score of an actor whom only case and words name."""


def with_giver(fillers: Sequence[Filler], candidate: Candidate, sentence: Sentence) -> list[Filler]:
    """The fillers of a candidate with the roles that a verb of taking and the cases give.

    Parameters
    ----------
    fillers : sequence of Filler
        Those known so far.
    candidate : Candidate
        Its type and trigger count.
    sentence : Sentence
        In which the trigger stands.

    Returns
    -------
    list of Filler
        As they were, where the verb does not say that something is taken, or nobody stands in the ablative before it.

    Examples
    --------
    >>> from graphkit.model import Name, Word
    >>> words = (Word(1, "Fas", 0, 3, "Fas", "PROPN"), Word(2, ",", 3, 4, ",", "PUNCT"),
    ...          Word(3, "Çin'den", 5, 12, "Çin", "PROPN"), Word(4, "tank", 13, 17, "tank", "NOUN"),
    ...          Word(5, "aldı", 18, 22, "al", "VERB"))
    >>> names = (Name(0, 3, "Fas", "GPE"), Name(5, 8, "Çin", "GPE"))
    >>> sentence = Sentence(0, 0, 22, "Fas, Çin'den tank aldı", 1, "body", words, names)
    >>> found = with_giver([Filler("supplier", 0, 3)], Candidate("ArmsTransfer", 0, 18, 22, "head:1"), sentence)
    >>> [(filler.role, filler.start) for filler in found]
    [('recipient', 0), ('supplier', 5)]
    """
    giving = GIVERS.get(candidate.type)
    first, last = words_of(sentence, candidate.start, candidate.end)
    cases = _cases(sentence, first, last) if giving and first <= last else ()
    if not giving or not cases:
        return list(fillers)
    phrases = [phrase for phrase in read_phrases(sentence) if phrase.last < first]
    region = region_of(sentence, first, last)
    named = [phrase for phrase in phrases if phrase.first >= region.inner and phrase.label in ("GPE", "ORG", "NORP")]
    giving_case = [phrase for phrase in named if phrase.slot in cases]
    if not giving_case:
        return list(fillers)
    givers = with_list(giving_case[-1], giving_case)
    if any(p.first > givers[-1].last and p.slot == "nominative" and p.label in ("PER", "TITLE", "NOUN") for p in phrases):
        return list(fillers)  # `Bakanlığından bir sözcü, alımın …`
    subjects = [phrase for phrase in named if phrase.slot in ("nominative", "genitive") and phrase.first < givers[0].first]
    form = word_form(sentence.words[last])
    getting = with_list(subjects[-1], subjects) if subjects and not (form and form.passive) else ()
    found = [_moved(filler, giving, givers, getting) for filler in fillers]
    if getting:  # `Rusya, İran'dan aldığı füzeleri Ukrayna'ya karşı kullandı`: who stands behind the verb gets nothing
        found = [filler for filler in found if filler.role != "recipient" or filler.start < candidate.end]
    for role, actors in ((giving, givers), ("recipient", getting)):
        if not any(filler.role == role for filler in found):
            found += [Filler(role, phrase.start, phrase.end, ADDED) for phrase in actors]
    return found


def _cases(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Cases of who gives; none where the trigger tells of no taking."""
    words = sentence.words[max(0, first - 1) : last + 1]
    verb, before = words[-1], lower(words[-2].text) if len(words) > 1 else ""
    if before == "sipariş":
        return ("ablative", "dative")
    if before in _IDIOMS:
        return ()
    takes = verb.upos in ("VERB", "AUX") and lower(verb.lemma) in ("al", "almak") or lower(verb.text).startswith(_TAKEN)
    return ("ablative",) if takes else ()


def _moved(filler: Filler, giving: str, givers: Sequence[Phrase], getting: Sequence[Phrase]) -> Filler:
    if filler.role not in (giving, "recipient"):
        return filler
    for role, phrases in ((giving, givers), ("recipient", getting)):
        if any(touches(phrase, filler) for phrase in phrases):
            return replace(filler, role=role)
    return filler


def touches(one: Phrase | Filler, other: Phrase | Filler) -> bool:
    """Whether the two have a stretch of the text in common.

    Examples
    --------
    >>> touches(Phrase(0, 3, 0, 0, "GPE", "nominative", "nominative"), Filler("supplier", 0, 7))
    True
    """
    return one.start < other.end and other.start < one.end
