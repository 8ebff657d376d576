"""A stretch of a column that came out under another article goes back under its own.

On a page of several articles the tail of one column may be read after the head of the next. Evidence: the articles' names, which are
headings of their own and recur in their paragraphs; a sentence that breaks off where another article begins, which shows that columns
were shuffled at all; and phrases that stand in one article alone. The cheapest reading of the whole page gives each block to an
article (Viterbi 1967).
A stretch that begins in mid-sentence is joined to the sentence that its article left open.
Left alone: pages without a broken sentence, articles that merely mention each other, the order of whole articles.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from repair.edit import Edit, Move, Replace, Span, edit, joins
from repair.filter import Filter, Stage
from repair.layout import CAPTION, LINE, PROSE
from repair.paragraphs import flow, goes_on, stops_short
from repair.survey import survey

REASON = "a stretch of a column under another article"
NAME = re.compile(r"[\u3400-\u9fff]{3,12}$")
ARTICLES, MOST_ARTICLES = 3, 40
"""How many articles a page has at the least, so that columns can be shuffled, and at the most: more are a volume, not a page."""
MENTIONS = 2
"""How many paragraphs must say a heading's words for it to be the name of an article."""
GRAM = 4
LEAST = 3.5
"""Bits by which the two parts of a sentence must be likelier together than apart."""
BEFORE = 3
"""How many blocks before a stretch may be the rest of the sentence that it goes on from; they need not name its article."""
NAMED, PHRASE, MOST_PHRASES, HOME, CHANGE = 4.0, 0.25, 2.0, 1.0, 1.9
"""Worth of a block's naming an article, of each phrase that only this article has and the most they count for together, and of standing
under it; cost of a change of article between two blocks."""


