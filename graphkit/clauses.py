"""Where clauses end and what is quoted: the regions in which a predicate finds its phrases."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphkit.forms import VerbForm, verb_form
from graphkit.memo import per_sentence
from graphkit.model import Sentence, Word
from graphkit.phrases import Phrase
from graphkit.text import lower
from graphkit.word_forms import form_of

_QUOTES = re.compile(r'“[^“”]{2,}[”"]|"[^"]{2,}"|«[^«»]{2,}»|‘[^‘’]{12,}’(?!\w)')
_FUTURE_NOUNS = frozenset({"gelecek", "yiyecek", "giyecek", "yakacak", "silecek", "sayacak", "kaldıracak"})
_COPULAS = {"değil": True, "yok": True, "var": False, "değildi": True, "yoktu": True, "vardı": False}


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb form (or ``var``, ``yok``, ``değil``) at word index `index`.

    Examples
    --------
    >>> Predicate(3, VerbForm("finite", "past")).form.tense
    'past'
    """

    index: int
    form: VerbForm


@functools.lru_cache(maxsize=100_000)
def _form_by_rule(text: str, stem: str) -> VerbForm | None:
    return verb_form(text, stem)


def word_form(word: Word) -> VerbForm | None:
    """Verb form of a word: from the stem that its lemma gives, else from its morphemes.

    Examples
    --------
    >>> word_form(Word(1, "göndermedi", 0, 10, "gönder", "VERB")).negative
    True
    """
    if lower(word.text) in ("var", "yok", "değil", "vardı", "yoktu", "değildi"):
        return VerbForm("finite", "present", lower(word.text)[:3] != "var")
    if word.upos == "NOUN" and (word.lemma.endswith(("ma", "me")) or "CopPast" in word.morphemes):
        return _verb_read_as_noun(word)
    if _is_future(word):
        return VerbForm("finite", "future")
    stem = word.lemma[:-3] if word.lemma.endswith(("mek", "mak")) else word.lemma
    if word.upos in ("VERB", "AUX") and stem:
        found = _form_by_rule(word.text, lower(stem))
        if found is not None:
            return found
    return form_of(word)


def _verb_read_as_noun(word: Word) -> VerbForm | None:
    """Finite form where the analyser saw a noun with copula (``görüşme-di``, ``imza-la-dı``)."""
    lemma = lower(word.lemma)
    for stem in (lemma[:-2] if lemma.endswith(("ma", "me")) else lemma, lemma + "la", lemma + "le"):
        found = _form_by_rule(word.text, stem) if len(stem) > 1 else None
        if found is not None and found.kind == "finite":
            return found
    return None


def _is_future(word: Word) -> bool:
    """Whether a verb in the future was read as a noun that no dictionary has (``oturacak``)."""
    text = lower(word.text)
    unread = word.upos in ("NOUN", "ADJ") and lower(word.lemma) == text and len(text) > 6
    return unread and text.endswith(("acak", "ecek")) and text not in _FUTURE_NOUNS


def _may_be_verb(word: Word) -> bool:
    """Whether tag or morphemes allow a verb form, also one derived from a noun or read as a noun with copula."""
    if _is_future(word):
        return True
    if word.upos in ("VERB", "AUX") or word.morphemes[:1] == ("Verb",):
        return True
    return any(tag in word.morphemes for tag in ("CopPast", "PastPart", "FutPart", "PresPart"))


@per_sentence
def predicates(sentence: Sentence) -> tuple[Predicate, ...]:
    """Predicates of a sentence in text order.

    Examples
    --------
        >>> from graphkit.model import Word
        >>> words = (Word(1, "geldi", 0, 5, "gel", "VERB", "", morphemes=("Verb", "Past")),)
        >>> predicates(Sentence(0, 0, 5, "geldi", 1, "body", words))[0].form.kind
        'finite'
    """
    inside = {
        i
        for name in sentence.names
        for i, word in enumerate(sentence.words)
        if name.start <= word.start < name.end and name.label not in ("DATE", "LAW", "EVENT")
    }
    found = []
    for i, word in enumerate(sentence.words):
        folded = lower(word.text)
        if folded in _COPULAS:
            found.append(Predicate(i, VerbForm("finite", "present", _COPULAS[folded])))
        elif folded != "ise" and i not in inside and _may_be_verb(word):
            form = word_form(word)
            if form is not None and len(folded) > 2:
                found.append(Predicate(i, form))
    return tuple(found)


