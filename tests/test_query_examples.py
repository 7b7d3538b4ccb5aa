"""Named queries on the graph of the shipped example, read from its articles: each is asked as its header shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from parity import check_agree, loaded_stores
from servers import Neo4j

from graphkit.build import build, load_language
from graphkit.folder import GraphFolder
from graphkit.query import list_queries, run_query
from graphkit.stores import Store
from graphkit.stores.rdf import RdfStore

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
QUERIES = list_queries()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphFolder]:
    with build(ARTICLES, output=tmp_path_factory.mktemp("example") / "g", language=load_language()) as built:
        yield built


@pytest.fixture(scope="module")
def rdf(folder: GraphFolder) -> Iterator[RdfStore]:
    with RdfStore.open(None) as store:
        store.write(folder.graph)
        yield store


@pytest.fixture(scope="module")
def stores(
    folder: GraphFolder, tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4j
) -> Iterator[dict[str, Store]]:
    with loaded_stores(folder.graph, tmp_path_factory.mktemp("stores"), neo4j_server) as found:
        yield found


def asked(folder: GraphFolder, name: str) -> list[dict[str, object]]:
    """The parameters of a query's example, and none where it needs none."""
    named = next(query for query in QUERIES if query.name == name)
    example: dict[str, object] = folder.loads.bind(named, named.example)
    if "event" in example:
        return [{"event": event} for event in sorted(folder.graph.events)[:20]]
    needed = any(parameter.required for parameter in named.parameters)
    return [example] if needed else [example, folder.loads.bind(named, {})]


@pytest.mark.parametrize("name", [query.name for query in QUERIES])
def test_query_examples_all_stores_agree(folder: GraphFolder, rdf: RdfStore, stores: dict[str, Store], name: str) -> None:
    for values in asked(folder, name):
        check_agree(rdf, stores, (name, values))


def test_query_examples_of_the_headers_find_something(folder: GraphFolder, rdf: RdfStore) -> None:
    empty = [query.name for query in QUERIES if not run_query(rdf, query, asked(folder, query.name)[0])]
    assert empty == []
