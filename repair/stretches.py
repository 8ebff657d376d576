"""Where to look for copies: cheap questions asked of every line, so that the slow search reads little.

A doubled line has few distinct characters for its length; a line may also say just what the one before it said, or the end of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from repair.layout import HAN, IDEOGRAPH
from repair.survey import Survey, survey
from repair.tandem import LONGEST, NEVER

WINDOWS = ((32, 0.73), (80, 0.58))
"""Code points that are looked at together, half a window apart, and the share of distinct ones from which they are suspect."""
COMPRESSED = 0.72
"""Share of packed bytes from which a Latin line is suspect."""
AROUND, PORTION = 80, 8192
"""Code points read around what is suspect, and at once."""
LETTERS_TWICE = re.compile(r"(?:([^\W\d_])\1){5}")
PAIRS = re.compile(r"([，。、；：！？“”‘’《》（）「」『』【】□■])\1|(?:(\S.?.?)\2){4}|(?:(\S)\3){6}|(?:(\S)\4\4){4}")
"""What every zone has somewhere, if not a long run: a pair of marks, or a chain."""


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Find stretches that may hold a zone, cheaply: what is suspect, with some text around it, in portions of bounded size."""
    start = end = -1
    for low, high in sorted(_suspects(text)):
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
    found = survey(text)
    starts, ends = found.bounds
    begin, end = starts.tolist(), ends.tolist()
    for at in _copied(found):
        yield begin[at - 1], end[at]
    for at in found.lines_with(found.tandems):
        body, start = found.lines[at], begin[at]
        for low, high in _windows(body) if IDEOGRAPH.search(body) else ():
            part = body[max(0, low - LONGEST) : high + LONGEST]
            if PAIRS.search(part) or _long_run(part):
                if len(body) <= 4 * LONGEST:
                    yield start, end[at]
                    break
                yield start + low, start + high
    for at in found.lines_without(HAN):
        if len(found.lines[at]) > 3 and _latin_suspect(found.lines[at]):
            yield begin[at], end[at]


def _copied(found: Survey) -> Iterator[int]:
    """List the lines that begin or end the line above, or the other way round, and those that begin with the mark which ends that."""
    yield from found.copies
    starts, ends = found.bounds
    first, last = found.codes[starts[1:]], found.codes[ends[:-1] - 1]
    for at in (first == last).nonzero()[0].tolist() if found.plain else range(len(found.lines) - 1):
        above, below = found.lines[at].strip(), found.lines[at + 1].strip()
        if above and below and above[-1] == below[0] and below[0] in NEVER:
            yield at + 1


def _windows(body: str) -> Iterator[tuple[int, int]]:
    """List the windows of a line that have few distinct characters."""
    for size, distinct in WINDOWS:
        for at in range(0, max(1, len(body) - size // 2), size // 2):
            window = body[at : at + size]
            if len(set(window)) <= distinct * len(window):
                yield at, at + len(window)


def _long_run(part: str) -> bool:
    """Say whether a run of four characters or more is said twice on end."""
    last: dict[str, int] = {}
    for at in range(len(part) - 3):
        gram = part[at : at + 4]
        before = last.get(gram)
        if before is not None and part.startswith(part[before:at], at):
            return True
        last[gram] = at
    return False


def _latin_suspect(line: str) -> bool:
    """Ask whether letters come in pairs, or whether the line packs like one that says everything twice."""
    if LETTERS_TWICE.search(line):
        return True
    raw = line.encode("utf-8", "surrogatepass")
    return len(raw) >= 24 and len(zlib.compress(raw, 1)) - 11 < COMPRESSED * len(raw)
