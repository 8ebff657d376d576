"""How near an output is to the truth, and what became of it on the way: errors, blocks, breaks, edits right and wrong, harm.

Texts are compared as lists of blocks, so that one empty line more or less is no error, and a break counts as one character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from repair.align import Alignment, Gap, align
from repair.log import Log

CONTEXT = 6
"""Characters on either side by which a break is known."""
ANY = "(any)"
"""Stands for the filter where no log tells which one it was, and for what no filter saw."""


class Measure(NamedTuple):
    """Counts of one pair of texts; the rates are read off them, and pairs add up.

    `errors` is the Levenshtein distance in code points, breaks included; `characters` the length of the truth.
    `right` counts blocks of the truth that the output has to the character, in any order; a break is right if both texts
    have it between the same characters. `sound` counts the characters of the truth that the original had, `harmed` those of them
    that the output has lost, and characters it has put in besides; both are 0 where no original was given.
    """

    errors: int
    characters: int
    right: int
    blocks: int
    breaks_found: int
    breaks_right: int
    breaks_true: int
    blocks_found: int = 0
    sound: int = 0
    harmed: int = 0

    @property
    def cer(self) -> float:
        """Character error rate: errors per character of the truth; 0 for two empty texts."""
        return self.errors / self.characters if self.characters else float(bool(self.errors))

    @property
    def blocks_right(self) -> float:
        """Share of the truth's blocks that are right to the character: their recall."""
        return self.right / self.blocks if self.blocks else 1.0

    @property
    def block_f1(self) -> float:
        """Harmonic mean of the shares of the truth's blocks, and of the output's, that are right to the character."""
        return 2 * self.right / (self.blocks + self.blocks_found) if self.blocks + self.blocks_found else 1.0

    @property
    def break_precision(self) -> float:
        """Share of the output's breaks that are true."""
        return self.breaks_right / self.breaks_found if self.breaks_found else 1.0

    @property
    def break_recall(self) -> float:
        """Share of the true breaks that the output has."""
        return self.breaks_right / self.breaks_true if self.breaks_true else 1.0

    @property
    def break_f1(self) -> float:
        """Harmonic mean of the precision and the recall of breaks."""
        return 2 * self.breaks_right / (self.breaks_found + self.breaks_true) if self.breaks_true else 1.0

    @property
    def over_correction(self) -> float:
        """Share of the characters that were right, and are wrong now."""
        return self.harmed / self.sound if self.sound else 0.0

    def plus(self, other: Measure) -> Measure:
        """Add the counts of another pair."""
        return Measure(*(a + b for a, b in zip(self, other, strict=True)))


class Edits(NamedTuple):
    """How many edits of one filter were right and wrong, and how many were wanted and not made."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, other: Edits) -> Edits:
        """Add the counts of another text."""
        return Edits(*(a + b for a, b in zip(self, other, strict=True)))


class Blocks:
    """A text as its blocks with a line feed between two; positions of the text can be found in it."""

    def __init__(self, text: str) -> None:
        self.all: list[str] = []
        self._rows: list[tuple[int, int]] = []  # where a line begins in the text, and where here
        start = at = 0
        for line in text.split("\n"):
            body = line.strip()
            if body:
                self._rows.append((start + len(line) - len(line.lstrip()), at))
                self.all.append(body)
                at += len(body) + 1
            start += len(line) + 1
        self.text = "\n".join(self.all)

    def find(self, position: int) -> int:
        """Tell where a position of the text is here; what lies between two blocks is at the end of the first."""
        index = bisect_right(self._rows, (position, len(self.text))) - 1
        if index < 0:
            return 0
        start, at = self._rows[index]
        return at + min(position - start, len(self.all[index]))

    def breaks(self) -> Counter[tuple[str, str]]:
        """Name each break by the characters on both sides of it, spaces aside, so that an error elsewhere does not move it."""
        solid = ["".join(block.split()) for block in self.all]
        return Counter((above[-CONTEXT:], below[:CONTEXT]) for above, below in pairwise(solid))


def measure(output: str, truth: str, original: str | None = None) -> Measure:
    """Measure an output against its truth, and with the original its harm. The distance is Levenshtein's, by rapidfuzz."""
    ours, theirs = Blocks(output), Blocks(truth)
    found = align(ours.text, theirs.text)
    mine, true = ours.breaks(), theirs.breaks()
    sound, harmed = _harm(ours, Blocks(original), theirs, found) if original is not None else (0, 0)
    return Measure(
        found.distance,
        len(theirs.text),
        (Counter(ours.all) & Counter(theirs.all)).total(),
        len(theirs.all),
        mine.total(),
        (mine & true).total(),
        true.total(),
        len(ours.all),
        sound,
        harmed,
    )


