"""What grammar decides better than scores."""

from graphkit.corrections import correct
from graphkit.model import Candidate, Filler, Name, Sentence, Word


def sentence(*words: tuple[str, str, str], names: tuple[tuple[str, str], ...] = ()) -> Sentence:
    """A sentence of (text, upos, feats) with names of (text, label)."""
    text, built = " ".join(word for word, _, _ in words), []
    at = 0
    for number, (word, upos, feats) in enumerate(words, 1):
        built.append(Word(number, word, at, at + len(word), word, upos, feats))
        at += len(word) + 1
    found = tuple(Name(text.index(name), text.index(name) + len(name), name, label) for name, label in names)
    return Sentence(0, 0, len(text), text, 1, "body", tuple(built), found)


def candidate(here: Sentence, type: str, trigger: str, *persons: str, title: str | None = None) -> Candidate:
    at = here.text.index(trigger)
    fillers = tuple(Filler("person", here.text.index(name), here.text.index(name) + len(name), 0.9) for name in persons)
    return Candidate(type, 0, at, at + len(trigger), "head:1", 0.9, fillers, "positive", "actual", title=title)


SUCCESSION = sentence(
    ("İstifa", "NOUN", "Case=Nom"), ("eden", "VERB", ""), ("Dışişleri", "NOUN", "Case=Nom"), ("Bakanı", "NOUN", "Case=Nom"),
    ("Kovaç’ın", "PROPN", "Case=Gen"), ("yerine", "NOUN", "Case=Dat"), ("Yurt’u", "PROPN", "Case=Acc"), ("atadı", "VERB", ""),
    names=(("Dışişleri Bakanı", "TITLE"), ("Kovaç", "PER"), ("Yurt", "PER")),
)  # fmt: skip


def test_correct_tells_who_goes_from_who_comes() -> None:
    goes = candidate(SUCCESSION, "Dismissal", "İstifa eden", "Kovaç", "Yurt")
    comes = candidate(SUCCESSION, "Appointment", "atadı", "Kovaç", "Yurt")
    names = [[SUCCESSION.text[f.start : f.end] for f in one.fillers] for one in correct([goes, comes], [SUCCESSION])]
    assert names == [["Kovaç"], ["Yurt"]]


def test_correct_keeps_both_where_nobody_takes_a_place() -> None:
    both = sentence(
        ("Kovaç’ı", "PROPN", "Case=Acc"), ("ve", "CCONJ", ""), ("Yurt’u", "PROPN", "Case=Acc"), ("atadı", "VERB", ""),
        names=(("Kovaç", "PER"), ("Yurt", "PER")),
    )  # fmt: skip
    appointed = correct([candidate(both, "Appointment", "atadı", "Kovaç", "Yurt")], [both])[0]
    assert len(appointed.fillers) == 2


def test_correct_completes_the_title_of_a_post() -> None:
    cut = candidate(SUCCESSION, "Appointment", "atadı", "Yurt", title="Dışişleri")
    assert correct([cut], [SUCCESSION])[0].title == "Dışişleri Bakanı"
