"""Bytes of any encoding as clean text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.text import TURN_CHARS, clean, decode, lines_of, one_line

WORDS = "Café au lait, naïvely: “dash” – ℓ₂\n\nsecond"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
def test_decode_when_unicode_then_text_is_the_same(codec: str, name: str) -> None:
    assert decode(WORDS.encode(codec)) == (WORDS, name)


def test_decode_when_windows_1252_then_its_quotes_are_read() -> None:
    data = b"\x93Caf\xe9\x94 \x96 ok\x85"

    assert decode(data) == ("“Café” – ok…", "Windows-1252")


CHINESE = (
    "注意力机制在大规模语言模型中的应用研究。本文提出一种新的方法，用于提高推理效率。"
)
JAPANESE = "大規模言語モデルにおける注意機構の研究。本論文では新しい手法を提案する。"
KOREAN = (
    "대규모 언어 모델의 주의 메커니즘에 관한 연구. 본 논문은 새로운 방법을 제안한다."
)
FRENCH = "Les modèles à grande échelle: une étude créée à Orléans, « très générale »"
RUSSIAN = "Большие языковые модели: исследование"
NAMES = {
    "gbk": "GB18030 (GBK)",
    "gb18030": "GB18030 (GBK)",
    "shift_jis": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "euc_kr": "EUC-KR",
    "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
}
SEEN = [
    *((CHINESE, codec) for codec in ("gbk", "gb18030", "utf-16-le", "utf-32-le")),
    *((JAPANESE, codec) for codec in ("shift_jis", "euc_jp", "iso2022_jp")),
    *((KOREAN, codec) for codec in ("euc_kr", "utf-16-be")),
    *((FRENCH, codec) for codec in ("cp1252", "utf-16-be")),
]


@pytest.mark.parametrize(("words", "codec"), SEEN)
@given(
    before=st.text(alphabet="abc XYZ.,:0", max_size=80),
    after=st.text(alphabet="abc XYZ.,:0\n", max_size=80),
)
def test_decode_when_nothing_is_declared_then_it_is_seen(
    words: str, codec: str, before: str, after: str
) -> None:
    text = f"A title\n{before}\n{words}\n{after}"

    assert decode(text.encode(codec)) == (text, NAMES[codec])


@pytest.mark.parametrize("codec", ["koi8-r", "cp1251", "iso8859-5", "cp866"])
@pytest.mark.parametrize(
    "mark",
    [
        '<meta charset="{}">',
        '<?xml version="1.0" encoding="{}"?>',
        "% Encoding: {}\n",
        '<html><meta http-equiv="Content-Type" content="text/html; charset={}">',
    ],
)
def test_decode_when_declared_inside_then_as_declared(mark: str, codec: str) -> None:
    text = mark.format(codec) + RUSSIAN

    assert decode(text.encode(codec))[0] == text


def test_decode_when_declared_outside_then_as_declared() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), declared="KOI8-R") == (RUSSIAN, "KOI8-R")


@pytest.mark.parametrize(
    "declared", ["utf-16", "gbk", "rot13", "no-such", "\0", "ascii"]
)
def test_decode_when_the_declaration_lies_then_it_is_seen(declared: str) -> None:
    assert decode("Café".encode(), declared=declared) == ("Café", "UTF-8")


def test_decode_when_two_characters_of_gbk_then_they_are_read() -> None:
    assert decode("Author: 李明\n".encode("gbk"))[0] == "Author: 李明\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le"])
def test_decode_when_cut_in_a_character_then_the_rest_is_whole(codec: str) -> None:
    data = "plain words, then é".encode(codec)

    assert decode(data[:-1])[0] == "plain words, then "


def test_decode_when_marks_and_zeros_inside_then_they_are_dropped() -> None:
    assert decode(b"a\x00b\xef\xbb\xbfc\x1bd\te")[0] == "abcd\te"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0c"])
def test_clean_when_other_line_ends_then_line_feeds(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"


def test_clean_when_lone_surrogate_then_it_can_be_stored() -> None:
    assert clean("a\ud800b").encode("utf-8").decode() == "a\ufffdb"


@given(st.binary(max_size=400))
def test_decode_when_any_bytes_then_clean_text(data: bytes) -> None:
    text, name = decode(data)

    assert name
    assert clean(text) == text
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(max_size=200))
def test_one_line_when_any_text_then_one_printable_line(text: str) -> None:
    line = one_line(text)

    assert "\n" not in line
    assert line == one_line(line)


@pytest.mark.parametrize("n_before", range(TURN_CHARS - 2, TURN_CHARS + 2))
def test_clean_when_a_turn_ends_at_a_line_end_then_it_is_one(n_before: int) -> None:
    text = "a" * n_before + "\r\n\r\nb\x00" + "c" * TURN_CHARS

    assert clean(text) == "a" * n_before + "\n\nb" + "c" * TURN_CHARS


def test_decode_when_a_line_of_another_file_is_among_utf8_then_both_are_read() -> None:
    line = "Über Grüße und Ähnliches\n"

    text, name = decode(line.encode() * 9 + line.encode("cp1252"))

    assert (text, name) == (line * 10, "UTF-8 (mended)")


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"A \xed\xa0\xbd\xed\xb8\x80 smile", "A \U0001f600 smile"),
        (b"A \xed\xa0\xbd half", "A \ufffd half"),
        ("Grüße".encode() + b"\xc3", "Grüße"),
    ],
    ids=["pair of surrogates", "lone surrogate", "cut off"],
)
def test_decode_when_utf8_is_spoiled_then_the_rest_is_read(
    data: bytes, wanted: str
) -> None:
    assert decode(data)[0] == wanted


@given(
    st.lists(st.integers(0, TURN_CHARS // 2), max_size=8), st.text("a\n", max_size=9)
)
def test_lines_of_a_long_text_are_those_between_line_feeds(
    lengths: list[int], end: str
) -> None:
    text = "\n".join("a" * length for length in lengths) + end

    assert list(lines_of(text)) == text.split("\n")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-32", "gb18030"])
def test_decode_of_a_long_text_keeps_what_lies_where_it_is_parted(codec: str) -> None:
    text = "a\U0001d54f" + CHINESE * (TURN_CHARS // len(CHINESE) + 1)

    assert decode(text.encode(codec), declared=codec)[0] == text


@pytest.mark.parametrize(
    "line", ["张鑫：注意力机制", "曦光下的麒麟芯片综述", "囧途之人在囧途"]
)
def test_a_line_of_chinese_with_a_rare_character_is_read(line: str) -> None:
    assert decode(line.encode("gbk")) == (line, "GB18030 (GBK)")


@pytest.mark.parametrize(
    "line", ["Réseaux à mémoire été", "ÄÖÜ äöüß Größe", "«Élan» “naïve”—‘été’"]
)
def test_a_line_of_accented_letters_is_no_chinese(line: str) -> None:
    assert decode(line.encode("cp1252")) == (line, "Windows-1252")
