"""Which time expression of a sentence dates an event: a small linear model over the clause between them.

Features are counted from the text alone: where the expression stands, how far off, what verb forms stand between,
whether both have the same verb to lean on, what kind of expression and event it is. The verb endings are data
(``verbs`` in ``languages/<language>/time.yaml``), the weights are learned from annotated documents by
``training/time_choice.py`` (``time_choice.yaml``; there is no model to load besides).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graphkit.numerals import read_language_data
from graphkit.odds import probability
from graphkit.text import lower
from graphkit.time_expressions import TimeExpression, find_times, iterate_dated

_TOKEN = re.compile(r"\w+(?:[-'’ʼ]\w+)*|[;:“”\"»«]")
_PLUPERFECT = re.compile(r"m[ıiuü]şt[ıiuü]")
_VerbForm = Literal["finite", "complement", "action", "converb", "participle"]


@dataclass(frozen=True, slots=True)
class ChosenTime:
    """The expression that dates an event, and how sure that is, from 0 to 1.

    Examples
    --------
    >>> ChosenTime(find_times("Dün görüştüler.")[0], 0.9).expression.text
    'Dün'
    """

    expression: TimeExpression
    score: float


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    form: _VerbForm | None


@dataclass(frozen=True, slots=True)
class ChoiceData:
    """Verb endings and weights of a language, loaded.

    `tenses` and `governors` tell tense: endings, and words that put what they govern into the future.

    Examples
    --------
    >>> from graphkit.time_choice import load_choice_data
    >>> load_choice_data().threshold > 0
    True
    """

    forms: Mapping[_VerbForm, re.Pattern[str]]
    not_verbs: frozenset[str]
    not_participle: re.Pattern[str]
    tenses: Mapping[str, re.Pattern[str]]
    governors: re.Pattern[str]
    speech_events: frozenset[str]
    weights: Mapping[str, float]
    threshold: float


@functools.cache
def load_choice_data(language: str = "tr") -> ChoiceData:
    """Verb endings and weights of a language pack.

    Examples
    --------
    >>> load_choice_data().threshold
    0.45
    """
    verbs = read_language_data("time.yaml", language)["verbs"]
    learned = read_language_data("time_choice.yaml", language)
    return ChoiceData(
        {form: re.compile(rf"(?:{ending})$", re.VERBOSE) for form, ending in verbs["endings"].items()},
        frozenset(verbs["not_verbs"]),
        re.compile(rf"(?:{verbs['not_participle']})$", re.VERBOSE),
        {tense: re.compile(rf"(?:{ending})$", re.VERBOSE) for tense, ending in verbs["tenses"].items()},
        re.compile(rf"(?:{verbs['governors']})", re.VERBOSE),
        frozenset(verbs["speech_events"]),
        learned["weights"],
        learned["threshold"],
    )


def choose_time(
    text: str, start: int, end: int, *, event_type: str | None = None, language: str = "tr"
) -> ChosenTime | None:
    """The time expression that dates the event whose trigger stands at [start, end) of a sentence.

    Parameters
    ----------
    text
        The sentence.
    start, end
        Range of the trigger in `text`, in code points.
    event_type
        Type of the event where it is known; speech (``Accusation`` …) is dated less often than deeds.
    language
        Code of the language pack.

    Returns
    -------
    ChosenTime or None
        None where no expression governs the trigger.

    Examples
    --------
    >>> sentence = "Heyetler salı günü Viyana’da buluştu."
    >>> choose_time(sentence, 29, 36, event_type="Meeting").expression.text
    'salı günü'
    """
    expressions = list(iterate_dated(find_times(text, language=language)))
    if not expressions:
        return None
    data = load_choice_data(language)
    scored = [
        ChosenTime(expression, _score(features, data.weights))
        for expression, features in iterate_features(text, start, end, expressions, event_type=event_type, data=data)
    ]
    best = max(scored, key=lambda chosen: chosen.score)
    return best if best.score > data.threshold else None


def _score(features: Sequence[str], weights: Mapping[str, float]) -> float:
    return probability(sum(weights.get(name, 0.0) for name in features))


def iterate_features(
    text: str,
    start: int,
    end: int,
    expressions: Sequence[TimeExpression],
    *,
    event_type: str | None,
    data: ChoiceData,
) -> Iterator[tuple[TimeExpression, list[str]]]:
    """Each expression with the names of its features, for choosing and for training.

    Examples
    --------
    >>> text = "Heyetler salı günü buluştu."
    >>> pairs = iterate_features(text, 19, 26, find_times(text), event_type=None, data=load_choice_data())
    >>> next(pairs)[1][:3]
    ['bias', 'before', 'trigger=finite']
    """
    tokens = _tokens(text, data)
    trigger_form = _trigger_form(tokens, start, end)
    for expression in expressions:
        features = ["bias"]
        features += _position(tokens, start, end, expression, expressions, trigger_form)
        features += _government(tokens, start, end, expression, trigger_form)
        features += _kinds(text, start, end, expression, trigger_form, features[1])
        if event_type is not None:
            speech = event_type in data.speech_events
            features += [f"type={event_type}", f"speech={speech}", f"speech={speech}|{features[1]}|{trigger_form}"]
        yield expression, features


def _tokens(text: str, data: ChoiceData) -> list[_Token]:
    return [_Token(found.start(), found.end(), found[0], _verb_form(found[0], data)) for found in _TOKEN.finditer(text)]


def _verb_form(word: str, data: ChoiceData) -> _VerbForm | None:
    """What the ending says; names and words with an apostrophe are no verbs."""
    folded = lower(word)
    if word[:1].isupper() or folded in data.not_verbs or re.search("['’ʼ]", word) or len(word) < 4:
        return None
    for form, ending in data.forms.items():
        if ending.search(folded) and not (form in ("participle", "finite") and data.not_participle.search(folded)):
            return form
    return None


def _trigger_form(tokens: Sequence[_Token], start: int, end: int) -> str:
    inside = [token for token in tokens if token.start < end and token.end > start]
    return next((token.form for token in reversed(inside[-2:]) if token.form), "noun")


def _position(
    tokens: Sequence[_Token],
    start: int,
    end: int,
    expression: TimeExpression,
    others: Sequence[TimeExpression],
    trigger_form: str,
) -> list[str]:
    """Where the expression stands to the trigger and what lies between."""
    where = "before" if expression.end <= start else "after" if expression.start >= end else "in"
    first, last = (expression.end, start) if where == "before" else (end, expression.start)
    between = [token for token in tokens if token.start >= first and token.end <= last]
    features = [where, f"trigger={trigger_form}", f"{where}|trigger={trigger_form}"]
    features.append(f"{where}|distance={_bucket(len(between))}")
    for form in ("finite", "participle", "complement", "action", "converb"):
        features.append(f"{where}|{form}={min(sum(token.form == form for token in between), 2)}")
    if any(token.text == ";" for token in between):
        features.append(f"{where}|semicolon")
    quotes = sum(token.text in '“”"«»' for token in between)
    if quotes:
        features.append(f"{where}|quotes={min(quotes, 2)}")
    if any(first <= other.start and other.end <= last for other in others if other is not expression):
        features.append(f"{where}|other between")
    if where == "after" and any(other.end <= start for other in others):
        features.append("after|other before")
    return features


def _bucket(count: int) -> int:
    return next((index for index, limit in enumerate((0, 2, 5, 10, 18)) if count <= limit), 5)


def _government(
    tokens: Sequence[_Token], start: int, end: int, expression: TimeExpression, trigger_form: str
) -> list[str]:
    """The verb that the expression leans on, and whether it is the trigger or the verb that the trigger leans on."""
    where = "before" if expression.end <= start else "after" if expression.start >= end else "in"
    nearest = "end"
    for token in tokens:
        if token.start >= expression.end:
            if token.start < end and token.end > start:
                nearest = "trigger"
            elif token.form:
                nearest = token.form
            else:
                continue
            break
    trigger_verb = (start, "self") if trigger_form != "noun" else _verb_after(tokens, end, 0, 0)
    verb = _verb_after(tokens, expression.end, *((start, end) if trigger_form != "noun" else (0, 0)))
    same = verb == trigger_verb
    leans = trigger_verb[1] if trigger_verb else "none"
    return [f"verb={nearest}", f"same={same}|{trigger_form}|{where}", f"same={same}|{where}|{leans}"]


def _verb_after(tokens: Sequence[_Token], position: int, start: int, end: int) -> tuple[int, str] | None:
    """Begin and form of the first verb from `position` on; the trigger's range [start, end) counts as one verb."""
    for token in tokens:
        if token.start < position:
            continue
        if token.start < end and token.end > start:
            return start, "self"
        if token.form or token.text == ";":
            return token.start, token.form or ";"
    return None


