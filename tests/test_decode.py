from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from repair import clean_bytes
from repair.decode import BYTE, decode
from repair.errors import DecodeError, UnknownEncoding

SIMPLIFIED = "时间记录坚实的脚步，岁月镌刻奋斗的足迹。翻开市政协履职答卷，担当实干、奋勇争先。\n" * 5
TRADITIONAL = "時間記錄堅實的腳步，歲月鐫刻奮鬥的足跡。這個問題與國家發展有關，還要繼續討論。\n" * 5


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (TRADITIONAL, "utf-32", "utf-32-le"),
    ],
)
def test_found_by_itself_and_back_to_the_byte(text: str, codec: str, found: str) -> None:
    data = text.encode(codec)
    decoded = decode(data)
    assert decoded.encoding == found
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.text.encode(decoded.encoding) == data


def test_a_byte_order_mark_stays_in_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa").text == "\ufeffa"
    assert decode("a".encode("utf-16")).text == "\ufeffa"


@pytest.mark.parametrize(
    ("data", "encoding", "sentence"),
    [
        (b"abc\xff", None, "not utf-8: byte 3 (0xff) cannot be read"),
        (b"abc\xed\xa0\x80d", "utf-8", "byte 3"),
        (b"\xff\xfea", None, "not utf-16-le: byte 2"),
        (b"a" * 50 + b"\0" * 50, None, "byte 50 is one of many control bytes"),
        ("中".encode("gbk"), "utf-8", "not utf-8: byte 0"),
        (b"\xa2\xcc", "big5", "would not come back as it was"),
    ],
)
def test_what_cannot_be_read_names_the_byte(data: bytes, encoding: str | None, sentence: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(data, encoding)
    assert sentence in str(caught.value)


CODECS = ("utf-8", "utf-16", "utf-32", "utf-16-be", "gb18030", "big5hkscs")
texts = st.text(st.sampled_from("时间记录坚实的脚步，岁月镌刻奋斗足迹。abc 0\n"), min_size=60, max_size=200)


@given(texts, st.sampled_from(CODECS), st.data())
def test_planted_errors_are_read_logged_and_undone(text: str, name: str, data: st.DataObject) -> None:
    """Bytes changed, put in and cut off at the end: the text is read, each lost byte is logged, and the bytes come back."""
    table = str.maketrans("时间记录坚实岁镌奋迹", "時間記錄堅實歲鐫奮跡") if "big5" in name else {}
    raw = bytearray(text.translate(table).encode(name))
    for _ in range(data.draw(st.integers(0, 2))):
        raw[data.draw(st.integers(8, len(raw) - 1))] = data.draw(st.sampled_from([0x80, 0xFF, 0xFE, 0xE4]))
    cut = bytes(raw[: len(raw) - data.draw(st.integers(0, 3))])
    try:
        result = clean_bytes(cut, encoding=name if name != "utf-8" else None)
    except DecodeError:
        assume(False)
    assert result.original() == cut
    assert not BYTE.search(result.text)
    lost = [change for change in result.log.made if change.filter == "encodings"]
    assert bool(lost) == bool(BYTE.search(result.log.invert(result.text)))


@pytest.mark.parametrize("name", ["gb18030", "big5hkscs"])
def test_lines_in_another_encoding(name: str) -> None:
    line = (SIMPLIFIED if name == "gb18030" else TRADITIONAL).splitlines()[0]
    data = (
        "第一行是统一码，说的是天气。\n".encode()
        + f"{line}\n".encode(name)
        + "第三行又是统一码，说的是收成。\n".encode()
    )
    result = clean_bytes(data)
    assert result.text.splitlines()[1] == line
    assert result.log.encoding == "utf-8"
    assert [change.filter for change in result.log.made] == ["encodings"]
    assert result.original() == data


@pytest.mark.parametrize(
    "text",
    [
        "Русский текст, здравствуйте.\n",
        "Η εφημερίδα σήμερα.\n",
        "L'été à Besançon, où était Noël.\n",
        "الأخبار اليوم.\n",
    ],
)
def test_one_bad_byte_makes_no_text_chinese(text: str) -> None:
    data = text.encode() * 9 + b"\xe4a\n"
    result = clean_bytes(data, only=["encodings"])
    assert result.log.encoding == "utf-8"
    assert result.text == text * 9 + "\ufffda\n"
    assert result.original() == data


@pytest.mark.parametrize(
    ("text", "name"),
    [("대한민국의 수도는 서울이다. " * 5, "euc-kr"), ("L'été à Besançon, où était Noël. " * 5, "cp1252")],
)
def test_other_code_pages_must_be_named(text: str, name: str) -> None:
    with pytest.raises(DecodeError, match="if you know the encoding, name it"):
        decode(text.encode(name))
    assert decode(text.encode(name), name).text == text


def test_half_a_character_at_the_end() -> None:
    data = SIMPLIFIED.encode()[:-2]
    result = clean_bytes(data)
    assert result.text.endswith("奋勇争先\ufffd\n")
    assert "bytes that cannot be read: e3 80" in [change.reason for change in result.log.made]
    assert result.original() == data


def test_an_encoding_that_is_none() -> None:
    with pytest.raises(UnknownEncoding, match="no encoding 'x'"):
        decode(b"", "x")
    assert decode(b"").text == ""
