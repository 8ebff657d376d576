"""A paragraph printed again with other marks or spaces, or broken off, goes; one with a character misread is pointed out.

Evidence: a later paragraph says, letter for letter, what an earlier one said, or the beginning of it, breaking off in mid-sentence. Candidates
share shingles (Broder 1997); each is then held against its source character by character. A copy with a few misread characters counts only
where the block before or after it is a copy in the same order.
Left alone: whatever differs in a figure, a negation, or beside a title or the name of a place: reports of two visits, citations of two people;
items of lists; short sentences.
Only a suggestion: a copy of a sentence or two far from its first; a misread character without a copy next to it; a character too many or too few.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from repair.edit import Edit, delete, joins
from repair.filter import Filter, Stage
from repair.layout import BULLET, CELLS, TERMINAL
from repair.survey import Survey, codes_of, survey

if TYPE_CHECKING:
    from repair.survey import Places

MARKS = "a paragraph printed again, with other marks or spaces"
CUT = "the beginning of a paragraph printed again, and broken off"
MISREAD = "a paragraph printed again, with {} misread"
MARK = "，。、；：！？“”‘’（）《》【】「」『』…—.,;:!?\"'()-"
LETTERS = f"[^\\s{MARK}]"
LETTER = re.compile(rf"{LETTERS}|(?<=\d)[.,:-](?=\d)|-(?=\d)")
AROUND = 3
"""How many lines around are looked at to tell whether a paragraph is one of a run of copies."""
SAMPLED = 8
"""Of so many shingles the gate looks at one."""
SHINGLE, ONE_IN = 8, 4
"""Code points of a shingle, and of how many one is kept."""
SHORTEST, FAR = 40, 80
"""Letters of a paragraph that is looked at, and of one that is surely a copy though it stands apart."""
PAGE = 60
"""Blocks within which a run of blocks is taken for a copy; farther apart it may be another edition."""
PER_MISREAD, MOST = 20, 20
"""Letters for each that may be misread, and how many may be."""
KEPT = 4
"""Letters that must be equal on either side of one that is not."""
SENSE = re.compile(
    "[0-9一二三四五六七八九十百千万亿两零〇第半每不没未无非勿莫别否上下左右前后东西南北内外大小多少增减男女父母正副甲乙丙丁]"
)
TITLE = re.compile("同志|先生|女士|小姐|教授|博士|记者|通讯员|委员|代表|主席|主任|书记|[局厅县市省部院校]长")
PLACE = re.compile("[省市县区旗镇乡村盟州路街]")


class Block(NamedTuple):
    """A paragraph: its line, its span in the text, what goes with it if it goes, and its letters."""

    number: int
    span: tuple[int, int]
    gone: tuple[int, int]
    letters: str


class NearCopies(Filter):
    """Deletes later copies of paragraphs that are not equal to the byte."""

    stage = Stage.BLOCKS

    def applies(self, text: str) -> bool:
        """Look for a line that has much of one before it."""
        return bool(survey(text).ask(_suspects))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each copy; linear in the text."""
        blocks = [*_blocks(text, survey(text).ask(_suspects))]
        sources = [*_sources(blocks)]
        for at, source in enumerate(sources):
            block = blocks[at]
            if source is None or text[slice(*block.span)].strip() == text[slice(*blocks[source].span)].strip():
                continue  # equal to the byte: that is for repeats
            run = block.number - blocks[source].number <= PAGE and any(
                0 <= at + step < len(blocks)
                and sources[at + step] == source + step
                and blocks[at + step].letters == blocks[source + step].letters
                for step in (-1, 1)
            )
            own, other = text[slice(*block.span)], text[slice(*blocks[source].span)]
            judged = _judge(block.letters, blocks[source].letters, run, source == at - 1, TERMINAL.search(own) is None)
            if judged and abs(len(own) - len(other)) > len(own) // 8 and judged[0] == MARKS:
                judged = MARKS, False, 0.5  # one of them has no marks at all: that may be the point
            if judged and not any(joins(text, end) for end in block.gone):
                reason, safe, confidence = judged
                yield delete(block.gone, reason=reason, safe=safe, confidence=confidence)


