"""The command line, ``graphkit COMMAND``; a command imports what it needs when it runs, so that help comes at once."""

from __future__ import annotations

from graphkit.cli.app import app, main

__all__ = ["app", "main"]
