"""Claims that are denied where they are named: ``asker gönderdiği iddiasını yalanladı``, ``yönündeki haberler asılsız``.

The annotation guidelines call the event that the claim tells positive, for somebody claims it; in the graph the sentence is
evidence against it, by whoever denies it (`graphkit.denials`). Where nobody is named the text itself says that it is not so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphkit.attribution import find_denier
from graphkit.clauses import predicates, word_form
from graphkit.forms import VerbForm
from graphkit.modality import load_rules, matches_at, words_of
from graphkit.model import Filler, Sentence
from graphkit.text import lower
from graphkit.word_forms import case_of

DENIER = "denied_by"
"""Role of who denies, in the fillers of a candidate."""
_TO_CLAIM = 4  # words from the clause to the noun of the claim, at most
_TO_DENIAL = 9  # words from there to what denies it, at most
_TO_VERB = 3  # words from an event noun to the verb that makes a clause of it, at most


@dataclass(frozen=True, slots=True)
class DeniedClaim:
    """A claim in a sentence: the index of its noun and of the word that denies it, and who does.

    Examples
    --------
    >>> DeniedClaim(3, 4).deniers
    ()
    """

    claim: int
    denial: int
    deniers: tuple[Filler, ...] = ()


def denied_claim(sentence: Sentence, start: int, end: int, *, type: str = "") -> DeniedClaim | None:
    """The claim which holds the event on a range and which its sentence denies, or None.

    Parameters
    ----------
    sentence
        Words with morphology, and names.
    start, end
        Range of the trigger in the document, in code points.
    type
        Type of the event; what is said of a speech act is left to `graphkit.denials`.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> sent, denied = Word(1, "gönderdiği", 0, 10, "gönder", "VERB"), Word(3, "yalanladı", 21, 30, "yalanla", "VERB")
    >>> claim = Word(2, "iddiasını", 11, 20, "iddia", "NOUN", "", morphemes=("Noun", "P3sg", "Acc"))
    >>> sentence = Sentence(0, 0, 30, "gönderdiği iddiasını yalanladı", 1, "body", (sent, claim, denied))
    >>> denied_claim(sentence, 0, 10)
    DeniedClaim(claim=1, denial=2, deniers=())
    """
    first, last = words_of(sentence, start, end)
    speech = type in load_rules()["speech_types"]
    clause = _clause(sentence, last) if last >= first and not speech else None
    claim = None if clause is None else _claim(sentence, clause)
    denial = None if claim is None else _denial(sentence, claim, direct=claim == clause)
    if claim is None or denial is None:
        return None
    found = find_denier(sentence, first, claim, denial)
    return DeniedClaim(claim, denial, tuple(replace(filler, role=DENIER) for filler in found))


def _clause(sentence: Sentence, last: int) -> int | None:
    """Index of the verb in -DIK or -AcAK that ends a trigger's clause: itself, or that of a noun (`anlaşma yaptığı`). Who
    denies that something did not happen is left to the reader.
    """
    for index in range(last, min(last + _TO_VERB + 1, len(sentence.words))):
        form = word_form(sentence.words[index])
        if form is not None and form.kind == "fact" and form.case in ("nominative", "dative", "accusative"):
            return None if form.negative else index
        if form is not None or case_of(sentence.words[index]) != "nominative":
            return None
    return None


def _claim(sentence: Sentence, clause: int) -> int | None:
    """Index of the noun of saying of which the clause is a part, right behind it, or behind `yönündeki` or `dair`; of the
    clause itself where it is the object (`gönderdiğini yalanladı`).
    """
    form = word_form(sentence.words[clause])
    if form is not None and form.case == "accusative":
        return clause
    rules = load_rules()["denied_claims"]
    nouns = [noun + "*" for noun in rules["nouns"]]
    for index in range(clause + 1, min(clause + 1 + _TO_CLAIM, len(sentence.words))):
        if matches_at(sentence, index, nouns):
            return index
        if lower(sentence.words[index].text) not in rules["links"]:
            return None
    return None


def _denial(sentence: Sentence, claim: int, *, direct: bool) -> int | None:
    """Index of the verb that denies the claim as its object, or of the word that calls it untrue; of a clause that is itself
    the object (`direct`) it is the next verb.
    """
    rules = load_rules()["denied_claims"]
    verbs = {predicate.index: predicate.form for predicate in predicates(sentence)}
    for index in range(claim + 1, min(claim + 1 + _TO_DENIAL, len(sentence.words))):
        beyond = _word(sentence, index) == "dışı" and _word(sentence, index - 1) in rules["beyond"]
        if beyond or _word(sentence, index) in rules["untrue"]:
            return None if _is_negated(sentence, index, verbs) else index
        if _is_untrue(sentence, index, verbs.get(index)):
            return index
        if index not in verbs or verbs[index].kind not in ("finite", "fact", "action", "converb", "participle"):
            continue
        if verbs[index].kind == "action":  # `yalanlamayı reddetti`, `yalanlamasını istedi`
            return None
        negated = matches_at(sentence, index, rules["accepting"]) and verbs[index].negative
        denies = negated or matches_at(sentence, index, rules["denying"]) and not verbs[index].negative
        denies = denies and _word(sentence, index + 1)[:5] not in ("değil", _word(sentence, index)[:5])
        own = word_form(sentence.words[claim])
        accusative = (own.case if own else case_of(sentence.words[claim])) == "accusative"
        as_object = verbs[index].passive or accusative or _word(sentence, claim).endswith(("ları", "leri"))
        if denies and as_object:
            return index
        if direct or verbs[index].kind == "finite":
            return None
    return None


def _is_untrue(sentence: Sentence, index: int, form: VerbForm | None) -> bool:
    """Whether a verb ends ``doğru değil``, ``doğru olmadığını``, ``gerçeği yansıtmıyor``."""
    return form is not None and form.negative and _word(sentence, index - 1) in load_rules()["denied_claims"]["truth"]


def _is_negated(sentence: Sentence, index: int, verbs: Mapping[int, VerbForm]) -> bool:
    """Whether what calls a claim untrue is negated itself (``asılsız değil``, ``asılsız olmadığını``), or asked."""
    return _word(sentence, index + 1) == "olup" or index + 1 in verbs and verbs[index + 1].negative


def _word(sentence: Sentence, index: int) -> str:
    return lower(sentence.words[index].text) if 0 <= index < len(sentence.words) else ""
