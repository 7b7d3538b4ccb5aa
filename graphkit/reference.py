"""Pages made from data: ``docs/ontology.md``, ``docs/queries.md``, ``ontologies/context.jsonld`` and the made part of
``ontologies/shapes.ttl``.

``python -m graphkit.reference`` writes them in a source tree; a test fails when one is not current.
"""

from __future__ import annotations

from pathlib import Path

from graphkit.files import write_text
from graphkit.ontology import Ontology, load_ontology, relationship_type
from graphkit.query_files import NamedQuery, Parameter, list_queries
from graphkit.shapes import read_shapes
from graphkit.stores.jsonld import context_file

_NOTE = "<!-- made by `python -m graphkit.reference`, do not edit -->\n"

_TREE = Path(__file__).resolve().parent.parent


def ontology_page(ontology: Ontology) -> str:
    """Markdown page of all types and roles, each type with a Turkish example sentence.

    Examples
    --------
    >>> ontology_page(load_ontology()).splitlines()[0]
    '# The ontology'
    """
    lines = ["# The ontology", "", _NOTE]
    lines += [
        f"{len(ontology.events)} event types, {len(ontology.roles)} roles, {len(ontology.entities)} entity types. The",
        "source is `ontologies/graphkit.ttl`; `ontologies/mappings.ttl` relates it to PLOVER, CAMEO, SEM, PROV-O,",
        "schema.org and Wikidata, `ontologies/shapes.ttl` (SHACL) says what a graph must look like,",
        "`ontologies/context.jsonld` is the context of JSON-LD files.",
        "How all of it stands in the stores is in [graph-model.md](graph-model.md).",
        "",
        "## Event types",
        "",
        "PLOVER and CAMEO name the nearest code (PLOVER draft 0.8, 2021); where none is near there is none.",
        "Besides its own roles every event has `place`.",
    ]
    for event in ontology.events:
        codes = f" · PLOVER `{event.plover}`, CAMEO `{event.cameo}`" if event.plover else ""
        lines += [
            "",
            f"### {event.name}",
            "",
            f"**{event.label_tr}** · {event.label_en}{codes}",
            "",
            event.definition_tr,
            event.definition_en,
            "",
            f"> {event.example}",
            "",
            "| role | Türkçe | in the example |",
            "| --- | --- | --- |",
        ]
        named = [*event.roles, *(["place"] if any(name == "place" for name, _ in event.example_roles) else [])]
        for name in named:
            fillers = ", ".join(words for role, words in event.example_roles if role == name)
            lines.append(f"| `{name}` | {ontology.role(name).label_tr} | {fillers} |")
        if event.details:
            lines += ["", "Details: " + ", ".join(f"`{name}`" for name in event.details) + "."]
    lines += ["", "## Roles", "", "| role | Türkçe | meaning | anlamı | filled by | Cypher |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for role in sorted(ontology.roles, key=lambda one: one.name):
        cells = (f"`{role.name}`", role.label_tr, role.definition_en, role.definition_tr, ", ".join(role.ranges))
        lines.append("| " + " | ".join((*cells, f"`{relationship_type(role.name)}`")) + " |")
    lines += ["", "## Entity types", "", "| type | Türkçe | meaning | anlamı |", "| --- | --- | --- | --- |"]
    for entity in ontology.entities:
        lines.append(f"| `{entity.name}` | {entity.label_tr} | {entity.definition_en} | {entity.definition_tr} |")
    return "\n".join(lines) + "\n"


def queries_page(queries: tuple[NamedQuery, ...]) -> str:
    """Markdown page of named queries with their parameters and columns.

    Examples
    --------
    >>> queries_page(list_queries()).splitlines()[0]
    '# Named queries'
    """
    lines = ["# Named queries", "", _NOTE]
    lines += [
        "Each query is three files in `queries/`: `NAME.yaml` (this page is made from it), `NAME.rq` (SPARQL) and",
        "`NAME.cypher`. Both texts take the same parameters and give the same rows; tests ask Oxigraph, Fuseki,",
        "ArcadeDB and Neo4j and compare.",
        "",
        '- **Names** are typed as people write them: `putin`, `"Vladimir Putin\'in"`, `Amerika`, `Q159`. An unknown name is',
        "  an error that says what is near.",
        "- **Dates** may be a day, a month or a year. An event counts if it overlaps the time asked for; an undated one",
        "  counts only where no time is asked for: `since` and `until` leave it out without a word.",
        "- **Denied and planned events are not told as happened**: see `status` of each query and the column of that name.",
        "- **officials**: a state or organization stands also for those who hold a post in it (without regard to when).",
        "- **`--evidence`** adds the sentences behind each row: quote, document, date, source. For `posts` these are the",
        "  documents that say so, with a sentence about an event where one names title and holder; rows of `communities`",
        "  are of no event and have none.",
        "- A **list** column holds texts in code point order. Rows are sorted by the named columns, empty values last.",
        "- In the texts, a line that ends in `@if x` is sent only where parameter x is given, `@unless x` only where not.",
        "  SPARQL gets the parameters as variables at the line `# @parameters` (`status` as `?status_in`), Cypher as",
        "  `$name`; a line `# @parameters since until` gives only those.",
        "- How long each takes on 100,000 events, and how the slowest are carried out: [query-speed.md](query-speed.md).",
    ]
    for query in queries:
        call = " ".join(f'--{name} "{value}"' for name, value in query.example.items())
        lines += [
            "",
            f"## {query.name}",
            "",
            f"**{query.title_en}** · {query.title_tr}",
            "",
            query.description_en,
            "",
            query.description_tr,
            "",
            "```sh",
            f"graphkit query GRAPH {query.name} {call}".rstrip(),
            "```",
            "",
            "| parameter | type | default | meaning | anlamı |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [_parameter(parameter) for parameter in query.parameters]
        columns = ", ".join(f"`{column.name}` ({column.type})" for column in query.columns)
        lines += ["", f"Columns: {columns}. Sorted by {', '.join(f'`{name}`' for name in query.order)}."]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Path in the source tree → text, for all pages that are made.

    Examples
    --------
    >>> sorted(pages())
    ['docs/ontology.md', 'docs/queries.md', 'ontologies/context.jsonld', 'ontologies/shapes.ttl']
    """
    ontology = load_ontology()
    return {
        "docs/ontology.md": ontology_page(ontology),
        "docs/queries.md": queries_page(list_queries()),
        "ontologies/context.jsonld": context_file(ontology),
        "ontologies/shapes.ttl": read_shapes(ontology),
    }


def _parameter(parameter: Parameter) -> str:
    default = parameter.default
    if parameter.required:
        shown = "required"
    elif isinstance(default, tuple):
        shown = ", ".join(map(str, default))
    elif isinstance(default, bool):
        shown = "yes" if default else "no"
    else:
        shown = "" if default is None else str(default)
    kind = parameter.type
    if parameter.choices:
        kind = "one of" if not parameter.many else "some of"
        kind += " " + ", ".join(f"`{choice}`" for choice in (*parameter.choices, "any"))
    return f"| `{parameter.name}` | {kind} | {shown} | {parameter.help_en} | {parameter.help_tr} |"


def main(root: Path = _TREE) -> None:
    """Write all pages in the source tree.

    Examples
    --------
    >>> import tempfile
    >>> main(folder := Path(tempfile.mkdtemp()))
    >>> sorted(path.name for path in (folder / "docs").iterdir())
    ['ontology.md', 'queries.md']
    """
    for name, text in pages().items():
        write_text(root / name, text)


if __name__ == "__main__":
    main()
