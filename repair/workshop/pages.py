"""Clean paragraphs made up into pages: a headline, a byline, captions; or articles under their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

PHRASE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{7,12}(?![\u4e00-\u9fff])")
SENTENCE = re.compile(r"(?<![^，。；])[\u4e00-\u9fff]{8,30}(?=[，。；])")
NAMES = ("周明远", "沈秋白", "林树声", "何晓雨", "郑文", "罗一舟")
PLACES = ("东河县", "石桥县", "南岭市", "白水县", "青原市", "安丰县", "云台区", "大柳县")
BEHIND = 5
"""A caption stands behind every so many paragraphs."""


def page(paragraphs: Sequence[str], seed: int | str = 0) -> str:
    """Make up a page of one article. Headline and captions are in words that stand in its text."""
    lots = Random(f"page {seed}")
    whole = "\n".join(paragraphs)
    phrases = [*dict.fromkeys(PHRASE.findall(whole))]
    blocks = []
    if len(phrases) > 1:
        blocks.append(" ".join(lots.sample(phrases, 2)))
    blocks.append(f"□本报记者 {' '.join(lots.sample(NAMES, 2))}")
    said = [*dict.fromkeys(SENTENCE.findall(whole))]
    for at, paragraph in enumerate(paragraphs):
        blocks.append(paragraph)
        if at % BEHIND == BEHIND - 1 and said:
            blocks.append(f"▲ {said.pop(lots.randrange(len(said)))}。")
    return "\n\n".join(blocks) + "\n"


def articles(paragraphs: Sequence[str], seed: int | str = 0) -> str:
    """Make up a page of four articles, each under the name of a place that most of its paragraphs speak of."""
    lots = Random(f"articles {seed}")
    names = lots.sample(PLACES, 4)
    size = -(-len(paragraphs) // len(names))
    blocks = []
    for at, name in enumerate(names):
        blocks.append(name)
        for own, paragraph in enumerate(paragraphs[at * size : (at + 1) * size]):
            blocks.append(f"在{name}，{paragraph}" if own % 4 != 1 else paragraph)
    return "\n\n".join(blocks) + "\n"
