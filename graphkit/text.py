"""Turkish-aware text keys: the one folding function, and apostrophe handling.

Turkish has a dotted and a dotless i (``İ``/``i``, ``I``/``ı``), so plain lower-casing is wrong; three characters
serve as the apostrophe before a suffix (U+0027, U+2019, U+02BC).
"""

from __future__ import annotations

import functools
import re
import unicodedata

APOSTROPHES = "'’ʼ‘`´"
_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_ASCII = str.maketrans("çğıöşüâîû", "cgiosuaiu")


def lower(text: str) -> str:
    """Lower-case by the rules of Turkish, in NFC.

    Examples
    --------
    >>> lower("IRAK VE İRAN")
    'ırak ve iran'
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_LOWER).lower())


def strip_suffix(name: str) -> str:
    """The name without the apostrophe and the case suffix after it in its last word; a capital after the apostrophe
    belongs to the name, unless all of the word is in capitals.

    Examples
    --------
    >>> strip_suffix("Vladimir Putin’in"), strip_suffix("Fas"), strip_suffix("O'Neill"), strip_suffix("İRAN'IN")
    ('Vladimir Putin', 'Fas', "O'Neill", 'İRAN')
    """
    word = name.rpartition(" ")[2]
    at = max(word.rfind(mark) for mark in APOSTROPHES)
    ending = word[at + 1 :]
    is_suffix = ending.isalpha() and (ending.islower() or ending.isupper() and word[:at].isupper())
    return name[: len(name) - len(word) + at] if at > 0 and is_suffix else name


@functools.lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """Key of a name: case, apostrophe suffix, punctuation and runs of white space do not count.

    Examples
    --------
    >>> fold("AVRUPA BİRLİĞİ’NİN"), fold("Kim Jong-un"), fold("IRAK")
    ('avrupa birliği', 'kim jong un', 'ırak')
    """
    text = lower(name)
    text = re.sub(rf"(?<=\w)[{APOSTROPHES}][a-zçğıöşü]*(?!\w)", "", text)
    return " ".join(re.sub(r"[^\w\s]|_", " ", text).split())


def fold_ascii(name: str) -> str:
    """`fold` and, besides, Turkish letters as a foreign keyboard writes them, for search.

    Examples
    --------
    >>> fold_ascii("İstanbul"), fold_ascii("Dışişleri")
    ('istanbul', 'disisleri')
    """
    decomposed = unicodedata.normalize("NFD", fold(name).translate(_ASCII))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
