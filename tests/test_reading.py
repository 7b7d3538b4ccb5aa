from graphkit.reading import decode_names, find_names


def test_reading_decodes_bio_and_bioes() -> None:
    assert list(decode_names(["I-PER", "I-PER", "B-PER", "I-ORG"])) == [(0, 2, "PER"), (2, 3, "PER"), (3, 4, "ORG")]
    assert list(decode_names(["B-PER", "E-PER", "S-GPE", "O"])) == [(0, 2, "PER"), (2, 3, "GPE")]
    assert list(decode_names([])) == []


def names(text: str, tags: list[str]) -> list[tuple[str, str]]:
    ranges, at = [], 0
    for word in text.split():
        ranges.append((at, at + len(word)))
        at += len(word) + 1
    return [(name.text, name.label) for name in find_names(text, ranges, tags)]


def test_reading_names_without_suffix_and_quotes() -> None:
    assert names("Vladimir Putin’in", ["B-PER", "E-PER"]) == [("Vladimir Putin", "PER")]
    assert names("« Milliyet »", ["B-ORG", "I-ORG", "E-ORG"]) == [("Milliyet", "ORG")]
    assert names("O'Neill NATO'NUN", ["S-PER", "S-ORG"]) == [("O'Neill", "PER"), ("NATO", "ORG")]


def test_reading_labels_are_mapped_or_dropped() -> None:
    assert names("Hamaney Camisi", ["B-FAC", "E-FAC"]) == [("Hamaney Camisi", "LOC")]
    assert names("üç yarın", ["S-CARDINAL", "S-TIME"]) == [("yarın", "DATE")]
