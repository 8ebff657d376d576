"""Conversion of the script: only when asked for, and undone exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair import Chain, RepairError, clean
from repair.script import TARGETS
from tests.command import repair
from tests.test_golden import SAMPLES

texts = st.text(st.sampled_from("国务院后面发展皇后里程干净乾隆著作說話後來台灣軟件，。 \nabc"), max_size=60)


@given(texts, st.sampled_from(sorted(TARGETS)))
def test_conversion_is_logged_and_undone(text: str, target: str) -> None:
    result = Chain(only=[], to=target)(text)
    assert not result.failures
    assert result.log.apply(text) == result.text
    assert result.log.invert(result.text) == text


@pytest.mark.parametrize(
    ("target", "text", "output"),
    [
        ("zh-Hant", "国务院后面的发展\n", "國務院後面的發展\n"),
        ("zh-Hant-TW", "里面的干净衣服\n", "裡面的乾淨衣服\n"),
        ("zh-Hant-HK", "里面的为了\n", "裏面的為了\n"),
        ("zh-Hans", "國務院後面的發展\n", "国务院后面的发展\n"),
    ],
)
def test_targets(target: str, text: str, output: str) -> None:
    assert clean(text, to=target).text == output
    assert clean(text).text == text


def test_a_page_there_and_undone() -> None:
    for page in SAMPLES:
        text = page.read_text("utf-8")
        result = clean(text, to="zh-Hant")
        assert {change.filter for change in result.log.made} >= {"script"}
        assert result.log.invert(result.text) == text


def test_there_are_no_other_targets() -> None:
    with pytest.raises(RepairError, match="no conversion to 'zh-Latn'"):
        clean("a", to="zh-Latn")
    assert "is not one of" in repair("-", "--to", "zh-Latn", stdin=b"a").said
