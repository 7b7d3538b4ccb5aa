"""The graph as a networkx graph, for scripts, layout and the files that other programs open.

The only module that imports networkx.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

import networkx as nx

from graphkit.errors import GraphkitError
from graphkit.model import Entity, Event, Graph
from graphkit.views.layout import place, place_near

_ILLEGAL_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Turn the graph into a networkx graph: events and entities are nodes, roles are edges from the event.

    Parameters
    ----------
    graph
        The assembled graph; it is not changed.

    Returns
    -------
    networkx.MultiDiGraph
        Node ids are the ids of `graph`, always text. Every node has `kind` (``"event"`` or ``"entity"``), `type` and
        `label`; events have `time` (EDTF text), `begin` and `end` (dates), `quantity`, `item`, `title`, `status`,
        `confidence`, `evidence` and `documents` (how many sentences, in how many documents); entities have `aliases`
        (a tuple), `wikidata` and `positions` (a tuple of titles). What is unknown is left out. Every edge has `role`:
        a role of the event, ``place``, or ``source`` (who says so), with `count` sentences that say so; from a person to an
        organization ``position``, with its `title`. The role is the edge's key; of a position, its id.
        Nodes and edges stand in sorted order.

    Raises
    ------
    GraphkitError
        An edge names an entity that the graph does not have.

    Examples
    --------
    >>> from graphkit.model import Argument, Entity, Event, Graph
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya")},
    ...               events={"e1": Event("e1", "Visit", "Rusya ziyareti", (Argument("destination", "Q159"),))})
    >>> view = to_networkx(graph)
    >>> view.nodes["Q159"]["label"], list(view.edges(data="role"))
    ('Rusya', [('e1', 'Q159', 'destination')])
    """
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    titles = defaultdict(set)
    for position in graph.positions.values():
        titles[position.person].add(position.title)
    for entity_id, entity in sorted(graph.entities.items()):
        view.add_node(str(entity_id), **_entity_attributes(entity, titles[entity.id]))
    sentences = Counter(evidence.event for evidence in graph.evidence.values())
    documents = Counter(event for event, _ in {(one.event, one.document) for one in graph.evidence.values()})
    for event_id, event in sorted(graph.events.items()):
        attributes = _event_attributes(event) | {"evidence": sentences[event.id], "documents": documents[event.id]}
        view.add_node(str(event_id), **attributes)
    for start, end, key, attributes in _edges(graph):
        if start not in view or end not in view:
            missing = start if start not in view else end
            raise GraphkitError(f"edge {start} -{attributes['role']}-> {end}: the graph has no node {missing!r}")
        view.add_edge(start, end, key, **attributes)
    return view


def layout(view: nx.Graph[Any], *, core: Collection[str] | None = None) -> dict[str, tuple[int, int]]:
    """Position of every node: by community, then by springs; the same graph always gets the same positions.

    Parameters
    ----------
    view
        Any networkx graph.
    core
        The nodes to lay out with care; the others then go near their neighbours. None: all.

    Returns
    -------
    dict
        Node → (x, y), whole numbers; neighbours are some 100 apart.

    Examples
    --------
    >>> sorted(layout(nx.path_graph(["a", "b"])))
    ['a', 'b']
    """
    nodes = list(view)
    number = {node: index for index, node in enumerate(nodes)}
    pairs = sorted({(min(a, b), max(a, b)) for a, b in ((number[a], number[b]) for a, b in view.edges()) if a != b})
    chosen = sorted(number[node] for node in (nodes if core is None else core))
    inner = {node: index for index, node in enumerate(chosen)}
    links = [(inner[a], inner[b]) for a, b in pairs if a in inner and b in inner]
    known = dict(zip(chosen, place(len(chosen), links), strict=True))
    return dict(zip(nodes, place_near(known, len(nodes), pairs), strict=True))


