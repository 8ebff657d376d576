"""Text that was read in the wrong encoding is read again in the right one: `鍛煎拰娴╃壒`, `ºôºÍºÆÌØ`, `cafÃ©`.

UTF-8 taken for GB18030, Big5 or Windows-1252, GB18030 or Big5 taken for Windows-1252 or for each other, once or twice over; a whole text, a line,
or a run inside good text. Evidence: written back to bytes in the one encoding it fits the other to the last byte, and what comes out reads
like text while what stands there does not, by counts of characters from open text; for Latin script by the rules of ftfy.
Left alone: rare characters, names, other scripts, accents where they belong.
Only a suggestion: 锟斤拷 and 烫烫烫, whose text is lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from repair.data.ngrams import common, ngrams
from repair.edit import Edit, joins, replace
from repair.filter import Filter, Stage
from repair.survey import Survey, survey

if TYPE_CHECKING:
    from repair.survey import Table

REASON = "{} that was read as {}"
LOST = "the remains of text that is lost"
NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "sloppy-windows-1252": "Windows-1252",
    "latin-1": "Latin-1",
}
LATIN_PAGES = ("sloppy-windows-1252", "latin-1")
CHINESE = ("gb18030", "big5hkscs")
HIGH = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
LATIN = re.compile(f"[\x80-\xff](?:[\x20-\x7e]{{0,12}}[{HIGH}])+")
UTF8 = re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}[\x20-\x7e]{0,12}){3,}")
CHINESE_LOOKING = re.compile("[\u3400-\u9fff\ue000-\uf8ff]")
"""What a code page of Chinese gives for most bytes: ideographs, and private-use characters; other scripts alone are themselves."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
QUOTED = re.compile("[A-Z“«][ÂÃ][“”‘’»…–—]|[ÂÃ][”»]")
"""A capital at the end of a quotation, which two bytes of UTF-8 may look like."""
ALIEN = re.compile("[\u0370-\u07ff]")
"""Letters of other scripts, which two signs of Latin-1 on end may look like: 5×² is no Hebrew."""
REMAINS = re.compile("(?:锟斤拷)+锟?|锟斤(?!拷)|烫烫烫+|屯屯屯+")
IDEOGRAPH = re.compile("[\u3400-\u9fff]")
SOUND = ((13.5, 3.0), (16.0, 8.0))
"""Bits a character below which a text is sound, and by how many it must have been worse before: rows of names are rare, too."""
SAMPLE = 300
"""Code points that are enough to judge by."""
ODD = 6
"""Of so many characters one at least is rare, if Chinese was misread as other Chinese."""
LEAST = 3
"""Ideographs that must come out."""
EDGE = 4
"""Code points by which a run of misread text may reach beyond its rare characters."""


