"""Many texts held against their truths: one table, with how far its figures can be trusted.

Intervals are percentiles of the bootstrap (Efron 1979) over documents: as the figures would have come out with other pages of the same kind.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from repair.log import Log
from repair.measure import Edits, Measure, edits, measure

RESAMPLES = 1000
OUTSIDE = 0.025
"""Share of the resamples outside the interval on either side: it holds 95 % of them."""
RATES = {
    "cer": "character error rate",
    "blocks_right": "blocks right",
    "block_f1": "block F1",
    "break_precision": "break precision",
    "break_recall": "break recall",
    "break_f1": "break F1",
    "over_correction": "over-correction",
}


class Case(NamedTuple):
    """One text as it was, as it came out, and as it should be; original and log may be wanting."""

    name: str
    original: str | None
    output: str
    truth: str
    log: Log | None = None


class Result(NamedTuple):
    """What was counted in one case: as found, if the original is there, as it came out, and the edits by filter."""

    case: Case
    before: Measure | None
    after: Measure
    edits: dict[str, Edits]


class Interval(NamedTuple):
    """A rate, and between which bounds it lies in 95 % of the resamples."""

    rate: float
    low: float
    high: float


class Evaluation:
    """The results of all cases."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = results

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Evaluation:
        """Measure all cases."""
        return cls([_result(case) for case in cases])

    @cached_property
    def total(self) -> Measure:
        """The sum of all counts."""
        return _sum([result.after for result in self.results])

    @cached_property
    def found(self) -> Measure | None:
        """The sum of all counts of the originals; None unless each case has one."""
        befores = [result.before for result in self.results if result.before]
        return _sum(befores) if len(befores) == len(self.results) else None

    @cached_property
    def edits(self) -> dict[str, Edits]:
        """The edits of all cases by filter."""
        found: dict[str, Edits] = {}
        for result in self.results:
            for name, counts in result.edits.items():
                found[name] = found.get(name, Edits()).plus(counts)
        return dict(sorted(found.items()))

    @property
    def worst(self) -> list[Result]:
        """The cases that are not right, those with most errors first."""
        wrong = [result for result in self.results if result.after.errors]
        return sorted(wrong, key=lambda result: (-result.after.errors, result.case.name))

    @cached_property
    def rates(self) -> dict[str, Interval]:
        """Give each rate with its interval; that of over-correction only where originals were given."""
        lots = random.Random(1)
        columns = [*zip(*[result.after for result in self.results], strict=True)]
        draws = []
        for _ in range(RESAMPLES):
            drawn = lots.choices(range(len(self.results)), k=len(self.results))
            draws.append(Measure(*(sum(map(column.__getitem__, drawn)) for column in columns)))
        names = [name for name in RATES if name != "over_correction" or self.found]
        return {name: _interval(getattr(self.total, name), [getattr(draw, name) for draw in draws]) for name in names}

    def as_dict(self) -> dict[str, Any]:
        """Everything that was counted, ready for JSON."""
        return {
            "documents": len(self.results),
            **self.total._asdict(),
            **{name: interval.rate for name, interval in self.rates.items()},
            "intervals": {name: [interval.low, interval.high] for name, interval in self.rates.items()},
            "found": {**self.found._asdict(), "cer": self.found.cer} if self.found else None,
            "edits": {name: counts._asdict() for name, counts in self.edits.items()},
            "cases": [
                {"name": result.case.name, **result.after._asdict(), "cer": result.after.cer} for result in self.results
            ],
        }


def _result(case: Case) -> Result:
    before = measure(case.original, case.truth) if case.original is not None else None
    judged = edits(case.original, case.output, case.truth, case.log) if case.original is not None else {}
    return Result(case, before, measure(case.output, case.truth, case.original), judged)


def _sum(measures: Sequence[Measure]) -> Measure:
    return Measure(*map(sum, zip(*measures, strict=True)))


def _interval(rate: float, draws: list[float]) -> Interval:
    draws.sort()
    edge = int(OUTSIDE * len(draws))
    return Interval(rate, draws[edge], draws[-1 - edge])
