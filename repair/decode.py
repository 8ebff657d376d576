"""Bytes to text, exactly: whatever is read can be written back to the byte.

UTF-8 and a byte order mark are believed; other bytes are tried as GB18030 and Big5, and the likelier one is taken. What cannot be decoded
is an error that names the byte; nothing is replaced in silence.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from repair.errors import DecodeError, UnknownEncoding

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = ("gb18030", "big5hkscs")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
BINARY = 0.02
"""Share of control bytes from which bytes are no text."""
SAMPLE = 1 << 16
"""Bytes that are enough to tell two code pages apart."""


class Decoded(NamedTuple):
    """A text and the encoding that gives its bytes back; a byte order mark stays in the text as U+FEFF."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Read bytes as text, in the named encoding or in the one they are found to be in.

    Raises DecodeError with the offset of the first byte that cannot be read, UnknownEncoding.
    """
    if encoding is not None:
        return _strict(data, codec(encoding))
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    controls = len(CONTROL.findall(data))
    if controls > BINARY * len(data):
        first = CONTROL.search(data)
        raise DecodeError(
            "text", first.start() if first else 0, "is one of many control bytes: this looks like a binary file"
        )
    try:
        return _strict(data, "utf-8")
    except DecodeError:
        found = _legacy(data)
        if found is None:
            raise
        return found


def codec(name: str) -> str:
    """Give the proper name of a text encoding. Raises UnknownEncoding."""
    try:
        found = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise UnknownEncoding(name) from None
    return found.name


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start
        raise DecodeError(
            encoding, offset, f"(0x{data[offset]:02x}) cannot be read; if you know the encoding, name it"
        ) from None
    back = text.encode(encoding)
    if back != data:
        offset = next(
            (at for at, pair in enumerate(zip(back, data, strict=False)) if pair[0] != pair[1]),
            min(len(back), len(data)),
        )
        raise DecodeError(encoding, offset, "would not come back as it was")
    return Decoded(text, encoding)


def _legacy(data: bytes) -> Decoded | None:
    """Try the code pages of Chinese, and let charset-normalizer choose between those that fit."""
    fitting: dict[str, Decoded] = {}
    for name in LEGACY:
        try:
            fitting[name] = _strict(data, name)
        except (DecodeError, UnicodeEncodeError):
            continue
    if len(fitting) < 2:
        return next(iter(fitting.values()), None)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE].rsplit(b"\n", 1)[0] or data, cp_isolation=list(fitting)).best()
    return fitting[best.encoding if best and best.encoding in fitting else LEGACY[0]]
