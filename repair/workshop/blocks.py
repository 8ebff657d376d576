"""Damage to blocks: columns out of order, captions inside sentences, paragraphs printed again, phrases that loop.

Rates are numbers a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from repair.edit import Edit, Move, Replace, Span, edit, insert, replace
from repair.layout import CAPTION, LINE, PROSE

CLAUSE = re.compile(r"(?<=[，。；\n])[^，。；：！？、“”‘’（）《》\s]{9,40}[，。；]")
WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
NAME = re.compile(r"[\u4e00-\u9fff]{3,12}$")
LONG = 40
"""Code points of a paragraph that says something of its own."""
BEHIND, BEFORE = 32, 16
"""Code points of a paragraph before and behind the place where it is cut: two lines of a column, and one."""
SURE = 90
"""Code points of blocks that are printed again at some distance."""


def number(lots: Random, rate: float) -> int:
    """Draw how many: the whole part of a rate, and one more with the chance that is left."""
    return int(rate) + (lots.random() < rate % 1)


def spans(text: str) -> list[tuple[int, int]]:
    """List the blocks of a text."""
    return [line.span() for line in LINE.finditer(text)]


def columns(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Put the tail of an article, cut in mid-sentence, behind a paragraph of the next; articles begin with their names.

    Three whole paragraphs at least go with it: as a rule, they name it.
    """
    found = spans(text)
    heads = [at for at, span in enumerate(found) if NAME.match(text[slice(*span)])]
    pairs = [*zip(heads, heads[1:], [*heads[2:], len(found)], strict=False)][::2]
    for own, other, end in lots.sample(pairs, min(number(lots, rate), len(pairs))):
        long = [at for at in range(own + 1, other) if found[at][1] - found[at][0] > LONG]
        cut = [place for at in long[:-3] if (place := _inside(text, found[at], lots))]
        if not cut or end - other < 3:
            continue
        place, last, target = lots.choice(cut), found[other - 1][1], found[lots.randrange(other + 1, end - 1)][1]
        yield edit((Replace(Span(target, target), "\n\n"), Move(Span(place, last), target)), reason="columns")


def captions(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Put a caption, which stands behind its paragraph, inside a sentence of it."""
    found = spans(text)
    ways = []
    for at in range(1, len(found)):
        above, own = found[at - 1], found[at]
        if CAPTION.match(text, *own) and above[1] - above[0] > 2 * LONG and not CAPTION.match(text, *above):
            ways.append((above, own))
    for above, own in lots.sample(ways, min(number(lots, rate), len(ways))):
        if place := _inside(text, above, lots):
            moved = (Move(Span(above[1], own[1]), place), Replace(Span(place, place), "\n\n"))
            yield edit(moved, reason="captions")


def _inside(text: str, span: tuple[int, int], lots: Random) -> int | None:
    """Choose a place between two ideographs well inside a paragraph."""
    places = [match.start() + 1 for match in WORDS.finditer(text, span[0] + BEHIND, span[1] - BEFORE)]
    return lots.choice(places) if places else None


def repeats(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Print a paragraph again behind itself, or a run of blocks again some blocks later; once a page, if there is a place."""
    found = spans(text)
    for _ in range(9 * number(lots, rate) if found else 0):
        size = lots.randint(1, min(3, len(found)))
        at = lots.randrange(len(found) - size + 1)
        start, stop = found[at][0], found[at + size - 1][1]
        to = at + size - 1 if size == 1 and lots.random() < 0.5 else min(len(found) - 1, at + size + lots.randint(0, 5))
        enough = LONG if to == at + size - 1 else SURE
        if stop - start >= enough and PROSE.search(text, *found[at]) and found[at][1] - found[at][0] >= LONG:
            yield insert(found[to][1], "\n\n" + text[start:stop], reason="repeats")
            return


def loops(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Say a clause three to eight times."""
    for start, end in _clauses(text, lots, rate):
        said, mark = text[start : end - 1], text[end - 1]
        yield replace((start, end), "，".join([said] * lots.randint(3, 8)) + mark, reason="loops")


def drifting_loops(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Say a clause three times, and then with a character read otherwise."""
    for start, end in _clauses(text, lots, rate):
        said, mark = text[start : end - 1], text[end - 1]
        if len(said) < 12:
            continue
        rows = [said] * 3
        for _ in range(lots.randint(1, 3)):
            at = lots.randrange(4, len(said) - 4)
            rows.append(said[:at] + lots.choice(said) + said[at + 1 :])
        yield replace((start, end), "，".join(rows) + mark, reason="drifting-loops")


def cut(text: str) -> str:
    """Take away the last mark of a text: what a loop that runs to the end has lost for good."""
    return re.sub("[。！？]+\n*$", "\n", text) if re.search("[，；][^，。；！？]{9,40}[。！？]+\n*$", text) else text


def cut_loops(text: str, lots: Random, rate: float) -> Iterator[Edit]:
    """Say the last clause of the text again and again, until it stops in the middle of a copy."""
    last = re.search("(?<=[，；])[^，。；！？\n]{9,40}(?=\n*$)", text)
    if last and rate >= lots.random():
        said = last[0]
        again = "，".join([said] * lots.randint(3, 20)) + "，" + said[: lots.randint(2, len(said) - 1)]
        yield replace(last.span(), again, reason="cut-loops")


def _clauses(text: str, lots: Random, rate: float) -> Iterator[tuple[int, int]]:
    found = [match.span() for match in CLAUSE.finditer(text) if not re.search("[0-9A-Za-z]", match[0])]
    yield from lots.sample(found, min(number(lots, rate), len(found)))
