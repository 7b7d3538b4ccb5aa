"""Records on disk: lossless, one line each."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document, EventMention, Extraction, LocalEntity, LocalPosition, Zone
from graphkit.records import from_json, to_guidelines, to_json

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
mentions = st.builds(
    EventMention, st.just("Meeting"), text, st.integers(0, 99), st.integers(0, 99), st.integers(0, 9), st.integers(1, 9),
    st.sampled_from(["title", "body", "teaser"]),
    roles=st.dictionaries(st.sampled_from(["participant"]), st.lists(text, max_size=3).map(tuple)),
    inferred=st.lists(st.tuples(text, text), max_size=2).map(tuple), time=st.none() | st.just("2024-12"),
    place=st.lists(text, max_size=2).map(tuple), score=st.floats(0, 1),
)  # fmt: skip
extractions = st.builds(
    Extraction,
    st.builds(Document, text, text, text, st.just((Zone("title", 0, 3),)), published=st.none() | st.dates()),
    st.lists(st.builds(LocalEntity, text, st.just("Person"), st.lists(text, max_size=2).map(tuple),
                       mentions=st.just(((1, 2), (5, 9)))), max_size=3).map(tuple),
    st.lists(st.builds(LocalPosition, text, text, st.none() | text), max_size=2).map(tuple),
    st.lists(mentions, max_size=3).map(tuple), st.just(((0, 3), (4, 9))),
)  # fmt: skip


@given(extractions)
def test_records_come_back_equal_from_one_line(extraction: Extraction) -> None:
    line = to_json(extraction, stamp="s1")
    assert "\n" not in line
    assert from_json(line) == extraction
    assert json.loads(line)["stamp"] == "s1"


def test_to_guidelines_has_the_fields_that_the_scorer_reads() -> None:
    mention = EventMention("Meeting", "görüştü", 0, 7, 0, 3, "teaser", {"participant": ("Fas", "Tunus")}, source=("KCNA",))
    extraction = Extraction(Document("d1", "B", "B\n\ngörüştü", published=dt.date(2026, 3, 18)),
                            (LocalEntity("Fas", "State", ("FAS",)),), (), (mention,), ())  # fmt: skip
    record = json.loads(json.dumps(to_guidelines(extraction)))
    assert record["published"] == "2026-03-18"
    assert record["entities"] == [{"name": "Fas", "type": "State", "aliases": ["FAS"], "wikidata": None}]
    (event,) = record["events"]
    assert (event["line"], event["zone"], event["roles"], event["source"]) == (
        3, "teaser", {"participant": ["Fas", "Tunus"]}, ["KCNA"])  # fmt: skip


def test_from_json_names_the_field_that_is_too_much() -> None:
    data = json.loads(to_json(Extraction(Document("d1", "Zirve", "Zirve", published=dt.date(2025, 7, 12)))))
    data["document"]["colour"] = "red"
    with pytest.raises(ValueError, match="document: there is no field 'colour'"):
        from_json(json.dumps(data))
