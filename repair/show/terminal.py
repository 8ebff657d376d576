"""A log in a terminal: each change in its place, the old line above the new, aligned to the cell.

Colours follow the terminal, NO_COLOR and a pipe; without them the signs − and + and the alignment still tell.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from repair.journal import line_column, line_starts
from repair.log import Log
from repair.show.pieces import Hunk, hunks, suggested
from repair.show.visible import visible

GRAPHEME = regex.compile(r"\X")
OLD, NEW, QUIET, HEAD = "red", "green", "dim", "bold"
NOTHING = "╌"
"""Fills the cells where the other line has more, so that nothing is not taken for a space."""
SHOWN_NUMBERS = 3


class Terminal(Console):
    """Standard output, which a reader may close at any time."""

    def __init__(self) -> None:
        super().__init__(highlight=False, soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """Leave it to the caller."""
        raise BrokenPipeError


def show(log: Log, original: str, *, name: str, suggestions: bool = False) -> None:
    """Print what was changed, hunk by hunk, then what is suggested; with `suggestions`, only that."""
    console = Terminal()
    starts = line_starts(original)
    if not suggestions:
        for hunk in hunks(log, original):
            _print(console, hunk, name, starts, "")
    for hunk in suggested(log, original):
        _print(console, hunk, name, starts, "suggestion, not made: ")


def table(log: Log, *, suggestions: bool = False) -> None:
    """Print a line for each change, without the text."""
    console = Terminal()
    surest = sorted(log.suggestions, key=lambda change: -change.confidence)
    for change in surest if suggestions else log.changes:
        state = "made" if change.made else "rejected" if change.safe else "suggested"
        before = visible("".join(item.before for item in change.operations))
        head = f"{change.number:>5} {state:<9} {change.confidence:4.2f} {change.filter:<15} {change.reason}: "
        console.print(Line(head).append(_short(before), OLD).append(" → ").append(_short(visible(change.written)), NEW))


def _short(text: str, cells: int = 40) -> str:
    return text if len(text) <= cells else f"{text[: cells - 1]}…"


def _print(console: Terminal, hunk: Hunk, name: str, starts: list[int], label: str) -> None:
    line, column = line_column(starts, hunk.at)
    grouped: dict[tuple[str, str], list[int]] = {}
    for change in hunk.changes:
        grouped.setdefault((change.filter, change.reason), []).append(change.number)
    for (filter_name, reason), numbers in grouped.items():
        listed = ", ".join(f"#{number}" for number in numbers[:SHOWN_NUMBERS])
        rest = f" and {len(numbers) - SHOWN_NUMBERS} more" if len(numbers) > SHOWN_NUMBERS else ""
        head = Line(f"{name}:{line}:{column}", HEAD)
        console.print(head.append(f"  {filter_name}: {label}{reason} ", "default").append(f"({listed}{rest})", QUIET))
    for old, new in _rows(hunk, max(20, console.width - 4)):
        console.print(Line("  − ", QUIET).append(old))
        console.print(Line("  + ", QUIET).append(new))
    console.print()


def _rows(hunk: Hunk, width: int) -> Iterator[tuple[Line, Line]]:
    """Lay the old text above the new, what one lacks left blank, broken where the screen ends."""
    old, new, used = Line(), Line(), 0
    for top, bottom, cells in _cells(hunk):
        if used + cells > width:
            yield old, new
            old, new, used = Line(), Line(), 0
        old.append(top)
        new.append(bottom)
        used += cells
    if used:
        yield old, new


def _cells(hunk: Hunk) -> Iterator[tuple[Line, Line, int]]:
    """Cut a hunk into columns of one grapheme, each as wide above as below."""
    for piece in hunk.pieces:
        if piece.change is None:
            for char in GRAPHEME.findall(visible(piece.before, spaces=False)):
                yield Line(char, QUIET), Line(char), cell_len(char)
            continue
        before, after = GRAPHEME.findall(visible(piece.before)), GRAPHEME.findall(visible(piece.after))
        for at in range(max(len(before), len(after))):
            top, bottom = before[at] if at < len(before) else "", after[at] if at < len(after) else ""
            cells = max(cell_len(top), cell_len(bottom))
            yield (
                Line(top, OLD).append(NOTHING * (cells - cell_len(top)), QUIET),
                Line(bottom, NEW).append(NOTHING * (cells - cell_len(bottom)), QUIET),
                cells,
            )
