"""Look-alike glyphs of other blocks become the ordinary characters.

A PDF font maps 文 to the Kangxi radical ⽂, fi to the one glyph ﬁ, a digit to its full-width form, a comma in a vertical line to ︐: it looks
right, and no search finds it. Radicals follow the Unicode data, the others their compatibility mapping; a variation selector behind an ideograph
chooses a glyph, and goes. Half-width kana and the shapes of Arabic letters likewise, and private-use characters whose meaning is known.
Left alone: full-width punctuation, which is the canonical form; circled and other list numbers (①); units (㎡); ligatures of other scripts.
Only a suggestion: five radicals in a row, also with spaces or commas between, which may be what the text is about; a private-use character whose
meaning its font took with it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from repair.data.glyphs import IVS, classes
from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage
from repair.survey import codes_of, survey

if TYPE_CHECKING:
    from repair.survey import Places

VARIANT = "a variation selector chooses a glyph, not a character"
PRIVATE = "a private-use character, U+{:04X}: only its font knew what it is"
UNKNOWN = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
RADICAL = re.compile("[\u2e80-\u2fd5]")
ROW = re.compile("[\u2e80-\u2fd5](?:[\\s、，,]?[\u2e80-\u2fd5]){4,}")


class Compatibility(Filter):
    """Writes the ordinary character for its look-alike."""

    stage = Stage.GLYPHS

    def applies(self, text: str) -> bool:
        """Look for one of them."""
        return not text.isascii() and survey(text).has(_cells())

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run of one class."""
        rows = deque(row.span() for row in ROW.finditer(text)) if RADICAL.search(text) else deque()
        known = classes()[-1].table
        for low, high in survey(text).runs(_cells()):
            for match in _pattern().finditer(text, low, high):
                start, end = match.span()
                index = (match.lastindex or 1) - 1
                written = _ordinary(match[0], index)
                if written == match[0] or joins(text, start) or joins(text, end):
                    continue
                while rows and rows[0][1] <= start:
                    rows.popleft()
                safe = not (classes()[index].name == "radicals" and rows and rows[0][0] <= start)
                yield replace(
                    match.span(), written, reason=classes()[index].reason, safe=safe, confidence=0.99 if safe else 0.5
                )
            for match in IVS.finditer(text, max(0, low - 1), high):
                if not joins(text, match.start()) and not joins(text, match.end()):
                    yield replace(match.span(), match[0][0], reason=VARIANT)
            for match in UNKNOWN.finditer(text, low, high):
                if match[0] not in known and not joins(text, match.start()) and not joins(text, match.end()):
                    reason = PRIVATE.format(ord(match[0]))
                    yield replace(match.span(), "\ufffd", reason=reason, safe=False, confidence=0.3)


def _ordinary(text: str, index: int) -> str:
    """Write a run of one class in ordinary characters; two on end may be one, as half-width か and its sound mark are."""
    table = classes()[index].table
    return _keys(index).sub(lambda part: table[part[0]], text)


@cache
def _keys(index: int) -> re.Pattern[str]:
    """The characters of one class, pairs first."""
    return re.compile("|".join(map(re.escape, sorted(classes()[index].table, key=len, reverse=True))))


@cache
def _pattern() -> re.Pattern[str]:
    """A run of characters of one class; the groups are the classes in their order."""
    return re.compile("|".join(f"([{re.escape(''.join(found.table))}]+)" for found in classes()))


@cache
def _cells() -> Places:
    """What it may have to do with: all that stands in a class, variation selectors, the private areas, and the higher planes."""
    areas = map(chr, (*range(0xFE00, 0xFE10), *range(0xE000, 0xF900), 0x10000))
    return codes_of([*areas, *(char[0] for found in classes() for char in found.table)])
