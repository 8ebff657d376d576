"""Where the lines of a page end paragraphs: a reading of its geometry.

A line that fills its column goes on in the next; a paragraph's first line is two characters shorter, its last one ends anywhere, with
a full stop. Each line end has a cost as a break and one as a join, each line a cost for how it fits its column in that part; the cheapest
reading of the whole page is found by dynamic programming (Viterbi 1967). Time is linear in the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from repair.data.ngrams import folded, ngrams
from repair.layout import (
    BULLET,
    BYLINE,
    CAPTION,
    CELLS,
    CLOSING,
    CREDIT,
    INDENT,
    OPENING,
    PROSE,
    REACH,
    TERMINAL,
    TIGHT,
    Line,
    columns,
    width,
)
from repair.survey import Survey

WRAPPED = 0.4
"""Share of lines that fill a column from which a text without empty lines is wrapped, and not one paragraph a line."""

FEW_CUT = 6
"""Of so many lines one at least must stop in mid-sentence for a text without empty lines to be wrapped."""

PARTED, HANGING_QUOTE, FLOWS = 4.0, 1.5, 1.5
"""Cost of a join across an empty line; and by how much less, if the line below opens a quotation, which an extractor sets apart, or if the
full line above is likely to go on in it."""

UNENDED, NOT_INDENTED, FULL_LAST = 5.0, 2.5, 1.5
"""Costs of a paragraph that ends without a stop, begins at the edge of its column, or ends just where the column does."""

MISFIT = (0.0, 0.0, 0.0, 1.5, 3.5, 5.0, 5.0, 8.0)
"""Cost of a line inside a paragraph, by how many half-ems it falls short of its column."""

OPENER = re.compile(
    "我|你|您|他|她|它|这|那|這|对|對|好[，的]|谢|謝|首先|其次|第[一二三]|另外|其实|其實|现在|現在|今年|今天|昨天|所以|因为|因為|如果|但|不过|不過"
    "|本报|本報|本网|新华社|新華社|[12][0-9]{3}年"
    "|然后|然後|接着|接著|此外|同时|同時|据|據|根据|根據|为[了此依正维加规促]|為[了此依正維加規促]|近年|目前|当前|當前|最后|最後|还有|還有|还是|還是|先|再|来源|來源|记者|記者"
)
"""Words that open a sentence so often that what stands before them may have been left without its stop."""

FIGURE = re.compile("第|[（(][一二三四五六七八九十]")
"""What may be the figure of a clause that a sentence refers to, and no list mark."""

HANGING = 6
"""How far marks may stick out of the widest column of a page, in half-ems."""

NARROWEST = 10
"""Half-ems of the narrowest column."""

CLOSES_FIRST = f"[{re.escape(CLOSING.translate({ord(mark): None for mark in '％%…'}))}]"

STOP = re.compile(r"[。！？!?]|\.(?=\s|$)")
"""A full stop: lines that have none between them are a list, not prose."""

INNER = re.compile(r"[，。；！？、：]|[,.;!?](?=\s|$)")
"""A mark, of those that verse and lists have at their line ends only."""

RUNNING, HEADLINE = re.compile("[。；、]"), 3.0
"""What no headline has; and bits by which a line without it must be likelier to go on in the next block than to be one."""

BEGUN, BEGUN_LONG = 16, 30
"""Code points of prose that stops in mid-sentence: behind a full stop, and of a first sentence, which may be a headline."""

UNIT = re.compile(r"[0-9A-Za-z.,%'-]+|.")
"""What a line end does not cut: a number, a word, an ideograph."""

ENDING = "，。；！？,.;!?：:、…”"


def may_be_cut(found: Survey) -> bool:
    """Say whether a page may have lines to join or to part: the gate before the reading of its geometry.

    Where an empty line stands between any two lines, half must stop in mid-sentence, or prose must, near the width of others or to read on in the next.
    Where there are no empty lines, many must stop in mid-sentence.
    """
    lines, unended = found.lines, found.unended
    if len(lines) < 2:
        return False
    if not found.plain:
        return True
    if not found.single:
        return bool(found.parted.any()) or FEW_CUT * len(unended) >= len(lines)
    if 2 * len(unended) >= len(lines) - 1 or found.among(found.bounds[0], CLOSES_FIRST, 0).any():
        return True
    wide = [width(line) for line in lines]
    least = max(wide) - HANGING - 1
    if sum(wide[at] >= least for at in unended) > 2:
        return True
    return any(_may_go_on(lines, wide, at) for at in unended if at + 1 < len(lines) and PROSE.search(lines[at]))


def _may_go_on(lines: Sequence[str], wide: Sequence[int], at: int) -> bool:
    """Say whether a line that stops in mid-sentence reads on in the next, or is about as wide as two of those around: fewer make no column."""
    if stops_short(lines[at], BEGUN) and goes_on(lines[at + 1]):
        return True
    least, most = wide[at] - len(TIGHT.findall(lines[at])) - 2 * INDENT, wide[at] + 2 * INDENT
    near = (wide[other] for other in range(max(0, at - REACH), min(len(lines), at + 2 * REACH + 1)) if other != at)
    return sum(least <= other <= 1.3 * most for other in near) > 1


class Page:
    """The lines of a text with the columns they stand in, and what each line end costs as a break or as a join."""

    def __init__(self, text: str, rows: Sequence[Line]) -> None:
        self.bodies = [text[row.start : row.end] for row in rows]
        self.rows = self._without_air(rows)
        self.columns = columns(self.rows)
        self._fill_columns()
        self.indented = sum(row.indent > 0 for row in rows) * 12 > len(rows)
        self._forget_lists()
        self.segments = self._segments()
        self.airy = any(row.parted for row in self.rows)
        self._learn()

    def _without_air(self, rows: Sequence[Line]) -> list[Line]:
        """Forget the empty lines of a page that has one behind every line, most of them in mid-sentence: they part nothing."""
        gaps = [at for at in range(1, len(rows)) if rows[at].parted]
        cut = sum(not rows[at - 1].ended for at in gaps)
        even = sum(abs(rows[at].width - rows[at - 1].width) <= 4 for at in gaps)
        if len(gaps) > 5 and 10 * len(gaps) > 7 * len(rows) and 2 * cut > len(gaps) and 3 * even > len(gaps):
            return [row._replace(parted=False) for row in rows]
        return list(rows)

    def _fill_columns(self) -> None:
        """Give the lines without a column the widest of the page, where enough lines are cut at it: paragraphs of a line or two have no neighbours."""
        wide = [row.indent + row.width for row in self.rows]
        least = max(wide) - HANGING
        count = Counter(size for size in wide if size >= least)
        column = max(count, key=lambda size: (sum(count[size + step] for step in (-INDENT, -1, 0, 1)), size))
        full = [at for at, size in enumerate(wide) if -1 <= size - column <= 1]
        if len(full) > 3 and 5 * sum(self.bodies[at][-1] not in ENDING for at in full) >= 3 * len(full):
            self.columns = [found or column for found in self.columns]

    def _forget_lists(self) -> None:
        """Take the column from what only looks like one: verse, lists and tables, where most full lines end on a mark."""
        start = 0
        for at in range(1, len(self.rows) + 1):
            if at == len(self.rows) or abs(self.columns[at] - self.columns[at - 1]) > 6:
                if not self._prose(range(start, at)):
                    self.columns[start:at] = [0] * (at - start)
                start = at
        cut = sum(not self.rows[at].ended for at in range(len(self.rows)))
        in_columns = sum(bool(self.columns[at]) and self.short(at) < 3 for at in range(len(self.rows)))
        few = in_columns < WRAPPED * len(self.rows) or FEW_CUT * cut < len(self.rows)
        if not any(row.parted for row in self.rows) and few:
            self.columns = [0] * len(self.rows)

    def _learn(self) -> None:
        """Learn two habits of the page: whether paragraphs begin two characters in, and whether columns are filled to the edge."""
        inside = [at for at in range(1, len(self.rows)) if self.columns[at]]
        after_end = [at for at in inside if self.short(at - 1) >= INDENT and self.rows[at - 1].ended]
        hanging = sum(INDENT - 2 < self.short(at) < INDENT + 3 for at in after_end)
        self.hangs = not after_end or 3 * hanging >= len(after_end)
        running = [at for at in inside if not (self.rows[at].parted or self.rows[at - 1].ended or self.rows[at].ended)]
        self.exact = 10 * sum(self.short(at) < 2 for at in running) >= 8 * len(running)

    def _prose(self, part: range) -> bool:
        """Say whether lines of one column read on from one to the next."""
        full = [at for at in part if self.short(at) < INDENT - 1 or self._cut_first(at)]
        ended = sum(self.bodies[at][-1] in ENDING for at in full)
        marks = sum(len(PROSE.findall(self.bodies[at])) for at in part)
        inner = sum(len(INNER.findall(self.bodies[at][:-1])) for at in full)
        cells = sum(CELLS.search(self.bodies[at]) is not None for at in part)
        size = sum(self.rows[at].width for at in part)
        return bool(
            len(full) > 1
            and (len(full) < len(part) or ended > 0)
            and any(STOP.search(self.bodies[at]) for at in part)
            and self.columns[part[0]] >= NARROWEST
            and 3 * len(full) >= len(part)
            and 2 * ended <= len(full)
            and 160 * marks >= size
            and (
                6 * inner >= len(full) or (inner and 4 * ended <= len(full))
            )  # verse has its marks where its lines end
            and 3 * cells <= len(part)
        )

    def _cut_first(self, at: int) -> bool:
        """Say whether a line looks like the first of a paragraph, cut at the column."""
        return INDENT - 2 < self.short(at) < INDENT + 2 and self.bodies[at][-1] not in ENDING

    def short(self, at: int) -> int:
        """Tell by how much a line falls short of its column, in half-ems; less than 0 if it is too long for it."""
        row = self.rows[at]
        short = self.columns[at] - row.width - row.indent
        return short if short >= 0 else min(0, short + row.slack)

    def breaks(self) -> list[bool]:
        """Find the cheapest reading: for each line, whether a block begins with it."""
        size = len(self.rows)
        begin = [0.0, float("inf")]  # the cost so far if the line begins a block, and if it goes on
        back: list[tuple[bool, bool]] = []
        for at in range(1, size):
            part, join = self._break_cost(at), self._join_cost(at)
            ways = []
            for closes, cost in ((True, part), (False, join)):
                first = begin[0] + self._line_cost(at - 1, True, closes)
                later = begin[1] + self._line_cost(at - 1, False, closes)
                ways.append((min(first, later) + cost, first <= later))
            begin = [ways[0][0], ways[1][0]]
            back.append((ways[0][1], ways[1][1]))
        first = begin[0] + self._line_cost(size - 1, True, True) <= begin[1] + self._line_cost(size - 1, False, True)
        found = [first]
        for way in reversed(back):
            found.append(way[0] if found[-1] else way[1])
        found.reverse()
        self._unfinished(found)
        return found

    def _line_cost(self, at: int, first: bool, last: bool) -> float:
        short, body = self.short(at), self.bodies[at]
        if not self.columns[at]:
            return 0.0
        indent = self.rows[at].indent
        if last:
            if first and not self.rows[at].ended:
                fits = _misfit(short - INDENT) < 3 or _misfit(short) < 3  # then it looks like a line that goes on
                return UNENDED - 0.5 if fits else 2.5 if PROSE.search(body) else 0.5
            if first:
                return 0.5
            return (FULL_LAST if short < 2 else 0.0) + (0.0 if self.rows[at].ended else UNENDED)
        if not first:
            return self._misfit(at) + (6.0 if self.indented and indent else 0.0)
        if self.indented:  # an extractor may write one space for an indent of two characters
            return min(self._misfit(at), _misfit(short - INDENT)) if indent else self._misfit(at) + NOT_INDENTED
        if not self.hangs:
            return self._misfit(at)
        return _misfit(short - INDENT) if short >= INDENT - 1 else _misfit(short) + NOT_INDENTED

    def _misfit(self, at: int) -> float:
        """Cost of a line that goes on in the next. Where columns are filled to the edge, it must have had no room for more."""
        short = self.short(at)
        if self.exact and 2 <= short < 7 and at + 1 < len(self.rows):
            head = UNIT.match(self.bodies[at + 1])
            if head and width(head[0]) <= short and self.bodies[at + 1][0] not in CLOSING:
                return _misfit(short) + 2.5
        return _misfit(short)

    def _break_cost(self, at: int) -> float:
        above, below = self.bodies[at - 1], self.bodies[at]
        cost = 0.0
        if not self.rows[at].parted and self.columns[at] and not self._opens(at):
            cost = (2.5 if self.airy else 1.5) if self.rows[at - 1].ended else 4.0
        return (
            cost + (6.0 if below[0] in CLOSING else 0.0) + (3.0 if above[-1] in OPENING or above[-1] in "，、" else 0.0)
        )

    def _join_cost(self, at: int) -> float:
        if not self.columns[at - 1] or abs(self.columns[at - 1] - self.columns[at]) > 6:
            full = self.columns[at - 1] and self.short(at - 1) < 3 and not self.rows[at].parted
            return 3.0 if full and not self.rows[at - 1].ended else 12.0
        if CELLS.search(self.bodies[at]) or CELLS.search(self.bodies[at - 1]):
            return 10.0
        parted = self.rows[at].parted
        if self._closes(at - 1):
            return 8.0
        if self._opens(at):
            open_sentence = self.short(at - 1) < 2 and not self.rows[at - 1].ended
            return 3.0 if open_sentence and not parted and FIGURE.match(self.bodies[at]) else 10.0
        if not parted:
            return 0.0
        above, below = self.bodies[at - 1], self.bodies[at]
        flows = self.short(at - 1) < 2 and not self.rows[at - 1].ended and flow(above, below) > 0
        return PARTED - (HANGING_QUOTE if below[0] in OPENING else 0.0) - (FLOWS if flows else 0.0)

    def _opens(self, at: int) -> bool:
        """Say whether a line begins a block by what it says: a list mark, a title's dash, a byline, a caption."""
        body = self.bodies[at]
        return any(pattern.match(body) for pattern in (BULLET, CAPTION)) or (
            len(body) < 40 and (BYLINE.match(body) or CREDIT.match(body)) is not None and "。" not in body
        )

    def _closes(self, at: int) -> bool:
        """Say whether a line is a block of its own by what it says: a byline, or a title's dash."""
        body = self.bodies[at]
        return len(body) < 40 and "。" not in body and (body.startswith("——") or BYLINE.match(body) is not None)

    def _unfinished(self, breaks: list[bool]) -> None:
        """Join a paragraph that stops in mid-sentence to the one after it, whatever the widths say.

        It looks at nothing but the two blocks, so that a second run, which sees no columns, agrees.
        """
        starts = [at for at, begins in enumerate(breaks) if begins] + [len(breaks)]
        for before, at, after in zip(starts, starts[1:], starts[2:], strict=False):
            above, below = "".join(self.bodies[before:at]), "".join(self.bodies[at:after])
            if self.rows[at].parted and reads_on(above, below) and not self._opens(at):
                breaks[at] = False

    def couplet(self, at: int) -> bool:
        """Say whether this line and the one above are the two phrases of a heading."""
        rows, above, below = self.rows, self.bodies[at - 1], self.bodies[at]
        alone = (at == 1 or rows[at - 1].parted) and not rows[at].parted and at + 1 < len(rows) and rows[at + 1].parted
        plain = not PROSE.search(above + below) and not self._opens(at) and not self._opens(at - 1)
        wide = max(self.columns[max(0, at - 6) : at + 7])
        return bool(alone and plain and rows[at].width == rows[at - 1].width and 10 <= rows[at].width < 0.8 * wide)

    def _segments(self) -> list[tuple[int, int]]:
        """Give for each line the first and the last of those around it that no empty line parts."""
        starts = [at for at, row in enumerate(self.rows) if not at or row.parted]
        return [(start, stop - 1) for start, stop in pairwise([*starts, len(self.rows)]) for _ in range(start, stop)]

    def parted(self, breaks: Sequence[bool]) -> list[bool]:
        """Say for each break without an empty line whether it wants one: beside a joined paragraph, or a title's dash."""
        wanted = [False] * len(self.rows)
        for start, end in set(self.segments):
            joined = not all(breaks[start + 1 : end + 1])
            dashed = end - start < 4 and any(body.startswith("——") for body in self.bodies[start : end + 1])
            if joined or dashed:
                wanted[start + 1 : end + 1] = breaks[start + 1 : end + 1]
        return wanted


