"""A gazetteer out of a small made Wikidata dump."""

import bz2
import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.cli import main
from graphkit.errors import InputError
from graphkit.gazetteer import load_gazetteer
from graphkit.wikidata import build_tables

Output = pytest.CaptureFixture[str]


def snak(value: object) -> dict[str, Any]:
    return {"datavalue": {"value": value}}


def day(time: str, precision: int = 11) -> dict[str, Any]:
    return snak({"time": f"+{time}T00:00:00Z", "precision": precision})


def item(number: str, label: str, aliases: tuple[str, ...] = (), **claims: Any) -> dict[str, Any]:
    told = {key: [{"mainsnak": snak({"id": one})} for one in value] if isinstance(value, tuple) else value for key, value in claims.items()}
    labels = {"tr": {"language": "tr", "value": label}} if label else {"en": {"language": "en", "value": "only English"}}
    return {"id": number, "type": "item", "labels": labels, "aliases": {"tr": [{"language": "tr", "value": one} for one in aliases]}, "claims": told}


def held(post: str, **times: dict[str, Any]) -> dict[str, Any]:
    return {"mainsnak": snak({"id": post}), "qualifiers": {key: [value] for key, value in times.items()}}


DUMP = [
    item("Q900001", "Kumistan", ("Kumistan Cumhuriyeti",), P31=("Q6256",), P571=[{"mainsnak": day("1991-00-00", 9)}]),
    item("Q900002", "Kumkent", P31=("Q900099",), P17=("Q900001",)),
    item("Q900099", "büyük şehir", P279=("Q515",)),
    item("Q900003", "Kumistan cumhurbaşkanı", P31=("Q4164871",), P1001=("Q900001",)),
    item("Q900004", "Ayla Kumlu", ("A. Kumlu",), P31=("Q5",), P27=("Q900001",),
         P39=[held("Q900003", P580=day("2019-03-01"), P582=day("2023-03-00", 10)), held("Q777")]),
    item("Q900005", "Selim Kumlu", P31=("Q5",), P39=[held("Q900003", P580=day("2023-04-01"))]),
    item("Q900006", "Yazar Kumlu", P31=("Q5",), P27=("Q900001",)),
    item("Q900007", "", P31=("Q6256",)),
    item("Q900008", "Kum ordusu", P31=("Q772547",), P17=("Q900001",)),
    item("Q900009", "MİT", ("Millî İstihbarat",), P31=("Q43229",)),
    item("Q900010", "Rusya", P31=("Q6256",)),
    item("Q159", "Rusya", P31=("Q6256",)),
    item("Q900011", "Kumkent", P31=("Q515",)),
]  # fmt: skip


@pytest.fixture(params=["dump.json", "dump.json.gz", "dump.json.bz2"])
def dump(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in DUMP) + '\n{"P279" broken\n]\n'
    path = tmp_path / str(request.param)
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(text.encode("utf-8")))
    return path


def test_wikidata_dump_becomes_tables_that_load(dump: Path, tmp_path: Path) -> None:
    report = build_tables(dump, tmp_path / "mine", load_gazetteer())
    assert (report.entities, report.offices, report.damaged) == (7, 2, 1)
    found = load_gazetteer(extra=tmp_path / "mine")
    (state,) = found.find("Kumistan Cumhuriyeti'nin")
    assert (state.wikidata, state.type, state.begin) == ("Q900001", "State", dt.date(1991, 1, 1))
    (city,) = found.find("Kumkent")
    assert (city.wikidata, city.type, city.state) == ("Q900002", "Place", "Kumistan")
    assert [entry.type for entry in found.find("Kum ordusu")] == ["MilitaryForce"]
    assert not found.find("Yazar Kumlu")  # no office


def test_wikidata_offices_are_told_by_the_day(dump: Path, tmp_path: Path) -> None:
    build_tables(dump, tmp_path / "mine", load_gazetteer())
    found = load_gazetteer(extra=tmp_path / "mine")
    holders = [found.holder("Cumhurbaşkanı", "Kumistan", dt.date(*when)) for when in ((2020, 1, 1), (2024, 1, 1), (2010, 1, 1))]
    assert [holder and holder.name for holder in holders] == ["Ayla Kumlu", "Selim Kumlu", None]


def test_wikidata_shipped_entries_stay_and_get_their_ids(dump: Path, tmp_path: Path) -> None:
    build_tables(dump, tmp_path / "mine", load_gazetteer())
    found = load_gazetteer(extra=tmp_path / "mine")
    (service,) = found.find("Milli İstihbarat Teşkilatı")
    assert (service.name, service.wikidata, service.state) == ("MİT", "Q900009", "Türkiye")
    assert "Millî İstihbarat" in service.aliases


def test_wikidata_what_is_no_dump_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]\n", encoding="utf-8")
    for path in (tmp_path / "a.json", tmp_path / "missing.json", tmp_path):
        with pytest.raises(InputError, match=r"no entity|no such file"):
            build_tables(path, tmp_path / "mine", load_gazetteer())
    (tmp_path / "b.json.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match="cannot be read"):
        build_tables(tmp_path / "b.json.gz", tmp_path / "mine", load_gazetteer())


def test_cli_gazetteer_builds_tables(dump: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["gazetteer", "build", str(dump), "-o", str(tmp_path / "mine")]) == 0
    assert "7 entities, 2 terms of office, 1 damaged line" in capsys.readouterr().err
    assert (tmp_path / "mine" / "entities.tsv").read_text(encoding="utf-8").startswith("# From Wikidata")
    assert main(["gazetteer", "build", str(tmp_path / "none.json"), "-o", str(tmp_path / "mine")]) == 2
