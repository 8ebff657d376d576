"""Measures repair on workshop pages: recall by kind of damage, and harm. `python -m tests.workshop FOLDER [--documents N]`.

Pages are made of clean documents of the corpora (see `tests/corpora.py`), each damaged with one kind alone, and with six kinds together. A damage is
recovered if the output has the truth where it was, its edges included; harm is over-correction, in characters that were right before.
`--missed N` prints N damages of each kind that were not recovered.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from repair import Chain
from repair.align import align
from repair.layout import BULLET, CELLS, HAN, TERMINAL
from repair.measure import Blocks, Measure, measure
from repair.workshop import KINDS, Damage, Damaged, articles, damage, page
from tests.corpora import corpora, paragraphs

SIZE = 16
"""Paragraphs of a document."""
LONGEST = 600
TOGETHER = 5
"""Kinds of damage that a page has besides wraps, where it has several."""
FAULT = re.compile(
    f"{HAN}[,;:!?()\"']|[,;:!?()\"']{HAN}|{HAN} +{HAN}|{HAN} [0-9]|[0-9] {HAN}|[“”‘’，。、；：！？（）《》] | [“”‘’，。、；：！？（）《》]"
    "|[\uff10-\uff5a\u2f00-\u2fdf\ue000-\uf8ff\u3000]|([，。、；：！？“”‘’（）])\\1"
)
"""What canonical text does not have: such paragraphs are not clean."""


class Page(NamedTuple):
    """A damaged page, and the name of the mixture that damaged it."""

    mixture: str
    made: Damaged


PAGE = """# Recall by kind of damage

Made by `python -m tests.workshop FOLDER --documents N -o docs/workshop.md`: {texts}, two or three corpora as `tests/corpora.py` names them.
Each page is damaged with one kind alone, and once with six kinds together. *Mended* means that the truth stands where it was, with its edges;
*over-correction* is the share of characters that were right and are wrong now. What each kind is says `repair/workshop/`.

{table}

What is missed:

- `misread`: one ideograph read for another is for a person to decide: suggested where the counts leave no doubt, and made for proven places only.
  The row stands here to show that it is left.
- `columns`: a stretch goes home only if it is clear which block is the rest of the sentence that it was cut from; where two come near each other
  or none goes on from it, as in one page of twenty-five, it stays.
