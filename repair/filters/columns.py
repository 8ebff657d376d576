"""A stretch of a column that came out under another article goes back under its own.

On a page of several articles the tail of one column may be read after the head of the next. Evidence: the articles' names, which are
headings of their own and recur in their paragraphs; a sentence that breaks off where another article begins, which shows that columns
were shuffled at all. The cheapest reading of the whole page gives each block to an article (Viterbi 1967).
A stretch begins with the rest of the sentence that its article left open, if it left one: of the few blocks before the first that
names the article, the one that goes on best from it and has least to do with the block above. Where two come near each other, it stays.
Left alone: pages without a broken sentence, articles that merely mention each other, the order of whole articles.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from repair.data.ngrams import ngrams
from repair.edit import Edit, Move, Replace, Span, edit, joins
from repair.filter import Filter, Stage
from repair.layout import CAPTION, LINE, PROSE
from repair.paragraphs import BEGUN_LONG, flow, stops_short
from repair.survey import survey

REASON = "a stretch of a column under another article"
PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")
UNMARKED = re.compile(r"[^\s。！？!?…；;：:—]*[\u3400-\u9fff]$")
NAME = re.compile(r"[\u3400-\u9fff]{3,12}$")
ARTICLES, MOST_ARTICLES = 3, 40
"""How many articles a page has at the least, so that columns can be shuffled, and at the most: more are a volume, not a page."""
MENTIONS = 2
"""How many paragraphs must say a heading's words for it to be the name of an article."""
BEFORE = 3
"""How many blocks before a stretch may be the rest of the sentence that it goes on from; they need not name its article."""
OPENS, KIN, COMMONEST = 5.0, 2.2, 13
"""Bits against a block's being that rest: for naming its article in its first words, and for its kinship with the block above (see `_kin`), in
which a pair of ideographs counts that was found less often than two to this power."""
FIRST = 8
"""Code points of the first words of a block."""
CLEAR, NONE, CERTAIN = 2.0, -6.0, 20.0
"""Bits by which one block must be likelier to be that rest than the next best; what it is worth that none is it; and the most that a sentence's being
likelier in one than in two may count."""
LEAST_ALONE = 3.5
"""Bits by which the sentence must be likelier in one than in two where the stretch names its article in one block only."""
NAMED, HOME, CHANGE = 4.0, 1.0, 1.9
"""Worth of a block's naming an article and of standing under it; cost of a change of article between two blocks."""


