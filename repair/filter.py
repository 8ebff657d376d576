"""The contract of a filter, and how filters are found: one file in `repair/filters/`, nothing else to edit."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from repair.decode import decode
from repair.edit import Edit
from repair.survey import codes_of, survey

if TYPE_CHECKING:
    from repair.survey import Places


class Stage(IntEnum):
    """When a filter runs. The order is a contract: each stage needs what those before it have repaired."""

    DECODE = 1
    """Bytes and mojibake."""
    GLYPHS = 2
    """Compatibility forms, invisible characters, line ends."""
    COPIES = 3
    """Lines drawn again. Before MARKS: doubled marks near them are the evidence."""
    MARKS = 4
    """Runs drawn twice, letter-spacing. Before LINES: a doubled run ends where its line ends."""
    LINES = 5
    """Wraps, hyphens, paragraph breaks. Before BLOCKS: copies of a paragraph wrap differently."""
    COLUMNS = 6
    """Fragments of a column out of order. Before BLOCKS: a caption is held against the sentence it cut, once that is near."""
    BLOCKS = 7
    """Repeats, loops, captions, headings."""
    TEXT = 8
    """Punctuation, spaces, characters, script. Last: an ASCII comma at a line end is evidence for others."""


class Filter(ABC):
    """Reads a text and yields edits; never changes a text itself. Holds no state, so that it can be pickled.

    The docstring of its module is its help page: the fault, the evidence, what is left alone, what is only suggested.
    """

    stage: ClassVar[Stage]
    marks: ClassVar[tuple[str, ...]] = ()
    """Strings without any of which the filter has nothing to do; empty: it must always look."""

    @property
    def name(self) -> str:
        """The name of the module, with hyphens: what `--only`, `--skip` and the log call it."""
        return type(self).__module__.rpartition(".")[2].replace("_", "-")

    @property
    def page(self) -> str:
        """The docstring of its module: its help page."""
        return inspect.getdoc(inspect.getmodule(type(self))) or ""

    def applies(self, text: str) -> bool:
        """Say no only where `edits` would yield nothing: the gate that makes clean text cheap."""
        if not self.marks:
            return bool(text)
        # A literal `in` scans a text at the speed of memory, but only while literals are few.
        if len(self.marks) <= 12:
            return any(mark in text for mark in self.marks)
        return survey(text).has(_cells(self.marks))

    @abstractmethod
    def edits(self, text: str) -> Iterator[Edit]:
        """Yield edits in the coordinates of `text`, disjoint, in any order."""


def cases(name: str) -> list[dict[str, Any]]:
    """Read the cases of a filter: tables with `name`, `input`, and `output` unless it must be left alone.

    `bytes`, in hexadecimal, may stand for `input`: what they are read as.
    """
    import tomllib
    from importlib.resources import files
    from pathlib import Path

    beside = Path(__file__).parent.parent / "golden" / "filters"  # a checkout; a wheel carries them as repair.golden
    folder = beside if beside.is_dir() else files("repair") / "golden"
    path = folder / f"{name.replace('-', '_')}.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8")).get("case", []) if path.is_file() else []
    for case in found:
        if "bytes" in case:
            case["input"] = decode(bytes.fromhex(case["bytes"]), "utf-8").text
    return found


@cache
def _cells(marks: tuple[str, ...]) -> Places:
    return codes_of(mark[0] for mark in marks)


@cache
def every() -> tuple[Filter, ...]:
    """Find every filter, in the order of their stages and, within a stage, of their names."""
    from repair import filters

    found: list[Filter] = []
    for module in pkgutil.iter_modules(filters.__path__):
        space = vars(importlib.import_module(f"{filters.__name__}.{module.name}"))
        found += [
            item()
            for item in space.values()
            if isinstance(item, type) and issubclass(item, Filter) and item.__module__ == space["__name__"]
        ]
    return tuple(sorted(found, key=lambda item: (item.stage, item.name)))
