"""The chain: one pass through the filters in a written order, each change recorded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from repair.errors import UnknownFilter
from repair.filter import Filter, every
from repair.log import Failure, Log
from repair.recorder import Recorder


class Repaired(NamedTuple):
    """A text after the chain, and the account of how it came about."""

    text: str
    log: Log
    failures: tuple[Failure, ...]


class Chain:
    """Filters in order, ready to run on many texts; can be pickled and sent to other processes."""

    def __init__(
        self,
        filters: Sequence[Filter] | None = None,
        *,
        only: Collection[str] = (),
        skip: Collection[str] = (),
        suggestions: bool = False,
    ) -> None:
        """Take all filters, or those given; keep `only` some or `skip` some, by name. Raises UnknownFilter.

        With `suggestions`, edits that are not safe are made as well.
        """
        known = every() if filters is None else filters
        names = [item.name for item in known]
        for name in (*only, *skip):
            if name not in names:
                raise UnknownFilter(name, names)
        self.filters = tuple(item for item in known if (not only or item.name in only) and item.name not in skip)
        self.suggestions = suggestions

    def __call__(self, text: str, *, encoding: str = "utf-8") -> Repaired:
        """Repair a text. Clean text comes back as the very same object, with an empty log.

        A filter that raises is passed by: the text stays as it was before it, and the failure is named.
        `encoding` is that of the bytes the text came from; the log keeps it, so that undo can give them back.
        """
        recorder = Recorder(text)
        failures: list[Failure] = []
        for step, item in enumerate(self.filters):
            try:
                if item.applies(recorder.text) and (edits := list(item.edits(recorder.text))):
                    recorder.record(step, item.name, edits, suggestions=self.suggestions)
            except Exception as error:
                failures.append(Failure(item.name, f"{type(error).__name__}: {error}"))
        names = [item.name for item in self.filters]
        log = recorder.log(names, encoding=encoding, failures=failures)
        return Repaired(recorder.text, log, tuple(failures))


def clean(text: str, *, only: Collection[str] = (), skip: Collection[str] = (), suggestions: bool = False) -> Repaired:
    """Repair one text with a fresh chain; the options are those of `Chain`."""
    return Chain(only=only, skip=skip, suggestions=suggestions)(text)
