"""networkx view, layout and XML."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import networkx as nx
import pytest
from views_sample import many, sample

from graphkit.errors import GraphkitError
from graphkit.model import Argument, Entity, Event, Graph
from graphkit.views.graph import layout, to_networkx, to_xml


def test_views_graph_has_events_and_entities_as_nodes_and_roles_as_edges() -> None:
    view = to_networkx(sample())
    assert view.nodes["e03"]["kind"] == "event"
    assert view.nodes["e03"]["begin"] == dt.date(2024, 10, 1)
    assert view.nodes["e03"]["evidence"] == 3
    assert view.nodes["e03"]["documents"] == 3
    assert "title" not in view.nodes["e03"]
    assert view.nodes["Q7747"]["positions"] == ("Devlet Başkanı",)
    roles = {(start, end, key) for start, end, key in view.edges(keys=True)}
    assert ("e03", "Q423", "sender") in roles
    assert ("e03", "organization:nis", "source") in roles
    assert ("Q7747", "Q159", "p01") in roles
    assert view.number_of_nodes() == 34


def test_views_graph_does_not_depend_on_the_order_of_the_mappings() -> None:
    graph = sample()
    turned = Graph(
        dict(reversed(graph.documents.items())), dict(reversed(graph.entities.items())),
        dict(reversed(graph.positions.items())), dict(reversed(graph.events.items())),
        dict(reversed(graph.evidence.items())),
    )  # fmt: skip
    one, two = to_networkx(graph), to_networkx(turned)
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(data=True, keys=True)) == list(two.edges(data=True, keys=True))
    assert layout(one) == layout(two)


def test_views_graph_keeps_ids_that_look_like_numbers() -> None:
    entities = {name: Entity(name, "Organization", name) for name in ("2014", "007")}
    event = Event("e1", "Meeting", "toplantı", (Argument("participant", "007"), Argument("participant", "2014")))
    view = to_networkx(Graph(entities=entities, events={"e1": event}))
    assert sorted(view.successors("e1")) == ["007", "2014"]
    assert view.nodes["007"]["label"] == "007"


def test_views_graph_names_the_edge_whose_node_is_missing() -> None:
    event = Event("e1", "Meeting", "toplantı", (Argument("participant", "Q999"),))
    with pytest.raises(GraphkitError, match=r"e1 -participant-> Q999.*no node 'Q999'"):
        to_networkx(Graph(events={"e1": event}))


def test_views_graph_layout_keeps_nodes_apart() -> None:
    points = layout(to_networkx(sample()))
    assert len(points) == 34
    places = sorted(points.values())
    gaps = [
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        for number, a in enumerate(places)
        for b in places[number + 1 :]
    ]
    assert min(gaps) > 40


def test_views_graph_layout_of_a_core_puts_the_others_near_their_neighbours() -> None:
    view = to_networkx(many(60, 20))
    core = sorted(view)[:40]
    points = layout(view, core=core)
    assert set(points) == set(view)
    assert points == layout(view, core=core)


def test_views_graph_layout_of_a_large_graph_places_every_node_apart() -> None:
    view = to_networkx(many(700, 300))
    view.add_nodes_from([f"alone{number}" for number in range(40)])
    points = layout(view)
    assert points == layout(view)
    assert len(points) == 1040
    assert len(set(points.values())) > 1035
    near = [abs(points[a][0] - points[b][0]) + abs(points[a][1] - points[b][1]) for a, b in view.edges()]
    far = [abs(points[f"e{n}"][0] - points[f"e{n + 350}"][0]) + abs(points[f"e{n}"][1] - points[f"e{n + 350}"][1]) for n in range(350)]
    assert sorted(near)[len(near) // 2] < sorted(far)[175] / 2  # neighbours stand nearer than any two events do


@pytest.mark.parametrize("dialect", ["graphml", "gexf"])
def test_views_graph_xml_reads_back(dialect: str) -> None:
    graph = sample()
    bad = replace(graph.entities["Q159"], name="Rus\x0bya\ud800 <&>", aliases=("a", "b"))
    view = to_networkx(replace(graph, entities={**graph.entities, "Q159": bad}))
    data = to_xml(view, dialect)  # type: ignore[arg-type]
    assert data == to_xml(view, dialect)  # type: ignore[arg-type]
    reader = nx.read_graphml if dialect == "graphml" else nx.read_gexf
    back = reader(io.BytesIO(data), **({"force_multigraph": True} if dialect == "graphml" else {}))
    assert back.number_of_nodes() == view.number_of_nodes()
    assert back.number_of_edges() == view.number_of_edges()
    assert back.nodes["Q159"]["label"] == "Rusya <&>"
    assert back.nodes["e03"]["begin"] == "2024-10-01"
    assert back.nodes["e03"]["confidence"] == 0.8
    assert "title" not in back.nodes["e03"]
    assert b"lastmodified" not in data
