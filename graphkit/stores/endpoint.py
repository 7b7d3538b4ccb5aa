"""A SPARQL 1.1 endpoint (https://www.w3.org/TR/sparql11-protocol/) as the engine of an RDF store."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import urlencode

import pyoxigraph as ox
import urllib3

from graphkit.errors import QueryError, StoreError
from graphkit.rows import Rows
from graphkit.stores.answers import to_rows, within
from graphkit.stores.endpoint_lock import Lock
from graphkit.stores.http import Away, Http, Refused
from graphkit.stores.nodes import Node
from graphkit.stores.nquads import chunks
from graphkit.stores.quads import PREFIXES, node_id, node_iri, quad_data, term
from graphkit.stores.sparql import GKD, quoted, update_verb

_LAYOUTS = (("", "", "/data"), ("/query", "/update", "/store"), ("", "/statements", "/statements"))
"""Where an address takes queries, updates and files: Fuseki, Oxigraph server, RDF4J and GraphDB."""
_T = TypeVar("_T")
_SOLUTIONS = "application/sparql-results+json"
_FORM, _QUADS = "application/x-www-form-urlencoded", "application/n-quads"
_QUERY, _UPDATE = (f"application/sparql-{what}; charset=utf-8" for what in ("query", "update"))  # forms have limits
_AT_ONCE = 500  # nodes in one query
_CHUNK = 8 << 20  # characters in one request
_HEAD = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
_OURS = f'FILTER(STRSTARTS(STR(?s), "{GKD}"))'
_ANY = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"


@dataclass(slots=True)
class Endpoint:
    """A `graphkit.stores.quad_store.QuadStore` over HTTP.

    An update is one transaction of the server. Writers take turns by a lock that stands in the dataset
    (`graphkit.stores.endpoint_lock`).

    Examples
    --------
    An endpoint as small as one can be:

    >>> import threading
    >>> from http.server import BaseHTTPRequestHandler, HTTPServer
    >>> from urllib.parse import parse_qs
    >>> dataset = ox.Store()
    >>> class Handler(BaseHTTPRequestHandler):
    ...     def do_POST(self):
    ...         kind, text = self.headers["Content-Type"], self.rfile.read(int(self.headers["Content-Length"])).decode()
    ...         found = b""
    ...         if "n-quads" in kind:
    ...             dataset.load(text, format=ox.RdfFormat.N_QUADS)
    ...         elif "update" in kind:
    ...             dataset.update(text)
    ...         else:
    ...             text = parse_qs(text)["query"][0] if "form" in kind else text
    ...             found = dataset.query(text).serialize(format=ox.QueryResultsFormat.JSON)
    ...         self.send_response(200)
    ...         self.end_headers()
    ...         self.wfile.write(found)
    ...     def log_message(self, *_):
    ...         pass
    >>> server = HTTPServer(("127.0.0.1", 0), Handler)
    >>> threading.Thread(target=server.serve_forever, daemon=True).start()
    >>> quads = Endpoint.connect(f"http://127.0.0.1:{server.server_port}", None, None, patience=5.0)

    What every `graphkit.stores.quad_store.QuadStore` does:

    >>> from graphkit.model import Entity, Graph
    >>> from graphkit.stores.nodes import to_nodes
    >>> graph = Graph(entities={"Q159": Entity("Q159", "State", "Rusya", keys=("rusya",))})
    >>> quads.is_empty(), list(quads.load(to_nodes(graph)))
    (True, [1])
    >>> [str(quad.object) for quad in quads.leaving(["Q159"], "name")], len(list(quads.bearing("keys", "rusya")))
    (['"Rusya"'], 1)
    >>> len(list(quads.everything())), list(quads.reaching(["Q159"], "place")), quads.reached({"Q159": 0})
    (6, [], set())
    >>> with quads.locked():
    ...     quads.exchange(set(quads.leaving(["Q159"], "name")), set())
    >>> quads.answer("SELECT ?name { ?e gk:name ?name }", timeout=None, limit=10).records
    ()
    >>> quads.clear()
    >>> quads.is_empty()
    True
    >>> quads.close()
    >>> server.shutdown()
    >>> server.server_close()
    """

    http: Http
    query_url: str
    update_url: str
    file_url: str | None

    @classmethod
    def connect(cls, address: str, user: str | None, password: str | None, *, patience: float) -> Endpoint:
        """Find out where the address takes queries and updates.

        Raises
        ------
        StoreError
            If no endpoint answers there, the login is refused or it takes no updates.
        """
        base = address.rstrip("/")
        headers = urllib3.make_headers(basic_auth=f"{user}:{password or ''}") if user else {}
        http = Http(base, headers, patience)
        reasons: list[str] = []
        for query, update, file in _LAYOUTS:
            found = cls(http, base + query, base + update, base + file)
            try:
                http.send(found.query_url, urlencode({"query": "ASK {}"}).encode(), _FORM, accept=_SOLUTIONS).drain_conn()
                found._send_update("INSERT DATA {}")
                return found
            except Away as error:
                raise StoreError(f"no server answers at {address}") from error
            except Refused as error:
                if error.status in (401, 403):
                    raise StoreError(f"login refused{f' for user {user}' if user else ''} at {address}") from error
                reasons.append(f"HTTP {error.status}: {error}")
        raise StoreError(f"{address}: no SPARQL endpoint that takes queries and updates: {reasons[0]}")

    def leaving(self, ids: Collection[str], name: str | None = None) -> Iterator[ox.Quad]:
        """Quads about some nodes, of one property or of all."""
        predicate = "?p" if name is None else str(term(name))
        return self._found("?s", map(node_iri, ids), f"?s {predicate} ?o", predicate)

    def reaching(self, ids: Collection[str], name: str) -> Iterator[ox.Quad]:
        """Edges of a name that reach some nodes."""
        return self._found("?o", map(node_iri, ids), f"?s {term(name)} ?o", str(term(name)))

    def bearing(self, name: str, text: str) -> Iterator[ox.Quad]:
        """Quads with that property and that text."""
        return self._found("?o", [quoted(text)], f"?s {term(name)} ?o", str(term(name)))

    def reached(self, counts: Mapping[str, int]) -> set[str]:
        """Those of some nodes that more than so many edges reach."""
        found = set()
        for keys in _cut(counts):
            values = " ".join(str(node_iri(key)) for key in keys)
            text = f"SELECT ?o (COUNT(*) AS ?n) {{ VALUES ?o {{ {values} }} {_ANY} }} GROUP BY ?o"
            for row in self._select(text):
                key = node_id(cast(ox.NamedNode, row["o"]).value)
                if int(cast(ox.Literal, row["n"]).value) > counts[key]:
                    found.add(key)
        return found

    def everything(self) -> Iterator[ox.Quad]:
        """All quads about nodes of ours."""
        return map(_quad, self._select(f"SELECT ?s ?p ?o ?g {{ {_ANY} {_OURS} }}"))

    def is_empty(self) -> bool:
        """Whether there is no quad about a node of ours."""
        return not list(self._select(f"SELECT ?s {{ {_ANY} {_OURS} }} LIMIT 1"))

    def exchange(self, old: set[ox.Quad], new: set[ox.Quad]) -> None:
        """Take quads out and put others in, both or none."""
        steps = [f"{verb} DATA {{ {quad_data(quads)} }}" for verb, quads in (("DELETE", old), ("INSERT", new)) if quads]
        self._update(" ;\n".join(steps))

    def load(self, nodes: Iterable[Node]) -> Iterator[int]:
        """Put nodes into an empty dataset: as N-Quads where the server takes them, else as updates."""
        for data, count in chunks(nodes, _CHUNK):
            if self.file_url is None or not self._sent_file(data):
                self.file_url = None
                self._update(f"INSERT DATA {{ {quad_data(ox.parse(data, format=ox.RdfFormat.N_QUADS))} }}")
            yield count

    def answer(self, text: str, *, timeout: float | None, limit: int | None) -> Rows:
        """Answer a read-only query: the server takes no update where it takes queries."""
        return within(timeout, lambda: self._answer(text, timeout, limit))

    def _answer(self, text: str, timeout: float | None, limit: int | None) -> Rows:
        accept = f"{_SOLUTIONS}, application/n-triples;q=0.9"
        values = {"query": _HEAD + text, **({} if timeout is None else {"timeout": f"{timeout:g}"})}
        body = urlencode(values, errors="replace").encode()
        try:
            answer = self.http.send(self.query_url, body, _FORM, accept=accept, timeout=timeout)
            try:
                return to_rows(_parsed(answer), limit)
            finally:
                answer.close()  # the rest of an answer that is cut is not waited for
        except (Away, urllib3.exceptions.HTTPError, OSError) as error:
            if timeout is not None and "time" in str(error).lower():
                raise QueryError(f"the query took longer than {timeout:g} s") from error
            raise StoreError(f"no server answers at {self.http.address}") from error
        except Refused as error:
            verb = update_verb(text)
            if verb:
                raise QueryError(f"{verb} would write: only queries are answered here") from error
            raise QueryError(f"not answered: {error}") from error
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def locked(self) -> AbstractContextManager[None]:
        """A block in which no other writer of ours changes anything."""
        return Lock(self._update, self._update_once, self._ask_owner).held(self.http.address)

    def clear(self) -> None:
        """Remove all quads about nodes of ours."""
        self._update(
            f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o {_OURS} }} ;\n"
            f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}"
        )

    def close(self) -> None:
        """Close the connections."""
        self.http.pool.clear()

    # ------------------------------------------------------------ requests

    def _found(self, variable: str, values: Iterable[object], triple: str, predicate: str) -> Iterator[ox.Quad]:
        head = f"SELECT ?s {'?p' if predicate == '?p' else f'({predicate} AS ?p)'} ?o ?g"
        for part in _cut(values):
            listed = f"VALUES {variable} {{ {' '.join(map(str, part))} }}"
            yield from map(_quad, self._select(f"{head} {{ {listed} {{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} }} }}"))

    def _select(self, text: str) -> Iterator[ox.QuerySolution]:
        """All solutions; the answer is read whole, so that a cut connection is tried again."""

        def ask() -> bytes:
            answer = self.http.send(self.query_url, text.encode(), _QUERY, accept=_SOLUTIONS)
            try:
                return answer.read()
            except urllib3.exceptions.HTTPError as error:
                raise Away(str(error)) from error
            finally:
                answer.release_conn()

        data = self.http.patiently(ask)
        return iter(cast(ox.QuerySolutions, ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)))

    def _ask_owner(self, text: str) -> str | None:
        for row in self._select(text):
            return cast(ox.Literal, row[0]).value
        return None

    def _update(self, text: str) -> None:
        if text:
            self.http.patiently(lambda: self._send_update(text))

    def _update_once(self, text: str) -> None:
        with contextlib.suppress(Away, Refused):
            self._send_update(text)

    def _send_update(self, text: str) -> None:
        self.http.send(self.update_url, text.encode(), _UPDATE).drain_conn()

    def _sent_file(self, data: bytes) -> bool:
        """Whether the server took N-Quads."""
        url = self.file_url
        assert url is not None

        def send() -> bool:
            try:
                self.http.send(url, data, _QUADS).drain_conn()
            except Refused as error:
                if error.status in (400, 404, 405, 406, 415, 501):
                    return False
                raise
            return True

        return self.http.patiently(send)


def _parsed(answer: urllib3.BaseHTTPResponse) -> object:
    answer.auto_close = False  # type: ignore[attr-defined] # else its end is an error to who reads on
    source = io.BufferedReader(cast(io.RawIOBase, answer), 1 << 16)
    if "n-triples" in answer.headers.get("Content-Type", ""):
        return (quad.triple for quad in ox.parse(source, format=ox.RdfFormat.N_TRIPLES))
    return ox.parse_query_results(source, format=ox.QueryResultsFormat.JSON)


def _quad(row: ox.QuerySolution) -> ox.Quad:
    graph = row["g"]
    return ox.Quad(
        cast(ox.NamedNode, row["s"]),
        cast(ox.NamedNode, row["p"]),
        cast(ox.NamedNode, row["o"]),
        ox.DefaultGraph() if graph is None else cast(ox.NamedNode, graph),
    )


def _cut(values: Iterable[_T]) -> Iterator[list[_T]]:
    part: list[_T] = []
    for value in values:
        part.append(value)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part
