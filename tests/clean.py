"""Measures harm: how many paragraphs of clean text are changed. `python -m tests.clean FOLDER [--limit N] [--show N]`.

The corpora (see `tests/corpora.py`) are fed as documents of fifty paragraphs, once with empty lines between them and once without. A paragraph
counts as changed if a change that was made begins in it or right behind it; the second figure leaves out what has no other form in canonical
text (ASCII marks between ideographs, compatibility forms, a space where the text mostly sets none): those are the corpora's own faults.
`--show N` prints N changes of each filter in their places, drawn by lot, to be read and judged.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path

from repair import Chain
from repair.replay import Change
from tests.corpora import corpora, documents

SIZE = 50
FORMS = {"punctuation", "compatibility", "normal-form", "line-ends", "digit-spaces", "mark-spaces"}
"""Filters for which the form alone is the fault."""


def place(text: str, start: int, end: int, change: Change) -> str:
    """Show a change in its place."""
    written = "".join(str(getattr(item, "after", "⇄")) for item in change.operations)
    return f"{text[max(0, start - 24) : start]}[{text[start:end][:60]} → {written}]{text[end : end + 24]}".replace(
        "\n", "⏎"
    )


def main() -> None:
    """Print a table, and what was asked to be shown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="paragraphs of each corpus")
    parser.add_argument("--show", type=int, default=0, help="changes of each filter to print")
    wanted = parser.parse_args()
    chain = Chain()
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for path in corpora(wanted.folder):
        for parting in ("\n\n", "\n"):
            total, changed, judged, by = 0, 0, 0, Counter[str]()
            for part in documents(path, SIZE, wanted.limit):
                text = parting.join(part) + "\n"
                starts = [0, *accumulate(len(paragraph) + len(parting) for paragraph in part)]
                log = chain(text).log
                found: dict[int, set[str]] = defaultdict(set)
                for change in log.made:
                    spans = log.source(change)
                    found[bisect_right(starts, spans[0].start)].add(change.filter)
                    by[change.filter] += 1
                    shown[change.filter].append(f"{path.name} {place(text, spans[0].start, spans[-1].end, change)}")
                total += len(part)
                changed += len(found)
                judged += sum(not names <= FORMS for names in found.values())
            form = "empty lines" if parting == "\n\n" else "one a line"
            parts = ", ".join(f"{name} {count}" for name, count in by.most_common())
            print(
                f"{path.name:24} {form:12} {changed:6} of {total:7} = {1000 * changed / total:5.2f} ‰, {1000 * judged / total:5.2f} ‰  {parts}"
            )
    lots = random.Random(1)
    for name, places in shown.items():
        for line in lots.sample(places, min(wanted.show, len(places))):
            print(f"{name}: {line}")


if __name__ == "__main__":
    main()
