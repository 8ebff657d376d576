"""Lines, columns and blocks of a text: what layout filters and the JSON form share.

Widths are in half-ems: an ideograph counts two, a Latin letter one (after Unicode Standard Annex 11, East Asian Width).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from repair.edit import Span

Kind = Literal["heading", "byline", "paragraph", "caption", "credit", "furniture", "verse", "table"]

LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
"""A line that is not blank. Anchored and possessive, so that a row of blanks costs one look, not one for each."""

HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""The class of ideographs, to build patterns from."""

IDEOGRAPH = re.compile(HAN)

TERMINAL = re.compile(r"[。！？!?…；;：:.—～~][”’」』）》〉】)\]\"']*$")
"""The end of a sentence, or of what a paragraph may well end with."""

CLOSING = "，。、；：！？”’》）〉】」』％%…,;:!?)]}"
"""Marks that no line of Chinese begins with."""

OPENING = "“‘《（〈【「『([{"
"""Marks that no line of Chinese ends with, and whose ink starts half an em late."""

TIGHT = re.compile("[，。、；：！？“”‘’《》（）〈〉【】「」『』—…·]")
"""Marks that may be set half an em wide."""

PROSE = re.compile(r"[，。；！？]|[,.;!?](?=\s|$)")
BULLET = re.compile(
    r"[•●○◎◆◇■□▲△▼★☆※►▶✓①-⑳⑴-⒇㈠-㈩⑪-⑳ⅠⅡⅢⅣⅤⅥ]"
    r"|\[?\d{1,2}[:：]\d{2}|[-*+·—–>|] |#+ |[A-Ha-h][.．、)）]"
    r"|[（(]?[一二三四五六七八九十百]{1,3}[)）、．.]"
    r"|[（(]?\d{1,3}(?:[)）、．]|\.(?!\d))"
    r"|第[一二三四五六七八九十百千零〇\d]{1,6}[章节条款编卷回部]"
    r"|——"
)
BYLINE = re.compile(
    r"[□■●○◎◇◆☐]?\s*(?:(?:本报|本网|新华社|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|商报|社|网))?"
    r"(?:特约|见习|实习|首席|全媒体)?(?:记者|通讯员|评论员|撰稿人)|[□■]\s*[\u4e00-\u9fff]{2,4}(?:\s|$)|(?:文|图|文/图|图/文)[/／｜|:：])"
)
CAPTION = re.compile(r"[▲▼◀▶△▽↑↓←→]|[（(]?(?:图为|图[一二三四五六七八九十\d]+[：:\s]|[上下左右][图圖])")
CREDIT = re.compile(
    r"[（(]?(?:本版|本报|本组|以上)?(?:图片|照片|摄影|供图|资料图|图)[^，。]{0,30}(?:提供|摄|资料)?[）)]?$|[^，。]{2,20}[摄攝][）)]?$"
)
FURNITURE = re.compile(
    r"第?\s*[\dA-Z]{1,4}\s*版?$|[—-]\s*\d{1,4}\s*[—-]$|(?:责任?编辑?|版式|美编|校对|电话|邮箱|网址)[：:\s]|https?://\S+$|.{2,6}(?:日报|晚报|时报)$"
)
CELLS = re.compile(r"\t|\S {2,}\S|\S\u3000+\S")

INDENT = 4
"""How much shorter the first line of a paragraph is, in half-ems."""

REACH = 5
ENOUGH = 3.2
FIRST = 0.7
"""How many lines on either side vote on a column, how many votes make one (a line next to another has nearly two), and what the
vote of a paragraph's first line is worth."""


class Line(NamedTuple):
    """A line that is not blank: `start` to `end` without the space at either end; `indent` and `width` in half-ems.

    `slack` is by how much it may have been set tighter, half an em for each mark: a column of 19 holds 22 characters when
    six of them are marks. `ended` says that it closes with the end of a sentence, `parted` that an empty line stands before it; one or
    several say the same.
    """

    start: int
    end: int
    indent: int
    width: int
    slack: int
    ended: bool
    parted: bool


class Block(NamedTuple):
    """A block of canonical text, its kind, and its span there."""

    kind: Kind
    text: str
    span: Span


