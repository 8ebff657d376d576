"""Letter-spaced text is closed up: `政 协 党 组 书 记 、`, `全 / 媒 / 体`.

A short line set out to the width of its column, or a label set with air or ornaments between its characters, reaches the extractor as
single characters with a space between. Evidence: at least three characters each parted from the next by the same one space or ornament, and
besides a mark among them, the same words closed up elsewhere, or lines of running text next to them.
One character a line, at least five times on end, is the same fault.
Left alone: words of two characters or more (耿欣 付鹏飞), headings of two phrases, rows of a grid, lists of one-character words (春 夏 秋 冬).
Only a suggestion: characters on their own, which may be names or a list of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.data.ngrams import ngrams
from repair.edit import Edit, Replace, Span, edit, joins
from repair.filter import Filter, Stage
from repair.layout import HAN
from repair.survey import Survey, survey

SPACES = "a line set out with spaces between its characters"
LINES = "a line broken up into its characters"
ORNAMENTS = "a label with an ornament between its characters"
OPEN, CLOSE = "“‘《（〈【「『", "，。、；：！？”’》）〉】」』"
GAPS = " /／·•|丨■◆●※"
UNIT_LONGEST, CELL_LONGEST, CELLS_LEAST = 11, 5, 5
"""Code points between two gaps of a run, and on a line of a run set down a column; and lines that such a run has at least."""
UNIT = f"[{OPEN}]{{0,3}}{HAN}[{CLOSE}]{{0,3}}"
MARKS = f"[{CLOSE}]{{1,3}}"
RUN = re.compile(
    f"(?<![^\\s{OPEN}{CLOSE}])(?P<spaced>{UNIT}(?: (?:{UNIT}|{MARKS}{UNIT}|{MARKS})|(?<=[{CLOSE}]){UNIT}){{2,}})(?![^\\s{OPEN}{CLOSE}])"
    f"|(?<!\\S)(?P<label>{HAN}(?: ?(?P<ornament>[/／·•|丨■◆●※]) ?{HAN})(?: ?(?P=ornament) ?{HAN})+)(?!\\S)"
)
CELL = f"(?:[{OPEN}]{{0,2}}{HAN}[{CLOSE}]{{0,2}}|[{CLOSE}]{{1,2}})"
COLUMN = re.compile(rf"^{CELL}(?P<gap>\n\n?){CELL}(?:(?P=gap){CELL}){{3,}}$", re.MULTILINE)
MARK = re.compile("[，。；]")
STOPS = re.compile("[。！？]")
PAGE = 20_000
"""Code points on either side in which a word is looked for that stands closed up."""
FAR = 200
"""Code points on either side within which the lines of a run are looked at."""
SOUND = 10.5
"""Bits a character below which characters are words."""
GAP = re.compile(" ?[/／·•|丨■◆●※] ?| ")
LISTS = tuple(
    frozenset(words)
    for words in (
        "一二三四五六七八九十百千万零〇日月火水木金土天周",
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥",
        "春夏秋冬东南西北中上下左右前后东西南北",
        "红橙黄绿青蓝紫黑白灰粉棕",
        "金木水火土风雨雷电山川湖海江河",
        "琴棋书画诗酒花茶梅兰竹菊柴米油盐酱醋衣食住行",
        "鼠牛虎兔龙蛇马羊猴鸡狗猪生旦净末丑",
        "男女老少是否有无大小多少高低对错",
    )
)


class LetterSpacing(Filter):
    """Deletes what stands between the characters of a letter-spaced run."""

    stage = Stage.MARKS

    def applies(self, text: str) -> bool:
        """Look for two gaps near to each other, and for lines of a character or two on end."""
        return _short_lines(survey(text)) or next(_spaced(survey(text)), None) is not None

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each run, with an operation for each gap."""
        found = survey(text)
        for match in COLUMN.finditer(text) if _short_lines(found) else ():
            yield from _column(text, match)
        for match in (match for span in _spaced(found) for match in RUN.finditer(text, *span)):
            start, end = match.span()
            letters = re.findall(HAN, match[0])
            if any(words.issuperset(letters) for words in LISTS):
                continue
            line = _line(text, start, end)
            gaps = [
                Replace(Span(start + gap.start(), start + gap.end()), "")
                for gap in GAP.finditer(match[0])
                if not joins(text, start + gap.start()) and not joins(text, start + gap.end())
            ]
            if match["label"]:
                safe = len(letters) >= 6 and _words(letters)
                if (
                    text[start - 1 : start] == match["ornament"]
                    or text[max(0, start - 2) : start].strip() == match["ornament"]
                ):
                    continue  # the bars of a table
            else:
                marked = any(char in OPEN + CLOSE for char in match[0])
                running = _running(text, line)
                safe = (
                    running
                    or (len(letters) > 3 and (marked or _elsewhere(text, letters, match)))
                    or (_words(letters) and _wrapped(text, line, match[0]))
                )
                if not running and _grid(text, line):
                    continue
            if gaps:
                reason = ORNAMENTS if match["label"] else SPACES
                yield edit(gaps, reason=reason, safe=safe, confidence=0.99 if safe else 0.7)


