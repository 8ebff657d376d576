"""A phrase that loops inside a sentence is said once, with the closing mark of its last copy.

Page models get caught in a phrase: `赴清水河县开展调研，赴清水河县开展调研，赴清水河县开展调研。`, sometimes a thousand times over,
and stop in the middle of a copy, or drift: later copies have other letters here and there. Evidence: one period, of six characters or more,
that fills a stretch at least three times; or twice, if it is long.
Left alone: slogans and songs (…！…！), a clause said twice, parallel clauses, one-word refrains, rows of one character.
Only a suggestion: a middling clause that is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from repair.edit import Edit, delete, joins
from repair.filter import Filter, Stage
from repair.layout import IDEOGRAPH
from repair.survey import survey

REASON = "a phrase that loops"
DRIFT = "a phrase that loops, and drifts"
CLAUSE = re.compile("[，。；！？、,;!?：:]")
SHORTEST = 12
"""Code points of the shortest line that may hold one."""
GRAM = 6
"""Shortest period, in code points, and the length of the grams that find it."""
LONGEST, PART = 400, 2000
"""Longest period, and how much of a very long line is judged at once."""
ASCII_PERIOD = 24
"""Shortest period of Latin text: a word or two may be said again and again in a song."""
SHORT, SAID = 10, 8
"""Periods below this must be said five times, or eight with a mark: votes are cast, and prayers said, one after another."""
PER_DRIFT = 6
"""Of so many characters of a copy one may differ, if none of them makes another sense."""
SENSE = re.compile("[0-9一二三四五六七八九十百千万亿两零第每不没未无非莫别否上下左右前后东西南北内外大小多少增减正副]")
SURE_TWICE, DOUBTFUL_TWICE = 24, 12
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
            part, done = text[low:high], 0
            for start, end, period in _loops(part):
                unit = part[start : start + period]
                whole = end - (end - start) % period
                last = (
                    _drift(part, whole, unit, end - start >= 3 * period - 1)
                    if end - start >= 2 * period and period >= SHORT
                    else 0
                )
                if last - whole < 2 * period - 2 and end - start < 3 * period:
                    last = 0  # two equal copies, and another that differs, are a list
                times = (max(end, last) - start + 1) / period
                if start < done or (times < 2.9 and period < DOUBTFUL_TWICE):
                    continue
                if "！" in unit or (len(IDEOGRAPH.findall(unit)) < 3 and period < ASCII_PERIOD):
                    continue
                if period < SHORT and times < (SAID if CLAUSE.search(unit) else 5):
                    continue
                drifts = last > end
                first, stop = _drifted(part, start + period, last) if drifts else _extra(part, start, end, period)
                span = (low + first, low + stop)
                if first < stop and not joins(text, span[0]) and not joins(text, span[1]):
                    safe, confidence = times >= 2.9 or period >= SURE_TWICE, 0.98 if times >= 2.9 else 0.8
                    reason, confidence = (DRIFT, 0.9) if drifts else (REASON, confidence)
                    yield delete(span, reason=reason, safe=safe, confidence=confidence)
                    done = stop


def _places(text: str) -> Iterator[tuple[int, int]]:
    """List the lines, or parts of very long lines, that may hold a loop."""
    found = survey(text)
    starts, ends = found.bounds
    for line in sorted({*found.lines_with(found.tandems), *found.lines_with(found.far_tandems)}):
        first, last = int(starts[line]), int(ends[line])
        if last - first < SHORTEST:
            continue
        start = end = -1
        for at in range(first, max(first + 1, last - PART // 2), PART // 2):
            if _suspect(text[at : min(at + PART, last)]):
                if start < 0:
                    start = at
                end = min(at + PART, last)
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


def _drift(part: str, at: int, unit: str, sure: bool) -> int:
    """Follow a loop behind its equal copies, through copies that differ in a few letters; return where it ends.

    Where two equal copies alone say that it is one, a copy that makes another sense is none.
    """
    from rapidfuzz.distance import Levenshtein

    most = max(1, len(unit) // PER_DRIFT)
    while True:
        near = [part[at : at + size] for size in (len(unit), len(unit) - 1, len(unit) + 1)]
        best = min(near, key=lambda copy: Levenshtein.distance(copy[:-1], unit[:-1]))
        steps = [step for step in Levenshtein.opcodes(best, unit) if step.tag != "equal"]
        said = "".join([best[step.src_start : step.src_end] + unit[step.dest_start : step.dest_end] for step in steps])
        closed = CLAUSE.match(unit[-1]) is not None and CLAUSE.match(best[-1:]) is not None
        apart = Levenshtein.distance(best, unit) - (closed and best[-1] != unit[-1])
        if len(best) < GRAM or apart > most or (not sure and SENSE.search(said)):
            break
        at += len(best)
    rest = part[at:]
    return len(part) if rest and unit.startswith(rest) else at


def _drifted(part: str, first: int, last: int) -> tuple[int, int]:
    """Choose what to delete of a loop that drifted: all but the first copy and the mark that closes the last."""
    closed = CLAUSE.match(part, first - 1) is not None
    if closed and CLAUSE.match(part, last - 1):
        return first - 1, last - 1
    return first - closed * (last == len(part)), last


def _extra(part: str, start: int, end: int, period: int) -> tuple[int, int]:
    """Choose what to delete: whole periods, and a tail that was cut; the mark that closes the last copy stays."""
    inside = CLAUSE.search(part, start, start + period)
    if end == len(part) and inside and start and not CLAUSE.match(part, start - 1):
        start = inside.end()  # what stands before the loop happens to end like it
    first = start + period
    if end < len(part) and CLAUSE.match(part, end) and CLAUSE.match(part, first - 1):
        whole = (end + 1 - start) // period  # the last copy differs in its mark alone
        return end - (whole - 1) * period, end
    if end == len(part):
        return first - bool(CLAUSE.match(part, first - 1) and not CLAUSE.match(part, end - 1)), end
    whole = (end - start) // period
    return first, first + (whole - 1) * period
