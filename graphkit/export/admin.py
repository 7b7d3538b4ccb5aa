"""The graph as CSV tables with typed headers for ``neo4j-admin database import``, the fastest way into an empty Neo4j.

https://neo4j.com/docs/operations-manual/5/import/ describes the form. The database is the one that a load over Bolt
makes (``docs/graph-model.md``), but for its constraints: the first ``graphkit load`` adds those.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.export.tables import output_folder
from graphkit.files import write_text
from graphkit.model import Graph
from graphkit.stores.nodes import FIELDS, KINDS, LISTS, Edge, Kind, Node, relationship_type, to_nodes
from graphkit.stores.texts import stored_graph

_BETWEEN = "\x1f"
_DATES = {("Document", "published"), ("Event", "begin"), ("Event", "end")}
_NUMBERS = {"start": "long", "end": "long", "line": "long", "quoteStart": "long", "quoteEnd": "long"}
_NUMBERS |= {"score": "double", "confidence": "double"}
_OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F")


def write_admin(graph: Graph, folder: str | Path) -> Path:
    """Write a table for each kind of node and of edge, and ``arguments.txt``: what the import is to be called with.

    In the folder: ``neo4j-admin database import full $(cat arguments.txt) --overwrite-destination neo4j``, while the
    server is down.

    Parameters
    ----------
    graph
        What to write.
    folder
        Where to; made if missing. Other files in it stay. Each file appears whole or not at all.

    Raises
    ------
    GraphkitError
        The folder is a file, or another name of an entity holds the character U+001F, which stands between names.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.model import DocumentNode
    >>> folder = write_admin(Graph({"d1": DocumentNode("d1", "Zirve")}), tempfile.mkdtemp())
    >>> (folder / "Document.csv").read_text(encoding="utf-8").splitlines()[1]
    '"d1","Zirve",,"tr",,,"Document"'
    """
    place = output_folder(folder, "neo4j-admin needs a folder")
    nodes = list(to_nodes(stored_graph(graph)))
    words = list(_OPTIONS)
    for kind in KINDS:
        keys = [*FIELDS[kind].values(), *(("type",) if kind in ("Entity", "Event") else ())]
        rows = (_row(node, keys) for node in nodes if node.kind == kind)
        _write(place / f"{kind}.csv", [f"id:ID({kind})", *(_typed(kind, key) for key in keys), ":LABEL"], rows)
        words.append(f"--nodes={kind}.csv")
    groups: dict[tuple[Kind, Kind], list[Edge]] = {}
    for edge in (edge for node in nodes for edge in node.edges):
        groups.setdefault((edge.kind, edge.target_kind), []).append(edge)
    for (source, target), edges in sorted(groups.items()):
        header = [f":START_ID({source})", f":END_ID({target})", ":TYPE"]
        name = f"{source}-{target}.csv"
        _write(place / name, header, ([edge.source, edge.target, relationship_type(edge.name)] for edge in edges))
        words.append(f"--relationships={name}")
    write_text(place / "arguments.txt", " ".join(words) + "\n")
    return place


def _row(node: Node, keys: Iterable[str]) -> list[object]:
    values = {"type": node.type, **node.properties} if node.type is not None else dict(node.properties)
    labels = (node.kind,) if node.type is None else (node.kind, node.type)
    return [node.id, *(values.get(key) for key in keys), labels]


def _typed(kind: Kind, key: str) -> str:
    if (kind, key) in _DATES:
        return f"{key}:date"
    return f"{key}:string[]" if key in LISTS else f"{key}:{_NUMBERS.get(key, 'string')}"


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    lines = (",".join(map(_cell, row)) for row in rows)
    write_text(path, "".join(f"{line}\n" for line in (",".join(header), *lines)))


def _cell(value: object) -> str:
    """A cell; nothing at all is no value, two quotes are an empty text."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        if any(_BETWEEN in one for one in value):
            raise GraphkitError(f"a name holds the character U+001F: {value!r}")
        value = _BETWEEN.join(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return value.isoformat() if isinstance(value, dt.date) else repr(value)
