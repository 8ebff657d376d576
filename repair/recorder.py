"""The log in the making."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from repair.edit import Edit, Move, Replace, Span, check
from repair.log import Failure, Fingerprint, Log
from repair.replay import Change, Moved, Operation, Replaced
from repair.text import Slice, Splice, Text, edges, merged


class Recorder:
    """Takes the edits of one filter after another and holds the text as it stands."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self.changes: list[Change] = []
        self._pieces = Text.whole(len(original))
        self._buffers = [original]

    def record(self, step: int, name: str, edits: Sequence[Edit], *, suggestions: bool = False) -> None:
        """Make the safe edits of a filter (with `suggestions`, all), and number every one. Raises EditError."""
        check(edits, self.text)
        splices: list[Splice] = []
        for proposal in edits:
            number = len(self._buffers)
            operations = tuple(self._placed(item) for item in proposal.operations)
            made = proposal.safe or suggestions
            change = Change(
                number, step, name, proposal.reason, proposal.safe, proposal.confidence, made, made, operations
            )
            self.changes.append(change)
            self._buffers.append(change.written)
            if made:
                splices += self._splices(number, proposal.operations)
        if splices:
            self._pieces = self._pieces.splice(splices)
            self.text = self._pieces.read(self._buffers)

    def _placed(self, item: Replace | Move) -> Operation:
        start, end = item.span
        taken, before = tuple(merged(self._pieces.cut(item.span))), self.text[start:end]
        if isinstance(item, Move):
            return Moved(taken, *edges(self._pieces, item.to), before)
        return Replaced(taken, self._pieces.place(start - 1), self._pieces.place(end), before, item.text)

    def _splices(self, number: int, operations: Iterable[Replace | Move]) -> Iterable[Splice]:
        offset = 0
        for item in operations:
            if isinstance(item, Move):
                yield Splice(item.span, (Slice(number, offset, offset),))
                yield Splice(Span(item.to, item.to), self._pieces.cut(item.span))
            else:
                yield Splice(item.span, (Slice(number, offset, offset + len(item.text)),))
                offset += len(item.text)

    def written(self) -> Iterator[tuple[Change, Span]]:
        """Walk what changes have written, and the gaps they left, in the order of the text."""
        position = 0
        for buffer, start, end in self._pieces.slices:
            if buffer:
                yield self.changes[buffer - 1], Span(position, position + end - start)
            position += end - start

    def log(self, filters: Sequence[str], *, encoding: str, failures: Sequence[Failure]) -> Log:
        """Close the record."""
        original = Fingerprint.of(self.original)
        output = Fingerprint.of(self.text) if self.changes else original
        return Log(original, output, filters, self.changes, encoding=encoding, failures=failures)
