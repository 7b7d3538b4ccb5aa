"""From bytes to text: which encoding a file is in, found by evidence and named, never guessed in silence.

The only module that imports charset-normalizer. Turkish pages that call themselves ISO-8859-9 or ISO-8859-1 hold, as a
rule, windows-1254, which is why the WHATWG Encoding Standard reads Latin-5 as windows-1254
(https://encoding.spec.whatwg.org/#names-and-labels).
"""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata
from dataclasses import dataclass

import charset_normalizer

from graphkit.errors import InputError

_LOG = logging.getLogger(__name__)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN5 = frozenset({"iso8859-9", "cp1254"})
_DOUBTFUL = frozenset({"iso8859-1", "cp1252", "ascii", "utf-8"})
_CANDIDATES = ("cp1254", "cp857", "mac-turkish")
_SAMPLE = 100_000
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"BZh",
    b"7z\xbc",
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b")) + b"\x7f"
_TURKISH = frozenset("çğıöşüÇĞİÖŞÜâîûÂÎÛ")
_TYPOGRAPHY = frozenset("’‘“”„–—…«»·•°§€©®™ \u00a0\u00ad")
_FOREIGN = frozenset("àáãäåæèéêëìíïñòóôõøùúßÀÁÃÄÅÆÈÉÊËÌÍÏÑÒÓÔÕØÙÚ")
_LATIN1_SLIPS = str.maketrans("ýþðÝÞÐ", "ışğİŞĞ")
_LATIN1_LETTERS = re.compile("[ýþðÝÞÐ]")
# What UTF-8 looks like after it was read as Latin-1 or windows-1252 (which lacks a reading of ”).
_TWICE = {char.encode("utf-8").decode("latin-1"): char for char in "çğıöşüÇĞİÖŞÜâîû’‘“”–—…"} | {
    char.encode("utf-8").decode("cp1252"): char for char in "çğıöşüÇĞİÖŞÜâîû’‘“–—…"
}
_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TWICE_FORM = re.compile("|".join(map(re.escape, sorted(_TWICE, key=len, reverse=True))))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the `encoding` by which it was read (``utf-8``, ``windows-1254`` …) and the `reason` for choosing it.

    Examples
    --------
    >>> Decoded("Şişli", "windows-1254", "declared as iso-8859-9").encoding
    'windows-1254'
    """

    text: str
    encoding: str
    reason: str


def decode(data: bytes, *, declared: str | None = None, forced: str | None = None, where: str = "input") -> Decoded:
    """Decode the bytes of a text file or web page.

    A byte order mark counts most, then `forced`, then UTF-8 where all bytes are valid UTF-8, then `declared` unless it
    is one of the names that pages give without thinking, then what the Turkish letters say, then charset-normalizer.
    The choice is logged (logger ``graphkit.read.encoding``, level INFO).

    Parameters
    ----------
    data : bytes
        The whole file.
    declared : str, optional
        Charset named by the page or the server; only a hint.
    forced : str, optional
        Encoding chosen by the user; errors are not worked around.
    where : str
        File, for messages.

    Raises
    ------
    InputError
        If the bytes are not text, do not fit the forced encoding, or no encoding fits.

    Examples
    --------
    >>> page = "Dışişleri Bakanı Şişli’de görüştü".encode("windows-1254")
    >>> decode(page, declared="iso-8859-9").text
    'Dışişleri Bakanı Şişli’de görüştü'
    >>> decode(page).encoding
    'windows-1254'
    """
    decoded = _choose(data, declared, forced, where)
    repaired = _repair(decoded.text)
    if repaired != decoded.text and forced is None:
        reason = f"{decoded.reason}; letters damaged by an earlier wrong decoding were restored"
        decoded = Decoded(repaired, f"{decoded.encoding} (repaired)", reason)
    _LOG.info("%s: read as %s (%s)", where, decoded.encoding, decoded.reason)
    return decoded


def _choose(data: bytes, declared: str | None, forced: str | None, where: str) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark) and (forced is None or name.startswith(_python_name(forced, where)[:5])):
            return Decoded(data[len(mark) :].decode(name, errors="replace"), name, "byte order mark")
    if forced is not None:
        return _strict(data, forced, where)
    _refuse_binary(data, where)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "all bytes are valid UTF-8")
    except UnicodeDecodeError as error:
        damaged = _damaged_utf8(data, error)
    if damaged is not None:
        return damaged
    codec = _codec(declared) if declared else None
    if codec in _LATIN5:
        return Decoded(_latin5(data), "windows-1254", f"declared as {declared}")
    if codec is not None and codec not in _DOUBTFUL:
        try:
            return Decoded(data.decode(codec), _plain_name(codec), f"declared as {declared}")
        except UnicodeDecodeError:
            pass
    return _detect(data, where)


def _detect(data: bytes, where: str) -> Decoded:
    """The encoding whose reading has the most Turkish letters, else what charset-normalizer says."""
    sample = data[:_SAMPLE]
    best = max(_CANDIDATES, key=lambda name: _turkish_share(sample.decode(name, errors="replace")))
    if _turkish_share(sample.decode(best, errors="replace")) >= 0.8:
        text = _latin5(data) if best == "cp1254" else data.decode(best, errors="replace")
        return Decoded(text, _plain_name(best), "chosen by its Turkish letters")
    guess = charset_normalizer.from_bytes(sample).best()
    if guess is None:
        raise InputError(f"{where}: no encoding fits its bytes; name the right one with encoding=")
    return Decoded(data.decode(guess.encoding, errors="replace"), _plain_name(guess.encoding), "charset-normalizer")


def _turkish_share(text: str) -> float:
    """Share of Turkish letters and typography among the non-ASCII characters of `text`; 1.0 where there are none.

    Accented letters of foreign names (``José``) count neither way: windows-1252 and windows-1254 agree on them.
    """
    good = bad = 0
    for index, char in enumerate(text):
        if char <= "\x7f" or char in _FOREIGN:
            continue
        if char in _TYPOGRAPHY or (char in _TURKISH and _case_fits(text, index)):
            good += 1
        else:
            bad += 1
    return good / (good + bad) if good + bad else 1.0


def _case_fits(text: str, index: int) -> bool:
    """Whether a capital does not stand behind a small letter (``ArsÜ`` is a wrong reading)."""
    before = text[index - 1 : index]
    return not (text[index].isupper() and before.islower())


def _damaged_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """The reading of UTF-8 that is cut at its end or has a few bad bytes; None where it is not UTF-8."""
    cut = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
    if cut and any(byte > 0x7F for byte in data[: error.start]):
        return Decoded(data[: error.start].decode("utf-8"), "utf-8", "valid UTF-8, cut inside its last letter")
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - bad > 20 * bad:
        return Decoded(text, "utf-8", f"UTF-8 with {bad} bad bytes, replaced")
    return None


def _strict(data: bytes, forced: str, where: str) -> Decoded:
    codec = _python_name(forced, where)
    try:
        text = _latin5(data) if codec in _LATIN5 else data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{where}:{line}: byte {error.start} is not valid {forced}; the encoding was forced") from None
    return Decoded(text, _plain_name(codec), "forced")


def _python_name(name: str, where: str) -> str:
    codec = _codec(name)
    if codec is None:
        raise InputError(
            f"{where}: unknown encoding {name!r}; allowed are names such as utf-8, windows-1254, iso-8859-9"
        )
    return codec


def _codec(name: str) -> str | None:
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _plain_name(codec: str) -> str:
    """The name that the web uses: Latin-5 is read as windows-1254."""
    name = codecs.lookup(codec).name
    return "windows-1254" if name in _LATIN5 else name.replace("cp125", "windows-125")


def _latin5(data: bytes) -> str:
    """windows-1254; the seven bytes that it leaves undefined become U+FFFD."""
    return data.decode("cp1254", errors="replace")


def _refuse_binary(data: bytes, where: str) -> None:
    controls = len(data[:_SAMPLE]) - len(data[:_SAMPLE].translate(None, _CONTROLS))
    if data.startswith(_MAGIC) or controls > 0.02 * len(data[:_SAMPLE]) + 2:
        raise InputError(f"{where}: is not text (binary data); allowed are text, Markdown, HTML and JSON Lines")


def _repair(text: str) -> str:
    """Undo a wrong decoding by whoever wrote the file: ``Ä±`` for ı, or ý þ ð in a Turkish text without ı ş ğ."""
    if len(_TWICE_FORM.findall(text)) >= 3:
        text = _TWICE_FORM.sub(lambda found: _TWICE[found[0]], text)
    slips = len(_LATIN1_LETTERS.findall(text))
    if (
        slips >= 2
        and not re.search("[ışğİŞĞáéíóúæ]", text)
        and re.search(r"\b(ve|bir|ile|bu|için|olarak|dedi)\b|ýn|ýþ", text)
    ):
        text = text.translate(_LATIN1_SLIPS)
    return text


def clean(text: str) -> str:
    """Text that every later step can hold: line ends as LF, NFC, no lone surrogates, no NULs and control characters.

    Each of these becomes U+FFFD, so offsets of a record stay as they are; a form feed becomes a space. ``i`` with a
    combining dot (a wrongly lower-cased İ) becomes ``i``; a byte order mark at the start goes.

    Examples
    --------
    >>> clean("i\\u0307stanbul\\r\\n\\x00")
    'istanbul\\n\ufffd'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("i\u0307", "i")
    return unicodedata.normalize("NFC", _UNFIT.sub("\ufffd", text.replace("\f", " ")))
