"""Texts that have broken other programs, at a size that a test can bear; `tests/bench/worst.py` has them whole."""

from __future__ import annotations

import base64
import random
import zlib

import pytest

import repair
from repair.errors import DecodeError
from repair.filter import every
from tests.bench.worst import nasty, worst
from tests.laws import hold

CHAIN = repair.Chain()
SIZE = 40_000
OVERLAP = (
    "c-rmLO$vfQ6bEqEfp>7z#kxROm|UcpP%aXqQ3^8pAc{6hltD)^=UJ<)6EqdnBB@20eauE4Zyxje&&cpT!oEHcNW%-<DVQ3JwG|Ti"
    "_qS=6sZ9NPmF@rVukcClzchT*+gBFef3d$Hq(DADki2jzeAJIQPbRiUkIsO*!1cAJU~Zk(vBq?1BdH))!$CQi7D-hO<~VG7+nEZA"
    "0v0BX;d)`wfxty!NuqsHk=G*!OdAvgctkXVHt8zJ&iM<qIw|$RGO76c;D@Am?bzGJ>tkR^J~+uYU79ZagUDi}D_&}r<TeQtUo8q;"
    "KAX)6Tx4|Zs3R)7Vxbx7uFV|)Lk<ES"
)
"""A text that a fuzzer made of captions, quotation marks and line ends, packed."""


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text[:SIZE], id=name) for name, text in nasty()])
def test_nasty_text_comes_through(name: str, text: str) -> None:
    del name
    hold(CHAIN, text)


def test_copies_inside_copies_are_unfolded_to_the_last() -> None:
    start, rest = "，，，，清晨的薄雾还没有散，老槐树下已经坐了几", "了几位老人。\x85了几位老人。\x85"
    whole, part = f"{start}位老人。\x85{rest}", f"{rest}{start}\ufde5"
    text = (
        whole
        + f"{whole}。\x85{rest}" * 12
        + f"{part}老人。\x85"
        + f"{rest}。\x85"
        + f"{part}老人。\x85{rest}。\x85" * 2
    )
    text += f"\x85{part}" * 4 + "东河县" + "有散，老槐树下已经坐了几\ufde5东河县" * 3
    found = CHAIN(text)
    assert CHAIN(found.text).text == found.text
    assert found.log.invert(found.text) == text


def test_line_ends_between_runs_go_with_one_of_them_only() -> None:
    text = zlib.decompress(base64.b85decode(OVERLAP)).decode("utf-8", "surrogatepass")
    found = CHAIN(text)
    assert not found.failures
    assert CHAIN(found.text).text == found.text


@pytest.mark.parametrize("name", [item.name for item in every()])
def test_the_worst_of_each_filter_is_known_and_bearable(name: str) -> None:
    text = worst(name, 20_000)
    item = next(item for item in every() if item.name == name)
    assert item.applies(text)
    found = repair.Chain([item])(text)
    assert not found.failures
    assert found.log.invert(found.text) == text


@pytest.mark.parametrize("seed", range(40))
def test_any_bytes_are_read_to_the_byte_or_refused(seed: int) -> None:
    lots = random.Random(seed)
    data = lots.randbytes(lots.randint(1, 4000))
    if seed % 2:  # few bytes spoil a text
        text = "清晨的薄雾还没有散，老槐树下已经坐了几位老人。\n" * 40
        data = bytearray(text.encode(lots.choice(["utf-8", "gb18030", "utf-16", "big5hkscs"]), "replace"))
        for _ in range(lots.randint(1, 20)):
            data[lots.randrange(len(data))] = lots.randrange(256)
    try:
        found = repair.clean_bytes(bytes(data))
    except DecodeError:
        return
    assert not found.failures
    assert found.original() == bytes(data)
