"""Names of training documents replaced by others."""

from __future__ import annotations

import random

from training.annotations import AnnotatedDocument, AnnotatedEvent
from training.swap import ending_class, load_names, load_states, swap_names

DOCUMENT = AnnotatedDocument(
    "a-1",
    "2024-05-03",
    ["Moldova lideri Ion Popa Kenya'ya gitti", "POPA, Kişinev'e dönünce Kenyalı bakanları övdü."],
    [("Moldova", "GPE", None), ("Kenya", "GPE", None), ("Ion Popa", "PER", None), ("Kişinev", "GPE", None), ("Kenyalı", "NORP", None)],
    {"Ion Popa": ("Person", ["POPA", "Moldova lideri"])},
    [AnnotatedEvent(1, "Visit", "gitti", {"visitor": "Ion Popa", "destination": "Kenya", "time": "2024-05"})],
)
OTHERS = AnnotatedDocument("a-2", None, ["Kofi Mensa ile Ali Fosa"], [("Kofi Mensa", "PER", None), ("Ali Fosa", "PER", None)])


def test_swap_ending_class_joins_names_of_the_same_suffixes() -> None:
    assert ending_class("Kenya") == ending_class("Moldova") != ending_class("Peru")
    assert ending_class("Mısır") == ending_class("Vietnam") == ending_class("İran") != ending_class("Irak")


def test_swap_persons_and_states_change_everywhere_by_the_same_word() -> None:
    pool = load_names([DOCUMENT, OTHERS])
    for seed in range(20):
        out = swap_names(DOCUMENT, pool, random.Random(seed))
        surname = next(surface for surface, label, _ in out.names if label == "PER").split()[-1]
        assert surname in ("Mensa", "Fosa", "Popa") and out.lines[1].startswith(surname.upper() + ",")
        assert out.entities == {f"{out.names[2][0]}": ("Person", [surname.upper(), f"{out.names[0][0]} lideri"])}
        host = out.events[0].values["destination"]
        assert f"{host}'ya gitti" in out.lines[0] and out.events[0].values["visitor"] == out.names[2][0]
        assert out.events[0].values["time"] == "2024-05" and out.names[1][0] == host
        demonyms = next((state.demonyms for state in load_states() if state.name == host), ())
        assert any(f"{demonym} bakanları" in out.lines[1] for demonym in demonyms)
    assert any(swap_names(DOCUMENT, pool, random.Random(seed)).lines != DOCUMENT.lines for seed in range(5))


def test_swap_triggers_stay_in_their_lines() -> None:
    document = AnnotatedDocument("a-3", None, ["Kenya'yı ziyareti bitti"], [("Kenya", "GPE", None)], {},
                                 [AnnotatedEvent(1, "Visit", "Kenya'yı ziy", {}), AnnotatedEvent(1, "Visit", "ya'yı ziyareti", {})])  # fmt: skip
    for seed in range(5):
        out = swap_names(document, load_names([]), random.Random(seed))
        assert all(event.trigger in out.lines[0] for event in out.events)
