"""A report: a folder with an index, the interactive page, one page per document, figures and a table of events.

Everything opens from the folder without a network; the folder may be zipped, mailed or put on any web server as it is.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from graphkit.errors import GraphkitError
from graphkit.export.tables import write_events
from graphkit.files import write_text, write_with
from graphkit.model import Event, Evidence, Extraction, Graph
from graphkit.views.html import write_page
from graphkit.views.labels import find_labels
from graphkit.views.payload import Record, plain_label, text_records
from graphkit.views.plot import KINDS, plot, save
from graphkit.views.templates import fill, policy, read_file

TEXT_LIMIT = 4_000_000
"""So many characters of articles at most go into the interactive page; above that it shows the sentences."""


def write_report(
    graph: Graph,
    folder: str | Path,
    *,
    extractions: Iterable[Extraction] = (),
    title: str | None = None,
    language: str = "tr",
) -> Path:
    """Write the report of a graph.

    Parameters
    ----------
    graph
        What to report.
    folder
        Where to; made when it is not there. Files of the same names are replaced, others stay.
    extractions
        What was read of the documents: their texts. Without them the document pages have the sentences only.
    title
        Heading of the report; None: a plain one.
    language
        ``"tr"`` or ``"en"``.

    Returns
    -------
    pathlib.Path
        The index, ``index.html``; beside it ``graph.html``, ``documents/``, ``figures/`` (SVG and PDF) and ``events.csv``.

    Raises
    ------
    GraphkitError
        When `language` is unknown, or `folder` is a file.

    Examples
    --------
    >>> import tempfile
    >>> sorted(path.name for path in write_report(Graph(), tempfile.mkdtemp()).parent.iterdir())
    ['documents', 'events.csv', 'figures', 'graph.html', 'index.html']
    """
    words = _words(language)
    target = Path(folder)
    if target.is_file():
        raise GraphkitError(f"{target}: is a file; a report is a folder")
    texts = text_records(extractions, graph)
    heading = title or words["title"]
    small = sum(len(record["text"]) for record in texts.values()) <= TEXT_LIMIT
    for name in ("documents", "figures"):
        (target / name).mkdir(parents=True, exist_ok=True)
    write_page(graph, target / "graph.html", title=heading, language=language, texts=texts if small else None)
    write_events(graph, target / "events.csv")
    files = _write_documents(graph, target / "documents", texts, language)
    figures = [_write_figure(graph, kind, target, language) for kind in KINDS]
    index = fill(
        "report.html",
        title=heading,
        facts=_facts(graph, language),
        cards=_cards(language),
        figures=figures,
        tables=[_actors(graph, language), _types(graph, language)],
        documents=_documents(graph, files, language),
        footer=words["footer"],
        **_frame(language),
    )
    return write_text(target / "index.html", index)


@lru_cache(maxsize=1)
def _load_words() -> dict[str, dict[str, str]]:
    return dict(json.loads(read_file("page", "report.json")))


def _words(language: str) -> dict[str, str]:
    """What the report says in a language."""
    words = _load_words()
    if language not in words:
        raise GraphkitError(f"report language {language!r}: must be one of {', '.join(sorted(words))}")
    return words[language]


def _frame(language: str) -> dict[str, Any]:
    style = read_file("page", "report.css")
    return {"language": language, "policy": policy([], style), "style": Markup(style)}


def _facts(graph: Graph, language: str) -> str:
    facts = _words(language)["facts"].format(
        events=len(graph.events), actors=len(graph.entities), documents=len(graph.documents), evidence=len(graph.evidence)
    )
    days = sorted(document.published for document in graph.documents.values() if document.published)
    return f"{facts}. {days[0]} – {days[-1]}" if days else facts


def _address(**state: str) -> str:
    """The interactive page in a state of its own."""
    return f"graph.html#{urlencode(state)}"


def _cards(language: str) -> list[dict[str, str]]:
    words = _words(language)
    views = ("events", "actors", "timeline", "map", "matrix", "documents")
    cards = [{"address": _address(view=view), "name": words[view], "says": words[f"{view}_says"]} for view in views]
    cards[0]["address"] = "graph.html"
    return [*cards, {"address": "events.csv", "name": words["csv"], "says": words["csv_says"]}]


def _write_figure(graph: Graph, kind: Any, target: Path, language: str) -> dict[str, Any]:
    """Write a figure as SVG and PDF; the index holds it as a picture of its own."""
    figure = plot(graph, kind, language=language)
    for ending in ("svg", "pdf"):
        write_with(target / "figures" / f"{kind}.{ending}", partial(save, figure))
    picture = io.BytesIO()
    save(figure, picture, dpi=130)
    data = base64.b64encode(picture.getvalue()).decode()
    files = [f"figures/{kind}.svg", f"figures/{kind}.pdf"]
    return {"name": _words(language)[kind], "data": f"data:image/png;base64,{data}", "files": files}


def _actors(graph: Graph, language: str) -> dict[str, Any]:
    words = _words(language)
    counts: Counter[str] = Counter()
    for event in graph.events.values():
        counts.update({argument.entity for argument in event.arguments if argument.role != "place"})
    ranked = sorted(counts, key=lambda one: (-counts[one], graph.entities[one].name, one))[:20]
    rows = [{"address": _address(n=one), "name": graph.entities[one].name, "values": [counts[one]]} for one in ranked]
    return {"name": words["top"], "heads": [words["actor"], words["count"]], "rows": rows}


def _types(graph: Graph, language: str) -> dict[str, Any]:
    words = _words(language)
    counts = Counter(event.type for event in graph.events.values())
    told = Counter(graph.events[one.event].type for one in graph.evidence.values() if one.event in graph.events)
    names = find_labels(counts, [])["types"]
    rows = []
    for name in sorted(counts, key=lambda one: (-counts[one], one)):
        others = ",".join(sorted(set(counts) - {name}))
        rows.append({"address": _address(off=others), "name": names[name][language], "values": [counts[name], told[name]]})
    return {"name": words["types"], "heads": [words["type"], words["count"], words["sentences"]], "rows": rows}


def _documents(graph: Graph, files: Mapping[str, str], language: str) -> dict[str, Any]:
    words = _words(language)
    events: defaultdict[str, set[str]] = defaultdict(set)
    for one in graph.evidence.values():
        events[one.document].add(one.event)
    rows = []
    for document in sorted(graph.documents.values(), key=lambda one: (str(one.published or ""), one.id), reverse=True):
        values = [document.outlet or "", document.published or "", len(events[document.id])]
        rows.append({"address": f"documents/{files[document.id]}", "name": document.title or document.id, "values": values})
    return {
        "name": words["documents"],
        "heads": [words[key] for key in ("document", "outlet", "published", "count")],
        "rows": rows,
    }


def _write_documents(graph: Graph, folder: Path, texts: Mapping[str, Record], language: str) -> dict[str, str]:
    """Write one page per document; returns document id → file name, made of the id, which may hold any letters."""
    told: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in sorted(graph.evidence.values(), key=lambda one: (one.start, one.id)):
        told[one.document].append(one)
    files = {}
    for key, document in sorted(graph.documents.items()):
        files[key] = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16] + ".html"
        facts = " · ".join(str(fact) for fact in (document.outlet, document.published) if fact)
        lines = _lines(graph, told[key], texts.get(key), language)
        page = fill(
            "document.html",
            title=document.title or key,
            facts=facts,
            lines=lines,
            back=_words(language)["back"],
            **_frame(language),
        )
        write_text(folder / files[key], page)
    return files


def event_name(event: Event, language: str = "tr") -> str:
    """Name of an event with its type, in the reader's language.

    Examples
    --------
    >>> event_name(Event("e1", "Visit", "Ziyaret: Rusya"), "en")
    'Visit: Rusya'
    """
    plain = plain_label(event)
    if plain == event.label:
        return plain
    return f"{find_labels([event.type], [])['types'][event.type][language]}: {plain}"


def _lines(graph: Graph, told: list[Evidence], record: Record | None, language: str) -> list[dict[str, Any]]:
    """The paragraphs of a document in pieces: plain, a name, or the trigger of an event; each with where it leads."""
    marks: list[tuple[int, int, str, str]] = [
        (one.start, one.end, one.event, event_name(graph.events[one.event], language))
        for one in told
        if one.event in graph.events
    ]
    if record is None:
        sentences = {one.quote_start: one.quote for one in told}
        return [
            {"zone": "body", "pieces": _pieces(quote, start, [(*mark, True) for mark in marks])}
            for start, quote in sorted(sentences.items())
        ]
    names = [(start, end, entity, graph.entities[entity].name) for start, end, entity in record["names"]]
    every = [(*mark, True) for mark in marks] + [(*name, False) for name in names]
    title = next((zone for zone in record["zones"] if zone[0] == "title"), None)
    lines, start = [], 0
    for text in record["text"].split("\n"):
        zone = next((kind for kind, low, high in record["zones"] if low <= start < high), "body")
        if text.strip() and not (title and start + len(text) <= title[2]):
            lines.append({"zone": zone, "pieces": _pieces(text, start, every)})
        start += len(text) + 1
    return lines


def _pieces(text: str, offset: int, marks: Iterable[tuple[int, int, str, str, bool]]) -> list[dict[str, Any]]:
    """Cut a text that begins at `offset` at its marks; of two that overlap the one that begins first counts."""
    pieces: list[dict[str, Any]] = []
    at = offset
    for start, end, key, says, is_event in sorted(marks, key=lambda mark: (mark[0], not mark[4], -mark[1])):
        if start < at or end > offset + len(text) or end <= start:
            continue
        if start > at:
            pieces.append({"text": text[at - offset : start - offset], "address": "", "mark": False})
        address = f"../{_address(n=key)}"
        pieces.append({"text": text[start - offset : end - offset], "address": address, "says": says, "mark": is_event})
        at = end
    if at < offset + len(text):
        pieces.append({"text": text[at - offset :], "address": "", "mark": False})
    return pieces
