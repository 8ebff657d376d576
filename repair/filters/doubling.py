"""Runs drawn twice or more (fake bold, shadows) are set once.

To make bold type a paper's software draws a run again, a hair aside, and the extractor writes down every copy:
`次次。。持续深化持续深化`. Where one run is doubled its neighbours are, so the evidence is the zone, not the run: pairs of marks that clean text never
sets twice (，， 。。 ““), long runs, and unbroken chains of short ones. Inside a zone a pair of characters is a copy, outside it it is a word.
The first copy stays. A zone may be drawn two, three or four times, alike for all its runs.
Left alone: lawful doubles (人人, 一个个, 讨论讨论, 2022, ……, ——), digits on their own, a phrase that is said again after a comma.
Only a suggestion: a zone with little evidence, and laughter.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from repair.edit import Edit, delete, joins
from repair.filter import Filter, Stage
from repair.tandem import LONGEST, NEVER, Zone, zones

REASON = "a run drawn more than once"
WINDOW = 32
"""Code points that are looked at together, half a window apart: a doubled line has few distinct characters for its length."""
DISTINCT = 0.73
COMPRESSED = 0.72
AROUND, PORTION = 80, 8192
"""Code points read around what is suspect, and at once."""
LINE = re.compile(r"[^\n]*\S[^\n]*")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
MARK = re.compile(r"[，。；：！？、“”‘’《》（）「」『』【】,.;:!?()\"]")
WORD = re.compile(r"[^\W\d_]")
LETTERS_TWICE = re.compile(r"(?:([^\W\d_])\1){5}")
TANDEM = re.compile(r"([，。、；：！？“”‘’《》（）「」『』【】□■])\1|(\S.{3,59})\2|(?:(\S.?.?)\3){4}|(?:(\S)\4){6}")
"""What every zone has somewhere: a pair of marks, a long run, or a chain. Slow, so it only looks where a line is suspect."""
SAFE, WORTH_SAYING = 5.0, 4.0


class Doubling(Filter):
    """Deletes every copy but the first."""

    stage = Stage.MARKS

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run."""
        for start, end in _stretches(text):
            for zone in zones(text, start, end):
                evidence = _evidence(text, zone)
                if evidence < WORTH_SAYING:
                    continue
                confidence = round(1 - 0.5 / (1 + evidence), 3)
                for run in zone.runs:
                    copies = (run.start + run.length, run.end)
                    if not any(joins(text, position) for position in (run.start, *copies)):
                        yield delete(copies, reason=REASON, safe=evidence >= SAFE, confidence=confidence)


def _evidence(text: str, zone: Zone) -> float:
    """Weigh a zone. A run drawn twice that stands alone must be longer, and free of marks: clauses are said again on purpose."""
    runs = [text[run.start : run.start + run.length] for run in zone.runs]
    if len(runs) == 1 and zone.runs[0].copies == 2 and runs[0] not in NEVER:
        return 0.0 if MARK.search(runs[0]) else _weight(runs[0]) if len(runs[0]) > 7 else min(_weight(runs[0]), 4.5)
    return sum(map(_weight, runs))


def _weight(run: str) -> float:
    """Weigh what one run adds to the evidence for its zone."""
    if run in NEVER:
        return 3.0
    letters: float = len(WORD.findall(run)) if len(set(run)) > 1 else min(len(run), 1)
    if not HAN.search(run):
        letters /= 2  # a Latin word of four letters says as much as two characters
    if MARK.search(run) and len(run) < 20:
        letters = min(letters, 1)
    return 5.0 if letters >= 6 else 3.0 if letters >= 4 else 1.5 if letters >= 2 else letters


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Find stretches that may hold a zone, cheaply: what is suspect, with some text around it, in portions of bounded size."""
    start = end = -1
    for low, high in _suspects(text):
        if start >= 0 and low - AROUND <= end:
            end = min(len(text), high + AROUND)
            continue
        if start >= 0:
            yield from _portions(text, start, end)
        start, end = max(0, low - AROUND), min(len(text), high + AROUND)
    if start >= 0:
        yield from _portions(text, start, end)


def _portions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch where a line ends, or behind a full stop that is not one of a pair."""
    while end - start > PORTION:
        cut = text.rfind("\n", start + PORTION // 2, start + PORTION)
        if cut < 0:
            cut = text.rfind("。", start + PORTION // 2, start + PORTION)
            cut = cut + 1 if cut >= 0 and text[cut + 1] != "。" else start + PORTION
        yield start, cut
        start = cut
    yield start, end


def _suspects(text: str) -> Iterator[tuple[int, int]]:
    """List lines, and windows of long lines, that look as if they said something twice."""
    for line in LINE.finditer(text):
        body, start = line[0], line.start()
        if len(body) < 4:
            continue
        if body.isascii() or not HAN.search(body):
            if _latin_suspect(body):
                yield line.span()
            continue
        for at in range(0, max(1, len(body) - WINDOW // 2), WINDOW // 2):
            window = body[at : at + WINDOW]
            if len(set(window)) <= DISTINCT * len(window) and TANDEM.search(
                body, max(0, at - LONGEST), at + WINDOW + LONGEST
            ):
                if len(body) <= 4 * LONGEST:
                    yield line.span()
                    break
                yield start + at, start + at + len(window)


def _latin_suspect(line: str) -> bool:
    """Ask whether letters come in pairs, or whether the line packs like one that says everything twice."""
    if LETTERS_TWICE.search(line):
        return True
    raw = line.encode("utf-8", "surrogatepass")
    return len(raw) >= 24 and len(zlib.compress(raw, 1)) - 11 < COMPRESSED * len(raw)
