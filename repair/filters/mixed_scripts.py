"""A few traditional characters in a simplified text, or the other way round, are pointed out.

A font or a conversion that went half way leaves 發 in a text that writes 发 everywhere. Evidence: nearly all characters that tell the scripts
apart are of the one script.
Left alone: text in either script, quotations of some length in the other, and texts that mix them throughout.
Only a suggestion: all of it, for names and classical quotations keep their script on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage
from repair.script import converter
from repair.survey import codes_of, survey

if TYPE_CHECKING:
    from repair.survey import Places

REASON = "a {} character in a {} text"
FEW, MANY = 0.03, 100
"""Share of characters of the other script up to which it is there by accident, and how many there must be of the one."""
AROUND, QUOTED = 12, 3
"""Code points on either side, and how many characters of the other script among them are a quotation."""


class MixedScripts(Filter):
    """Suggests the form of the script that prevails."""

    stage = Stage.TEXT

    def applies(self, text: str) -> bool:
        """Say whether both scripts occur."""
        if text.isascii() or not all(survey(text).has(_cells(name)) for name in ("t2s", "s2t")):
            return False
        few, many = sorted(len(survey(text).which(_only(name).pattern)) for name in ("t2s", "s2t"))
        return many >= MANY and few <= FEW * many

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one suggestion for each run of the script that is rare."""
        traditional, simplified = (len(_only(name).findall(text)) for name in ("t2s", "s2t"))
        name, few, many = (
            ("t2s", traditional, simplified) if traditional < simplified else ("s2t", simplified, traditional)
        )
        if many < MANY or few > FEW * many:
            return
        other = ("traditional", "simplified") if name == "t2s" else ("simplified", "traditional")
        for match in re.finditer(f"(?:{_only(name).pattern})+", text):
            written = converter(name).convert(match[0])
            near = _only(name).findall(text, max(0, match.start() - AROUND), match.end() + AROUND)
            if (
                len(near) < QUOTED
                and written != match[0]
                and not joins(text, match.start())
                and not joins(text, match.end())
            ):
                yield replace(match.span(), written, reason=REASON.format(*other), safe=False, confidence=0.6)


@cache
def _cells(name: str) -> Places:
    return codes_of(_only(name).pattern[1:-1])


@cache
def _only(name: str) -> re.Pattern[str]:
    """The characters of one script only: those that a converter writes otherwise."""
    every = "".join(map(chr, range(0x4E00, 0x9FA6)))
    back = converter("s2t" if name == "t2s" else "t2s").convert(every)
    other = converter(name).convert(every)
    found = [char for char, there, here in zip(every, other, back, strict=True) if there != char and here == char]
    return re.compile(f"[{''.join(found)}]")
