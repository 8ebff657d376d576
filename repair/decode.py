"""Bytes to text, exactly: whatever is read can be written back to the byte.

UTF-8 and a byte order mark are believed; other bytes are tried as GB18030 and Big5, and the likelier one is taken. A byte that cannot be read
stands in the text as a lone surrogate, U+DC00 and its value (after PEP 383), for a filter to deal with: it may belong to a line in another
encoding. Bytes of which too many cannot be read are an error that names the first. EUC-TW has no codec in Python.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from repair.data.ngrams import ngrams
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
UNREADABLE = 0.1
"""Share of bytes that cannot be read from which a text is in another encoding, or none."""
SAMPLE = 2000
"""Code points that are enough to tell two code pages apart."""
ALIEN = 14.0
"""Bits a character from which a text is none that the counts know."""
BYTE = re.compile("[\udc00-\udcff]")
BYTES = re.compile("[\udc00-\udcff]+")
ALPHABETS = re.compile("[\u0080-\u07ff]")
WIDE = re.compile(r"[^\x00-\x7f]+")
CJK = re.compile("[\u0800-\ud7ff\ue000-\uffff]")


class Decoded(NamedTuple):
    """A text and the encoding that gives its bytes back; a byte order mark stays in the text as U+FEFF."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Read bytes as text, in the named encoding or in the one they are found to be in.

    Raises DecodeError with the offset of the first byte that cannot be read, if there are many, and UnknownEncoding.
    """
    if encoding is not None:
        return _readable(_read(data, codec(encoding)), data)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _readable(_read(data, name), data)
    controls = len(CONTROL.findall(data))
    if controls > BINARY * len(data):
        first = CONTROL.search(data)
        raise DecodeError(
            "text", first.start() if first else 0, "is one of many control bytes: this looks like a binary file"
        )
    found = _read(data, "utf-8")
    unread = len(BYTE.findall(found.text))
    if not unread:
        return found
    other = None if _mixed(found.text) else _likeliest(data)
    if other and len(BYTE.findall(other.text)) < unread and _sound(other.text):
        found = other
    return _readable(found, data)


def encode(text: str, encoding: str) -> bytes:
    """Give the bytes back that `decode` has read; bytes that could not be read come back as they were."""
    errors = "surrogatepass" if encoding.startswith("utf") else "strict"
    parts, at = [], 0
    for match in BYTES.finditer(text):
        parts += [text[at : match.start()].encode(encoding, errors), bytes(ord(char) - 0xDC00 for char in match[0])]
        at = match.end()
    return b"".join([*parts, text[at:].encode(encoding, errors)])


def codec(name: str) -> str:
    """Give the proper name of a text encoding. Raises UnknownEncoding."""
    try:
        found = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise UnknownEncoding(name) from None
    return found.name


def reread(line: str, encoding: str = "utf-8") -> Decoded | None:
    """Read a line again whose bytes `encoding` could not read: in a code page of Chinese, if all of it fits one and reads well.

    None for a line that has more characters than bytes: it has been cut or damaged, but it is in the encoding it is in.
    """
    if len(CJK.findall(line)) > len(BYTE.findall(line)):
        return None
    best = _likeliest(encode(line, encoding))
    return best if best and not BYTE.search(best.text) and _sound(best.text) else None


def _sound(text: str) -> bool:
    """Say whether what is not ASCII reads like Chinese; other code pages give ideographs too, but strange ones, or one at a time."""
    return ngrams().surprise("".join(WIDE.findall(text))[:SAMPLE]) < ALIEN


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join([chr(0xDC00 + byte) for byte in error.object[error.start : error.end]]), error.end


codecs.register_error("repair.bytes", _escaped)


def _read(data: bytes, encoding: str) -> Decoded:
    """Read bytes, with those that cannot be read as lone surrogates. Raises DecodeError if they would not come back."""
    try:
        text = data.decode(encoding, "repair.bytes")
        back = encode(text, encoding)
    except UnicodeError:
        raise DecodeError(encoding, 0, "and what follows cannot be read in it") from None
    if back != data:
        offset = next(
            (at for at, pair in enumerate(zip(back, data, strict=False)) if pair[0] != pair[1]),
            min(len(back), len(data)),
        )
        raise DecodeError(encoding, offset, "would not come back as it was")
    return Decoded(text, encoding)


def _mixed(text: str) -> bool:
    """Say whether a text has so many characters that bytes which cannot be read are the exception, or stand in lines of their own."""
    unread = len(BYTE.findall(text))
    return 10 * len(CJK.findall(text)) >= unread or len(ALPHABETS.findall(text)) >= 2 * unread


def _readable(found: Decoded, data: bytes) -> Decoded:
    """Raise DecodeError if too many bytes cannot be read, those of lines in another encoding not counted."""
    if not BYTE.search(found.text):
        return found
    mixed = _mixed(found.text)
    lines = [line for line in found.text.split("\n") if BYTE.search(line)]
    unread = sum(len(BYTE.findall(line)) for line in lines if not (mixed and reread(line, found.encoding)))
    if unread > UNREADABLE * len(data):
        first = BYTE.search(found.text)
        before = found.text[: first.start()] if first else ""
        offset = len(encode(before, found.encoding))
        raise DecodeError(
            found.encoding, offset, f"(0x{data[offset]:02x}) cannot be read; if you know the encoding, name it"
        )
    return found


def _likeliest(data: bytes) -> Decoded | None:
    """Read bytes in the code page that leaves fewest of them unread, and of equals in the one that reads best."""
    found = []
    for name in LEGACY:
        try:
            text = _read(data, name).text
        except DecodeError:
            continue
        found.append((len(BYTE.findall(text)), ngrams().surprise(text[:SAMPLE]), Decoded(text, name)))
    return min(found)[2] if found else None
