"""Space at the ends of lines goes, blocks stand one empty line apart, and the text ends with a line feed.

This is the outer form of canonical text. It comes late, because an indent and a second empty line are evidence for filters before it.
Left alone: single line ends, so that a text with one paragraph a line keeps its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, insert, joins, replace
from repair.filter import Filter, Stage
from repair.survey import survey

SPACE = re.compile(r"\s+")
LINE_END = "space at the end of a line"
INDENT = "space at the beginning of a line"
EMPTY = "more than one empty line between blocks"
OUTER = "space around the text"
FINAL = "a text ends with a line feed"


class Margins(Filter):
    """Gives lines and blocks their canonical distance."""

    stage = Stage.TEXT

    def applies(self, text: str) -> bool:
        """Look for the few patterns that can want an edit."""
        outer = not text.endswith("\n") or text.endswith("\n\n") or text[0].isspace() if text else False
        return outer or not survey(text).plain or "\n\n\n" in text

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each place."""
        if text.strip() and "\n" not in text[len(text.rstrip()) :]:
            yield insert(len(text), "\n", reason=FINAL)
        for match in SPACE.finditer(text):
            start, end = match.span()
            found = match[0]
            if start == 0 or end == len(text):
                written, reason = "\n" if start and "\n" in found else "", OUTER
            elif "\n" not in found:
                continue
            elif found.count("\n") > 1:
                written, reason = "\n\n", EMPTY
            else:
                written, reason = "\n", LINE_END if found[0] != "\n" else INDENT
            if found != written and not joins(text, start) and not joins(text, end):
                yield replace((start, end), written, reason=reason)
