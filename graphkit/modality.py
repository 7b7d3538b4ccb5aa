"""Did it happen, and how sure: polarity and modality of an event in its sentence.

By the annotation guidelines: an event that somebody denies or alleges stays positive and actual; negative is what the
text
or its speaker says did not happen; planned is intended, scheduled or agreed; possible is conditional, asked for or
threatened.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib import resources
from typing import Any

import yaml

from graphkit.clauses import Region, predicates, region_of, word_form
from graphkit.forms import VerbForm, noun_form, verb_form
from graphkit.model import Modality, Polarity, Sentence
from graphkit.text import lower

_RESULT = 5  # words from a meeting to the verb that says what came out of it, at most


@functools.cache
def load_rules(language: str = "tr") -> dict[str, Any]:
    """Word lists of ``attribution.yaml`` of a language pack.

    Examples
    --------
    >>> "planla-" in load_rules()["modality"]["planned"]
    True
    """
    text = resources.files("graphkit").joinpath(f"languages/{language}/attribution.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def words_of(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Indices of the first and the last word that the range touches; (0, -1) where it touches none.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words_of(Sentence(0, 0, 5, "geldi", 1, "body", (Word(1, "geldi", 0, 5),)), 0, 5)
    (0, 0)
    """
    touched = [i for i, word in enumerate(sentence.words) if word.start < end and start < word.end]
    return (touched[0], touched[-1]) if touched else (0, -1)


