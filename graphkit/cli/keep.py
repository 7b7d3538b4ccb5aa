"""``graphkit load``, ``retract``, ``validate``: a graph into other stores, documents out of it, its rules checked."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.ask import AsJson, Graph
from graphkit.cli.console import FAILED, Extend, complain, open_graph, print_json, progress
from graphkit.cli.show import format_of
from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.folder import GraphFolder

BOLT = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def load(
    graph: Graph,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="bolt://HOST:PORT, neo4j://… or a file to write.")],
    extend: Extend = None,
    as_json: AsJson = False,
) -> None:
    """Load the graph into Neo4j (or another Bolt server), or write it to a file.

    User, password and database come from NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE. Loading twice changes nothing.
    """
    scheme = to.partition("://")[0] if "://" in to else ""
    if scheme and scheme not in BOLT:
        allowed = ", ".join(f"{name}://" for name in BOLT)
        advice = "for a SPARQL endpoint write a file (--to graph.trig) and load that with its own tool"
        raise QueryError(f"{to}: cannot load there; allowed are {allowed} and a file; {advice}")
    with open_graph(graph) as folder:
        if not scheme:
            complain(f"{folder.export(to, format_of(Path(to)))}: written")
            return
        _load_store(folder, to, as_json)


def _load_store(folder: GraphFolder, address: str, as_json: bool) -> None:
    from graphkit.stores import open_store

    store = open_store(address)
    try:
        with progress("loading") as advance:
            report = store.write(folder.graph, progress=lambda done, total: advance(done, f"of {total} nodes"))
    finally:
        store.close()
    if as_json:
        print_json(dataclasses.asdict(report))
    else:
        complain(f"{address}: {report}")


def retract(
    graph: Graph,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Ids, files or addresses of documents.", show_default=False)
    ],
) -> None:
    """Take documents back, with all that only they support."""
    with open_graph(graph) as folder:
        ids = _find_documents(folder, documents)
        for number, document in enumerate(ids):
            gone = folder.remove({document}) if number + 1 < len(ids) else folder.retract(document)
            complain(f"{document}: taken back{f', with {gone - 1} teasers' if gone > 1 else ''}")


def _find_documents(folder: GraphFolder, wanted: list[str]) -> list[str]:
    """Id of each document that is named by its id, its file or its address.

    Raises
    ------
    QueryError
        When the graph has none of that name; nothing is taken back then.
    """
    named: dict[str, list[str]] = {}
    for head in folder.heads():
        for name in {head.id, head.path, head.url}:
            if name and (not head.part_of or name == head.id):
                named.setdefault(name, []).append(head.id)
    missing = [name for name in wanted if name not in named]
    if missing:
        raise QueryError(
            f"{folder.path}: no document {missing[0]!r} in this graph; ids stand in the column 'documents'"
        )
    return list(dict.fromkeys(id for name in wanted for id in named[name]))


def validate(
    graph: Graph,
    warnings: Annotated[bool, typer.Option("--warnings", help="Name unusual entities in roles, too.")] = False,
    extend: Extend = None,
    as_json: AsJson = False,
) -> None:
    """Check the graph against the shapes of the ontology (SHACL); exit code 1 when it breaks one."""
    from graphkit.shapes import validate as find_problems

    with open_graph(graph) as folder:
        problems = find_problems(folder.graph, warnings=warnings)
    if as_json:
        print_json(list(problems))
    else:
        print("\n".join(problems) if problems else f"{graph}: valid")
    raise typer.Exit(FAILED if problems else 0)