def _harm(output: Blocks, original: Blocks, truth: Blocks, after: Alignment) -> tuple[int, int]:
    """Count characters of the truth that the original had, and those lost since, or put in; the latter block by block."""
    before = align(original.text, truth.text)
    had = bytearray(b"\1") * len(truth.text)
    for gap in before.gaps:
        had[gap.other_start : gap.other_end] = bytes(gap.other_end - gap.other_start)
    lost = sum(had.count(1, gap.other_start, gap.other_end) for gap in after.gaps)
    solid = "".join(original.all)
    extra = _extra([gap for gap in after.gaps if not _stood(output.text[gap.start : gap.end], solid)], truth)
    extra.subtract({block: count for block, count in _extra(before.gaps, truth).items() if block in extra})
    return had.count(1), lost + sum(max(0, count) for count in extra.values())


def _stood(inserted: str, original: str) -> bool:
    """Say whether what is too much is a copy that the original had as well, wherever an alignment sees it."""
    said = inserted.replace("\n", "")
    return len(said) > 2 * CONTEXT and said[: 2 * CONTEXT] in original


def _extra(gaps: Sequence[Gap], truth: Blocks) -> Counter[int]:
    """Count for each block of the truth the characters that were put into it."""
    starts = [0]
    for block in truth.all[:-1]:
        starts.append(starts[-1] + len(block) + 1)
    count: Counter[int] = Counter()
    for gap in gaps:
        count[bisect_right(starts, gap.other_start)] += max(0, gap.end - gap.start - (gap.other_end - gap.other_start))
    return count


def edits(original: str, output: str, truth: str, log: Log | None = None) -> dict[str, Edits]:
    """Judge edits, by filter where a log tells: right, where what they wrote and its neighbours are as in the truth, else wrong.

    Missed is what is still wrong where no edit was made; it counts under the filter that has suggested something there.
    """
    ours = Blocks(output)
    faults = align(ours.text, Blocks(truth).text).faults()
    made, suggested = (_changes(log, ours), _suggestions(log, ours)) if log else (_differences(original, ours), [])
    found: Counter[tuple[str, int]] = Counter()
    touched: set[int] = set()
    for name, start, end in made:
        wrong = faults.within(start, end)
        found[name, bool(wrong)] += 1
        touched.update(wrong)
    missed = dict.fromkeys(set(range(len(faults))) - touched, ANY)
    for name, start, end in suggested:
        missed.update((fault, name) for fault in faults.within(start, end) if fault in missed)
    left = Counter(missed.values())
    names = sorted({name for name, _ in found} | set(left))
    return {name: Edits(found[name, 0], found[name, 1], left[name]) for name in names}


Placed = tuple[str, int, int]


def _changes(log: Log, output: Blocks) -> Iterator[Placed]:
    for change in log.made:
        spans = log.target(change)
        if spans:
            yield change.filter, output.find(spans[0].start), output.find(spans[-1].end)


def _suggestions(log: Log, output: Blocks) -> Iterator[Placed]:
    for change in log.suggestions:
        for start, end in log.target(change):
            yield change.filter, output.find(start), output.find(end)


def _differences(original: str, output: Blocks) -> Iterator[Placed]:
    for gap in align(output.text, Blocks(original).text).gaps:
        yield ANY, gap.start, gap.end
