"""What the documents say holds: every command and named query is described, every command line in them is accepted."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_graph import make_graph

from graphkit.cli import app
from graphkit.query import list_queries, load_query

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = {info.callback.__name__: info for info in app.registered_commands if info.callback}


@pytest.mark.parametrize("command", COMMANDS)
def test_docs_describe_every_command(command: str) -> None:
    assert re.search(rf"^\| `graphkit {command}\b", README, re.MULTILINE), f"no row for {command} in the README's table"


@pytest.mark.parametrize("command", COMMANDS)
def test_docs_every_command_has_help_with_an_example(command: str) -> None:
    info = COMMANDS[command]
    assert info.callback is not None and info.callback.__doc__
    assert f"graphkit {command}" in (info.epilog or ""), f"{command} has no example in its help"


@pytest.mark.parametrize("query", [query.name for query in list_queries()])
def test_docs_describe_every_named_query(query: str) -> None:
    assert re.search(rf"^\| `{query}` \|", README, re.MULTILINE), f"no row for {query} in the README's table"


def command_lines() -> Iterator[tuple[str, str]]:
    """(document, command line) of every ``graphkit …`` in a shell block."""
    for path in DOCUMENTS:
        for block in re.findall(r"```bash\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.splitlines():
                found = re.search(r"(?:^|\s)graphkit (\w.*)$", line)
                if found:
                    yield path.name, found[1]
    for _, name, _, example in re.findall(r"^(\|) `(\w+)` \| (.*?) \| `(--.*?)` \|$", README, re.MULTILINE):
        yield "README.md", f"query GRAPH {name} {example}"


@pytest.mark.parametrize(("document", "line"), list(command_lines()))
def test_docs_command_lines_use_options_that_exist(document: str, line: str) -> None:
    command, *words = shlex.split(line, comments=True)
    assert command in COMMANDS, f"{document}: no command {command}"
    code = "\n".join((ROOT / "graphkit" / "cli" / f"{name}.py").read_text(encoding="utf-8") for name in ("make", "ask", "show", "keep", "resolve", "names"))
    known = set(re.findall(r'"(--?[\w-]+)"', code)) | {"--published", "--encoding", "--models", "--frames", "--language", "--lang",
                                                      "--limit", "--timeout", "--text", "--title"}  # fmt: skip
    if command == "query":
        known |= {f"--{parameter.name}" for parameter in load_query(words[1]).parameters}
    unknown = [word for word in words if word.startswith("-") and word != "-" and word.partition("=")[0] not in known]
    assert not unknown, f"{document}: {line}"


def test_docs_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    make_graph(tmp_path / "examples" / "output" / "graph")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert "2026-03-17 Fas, Rusya" in capsys.readouterr().out
    assert (tmp_path / "examples" / "output" / "page.html").stat().st_size > 100_000


def test_docs_python_of_the_page_on_stores_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    codes = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "stores.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(codes) == 2
    for code in codes:
        exec(compile(code, "stores.md", "exec"), {})


def test_docs_links_to_files_lead_somewhere() -> None:
    for path in DOCUMENTS:
        for name in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / name).exists(), f"{path.name}: {name}"


# ------------------------------------------------------------ public names

def names_of(path: Path) -> Iterator[tuple[str, bool]]:
    """(public name, whether an example shows it) of a module: functions, classes and their methods.

    A method is shown by an example of its own, or by an example of the module that calls it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    shown = "\n".join(line for text in docstrings(tree) for line in text.splitlines() if line.lstrip().startswith((">>>", "...")))
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
            continue
        text = ast.get_docstring(node) or ""
        parts = [part for part in node.body if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")]
        protocol = isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases)
        yield node.name, protocol or any(">>>" in (ast.get_docstring(part) or "") for part in [node, *parts]) and bool(text)
        for part in parts if isinstance(node, ast.ClassDef) else ():
            own = ast.get_docstring(part) or ""
            overload = any("overload" in ast.unparse(mark) for mark in part.decorator_list)
            yield f"{node.name}.{part.name}", overload or bool(own) and (protocol or ">>>" in own or re.search(rf"\.{part.name}\b", shown) is not None)


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            yield ast.get_docstring(node) or ""


COMMAND_NAMES = {*COMMANDS, "graphkit_command"}  # their example stands in their help, see above
MODULES = sorted((ROOT / "graphkit").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "graphkit").as_posix())
def test_docs_every_public_name_has_an_example(path: Path) -> None:
    commands = COMMAND_NAMES if path.parent.name == "cli" else set()
    missing = [name for name, shown in names_of(path) if not shown and name not in commands]
    assert not missing, f"{path.name}: no example of {', '.join(missing)}"


def test_docs_a_name_without_an_example_is_found(tmp_path: Path) -> None:
    source = 'def told() -> None:\n    """Shown.\n\n    >>> told()\n    """\n\n\nclass Bare:\n    """Not shown."""\n\n    def ask(self) -> None:\n        pass\n'
    (tmp_path / "a.py").write_text(source, encoding="utf-8")
    assert list(names_of(tmp_path / "a.py")) == [("told", True), ("Bare", False), ("Bare.ask", False)]
