"""Turkish forms after a known stem."""

from __future__ import annotations

import pytest

from graphkit.forms import noun_form, verb_form
from graphkit.model import Word
from graphkit.word_forms import case_of


@pytest.mark.parametrize(
    ("text", "stem", "kind", "tense", "negative"),
    [
        ("görüştü", "görüş", "finite", "past", False),
        ("görüşmedi", "görüş", "finite", "past", True),
        ("görüşemedi", "görüş", "finite", "past", True),
        ("görüşmesi", "görüş", "action", "", False),
        ("görüşmemesi", "görüş", "action", "", True),
        ("gidiyor", "git", "finite", "present", False),
        ("imzalıyor", "imzala", "finite", "present", False),
        ("göndermeyecek", "gönder", "finite", "future", True),
        ("gönderdiğini", "gönder", "fact", "past", False),
        ("gönderilmeyeceğini", "gönder", "fact", "future", True),
        ("gönderirse", "gönder", "finite", "conditional", False),
        ("göndermeli", "gönder", "finite", "necessity", False),
        ("gönderirken", "gönder", "converb", "", False),
        ("GÖNDERDİ", "gönder", "finite", "past", False),
        ("edilen", "et", "participle", "present", False),
    ],
)
def test_verb_form(text: str, stem: str, kind: str, tense: str, negative: bool) -> None:
    form = verb_form(text, stem)
    assert form is not None
    assert (form.kind, form.tense, form.negative) == (kind, tense, negative)


@pytest.mark.parametrize(
    ("text", "stem"), [("görüşler", "görüş"), ("görüşü", "görüş"), ("atlet", "at"), ("gönderi", "gönder")]
)
def test_verb_form_of_another_word_is_none(text: str, stem: str) -> None:
    assert verb_form(text, stem) is None


@pytest.mark.parametrize(
    ("text", "stem"), [("imzalanan", "imzala"), ("gönderildi", "gönder"), ("konuşlandırılacak", "konuşlan")]
)
def test_verb_form_passive(text: str, stem: str) -> None:
    form = verb_form(text, stem)
    assert form is not None and form.passive


def test_verb_form_able() -> None:
    form = verb_form("gönderebileceğini", "gönder")
    assert form is not None and form.able and form.tense == "future"


@pytest.mark.parametrize(
    ("text", "stem", "case"),
    [
        ("birliğinin", "birlik", "genitive"),
        ("desteği", "destek", "accusative"),
        ("zirvesi", "zirve", "nominative"),
        ("ziyaretinde", "ziyaret", "locative"),
        ("anlaşmadan", "anlaşma", "ablative"),
        ("askeriye", "asker", None),
        ("anlaşmazlık", "anlaşma", None),
    ],
)
def test_noun_form(text: str, stem: str, case: str | None) -> None:
    assert noun_form(text, stem) == case


@pytest.mark.parametrize(
    ("text", "case"), [("Fas’ın", "genitive"), ("Tunus'la", "instrumental"), ("Irakʼa", "dative"), ("Seul’deki", "relative")]
)
def test_case_of_name(text: str, case: str) -> None:
    assert case_of(Word(1, text, 0, len(text))) == case
