"""Names behind their suffixes: which key of an index a written form is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

_VOWELS = "aeıioöuüâîû"


def find_key(key: str, index: Container[str], suffixes: Sequence[tuple[str, str]], *, shortest: int) -> str | None:
    """`key`, or what is left of it without one or two suffixes, if `index` holds it.

    Parameters
    ----------
    key
        A folded name.
    index
        Folded names that are known.
    suffixes
        (suffix, what it may stand after: ``vowel``, ``consonant``, ``possessive``, ``any``).
    shortest
        Fewest letters of what is left, so that ``Mali`` does not come out of every ``maline``.

    Examples
    --------
    >>> find_key("kuzey korenin", {"kuzey kore"}, [("nin", "vowel"), ("in", "consonant")], shortest=4)
    'kuzey kore'
    """
    found = [key] if key in index else []
    stems = [key]
    for _ in range(2):
        if found:
            break
        stems = [stem for word in stems for stem in _stems(word, suffixes) if len(stem) >= shortest]
        found = [stem for stem in stems if stem in index]
    return max(found, key=len, default=None)


def _stems(key: str, suffixes: Sequence[tuple[str, str]]) -> Iterator[str]:
    for suffix, after in suffixes:
        stem = key.removesuffix(suffix)
        if stem != key and stem and _fits(stem, after):
            yield stem


def _fits(stem: str, after: str) -> bool:
    if after == "possessive":
        return " " in stem and stem[-1] in "ıiuü"
    return after == "any" or (stem[-1] in _VOWELS) == (after == "vowel")
