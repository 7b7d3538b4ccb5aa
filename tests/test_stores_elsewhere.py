"""Queries that would reach for other hosts (that no request is sent: test_query_own.py)."""

from __future__ import annotations

import pytest

from graphkit.stores.elsewhere import asks_elsewhere


@pytest.mark.parametrize("text", [
    "SELECT ?service ?x { ?s gk:service ?x { ?x ?p ?service } UNION { ?s gk:myservice ?x } }",
    "# what is in service\n# of a state\nASK { GRAPH ?service { ?s ?p 'SERVICE' } } # SERVICE",
])  # fmt: skip
def test_stores_elsewhere_is_no_mere_word(text: str) -> None:
    assert not asks_elsewhere(text)


def test_stores_elsewhere_of_a_hostile_text_is_found_fast() -> None:
    for part in ("SERVICE#", "SERVICE\n#", "SERVICEa", "SERVICE<"):
        assert asks_elsewhere(part * 100_000)
