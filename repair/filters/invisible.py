"""Characters that show nothing and carry no text are taken out.

Byte order marks, zero-width spaces, word joiners, stray controls, noncharacters: left behind by extractors, they break every search.
A soft hyphen goes as well, but at a line end it is the hyphen that was printed, and becomes one.
Left alone: tabs; joiners and variation selectors, which shape emoji and many scripts; direction marks in a text that has letters
written from right to left; private-use characters, which are glyphs whose meaning is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, delete, joins, replace
from repair.filter import Filter, Stage

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r\x0b\x0c\x85"]
ZERO_WIDTH = ["\ufeff", "\u200b", "\u2060", "\u2061", "\u2062", "\u2063", "\u2064"]
DIRECTION = ["\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
NONCHARACTERS = [chr(plane | code) for plane in range(0, 0x110000, 0x10000) for code in (0xFFFE, 0xFFFF)]
NONCHARACTERS += [*map(chr, range(0xFDD0, 0xFDF0))]
REASONS = {
    **dict.fromkeys(CONTROLS, "a control character carries no text"),
    **dict.fromkeys(ZERO_WIDTH, "a zero-width character carries no text"),
    **dict.fromkeys(DIRECTION, "a direction mark where nothing runs from right to left"),
    **dict.fromkeys(NONCHARACTERS, "a noncharacter carries no text"),
    "\xad": "a soft hyphen shows only at a line end",
}
RUN = re.compile(f"[{''.join(map(re.escape, ZERO_WIDTH + DIRECTION + NONCHARACTERS + CONTROLS))}\xad]")
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Invisible(Filter):
    """Takes out what shows nothing."""

    stage = Stage.GLYPHS
    marks = tuple(REASONS)

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each character."""
        directed = RIGHT_TO_LEFT.search(text) is not None
        for match in RUN.finditer(text):
            start, end = match.span()
            if (directed and match[0] in DIRECTION) or joins(text, start) or joins(text, end):
                continue
            reason = REASONS[match[0]]
            if match[0] == "\xad" and text[end : end + 1] in ("\n", "\r"):
                yield replace((start, end), "-", reason=reason)
            else:
                yield delete((start, end), reason=reason)
