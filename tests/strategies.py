"""What Hypothesis draws from: nasty texts, passes of valid edits, and recorded logs with a naive oracle beside them."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from repair.edit import Edit, Move, Replace, Span
from repair.log import Log
from repair.recorder import Recorder

NASTY = "ab\r\n e\u0301\u200d\ufe0f\U00020000\U0001f469\ud800\udfff中文，。“”1２\u2f00\ufeff\x00\t"

characters = st.sampled_from(NASTY) | st.characters()
texts = st.text(characters, max_size=40)

SAID = (
    "文章",
    "报纸",
    "读者",
    "记者",
    "我们",
    "一个个",
    "人人",
    "2022",
    "135",
    "，",
    "。",
    "“",
    "”",
    "、",
    " ",
    "\n",
    "\n\n",
    "□",
    "AB",
    "office",
)
newspaper = st.lists(st.sampled_from(SAID), max_size=40).map("".join)
"""Texts of the filters' own marks, where repeats and line ends are the rule."""


class Recorded(NamedTuple):
    """A log, the texts at both ends, and the oracle's account: (buffer, offset) of each character of the output."""

    original: str
    output: str
    log: Log
    oracle: list[tuple[int, int, str]]
    passes: list[list[Edit]]


@st.composite
def passes(draw: st.DrawFn, length: int) -> list[Edit]:
    """Draw disjoint edits for a text of `length` code points: several operations an edit, moves, suggestions."""
    points = sorted(draw(st.lists(st.integers(0, length), max_size=10)))
    operations: list[Replace | Move] = []
    for start, end in zip(points[::2], points[1::2], strict=False):
        operations.append(Replace(Span(start, end), draw(st.text(characters, max_size=3))))
    inside = [(start, end) for (start, end), _ in operations]
    for index, (start, end) in enumerate(inside):
        if start < end and draw(st.booleans()):
            to = draw(st.integers(0, length))
            if not start <= to <= end and not any(low < to < high for low, high in inside):
                operations[index] = Move(Span(start, end), to)
    edits: list[Edit] = []
    while operations:
        count = draw(st.integers(1, len(operations)))
        taken, operations = operations[:count], operations[count:]
        edits.append(Edit(tuple(taken), "drawn", draw(st.booleans()), 0.5))
    return edits


def naive(characters: list[tuple[int, int, str]], edits: list[tuple[int, Edit]]) -> list[tuple[int, int, str]]:
    """Make numbered edits on a list of characters, each with its place: slow and plain."""
    puts: dict[int, list[tuple[int, int, str]]] = {}
    gone: set[int] = set()
    for number, proposal in sorted(edits):
        offset = 0
        for operation in proposal.operations:
            start, end = operation.span
            gone.update(range(start, end))
            if isinstance(operation, Move):
                puts.setdefault(operation.to, []).extend(characters[start:end])
            else:
                text = operation.text
                puts.setdefault(start, [])
                new = [(number, offset + index, char) for index, char in enumerate(text)]
                offset += len(text)
                if start == end:
                    puts[start].extend(new)
                else:
                    gone.add(-start - 1)  # a replacement stands behind what is put into the gap before it
                    puts.setdefault(~start, []).extend(new)
    made: list[tuple[int, int, str]] = []
    for at in range(len(characters) + 1):
        made += puts.get(at, [])
        made += puts.get(~at, [])
        if at < len(characters) and at not in gone:
            made.append(characters[at])
    return made


@st.composite
def recorded(draw: st.DrawFn) -> Recorded:
    """Draw a text and several passes of edits, and record them."""
    original = draw(texts)
    recorder = Recorder(original)
    oracle = [(0, index, char) for index, char in enumerate(original)]
    steps = draw(st.integers(0, 4))
    made: list[list[Edit]] = []
    for step in range(steps):
        edits = [
            proposal
            for proposal in draw(passes(len(recorder.text)))
            if all(
                isinstance(item, Move) or recorder.text[slice(*item.span)] != item.text for item in proposal.operations
            )
        ]
        first = len(recorder.changes) + 1
        recorder.record(step, f"filter-{step}", edits)
        oracle = naive(oracle, [(first + index, item) for index, item in enumerate(edits) if item.safe])
        made.append(edits)
    log = recorder.log([f"filter-{step}" for step in range(steps)], encoding="utf-8", failures=())
    return Recorded(original, recorder.text, log, oracle, made)
