"""The page in a real browser: headless Chromium, network off, every control used as a person would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from views_sample import many, sample

from graphkit.model import Argument, DocumentNode, Event, Evidence, Graph
from graphkit.views.html import to_pyvis, write_page

HOSTILE = {
    "image": "<img src=x onerror=alert(2)>",
    "script": "</script><script>alert(1)</script> Ajansı",
    "rtl": "وكالة الأنباء \u202eabc",
    "emoji": "🪖👩‍🚀 Birliği",
    "long": "Çok" + " uzun ad" * 62,
    "braces": "{{ 7*7 }} {% raw %} \u2028 ${1} %s",
    "surrogate": "yarım \ud83e",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail("the tests of the page need Chromium: apt-get install chromium")
    with sync_playwright() as driver:
        program = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield program
        program.close()


class Opened:
    """A page in the browser and everything that went wrong on it."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "", **options: object) -> None:
        size = {"width": 1440, "height": 900}
        context = browser.new_context(**{"viewport": size, "locale": "tr-TR", "offline": True, **options})  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)

    def shown(self) -> list[str]:
        return list(self.page.evaluate("graphkit.shown()"))

    def click_node(self, name: str) -> None:
        at = self.page.evaluate("id => graphkit.where(id)", name)
        assert at, f"{name} is not drawn"
        self.page.mouse.click(at["x"], at["y"])

    def clean(self) -> bool:
        fetched = [url for url in self.asked if not url.startswith(("file:", "blob:", "data:"))]
        assert self.wrong == []
        assert fetched == []
        return True


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    one = Opened(browser, write_page(sample(), tmp_path / "çizge.html", title="Kuzey Kore – Rusya"))
    yield one
    one.page.context.close()


def test_page_opens_offline_with_counts_and_without_errors(opened: Opened) -> None:
    assert opened.page.title() == "Kuzey Kore – Rusya"
    assert opened.page.inner_text("#counts") == "14 olay · 20 aktör · 6 belge · 19 kanıt"
    assert len(opened.shown()) == 34
    assert opened.page.evaluate("document.compatMode") == "CSS1Compat"
    assert opened.clean()


def test_page_click_on_an_event_shows_facts_and_evidence(opened: Opened) -> None:
    opened.click_node("e03")
    panel = opened.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Kuzey Kore’nin Kursk’a asker göndermesi")
    expect(panel.locator(".badge").first).to_have_text("Tartışmalı")
    facts = panel.locator("dl").inner_text().replace("\n", " ")
    assert facts.startswith("Zaman Ekim 2024 Gönderen Kuzey Kore Varış yeri Kursk Yararlanan Rusya Karşı taraf Ukrayna")
    assert "10.000–12.000" in facts
    quotes = panel.locator(".quote")
    expect(quotes).to_have_count(3)
    expect(quotes.nth(1).locator("mark")).to_have_text("asker gönderdiğini")
    expect(quotes.nth(1).locator(".said")).to_contain_text("Güney Kore Ulusal İstihbarat Servisi")
    expect(quotes.nth(1).locator(".named").first).to_have_text("NIS")
    expect(quotes.nth(1).locator(".meta")).to_contain_text("Yonhap Türkçe")
    expect(quotes.nth(1).locator(".meta")).to_contain_text("18 Temmuz 2025")
    expect(quotes.nth(2)).to_contain_text("olmadığını söylüyor")
    link = quotes.nth(2).locator("a[target=_blank]")
    expect(link).to_have_text("Kremlin iddiaları yalanladı")
    expect(link).to_have_attribute("href", "https://ornek.example/kremlin")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert opened.clean()


def test_page_marks_the_trigger_by_code_points(opened: Opened) -> None:
    opened.page.click("tr[data-id=e01]")
    expect(opened.page.locator("#panel mark").first).to_have_text("bir araya geldi")
    opened.page.click("tr[data-id=e03]")
    expect(opened.page.locator("#panel mark").first).to_have_text("sevkiyatın")
    assert opened.clean()


