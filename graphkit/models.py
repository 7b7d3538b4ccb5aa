"""Model folders in stanza's layout: which files a pipeline needs, and whether they are there and whole.

A folder holds ``resources.json`` and ``<language>/<processor>/<package>.pt``; beside them may stand ``reader/`` with
the encoder. Nothing here loads a model or opens a connection.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from graphkit.errors import ModelError

PROCESSORS = ("tokenize", "pos", "lemma", "depparse", "ner")
OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file on disk: the processor that it serves, its package and the MD5 in ``resources.json`` (or empty).

    Examples
    --------
    >>> ModelFile("tokenize", "graphkit", Path("tokenize/graphkit.pt")).processor
    'tokenize'
    """

    processor: str
    package: str
    path: Path
    md5: str = ""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """What stands in a model folder for one language; `packages` maps processor → package that it is loaded from.

    `options` maps each processor to what stanza must be told (``model_path``, ``pretrain_path`` …): by name alone, a
    package that is called as a variant of graphkit would be taken for the variant. `reader` is the folder of the
    encoder, None where the folder has none.

    Examples
    --------
    >>> find_models("tr").packages["tokenize"]
    'graphkit'
    """

    path: Path
    language: str
    packages: Mapping[str, str]
    files: tuple[ModelFile, ...]
    options: Mapping[str, Mapping[str, str]]
    reader: Path | None = None


def find_models(language: str = "tr", models: str | Path | None = None) -> ModelFolder:
    """The models to load, all files present and whole.

    Parameters
    ----------
    language : str
        Name of a language pack.
    models : str or Path, optional
        A model folder; ``"official"`` for the published stanza models where the user has downloaded them; by default
        what the environment variable ``GRAPHKIT_MODELS`` names, else the folder ``models`` of the language pack.

    Returns
    -------
    ModelFolder
        Its files carry no promise that they load; their MD5 sums are right.

    Raises
    ------
    ModelError
        When the folder, ``resources.json`` or a file is missing or damaged. The message names it, says where it was
        looked for and how to get it.

    Examples
    --------
    >>> find_models("tr", "/no/such/folder")
    Traceback (most recent call last):
    graphkit.errors.ModelError: no models for 'tr': /no/such/folder/resources.json is missing ...
    """
    official = models == OFFICIAL
    folder = (
        _official_folder() if official else Path(models or os.environ.get("GRAPHKIT_MODELS") or _own_folder(language))
    )
    listed = _read_resources(folder, language, official)
    packages = _choose_packages(listed, folder, language)
    needed = {
        processor: _list_files(listed, processor, package, folder, language) for processor, package in packages.items()
    }
    files = tuple(dict.fromkeys(file for group in needed.values() for file in group))
    for file in files:
        _check_file(file, language, official)
    options = {
        processor: {
            ("model" if file.processor == processor else file.processor) + "_path": str(file.path) for file in group
        }
        for processor, group in needed.items()
    }
    reader = folder / "reader"
    return ModelFolder(folder, language, packages, files, options, reader if reader.is_dir() and not official else None)


def _own_folder(language: str) -> Path:
    return Path(str(resources.files("graphkit"))) / "languages" / language / "models"


def _official_folder() -> Path:
    """Where stanza keeps downloaded models (``STANZA_RESOURCES_DIR``, else its cache)."""
    from stanza.resources.common import DEFAULT_MODEL_DIR  # type: ignore[import-untyped]  # ships no stubs

    return Path(DEFAULT_MODEL_DIR)


def _advice(language: str, official: bool) -> str:
    if official:
        return f"fetch the published models with: python -c \"import stanza; stanza.download('{language}')\""
    return (
        "point to a folder with --models FOLDER or GRAPHKIT_MODELS, reinstall graphkit, or use --models official "
        f"after: python -c \"import stanza; stanza.download('{language}')\""
    )


def _read_resources(folder: Path, language: str, official: bool) -> Mapping[str, Any]:
    path = folder / "resources.json"
    advice = _advice(language, official)
    try:
        listed = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"no models for {language!r}: {path} is missing or cannot be read; {advice}") from error
    except ValueError as error:
        raise ModelError(f"{path} is damaged ({error}); {advice}") from error
    if not isinstance(listed, dict) or not isinstance(listed.get(language), dict):
        raise ModelError(f"no models for {language!r}: {path} does not list the language; {advice}")
    found: Mapping[str, Any] = listed[language]
    return found


def _choose_packages(listed: Mapping[str, Any], folder: Path, language: str) -> dict[str, str]:
    """Processor → package: the default package of the folder, else the only one that is listed."""
    default = listed.get("packages", {}).get("default", {}) or listed.get("default_processors", {})
    found = {}
    for processor in PROCESSORS:
        names = sorted(listed.get(processor, {}))
        package = default.get(processor) if default.get(processor) in names else (names[0] if names else None)
        if package and processor != "lemma":
            found[processor] = package
    if "tokenize" not in found:
        raise ModelError(f"{folder / 'resources.json'} lists no tokenizer for {language!r}")
    return found


def _list_files(
    listed: Mapping[str, Any], processor: str, package: str, folder: Path, language: str
) -> tuple[ModelFile, ...]:
    """The processor's model and the vectors and language models that it needs."""
    needs = [(item["model"], item["package"]) for item in listed[processor][package].get("dependencies", ())]
    return tuple(
        ModelFile(
            kind, name, folder / language / kind / f"{name}.pt", listed.get(kind, {}).get(name, {}).get("md5", "")
        )
        for kind, name in [(processor, package), *needs]
    )


def _check_file(file: ModelFile, language: str, official: bool) -> None:
    if not file.path.is_file():
        raise ModelError(f"model file {file.path} is missing; {_advice(language, official)}")
    if not file.md5:
        return
    digest = hashlib.md5(usedforsecurity=False)
    with file.path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != file.md5:
        wanted = f"its MD5 is {digest.hexdigest()}, resources.json says {file.md5}"
        raise ModelError(f"model file {file.path} is damaged ({wanted}); {_advice(language, official)}")
