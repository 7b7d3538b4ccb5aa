"""What the documents say holds: every command and named query is described, every command line in them is accepted."""

from __future__ import annotations

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
    code = "\n".join((ROOT / "graphkit" / "cli" / f"{name}.py").read_text(encoding="utf-8") for name in ("make", "ask", "show", "keep"))
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


def test_docs_links_to_files_lead_somewhere() -> None:
    for path in DOCUMENTS:
        for name in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / name).exists(), f"{path.name}: {name}"
