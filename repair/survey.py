"""What a text holds, found in a few scans at the speed of C: what the gates of filters ask, so that clean text costs next to nothing.

Positions are code points. A survey is made once for a text and answers all filters; each answer is worked out when it is first asked for. It
says where something may be, never what to do there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from repair.layout import TERMINAL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint16]
    Grams = NDArray[np.uint32]
    Places = NDArray[np.intp]
    Table = NDArray[np.bool_]

Answer = TypeVar("Answer")

PLANE, BEYOND = 1 << 16, 0xFFFF
"""Code points of the first plane, and what stands for all others; it is no character of its own."""
BLOCK = 1 << 16
"""Code points that are looked at together, so that what is worked out stays in the cache of the processor."""
EXACT, NEAR, LONGEST = 12, 64, 401
"""Periods of tandem repeats: below the first every place is looked at, below the second every fourth, below the last every 32nd."""
GRAM, AFFIX = 8, 3
"""Code points that must be alike for a longer period to be suspect; and of lines for one to be part of the other."""
CHAIN = 18
"""Code points in which four short tandem repeats make a chain."""
NEVER_TWICE = "[，。、；：！？“”‘’《》（）「」『』【】□■]"
ENDS, CLOSES = r"[。！？!?…；;：:.—～~]", r"[”’」』）》〉】)\]\"']"
SPACE = r"\s"


class Survey:
    """One text, and what was found in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._answers: dict[Callable[[Survey], Any], Any] = {}

    def ask(self, question: Callable[[Survey], Answer]) -> Answer:
        """Give a filter's own answer, worked out once: its gate asks, and then its edits."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

    @cached_property
    def codes(self) -> Codes:
        """The code points, those beyond the first plane all alike."""
        import numpy as np

        data = self.text.encode("utf-16-le", "surrogatepass")
        if len(data) == 2 * len(self.text):
            return np.frombuffer(data, np.uint16)
        wide = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return np.minimum(wide, BEYOND).astype(np.uint16)

    @cached_property
    def present(self) -> Table:
        """Which code points occur, each its own cell."""
        import numpy as np

        found = np.zeros(PLANE, np.bool_)
        found[self.codes] = True
        return found

    def has(self, chars: Places) -> bool:
        """Say whether one of some code points (see `codes_of`) occurs; the higher planes are taken for one."""
        return bool(self.present[chars].any())

    def runs(self, chars: Places) -> Iterator[tuple[int, int]]:
        """List the stretches that consist of some code points (see `codes_of`)."""
        import numpy as np

        table = np.zeros(PLANE, np.bool_)
        table[chars] = True
        places = table[self.codes].nonzero()[0]
        for run in np.split(places, (places[1:] - places[:-1] > 1).nonzero()[0] + 1) if len(places) else ():
            yield int(run[0]), int(run[-1]) + 1

    def where(self, char: str) -> Places:
        """List the places of one character of the first plane."""
        found: Places = (self.codes == ord(char)).nonzero()[0]
        return found

    def which(self, pattern: str) -> Places:
        """List the places of characters that match a pattern."""
        found: Places = table(pattern)[self.codes].nonzero()[0]
        return found

    def among(self, places: Places, pattern: str, step: int) -> Table:
        """Say of each place whether the character `step` behind it matches a pattern; beyond the text there is none."""
        import numpy as np

        at = places + step
        inside = (at >= 0) & (at < len(self.codes))
        return inside & table(pattern)[self.codes[np.where(inside, at, 0)]]

    def together(self, left: str, right: str) -> int:
        """Count the places where a character that matches one pattern stands before one that matches another."""
        return int((table(left)[self.codes[:-1]] & table(right)[self.codes[1:]]).sum())

    @cached_property
    def bounds(self) -> tuple[Places, Places]:
        """Where the lines that are not empty begin and end."""
        import numpy as np

        breaks = self.where("\n")
        starts, ends = np.append(0, breaks + 1), np.append(breaks, len(self.codes))
        kept = ends > starts
        return starts[kept], ends[kept]

    def lines_with(self, places: Places) -> list[int]:
        """List the numbers, from 0, of the lines that some places stand in; empty lines do not count."""
        starts, ends = self.bounds
        numbers = starts.searchsorted(places, "right") - 1
        numbers = numbers[numbers >= 0]
        if len(numbers) < len(places):
            places = places[len(places) - len(numbers) :]
        return sorted({*numbers[places < ends[numbers]].tolist()})

    def lines_without(self, pattern: str) -> list[int]:
        """Number the lines in which no character matches a pattern."""
        import numpy as np

        if not self.lines:
            return []
        found = np.logical_or.reduceat(table(pattern)[self.codes], self.bounds[0])
        numbers: list[int] = (~found).nonzero()[0].tolist()
        return numbers

    @cached_property
    def lines(self) -> list[str]:
        """The lines that are not empty, as they stand."""
        return [line for line in self.text.split("\n") if line]

    @cached_property
    def plain(self) -> bool:
        """Whether no line begins or ends with white space, or is made of it."""
        starts, ends = self.bounds
        space = table(SPACE)
        return not (space[self.codes[starts]].any() or space[self.codes[ends - 1]].any())

    @cached_property
    def parted(self) -> Table:
        """Of each line but the first whether an empty line stands before it."""
        starts, ends = self.bounds
        return starts[1:] - ends[:-1] > 1

    @property
    def single(self) -> bool:
        """Whether an empty line stands between any two lines."""
        return bool(self.parted.all())

    @cached_property
    def repeated(self) -> bool:
        """Whether a line stands twice, white space around it aside."""
        lines = self.lines if self.plain else [line.strip() for line in self.lines]
        return len(set(lines)) < len(lines)

    @cached_property
    def unended(self) -> list[int]:
        """The numbers of the lines that do not close with the end of a sentence."""
        last = self.codes[self.bounds[1] - 1]
        ended, closed = table(ENDS)[last], table(CLOSES)[last]
        open_ = (~ended).nonzero()[0].tolist()
        return [at for at in open_ if not closed[at] or not TERMINAL.search(self.lines[at])]

    @cached_property
    def copies(self) -> list[int]:
        """The numbers of lines that begin or end the line above them, or the other way round; white space around lines aside."""
        lines = self.lines
        if not self.plain:
            numbers: Iterable[int] = range(1, len(lines))
        else:
            starts, ends = self.bounds
            short = ends - starts < AFFIX
            first, last = (self._ends_alike(at, step) for at, step in ((starts, 1), (ends - 1, -1)))
            numbers = ((first | last | short[1:] | short[:-1]).nonzero()[0] + 1).tolist()
        found = []
        for at in numbers:
            above, below = lines[at - 1].strip(), lines[at].strip()
            if above and (
                above.startswith(below) or below.startswith(above) or above.endswith(below) or below.endswith(above)
            ):
                found.append(at)
        return found

    def _ends_alike(self, places: Places, step: int) -> Table:
        """Say of each line but the first whether it has the same characters as the one above from a place on."""
        import numpy as np

        chars = self.codes.take(places[:, None] + step * np.arange(AFFIX), mode="clip")
        found: Table = (chars[1:] == chars[:-1]).all(axis=1)
        return found

    @property
    def tandems(self) -> Places:
        """Places about which a text says again what it said just before: in a period of 4 to 63, or in a chain of shorter ones."""
        return self._tandems[0]

    @property
    def far_tandems(self) -> Places:
        """The same, of periods of 64 to 400."""
        return self._tandems[1]

    @cached_property
    def _tandems(self) -> tuple[Places, Places]:
        import numpy as np

        near, far = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
        for start in range(0, len(self.codes), BLOCK):
            codes = self.codes[start : start + BLOCK + 2 * LONGEST]
            wide = codes.astype(np.uint32)
            pair = wide[:-1] * np.uint32(40503) + wide[1:]
            four = pair[:-2] * np.uint32(2654435761) + pair[2:]
            eight = four[:-4] * np.uint32(2246822519) + four[4:]
            close = (*_chains(codes), *_close(four), _recurring(eight, 4, EXACT, NEAR))
            near += [places + start for places in close]
            far.append(_recurring(eight, 32, NEAR, LONGEST) + start)
        return np.unique(np.concatenate(near)), np.concatenate(far)


def _close(four: Grams) -> Iterator[Places]:
    """Find tandem repeats of short periods: what stands again one period later at both ends of a run."""
    import numpy as np

    for period in range(4, min(EXACT, len(four))):
        at = (four[:-period] == four[period:]).nonzero()[0]
        again = np.minimum(at + max(0, period - 5), len(four) - period - 1)
        yield at[four[again] == four[again + period]]


def _chains(codes: Codes) -> Iterator[Places]:
    """Find marks that stand twice, and four tandem repeats of one, two or three characters close together."""
    import numpy as np

    one, two, three = (codes[step:] == codes[:-step] for step in (1, 2, 3))
    alike = one.nonzero()[0]
    yield alike[table(NEVER_TWICE)[codes[alike]]]
    twos = two[:-1].nonzero()[0]
    threes = three[:-2].nonzero()[0]
    every = np.concatenate([alike, twos[two[twos + 1]], threes[three[threes + 1] & three[threes + 2]]])
    every.sort()
    yield every[:-3][every[3:] - every[:-3] <= CHAIN]


def _recurring(grams: Grams, stride: int, first: int, stop: int) -> Places:
    """Find tandem repeats of longer periods: every `stride`th place whose gram stands again `first` to `stop` later, and so at its other end.

    All periods are tried at once, by their rest and quotient after division by the stride.
    """
    import numpy as np

    rows, multiples = len(grams) // stride, stop // stride + 1
    if rows * stride <= first:
        return np.zeros(0, np.intp)
    padded = np.arange((rows + multiples) * stride, dtype=np.uint32)
    padded *= np.uint32(2654435761)  # behind the text nothing recurs
    padded[: len(grams)] = grams[: len(padded)]
    phases = np.ascontiguousarray(padded.reshape(-1, stride).T)
    least, step = first // stride, phases.itemsize
    shape, strides = (stride, multiples - least, rows), (phases.strides[0], step, step)
    later = np.lib.stride_tricks.as_strided(phases[:, least:], shape, strides, writeable=False)
    same = later == phases[0, :rows]
    some = np.bitwise_or.reduce(same.reshape(-1, rows), axis=0).nonzero()[0]
    rest, multiple, row = same[:, :, some].nonzero()
    period, at = (multiple + least) * stride + rest, some[row] * stride
    inside = np.minimum(at + np.maximum(0, period - stride - GRAM), len(grams) - 1)
    other = np.minimum(inside + period, len(grams) - 1)
    return np.unique(at[grams[inside] == grams[other]])


@cache
def _plane() -> str:
    return "".join(map(chr, range(PLANE)))


@cache
def table(pattern: str) -> Table:
    """Say of each character of the first plane whether it matches a pattern; the others are ideographs."""
    import numpy as np

    found = np.zeros(PLANE, np.bool_)
    found[[match.start() for match in re.finditer(pattern, _plane())]] = True
    found[BEYOND] = re.match(pattern, "\U00020000") is not None
    return found


def codes_of(chars: Iterable[str]) -> Places:
    """Give the cells of characters, to ask `Survey.has` for."""
    import numpy as np

    return np.unique(np.array([min(ord(char), BEYOND) for char in chars], np.intp))


_last = Survey("")


def survey(text: str) -> Survey:
    """Give the survey of a text; the one made last is kept, for all filters ask for the same."""
    global _last
    found = _last
    if found.text is not text:
        found = _last = Survey(text)
    return found
