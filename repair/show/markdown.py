"""Blocks as Markdown: what a kind looks like on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from repair.layout import Block

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
LIST = re.compile(r"^(\d*)([.)+-])(?= )")
FORMS = {"heading": "## {}", "byline": "*{}*", "caption": "> {}", "credit": "> {}", "furniture": "<small>{}</small>"}


def markdown(blocks: Sequence[Block]) -> str:
    """Write the blocks as Markdown, an empty line between two; verse keeps its line ends."""
    parts: list[str] = []
    for at, block in enumerate(blocks):
        text = SPECIAL.sub(r"\\\1", block.text)
        text = LIST.sub(r"\1\\\2", text)
        together = at and block.kind == "verse" == blocks[at - 1].kind
        parts.append(("  \n" if together else "\n\n" if at else "") + FORMS.get(block.kind, "{}").format(text))
    return "".join(parts) + "\n" if parts else ""
