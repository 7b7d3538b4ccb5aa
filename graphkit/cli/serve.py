"""``graphkit serve``: the graph's page and a read-only SPARQL endpoint for other tools."""

from __future__ import annotations

import ipaddress
import signal
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from graphkit.cli.ask import Graph
from graphkit.cli.console import Extend, complain, open_graph
from graphkit.errors import GraphkitError, StoreError


def serve(
    graph: Graph,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="Port; 0: one that is free.")] = 8080,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen at; another than this machine's own needs a token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(envvar="GRAPHKIT_TOKEN", metavar="TEXT", show_default=False,
                     help="Asked of every request, as bearer token or as password."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Time that a query may take.")] = 30.0,
    workers: Annotated[int, typer.Option(min=1, max=64, metavar="NUMBER", help="Queries answered at once.")] = 2,
    language: Annotated[Literal["tr", "en"], typer.Option(help="Language that the page starts in.")] = "tr",
    extend: Extend = None,
) -> None:  # fmt: skip
    """Serve the page at / and a read-only SPARQL 1.1 endpoint at /sparql, until Ctrl-C.

    Nobody can write to the graph through it, and nobody else can use the graph folder meanwhile.
    """
    check_host(host, token)
    page = _prepare(graph, language)
    from graphkit.serving import LOCAL, make_app, run
    from graphkit.workers import Workers

    def started(number: int) -> None:
        address = f"http://{f'[{host}]' if ':' in host else host}:{number}"
        complain(f"page: {address}/   SPARQL: {address}/sparql   Ctrl-C ends it")

    signal.signal(signal.SIGTERM, _end)
    with open_graph(graph) as folder:
        if folder.state("sparql") != "current":
            raise StoreError(f"{graph}: was changed by another process just now; try again")
        with Workers(folder.path / "rdf", count=workers, timeout=timeout) as answering:
            hosts = LOCAL if is_local(host) else ("*",)
            with suppress(KeyboardInterrupt):
                run(make_app(answering, page, token=token, hosts=hosts), host, port, started=started)


def check_host(host: str, token: str | None) -> None:
    """Refuse to be open to other machines without a token, and tokens that can be guessed.

    Raises
    ------
    GraphkitError
        When there is no token, or a short one.

    Examples
    --------
    >>> check_host("127.0.0.1", None)
    >>> check_host("0.0.0.0", None)
    Traceback (most recent call last):
    graphkit.errors.GraphkitError: --host 0.0.0.0: other machines could ask; set a token in GRAPHKIT_TOKEN or with --token
    """
    if token is None and not is_local(host):
        raise GraphkitError(f"--host {host}: other machines could ask; set a token in GRAPHKIT_TOKEN or with --token")
    if token is not None and len(token.strip()) < 16:
        raise GraphkitError("--token: at least 16 characters; `openssl rand -hex 16` makes one")


def is_local(host: str) -> bool:
    """Whether an address can be reached only from this machine.

    Examples
    --------
    >>> is_local("localhost"), is_local("::1"), is_local("0.0.0.0"), is_local("haber.example")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _prepare(graph: Path, language: str) -> str:
    """HTML of the page; the store is brought up to date and left, so that several processes may read it."""
    with open_graph(graph) as folder:
        folder.store("sparql")
        return str(folder.view(language=language))


def _end(number: int, _: object) -> NoReturn:
    """End as Ctrl-C does, with the workers; uvicorn has stopped when it passes the signal on."""
    raise SystemExit(128 + number)
