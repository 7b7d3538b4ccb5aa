"""Which nodes a drawing should keep when it cannot hold all."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from graphkit.views.payload import Record


def rank_nodes(nodes: Collection[Record], edges: Iterable[Record]) -> list[str]:
    """Ids of all nodes, those first that a reduced drawing should keep.

    Events with much evidence and well connected actors come first, each followed by the actors it names, so that
    every cut of the list is a graph that holds together; the more events of an actor are already there, the less
    its next one counts, so that a few actors do not take all the room. Then come the other nodes, by degree.

    Examples
    --------
    >>> nodes = [{"id": "a"}, {"id": "b"}, {"id": "e1", "data": {"kind": "event", "evidence": []}}]
    >>> rank_nodes(nodes, [{"from": "e1", "to": "b"}])
    ['e1', 'b', 'a']
    """
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near[edge["from"]].append(edge["to"])
        near[edge["to"]].append(edge["from"])
    told = {node["id"]: len(node["data"].get("evidence", ())) for node in nodes if _is_event(node)}
    chosen: Counter[str] = Counter()

    def gain(event: str) -> float:
        shares = (math.sqrt(len(near[one])) / (1 + chosen[one]) for one in near[event])
        return (1 + math.log2(1 + told[event])) * sum(shares)

    ranked: dict[str, None] = {}
    heap = [(-gain(event), event) for event in sorted(told)]
    heapq.heapify(heap)
    while heap:
        bound, event = heapq.heappop(heap)
        now = -gain(event)
        if now > bound + 1e-9:
            heapq.heappush(heap, (now, event))
            continue
        ranked[event] = None
        ranked.update(dict.fromkeys(near[event]))
        chosen.update(near[event])
    rest = sorted((node["id"] for node in nodes), key=lambda one: (-len(near[one]), one))
    return list(ranked | dict.fromkeys(rest))


def _is_event(node: Record) -> bool:
    return bool(node.get("data", {}).get("kind") == "event")
