"""What was done to a text, by place: a log that can be applied, inverted and chosen from.

Every change is stored by the places of the characters that it took and of those it stood between. From that one
notion come the spans in the original and in the output, both directions, and accepting or rejecting single changes
later: a replay, filter by filter, with the same splice. The replay follows two texts at once: what the filters *saw*
when they ran, and what is *made* now; they differ as soon as somebody chooses.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from repair.edit import Edit, Move, Replace, Span, check
from repair.errors import LogError, UnknownChange, WrongText
from repair.text import Place, Slice, Splice, Text, edges, follows, gap_between, merged


class Replaced(NamedTuple):
    """`after` was written over the characters `taken` (none: an insertion), between `left` and `right`."""

    taken: tuple[Slice, ...]
    left: Place | None
    right: Place | None
    before: str
    after: str


class Moved(NamedTuple):
    """The characters `taken` were put down between `left` and `right`."""

    taken: tuple[Slice, ...]
    left: Place | None
    right: Place | None
    before: str


Operation = Replaced | Moved


class Change(NamedTuple):
    """One decision, numbered from 1; the number is also that of the buffer it wrote.

    `step` is the index of its filter in the chain, `seen` whether later filters saw it made, `made` whether it is
    made now. The other fields are those of the edit.
    """

    number: int
    step: int
    filter: str
    reason: str
    safe: bool
    confidence: float
    seen: bool
    made: bool
    operations: tuple[Operation, ...]

    @property
    def written(self) -> str:
        """What it wrote: its buffer."""
        return "".join([item.after for item in self.operations if isinstance(item, Replaced)])


class Failure(NamedTuple):
    """A filter that raised: the text passed it by unchanged."""

    filter: str
    error: str


class Dropped(NamedTuple):
    """A chosen change that no longer fits, and why."""

    number: int
    why: str


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


def fit(change: Change, now: Text, seen: Text) -> list[Splice] | str:
    """Turn a change into splices of `now`, or say why it does not fit there any more."""
    splices: list[Splice] = []
    offset = 0
    for item in change.operations:
        if isinstance(item, Replaced):
            own = Slice(change.number, offset, offset + len(item.after))
            offset += len(item.after)
            gap = None if item.taken else gap_between(now, item.left, item.right)
            span = now.locate(item.taken) if item.taken else gap if gap is None else Span(gap, gap)
            if span is None:
                return (
                    "the characters it takes do not stand together" if item.taken else "its two sides no longer touch"
                )
            if item.taken and not follows(now, span, item.left, item.right):
                return "its neighbours are others"
            splices.append(Splice(span, (own,)))
            continue
        first, last = item.taken[0], item.taken[-1]
        start, end = now.find(Place(first.buffer, first.start)), now.find(Place(last.buffer, last.end - 1))
        gap = gap_between(now, item.left, item.right)
        if start is None or end is None or end < start:
            return "an end of what it moves is gone"
        if gap is None or start < gap <= end:
            return "the place it moves to is gone"
        span = Span(start, end + 1)
        carried = now.cut(span)
        if merged(carried) != merged(item.taken) and not _carries_its_own(carried, item.taken, now, seen):
            return "what it moves is mixed with other text"
        splices += [Splice(span, (Slice(change.number, offset, offset),)), Splice(Span(gap, gap), carried)]
    return splices


def _carries_its_own(carried: Sequence[Slice], taken: Sequence[Slice], now: Text, seen: Text) -> bool:
    """Say whether a moved stretch holds no character that stood elsewhere, and has left none of its own behind."""
    stretch = {Place(buffer, at) for buffer, start, end in carried for at in range(start, end)}
    own = {Place(buffer, at) for buffer, start, end in taken for at in range(start, end)}
    strangers = any(seen.find(place) is not None for place in stretch - own)
    return not strangers and all(now.find(place) is None for place in own - stretch)


class Replay:
    """The text that comes of making the chosen changes: `text`, who was `dropped`, and who `took` which slice."""

    def __init__(self, length: int, changes: Sequence[Change], chosen: Collection[int]) -> None:
        self.text = Text.whole(length)
        self.made: set[int] = set()
        self.dropped: list[Dropped] = []
        self.took: dict[int, int] = {}
        seen = self.text
        for group in _by_step(changes):
            seen_splices: list[Splice] = []
            splices: list[Splice] = []
            same = seen is self.text
            for change in group:
                if change.seen and not (same and change.number in chosen):
                    fitted = fit(change, seen, seen)
                    if isinstance(fitted, str):
                        raise LogError(f"change {change.number} was made, but {fitted}")
                    seen_splices += fitted
                if change.number not in chosen:
                    same = same and not change.seen
                    continue
                fitted = fit(change, self.text, seen)
                if isinstance(fitted, str):
                    self.dropped.append(Dropped(change.number, fitted))
                    continue
                self.made.add(change.number)
                self._take(change, fitted)
                splices += fitted
                if same and change.seen:
                    seen_splices += fitted
                same = same and change.seen
            before = self.text
            self.text = before.splice(splices) if splices else before
            seen = self.text if same else seen.splice(seen_splices) if seen_splices else seen

    def _take(self, change: Change, splices: Iterable[Splice]) -> None:
        """Remember whose text a change wrote over: it is shown where the change is shown."""
        if all(isinstance(item, Replaced) for item in change.operations):
            for splice in splices:
                for piece in self.text.cut(splice.span):
                    self.took.setdefault(piece.buffer, change.number)

    @cached_property
    def shown(self) -> dict[int, list[Span]]:
        """Where the buffer of each change stands in the text; an empty span for a gap it left."""
        spans: dict[int, list[Span]] = {}
        position = 0
        for buffer, start, end in self.text.slices:
            spans.setdefault(buffer, []).append(Span(position, position + end - start))
            position += end - start
        return spans


def _by_step(changes: Sequence[Change]) -> Iterable[list[Change]]:
    groups: dict[int, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.step, []).append(change)
    return [groups[step] for step in sorted(groups)]


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


class Recorder:
    """The log in the making: takes the edits of one filter after another and holds the text as it stands."""

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

    def log(self, filters: Sequence[str], *, encoding: str, failures: Sequence[Failure]) -> Log:
        """Close the record."""
        original = Fingerprint.of(self.original)
        output = Fingerprint.of(self.text) if self.changes else original
        return Log(original, output, filters, self.changes, encoding=encoding, failures=failures)
