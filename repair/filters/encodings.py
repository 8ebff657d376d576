"""Lines in another encoding than the rest of the file are read in their own; bytes that no encoding explains are marked.

A file put together from several sources has lines in GB18030 or Big5 between lines in UTF-8. Evidence: the bytes of a line are not
UTF-8, all of them fit the other encoding, and the line reads like text in it. A byte that still cannot be read, such as half a
character at the end of a file that was cut, becomes U+FFFD, the sign for a lost character; the log has the byte.
Left alone: everything that was read; a text that was never bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from repair.decode import BYTES, reread
from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage
from repair.survey import codes_of, survey

if TYPE_CHECKING:
    from repair.survey import Places

NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5"}
LOST = "\ufffd"
LINE = re.compile("[^\n]*[\udc00-\udcff][^\n]*")


@cache
def _cells() -> Places:
    return codes_of(map(chr, range(0xDC00, 0xDD00)))


class Encodings(Filter):
    """Reads again what was not read."""

    stage = Stage.DECODE

    def applies(self, text: str) -> bool:
        """Look for one byte that was not read; a text in UTF-8 has none."""
        return survey(text).has(_cells())

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each line in another encoding, and one for each row of bytes that cannot be read."""
        for line in LINE.finditer(text):
            found = reread(line[0])
            if found is not None:
                reason = f"a line in {NAMES[found.encoding]}"
                yield replace(line.span(), found.text, reason=reason, confidence=0.98)
                continue
            for match in BYTES.finditer(text, *line.span()):
                start, end = match.span()
                while joins(text, end):  # a mark that seems to sit on the byte goes with it, and comes back
                    end += 1
                while joins(text, start):
                    start -= 1
                shown = " ".join([f"{ord(char) - 0xDC00:02x}" for char in match[0]])
                written = text[start : match.start()] + LOST + text[match.end() : end]
                yield replace((start, end), written, reason=f"bytes that cannot be read: {shown}", confidence=1.0)