def test_page_click_on_an_actor_shows_its_events_and_leads_on(opened: Opened) -> None:
    opened.click_node("Q7747")
    panel = opened.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Vladimir Putin")
    expect(panel.locator("dl")).to_contain_text("Devlet Başkanı – Rusya")
    first = panel.locator("details").first
    first.locator("summary").click()
    expect(first.locator("blockquote").first).to_contain_text("Putin")
    panel.locator(".item", has_text="Ri Hi Yong").click()
    expect(panel.locator("h2")).to_have_text("Ri Hi Yong")
    panel.locator("#panel-back").click()
    expect(panel.locator("h2")).to_have_text("Vladimir Putin")
    panel.locator("#panel-close").click()
    expect(panel).to_be_hidden()
    assert opened.clean()


def test_page_legend_filters_by_type_and_status(opened: Opened) -> None:
    page = opened.page
    page.locator("#event-types .row", has_text="Asker konuşlandırma").locator("input").uncheck()
    assert not {"e03", "e13"} & set(opened.shown())
    assert "place:kursk" not in opened.shown()
    expect(page.locator("#table-count")).to_have_text("14 olaydan 12 tanesi")
    page.locator("#statuses .row", has_text="Planlanan").locator("input").uncheck()
    expect(page.locator("tbody tr")).to_have_count(9)
    page.click("#reset")
    assert len(opened.shown()) == 34
    row = page.locator("#event-types .row", has_text="Görüşme")
    row.hover()
    row.locator(".only").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert opened.clean()


def test_page_filters_by_date_and_undated(opened: Opened) -> None:
    page = opened.page
    page.fill("#date-from", "2025-07-15")
    page.dispatch_event("#date-from", "change")
    page.fill("#date-to", "2025-07-31")
    page.dispatch_event("#date-to", "change")
    assert {name for name in opened.shown() if name.startswith("e")} == {"e05", "e08", "e09", "e10", "e13"}
    page.uncheck("#undated")
    assert "e05" not in opened.shown()
    assert "#t0=2025-07-15&t1=2025-07-31&u=0" in page.url
    page.click("#reset")
    box = page.locator("#histogram").bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.up()
    assert page.input_value("#date-from") == "2024-01-01"
    assert page.input_value("#date-to") == "2024-07-31"
    assert {name for name in opened.shown() if name.startswith("e")} == {"e02", "e04", "e05"}
    assert opened.clean()


def test_page_search_folds_turkish_letters(opened: Opened) -> None:
    page = opened.page
    for typed, found in (
        ("istanbul", "İstanbul"),
        ("ISTANBUL", "İstanbul"),
        ("turkiye", "Türkiye"),
        ("mosk", "Moskova"),
        ("nis", "Güney Kore Ulusal İstihbarat Servisi"),
    ):
        page.keyboard.press("/")
        expect(page.locator("#query")).to_be_focused()
        page.fill("#query", typed)
        expect(page.locator("#hits li span").first).to_have_text(found)
        page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("kursk")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Kursk")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.fill("#query", "yokböylebirşey")
    expect(page.locator("#hits")).to_have_text("Eşleşen yok")
    assert opened.clean()


def test_page_table_sorts_and_is_reached_by_keyboard(opened: Opened) -> None:
    page = opened.page
    labels = page.locator("tbody td.label")
    expect(labels.first).to_have_text("Kuzey Kore’den Rusya’ya top mermisi")
    page.click("[data-sort=evidence]")
    expect(page.locator("th.evidence")).to_have_attribute("aria-sort", "ascending")
    assert set(page.locator("tbody td.evidence").all_inner_texts()[:2]) == {"3"}
    page.keyboard.press("Enter")
    expect(page.locator("th.evidence")).to_have_attribute("aria-sort", "descending")
    page.locator("tbody tr").first.locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("tbody tr").first).to_have_attribute("aria-selected", "true")
    page.click("#table-toggle")
    expect(page.locator("#rows")).to_be_hidden()
    assert opened.clean()


def test_page_actor_view_joins_those_who_share_events(opened: Opened) -> None:
    page = opened.page
    page.click("#view-actors")
    assert not [name for name in opened.shown() if name.startswith("e")]
    one, two = (page.evaluate("id => graphkit.where(id)", name) for name in ("Q159", "Q423"))
    page.mouse.click((one["x"] + two["x"]) / 2, (one["y"] + two["y"]) / 2)
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Rusya – Kuzey Kore")
    expect(panel.locator("details")).to_have_count(4)
    page.click("#view-events")
    assert len(opened.shown()) == 34
    assert opened.clean()


