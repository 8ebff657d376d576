"""How near an output is to the truth: character error rate, blocks, and the breaks between them.

Both texts are compared as lists of blocks, so that one empty line more or less is no error, and a break counts as one character.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

CONTEXT = 6
"""Characters on either side by which a break is known."""


class Measure(NamedTuple):
    """Counts of one pair of texts; the rates are read off them, and pairs add up.

    `errors` is the Levenshtein distance in code points, breaks included; `characters` the length of the truth.
    `right` counts blocks of the truth that the output has to the character, in any order; a break is right if both texts
    have it between the same characters.
    """

    errors: int
    characters: int
    right: int
    blocks: int
    breaks_found: int
    breaks_right: int
    breaks_true: int

    @property
    def cer(self) -> float:
        """Character error rate: errors per character of the truth; 0 for two empty texts."""
        return self.errors / self.characters if self.characters else float(bool(self.errors))

    @property
    def blocks_right(self) -> float:
        """Share of the truth's blocks that are right to the character."""
        return self.right / self.blocks if self.blocks else 1.0

    @property
    def break_precision(self) -> float:
        """Share of the output's breaks that are true."""
        return self.breaks_right / self.breaks_found if self.breaks_found else 1.0

    @property
    def break_recall(self) -> float:
        """Share of the true breaks that the output has."""
        return self.breaks_right / self.breaks_true if self.breaks_true else 1.0

    def plus(self, other: Measure) -> Measure:
        """Add the counts of another pair."""
        return Measure(*(a + b for a, b in zip(self, other, strict=True)))


def measure(output: str, truth: str) -> Measure:
    """Measure an output against its truth. The distance is Levenshtein's, by rapidfuzz."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _blocks(output), _blocks(truth)
    joined, expected = "\n".join(ours), "\n".join(theirs)
    mine, true = _breaks(ours), _breaks(theirs)
    return Measure(
        Levenshtein.distance(joined, expected),
        len(expected),
        (Counter(ours) & Counter(theirs)).total(),
        len(theirs),
        mine.total(),
        (mine & true).total(),
        true.total(),
    )


def _blocks(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _breaks(blocks: list[str]) -> Counter[tuple[str, str]]:
    """Name each break by the characters on both sides of it, spaces aside, so that an error elsewhere does not move it."""
    solid = ["".join(block.split()) for block in blocks]
    return Counter((above[-CONTEXT:], below[:CONTEXT]) for above, below in pairwise(solid))