class Mojibake(Filter):
    """Reads again what was read wrongly."""

    stage = Stage.DECODE

    def applies(self, text: str) -> bool:
        """Look for bytes above ASCII in a row, for UTF-8 among bytes of GB18030, and for rare characters in a row."""
        return not text.isascii() and bool(survey(text).ask(_suspects))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield one edit for each line, or run in a line. What fits all of a text needs no more proof in each of its lines."""
        found = survey(text)
        suspects = found.ask(_suspects)
        whole = 2 * sum(len(found.lines[at]) for at in suspects) >= len(text)
        way = _way(text) if whole else None
        starts = found.bounds[0].tolist()
        for at in range(len(found.lines)) if way else suspects:
            body, start = found.lines[at], starts[at]
            todo: Iterable[tuple[int, int, str, str, bool]] = _line(body)
            if way:
                todo = [] if body.isascii() else [(0, len(body), way.read(body), way.reason, True)]
            for low, high, written, reason, safe in todo:
                span = (start + low, start + high)
                if body[low:high] != written and not joins(text, span[0]) and not joins(text, span[1]):
                    yield replace(span, written, reason=reason, safe=safe, confidence=0.97 if safe else 0.5)


def _suspects(found: Survey) -> list[int]:
    """Number the lines that may have been misread."""
    high, rare = found.which(f"[{HIGH}]"), found.which(_odd())
    bytes_ = high[found.codes[high] < 0x100]
    after = high.searchsorted(bytes_, "right")
    near = bytes_[after < len(high)]
    near = near[high[after[after < len(high)]] - near < 14]
    close = rare[1:] - rare[:-1] < 4
    lead, follow = (table[found.codes] for table in _gb18030())
    numbers = {*found.lines_with(near), *found.lines_with(rare[:-2][close[1:] & close[:-1]])}
    numbers.update(found.lines_with((lead[:-1] & follow[1:]).nonzero()[0]))
    if any(mark in found.text for mark in ("锟斤", "烫烫烫", "屯屯屯")):
        numbers.update(at for at, line in enumerate(found.lines) if REMAINS.search(line))
    return sorted(at for at in numbers if _suspect(found.lines[at]))


def _suspect(line: str) -> bool:
    return any(pattern.search(line) for pattern in (LATIN, _rare(), REMAINS)) or UTF8.search(_bytes(line)) is not None


@cache
def _gb18030() -> tuple[Table, Table]:
    """Say of each character of the first plane whether its two bytes in GB18030 can lead a character in UTF-8 and go on in it, or go on and lead."""
    import numpy as np

    tables = np.zeros(1 << 16, np.bool_), np.zeros(1 << 16, np.bool_)
    for code in range(0x80, 0xFFFF):
        data = chr(code).encode("gb18030", "ignore")
        if len(data) == 2:
            tables[0][code] = 0xE2 <= data[0] < 0xF0 and 0x80 <= data[1] < 0xC0
            tables[1][code] = 0x80 <= data[0] < 0xC0 and 0xE2 <= data[1] < 0xF0
    return tables


class Way(NamedTuple):
    """How a text was misread: pairs of the encoding it was read in and the one it was in, the last misreading first."""

    pairs: tuple[tuple[str, str], ...]

    @property
    def reason(self) -> str:
        """Say so in words."""
        wrong, right = self.pairs[-1]
        return REASON.format(NAMES[right], NAMES[wrong]) + (", twice over" if len(self.pairs) > 1 else "")

    def read(self, text: str) -> str:
        """Read a text again. Raises UnicodeError."""
        for wrong, right in self.pairs:
            text = text.encode(wrong).decode(right)
        return text


def _bytes(text: str) -> bytes:
    return text.encode("gb18030", "replace")


def _line(body: str) -> Iterator[tuple[int, int, str, str, bool]]:
    """Find what to write in a line: a span, the text for it, why, and whether that is safe."""
    way, done = _way(body), 0
    if way:
        yield 0, len(body), way.read(body), way.reason, True
        return
    for low, high in sorted([*_latin_runs(body), *_runs(body), *_clusters(body)]):
        way = _way(body[low:high]) if low >= done else None
        if way:
            yield low, high, way.read(body[low:high]), way.reason, True
            done = high
    if not done and (fixed := _latin(body)):
        yield 0, len(body), fixed, REASON.format("UTF-8", "another code page"), True
    for match in REMAINS.finditer(body, done):
        yield *match.span(), "\ufffd", LOST, False


def _latin_runs(body: str) -> Iterator[tuple[int, int]]:
    """List the runs of letters above ASCII, also with the ASCII letter behind, which may be the second byte of a character."""
    for match in LATIN.finditer(body):
        low, high = match.span()
        yield low, high
        yield low, min(high + 1, len(body))


def _runs(body: str) -> Iterator[tuple[int, int]]:
    """List the runs of a line whose bytes in GB18030 are UTF-8."""
    data = _bytes(body)
    low = at = 0
    for match in UTF8.finditer(data):
        low += len(data[at : match.start()].decode("gb18030", "ignore"))
        yield low, low + len(match[0].rstrip(b" ").decode("gb18030", "ignore"))
        at = match.start()


def _clusters(body: str) -> Iterator[tuple[int, int]]:
    """List the runs of a line that are full of rare characters, each with the edges at which it reads best in another code page."""
    for match in _rare().finditer(body):
        low, high = match.span()
        if not CHINESE_LOOKING.search(match[0]):
            continue  # a word in Cyrillic, kana or hangul
        ways = {
            (start, end): way
            for start in range(max(0, low - EDGE), low + 1)
            for end in range(high, min(len(body), high + EDGE) + 1)
            if (way := _way(body[start:end]))
        }
        first, last = max(0, low - 2 * EDGE), high + 2 * EDGE
        read = {
            (start, end): ngrams().surprise(body[first:start] + way.read(body[start:end]) + body[end:last])
            for (start, end), way in ways.items()
        }
        if read:
            yield min(read, key=read.__getitem__)


def _way(text: str, depth: int = 2) -> Way | None:
    """Find the way to read a text again that makes most sense; None if the text makes sense as it is."""
    best: tuple[float, Way] | None = None
    sample = text[:SAMPLE]
    rare = sum(char not in _usual() for char in CHINESE_LOOKING.findall(sample))
    chinese = 4 * len(CHINESE_LOOKING.findall(sample)) > len(sample) and ODD * rare >= len(sample)
    for wrong, right in _ways():
        if wrong in CHINESE and not chinese:
            continue
        way = Way(((wrong, right),))
        try:
            found = way.read(text)
        except UnicodeError:
            continue
        if found == text or (CONTROL.search(found) and depth == 1):
            continue
        score = _score(found)
        if score > SOUND[0][0] and depth > 1 and (again := _way(found, depth - 1)):
            way = Way((*way.pairs, *again.pairs))
            found = way.read(text)
            score = _score(found)
        if score < SOUND[-1][0] and not CONTROL.search(found) and (best is None or score < best[0]):
            best = score, way
    if not best:
        return None
    before = ngrams().surprise(text[:SAMPLE])
    return best[1] if any(best[0] < sound and best[0] + gain < before for sound, gain in SOUND) else None


def _score(found: str) -> float:
    """Tell how unlikely what was read is, in bits a character; if few of its ideographs are common, it need not be weighed."""
    ideographs = IDEOGRAPH.findall(found[:SAMPLE])
    usual = sum(char in _usual() for char in ideographs)
    return (
        ngrams().surprise(found[:SAMPLE])
        if len(ideographs) >= LEAST and 10 * usual >= 7 * len(ideographs)
        else math.inf
    )


@cache
def _usual() -> frozenset[str]:
    return frozenset(common())


def _ways() -> Iterator[tuple[str, str]]:
    """List the encodings that a text may have been read in, with the one that it was in."""
    import ftfy.bad_codecs  # noqa: F401  (it registers the sloppy code page)

    for wrong in (*CHINESE, *LATIN_PAGES):
        for right in ("utf-8", *CHINESE):
            if wrong != right:
                yield wrong, right


def _latin(body: str) -> str | None:
    """Read a line in Latin script again by the rules of ftfy; None if they find no fault in it."""
    if IDEOGRAPH.search(body) or not LATIN.search(body) or QUOTED.search(body):
        return None
    import ftfy
    from ftfy.badness import is_bad

    fixed = ftfy.fix_encoding(body) if is_bad(body) else body
    kept = all(fixed.count(mark) == body.count(mark) for mark in "“”«»…" if mark in body)
    sound = kept and not CONTROL.search(fixed) and (ALIEN.search(body) or not ALIEN.search(fixed))
    return fixed if sound and fixed != body else None


@cache
def _rare() -> re.Pattern[str]:
    """Three characters, at most two apart, that are rare in print: what the wrong code page gives."""
    return re.compile(f"{_odd()}(?:[^\n]{{0,2}}{_odd()}){{2,}}")


@cache
def _odd() -> str:
    """The class of characters that are rare in print."""
    return f"[^{common()}\u0000-\u024f\u2010-\u203b\u2460-\u24ff\u25a0-\u25ff\u3000-\u301f\uff00-\uffef]"
