"""Characters that were read wrongly are pointed out, with the one that they look like; place names are put right where the page proves them.

OCR reads 乌 as 马 and 未 as 末. Evidence for a place: it does not exist, another of the same length does that differs in one character of
like shape, and the page names that one elsewhere, or a neighbour of it, or what it belongs to, close by. For other words: the counts of
characters from open text have nothing like what stands there, and much of what stands there with a character of like shape instead.
Left alone: figures, names of people, rare words that have no common look-alike; whatever the page says more than once.
Only a suggestion: all but proven places; the confidence is the share that was right, by its kind, of errors that OCR engines made.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from repair.data.ngrams import Ngrams, ngrams
from repair.data.places import places
from repair.data.shapes import NEIGHBOURS, shapes
from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage
from repair.survey import BLOCK, Survey, survey, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from repair.survey import Places

PLACE = "there is no {}; {} looks like it, and {}"
WORD = "{} is not known here; {} looks like it and is"
SUFFIX = re.compile("(?<=[\u4e00-\u9fff]{2})[省市县区旗盟州]")
NEAR = 60
"""Code points on either side in which a place must have a neighbour or what it belongs to."""
WORDS = 8
"""How often a pair of characters must be in the counts to be one."""
LONGEST = 8
LIKE, LIKE_PLACE = 0.5, 0.45
"""Likeness from which a character may have been read for another, in a word, and in a place name, which proves itself."""
FIGURE = re.compile("[0-9〇零一二三四五六七八九十百千万亿两]")
HAN, TWO = re.compile("[\u4e00-\u9fff]"), re.compile("[\u4e00-\u9fff]{2}")
FAR = 4000
"""Code points on either side in which a word that is meant may stand again."""
TITLE = re.compile("主席|书记|委员|记者|主任|代表|先生|女士|同志|[局厅县市省部院校州盟旗区]长|姓|名|叫|、")
"""What stands before the names of people."""
SEEN = 5
"""How often the counts must have three ideographs on end."""
EVEN, SLOPE = 18.0, 2.8
"""Bits gained at which every second suggestion would be right, and how steeply that rises: a logistic curve laid through the share that was
right, at each gain, of the look-alikes of errors that OCR engines made (`tests/ocr.py`)."""


class LookAlikes(Filter):
    """Suggests the character that was meant."""

    stage = Stage.TEXT
    least: ClassVar[float] = 19.0
    """Bits that the other character must gain to be suggested."""

    def applies(self, text: str) -> bool:
        """Look for a character that is seldom beside its neighbours."""
        return not text.isascii() and len(survey(text).ask(_strange)) > 0

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each place, and one for each other character."""
        taken: set[int] = set()
        strange = survey(text).ask(_strange)
        for found in (*_places(text, strange), *_words(text, strange, self.least)):
            at, written, reason, safe, confidence = found
            if at not in taken and not joins(text, at) and not joins(text, at + 1):
                taken.add(at)
                yield replace((at, at + 1), written, reason=reason, safe=safe, confidence=confidence)


class Found(NamedTuple):
    """A character that may be wrong: where it stands, the one that was meant, why, and how sure that is."""

    at: int
    written: str
    reason: str
    safe: bool
    confidence: float


def _strange(found: Survey) -> Places:
    """List the ideographs that are seldom beside either neighbour; beside what is no ideograph all are."""
    import numpy as np

    parts = []
    for start in range(0, len(found.codes), BLOCK):
        codes = found.codes[max(0, start - 1) : start + BLOCK + 1]
        han = table(HAN.pattern)[codes]
        seldom = np.append(np.append(True, ~ngrams().common(codes[:-1], codes[1:], WORDS) | ~han[:-1] | ~han[1:]), True)
        own = (seldom[:-1] & seldom[1:] & han).nonzero()[0] + max(0, start - 1)
        parts.append(own[(own >= start) & (own < start + BLOCK)])
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)


def _places(text: str, strange: Places) -> Iterator[Found]:
    """Find names that are one character away from a place."""
    suffixes = survey(text).which("[省市县区旗盟州]")
    near = strange.searchsorted(suffixes) - strange.searchsorted(suffixes - LONGEST + 1)
    for match in filter(None, (SUFFIX.match(text, at) for at in suffixes[near > 0].tolist())):
        end = match.end()
        windows = [text[end - size : end] for size in range(min(LONGEST, end), 2, -1)]
        if any(window in places() for window in windows):
            continue
        for wrong in windows:
            hits = [
                (at, name)
                for at in range(len(wrong) - 1)
                for name in _holes().get((at, wrong[:at] + wrong[at + 1 :]), ())
                if shapes().get(wrong[at], {}).get(name[at], 0) > LIKE_PLACE
                or shapes().get(name[at], {}).get(wrong[at], 0) > LIKE_PLACE
            ]
            if len({name for _, name in hits}) == 1:
                at, name = hits[0]
                place = end - len(wrong) + at
                pairs = (text[place - 1 : place + 1], text[place : place + 2])
                if any(ngrams().count(pair) >= WORDS for pair in pairs if TWO.fullmatch(pair)):
                    break  # 北京城区 is no misread 东城区
                proof = _proof(text, name, wrong, end)
                if proof or len(wrong) > 3:
                    reason = PLACE.format(wrong, name, proof or "nothing near tells")
                    yield Found(place, name[at], reason, bool(proof), 0.99 if proof else 0.4)
                break


