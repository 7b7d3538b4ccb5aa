"""More than two thousand hostile texts, made by hypothesis, go through every store and come back unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_stores import HOSTILE, KINDS, open_for, with_events

from graphkit.model import Argument, DocumentNode, Evidence, Graph, Naming, Position
from graphkit.namings import entities_of, naming_id

FRAGMENTS = (
    *("'", '"', "`", "{", "}", "${", "}}", "\\", "\\u0022", "\\\\", "<", ">", "<>", " ", "\t", "\r\n", "\n", "\x00", "\x1b[31m"),
    *("'; DROP TABLE events; --", '" } ; DROP ALL #', "`]->() DETACH DELETE n //", "$param", "?var", "# @parameters"),
    *("\u202e", "\u200f", "\u2028", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\ud83d\ude00", "\U0010ffff"),
    *("İ", "ı", "i\u0307", "e\u0301", "\xe9", "%00", "%2F", "../", "https://a b/<c>", "]]>", "</script>", "null", "NaN", "u" * 300),
)
ANY = st.text(st.characters(), max_size=12)  # lone surrogates, too
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), ANY), min_size=1, max_size=4).map("".join)
EXAMPLES = 2_100


def hostile_texts() -> list[str]:
    """Different texts, the same ones in each run."""
    found = dict.fromkeys(HOSTILE)

    @settings(max_examples=100_000, database=None, derandomize=True, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(TEXTS)
    def collect(text: str) -> None:
        if len(found) < EXAMPLES and text:
            found[text] = None
        elif len(found) >= EXAMPLES:
            raise StopAsyncIteration

    with pytest.raises(StopAsyncIteration):
        collect()
    return list(found)


def hostile_graph(texts: list[str]) -> Graph:
    """Every text is an id, a name, a title, a quotation, a detail."""
    documents, evidence, namings, positions = {}, {}, {}, {}
    for number in range(0, len(texts), len(texts) // 20 + 1):
        name = f"d{number}"
        documents[name] = DocumentNode(name, texts[number], outlet=texts[number], url=texts[number])
        for text in texts[number : number + len(texts) // 20 + 1]:
            key = text[:1_000]  # Neo4j keeps no ids of more than 8 kB unique
            entity = "x" + key
            naming = Naming(naming_id(name, entity), entity, name, "Organization", text, (text[::-1] + "a",))
            namings[naming.id] = naming
            told = ("Meeting", text, 0, len(text), text, 0, len(text), 1, "body")
            item = Evidence("v" + key, "e" + key, name, *told, arguments=(Argument("participant", entity),),
                            sources=(entity,), quantity=text, item=text, title=text, proposer=text)  # fmt: skip
            evidence[item.id] = item
            positions["p" + key] = Position("p" + key, entity, text, entity, (name,))
    graph = Graph(
        documents, entities_of(namings.values()), dict(sorted(positions.items())), {}, dict(sorted(evidence.items())),
        dict(sorted(namings.items())),
    )  # fmt: skip
    return with_events(graph)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return hostile_texts()


@pytest.fixture(scope="module")
def graph(texts: list[str]) -> Graph:
    return hostile_graph(texts)


@pytest.mark.parametrize("kind", KINDS)
def test_stores_give_thousands_of_hostile_texts_back(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, texts: list[str], graph: Graph
) -> None:
    assert len(texts) >= 2_000 and any("\ud800" in text for text in texts)
    store = open_for(request, kind, tmp_path)
    store.clear()
    store.write(graph)
    back = store.read()
    for field in ("documents", "entities", "positions", "events", "evidence", "namings"):
        had, has = getattr(graph, field), getattr(back, field)
        different = [key for key in {**had, **has} if had.get(key) != has.get(key)]
        assert not different, f"{field}: {len(different)} came back changed, first {different[0][:100]!r}"
    if store.language == "cypher":
        rows = store.query("UNWIND $all AS node MATCH (n:Entity {id: node}) RETURN n.name", {"all": list(graph.entities)})
        assert sorted(row[0] for row in rows.records) == sorted(texts)
    store.clear()
    store.close()
