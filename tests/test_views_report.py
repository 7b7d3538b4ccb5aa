"""The report as files; without a browser."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from views_sample import sample

from graphkit.errors import GraphkitError
from graphkit.model import Document, Extraction, LocalEntity, Zone
from graphkit.views.report import event_name, write_report


def test_views_report_has_every_part_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    index = write_report(sample(), tmp_path / "r", title="Rapor <b>", language="tr")
    text = index.read_text(encoding="utf-8")
    assert "Rapor &lt;b&gt;" in text and "<b>" not in text
    assert "14 olay, 20 aktör ve yer, 6 belge, 19 kanıt cümlesi" in text
    links = re.findall(r'(?:href|src)="([^"]+)"', text)
    assert len(links) > 40
    for link in links:
        if not link.startswith("data:"):
            assert (tmp_path / "r" / link.partition("#")[0]).exists(), link
    views = {parse_qs(link.partition("#")[2].replace("&amp;", "&")).get("view", [""])[0] for link in links}
    assert {"timeline", "map", "matrix", "documents", "actors"} <= views
    assert {path.suffix for path in (tmp_path / "r" / "figures").iterdir()} == {".svg", ".pdf"}
    with (tmp_path / "r" / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 14
    assert "unsafe" not in text and not re.search(r"<(script|link)", text)


def test_views_report_document_page_marks_names_and_events_in_the_text(tmp_path: Path) -> None:
    graph = sample()
    first = graph.evidence["v01"]
    title = "Putin, Ri Hi Yong’u kabul etti"
    body = f"<i>{first.quote}"
    text = f"{title}\n{body}"
    shift = len(title) + 4
    moved = replace(first, quote_start=shift, quote_end=shift + len(first.quote), start=shift + first.start - first.quote_start,
                    end=shift + first.end - first.quote_start)  # fmt: skip
    graph = replace(graph, evidence={**graph.evidence, "v01": moved})
    name = text.index("Putin", len(title))
    document = Document("d1", title, text, (Zone("title", 0, len(title)),))
    local = LocalEntity("Vladimir Putin", "Person", (), "Q7747", ((name, name + 5),))
    write_report(graph, tmp_path, extractions=[Extraction(document, (local,))])
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "documents").iterdir()}
    assert len(pages) == 6
    page = next(page for page in pages.values() if f"<title>{title}" in page)
    assert "&lt;i&gt;" in page and "<i>" not in page
    assert re.search(r'<mark><a href="../graph.html#n=e01" title="[^"]+">' + first.trigger + "</a></mark>", page)
    assert '<a href="../graph.html#n=Q7747" title="Vladimir Putin">Putin</a>' in page
    plain = re.sub(r"<[^>]+>", "", page.partition('<div class="text">')[2].partition("</div>")[0]).strip()
    assert plain == body.replace("<", "&lt;").replace(">", "&gt;")
    other = next(page for page in pages.values() if "Kremlin iddiaları yalanladı</title>" in page)
    assert "<mark>" in other  # no text at hand: the sentences


def test_views_report_refuses_a_file_and_an_unknown_language(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x", encoding="utf-8")
    with pytest.raises(GraphkitError, match="is a file"):
        write_report(sample(), tmp_path / "f")
    with pytest.raises(GraphkitError, match="must be one of en, tr"):
        write_report(sample(), tmp_path / "r", language="de")
    assert not (tmp_path / "r").exists()


def test_views_report_is_the_same_twice_but_for_vector_ids(tmp_path: Path) -> None:
    one, two = (write_report(sample(), tmp_path / name, language="en").parent for name in ("a", "b"))
    for path in sorted(one.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (two / path.relative_to(one)).read_bytes(), path.name


def test_views_report_event_name_keeps_a_name_of_its_own() -> None:
    assert event_name(sample().events["e01"], "en") == "Vladimir Putin – Ri Hi Yong görüşmesi"
