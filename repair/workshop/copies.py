"""Type that was drawn more than once: headlines, and fake bold by run, line and character.

Rates are numbers a page. A zone is a few lines of one paragraph on end; its runs are parted by marks and figures, as a change of font does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from repair.edit import Edit, Replace, Span, edit, replace
from repair.layout import IDEOGRAPH
from repair.workshop.blocks import number, spans

RUN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
PHRASE = re.compile(r"\S+")
SHORTEST, LONGEST = 3, 8
"""Lines of a zone."""


def heads(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Draw a headline three times, or a byline twice: phrase by phrase."""
    found = [
        span for span in spans(text)[:3] if span[1] - span[0] <= 40 and not re.search("[，。]", text[slice(*span)])
    ]
    for start, end in found[: number(lots, rate) + 1]:
        byline = text[start] in "□■"
        again = [
            Replace(Span(*part.span()), _byline(part[0]) if byline else part[0] * 3)
            for part in PHRASE.finditer(text, start, end)
        ]
        if byline or end - start >= 8:
            yield edit(again, reason="heads")


def _byline(phrase: str) -> str:
    return "".join([part * 2 for part in re.findall(r"[□■]|[^□■]+", phrase)])


def runs(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Draw each run of a zone twice."""
    for zone in _zones(text, lots, rate):
        for line in zone:
            for run in RUN.finditer(text, *line):
                yield replace(run.span(), run[0] * 2, reason="bold-runs")


def overlaps(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Draw each run of a zone twice, the second copy of its first run without its first characters."""
    for zone in _zones(text, lots, rate):
        for at, line in enumerate(zone):
            for place, run in enumerate(RUN.finditer(text, *line)):
                lost = lots.randint(1, 2) if at == place == 0 and len(run[0]) > 6 else 0
                yield replace(run.span(), run[0] + run[0][lost:], reason="bold-overlaps")


def lines(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Draw each line of a zone again, on a line of its own."""
    for zone in _zones(text, lots, rate):
        for start, end in zone:
            yield replace((start, end), f"{text[start:end]}\n{text[start:end]}", reason="bold-lines")


def characters(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Draw each character of a zone twice."""
    for zone in _zones(text, lots, rate):
        for start, end in zone:
            again = "".join([char if char.isspace() else char * 2 for char in text[start:end]])
            yield replace((start, end), again, reason="bold-characters")


def _zones(text: str, lots: Random, rate: float) -> Iterator[list[tuple[int, int]]]:
    """Choose zones, each in another paragraph of at least three lines."""
    paragraphs: list[list[tuple[int, int]]] = [[]]
    for start, end in spans(text):
        own = (start + len(text[start:end]) - len(text[start:end].lstrip()), end)
        if paragraphs[-1] and text[paragraphs[-1][-1][1] : start].count("\n") > 1:
            paragraphs.append([])
        paragraphs[-1].append(own)
    long = [rows for rows in paragraphs if len(rows) >= SHORTEST and all(IDEOGRAPH.search(text, *row) for row in rows)]
    for rows in lots.sample(long, min(number(lots, rate), len(long))):
        size = lots.randint(SHORTEST, min(LONGEST, len(rows)))
        at = lots.randrange(len(rows) - size + 1)
        yield rows[at : at + size]
