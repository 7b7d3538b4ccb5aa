"""Every exchange format, read back by another program's reader."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
import rdflib
from views_sample import sample

from graphkit.errors import GraphkitError
from graphkit.export import export, formats
from graphkit.model import Argument, Event, Graph
from graphkit.views.graph import to_networkx


@pytest.mark.parametrize("format", sorted(formats()))
def test_export_gives_the_same_bytes_twice(tmp_path: Path, format: str) -> None:
    def read(name: str) -> dict[str, bytes]:
        made = export(sample(), tmp_path / name, format)
        files = sorted(made.iterdir()) if made.is_dir() else [made]
        return {file.name if made.is_dir() else "": file.read_bytes() for file in files}

    first = read(f"bir.{format}x")
    assert first == read(f"iki.{format}x")
    assert all(first.values())


def test_export_refuses_an_unknown_format_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match=r"'docx'; there are: csv, ftm.json, gexf, graphml, jsonld"):
        export(sample(), tmp_path / "g.docx", "docx")
    assert list(tmp_path.iterdir()) == []


def test_export_leaves_no_file_when_it_fails_and_keeps_the_old_one(tmp_path: Path) -> None:
    broken = Graph(events={"e1": Event("e1", "Meeting", "x", (Argument("participant", "Q0"),))})
    (tmp_path / "g.graphml").write_text("old", encoding="utf-8")
    with pytest.raises(GraphkitError):
        export(broken, tmp_path / "g.graphml", "graphml")
    assert (tmp_path / "g.graphml").read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(("format", "reader"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_export_keeps_named_graphs(tmp_path: Path, format: str, reader: str) -> None:
    data = rdflib.Dataset()
    data.parse(export(sample(), tmp_path / "g", format), format=reader)
    names = {str(graph.identifier) for graph in data.graphs() if len(graph)}
    assert sum(name.startswith("https://w3id.org/graphkit/id/") for name in names) == 6


def test_export_turtle_says_that_it_flattens_and_loses_no_triple(tmp_path: Path) -> None:
    flat = rdflib.Graph().parse(export(sample(), tmp_path / "g.ttl", "ttl"), format="turtle")
    full = rdflib.Dataset()
    full.parse(export(sample(), tmp_path / "g.trig", "trig"), format="trig")
    assert "flattened" in (tmp_path / "g.ttl").read_text(encoding="utf-8").splitlines()[0]
    assert len(flat) == len({(s, p, o) for s, p, o, _ in full.quads()})


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_export_xml_opens_in_networkx(tmp_path: Path, format: str) -> None:
    path = export(sample(), tmp_path / f"çizge.{format}", format)
    back = nx.read_graphml(path, force_multigraph=True) if format == "graphml" else nx.read_gexf(path)
    assert back.number_of_nodes() == 34
    assert back.nodes["Q406"]["label"] == "İstanbul"
    assert back.number_of_edges() == to_networkx(sample()).number_of_edges()


def test_export_gexf_has_the_colours_and_positions_of_the_page(tmp_path: Path) -> None:
    looks = nx.read_gexf(export(sample(), tmp_path / "g.gexf", "gexf")).nodes["e01"]["viz"]
    assert (looks["color"]["r"], looks["color"]["g"], looks["color"]["b"]) == (0x2F, 0x86, 0xCF)
    assert looks["position"]["x"] != 0


def test_export_gexf_has_types_and_a_timeline(tmp_path: Path) -> None:
    graph, name = sample(), "{http://www.gexf.net/1.2draft}"
    root = ET.parse(export(graph, tmp_path / "g.gexf", "gexf")).getroot()
    whole = root.find(f"{name}graph")
    assert whole is not None and (whole.get("mode"), whole.get("timeformat")) == ("dynamic", "date")
    types = {one.get("title"): one.get("type") for one in root.iter(f"{name}attribute")}
    assert {types[key] for key in ("evidence", "documents", "count")} == {"long"}
    assert (types["confidence"], types["time"], types["wikidata"]) == ("double", "string", "string")
    periods = {key: tuple(day and str(day) for day in (event.begin, event.end)) for key, event in graph.events.items()}
    nodes = {one.get("id"): (one.get("start"), one.get("end")) for one in root.iter(f"{name}node")}
    assert nodes == {key: periods.get(key, (None, None)) for key in nodes}
    assert nodes["e03"] == ("2024-10-01", "2024-10-31") and nodes["e05"] == (None, None)
    edges = [(one.get("source"), one.get("start"), one.get("end")) for one in root.iter(f"{name}edge")]
    assert all((start, end) == nodes[source] for source, start, end in edges)
    assert sum(start is not None for _, start, _ in edges) > 20
    assert all("start" not in one.attrib for one in ET.parse(export(graph, tmp_path / "g.graphml", "graphml")).iter())


def test_export_csv_file_is_the_table_of_events(tmp_path: Path) -> None:
    path = export(sample(), tmp_path / "olaylar.csv", "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == 14
    assert rows["e03"]["sender"] == "Kuzey Kore"
    assert rows["e03"]["source"] == "Güney Kore Ulusal İstihbarat Servisi; Kremlin; Ukrayna kaynakları"
    assert rows["e03"]["documents"] == "d2; d3; d4"
    assert rows["e05"]["begin"] == ""
    assert list(rows)[-1] == "e05"


def test_export_csv_folder_holds_the_sentences(tmp_path: Path) -> None:
    folder = export(sample(), tmp_path / "tablolar", "csv")
    tables = {}
    for file in folder.iterdir():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            tables[file.stem] = list(csv.DictReader(stream))
    assert {name: len(rows) for name, rows in tables.items()} == {
        "nodes": 34, "edges": 42, "evidence": 19, "documents": 6,
    }  # fmt: skip
    nodes = {row["id"] for row in tables["nodes"]}
    assert all({row["start"], row["end"]} <= nodes for row in tables["edges"])
    first = next(row for row in tables["evidence"] if row["event"] == "e08")
    assert first["claims"] == "speaker=Q884; target=Q159"
    assert int(first["start"]) - int(first["quote_start"]) == first["quote"].index("suçladı")


def test_export_csv_refuses_a_file_where_it_needs_a_folder(tmp_path: Path) -> None:
    (tmp_path / "tablolar").write_text("x", encoding="utf-8")
    with pytest.raises(GraphkitError, match="needs a folder"):
        export(sample(), tmp_path / "tablolar", "csv")


def test_export_followthemoney_is_valid_for_its_own_library(tmp_path: Path) -> None:
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    lines = export(sample(), tmp_path / "g.ftm.json", "ftm.json").read_text(encoding="utf-8").splitlines()
    found = {one["id"]: one for one in map(json.loads, lines)}
    assert len(found) == len(lines)
    for one in found.values():
        schema = model.get(one["schema"])
        assert schema is not None
        schema.validate(one)
        assert EntityProxy.from_dict(one, cleaned=False).to_dict()["properties"].keys() == one["properties"].keys()
        for name, values in one["properties"].items():
            target = schema.properties[name].range
            for value in values if target is not None else ():
                assert model.get(found[value]["schema"]).is_a(target), (name, found[value])
    count = Counter(one["schema"] for one in found.values())
    assert (count["Event"], count["Documentation"], count["Article"]) == (14, 19, 6)
    assert "İstanbul" in found["Q406"]["properties"]["name"]


def test_export_parquet_holds_the_tables_with_types(tmp_path: Path) -> None:
    from pyarrow import parquet

    folder = export(sample(), tmp_path / "tablolar", "parquet")
    tables = {file.stem: parquet.read_table(file).to_pylist() for file in folder.iterdir()}
    assert {name: len(rows) for name, rows in tables.items()} == {"nodes": 34, "edges": 42, "evidence": 19, "documents": 6}
    assert any(isinstance(row["begin"], dt.date) for row in tables["nodes"])
    assert all(isinstance(row["start"], int) for row in tables["evidence"])
