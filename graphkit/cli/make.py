"""``graphkit build`` and ``graphkit extract``: what is made of files."""

from __future__ import annotations

import codecs
import datetime as dt
import itertools
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.console import FAILED, STOPPED, WRONG, Extend, complain, print_json, progress, whole_file
from graphkit.errors import InputError, SkippedInput

if TYPE_CHECKING:
    from graphkit.folder import GraphFolder
    from graphkit.model import Document
    from graphkit.pages import Language, Page

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILES",
        help="Texts, Markdown, HTML, JSON Lines, feeds, folders of them; @LIST: the files that LIST names.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of documents that tell none, as 2025-07-11.", show_default=False)
]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of all files; found out if not given.", show_default=False)
]
Models = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER", help="Models to read with; 'official': stanza's published ones.", show_default=False
    ),
]
Frames = Annotated[
    Path | None, typer.Option(metavar="PATH", help="File or folder of event frames of your own.", show_default=False)
]
OwnNames = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="PATH", help="Table or folder of names of your own.", show_default=False),
]
LanguageName = Annotated[str, typer.Option(metavar="CODE", help="Language pack.")]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first input that cannot be read.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]


@dataclass(slots=True)
class Tally:
    """Counts of one run; grows while it runs.

    Examples
    --------
    >>> tally = Tally(read=2)
    >>> tally.refuse(SkippedInput("a.jpg: .jpg files are not read"))
    >>> tally.done, tally.code, tally.note
    (3, 0, '0 events, 1 skipped, 0 failed')
    >>> tally.refuse_first(SkippedInput("b.jpg: .jpg files are not read"))
    """

    read: int = 0
    held: int = 0
    events: int = 0
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Inputs that are dealt with, one way or another."""
        return self.read + self.held + len(self.skipped) + len(self.failed)

    @property
    def note(self) -> str:
        """The counts for the progress bar."""
        return f"{self.events} events, {len(self.skipped)} skipped, {len(self.failed)} failed"

    @property
    def code(self) -> int:
        """Exit code of a run that came to its end."""
        if not self.read + self.held:
            return WRONG
        return FAILED if self.failed else 0

    def refuse(self, error: InputError) -> None:
        """Note an input that is not read, and say so at once."""
        skipped = isinstance(error, SkippedInput)
        (self.skipped if skipped else self.failed).append(str(error))
        complain(f"{'skipped' if skipped else 'error'}: {error}")

    def refuse_first(self, error: InputError) -> None:
        """Note an input that is left out on purpose; raise any other (``--fail-fast``)."""
        if not isinstance(error, SkippedInput):
            raise error
        self.refuse(error)


def build(
    files: Files,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="GRAPH", help="Graph folder; made, or added to.")],
    published: Published = None,
    encoding: Encoding = None,
    models: Models = None,
    frames: Frames = None,
    gazetteer: OwnNames = None,
    extend: Extend = None,
    language: LanguageName = "tr",
    fail_fast: FailFast = False,
    as_json: Json = False,
) -> None:
    """Build the graph of news texts, or go on with one.

    Pages that the graph holds already, unchanged, are not read again. Ctrl-C keeps what is done.
    """
    from graphkit.folder import GraphFolder

    tally = Tally()
    total, documents = _open_inputs(files, published, encoding, language, tally.refuse_first if fail_fast else tally.refuse)
    first = next(documents, None)
    if first is None:
        if (output / "graph.json").exists():
            with GraphFolder.open(output) as folder:
                _tell_gone(folder, files)
        _end(tally, as_json, graph=output)
        raise typer.Exit(WRONG)
    with GraphFolder.create(output) as folder:
        try:
            loaded = _load(language, models, _frames(frames, extend), gazetteer)
            _read_pages(folder, itertools.chain([first], documents), loaded, tally, total)
            _write_store(folder)
            _tell_gone(folder, files)
        except KeyboardInterrupt:
            complain(f"stopped: {_kept(folder)} pages are kept; run the same command again to go on")
            raise typer.Exit(STOPPED) from None
        except InputError as error:  # --fail-fast
            complain(f"error: {error}")
            complain(f"stopped: {_kept(folder)} pages are kept")
            raise typer.Exit(FAILED if tally.read + tally.held else WRONG) from None
        graph = folder.graph
        _end(tally, as_json, graph=output, pages=sum(not one.part_of for one in graph.documents.values()),
             documents=len(graph.documents), events=len(graph.events), entities=len(graph.entities),
             evidence=len(graph.evidence))  # fmt: skip
    raise typer.Exit(tally.code)


def extract(
    files: Files,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="JSON Lines file; - is standard output.")
    ] = "-",
    published: Published = None,
    encoding: Encoding = None,
    models: Models = None,
    frames: Frames = None,
    gazetteer: OwnNames = None,
    language: LanguageName = "tr",
    fail_fast: FailFast = False,
    extend: Extend = None,
) -> None:
    """Write what each document tells, one JSON record a line, in the format of the annotation guidelines.

    The file appears whole; what Ctrl-C leaves is in FILE.part.
    """
    from graphkit.pages import extract_documents, whole_page
    from graphkit.records import to_guidelines

    tally = Tally()
    total, documents = _open_inputs(files, published, encoding, language, tally.refuse_first if fail_fast else tally.refuse)
    first = next(documents, None)
    if first is None:
        _end(tally, False)
        raise typer.Exit(WRONG)
    try:
        with whole_file(output) as file, _shown(tally, total) as count:
            loaded = _load(language, models, _frames(frames, extend), gazetteer)
            for page in extract_documents(itertools.chain([first], documents), loaded):
                file.write(json.dumps(to_guidelines(whole_page(page)), ensure_ascii=False) + "\n")
                count(page)
    except KeyboardInterrupt:
        where = "" if output == "-" else f"; {tally.read} records are in {output}.part"
        complain(f"stopped{where}")
        raise typer.Exit(STOPPED) from None
    _end(tally, False)
    raise typer.Exit(tally.code)


def _open_inputs(files: list[Path], published: str | None, encoding: str | None, language: str,
                 on_error: Callable[[InputError], None]) -> tuple[int, Iterator[Document]]:  # fmt: skip
    """How many documents there are to read (bad ones counted too), and the documents."""
    from graphkit.read import count_documents, read_documents

    day = None
    if published is not None:
        try:
            day = dt.date.fromisoformat(published)
        except ValueError:
            raise typer.BadParameter(
                f"{published!r} is no day; write it as 2025-07-11", param_hint="--published"
            ) from None
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError:
            hint = "--encoding"
            raise typer.BadParameter(f"no encoding {encoding!r}; utf-8 or windows-1254, say", param_hint=hint) from None
    documents = read_documents(files, published=day, encoding=encoding, language=language, on_error=on_error)
    return count_documents(files), documents


def _frames(frames: Path | None, extend: Path | None) -> Path | None:
    """Where frames of one's own are: those of an extension, else those of ``--frames``."""
    from graphkit.frames import frame_files

    if extend is None or not (extend.is_dir() and frame_files(extend)):
        return frames
    if frames is not None:
        raise typer.BadParameter(f"frames stand in {extend} already; put these there, too", param_hint="--frames")
    return extend


