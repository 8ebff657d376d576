"""Lines cut at the width of a column are joined to paragraphs, and lost paragraph breaks restored.

Evidence is the geometry: a line that fills its column goes on in the next; a paragraph's first line is two characters shorter, its
last one ends anywhere, with a full stop. An empty line speaks for a break, but one that follows a full line in mid-sentence, as at the end of
a column or before a line that opens with a quotation mark, is false. All this is weighed over the whole page (Viterbi 1967).
Between ideographs nothing is put, between Latin words a space; a hyphen at a line end goes where the word has none elsewhere. Two short
lines of one length are a heading of two phrases, parted by a space.
Left alone: a text with one paragraph a line; verse, tables and lists; titles, bylines, captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage
from repair.layout import (
    BULLET,
    BYLINE,
    CAPTION,
    CELLS,
    CLOSING,
    CREDIT,
    OPENING,
    PROSE,
    TERMINAL,
    Line,
    columns,
    lines,
)

WRAP = "a line cut at the width of its column"
FALSE_BREAK = "an empty line in mid-sentence"
MISSING_BREAK = "a paragraph begins here, after a line that ends short"
COUPLET = "a heading set on two lines of equal length"
HYPHEN = "a word cut at the line end"

INDENT = 4
"""How much shorter the first line of a paragraph is, in half-ems."""

WRAPPED = 0.4
"""Share of lines that fill a column from which a text without empty lines is wrapped, and not one paragraph a line."""

OPENER = re.compile(
    "我|你|您|他|她|它|这|那|這|对|對|好[，的]|谢|謝|首先|其次|第[一二三]|另外|其实|其實|现在|現在|今年|今天|昨天|所以|因为|因為|如果|但|不过|不過"
    "|然后|然後|接着|接著|此外|同时|同時|据|據|为[了此]|為[了此]|近年|目前|当前|當前|最后|最後|还有|還有|还是|還是|先|再|来源|來源|记者|記者"
)
"""Words that open a sentence so often that what stands before them may have been left without its stop."""

LATIN = re.compile(r"[^\W\d_\u2e80-\u9fff]")
LATIN_END, LATIN_START = (
    re.compile(r"[^\W_\u2e80-\u9fff]|[.,;:!?)\]\"'%]"),
    re.compile(r"[^\W_\u2e80-\u9fff]|[(\[\"'$]"),
)
HAN = re.compile(r"[\u2e80-\u9fff]")
ENDING = "，。；！？,.;!?：:、…”"
HYPHENATED = re.compile(r"([^\W\d_]+)-$")
COMPOUND = frozenset(
    [
        "all",
        "cross",
        "ex",
        "half",
        "high",
        "long",
        "low",
        "mid",
        "non",
        "old",
        "one",
        "self",
        "short",
        "so",
        "two",
        "well",
    ]
)


class Wraps(Filter):
    """Joins what a column cut, and parts what it ran together."""

    stage = Stage.LINES
    marks = ("\n",)

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each line end that is not right."""
        rows = lines(text)
        if len(rows) < 2:
            return
        page = Page(text, rows)
        breaks = page.breaks()
        # A text of one paragraph a line keeps its line ends, even if a few of its paragraphs were cut.
        spaced = any(row.blanks for row in rows) or breaks.count(False) > 0.3 * len(rows)
        for at in range(1, len(rows)):
            above, below = rows[at - 1], rows[at]
            gap = (above.end, below.start)
            if joins(text, gap[0]) or joins(text, gap[1]):
                continue
            if not breaks[at]:
                yield _join(text, gap, FALSE_BREAK if below.blanks else WRAP)
            elif page.couplet(at):
                yield replace(gap, " ", reason=COUPLET, confidence=0.9)
            elif not below.blanks and spaced and page.parts(at, breaks):
                yield replace(gap, "\n\n", reason=MISSING_BREAK, confidence=0.97)