class Columns(Filter):
    """Moves stretches of blocks back under their article."""

    stage = Stage.COLUMNS

    def applies(self, text: str) -> bool:
        """Look for three headings that may be names, and a sentence that breaks off."""
        found = survey(text)
        bodies = [found.lines[at].strip() for at in found.unended]
        return sum(NAME.match(body) is not None for body in bodies) >= ARTICLES and any(map(stops_short, bodies))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each stretch."""
        blocks = [match.span() for match in LINE.finditer(text)]
        bodies = [text[slice(*block)].strip() for block in blocks]
        heads = _heads(bodies)
        if not ARTICLES <= len(heads) <= MOST_ARTICLES or not any(
            stops_short(bodies[at]) and _breaks_off(bodies, at) for at in range(len(bodies) - 1)
        ):
            return
        cores = _core([bodies[head] for head in heads])
        home = [bisect_right(heads, at) - 1 for at in range(len(bodies))]
        given = _given(bodies, heads, cores, home)
        ends = {
            article: max(at for at in range(len(bodies)) if given[at] == home[at] == article) for article in set(home)
        }
        at = heads[0]
        moved: set[int] = set()
        targets: set[int] = set()
        for article, group in groupby(range(at, len(bodies)), key=given.__getitem__):
            run = list(group)
            target, under = ends[article], home[run[0]]
            if article == under:
                continue
            run = [*_rest(bodies, heads, run[0], target), *run]
            if moved.intersection([*run, target]) or targets.intersection(run):
                continue
            if _sure(bodies, cores, run, article, under, target):
                moved.update(run)
                targets.add(target)
                yield from _moved(text, blocks, bodies, run, target)


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


def _breaks_off(bodies: Sequence[str], at: int) -> bool:
    """Say whether what follows an open sentence is a heading or a caption, and so cannot be its end."""
    below = bodies[at + 1]
    return CAPTION.match(below) is not None or not PROSE.search(below)


def _core(names: Sequence[str]) -> list[str]:
    """Strip what all names end with (市政协), so that 包头 is found in 包头市委, too."""
    ending = 0
    while all(len(name) > ending + 2 for name in names) and len({name[len(name) - ending - 1] for name in names}) == 1:
        ending += 1
    return [re.sub("(?<=..)[省市县区州盟旗]$", "", name[: len(name) - ending]) for name in names]


def _given(bodies: Sequence[str], heads: Sequence[int], cores: Sequence[str], home: Sequence[int]) -> list[int]:
    """Give each block to an article, by what it names and says and by its neighbours."""
    named = [[core in body for core in cores] for body in bodies]
    own: list[set[str]] = [set() for _ in heads]
    strange = [False] * len(heads)  # from the first block on that names another article, what follows may be another's
    for at, body in enumerate(bodies):
        article = home[at]
        if article >= 0:
            strange[article] |= any(named[at]) and not named[at][article]
            own[article] |= set() if strange[article] else _grams(body)
    shared = Counter(gram for grams in own for gram in grams)
    ways: list[list[int]] = []
    cost = [0.0] * len(heads)
    for at in range(heads[0], len(bodies)):
        grams = _grams(bodies[at])
        worth = [
            NAMED * named[at][article]
            + min(
                MOST_PHRASES,
                PHRASE * sum(shared[gram] == 1 for gram in grams & own[article]) / math.sqrt(1 + len(grams) / 50),
            )
            + HOME * (home[at] == article)
            for article in range(len(heads))
        ]
        best = min(range(len(heads)), key=cost.__getitem__)
        if at in heads:  # a heading stands where it stands
            ways.append([best] * len(heads))
            cost = [cost[best] if home[at] == article else math.inf for article in range(len(heads))]
            continue
        ways.append([article if cost[article] <= cost[best] + CHANGE else best for article in range(len(heads))])
        cost = [min(cost[article], cost[best] + CHANGE) - worth[article] for article in range(len(heads))]
    found = [min(range(len(heads)), key=cost.__getitem__)]
    for way in reversed(ways[1:]):
        found.append(way[found[-1]])
    return [-1] * heads[0] + found[::-1]


def _grams(body: str) -> set[str]:
    return {body[at : at + GRAM] for at in range(len(body) - GRAM + 1)}


def _rest(bodies: Sequence[str], heads: Sequence[int], first: int, target: int) -> range:
    """List the blocks before a stretch that belong to it, if one of them ends the sentence that block `target` left open."""
    found = [at for at in range(max(1, first - BEFORE), first + 1) if _continues(bodies, at, target)]
    if not found or any(at in heads for at in range(found[0], first)):
        return range(first, first)
    best = max(found, key=lambda at: flow(bodies[target], bodies[at]))
    return range(best, first)


def _sure(
    bodies: Sequence[str], cores: Sequence[str], run: Sequence[int], article: int, home: int, target: int
) -> bool:
    """Demand that a stretch names its article in two blocks, or in one if it ends its open sentence, and not the one it leaves.

    A sentence that was left open must be ended.
    """
    names, stays = (sum(cores[which] in bodies[at] for at in run) for which in (article, home))
    if stops_short(bodies[target]):
        return not stays and names > 0 and _continues(bodies, run[0], target)
    return not stays and names >= 2


def _continues(bodies: Sequence[str], at: int, target: int) -> bool:
    """Say whether block `at` can be the end of the sentence that block `target` left open."""
    above, below = bodies[target], bodies[at]
    return stops_short(above) and goes_on(below) and not CAPTION.match(below) and flow(above, below) > LEAST


def _moved(
    text: str, blocks: Sequence[tuple[int, int]], bodies: Sequence[str], run: Sequence[int], target: int
) -> Iterator[Edit]:
    """Move a stretch behind block `target`, and into its sentence if that is open and the stretch goes on with it."""
    above, start, end, to = blocks[run[0] - 1][1], blocks[run[0]][0], blocks[run[-1]][1], blocks[target][1]
    if any(joins(text, place) for place in (above, start, end, to)):
        return
    if _continues(bodies, run[0], target):
        yield edit((Replace(Span(above, start), ""), Move(Span(start, end), to)), reason=REASON, confidence=0.9)
    else:
        yield edit((Move(Span(above, end), to),), reason=REASON, confidence=0.9)