def _misfit(short: int) -> float:
    """Cost of a line inside a paragraph; a mark may hang over the edge of a column, but not more."""
    return 1.0 if short < -3 else MISFIT[max(0, min(short, len(MISFIT) - 1))]


def reads_on(above: str, below: str, together: float = 0.0) -> bool:
    """Say whether a block that stops in mid-sentence goes on in another.

    The two go together better than the other begins a line, by so many bits; by more if the first may be a headline. A quotation that the
    one opens and the other closes needs no more.
    """
    if not goes_on(below) or not (stops_short(above) or (together < 0 and stops_short(above, BEGUN))):
        return False
    if RUNNING.search(above):
        return flow(above, below) > together
    return flow(above, below) > (HEADLINE if together == 0 or len(above) < BEGUN_LONG else together)


def flow(above: str, below: str) -> float:
    """Tell by how many bits one text is likelier to go on in another than the other is to begin a line; for a quotation cut in two, infinite."""
    if _quotation(above, below):
        return float("inf")
    table, tail, head = ngrams(), folded(above[-8:]), folded(below[:8]) + "\n"
    join = table.bits(tail[-2:], head[0]) + table.bits(tail[-1] + head[0], head[1])
    begin = table.bits("\n", head[0]) + table.bits("\n" + head[0], head[1])
    return begin - join


def _quotation(above: str, below: str) -> bool:
    """Say whether a quotation is open at the end of one block, and closed in the other before another begins."""
    opened, closed = above.rfind("“"), below.find("”")
    return opened > above.rfind("”") and closed >= 0 and not 0 <= below.find("“") < closed


def stops_short(block: str, least: int = BEGUN_LONG) -> bool:
    """Say whether a block is prose that stops in mid-sentence; if no sentence has ended in it, it must be as long as `least`."""
    return (
        len(block) >= (BEGUN if STOP.search(block) else least)
        and not TERMINAL.search(block)
        and re.search("[，。；、,;]", block) is not None
        and re.match(r"[\u3400-\u9fff，、“《]", block[-1]) is not None
        and not (CAPTION.match(block) or CREDIT.match(block) or BYLINE.match(block) or CELLS.search(block))
    )


def goes_on(block: str) -> bool:
    """Say whether a block can be the rest of a sentence: prose that does not open like a block of its own."""
    return (
        len(block) >= 12
        and re.search("[，。；,;]", block) is not None
        and not CELLS.search(block)
        and not OPENER.match(block)
    )
