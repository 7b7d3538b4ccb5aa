"""Anything that can be drawn as a pyvis `Network`, to change before it is written: a graph, rows, a networkx graph.

The only module that imports pyvis. pyvis is the object and brings vis-network; its own page is never written, since it
needs the network, lets names run as HTML and lays out in the browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from pyvis.network import Network  # type: ignore[import-untyped]  # ships no stubs

from graphkit.edtf import edtf_bounds
from graphkit.errors import GraphkitError
from graphkit.model import Graph
from graphkit.rows import Rows
from graphkit.views.graph import graph_of, layout, to_networkx
from graphkit.views.palette import look_of
from graphkit.views.payload import Record, document_records, edge_records, node_records
from graphkit.views.ranking import rank_nodes

if TYPE_CHECKING:
    import networkx as nx

    Drawable: TypeAlias = Graph | Rows | nx.Graph[Any] | Network

CORE = 20_000
"""How many nodes at most are laid out with care and drawn at first; the others stand near their neighbours."""

_FACTS = frozenset(
    {
        *("event", "begin", "end", "time", "type", "label", "title", "item", "quantity", "status", "confidence", "step"),
        *("sources", "documents", "evidence", "quote", "polarity", "modality", "outlet", "published", "document", "roles"),
        *("from_roles", "to_roles", "url", "line", "zone", "trigger", "document_title", "claims"),
    }
)
"""Columns of named queries that say something of an event and name none of its actors."""


def to_pyvis(source: Drawable, *, texts: Mapping[str, Record] | None = None) -> Network:
    """Turn a graph, the rows of a query or a networkx graph into a pyvis `Network`, to change before writing it.

    Parameters
    ----------
    source
        A graph; rows, of which each that has an ``event`` becomes an event with the names in its other columns around
        it, any other joins the value of its first column with those of the others; or any networkx graph, whose
        attributes ``label``, ``kind``, ``type`` and ``role`` are understood. It is not changed.
    texts
        Articles of the documents (`graphkit.views.payload.text_records`), for the page that shows them.

    Returns
    -------
    pyvis.network.Network
        Directed, physics off. Nodes and edges carry vis-network's keys and, under ``data``, what the page's panel,
        filters and table show. Nodes and edges may be added, changed and removed; `write_page` takes the result.

    Raises
    ------
    GraphkitError
        An edge names an entity that the graph does not have.

    Examples
    --------
    >>> from graphkit.model import Entity, Graph
    >>> network = to_pyvis(Graph(entities={"Q159": Entity("Q159", "State", "Rusya")}))
    >>> network.add_node("note", label="my own", color="#ff0000")
    >>> network.get_nodes()
    ['Q159', 'note']
    >>> to_pyvis(Rows(("event", "participants"), (("e1", ("Rusya", "Çin")),))).get_nodes()
    ['e1', 'Rusya', 'Çin']
    """
    if isinstance(source, Network):
        return source
    network = Network(directed=True, height="100%", width="100%")
    network.toggle_physics(False)
    # Straight into the lists: add_node and add_edge search them anew for every call, which is quadratic.
    if isinstance(source, Graph):
        network.nodes = node_records(source)
        statuses = {event.id: event.status for event in source.events.values()}
        network.edges = edge_records(to_networkx(source).edges(data=True), statuses)
        network.documents = document_records(source, texts)
    elif isinstance(source, Rows):
        network.nodes, network.edges = _records_of_rows(source)
    elif callable(getattr(source, "nodes", None)) and callable(getattr(source, "edges", None)):
        network.nodes, network.edges = _records_of_networkx(source)
    else:
        raise GraphkitError(f"{type(source).__name__} cannot be drawn; a page takes Graph, Rows, networkx or pyvis graphs")
    place_nodes(network.nodes, network.edges)
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    return network


def place_nodes(nodes: list[Record], edges: list[Record]) -> None:
    """Give every node that has none its position, in place.

    Examples
    --------
    >>> nodes = [{"id": "a"}]
    >>> place_nodes(nodes, [])
    >>> nodes
    [{'id': 'a', 'x': 0, 'y': 0}]
    """
    if all("x" in node and "y" in node for node in nodes):
        return
    core = rank_nodes(nodes, edges)[:CORE] if len(nodes) > CORE else None
    points = layout(graph_of([node["id"] for node in nodes], [(edge["from"], edge["to"]) for edge in edges]), core=core)
    for node in nodes:
        node["x"], node["y"] = points[node["id"]]


def restrict(graph: Graph, events: Iterable[str]) -> Graph:
    """The part of a graph that has these events, with their sentences, actors and documents.

    Examples
    --------
    >>> from graphkit.model import Event
    >>> sorted(restrict(Graph(events={"e1": Event("e1", "Visit", "a"), "e2": Event("e2", "Visit", "b")}), ["e2"]).events)
    ['e2']
    """
    wanted = set(events)
    kept = {key: event for key, event in graph.events.items() if key in wanted}
    evidence = {key: one for key, one in graph.evidence.items() if one.event in kept}
    named = {argument.entity for event in kept.values() for argument in event.arguments}
    named |= {name for one in evidence.values() for name in (*one.sources, *(filled.entity for filled in one.arguments))}
    positions = {
        key: one
        for key, one in graph.positions.items()
        if one.person in named and (one.organization is None or one.organization in named)
    }
    documents = {one.document for one in evidence.values()}
    return replace(
        graph,
        events=kept,
        evidence=evidence,
        positions=positions,
        entities={key: one for key, one in graph.entities.items() if key in named},
        documents={key: one for key, one in graph.documents.items() if key in documents},
    )


def _records_of_networkx(view: nx.Graph[Any]) -> tuple[list[Record], list[Record]]:
    """Nodes and edges of a networkx graph; what `to_networkx` gives comes out as the graph itself would, less sentences."""
    nodes = []
    for key, attributes in view.nodes(data=True):
        data = {name: _text(value) for name, value in attributes.items() if name != "label" and value is not None}
        data |= {"kind": str(attributes.get("kind", "other")), "type": str(attributes.get("type", "—"))}
        nodes.append(_node(str(key), str(attributes.get("label", key)), data, view.degree(key)))
    edges = []
    statuses = {node["id"]: node["data"].get("status", "actual") for node in nodes}
    for start, end, attributes in view.edges(data=True):
        role = str(attributes.get("role") or attributes.get("label") or "—")
        edges.append((str(start), str(end), {**attributes, "role": role}))
    return nodes, edge_records(edges, statuses)


def _records_of_rows(rows: Rows) -> tuple[list[Record], list[Record]]:
    """Nodes and edges of rows, each node and edge once."""
    nodes: dict[str, Record] = {}
    edges: dict[tuple[str, str, str], Record] = {}
    degree: Counter[str] = Counter()

    def link(start: str, role: str, value: object) -> None:
        for one in value if isinstance(value, (tuple, list)) else (value,):
            if one is not None and one != "":
                nodes.setdefault(str(one), _node(str(one), str(one), {"kind": "entity", "type": role}, 1))
                edges[start, str(one), role] = {"role": role}
                degree.update((start, str(one)))

    for row in rows:
        columns = [name for name in row if name not in _FACTS] if "event" in row else list(row)[1:]
        if "event" in row:
            start = str(row["event"])
            nodes[start] = _node(start, _label_of(row), _event_facts(row), 2)
            for name in columns:
                link(start, name, row[name])
        elif (first := next(iter(row.values()), None)) is not None:
            start = str(first)
            nodes.setdefault(start, _node(start, start, {"kind": "entity", "type": next(iter(row))}, 1))
            for name in columns:
                link(start, name, row[name])
    for key, node in nodes.items():
        node["size"] = round(min(9 + 3.2 * degree[key] ** 0.5, 30), 1)
    statuses = {key: node["data"].get("status", "actual") for key, node in nodes.items()}
    return list(nodes.values()), edge_records([(start, end, facts) for (start, end, _), facts in edges.items()], statuses)


def _label_of(row: Mapping[str, object]) -> str:
    """Name of an event that a row tells: its own, else its actors."""
    if row.get("label") or row.get("title"):
        return str(row.get("label") or row["title"])
    names = [
        str(one) for name, value in row.items() if name not in _FACTS and isinstance(value, (tuple, list)) for one in value
    ]
    return ", ".join(dict.fromkeys(names)) or str(row["event"])


def _event_facts(row: Mapping[str, object]) -> Record:
    facts = {name: _text(row[name]) for name in ("time", "begin", "end", "status", "confidence", "item", "quantity", "title")
             if row.get(name) is not None}  # fmt: skip
    if "begin" not in facts and facts.get("time"):
        begin, end = edtf_bounds(str(facts["time"]))
        facts |= {"begin": _text(begin), "end": _text(end)}
    return {"kind": "event", "type": str(row.get("type") or "—"), **facts}


def _text(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, tuples as lists."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return list(value) if isinstance(value, (tuple, set, frozenset)) else value


def _node(key: str, label: str, data: Record, degree: int) -> Record:
    look = look_of(data["kind"], data["type"])
    size = round(min(9 + 3.2 * degree**0.5, 30), 1)
    data.pop("evidence", None)  # of `to_networkx` a number; the page wants the sentences
    return {"id": key, "label": label, "shape": look.shape, "color": look.color, "size": size, "data": data}
