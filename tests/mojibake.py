"""Measures mojibake: clean text misread on purpose, and how much of it comes back. `python -m tests.mojibake FOLDER [--paragraphs N]`.

Paragraphs of the corpora (see `tests/corpora.py`) are written in one encoding and read in another: whole texts of ten paragraphs, single lines,
and runs of 8 to 20 characters inside good lines. What the wrong encoding cannot read without loss is not counted, nor what has fewer than
eight characters that it misreads. Restored means to the character.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401  (it registers the sloppy code page)

from repair import Chain
from repair.workshop.letters import LEAST, misreading
from tests.corpora import corpora, paragraphs

KINDS = (
    ("UTF-8 as GB18030", "utf-8", "gb18030"),
    ("GB18030 as Windows-1252", "gb18030", "sloppy-windows-1252"),
    ("GB18030 as Latin-1", "gb18030", "latin-1"),
    ("UTF-8 as Windows-1252", "utf-8", "sloppy-windows-1252"),
    ("UTF-8 as Latin-1", "utf-8", "latin-1"),
    ("Big5 as GB18030", "big5hkscs", "gb18030"),
    ("GB18030 as Big5", "gb18030", "big5hkscs"),
)


def cases(lines: Sequence[str], right: str, wrong: str, form: str) -> list[tuple[str, str]]:
    """Make pairs of damaged text and truth."""
    lots = random.Random(f"{right} {wrong} {form}")
    found = []
    for at, line in enumerate(lines):
        if form == "text" and at % 10 == 0:
            part = [(bad, good) for good in lines[at : at + 10] if (bad := misreading(good, right, wrong))]
            if part:
                found.append(("\n".join(bad for bad, _ in part), "\n".join(good for _, good in part)))
        elif form == "line" and (bad := misreading(line, right, wrong)):
            found.append((bad, line))
        elif form == "run" and len(line) > 60:
            start, size = lots.randint(10, len(line) - 40), lots.randint(LEAST, 20)
            bad = misreading(line[start : start + size], right, wrong)
            if bad:
                found.append((line[:start] + bad + line[start + size :], line))
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--paragraphs", type=int, default=2000, help="of each corpus")
    wanted = parser.parse_args()
    chain = Chain(only=["mojibake"])
    for path in corpora(wanted.folder):
        lines = [*paragraphs(path, wanted.paragraphs)]
        for name, right, wrong in KINDS:
            cells = []
            for form in ("text", "line", "run"):
                pairs = cases(lines, right, wrong, form)
                restored = sum(chain(bad).text == good for bad, good in pairs)
                cells.append(
                    f"{form} {restored:5} of {len(pairs):5}" + (f" {restored / len(pairs):7.2%}" if pairs else "")
                )
            print(f"{path.name:24} {name:24} {'   '.join(cells)}")


if __name__ == "__main__":
    main()
