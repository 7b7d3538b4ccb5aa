"""The whole flow on real files with the shipped models."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import graphkit
from graphkit.build import Language, Page, build, extract_files, load_language
from graphkit.errors import InputError

STORY = """Fas ve Tunus ticaret anlaşması imzaladı

18 Mart 2026

Fas Dışişleri Bakanı Nabil Aziz, salı günü Tunus'ta Tunuslu mevkidaşı Selim Kara ile bir araya geldi. İki ülke, görüşmenin \
ardından bir ticaret anlaşması imzaladı. Aziz, anlaşmanın nisan ayında yürürlüğe gireceğini açıkladı.

İlgili Haberler

Norveç sınıra 3 bin asker gönderdi

Norveç Savunma Bakanı Kari Lund, ülkesinin kuzey sınırına 3 bin asker gönderdiğini duyurdu.
"""


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "fas.txt"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


def test_build_reads_files_into_a_graph_that_answers(language: Language, story: Path, tmp_path: Path) -> None:
    with build(story, output=tmp_path / "g", language=language) as graph:
        types = {event.type for event in graph.graph.events.values()}
        assert {"Meeting", "Agreement", "TroopDeployment"} <= types
        meetings = graph.query("meetings", actor="Nabil Aziz")
        assert len(meetings) >= 1
        assert graph.query("meetings", language="cypher", actor="Nabil Aziz").to_dicts() == meetings.to_dicts()


def test_build_keeps_the_story_and_its_teasers_apart(language: Language, story: Path, tmp_path: Path) -> None:
    with build(story, output=tmp_path / "g", language=language) as folder:
        graph = folder.graph
        teasers = [d for d in graph.documents.values() if d.part_of]
        assert len(teasers) == 1
        sent = [e for e in graph.evidence.values() if e.type == "TroopDeployment"]
        assert sent and {e.document for e in sent} == {teasers[0].id}
    (record,) = extract_files(story, language=language)
    zones = {(event.type, event.zone) for event in record.events}
    assert ("TroopDeployment", "teaser") in zones and ("TroopDeployment", "body") not in zones
    for event in record.events:
        assert record.document.text[event.start : event.end] == event.trigger
        assert record.document.line_at(event.start) == event.line


def test_build_skips_what_it_holds_and_reads_what_changed(language: Language, story: Path, tmp_path: Path) -> None:
    build(story, output=tmp_path / "g", language=language).close()
    pages: list[Page] = []
    with build(story, output=tmp_path / "g", language=language, on_page=pages.append) as folder:
        assert [page.skipped for page in pages] == [True]
        before = folder.graph
    record = {"id": "n1", "title": "Zirve", "text": "Zirve\nFas ve Tunus liderleri Rabat'ta görüştü.",
              "published": "2026-04-01"}  # fmt: skip
    other = story.parent / "one.jsonl"
    other.write_text(json.dumps(record) + "\n", encoding="utf-8")
    pages.clear()
    with build(story.parent, output=tmp_path / "g", language=language, on_page=pages.append) as folder:
        assert sorted(page.skipped for page in pages) == [False, True]
        assert set(before.evidence) < set(folder.graph.evidence)
    record["text"] = "Zirve\nFas ve Tunus liderleri görüşmedi."
    other.write_text(json.dumps(record) + "\n", encoding="utf-8")
    with build(story.parent, output=tmp_path / "g", language=language) as folder:
        assert not any("Rabat" in e.quote for e in folder.graph.evidence.values())


def test_build_lets_a_corrected_file_take_the_place_of_what_it_said(
    language: Language, story: Path, tmp_path: Path
) -> None:
    build(story, output=tmp_path / "g", language=language).close()
    story.write_text(STORY.replace("Tunus'ta Tunuslu", "Rabat'ta Tunuslu"), encoding="utf-8")
    with build(story, output=tmp_path / "g", language=language) as folder:
        assert len([d for d in folder.graph.documents.values() if not d.part_of]) == 1
        assert any("Rabat" in e.quote for e in folder.graph.evidence.values())
        corrected = folder.graph
    with build(story, output=tmp_path / "h", language=language) as folder:
        assert folder.graph == corrected


def test_build_goes_on_after_bad_input_and_says_which(language: Language, story: Path, tmp_path: Path) -> None:
    (story.parent / "empty.txt").write_text("")
    (story.parent / "binary.txt").write_bytes(b"\x00\x01\x02" * 500)
    (story.parent / "lines.jsonl").write_text('{"id": "x"\n', encoding="utf-8")
    errors: list[InputError] = []
    with build(story.parent, output=tmp_path / "g", language=language, on_error=errors.append) as folder:
        assert len([d for d in folder.graph.documents.values() if not d.part_of]) == 1
    named = " ".join(map(str, errors))
    assert len(errors) == 3 and all(name in named for name in ("empty.txt", "binary.txt", "lines.jsonl:1"))
    with pytest.raises(InputError, match="missing.txt"):
        build(tmp_path / "missing.txt", output=tmp_path / "h", language=language)


def test_build_is_the_same_twice_byte_for_byte(language: Language, story: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        with build(story, output=tmp_path / name, language=language) as folder:
            folder.export(tmp_path / f"{name}.nq", "nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


def test_build_killed_in_the_middle_goes_on_to_the_same_graph(language: Language, tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    rows = [{"id": f"n{i:02}", "title": f"Haber {i}", "published": "2026-03-18",
             "text": f"Haber {i}\nFas ve Tunus liderleri {i % 28 + 1} Mart 2026'da Rabat'ta görüştü."} for i in range(60)]  # fmt: skip
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-c", "import sys, graphkit; graphkit.build(sys.argv[1], output=sys.argv[2]).close()"]
    child = subprocess.Popen([*command, str(source), str(tmp_path / "g")])
    records = tmp_path / "g" / "records.jsonl"
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and child.poll() is None and not (records.exists() and records.stat().st_size > 2000):
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    pages: list[Page] = []
    with build(source, output=tmp_path / "g", language=language, on_page=pages.append) as folder:
        assert any(page.skipped for page in pages) and len(pages) == 60
        resumed = folder.graph
    with build(source, output=tmp_path / "h", language=language) as folder:
        assert folder.graph == resumed


def test_published_date_comes_from_the_text(language: Language, story: Path) -> None:
    (record,) = extract_files(story, language=language)
    assert record.document.published == dt.date(2026, 3, 18)


def test_public_names_are_importable() -> None:
    assert all(getattr(graphkit, name) is not None for name in graphkit.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = graphkit.nothing