def _proof(text: str, name: str, wrong: str, end: int) -> str:
    """Say what on the page proves a place; empty if nothing does. A name that the page has twice is meant."""
    if text.count(wrong) > 1:
        return ""
    if name in text:
        return "the page has it elsewhere"
    near = text[max(0, end - len(wrong) - NEAR) : end - len(wrong)] + "\n" + text[end : end + NEAR]
    for parent in sorted(places()[name]):
        short = re.sub("[省市县区盟州]$", "", parent)
        if len(short) > 1 and short in near:
            return f"{short}, which it belongs to, stands near"
    for other in sorted(_children(places()[name])):
        if other != name and len(other) > 2 and other in near:
            return f"{other}, its neighbour, stands near"
    return ""


@cache
def _holes() -> dict[tuple[int, str], list[str]]:
    """Map each place name with one character left out to the names it may be."""
    found: dict[tuple[int, str], list[str]] = {}
    for name in places():
        if 2 < len(name) <= LONGEST:
            for at in range(len(name) - 1):
                found.setdefault((at, name[:at] + name[at + 1 :]), []).append(name)
    return found


@cache
def _children(parents: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name, belongs in places().items() if belongs & parents)


def _words(text: str, strange: Places, least: float) -> Iterator[Found]:
    """Find characters that the counts know beside neither neighbour, and that have a look-alike which they know there."""
    counts = ngrams()
    for at in _replaceable(survey(text), strange).tolist():
        found = _judge(counts, text, at, least)
        if found:
            yield found


def _replaceable(found: Survey, strange: Places) -> Places:
    """Choose the characters that the counts know beside neither neighbour, and a look-alike of which they know with two of them."""
    import numpy as np

    table = ngrams()
    at = strange[(strange > 0) & (strange < len(found.codes) - 1)]
    own = found.codes[at]
    at = at[~table.common(found.codes[at - 1], own, 1) & ~table.common(own, found.codes[at + 1], 1)]
    if not len(at):
        return at
    rows, others = _others()
    at = at[rows[found.codes[at]] > 0]
    near = found.codes.take(at[:, None] + np.arange(-2, 3), mode="clip")
    like = others[rows[found.codes[at]]]
    left, right = np.broadcast_to(near[:, 1:2], like.shape), np.broadcast_to(near[:, 3:4], like.shape)
    before, after = table.common(left, like, SEEN), table.common(like, right, SEEN)
    first, last = (table.common(near[:, at], near[:, at + 1], SEEN)[:, None] for at in (0, 3))
    known = np.zeros(len(at), np.bool_)
    # Three on end are looked for only where both their pairs are known: that is far cheaper to ask.
    for place, pairs in ((2, first & before), (1, before & after), (0, after & last)):
        row, column = pairs.nonzero()
        three = [near[row, 2 - place + step] for step in range(3)]
        three[place] = like[row, column]
        known[row[table.found(*three) >= SEEN - 0.5]] = True
    return at[known]


@cache
def _others() -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """Give for each character of the first plane the row of its look-alikes, and those rows; the first row is of characters without any."""
    import numpy as np

    rows, others = np.zeros(1 << 16, np.intp), np.zeros((len(shapes()) + 1, NEIGHBOURS), np.uint16)
    for row, (letter, like) in enumerate(shapes().items(), 1):
        rows[ord(letter)] = row
        found = [ord(other) for other, likeness in like.items() if likeness >= LIKE]
        others[row, : len(found)] = found
    return rows, others


def _judge(table: Ngrams, text: str, at: int, least: float) -> Found | None:
    """Weigh a character against those that look like it."""
    letter, low, high = text[at], max(0, at - 2), at + 3
    near = text[low:high]
    place = at - low
    if len(HAN.findall(near)) < 3 or FIGURE.match(letter):
        return None
    if TITLE.search(text, max(0, at - 5), at) or _support(table, near, place):
        return None
    before = _bits(table, near)
    best: tuple[float, str] | None = None
    for other, likeness in shapes().get(letter, {}).items():
        if likeness < LIKE or FIGURE.match(other):
            continue
        if not table.count(text[at - 1] + other) and not table.count(other + text[at + 1 : at + 2]):
            continue
        there = near[:place] + other + near[place + 1 :]
        if _support(table, there, place, ideographs=True) < SEEN:
            continue
        gain = before - _bits(table, there)
        if best is None or gain > best[0]:
            best = gain, there
    if best is None or best[0] < least or _meant(text, at):
        return None
    gain, there = best
    confidence = round(1 / (1 + math.exp((EVEN - gain) / SLOPE)), 2)
    return Found(at, there[place], WORD.format(near, there), False, confidence)


def _meant(text: str, at: int) -> bool:
    """Say whether the text near has the character beside the same neighbour again."""
    around = text[max(0, at - FAR) : at + FAR]
    pairs = (text[at - 1 : at + 1], text[at : at + 2])
    return any(around.count(pair) > 1 for pair in pairs if len(HAN.findall(pair)) == 2)


def _support(table: Ngrams, near: str, place: int, *, ideographs: bool = False) -> float:
    """Tell how often the counts have the character with two of its neighbours, of the ways to take two the best."""
    spans = ((place - 2, place + 1), (place - 1, place + 2), (place, place + 3))
    grams = [near[start:end] for start, end in spans if start >= 0 and end <= len(near)]
    return max(
        (table.count(gram) for gram in grams if not ideographs or len(HAN.findall(gram)) == len(gram)), default=0.0
    )


def _bits(table: Ngrams, near: str) -> float:
    return sum(table.bits(near[max(0, at - 2) : at], near[at]) for at in range(1, len(near)))
