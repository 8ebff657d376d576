"""The chain: the filters in a written order, each change recorded, round after round until a round changes nothing.

What a late filter mends can be evidence for an early one, and canonical text must come out as it went in. Clean text takes one round, a
damaged page two; the second reads what the first has made, and as a rule finds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from repair.decode import decode, encode
from repair.errors import UnknownFilter
from repair.filter import Filter, every
from repair.log import Failure, Log
from repair.recorder import Recorder
from repair.script import Script
from repair.survey import survey

ROUNDS = 200
"""Rounds at the most, so that two filters at odds with each other cannot go on for ever. Copies inside
copies lose a layer a round; a fuzzer has found some that need fifty."""


class Repaired(NamedTuple):
    """A text after the chain, and the account of how it came about."""

    text: str
    log: Log
    failures: tuple[Failure, ...]

    def original(self) -> bytes:
        """Give back the bytes that the text was read from; those of a text that never was bytes are UTF-8."""
        return encode(self.log.invert(self.text), self.log.encoding)


class Chain:
    """Filters in order, ready to run on many texts; can be pickled and sent to other processes."""

    def __init__(
        self,
        filters: Sequence[Filter] | None = None,
        *,
        only: Collection[str] = (),
        skip: Collection[str] = (),
        suggestions: bool = False,
        to: str | None = None,
    ) -> None:
        """Take all filters, or those given; keep `only` some or `skip` some, by name. Raises UnknownFilter, UnknownScript.

        With `suggestions`, edits that are not safe are made as well. `to` converts the script in the end: zh-Hans, zh-Hant,
        zh-Hant-TW, zh-Hant-HK.
        """
        known = every() if filters is None else filters
        names = [item.name for item in known]
        for name in (*only, *skip):
            if name not in names:
                raise UnknownFilter(name, names)
        self.filters = tuple(item for item in known if (not only or item.name in only) and item.name not in skip)
        if to is not None:
            self.filters = (*(item for item in self.filters if item.name != "mixed-scripts"), Script(to))
        self.suggestions = suggestions

    def __call__(self, text: str, *, encoding: str = "utf-8") -> Repaired:
        """Repair a text. Clean text comes back as the very same object, with an empty log.

        A filter that raises is passed by: the text stays as it was before it, and the failure is named.
        `encoding` is that of the bytes the text came from; the log keeps it, so that undo can give them back.
        """
        recorder = Recorder(text)
        failures: dict[str, Failure] = {}
        rounds = 0
        while rounds < ROUNDS:
            before = recorder.text
            for index, item in enumerate(self.filters):
                if item.name in failures:
                    continue
                try:
                    self._run(item, recorder, rounds * len(self.filters) + index, again=rounds > 0)
                except Exception as error:
                    failures[item.name] = Failure(item.name, f"{type(error).__name__}: {error}")
            if recorder.text == before:
                break
            rounds += 1
        survey("")  # the survey of the text is large, and not asked for again
        names = [item.name for item in self.filters] * max(1, rounds)
        log = recorder.log(names, encoding=encoding, failures=[*failures.values()])
        return Repaired(recorder.text, log, log.failures)

    def _run(self, item: Filter, recorder: Recorder, step: int, *, again: bool) -> None:
        """Run one filter; what it only suggests is recorded the first time round."""
        if not item.applies(recorder.text):
            return
        edits = [proposal for proposal in item.edits(recorder.text) if proposal.safe or self.suggestions or not again]
        if edits:
            recorder.record(step, item.name, edits, suggestions=self.suggestions)


def clean(
    text: str,
    *,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    suggestions: bool = False,
    to: str | None = None,
) -> Repaired:
    """Repair one text with a fresh chain; the options are those of `Chain`."""
    return Chain(only=only, skip=skip, suggestions=suggestions, to=to)(text)


def clean_bytes(
    data: bytes,
    *,
    encoding: str | None = None,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    suggestions: bool = False,
    to: str | None = None,
) -> Repaired:
    """Read bytes, in the named encoding or the one they are found to be in, and repair the text.

    `result.log.encoding` names it; `result.original()` gives the bytes back. Raises DecodeError, UnknownEncoding, UnknownFilter.
    """
    text, found = decode(data, encoding)
    return Chain(only=only, skip=skip, suggestions=suggestions, to=to)(text, encoding=found)
