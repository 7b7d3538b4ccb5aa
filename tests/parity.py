"""The stores in which every query must give the same rows as in Oxigraph, each with a graph in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from servers import Neo4j, load_tdb, start_fuseki

from graphkit.export import export
from graphkit.model import Graph
from graphkit.query import run_query
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.rdf import RdfStore

KINDS = ("arcadedb", "neo4j", "fuseki")
Case = tuple[str, dict[str, object]]


@contextmanager
def loaded_stores(told: Graph, folder: Path, neo4j: Neo4j, *, large: bool = False) -> Iterator[dict[str, Store]]:
    """ArcadeDB, Neo4j and Fuseki that hold the graph, by name.

    For a large one they get more memory, and Fuseki, else in memory and written by us, keeps its data on disk and is
    loaded from our file.
    """
    with ExitStack() as opened:
        bolt = CypherStore.connect(neo4j.uri, neo4j.user, neo4j.password)
        embedded = arcadedb.open_folder(folder / "arcadedb", heap="2g" if large else "512m")
        found: dict[str, Store] = {"arcadedb": opened.enter_context(embedded), "neo4j": opened.enter_context(bolt)}
        bolt.clear()
        opened.callback(bolt.clear)
        for store in found.values():
            store.write(told)
        found["fuseki"] = opened.enter_context(_fuseki(told, folder, large))
        del told
        yield found


@contextmanager
def _fuseki(told: Graph, folder: Path, large: bool) -> Iterator[RdfStore]:
    if large:
        load_tdb(folder / "tdb", export(told, folder / "g.nq", "nq"))
    server = start_fuseki(folder / "tdb", heap="3g") if large else start_fuseki()
    try:
        with RdfStore.connect(server.address) as store:
            if not large:
                store.write(told)
            del told  # a large one takes memory
            yield store
    finally:
        server.stop()


def check_agree(rdf: RdfStore, stores: dict[str, Store], case: Case) -> None:
    """That all stores give the rows of Oxigraph, in its order and with its types."""
    expected = run_query(rdf, *case)
    for kind in KINDS:
        found = run_query(stores[kind], *case)
        assert found.to_dicts() == expected.to_dicts(), kind
        assert repr(found.records) == repr(expected.records), f"{kind}: other types"
