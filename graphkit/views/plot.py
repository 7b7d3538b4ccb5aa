"""Still figures for papers: the events along time, the network, how active the actors are; with matplotlib.

The only module that imports matplotlib. Colours and shapes are those of the page.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from matplotlib import rc_context
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from graphkit.errors import GraphkitError
from graphkit.model import Event, Graph
from graphkit.views.graph import graph_of, layout, to_networkx
from graphkit.views.labels import find_labels
from graphkit.views.palette import EVENTS, look_of
from graphkit.views.ranking import rank_nodes

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

Kind = Literal["timeline", "network", "actors"]
KINDS: tuple[Kind, ...] = ("timeline", "network", "actors")
"""What `plot` draws."""

MARKERS = {"diamond": "D", "hexagon": "h", "dot": "o", "square": "s", "triangle": "^", "triangleDown": "v", "star": "*"}
_TEXTS = {
    "tr": {
        "timeline": "Olaylar",
        "network": "Olay çizgesi",
        "actors": "Aktörler",
        "count": "olay sayısı",
        "none": "gösterilecek olay yok",
    },
    "en": {
        "timeline": "Events",
        "network": "Event graph",
        "actors": "Actors",
        "count": "number of events",
        "none": "no event to show",
    },
}


class Still(Figure):
    """A matplotlib figure that notebooks show without pyplot.

    Examples
    --------
    >>> Still(figsize=(1, 1))._repr_png_()[1:4]
    b'PNG'
    """

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        save(self, buffer, dpi=110)
        return buffer.getvalue()


def plot(
    graph: Graph, kind: Kind = "timeline", *, path: str | Path | None = None, language: str = "tr", top: int = 25,
    title: str | None = None, size: tuple[float, float] | None = None,
) -> Still:  # fmt: skip
    """Draw a still figure of a graph.

    Parameters
    ----------
    graph
        What to draw.
    kind
        ``"timeline"``: dated events, a lane per type, a bar where the day is not known; ``"network"``: the events and
        actors that the page would keep first; ``"actors"``: the actors with the most events, by event type.
    path
        File to write as well, its format by its ending: ``.svg``, ``.png``, ``.pdf``. None: none.
    language
        ``"tr"`` or ``"en"``, of types and axes.
    top
        How many actors (``"actors"``), or four times how many nodes (``"network"``).
    title
        Heading of the figure; None: none, as papers have a caption instead.
    size
        Width and height in inches.

    Returns
    -------
    Still
        A matplotlib figure to change or save in any other way; notebooks show it. It belongs to no window and need
        not be closed.

    Raises
    ------
    GraphkitError
        When `kind` or `language` is unknown.

    Examples
    --------
    >>> event = Event("e1", "Visit", "Ziyaret: Rusya", begin=dt.date(2025, 1, 2), end=dt.date(2025, 1, 2))
    >>> figure = plot(Graph(events={"e1": event}), "timeline", language="en")
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ['Visit']
    """
    if kind not in KINDS:
        raise GraphkitError(f"figure {kind!r}: must be one of {', '.join(KINDS)}")
    if language not in _TEXTS:
        raise GraphkitError(f"figure language {language!r}: must be one of {', '.join(sorted(_TEXTS))}")
    draw = {"timeline": _timeline, "network": _network, "actors": _actors}[kind]
    figure = Still(figsize=size or (8.0, 5.0 if kind == "network" else 4.5), layout="constrained")
    axes = figure.add_subplot()
    draw(axes, graph, language, top)
    if title:
        axes.set_title(title)
    if path is not None:
        save(figure, Path(path))
    return figure


def save(figure: Figure, target: Path | io.BytesIO, *, dpi: int = 200) -> None:
    """Write a figure as the ending of the path says, into a buffer as PNG: the same figure, the same bytes.

    Examples
    --------
    >>> buffer = io.BytesIO()
    >>> save(Figure(figsize=(1, 1)), buffer)
    >>> buffer.getvalue()[1:4]
    b'PNG'
    """
    ending = target.suffix.lstrip(".").lower() if isinstance(target, Path) else "png"
    dates: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}
    with rc_context({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "pdf.fonttype": 42}):  # text stays text
        figure.savefig(target, dpi=dpi, format=ending, metadata=dates.get(ending, {}))


def _plain(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _empty(axes: Axes, language: str) -> None:
    axes.set_axis_off()
    axes.text(0.5, 0.5, _TEXTS[language]["none"], ha="center", va="center")


def _types(events: Sequence[Event]) -> list[str]:
    """Event types in the order of the legend."""
    order = {name: number for number, name in enumerate(EVENTS)}
    return sorted({event.type for event in events}, key=lambda name: (order.get(name, len(order)), name))


def _timeline(axes: Axes, graph: Graph, language: str, top: int) -> None:
    events = sorted((one for one in graph.events.values() if one.begin), key=lambda one: (str(one.begin), one.id))
    if not events:
        return _empty(axes, language)
    types = _types(events)
    names = find_labels(types, [])["types"]
    lane = {name: len(types) - 1 - number for number, name in enumerate(types)}
    heaps: Counter[tuple[str, dt.date | None]] = Counter()
    for event in events:
        begin = event.begin or dt.date.min
        end = event.end or begin
        look = look_of("event", event.type)
        heaps[event.type, begin] += 1
        lift = ((heaps[event.type, begin] * 3) % 7 - 3) * 0.1  # events of one day stand beside each other
        middle = begin + (end - begin) / 2
        place = lane[event.type] + lift
        if (end - begin).days > 1:
            axes.hlines(place, _day(begin), _day(end), color=look.color, alpha=0.3, linewidth=2)
        face = look.color if event.status == "actual" else "white"
        axes.scatter(_day(middle), place, s=25, marker="D", edgecolor=look.color, facecolor=face, alpha=0.85, zorder=2)
    axes.set_yticks(range(len(types)), [names[name][language] for name in reversed(types)])
    axes.set_ylim(-0.6, len(types) - 0.4)
    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    forms = ["%Y", "%Y-%m", "%d", "%H:%M", "%H:%M", "%S"]
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, formats=forms, show_offset=False))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color="#e1e5ea", linewidth=0.6)
    axes.set_axisbelow(True)
    _plain(axes)
    return None


def _day(day: dt.date) -> float:
    """A day as matplotlib counts them."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def _actors(axes: Axes, graph: Graph, language: str, top: int) -> None:
    counts: Counter[str] = Counter()
    parts: Counter[tuple[str, str]] = Counter()
    for event in graph.events.values():
        for actor in {argument.entity for argument in event.arguments if argument.role != "place"}:
            counts[actor] += 1
            parts[actor, event.type] += 1
    if not counts:
        return _empty(axes, language)
    actors = sorted(counts, key=lambda one: (-counts[one], graph.entities[one].name))[:top][::-1]
    types = _types(list(graph.events.values()))
    names = find_labels(types, [])["types"]
    left = [0] * len(actors)
    shown: Counter[str] = Counter({name: sum(parts[actor, name] for actor in actors) for name in types})
    for name in types:
        widths = [parts[actor, name] for actor in actors]
        if any(widths):
            label = names[name][language] if shown[name] in sorted(shown.values())[-12:] else None
            axes.barh(range(len(actors)), widths, left=left, color=look_of("event", name).color, label=label, height=0.72)
            left = [one + two for one, two in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(actors)), [_short(graph.entities[actor].name) for actor in actors])
    axes.set_ylim(-0.6, len(actors) - 0.4)
    axes.set_xlabel(_TEXTS[language]["count"])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, fontsize="small", loc="lower right")
    _plain(axes)
    return None


