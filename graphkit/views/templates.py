"""Filling the templates of pages so that no text in them can be more than text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib import resources
from typing import Any

import jinja2


def read_file(folder: str, name: str) -> str:
    """Text of a file of this package.

    Examples
    --------
    >>> read_file("page", "page.html")[:9]
    '<!doctype'
    """
    return resources.files("graphkit.views").joinpath(folder, name).read_text(encoding="utf-8")


def inline(script: str) -> str:
    r"""A script that may stand inside a script element.

    Examples
    --------
    >>> inline("'</script>'") == r"'<\/script>'"
    True
    """
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE)


def fill(template: str, **values: Any) -> str:
    """Render a template of the folder ``page``; every value is escaped that is no `Markup`.

    Examples
    --------
    >>> "&lt;b&gt;" in fill("document.html", title="<b>", language="tr", policy="", style="", facts="", lines=[], back="")
    True
    """
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(read_file("page", template)).render(**values)


def policy(scripts: list[str], style: str) -> str:
    """Content-Security-Policy of a page: these scripts and this style, pictures made on the page, and nothing else.

    Examples
    --------
    >>> policy([], "")[:46]
    "default-src 'none'; script-src 'none'; style-s"
    """
    allowed = " ".join(_hash(script) for script in scripts) or "'none'"
    parts = ["default-src 'none'", f"script-src {allowed}", f"style-src {_hash(style)}", "img-src data: blob:"]
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_json(value: Any) -> str:
    r"""JSON that may stand inside a script element whatever the texts in it are; numbers of numpy are numbers.

    Examples
    --------
    >>> inline_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    text = re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _plain(value: Any) -> Any:
    """Say what JSON has no word for: numbers of numpy as numbers, dates and the rest as text."""
    return value.item() if hasattr(value, "item") else str(value)
