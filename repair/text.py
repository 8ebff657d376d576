"""A text that knows where each character came from: a list of slices of buffers (a piece table).

Buffer 0 is the input, buffer *n* what change *n* wrote. A character keeps its place (buffer, offset) for life, so
its origin is read off and never guessed. Slices hold no characters: the same table serves to apply a log, to invert
it, and to ask what would stand where if another set of changes had been made.

An *empty* slice marks the gap that a deletion left. It rides along through later splices like any other slice, which
answers where in the output a deletion happened, moves included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from repair.edit import Span


class Place(NamedTuple):
    """One character: the buffer it was written in and its offset there, in code points."""

    buffer: int
    offset: int


class Slice(NamedTuple):
    """Code points `start` to `end` of a buffer, half-open."""

    buffer: int
    start: int
    end: int


class Splice(NamedTuple):
    """Put `slices` where `span` stands; the one primitive under all operations."""

    span: Span
    slices: Sequence[Slice]


class Text:
    """Slices in reading order. Immutable; `splice` makes the next one in time linear in slices and splices."""

    def __init__(self, slices: Iterable[Slice]) -> None:
        self.slices = tuple(slices)

    @classmethod
    def whole(cls, length: int) -> Text:
        """Give the text that is just the input, `length` code points long."""
        return cls([Slice(0, 0, length)] if length else [])

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(end - start for _, start, end in self.slices))

    @cached_property
    def _by_place(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Sorted (buffer, start) of each slice that holds characters, and the (end, position) that belong to it."""
        rows = sorted(
            (buffer, start, end, reached - (end - start))
            for (buffer, start, end), reached in zip(self.slices, self._ends, strict=True)
            if start < end
        )
        return [row[:2] for row in rows], [row[2:] for row in rows]

    def place(self, position: int) -> Place | None:
        """Name the character at `position`; None beyond either end."""
        if not 0 <= position < len(self):
            return None
        index = bisect_right(self._ends, position)
        buffer, _, end = self.slices[index]
        return Place(buffer, end - (self._ends[index] - position))

    def find(self, place: Place) -> int | None:
        """Tell the position of a character, or None where it does not stand in this text."""
        keys, values = self._by_place
        index = bisect_right(keys, tuple(place)) - 1
        if index < 0 or keys[index][0] != place.buffer:
            return None
        end, position = values[index]
        return position + place.offset - keys[index][1] if place.offset < end else None

    def cut(self, span: Span) -> list[Slice]:
        """List the slices of `span`: with the empty ones inside it, without those at its edges."""
        start, end = span
        if start >= end:
            return []
        found: list[Slice] = []
        index = bisect_right(self._ends, start)
        while index < len(self.slices):
            buffer, low, high = self.slices[index]
            reached = self._ends[index]
            position = reached - (high - low)
            if position >= end:
                break
            found.append(Slice(buffer, low + max(0, start - position), high - max(0, reached - end)))
            index += 1
        return found

    def locate(self, slices: Sequence[Slice]) -> Span | None:
        """Find the span where these characters stand in this order with nothing between them, or None."""
        if not slices:
            return None
        first = self.find(Place(slices[0].buffer, slices[0].start))
        if first is None:
            return None
        span = Span(first, first + sum(end - start for _, start, end in slices))
        return span if merged(self.cut(span)) == merged(slices) else None

    def splice(self, splices: Iterable[Splice]) -> Text:
        """Make disjoint splices at once; what shares a gap stands in the order given."""
        made: list[Slice] = []
        index = position = 0  # the slice to come, and the position where it starts
        rest: Slice | None = None  # what is left of a slice that was cut
        todo = sorted(splices, key=lambda item: item.span)
        for (start, end), slices in [*todo, Splice(Span(len(self) + 1, len(self) + 1), [])]:
            for limit, keep in ((start, True), (end, False)):
                while rest is not None or index < len(self.slices):
                    if rest is None:
                        rest, index = self.slices[index], index + 1
                    buffer, low, high = rest
                    # An empty slice at the start of a span stays in front of it, one at its end stays behind it.
                    if position > limit or (position == limit and (low < high or not keep)):
                        break
                    length = min(high - low, limit - position)
                    if keep:
                        made.append(Slice(buffer, low, low + length))
                    position += length
                    rest = Slice(buffer, low + length, high) if low + length < high else None
            made.extend(slices)
        return Text(made)

    def read(self, buffers: Sequence[str]) -> str:
        """Spell the text out of its buffers."""
        return "".join([buffers[buffer][start:end] for buffer, start, end in self.slices])


def merged(slices: Iterable[Slice]) -> list[Slice]:
    """Drop empty slices and join those that continue each other."""
    made: list[Slice] = []
    for piece in slices:
        if piece.start == piece.end:
            continue
        if made and made[-1].buffer == piece.buffer and made[-1].end == piece.start:
            made[-1] = Slice(piece.buffer, made[-1].start, piece.end)
        else:
            made.append(piece)
    return made


def edges(text: Text, gap: int) -> tuple[Place | None, Place | None]:
    """Name the two characters that meet at a gap; None stands for an end of the text."""
    return text.place(gap - 1), text.place(gap)


def gap_between(text: Text, left: Place | None, right: Place | None) -> int | None:
    """Find the gap where `left` and `right` (None: an end of the text) still touch."""
    if left is None:
        return 0 if (len(text) == 0 if right is None else text.find(right) == 0) else None
    found = text.find(left)
    if found is None:
        return None
    return found + 1 if text.place(found + 1) == right else None


def follows(text: Text, span: Span, left: Place | None, right: Place | None) -> bool:
    """Say whether `span` has these neighbours (None: an end of the text), as far as they still exist."""
    before, after = text.place(span.start - 1), text.place(span.end)
    return (before == left or (left is not None and text.find(left) is None)) and (
        after == right or (right is not None and text.find(right) is None)
    )
