"""One entity for what several documents name, and back again; both stores follow."""

import datetime as dt
from pathlib import Path

from graphkit.assemble import assemble
from graphkit.folder import GraphFolder
from graphkit.judgements import judge
from graphkit.model import Document, EventMention, Extraction, LocalEntity
from graphkit.resolve import propose, resolve


def telling(name: str, who: str) -> Extraction:
    text = f"{who} ile Kara Selim görüştü."
    entities = (LocalEntity(who, "Person", (), None, ((0, len(who)),)), LocalEntity("Kara Selim", "Person"))
    met = EventMention("Meeting", "görüştü", 0, 5, 0, 1, "body", {"participant": (who, "Kara Selim")}, time="2026-03-17", score=0.9)
    return Extraction(Document(name, text, text, published=dt.date(2026, 3, 18)), entities, (), (met,), ((0, len(text)),))


TOLD = (telling("d1", "Ji Lianşan"), telling("d2", "Ci Lianshan"))
ONE = "person:ci_lianshan"


def test_resolve_one_person_makes_one_event_of_two() -> None:
    graph = assemble(TOLD)
    assert len(graph.events) == 2
    (proposed,) = propose(graph)
    assert (proposed.by, proposed.verdict, proposed.left) == ("rule", "same", ONE)
    resolved = assemble(resolve(TOLD, [proposed]))
    assert len(resolved.events) == 1
    assert sorted(e.document for e in resolved.evidence.values()) == ["d1", "d2"]
    assert resolved.entities[ONE].aliases == ("Ji Lianşan",)
    assert propose(resolved, [proposed]) == []


def test_resolve_without_judgements_changes_nothing() -> None:
    assert list(resolve(TOLD, [])) == list(TOLD)
    assert list(resolve(TOLD, [judge(ONE, "person:ji_lianşan", "not same")])) == list(TOLD)


def test_resolve_a_document_may_mean_another_of_one_name() -> None:
    told = [telling("d1", "Ali Er"), telling("d2", "Ali Er")]
    (er,) = [key for key in assemble(told).entities if "ali" in key]
    graph = assemble(resolve(told, [judge(er, f"{er}@d2", "not same", "one is a painter")]))
    assert {er, f"{er}@d2"} <= set(graph.entities)
    assert len(graph.events) == 2


def test_resolve_both_stores_follow_and_go_back(tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { ?e a gk:Meeting }"
    cypher = "MATCH (e:Meeting) RETURN count(*) AS n"
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append((one, "s") for one in TOLD)
        counts = [(folder.sparql(sparql)[0]["n"], folder.cypher(cypher)[0]["n"])]
        folder.judge(propose(folder.graph))
        counts.append((folder.sparql(sparql)[0]["n"], folder.cypher(cypher)[0]["n"]))
        assert folder.query("meetings", actor="Ji Lianşan")[0]["participants"] == ("Ci Lianshan", "Kara Selim")
        folder.undo()
        counts.append((folder.sparql(sparql)[0]["n"], folder.cypher(cypher)[0]["n"]))
    assert counts == [(2, 2), (1, 1), (2, 2)]


def test_resolve_marks_in_the_text_follow(tmp_path: Path) -> None:
    from graphkit.views.payload import text_records

    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append((one, "s") for one in TOLD)
        folder.judge(propose(folder.graph))
        assert text_records(folder.extractions(), folder.graph)["d1"]["names"] == [[0, 10, ONE]]
