"""An evaluation in a terminal, and as one HTML file with the worst cases first, their three texts side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from rich.table import Table

from repair.align import Alignment, align
from repair.evaluation import RATES, Case, Evaluation
from repair.measure import Blocks
from repair.show.terminal import Terminal

SHOWN = 25
"""Cases with errors that the page shows in full."""


class Part(NamedTuple):
    """A stretch of a text that is as it should be, or is not."""

    text: str
    wrong: bool


class Row(NamedTuple):
    """A block of the truth, and what stands in its place."""

    original: list[Part]
    output: list[Part]
    truth: list[Part]
    right: bool


def show(found: Evaluation) -> None:
    """Print the rates with their intervals, then the edits by filter."""
    console = Terminal()
    counts = {
        "cer": f"{found.total.errors} of {found.total.characters} characters",
        "blocks_right": f"{found.total.right} of {found.total.blocks}",
        "block_f1": f"{found.total.blocks_found} blocks in the output",
        "break_precision": f"{found.total.breaks_right} of {found.total.breaks_found}",
        "break_recall": f"{found.total.breaks_right} of {found.total.breaks_true}",
        "break_f1": "",
        "over_correction": f"{found.total.harmed} of {found.total.sound} right before",
    }
    many = len(found.results) > 1
    grid = Table(box=None, pad_edge=False, show_header=many)
    for head, justify in (("", "left"), ("rate", "right"), ("95 % interval" if many else "", "left"), ("", "left")):
        grid.add_column(head, justify="right" if justify == "right" else "left")
    if found.found:
        grid.add_row("error rate as found", f"{found.found.cer:.3%}", "", f"{found.found.errors} characters")
    for name, interval in found.rates.items():
        bounds = f"{interval.low:.3%} – {interval.high:.3%}" if many else ""
        grid.add_row(RATES[name], f"{interval.rate:.3%}", bounds, counts[name])
    console.print(grid)
    if found.edits:
        console.print()
        console.print(_edits(found))


def _edits(found: Evaluation) -> Table:
    grid = Table(box=None, pad_edge=False)
    grid.add_column("edits by")
    for head in ("right", "wrong", "missed"):
        grid.add_column(head, justify="right")
    for name, counts in found.edits.items():
        grid.add_row(name, *map(str, counts))
    return grid


def html(found: Evaluation) -> str:
    """Write the page; it needs nothing but itself."""
    import jinja2

    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("repair.show", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    worst = found.worst
    return templates.get_template("evaluation.html").render(
        found=found,
        rates={RATES[name]: interval for name, interval in found.rates.items()},
        worst=[(result, rows(result.case)) for result in worst[:SHOWN]],
        more=len(worst) - min(len(worst), SHOWN),
    )


def rows(case: Case) -> list[Row]:
    """Lay the three texts of a case side by side, block by block of the truth."""
    truth, output, original = Blocks(case.truth), Blocks(case.output), Blocks(case.original or "")
    starts = [0, *accumulate(len(block) + 1 for block in truth.all)][: len(truth.all)]
    ours, found = align(output.text, truth.text), align(original.text, truth.text)
    made = []
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(truth.text) + 1
        span = (start, end if at + 1 < len(starts) else end + 1)
        made.append(
            Row(
                [*_theirs(found, original.text, *span)] if case.original is not None else [],
                mine := [*_theirs(ours, output.text, *span)],
                true := [*_own(ours, truth.text, start, end)],
                not any(part.wrong for part in (*mine, *true)),
            )
        )
    return made


def _theirs(found: Alignment, text: str, start: int, end: int) -> Iterator[Part]:
    """Cut out what a text has in the place of `start` to `end` of the truth."""
    first, last = (bisect_left(found.gaps, place, key=lambda gap: gap.other_start) for place in (start, end))
    at = _place(found, first, start)
    for gap in found.gaps[first:last]:
        yield Part(text[at : gap.start], False)
        yield Part(text[gap.start : gap.end], True)
        at = gap.end
    yield Part(text[at : _place(found, last, end)], False)


def _place(found: Alignment, index: int, place: int) -> int:
    """Tell where a place of the truth, behind `index` gaps, is in the other text."""
    if not index:
        return place
    gap = found.gaps[index - 1]
    return gap.end + max(0, place - gap.other_end)


def _own(found: Alignment, text: str, start: int, end: int) -> Iterator[Part]:
    """Cut a block of the truth into what the other text has, and what it lacks."""
    at = start
    for gap in found.gaps[bisect_left(found.gaps, start, key=lambda gap: gap.other_end) :]:
        if gap.other_start >= end:
            break
        yield Part(text[at : max(at, gap.other_start)], False)
        yield Part(text[max(at, gap.other_start) : min(end, gap.other_end)], True)
        at = min(end, max(at, gap.other_end))
    yield Part(text[at:end], False)
