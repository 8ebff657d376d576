"""The output of a log as a row of pieces: kept, or changed with what stood there before."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from repair.log import Log
from repair.replay import Change, Moved, Replaced
from repair.text import Slice


class Piece(NamedTuple):
    """A stretch of the output. Of a kept one `before == after`, and `change` is None.

    `at` is the position in the original from which a kept stretch comes, or where its change happened.
    """

    before: str
    after: str
    change: Change | None
    at: int


class Hunk(NamedTuple):
    """Neighbouring changes with the text around them."""

    pieces: tuple[Piece, ...]

    @property
    def changes(self) -> list[Change]:
        """The changes it shows, each once."""
        return list({piece.change.number: piece.change for piece in self.pieces if piece.change}.values())

    @property
    def at(self) -> int:
        """Where in the original its first change happened."""
        return next(piece.at for piece in self.pieces if piece.change)


def pieces(log: Log, original: str) -> Iterator[Piece]:
    """Walk the slices of the output and say of each what it is; moved text shows where it left and where it went."""
    moved = sorted(
        (piece, change.number)
        for change in log.made
        for item in change.operations
        if isinstance(item, Moved)
        for piece in item.taken
    )
    waiting = {change.number: list(_written(change)) for change in log.made}
    for buffer, start, end in log.replay.text.slices:
        if buffer == 0:
            text = original[start:end]
            number = _covering(moved, start)
            yield Piece("" if number else text, text, log.changes[number - 1] if number else None, start)
            continue
        change = log.changes[buffer - 1]
        at = log.source(change)[0].start
        todo = waiting.get(buffer, [])
        written = change.written[start:end]
        if todo and todo[0][0] == start:
            before = todo.pop(0)[1]
            yield Piece(before, written, change, at)
        else:
            yield Piece("", written, change, at)


def _covering(moved: list[tuple[Slice, int]], start: int) -> int:
    """Tell which change moved the character at `start` of the original; 0 if none did."""
    index = bisect_right(moved, (Slice(0, start, sys.maxsize), 0)) - 1
    return moved[index][1] if index >= 0 and moved[index][0].end > start and moved[index][0].buffer == 0 else 0


def _written(change: Change) -> Iterator[tuple[int, str]]:
    """List where in its buffer each operation begins to write, and what stood there."""
    offset = 0
    for item in change.operations:
        yield offset, item.before
        offset += len(item.after) if isinstance(item, Replaced) else 0


def hunks(log: Log, original: str, *, context: int = 12) -> Iterator[Hunk]:
    """Group changes that stand within twice `context` characters of each other."""
    row: list[Piece] = []
    for piece in pieces(log, original):
        if piece.change is None and len(piece.before) > 2 * context:
            if any(item.change for item in row):
                yield Hunk((*row, _clipped(piece, slice(None, context))))
            row = [_clipped(piece, slice(len(piece.before) - context, None))]
        else:
            row.append(piece)
    if any(item.change for item in row):
        yield Hunk(tuple(row))


def suggested(log: Log, original: str, *, context: int = 12) -> Iterator[Hunk]:
    """Show each suggestion in the original, as if it alone were made."""
    for change in log.suggestions:
        parts: list[Piece] = []
        spans = log.source(change)
        start, end = spans[0].start, spans[-1].end
        parts.append(_kept(original, max(0, start - context), start))
        replaced = [item for item in change.operations if isinstance(item, Replaced)]
        if len(replaced) == len(spans) == len(change.operations):
            for (span, item), (following, _) in pairwise([*zip(spans, replaced, strict=True), (spans[-1], None)]):
                parts.append(Piece(original[span.start : span.end], item.after if item else "", change, span.start))
                if following.start > span.end:
                    parts.append(_kept(original, span.end, following.start))
        else:
            parts.append(Piece(original[start:end], change.written, change, start))
        parts.append(_kept(original, end, min(len(original), end + context)))
        yield Hunk(tuple(parts))


def _kept(original: str, start: int, end: int) -> Piece:
    return Piece(original[start:end], original[start:end], None, start)


def _clipped(piece: Piece, part: slice) -> Piece:
    text = piece.before[part]
    return Piece(text, text, None, piece.at + (part.start or 0))
