"""Bytes to text: the encoding is found by evidence, named, and never ý þ ð for ı ş ğ (case C29)."""

import logging

import pytest

from graphkit.errors import InputError
from graphkit.read.encoding import clean, decode

TEXT = "Dışişleri Bakanı Şişli’de görüştü; ÖĞRENCİLER “çağrı” yaptı – İğne, Üçüncü"
ASCII_MARKS = TEXT.translate(str.maketrans("’“”–", '\'""-'))


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("windows-1254", "windows-1254"),
        ("mac-turkish", "mac-turkish"),
    ],
)
def test_read_encoding_found_without_declaration(codec: str, encoding: str) -> None:
    decoded = decode(TEXT.encode(codec))
    assert decoded.text == TEXT
    assert decoded.encoding == encoding


def test_read_encoding_dos_turkish() -> None:
    decoded = decode(ASCII_MARKS.encode("cp857"))
    assert (decoded.text, decoded.encoding) == (ASCII_MARKS, "cp857")


@pytest.mark.parametrize(
    "declared", ["iso-8859-9", "ISO-8859-9", "latin5", "iso-8859-1", "windows-1252", "utf-8", "x-none"]
)
def test_read_encoding_wrong_declaration_keeps_turkish_letters(declared: str) -> None:
    decoded = decode(TEXT.encode("windows-1254"), declared=declared)
    assert decoded.text == TEXT
    assert decoded.encoding == "windows-1254"
    assert not set(decoded.text) & set("ýþðÝÞÐ")


def test_read_encoding_utf8_counts_more_than_declaration() -> None:
    assert decode(TEXT.encode(), declared="iso-8859-9").text == TEXT


def test_read_encoding_declared_other_script() -> None:
    decoded = decode("Встреча послов".encode("windows-1251"), declared="windows-1251")
    assert (decoded.text, decoded.encoding) == ("Встреча послов", "windows-1251")


def test_read_encoding_foreign_names_do_not_disturb() -> None:
    assert decode("José Şili’de".encode("windows-1254")).text == "José Şili’de"


def test_read_encoding_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="graphkit.read.encoding"):
        decode(TEXT.encode("windows-1254"), where="haber.txt")
    assert "haber.txt: read as windows-1254 (chosen by its Turkish letters)" in caplog.text


def test_read_encoding_forced() -> None:
    assert decode(TEXT.encode("utf-16-le"), forced="utf-16-le").text == TEXT
    assert decode(TEXT.encode("windows-1254"), forced="iso-8859-9").text == TEXT
    assert decode("Şam".encode(), forced="windows-1252").text != "Şam"


def test_read_encoding_forced_wrong_names_the_line() -> None:
    with pytest.raises(InputError, match=r"a.txt:2: byte 3 is not valid utf-8"):
        decode(b"a\nb\xfe", forced="utf-8", where="a.txt")
    with pytest.raises(InputError, match="unknown encoding 'utf-99'"):
        decode(b"a", forced="utf-99")


def test_read_encoding_damaged_utf8() -> None:
    cut = decode((TEXT + "ş").encode()[:-1])
    assert (cut.text, cut.encoding) == (TEXT, "utf-8")
    bad = decode((TEXT * 20).encode() + b"\xff son")
    assert bad.text.endswith("\ufffd son")
    assert "1 bad bytes" in bad.reason


@pytest.mark.parametrize("wrong", ["latin-1", "windows-1252"])
def test_read_encoding_repairs_earlier_wrong_decoding(wrong: str) -> None:
    text = TEXT.replace("”", "").replace("“", "")
    twice = text.encode().decode(wrong).encode()
    assert decode(twice).text == text
    assert decode(twice).encoding == "utf-8 (repaired)"


def test_read_encoding_repairs_latin1_letters_in_turkish_text() -> None:
    assert decode("Dýþiþleri Bakaný ile görüþtü".encode()).text == "Dışişleri Bakanı ile görüştü"


def test_read_encoding_leaves_icelandic_letters() -> None:
    text = "Utanríkisráðherra fór til Þýskalands að ræða við ráðherra."
    assert decode(text.encode()).text == text
    assert decode("Bakan, Þórdís ve Guðrún ile görüştü.".encode()).text == "Bakan, Þórdís ve Guðrún ile görüştü."


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 metin", b"PK\x03\x04docx"])
def test_read_encoding_refuses_binary(data: bytes) -> None:
    with pytest.raises(InputError, match="a.bin: is not text"):
        decode(data, where="a.bin")


def test_read_encoding_clean_keeps_offsets_of_surrogates_and_nuls() -> None:
    assert clean("a\x00b\ud83dc") == "a\ufffdb\ufffdc"
    assert clean("\ufeffbir\r\niki\rüç") == "bir\niki\nüç"
    assert clean("s\u0327i\u0307") == "şi"


def test_read_encoding_clean_replaces_control_characters() -> None:
    assert clean("bir\x01iki\x7f\füç\t") == "bir\ufffdiki\ufffd üç\t"
