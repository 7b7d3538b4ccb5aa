"""How fast the page is in a browser, beside plain pyvis: `python benchmarks/pages.py`.

For graphs of 200, 2,000 and 20,000 nodes: seconds to write the page, bytes a node beyond the libraries, seconds until the
first frame that can be used, and the longest frame while the drawing is dragged. pyvis writes its page with its own defaults
(physics on, everything in one file) and counts as usable when its loading bar is gone, or at once where it has none. On a
busy machine seconds say little, so the processor seconds of the page's main thread stand beside them. Chromium runs
headless and draws without a graphics card.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pyvis.network import Network

from graphkit.model import Argument, DocumentNode, Entity, Event, Evidence, Graph
from graphkit.views.graph import to_networkx
from graphkit.views.html import render_page, write_page

OUTPUT = Path(__file__).parent / "output" / "pages.json"
FRAMES = """() => { window.frames_ = []; let last = performance.now();
  const step = (now) => { window.frames_.push(now - last); last = now; window.going_ = requestAnimationFrame(step); };
  window.going_ = requestAnimationFrame(step); }"""
PATIENCE = 240.0
"""Seconds after which a page counts as never usable."""


def make_graph(nodes: int, *, seed: int = 7) -> Graph:
    """An event graph of news: two events for one actor, a few actors in most of them, a sentence or two for each."""
    draw = random.Random(seed)
    actors = nodes // 3
    kinds = ("State", "Person", "Organization", "Place", "Group", "MilitaryForce")
    entities = {f"a{number}": Entity(f"a{number}", kinds[number % 6], f"Aktör {number}") for number in range(actors)}
    types = ("Meeting", "Visit", "Aid", "Attack", "Agreement", "Protest", "Accusation", "Sanction")
    events: dict[str, Event] = {}
    told: dict[str, Evidence] = {}
    for number in range(nodes - actors):
        group = draw.randrange(max(actors // 40, 1))
        chosen = sorted(
            {f"a{(group * 40 + int(40 * draw.random() ** 2.5)) % actors}" for _ in range(draw.choice((2, 2, 3, 4)))}
        )
        roles = tuple(Argument("participant", one) for one in chosen)
        day = dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(2000))
        names = ", ".join(entities[one].name for one in chosen)
        status = draw.choices(("actual", "planned", "denied"), (8, 1, 1))[0]
        kind = draw.choice(types)
        events[f"e{number}"] = Event(
            f"e{number}", kind, f"Olay: {names}", roles, str(day), day, day, status=status, confidence=0.8
        )  # type: ignore[arg-type]
        for count in range(draw.choice((1, 1, 2))):
            quote = f"{names} heyetleri {day} günü görüştü, tarafların ortak bir açıklama yapması bekleniyor."
            at = len(names) + 12
            told[f"v{number}-{count}"] = Evidence(
                f"v{number}-{count}",
                f"e{number}",
                f"d{number // 5}",
                kind,
                quote,
                0,
                len(quote),
                "görüştü",
                at,
                at + 7,
                1,
                "body",
                arguments=roles,
            )
    documents = {
        f"d{number}": DocumentNode(f"d{number}", f"Haber {number}", dt.date(2025, 1, 1))
        for number in range(len(events) // 5 + 1)
    }
    return Graph(documents, entities, {}, events, told)


def write_pyvis(graph: Graph, path: Path) -> None:
    """The page that pyvis makes by itself, offline as far as it can be."""
    network = Network(cdn_resources="in_line")
    for name, data in to_networkx(graph).nodes(data=True):
        network.add_node(name, label=data["label"], title=data["label"])
    for start, end, data in to_networkx(graph).edges(data=True):
        network.add_edge(start, end, title=data["role"])
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")


def processor_seconds(session: CDPSession) -> float:
    """Seconds that the page's main thread has worked, not counting those in which it was kept waiting."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def measure(browser: Browser, path: Path, ready: str) -> dict[str, Any]:
    """Times of one page, rounded; None where it was not usable within `PATIENCE`."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    context.add_init_script(f"""const timer = setInterval(() => {{
      if (!({ready})) return;
      window.usable_ = performance.now();
      clearInterval(timer);
    }}, 10);""")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    started = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    while not (usable := page.evaluate("window.usable_ || 0")):
        if time.perf_counter() - started > PATIENCE:
            context.close()
            return dict.fromkeys(("usable_s", "usable_cpu_s", "longest_frame_ms", "drag_cpu_s"))
        time.sleep(0.1)
    worked = processor_seconds(session)
    longest, dragged = drag(page, session)
    context.close()
    return {
        "usable_s": round(usable / 1000, 2),
        "usable_cpu_s": round(worked, 2),
        "longest_frame_ms": round(longest),
        "drag_cpu_s": round(dragged, 2),
    }


def drag(page: Page, session: CDPSession) -> tuple[float, float]:
    """Longest frame in milliseconds and processor seconds while the drawing is dragged along 24 points."""
    box = page.locator("#canvas, #mynetwork").first.bounding_box()
    assert box
    x, y = box["x"] + 40, box["y"] + box["height"] - 40
    before = processor_seconds(session)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    page.mouse.move(x + 260, y - 180, steps=24)
    page.mouse.up()
    page.wait_for_timeout(200)
    return float(page.evaluate("Math.max(...window.frames_)")), processor_seconds(session) - before


OURS = "document.documentElement.dataset.ready === 'yes'"
THEIRS = """(() => { const bar = document.getElementById('loadingBar');
  return Boolean(document.querySelector('#mynetwork canvas')) && (!bar || getComputedStyle(bar).display === 'none'); })()"""


def main() -> None:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[200, 2000, 20_000])
    parser.add_argument("--pyvis-up-to", type=int, default=2000, help="larger graphs are not opened in plain pyvis")
    options = parser.parse_args()
    library = len(render_page(Graph()).encode())
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for nodes in options.nodes:
            graph = make_graph(nodes)
            path = Path(folder, f"{nodes}.html")
            started, worked = time.perf_counter(), time.process_time()
            write_page(graph, path)
            row = {"page": "graphkit", "nodes": nodes, "write_s": round(time.perf_counter() - started, 2),
                   "write_cpu_s": round(time.process_time() - worked, 2),
                   "bytes_a_node": round((path.stat().st_size - library) / nodes)}  # fmt: skip
            rows.append(row | measure(browser, path, OURS))
            print(json.dumps(rows[-1]), flush=True)
            if nodes <= options.pyvis_up_to:
                started, worked = time.perf_counter(), time.process_time()
                write_pyvis(graph, path)
                row = {"page": "pyvis", "nodes": nodes, "write_s": round(time.perf_counter() - started, 2),
                       "write_cpu_s": round(time.process_time() - worked, 2)}  # fmt: skip
                rows.append(row | measure(browser, path, THEIRS))
                print(json.dumps(rows[-1]), flush=True)
        browser.close()
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
