"""What a narrow column does to lines: wraps and indents, breaks too many and too few, lines set out with spaces.

Widths are in half-ems; a page has one or two of them. Closing marks hang over the edge; numbers and Latin words are not cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from repair.edit import Edit, insert, replace
from repair.layout import CAPTION, CLOSING, HAN, IDEOGRAPH, OPENING, PROSE, TERMINAL, width
from repair.workshop.blocks import number, spans

NARROWEST, WIDEST, CAPTIONED = 28, 72, 16
"""Widths of columns, and of the narrow one beside a picture."""
INDENT = "\u3000\u3000"
PIECE = re.compile(f"[0-9A-Za-z.%:/-]+|—+|…+|{HAN}(?: \\S)+|.")
SPACED = re.compile(f"{HAN}[{re.escape(CLOSING)}]?")


def wraps(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Cut paragraphs at the width of their column. Their first lines are two characters shorter, on some pages with the spaces still there."""
    keeps, sizes = lots.random() < 0.5, [lots.randrange(NARROWEST, WIDEST, 2) for _ in range(lots.randint(1, 2))]
    found = [span for span in spans(text) if PROSE.search(text, *span)]
    for at, (start, end) in enumerate(found):
        if text[end + 1 : end + 2] not in ("\n", "") or text.count("\n", max(0, start - 2), start) == 1:
            continue  # one of the lines of a paragraph that is cut already
        size = sizes[at * len(sizes) // len(found)]
        indented = not CAPTION.match(text, start, end) and not (at and _goes_on(text, found[max(0, at - 2) : at]))
        if indented and keeps:
            yield insert(start, INDENT, reason="wraps")
        yield from _cut(text, start, end, size, 4 * indented)


def _goes_on(text: str, before: list[tuple[int, int]]) -> bool:
    """Say whether a paragraph is the rest of one that a caption cut."""
    if len(before) < 2 or not CAPTION.match(text, *before[-1]):
        return False
    return not TERMINAL.search(text, *before[-2])


def _cut(text: str, start: int, end: int, size: int, indent: int) -> Iterator[Edit]:
    """Yield an edit for each line end of a paragraph."""
    for at, _ in pairwise(_ends(text, start, end, size, indent)):
        spaced = text[at] == " "
        yield replace((at, at + spaced), "\n", reason="wraps")


def _ends(text: str, start: int, end: int, size: int, indent: int) -> Iterator[int]:
    """List where lines end, and where the paragraph does."""
    left = size - indent
    for piece in PIECE.finditer(text, start, end):
        if width(piece[0]) > left and piece[0][0] not in CLOSING and piece.start() > start:
            opening = text[piece.start() - 1] in OPENING
            yield piece.start() - opening
            left = size - 2 * opening
        left -= width(piece[0])
    yield end


def false_breaks(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Put an empty line behind a full line in mid-sentence; the rate is a share of line ends."""
    for match in re.finditer(r"(?<!\n)\n(?!\n)(?=\S)", text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not TERMINAL.search(line) and lots.random() < rate:
            yield insert(match.end(), "\n", reason="false-breaks")


def missing_breaks(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Take away the empty line between two paragraphs that were cut; the rate is a share of them."""
    for above, below in pairwise(re.finditer(r"(?:\S.*\n?)+", text)):
        if above[0].strip().count("\n") and below[0].strip().count("\n") and lots.random() < rate:
            yield replace(
                (above.end() - 1, below.start()), "\n" + _indent(text, below.start()), reason="missing-breaks"
            )


def _indent(text: str, at: int) -> str:
    """Give what stands before the first character of a paragraph."""
    start = text.rfind("\n", 0, at) + 1
    return text[start:at]


def letter_spacing(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Set a paragraph in a narrow column, some of its lines out to the full width with spaces between their characters; a number a page."""
    found = [
        (start, end)
        for start, end in spans(text)
        if 40 <= end - start <= 120 and PROSE.search(text, start, end) and IDEOGRAPH.search(text, start, end)
    ]
    for start, end in lots.sample(found, min(number(lots, rate), len(found))):
        low = start
        for at in _ends(text, start, end, CAPTIONED, 0):
            line = text[low:at]
            parts = SPACED.findall(line)
            if low > start and at < end and "".join(parts) == line and len(parts) > 4 and lots.random() < 0.4:
                yield replace((low, at), " ".join(parts), reason="letter-spacing")
            if at < end:
                yield replace((at, at + (text[at] == " ")), "\n", reason="wraps")
            low = at + (text[at : at + 1] == " ")
