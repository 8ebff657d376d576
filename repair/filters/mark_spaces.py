"""Stray spaces at full-width marks go, where the text itself mostly sets none.

A PDF changes font at a quotation mark, and the extractor sees a space: `“ 回头看” 工作`. Evidence: elsewhere the same text sets the same kind of
place close, and the space stands in running text, an ideograph on its other side. Three kinds are counted apart: inside a pair of marks and
before a mark; behind a comma; around a quotation or a title.
Left alone: a text that has such spaces as a habit; headings, bylines and tables, where a space parts phrases; what follows a label at the
beginning of a block, a number, a speaker, a dateline; a space behind a full stop, which may part more than sentences; air beside Latin words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, delete
from repair.filter import Filter, Stage
from repair.layout import CELLS, HAN
from repair.survey import survey

REASON = "a space at a mark, where this text sets none"
OPEN, CLOSE, COMMA, STOP = "“‘《（〈【「『", "”’》）〉】」』", "，、；：", "，。、；：！？"
KINDS = (
    ((f"[{OPEN}]", HAN), (HAN, f"[{CLOSE}{STOP}]")),
    ((f"[{COMMA}]", f"[{HAN[1:-1]}{OPEN}]"),),
    ((HAN, f"[{OPEN}]"), (f"[{CLOSE}]", HAN)),
)
"""What stands on both sides of a space, in each way that a kind has."""
MARK = f"[{OPEN}{CLOSE}{STOP}]"
PROSE = re.compile("[，。；、]")
LABEL = 16
"""Code points at the beginning of a block that may be a number, a speaker, a dateline: what follows a space then."""
HABIT = 0.25
"""Share of places with a space from which it is taken for the style of the house."""


class MarkSpaces(Filter):
    """Deletes spaces beside full-width marks."""

    stage = Stage.TEXT
    marks = (" ",)

    def applies(self, text: str) -> bool:
        """Look for one such space."""
        found = survey(text)
        spaces = found.where(" ")
        return bool((found.among(spaces, MARK, -1) | found.among(spaces, MARK, 1)).any())

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each space."""
        taken: set[int] = set()
        held = survey(text)
        spaces = held.where(" ")
        for ways in KINDS:
            here = sum(held.among(spaces, left, -1) & held.among(spaces, right, 1) for left, right in ways) > 0
            found = [at for at in spaces[here].tolist() if at not in taken]
            if not found or len(found) >= HABIT * (len(found) + sum(held.together(*way) for way in ways)):
                continue
            start = end = -1
            running = False
            for at in found:
                if at > end:  # the next line
                    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
                    end = end if end >= 0 else len(text)
                    running = PROSE.search(text, start, end) is not None and not CELLS.search(text, start, end)
                apart = text[at + 1] in OPEN or text[at - 1] == "："
                label = apart and at - start <= LABEL and not PROSE.search(text, start, at)
                if running and not label:
                    taken.add(at)
                    yield delete((at, at + 1), reason=REASON, confidence=0.97)
