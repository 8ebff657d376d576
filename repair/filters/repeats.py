"""A paragraph, or a run of blocks, that is printed again stands once: the first full copy stays.

Page models and careless layouts give a block twice, or a section again under another heading. Evidence: the copies are equal to the
character, and at least one is running text of some length; short blocks count only inside such a run, and only behind its first
paragraph, so that a heading over a copy stays, save in a tail of the page that is nothing but copies.
Left alone: short equal lines in different places (来源：新华社), headings, items of lists, captions alike but for a date, refrains.
Only a suggestion: a copy of a sentence or two that stands apart from its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, delete, joins
from repair.filter import Filter, Stage
from repair.layout import BULLET, CELLS, LINE
from repair.survey import survey

REASON_ONE = "a paragraph printed again"
REASON_RUN = "a run of blocks printed again"
LONG = 24
"""Code points from which a block says something of its own."""
DOUBTFUL, FAR = 56, 90
"""Code points of a run of copies from which it is suspect, or sure, when its first copy does not stand right before it."""
SENTENCE = re.compile("[，。；！？]|[,.;!?] ")


class Repeats(Filter):
    """Deletes later copies of blocks."""

    stage = Stage.BLOCKS

    def applies(self, text: str) -> bool:
        """Look for a line that stands twice."""
        return survey(text).repeated

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run of copies; linear in the text."""
        blocks = list(LINE.finditer(text))
        bodies = [block[0].strip() for block in blocks]
        first: dict[str, int] = {}
        copy_of = [first.setdefault(body, at) for at, body in enumerate(bodies)]
        at = done = 0
        while at < len(blocks):
            if copy_of[at] == at or not _long(bodies[at]):
                at += 1
                continue
            stop, source = at + 1, copy_of[at] + 1
            while (
                stop < len(blocks) and copy_of[stop] != stop and (copy_of[stop] == source or bodies[stop] == bodies[at])
            ):
                stop, source = stop + 1, source + 1
            last = stop == len(blocks)
            while last and at > done and copy_of[at - 1] < min(at - 1, copy_of[at]):
                at -= 1  # bold lines drawn again behind the page: there a heading is a copy, too
            before = blocks[at].start() if at == done else blocks[at - 1].end()
            span = (before, blocks[-1].end()) if last else (blocks[at].start(), blocks[stop].start())
            size = sum(map(len, bodies[at:stop]))
            safe = bodies[at] == bodies[at - 1] or size >= FAR
            if not joins(text, span[0]) and not joins(text, span[1]) and (safe or size >= DOUBTFUL):
                reason = REASON_ONE if stop == at + 1 else REASON_RUN
                yield delete(span, reason=reason, safe=safe, confidence=0.98 if safe else 0.7)
            at = done = stop


def _long(block: str) -> bool:
    """Say whether a block is running text, and no item of a list, which may stand in two lists on purpose."""
    plain = BULLET.match(block) is None and CELLS.search(block) is None
    return plain and len(block) >= LONG and SENTENCE.search(block) is not None
