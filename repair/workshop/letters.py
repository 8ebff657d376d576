"""Damage to characters: stray spaces, ASCII marks, look-alike glyphs, what shows nothing, wrong readings, wrong encodings.

Rates are shares of the places where a damage could be; that of mojibake is a number a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from repair.data.glyphs import classes
from repair.data.shapes import shapes
from repair.edit import Edit, insert, replace
from repair.layout import HAN, PROSE
from repair.workshop.blocks import number, spans

AT_DIGIT = re.compile(f"(?<={HAN})(?=[0-9])|(?<=[0-9])(?={HAN})")
AT_MARK = re.compile(f"(?<=[“《])(?={HAN})|(?<={HAN})(?=[”》，；。])|(?<=[，；])(?={HAN})")
ASCII = dict(zip("，；：！？（）", ",;:!?()", strict=True))
BRACKETED = re.compile(r"（[^（）\n]*）")
GLYPHS = ("full-width", "radicals")
INVISIBLE = ("\u200b", "\ufeff", "\u2060", "\x02", "\xad")
MISREADINGS = (
    ("utf-8", "gb18030"),
    ("gb18030", "latin-1"),
    ("gb18030", "cp1252"),
    ("utf-8", "latin-1"),
    ("big5hkscs", "gb18030"),
    ("gb18030", "big5hkscs"),
)
LEAST = 8
"""Characters that must be misread in a line."""
LIKE = 0.6
"""Likeness from which a character may be read for another."""


def _prose(text: str) -> Iterator[tuple[int, int]]:
    return (span for span in spans(text) if PROSE.search(text, *span))


def digit_spaces(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Put a space between an ideograph and a digit, in running text."""
    for span in _prose(text):
        for match in AT_DIGIT.finditer(text, *span):
            if lots.random() < rate:
                yield insert(match.start(), " ", reason="digit-spaces")


def mark_spaces(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Put a space beside a full-width mark, in running text."""
    for span in _prose(text):
        for match in AT_MARK.finditer(text, *span):
            if lots.random() < rate:
                yield insert(match.start(), " ", reason="mark-spaces")


def punctuation(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Write a full-width mark in ASCII; brackets in pairs."""
    for start, end in _prose(text):
        for pair in BRACKETED.finditer(text, start, end):
            if lots.random() < rate:
                yield replace((pair.start(), pair.start() + 1), "(", reason="punctuation")
                yield replace((pair.end() - 1, pair.end()), ")", reason="punctuation")
        for at in range(start, end):
            if text[at] in ASCII and text[at] not in "（）" and lots.random() < rate:
                yield replace((at, at + 1), ASCII[text[at]], reason="punctuation")


@cache
def _glyphs() -> dict[str, str]:
    """Map ordinary characters to a glyph that looks like them."""
    found: dict[str, str] = {}
    for group in classes():
        if group.name in GLYPHS:
            for glyph, plain in group.table.items():
                if len(plain) == 1:
                    found.setdefault(plain, glyph)
    return found


def glyphs(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Write radicals for the ideographs, and full-width forms for the digits and letters, that they look like."""
    for at, char in enumerate(text):
        if char in _glyphs() and lots.random() < rate:
            yield replace((at, at + 1), _glyphs()[char], reason="glyphs")


def invisible(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Put in characters that show nothing."""
    for at in range(1, len(text)):
        if not text[at - 1 : at + 1].isspace() and text[at] != "\n" and lots.random() < rate:
            yield insert(at, lots.choice(INVISIBLE), reason="invisible")


def misread(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Write another ideograph that looks like the one that stands there."""
    for at, char in enumerate(text):
        if "\u4e00" <= char <= "\u9fff" and lots.random() < rate:
            like = [other for other, likeness in shapes().get(char, {}).items() if likeness >= LIKE]
            if like:
                yield replace((at, at + 1), like[0], reason="misread")


def mojibake(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Read a line in the wrong encoding, where that loses nothing."""
    found = [*_prose(text)]
    for start, end in lots.sample(found, min(number(lots, rate), len(found))):
        line = text[start:end]
        ways = [bad for pair in MISREADINGS if (bad := misreading(line, *pair)) and len(bad.splitlines()) == 1]
        if ways:
            yield replace((start, end), lots.choice(ways), reason="mojibake")


def misreading(text: str, right: str, wrong: str) -> str | None:
    """Write a text in one encoding and read it in another; None if something would be lost, or hardly anything misread."""
    if len(re.sub("[\\x00-\\x7f]", "", text)) < LEAST:
        return None
    try:
        found = text.encode(right).decode(wrong)
        return found if found.encode(wrong).decode(right) == text and "\n" not in found.strip("\n") else None
    except UnicodeError:
        return None
