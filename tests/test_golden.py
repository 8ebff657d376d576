"""The goldens: cases of each filter, texts that must not change, and the five pages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from repair import Chain, Repaired
from repair.filter import cases, every
from repair.measure import measure
from repair.show.visible import visible

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
CASES = [
    pytest.param(item.name, case, id=f"{item.name}: {case['name']}") for item in every() for case in cases(item.name)
]
CLEAN = tomllib.loads((ROOT / "golden" / "clean.toml").read_text("utf-8"))["case"]


def told(result: Repaired, made: bool) -> list[str]:
    """Tell each change of one operation as `start..end before → start..end after: reason`."""
    log = result.log
    lines = []
    for change in log.changes:
        if change.made == made:
            source, target = log.source(change)[0], log.target(change)[0]
            before, after = change.operations[0].before, change.written
            lines.append(
                f"{source.start}..{source.end} {visible(before)} → {target.start}..{target.end} {visible(after)}: {change.reason}"
            )
    return lines


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name: str, case: dict[str, Any]) -> None:
    chain = Chain(only=[name])
    result = chain(case["input"])
    assert not result.failures
    assert result.text == case.get("output", case["input"])
    if "changes" in case:
        assert told(result, True) == case["changes"]
    if "suggested" in case or "output" not in case:
        assert told(result, False)[: len(case.get("suggested", []))] == case.get("suggested", [])
        assert bool(result.log.changes) == ("suggested" in case)
    assert result.log.invert(result.text) == case["input"]
    again = chain(result.text)
    assert again.text == result.text
    assert not again.log.made


def test_every_filter_has_cases_that_change_and_cases_that_do_not() -> None:
    for item in every():
        found = cases(item.name)
        assert any("output" in case or "suggested" in case for case in found), item.name
        assert any("output" not in case and "suggested" not in case for case in found), item.name


@pytest.mark.parametrize("case", CLEAN, ids=[case["name"] for case in CLEAN])
def test_clean_text_comes_back_as_the_very_same_object(case: dict[str, str]) -> None:
    result = Chain()(case["text"])
    assert not result.failures
    assert [(change.filter, change.reason, change.operations) for change in result.log.changes] == []
    assert result.text is case["text"]


def test_goldens_are_canonical() -> None:
    for path in sorted((ROOT / "golden" / "samples").glob("*.txt")):
        text = path.read_text("utf-8")
        assert text.endswith("\n")
        blocks = text[:-1].split("\n\n")
        assert all(block and block == block.strip() and "\n" not in block for block in blocks), path.name


FLOOR = dict.fromkeys((path.stem for path in SAMPLES), (0.0, 1.0))
"""The character error rate not to be passed, and the share of blocks right not to be fallen below."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_against_their_goldens(path: Path) -> None:
    golden = (ROOT / "golden" / "samples" / path.name).read_text("utf-8")
    raw = path.read_text("utf-8")
    found = measure(Chain()(raw).text, golden)
    cer, blocks = FLOOR[path.stem]
    assert found.cer <= cer
    assert found.blocks_right >= blocks
    assert found.cer <= measure(raw, golden).cer


def test_goldens_themselves_are_left_alone() -> None:
    for path in sorted((ROOT / "golden" / "samples").glob("*.txt")):
        text = path.read_text("utf-8")
        assert Chain()(text).text is text, path.name
