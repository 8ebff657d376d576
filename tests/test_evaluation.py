from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair import Chain, align
from repair.align import Gap
from repair.evaluation import Case, Evaluation
from repair.measure import Blocks, Edits, edits, measure
from repair.show.evaluation import html, rows
from tests.command import ROOT, repair

TEXTS = st.text("甲乙丙丁，。\n", max_size=60)
TRUTH = "第一段话说得很长。\n\n第二段话也不短。\n\n第三段话结束了。\n"


@given(TEXTS, TEXTS)
def test_outside_its_gaps_an_alignment_is_equal(text: str, other: str) -> None:
    found = align.align(text, other)
    at = there = 0
    for gap in [*found.gaps, Gap(len(text), len(text), len(other), len(other))]:
        assert text[at : gap.start] == other[there : gap.other_start]
        at, there = gap.end, gap.other_end


@given(TEXTS, TEXTS)
def test_its_distance_is_levenshteins(text: str, other: str) -> None:
    from rapidfuzz.distance import Levenshtein

    assert align.align(text, other).distance == Levenshtein.distance(text, other)


def test_a_long_text_is_aligned_at_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "golden" / "samples" / "hohhot_2022.txt").read_text("utf-8")
    spoilt = page.replace("政协", "政協").replace("\n\n", "\n")
    exact = align.align(spoilt, page).distance
    sizes: list[int] = []
    inner = align._levenshtein
    monkeypatch.setattr(align, "AT_ONCE", 500)
    monkeypatch.setattr(align, "_levenshtein", lambda text, other: sizes.append(len(text)) or inner(text, other))
    assert align.align(spoilt, page).distance == exact
    assert max(sizes) < 1500


@given(TEXTS, TEXTS)
def test_faults_are_where_the_texts_differ(text: str, other: str) -> None:
    found = align.align(text, other)
    for start in range(len(text)):
        touched = any(
            gap.start in (start, start + 1) if gap.start == gap.end else gap.start <= start < gap.end
            for gap in found.gaps
        )
        assert bool(found.faults().within(start, start + 1)) is touched


def test_blocks_know_where_a_position_went() -> None:
    found = Blocks("  甲乙 \n\n\n 丙丁\n")
    assert found.text == "甲乙\n丙丁"
    assert [found.find(at) for at in (2, 3, 4, 5, 9, 10)] == [0, 1, 2, 2, 3, 4]


def test_harm_is_what_was_right_before() -> None:
    original = TRUTH.replace("很长", "狠长")
    assert measure(TRUTH, TRUTH, original)[8:] == (26, 0)
    assert measure(original, TRUTH, original).harmed == 0
    assert measure(TRUTH.replace("不短", "太短"), TRUTH, original).harmed == 1
    assert measure(TRUTH.replace("不短", "不太短"), TRUTH, original).harmed == 1


def test_edits_are_judged_by_their_filters() -> None:
    original = "１０月，我们走了。\n\n完了,真的。\n"
    result = Chain()(original)
    truth = "10月，我们走了。\n\n完了，真的。\n"
    assert edits(original, result.text, truth, result.log) == {
        "compatibility": Edits(right=1),
        "punctuation": Edits(right=1),
    }
    assert edits(original, result.text, original, result.log) == {
        "compatibility": Edits(wrong=1),
        "punctuation": Edits(wrong=1),
    }
    assert edits(original, original, truth) == {"(any)": Edits(missed=2)}
    assert edits(original, truth, truth) == {"(any)": Edits(right=2)}


def test_intervals_hold_the_rate_and_widen_with_chance() -> None:
    good, bad = Case("good", TRUTH, TRUTH, TRUTH), Case("bad", TRUTH, TRUTH.replace("第", "弟"), TRUTH)
    even = Evaluation.of([good] * 8).rates["cer"]
    assert even == (0, 0, 0)
    rate, low, high = Evaluation.of([good, bad] * 8).rates["cer"]
    assert low < rate < high


def test_the_page_has_the_worst_first_and_every_character_of_the_three_texts() -> None:
    bad = Case("bad<1>", TRUTH.replace("很", ""), TRUTH.replace("第二", "第\n\n三"), TRUTH)
    worse = bad._replace(name="worse", output="全错了。\n")
    page = html(Evaluation.of([bad, worse, Case("good", TRUTH, TRUTH, TRUTH)]))
    assert page.index("worse") < page.index("bad&lt;1&gt;")
    assert "good" not in page
    for case in (bad, worse):
        for side, text in (("original", case.original), ("output", case.output), ("truth", case.truth)):
            told = "".join(part.text for row in rows(case) for part in getattr(row, side))
            assert told == Blocks(text or "").text


def test_the_command_takes_folders(tmp_path: Path) -> None:
    for name in ("was", "out", "truth"):
        (tmp_path / name).mkdir()
    for at in range(3):
        (tmp_path / "was" / f"{at}.txt").write_text(TRUTH.replace("\n\n", "\r\n\r\n"), "utf-8")
        (tmp_path / "truth" / f"{at}.txt").write_text(TRUTH, "utf-8")
    names = [tmp_path / "was" / f"{at}.txt" for at in range(3)]
    assert repair("-q", "-d", tmp_path / "out", *names).returncode == 0
    page = tmp_path / "page.html"
    told = repair(
        *("eval", tmp_path / "out", tmp_path / "truth", "--original", tmp_path / "was"),
        *("--json", "--html", page),
    )
    found = json.loads(told.text)
    assert (found["documents"], found["cer"], found["over_correction"]) == (3, 0, 0)
    assert found["edits"] == {"line-ends": {"right": 3, "wrong": 0, "missed": 0}}
    assert "Every text is as it should be" in page.read_text("utf-8")
    (tmp_path / "out" / "1.txt").unlink()
    lacking = repair("eval", tmp_path / "out", tmp_path / "truth")
    assert lacking.returncode == 2
    assert "1.txt" in lacking.said
    assert repair("eval", names[0], tmp_path / "truth").returncode == 2
