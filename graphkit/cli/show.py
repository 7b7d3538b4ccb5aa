"""``graphkit view``, ``report``, ``export`` and ``info``: a graph as a page, a folder, a file, in numbers."""

from __future__ import annotations

import webbrowser
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import graphkit
from graphkit.cli.ask import Graph, Own, find_query, parse_values
from graphkit.cli.console import Extend, complain, open_graph, print_json
from graphkit.errors import GraphkitError, ModelError, StoreError

if TYPE_CHECKING:
    from graphkit.folder import GraphFolder

FormatName = Annotated[
    str | None,
    typer.Option("-f", "--format", metavar="NAME", help="Format; if not given, what FILE ends in.", show_default=False),
]


def view(
    context: typer.Context,
    graph: Graph,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page.")] = Path("page.html"),
    title: Annotated[str | None, typer.Option(help="Heading of the page.", show_default=False)] = None,
    language: Annotated[Literal["tr", "en"], typer.Option(help="Language that the page starts in.")] = "tr",
    start: Annotated[
        Literal["events", "actors", "timeline", "map", "matrix", "documents"],
        typer.Option("--start", help="What the page starts with."),
    ] = "events",
    query: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the events that a named query answers with; its parameters follow.",
                     show_default=False),
    ] = None,
    queries: Own = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    extend: Extend = None,
) -> None:  # fmt: skip
    """Write the graph as one interactive page that needs no network: filter, search, click for facts and evidence."""
    if query is None and queries is not None:
        raise GraphkitError("--queries needs a query of that folder: --query NAME")
    if query is None and context.args:
        raise GraphkitError(f"{context.args[0]}: parameters need a query: --query NAME")
    named = None if query is None else find_query(query, queries)
    values: dict[str, Any] = {} if named is None else dict(parse_values(named, context.args, []))
    with open_graph(graph) as folder:
        rows = None if named is None else folder.query(named.name, queries=queries, **values)
        path = folder.view(output, rows=rows, title=title, language=language, view=start)
    complain(f"{path}: {path.stat().st_size / 1024:.0f} KB; open it in a browser")
    if open_it:
        webbrowser.open(path.resolve().as_uri())


def report(
    graph: Graph,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="The report.")] = Path("report"),
    title: Annotated[str | None, typer.Option(help="Heading of the report.", show_default=False)] = None,
    language: Annotated[Literal["tr", "en"], typer.Option(help="Language of the report.")] = "tr",
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    extend: Extend = None,
) -> None:
    """Write a folder to send or publish: an index, the interactive page, a page per document, figures, a table."""
    with open_graph(graph) as folder:
        index = folder.report(output, title=title, language=language)
    complain(f"{index}: written; open it in a browser")
    if open_it:
        webbrowser.open(index.resolve().as_uri())


def export(
    graph: Graph,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="File or, for csv, folder to write.")],
    format: FormatName = None,
    extend: Extend = None,
) -> None:
    """Write the graph for other tools: ttl, trig, nt, nq, jsonld, graphml, gexf, csv, parquet, ftm.json."""
    with open_graph(graph) as folder:
        path = folder.export(output, format or format_of(output))
    complain(f"{path}: written")


def format_of(path: Path) -> str:
    """Export format that a file's ending says.

    Raises
    ------
    GraphkitError
        When it says none.

    Examples
    --------
    >>> format_of(Path("haberler.graphml"))
    'graphml'
    """
    from graphkit.export import formats

    ending = "ftm.json" if path.name.casefold().endswith(".ftm.json") else path.suffix.lstrip(".").casefold()
    if ending not in formats():
        raise GraphkitError(f"{path}: no format {ending!r}; name one with --format: {', '.join(formats())}")
    return ending


def info(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="Graph folder.", show_default=False)] = None,
    models: Annotated[str | None, typer.Option(metavar="FOLDER", help="Models to look at.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    extend: Extend = None,
) -> None:
    """Show what a graph holds, in what state its stores are, and which models read texts (version and hash)."""
    facts: dict[str, Any] = {"graphkit": graphkit.__version__, "models": _models(models)}
    if graph is not None:
        with open_graph(graph) as folder:
            facts["graph"] = _counts(folder)
    if as_json:
        print_json(facts)
        return
    print(f"graphkit {facts['graphkit']}")
    for model in facts["models"]:
        print("model    " + "  ".join(str(value) for value in model.values() if value))
    for name, value in facts.get("graph", {}).items():
        print(
            f"{name:8} " + (", ".join(f"{v} {k}" for k, v in value.items()) if isinstance(value, dict) else str(value))
        )


def _models(models: str | None) -> list[dict[str, str]]:
    """Processor, version and hash of each model file; what is wrong with them, where something is."""
    from graphkit.models import find_models

    try:
        found = find_models("tr", models)
        facts = []
        for file in found.files:
            facts.append((file.processor, file.package, f"md5:{file.md5}", file.path))
        if found.reader:
            from graphkit.encoder import check_files

            reader = check_files(found.reader)
            for name, digest in sorted(reader["sha256"].items()):
                facts.append(("reader", reader["version"], f"sha256:{digest}", found.reader / name))
    except ModelError as error:
        return [{"error": str(error)}]
    return [dict(zip(("processor", "version", "hash", "file"), map(str, fact), strict=True)) for fact in facts]


def _counts(folder: GraphFolder) -> dict[str, Any]:
    graph = folder.graph
    types = Counter(event.type for event in graph.events.values())
    days = sorted(document.published for document in graph.documents.values() if document.published)
    return {
        "folder": str(folder.path),
        "nodes": {"documents": len(graph.documents), "entities": len(graph.entities), "positions": len(graph.positions),
                  "events": len(graph.events), "evidence": len(graph.evidence)},
        "events": dict(sorted(types.items(), key=lambda item: (-item[1], item[0]))),
        "entities": dict(sorted(Counter(entity.type for entity in graph.entities.values()).items())),
        "published": f"{days[0]} to {days[-1]}" if days else None,
        "loads": _loads(folder),
        "sparql": folder.state("sparql"),
        "cypher": folder.state("cypher"),
    }  # fmt: skip


def _loads(folder: GraphFolder) -> str | None:
    """How many loads there are, and the last one; what is wrong with their log, where something is."""
    try:
        loads = folder.loads.read()
    except StoreError as error:
        return str(error)
    if not loads:
        return None
    last = loads[-1]
    return f"{len(loads)}, the last one of {last.at.astimezone():%Y-%m-%d %H:%M} with {len(last.documents)} documents"
