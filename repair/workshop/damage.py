"""Damages one after another, each recorded with its place in the truth and in what came of it."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from repair.edit import Edit, Move, Span
from repair.errors import UnknownDamage
from repair.log import Log
from repair.recorder import Recorder
from repair.workshop import blocks, copies, letters, lines

SEVERITIES = {"light": 0.3, "samples": 1.0, "heavy": 3.0}
"""Factors of the rates: `samples` is how often a page has a damage that was found in real pages."""
APART = 8
"""Code points between two damages, so that each can be judged by itself; line ends do not count."""

Make = Callable[[str, random.Random, float], Iterable[Edit]]


class Kind(NamedTuple):
    """A kind of damage: what makes it, how often at severity `samples`, and which kind it needs before it.

    The rate is a share of the places where it could be, or a number a page, as the function says. `loose` ones may touch others.
    """

    make: Make
    rate: float
    needs: str | None = None
    loose: bool = False


KINDS: dict[str, Kind] = {
    "columns": Kind(blocks.columns, 1),
    "captions": Kind(blocks.captions, 2),
    "repeats": Kind(blocks.repeats, 1.5),
    "loops": Kind(blocks.loops, 1.5),
    "drifting-loops": Kind(blocks.drifting_loops, 1),
    "cut-loops": Kind(blocks.cut_loops, 1),
    "heads": Kind(copies.heads, 1),
    "digit-spaces": Kind(letters.digit_spaces, 0.15),
    "mark-spaces": Kind(letters.mark_spaces, 0.03),
    "punctuation": Kind(letters.punctuation, 0.5),
    "glyphs": Kind(letters.glyphs, 0.3),
    "invisible": Kind(letters.invisible, 0.003),
    "misread": Kind(letters.misread, 0.002),
    "letter-spacing": Kind(lines.letter_spacing, 2, "wraps"),
    "wraps": Kind(lines.wraps, 1, loose=True),
    "false-breaks": Kind(lines.false_breaks, 0.03, "wraps", loose=True),
    "missing-breaks": Kind(lines.missing_breaks, 0.3, "wraps", loose=True),
    "bold-runs": Kind(copies.runs, 1.5, "wraps"),
    "bold-overlaps": Kind(copies.overlaps, 1, "wraps"),
    "bold-lines": Kind(copies.lines, 1, "wraps"),
    "bold-characters": Kind(copies.characters, 1, "wraps"),
    "mojibake": Kind(letters.mojibake, 1.5),
}
"""In the order in which they are laid on: what the page is made of first, what the extractor does to it last."""


class Damage(NamedTuple):
    """One damage: where in the truth, and where in the damaged text; a gap is an empty span."""

    kind: str
    truth: tuple[Span, ...]
    damaged: tuple[Span, ...]


class Damaged(NamedTuple):
    """A damaged text, its truth, and the log that leads from the truth to it."""

    text: str
    truth: str
    log: Log

    @property
    def damages(self) -> list[Damage]:
        """What was done, in the order of the places in the truth."""
        found = [
            Damage(change.reason, tuple(self.log.source(change)), tuple(self.log.target(change)))
            for change in self.log.changes
        ]
        return sorted(found, key=lambda damage: damage.truth)


def damage(
    truth: str, *, seed: int | str = 0, kinds: Collection[str] | None = None, severity: str | float = "samples"
) -> Damaged:
    """Damage a canonical text; the same seed gives the same damage. Raises UnknownDamage.

    `kinds` are all that need no page of their own (`columns` wants articles with names); `severity` is a name or a factor. A damage
    that finds no place is not done. The truth that is returned lacks what was lost for good: the end of a text that loops to its end.
    """
    wanted = [name for name in KINDS if name != "columns"] if kinds is None else kinds
    for name in wanted:
        if name not in KINDS:
            raise UnknownDamage(name, list(KINDS))
    if isinstance(severity, str) and severity not in SEVERITIES:
        raise UnknownDamage(severity, list(SEVERITIES))
    factor = SEVERITIES[severity] if isinstance(severity, str) else severity
    if "cut-loops" in wanted:
        truth = blocks.cut(truth)
    todo = {*wanted, *(needs for name in wanted if (needs := KINDS[name].needs))}
    recorder = Recorder(truth)
    for step, (name, kind) in enumerate(KINDS.items()):
        if name in todo:
            lots = random.Random(f"{seed} {name}")
            edits = kind.make(recorder.text, lots, kind.rate * factor)
            recorder.record(step, name, [*edits] if kind.loose else [*_apart(edits, recorder)])
    return Damaged(recorder.text, truth, recorder.log([*KINDS], encoding="utf-8", failures=[]))


def _apart(edits: Iterable[Edit], recorder: Recorder) -> Iterator[Edit]:
    """Keep those that stand apart from the damages before them, and from each other."""
    taken = [span for change, span in recorder.written() if not KINDS[change.filter].loose]
    for edit in edits:
        spans = [operation.span for operation in edit.operations]
        spans += [Span(item.to, item.to) for item in edit.operations if isinstance(item, Move)]
        if KINDS[edit.reason].loose or not any(_near(span, taken) for span in spans):
            yield edit


def _near(span: Span, taken: list[Span]) -> bool:
    at = bisect_left(taken, span)
    around = taken[max(0, at - 1) : at + 1]
    return any(span.start - APART < other.end and other.start < span.end + APART for other in around)
