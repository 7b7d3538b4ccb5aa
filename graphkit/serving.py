"""The graph over HTTP: a read-only SPARQL 1.1 endpoint at ``/sparql`` and the page at ``/``.

https://www.w3.org/TR/sparql11-protocol/ : GET with ``query``, POST of a form or of the query itself; the forms of the
answer as the request's ``Accept`` header says. Nothing can be written.
"""

from __future__ import annotations

import base64
import binascii
import errno
import secrets
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from graphkit.errors import QueryError, StoreError
from graphkit.workers import RESULTS, TRIPLES, Question, TooSlow, Workers

LONGEST = 2**20  # bytes of a query
CONNECTIONS = 4096  # open at once; more are refused
WAITING = 64  # queries that wait for a worker; more are refused
LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<> a sd:Service ; sd:endpoint <> ; sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
    formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD .
"""

Next = Callable[[Request], Awaitable[Response]]


def make_app(workers: Workers, page: str, *, token: str | None = None, hosts: tuple[str, ...] = LOCAL) -> Starlette:
    """The application that `graphkit serve` runs.

    Parameters
    ----------
    workers : Workers
        Who answers the queries.
    page : str
        HTML of the page.
    token : str, optional
        Asked of every request: as a bearer token, or as password of HTTP basic authentication under any name.
    hosts : tuple of str
        Names by which the server may be called (``*``: any), so that no web page elsewhere can speak to it under a
        name of its own.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.stores.rdf import RdfStore
    >>> folder = tempfile.mkdtemp()
    >>> RdfStore.open(folder).close()
    >>> with Workers(folder, count=1) as workers:
    ...     [route.path for route in make_app(workers, "<!doctype html>").routes]
    ['/', '/sparql']
    """
    pool = ThreadPoolExecutor(workers.count, thread_name_prefix="graphkit-query")
    waiting = _Waiting()

    async def sparql(request: Request) -> Response:
        return await _sparql(request, workers, pool, waiting)

    async def show(_: Request) -> Response:
        return HTMLResponse(page)

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)]
    if token is not None:
        middleware.append(Middleware(BaseHTTPMiddleware, dispatch=_guard(token)))
    return Starlette(
        routes=[Route("/", show, methods=["GET"]), Route("/sparql", sparql, methods=["GET", "POST"])],
        middleware=middleware,
    )


class _Waiting:
    """How many queries wait or are answered."""

    count = 0


async def _sparql(request: Request, workers: Workers, pool: ThreadPoolExecutor, waiting: _Waiting) -> Response:
    import asyncio

    question = await _question(request)
    if isinstance(question, Response):
        return question
    if waiting.count >= workers.count + WAITING:
        return PlainTextResponse("too many queries at once; try again\n", 503, {"Retry-After": "1"})
    waiting.count += 1
    try:
        answer = await asyncio.get_running_loop().run_in_executor(pool, workers.ask, question)
    except TooSlow as error:
        return PlainTextResponse(f"{error}\n", 503)
    except asyncio.CancelledError:  # the server ends
        return PlainTextResponse("the server ends\n", 503)
    except QueryError as error:
        return PlainTextResponse(f"{error}\n", 406 if str(error).startswith("not acceptable") else 400)
    except StoreError as error:
        return PlainTextResponse(f"{error}\n", 500)
    finally:
        waiting.count -= 1
    return Response(answer.body, media_type=answer.media_type, headers={"Vary": "Accept"})


async def _question(request: Request) -> Question | Response:
    """The query of a request, or what is wrong with the request."""
    values, text = request.query_params, request.query_params.get("query")
    count = len(values.getlist("query"))
    if request.method == "POST":
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                return PlainTextResponse(f"a query may have {LONGEST >> 10} KiB\n", 413)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            sent = body.decode()
        except UnicodeDecodeError:
            return PlainTextResponse("a query is sent in UTF-8\n", 400)
        if kind == _QUERY:
            text, count = sent, count + 1
        elif kind == _FORM:
            values = QueryParams(sent)
            text, count = values.get("query"), count + len(values.getlist("query"))
        elif kind != "application/sparql-update":
            return PlainTextResponse(f"send {_FORM} or {_QUERY}\n", 415)
        if kind == "application/sparql-update" or "update" in values:
            return PlainTextResponse("nothing can be written here: only queries are answered\n", 403)
    if text is None:
        if request.method == "GET" and not request.query_params:
            return Response(_DESCRIPTION, media_type="text/turtle")
        return PlainTextResponse("the parameter 'query' is missing\n", 400)
    if count > 1:
        return PlainTextResponse("there are several queries; send one at a time\n", 400)
    graphs = [tuple(values.getlist(name)) for name in ("default-graph-uri", "named-graph-uri")]
    return Question(text, accepted(request.headers.get("accept", "")), *graphs)


def accepted(header: str) -> tuple[str, ...]:
    """Media types of an ``Accept`` header, the best first (RFC 9110, 12.5.1); empty: any.

    Examples
    --------
    >>> accepted("text/csv;q=0.5, application/sparql-results+json, */*;q=0.1")
    ('application/sparql-results+json', 'text/csv', '*/*')
    """
    found = []
    for part in header.split(","):
        name, *settings = (one.strip() for one in part.split(";"))
        quality = next((setting[2:] for setting in settings if setting.startswith("q=")), "1")
        if name and quality.isascii() and quality.replace(".", "", 1).isdigit() and float(quality) > 0:
            known = name.lower() in RESULTS or name.lower() in TRIPLES
            found.append((-float(quality), "*" in name, not known, name.lower()))
    return tuple(name for *_, name in sorted(found, key=lambda one: one[:2]))


def _guard(token: str) -> Callable[[Request, Next], Awaitable[Response]]:
    async def check(request: Request, proceed: Next) -> Response:
        if secrets.compare_digest(_given(request.headers.get("authorization", "")).encode(), token.encode()):
            return await proceed(request)
        return PlainTextResponse("a token is needed\n", 401, {"WWW-Authenticate": 'Basic realm="graphkit", charset="UTF-8"'})

    return check


def _given(header: str) -> str:
    """The token of an ``Authorization`` header; empty where there is none."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def _connections() -> int:
    """How many connections there may be at once: as many as the system lets the process have, with some files to spare."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 128
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(min(CONNECTIONS, soft - 128), 1)


def run(app: Starlette, host: str, port: int, *, started: Callable[[int], None]) -> None:
    """Serve an application until it is interrupted.

    Parameters
    ----------
    started : callable
        Called with the port once requests are answered (of port 0 the one that was free).

    Raises
    ------
    StoreError
        When it cannot listen there: the port is in use, the address is not one of this machine.

    Examples
    --------
    >>> import os, signal
    >>> def stop(port):
    ...     print(port > 0)
    ...     os.kill(os.getpid(), signal.SIGTERM)
    >>> before = signal.signal(signal.SIGTERM, lambda *_: None)
    >>> run(Starlette(), "127.0.0.1", 0, started=stop)
    True
    >>> _ = signal.signal(signal.SIGTERM, before)
    """
    import asyncio

    import uvicorn

    config = uvicorn.Config(app, host=host, port=port, log_level="warning", limit_concurrency=_connections(), backlog=2048,
                            timeout_keep_alive=5, timeout_graceful_shutdown=2, server_header=False)  # fmt: skip
    server = uvicorn.Server(config)
    listening = _listen(host, port)

    async def serve() -> None:
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not task.done():
            await asyncio.sleep(0.02)
        if server.started:
            started(listening.getsockname()[1])
        await task

    with listening:
        asyncio.run(serve())


def _listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to the address."""
    where = host.strip("[]")
    try:
        found = socket.getaddrinfo(where, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise StoreError(f"--host {host}: {(error.strerror or str(error)).lower()}") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        advice = "; take another with --port, or 0 for one that is free" if error.errno == errno.EADDRINUSE else ""
        said = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot listen at {host}, port {port}: {said}{advice}") from error
    return listening
