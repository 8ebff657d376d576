"""A phrase that loops inside a sentence is said once, with the closing mark of its last copy.

Page models get caught in a phrase: `赴清水河县开展调研，赴清水河县开展调研，赴清水河县开展调研。`, sometimes a thousand times over,
and stop in the middle of a copy. Evidence: one period, of six characters or more, that fills a stretch at least three times; or twice, if it is long.
Left alone: slogans and songs (…！…！), a clause said twice, parallel clauses, one-word refrains, rows of one character.
Only a suggestion: a middling clause that is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from repair.edit import Edit, delete, joins
from repair.filter import Filter, Stage

REASON = "a phrase that loops"
LINE = re.compile(r"[^\n]{12,}")
CLAUSE = re.compile("[，。；！？、,;!?：:]")
GRAM = 6
"""Shortest period, in code points, and the length of the grams that find it."""
LONGEST = 400
ASCII_PERIOD = 24
"""Shortest period of Latin text: a word or two may be said again and again in a song."""
SURE_TWICE, DOUBTFUL_TWICE = 24, 14
"""Periods said only twice: from so many code points they are a loop, or may be one."""


class Loops(Filter):
    """Deletes all copies of a looping phrase but the first."""

    stage = Stage.BLOCKS

    def applies(self, text: str) -> bool:
        """A loop says a clause again, or goes on without a mark; both are looked for line by line."""
        return any(_suspect(line[0]) for line in LINE.finditer(text))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each loop."""
        for line in LINE.finditer(text):
            if not _suspect(line[0]):
                continue
            for start, end, period in _loops(line[0]):
                start, end = line.start() + start, line.start() + end
                times = (end - start + 1) / period
                unit = line[0][start - line.start() :][:period]
                if (times < 2.9 and period < DOUBTFUL_TWICE) or (unit.isascii() and period < ASCII_PERIOD):
                    continue
                span = _extra(text, start, end, period, line.end())
                if not joins(text, span[0]) and not joins(text, span[1]):
                    safe = times >= 2.9 or period >= SURE_TWICE
                    yield delete(span, reason=REASON, safe=safe, confidence=0.98 if times >= 2.9 else 0.8)


def _suspect(line: str) -> bool:
    """Say whether a clause ends as the next one reads, or the line has very few different characters for its length."""
    if len(set(line)) < 0.4 * min(len(line), 120):
        return True
    clauses = CLAUSE.split(line)
    return any(len(after) >= GRAM - 1 and before.endswith(after) for before, after in pairwise(clauses)) or (
        len(clauses) > 4 and len(set(clauses)) < 0.7 * len(clauses)
    )


def _loops(line: str) -> Iterator[tuple[int, int, int]]:
    """Find stretches with one period: start, end and period. Each gram is held against its last place only: linear."""
    last: dict[str, int] = {}
    at = 0
    while at + GRAM <= len(line):
        gram = line[at : at + GRAM]
        before = last.get(gram)
        last[gram] = at
        if before is None or not GRAM <= at - before <= LONGEST or len(set(line[before:at])) < 3:
            at += 1
            continue
        period = at - before
        end = at + GRAM
        while end < len(line) and line[end] == line[end - period]:
            end += 1
        start = before
        while start > 0 and line[start - 1] == line[start - 1 + period]:
            start -= 1
        if end - start + 1 >= 2 * period:
            yield start, end, period
            last.clear()
            at = end
        else:
            at += 1


def _extra(text: str, start: int, end: int, period: int, line_end: int) -> tuple[int, int]:
    """Choose what to delete: whole periods, and a tail that was cut; the mark that closes the last copy stays."""
    first = start + period
    if end < line_end and CLAUSE.match(text, end) and CLAUSE.match(text, first - 1):
        whole = (end + 1 - start) // period  # the last copy differs in its mark alone
        return end + 1 - (whole - 1) * period - 1, end
    if end == line_end:
        return first - bool(CLAUSE.match(text, first - 1) and not CLAUSE.match(text, end - 1)), end
    whole = (end - start) // period
    return first, first + (whole - 1) * period
