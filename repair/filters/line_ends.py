"""Line ends of other systems, and page breaks, become line feeds.

Evidence: the character itself. CRLF, CR, NEL, the Unicode line and paragraph separators and the vertical tab each end a line. A
form feed is what an extractor puts between two pages: it ends a line too, and goes where a line has just ended.
All line ends of one kind are one decision.
Left alone: line feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, Replace, Span, edit
from repair.filter import Filter, Stage

END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
KINDS = {
    "\r\n": "CRLF is a line end of another system",
    "\r": "CR is a line end of another system",
    "\x0c": "a form feed is a page break, not text",
}
OTHERS = "a control character that ends a line"


class LineEnds(Filter):
    """Writes a line feed for every other line end."""

    stage = Stage.GLYPHS
    marks = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each kind of line end."""
        kinds: dict[str, list[Replace]] = {}
        for match in END.finditer(text):
            after_end = match.start() == 0 or text[match.start() - 1] == "\n"
            written = "" if match[0] == "\x0c" and after_end else "\n"
            kinds.setdefault(KINDS.get(match[0], OTHERS), []).append(Replace(Span(*match.span()), written))
        for reason, operations in kinds.items():
            yield edit(operations, reason=reason)
