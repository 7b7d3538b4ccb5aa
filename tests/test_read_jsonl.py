"""JSON Lines, the records of the annotation guidelines among them."""

import datetime as dt
import json
from pathlib import Path

import pytest

from graphkit.errors import InputError, InputWarning, LanguageError
from graphkit.model import Document
from graphkit.read.jsonl import read_jsonl
from graphkit.read.limits import MAX_BYTES
from graphkit.read.rules import load_reading_rules

RULES = load_reading_rules("tr")
DATA = Path(__file__).parent / "data" / "read"


def read(path: Path, *, encoding: str | None = None) -> list[Document | InputError]:
    return [item for _, item in read_jsonl(path, RULES, encoding=encoding)]


def one(tmp_path: Path, record: object) -> Document | InputError:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (item,) = read(path)
    return item


def test_read_jsonl_wrong_lines_do_not_stop_the_rest() -> None:
    items = read(DATA / "kayitlar.jsonl")
    assert [item.id for item in items if isinstance(item, Document)] == ["k1", "k2", "k8"]
    errors = [item for item in items if isinstance(item, InputError)]
    numbers = [str(error).split(":")[1] for error in errors]
    assert numbers == ["3", "4", "5", "6", "7", "8"]
    assert [isinstance(error, LanguageError) for error in errors] == [False, False, False, True, True, False]
    assert "(column 21: Expecting value)" in str(errors[0])
    assert "field 'text' is list" in str(errors[1])
    assert "'published' is 'yakında'" in str(errors[5])


def test_read_jsonl_guideline_record_stays_exact(tmp_path: Path) -> None:
    text = "Fas ile Tunus anlaştı\n\nFas ve Tunus, anlaşma imzaladı. \n\n\nRelated Posts\n\nPeru fuarı açtı\n\nPeru fuarı açtı\n"
    record = {"id": "altin-1", "title": "Fas ile Tunus anlaştı", "published": "2018-09-30", "text": text, "events": []}
    document = one(tmp_path, record)
    assert isinstance(document, Document)
    assert (document.id, document.title, document.text) == ("altin-1", "Fas ile Tunus anlaştı", text)
    assert document.published == dt.date(2018, 9, 30)
    assert [(zone.kind, document.line_at(zone.start), document.line_at(zone.end - 1)) for zone in document.zones] == [
        ("title", 1, 1),
        ("teaser", 6, 6),
        ("teaser", 8, 10),
    ]


def test_read_jsonl_title_is_put_before_the_text() -> None:
    first = read(DATA / "kayitlar.jsonl")[0]
    assert isinstance(first, Document)
    assert first.text.split("\n")[0] == first.title == "Gürcistan ile Moldova ticaret anlaşması imzalayacak"
    assert (first.published, first.source, first.url) == (
        dt.date(2026, 3, 18),
        "Ufuk Haber",
        "https://ufukhaber.example/k1",
    )


def test_read_jsonl_surrogates_and_nuls_are_replaced_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "s", "text": "Zirve bitti \\ud83d\\nBakan\\u0000 döndü."}\n', encoding="utf-8")
    (document,) = read(path)
    assert isinstance(document, Document)
    assert document.text == "Zirve bitti \ufffd\nBakan\ufffd döndü."
    document.text.encode("utf-8")


def test_read_jsonl_bom_blank_lines_and_no_last_line_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\n" + b'{"id": 7, "text": "Zirve bitti"}')
    (document,) = read(path)
    assert isinstance(document, Document)
    assert document.id == "7"


def test_read_jsonl_other_encoding_is_named_or_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Şişli’de görüşme"}\n'.encode("windows-1254"))
    (error,) = read(path)
    assert "a.jsonl:1: byte 10 of the line is not valid utf-8" in str(error)
    (document,) = read(path, encoding="windows-1254")
    assert isinstance(document, Document)
    assert document.text == "Şişli’de görüşme"


def test_read_jsonl_huge_record_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": "söz " * MAX_BYTES}) + "\n" + '{"id": "son", "text": "Zirve bitti"}\n', encoding="utf-8"
    )
    error, document = read(path)
    assert "a.jsonl:1: the record is larger than 5.0 MB" in str(error)
    assert isinstance(document, Document)
    assert document.id == "son"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({}, "the record has no text"),
        ({"text": "  \n"}, "the record has no text"),
        ({"text": None, "title": ""}, "the record has no text"),
        ({"text": "Zirve bitti", "id": {}}, "field 'id' is dict"),
        ({"text": "Zirve bitti", "published": 2025}, "field 'published' is int"),
        ("Zirve bitti", "is no JSON object"),
    ],
)
def test_read_jsonl_wrong_record(tmp_path: Path, record: object, message: str) -> None:
    error = one(tmp_path, record)
    assert isinstance(error, InputError)
    assert str(error).startswith(f"{tmp_path / 'a.jsonl'}:1: ")
    assert message in str(error)


def test_read_jsonl_fields_that_are_not_read_are_named_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Zirve bitti", "tags": [], "events": []}\n{"text": "Zirve başladı", "tags": [], "yazar": "A"}\n', encoding="utf-8")
    with pytest.warns(InputWarning) as caught:
        assert [line for line, _ in read_jsonl(path, RULES)] == [1, 2]
    (message,) = (str(warning.message) for warning in caught)
    assert message.startswith(f"{path}: fields that are not read: 'tags' (2 ×), 'yazar' (1 ×); read are id, title")
