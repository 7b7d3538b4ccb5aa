"""``graphkit resolve``: which entities of a graph are one, decided by a rule, in the terminal or from a table."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.ask import AsJson, Graph
from graphkit.cli.console import Extend, complain, open_graph, plain, print_json
from graphkit.errors import InputError, QueryError

if TYPE_CHECKING:
    from graphkit.candidates import Candidate
    from graphkit.folder import GraphFolder
    from graphkit.judgements import Judgement
    from graphkit.model import Graph as Assembled

COLUMNS = ("left", "left_name", "right", "right_name", "score", "reasons", "judgement", "reason")
_ANSWERS = {"s": "same", "n": "not same", "u": "undecided"}


def resolve(
    graph: Graph,
    auto: Annotated[bool, typer.Option("--auto", help="Let the rule judge what is sure.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Ask one pair after the other.")] = False,
    table: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Judgements from a CSV table.", show_default=False)
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last judgement back.")] = False,
    judged: Annotated[bool, typer.Option("--judged", help="List the judgements instead of candidates.")] = False,
    extend: Extend = None,
    as_json: AsJson = False,
) -> None:
    """List the entities that may be one, as CSV, and judge them: same, not same or undecided.

    Fill the column judgement of that table and give it back with --from, or answer in the terminal with --ask. Judgements
    are kept beside the records, each can be taken back, and both stores follow.
    """
    if sum((auto, ask, table is not None, undo, judged)) > 1:
        raise QueryError("one of --auto, --ask, --from, --undo and --judged at a time")
    with open_graph(graph) as folder:
        if undo:
            one = folder.undo()
            complain(f"taken back: {_said(folder.graph, one)}")
        elif judged:
            _list_judgements(folder, as_json)
        elif auto:
            _judge_all(folder, _proposed(folder))
        elif table is not None:
            _judge_all(folder, list(_read_table(table)))
        elif ask:
            _ask(folder)
        else:
            _list_candidates(folder, as_json)


def _candidates(folder: GraphFolder) -> list[Candidate]:
    from graphkit.candidates import find_candidates

    return find_candidates(folder.graph, skip={one.pair for one in folder.judgements()})


def _proposed(folder: GraphFolder) -> list[Judgement]:
    from graphkit.resolve import propose

    return propose(folder.graph, folder.judgements())


def _judge_all(folder: GraphFolder, judgements: Sequence[Judgement]) -> None:
    """Add judgements, after a look whether one contradicts what a person said before."""
    from graphkit.judgements import merge

    before = merge(folder.judgements())[1]
    known = {one.pair: one for one in folder.judgements()}
    told = [*({**known, **{one.pair: one for one in judgements}}).values()]
    refused = [one for one in merge(told)[1] if one not in before]
    if refused:
        raise QueryError(f"contradicts another judgement: {_said(folder.graph, refused[0])}; undo that one first")
    folder.judge(judgements)
    for one in judgements:
        complain(_said(folder.graph, one))
    complain(f"{len(judgements)} judgement{'' if len(judgements) == 1 else 's'}")


def _named(graph: Assembled, key: str) -> str:
    found = graph.entities.get(key)
    return f"{found.name} ({key})" if found else key


def _said(graph: Assembled, one: Judgement) -> str:
    why = f", because: {one.reason}" if one.reason else ""
    return f"{_named(graph, one.left)} and {_named(graph, one.right)}: {one.verdict}, says a {one.by}{why}"


def _list_candidates(folder: GraphFolder, as_json: bool) -> None:
    found = [_row(folder.graph, pair) for pair in _candidates(folder)]
    if as_json:
        print_json(found)
    else:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: plain(str(value)) for key, value in row.items()} for row in found)
    complain(f"{len(found)} pair{'' if len(found) == 1 else 's'} to judge")


def _row(graph: Assembled, pair: Candidate) -> dict[str, object]:
    names = (graph.entities[pair.left].name, graph.entities[pair.right].name)
    values = (pair.left, names[0], pair.right, names[1], pair.score, "; ".join(pair.reasons), "", "")
    return dict(zip(COLUMNS, values, strict=True))


def _list_judgements(folder: GraphFolder, as_json: bool) -> None:
    import dataclasses

    told = folder.judgements()
    if as_json:
        print_json([dataclasses.asdict(one) for one in told])
    else:
        for one in told:
            print(plain(_said(folder.graph, one)))


def _read_table(path: Path) -> Iterator[Judgement]:
    """Judgements of a table that has at least the columns left, right and judgement; rows without one are left out."""
    from graphkit.judgements import judge

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in ("left", "right", "judgement") if name not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"{path}: column {missing[0]!r} is missing; needed: left, right, judgement")
            for row in reader:
                left, right, said, why = ((row.get(name) or "").strip() for name in ("left", "right", "judgement", "reason"))
                if not said:
                    continue
                try:
                    yield judge(left, right, said.lower(), why, at=_now())
                except QueryError as error:
                    raise InputError(f"{path}, line {reader.line_num}: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8") from error


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _ask(folder: GraphFolder) -> None:
    """One pair after the other: s same, n not same, u undecided, b back, q quit; the end of input quits, too."""
    from graphkit.judgements import judge

    pairs, at, answered = _candidates(folder), 0, 0
    while at < len(pairs):
        pair = pairs[at]
        complain(f"\n{at + 1} of {len(pairs)}, {pair.score:.2f}: {', '.join(pair.reasons)}")
        for key in (pair.left, pair.right):
            complain("\n".join(_portrait(folder.graph, key)))
        print("[s]ame  [n]ot same  [u]ndecided  [b]ack  [q]uit: ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip().lower()[:1] or "q"
        if answer == "q":
            break
        if answer == "b" and answered:
            folder.undo()
            at, answered = at - 1, answered - 1
        elif verdict := _ANSWERS.get(answer):
            folder.judge([judge(pair.left, pair.right, verdict, score=pair.score, at=_now())])
            at, answered = at + 1, answered + 1
    complain(f"\n{answered} judgement{'' if answered == 1 else 's'}")


def _portrait(graph: Assembled, key: str) -> Iterator[str]:
    """An entity as a person needs to see it: its names, posts and a sentence."""
    entity = graph.entities.get(key)
    if entity is None:
        yield f"  {key}"
        return
    yield f"  {entity.name} ({entity.type}, {key})" + (f", also {', '.join(entity.aliases[:6])}" if entity.aliases else "")
    for post in graph.positions.values():
        if post.person == key:
            body = graph.entities.get(post.organization or "")
            yield f"    {post.title}" + (f", {body.name}" if body else "")
    told = (one for one in graph.evidence.values() if any(argument.entity == key for argument in one.arguments))
    first = min(told, key=lambda one: (one.document, one.start), default=None)
    if first is not None:
        yield f"    {first.document}: {first.quote[:200]}"
