"""The graph as a file that other programs open: `export` and the names of the `formats`."""

from graphkit.export.formats import export, formats

__all__ = ["export", "formats"]
