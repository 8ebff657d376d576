"""Pages set in type and read by real extractors: what comes out must be near the truth, stable, and undone exactly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from repair import Chain
from repair.measure import measure
from tests.pages import PAGES

TEXTS = sorted(path for path in PAGES.glob("*.txt") if ".truth." not in path.name)
HEADLINE = "a headline in two phrases, one of them drawn again on a line of its own, less its first character"
SPACED = "a headline set out with five spaces, drawn again with one"
LEFT = {
    **dict.fromkeys(("one_partial.pdftotext", "two_partial.pdftotext", "one_partial.pdftotext_layout"), HEADLINE),
    "one_deferred.pdftotext_layout": SPACED,
    "captions_run.pdftotext": HEADLINE,
    "four_run.pdftotext": "a lawful double cut by a line end (密密麻⏎麻) between runs that were drawn twice",
}
"""Known failures, with what is in the way."""


def marked(path: Path) -> object:
    name = path.name.removesuffix(".txt")
    marks = [pytest.mark.xfail(strict=True, reason=LEFT[name])] if name in LEFT else []
    return pytest.param(path, id=name, marks=marks)


@pytest.mark.parametrize("path", [marked(path) for path in TEXTS])
def test_a_page_is_repaired(path: Path) -> None:
    truth = (PAGES / f"{path.name.split('.')[0]}.truth.txt").read_text("utf-8")
    result = Chain()(path.read_text("utf-8"))
    assert not result.failures
    assert measure(result.text, truth).cer <= 0.005


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_page_is_undone_and_stable(path: Path) -> None:
    text, chain = path.read_text("utf-8"), Chain()
    result = chain(text)
    assert result.log.invert(result.text) == text
    assert chain(result.text).log.made == []
    numbers = [change.number for change in result.log.changes]
    half = result.log.choose(text, {*random.Random(path.name).sample(numbers, len(numbers) // 2)})
    assert half.invert(half.apply(text)) == text


def test_there_are_pages_of_every_form() -> None:
    assert len(TEXTS) > 70
    assert {f"{name}.txt" for name in LEFT} <= {path.name for path in TEXTS}
