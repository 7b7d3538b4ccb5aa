"""Find events by frames: what is sought is data (`frame_files`), how it is matched is in `frame_matching`.

Frames propose in the same form as the heads of the encoder (`model.Candidate`). They read word order and morphology,
not the
tree, so that a wrong tree costs nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from graphkit.errors import InputError, OntologyError
from graphkit.frame_files import Frame, read_frames
from graphkit.frame_matching import match_frames
from graphkit.model import Candidate, Sentence
from graphkit.ontology import load_ontology

__all__ = ["Frame", "find_candidates", "frame_candidates", "frame_files", "load_frames", "read_frames"]


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


def frame_candidates(sentences: Iterable[Sentence], frames: Sequence[Frame]) -> list[Candidate]:
    """Events that the frames find in the sentences of a document, in text order; without those that have no trigger there.

    Examples
    --------
    >>> frame_candidates([], load_frames())
    []
    """
    return [found for sentence in sentences for found in find_candidates(sentence, frames) if found.start < found.end]


def load_frames(language: str = "tr", extra: Path | None = None) -> tuple[Frame, ...]:
    """Frames of a language pack and, after them, those of a file or folder of the user.

    Parameters
    ----------
    language
        Code of the language pack.
    extra
        A YAML file, or a folder of them.

    Raises
    ------
    InputError
        If a file is not well formed, or a frame of it names an event type or a role that the ontology (with the extension in
        force, `graphkit.ontology.extended`) does not have.

    Examples
    --------
    >>> sorted({frame.type for frame in load_frames()})[0]
    'Accusation'
    """
    folder = resources.files("graphkit").joinpath(f"languages/{language}/frames")
    texts = [
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    ]
    if extra is None:
        return _read(tuple(texts))
    own = {str(file): file for file in frame_files(extra)}
    if not own or not all(file.is_file() for file in own.values()):
        raise InputError(f"{extra}: no frame file there")
    for name, file in own.items():
        try:
            texts.append((name, file.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError as error:
            raise InputError(f"{file}: not UTF-8 (byte {error.start})") from error
    frames = _read(tuple(texts))
    for frame in frames:
        if frame.file in own:
            _check_words(frame)
    return frames


def frame_files(extra: Path) -> list[Path]:
    """The frame files of a folder, by name; a file is its own.

    Examples
    --------
    >>> import tempfile
    >>> frame_files(Path(tempfile.mkdtemp())), frame_files(Path("own.yaml"))
    ([], [PosixPath('own.yaml')])
    """
    return sorted({*extra.glob("*.yaml"), *extra.glob("*.yml")}) if extra.is_dir() else [extra]


_read = functools.lru_cache(maxsize=8)(read_frames)


def _check_words(frame: Frame) -> None:
    """That the ontology in force knows the type of a frame of the user's and its roles."""
    where = frame.file
    try:
        known = (*load_ontology().event(frame.type).roles, "place", "source")
    except OntologyError as error:
        raise InputError(f"{where}: frame {frame.name}: {error}") from error
    needed = [name for name, _ in frame.needs if name != "any"]
    if unknown := [name for name in (*(role.name for role in frame.roles), *needed) if name not in known]:
        raise InputError(f"{where}: frame {frame.name}: {frame.type} has no role {unknown[0]!r}; it has {', '.join(known)}")
