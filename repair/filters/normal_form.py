"""Characters that Unicode can spell in two ways are spelt in the composed one (NFC).

`é` may be one code point or two, 豈 may stand in a compatibility block: equal to the reader, unequal to a search. Canonical text is NFC.
Left alone: everything that NFC leaves alone, full-width forms and ① among it; that is not NFKC.
Source: Unicode Standard Annex 15, by `unicodedata2`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from repair.edit import Edit, replace
from repair.filter import Filter, Stage

LINE = re.compile(r"[^\n]+")


class NormalForm(Filter):
    """Composes each grapheme that is not in NFC."""

    stage = Stage.GLYPHS

    def applies(self, text: str) -> bool:
        """Ask the interpreter first: a quick check, and a flag for ASCII."""
        return not unicodedata.is_normalized("NFC", text)

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each grapheme."""
        import regex
        import unicodedata2

        for line in LINE.finditer(text):
            if unicodedata.is_normalized("NFC", line[0]):
                continue
            for match in regex.finditer(r"\X", line[0]):
                composed = unicodedata2.normalize("NFC", match[0])
                if composed != match[0]:
                    start, end = match.span()
                    yield replace(
                        (line.start() + start, line.start() + end), composed, reason="a character spelt in two parts"
                    )