def test_page_surroundings_show_two_steps_and_lead_back(opened: Opened) -> None:
    page = opened.page
    page.click("tr[data-id=e14]")
    page.get_by_role("button", name="Yalnız çevresini göster").click()
    assert {"e14", "Q7747", "militaryforce:kore_halk_ordusu", "e01"} <= set(opened.shown())
    assert "Q30" not in opened.shown()
    page.click("#unfocus")
    assert len(opened.shown()) == 34
    assert opened.clean()


def test_page_address_restores_the_view(browser: Browser, tmp_path: Path) -> None:
    path = write_page(sample(), tmp_path / "p.html")
    one = Opened(browser, path, "#n=e08&t0=2025-07-01&off=Denial&u=0")
    expect(one.page.locator("#panel h2")).to_have_text("Seul’ün Moskova’yı suçlaması")
    assert one.page.input_value("#date-from") == "2025-07-01"
    assert not {"e02", "e05", "e09"} & set(one.shown())
    one.page.evaluate("location.hash = '#n=Q159'")
    expect(one.page.locator("#panel h2")).to_have_text("Rusya")
    assert len(one.shown()) == 34
    assert one.clean()


def test_page_speaks_both_languages_and_has_a_dark_side(opened: Opened) -> None:
    page = opened.page
    page.click("tr[data-id=e03]")
    page.click("#language")
    expect(page.locator("#view-actors")).to_have_text("Actors")
    expect(page.locator("#panel .chip")).to_have_text("Troop deployment")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != light
    assert opened.clean()


def test_page_saves_a_picture(opened: Opened, tmp_path: Path) -> None:
    with opened.page.expect_download() as waiting:
        opened.page.click("#png")
    waiting.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "picture.png").stat().st_size > 10_000
    assert opened.clean()


def hostile() -> Graph:
    """The sample with every text replaced by one that tries to be more than text."""
    graph = sample()
    texts = list(HOSTILE.values())
    entities = {
        name: replace(one, name=texts[number % len(texts)], aliases=(texts[(number + 1) % len(texts)],))
        for number, (name, one) in enumerate(graph.entities.items())
    }
    events = {
        name: replace(one, label=texts[number % len(texts)], item=texts[0], title=texts[1])
        for number, (name, one) in enumerate(graph.events.items())
    }
    evidence = {}
    for number, (name, one) in enumerate(graph.evidence.items()):
        text = texts[number % len(texts)]
        evidence[name] = replace(one, quote=text, trigger=text[:3], quote_start=0, quote_end=len(text), start=0, end=3)
    documents = {
        name: DocumentNode(name, texts[number % len(texts)], None, "tr", "javascript:alert(3)", texts[0])
        for number, name in enumerate(graph.documents)
    }
    return Graph(documents, entities, graph.positions, events, evidence)


def test_page_shows_hostile_texts_as_text(browser: Browser, tmp_path: Path) -> None:
    title = HOSTILE["script"] + HOSTILE["image"]
    path = write_page(hostile(), tmp_path / "h.html", title=title)
    source = path.read_text(encoding="utf-8")
    assert source.lower().count("</script") == 4
    assert "<img" not in source
    one = Opened(browser, path)
    page = one.page
    assert page.title() == title
    expect(page.locator("h1")).to_have_text(title)
    for name in ("e01", "e02", "Q159", "Q423", "Q884"):
        page.evaluate("id => graphkit.select(id)", name)
        for summary in page.locator("#panel summary").all()[:3]:
            summary.click()
    page.evaluate("id => graphkit.select(id)", "e02")
    expect(page.locator("#panel h2")).to_have_text(HOSTILE["script"])
    page.fill("#query", "img src")
    expect(page.locator("#hits li span").first).to_have_text(HOSTILE["image"])
    assert page.locator("img").count() == 0
    assert page.locator("script:not([src])").count() == 4
    assert page.locator("a[href^='javascript']").count() == 0
    page.click("#view-actors")
    page.click("#language")
    assert one.clean()