def width(text: str) -> int:
    """Measure a text in half-ems; whatever is not in Latin-1 counts two."""
    return len(text) if text.isascii() else 2 * len(text) - len(text.encode("latin-1", "ignore"))


def lines(text: str) -> list[Line]:
    """List the lines that are not blank."""
    found: list[Line] = []
    last = 0
    for match in LINE.finditer(text):
        raw = match[0]
        body = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        parted = bool(found) and text.count("\n", last, match.start()) > 1
        ended = TERMINAL.search(body) is not None
        slack = len(TIGHT.findall(body))
        found.append(Line(start, start + len(body), width(raw[:lead]), width(body), slack, ended, parted))
        last = match.end()
    return found


def columns(rows: Sequence[Line]) -> list[int]:
    """Estimate for each line the width of the column it stands in, in half-ems; 0 where no column shows.

    Each line asks its neighbours: those up to five lines away vote for the widths that they would fill, near ones and those not parted
    by an empty line more; the first line of a paragraph votes for the line after it. Of widths with nearly as many votes the widest
    wins: a short line proves nothing.
    """
    import numpy as np

    if not rows:
        return []
    _, _, indent, wide, slack, ended, parted = (np.array(column) for column in zip(*rows, strict=True))
    wide += indent
    below = np.append(wide[1:], 0) - wide - INDENT
    first = (parted | np.append(True, ended[:-1])) & (below >= -1) & (below <= 1)
    first[-1] = False
    # A row for each line; in it a cell for each voter: the line itself, those behind it, and those before it.
    voters = np.arange(len(rows))[:, None] + np.array([0, *range(1, REACH + 1), *range(-1, -REACH - 1, -1)])
    inside = (voters >= 0) & (voters < len(rows))
    voters[~inside] = 0
    fades = np.where(parted, 0.6, 0.9)
    after, before = voters[:, 1 : REACH + 1], np.minimum(voters[:, REACH + 1 :] + 1, len(rows) - 1)
    weights = np.hstack([1.5 + 0 * voters[:, :1], *(2 * fades[steps].cumprod(axis=1) for steps in (after, before))])
    weights[~inside] = 0
    sizes = wide[voters]
    support = np.zeros(sizes.shape)
    for voter in range(sizes.shape[1]):
        over, own = sizes[:, voter, None] - sizes, voters[:, voter, None]
        fills = (over >= -1) & (over <= slack[own] + 1)
        support += weights[:, voter, None] * np.where(fills, 1.0, FIRST * (first[own] & (over == -INDENT)))
    support[~inside | (sizes < (wide - slack - 3)[:, None])] = 0
    most = support.max(axis=1)
    widest = np.where(support >= 0.8 * most[:, None], sizes, 0).max(axis=1)
    found: list[int] = np.where(most >= ENOUGH, widest, 0).tolist()
    handed = 0
    for at in range(len(rows) - 2, -1, -1):  # a line without votes may open a paragraph of the column that follows
        if not found[at] and handed < REACH and rows[at].indent + rows[at].width - rows[at].slack <= found[at + 1] + 1:
            found[at] = found[at + 1]
            handed += 1
        else:
            handed = 0
    return found


def kind(text: str) -> Kind:
    """Say what kind of block a line of canonical text is, from its own characters."""
    size = width(text)
    if CELLS.search(text):
        return "table"
    if CAPTION.match(text):
        return "caption"
    if size <= 80 and CREDIT.match(text):
        return "credit"
    if size <= 100 and "。" not in text and BYLINE.match(text):
        return "byline"
    if size <= 60 and FURNITURE.match(text):
        return "furniture"
    if text.startswith("——") or (size <= 90 and not TERMINAL.search(text) and "。" not in text):
        return "heading"
    return "paragraph"


def blocks(text: str) -> list[Block]:
    """List the blocks of a canonical text with their kinds. Four lines of one length without empty lines are verse."""
    rows = lines(text)
    kinds: list[Kind] = [kind(text[row.start : row.end]) for row in rows]
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at].parted or rows[at].width != rows[start].width:
            if at - start >= 4 and rows[start].width <= 40:
                kinds[start:at] = ["verse"] * (at - start)
            start = at
    return [Block(kinds[at], text[row.start : row.end], Span(row.start, row.end)) for at, row in enumerate(rows)]