def _load(language: str, models: str | None, frames: Path | None, gazetteer: Path | None) -> Language:
    from graphkit.pages import load_language

    if sys.stderr.isatty():
        complain("loading the language models …")
    return load_language(language, models=models, frames=frames, gazetteer=gazetteer)


def _read_pages(
    folder: GraphFolder, documents: Iterable[Document], language: Language, tally: Tally, total: int
) -> None:
    from graphkit.build import add_documents

    with _shown(tally, total) as count:
        add_documents(folder, documents, language, on_page=count)


@contextmanager
def _shown(tally: Tally, total: int) -> Iterator[Callable[[Page], None]]:
    """Count pages and show it; before the first page that is read, say how many of a stopped run are there already."""
    with progress("pages", total) as advance:

        def count(page: Page) -> None:
            if page.skipped:
                tally.held += 1
            else:
                if tally.held and not tally.read:
                    complain(f"{tally.held} done, {total - tally.done} to do")
                tally.read += 1
                tally.events += sum(len(extraction.events) for extraction in page.extractions)
            advance(tally.done, tally.note)

        yield count


def _kept(folder: GraphFolder) -> int:
    """Number of pages on disk; a tally may lag behind by one when Ctrl-C comes between writing and counting."""
    return sum(not head.part_of for head in folder.heads())


def _tell_gone(folder: GraphFolder, files: list[Path]) -> None:
    """Say which files of the given folders the graph was built of and are there no more: their documents stay."""
    inside = [os.path.abspath(file) for file in files if file.is_dir()]
    paths = {head.path for head in folder.heads() if head.path}
    gone = sorted(
        path for path in paths
        if any(Path(os.path.abspath(path)).is_relative_to(one) for one in inside) and not Path(path).exists()
    )  # fmt: skip
    if gone:
        more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
        complain(f"{gone[0]}{more}: not there any more; what was read stays until `graphkit retract {folder.path} FILE`")


def _write_store(folder: GraphFolder) -> None:
    """Assemble the graph and write it into the embedded store now, so that the first question need not wait."""
    with progress("writing the graph") as advance:
        folder.store("sparql", progress=lambda done, total: advance(done, f"of {total} nodes"))


def _end(tally: Tally, as_json: bool, *, graph: Path | None = None, **counts: int) -> None:
    """The summary of a run: on standard error for people, as JSON on standard output for scripts."""
    if as_json:
        print_json({"graph": str(graph), "read": tally.read, "held": tally.held, "skipped": tally.skipped,
                    "failed": tally.failed, **counts})  # fmt: skip
        return
    found = f" with {tally.events} event mentions" if tally.read else ""
    complain(f"{tally.read} pages read{found}, {tally.held} held already, {len(tally.skipped)} skipped, "
             f"{len(tally.failed)} failed")  # fmt: skip
    for word, messages in (("skipped", tally.skipped), ("failed", tally.failed)):
        reasons = Counter(message.partition(": ")[2] for message in messages)
        for reason, number in reasons.most_common(8):
            complain(f"  {word} {number} × {reason}")
        if len(reasons) > 8:
            complain(f"  {word} for {len(reasons) - 8} other reasons")
    if not tally.read + tally.held:
        complain("error: no input could be read; nothing was written")
    if counts:
        pages = counts.pop("pages")
        parts = counts["documents"] - pages
        notes = {"documents": f" ({pages} pages and {parts} teasers on them)"} if parts else {}
        listed = ", ".join(f"{number} {name}{notes.get(name, '')}" for name, number in counts.items())
        complain(
            f"{graph}: {listed}\nask: graphkit query {graph} meetings     look: graphkit view {graph} -o page.html"
        )
