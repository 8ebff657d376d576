"""Look-alike glyphs of other blocks become the ordinary characters.

A PDF font maps 文 to the Kangxi radical ⽂, fi to the one glyph ﬁ, a digit to its full-width form, a comma in a vertical line to ︐: it looks
right, and no search finds it. Radicals follow the Unicode data, the others their compatibility mapping.
Left alone: full-width punctuation, which is the canonical form; circled and other list numbers (①); ligatures of other scripts.
Only a suggestion: five radicals in a row, also with spaces or commas between, which may be what the text is about.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from repair.data import radicals
from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage

LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
FULL_WIDTH = {
    chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗—（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
RADICALS = tuple(map(chr, (*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))))
RUN = re.compile(
    f"(?P<ligature>[{''.join(LIGATURES)}]+)|(?P<wide>[{''.join(FULL_WIDTH)}]+)"
    f"|(?P<vertical>[{''.join(VERTICAL)}]+)|(?P<radical>[\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5]+)"
)
REASONS = {
    "ligature": "a ligature is a glyph, not letters",
    "wide": "full-width letters and digits are ordinary ones in another dress",
    "vertical": "a mark shaped for vertical lines",
    "radical": "a radical stands for the ideograph it looks like",
}
ROW = re.compile("[\u2e80-\u2fd5](?:[\\s、，,]?[\u2e80-\u2fd5]){4,}")


class Compatibility(Filter):
    """Writes the ordinary character for its look-alike."""

    stage = Stage.GLYPHS
    marks = (*LIGATURES, *FULL_WIDTH, *VERTICAL, *RADICALS)

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run of one kind."""
        rows = deque(row.span() for row in ROW.finditer(text))
        for match in RUN.finditer(text):
            start, end = match.span()
            kind = match.lastgroup or ""
            if joins(text, start) or joins(text, end):
                continue
            if kind != "radical":
                table = LIGATURES if kind == "ligature" else FULL_WIDTH if kind == "wide" else VERTICAL
                yield replace(match.span(), "".join([table[char] for char in match[0]]), reason=REASONS[kind])
                continue
            table = radicals()
            written = "".join([table.get(char, char) for char in match[0]])
            if written != match[0]:
                while rows and rows[0][1] <= start:
                    rows.popleft()
                safe = not (rows and rows[0][0] <= start)
                yield replace(match.span(), written, reason=REASONS[kind], safe=safe, confidence=0.99 if safe else 0.5)
