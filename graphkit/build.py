"""The whole flow: files → documents → sentences → extractions → a graph folder. Documents stream."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator

from graphkit.errors import InputError
from graphkit.folder import GraphFolder
from graphkit.model import Document, Extraction
from graphkit.ontology import load_ontology
from graphkit.pages import Language, Page, extract_documents, load_language, whole_page, whole_reading
from graphkit.read import Paths, holds_many, read_documents

__all__ = ["Language", "OnError", "OnPage", "Page", "add_documents", "build", "extract_documents", "extract_files",
           "load_language", "whole_page", "whole_reading"]  # fmt: skip

OnError = Callable[[InputError], None]
OnPage = Callable[[Page], None]


def _stamp(document: Document, language: str) -> str:
    facts = dataclasses.replace(document, path=None)
    return hashlib.sha256(f"{facts!r} {language}".encode("utf-8", "replace")).hexdigest()[:16]


def extract_files(paths: Paths, *, language: Language, published: dt.date | None = None, encoding: str | None = None,
                  on_error: OnError | None = None) -> Iterator[Extraction]:  # fmt: skip
    """What was read of each input document, in the order of the files.

    Parameters
    ----------
    paths
        Files and folders.
    published
        Publication date of documents that tell none.
    encoding
        Encoding of the files, where it must not be found out.
    on_error
        Called with each input that cannot be read; None: the first one is raised.

    Yields
    ------
    Extraction
        A page with its teasers, as `whole_page` joins them.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> story = Path(tempfile.mkdtemp()) / "haber.txt"
    >>> _ = story.write_text("Haber\\n\\nFas ile Tunus dün Rabat'ta anlaşma imzaladı.", encoding="utf-8")
    >>> {event.type for record in extract_files(story, language=load_language()) for event in record.events}
    {'Agreement'}
    """
    documents = read_documents(paths, published=published, encoding=encoding, on_error=on_error)
    for page in extract_documents(documents, language):
        yield whole_page(page)


def build(paths: Paths, *, output: str | os.PathLike[str] | None = None, published: dt.date | None = None,
          language: Language | None = None, encoding: str | None = None, on_error: OnError | None = None,
          on_page: OnPage | None = None) -> GraphFolder:  # fmt: skip
    """Build a graph of documents, or go on with one.

    Parameters
    ----------
    paths
        Files and folders: text, Markdown, HTML, JSON lines.
    output
        Graph folder; made where it is missing. Documents that it holds already, unchanged, are not read again. None:
        a temporary folder.
    published
        Publication date of documents that tell none.
    language
        A loaded language; None: Turkish with the shipped models.
    encoding
        Encoding of the files, where it must not be found out.
    on_error
        Called with each input that cannot be read, and the rest is built; None: the first one is raised, and what was
        built before it is kept.
    on_page
        Called after each page, for progress.

    Returns
    -------
    GraphFolder
        Open; close it or use it in a ``with`` block.

    Raises
    ------
    InputError
        For the first bad input, without `on_error`.
    StoreError, LockedError
        When the folder cannot be used.
    OntologyError
        When the folder holds events of types that are not known now.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> story = Path(tempfile.mkdtemp()) / "haber.txt"
    >>> _ = story.write_text("Haber\\n\\nFas ile Tunus dün Rabat'ta anlaşma imzaladı.", encoding="utf-8")
    >>> with build(story) as graph:
    ...     print(graph.query("agreements", actor="Fas")[0]["parties"])
    ('Fas', 'Tunus')
    """
    folder = GraphFolder.create(output or tempfile.mkdtemp(prefix="graphkit-"))
    try:
        loaded = language or load_language()
        documents = read_documents(paths, published=published, encoding=encoding, on_error=on_error)
        add_documents(folder, documents, loaded, on_page=on_page)
    except BaseException:
        folder.close()
        raise
    return folder


def add_documents(folder: GraphFolder, documents: Iterable[Document], language: Language, *,
                  on_page: OnPage | None = None) -> None:  # fmt: skip
    """Read documents into a folder, a page at a time; each page is on disk before the next is reported.

    A page that the folder holds unchanged is skipped; one that changed takes the place of what was read before: the
    record of its id, or, for a file that holds one page, whatever was read from that file. What is read is told to the
    folder's `loads`.

    Raises
    ------
    OntologyError
        When the folder holds events of types that are not known now.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.folder import GraphFolder
    >>> text = "Fas ve Tunus heyetleri Rabat'ta görüştü."
    >>> with GraphFolder.create(tempfile.mkdtemp()) as folder:
    ...     add_documents(folder, [Document("d1", text, text)], load_language())
    ...     [head.id for head in folder.heads()]
    ['d1']
    """
    began = dt.datetime.now(dt.UTC)
    stamps: dict[str, str] = {}
    files: dict[str, set[str]] = {}
    fresh: dict[str, str] = {}
    ontology = load_ontology()
    heads = folder.heads()
    for kind in sorted({kind for head in heads for kind in head.types}):
        ontology.event(kind)  # of an extension that is not there: what it told would be lost
    for head in heads:
        stamps[head.id] = head.stamp
        if head.path and not head.part_of:
            files.setdefault(head.path, set()).add(head.id)

    def news() -> Iterator[Document]:
        for document in documents:
            stamp = _stamp(document, language.stamp)
            if stamps.get(document.id) != stamp:
                fresh[document.id] = stamp
                yield document
            elif on_page:
                on_page(Page(document, (), True))

    for page in extract_documents(news(), language):
        replaced = {page.document.id} & stamps.keys()
        known = files.get(page.document.path or "", set())
        if known and not holds_many(page.document.path or ""):
            replaced |= known
        if replaced:
            folder.forget(replaced)
        stamp = fresh.pop(page.document.id)
        stamps[page.document.id] = stamp
        folder.loads.add(began, (extraction.document.id for extraction in page.extractions))
        folder.append((extraction, stamp) for extraction in reversed(page.extractions))
        if on_page:
            on_page(page)
    folder.compact()
