"""Looks for texts that break the laws, guided by coverage: `python -m tests.fuzz [-max_total_time=3600 -rss_limit_mb=0] [CORPUS]` (needs atheris,
whose own memory grows with each text).

Bytes are read as a row of pieces: characters of any kind, and what newspapers are made of, repeated as damage repeats it. What it finds is kept as a
case in `golden/` or in the tests.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["repair"]):
    import repair
    from repair.filter import every

from tests.strategies import NASTY, SAID

PIECES = (*SAID, *NASTY, *dict.fromkeys(mark for item in every() for mark in item.marks))
SENTENCES = (
    "清晨的薄雾还没有散，老槐树下已经坐了几位老人。",
    "村里成立了合作社，把果园连成一片，又请来技术员，一户一户教剪枝。",
    "▲ 图为村民。",
    "东河县",
)
CHAIN = repair.Chain()


def text_of(data: bytes) -> str:
    """Read bytes as pieces, copies of what stands before, cuts and line ends."""
    source = atheris.FuzzedDataProvider(data)
    text = ""
    while source.remaining_bytes() and len(text) < 2000:
        way = source.ConsumeIntInRange(0, 6)
        if way == 0:
            text += source.ConsumeUnicode(8)
        elif way == 1:
            text += SENTENCES[source.ConsumeIntInRange(0, len(SENTENCES) - 1)]
        elif way == 2:
            size = source.ConsumeIntInRange(1, 60)
            text += text[-size:] * source.ConsumeIntInRange(1, 4)
        elif way == 3:
            text = text[: -source.ConsumeIntInRange(1, 9)]
        else:
            text += PIECES[source.ConsumeIntInRange(0, len(PIECES) - 1)]
    return text[:4000]


def check(data: bytes) -> None:
    """Hold the chain to its laws."""
    text = text_of(data)
    found = CHAIN(text)
    assert not found.failures, (text, found.failures)
    assert found.log.apply(text) == found.text, text
    assert found.log.invert(found.text) == text, text
    again = CHAIN(found.text)
    assert again.text == found.text, (text, found.text, again.text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
