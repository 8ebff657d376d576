"""Prints how the test pages fare, by extractor and form: `python -m tests.pages`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from repair import Chain
from repair.measure import Measure, measure

PAGES = Path(__file__).parent.parent / "golden" / "pages"


def measured() -> Iterator[tuple[str, str, Measure, Measure]]:
    """Yield page, extractor, and the measures as extracted and as repaired."""
    for path in sorted(PAGES.glob("*.txt")):
        page, extractor, _ = path.name.split(".")
        if extractor != "truth":
            truth = (PAGES / f"{page}.truth.txt").read_text("utf-8")
            found = path.read_text("utf-8")
            yield page, extractor, measure(found, truth), measure(Chain()(found).text, truth)


if __name__ == "__main__":
    for page, extractor, before, after in measured():
        print(f"{page:14} {extractor:16} {before.cer:8.1%} {after.cer:8.2%} {after.right:3} of {after.blocks}")
