"""Still figures, without a window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from views_sample import sample

from graphkit.errors import GraphkitError
from graphkit.model import Graph
from graphkit.views.plot import KINDS, plot


def test_views_plot_draws_a_part_of_the_network_the_same_in_every_run() -> None:
    code = "import hashlib; from views_sample import sample; from graphkit.views.plot import plot; print(hashlib.sha256(plot(sample(), 'network', top=3)._repr_png_()).hexdigest())"
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != ""


@pytest.mark.parametrize("kind", KINDS)
def test_views_plot_writes_vector_and_pixel_files_the_same_twice(tmp_path: Path, kind: str) -> None:
    starts = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    for ending, start in starts.items():
        path = tmp_path / f"a.{ending}"
        plot(sample(), kind, path=path)  # type: ignore[arg-type]
        data = path.read_bytes()
        assert data.startswith(start) and len(data) > 3000
    plot(sample(), kind, path=tmp_path / "b.png")  # type: ignore[arg-type]
    assert (tmp_path / "b.png").read_bytes() == (tmp_path / "a.png").read_bytes()


def test_views_plot_says_types_and_actors_in_the_language_asked_for() -> None:
    lanes = [label.get_text() for label in plot(sample(), "timeline", language="en").axes[0].get_yticklabels()]
    assert "Troop deployment" in lanes and len(lanes) == 11
    actors = [label.get_text() for label in plot(sample(), "actors", top=3).axes[0].get_yticklabels()]
    assert actors[-1] == "Rusya" and len(actors) == 3
    names = {text.get_text() for text in plot(sample(), "network").axes[0].texts}
    assert {"Rusya", "Kuzey Kore"} <= names


@pytest.mark.parametrize("kind", KINDS)
def test_views_plot_of_nothing_says_so(kind: str) -> None:
    figure = plot(Graph(), kind, language="en")  # type: ignore[arg-type]
    assert figure.axes[0].texts[0].get_text() == "no event to show"


def test_views_plot_names_what_is_allowed() -> None:
    with pytest.raises(GraphkitError, match="must be one of timeline, network, actors"):
        plot(sample(), "pie")  # type: ignore[arg-type]
    with pytest.raises(GraphkitError, match="must be one of en, tr"):
        plot(sample(), language="de")


def test_views_plot_is_shown_by_notebooks_without_pyplot() -> None:
    assert plot(sample(), "timeline")._repr_png_().startswith(b"\x89PNG")
