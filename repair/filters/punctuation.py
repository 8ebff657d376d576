"""ASCII marks between ideographs become full width.

Page models write `统筹推进,建立`, `(次)`, `谢谢政府!”`. Evidence: an ideograph or a full-width mark stands right on one side and nothing
Western on the other; brackets and quotation marks go in pairs, and hold ideographs or stand behind one.
Left alone: numbers, times, ratios, addresses, code, Latin phrases, a mark with a space behind it, `%` and `+`, the bracketed
number of a list or a clause, which a house may set in ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.edit import Edit, Replace, Span, edit, replace
from repair.filter import Filter, Stage
from repair.layout import HAN, IDEOGRAPH
from repair.survey import survey

REASON = "an ASCII mark in Chinese text"
PAIR = "ASCII brackets in Chinese text"
QUOTES = "ASCII quotation marks in Chinese text"
WIDE = dict(zip(",;:!?", "，；：！？", strict=True))
MARKS = "，。、；：！？“”‘’《》（）〈〉【】「」『』…—"
MARK = re.compile(
    f'(?<=[{HAN[1:-1]}）》”’」』】])(?:[!?]+|[,:;])(?=[{HAN[1:-1]}{MARKS}0-9("]|$|\n)|(?<=[0-9%℃])[,;:!?](?=[{HAN[1:-1]}{MARKS}])'
)
BRACKETS = re.compile(r"\(([^()\n]{1,60})\)")
QUOTED = re.compile(r'"([^"\n]{1,80})"')
LIST_NUMBER = re.compile(r"[一二三四五六七八九十百零〇\d]{1,4}$")
WESTERN = re.compile(r"[A-Za-z/_\\][0-9A-Za-z./_%-]*$")
FOREIGN = re.compile(
    "[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]|[\\w)] ?[(=] ?[\"']|[{};]\\s*$|\\bSELECT\\b|^\\s*(?:def|import|#) "
)
FAR = 200
"""Code points on either side in which a line is looked at."""
ADDRESS = re.compile("(?:://|www\\.)[^\\s，。、；：！？“”（）《》]*$")
LATIN = re.compile(r"[A-Za-z]")


class Punctuation(Filter):
    """Writes full-width marks where the text around them is Chinese."""

    stage = Stage.TEXT
    marks = (",", ";", ":", "!", "?", "(", '"')

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each mark, and for each pair."""
        places = survey(text).which("[,:;!?]").tolist()
        for match in filter(None, (MARK.match(text, at) for at in places)):
            before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
            if before.isascii() and WESTERN.search(text, max(0, match.start() - 30), match.start()):
                continue
            if _address(text, match.start()) or _foreign(text, match.start()):
                continue
            if match[0] == "," and _row_of_cells(text, match.start()):
                continue
            if match[0] == ":" and after.isdigit():
                continue  # a ratio, a score, a reference
            if before.isdigit() and after.isdigit():
                continue
            yield replace(match.span(), "".join([WIDE[mark] for mark in match[0]]), reason=REASON, confidence=0.99)
        for pattern, opening, closing, reason in ((BRACKETS, "（", "）", PAIR), (QUOTED, "“", "”", QUOTES)):
            for match in pattern.finditer(text):
                if _chinese(text, match, reason == PAIR):
                    start, end = match.span()
                    pair = (Replace(Span(start, start + 1), opening), Replace(Span(end - 1, end), closing))
                    yield edit(pair, reason=reason, confidence=0.98)


def _address(text: str, at: int) -> bool:
    """Say whether a place is inside an address, which may have ideographs in it."""
    return ADDRESS.search(text, max(0, at - 200), at) is not None


def _foreign(text: str, at: int) -> bool:
    """Say whether a place is in Japanese, Korean or code, which set ASCII marks by rules of their own."""
    start, end = max(0, at - FAR), at + FAR
    start = max(start, text.rfind("\n", start, at) + 1)
    stop = text.find("\n", at, end)
    return FOREIGN.search(text, start, stop if stop >= 0 else end) is not None


def _row_of_cells(text: str, at: int) -> bool:
    """Say whether a comma parts cells: no full-width mark in its line, and as many commas in a line next to it."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > 200 or any(mark in line for mark in MARKS):
        return False
    above = text[max(0, start - FAR) : start].rstrip("\n").rpartition("\n")[2]
    below = text[end : end + FAR].lstrip("\n").partition("\n")[0] if end >= 0 else ""
    return line.count(",") in (above.count(","), below.count(","))


def _chinese(text: str, match: re.Match[str], bracket: bool) -> bool:
    """Say whether a pair stands in Chinese: it holds ideographs and no Latin, and ideographs stand around it."""
    inside, start, end = match[1], match.start(), match.end()
    if (
        _address(text, start)
        or _foreign(text, start)
        or text[start - 1 : start] == "]"
        or not IDEOGRAPH.search(inside)
        or LATIN.search(inside)
        or (bracket and LIST_NUMBER.match(inside))
    ):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == " ":
        return False  # a house that spaces its brackets sets them in ASCII on purpose
    solid = (
        IDEOGRAPH.match(before)
        or IDEOGRAPH.match(after)
        or before in tuple("，。、；：！？”》")
        or after in tuple("，。、；：！？“《")
    )
    alone = before in ("", "\n") and after in ("", "\n")
    return bool((solid or alone) and not LATIN.match(before) and not LATIN.match(after))
