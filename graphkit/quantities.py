"""How many and how much: which quantity of a sentence belongs to an event.

What `find_quantities` does is in `graphkit.quantity_expressions`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.counted import load_count_data
from graphkit.quantity_expressions import Quantity, QuantityKind, find_quantities
from graphkit.text import lower

__all__ = ["Quantity", "QuantityKind", "find_quantities", "quantity_for", "quantity_of"]


def quantity_of(
    text: str,
    start: int,
    end: int,
    kind: QuantityKind | None = None,
    *,
    killed: bool = False,
    language: str = "tr",
) -> Quantity | None:
    """The quantity of one kind that goes with the trigger at [start, end) of a sentence.

    The nearest one before the trigger in its clause, else the first one right after it.

    Parameters
    ----------
    text
        The sentence.
    start, end
        Range of the trigger in `text`, in code points.
    kind
        What is counted; None: anything but percent.
    killed
        Only people that a word of dying stands near.
    language
        Code of the language pack.

    Examples
    --------
    >>> quantity_of("Rusya, Kursk’a 3 bin asker sevk etti.", 27, 36, "people").value
    '3000'
    >>> quantity_of("Rusya, Kursk’a asker sevk etti.", 21, 30, "people") is None
    True
    """
    found = [
        quantity
        for quantity in find_quantities(text, language=language)
        if (quantity.kind == kind if kind else quantity.kind != "percent")
    ]
    if killed:
        pattern = load_count_data(language).killed
        found = [quantity for quantity in found if pattern.search(lower(text[quantity.start : quantity.end + 40]))]
    return _nearest(text, start, end, found, far=killed)


def _nearest(text: str, start: int, end: int, found: Sequence[Quantity], *, far: bool) -> Quantity | None:
    within = [quantity for quantity in found if quantity.start < end and quantity.end > start]
    before = [quantity for quantity in found if quantity.end <= start and not _is_cut(text[quantity.end : start])]
    after = [quantity for quantity in found if quantity.start >= end and not _is_cut(text[end : quantity.start])]
    if within:
        return within[0]
    if before and (not after or start - before[-1].end <= after[0].start - end):
        return before[-1]
    limit = 200 if far else 45
    near = [quantity for quantity in after if quantity.start - end <= limit]
    return near[0] if near else before[-1] if before else None


def _is_cut(between: str) -> bool:
    """A semicolon or a finite past verb with a comma after it ends the clause."""
    return ";" in between or bool(re.search(r"(?:[dt][ıiuü]|yor|acak|ecek)(?:lar|ler)?,", lower(between)))


def quantity_for(text: str, start: int, end: int, event_type: str, *, language: str = "tr") -> Quantity | None:
    """The quantity that an event of a type asks for: soldiers of a deployment, killed of an attack, money of aid.

    Returns None for types that count nothing.

    Examples
    --------
    >>> quantity_for("Saldırıda 12 sivil öldü.", 0, 9, "Attack").value
    '12'
    >>> quantity_for("Norveç 1,5 milyar dolar yardım verdi.", 24, 36, "Aid").value
    '1500000000'
    >>> quantity_for("İki bakan görüştü.", 10, 17, "Meeting") is None
    True
    """
    data = load_count_data(language)
    for kind in data.event_kinds.get(event_type, ()):
        if kind.startswith("bare"):
            found = _bare(text, start, end, data.toll if kind == "bare killed" else None, language)
        elif kind == "killed":
            found = quantity_of(text, start, end, "people", killed=True, language=language)
        else:
            found = quantity_of(text, start, end, kind, language=language)  # type: ignore[arg-type]
        if found is not None:
            return found
    return None


def _bare(text: str, start: int, end: int, toll: re.Pattern[str] | None, language: str) -> Quantity | None:
    """A number without a noun: inside the trigger or beside it, or after the words for the dead of a deed."""
    for quantity in find_quantities(text, language=language):
        if quantity.kind is not None:
            continue
        if toll is not None:
            if toll.search(lower(text[max(0, quantity.start - 40) : quantity.start])):
                return quantity
        elif quantity.start < end + 12 and quantity.end > start - 8:
            return quantity
    return None
