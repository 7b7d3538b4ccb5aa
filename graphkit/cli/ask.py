"""``graphkit query``, ``queries``, ``sparql`` and ``cypher``: questions to a graph."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graphkit.cli.console import Extend, Format, answering, complain, open_graph, print_json, print_rows
from graphkit.cli.evidence import evidence_of, print_answer
from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.query_files import NamedQuery, Parameter
    from graphkit.rows import Rows

Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="Graph folder.", show_default=False)]
Shape = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]
AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Limit = Annotated[int | None, typer.Option(min=0, metavar="ROWS", help="At most so many rows.", show_default=False)]
Values = Annotated[
    list[str] | None, typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A parameter.", show_default=False)
]
Text = Annotated[
    str, typer.Argument(metavar="TEXT", help="The query; @FILE reads a file, - standard input.", show_default=False)
]
Output = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write the rows, in the format that its name ends in; "
                 "- is standard output."),
]
Timeout = Annotated[float, typer.Option(min=0.001, metavar="SECONDS", help="Give up after that time.")]

Own = Annotated[
    Path | None,
    typer.Option("--queries", metavar="FOLDER", help="Folder of queries of your own.", show_default=False),
]

_FORM = "the form is: graphkit query GRAPH NAME --parameter VALUE"


def query(
    context: typer.Context,
    graph: Graph,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Named query: see `graphkit queries`.", show_default=False)
    ],
    parameters: Values = None,
    lang: Annotated[
        Literal["sparql", "cypher"], typer.Option(help="Engine to ask; both give the same rows.")
    ] = "sparql",
    format: Shape = "table",
    as_json: AsJson = False,
    queries: Own = None,
    extend: Extend = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the sentences that tell each row, too.")] = False,
    limit: Limit = None,
    output: Output = "-",
) -> None:
    """Ask a named query; its parameters are options: --actor Rusya --since 2025-01.

    `graphkit queries NAME` lists the parameters of a query.
    """
    named = find_query(name, queries)
    values = parse_values(named, context.args, parameters or [])
    with answering(output, "json" if as_json else format) as shape:
        with open_graph(graph) as folder:
            bound = folder.loads.bind(named, values)
            rows = folder.query(named.name, language=lang, limit=limit, queries=queries, **bound)
            told = evidence_of(folder.store(lang), named, bound, rows) if evidence else None
        print_answer(rows, shape, told)


def queries(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Show one query in full.", show_default=False)
    ] = None,
    text: Annotated[
        Literal["sparql", "cypher"] | None, typer.Option(help="Print the text of the query.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    own: Own = None,
    extend: Extend = None,
) -> None:
    """List the named queries, or show one: its parameters, columns and text.

    In the list, a ! stands after the parameters that a query cannot do without: --actor!. With --queries the queries
    of a folder are checked and listed with the built-in ones.
    """
    from graphkit.rows import Rows

    if name is None and as_json:
        print_json([_facts(named) for named in _known(own).values()])
    elif name is None:
        print_rows(Rows(("name", "answers", "yanıtı", "parameters (! needed)"), tuple(
            (q.name, q.title_en, q.title_tr, " ".join(_listed(p) for p in q.parameters)) for q in _known(own).values()
        )), "table")  # fmt: skip
    elif text:
        named = find_query(name, own)
        print((named.sparql if text == "sparql" else named.cypher).rstrip("\n"))
    elif as_json:
        print_json(_facts(find_query(name, own)))
    else:
        _describe(find_query(name, own))


def sparql(graph: Graph, text: Text, parameters: Values = None, format: Shape = "table", as_json: AsJson = False,
           limit: Limit = None, timeout: Timeout = 60.0, extend: Extend = None, output: Output = "-") -> None:  # fmt: skip
    """Answer a read-only SPARQL query; the prefixes of the graph model (gk:, …) are known."""
    with answering(output, "json" if as_json else format) as shape:
        with open_graph(graph) as folder:
            rows = folder.sparql(text := _read_text(text), _pairs(parameters or []), limit=limit, timeout=timeout)
        _hint(text, "sparql", rows)
        print_rows(rows, shape)


def cypher(graph: Graph, text: Text, parameters: Values = None, format: Shape = "table", as_json: AsJson = False,
           limit: Limit = None, timeout: Timeout = 60.0, extend: Extend = None, output: Output = "-") -> None:  # fmt: skip
    """Answer a read-only Cypher query; the embedded database starts for it and stops after it."""
    with answering(output, "json" if as_json else format) as shape:
        with open_graph(graph) as folder:
            rows = folder.cypher(text := _read_text(text), _pairs(parameters or []), limit=limit, timeout=timeout)
        _hint(text, "cypher", rows)
        print_rows(rows, shape)


def _hint(text: str, language: str, rows: Rows) -> None:
    """Where nothing fits, say which words of the query the graph model does not have."""
    from graphkit.query_terms import unknown_terms

    if not any(value for record in rows.records for value in record):
        for line, wrong in unknown_terms(text, language):
            complain(f"line {line}: {wrong}")


def _read_text(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    return Path(text[1:]).read_text(encoding="utf-8-sig") if text.startswith("@") else text


def find_query(name: str, folder: Path | None = None) -> NamedQuery:
    """The query of that name, of a folder or a built-in one; an unknown name is answered with the nearest one.

    Examples
    --------
    >>> find_query("meetings").name
    'meetings'
    """
    known = _known(folder)
    if name.startswith("-"):
        raise QueryError(f"{name!r} stands where the query's name belongs; {_FORM}")
    if name not in known:
        raise QueryError(f"no query {name!r}{_near(name, list(known))}; queries: {', '.join(known)}")
    return known[name]


def _known(folder: Path | None) -> dict[str, NamedQuery]:
    """All queries by name; those of the folder beside the built-in ones."""
    from graphkit.query import list_queries

    known = {named.name: named for named in list_queries()}
    if folder is not None:
        known |= {named.name: named for named in list_queries(folder)}
    return dict(sorted(known.items()))


def _near(name: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def parse_values(named: NamedQuery, words: Sequence[str], pairs: Sequence[str]) -> dict[str, str]:
    """Parameter → value, of ``--name value``, ``--name=value`` and ``-p name=value``.

    Raises
    ------
    QueryError
        When a parameter is unknown, given twice or has no value.

    Examples
    --------
    >>> parse_values(find_query("meetings"), ["--actor", "Rusya"], ["since=2025"])
    {'actor': 'Rusya', 'since': '2025'}
    """
    values: dict[str, str] = {}
    for name, value in [*_options(words), *_pairs(pairs).items()]:
        known = [parameter.name for parameter in named.parameters]
        if name not in known:
            allowed = " ".join(f"--{parameter}" for parameter in known)
            raise QueryError(
                f"query {named.name!r} has no parameter {name!r}{_near(name, known)}; parameters: {allowed}"
            )
        if name in values:
            raise QueryError(f"parameter {name!r} is given twice")
        values[name] = value
    return values


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    rest = iter(words)
    for word in rest:
        if not word.startswith("--") or word == "--":
            raise QueryError(f"{word!r} is neither a parameter (--name VALUE) nor an option; {_FORM}")
        name, equals, value = word[2:].partition("=")
        yield name.replace("-", "_"), value if equals else _value(name, rest)


def _value(name: str, rest: Iterator[str]) -> str:
    value = next(rest, None)
    if value is None or value.startswith("--"):
        raise QueryError(f"parameter --{name} needs a value: --{name} VALUE")
    return value


def _pairs(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise QueryError(f"-p {pair!r}: write NAME=VALUE")
        found[name] = value
    return found


def _listed(parameter: Parameter) -> str:
    return f"--{parameter.name}{'!' if parameter.required else ''}"


def _facts(named: NamedQuery) -> dict[str, object]:
    return {
        "name": named.name,
        "title": {"en": named.title_en, "tr": named.title_tr},
        "description": {"en": named.description_en, "tr": named.description_tr},
        "parameters": [
            {"name": p.name, "type": p.type, "required": p.required, "default": p.default, "choices": p.choices,
             "help": {"en": p.help_en, "tr": p.help_tr}}
            for p in named.parameters
        ],
        "columns": [
            {"name": c.name, "type": c.type, "label": {"en": c.label_en, "tr": c.label_tr}} for c in named.columns
        ],
        "example": dict(named.example),
    }  # fmt: skip


def _describe(named: NamedQuery) -> None:
    print(f"{named.name}: {named.title_en} ({named.title_tr})\n{named.description_en}\n{named.description_tr}\n")
    width = max((len(parameter.name) for parameter in named.parameters), default=0)
    for parameter in named.parameters:
        notes = [parameter.help_en, *(["one of " + ", ".join(parameter.choices)] if parameter.choices else []),
                 *(["needed"] if parameter.required else [])]  # fmt: skip
        if parameter.default is not None:
            default = parameter.default if isinstance(parameter.default, tuple) else (parameter.default,)
            notes.append("if not given: " + ",".join(str(value) for value in default))
        print(f"  --{parameter.name:{width}}  {'; '.join(note for note in notes if note)}")
    print(f"\ncolumns: {', '.join(column.name for column in named.columns)}")
    example = " ".join(
        f"--{name} {json.dumps(str(value), ensure_ascii=False)}" for name, value in named.example.items()
    )
    complain(f"Example: graphkit query GRAPH {named.name} {example}".rstrip())