- `captions`: whether two parts of a sentence go together, asked of one that a caption has cut; a long headline without a stop looks much the same.
- `false-breaks`: an empty line in a paragraph of two or three lines, whose page is wide: too little geometry.
- `letter-spacing`: lines in a paragraph of which two thirds and more are set out, or that stand beside digits.
- `loops`: a clause of nine characters said three times may be meant (votes, prayers).
- `bold-characters`: 首次次南南 reads two ways; where words of two equal characters stand in a zone, one may be taken for a copy.
- `punctuation`: ASCII marks beside Latin words stay.
"""


def clean(paragraph: str) -> bool:
    """Say whether a paragraph is running text in canonical form, by rules that no filter shares."""
    return (
        20 <= len(paragraph) <= LONGEST
        and TERMINAL.search(paragraph) is not None
        and not FAULT.search(paragraph)
        and not BULLET.match(paragraph)
        and not CELLS.search(paragraph)
        and unicodedata.is_normalized("NFC", paragraph)
    )


def documents(folder: Path, number: int) -> Iterator[list[str]]:
    """Choose documents of clean paragraphs, as many from each corpus, spread evenly over it."""
    paths = corpora(folder)
    for at, path in enumerate(paths):
        wanted = number // len(paths) + (at < number % len(paths))
        good = [*dict.fromkeys(filter(clean, paragraphs(path)))]
        rows = [good[start : start + SIZE] for start in range(0, len(good) - SIZE + 1, SIZE)]
        step = len(rows) // wanted
        yield from rows[: step * wanted : step]


def pages(texts: Sequence[list[str]], severity: str = "samples") -> Iterator[Page]:
    """Damage every document in every way, and once in several ways together, as real pages are."""
    others = [name for name in KINDS if name not in ("columns", "misread", "wraps")]
    for at, text in enumerate(texts):
        truth = page(text, at)
        for name in KINDS:
            own = articles(text + texts[(at + 1) % len(texts)], at) if name == "columns" else truth
            yield Page(name, damage(own, seed=at, kinds=[name], severity=severity))
        together = ["wraps", *random.Random(at).sample(others, TOGETHER)]
        yield Page("together", damage(truth, seed=at, kinds=together, severity=severity))


def fates(made: Damaged, output: str) -> Iterator[tuple[Damage, bool]]:
    """Say of each damage whether the output has the truth where it was, its edges included."""
    truth, ours = Blocks(made.truth), Blocks(output)
    faults = align(ours.text, truth.text).missed()
    for item in made.damages:
        spans = [(truth.find(start), truth.find(end)) for start, end in item.truth]
        yield item, not any(faults.within(*span) for span in spans)


class Score:
    """Recall by kind, harm by mixture."""

    def __init__(self) -> None:
        self.done: Counter[tuple[str, str]] = Counter()
        self.mended: Counter[tuple[str, str]] = Counter()
        self.total: dict[str, Measure] = {}
        self.missed: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, page: Page, output: str) -> None:
        """Count one page."""
        mixture, made = page
        for (kind, _, shown), mended in fates(made, output):
            group = "alone" if mixture != "together" else mixture
            self.done[kind, group] += 1
            if mended:
                self.mended[kind, group] += 1
            else:
                around = made.text[max(0, shown[0].start - 30) : shown[-1].end + 30] if shown else ""
                self.missed[f"{kind} {group}"].append(around.replace("\n", "⏎"))
        found = measure(output, made.truth, made.text)
        self.total[mixture] = self.total[mixture].plus(found) if mixture in self.total else found

    def rows(self) -> Iterator[str]:
        """Yield the rows of a table."""
        yield "| damage | alone | mended | over-correction | among others | mended |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for kind in dict.fromkeys(kind for kind, _ in self.done):
            cells = []
            for group in ("alone", "together"):
                done, mended = self.done[kind, group], self.mended[kind, group]
                cells.append(f"{done:,} | {mended / done:.1%}" if done else " | ")
                if group == "alone":
                    cells.append(f"{self.total[kind].over_correction:.4%}" if kind in self.total else "")
            yield f"| {kind} | {' | '.join(cells)} |"
        alone = sum((found.harmed for kind, found in self.total.items() if kind != "together"))
        sound = sum((found.sound for kind, found in self.total.items() if kind != "together"))
        yield f"| all of them | | | {alone / sound:.4%} | | |"
        total = self.total.get("together")
        if total is None:
            return
        yield f"| together | | | {total.over_correction:.4%} | CER {total.cer:.3%} | |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--severity", default="samples")
    parser.add_argument("-o", "--output", type=Path, help="Markdown file to write the table to")
    parser.add_argument("--missed", type=int, default=0, help="of each kind to print")
    parser.add_argument("--kind", action="append", default=[], help="only this damage")
    wanted = parser.parse_args()
    score = Score()
    chain = Chain()
    for item in pages([*documents(wanted.folder, wanted.documents)], wanted.severity):
        if not wanted.kind or item.mixture in wanted.kind:
            score.add(item, chain(item.made.text).text)
    table = "\n".join(score.rows())
    print(table)
    if wanted.output:
        texts = f"{wanted.documents} documents, severity `{wanted.severity}`"
        wanted.output.write_text(PAGE.format(texts=texts, table=table), "utf-8")
    for kind, places in score.missed.items():
        for place in random.Random(1).sample(places, min(wanted.missed, len(places))):
            print(f"{kind}: {place}")


if __name__ == "__main__":
    main()
