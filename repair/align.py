"""Which characters of one text stand in another: an alignment that long texts can afford.

Between two anchors it is Levenshtein's, by rapidfuzz. Anchors, for long texts alone, are lines, and then runs of characters, that both texts have
once, in the same order (patience diff, Cohen 2008). So memory stays linear, and time near it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

AT_ONCE = 20_000
"""Code points of both texts together that are aligned without anchors."""
GRAM, ONE_IN = 24, 8
"""Code points of a run that may be an anchor, and of how many one is looked at."""


class Gap(NamedTuple):
    """What stands between two equal stretches: `start` to `end` in the one text, where the other has `other_start` to `other_end`."""

    start: int
    end: int
    other_start: int
    other_end: int


class Alignment:
    """The gaps between two texts; everything else is equal."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self.gaps = gaps

    @property
    def distance(self) -> int:
        """Characters to insert, delete or replace: Levenshtein's distance wherever no anchor stands against it."""
        return sum(max(gap.end - gap.start, gap.other_end - gap.other_start) for gap in self.gaps)

    def faults(self) -> Faults:
        """Say where the first text differs from the other."""
        return Faults((gap.start, gap.end) for gap in self.gaps)

    def missed(self) -> Faults:
        """Say where the other text has something else than the first."""
        return Faults((gap.other_start, gap.other_end) for gap in self.gaps)


class Faults:
    """Places of a text where another differs: spans, or gaps where the other has more. In their order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        # A gap lies between the characters, so places are counted by halves: gap n is 2n, character n is 2n + 1.
        rows = [(2 * start + (start < end), 2 * end - (start < end)) for start, end in spans]
        self._starts, self._ends = [row[0] for row in rows], [row[1] for row in rows]

    def __len__(self) -> int:
        return len(self._starts)

    def within(self, start: int, end: int) -> range:
        """List the numbers of the faults that touch `start` to `end`, the gaps at both its edges included."""
        return range(bisect_left(self._ends, 2 * start), bisect_left(self._starts, 2 * end + 1))


def align(text: str, other: str) -> Alignment:
    """Align two texts."""
    gaps: list[Gap] = []
    for start, end, other_start, other_end in _portions(text, other):
        for gap in _levenshtein(text[start:end], other[other_start:other_end]):
            found = Gap(start + gap.start, start + gap.end, other_start + gap.other_start, other_start + gap.other_end)
            last = gaps[-1] if gaps else None
            if last and last.end == found.start and last.other_end == found.other_start:
                gaps[-1] = Gap(last.start, found.end, last.other_start, found.other_end)
            else:
                gaps.append(found)
    return Alignment(gaps)


def _levenshtein(text: str, other: str) -> Iterator[Gap]:
    from rapidfuzz.distance import Levenshtein

    if text == other:
        return
    for step in Levenshtein.opcodes(text, other):
        if step.tag != "equal":
            yield Gap(step.src_start, step.src_end, step.dest_start, step.dest_end)


def _portions(text: str, other: str) -> Iterator[Gap]:
    """Cut two long texts at anchors into portions to be aligned by themselves; what anchors say alike is left out."""
    for whole in _between(_lines(text), _lines(other), Gap(0, len(text), 0, len(other))):
        start, end, other_start, other_end = whole
        grams = _grams(text, start, end), _grams(other, other_start, other_end)
        yield from _between(*grams, whole)


Pieces = Iterable[tuple[str, int]]


def _between(pieces: Pieces, other_pieces: Pieces, whole: Gap) -> Iterator[Gap]:
    """Cut a portion at those pieces that both sides have once, in the same order."""
    start, end, other_start, other_end = whole
    if end - start + other_end - other_start > AT_ONCE:
        ours, theirs = _once(pieces), _once(other_pieces)
        common = [(at, theirs[piece], len(piece)) for piece, at in ours.items() if piece in theirs]
        for at, other_at, size in _rising(sorted(common)):
            if at >= start and other_at >= other_start:  # runs may overlap
                yield Gap(start, at, other_start, other_at)
                start, other_start = at + size, other_at + size
    yield Gap(start, end, other_start, other_end)


def _once(pieces: Pieces) -> dict[str, int]:
    rows = [*pieces]
    count = Counter(piece for piece, _ in rows)
    return {piece: at for piece, at in rows if count[piece] == 1}


def _lines(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.split("\n"):
        if line:
            yield line, at
        at += len(line) + 1


def _grams(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """List runs chosen by what they say, so that both texts choose the same."""
    for at in range(start, end - GRAM + 1):
        if crc32(text[at : at + 4].encode("utf-8", "surrogatepass")) % ONE_IN == 0:
            yield text[at : at + GRAM], at


def _rising(rows: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Choose the longest part of the rows that rises in the second number, too (Fredman 1975)."""
    tops: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for index, row in enumerate(rows):
        at = bisect_left(tops, row[1])
        back.append(last[at - 1] if at else -1)
        if at == len(tops):
            tops.append(row[1])
            last.append(index)
        else:
            tops[at], last[at] = row[1], index
    found: list[tuple[int, int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(rows[index])
        index = back[index]
    return found[::-1]
