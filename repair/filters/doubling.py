"""Runs drawn twice or more (fake bold, shadows) are set once.

To make bold type a paper's software draws a run again, a hair aside, and the extractor writes down every copy:
`次次。。持续深化持续深化`. Where one run is doubled its neighbours are, so the evidence is the zone, not the run: pairs of marks that clean text never
sets twice (，， 。。 ““), long runs, and unbroken chains of short ones. Inside a zone a pair of characters is a copy, outside it it is a word.
The first copy stays; where copies differ in a misread character, the one whose characters stand together elsewhere. A zone may be drawn two,
three or four times, alike for all its runs. White space counts for nothing: a copy may stand on a line of its own. Where every run does, the
extractor wrote one run a line, and what it parted is joined.
Left alone: lawful doubles (人人, 一个个, 讨论讨论, 2022, ……, ——), digits on their own, a phrase that is said again after a comma,
a refrain on a line of its own.
Only a suggestion: a zone with little evidence; copies that differ in a figure or a negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from repair.edit import Edit, delete, joins, replace
from repair.filter import Filter, Stage
from repair.layout import IDEOGRAPH
from repair.stretches import stretches
from repair.tandem import NEVER, Run, Zone, misread, zones

REASON = "a run drawn more than once"
SPACE = "a space drawn more than once"
FIRST_STAYS = "a run drawn more than once; its copies differ in what is found nowhere else, and the first stays"
FIRST_KNOWN = "a run drawn more than once; its copies differ, and the first has what is found elsewhere"
SECOND_KNOWN = "a run drawn more than once; its copies differ, and the second has what is found elsewhere"
OWN_LINE = "a run that the extractor set on a line of its own"
MARK = re.compile(r"[，。；：！？、“”‘’《》（）「」『』【】,.;:!?()\"]")
WORD = re.compile(r"[^\W\d_]")
DISTRIBUTIVE = re.compile(r"[一每逐][^\W\d_]{1,4}$")
"""What is doubled to say one after another: 一件事一件事地, 一个阶段一个阶段地."""
SAFE, WORTH_SAYING = 5.0, 4.0
FIGURE = re.compile("[0-9０-９一二三四五六七八九十百千万亿两不没未无非]")
"""Characters of which a person must say which is right."""
AROUND = 2000
"""Code points on either side in which a character is looked for that copies have differently."""
AGAIN_HERE = 4.5
"""What it is worth that the page shows type drawn twice elsewhere."""
MANY = 5
"""Runs on end that are another zone on a page that has one."""
LAWFUL = "□■！？"
"""Marks that are set twice on purpose now and then: □□ for characters that are lost, ！！ to shout."""
CHAIN = 0.3
"""Worth of a chain of short runs without a mark: 爸爸妈妈爷爷奶奶, 研究研究讨论讨论 may be meant."""
SUNG = 0.4
"""What a character is worth in a line without a mark: lines are sung twice."""
AGAIN = 1.2
"""Worth of a phrase that one line ends and the next begins with: enough only where the page shows that type was drawn twice."""
LINES = 30
"""Characters that whole lines drawn again must have between them to be evidence by themselves; a refrain has fewer."""


class Place(NamedTuple):
    """A zone, the characters it was found in, white space left out, and their positions in the text."""

    zone: Zone
    letters: str
    at: Sequence[int]

    def said(self, run: Run) -> str:
        """Spell a run."""
        return self.letters[run.start : run.start + run.length]

    def apart(self, text: str, run: Run) -> bool:
        """Say whether a line end stands between the copies of a run."""
        middle = run.start + run.length
        return "\n" in text[self.at[middle - 1] : self.at[middle]]


class Doubling(Filter):
    """Deletes every copy but the first."""

    stage = Stage.MARKS

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run, and one for each line end that only parts two runs."""
        reached = 0
        for proposal in sorted(_proposals(text), key=lambda proposal: proposal.operations[0].span):
            start, end = proposal.operations[0].span
            if start >= reached:  # a line end between two runs may have gone with one of them
                yield proposal
                reached = end


def _proposals(text: str) -> Iterator[Edit]:
    """Find the zones of a text, weigh them together, and propose what is to go."""
    places: list[Place] = []
    for start, end in stretches(text):
        at = [index for index in range(start, end) if not text[index].isspace()]
        letters = "".join([text[index] for index in at])
        places += [Place(zone, letters, at) for zone in zones(letters)]
    weights = [_evidence(text, place) for place in places]
    drawn = any(weight >= SAFE for weight in weights)  # then a line drawn again on this page is likely another
    own_lines = any(weight >= SAFE and _run_a_line(text, place) for weight, place in zip(weights, places, strict=True))
    for weight, place in zip(weights, places, strict=True):
        again = len(place.zone.runs) > MANY or any(place.apart(text, run) for run in place.zone.runs)
        evidence = weight + AGAIN_HERE * (drawn and again and weight > 0.5)
        if evidence >= WORTH_SAYING:
            yield from _edits(text, place, evidence, own_lines and evidence >= SAFE)


