"""Tandem repeats: where a text says the same run several times on end, and the cheapest way to read it so.

Fake bold draws each run of a line two or more times, and an extractor writes down every copy. Neither length nor
alphabet tells such a copy from a lawful word (人人, 2022, ……), but its surroundings do: where one run is drawn twice,
so are its neighbours. So a text is read by description length, with two states: outside a zone each character costs its
own, inside a zone a run costs its characters once, whatever the copies, plus a little; what is not doubled there, and
each change of state, costs extra. The shortest description is found by dynamic programming (Viterbi 1967); after the idea
of the minimum description length (Rissanen 1978). A copy may have a few characters misread; each costs extra.
"""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

LONGEST = 60
"""Longest run looked for, in code points: the widest column of a newspaper, and some."""

COPIES = (2, 3, 4)
"""How often a zone may have been drawn; within one zone it is the same for all runs."""

ROW = 9
"""So many alike are a row of something, not a run that was drawn again."""

RUN_COST = 0.6
STRAY_COST = 1.6
ZONE_COST = 2.2
PAIR_COST = 3.0
MISREAD_COST = 2.0
"""In characters: for a run, for a character inside a zone that is not doubled, for entering or leaving a zone, for a pair outside a zone that
clean text does not have, and for a character that differs between two copies. A run that stands alone is found from six characters on, a chain of
single characters from a dozen."""

EXACT = 6
"""Of so many characters of a run at most one may differ between its copies."""

INFINITE = float("inf")

FREE = re.compile(r"[0-9０-９…—·．.\-=_*~\s]")
"""Characters that double lawfully everywhere: they are no evidence of a zone, and no reason to enter one."""

NEVER = frozenset("，。、；：？！“”‘’《》（）「」『』【】□■")
"""Marks that clean text does not set twice. (Two alike never stood side by side in 1.86 million clean characters.)"""


class Run(NamedTuple):
    """`text[start:start + length]`, said `copies` times on end, if need be with a few characters misread in the second of two."""

    start: int
    length: int
    copies: int

    @property
    def end(self) -> int:
        """Where its last copy ends."""
        return self.start + self.length * self.copies


class Zone(NamedTuple):
    """Neighbouring runs, all drawn the same number of times."""

    runs: tuple[Run, ...]


def zones(text: str) -> list[Zone]:
    """Read a text without white space in the cheapest way, and return the zones that were drawn more than once.

    Time and memory are linear in the text.
    """
    lengths = _tandems(text)
    size = len(text)
    total = [0.0]
    for char in text:
        total.append(total[-1] + (0.0 if FREE.match(char) else 1.0))
    states = (1, *COPIES)
    best = [[INFINITE] * len(states) for _ in range(size + 1)]
    came = [[(0, 0, 0)] * len(states) for _ in range(size + 1)]  # position, state and run length one step before
    best[0][0] = 0.0
    for at in range(size + 1):
        here, back = best[at], came[at]
        cheapest = min(range(len(states)), key=here.__getitem__)
        for state in range(len(states)):
            if here[cheapest] + ZONE_COST < here[state]:
                here[state], back[state] = here[cheapest] + ZONE_COST, (at, cheapest, 0)
        if at == size:
            break
        char = text[at]
        twice = char in NEVER and at > 0 and text[at - 1] == char
        for state, copies in enumerate(states):
            stray = total[at + 1] - total[at] + (PAIR_COST if twice else 0.0)
            if copies > 1:
                stray = STRAY_COST
            if here[state] + stray < best[at + 1][state]:
                best[at + 1][state], came[at + 1][state] = here[state] + stray, (at, state, 0)
            for length, said, misread in lengths[at] if copies > 1 else ():
                stop = at + length * copies
                if said != copies or stop > size:
                    continue
                value = here[state] + RUN_COST + total[at + length] - total[at] + MISREAD_COST * misread
                if value < best[stop][state]:
                    best[stop][state], came[stop][state] = value, (at, state, length)
    return _trace(came, states)


def _copies(text: str, at: int, length: int) -> int:
    """Count how often a run is said on end; 0 where a copy stands before it, or where it is said more often than drawn."""
    run = text[at : at + length]
    if text.startswith(run, at - length) and at >= length:
        return 0
    count = 1
    while text.startswith(run, at + count * length):
        count += 1
        if count > COPIES[-1]:
            return 0
    return count


def misread(text: str, run: Run) -> list[int]:
    """List the characters of a run that its second copy has otherwise, counted from its start."""
    first = text[run.start : run.start + run.length]
    second = text[run.start + run.length : run.start + 2 * run.length]
    return [at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other]


def _nearly(text: str, at: int, length: int) -> int:
    """Count what differs between a run and the text after it; 0 if it is too much, or at its beginning."""
    end = at + length
    if length < EXACT or end + length > len(text) or text[at : at + 2] != text[end : end + 2]:
        return 0
    count = len(misread(text, Run(at, length, 2)))
    return count if count * EXACT <= length else 0


def _tandems(text: str) -> list[list[tuple[int, int, int]]]:
    """List for each position the runs that begin there and are said again at once: length, copies, characters misread.

    Each position is held against the places of the same character at most LONGEST ahead.
    """
    found: list[list[tuple[int, int, int]]] = [[] for _ in text]
    ahead: dict[str, deque[int]] = {}
    for at in range(len(text) - 1, -1, -1):
        char = text[at]
        places = ahead.setdefault(char, deque(maxlen=LONGEST))
        while places and places[-1] - at > LONGEST:
            places.pop()
        if not text.startswith(char * ROW, at):
            for other in places:
                length = other - at
                if text.startswith(text[at:other], other):
                    if (copies := _copies(text, at, length)) > 1:
                        found[at].append((length, copies, 0))
                elif count := _nearly(text, at, length):
                    found[at].append((length, 2, count))
        places.appendleft(at)
    return found


def _trace(came: list[list[tuple[int, int, int]]], states: tuple[int, ...]) -> list[Zone]:
    """Follow the cheapest reading back from the end, and collect the runs of each stay inside a zone."""
    found: list[Zone] = []
    runs: list[Run] = []
    at, state = len(came) - 1, 0
    while at > 0:
        before, was, length = came[at][state]
        if length:
            runs.append(Run(before, length, states[state]))
        if was != state and runs:
            found.append(Zone(tuple(reversed(runs))))
            runs = []
        at, state = before, was
        if at == 0 and state == 0:
            break
    if runs:
        found.append(Zone(tuple(reversed(runs))))
    return found[::-1]
