"""Graph folders: locks, half-written records, stores that follow the records."""

import datetime as dt
import json
from pathlib import Path

import pytest

from graphkit.errors import LockedError, QueryError, StoreError
from graphkit.folder import GraphFolder
from graphkit.model import Document, EventMention, Extraction, LocalEntity

TEXT = "Fas ve Tunus görüştü."


def telling(name: str, part_of: str | None = None) -> Extraction:
    document = Document(name, TEXT, TEXT, published=dt.date(2026, 3, 18), part_of=part_of)
    entities = (LocalEntity("Fas", "State", (), "Q1028"), LocalEntity("Tunus", "State", (), "Q948"))
    mention = EventMention("Meeting", "görüştü", 13, 20, 0, 1, "body", {"participant": ("Fas", "Tunus")},
                           time="2026-03-17", proposer="frame:meet")  # fmt: skip
    return Extraction(document, entities, (), (mention,), ((0, len(TEXT)),))


def test_folder_is_made_once_and_opened_again(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s1")])
    with GraphFolder.open(tmp_path / "g") as folder:
        assert folder.stamps() == {"d1": "s1"}
        assert len(folder.graph.events) == 1


def test_folder_in_use_is_locked(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g"), pytest.raises(LockedError, match="another process"):
        GraphFolder.open(tmp_path / "g")


def test_folder_refuses_what_is_no_graph_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(StoreError, match="not empty"):
        GraphFolder.create(tmp_path)
    with pytest.raises(StoreError, match="no graph folder"):
        GraphFolder.open(tmp_path / "missing")
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "graph.json").write_text('{"format": 99}')
    with pytest.raises(StoreError, match="format 99"):
        GraphFolder.open(tmp_path / "g")


def test_folder_drops_a_half_written_record(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s1")])
        with (tmp_path / "g" / "records.jsonl").open("a", encoding="utf-8") as file:
            file.write('{"document": {"id": "d2", "ti')
        assert folder.stamps() == {"d1": "s1"}
        folder.append([(telling("d3"), "s3")])
        assert folder.stamps() == {"d1": "s1", "d3": "s3"}


def test_folder_writes_each_changed_page_once(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1#t1", "d1"), "s1"), (telling("d1"), "s1"), (telling("d2"), "s1")])
        before = (tmp_path / "g" / "records.jsonl").read_bytes()
        folder.forget({"d1"})
        folder.append([(telling("d1"), "s2")])
        assert (tmp_path / "g" / "records.jsonl").read_bytes().startswith(before)
        assert folder.stamps() == {"d2": "s1", "d1": "s2"}
        graph = folder.graph
        folder.compact()
        assert [line.count('"stamp"') for line in (tmp_path / "g" / "records.jsonl").read_text().splitlines()] == [1, 1]
        assert folder.stamps() == {"d2": "s1", "d1": "s2"} and folder.graph == graph


def test_folder_names_a_damaged_record(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s1")])
        with (tmp_path / "g" / "records.jsonl").open("a", encoding="utf-8") as file:
            file.write("no json\n")
        with pytest.raises(StoreError, match=r"records\.jsonl:2"):
            folder.stamps()


def test_folder_retract_takes_a_page_and_its_teasers(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s"), (telling("d1#t1", "d1"), "s"), (telling("d2"), "s")])
        assert len(folder.sparql("SELECT ?d WHERE { GRAPH ?g { ?d a gk:Document } }")) == 3
        assert folder.retract("d1") == 2
        assert sorted(folder.graph.documents) == ["d2"]
        assert len(folder.sparql("SELECT ?d WHERE { GRAPH ?g { ?d a gk:Document } }")) == 1
        with pytest.raises(QueryError, match="no document 'd1'"):
            folder.retract("d1")


def test_folder_store_left_half_written_is_made_anew(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s1")])
        folder.store("sparql")
    (tmp_path / "g" / "rdf.digest").unlink()
    with GraphFolder.open(tmp_path / "g") as folder:
        assert folder.store("sparql").read() == folder.graph


def test_folder_answers_the_same_in_both_languages(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s1")])
        sparql = folder.query("meetings", actor="Fas")
        cypher = folder.query("meetings", language="cypher", actor="Fas'ın")
        assert sparql.to_dicts() == cypher.to_dicts() and len(sparql) >= 1
        assert folder.store("cypher").read() == folder.graph


def test_folder_writes_the_page_and_exports(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.append([(telling("d1"), "s1")])
        assert "görüştü" in folder.view(tmp_path / "page.html").read_text(encoding="utf-8")
        assert folder.export(tmp_path / "g.ttl", "ttl").stat().st_size > 100
        assert folder.to_networkx().number_of_nodes() == 3
        assert len(folder.to_pyvis().nodes) == 3


def damaged(path: Path, **changes: object) -> Path:
    """A graph folder of two documents; the event of the second is changed, or lacks what is None."""
    with GraphFolder.create(path) as folder:
        folder.append([(telling("d1"), "s1"), (telling("d2"), "s1")])
    lines = (path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[1])
    event = record["events"][0] | changes
    record["events"] = [{key: value for key, value in event.items() if value is not None}]
    (path / "records.jsonl").write_text(f"{lines[0]}\n{json.dumps(record)}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "red"}, "event 1 (Meeting): there is no field 'colour'"),
        ({"type": "Picnic"}, "event 1 (Picnic): there is no such event type"),
        ({"trigger": None}, "event 1 (Meeting): 'trigger' is missing"),
        ({"roles": {"sender": ["Fas"]}}, "this type has no role 'sender'; it has participant"),
        ({"roles": {"participant": ["Fas", "Atlantis"]}}, "'participant' is filled by 'Atlantis', who is no entity of the record"),
        ({"place": ["Atlantis"]}, "'place' is 'Atlantis'"),
        ({"modality": "perhaps"}, "'modality' is 'perhaps'; it can be actual, planned, possible"),
        ({"time": "dün"}, "'time' is 'dün'"),
        ({"roles": 5}, "'roles' is 5; want a mapping"),
        ({"start": "on"}, "'start' is 'on'; want a whole number"),
        ({"place": [7]}, "'place' is [7]; want a list"),
        ({"zone": "kapak"}, "'zone' is 'kapak'; it can be title, body, teaser"),
        ({"sentence": 9999}, "'sentence' is 9999; the record has 1"),
        ({"end": 10_000}, "is no stretch of the text, which has"),
        ({"trigger": "gitti"}, "'trigger' is 'gitti', but the text has 'görüştü' there"),
        ({"inferred": [["participant", "Atlantis"]]}, "'inferred' holds ['participant', 'Atlantis']"),
    ],
)
def test_folder_faults_of_a_record_name_file_line_and_document(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    path = damaged(tmp_path / "g", **changes)
    with GraphFolder.open(path) as folder:
        (fault,) = folder.record_faults()
    assert fault.startswith(f"{path / 'records.jsonl'}:2: document d2, event 1 (")
    assert words in fault


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"events": 5}, "'events' is 5; want a list of mappings"),
        ({"positions": [{"person": "Fas", "title": 3}]}, "'title' is 3; want a text"),
        ({"positions": [{"person": "Hiç", "title": "Bakan"}]}, "position 1: 'person' is 'Hiç', which is no entity of the record"),
        ({"positions": [{"person": "Fas", "title": "Bakan", "since": "dün"}]}, "position 1: 'since' is 'dün'"),
        ({"sentences": [[0, 10_000_000]]}, "sentence 1: 0 to 10000000 is no stretch of the text"),
        ({"sentences": []}, "'sentence' is 0; the record has 0"),
        ({"entities": [{"name": "", "type": "State"}], "events": []}, "'name' is empty"),
    ],
)
def test_folder_faults_of_other_parts_of_a_record_are_told(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    path = damaged(tmp_path / "g")
    lines = (path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    (path / "records.jsonl").write_text(f"{lines[0]}\n{json.dumps(json.loads(lines[1]) | changes)}\n", encoding="utf-8")
    with GraphFolder.open(path) as folder:
        assert any(words in fault for fault in folder.record_faults())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": ""}, "document: 'id' is empty"),
        ({"published": "dün"}, "document: 'published' is 'dün'; want a date"),
        ({"zones": [{"kind": "kapak", "start": 0, "end": 3}]}, "zone 1 is {'kind': 'kapak'"),
        ({"zones": [{"kind": "title", "start": 0, "end": 9999}]}, "zone 1: 0 to 9999 is no stretch of the text"),
    ],
)
def test_folder_faults_of_a_document_are_told_and_break_no_question(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    path = damaged(tmp_path / "g")
    lines = (path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    data = json.loads(lines[1])
    (path / "records.jsonl").write_text(f"{lines[0]}\n{json.dumps(data | {'document': data['document'] | changes})}\n", encoding="utf-8")
    with GraphFolder.open(path) as folder:
        assert any(words in fault for fault in folder.record_faults())


def test_folder_every_damaged_line_is_told(tmp_path: Path) -> None:
    path = damaged(tmp_path / "g")
    lines = (path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    half = json.dumps(json.loads(lines[0]))[:-20]
    (path / "records.jsonl").write_text(f'{{"events": []}}\n{lines[0]}\nkein JSON\n{half}', encoding="utf-8")
    with GraphFolder.open(path) as folder:
        faults = folder.record_faults()
    assert [fault.split("records.jsonl:")[1][:16] for fault in faults] == ["1: damaged recor", "3: damaged recor", "4: half a record"]
    assert faults[0].endswith("'document' is missing")


def test_folder_tells_the_fault_that_breaks_a_graph(tmp_path: Path) -> None:
    with GraphFolder.open(damaged(tmp_path / "g", zone="kapak")) as folder, pytest.raises(StoreError, match="'zone' is 'kapak'"):
        folder.query("meetings")


def test_folder_a_record_without_a_field_is_told_in_words(tmp_path: Path) -> None:
    with GraphFolder.open(damaged(tmp_path / "g", trigger=None)) as folder, pytest.raises(StoreError) as caught:
        _ = folder.graph
    assert str(caught.value).endswith("records.jsonl:2: damaged record: event 1 (Meeting): 'trigger' is missing")


def test_folder_that_lost_its_records_is_told(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.loads.add(dt.datetime.now(dt.UTC), ["d1"])
        folder.append([(telling("d1"), "s1")])
        folder.store("sparql")
    (tmp_path / "g" / "records.jsonl").unlink()
    with pytest.raises(StoreError, match=r"records\.jsonl: missing"):
        GraphFolder.open(tmp_path / "g")
    (tmp_path / "g" / "loads.jsonl").unlink()
    with pytest.raises(StoreError, match=r"records\.jsonl: missing"):
        GraphFolder.open(tmp_path / "g")


def test_folder_of_a_run_killed_before_its_first_record_opens(tmp_path: Path) -> None:
    with GraphFolder.create(tmp_path / "g") as folder:
        folder.loads.add(dt.datetime.now(dt.UTC), ["d1"])
    with GraphFolder.open(tmp_path / "g") as folder:
        assert folder.heads() == []
