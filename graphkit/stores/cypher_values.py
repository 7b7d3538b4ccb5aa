"""Values on their way to and from a Bolt server: plain Python on our side."""

from __future__ import annotations

from collections.abc import Mapping

import neo4j.graph
import neo4j.spatial
import neo4j.time

from graphkit.stores.texts import to_plain, to_stored


def to_parameter(value: object) -> object:
    """A parameter as the driver takes it: `Id` and `Iri` as text, tuples and sets as lists.

    Examples
    --------
    >>> to_parameter(("Q159", None))
    ['Q159', None]
    """
    if isinstance(value, str):
        return to_stored(str(value))
    if isinstance(value, (list, tuple)):
        return [to_parameter(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted((to_parameter(one) for one in value), key=str)
    if isinstance(value, Mapping):
        return {str(key): to_parameter(one) for key, one in value.items()}
    return value


def to_python(value: object) -> object:
    """A value of an answer as plain Python: dates of the standard library, lists as tuples.

    A node is a dict of its properties and ``labels``, a relationship a dict of its properties, ``type``, ``start`` and
    ``end`` (ids), a path a tuple of its nodes and relationships in order.

    Examples
    --------
    >>> to_python(neo4j.time.Date(2024, 12, 5)), to_python([1, 2])
    (datetime.date(2024, 12, 5), (1, 2))
    """
    if isinstance(value, (neo4j.time.Date, neo4j.time.DateTime, neo4j.time.Time)):
        return value.to_native()
    if isinstance(value, neo4j.time.Duration):
        return value.iso_format()
    if isinstance(value, neo4j.spatial.Point):
        return tuple(value)
    if isinstance(value, neo4j.graph.Node):
        return {"labels": tuple(sorted(value.labels)), **_mapping(value)}
    if isinstance(value, neo4j.graph.Relationship):
        start, end = (None if node is None else node.get("id") for node in value.nodes)
        return {"type": value.type, "start": start, "end": end, **_mapping(value)}
    if isinstance(value, neo4j.graph.Path):
        steps: list[object] = [to_python(value.start_node)]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [to_python(edge), to_python(node)]
        return tuple(steps)
    if isinstance(value, str):
        return to_plain(value)
    if isinstance(value, (list, tuple)):
        return tuple(to_python(one) for one in value)
    if isinstance(value, Mapping):
        return {key: to_python(one) for key, one in value.items()}
    return value


def _mapping(value: neo4j.graph.Entity) -> dict[str, object]:
    return {key: to_python(one) for key, one in sorted(value.items())}