@per_sentence
def quote_spans(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Ranges of quotations in the document, quotation marks included; short ironic quotes of one word are left out.

    Examples
    --------
    >>> quote_spans(Sentence(0, 0, 20, "“Geldi” diyen bakan.", 1, "body"))
    ((0, 7),)
    """
    return tuple((sentence.start + found.start(), sentence.start + found.end()) for found in _QUOTES.finditer(sentence.text))


def quote_at(sentence: Sentence, offset: int) -> tuple[int, int] | None:
    """Range of the quotation that holds `offset`, or None.

    Examples
    --------
    >>> quote_at(Sentence(0, 0, 20, "“Geldi” diyen bakan.", 1, "body"), 2)
    (0, 7)
    """
    return next(((start, end) for start, end in quote_spans(sentence) if start <= offset < end), None)


def _closes(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether a finite form closes its clause: not when it stands before its noun (``gelmiş asker``)."""
    if predicate.form.kind != "finite" or predicate.form.tense == "conditional":
        return False
    follow = predicate.index + 1
    if predicate.form.tense in ("evidential", "aorist", "future") and follow < len(sentence.words):
        text = lower(sentence.words[follow].text)
        return not text[0].isalpha() or text in ("ve", "ancak", "ama", "fakat", "de", "da", "ise")
    return True


@dataclass(frozen=True, slots=True)
class Region:
    """Word indices around a trigger: the clause begins at `begin`, its innermost part at `inner`, and it ends at `end`.

    Phrases before `inner` stand before another, dependent predicate: only a subject is shared across it.

    Examples
    --------
    >>> Region(0, 2, 5).end
    5
    """

    begin: int
    inner: int
    end: int


def region_of(sentence: Sentence, first: int, last: int) -> Region:
    """Region of the trigger on words `first` to `last`.

    Examples
    --------
    >>> region_of(Sentence(0, 0, 0, "", 1, "body"), 0, 0)
    Region(begin=0, inner=0, end=0)
    """
    words = sentence.words
    if not words:
        return Region(0, 0, 0)
    begin, inner, end = 0, 0, len(words)
    quote = quote_at(sentence, words[first].start)
    for i, word in enumerate(words):
        outside = quote is not None and not quote[0] <= word.start < quote[1]
        if word.text in ";:" or (outside and word.text in '“”"«»') or (quote and not quote[0] <= word.start < quote[1]):
            if i < first:
                begin = i + 1
            elif i > last:
                end = min(end, i)
    for predicate in predicates(sentence):
        if first <= predicate.index <= last:
            continue
        if predicate.index < first:
            if quote is None and quote_at(sentence, words[predicate.index].start):
                continue
            if not lower(words[predicate.index].text).endswith(("makla", "mekle")):  # "X'i … vermekle suçladı": one clause
                inner = max(inner, predicate.index + 1)
            if _closes(sentence, predicate):
                begin = max(begin, predicate.index + 1)
        elif _closes(sentence, predicate):
            end = min(end, predicate.index + 1)
    return Region(begin, max(begin, inner), end)


def with_list(one: Phrase, phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """One of the phrases, and those that stand in one list with it, in order.

    Examples
    --------
    >>> rows = [Phrase(n, n + 1, n, n, "GPE", "nominative", "nominative", group) for n, group in enumerate((1, 1, 0))]
    >>> len(with_list(rows[0], rows)), len(with_list(rows[2], rows))
    (2, 1)
    """
    return tuple(phrase for phrase in phrases if phrase is one or (one.group and phrase.group == one.group))


def subject_of(sentence: Sentence, phrases: Sequence[Phrase], region: Region, first: int) -> tuple[Phrase, ...]:
    """Leftmost nominative phrase (with its list) between the begin of the region and word `first`; else that of the
    clause before, whose subject goes on; empty where no phrase stands in the nominative.

    Examples
    --------
    >>> subject_of(Sentence(0, 0, 0, "", 1, "body"), (), Region(0, 0, 0), 0)
    ()
    """
    for begin in (region.inner, region.begin, 0):
        inside = [
            p
            for p in phrases
            if begin <= p.first
            and p.last < first
            and p.slot == "nominative"
            and p.label not in ("LAW", "EVENT", "PRODUCT")
            and _same_quote(sentence, p, first)
        ]
        if begin == region.inner != region.begin:  # a subject of its own after a converb: "X verirken Y aldı"
            inside = [p for p in inside if p.label != "NOUN"]
        if inside:
            return with_list(inside[0], inside)
    return ()


def _same_quote(sentence: Sentence, phrase: Phrase, first: int) -> bool:
    return quote_at(sentence, phrase.start) == quote_at(sentence, sentence.words[first].start)
