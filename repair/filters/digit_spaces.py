"""Stray spaces between an ideograph and a digit go, where the text itself mostly sets none.

A PDF changes font between 月 and 30, and the extractor sees a space: `6月 30日`, `共建成 6 种`. Evidence: elsewhere the same text sets
digits close, and the space stands in running text.
Left alone: a text that spaces its digits as a habit; headings, bylines and tables, where a space parts phrases; the number of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, delete
from repair.filter import Filter, Stage
from repair.layout import BULLET, CELLS, HAN
from repair.survey import survey

REASON = "a space at a digit, where this text sets none"
SPACED = re.compile(f"(?<={HAN}) (?=[0-9])|(?<=[0-9%]) (?={HAN})")
CLOSE = re.compile(f"{HAN}(?=[0-9])|[0-9](?={HAN})")
PROSE = re.compile("[，。；、]")
NUMBER = re.compile(r"\s*[（(]?\d{1,3}(?:\.\d+)*[）)]? (?![年月日时点])")
FIGURES = re.compile(r"[\d.:：—–~～/年月日-]{4,40}$")
DATELINE = re.compile("[讯电訊電] $")
LABEL = 40
"""Code points at the beginning of a line in which the mark of a list ends."""
HABIT = 0.7
"""Share of spaced boundaries from which the spaces are taken for the style of the house."""


class DigitSpaces(Filter):
    """Deletes spaces between ideographs and digits."""

    stage = Stage.TEXT

    def applies(self, text: str) -> bool:
        """Look for one such space."""
        found = survey(text)
        spaces = found.where(" ")
        before, after = (found.among(spaces, HAN, step) for step in (-1, 1))
        digits = found.among(spaces, "[0-9]", 1), found.among(spaces, "[0-9%]", -1)
        return bool((before & digits[0] | after & digits[1]).any())

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each space."""
        found = [match.start() for match in SPACED.finditer(text)]
        if not found or len(found) >= HABIT * (len(found) + len(CLOSE.findall(text))):
            return
        start = end = -1
        running, mark = False, 0
        for at in found:
            if at > end:  # the next line
                start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
                end = end if end >= 0 else len(text)
                running = PROSE.search(text, start, end) is not None and not CELLS.search(text, start, end)
                mark = _mark(text[start : min(end, start + LABEL)])
            figures = at - start > 3 and text[at + 1] not in "年月日时点" and FIGURES.match(text, start, at)
            # a list mark before it; a time, a year, a postcode in the first column; a dateline
            if running and at - start != mark and not figures and not DATELINE.search(text, max(start, at - 1), at + 1):
                yield delete((at, at + 1), reason=REASON, confidence=0.98)


def _mark(line: str) -> int:
    """Tell where the mark of a list ends at the beginning of a line, without the space behind it; -1 if there is none."""
    mark = BULLET.match(line.lstrip()) or NUMBER.match(line)
    return len(line) - len(line.lstrip()) + len(mark[0].strip()) if mark else -1
