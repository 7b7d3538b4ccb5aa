"""Groups of actors who share more events among each other than with others."""

from __future__ import annotations

from graphkit.rows import Rows


def communities(pairs: Rows) -> Rows:
    """Communities of a network of pairs, by the Louvain method.

    Parameters
    ----------
    pairs : Rows
        Columns ``left``, ``right`` (names), ``left_id``, ``right_id`` and ``events``, how many events the two share.

    Returns
    -------
    Rows
        ``community`` (from 1, the largest first), ``size``, ``members`` (names, sorted) and ``events`` (those that
        its pairs share). The same pairs in any order give the same rows. The method: Blondel et al., Fast unfolding
        of communities in large networks, https://arxiv.org/abs/0803.0476.

    Examples
    --------
    >>> pairs = Rows(("left", "right", "left_id", "right_id", "events"),
    ...              (("A", "B", "a", "b", 9), ("C", "D", "c", "d", 5), ("B", "C", "b", "c", 1)))
    >>> communities(pairs).records
    ((1, 2, ('A', 'B'), 9), (2, 2, ('C', 'D'), 5))
    """
    import networkx as nx

    names: dict[str, str] = {}
    weights: dict[tuple[str, str], int] = {}
    for row in pairs:
        ends = (str(row["left_id"]), str(row["right_id"]))
        names |= {ends[0]: str(row["left"]), ends[1]: str(row["right"])}
        weights[ends] = int(str(row["events"]))
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(names))
    network.add_weighted_edges_from((*ends, weight) for ends, weight in sorted(weights.items()))
    found = nx.community.louvain_communities(network, seed=1) if names else []
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    place = {key: number for number, group in enumerate(groups) for key in group}
    inside = [0] * len(groups)
    for (left, right), weight in weights.items():
        if place[left] == place[right]:
            inside[place[left]] += weight
    return Rows(("community", "size", "members", "events"), tuple(
        (number + 1, len(group), tuple(sorted(names[key] for key in group)), inside[number])
        for number, group in enumerate(groups)
    ))  # fmt: skip
