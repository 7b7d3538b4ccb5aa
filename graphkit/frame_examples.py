"""The example sentences of frames, as marked text, and the check that frames read them right.

Notation: ``[Norveç|GPE|sender]`` a name with its label and the role it must fill (none: it must fill no role),
``{asker gönderdi}`` a trigger that must be found, ``{göndermeyecek|negative|planned}`` with polarity and modality where
they are not positive and actual. A sentence without braces must give no event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graphkit.errors import InputError
from graphkit.frame_files import Frame
from graphkit.frame_matching import match_frames
from graphkit.model import Candidate, Name, Sentence

_MARK = re.compile(r"\[([^|\[\]]+)\|([A-Z]+)(?:\|(\w+))?\]|\{([^{}|]+)((?:\|\w+)*)\}")


@dataclass(frozen=True, slots=True)
class Expected:
    """A trigger that must be found: its range, polarity and modality.

    Examples
    --------
    >>> Expected(4, 11, "positive", "actual").modality
    'actual'
    """

    start: int
    end: int
    polarity: str
    modality: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its names, the role of each (empty: none) and the triggers that must be found.

    Examples
    --------
    >>> Example("Görüştüler.", (), (), (Expected(0, 10, "positive", "actual"),)).triggers[0].end
    10
    """

    text: str
    names: tuple[Name, ...]
    roles: tuple[str, ...]
    triggers: tuple[Expected, ...]


def read_example(marked: str) -> Example:
    """Example of a marked sentence.

    Raises
    ------
    InputError
        If a bracket is left over.

    Examples
    --------
    >>> example = read_example("[Norveç|GPE|sender] {asker göndermedi|negative}.")
    >>> example.text, example.roles, example.triggers[0].polarity
    ('Norveç asker göndermedi.', ('sender',), 'negative')
    """
    text, at = "", 0
    names: list[Name] = []
    roles: list[str] = []
    triggers: list[Expected] = []
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        inner = found[1] or found[4]
        start, end = len(text), len(text) + len(inner)
        if found[1]:
            names.append(Name(start, end, inner, found[2]))
            roles.append(found[3] or "")
        else:
            flags = found[5].split("|")
            modality = next((flag for flag in flags if flag in ("planned", "possible")), "actual")
            triggers.append(Expected(start, end, "negative" if "negative" in flags else "positive", modality))
        text, at = text + inner, found.end()
    text += marked[at:]
    if re.search(r"[\[\]{}|]", text):
        raise InputError(f"example not understood: {marked}")
    return Example(text, tuple(names), tuple(roles), tuple(triggers))


def check_examples(frames: Iterable[Frame], read: Callable[[str], Sentence]) -> tuple[str, ...]:
    """What frames read wrong in their own examples, one message each.

    Parameters
    ----------
    frames
        Each is run alone over its own sentences.
    read
        Gives the words of a text that is one sentence (names come from the marks).

    Returns
    -------
    tuple of str
        Empty: all is right.

    Examples
    --------
    >>> check_examples((), lambda text: Sentence(0, 0, len(text), text, 1, "body"))
    ()
    """
    messages: list[str] = []
    for frame in frames:
        if not frame.examples or not frame.counterexamples:
            messages.append(f"{frame.name}: want at least one example and one counterexample")
        for marked in (*frame.examples, *frame.counterexamples):
            example = read_example(marked)
            sentence = replace(read(example.text), names=example.names)
            found = match_frames(sentence, (frame,))
            messages += [f"{frame.name}: {problem}: {marked}" for problem in _problems(example, found)]
            if bool(example.triggers) != (marked in frame.examples):
                messages.append(f"{frame.name}: an example has triggers in braces, a counterexample none: {marked}")
    return tuple(messages)


def _problems(example: Example, found: tuple[Candidate, ...]) -> list[str]:
    problems = []
    if len(found) != len(example.triggers):
        problems.append(f"{len(found)} events found, {len(example.triggers)} wanted")
    for expected in example.triggers:
        candidate = next((c for c in found if c.start < expected.end and expected.start < c.end), None)
        if candidate is None:
            problems.append(f"no event on {example.text[expected.start : expected.end]!r}")
            continue
        told = (candidate.polarity, candidate.modality)
        if told != (expected.polarity, expected.modality):
            problems.append(f"read as {told[0]}, {told[1]}")
    fillers = {(filler.role, filler.start, filler.end) for candidate in found for filler in candidate.fillers}
    for name, role in zip(example.names, example.roles, strict=True):
        held = sorted(filler[0] for filler in fillers if filler[1] < name.end and name.start < filler[2])
        if (role and role not in held) or (not role and held):
            problems.append(f"{name.text} is {', '.join(held) or 'nothing'}, want {role or 'nothing'}")
    return problems