def test_page_of_a_large_graph_says_what_it_leaves_out(browser: Browser, tmp_path: Path) -> None:
    one = Opened(browser, write_page(many(900, 300), tmp_path / "m.html", max_nodes=200))
    page = one.page
    assert len(one.shown()) == 200
    expect(page.locator("#reduced")).to_contain_text("1.200 düğümden en önemli 200 tanesi çizili")
    expect(page.locator("#table-count")).to_have_text("900")
    missing = next(f"e{number}" for number in range(900) if f"e{number}" not in one.shown())
    page.evaluate("id => graphkit.select(id)", missing)
    assert missing in one.shown()
    page.locator("#reduced button").click()
    assert len(one.shown()) > 690
    assert one.clean()


def test_page_draws_a_network_that_a_script_changed(browser: Browser, tmp_path: Path) -> None:
    network = to_pyvis(sample())
    network.add_node("note", label="Kendi notum", color="#ff0000", title="<b>elle</b> eklendi")
    network.add_edge("note", "Q159", label="bkz.")
    network.nodes = [node for node in network.nodes if node["id"] != "group:ukrayna_kaynaklari"]
    network.edges = [edge for edge in network.edges if edge["to"] != "group:ukrayna_kaynaklari"]
    one = Opened(browser, write_page(network, tmp_path / "n.html"))
    assert "note" in one.shown()
    one.click_node("note")
    expect(one.page.locator("#panel h2")).to_have_text("Kendi notum")
    expect(one.page.locator("#panel dl")).to_contain_text("<b>elle</b> eklendi")
    one.page.evaluate("id => graphkit.select(id)", "e03")
    expect(one.page.locator("#panel .said").first).to_contain_text("group:ukrayna_kaynaklari")
    assert one.clean()


def test_page_of_an_empty_graph_opens(browser: Browser, tmp_path: Path) -> None:
    one = Opened(browser, write_page(Graph(), tmp_path / "e.html"))
    expect(one.page.locator("#empty")).to_be_visible()
    assert one.clean()


def test_page_fits_a_phone(browser: Browser, tmp_path: Path) -> None:
    one = Opened(browser, write_page(sample(), tmp_path / "p.html"), viewport={"width": 390, "height": 800})
    page = one.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#filters-toggle")
    expect(page.locator("#event-types")).to_be_visible()
    page.click("#filters-toggle")
    one.click_node("Q159")
    expect(page.locator("#panel h2")).to_have_text("Rusya")
    assert one.clean()


def test_page_lives_in_a_frame_without_an_address(browser: Browser, tmp_path: Path) -> None:
    page_text = write_page(sample(), tmp_path / "p.html").read_text(encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1300, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_content("<body></body>")
    page.evaluate(
        "text => { const f = document.createElement('iframe'); f.width = 1200; f.height = 700;"
        " f.setAttribute('sandbox', 'allow-scripts allow-downloads allow-popups'); f.srcdoc = text; document.body.append(f); }",
        page_text,
    )
    frame = page.frame_locator("iframe")
    frame.locator("tr[data-id=e01]").click(timeout=30_000)
    expect(frame.locator("#panel h2")).to_have_text("Vladimir Putin – Ri Hi Yong görüşmesi")
    assert wrong == []
    context.close()


def test_page_holds_an_event_with_one_actor_in_two_roles(browser: Browser, tmp_path: Path) -> None:
    graph = sample()
    roles = (Argument("participant", "Q159"), Argument("place", "Q159"))
    event = Event("e99", "Election", "Rusya seçimleri", roles, "2024")
    quote = "Rusya’da [seçim] yapıldı."
    told = Evidence(
        "v99", "e99", "d1", "Election", quote.replace("[", "").replace("]", ""), 0, 22, "seçim", 9, 14, 1, "body"
    )
    changed = replace(graph, events={**graph.events, "e99": event}, evidence={**graph.evidence, "v99": told})
    one = Opened(browser, write_page(changed, tmp_path / "p.html"), "#n=e99")
    assert one.page.locator("#panel dl").inner_text().split("\n").count("Rusya") == 2
    assert one.clean()