def matches_at(sentence: Sentence, index: int, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns (``planla-``, ``talep*``, ``söz ver-``, ``hazır``) ends at the word.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> matches_at(Sentence(0, 0, 9, "planlıyor", 1, "body", (Word(1, "planlıyor", 0, 9),)), 0, ["planla-"])
    True
    """
    texts = tuple(word.text for word in sentence.words[max(0, index - 3) : index + 1])
    return _matches(texts, tuple(patterns))


@functools.lru_cache(maxsize=50_000)
def _matches(texts: tuple[str, ...], patterns: tuple[str, ...]) -> bool:
    """Whether a pattern matches the last words of `texts`."""
    for pattern in patterns:
        parts = pattern.split()
        if len(texts) >= len(parts) and all(map(_part, texts[len(texts) - len(parts) :], parts)):
            return True
    return False


def _part(text: str, part: str) -> bool:
    if part.endswith("-"):
        return verb_form(text, part[:-1]) is not None
    if part.endswith("*"):
        return noun_form(text, part[:-1]) is not None
    return lower(text) == part


def _trigger_form(sentence: Sentence, last: int) -> VerbForm | None:
    """Form of the trigger's verb, which is its last word; an auxiliary after a participle (``göndermiş olacak``)
    counts.
    """
    word = sentence.words[last]
    form = word_form(word)
    if form is None and word.morphemes[:1] == ("Noun",):
        return None
    if form is not None and last + 1 < len(sentence.words):
        follower = sentence.words[last + 1]
        helper = verb_form(follower.text, "ol") or verb_form(follower.text, "bulun")
        if helper is not None and form.tense in ("evidential", "future", "aorist") and form.kind == "finite":
            return VerbForm(
                helper.kind, helper.tense, form.negative or helper.negative, helper.able, form.passive, helper.case
            )
    return form


def _governors(sentence: Sentence, last: int, region: Region, form: VerbForm | None = None) -> list[int]:
    """Indices of the words after the trigger that may govern it: up to and including the next predicate, nouns on the
    way.

    A predicate in the trigger's own form and case is its fellow (``gelmesini ve gitmesini istedi``), not its governor.
    """
    result: list[int] = []
    limit = 9
    stops = {p.index: p.form for p in predicates(sentence)}
    for i in range(last + 1, min(region.end, last + 16)):
        if i - last > limit:
            break
        if (
            form is not None
            and form.case != "nominative"
            and i in stops
            and (stops[i].kind, stops[i].case) == (form.kind, form.case)
        ):
            result, limit = [], i - last + 6
            continue
        if sentence.words[i].text in ",;:" and result and i - last > 1:
            break
        result.append(i)
        if i in stops and stops[i].kind in ("finite", "fact", "action", "converb", "infinitive"):
            break
    return result


def polarity_of(sentence: Sentence, start: int, end: int, *, type: str = "", reach: int | None = None) -> Polarity:
    """Whether the text says that the event on this range happened (or is meant to) or that it did not.

    Parameters
    ----------
    sentence
        Words with morphology.
    start, end
        Range of the trigger in the document, in code points.
    type
        Type of the event: what a speech act promises, threatens or denies does not change the act itself.
    reach
        Words behind the trigger among which what governs it is looked for; None: all of its clause.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "Heyetler", 0, 8), Word(2, "görüşmedi", 9, 18, "görüş", "VERB"))
    >>> polarity_of(Sentence(0, 0, 18, "Heyetler görüşmedi", 1, "body", words), 9, 18)
    'negative'
    """
    first, last = words_of(sentence, start, end)
    if last < first:
        return "positive"
    rules = load_rules()["polarity"]
    form = _trigger_form(sentence, last)
    if type in load_rules()["speech_types"]:
        denied = form is not None and form.negative and form.kind in ("finite", "fact", "action") and form.tense != "future"
        return "negative" if denied and type in ("Demand", "Pledge") else "positive"
    if is_origin(sentence, last) or form is not None and _is_without_noun(sentence, last, form):
        return "positive"
    if form is not None and form.negative:
        return "negative"
    following = lower(sentence.words[last + 1].text) if last + 1 < len(sentence.words) else ""
    if following in ("değil", "değildi", "yok", "yoktu"):
        return "negative"
    if form is not None and form.kind in ("finite", "fact", "converb", "participle") or _is_adjunct(sentence, last):
        return "positive"
    region = region_of(sentence, first, last)
    for i in _governors(sentence, last, region):
        if reach is not None and i > last + reach:
            break
        if matches_at(sentence, i, rules["negative"]):
            return "negative"
        governor = next((p.form for p in predicates(sentence) if p.index == i), None)
        own = word_form(sentence.words[i]) or governor
        if (
            own is not None
            and own.negative
            and (_is_light(sentence, i, rules["light"]) and i - last <= 4 or governor is None)
        ):
            return "negative"
        if lower(sentence.words[i].text) in ("yok", "yoktu", "değil", "değildi"):
            return "negative"
        if own is not None:
            break
    return "positive"


def _is_adjunct(sentence: Sentence, last: int) -> bool:
    """Whether the word stands before a postposition of time or cause (``görüşmenin ardından``), so that no verb
    governs it.
    """
    return any(lower(word.text) in load_rules()["adjuncts"] for word in sentence.words[last + 1 : last + 3])


def is_origin(sentence: Sentence, last: int) -> bool:
    """Whether the word is what something came out of, or did not: ``görüşmeden ateşkes çıkmadı`` tells of a meeting.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "Zirveden", 0, 8), Word(2, "sonuç", 9, 14), Word(3, "çıkmadı", 15, 22, "çık", "VERB"))
    >>> is_origin(Sentence(0, 0, 22, "Zirveden sonuç çıkmadı", 1, "body", words), 0)
    True
    """
    verb = next((p.index for p in predicates(sentence) if p.index > last), -1)
    ablative = lower(sentence.words[last].text).endswith(("dan", "den", "tan", "ten"))
    return ablative and 1 < verb - last <= _RESULT and matches_at(sentence, verb, ["çık-"])


def _is_without_noun(sentence: Sentence, last: int, form: VerbForm) -> bool:
    """``görüşmeden sonra`` is a meeting, ``görüşmeden`` before a comma or verb is none."""
    if form.kind not in ("without", "converb") or not lower(sentence.words[last].text).endswith(("madan", "meden")):
        return False
    following = lower(sentence.words[last + 1].text) if last + 1 < len(sentence.words) else ""
    return following in ("sonra", "önce", "beri", "bu", "hemen", "dolayı", "çıkan", "çıktı", "itibaren") or not following


def _is_light(sentence: Sentence, index: int, stems: Iterable[str]) -> bool:
    return matches_at(sentence, index, [stem + "-" for stem in stems])


def modality_of(sentence: Sentence, start: int, end: int, *, type: str = "") -> Modality:
    """Whether the event on this range is told as actual, planned or possible.

    Parameters
    ----------
    sentence
        Words with morphology.
    start, end
        Range of the trigger in the document, in code points.
    type
        Type of the event: what a speech act promises, threatens or denies does not change the act itself.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "asker", 0, 5), Word(2, "gönderecek", 6, 16, "gönder", "VERB"))
    >>> modality_of(Sentence(0, 0, 16, "asker gönderecek", 1, "body", words), 6, 16)
    'planned'
    """
    first, last = words_of(sentence, start, end)
    if last < first:
        return "actual"
    form = _trigger_form(sentence, last)
    region = region_of(sentence, first, last)
    if type in load_rules()["stated_types"]:
        return "actual"
    if form is not None:
        own = _by_form(form)
        if own == "planned" and _is_conditional(sentence, last, region):
            return "possible"
        if own != "actual":
            return own
        if form.kind == "finite" or (form.kind in ("fact", "participle") and form.tense in ("past", "present")):
            return "actual"
        if form.kind == "converb":
            return _of_main_verb(sentence, last, region)
    if form is None and _before_noun(sentence, first) == "planned":
        return "planned"
    return _by_governor(sentence, last, region, form)


def _by_form(form: VerbForm) -> Modality:
    if form.able or form.tense in ("conditional", "necessity", "imperative"):
        return "possible"
    return "planned" if form.tense == "future" else "actual"


def _before_noun(sentence: Sentence, first: int) -> Modality:
    """Modality of the verb right before an event noun (``yapacağı ziyaret``, ``düzenlenecek zirve``)."""
    for predicate in predicates(sentence):
        if first - 3 <= predicate.index < first and predicate.form.kind in ("fact", "finite", "participle"):
            follow = sentence.words[predicate.index + 1].text
            if follow[0].isalpha() or follow[0].isdigit():
                return _by_form(predicate.form)
    return "actual"


def _is_conditional(sentence: Sentence, last: int, region: Region) -> bool:
    """Whether a condition stands before the trigger in its clause, or a rumour or warning holds it."""
    rules = load_rules()["modality"]
    for predicate in predicates(sentence):
        if region.begin <= predicate.index < last and predicate.form.tense == "conditional":
            return True
    before = [lower(word.text) for word in sentence.words[region.begin : last]]
    after = range(last + 1, min(last + 4, len(sentence.words)))
    return any(text in rules["conditions"] for text in before) or any(
        matches_at(sentence, i, rules["uncertain"]) for i in after
    )


def _of_main_verb(sentence: Sentence, last: int, region: Region) -> Modality:
    """A converb has the tense of the verb that it leads to."""
    for predicate in predicates(sentence):
        if last < predicate.index < region.end and predicate.form.kind in ("finite", "fact"):
            return _by_form(predicate.form)
    return "actual"


def _by_governor(sentence: Sentence, last: int, region: Region, form: VerbForm | None) -> Modality:
    rules = load_rules()["modality"]
    governors = _governors(sentence, last, region)
    reach = 3 if form is None else 6
    if _is_adjunct(sentence, last):
        return "actual"
    for i in governors:
        if i - last > reach:
            break
        if matches_at(sentence, i, rules["possible"]):
            return "possible"
        if matches_at(sentence, i, rules["planned"]):
            return "planned"
        own = next((p.form for p in predicates(sentence) if p.index == i), None)
        if own is not None and form is None and i - last <= 3:
            return _by_form(word_form(sentence.words[i]) or own)
        if own is not None:
            return _by_form(own) if form is not None and form.case == "nominative" else "actual"
    return "actual"
