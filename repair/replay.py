"""Changes by place, and the replay that makes any choice of them again.

A change names the characters that it took and those it stood between, by the place each keeps for life. The replay goes filter by filter
with one splice, and follows two texts at once: what the filters *saw* when they ran, and what is *made* now; they differ as soon
as somebody chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from repair.edit import Span
from repair.errors import LogError
from repair.text import Place, Slice, Splice, Text, follows, gap_between, merged


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


class Dropped(NamedTuple):
    """A chosen change that no longer fits, and why."""

    number: int
    why: str


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
