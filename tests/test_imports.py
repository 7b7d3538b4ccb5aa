"""Imports go one way, down the table of steps; each third-party library has one module; each is declared."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "graphkit"

STEPS: tuple[tuple[str, str], ...] = (
    ("records", "model model_text model_reading model_graph errors text"),
    ("data", "odds logistic resources tables memo files rows records record_file edtf ontology_types ontology record_faults"),
    ("read", "read"),
    ("parse and analyse", "windows encoder models features suffixes choice morphology reading words sentences segment casing "
                          "processors parse"),
    ("mention", "numerals counted naming mentions time_rules time_guards time_expressions time_choice times "
                "quantity_expressions quantities"),
    ("extract and resolve", "spellings entries name_keys gazetteer forms word_forms nouns phrases clauses modality attribution denied_claims receiving forces frame_files frame_roles frame_details frame_matching "
                            "frame_examples frames role_choice event_choice events corrections anaphora persons posts bearers affiliations meanings coreference acting weapons same_event event_coreference denials terms extract wikidata"),
    ("assemble", "confidence namings likeness tellings assemble candidates judgements resolve"),
    ("store", "stores shapes embedded"),
    ("ask", "communities pairs paths plans query_variables query_values query_headers query_texts query_terms query_files parameters query loads reference"),
    ("show", "views export showing"),
    ("serve", "workers serving"),
    ("whole flow", "folder pages build graphkit"),
    ("command line", "cli __main__"),
)  # fmt: skip
"""From the bottom to the top; a folder stands for all its modules, `graphkit` for the package's own `__init__`."""

LIBRARIES: dict[str, dict[str, str]] = {
    "akana": {"morphology": ""},
    "arcadedb_embedded": {"stores.arcadedb_child": ""},
    "charset_normalizer": {"read.encoding": ""},
    "jinja2": {"views.templates": ""},
    "jpype": {"stores.arcadedb_child": ""},
    "lxml": {"read.html": "", "read.boxes": "walks the tree that read.html made", "read.metadata": "the same",
             "read.feed": "feeds are XML with HTML in it"},
    "markupsafe": {"views.html": "", "views.report": "what the report's templates need not escape"},
    "matplotlib": {"views.plot": ""},
    "neo4j": {"stores.cypher": "", "stores.bolt": "what went wrong on the line, and what may be tried again",
              "stores.cypher_ask": "a user's query",
              "stores.cypher_values": "turns the driver's values into Python's, for stores.cypher"},
    "networkx": {"views.graph": "", "communities": "the Louvain method", "rows": "an answer as a graph"},
    "numpy": {"encoder": "", "processors": "trees out of the encoder's scores", "views.layout": "positions",
              "views.springs": "the same", "views.fields": "the same"},
    "onnxruntime": {"encoder": ""},
    "pandas": {"rows": ""},
    "py3langid": {"read.language": ""},
    "pyarrow": {"rows": ""},
    "pyoxigraph": {"stores.oxigraph": "", "stores.rdf_read": "terms", "stores.quads": "terms of nodes",
                   "stores.quad_store": "terms", "stores.answers": "terms of an answer", "stores.endpoint": "the same",
                   "stores.dataset": "terms to and from rdflib", "stores.rdf_files": "writes and reads files",
                   "workers": "answers in processes of their own",
                   "ontology": "reads Turtle without the weight of rdflib"},
    "pyshacl": {"shapes": ""},
    "pyvis": {"views.network": ""},
    "rapidfuzz": {"parameters": "", "candidates": "how near two names are"},
    "rdflib": {"stores.dataset": ""},
    "rich": {"cli.console": ""},
    "stanza": {"parse": "", "processors": "the encoder as stanza's processors, for parse",
               "models": "asks only where stanza keeps downloaded models"},
    "starlette": {"serving": ""},
    "tokenizers": {"encoder": ""},
    "torch": {"parse": ""},
    "trafilatura": {"read.html": ""},
    "typer": {"cli.app": "", "cli.ask": "a group of commands", "cli.console": "an option of several commands", "cli.keep": "the same", "cli.make": "the same",
              "cli.names": "the same", "cli.resolve": "the same", "cli.serve": "the same", "cli.show": "the same"},
    "urllib3": {"stores.http": "", "stores.endpoint": "what its answers raise"},
    "uvicorn": {"serving": ""},
}  # fmt: skip
"""Library → the modules that import it; every module but the first has its reason."""

EVERYWHERE = {"yaml"}  # every module that owns a data file reads it: files become records at the edge
DISTRIBUTIONS = {"yaml": "pyyaml"}
COMES_ALONG = {"jpype": "arcadedb-embedded"}  # part of what that package gives its users
NOT_IMPORTED = {"lxml-html-clean", "neo4j-rust-ext"}  # what jusText behind trafilatura needs; what the driver uses where it is


def modules() -> dict[str, Path]:
    """Module name without ``graphkit.`` → file; the package itself is ``graphkit``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "graphkit"] = path
    return found


MODULES = modules()


def imports_of(path: Path) -> Iterator[str]:
    """Names that a module imports when it runs, also inside functions; not those that only type checkers see."""
    todo: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        todo += ast.iter_child_nodes(node)


def own(name: str) -> str:
    """The module of the package that an imported name means."""
    rest = name.removeprefix("graphkit").lstrip(".")
    while rest and rest not in MODULES:
        rest = rest.rpartition(".")[0]
    return rest or "graphkit"


def step_of(module: str) -> int:
    places = [number for number, (_, names) in enumerate(STEPS) for name in names.split()
              if module == name or module.startswith(f"{name}.")]  # fmt: skip
    assert len(places) == 1, f"graphkit/{module}: give it one place in STEPS"
    return places[0]


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down_the_steps(module: str) -> None:
    place = step_of(module)
    wrong = sorted({
        target for name in imports_of(MODULES[module])
        if name.split(".")[0] == "graphkit" and name != "graphkit.__version__"
        for target in [own(name)] if step_of(target) > place
    })  # fmt: skip
    assert not wrong, f"{module} ({STEPS[place][0]}) imports from above: {wrong}"


def test_imports_of_a_library_stand_in_its_module() -> None:
    found: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        for name in imports_of(path):
            top = name.split(".")[0]
            if top != "graphkit" and top not in sys.stdlib_module_names:
                found.setdefault(top, set()).add(module)
    assert {name: users for name, users in found.items() if name not in EVERYWHERE} == {
        name: set(users) for name, users in LIBRARIES.items()
    }
    unexplained = [name for name, users in LIBRARIES.items() if "" in list(users.values())[1:]]
    assert not unexplained


def test_imports_are_declared_as_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=~!;\[ ]", line)[0].lower() for line in project["dependencies"]}
    needed = {COMES_ALONG.get(name) or DISTRIBUTIONS.get(name, name.replace("_", "-")) for name in [*LIBRARIES, *EVERYWHERE]}
    assert needed | NOT_IMPORTED == declared


def test_imports_of_the_command_line_are_light() -> None:
    heavy = "torch stanza onnxruntime pyoxigraph pandas trafilatura networkx neo4j"
    code = f"import sys, graphkit.cli; print([name for name in {heavy.split()} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_imports_modules_stay_short() -> None:
    lengths = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    assert [module for module, length in lengths.items() if length > 320] == []  # about 300, says the style
