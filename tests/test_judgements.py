"""Judgements on entities: kept, counted, taken back."""

from pathlib import Path

import pytest

from graphkit.errors import QueryError, StoreError
from graphkit.judgements import JudgementFile, judge, merge


def test_judgements_the_last_on_a_pair_counts_and_undo_brings_the_one_before(tmp_path: Path) -> None:
    file = JudgementFile(tmp_path / "judgements.jsonl")
    file.add([judge("a", "b", "same"), judge("c", "d", "undecided")])
    file.add([judge("b", "a", "not same", "two men")])
    assert [(one.pair, one.verdict) for one in file.read()] == [(("a", "b"), "not same"), (("c", "d"), "undecided")]
    assert file.undo().reason == "two men"
    assert [one.verdict for one in file.read()] == ["same", "undecided"]
    file.undo()
    file.undo()
    with pytest.raises(QueryError, match="no judgement"):
        file.undo()
    assert len(file.path.read_text(encoding="utf-8").splitlines()) == 6  # nothing is cut out of the log


def test_judgements_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text('{"left": "a"\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"judgements\.jsonl:1"):
        JudgementFile(path).read()


def test_judgements_wrong_ones_are_refused() -> None:
    with pytest.raises(QueryError, match="allowed: same, not same, undecided"):
        judge("a", "b", "maybe")
    with pytest.raises(QueryError, match="one entity already"):
        judge("a", "a", "same")


def test_merge_goes_over_several_steps_and_prefers_the_smallest_wikidata_id() -> None:
    told = [judge("person:a", "person:b", "same"), judge("person:b", "Q99", "same"), judge("Q99", "Q100", "same")]
    assert merge(told)[0] == {"Q100": "Q99", "person:a": "Q99", "person:b": "Q99"}


def test_merge_a_person_is_believed_before_a_rule() -> None:
    rule = judge("a", "b", "same", by="rule")
    person = judge("a", "c", "not same")
    assert merge([rule, person]) == ({"b": "a"}, [])
    assert merge([rule, person, judge("b", "c", "same", by="rule")])[1] == [judge("b", "c", "same", by="rule")]
    same, refused = merge([judge("a", "b", "not same", by="rule"), judge("a", "c", "same"), judge("b", "c", "same")])
    assert same == {"b": "a", "c": "a"}
    assert [one.by for one in refused] == ["rule"]


def test_merge_the_order_of_judgements_does_not_matter() -> None:
    told = [judge("a", "b", "same"), judge("b", "c", "same", by="rule"), judge("a", "c", "not same"), judge("c", "d", "same")]
    assert merge(told) == merge(told[::-1])
