"""Prints the README's tables of the five pages and of the classes of glyphs: `python -m tests.numbers`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import unicodedata2

from repair import Chain
from repair.data.glyphs import classes
from repair.filters.invisible import REASONS
from repair.measure import measure

ROOT = Path(__file__).parent.parent


def rows() -> Iterator[str]:
    yield "| page | CER as found | CER repaired | blocks right to the character |"
    yield "| --- | --- | --- | --- |"
    for path in sorted((ROOT / "samples").glob("*.txt")):
        found, golden = path.read_text("utf-8"), (ROOT / "golden" / "samples" / path.name).read_text("utf-8")
        before, after = measure(found, golden), measure(Chain()(found).text, golden)
        yield f"| `{path.stem}` | {before.cer:.2%} | {after.cer:.3%} | {after.right} of {after.blocks} |"


def glyph_rows() -> Iterator[str]:
    yield "| class | code points | example |"
    yield "| --- | --- | --- |"
    for found in classes():
        char, plain = next(iter(found.table.items()))
        shown = f"U+{ord(char[0]):04X}" if found.name == "private" else char
        yield f"| {found.name} | {len({key for key in found.table if len(key) == 1})} | {shown} → {plain} |"
    blocks = (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    compatibility = [char for char in map(chr, blocks) if unicodedata2.normalize("NFC", char) != char]
    yield f"| compatibility ideographs (NFC) | {len(compatibility)} | U+F900 → {unicodedata2.normalize('NFC', compatibility[0])} |"
    yield f"| variation selectors behind an ideograph | {16 + 240} | 葛+U+E0100 → 葛 |"
    yield f"| characters that show nothing | {len(REASONS)} | U+200B → |"


if __name__ == "__main__":
    print(*rows(), "", *glyph_rows(), sep="\n")
