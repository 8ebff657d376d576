"""From simplified to traditional characters and back, when asked for: a filter that the chain runs last.

The tables are OpenCC's. Conversion loses distinctions (后 and 後), but the log keeps each change, so undo is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from repair.edit import Edit, joins, replace
from repair.errors import UnknownScript
from repair.filter import Filter, Stage

if TYPE_CHECKING:
    from opencc import OpenCC

TARGETS = {"zh-Hans": "t2s", "zh-Hant": "s2t", "zh-Hant-TW": "s2tw", "zh-Hant-HK": "s2hk"}
"""What may be asked for (BCP 47), and OpenCC's name for the way there. Characters are converted, words are not."""
NAMES = {"zh-Hans": "simplified", "zh-Hant": "traditional", "zh-Hant-TW": "Taiwan", "zh-Hant-HK": "Hong Kong"}


class Script(Filter):
    """Writes a text in the script that is asked for."""

    stage = Stage.TEXT

    def __init__(self, target: str) -> None:
        """Take the target, one of TARGETS. Raises UnknownScript."""
        if target not in TARGETS:
            raise UnknownScript(target, TARGETS)
        self.target = target

    def applies(self, text: str) -> bool:
        """Say whether there is anything but ASCII."""
        return not text.isascii()

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run of characters that are written otherwise."""
        from rapidfuzz.distance import Levenshtein

        reason = f"{NAMES[self.target]} form, as asked for"
        start = 0
        for line in text.split("\n"):
            written = converter(TARGETS[self.target]).convert(line) if not line.isascii() else line
            if written != line:
                for step in Levenshtein.opcodes(line, written):
                    span = (start + step.src_start, start + step.src_end)
                    if step.tag != "equal" and not joins(text, span[0]) and not joins(text, span[1]):
                        yield replace(span, written[step.dest_start : step.dest_end], reason=reason)
            start += len(line) + 1


@cache
def converter(name: str) -> OpenCC:
    """Load a converter."""
    from opencc import OpenCC

    return OpenCC(name)
