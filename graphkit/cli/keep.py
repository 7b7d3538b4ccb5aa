"""``graphkit load``, ``retract``, ``validate``: a graph into other stores, documents out of it, its rules checked."""

from __future__ import annotations

import dataclasses
import getpass
import os
import sys
import time
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
HTTP = ("http", "https")
SERVERS = ", ".join(f"{scheme}://" for scheme in (*BOLT, *HTTP))


def load(
    graph: Graph,
    to: Annotated[
        str,
        typer.Option("--to", metavar="ADDRESS", envvar="NEO4J_URI", show_default=False,
                     help="bolt://HOST:PORT, neo4j://…, http://HOST/DATASET or a file to write."),
    ],
    extend: Extend = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Load the graph into Neo4j (or another Bolt server), into a SPARQL 1.1 endpoint, or write it to a file.

    User, password and database come from NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE (a password that is missing is
    asked for), those of an endpoint from SPARQL_USERNAME, SPARQL_PASSWORD. Loading twice changes nothing.
    """
    scheme = to.partition("://")[0] if "://" in to else ""
    if scheme and scheme not in (*BOLT, *HTTP):
        raise QueryError(f"{to}: cannot load there; allowed are {SERVERS} and a file")
    password = _ask_password(to) if scheme in BOLT else None
    with open_graph(graph) as folder:
        if not scheme:
            complain(f"{folder.export(to, format_of(Path(to)))}: written")
            return
        _load_store(folder, to, password, as_json)


def _ask_password(address: str) -> str | None:
    """A password typed in the terminal; None: the environment has one, or there is no terminal."""
    if "NEO4J_PASSWORD" in os.environ or not sys.stdin.isatty():
        return None
    return getpass.getpass(f"password of {os.environ.get('NEO4J_USERNAME', 'neo4j')} at {address}: ")


def _load_store(folder: GraphFolder, address: str, password: str | None, as_json: bool) -> None:
    from graphkit.stores import open_store

    graph, started = folder.graph, time.perf_counter()
    store = open_store(address, password=password)
    try:
        with progress("loading") as advance:

            def tell(done: int, total: int) -> None:
                speed = done / max(time.perf_counter() - started, 1e-3)
                advance(done, f"of {total} nodes, {speed:,.0f} nodes/s")

            report = store.write(graph, progress=tell)
    finally:
        store.close()
    if as_json:
        print_json(dataclasses.asdict(report))
    else:
        speed = (report.nodes + report.edges) / max(report.seconds, 1e-3)
        complain(f"{address}: {report} ({speed:,.0f} rows/s)")


def retract(
    graph: Graph,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Ids, files or addresses of documents.", show_default=False)
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="ADDRESS", help="Take them out of this server first.", show_default=False),
    ] = None,
    extend: Extend = None,
) -> None:
    """Take documents back, with all that only they support; with --to also out of a server that they were loaded into."""
    with open_graph(graph) as folder:
        ids = _find_documents(folder, documents)
        if to is not None:
            _retract_there(to, ids)
        for number, document in enumerate(ids):
            gone = folder.remove({document}) if number + 1 < len(ids) else folder.retract(document)
            complain(f"{document}: taken back{f', with {gone - 1} teasers' if gone > 1 else ''}")


def _retract_there(address: str, ids: list[str]) -> None:
    from graphkit.stores import open_store

    scheme = address.partition("://")[0]
    if scheme not in (*BOLT, *HTTP):
        raise QueryError(f"{address}: no server; allowed are {SERVERS}")
    store = open_store(address, password=_ask_password(address) if scheme in BOLT else None)
    try:
        for document in ids:
            report = store.retract(document)
            complain(f"{address}: {document}: {report.removed_nodes} nodes and {report.removed_edges} edges removed")
    finally:
        store.close()


def _find_documents(folder: GraphFolder, wanted: list[str]) -> list[str]:
    """Id of each document that is named by its id, its file (or, if only one is called so, its bare name) or its address.

    Raises
    ------
    QueryError
        When the graph has none of that name, or files of several folders; nothing is taken back then.
    """
    named: dict[str, list[str]] = {}
    called: dict[str, set[str]] = {}
    for head in folder.heads():
        for name in {head.id, head.path, head.url}:
            if name and (not head.part_of or name == head.id):
                named.setdefault(name, []).append(head.id)
        if head.path:
            called.setdefault(Path(head.path).name, set()).add(head.path)
    for name in (name for name in wanted if name not in named and name in called):
        if len(called[name]) > 1:
            raise QueryError(f"{folder.path}: {name!r} may be {', '.join(sorted(called[name]))}; give one of these")
        named[name] = named[called[name].pop()]
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
    """Check the graph against the shapes of the ontology (SHACL); exit code 1 when it breaks one.

    The records that the graph is made of are checked first: faults there are told with file and line.
    """
    from graphkit.shapes import validate as find_problems

    with open_graph(graph) as folder:
        problems = folder.record_faults()
        if problems:
            many = "" if len(problems) == 1 else "s"
            complain(f"{graph}: {len(problems)} fault{many} in its records; the shapes are checked when they are mended")
        else:
            problems = list(find_problems(folder.graph, warnings=warnings))
            number = len(folder.graph.documents)
    if as_json:
        print_json(problems)
    else:
        print("\n".join(problems) if problems else f"{graph}: valid ({number} document{'' if number == 1 else 's'})")
    raise typer.Exit(FAILED if problems else 0)
