"""Find events by frames: what is sought is data (`frame_files`), how it is matched is in `frame_matching`.

Frames propose in the same form as the heads of the encoder (`model.Candidate`). They read word order and morphology,
not the
tree, so that a wrong tree costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.frame_files import Frame, load_frames, read_frames
from graphkit.frame_matching import match_frames
from graphkit.model import Candidate, Sentence

__all__ = ["Frame", "find_candidates", "load_frames", "read_frames"]


def find_candidates(sentence: Sentence, frames: Sequence[Frame]) -> tuple[Candidate, ...]:
    """Events that the frames find in a sentence.

    Parameters
    ----------
    sentence
        Words with morphology, and names.
    frames
        What `load_frames` gives.

    Returns
    -------
    tuple of Candidate
        In text order, one a trigger and type; the proposer is ``frame:NAME``. Empty: no frame matches.

    Examples
    --------
    >>> find_candidates(Sentence(0, 0, 0, "", 1, "body"), load_frames())
    ()
    """
    return match_frames(sentence, frames)
