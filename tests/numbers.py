"""Prints the README's table of the five pages: `python -m tests.numbers`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from repair import Chain
from repair.measure import measure

ROOT = Path(__file__).parent.parent


def rows() -> Iterator[str]:
    yield "| page | CER as found | CER repaired | blocks right to the character |"
    yield "| --- | --- | --- | --- |"
    for path in sorted((ROOT / "samples").glob("*.txt")):
        found, golden = path.read_text("utf-8"), (ROOT / "golden" / "samples" / path.name).read_text("utf-8")
        before, after = measure(found, golden), measure(Chain()(found).text, golden)
        yield f"| `{path.stem}` | {before.cer:.2%} | {after.cer:.3%} | {after.right} of {after.blocks} |"


if __name__ == "__main__":
    print(*rows(), sep="\n")
