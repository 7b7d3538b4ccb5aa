import hashlib
import json
from pathlib import Path

import pytest

from graphkit.errors import ModelError
from graphkit.models import find_models


def folder(path: Path, content: bytes = b"model") -> Path:
    file = path / "tr" / "tokenize" / "own.pt"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    listed = {"tr": {"tokenize": {"own": {"md5": hashlib.md5(b"model").hexdigest()}}}}
    (path / "resources.json").write_text(json.dumps(listed))
    return path


def test_models_whole_folder(tmp_path: Path) -> None:
    found = find_models("tr", folder(tmp_path))
    assert found.packages == {"tokenize": "own"}
    assert [file.path for file in found.files] == [tmp_path / "tr" / "tokenize" / "own.pt"]
    assert found.reader is None


def test_models_environment_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_MODELS", str(folder(tmp_path)))
    assert find_models("tr").path == tmp_path


def test_models_missing_folder_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"nowhere/resources\.json is missing.*--models FOLDER.*stanza\.download\('tr'\)"
    ):
        find_models("tr", tmp_path / "nowhere")


def test_models_official_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza.resources.common

    monkeypatch.setattr(stanza.resources.common, "DEFAULT_MODEL_DIR", str(tmp_path))
    with pytest.raises(ModelError, match=r"fetch the published models with: python -c .*stanza\.download\('tr'\)"):
        find_models("tr", "official")


def test_models_damaged_and_missing_file_are_named(tmp_path: Path) -> None:
    path = folder(tmp_path, b"modeX")
    with pytest.raises(ModelError, match=r"own\.pt is damaged"):
        find_models("tr", path)
    (path / "tr" / "tokenize" / "own.pt").unlink()
    with pytest.raises(ModelError, match=r"own\.pt is missing"):
        find_models("tr", path)


def test_models_damaged_list(tmp_path: Path) -> None:
    (tmp_path / "resources.json").write_text("{")
    with pytest.raises(ModelError, match=r"resources\.json is damaged"):
        find_models("tr", tmp_path)
    (tmp_path / "resources.json").write_text('{"en": {}}')
    with pytest.raises(ModelError, match="does not list the language"):
        find_models("tr", tmp_path)
