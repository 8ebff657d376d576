"""Tables, each with its source and licence in its head. They are read on first use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def table(name: str) -> Traversable:
    """Find a table."""
    from importlib.resources import files  # itself not light

    return files(__name__) / name


@cache
def radicals() -> dict[str, str]:
    """Map each character of the radical blocks to the ideograph that it is the same as.

    Source: Unicode Character Database, property Equivalent_Unified_Ideograph.
    """
    rows = table("radicals.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {chr(int(radical, 16)): chr(int(ideograph, 16)) for radical, ideograph in pairs}