def _edits(text: str, place: Place, evidence: float, own_lines: bool) -> Iterator[Edit]:
    confidence = round(1 - 0.5 / (1 + evidence), 3)
    at = place.at
    for run in place.zone.runs:
        span = (at[run.start + run.length - 1] + 1, at[run.end - 1] + 1)
        if any(joins(text, position) for position in (at[run.start], *span)):
            continue
        differ = misread(place.letters, run)
        if not differ:
            yield delete(span, reason=REASON, safe=evidence >= SAFE, confidence=confidence)
            continue
        first, second = (_known(text, place, run, copy, differ) for copy in (0, 1))
        known = span if first >= second else (at[run.start], at[run.start + run.length])
        reason = FIRST_KNOWN if first > second else SECOND_KNOWN if second > first else FIRST_STAYS
        figures = any(
            FIGURE.match(place.letters[run.start + copy + index]) for copy in (0, run.length) for index in differ
        )
        yield delete(
            known, reason=reason, safe=evidence >= SAFE and not figures, confidence=0.7 if first == second else 0.85
        )
    for run, other in pairwise(place.zone.runs):
        gap = (at[run.end - 1] + 1, at[other.start])
        if run.end == other.start and text[slice(*gap)] == " " * run.copies:
            yield delete((gap[0] + 1, gap[1]), reason=SPACE, safe=evidence >= SAFE, confidence=confidence)
    for before, after in _neighbours(place.zone.runs) if own_lines else ():
        gap = (at[before] + 1, at[after])
        if "\n" in text[slice(*gap)]:
            written = " " if text[slice(*gap)].strip("\n") else ""  # a space was a run of its own
            yield replace(gap, written, reason=OWN_LINE, confidence=confidence)


def _known(text: str, place: Place, run: Run, copy: int, differ: Sequence[int]) -> int:
    """Count how often the text around has the characters in which a copy differs beside the same neighbours, but for the copy itself."""
    start = run.start + copy * run.length
    near = text[max(0, place.at[run.start] - AROUND) : place.at[run.end - 1] + AROUND]
    pairs = [place.letters[start + at : start + at + 2] for index in differ for at in (index - 1, index)]
    return sum(near.count(pair) for pair in pairs) - len(pairs)


def _neighbours(runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """List which characters meet when the copies are gone: inside each first copy, and where the next run begins."""
    for run in runs:
        yield from pairwise(range(run.start, run.start + run.length))
    for before, after in pairwise(runs):
        if before.end == after.start:
            yield before.end - 1, after.start


def _run_a_line(text: str, place: Place) -> bool:
    """Say whether the runs of a zone stand on lines of their own, marks among them."""
    return sum(place.apart(text, run) and place.said(run) in NEVER for run in place.zone.runs) > 2


def _evidence(text: str, place: Place) -> float:
    """Weigh a zone. A run that stands alone must be longer, and free of marks: clauses are said again on purpose, and lines sung."""
    runs = [place.said(run) for run in place.zone.runs if not misread(place.letters, run)]
    if not runs:
        return 0.0
    if all(place.apart(text, run) for run in place.zone.runs) and not any(run in NEVER for run in runs):
        if len(runs) == 1 and len(runs[0]) < 10:
            return AGAIN if len(runs[0]) > 5 and not MARK.search(runs[0]) else 0.0
        return SAFE * sum(len(run) * (SUNG if len(run) > 5 and not MARK.search(run) else 1) for run in runs) / LINES
    if len(place.zone.runs) == 1 and runs[0] not in NEVER:
        if MARK.search(runs[0]):  # a phrase that loops, if anything
            return 0.0
        if place.zone.runs[0].copies == 2:
            return _weight(runs[0]) if len(runs[0]) > 7 else min(_weight(runs[0]), 4.5)
    weights = [*map(_weight, runs)]
    han = any(IDEOGRAPH.search(run) for run in runs)
    return sum(weights) * (1.0 if max(weights) >= 3 else CHAIN if han else 2 * CHAIN)


def _weight(run: str) -> float:
    """Weigh what one run adds to the evidence for its zone."""
    if run in NEVER:
        return 0.5 if run in LAWFUL else 3.0
    if DISTRIBUTIVE.match(run):
        return 0.5
    words, han = len(WORD.findall(run)), len(IDEOGRAPH.findall(run))
    letters = (words + han) / 2 if len(set(run)) > 1 else min(len(run), 1) * (1 if han else 0.5)
    # a Latin word of four letters says as much as two characters
    if MARK.search(run) and len(run) < 20:
        letters = min(letters, 1)
    return 5.0 if letters >= 6 else 3.0 if letters >= 4 else 1.5 if letters >= 2 else letters
