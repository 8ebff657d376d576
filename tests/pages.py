"""Prints how the test pages fare, by extractor and form: `python -m tests.pages`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

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


def rows() -> Iterator[str]:
    """Yield the rows of a table by extractor: pages, mean rate before and after, the worst after, blocks right."""
    by: defaultdict[str, list[tuple[Measure, Measure]]] = defaultdict(list)
    for _page, extractor, before, after in measured():
        by[extractor].append((before, after))
    for extractor, pairs in sorted(by.items()):
        befores, afters = zip(*pairs, strict=True)
        right, blocks = sum(after.right for after in afters), sum(after.blocks for after in afters)
        yield (
            f"| {extractor} | {len(pairs)} | {mean(before.cer for before in befores):.1%} | {mean(after.cer for after in afters):.2%}"
            f" | {max(after.cer for after in afters):.2%} | {right} of {blocks} |"
        )


if __name__ == "__main__":
    for page, extractor, before, after in measured():
        print(f"{page:14} {extractor:16} {before.cer:8.1%} {after.cer:8.2%} {after.right:3} of {after.blocks}")
    print(*rows(), sep="\n")
