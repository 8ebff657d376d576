"""Characters that stand for how a glyph looks, and the ordinary characters that a person would type.

By the decompositions of the Unicode Character Database (`unicodedata2`), class by class; radicals by its property Equivalent_Unified_Ideograph
(`radicals.tsv`); private-use characters by GB 18030-2005, whose private ones Unicode has since encoded, and by the bullets of Wingdings and
Symbol, which Word writes there. Full-width marks, circled numbers and squared units are what people type, and are in no class.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from repair.data import radicals

VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…—–（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
SMALL = dict(zip("﹐﹑﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞", "，、；：？！—（）｛｝〔〕", strict=True))
GB18030 = dict(
    zip(
        "\ue7c7\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855",
        "\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
        strict=True,
    )
)
BULLETS = dict(
    zip(
        "\uf0b7\uf06c\uf06e\uf075\uf0a7\uf0d8\uf0fc\uf0e0\uf0a8\uf0b2\uf071\uf0d7\uf0b0\uf0b1\uf0ae",
        "•●■◆▪➢✔→□◇❑×°±→",
        strict=True,
    )
)
IVS = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Glyphs(NamedTuple):
    """A class of characters: its name, the reason given for a change, and what each is written as."""

    name: str
    reason: str
    table: dict[str, str]


@cache
def classes() -> tuple[Glyphs, ...]:
    """List the classes, without the compatibility ideographs, which NFC knows, and variation sequences, which are no single characters."""
    return (
        Glyphs("ligatures", "a ligature is a glyph, not letters", _ligatures()),
        Glyphs("full-width", "full-width letters and digits are ordinary ones in another dress", _full_width()),
        Glyphs("vertical", "a mark shaped for vertical lines", VERTICAL),
        Glyphs("small", "a mark shaped small", SMALL),
        Glyphs("radicals", "a radical stands for the ideograph it looks like", radicals()),
        Glyphs("half-width", "half-width kana and hangul are ordinary ones in another dress", _half_width()),
        Glyphs("arabic", "a letter in the shape that its place in the word gives it", _arabic()),
        Glyphs("private", "a private character that has since been encoded", {**GB18030, **BULLETS}),
    )


def _decomposed(codes: range, *kinds: str) -> dict[str, str]:
    """Map characters to their compatibility decompositions, where they are of one of these kinds."""
    import unicodedata2

    found = {}
    for char in map(chr, codes):
        if unicodedata2.decomposition(char).startswith(kinds):
            steps = unicodedata2.decomposition(char).split()[1:]  # one step: NFKC would go on to letters that join
            found[char] = "".join([chr(int(step, 16)) for step in steps])
    return found


def _ligatures() -> dict[str, str]:
    return _decomposed(range(0xFB00, 0xFB07), "<compat>")


def _full_width() -> dict[str, str]:
    return {char: plain for char, plain in _decomposed(range(0xFF01, 0xFF5F), "<wide>").items() if plain.isalnum()}


def _half_width() -> dict[str, str]:
    """Kana, Hangul and their marks; a kana with its sound mark is composed."""
    found = _decomposed(range(0xFF61, 0xFFDD), "<narrow>")
    import unicodedata2

    for char, plain in [*found.items()]:
        for mark, sound in (("ﾞ", "\u3099"), ("ﾟ", "\u309a")):
            composed = unicodedata2.normalize("NFC", plain + sound)
            if len(composed) == 1:
                found[char + mark] = composed
    found["ﾞ"], found["ﾟ"] = "゛", "゜"
    return found


def _arabic() -> dict[str, str]:
    """Letters and pairs of letters; words, and the signs that people type, stay."""
    kinds = ("<isolated>", "<initial>", "<medial>", "<final>")
    found = _decomposed(range(0xFB50, 0xFDF0), *kinds) | _decomposed(range(0xFE70, 0xFEFD), *kinds)
    return {char: plain for char, plain in found.items() if plain.isalpha()}
