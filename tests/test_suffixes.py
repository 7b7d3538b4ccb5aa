import pytest

from graphkit.suffixes import cut_suffix, find_suffix


@pytest.mark.parametrize(
    "ending, tags",
    [
        ("nin", ("Gen",)), ("ın", ("Gen",)), ("te", ("Loc",)), ("dan", ("Abl",)), ("le", ("Ins",)), ("yla", ("Ins",)),
        ("a", ("Dat",)), ("yı", ("Acc",)), ("lar", ("A3pl",)), ("lerin", ("A3pl", "Gen")), ("ndan", ("Abl",)),
        ("deki", ("Loc", "RelClitic")), ("li", ("With",)), ("inci", ("Ord",)), ("du", ("CopPast",)), ("NİN", ("Gen",)),
        ("sının", ("P3sg", "Gen")), ("ca", ("Equ",)),
    ],
)  # fmt: skip
def test_suffixes_best_reading(ending: str, tags: tuple[str, ...]) -> None:
    assert find_suffix(ending)[0] == tags


@pytest.mark.parametrize("ending", ["", "Neill", "xyz", "dun da", "lerdan"])
def test_suffixes_not_a_suffix(ending: str) -> None:
    assert find_suffix(ending) == ()


def test_suffixes_accusative_or_possessive_is_left_open() -> None:
    assert find_suffix("i") == (("Acc",), ("P3sg",))


@pytest.mark.parametrize(
    "word, stem, tags",
    [
        ("Zelenskinin", "Zelenski", ("Gen",)), ("Erdoğandan", "Erdoğan", ("Abl",)), ("Lukaşenkonun", "Lukaşenko", ("Gen",)),
        ("Kremlin", "Kremlin", ()), ("Kürdistan", "Kürdistan", ()), ("Berlin", "Berlin", ()), ("Jordan", "Jordan", ()),
    ],
)  # fmt: skip
def test_suffixes_cut_without_apostrophe(word: str, stem: str, tags: tuple[str, ...]) -> None:
    assert cut_suffix(word) == (stem, tags)
