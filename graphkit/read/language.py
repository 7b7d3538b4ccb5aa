"""Is a text in the language that we read? The only module that imports py3langid.

py3langid (BSD-3-Clause, 139 languages) tells related languages apart (Turkish, Azerbaijani, Crimean Tatar, Turkmen)
and names the language of single headlines; a text is refused only where it is sure of another language.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from graphkit.errors import LanguageError
from graphkit.read.rules import load_reading_rules
from graphkit.text import fold, lower

SAMPLE = 5000
"""Code points of a text that are looked at."""

SHORT = 80
"""A text of fewer letters counts as a title: where it shows a letter or word of the language, `SURE_OF_SHORT` counts."""

SURE = 0.3
"""Probability from which on another language is believed, if it is `TIMES` as likely as the one that is read."""

TIMES = 50

SURE_OF_SHORT = 0.97
"""The same for a title such as ``Dışişleri Bakanı Bakü'de``, whose names look foreign."""


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def check_language(text: str, language: str = "tr", *, where: str = "text") -> None:
    """Raise unless `text` is, or may well be, in `language`.

    Parameters
    ----------
    text : str
        What was read, without teasers of other stories.
    language : str
        ISO 639 code of a language pack.
    where : str
        File and line, for the message.

    Raises
    ------
    LanguageError
        If the text is surely in another language, or has no letters at all.

    Examples
    --------
    >>> check_language("İRAN VE IRAK SINIR ANLAŞMASI İMZALADI")
    >>> check_language("The two ministers signed a trade agreement in Oslo.", where="a.txt")
    Traceback (most recent call last):
        ...
    graphkit.errors.LanguageError: a.txt: the text is in 'en', not in 'tr'
    """
    sample = text[:SAMPLE]
    letters = sum(char.isalpha() for char in sample)
    if not letters:
        raise LanguageError(f"{where}: the text holds no letters")
    ranking = _identifier().rank(lower(sample))
    best, probability = ranking[0]
    sure = SURE_OF_SHORT if letters < SHORT and _shows(sample, language) else SURE
    if best != language and probability >= sure and probability > TIMES * dict(ranking).get(language, 0.0):
        raise LanguageError(f"{where}: the text is in {best!r}, not in {language!r}")


def _shows(text: str, language: str) -> bool:
    """Whether a short text has a letter or a word of the language."""
    rules = load_reading_rules(language)
    return any(char in rules.letters for char in text) or bool(rules.words & set(fold(text).split()))
