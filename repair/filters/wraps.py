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
from collections.abc import Iterable, Iterator, Sequence

from repair.edit import Edit, Replace, joins, replace
from repair.filter import Filter, Stage
from repair.layout import Line, lines
from repair.paragraphs import Page, may_be_cut
from repair.survey import Survey, survey

WRAP = "a line cut at the width of its column"
FALSE_BREAK = "an empty line in mid-sentence"
MISSING_BREAK = "a paragraph begins here, after a line that ends short"
COUPLET = "a heading set on two lines of equal length"
HYPHEN = "a word cut at the line end"

READINGS = 6
"""How often a page is read again at the most; two or three readings are the rule."""

PORTION = 1000
"""Lines from which on a text is cut into parts."""

LATIN = re.compile(r"[^\W\d_\u2e80-\u9fff]")
LATIN_END, LATIN_START = (
    re.compile(r"[^\W_\u2e80-\u9fff]|[.,;:!?)\]\"'%]"),
    re.compile(r"[^\W_\u2e80-\u9fff]|[(\[\"'$]"),
)
HAN = re.compile(r"[\u2e80-\u9fff]")
TAIL, HEAD = re.compile(r"([^\W\d_]+)-$"), re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
COMPOUND = frozenset(
    {"all", "cross", "ex", "half", "high", "long", "low", "non", "old", "one", "self", "so", "two", "well"}
)
"""First parts of words that keep their hyphen, where the text itself does not tell."""


class Wraps(Filter):
    """Joins what a column cut, and parts what it ran together."""

    stage = Stage.LINES

    def applies(self, text: str) -> bool:
        """Look for a line that may have been cut."""
        return may_be_cut(survey(text))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each line end that is not right."""
        for start, end in _portions(survey(text)):
            part = text[start:end]
            if may_be_cut(survey(part) if part is text else Survey(part)):
                yield from (_shifted(proposal, start) for proposal in _read(part))


def _portions(found: Survey) -> Iterator[tuple[int, int]]:
    """Cut a long text behind paragraphs that end with an empty line: each part is a page with habits of its own."""
    starts, _ends = found.bounds
    low = first = 0
    unended = set(found.unended)
    for at in range(PORTION, len(starts)):
        if at - first >= PORTION and found.parted[at - 1] and at - 1 not in unended:
            yield low, int(starts[at])
            low, first = int(starts[at]), at
    yield low, len(found.text)


def _shifted(proposal: Edit, by: int) -> Edit:
    """Move an edit of a part to its place in the text."""
    (start, end), written = proposal.operations[0].span, _written(proposal)
    return replace((start + by, end + by), written, reason=proposal.reason, confidence=proposal.confidence)


def _read(text: str) -> Iterator[Edit]:
    """Read a text, and again what has been joined and parted, until nothing is left to do."""
    rows = now_rows = lines(text)
    heads = list(range(len(rows)))  # which line of `text` each line of the reading begins with
    found: dict[int, Edit] = {}
    now = text
    for _ in range(READINGS):
        reading = dict(_reading(now, now_rows))
        if not reading:
            break
        for at, proposal in reading.items():
            (start, _end), written = proposal.operations[0].span, _written(proposal)
            above, below = rows[heads[at] - 1], rows[heads[at]]
            reason = (
                proposal.reason if proposal.reason not in (WRAP, FALSE_BREAK) else FALSE_BREAK if below.parted else WRAP
            )
            span = (above.end - (now_rows[at - 1].end - start), below.start)
            found[heads[at]] = replace(span, written, reason=reason, confidence=proposal.confidence)
        now = _made(now, reading.values())
        now_rows = lines(now)
        heads = [head for at, head in enumerate(heads) if at not in reading or "\n" in _written(reading[at])]
    yield from found.values()


def _written(proposal: Edit) -> str:
    operation = proposal.operations[0]
    return operation.text if isinstance(operation, Replace) else ""


def _made(text: str, edits: Iterable[Edit]) -> str:
    parts, at = [], 0
    for proposal in edits:
        start, end = proposal.operations[0].span
        parts += [text[at:start], _written(proposal)]
        at = end
    return "".join([*parts, text[at:]])


def _reading(text: str, rows: Sequence[Line]) -> Iterator[tuple[int, Edit]]:
    """Read a text once: for each line that does not begin as it should, its number and the edit of the line end before it."""
    if len(rows) < 2:
        return
    page = Page(text, rows)
    breaks = page.breaks()
    # A text of one paragraph a line keeps its line ends, even if a few of its paragraphs were cut.
    spaced = any(row.parted for row in rows) or breaks.count(False) > 0.3 * len(rows)
    parted = page.parted(breaks) if spaced else [False] * len(rows)
    words = frozenset(WORD.findall(text)) if "-\n" in text else frozenset()
    for at in range(1, len(rows)):
        gap = (rows[at - 1].end, rows[at].start)
        if joins(text, gap[0]) or joins(text, gap[1]) or (not breaks[at] and _doubles(text, gap)):
            continue
        if not breaks[at]:
            yield at, _join(text, gap, FALSE_BREAK if rows[at].parted else WRAP, words)
        elif page.couplet(at):
            yield at, replace(gap, " ", reason=COUPLET, confidence=0.9)
        elif parted[at] and not rows[at].parted:
            yield at, replace(gap, "\n\n", reason=MISSING_BREAK, confidence=0.97)


def _doubles(text: str, gap: tuple[int, int]) -> bool:
    """Say whether a join would set the same mark, or a line, twice: then the lines are no wrap but two copies."""
    if text[gap[0] - 1] == text[gap[1]]:
        return not text[gap[1]].isalnum()
    start, stop = text.rfind("\n", 0, gap[0]) + 1, text.find("\n", gap[1])
    above, below = text[start : gap[0]].strip(), text[gap[1] : stop if stop >= 0 else len(text)].strip()
    return min(len(above), len(below)) > 3 and (above.endswith(below) or below.startswith(above))


def _join(text: str, gap: tuple[int, int], reason: str, words: frozenset[str]) -> Edit:
    """Join two lines: nothing between ideographs, a space between words, a hyphen kept or taken."""
    before, after = text[gap[0] - 1], text[gap[1]]
    tail = TAIL.search(text, max(0, gap[0] - 40), gap[0])
    if tail and after.islower() and (head := HEAD.match(text, gap[1])):
        named = tail[1].lower() in COMPOUND or len(tail[1]) == 1  # e-mail, X-ray: no word is cut behind one letter
        kept = f"{tail[1]}-{head[0]}" in words or (tail[1] + head[0] not in words and named)
        return replace((gap[0] - (not kept), gap[1]), "", reason=HYPHEN, confidence=0.9)
    western = LATIN.match(before) or LATIN.match(after) or not HAN.search(text, max(0, gap[0] - 20), gap[1] + 20)
    spaced = western and LATIN_END.match(before) and LATIN_START.match(after)
    return replace(gap, " " if spaced else "", reason=reason, confidence=0.99 if reason == WRAP else 0.97)