def _short_lines(found: Survey) -> bool:
    """Say whether lines that may be one character each stand on end."""
    import numpy as np

    starts, ends = found.bounds
    long = np.append(-1, np.append((ends - starts > CELL_LONGEST).nonzero()[0], len(starts)))
    return bool((long[1:] - long[:-1] > CELLS_LEAST).any())


def _spaced(found: Survey) -> Iterator[tuple[int, int]]:
    """List the lines that have two gaps near to each other."""
    gaps = found.which(f"[{GAPS}]")
    starts, ends = found.bounds
    for at in found.lines_with(gaps[:-1][gaps[1:] - gaps[:-1] <= UNIT_LONGEST]):
        yield int(starts[at]), int(ends[at])


def _column(text: str, match: re.Match[str]) -> Iterator[Edit]:
    """Close up characters that stand on a line each. Their words must stand elsewhere, or marks among them."""
    letters = re.findall(HAN, match[0])
    answers = 4 * len(STOPS.findall(match[0])) > len(letters)
    if answers or len(set(letters)) < 4 or any(words.issuperset(letters) for words in LISTS):
        return
    gap = re.compile(match["gap"])
    gaps = [Replace(Span(*found.span()), "") for found in gap.finditer(text, *match.span())]
    safe = (any(char in OPEN + CLOSE for char in match[0]) and _words(letters)) or _elsewhere(text, letters, match)
    if not any(joins(text, end) for item in gaps for end in item.span):
        yield edit(gaps, reason=LINES, safe=safe, confidence=0.97 if safe else 0.6)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the line around a run, as far as it matters."""
    low, high = max(0, start - FAR), min(len(text), end + FAR)
    before, after = text.rfind("\n", low, start), text.find("\n", end, high)
    return (before + 1 if before >= 0 else low), (after if after >= 0 else high)


def _neighbours(text: str, line: tuple[int, int]) -> list[str]:
    """Give the lines directly above and below, where there are any."""
    start, end = line
    above = text[slice(*_line(text, start - 1, start - 1))] if start > 1 else ""
    below = text[slice(*_line(text, end + 1, end + 1))] if end + 1 < len(text) else ""
    return [other for other in (above, below) if other.strip()]


def _elsewhere(text: str, letters: Sequence[str], match: re.Match[str]) -> bool:
    """Say whether the page has the same characters closed up."""
    return text.find("".join(letters), max(0, match.start() - PAGE), match.end() + PAGE) >= 0


def _words(letters: Sequence[str]) -> bool:
    """Say whether characters are words when they stand together, and no list of names or of things of one character."""
    return ngrams().surprise("".join(letters)) < SOUND


def _wrapped(text: str, line: tuple[int, int], run: str) -> bool:
    """Say whether a short run belongs to running text: a neighbouring line goes on without spaces."""
    return (
        any(" " not in other.strip() and len(other.strip()) > 3 for other in _neighbours(text, line)) and len(run) > 4
    )


def _running(text: str, line: tuple[int, int]) -> bool:
    """Say whether a line stands in a paragraph that is cut into lines of its length, of which a third at least are not spaced."""
    start, end = line
    above = text[max(0, start - FAR) : start].rpartition("\n\n")[2].split("\n")[:-1]
    below = text[end : end + FAR].partition("\n\n")[0].split("\n")[1:]
    around = [other.strip() for other in (*above, *below) if other.strip()]
    plain = [len(other) for other in around if " " not in other]
    size = len(text[start:end].replace(" ", ""))
    like = sum(abs(other - size) < 4 for other in plain)
    return like > 1 and 3 * like >= len(around) and any(MARK.search(other) for other in around)


def _grid(text: str, line: tuple[int, int]) -> bool:
    """Say whether a neighbouring line is spaced into as many single characters: a table, or a seating plan."""
    own = text[slice(*line)].split()
    return all(len(word) == 1 for word in own) and any(
        len(other.split()) == len(own) and all(len(word) == 1 for word in other.split()) and own != other.split()
        for other in _neighbours(text, line)
    )
