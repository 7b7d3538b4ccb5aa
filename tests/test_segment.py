from collections.abc import Sequence

from graphkit.model import Document
from graphkit.segment import BATCH, gather, segment
from graphkit.words import load_rules

RULES = load_rules("tr")


def whitespace(text: str) -> list[list[tuple[int, int]]]:
    """A tokenizer that cuts at blanks and ends a sentence at each blank line."""
    found, at = [], 0
    for block in text.split("\n\n"):
        words, inside = [], at
        for word in block.split(" "):
            if word:
                words.append((inside, inside + len(word)))
            inside += len(word) + 1
        at += len(block) + 2
        if words:
            found.append(words)
    return found


def spoken(documents: Sequence[Document], **limits: int) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in documents]
    for part in segment(documents, whitespace, rules=RULES, **limits):
        text = part.document.text
        found[documents.index(part.document)] += [text[s.words[0][0] : s.words[-1][1]] for s in part.sentences]
    return found


def test_segment_many_documents_and_lines() -> None:
    documents = [
        Document("a", "", "Bir başlık\nGövde. Sonu."),
        Document("b", "", ""),
        Document("c", "", " \n Öteki metin "),
    ]
    assert spoken(documents) == [["Bir başlık", "Gövde.", "Sonu."], [], ["Öteki metin"]]


def test_segment_every_document_has_a_last_part() -> None:
    documents = [Document("a", "", "Bir cümle. " * 50), Document("b", "", "")]
    parts = list(segment(documents, whitespace, rules=RULES, part=200))
    assert [part.last for part in parts if part.document.id == "a"] == [False, False, True]
    assert [part.last for part in parts if part.document.id == "b"] == [True]
    assert sum(len(part.sentences) for part in parts) == 50


def test_segment_same_document_twice() -> None:
    document = Document("a", "", "Bir cümle.")
    assert [len(part.sentences) for part in segment([document, document], whitespace, rules=RULES)] == [1, 1]


def test_segment_tokenizer_calls_are_bounded_and_cut_no_sentence() -> None:
    sizes = []

    def watched(text: str) -> list[list[tuple[int, int]]]:
        sizes.append(len(text))
        return whitespace(text)

    text = " ".join(f"kelime{number}" for number in range(20_000))
    (part,) = segment([Document("a", "", text)], watched, rules=RULES, part=len(text) + 1)
    assert max(sizes) <= BATCH + 100
    assert {len(sentence.words) for sentence in part.sentences[:-1]} == {120}
    assert all(sentence.cut for sentence in part.sentences[:-1])


def test_gather_keeps_order_and_long_documents_alone() -> None:
    documents = [Document(str(size), "", "x" * size) for size in (10, 10, 100, 10)]
    assert [[d.id for d in batch] for batch in gather(documents, size=25)] == [["10", "10"], ["100"], ["10"]]
