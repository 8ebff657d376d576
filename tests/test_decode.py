from __future__ import annotations

import pytest

from repair.decode import decode
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


def test_an_encoding_that_is_none() -> None:
    with pytest.raises(UnknownEncoding, match="no encoding 'x'"):
        decode(b"", "x")
    assert decode(b"").text == ""
