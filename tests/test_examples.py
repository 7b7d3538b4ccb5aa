import datetime as dt
import json
import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = sorted((EXAMPLES / "articles").iterdir())
PAGES = [path for path in ARTICLES if path.suffix == ".html"]
PLAIN = [path for path in ARTICLES if path.suffix in (".txt", ".md")]
LATIN5 = "2026-02-20-ege-postasi-essequibo.html"
WONSAN = ("2025-07-13-ege-postasi-wonsan-lavrov-kim.html", "2025-07-13-dunya-gunlugu-wonsan-zirve.html")


def text_of(path: Path) -> str:
    return path.read_bytes().decode("cp1254" if path.name == LATIN5 else "utf-8")


def sentences_of(text: str) -> int:
    return len(re.findall(r"[.!?][”’\")]*(?=\s|<|$|\\n|\")", text))


def test_examples_hold_all_formats() -> None:
    assert {path.suffix for path in ARTICLES} == {".html", ".txt", ".md", ".jsonl"}
    assert len(PAGES) >= 8
    assert len(ARTICLES) >= 15


def test_examples_readme_lists_every_file_and_says_that_they_are_invented() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in ARTICLES if f"`{path.name}`" not in readme] == []
    assert "invented for demonstration" in readme and "Apache-2.0" in readme


def test_examples_dates_lie_within_the_year_and_a_half() -> None:
    days = [dt.date.fromisoformat(path.name[:10]) for path in ARTICLES if re.match(r"\d{4}-\d\d-\d\d-", path.name)]
    assert min(days) >= dt.date(2025, 5, 1) and max(days) <= dt.date(2026, 6, 30)
    assert (max(days) - min(days)).days > 300


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_examples_pages_have_structure(path: Path) -> None:
    page = text_of(path)
    for part in ("<title>", 'property="og:site_name"', "<h1", "<figcaption>", "İlgili Haberler", path.name[:10]):
        assert part in page, part
    assert "datePublished" in page or "article:published_time" in page
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        assert json.loads(block)["datePublished"].startswith(path.name[:10])
    body = "\n".join(re.findall(r"<p>(.*?)</p>", page))
    assert 8 <= sentences_of(body) <= 25


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_examples_texts_have_title_and_date(path: Path) -> None:
    text = text_of(path)
    day = dt.date.fromisoformat(path.name[:10])
    assert path.name[:10] in text or re.search(rf"\b{day.day} \w+ {day.year}\b", text)
    assert 8 <= sentences_of(text) <= 25


def test_examples_jsonl_records_are_whole() -> None:
    for path in ARTICLES:
        if path.suffix == ".jsonl":
            records = [json.loads(line) for line in text_of(path).splitlines()]
            assert len(records) == 3
            for record in records:
                assert set(record) == {"id", "title", "published", "language", "source", "url", "text"}
                assert record["text"].split("\n")[0] == record["title"]
                assert 8 <= sentences_of(record["text"]) <= 25
                assert dt.date.fromisoformat(record["published"]) and record["language"] == "tr"


def test_examples_windows_1254_page_declares_iso_8859_9() -> None:
    page = next(path for path in PAGES if path.name == LATIN5).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        page.decode("utf-8")
    assert b'charset="iso-8859-9"' in page and b"\x92" in page
    assert "Dışişleri" in page.decode("cp1254")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_examples_spell_turkish_right(path: Path) -> None:
    text = text_of(path)
    assert not re.search("[ýþðÝÞÐ\ufffd]", text)
    assert re.search("[ğışĞİŞ]", text)
    if path.suffix != ".jsonl":
        assert not re.search(r"\w'\w", text), "the press writes ’ before a suffix"


def test_examples_two_outlets_tell_one_meeting_in_other_words() -> None:
    first, second = (set(re.findall(r"<p>(.*?)</p>", text_of(EXAMPLES / "articles" / name))) for name in WONSAN)
    for name in WONSAN:
        page = text_of(EXAMPLES / "articles" / name)
        assert all(word in page for word in ("Kim Jong Un", "Sergey Lavrov", "Wonsan"))
    assert first & second == set()


def test_examples_contradict_each_other_in_numbers() -> None:
    north_korea = [text_of(EXAMPLES / "articles" / name) for name in WONSAN]
    assert "15 bin asker" in north_korea[0] and "11 bin" in north_korea[1]
    border = "".join(text_of(path) for path in ARTICLES if path.name.startswith("2026-02"))
    assert all(number in border for number in ("5 bin asker", "2 bin asker", "3.500 Venezuela askeri"))
