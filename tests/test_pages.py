"""Pages set in type and read by real extractors: what comes out must be near the truth, stable, and undone exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair import Chain
from repair.measure import measure
from tests.pages import PAGES

TEXTS = sorted(path for path in PAGES.glob("*.txt") if ".truth." not in path.name)
SHUFFLED = "copies of runs stand in no order on several lines"
HIDDEN = "an empty line behind each line, and marks that may be set tight, hide the width of the column"
DRAWN_LAST = "what is drawn again behind the page is put into its lines, or runs into its last"
LEFT = {
    **dict.fromkeys(("one_run.pdfminer", "one_partial.pdfminer", "one_run.pymupdf_raw"), SHUFFLED),
    **dict.fromkeys(("one_char.pdfminer", "one_deferred.pdfminer", "one_line.pdfminer"), HIDDEN),
    **dict.fromkeys((f"{page}_run.pdftotext" for page in ("one", "two", "three", "four")), SHUFFLED),
    **dict.fromkeys(("one_partial.pdftotext", "two_partial.pdftotext"), SHUFFLED),
    **dict.fromkeys(("one_partial.pdftotext_layout",), SHUFFLED),
    **dict.fromkeys(("one_deferred.pdftotext", "two_deferred.pdftotext", "one_deferred.pdftotext_layout"), DRAWN_LAST),
    **dict.fromkeys(("two_deferred.pdftotext_raw", "two_deferred.pymupdf_raw"), DRAWN_LAST),
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


def test_there_are_pages_of_every_form() -> None:
    assert len(TEXTS) > 70
    assert {f"{name}.txt" for name in LEFT} <= {path.name for path in TEXTS}
