from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair import Chain
from repair.errors import UnknownDamage
from repair.measure import measure
from repair.workshop import KINDS, SEVERITIES, articles, damage, page
from tests.command import ROOT
from tests.laws import hold
from tests.workshop import fates

CHAIN = Chain()
SUGGESTED = {"misread"}
"""What is only pointed out."""


@cache
def paragraphs() -> list[str]:
    """Running text of the goldens, which no count of characters has seen."""
    golden = (ROOT / "golden" / "samples" / "hohhot_2022.txt").read_text("utf-8")
    return [block for block in golden.split("\n") if len(block) > 40 and block.endswith("。") and "▲" not in block]


def truth(kind: str, start: int = 0) -> str:
    rows = paragraphs()[start:] + paragraphs()[:start]
    return articles(rows[:32], start) if kind == "columns" else page(rows[:16], start)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_laid_on_and_logged(kind: str) -> None:
    ways = (start for start in range(20) if damage(truth(kind, start), seed=2, kinds=[kind], severity="heavy").damages)
    whole = truth(kind, next(ways))
    made = damage(whole, seed=2, kinds=[kind], severity="heavy")
    assert {kind} <= {found.kind for found in made.damages} <= {kind, "wraps"}
    assert made.text != made.truth
    assert made.log.apply(made.truth) == made.text
    assert made.log.invert(made.text) == made.truth
    assert made == damage(whole, seed=2, kinds=[kind], severity="heavy")._replace(log=made.log)
    for found in made.damages:
        assert all(0 <= start <= end <= len(made.truth) for start, end in found.truth)
        assert all(0 <= start <= end <= len(made.text) for start, end in found.damaged)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - SUGGESTED - {"columns"}))
def test_single_damages_are_recovered(kind: str) -> None:
    found: Counter[tuple[str, bool]] = Counter()
    harmed = 0
    for seed in range(6):
        made = damage(truth(kind, 4 * seed), seed=seed, kinds=[kind])
        output = CHAIN(made.text).text
        found.update((item.kind, mended) for item, mended in fates(made, output))
        harmed += measure(output, made.truth, made.text).harmed
    assert found[kind, True] > 0.85 * (found[kind, True] + found[kind, False])
    assert harmed <= 2


def test_damages_stand_apart() -> None:
    made = damage(truth("any"), seed=3, severity="heavy")
    spans = sorted(span for found in made.damages if not KINDS[found.kind].loose for span in found.damaged)
    assert len(spans) > 100
    assert all(other.start >= span.end for span, other in pairwise(spans))


@given(st.integers(0, 10**6), st.sets(st.sampled_from([*KINDS]), min_size=1), st.sampled_from([*SEVERITIES]))
def test_whatever_the_damage_the_laws_hold(seed: int, kinds: set[str], severity: str) -> None:
    made = damage(
        truth("columns" if "columns" in kinds else "any", seed % 20), seed=seed, kinds=kinds, severity=severity
    )
    hold(CHAIN, made.text)


def test_a_kind_or_severity_that_is_not_known() -> None:
    with pytest.raises(UnknownDamage, match="'typos'"):
        damage("完了。\n", kinds=["typos"])
    with pytest.raises(UnknownDamage, match="'much'"):
        damage("完了。\n", severity="much")
    assert damage("", kinds=None).text == ""


def test_the_command(tmp_path: Path) -> None:
    source = tmp_path / "clean.txt"
    source.write_text("\n".join(paragraphs()[:12]), "utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "repair.workshop", source, "-o", tmp_path / "out", "--page", "--seed", "4"],
        capture_output=True,
        check=True,
    )
    listed = (tmp_path / "out" / "damages" / "clean.txt.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in listed.splitlines()]
    assert f"clean.txt: {len(rows)} damages" in made.stderr.decode()
    text = (tmp_path / "out" / "damaged" / "clean.txt").read_text("utf-8")
    assert len({row["kind"] for row in rows}) > 8
    assert text != (tmp_path / "out" / "truth" / "clean.txt").read_text("utf-8")
