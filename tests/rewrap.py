"""Measures wraps: clean text set at a random width, and how well its paragraphs come back. `python -m tests.rewrap FOLDER [--documents N]`.

Documents of thirty paragraphs from the corpora (see `tests/corpora.py`), spaces left out, at 8 to 40 characters a line, with and without an indent
and with and without empty lines between paragraphs. Closing marks hang over the edge, numbers and words are not cut. Precision and recall are those
of hard breaks: of the places, counted in characters, where paragraphs end.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from itertools import accumulate, product
from pathlib import Path

from repair import Chain
from repair.layout import CLOSING, width
from tests.corpora import corpora, documents

SIZE = 30
PIECE = re.compile(r"[0-9A-Za-z.%]+|.")


def wrapped(paragraph: str, room: int, indent: bool) -> str:
    """Set a paragraph at `room` characters a line."""
    lines, line, left = [], "", 2 * room - 4 * indent
    for piece in PIECE.findall(paragraph):
        if width(piece) > left and piece not in CLOSING:
            lines.append(line)
            line, left = "", 2 * room
        line, left = line + piece, left - width(piece)
    return "\n".join([*lines, line])


def ends(blocks: Sequence[str]) -> set[int]:
    """List where blocks end, in characters from the beginning, but for the last; hyphens do not count, as line ends may take some."""
    return {*accumulate(len("".join(block.replace("-", "").split())) for block in blocks[:-1])}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100, help="of each corpus")
    parser.add_argument("--filter", action="append", default=[], help="run only these filters")
    wanted = parser.parse_args()
    chain = Chain(only=wanted.filter)
    texts = []
    for path in corpora(wanted.folder):
        known = [["".join(line.split()) for line in part] for part in documents(path, SIZE, 600 * SIZE)]
        texts += random.Random(path.name).sample(known, min(wanted.documents, len(known)))
    for parting, indent in product(("\n\n", "\n"), (True, False)):
        lots = random.Random(0)
        right = made = true = 0
        for text in texts:
            room = lots.randint(8, 40)
            page = parting.join(wrapped(paragraph, room, indent) for paragraph in text) + "\n"
            found, wished = ends(re.findall(r"\S.*", chain(page).text)), ends(text)
            right, made, true = right + len(found & wished), made + len(found), true + len(wished)
        precision, recall = right / made, right / true
        form = "one a line" if parting == "\n" else "empty lines"
        print(
            f"{form:12} {'indented' if indent else 'flush':9}"
            f" precision {precision:.4f}  recall {recall:.4f}  F1 {2 * precision * recall / (precision + recall):.4f}"
        )


if __name__ == "__main__":
    main()
