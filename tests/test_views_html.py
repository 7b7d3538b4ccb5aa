"""The page as a file: what stands in it, how it is written, what it takes; without a browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from pyvis.network import Network
from views_sample import many, sample

from graphkit.errors import GraphkitError
from graphkit.files import write_with
from graphkit.model import Document, Entity, Event, Extraction, Graph, LocalEntity, Zone
from graphkit.rows import Rows
from graphkit.views.graph import to_networkx
from graphkit.views.html import SCRIPTS, Page, render_page, write_page
from graphkit.views.labels import find_labels
from graphkit.views.network import restrict, to_pyvis
from graphkit.views.palette import ENTITIES, EVENTS
from graphkit.views.payload import find_marks, node_records, plain_label, text_records
from graphkit.views.places import find_points
from graphkit.views.ranking import rank_nodes

TESTS = Path(__file__).parent


def data_of(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="graphkit-data">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_views_html_is_the_same_twice() -> None:
    assert render_page(sample()) == render_page(sample())


def test_views_html_fetches_nothing_and_runs_only_what_its_policy_names() -> None:
    page = render_page(sample())
    head = page[: page.index("<style>")]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', head)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert policy[1].count("sha256-") == 3
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)
    assert "sourceMappingURL" not in page
    assert '<meta charset="utf-8">' in head


def test_views_html_costs_less_than_a_kilobyte_a_node() -> None:
    empty, full = render_page(sample()), render_page(many(1400, 600))
    assert len(empty.encode()) < 900_000
    assert (len(full.encode()) - len(empty.encode())) / 2000 < 1000
    large = render_page(many(1401, 600))
    assert "sigmajs" in large and "var sigmajs" not in full  # sigma.js only where vis-network would be slow


def test_views_html_network_has_physics_off_positions_and_every_edge() -> None:
    network = to_pyvis(sample())
    assert isinstance(network, Network)
    assert network.directed
    assert network.options["physics"]["enabled"] is False
    assert len(network.nodes) == 34
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in network.nodes)
    assert network.get_node("e03")["shape"] == "diamond"
    assert network.get_node("Q159")["shape"] == "hexagon"
    dashed = {edge["from"] for edge in network.edges if edge.get("dashes") == [6, 5]}
    assert dashed == {"e06", "e10", "e11", "e12", "e13"}


def test_views_html_takes_any_pyvis_network_and_ids_that_look_like_numbers() -> None:
    network = Network(directed=True)
    network.add_node(7, label="007")
    network.add_node("2014", label="2014")
    network.nodes.append({"id": np.int64(9), "label": "dokuz", "x": np.int64(3), "y": np.float64(4.5)})
    network.edges.append({"from": np.int64(9), "to": "2014"})
    data = data_of(render_page(network, title="Sayılar"))
    assert [node["id"] for node in data["nodes"]] == ["7", "2014", "9"]
    assert data["nodes"][0]["label"] == "007"
    assert all("x" in node for node in data["nodes"])
    assert data["edges"][0]["to"] == "2014"
    assert data["title"] == "Sayılar"


@pytest.mark.parametrize("flags", [[], ["-O"]])
def test_views_html_names_the_edge_whose_node_is_missing(tmp_path: Path, flags: list[str]) -> None:
    program = (
        "from pyvis.network import Network; from graphkit.views.html import write_page\n"
        "n = Network(); n.add_node('a'); n.edges.append({'from': 'a', 'to': 'yok'})\n"
        "write_page(n, 'p.html')"
    )
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
    done = subprocess.run(
        [sys.executable, *flags, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "GraphkitError: edge a -> yok: no node has the id 'yok'" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "settings"), [("çizge.html", {}), ("cizge.html", {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})]
)
def test_views_html_is_utf8_whatever_the_locale(tmp_path: Path, name: str, settings: dict[str, str]) -> None:
    label = "Iğdır – Нахчыван – 平壌"
    program = (
        "from graphkit.model import Entity, Graph; from graphkit.views.html import write_page\n"
        f"write_page(Graph(entities={{'a': Entity('a', 'Place', {label!a})}}), {name!a})"
    )
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent), "LC_ALL": "C", **settings}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert data_of((tmp_path / name).read_text(encoding="utf-8"))["nodes"][0]["label"] == label


def test_views_html_refuses_an_unknown_language() -> None:
    with pytest.raises(GraphkitError, match="must be one of en, tr"):
        render_page(sample(), language="de")


def test_views_html_orders_nodes_by_rank_where_not_all_are_drawn() -> None:
    data = data_of(render_page(many(90, 30), max_nodes=20))
    assert data["limit"] == 20
    assert len(data["nodes"]) == 120
    first = {node["id"] for node in data["nodes"][:20]}
    events = [name for name in first if name.startswith("e")]
    joined = {edge["to"] for edge in data["edges"] if edge["from"] in events}
    assert events
    assert len(joined - first) <= 1


def test_views_files_keep_what_stood_there_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old", encoding="utf-8")

    def fail(target: Path) -> None:
        target.write_text("half", encoding="utf-8")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_with(path, fail)
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["old"]


def test_views_files_make_missing_folders(tmp_path: Path) -> None:
    assert write_page(sample(), tmp_path / "a" / "b" / "p.html").stat().st_size > 500_000


def test_views_marks_prefer_the_longer_name_and_whole_words() -> None:
    names = {"Q1": ["Kore"], "Q2": ["Kuzey Kore"], "Q3": ["Ri"]}
    assert find_marks("Kuzey Kore’nin Kore lideri Ri", names) == [(0, 10, "Q2"), (15, 19, "Q1"), (27, 29, "Q3")]
    assert find_marks("Korede", names) == []


def test_views_payload_has_the_trigger_and_the_actors_of_a_sentence() -> None:
    node = next(node for node in node_records(sample()) if node["id"] == "e03")
    first = node["data"]["evidence"][0]
    marked = [first["quote"][start:end] for start, end, _ in first["marks"]]
    assert marked == ["Ukrayna kaynakları", "Kursk", "sevkiyatın"]
    assert [who for *_, who in first["marks"]] == ["group:ukrayna_kaynaklari", "place:kursk", ""]


def test_views_rank_gives_every_actor_its_turn() -> None:
    nodes = [{"id": name} for name in ("hub", "b", "c")] + [
        {"id": f"e{number}", "data": {"kind": "event", "evidence": [{}]}} for number in range(6)
    ]
    edges = [{"from": f"e{number}", "to": "hub"} for number in range(5)] + [{"from": "e5", "to": "b"}]
    ranked = rank_nodes(nodes, edges)
    assert ranked.index("e5") < ranked.index("e4")
    assert sorted(ranked) == sorted(node["id"] for node in nodes)


def test_views_palette_and_ontology_know_the_same_types() -> None:
    from graphkit.ontology import load_ontology

    ontology = load_ontology()
    assert set(EVENTS) == {event.name for event in ontology.events}
    assert set(ENTITIES) == {entity.name for entity in ontology.entities}
    assert len({look.color for look in (*EVENTS.values(), *ENTITIES.values())}) == 29


def test_views_labels_fall_back_to_the_words_of_a_name() -> None:
    labels = find_labels(["RocketTest"], ["target", "zzz", "sender"])
    assert labels["types"]["RocketTest"] == {"tr": "Rocket test", "en": "Rocket test"}
    assert list(labels["roles"])[-1] == "zzz"


def test_views_strings_are_complete_in_both_languages() -> None:
    folder = TESTS.parent / "graphkit" / "views" / "page"
    strings = json.loads((folder / "strings.json").read_text(encoding="utf-8"))
    assert set(strings["tr"]) == set(strings["en"])
    text = "".join(
        path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.[jh]*")) if path.suffix != ".json"
    )
    used = set(re.findall(r'\b(?:t|button)\("([a-z_]+)"', text)) | set(re.findall(r'data-(?:t|label|hint)="([a-z_]+)"', text))
    assert {key for key in used if not key.endswith("_")} <= set(strings["tr"])
    for key in strings["tr"]:
        assert set(re.findall(r"\{\w+\}", strings["tr"][key])) == set(re.findall(r"\{\w+\}", strings["en"][key])), key


def test_views_scripts_name_nothing_twice() -> None:
    folder = TESTS.parent / "graphkit" / "views" / "page"
    assert {path.stem for path in folder.glob("*.js")} == set(SCRIPTS)
    text = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_views_html_draws_rows_and_networkx_graphs_of_any_origin() -> None:
    rows = Rows(("event", "time", "participants", "places"), (("e1", "2025-07", ("Rusya", "Çin"), ("Moskova",)), ("e2", None, ("Çin",), ())))
    data = data_of(render_page(rows))
    assert {node["id"] for node in data["nodes"]} == {"e1", "e2", "Rusya", "Çin", "Moskova"}
    event = next(node for node in data["nodes"] if node["id"] == "e1")
    assert event["data"]["begin"] == "2025-07-01" and event["label"] == "Rusya, Çin, Moskova"
    pairs = data_of(render_page(Rows(("name", "meetings"), (("Rusya", 3), ("Çin", 2)))))
    assert len(pairs["nodes"]) == 4
    view = nx.Graph()
    view.add_edge("a", 2, label="bkz.")
    data = data_of(render_page(view))
    assert [node["id"] for node in data["nodes"]] == ["a", "2"]
    assert data["edges"][0]["data"]["role"] == "bkz."
    same = data_of(render_page(to_networkx(sample())))
    assert {node["id"] for node in same["nodes"]} == {node["id"] for node in data_of(render_page(sample()))["nodes"]}
    with pytest.raises(GraphkitError, match="list cannot be drawn"):
        render_page([])  # type: ignore[arg-type]


def test_views_html_holds_each_sentence_once_and_points_into_texts() -> None:
    graph = sample()
    texts = {"d1": {"text": "x" * 100 + graph.evidence["v01"].quote, "zones": [], "names": []}}
    assert graph.evidence["v01"].quote_start == 100
    data = data_of(render_page(graph, texts=texts))
    assert ["d1", 100, 100 + len(graph.evidence["v01"].quote)] in data["sentences"]
    told = [one for node in data["nodes"] for one in node["data"].get("evidence", [])]
    assert len(told) == 19 and all(isinstance(one["quote"], int) for one in told)
    assert graph.evidence["v02"].quote in data["sentences"]


def test_views_html_knows_where_places_lie() -> None:
    points = data_of(render_page(sample()))["points"]
    assert points["Q159"][2:] == ["state", "643"] and points["place:kursk"][:2] == [51.73, 36.18]
    assert "Q7747" not in points
    page = render_page(Graph())
    assert data_of(page)["points"] == {} and "Topology" not in page


def test_views_places_prefer_capitals_and_turkish_names() -> None:
    names = ("Bridgetown", "Pekin", "Moskova", "Halep", "Kudüs", "ABD", "Filistin", "Kırım", "Adı Olmayan Yer")
    found = find_points([Entity(name, "Place", name) for name in names])
    assert [round(found[name].latitude) for name in names[:-1]] == [13, 40, 56, 36, 32, found["ABD"].latitude.__round__(), 32, 45]
    assert names[-1] not in found


def test_views_label_leaves_out_the_type_that_stands_beside_it() -> None:
    nodes = {node["id"]: node for node in node_records(Graph(events={
        "e1": Event("e1", "Meeting", "Görüşme: Rusya, Çin"), "e2": Event("e2", "Meeting", "Görüşme"), "e3": Event("e3", "Launch", "Launch: x"),
    }))}
    assert (nodes["e1"]["label"], nodes["e1"]["data"]["plain"]) == ("Rusya, Çin", True)
    assert nodes["e2"]["label"] == "Görüşme" and "plain" not in nodes["e2"]["data"]
    assert plain_label(Event("e3", "Launch", "Launch: x")) == "Launch: x"


def test_views_html_lines_are_thicker_with_more_evidence() -> None:
    edges = {(edge["from"], edge["to"]): edge for edge in to_pyvis(sample()).edges}
    assert edges["e03", "Q423"]["width"] > 2
    assert "width" not in edges["e14", "Q7747"]


def test_views_restrict_keeps_what_the_events_need() -> None:
    part = restrict(sample(), ["e01", "e99"])
    assert set(part.events) == {"e01"}
    assert {one.event for one in part.evidence.values()} == {"e01"}
    assert {"Q7747", "person:ri_hi_yong", "Q649"} <= set(part.entities) and "Q30" not in part.entities
    render_page(part)


def test_views_texts_map_the_mentions_of_a_document_to_entities() -> None:
    text = "Zirve\nPutin geldi."
    document = Document("d1", "Zirve", text, (Zone("title", 0, 5), Zone("body", 6, 18)))
    local = LocalEntity("Vladimir Putin", "Person", ("Putin",), "Q7747", ((6, 11),))
    record = text_records([Extraction(document, (local, LocalEntity("Kim", "Person")))], sample())["d1"]
    assert record == {"text": text, "zones": [["title", 0, 5]], "names": [[6, 11, "Q7747"]]}


def test_views_page_shows_itself_in_a_notebook(tmp_path: Path) -> None:
    page = Page(render_page(Graph(), title='"><script>alert(1)</script>'))
    frame = page._repr_html_()
    assert frame.startswith("<iframe") and frame.count("<") == 2  # the frame and its end: the page stands escaped inside
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in frame
    assert page.save(tmp_path / "p.html").read_text(encoding="utf-8") == str(page)
