from graphkit.casing import recase


def test_casing_document_tells_what_is_a_name() -> None:
    body = ["Heyet", "bugün", "Fas", "ile", "NATO", "karargâhında", "buluştu"]
    assert recase([["FAS'IN", "HEYETİ", "NATO'DA", "KONUŞTU"], body])[0] == ["Fas'ın", "heyeti", "NATO'da", "konuştu"]


def test_casing_keeps_short_lines_and_mixed_ones() -> None:
    lines = [["ABD"], ["AB", "BM"], ["ABD", "karar", "aldı"], ["12", "+", "5"]]
    assert recase(lines) == lines


def test_casing_keeps_lengths() -> None:
    words = ["İŞGAL", "ALTINDAKİ", "ŞEHİRDE", "I", "SINIFI"]
    assert [len(word) for word in recase([words])[0]] == [len(word) for word in words]
