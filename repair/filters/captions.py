"""A caption that cut a sentence stands behind it, and captions run together are parted.

A picture inside a column puts its caption between two halves of a sentence. Evidence: the block before stops in mid-sentence, the caption
says what it is (▲, 图为, …), and the block after goes on. Captions of a row of pictures come out on one line; each is a sentence that opens with the
same words as its neighbours, as they name the same body.
Left alone: captions between whole paragraphs; paragraphs whose sentences open alike now and then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from repair.edit import Edit, Move, Replace, Span, edit, joins, replace
from repair.filter import Filter, Stage
from repair.layout import CAPTION, LINE
from repair.paragraphs import reads_on
from repair.survey import survey

INSIDE = "a caption inside a sentence"
TOGETHER = "captions run together"
STOP, HEAD = re.compile("[。！？][”’）]*"), re.compile(r"\s*")
FIRST = "[（(▲▼◀▶△▽↑↓←→图上下左右]"
"""What a caption may begin with."""
ROW, SHARED = 5, 5
"""How many captions make a row, and in how many characters they open alike."""
ACROSS = -2.5
"""Bits by which the halves of a sentence may be less likely together, where a caption stands between them."""
LONGEST = 90
"""Code points of the longest sentence that can be a caption of its own."""


class Captions(Filter):
    """Moves a caption behind the sentence that it cut; parts captions that share a line."""

    stage = Stage.BLOCKS

    def applies(self, text: str) -> bool:
        """Look for a line that begins like a caption, and for lines that open alike."""
        found = survey(text)
        starts, _ends = found.bounds
        first = found.among(starts, FIRST, 0).nonzero()[0].tolist()
        if not found.plain or any(CAPTION.match(found.lines[at]) for at in first):
            return True
        alike = Counter(line[:SHARED] for line in found.lines)
        return any(alike[line[:SHARED]] >= ROW and len(STOP.findall(line)) > 1 for line in found.lines)

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each caption, or row of captions, and one for each place where two are parted."""
        blocks = [(match.start(), match.end(), match[0].strip()) for match in LINE.finditer(text)]
        at = 1
        while at < len(blocks) - 1:
            stop = at
            while stop < len(blocks) - 1 and CAPTION.match(blocks[stop][2]):
                stop += 1
            if (
                stop > at
                and not CAPTION.match(blocks[stop][2])
                and reads_on(blocks[at - 1][2], blocks[stop][2], ACROSS)
            ):
                above, last, below = blocks[at - 1], blocks[stop - 1], blocks[stop]
                places = (above[1], last[1], below[0], below[1])
                if not any(joins(text, place) for place in places):
                    moves = (Move(Span(above[1], last[1]), below[1]), Replace(Span(last[1], below[0]), ""))
                    yield edit(moves, reason=INSIDE, confidence=0.97)
            at = max(stop, at) + 1
        yield from _parted(text, blocks)


def _parted(text: str, blocks: list[tuple[int, int, str]]) -> Iterator[Edit]:
    """Part sentences of one line that open like the captions around it."""
    break_ = "\n\n" if "\n\n" in text.strip() else "\n"
    for at, (start, end, body) in enumerate(blocks):
        if not _row(body, [other[2] for other in blocks[max(0, at - 4) : at + 5]]):
            continue
        stops = [match.end() for match in STOP.finditer(text, start, end)]
        if len(stops) < 2 or stops[-1] != end:
            continue
        begin = start
        for stop in stops[:-1]:
            head = HEAD.match(text, stop, end)
            if head and text.startswith(body[:SHARED], head.end()) and stop - begin <= LONGEST:
                gap = (stop, head.end())
                if not joins(text, gap[0]) and not joins(text, gap[1]):
                    yield replace(gap, break_, reason=TOGETHER, confidence=0.9)
            begin = stop


def _row(body: str, around: list[str]) -> bool:
    """Say whether most blocks around open with the same name as this one: then it is one of a row of captions."""
    opening = body[:SHARED]
    return (
        re.match(r"[\u3400-\u9fff]{5}", body) is not None and sum(other.startswith(opening) for other in around) >= ROW
    )
