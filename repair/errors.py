"""What can go wrong. Each error takes the facts and builds its own sentence.

RepairError
    EditError      a filter proposed edits that cannot be made
    UnknownFilter  no filter has this name
    UnknownChange  the log has no change with this number
    LogError       a log that cannot be read, or that contradicts itself
    WrongText      a log was laid on a text that it was not made for
    DecodeError    bytes that are not text in the encoding named or found
    UnknownEncoding  no codec has this name
    UnknownScript  no conversion leads to this script
    UnknownDamage  the workshop knows no damage, or severity, of this name
"""

from __future__ import annotations

from collections.abc import Iterable


class RepairError(Exception):
    """Whatever this library raises on purpose; its text is one sentence for a person to read."""


class EditError(RepairError):
    """Edits that overlap, leave the text, or do nothing: the fault of the filter that yielded them."""

    def __init__(self, fault: str, start: int, end: int) -> None:
        super().__init__(f"{fault} at {start}..{end}")


class UnknownFilter(RepairError):
    """A name that no filter has."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no filter {name!r}; the filters are {', '.join(known)}")


class UnknownChange(RepairError):
    """A number that no change of the log has."""

    def __init__(self, number: int, count: int) -> None:
        known = f"its changes are 1 to {count}" if count else "it has no changes"
        super().__init__(f"the log has no change {number}; {known}")


class LogError(RepairError):
    """A log that is not one, is damaged, or is of a version this library does not know."""

    def __init__(self, fault: str, line: int | None = None) -> None:
        where = "" if line is None else f"line {line}: "
        super().__init__(f"this is not a sound repair log: {where}{fault}")


class WrongText(RepairError):
    """The text at hand is not the one that the log speaks of."""

    def __init__(self, role: str, expected_length: int, length: int) -> None:
        detail = (
            f"it has {length} code points, the log expects {expected_length}"
            if length != expected_length
            else "it has the right length, but other characters"
        )
        super().__init__(f"this text is not the {role} that the log was made for: {detail}")


class DecodeError(RepairError):
    """Bytes that cannot be read as text, with the place of the first that cannot."""

    def __init__(self, encoding: str, offset: int, fault: str) -> None:
        super().__init__(f"not {encoding}: byte {offset} {fault}")


class UnknownEncoding(RepairError):
    """A name that no codec has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no encoding {name!r}; utf-8, gb18030, big5 and utf-16 are some that are")


class UnknownScript(RepairError):
    """A script that text cannot be converted to."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no conversion to {name!r}; there is one to {', '.join(known)}")


class UnknownDamage(RepairError):
    """A kind of damage, or a severity, that the workshop does not have."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"the workshop has no {name!r}; it has {', '.join(known)}")
