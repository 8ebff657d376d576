"""The main job on the five pages: repaired, undone to the byte, applied again, and open to any choice."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from repair import Chain
from repair.filters.doubling import Doubling
from repair.replay import Replaced
from tests.command import repair
from tests.test_golden import ROOT, SAMPLES

GOLDEN = ROOT / "golden" / "samples"

pages = pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)


def test_there_are_five() -> None:
    assert len(SAMPLES) == 5


@pages
def test_undo_gives_the_page_back_to_the_byte(page: Path, tmp_path: Path) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    done = repair(page, "--log", log)
    assert done.returncode == 0
    out.write_bytes(done.stdout)
    assert repair("undo", log, out).stdout == page.read_bytes()
    assert repair("apply", log, page).stdout == done.stdout
    again = repair(out, "--log", tmp_path / "second")
    assert again.stdout == done.stdout
    assert len((tmp_path / "second").read_text("utf-8").splitlines()) == 1
    assert repair(out, "--check").returncode == 0
    assert repair(page, "--check").returncode == 1


@pages
def test_any_choice_of_changes_is_consistent(page: Path) -> None:
    original = page.read_text("utf-8")
    log = Chain()(original).log
    numbers = [change.number for change in log.changes]
    lots = random.Random(page.stem)
    halves = [set(lots.sample(numbers, len(numbers) // 2)) for _ in range(10)]
    for kept in [*({*numbers} - {number} for number in numbers), *halves]:
        chosen = log.choose(original, kept)
        output = chosen.apply(original)
        assert chosen.invert(output) == original
        assert {change.number for change in chosen.made} | {number for number, _ in chosen.dropped} == kept
        taken = sum(
            end - start
            for change in chosen.made
            for item in change.operations
            if isinstance(item, Replaced)
            for buffer, start, end in item.taken
            if buffer == 0
        )
        shown = sum(end - start for buffer, start, end in chosen.replay.text.slices if buffer == 0)
        assert shown + taken == len(original)


@pages
def test_every_change_has_a_place_in_both_texts(page: Path) -> None:
    original = page.read_text("utf-8")
    result = Chain()(original)
    for change in result.log.changes:
        assert result.log.source(change)
        assert result.log.target(change)
        if len(change.operations) == 1 and change.made:
            (item,) = change.operations
            written = "".join(result.text[slice(*span)] for span in result.log.target(change))
            assert not isinstance(item, Replaced) or item.after == written or change.step < len(result.log.filters) - 1


def test_no_doubled_run_is_left_and_lawful_doubles_stay() -> None:
    for page in SAMPLES:
        text = Chain()(page.read_text("utf-8")).text
        assert list(Doubling().edits(text)) == []
        assert not any(mark * 2 in text for mark in "，。、；：“”（）□")
    xining = Chain()((SAMPLES[-1].parent / "xining_2022.txt").read_text("utf-8"))
    assert sum(change.filter == "doubling" for change in xining.log.changes) == 132
    for word in ("2022年", "一项项", "一条条"):
        assert word in xining.text


def test_what_stands_once() -> None:
    def text(name: str) -> str:
        return Chain()((SAMPLES[0].parent / f"{name}.txt").read_text("utf-8")).text

    page = text("hohhot_2022")
    assert page.count("党旗引领风帆劲 同心筑梦勇担当") == page.count("党旗引领风帆劲") == 1
    assert page.count("□本报记者 郑学良 呼和浩特日报记者 刘沙沙") == page.count("本报记者 郑学良") == 1
    page = text("hohhot_2023")
    assert page.count("围绕“加快产业园区标准化建设”") == page.count("提案与协商、民主监督、联动履职深度融合") == 1
    page = text("inner_mongolia_2021")
    assert page.count("去年2月，自治区政协印发了") == page.count("用心学党史，真心办实事") == 1
    assert "⑤ 坚持党建引领\n\n⑥ 强化责任担当" in page


def test_lawful_doubles_stay() -> None:
    """The goldens, made by hand, have them; so must the output, as often."""
    doubled = re.compile(r"(.{1,40}?)\1+")
    found = 0
    for page in SAMPLES:
        golden = (GOLDEN / page.name).read_text("utf-8")
        wanted = Counter(match[0] for match in doubled.finditer(golden))
        output = Counter(match[0] for match in doubled.finditer(Chain()(page.read_text("utf-8")).text))
        assert output == wanted, page.name
        found += wanted.total()
    assert found >= 124