def _kinds(text: str, start: int, end: int, expression: TimeExpression, trigger_form: str, where: str) -> list[str]:
    """What kind of expression it is, in which form and before which punctuation."""
    kind = expression.kind
    amount = "" if expression.amount is None else str((expression.amount > 0) - (expression.amount < 0))
    features = [f"kind={kind}", f"kind={kind}|{expression.unit}|{amount}", f"kind={kind}|{where}"]
    features.append(f"kind={kind}|{trigger_form}")
    if expression.relation != "at":
        features += [f"relation={expression.relation}", f"relation={expression.relation}|{where}"]
    if lower(expression.text).endswith("ki"):
        features += ["attributive", f"attributive|{where}", f"attributive|{trigger_form}"]
    if text[expression.end : expression.end + 1] == ",":
        features += ["comma", f"comma|{where}"]
    if _PLUPERFECT.search(lower(text[start:end])):
        features += [f"pluperfect|{where}", f"pluperfect|{kind}"]
    return features


def tense_of(text: str, start: int, end: int, *, language: str = "tr") -> Literal["past", "present", "future"] | None:
    """Tense of the event whose trigger stands at [start, end): from its ending, else from the verb it leans on.

    Returns None where neither tells one.

    Examples
    --------
    >>> [tense_of(text, 0, len(text)) for text in ("buluşacak", "buluştu", "buluşuyor", "zirve")]
    ['future', 'past', 'present', None]
    >>> tense_of("Heyetlerin salı günü buluşması bekleniyor.", 21, 30)
    'future'
    """
    data = load_choice_data(language)
    trigger = [found for found in _TOKEN.finditer(text, start) if found.start() < end]
    own = _tense_of_word(trigger[-1][0], data) if trigger else None
    if own:
        return own
    for found in list(_TOKEN.finditer(text, max(end, trigger[-1].end() if trigger else end)))[:10]:
        if data.governors.match(lower(found[0])):
            return "future"
        tense = _tense_of_word(found[0], data)
        if tense or found[0] == ";":
            return tense
    return None


def is_long_past(text: str, position: int, *, language: str = "tr") -> bool:
    """Whether the first verb form from `position` on is a pluperfect: what stands before it was past even then.

    Examples
    --------
    >>> [is_long_past(text, 8) for text in ("aralıkta duyurmuştu", "aralıkta duyurdu", "aralıkta toplanacağı duyurulmuştu")]
    [True, False, False]
    """
    data = load_choice_data(language)
    found = next((token for token in _tokens(text[position:], data) if token.form or token.text == ";"), None)
    return found is not None and bool(_PLUPERFECT.search(lower(found.text)))


def _tense_of_word(word: str, data: ChoiceData) -> Literal["past", "present", "future"] | None:
    folded = lower(word)
    if folded in data.not_verbs or len(folded) < 4:
        return None
    for tense in ("future", "present", "past"):
        if data.tenses[tense].search(folded):
            return tense
    return None
