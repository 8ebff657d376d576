"""A line drawn again, whole or in part, on a line of its own beside it or behind the page, goes.

Where fake bold overlaps, extractors sort the copies into lines of their own: the line without its first character, the run that it begins
or ends with; type drawn last comes behind the page. Evidence: a line is the beginning or the end of the one next to it, and the page shows
doubled marks near it, or several such pairs that differ by one character; or both phrases of a headline stand around it, or it opens the
page twice; or the page ends on lines that stand on it before, in the same order, many of them cut in mid-sentence.
Left alone: a title and its short form, refrains, items that share their ends, one pair alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from repair.edit import Edit, delete, joins
from repair.filter import Filter, Stage
from repair.layout import HAN, LINE, PROSE
from repair.survey import survey
from repair.tandem import NEVER

BESIDE = "a line that is part of the one next to it, drawn again"
BEHIND = "lines of the page, drawn again behind it"
HEAD = "a headline in two phrases, drawn again"
FRAMED = "a phrase of the line next to it, drawn again"
SPACE = "a space drawn more than once"
SPACES = re.compile(r"(?<=\S) +(?=\S)")
PAIR = re.compile(f"([{''.join(sorted(NEVER - set('□■！？')))}])\\1")
HEADLINE = re.compile(f"{HAN}{{6}}")
CUT = re.compile(f"{HAN}$")
SHORTEST = 4
"""Code points that the part must have."""
NEAR, PAIRS = 400, 3
"""Code points around a line in which doubled marks count, and how many show that type was drawn twice there."""
ENOUGH, BEHIND_ENOUGH = 40, 80
"""Code points that lines less one character, and lines behind a page, must have between them; a chorus has fewer."""


class CopiedLines(Filter):
    """Deletes lines that say no more than another line of the page."""

    stage = Stage.COPIES

    def applies(self, text: str) -> bool:
        """Look for a line that stands twice, or that is part of the one next to it."""
        return survey(text).repeated or bool(survey(text).copies)

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each line beside its own, and one for all lines behind the page; linear in the text."""
        spans = [line.span() for line in LINE.finditer(text)]
        bodies = [text[start:end].strip() for start, end in spans]
        last = _behind(bodies)
        if last < len(bodies) and not joins(text, spans[last - 1][1]):
            yield delete((spans[last - 1][1], spans[-1][1]), reason=BEHIND, confidence=0.95)
        if last > 2 and bodies[0] == bodies[1] and _headline(bodies[0]) and not joins(text, spans[1][0]):
            yield delete((spans[1][0], spans[2][0]), reason=HEAD, confidence=0.9)
        framed: set[int] = {0, 1} if last > 2 and bodies[0] == bodies[1] else set()
        drawn_twice = PAIR.search(text) is not None
        for at in range(max(framed, default=0) + 1, last - 1):
            alone = at == 1 or drawn_twice
            together = not _parted(text, spans, (at - 1, at)) and not _parted(text, spans, (at, at + 1))
            if alone and together and _framed(bodies[at - 1], bodies[at], bodies[at + 1]):
                framed |= {at - 1, at, at + 1}
                yield from _bared(text, spans[at - 1], spans[at], spans[at + 1])
        parts = [at for at in _parts(bodies[:last]) if not _parted(text, spans, at)]
        if not parts:
            return
        marks = [match.start() for match in PAIR.finditer(text)]
        less_one = {at for at in parts if abs(len(bodies[at[0]]) - len(bodies[at[1]])) == 1}
        many = len(less_one) > 1 and sum(len(bodies[at[0]]) for at in less_one) >= ENOUGH
        gone = framed
        for part, whole in parts:
            start, end = spans[part]
            drawn = bisect_left(marks, end + NEAR) - bisect_left(marks, start - NEAR) >= PAIRS
            if (drawn or (many and (part, whole) in less_one)) and whole not in gone and part not in gone:
                gone.add(part)
                span = (start, spans[part + 1][0]) if part < whole else (spans[part - 1][1], end)
                if not joins(text, span[0]) and not joins(text, span[1]):
                    yield delete(span, reason=BESIDE, confidence=0.95)


def _parts(bodies: Sequence[str]) -> Iterator[tuple[int, int]]:
    """List the lines that end the next line or begin the one before, as pairs of part and whole.

    The other way round the copies stand side by side, and that is for doubling.
    """
    for at in range(1, len(bodies)):
        above, below = bodies[at - 1], bodies[at]
        if SHORTEST <= len(above) < len(below) and below.endswith(above):
            yield at - 1, at
        elif SHORTEST <= len(below) < len(above) and above.startswith(below):
            yield at, at - 1


def _framed(above: str, line: str, below: str) -> bool:
    """Say whether a line stands between copies of its two phrases."""
    return _headline(line) and {above, below} == {*line.split()}


def _headline(line: str) -> bool:
    """Say whether a line is a headline in two phrases."""
    return len(line.split()) == 2 and all(HEADLINE.match(phrase) for phrase in line.split())


def _bared(text: str, above: tuple[int, int], line: tuple[int, int], below: tuple[int, int]) -> Iterator[Edit]:
    """Delete the lines around a line, and all but one of the spaces in it: they were drawn as often."""
    for span in ((above[0], line[0]), (line[1], below[1])):
        if not joins(text, span[0]) and not joins(text, span[1]):
            yield delete(span, reason=FRAMED, confidence=0.97)
    gap = SPACES.search(text, line[0], line[1])
    if gap and len(gap[0]) > 1:
        yield delete((gap.start() + 1, gap.end()), reason=SPACE, confidence=0.97)


def _parted(text: str, spans: Sequence[tuple[int, int]], pair: tuple[int, int]) -> bool:
    """Say whether an empty line stands between two lines."""
    return text.count("\n", spans[min(pair)][1], spans[max(pair)][0]) > 1


def _behind(bodies: Sequence[str]) -> int:
    """Find where lines begin that were drawn again behind the page; the number of lines if there are none."""
    first: dict[str, int] = {}
    copy_of = [first.setdefault(body, at) for at, body in enumerate(bodies)]
    start = len(bodies)
    while (
        start > 1 and copy_of[start - 1] < start - 1 and (start == len(bodies) or copy_of[start - 1] < copy_of[start])
    ):
        start -= 1
    tail = bodies[start:]
    cut = sum(CUT.search(body) is not None and PROSE.search(body) is not None for body in tail)
    return start if 3 * cut >= len(tail) and cut > 1 and sum(map(len, tail)) >= BEHIND_ENOUGH else len(bodies)