def _again(found: Survey) -> tuple[Places, Places]:
    """Find shingles of letters that stand earlier, too, and where they stood first; one in `SAMPLED`, chosen by its first character."""
    import numpy as np

    places = found.which(LETTERS) if found.has(codes_of(MARK)) else np.arange(len(found.codes))
    letters = found.codes[places]
    chosen = ((letters * np.uint16(40503)) >> 8 & np.uint16(SAMPLED - 1)) == 0
    at = chosen[: max(0, len(letters) - SHINGLE + 1)].nonzero()[0]
    grams = np.zeros(len(at), np.uint64)
    for step in range(SHINGLE):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + letters[at + step]
    bits = max(8, len(at).bit_length() + 2)
    cells = (grams >> np.uint64(64 - bits)).astype(np.intp)
    first = np.zeros(1 << bits, np.intp)
    first[cells[::-1]] = np.arange(len(at))[::-1]
    source = first[cells]
    later = (source < np.arange(len(at))).nonzero()[0]
    later = later[grams[later] == grams[source[later]]]
    return places[at[later]], places[at[source[later]]]


def _suspects(found: Survey) -> set[int]:
    """Number the lines of which nearly half of the shingles stand in one line before them, those lines, and what stands around either."""
    starts, ends = found.bounds
    shared = Counter(zip(*(starts.searchsorted(at, "right").tolist() for at in _again(found)), strict=True))
    wanted: set[int] = set()
    for (copy, source), count in shared.items():
        size = ends[copy - 1] - starts[copy - 1]
        if copy != source and size >= SHORTEST and 2 * SAMPLED * count >= 0.8 * size:
            wanted.update(at + step - 1 for at in (copy, source) for step in range(-AROUND, AROUND + 1))
    return wanted


def _blocks(text: str, wanted: set[int]) -> Iterator[Block]:
    """List the paragraphs of a text, among some lines, that are long enough to be copies of each other."""
    starts, ends = survey(text).bounds
    for at in sorted(wanted & {*range(len(starts))}):
        start, end = int(starts[at]), int(ends[at])
        if _prose(text[start:end]):
            letters = "".join(LETTER.findall(text[start:end]))
            yield Block(at, (start, end), (int(ends[at - 1]) if at else start, end), letters)


def _prose(line: str) -> bool:
    return len(line) >= SHORTEST and BULLET.match(line.lstrip()) is None and CELLS.search(line) is None


def _sources(blocks: Sequence[Block]) -> Iterator[int | None]:
    """Find for each block the earlier one that it shares most shingles with, if it shares many."""
    first: dict[str, int] = {}
    whole: dict[str, int] = {}
    for at, block in enumerate(blocks):
        letters = block.letters
        same = whole.setdefault(letters, at)
        if same != at:
            yield same
            continue
        every = [letters[start : start + SHINGLE] for start in range(len(letters) - SHINGLE + 1)]
        kept = [shingle for shingle in every if crc32(shingle.encode("utf-8", "surrogatepass")) % ONE_IN == 0]
        votes = Counter(source for shingle in kept if (source := first.setdefault(shingle, at)) != at)
        best = votes.most_common(1)
        yield best[0][0] if best and 2 * best[0][1] > len(kept) else None


def _judge(copy: str, source: str, run: bool, beside: bool, broken: bool) -> tuple[str, bool, float] | None:
    """Hold a copy against its source: the reason to delete it, whether that is safe, and how sure."""
    if len(copy) < SHORTEST:
        return None
    safe = run or beside or len(copy) >= FAR
    if copy == source:
        return MARKS, safe, 0.95 if safe else 0.7
    if broken and source.startswith(copy):
        return CUT, beside, 0.9 if beside else 0.6  # farther away it may be set in large type on purpose
    misread = _misread(copy, source)
    if not misread:
        return None
    safe = run and len(copy) == len(source)
    return MISREAD.format("a character" if misread == 1 else f"{misread} characters"), safe, 0.85 if safe else 0.6


def _misread(copy: str, source: str) -> int:
    """Count the letters that a copy has otherwise; 0 if one of them may mean something, or they are too many."""
    from rapidfuzz.distance import Levenshtein

    most = min(len(source) // PER_MISREAD, MOST)
    if Levenshtein.distance(copy, source, score_cutoff=most) > most:
        return 0
    changes = [step for step in Levenshtein.opcodes(copy, source) if step.tag != "equal"]
    for step in changes:
        said = copy[step.src_start : step.src_end] + source[step.dest_start : step.dest_end]
        near = copy[max(0, step.src_start - 4) : step.src_end + 3]
        named = TITLE.search(near) or PLACE.match(copy, step.src_end)
        if len(said) > 2 or not said.isalpha() or said.isascii() or SENSE.search(said) or named:
            return 0
    ends = [0, *(step.src_end for step in changes)]
    starts = [*(step.src_start for step in changes), len(copy)]
    return len(changes) if all(start - end >= KEPT for end, start in zip(ends, starts, strict=True)) else 0
