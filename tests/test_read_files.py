"""Files and folders: order, kinds, and bad input that stops nothing but itself."""

import datetime as dt
import os
from pathlib import Path

import pytest

from graphkit.errors import InputError, InputWarning, LanguageError, SkippedInput
from graphkit.read import MAX_BYTES, read_documents

DATA = Path(__file__).parent / "data" / "read"


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_read_files_folder_in_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, "b/2.txt", "İkinci haber geldi")
    write(tmp_path, "b/1.md", "# Birinci haber geldi")
    write(tmp_path, "a.html", "<p>Sıfırıncı haber geldi.</p>")
    write(tmp_path, "z.jsonl", '{"text": "Son haber geldi"}\n')
    for name in ("README.md", "LICENSE", "SOURCE.txt", ".gizli.txt", ".git/x.txt"):
        write(tmp_path, name, "The licence of these files.")
    titles = [document.text for document in read_documents([tmp_path])]
    assert titles == ["Sıfırıncı haber geldi.", "Birinci haber geldi", "İkinci haber geldi", "Son haber geldi"]


def test_read_files_bad_ones_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a-bos.txt", "")
    write(tmp_path, "b-ikili.txt", os.urandom(4000))
    write(tmp_path, "c-buyuk.txt", "Bakan konuştu. " * (20 * 1024 * 1024 // 16))
    write(tmp_path, "d-kesik.html", "<html><head><title>Zirve bi")
    write(tmp_path, "e-satir.jsonl", '{"text": "Zirve bitti"}\n{"text": \n')
    write(tmp_path, "f-english.txt", "The summit ended yesterday and the leaders flew home.")
    write(tmp_path, "g.pdf", b"%PDF-1.7")
    write(tmp_path, "h.txt", "Zirve dün bitti")
    errors: list[InputError] = []
    documents = list(read_documents([tmp_path, tmp_path / "yok.txt"], on_error=errors.append))
    assert [document.title for document in documents] == ["Zirve bitti", "Zirve dün bitti"]
    messages = [str(error).removeprefix(f"{tmp_path}{os.sep}") for error in errors]
    assert [message.split(" ")[0] for message in messages] == [
        "a-bos.txt:",
        "b-ikili.txt:",
        "c-buyuk.txt:",
        "d-kesik.html:1:",
        "e-satir.jsonl:2:",
        "f-english.txt:",
        "g.pdf:",
        "yok.txt:",
    ]
    assert "the file is empty" in messages[0]
    assert "is not text (binary data)" in messages[1]
    assert f"more than the {MAX_BYTES // 1024 // 1024}.0 MB of one document" in messages[2]
    assert messages[6] == "g.pdf: .pdf files are not read"
    assert "no such file or folder" in messages[7]
    assert [type(error).__name__ for error in errors if isinstance(error, SkippedInput)] == ["LanguageError", "SkippedInput"]


def test_read_files_first_bad_one_is_raised_without_on_error(tmp_path: Path) -> None:
    good, bad = write(tmp_path, "1.txt", "Zirve bitti"), write(tmp_path, "2.txt", "")
    documents = read_documents([good, bad])
    assert next(documents).title == "Zirve bitti"
    with pytest.raises(InputError, match=r"2.txt: the file is empty"):
        next(documents)


def test_read_files_named_file_of_any_suffix(tmp_path: Path) -> None:
    page = write(tmp_path, "sayfa", "<!DOCTYPE html><h1>Zirve bitti</h1><p>Liderler döndü.</p>")
    record = write(tmp_path, "kayit.dat", '{"id": "x", "text": "Zirve bitti"}')
    text = write(tmp_path, "haber.TXT", "Zirve bitti")
    documents = list(read_documents([str(page), record, text]))
    assert [document.title for document in documents] == ["Zirve bitti"] * 3
    assert documents[1].id == "x"
    assert documents[0].path == str(page)


def test_read_files_one_path_instead_of_a_list() -> None:
    assert len(list(read_documents(str(DATA / "haber.txt")))) == 1


def test_read_files_options_reach_every_reader(tmp_path: Path) -> None:
    day = dt.date(2025, 7, 11)
    text = "Şişli’de görüşme"
    write(tmp_path, "a.txt", text.encode("windows-1254"))
    write(tmp_path, "b.html", f"<p>{text}</p>".encode("windows-1254"))
    write(tmp_path, "c.jsonl", f'{{"text": "{text}"}}'.encode("windows-1254"))
    documents = list(read_documents([tmp_path], published=day, encoding="iso-8859-9"))
    assert [(document.text, document.published) for document in documents][:2] == [(text, day)] * 2
    assert documents[2].published == day


def test_read_files_same_id_for_two_texts(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id": "x", "text": "Zirve bitti"}\n{"id": "x", "text": "Zirve başladı"}\n')
    errors: list[InputError] = []
    assert len(list(read_documents([path, path], on_error=errors.append))) == 2
    assert len(errors) == 2
    assert str(errors[0]) == f"{path}:2: the id 'x' is that of another text already ({path}:1); ids must be unique"


def test_read_files_photos_in_a_folder_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, "foto.jpg", os.urandom(100))
    write(tmp_path, "haber.txt", "Zirve bitti")
    write(tmp_path, "veri.xml", "<?xml version='1.0'?><liste/>")
    with pytest.warns(InputWarning) as caught:
        assert [document.title for document in read_documents(tmp_path)] == ["Zirve bitti"]
    assert [str(warning.message).rsplit("/", 1)[-1] for warning in caught] == ["foto.jpg: .jpg files are not read", "veri.xml: .xml files are not read"]
    with pytest.raises(InputError, match=r"foto.jpg: is not text"):
        list(read_documents(tmp_path / "foto.jpg"))


def test_read_files_of_a_list(tmp_path: Path) -> None:
    write(tmp_path, "a/haber.txt", "Zirve bitti")
    write(tmp_path, "liste.txt", "# dünkü haberler\na/haber.txt\n\na/yok.txt\n")
    errors: list[InputError] = []
    documents = list(read_documents([f"@{tmp_path}/liste.txt", f"@{tmp_path}/yok.txt"], on_error=errors.append))
    assert [document.title for document in documents] == ["Zirve bitti"]
    assert [str(error).removeprefix(f"{tmp_path}/") for error in errors] == [
        "a/yok.txt: no such file or folder",
        "yok.txt: the list of files cannot be read (no such file or directory)",
    ]


def test_read_files_empty_folder_and_loops(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no files to read"):
        list(read_documents([tmp_path]))
    write(tmp_path, "a/1.txt", "Zirve bitti")
    (tmp_path / "a" / "geri").symlink_to(tmp_path)
    assert len(list(read_documents([tmp_path]))) == 1


def test_read_files_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "boru.txt")
    with pytest.raises(InputError, match="boru.txt: is not a regular file"):
        list(read_documents([tmp_path / "boru.txt"]))


def test_read_files_twice_the_same() -> None:
    first = list(read_documents([DATA], on_error=lambda error: None))
    assert first == list(read_documents([DATA], on_error=lambda error: None))
    assert len(first) == 7


def test_read_files_unknown_language() -> None:
    with pytest.raises(LanguageError, match="no language pack 'xx'"):
        list(read_documents([DATA], language="xx"))