def graph_of(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> nx.Graph[str]:
    """Build a plain undirected graph of ids and pairs of ids, for `layout`.

    Examples
    --------
    >>> graph_of("ab", [("a", "b")]).number_of_edges()
    1
    """
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(nodes)
    plain.add_edges_from(edges)
    return plain


def to_xml(
    view: nx.MultiDiGraph[str],
    dialect: Literal["graphml", "gexf"],
    *,
    looks: Mapping[str, Mapping[str, Any]] | None = None,
) -> bytes:
    r"""Render the graph as GraphML or GEXF 1.2, in UTF-8.

    Dates become ISO text, tuples text joined by ``"; "``, and characters that XML cannot hold are left out. Every
    edge gets an id of its own, since Gephi drops edges that share one. The bytes hold no date of writing. In GEXF a
    node that has a `begin` or an `end` stands, with its edges, on the timeline from the one to the other, both days
    included; the others are always there.

    Parameters
    ----------
    view
        What `to_networkx` returned, changed or not.
    dialect
        ``"graphml"`` or ``"gexf"``.
    looks
        Node → the ``viz`` attributes of GEXF (`color`, `position`, `size`); GraphML has no place for them.

    Examples
    --------
    >>> one = nx.MultiDiGraph()
    >>> one.add_node("Q1", label="Sudan\x0b", aliases=("a", "b"), wikidata=None)
    >>> text = to_xml(one, "graphml").decode()
    >>> ">Sudan<" in text, "a; b" in text, "None" in text
    (True, True, False)
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in view.nodes(data=True):
        timed = {**attributes, **_period(attributes)} if dialect == "gexf" else attributes
        plain.add_node(_legal(str(node)), **_plain(timed))
        if looks and dialect == "gexf" and node in looks:
            plain.nodes[_legal(str(node))]["viz"] = dict(looks[node])
    for number, (start, end, attributes) in enumerate(view.edges(data=True)):
        timed = {**attributes, **_period(view.nodes[start])} if dialect == "gexf" else attributes
        plain.add_edge(_legal(str(start)), _legal(str(end)), f"r{number}", **_plain(timed))
    buffer = io.BytesIO()
    if dialect == "graphml":
        nx.write_graphml_xml(plain, buffer, named_key_ids=True)
        return buffer.getvalue()
    nx.write_gexf(plain, buffer, version="1.2draft")
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue())


def _entity_attributes(entity: Entity, titles: set[str]) -> dict[str, Any]:
    attributes: dict[str, Any] = {"kind": "entity", "type": entity.type, "label": entity.name}
    if entity.aliases:
        attributes["aliases"] = tuple(entity.aliases)
    if entity.wikidata is not None:
        attributes["wikidata"] = entity.wikidata
    if titles:
        attributes["positions"] = tuple(sorted(titles))
    return attributes


def _event_attributes(event: Event) -> dict[str, Any]:
    attributes: dict[str, Any] = {"kind": "event", "type": event.type, "label": event.label, "status": event.status}
    attributes["confidence"] = float(event.confidence)
    for name in ("time", "begin", "end", "quantity", "item", "title"):
        value = getattr(event, name)
        if value is not None:
            attributes[name] = value
    return attributes


def _edges(graph: Graph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Start, end, key and attributes of every edge, sorted."""
    told = Counter((one.event, argument) for one in graph.evidence.values() for argument in set(one.arguments))
    for event_id, event in sorted(graph.events.items()):
        for argument in sorted(set(event.arguments)):
            attributes = {"role": argument.role, "count": told[event.id, argument]}
            yield str(event_id), str(argument.entity), argument.role, attributes
    said = Counter((one.event, source) for one in graph.evidence.values() for source in set(one.sources))
    for (event_id, source), count in sorted(said.items()):
        yield str(event_id), str(source), "source", {"role": "source", "count": count}
    for position in sorted(graph.positions.values(), key=lambda position: position.id):
        if position.organization is not None:
            attributes = {"role": "position", "title": position.title}
            yield str(position.person), str(position.organization), position.id, attributes


def _period(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """First and last day under the names that GEXF's timeline has for them."""
    return {"start": attributes.get("begin"), "end": attributes.get("end")}


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes that XML can hold: text, numbers and truth values; None is left out."""
    return {str(key): _value(value) for key, value in attributes.items() if value is not None}


def _value(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(_legal(str(one)) for one in value)
    return _legal(str(value))


def _legal(text: str) -> str:
    return _ILLEGAL_XML.sub("", text)