class Columns(Filter):
    """Moves stretches of blocks back under their article."""

    stage = Stage.COLUMNS

    def applies(self, text: str) -> bool:
        """Look for three headings that may be names, and a sentence that breaks off."""
        found = survey(text)
        bodies = [found.lines[at].strip() for at in found.unended]
        return sum(NAME.match(body) is not None for body in bodies) >= ARTICLES and any(map(_open, bodies))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each stretch."""
        blocks = [match.span() for match in LINE.finditer(text)]
        page = _Page([text[slice(*block)].strip() for block in blocks])
        if not ARTICLES <= len(page.heads) <= MOST_ARTICLES or not any(map(page.breaks_off, range(len(blocks) - 1))):
            return
        for run, target, joined in page.stretches():
            above, start, end, to = blocks[run[0] - 1][1], blocks[run[0]][0], blocks[run[-1]][1], blocks[target][1]
            if any(joins(text, place) for place in (above, start, end, to)):
                continue
            if joined:
                yield edit((Replace(Span(above, start), ""), Move(Span(start, end), to)), reason=REASON, confidence=0.9)
            else:
                yield edit((Move(Span(above, end), to),), reason=REASON, confidence=0.9)


class _Page:
    """The blocks of a page, and the articles that they stand under."""

    def __init__(self, bodies: Sequence[str]) -> None:
        self.bodies = bodies
        self.heads = _heads(bodies)
        self.names = _core([bodies[head] for head in self.heads])
        self.home = [bisect_right(self.heads, at) - 1 for at in range(len(bodies))]

    def breaks_off(self, at: int) -> bool:
        """Say whether a block stops in mid-sentence before a heading or a caption, which cannot be its end."""
        below = self.bodies[at + 1]
        return _open(self.bodies[at]) and (CAPTION.match(below) is not None or not PROSE.search(below))

    def stretches(self) -> Iterator[tuple[range, int, bool]]:
        """Yield the blocks of each stretch, the block it belongs behind, and whether it goes on with that block's sentence."""
        given, home = self._given(), self.home
        ends = {article: max(at for at, own in enumerate(given) if own == home[at] == article) for article in {*home}}
        moved: set[int] = set()
        targets: set[int] = set()
        for article, group in groupby(range(self.heads[0], len(given)), key=given.__getitem__):
            run = [*group]
            target, under = ends[article], home[run[0]]
            if article == under:
                continue
            rest = self._rest(run[0], target)
            blocks = range(run[0] if rest is None else rest, run[-1] + 1)
            if moved.intersection([*blocks, target]) or targets.intersection(blocks):
                continue
            if not self._named(under, blocks) and self._sure(self._named(article, blocks), rest, target):
                moved.update(blocks)
                targets.add(target)
                yield blocks, target, rest is not None

    def _named(self, article: int, blocks: Sequence[int]) -> int:
        """Count the blocks that name an article."""
        return sum(self.names[article] in self.bodies[at] for at in blocks)

    def _given(self) -> list[int]:
        """Give each block to an article, by what it names and by its neighbours."""
        ways: list[list[int]] = []
        articles = range(len(self.heads))
        cost = [0.0] * len(self.heads)
        for at in range(self.heads[0], len(self.bodies)):
            best = min(articles, key=cost.__getitem__)
            if at in self.heads:  # a heading stands where it stands
                ways.append([best] * len(self.heads))
                cost = [cost[best] if self.home[at] == article else math.inf for article in articles]
                continue
            worth = [NAMED * self._named(article, [at]) + HOME * (self.home[at] == article) for article in articles]
            ways.append([article if cost[article] <= cost[best] + CHANGE else best for article in articles])
            cost = [min(cost[article], cost[best] + CHANGE) - worth[article] for article in articles]
        found = [min(articles, key=cost.__getitem__)]
        for way in reversed(ways[1:]):
            found.append(way[found[-1]])
        return [-1] * self.heads[0] + found[::-1]

    def _rest(self, first: int, target: int) -> int | None:
        """Find the block that ends the sentence which block `target` left open: the first of a stretch, or one of those before it.

        A block that names the article it stands under is no part of the stretch; one that opens with its own is seldom in mid-sentence.
        """
        bodies, own, under = self.bodies, self.names[self.home[target]], self.names[self.home[first]]
        if not _open(bodies[target]):
            return None
        found = [(NONE, -1)]
        for at in range(first, max(first - BEFORE - 1, 1), -1):
            if at in self.heads or (at < first and under in bodies[at]):
                break
            if PROSE.search(bodies[at]) and not CAPTION.match(bodies[at]):
                against = OPENS * (own in bodies[at][:FIRST]) + KIN * _kin(bodies[at - 1], bodies[at])
                found.append((min(CERTAIN, flow(bodies[target], bodies[at])) - against, at))
        (best, rest), *others = sorted(found, reverse=True)
        return rest if others and best > others[0][0] + CLEAR else None

    def _sure(self, names: int, rest: int | None, target: int) -> bool:
        """Demand that a stretch names its article in two blocks, or in one if it clearly ends its open sentence, which must be ended."""
        if rest is None:
            return names > 1 and not _open(self.bodies[target])
        return names > 1 or (names == 1 and flow(self.bodies[target], self.bodies[rest]) > LEAST_ALONE)


def _heads(bodies: Sequence[str]) -> list[int]:
    """Find the headings that name an article: short, without a mark, standing once, and said again in several paragraphs."""
    count = Counter(bodies)
    names = {body for body in bodies if NAME.match(body) and count[body] == 1}
    sizes = sorted({len(name) for name in names})
    said: Counter[str] = Counter()
    for body in bodies:
        if len(body) > 20:
            grams = (body[at : at + size] for size in sizes for at in range(len(body) - size + 1))
            said.update(names.intersection(grams))
    return [at for at, body in enumerate(bodies) if body in names and said[body] >= MENTIONS]


def _core(names: Sequence[str]) -> list[str]:
    """Strip what all names end with (市政协), so that 包头 is found in 包头市委, too."""
    ending = 0
    while all(len(name) > ending + 2 for name in names) and len({name[len(name) - ending - 1] for name in names}) == 1:
        ending += 1
    return [re.sub("(?<=..)[省市县区州盟旗]$", "", name[: len(name) - ending]) for name in names]


def _open(body: str) -> bool:
    """Say whether a block stops in mid-sentence; one as long as no heading is may do so before its first mark."""
    return stops_short(body) or (
        len(body) >= BEGUN_LONG and UNMARKED.match(body) is not None and not CAPTION.match(body)
    )


def _kin(above: str, below: str) -> float:
    """Tell how much a block has in common with the one above: pairs of ideographs, by how rare they are, and for the length of the block."""
    table, other = ngrams(), set(PAIR.findall(above))
    rare = (max(0.0, COMMONEST - math.log2(max(1.0, table.count(pair)))) for pair in other & set(PAIR.findall(below)))
    return sum(rare) / math.sqrt(10 + len(below))
