"""Characters that show nothing, made visible."""

from __future__ import annotations

import re

NAMED = {"\n": "⏎", "\t": "⇥", " ": "␣", "\u3000": "⬚"}
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def visible(text: str, *, spaces: bool = True) -> str:
    """Show line ends, tabs and (with `spaces`) spaces as signs, and other hidden characters as ‹U+200B›."""
    for char, sign in NAMED.items():
        if spaces or char not in " \u3000":
            text = text.replace(char, sign)
    return HIDDEN.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)
