"""Named queries: the same rows from SPARQL and Cypher, right rows, and what people type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import identifier, small_graph, with_label
from servers import Fuseki, Neo4j

from graphkit.errors import QueryError, UnknownName
from graphkit.ontology import load_ontology
from graphkit.parameters import parse_date, resolve_entity
from graphkit.query import Column, NamedQuery, list_queries, load_query, run_query, text_for
from graphkit.rows import Rows
from graphkit.stores import Store, arcadedb
from graphkit.stores.cypher import CypherStore
from graphkit.stores.rdf import RdfStore

ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("meetings", {}),
    ("meetings", {"status": "any"}),
    ("meetings", {"actor": "Rusya"}),
    ("meetings", {"actor": "Rusya", "status": "any"}),
    ("meetings", {"actor": "Rusya", "status": "any", "officials": False}),
    ("meetings", {"actor": "Rusya", "other": "Ri Hi Yong"}),
    ("meetings", {"actor": "Rusya", "other": "Putin"}),
    ("meetings", {"actor": "Norveç", "other": "Şili", "officials": "no"}),
    ("meetings", {"other": "ABD", "status": "any", "since": "2025"}),
    ("meetings", {"place": "Norveç"}),
    ("meetings", {"since": "2024-12-15", "until": "2025-06-30", "status": ["actual", "disputed"]}),
    ("agreements", {}),
    ("agreements", {"actor": "Rusya", "other": "Kuzey Kore"}),
    ("agreements", {"actor": "Norveç", "status": "any"}),
    ("deployments", {}),
    ("deployments", {"status": "any"}),
    ("deployments", {"sender": "Kuzey Kore", "beneficiary": "Rusya", "opponent": "Ukrayna", "destination": "Kursk"}),
    ("arms", {"supplier": "Kuzey Kore"}),
    ("arms", {"recipient": "Güney Kore", "status": "planned"}),
    ("aid", {"recipient": "Kuzey Kore"}),
    ("aid", {"provider": "Rusya", "since": "2025-06", "until": "2025-06"}),
    ("timeline", {"actor": "Rusya"}),
    ("timeline", {"actor": "Rusya", "officials": False, "status": "actual"}),
    ("timeline", {"actor": "Kuzey Kore", "type": "Praise"}),
    ("timeline", {"actor": "Dışişleri Bakanlığı", "since": "2025"}),
    ("timeline", {"actor": "Moskova"}),
    ("evidence", {"event": identifier("e", "t1")}),
    ("evidence", {"event": identifier("e", "y1")}),
    ("claims", {}),
    ("claims", {"event": identifier("e", "m6")}),
    ("claims", {"type": "TroopDeployment"}),
    ("claims", {"source": "KCNA"}),
    ("claims", {"actor": "Rusya", "polarity": "positive", "since": "2025-07-12"}),
    ("claims", {"modality": "planned", "until": "2025-07"}),
    ("path", {"actor": "Putin", "other": "Ri Hi Yong"}),
    ("path", {"actor": "Putin", "other": "Ukrayna"}),
    ("path", {"actor": "Ukrayna", "other": "Putin", "happened": False}),
    ("path", {"actor": "Ri Hi Yong", "other": "Şili", "longest": 4}),
    ("path", {"actor": "Ri Hi Yong", "other": "Şili"}),
    ("path", {"actor": "göstericiler", "other": "Dördüncü Tugay"}),
    ("accusations", {"target": "Kuzey Kore"}),
    ("accusations", {"speaker": "Güney Kore", "kind": "Condemnation,Demand"}),
    ("accusations", {"kind": "any"}),
    ("agreement-history", {}),
    ("agreement-history", {"actor": "Rusya", "other": "Kuzey Kore", "until": "2025-07-11"}),
    ("appointments", {}),
    ("appointments", {"organization": "Dışişleri Bakanlığı", "kind": "Dismissal"}),
    ("between", {"actor": "Rusya", "other": "Kuzey Kore"}),
    ("between", {"actor": "ABD", "other": "Kuzey Kore", "status": "any", "type": "Sanction"}),
    ("changes", {"since": "2025-07-12"}),
    ("changes", {"since": "2025-07-12", "actor": "Rusya"}),
    ("loaded", {"load": ["d2", "d4"]}),
    ("loaded", {"load": ["d1"], "actor": "Rusya"}),
    ("loaded", {"load": ["d1", "d3", "none"], "type": "Meeting"}),
    ("common", {"actor": "Rusya", "other": "ABD", "status": "any"}),
    ("communities", {"at_least": 1}),
    ("contacts", {"actor": "Rusya"}),
    ("contacts", {"actor": "Rusya", "other": "Kuzey Kore", "type": "Agreement"}),
    ("denials", {}),
    ("denials", {"denier": "KCNA", "claimer": "ABD"}),
    ("denials", {"status": "disputed"}),
    ("denials", {"status": "any"}),
    ("disputed", {}),
    ("disputed", {"actor": "Kuzey Kore", "type": "Meeting"}),
    ("documents", {"event": identifier("e", "t1"), "polarity": "positive"}),
    ("documents", {"actor": "Rusya", "other": "Kuzey Kore"}),
    ("events", {"since": "2025-07", "until": "2025-07", "precision": "day"}),
    ("events", {"type": "Aid"}),
    ("events-at", {"place": "Moskova"}),
    ("events-at", {"place": "Gürcistan", "status": "any"}),
    ("in-force", {"day": "2025"}),
    ("in-force", {"actor": "Rusya", "day": "2024-06-18"}),
    ("pairs", {"at_least": 1, "top": 2}),
    ("posts", {}),
    ("posts", {"organization": "Dışişleri Bakanlığı", "post": "SÖZCÜ"}),
    ("posts", {"person": "Putin", "day": "2025-07-11"}),
    ("sanctions", {"target": "Kuzey Kore", "day": "2025-07-11"}),
    ("single-source", {"actor": "Kuzey Kore"}),
    ("statements", {"source": "KCNA", "actor": "Güney Kore"}),
    ("statements", {"source": "ABD", "actor": "Kuzey Kore", "since": "2025-07"}),
    ("troop-numbers", {}),
    ("troop-numbers", {"source": "ABD"}),
    ("unfulfilled", {}),
    ("unfulfilled", {"actor": "Rusya", "type": "Meeting"}),
    ("unlinked", {}),
    ("unlinked", {"kind": "Person"}),
    ("visits", {"host": "Rusya"}),
)


@pytest.fixture(scope="module")
def rdf() -> RdfStore:
    store = RdfStore.open(None)
    store.write(small_graph())
    return store


@pytest.fixture(scope="module")
def arcade(arcadedb_server: arcadedb.Server) -> Iterator[CypherStore]:
    yield from _loaded(arcadedb_server.connect())


@pytest.fixture(scope="module")
def neo4j(neo4j_server: Neo4j) -> Iterator[CypherStore]:
    yield from _loaded(CypherStore.connect(neo4j_server.uri, neo4j_server.user, neo4j_server.password))


@pytest.fixture(scope="module")
def fuseki(fuseki_server: Fuseki) -> Iterator[RdfStore]:
    store = RdfStore.connect(fuseki_server.address)
    store.clear()
    store.write(small_graph())
    yield store
    store.clear()
    store.close()


def _loaded(store: CypherStore) -> Iterator[CypherStore]:
    store.clear()
    store.write(small_graph())
    yield store
    store.clear()
    store.close()


def _name(case: tuple[str, dict[str, object]]) -> str:
    return f"{case[0]}-{'-'.join(map(str, case[1].values()))}"


@pytest.mark.parametrize("case", ASKED, ids=_name)
def test_query_arcadedb_answers_like_sparql(rdf: RdfStore, arcade: CypherStore, case: tuple[str, dict[str, object]]) -> None:
    assert run_query(arcade, *case).to_dicts() == run_query(rdf, *case).to_dicts()


@pytest.mark.parametrize("case", ASKED, ids=_name)
def test_query_neo4j_answers_like_sparql(rdf: RdfStore, neo4j: CypherStore, case: tuple[str, dict[str, object]]) -> None:
    assert run_query(neo4j, *case).to_dicts() == run_query(rdf, *case).to_dicts()


@pytest.mark.parametrize("case", ASKED, ids=_name)
def test_query_fuseki_answers_like_oxigraph(rdf: RdfStore, fuseki: RdfStore, case: tuple[str, dict[str, object]]) -> None:
    assert run_query(fuseki, *case).to_dicts() == run_query(rdf, *case).to_dicts()


def test_query_dates_are_dates(rdf: RdfStore) -> None:
    for case in ASKED:
        rows, kinds = run_query(rdf, *case), {"date", "first", "last"}
        for column in load_query(case[0]).columns:
            if column.type in kinds:
                assert all(value is None or type(value) is dt.date for value in rows.column(column.name)), case


def test_query_every_name_is_asked_above() -> None:
    assert {query.name for query in list_queries()} == {name for name, _ in ASKED}


def _events(rows: Rows) -> list[object]:
    return list(rows.column("event"))


def _ids(*keys: str) -> list[str]:
    return [identifier("e", key) for key in keys]


def test_query_meetings_that_did_not_happen_are_not_told(rdf: RdfStore) -> None:
    assert _events(run_query(rdf, "meetings")) == _ids("m2", "m1", "m5")
    assert _events(run_query(rdf, "meetings", {"status": "denied"})) == _ids("m4")
    assert _events(run_query(rdf, "meetings", {"status": "planned,disputed"})) == _ids("m6", "m3")


def test_query_meetings_row_is_whole(rdf: RdfStore) -> None:
    assert run_query(rdf, "meetings", {"actor": "Rusya"}).to_dicts() == [
        {
            "event": identifier("e", "m1"),
            "begin": dt.date(2025, 7, 10),
            "end": dt.date(2025, 7, 10),
            "time": "2025-07-10",
            "participants": ("Ri Hi Yong", "Vladimir Putin"),
            "places": ("Moskova",),
            "status": "actual",
            "confidence": 0.7,
            "documents": ("d1", "d2"),
        }
    ]


def test_query_meetings_an_official_does_not_meet_himself(rdf: RdfStore) -> None:
    assert _events(run_query(rdf, "meetings", {"actor": "Rusya", "other": "Ri Hi Yong"})) == _ids("m1")
    assert not run_query(rdf, "meetings", {"actor": "Rusya", "other": "Putin"})


def test_query_month_overlaps_the_asked_days_and_undated_does_not(rdf: RdfStore) -> None:
    assert _events(run_query(rdf, "meetings", {"since": "2024-12-31", "until": "2024-12-31"})) == _ids("m2")
    assert not run_query(rdf, "meetings", {"since": "2025-01", "until": "2025-06"})
    assert identifier("e", "m5") not in _events(run_query(rdf, "meetings", {"since": "1900"}))


def test_query_deployments_names_every_source(rdf: RdfStore) -> None:
    (row,) = run_query(rdf, "deployments")
    assert row["sources"] == ("ABD", "Güney Kore", "KCNA", "Ukrayna")
    assert (row["quantity"], row["status"]) == ("10000-12000", "disputed")


def test_query_claims_tells_each_number_with_its_source(rdf: RdfStore) -> None:
    rows = run_query(rdf, "claims", {"event": identifier("e", "t1")})
    assert [(row["sources"], row["polarity"], row["quantity"]) for row in rows] == [
        (("Güney Kore",), "positive", "10000-12000"),
        (("ABD", "Ukrayna"), "positive", "10000"),
        (("KCNA",), "negative", None),
    ]


def test_query_evidence_tells_quote_document_and_claims(rdf: RdfStore) -> None:
    (row,) = run_query(rdf, "evidence", {"event": identifier("e", "y1")})
    assert (row["document"], row["published"], row["zone"]) == ("d4", None, "teaser")
    assert row["claims"] == ("speaker: Vladimir Putin", "target: Kuzey Kore")


def test_query_timeline_says_role_and_through_whom(rdf: RdfStore) -> None:
    rows = run_query(rdf, "timeline", {"actor": "Rusya"})
    praise = next(row for row in rows if row["type"] == "Praise")
    assert (praise["roles"], praise["through"]) == (("speaker",), ("Vladimir Putin",))
    assert rows.column("begin") == tuple(sorted(rows.column("begin")))  # type: ignore[type-var]


def test_query_path_is_shortest_and_joined(rdf: RdfStore) -> None:
    rows = run_query(rdf, "path", {"actor": "Ri Hi Yong", "other": "Şili", "longest": 4})
    assert [row["step"] for row in rows] == [1, 2, 3, 4]
    assert [row["to"] for row in rows][:-1] == [row["from"] for row in rows][1:]
    assert len(run_query(rdf, "path", {"actor": "Putin", "other": "Ri Hi Yong"})) == 1


def test_query_limit_counts_rows_not_list_values(rdf: RdfStore) -> None:
    assert run_query(rdf, "meetings", limit=2).to_dicts() == run_query(rdf, "meetings")[:2].to_dicts()


def test_query_text_of_a_node_may_hold_anything(rdf: RdfStore) -> None:
    store = RdfStore.open(None)
    label = "a \"b\" \\u0022 \n <c> 'd' $actor # @if x // y"
    store.write(with_label(small_graph(), identifier("e", "v1"), label))
    assert label in run_query(store, "timeline", {"actor": "Rusya"}).column("label")


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("putin", "Q7747"),
        ("Vladimir Putin'in", "Q7747"),
        ("VLADİMİR PUTİN’İN", "Q7747"),
        ("Devlet Başkanı Putin", "Q7747"),
        ("Rusya Devlet Başkanı Vladimir Putin'in", "Q7747"),
        ("ABD", "Q30"),
        ("Amerika", "Q30"),
        ("abd'nin", "Q30"),
        ("Q159", "Q159"),
        ("q159", "Q159"),
        ("person:ri_hi_yong", "person:ri_hi_yong"),
        ("Gürcistan", "Q230"),
        ("disisleri", "organization:dışişleri_bakanlığı"),
        ("ayla", "person:ayla_yurt"),
        ("Isik Ajansi", "organization:ışık_ajansı"),
        ("Isik", "organization:ışık_ajansı"),
        ("isik'in", "organization:ışık_ajansı"),
        ("Birleşik Devletler'in", "Q30"),
    ],
)
def test_query_names_as_people_type_them(rdf: RdfStore, typed: str, id: str) -> None:
    assert resolve_entity(rdf, typed) == id


def test_query_names_of_the_same_kind_on_cypher(arcade: CypherStore) -> None:
    for typed, id in (("putin", "Q7747"), ("q159", "Q159"), ("disisleri", "organization:dışişleri_bakanlığı")):
        assert resolve_entity(arcade, typed) == id
    with pytest.raises(UnknownName, match="Norveç"):
        resolve_entity(arcade, "Norveçç")


def test_query_prefer_takes_the_place(rdf: RdfStore) -> None:
    assert resolve_entity(rdf, "Gürcistan", prefer=("Place", "State")) == "place:gürcistan"


def test_query_unknown_name_says_what_is_near(rdf: RdfStore) -> None:
    with pytest.raises(UnknownName, match=r"no entity is named 'Vladmir Puttin'; did you mean: Vladimir Putin \(Q7747\)"):
        run_query(rdf, "meetings", {"actor": "Vladmir Puttin"})
    for typed in ("Isk Ajnsi", "Işk Ajansi"):
        with pytest.raises(UnknownName, match="did you mean: Işık Ajansı"):
            resolve_entity(rdf, typed)
    with pytest.raises(UnknownName, match="no entity is named 'xqzw'$"):
        resolve_entity(rdf, "xqzw")


def test_query_ambiguous_name_lists_all(rdf: RdfStore) -> None:
    with pytest.raises(QueryError, match="Ayla Yurt.*Deniz Yurt"):
        resolve_entity(rdf, "Yurt")


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("meeting", {}, "no query 'meeting'; queries: accusations, agreement-history"),
        ("meetings", {"acter": "x"}, "no parameter 'acter'; parameters: actor, other, since"),
        ("meetings", {"since": "dün"}, "'dün' is no day; write 2024, 2024-12 or 2024-12-31"),
        ("meetings", {"since": "2025-02-30"}, "2025-02-30"),
        ("meetings", {"since": "2025-13"}, "2025-13"),
        ("meetings", {"status": "happened"}, "one of: actual, disputed"),
        ("meetings", {"officials": "perhaps"}, "neither yes nor no"),
        ("meetings", {"actor": "Rusya", "other": "Q159"}, "the same"),
        ("timeline", {}, "needs 'actor'"),
        ("timeline", {"actor": ""}, "needs 'actor'"),
        ("meetings", {"actor": " "}, "parameter 'actor' is empty"),
        ("meetings", {"since": ""}, "parameter 'since' is empty"),
        ("timeline", {"actor": "Rusya", "type": "Meting"}, "no event type 'Meting'"),
        ("evidence", {"event": "e0"}, "no event has the id 'e0'"),
        ("path", {"actor": "Rusya", "other": "ABD", "longest": 9}, "from 1 to 4"),
        ("path", {"actor": "Rusya", "other": "ABD", "longest": "uzun"}, "no whole number"),
        ("claims", {"polarity": "positive,negative"}, "not allowed"),
        ("meetings", {"since": "2025-07", "until": "2025-06"}, "'since' is 2025-07-01, after 'until', 2025-06-30"),
        ("loaded", {"load": "last"}, "'last' is known to a graph folder only; a store is asked with a list of document ids"),
        ("loaded", {}, "'last' is known to a graph folder only"),
    ],
)
def test_query_wrong_parameters_are_told(rdf: RdfStore, name: str, parameters: dict[str, object], words: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(rdf, name, parameters)
    assert words in str(caught.value)


def test_query_limit_below_zero_is_refused(rdf: RdfStore) -> None:
    assert not run_query(rdf, "meetings", limit=0)
    with pytest.raises(QueryError, match="limit is -1"):
        run_query(rdf, "meetings", limit=-1)


def test_query_orders_a_column_of_mixed_values(rdf: RdfStore) -> None:
    text = "SELECT ?id ?v { VALUES (?id ?v) {(1 'b') (2 'a') (3 3) (4 '2025-01-01'^^<http://www.w3.org/2001/XMLSchema#date>)} }"
    mixed = NamedQuery("mixed", "", "", "", "", (), (Column("id", "number"), Column("v")), ("v",), text, "")
    assert run_query(rdf, mixed).column("id") == (3, 4, 2, 1)


def test_query_empty_answer_knows_its_types(rdf: RdfStore, tmp_path: Path) -> None:
    from pyarrow import parquet

    schemas = []
    for since in ("1900", "2999"):
        run_query(rdf, "meetings", {"since": since}).to_parquet(tmp_path / "rows.parquet")
        schemas.append(parquet.read_schema(tmp_path / "rows.parquet"))
    assert schemas[0] == schemas[1]


def test_query_dates_take_years_and_months() -> None:
    assert parse_date("2025", edge="last") == dt.date(2025, 12, 31)
    assert parse_date("2024-2", edge="last") == dt.date(2024, 2, 29)
    with pytest.raises(ValueError, match="20250101"):
        parse_date("20250101")


def test_query_type_takes_turkish_labels(rdf: RdfStore) -> None:
    for word in ("Meeting", "meeting", "görüşme", "GÖRÜŞME"):
        assert len(run_query(rdf, "timeline", {"actor": "Putin", "type": word})) == 1


def test_query_conditions() -> None:
    text = "a\nb  # @if x\nc  // @if x y\nd  # @unless x\ne  # @if y @unless x\nf # @iffy"
    assert text_for(text, {"x": 1, "y": False}) == "a\nb  # @if x\nf # @iffy"
    assert text_for(text, {"x": None, "y": ()}) == "a\nd  # @unless x\ne  # @if y @unless x\nf # @iffy"


def test_query_conditions_name_parameters() -> None:
    for query in list_queries():
        assert _conditions(query) <= {parameter.name for parameter in query.parameters}


def _conditions(query: NamedQuery) -> set[str]:
    found: set[str] = set()
    for line in (query.sparql + "\n" + query.cypher).splitlines():
        _, mark, rest = line.partition(" @if ") if " @if " in line else line.partition(" @unless ")
        if mark and ("# @" in line or "// @" in line):
            found |= set(rest.replace("@unless", "").split())
    return found


def test_query_types_in_the_texts_are_the_ontologys() -> None:
    ontology = load_ontology()
    classes = {kind.name for kind in (*ontology.events, *ontology.entities)} | {
        "Event",
        "Entity",
        "Evidence",
        "Document",
    }
    roles = {role.name.upper() for role in ontology.roles} | {
        "EVIDENCE",
        "DOCUMENT",
        "SOURCE",
        "PERSON",
        "ORGANIZATION",
    }
    for query in list_queries():
        assert set(re.findall(r"\ba gk:([A-Z]\w+)", query.sparql)) <= classes | {"Position"}
        assert set(re.findall(r"\w:([A-Z][a-z]\w+)", query.cypher)) <= classes | {"Position"}
        assert set(re.findall(r"\[\w?:([A-Z_]+)\]", query.cypher)) <= roles


def test_query_every_header_is_told_in_both_languages() -> None:
    for query in list_queries():
        assert query.title_tr and query.title_en and query.description_tr and query.description_en
        assert all(parameter.help_tr and parameter.help_en for parameter in query.parameters)
        assert all(column.label_tr and column.label_en for column in query.columns)


def _write_query(folder: Path, header: str, sparql: str = "SELECT ?id WHERE {\n# @parameters\n?e gk:id ?id }") -> None:
    (folder / "own.yaml").write_text(header, encoding="utf-8")
    (folder / "own.rq").write_text(sparql, encoding="utf-8")
    (folder / "own.cypher").write_text("MATCH (e:Entity) RETURN e.id AS id", encoding="utf-8")


HEADER = """title: {tr: Kendi sorum, en: My own}
description: {tr: Kendi sorum, en: My own}
parameters: {}
columns: [id]
order: [id]
"""


def test_query_own_folder_is_read_and_run(rdf: RdfStore, arcade: CypherStore, tmp_path: Path) -> None:
    _write_query(tmp_path, HEADER, "SELECT ?id WHERE { ?e a gk:Entity ; gk:id ?id }")
    assert [query.name for query in list_queries(tmp_path)] == ["own"]
    stores: tuple[Store, ...] = (rdf, arcade)
    answers = [run_query(store, load_query("own", tmp_path)).column("id") for store in stores]
    assert answers[0] == answers[1] and len(answers[0]) == 22
    assert load_query("meetings", tmp_path).name == "meetings"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("title: x", "own.yaml"),
        ("- x", "not a mapping"),
        (HEADER.replace("[id]\norder", "[id: {type: picture}]\norder"), "no type 'picture'"),
        (HEADER.replace("order: [id]", "order: [name]"), "order names no column"),
        (HEADER.replace("parameters: {}", "parameters: {x: {type: place}}"), "no type 'place'"),
    ],
)
def test_query_own_folder_with_a_mistake_is_told(tmp_path: Path, header: str, words: str) -> None:
    _write_query(tmp_path, header)
    with pytest.raises(QueryError) as caught:
        list_queries(tmp_path)
    assert words in str(caught.value)


def test_query_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder"):
        list_queries(tmp_path / "none")
