"""What was done to a text: a log that can be applied, inverted and chosen from.

It holds no text of its own but what the changes took and wrote; with it, either end gives the other.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from repair.edit import Span
from repair.errors import LogError, UnknownChange, WrongText
from repair.replay import Change, Dropped, Moved, Replaced, Replay
from repair.text import Place, gap_between


class Failure(NamedTuple):
    """A filter that raised: the text passed it by unchanged."""

    filter: str
    error: str


class Fingerprint(NamedTuple):
    """Length in code points and SHA-256 of the UTF-8 form, by which a text is known again."""

    length: int
    sha256: str

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        """Take the fingerprint of a text; lone surrogates count as their three bytes."""
        return cls(len(text), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    def demand(self, text: str, role: str) -> None:
        """Raise WrongText unless `text` is the one."""
        if self != Fingerprint.of(text):
            raise WrongText(role, self.length, len(text))


class Log:
    """The changes of one text, in the order of their numbers, with what is needed to lay them on it again."""

    def __init__(
        self,
        original: Fingerprint,
        output: Fingerprint,
        filters: Sequence[str],
        changes: Sequence[Change] = (),
        *,
        encoding: str = "utf-8",
        failures: Sequence[Failure] = (),
        dropped: Sequence[Dropped] = (),
    ) -> None:
        self.original = original
        self.output = output
        self.filters = tuple(filters)
        self.changes = tuple(changes)
        self.encoding = encoding
        self.failures = tuple(failures)
        self.dropped = tuple(dropped)

    @property
    def made(self) -> list[Change]:
        """The changes that are made."""
        return [change for change in self.changes if change.made]

    @property
    def suggestions(self) -> list[Change]:
        """The changes that wait for a person: not safe, and not made."""
        return [change for change in self.changes if not change.made and not change.safe]

    @cached_property
    def replay(self) -> Replay:
        """The replay of what is made now."""
        replay = Replay(self.original.length, self.changes, {change.number for change in self.changes if change.made})
        if replay.dropped:
            number, why = replay.dropped[0]
            raise LogError(f"change {number} is said to be made, but {why}")
        if len(replay.text) != self.output.length:
            raise LogError("its changes do not lead to the length of its output")
        return replay

    @cached_property
    def buffers(self) -> list[str]:
        """What each change wrote, by number; number 0, the input, is not the log's to hold."""
        return ["", *(change.written for change in self.changes)]

    def apply(self, original: str) -> str:
        """Make the changes: from the original to the output. Raises WrongText, LogError."""
        self.original.demand(original, "original")
        output = self.replay.text.read([original, *self.buffers[1:]])
        if Fingerprint.of(output) != self.output:
            raise LogError("its changes do not lead to its output")
        return output

    def invert(self, output: str) -> str:
        """Take the changes back: from the output to the original. Raises WrongText, LogError."""
        self.output.demand(output, "output")
        parts: list[tuple[int, str]] = []
        position = 0
        for buffer, start, end in self.replay.text.slices:
            if buffer == 0:
                parts.append((start, output[position : position + end - start]))
            position += end - start
        for change in self.made:
            for item in change.operations:
                if isinstance(item, Replaced):
                    at = 0
                    for buffer, start, end in item.taken:
                        if buffer == 0:
                            parts.append((start, item.before[at : at + end - start]))
                        at += end - start
        original = "".join([text for _, text in sorted(parts)])
        if Fingerprint.of(original) != self.original:
            raise LogError("its changes do not lead back to its original")
        return original

    def choose(self, original: str, numbers: Iterable[int]) -> Log:
        """Make just these changes. Those that do not fit without the others are left out and named in `dropped`."""
        self.original.demand(original, "original")
        chosen = set(numbers)
        for number in chosen:
            if not 1 <= number <= len(self.changes):
                raise UnknownChange(number, len(self.changes))
        replay = Replay(self.original.length, self.changes, chosen)
        return Log(
            self.original,
            Fingerprint.of(replay.text.read([original, *self.buffers[1:]])),
            self.filters,
            [change._replace(made=change.number in replay.made) for change in self.changes],
            encoding=self.encoding,
            failures=self.failures,
            dropped=replay.dropped,
        )

    def accept(self, original: str, numbers: Iterable[int]) -> Log:
        """Make these changes too."""
        return self.choose(original, {change.number for change in self.made} | set(numbers))

    def reject(self, original: str, numbers: Iterable[int]) -> Log:
        """Take these changes back."""
        gone = set(numbers)
        for number in gone:
            if not 1 <= number <= len(self.changes):
                raise UnknownChange(number, len(self.changes))
        return self.choose(original, {change.number for change in self.made} - gone)

    def source(self, change: Change) -> list[Span]:
        """Tell where in the original a change happened: disjoint spans in order, empty where it only inserts."""
        return self._sources[change.number - 1]

    @cached_property
    def _sources(self) -> list[list[Span]]:
        found: list[list[Span]] = []  # a change refers to earlier ones only, so this never runs in a circle
        for change in self.changes:
            spans: list[Span] = []
            for item in change.operations:
                for buffer, start, end in item.taken:
                    spans += found[buffer - 1] if buffer else [Span(start, end)]
                if isinstance(item, Moved) or not item.taken:
                    spans.append(self._source_gap(item.left, found))
            found.append(_union(spans))
        return found

    @staticmethod
    def _source_gap(left: Place | None, found: list[list[Span]]) -> Span:
        at = 0 if left is None else left.offset + 1 if left.buffer == 0 else found[left.buffer - 1][-1].end
        return Span(at, at)

    def origin(self, span: Span) -> list[Span]:
        """Tell where in the original the characters of an output span come from.

        Stretches are one where nothing that shows elsewhere lies between them: a block that was not moved has one.
        """
        spans: list[Span] = []
        for buffer, start, end in self.replay.text.cut(span):
            spans += self._sources[buffer - 1] if buffer else [Span(start, end)]
        made: list[Span] = []
        for piece in _union(spans):
            if made and self._shown_between(made[-1].end, piece.start) == 0:
                made[-1] = Span(made[-1].start, piece.end)
            else:
                made.append(piece)
        return made

    @cached_property
    def _shown_starts(self) -> list[int]:
        return sorted(start for buffer, start, end in self.replay.text.slices if buffer == 0 and start < end)

    def _shown_between(self, start: int, end: int) -> int:
        return bisect_left(self._shown_starts, end) - bisect_left(self._shown_starts, start)

    def target(self, change: Change) -> list[Span]:
        """Tell where in the output a change shows: what it wrote or moved, or the gap it left.

        Of a change that is not made: where the characters stand that it would take. Of one that a later change wrote
        over: where that one shows.
        """
        replay, text = self.replay, self.replay.text
        moved = [piece for item in change.operations if isinstance(item, Moved) for piece in item.taken]
        if change.made and not moved:
            number = change.number
            while number not in replay.shown and number in replay.took:
                number = replay.took[number]
            if number in replay.shown:
                return _union(replay.shown[number])
        spans = [
            Span(at, at + 1)
            for buffer, start, end in moved or [piece for item in change.operations for piece in item.taken]
            for offset in range(start, end)
            if (at := text.find(Place(buffer, offset))) is not None
        ]
        if not spans:
            gaps = (gap_between(text, item.left, item.right) for item in change.operations)
            spans = [Span(gap, gap) for gap in gaps if gap is not None]
        return _union(spans)


def _union(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that meet; a gap at the edge of a span is part of it."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made
