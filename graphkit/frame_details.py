"""What the words of a sentence call the thing of an event: the item of a transfer, the name of a treaty."""

from __future__ import annotations

from graphkit.clauses import quote_at
from graphkit.frame_roles import Match
from graphkit.model import Sentence
from graphkit.naming import nominative
from graphkit.text import lower


def item_of(sentence: Sentence, companion: int) -> str | None:
    """Noun phrase that ends at the companion: describing words before it, without numbers and measure words.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "teknik", 0, 6, "teknik", "ADJ"), Word(2, "destek", 7, 13, "destek", "NOUN"))
    >>> item_of(Sentence(0, 0, 13, "teknik destek", 1, "body", words), 1)
    'teknik destek'
    """
    words, first = sentence.words, companion
    while (
        first > 0
        and companion - first < 4
        and words[first - 1].upos in ("ADJ", "NOUN", "PROPN")
        and lower(words[first - 1].text) not in ("adet", "milyar", "milyon", "bin", "ton", "bir")
        and not words[first - 1].text[0].isdigit()
        and not set(words[first - 1].text) & set("'’ʼ")
    ):
        if any(tag in words[first - 1].morphemes for tag in ("Acc", "Dat", "Gen", "Loc", "Abl", "Ins")):
            break
        first -= 1
    text = sentence.text[words[first].start - sentence.start : words[companion].end - sentence.start]
    return nominative(text, words[companion]) or None


def title_of(sentence: Sentence, match: Match) -> str | None:
    """Name of the treaty in the sentence: a LAW name, else a quotation that ends in a word for a treaty.

    Examples
    --------
    >>> from graphkit.model import Name, Word
    >>> law = Name(0, 16, "Lozan Antlaşması", "LAW")
    >>> words = (Word(1, "Lozan", 0, 5), Word(2, "Antlaşması", 6, 16))
    >>> title_of(Sentence(0, 0, 16, law.text, 1, "body", words, (law,)), Match(1, 1, None))
    'Lozan Antlaşması'
    """
    laws = [name for name in sentence.names if name.label == "LAW"]
    if laws:
        middle = sentence.words[match.first].start
        return min(laws, key=lambda name: abs(name.start - middle)).text
    for word in sentence.words:
        quoted = quote_at(sentence, word.start)
        text = sentence.text[quoted[0] - sentence.start + 1 : quoted[1] - sentence.start - 1].strip(" ,.") if quoted else ""
        if lower(text).endswith(("anlaşması", "antlaşması", "sözleşmesi", "protokolü", "mutabakatı", "bildirisi")):
            return text
    return None
