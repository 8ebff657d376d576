"""The log as a file: JSON Lines, a header first and then one line a change; `log.schema.json` defines both.

The file alone carries both directions: with it the original gives the output, and the output the original.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from repair.decode import codec
from repair.errors import LogError, UnknownEncoding
from repair.log import Failure, Fingerprint, Log
from repair.replay import Change, Dropped, Moved, Replaced
from repair.text import Place, Slice

FORMAT = "repair-log"
VERSION = 1


def dump(log: Log, original: str, *, tool: str) -> Iterator[str]:
    """Spell a log out, line by line, each with its line end. `original` gives the lines and columns of the places."""
    log.original.demand(original, "original")
    yield _line(
        {
            "format": FORMAT,
            "version": VERSION,
            "tool": tool,
            "encoding": log.encoding,
            "original": log.original._asdict(),
            "output": log.output._asdict(),
            "filters": log.filters,
            "failures": [failure._asdict() for failure in log.failures],
            "dropped": [dropped._asdict() for dropped in log.dropped],
        }
    )
    starts = line_starts(original) if log.changes else []
    for change in log.changes:
        yield _line(
            {
                **{name: value for name, value in change._asdict().items() if name != "operations"},
                "source": [
                    {
                        "start": start,
                        "end": end,
                        **dict(zip(("line", "column"), line_column(starts, start), strict=True)),
                    }
                    for start, end in log.source(change)
                ],
                "output": log.target(change),
                "operations": [
                    {"do": "move" if isinstance(item, Moved) else "replace", **item._asdict()}
                    for item in change.operations
                ],
            }
        )


def load(lines: Iterable[str]) -> Log:
    """Read a log back. Raises LogError with the line that is at fault."""
    header: dict[str, Any] | None = None
    changes: list[Change] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if header is None:
                header = _header(row)
            else:
                changes.append(_change(row, len(changes) + 1, header["filters"], header["original"].length))
        except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as error:
            fault = f"no field {error}" if isinstance(error, KeyError) else str(error)
            raise LogError(fault, number) from None
    if header is None:
        raise LogError("it is empty")
    return Log(changes=changes, **header)


def line_starts(text: str) -> list[int]:
    """List the code point at which each line begins; lines end with a line feed."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def line_column(starts: list[int], position: int) -> tuple[int, int]:
    """Tell line and column, both from 1, the column in code points."""
    line = bisect_right(starts, position)
    return line, position - starts[line - 1] + 1


def _line(row: dict[str, Any]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates have no UTF-8, but they have an escape
        text = json.dumps(row)
    return text + "\n"


def _need(condition: object, fault: str) -> None:
    if not condition:
        raise ValueError(fault)


def _header(row: Any) -> dict[str, Any]:
    _need(isinstance(row, dict) and row.get("format") == FORMAT, "the first line is not the header of a repair log")
    _need(row["version"] == VERSION, f"version {row['version']!r} is not one this release can read ({VERSION})")
    _need(isinstance(row["encoding"], str), "the encoding is not a name")
    try:
        codec(row["encoding"])
    except UnknownEncoding as error:
        raise ValueError(str(error)) from None
    return {
        "original": _fingerprint(row["original"]),
        "output": _fingerprint(row["output"]),
        "filters": [str(name) for name in row["filters"]],
        "encoding": row["encoding"],
        "failures": [Failure(str(item["filter"]), str(item["error"])) for item in row["failures"]],
        "dropped": [Dropped(int(item["number"]), str(item["why"])) for item in row["dropped"]],
    }


def _fingerprint(row: dict[str, Any]) -> Fingerprint:
    _need(isinstance(row["length"], int) and 0 <= row["length"] < 1 << 48, "a length that is not one")
    _need(isinstance(row["sha256"], str) and len(row["sha256"]) == 64, "a SHA-256 that is not one")
    return Fingerprint(row["length"], row["sha256"])


def _change(row: Any, number: int, filters: list[str], length: int) -> Change:
    _need(isinstance(row, dict), "a change that is not an object")
    _need(row["number"] == number, f"change {row['number']!r} stands where change {number} belongs")
    _need(isinstance(row["step"], int) and 0 <= row["step"] < len(filters), "a step outside the chain")
    _need(row["filter"] == filters[row["step"]], "a filter that is not the one of its step")
    _need(all(isinstance(row[name], bool) for name in ("safe", "seen", "made")), "a flag that is not true or false")
    _need(row["operations"], "a change without operations")
    return Change(
        number,
        row["step"],
        row["filter"],
        str(row["reason"]),
        row["safe"],
        float(row["confidence"]),
        row["seen"],
        row["made"],
        tuple(_operation(item, number, length) for item in row["operations"]),
    )


def _operation(row: dict[str, Any], number: int, length: int) -> Replaced | Moved:
    taken = tuple(Slice(*map(int, piece)) for piece in row["taken"])
    for buffer, start, end in taken:
        _need(0 <= buffer < number and 0 <= start < end, "a slice that cannot be")
        _need(buffer or end <= length, "a slice outside the original")
    left, right = (None if row[side] is None else Place(*map(int, row[side])) for side in ("left", "right"))
    before = row["before"]
    _need(isinstance(before, str), "text that is none")
    _need(len(before) == sum(end - start for _, start, end in taken), "text that does not fill its slices")
    if row["do"] == "move":
        _need(taken, "a move of nothing")
        return Moved(taken, left, right, before)
    _need(row["do"] == "replace" and isinstance(row["after"], str), "an operation that is none")
    return Replaced(taken, left, right, before, row["after"])