def _network(axes: Axes, graph: Graph, language: str, top: int) -> None:
    view = to_networkx(graph)
    nodes = [
        {"id": name, "data": {"kind": data["kind"], "evidence": [None] * data.get("evidence", 0)}}
        for name, data in view.nodes(data=True)
    ]
    edges = [{"from": start, "to": end} for start, end in view.edges()]
    kept = rank_nodes(nodes, edges)[: top * 4]
    if not kept:
        return _empty(axes, language)
    part = view.subgraph(kept)  # it gives nodes and edges in any order
    lines = sorted(part.edges(keys=True))
    points = layout(graph_of(kept, ((start, end) for start, end, _ in lines)))
    for line in lines:
        start, end, data = line[0], line[1], part.edges[line]
        style = ":" if data["role"] == "source" else "-"
        axes.plot(
            *zip(points[start], points[end], strict=True),
            style,
            color="#9aa5b1",
            linewidth=0.5 + 0.2 * min(data.get("count", 1), 6),
            zorder=1,
        )
    for name in kept:
        data = part.nodes[name]
        look = look_of(data["kind"], data["type"])
        hollow = data.get("status", "actual") != "actual"
        size = 22 if data["kind"] == "event" else 26 + 9 * part.degree(name)
        face = "white" if hollow else look.color
        mark = MARKERS.get(look.shape, "o")
        axes.scatter(*points[name], s=size, marker=mark, facecolor=face, edgecolor=look.color, linewidth=0.9, zorder=2)
    _names(axes, part, points)
    axes.set_aspect("equal")
    axes.margins(x=0.12)
    axes.invert_yaxis()
    axes.set_axis_off()
    types = _types([graph.events[name] for name in kept if name in graph.events])
    labels = find_labels(types, [])["types"]
    signs = [
        Line2D(
            [], [], marker="D", linestyle="", color=look_of("event", name).color, markersize=5, label=labels[name][language]
        )
        for name in types[:14]
    ]
    axes.legend(handles=signs, frameon=False, fontsize="x-small", loc="center left", bbox_to_anchor=(1.0, 0.5))
    return None


def _names(axes: Axes, part: nx.MultiDiGraph[str], points: dict[str, tuple[int, int]]) -> None:
    """Names beside the actors, the most connected first; one that would stand on a sign or a name is left out."""
    point = (max(x for x, _ in points.values()) - min(x for x, _ in points.values()) + 1) / 440  # a point in units of data
    taken = [(float(x), float(y), 4.0 * point, 4.0 * point) for x, y in points.values()]
    actors = [name for name, data in part.nodes(data=True) if data["kind"] == "entity"]
    for name in sorted(actors, key=lambda one: (-part.degree(one), one)):
        text = _short(part.nodes[name]["label"])
        x, y = points[name]
        half = len(text) * 1.9 * point
        for right, down in ((0.0, 9.5), (half / point + 7, 0.0), (-half / point - 7, 0.0), (0.0, -9.5)):
            box = (x + right * point, y + down * point, half, 3.6 * point)
            if all(abs(box[0] - one[0]) > half + one[2] or abs(box[1] - one[1]) > box[3] + one[3] for one in taken):
                taken.append(box)
                ground = {"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none", "alpha": 0.7}
                axes.annotate(text, (x, y), xytext=(right, -down), textcoords="offset points", ha="center", va="center",
                              fontsize=6.5, zorder=3, bbox=ground)  # fmt: skip
                break


def _short(name: str) -> str:
    return name if len(name) <= 32 else f"{name[:31].rstrip()}…"
