"""Who says so: the speaker of the clause or quotation in which an event stands. Polarity and modality are in
`modality`.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.clauses import Predicate, predicates, quote_at, quote_spans, region_of, word_form
from graphkit.forms import VerbForm
from graphkit.modality import load_rules, matches_at, modality_of, polarity_of, words_of
from graphkit.model import Filler, Sentence
from graphkit.phrases import Phrase, read_phrases
from graphkit.text import lower
from graphkit.word_forms import case_of

__all__ = ["find_source", "modality_of", "polarity_of", "quote_spans"]

_SPEAKERS = frozenset({"PER", "ORG", "GPE", "TITLE", "NOUN", "NORP"})


def find_source(sentence: Sentence, start: int, end: int, *, type: str = "") -> tuple[Filler, ...]:
    """Ranges of those to whom the text attributes the event on this range.

    Parameters
    ----------
    sentence
        Words with morphology, and names.
    start, end
        Range of the trigger in the document, in code points.
    type
        Type of the event; for a speech act (``Demand`` …) a source is named only where its speaker is another.

    Returns
    -------
    tuple of Filler
        With role ``source``; empty where the text itself says so, or nobody is named.

    Examples
    --------
    >>> from graphkit.model import Name, Word
    >>> words = (Word(1, "Fas’a", 0, 5), Word(2, "göre", 6, 10), Word(3, "görüştüler", 11, 21))
    >>> sentence = Sentence(0, 0, 21, "Fas’a göre görüştüler", 1, "body", words, (Name(0, 3, "Fas", "GPE"),))
    >>> find_source(sentence, 11, 21)
    (Filler(role='source', start=0, end=3, score=0.9),)
    """
    first, last = words_of(sentence, start, end)
    if last < first:
        return ()
    phrases = [p for p in read_phrases(sentence) if p.label in _SPEAKERS]
    if type in load_rules()["speech_types"] and not _other_speaker(sentence, phrases, first, last):
        return ()
    found = (
        _quoted(sentence, phrases, start)
        or _according(sentence, phrases, first)
        or _reported(sentence, phrases, first, last)
        or _colon(sentence, phrases, start)
    )
    return tuple(_teller(sentence, phrase) for phrase in found)


def find_according(sentence: Sentence, start: int, end: int) -> tuple[Filler, ...]:
    """Ranges of those by whom (``X’e göre``, ``X kaynaklarına göre``) the event on this range is told.

    Examples
    --------
    >>> from graphkit.model import Name, Word
    >>> words = (Word(1, "Fas’a", 0, 5), Word(2, "göre", 6, 10), Word(3, "görüştüler", 11, 21))
    >>> sentence = Sentence(0, 0, 21, "Fas’a göre görüştüler", 1, "body", words, (Name(0, 3, "Fas", "GPE"),))
    >>> [told.start for told in find_according(sentence, 11, 21)]
    [0]
    """
    first, last = words_of(sentence, start, end)
    if last < first:
        return ()
    found = _according(sentence, [p for p in read_phrases(sentence) if p.label in _SPEAKERS], first)
    return tuple(_teller(sentence, phrase) for phrase in found)


def find_denier(sentence: Sentence, first: int, claim: int, denial: int) -> tuple[Filler, ...]:
    """Ranges of those who deny the claim whose clause begins at word `first` and whose noun is word `claim`: the subject of
    the verb at `denial`, or, where that is no verb (``asılsız``), of the verb that reports it.

    Examples
    --------
    >>> find_denier(Sentence(0, 0, 9, "yalanladı", 1, "body"), 0, 0, 0)
    ()
    """
    inside = range(first - 1, claim + 1)  # a noun there is an object in the claim: `asker gönderdiği iddiası`
    phrases = [p for p in read_phrases(sentence) if p.label in _SPEAKERS and not (p.label == "NOUN" and p.last in inside)]
    verbs = (p for p in predicates(sentence) if p.index >= denial)
    told = load_rules()["reporting"]
    reporting = (p for p in verbs if denial == p.index or p.form.kind == "finite" or matches_at(sentence, p.index, told))
    reporter = next(reporting, None)
    found = _subject(sentence, phrases, reporter, first, claim) if reporter else ()
    return tuple(_teller(sentence, phrase) for phrase in found)


def _teller(sentence: Sentence, phrase: Phrase) -> Filler:
    """The filler that a phrase is; sources of a state or body (``Güney Kore kaynakları``) speak for it."""
    if lower(sentence.words[phrase.last].text).startswith("kaynak"):
        for name in sentence.names:
            if name.start == phrase.start and name.label in ("GPE", "ORG"):
                return Filler("source", name.start, name.end, 0.9)
    return Filler("source", phrase.start, phrase.end, 0.6 if phrase.label == "NOUN" else 0.9)


def _other_speaker(sentence: Sentence, phrases: Sequence[Phrase], first: int, last: int) -> bool:
    """Whether a reported speech act has a subject of its own: a genitive in its clause."""
    form = word_form(sentence.words[last])
    if form is None or form.kind != "fact" or form.case != "accusative":
        return False
    inner = region_of(sentence, first, last).inner
    return any(p.slot == "genitive" and p.head < 0 and inner <= p.first and p.last < first for p in phrases)


def _with_list(phrases: Sequence[Phrase], chosen: Phrase | None) -> tuple[Phrase, ...]:
    """The phrase and the members of its list."""
    if chosen is None:
        return ()
    return tuple(p for p in phrases if p is chosen or (p.group and p.group == chosen.group))


def _quoted(sentence: Sentence, phrases: Sequence[Phrase], start: int) -> tuple[Phrase, ...]:
    """Speaker of the quotation that holds the trigger."""
    quote = quote_at(sentence, start)
    if quote is None or quote[1] - quote[0] < 12:
        return ()
    words = sentence.words
    after = [i for i, word in enumerate(words) if word.start >= quote[1] and word.text[0].isalpha()]
    rules = load_rules()
    outside = [p for p in phrases if quote_at(sentence, p.start) is None]
    for i in after[:4]:
        text = lower(words[i].text)
        if text in ("diyen", "sözlerini") or text.endswith(("an", "en")) and matches_at(sentence, i, rules["reporting"]):
            return _with_list(outside, next((p for p in outside if i < p.first <= i + 4), None))
        if text in rules["quoting"] or matches_at(sentence, i, rules["reporting"]):
            break
    before = [p for p in outside if p.end <= quote[0] and p.slot == "nominative"]
    if before:
        return _with_list(outside, before[0])
    following = [p for p in outside if p.start >= quote[1] and p.slot in ("nominative", "genitive")]
    return _with_list(outside, following[0]) if following else ()


def _according(sentence: Sentence, phrases: Sequence[Phrase], first: int) -> tuple[Phrase, ...]:
    """``X’e göre``, ``X kaynaklarına göre``, ``X’in verdiği bilgiye göre``."""
    words, nouns = sentence.words, load_rules()["according_nouns"]
    for i, word in enumerate(words):
        if lower(word.text) != "göre" or i == 0:
            continue
        if any(p.form.kind == "finite" and min(i, first) < p.index < max(i, first) for p in predicates(sentence)):
            continue
        direct = [p for p in phrases if p.last == i - 1 or (p.last == i - 2 and lower(words[i - 1].text) == "kaynaklarına")]
        if direct:
            return _with_list(phrases, direct[-1])
        if matches_at(sentence, i - 1, [noun + "*" for noun in nouns]):
            owners = [
                p
                for p in phrases
                if i - 8 <= p.last < i and p.case in ("genitive", "modifier", "relative", "ablative", "nominative")
            ]
            genitive = [p for p in owners if p.case == "genitive"]
            chosen = genitive or [p for p in owners if p.case in ("modifier", "nominative") and p.last >= i - 4]
            return _with_list(phrases, chosen[-1]) if chosen else ()
    return ()


def _reported(sentence: Sentence, phrases: Sequence[Phrase], first: int, last: int) -> tuple[Phrase, ...]:
    """Subject of the reporting verb whose object clause holds the trigger."""
    reporter = _reporter(sentence, first, last)
    return _subject(sentence, phrases, reporter, first, last) if reporter else ()


def _subject(
    sentence: Sentence, phrases: Sequence[Phrase], reporter: Predicate, first: int, last: int
) -> tuple[Phrase, ...]:
    """Who says what stands on words `first` to `last`, by the verb that reports it."""
    at, form = reporter.index, reporter.form
    if form.passive:
        agent = next((p for p in reversed(phrases) if last < p.last < at and p.slot == "by"), None)
        return _with_list(phrases, agent or _behind_report(sentence, phrases, first))
    if form.kind == "participle":
        return _with_list(phrases, next((p for p in phrases if at < p.first <= at + 4), None))
    begin = max((p.index + 1 for p in predicates(sentence) if p.index < first and _ends(sentence, p)), default=0)
    nearer = [p for p in phrases if last < p.first and p.last < at and p.slot in ("nominative",)]
    before = [p for p in phrases if begin <= p.first and p.last < first and p.slot == "nominative"]
    if form.kind in ("fact", "action"):
        owners = [p for p in phrases if p.last < at and p.slot == "genitive" and p.first > last]
        if owners:
            return _with_list(phrases, owners[-1])
    if before:
        return _with_list(phrases, before[0])
    if nearer:
        return _with_list(phrases, nearer[-1])
    if form.kind == "converb":
        return _with_list(phrases, next((p for p in phrases if p.first > at and p.slot == "nominative"), None))
    if begin:
        return _with_list(phrases, next((p for p in phrases if p.slot == "nominative" and p.last < first), None))
    return ()


def _behind_report(sentence: Sentence, phrases: Sequence[Phrase], first: int) -> Phrase | None:
    """``X’ten yapılan açıklamada``, ``X’in raporunda`` at the begin of the sentence."""
    nouns = [noun + "*" for noun in load_rules()["report_nouns"]]
    for i in range(1, first):
        if matches_at(sentence, i, nouns) and case_of(sentence.words[i]) == "locative":
            return next(
                (
                    p
                    for p in reversed(phrases)
                    if i - 5 <= p.last < i and (p.slot in ("ablative", "genitive", "by") or p.case == "modifier")
                ),
                None,
            )
    return None


def _ends(sentence: Sentence, predicate: Predicate) -> bool:
    follow = predicate.index + 1
    return predicate.form.kind == "finite" and follow < len(sentence.words) and sentence.words[follow].text in ",;.:"


def _reporter(sentence: Sentence, first: int, last: int) -> Predicate | None:
    """Reporting predicate right of the trigger that governs its clause."""
    rules, words = load_rules(), sentence.words
    clause = word_form(words[last])
    if clause is None and not _inside_report(sentence, last):
        return None
    if clause is not None and (
        clause.kind in ("finite", "participle", "converb") or clause.kind == "fact" and clause.case == "nominative"
    ):
        return _claim(sentence, last, clause)
    clause_at = last
    for predicate in (p for p in predicates(sentence) if p.index > last):
        at, form = predicate.index, predicate.form
        if clause and (form.kind, form.case) == (clause.kind, clause.case) and words[clause_at + 1].text in ("ve", ","):
            clause, clause_at = form, at  # two clauses of one report
            continue
        if matches_at(sentence, at, rules["reporting"]):
            if clause is None:
                return (
                    predicate
                    if matches_at(sentence, at, [stem + "-" for stem in rules["wishing"]]) and at - last <= 4
                    else None
                )
            if clause.case in ("accusative", "dative") or clause.kind == "fact" and clause.case == "ablative":
                return predicate
        if form.kind == "finite" and _ends(sentence, predicate):
            return None
        if form.kind in ("fact", "action", "infinitive"):
            clause, clause_at = form, at
    return None


def _inside_report(sentence: Sentence, last: int) -> bool:
    """Whether a noun stands in the clause that is reported, and is no adjunct (``görüşmenin ardından``) of the
    report.
    """
    words, rules = sentence.words, load_rules()
    if case_of(words[last]) in ("locative", "ablative"):
        return False
    if any(lower(word.text) in rules["adjuncts"] for word in words[last + 1 : last + 4]):
        return False
    following = next((p for p in predicates(sentence) if p.index > last), None)
    return (
        following is not None
        and following.form.kind not in ("participle", "converb")
        and not (following.form.kind in ("fact", "action") and following.form.case == "nominative")
    )


def _claim(sentence: Sentence, last: int, clause: VerbForm) -> Predicate | None:
    """Verb after a noun of saying that holds the clause (``vuracağı uyarısında bulundu``), or a passive report of
    it.
    """
    rules = load_rules()
    if clause.kind != "fact":
        return None
    following = [p for p in predicates(sentence) if p.index > last]
    for i in range(last + 1, min(last + 4, len(sentence.words))):
        if matches_at(sentence, i, [noun + "*" for noun in rules["claim_nouns"]]):
            return next((p for p in following if p.index > i and p.index <= i + 3), None)
    passive = next((p for p in following if p.form.passive and matches_at(sentence, p.index, rules["reporting"])), None)
    return passive if passive and passive.form.kind == "finite" else None


def _colon(sentence: Sentence, phrases: Sequence[Phrase], start: int) -> tuple[Phrase, ...]:
    """A headline: ``Peskov: Anlaşma imzalandı``."""
    words = sentence.words
    for i, word in enumerate(words[:8]):
        if word.text == ":" and start > word.start:
            speaker = [
                p
                for p in phrases
                if p.last == i - 1 and p.first == 0 and p.label in ("PER", "ORG", "TITLE") and p.slot == "nominative"
            ]
            return _with_list(phrases, speaker[0]) if speaker else ()
    return ()
