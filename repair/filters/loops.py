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
LONGEST, PART = 400, 2000
"""Longest period, and how much of a very long line is judged at once."""
ASCII_PERIOD = 24
"""Shortest period of Latin text: a word or two may be said again and again in a song."""
SHORT = 8
"""Periods below this must be said five times: a slogan of six characters may well be said thrice."""
SURE_TWICE, DOUBTFUL_TWICE = 24, 14
"""Periods said only twice: from so many code points they are a loop, or may be one."""


class Loops(Filter):
    """Deletes all copies of a looping phrase but the first."""

    stage = Stage.BLOCKS

    def applies(self, text: str) -> bool:
        """A loop says a clause again, or goes on without a mark; both are looked for line by line."""
        return next(_places(text), None) is not None

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each loop."""
        for low, high in _places(text):
            part = text[low:high]
            for start, end, period in _loops(part):
                times = (end - start + 1) / period
                if times < 2.9 and period < DOUBTFUL_TWICE:
                    continue
                unit = part[start : start + period]
                if (period < ASCII_PERIOD and unit.isascii()) or "！" in unit or (period < SHORT and times < 5):
                    continue
                span = _extra(part, start, end, period)
                span = (low + span[0], low + span[1])
                if span[0] < span[1] and not joins(text, span[0]) and not joins(text, span[1]):
                    safe = times >= 2.9 or period >= SURE_TWICE
                    yield delete(span, reason=REASON, safe=safe, confidence=0.98 if times >= 2.9 else 0.8)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """List the lines, or parts of very long lines, that may hold a loop."""
    for line in LINE.finditer(text):
        start = end = -1
        for at in range(line.start(), max(line.start() + 1, line.end() - PART // 2), PART // 2):
            if _suspect(text[at : min(at + PART, line.end())]):
                if start < 0:
                    start = at
                end = min(at + PART, line.end())
            elif start >= 0:
                yield start, end
                start = -1
        if start >= 0:
            yield start, end


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
    older: dict[str, int] = {}
    at = 0
    while at + GRAM <= len(line):
        if len(last) > 4 * LONGEST:  # what is farther back than a period is of no use, and a line may be very long
            last, older = {}, last
        gram = line[at : at + GRAM]
        before = last.get(gram, older.get(gram))
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
            last, older = {}, {}
            at = end
        else:
            at += 1


def _extra(part: str, start: int, end: int, period: int) -> tuple[int, int]:
    """Choose what to delete: whole periods, and a tail that was cut; the mark that closes the last copy stays."""
    first = start + period
    if end < len(part) and CLAUSE.match(part, end) and CLAUSE.match(part, first - 1):
        whole = (end + 1 - start) // period  # the last copy differs in its mark alone
        return end - (whole - 1) * period, end
    if end == len(part):
        return first - bool(CLAUSE.match(part, first - 1) and not CLAUSE.match(part, end - 1)), end
    whole = (end - start) // period
    return first, first + (whole - 1) * period
