"""Texts that have broken other programs, at a size that a test can bear; `tests/bench/worst.py` has them whole."""

from __future__ import annotations

import random

import pytest

import repair
from repair.errors import DecodeError
from repair.filter import every
from tests.bench.worst import nasty, worst

CHAIN = repair.Chain()
SIZE = 40_000


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text[:SIZE], id=name) for name, text in nasty()])
def test_nasty_text_comes_through(name: str, text: str) -> None:
    del name
    found = CHAIN(text)
    assert not found.failures
    assert found.log.apply(text) == found.text
    assert found.log.invert(found.text) == text
    again = CHAIN(found.text)
    assert again.text == found.text
    assert not again.log.made


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
