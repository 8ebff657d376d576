"""Counts of what was done, by filter and reason; the reports of many texts add up to one."""

from __future__ import annotations

from collections import Counter

from repair.log import Log


class Report:
    """How many texts and changes, and of which kinds."""

    def __init__(self) -> None:
        self.texts = 0
        self.changed = 0
        self.made: Counter[tuple[str, str]] = Counter()
        self.suggested: Counter[tuple[str, str]] = Counter()
        self.failures: Counter[str] = Counter()

    @classmethod
    def of(cls, log: Log) -> Report:
        """Count one log."""
        report = cls()
        report.texts = 1
        report.changed = int(log.original != log.output)
        report.made.update((change.filter, change.reason) for change in log.changes if change.made)
        report.suggested.update((change.filter, change.reason) for change in log.suggestions)
        report.failures.update(failure.filter for failure in log.failures)
        return report

    def __add__(self, other: Report) -> Report:
        total = Report()
        total.texts = self.texts + other.texts
        total.changed = self.changed + other.changed
        total.made = self.made + other.made
        total.suggested = self.suggested + other.suggested
        total.failures = self.failures + other.failures
        return total

    def by_filter(self) -> Counter[str]:
        """Count made changes by filter alone."""
        counts: Counter[str] = Counter()
        for (name, _), count in self.made.items():
            counts[name] += count
        return counts

    def line(self) -> str:
        """Sum up in one line: `251 changes: doubling 132, wraps 104, … · 2 suggestions`."""
        made, suggested = self.made.total(), self.suggested.total()
        parts = [_count(made, "change")]
        if made:
            parts[0] += ": " + ", ".join(f"{name} {count}" for name, count in self.by_filter().most_common())
        if suggested:
            parts.append(_count(suggested, "suggestion"))
        if self.failures:
            parts.append(f"{_count(self.failures.total(), 'failure')}: {', '.join(self.failures)}")
        return " · ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