def _join(text: str, gap: tuple[int, int], reason: str) -> Edit:
    """Join two lines: nothing between ideographs, a space between words, a hyphen kept or taken."""
    before, after = text[gap[0] - 1], text[gap[1]]
    confidence = 0.99 if reason == WRAP else 0.97
    tail = HYPHENATED.search(text, max(0, gap[0] - 40), gap[0])
    if tail and after.islower() and LATIN.match(after):
        head = re.compile(r"[^\W\d_]+").match(text, gap[1])
        word = tail[1] + (head[0] if head else "")
        kept = f"{tail[1]}-{word[len(tail[1]) :]}" in text or (word not in text and tail[1].lower() in COMPOUND)
        return replace((gap[0] - (not kept), gap[1]), "", reason=HYPHEN, confidence=0.9)
    western = LATIN.match(before) or LATIN.match(after) or not HAN.search(text, max(0, gap[0] - 20), gap[1] + 20)
    spaced = western and (LATIN_END.match(before) and LATIN_START.match(after))
    return replace(gap, " " if spaced else "", reason=reason, confidence=confidence)


class Page:
    """The lines of a text with the columns they stand in, and what each line end costs as a break or as a join."""

    def __init__(self, text: str, rows: Sequence[Line]) -> None:
        self.rows = rows
        self.bodies = [text[row.start : row.end] for row in rows]
        self.columns = columns(rows)
        self.indented = sum(row.indent >= 2 for row in rows) * 12 > len(rows)
        self._forget_lists()

    def _forget_lists(self) -> None:
        """Take the column from what only looks like one: verse, lists and tables, where most full lines end on a mark."""
        start = 0
        for at in range(1, len(self.rows) + 1):
            if at == len(self.rows) or abs(self.columns[at] - self.columns[at - 1]) > 6:
                if not self._prose(range(start, at)):
                    self.columns[start:at] = [0] * (at - start)
                start = at
        in_columns = sum(bool(self.columns[at]) and self.short(at) < 3 for at in range(len(self.rows)))
        if not any(row.blanks for row in self.rows) and in_columns < WRAPPED * len(self.rows):
            self.columns = [0] * len(self.rows)

    def _prose(self, part: range) -> bool:
        """Say whether lines of one column read on from one to the next."""
        full = [at for at in part if self.short(at) < INDENT - 1]
        ended = sum(self.bodies[at][-1] in ENDING for at in full)
        marks = sum(len(PROSE.findall(self.bodies[at])) for at in part)
        cells = sum(CELLS.search(self.bodies[at]) is not None for at in part)
        size = sum(self.rows[at].width for at in part)
        return (
            len(full) > 1
            and 3 * len(full) >= len(part)
            and 2 * ended <= len(full)
            and 160 * marks >= size
            and 3 * cells <= len(part)
        )

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
            if first and not TERMINAL.search(body):
                return 4.5 if _misfit(short - INDENT) < 3 or _misfit(short) < 3 else 2.5 if PROSE.search(body) else 0.5
            if first:
                return 0.5
            full = 1.5 if short < 2 else 0.0
            return full + (0.0 if TERMINAL.search(body) else 5.0)
        if not first:
            return _misfit(short) + (6.0 if self.indented and indent >= 2 else 0.0)
        if self.indented:
            return _misfit(short) + (0.0 if indent >= 2 else 2.5)
        return _misfit(short - INDENT) if short >= INDENT - 1 else _misfit(short) + 2.5

    def _break_cost(self, at: int) -> float:
        above, below = self.bodies[at - 1], self.bodies[at]
        cost = 0.0
        if not self.rows[at].blanks and self.columns[at] and not self._opens(at):
            cost = 2.5 if TERMINAL.search(above) else 4.0
        return (
            cost + (6.0 if below[0] in CLOSING else 0.0) + (3.0 if above[-1] in OPENING or above[-1] in "，、" else 0.0)
        )

    def _join_cost(self, at: int) -> float:
        if not self.columns[at - 1] or abs(self.columns[at - 1] - self.columns[at]) > 6:
            goes_on = self.columns[at - 1] and self.short(at - 1) < 3 and not self.rows[at].blanks
            return 3.0 if goes_on and not TERMINAL.search(self.bodies[at - 1]) else 12.0
        if self._opens(at) or CELLS.search(self.bodies[at]) or CELLS.search(self.bodies[at - 1]):
            return 10.0
        blanks = self.rows[at].blanks
        hanging = 1.5 if blanks and self.bodies[at][0] in OPENING else 0.0
        return (0.0, 4.0, 6.0)[min(blanks, 2)] - hanging

    def _opens(self, at: int) -> bool:
        """Say whether a line begins a block by what it says: a list mark, a title's dash, a byline, a caption."""
        body = self.bodies[at]
        return any(pattern.match(body) for pattern in (BULLET, CAPTION)) or (
            len(body) < 40 and (BYLINE.match(body) or CREDIT.match(body)) is not None and "。" not in body
        )

    def _unfinished(self, breaks: list[bool]) -> None:
        """Join a paragraph that stops in mid-sentence to the one after it, whatever the widths say.

        It looks at nothing but the two blocks, so that a second run, which sees no columns, agrees.
        """
        starts = [at for at, begins in enumerate(breaks) if begins] + [len(breaks)]
        for before, at, after in zip(starts, starts[1:], starts[2:], strict=False):
            above, below = "".join(self.bodies[before:at]), "".join(self.bodies[at:after])
            if self.rows[at].blanks and _stops_short(above) and _goes_on(below) and not self._opens(at):
                breaks[at] = False

    def couplet(self, at: int) -> bool:
        """Say whether this line and the one above are the two phrases of a heading."""
        rows, above, below = self.rows, self.bodies[at - 1], self.bodies[at]
        alone = (at == 1 or rows[at - 1].blanks) and not rows[at].blanks and at + 1 < len(rows) and rows[at + 1].blanks
        plain = not PROSE.search(above + below) and not self._opens(at) and not self._opens(at - 1)
        wide = max(self.columns[max(0, at - 6) : at + 7])
        return bool(alone and plain and rows[at].width == rows[at - 1].width and 10 <= rows[at].width < 0.8 * wide)

    def parts(self, at: int, breaks: Sequence[bool]) -> bool:
        """Say whether a single line end that stays a break wants an empty line: beside a joined paragraph, or a title's dash."""
        start = at
        while start > 0 and not self.rows[start].blanks:
            start -= 1
        end = at
        while end + 1 < len(self.rows) and not self.rows[end + 1].blanks:
            end += 1
        joined = not all(breaks[start + 1 : end + 1])
        dashed = any(body.startswith("——") for body in self.bodies[start : end + 1])
        return joined or (dashed and end - start < 4)


def _misfit(short: int) -> float:
    """Cost of a line in the middle of a paragraph that falls `short` of its column; a mark may hang over its edge."""
    return (
        1.0
        if short < -3
        else 0.0
        if short < 3
        else 1.5
        if short == 3
        else 3.5
        if short == 4
        else 5.0
        if short < 7
        else 8.0
    )


def _stops_short(block: str) -> bool:
    """Say whether a block is prose that stops in mid-sentence."""
    return (
        len(block) >= 30
        and not TERMINAL.search(block)
        and re.search("[，。；、]", block) is not None
        and re.match(r"[\u3400-\u9fff，、“《]", block[-1]) is not None
        and not (CAPTION.match(block) or CREDIT.match(block) or BYLINE.match(block) or CELLS.search(block))
    )


def _goes_on(block: str) -> bool:
    """Say whether a block can be the rest of a sentence: prose that does not open like a block of its own."""
    return (
        len(block) >= 12
        and re.search("[，。；]", block) is not None
        and not CELLS.search(block)
        and not OPENER.match(block)
    )
