"""The contract of `graphkit.stores.Store`, run over every store: RDF in memory, on disk, in rdflib, Fuseki, ArcadeDB, Neo4j."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from graphs import event_from, small_graph

from graphkit.errors import OntologyError, QueryError, StoreError
from graphkit.model import Argument, DocumentNode, Entity, Event, Evidence, Graph, Naming, Position
from graphkit.namings import entities_of, naming_id
from graphkit.stores import Id, Store
from graphkit.stores.changing import size_of
from graphkit.stores.cypher import CypherStore
from graphkit.stores.dataset import from_dataset, to_dataset
from graphkit.stores.rdf import RdfStore
from graphkit.text import fold

KINDS = ("memory", "disk", "dataset", "fuseki", "arcadedb", "neo4j")
HOSTILE = (
    'Fas" } ; DROP ALL #',
    '"Yeni Yol" Birliği',
    "Ters bölü\\",
    "\\u0022) } DELETE",
    "GÖRÜŞTÜ`]->() MATCH (n) DETACH DELETE n //",
    "anlaşma\timzaladı",
    "İki\nSatır\r\nÜç",
    "'; DROP TABLE events; --",
    "</script><script>alert(1)</script> Ajansı",
    "${jndi:x} {{a}} $param ?var",
    "\u202eters\u202c \u200f\u2028 \ufeff",
    "Şanghay İşbirliği Örgütü (ŞİÖ)",
    "Fas <Kuzey>",
    "%41%2F/../a?b#c",
    "e\u0301 ve \u00e9",
    "\U0001f54a 平壌 Нахчыван",
    "\x00\x01\x1f\x7f",
    "u" * 10_000,
    "yarım \ud800 çift \udfff\ud83d \U0010fffd",
)


def event_of(event_id: str, evidences: Sequence[Evidence], names: Mapping[str, str]) -> Event:
    """Events by plain rules that do not depend on the order of the evidences; the label holds the names."""
    assert evidences and all(item.event == event_id for item in evidences)
    ends = {argument.entity for item in evidences for argument in item.arguments}
    assert not ends - names.keys(), ends - names.keys()
    event = event_from(event_id, tuple(sorted(evidences, key=lambda item: item.id)))
    return replace(event, label=f"{event.label} {', '.join(names[key] for key in sorted(ends))}")


def whole_graph() -> Graph:
    return with_events(with_namings(small_graph()))


def with_namings(graph: Graph) -> Graph:
    """The graph with a naming for every entity that a document needs; aliases are shared out among the documents."""
    needed: dict[str, set[str]] = {}
    for item in graph.evidence.values():
        ends = {end.entity for end in (*item.arguments, *item.inferred)} | set(item.sources)
        needed.setdefault(item.document, set()).update(ends)
    for post in graph.positions.values():
        for document in post.documents:
            needed.setdefault(document, set()).update(end for end in (post.person, post.organization) if end is not None)
    namings = {}
    for number, document in enumerate(sorted(needed)):
        for key in sorted(needed[document]):
            entity = graph.entities[key]
            forms = entity.aliases[number % 2 :: 2]
            name = entity.name if number % 3 else entity.name.upper()
            found = Naming(naming_id(document, key), key, document, entity.type, name, forms, entity.wikidata)
            namings[found.id] = found
    return replace(graph, entities=entities_of(namings.values()), namings=dict(sorted(namings.items())))


def with_events(graph: Graph) -> Graph:
    """The graph with its events computed from its evidences."""
    told: dict[str, list[Evidence]] = {}
    for item in graph.evidence.values():
        told.setdefault(item.event, []).append(item)
    names = {key: entity.name for key, entity in graph.entities.items()}
    return replace(graph, events={key: event_of(key, told[key], names) for key in sorted(told)})


def write_together(graphs: Sequence[Graph], connect: Callable[[], CypherStore | RdfStore]) -> list[Exception]:
    """Errors of writers that start at one moment, each with a connection of its own, a document at a time."""
    errors: list[Exception] = []
    start = threading.Barrier(len(graphs))

    def load(graph: Graph) -> None:
        try:
            with connect() as store:
                start.wait()
                for name in sorted(graph.documents):  # many small transactions that meet
                    store.write(only(graph, {name}))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=load, args=(graph,)) for graph in graphs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def only(graph: Graph, documents: Collection[str]) -> Graph:
    """What some documents tell: the graph that would have been built from them alone."""
    evidence = {key: item for key, item in graph.evidence.items() if item.document in documents}
    namings = {key: naming for key, naming in graph.namings.items() if naming.document in documents}
    positions = {}
    for key, position in graph.positions.items():
        said = tuple(name for name in position.documents if name in documents)
        if said:
            positions[key] = replace(position, documents=said)
    named = {end.entity for item in evidence.values() for end in (*item.arguments, *item.inferred)}
    named |= {name for item in evidence.values() for name in item.sources}
    named |= {end for post in positions.values() for end in (post.person, post.organization) if end is not None}
    entities = {key: entity for key, entity in graph.entities.items() if key in named} | entities_of(namings.values())
    nodes = {key: node for key, node in graph.documents.items() if key in documents}
    return with_events(Graph(nodes, dict(sorted(entities.items())), positions, {}, evidence, namings))


def one_event(name: str = "Rusya", *, time: str | None = "2025-07", document: str = "d1") -> Graph:
    """One document that tells one event of one entity; `name` is used wherever a text may stand."""
    entity = Entity("Q1", "State", name, keys=(fold(name),) if fold(name) else ())
    argument = Argument("participant", "Q1")
    item = Evidence(
        *("v-" + document, "e1", document, "Meeting", name, 0, 9, name, 1, 3, 1, "body"),
        arguments=(argument,),
        time=time,
        quantity=name,
        item=name,
        title=name,
        proposer=name,
        score=0.1,
    )
    graph = Graph({document: DocumentNode(document, name, outlet=name)}, {"Q1": entity}, {}, {}, {item.id: item})
    return with_events(graph)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_for(request, str(request.param), tmp_path)
    opened.clear()
    yield opened
    opened.close()


def open_for(request: pytest.FixtureRequest, kind: str, folder: Path) -> Store:
    if kind == "neo4j":
        server = request.getfixturevalue("neo4j_server")
        return CypherStore.connect(server.uri, server.user, server.password, event_of=event_of)
    if kind == "arcadedb":
        opened: CypherStore = request.getfixturevalue("arcadedb_server").connect(event_of=event_of)
        return opened
    if kind == "fuseki":
        return RdfStore.connect(request.getfixturevalue("fuseki_server").address, event_of=event_of)
    if kind == "dataset":
        return RdfStore.of(rdflib.Dataset(), event_of=event_of)
    return RdfStore.open(None if kind == "memory" else folder / "rdf", event_of=event_of)


def ask(store: Store, sparql: str, cypher: str, parameters: Mapping[str, object] | None = None) -> list[tuple[object, ...]]:
    return list(store.query(sparql if store.language == "sparql" else cypher, parameters).records)


def test_store_reads_back_what_was_written(store: Store) -> None:
    graph = whole_graph()
    report = store.write(graph)
    assert store.read() == graph
    assert (report.nodes, report.new_nodes, report.removed_nodes) == (size_of(graph), size_of(graph), 0)
    assert report.edges == report.new_edges > 200


def test_store_written_twice_is_the_same(store: Store) -> None:
    graph = whole_graph()
    store.write(graph)
    again = store.write(graph)
    assert not again.changed, again
    assert again.triples == 0
    assert store.read() == graph


def test_store_reports_progress(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    store.write(whole_graph(), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (size_of(whole_graph()),) * 2 and seen == sorted(seen)


@pytest.mark.parametrize("order", list(itertools.permutations(("d1", "d2", "d3")))[::3])
def test_store_loaded_document_by_document_is_the_same(store: Store, order: tuple[str, ...]) -> None:
    graph = whole_graph()
    for name in order:
        store.write(only(graph, {"d1", "d4"} if name == "d1" else {name}))
    assert store.read() == only(graph, {"d1", "d2", "d3", "d4"})


@pytest.mark.parametrize("gone", ["d1", "d2", "d3"])
def test_store_retract_removes_what_only_the_document_supports(store: Store, gone: str) -> None:
    graph = only(whole_graph(), {"d1", "d2", "d3", "d4"})
    store.write(graph)
    report = store.retract(gone)
    left = {"d1", "d2", "d3", "d4"} - ({"d1", "d4"} if gone == "d1" else {gone})
    expected = only(graph, left)
    assert store.read() == expected
    assert report.removed_nodes == size_of(graph) - size_of(expected)


def test_store_retract_of_an_unknown_document_changes_nothing(store: Store) -> None:
    graph = whole_graph()
    store.write(graph)
    assert not store.retract("d77").changed
    assert store.read() == graph


def test_store_retract_of_all_leaves_nothing(store: Store) -> None:
    store.write(only(whole_graph(), {"d1", "d2", "d3", "d4"}))
    for name in ("d2", "d1", "d3"):
        store.retract(name)
    assert store.read() == Graph()
    assert ask(store, "SELECT ?s { ?s ?p ?o }", "MATCH (n) RETURN n.id") == []


def test_store_retracted_and_loaded_again_is_the_same(store: Store) -> None:
    graph = only(whole_graph(), {"d1", "d2", "d3", "d4"})
    store.write(graph)
    store.retract("d2")
    store.write(only(graph, {"d2"}))
    assert store.read() == graph


def test_store_evidence_that_moved_to_another_event_leaves_the_first(store: Store) -> None:
    first = one_event(time="2025-07")
    store.write(first)
    told = replace(first.evidence["v-d1"], event="e2", time="2025-08")
    second = with_events(replace(first, events={}, evidence={told.id: told}))
    store.write(second)
    assert store.read() == second


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_store_keeps_hostile_text_unchanged(store: Store, name: str) -> None:
    graph = one_event(name)
    store.write(graph)
    assert store.read() == graph
    sparql = "SELECT ?id ?found { # in\n# @parameters\n?e gk:name ?found ; gk:id ?id . FILTER(?found = ?name) }"
    cypher = "MATCH (e:Entity) WHERE e.name = $name RETURN e.id, e.name"
    assert ask(store, sparql, cypher, {"name": name}) == [("Q1", name)]
    assert ask(store, sparql, cypher, {"name": name + "x"}) == []
    assert store.read() == graph


def test_store_keeps_hostile_ids_unchanged(store: Store) -> None:
    ids = [text for text in HOSTILE if len(text) < 100] + [".", "..", "a b", "Q159/x"]
    graph = Graph(
        {key: DocumentNode(key, "x") for key in ids},
        {"k" + key: Entity("k" + key, "Place", "x") for key in ids},
        {"p" + key: Position("p" + key, "k" + key, "başkan", None, (key,)) for key in ids},
    )
    store.write(graph)
    assert store.read() == graph
    sparql = "SELECT ?id { # @parameters\n# @parameters\n?node gk:id ?id }"
    cypher = "MATCH (n:Entity {id: $node}) RETURN n.id"
    for key in graph.entities:
        assert ask(store, sparql, cypher, {"node": Id(key)}) == [(key,)]


def test_store_dates_keep_their_precision(store: Store) -> None:
    for time in ("2026-03-17", "2026-03", "2026", "2026-21", "2026-03-01/2026-04", "2026?", None):
        store.clear()
        graph = one_event(time=None)
        item = replace(graph.evidence["v-d1"], time=time)
        begin = dt.date(2026, 3, 1) if time else None
        event = replace(graph.events["e1"], time=time, begin=begin, end=begin)
        graph = replace(graph, events={"e1": event}, evidence={item.id: item})
        store.write(graph)
        assert store.read() == graph
        sparql = "SELECT ?id (STR(?time) AS ?t) ?begin { ?e a gk:Event ; gk:id ?id OPTIONAL { ?e gk:time ?time ; gk:begin ?begin } }"
        rows = ask(store, sparql, "MATCH (e:Event) RETURN e.id, e.time, e.begin")
        assert rows == [("e1", time, begin)]
        assert json.dumps(rows, default=str)


def test_store_compares_dates_with_parameters(store: Store) -> None:
    store.write(whole_graph())
    sparql = (
        "SELECT ?id { \n# @parameters\n ?e a gk:Event ; gk:id ?id ; gk:begin ?begin FILTER(?begin >= ?since) } ORDER BY ?id"
    )
    cypher = "MATCH (e:Event) WHERE e.begin >= $since RETURN e.id ORDER BY e.id"
    since = dt.date(2025, 12, 1)
    expected = sorted(key for key, event in whole_graph().events.items() if event.begin and event.begin >= since)
    assert [row[0] for row in ask(store, sparql, cypher, {"since": since})] == expected != []


def test_store_lists_are_parameters(store: Store) -> None:
    store.write(whole_graph())
    sparql = "SELECT ?name { \n# @parameters\n ?e gk:id ?id ; gk:name ?name } ORDER BY ?name"
    cypher = "MATCH (e:Entity) WHERE e.id IN $id RETURN e.name ORDER BY e.name"
    assert ask(store, sparql, cypher, {"id": ["Q30", "Q159", "Q9999"]}) == [("ABD",), ("Rusya",)]
    assert ask(store, sparql, cypher, {"id": []}) == []


def test_store_later_none_wipes_nothing(store: Store) -> None:
    full = DocumentNode("d1", "Zirve", dt.date(2026, 3, 18), url="https://haber.example/1", outlet="Gündem")
    state = Entity("Q159", "State", "Rusya", ("Moskova yönetimi",), ("moskova yönetimi", "rusya"), "Q159")
    dated = Event("e1", "Meeting", "Görüşme", time="2026-03-17", begin=dt.date(2026, 3, 17), quantity="3")
    store.write(Graph({"d1": full}, {"Q159": state}, {}, {"e1": dated}))
    bare = Event("e1", "Meeting", "Görüşme")
    store.write(Graph({"d1": DocumentNode("d1", "")}, {"Q159": Entity("Q159", "State", "Rusya")}, {}, {"e1": bare}))
    assert store.read() == Graph({"d1": full}, {"Q159": state}, {}, {"e1": dated})


def test_store_recomputed_values_that_are_none_are_gone(store: Store) -> None:
    store.write(one_event(time="2025-07"))
    undated = one_event(time=None)
    report = store.write(undated)
    assert store.read() == undated
    assert report.updated_nodes == 2


def test_store_document_that_changed_takes_back_what_it_said(store: Store) -> None:
    graph = only(whole_graph(), {"d1", "d2", "d3", "d4"})
    store.write(graph)
    dropped = [key for key, item in graph.evidence.items() if item.document == "d2"][::2]
    evidence = {key: item for key, item in graph.evidence.items() if key not in dropped}
    named = {key: naming for key, naming in graph.namings.items() if naming.document != "d2"}
    posts = {key: replace(p, documents=tuple(d for d in p.documents if d != "d2")) for key, p in graph.positions.items()}
    corrected = only(with_namings(replace(graph, evidence=evidence, positions=posts, namings={})), {"d2"})
    store.write(corrected)  # the document alone: all others stay as they are
    namings = {**named, **corrected.namings}
    expected = with_events(
        replace(graph, evidence=evidence, positions=posts, namings=namings, entities=entities_of(namings.values()))
    )
    assert store.read() == replace(expected, namings=dict(sorted(namings.items())))
    store.write(graph)
    assert store.read() == graph


def test_store_teaser_that_is_gone_from_its_page_is_taken_back(store: Store) -> None:
    graph = only(whole_graph(), {"d1", "d2", "d3", "d4"})
    store.write(graph)
    store.write(only(graph, {"d1"}))
    assert store.read() == only(graph, {"d1", "d2", "d3"})


def merged(graph: Graph, gone: str, kept: str) -> Graph:
    """The graph in which two entities are found to be one."""

    def moved(key: str) -> str:
        return kept if key == gone else key

    def slots(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        return tuple(sorted({replace(one, entity=moved(one.entity)) for one in arguments}))

    evidence = {
        key: replace(item, arguments=slots(item.arguments), inferred=slots(item.inferred),
                     sources=tuple(sorted({moved(name) for name in item.sources})))
        for key, item in graph.evidence.items()
    }  # fmt: skip
    posts = {
        k: replace(p, person=moved(p.person), organization=p.organization and moved(p.organization))
        for k, p in graph.positions.items()
    }
    namings: dict[str, Naming] = {}
    for naming in graph.namings.values():
        key = naming_id(naming.document, moved(naming.entity))
        first = namings.get(key, naming)
        forms = {naming.name, *naming.aliases, first.name, *first.aliases} - {first.name}
        namings[key] = replace(first, id=key, entity=moved(naming.entity), aliases=tuple(sorted(forms)))
    entities = entities_of(namings.values())
    return with_events(Graph(graph.documents, entities, posts, {}, evidence, dict(sorted(namings.items()))))


def test_store_entities_that_are_merged_and_split_move_their_edges(store: Store) -> None:
    split = only(whole_graph(), {"d1", "d2", "d3", "d4"})
    for gone, kept in (("person:ri_hi_yong", "Q7747"), ("Q30", "Q884"), ("place:gürcistan", "Q230")):
        one = merged(split, gone, kept)
        assert one != split
        store.write(split)
        store.write(one)
        assert store.read() == one
        store.write(split)
        assert store.read() == split


def test_store_name_that_changes_changes_the_labels_of_other_documents(store: Store) -> None:
    graph = only(whole_graph(), {"d1", "d2", "d3", "d4"})
    names = {"d1": "Rusya", "d2": "Rusya Federasyonu", "d3": "Rusya Federasyonu", "d4": "Rusya"}
    namings = {key: replace(n, name=names[n.document]) if n.entity == "Q159" else n for key, n in graph.namings.items()}
    graph = with_events(replace(graph, namings=namings, entities=entities_of(namings.values())))
    store.write(only(graph, {"d1", "d4"}))
    store.write(only(graph, {"d2", "d3"}))
    assert store.read() == graph
    store.retract("d3")
    store.retract("d2")
    assert store.read() == only(graph, {"d1", "d4"})


def test_store_replaced_name_becomes_an_alias_and_type_changes(store: Store) -> None:
    store.write(Graph(entities={"Q1": Entity("Q1", "Place", "Harkiv", keys=("harkiv",))}))
    store.write(Graph(entities={"Q1": Entity("Q1", "State", "Harkov", ("Kharkiv",), ("harkov", "kharkiv"))}))
    keys = ("harkiv", "harkov", "kharkiv")
    assert store.read().entities == {"Q1": Entity("Q1", "State", "Harkov", ("Harkiv", "Kharkiv"), keys)}
    sparql = "SELECT (STRAFTER(STR(?t), '#') AS ?l) { ?e a ?t } ORDER BY ?l"
    assert ask(store, sparql, "MATCH (e) UNWIND labels(e) AS l RETURN l ORDER BY l") == [("Entity",), ("State",)]


def test_store_finds_entities_by_any_spelling(store: Store) -> None:
    store.write(whole_graph())
    for name in ("rusya", "RUSYA’NIN", "Moskova Yönetimi"):
        assert [entity.id for entity in store.find_entities(name)] == ["Q159"]
    assert [entity.id for entity in store.find_entities("GÜRCİSTAN")] == ["Q230", "place:gürcistan"]
    assert store.find_entities("Bilinmeyen") == []


def test_store_refuses_names_that_are_not_in_the_ontology(store: Store) -> None:
    graph = one_event()
    bad = "GÖRÜŞTÜ`]->() MATCH (n) DETACH DELETE n //"
    event = replace(graph.events["e1"], type=bad)
    with pytest.raises(OntologyError, match="event e1: no event type"):
        store.write(replace(graph, events={"e1": event}))
    event = replace(graph.events["e1"], arguments=(Argument("anlaşma\timzaladı", "Q1"),))
    with pytest.raises(OntologyError, match="event e1: no role"):
        store.write(replace(graph, events={"e1": event}))
    assert store.read() == Graph()


def test_store_refuses_edges_to_nodes_that_are_not_given(store: Store) -> None:
    graph = one_event()
    with pytest.raises(StoreError, match="participant names entity Q1"):
        store.write(replace(graph, entities={}))
    assert store.read() == Graph()


@pytest.mark.parametrize(
    ("sparql", "cypher"),
    [
        ("DROP ALL", "MATCH (n) DETACH DELETE n"),
        ("PREFIX a: <http://a/>\n# not a query\nINSERT DATA { a:a a:b a:c }", "CREATE (n:Entity {id: 'x'}) RETURN n"),
        ("DELETE WHERE { ?s ?p ?o }", "MATCH (n:Entity) SET n.name = 'x' RETURN n"),
        ("CLEAR DEFAULT", "CREATE INDEX x IF NOT EXISTS FOR (n:Entity) ON (n.x)"),
        ("LOAD <http://127.0.0.1/>", "CREATE (n:Yeni) RETURN n"),
        ("CLEAR ALL", "MATCH (n) DELETE n"),
    ],
)
def test_store_user_queries_cannot_write(store: Store, sparql: str, cypher: str) -> None:
    graph = whole_graph()
    store.write(graph)
    with pytest.raises(QueryError, match="would write"):
        ask(store, sparql, cypher)
    assert store.read() == graph


def test_store_wrong_queries_are_query_errors(store: Store) -> None:
    with pytest.raises(QueryError):
        ask(store, "SELECT * {", "MATCH (n RETURN n")
    with pytest.raises(QueryError):
        ask(store, "SELECT ?x { ?x ?y ?z }", "MATCH (n) WHERE n.id = $missing RETURN n", {"a b": 1})


def test_store_gives_at_most_limit_rows(store: Store) -> None:
    store.write(whole_graph())
    text = "SELECT ?e { ?e a gk:Event }" if store.language == "sparql" else "MATCH (e:Event) RETURN e.id AS e"
    assert len(store.query(text, limit=3)) == 3
    assert store.query(text, limit=0).columns == ("e",)
    assert len(store.query(text)) == 31


def test_store_gives_up_after_the_time_limit(store: Store) -> None:
    store.write(whole_graph())
    many = "VALUES ?{0} {{ " + " ".join(map(str, range(130))) + " }} "
    sparql = "SELECT (COUNT(*) AS ?n) { " + "".join(many.format(name) for name in "abc") + "FILTER(?a + ?b + ?c < 0) }"
    cypher = "UNWIND range(1, 100000) AS a UNWIND range(1, 10000) AS b WITH a, b WHERE a = -b RETURN count(*)"
    with pytest.raises(QueryError, match="longer than 0.3 s"):
        store.query(sparql if store.language == "sparql" else cypher, timeout=0.3)
    assert store.read() == whole_graph()
    assert ask(store, "ASK {}", "RETURN true") == [(True,)]


def test_store_clear_leaves_nothing(store: Store) -> None:
    store.write(whole_graph())
    store.clear()
    assert store.read() == Graph()


def test_stores_hold_the_same_graph(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    graph = whole_graph()
    read = []
    for kind in KINDS:
        store = open_for(request, kind, tmp_path)
        store.clear()
        store.write(graph if not read else read[-1])  # each store is loaded from the one before it
        read.append(store.read())
        store.close()
    assert all(one == graph for one in read)
    dataset = to_dataset(read[-1])
    assert from_dataset(dataset) == graph == RdfStore.of(dataset).read()


def test_store_callable_types_fit_the_protocol() -> None:
    opened: Callable[[None], Store] = RdfStore.open
    assert opened(None).language == "sparql"
