"""``graphkit gazetteer``: tables of names out of a Wikidata dump."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from graphkit.cli.console import complain, progress


def gazetteer(
    action: Annotated[Literal["build"], typer.Argument(metavar="build", help="Make tables.", show_default=False)],
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="Wikidata JSON dump; .gz and .bz2, too.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Folder of the tables; made if missing.")],
    language: Annotated[str, typer.Option(metavar="CODE", help="Language pack.")] = "tr",
) -> None:
    """Make a gazetteer of a Wikidata dump: states, places, bodies, forces, holders of office with their terms.

    `graphkit build --gazetteer FOLDER` reads with it; the shipped names stay.
    """
    from graphkit.gazetteer import load_gazetteer
    from graphkit.wikidata import build_tables

    with progress("lines") as advance:
        shipped = load_gazetteer(language)
        report = build_tables(dump, output, shipped, language=language, progress=lambda done: advance(done, ""))
    damaged = f", {report.damaged} damaged line{'' if report.damaged == 1 else 's'}" if report.damaged else ""
    complain(f"{output}: {report.entities} entities, {report.offices} terms of office{damaged}")
