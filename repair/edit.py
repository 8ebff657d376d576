"""What a filter proposes: spans, two operations on them, and the edit that binds operations into one decision.

All positions are code points of the text that the filter was given, as half-open spans.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repair.errors import EditError


class Span(NamedTuple):
    """Code points `start` to `end`, half-open; empty where `start == end`: a gap between two characters."""

    start: int
    end: int


class Replace(NamedTuple):
    """Put `text` where `span` stands. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Move(NamedTuple):
    """Take up `span` and put it down at the gap `to`."""

    span: Span
    to: int


Operation = Replace | Move


class Edit(NamedTuple):
    """One decision: its operations are made together or not at all.

    `reason` is a constant of the filter, so that reasons can be counted. `safe` edits are made, others are suggestions.
    `confidence` is the share of such edits that are right, from 0 to 1; it orders a review and decides nothing.
    """

    operations: tuple[Operation, ...]
    reason: str
    safe: bool = True
    confidence: float = 1.0


def edit(operations: Iterable[Operation], *, reason: str, safe: bool = True, confidence: float = 1.0) -> Edit:
    """Bind several operations into one decision."""
    return Edit(tuple(operations), reason, safe, confidence)


def replace(span: tuple[int, int], text: str, *, reason: str, safe: bool = True, confidence: float = 1.0) -> Edit:
    """Put `text` where `span` stands."""
    return Edit((Replace(Span(*span), text),), reason, safe, confidence)


def delete(span: tuple[int, int], *, reason: str, safe: bool = True, confidence: float = 1.0) -> Edit:
    """Take `span` out."""
    return replace(span, "", reason=reason, safe=safe, confidence=confidence)


def insert(at: int, text: str, *, reason: str, safe: bool = True, confidence: float = 1.0) -> Edit:
    """Put `text` into the gap `at`."""
    return replace((at, at), text, reason=reason, safe=safe, confidence=confidence)


def move(span: tuple[int, int], to: int, *, reason: str, safe: bool = True, confidence: float = 1.0) -> Edit:
    """Take up `span` and put it down at the gap `to`."""
    return Edit((Move(Span(*span), to),), reason, safe, confidence)


def check(edits: Sequence[Edit], text: str) -> None:
    """Raise EditError unless the edits of one pass over `text` can all be made at once.

    Spans must lie in the text and be disjoint, gaps must not lie inside another edit's span, and each operation
    must do something. Two edits may share a gap: what they put there stands in the order they were yielded.
    """
    points: list[tuple[int, int]] = []
    for proposal in edits:
        if not proposal.operations:
            raise EditError("an edit without operations", 0, 0)
        for operation in proposal.operations:
            (start, end), length = operation.span, len(text)
            if not 0 <= start <= end <= length:
                raise EditError("an edit outside the text", start, end)
            if isinstance(operation, Move):
                if start == end or start <= operation.to <= end or not 0 <= operation.to <= length:
                    raise EditError("a move that leads nowhere", start, end)
                points.append((operation.to, operation.to))
            elif text[start:end] == operation.text:
                raise EditError("an edit that changes nothing", start, end)
            points.append((start, end))
    points.sort()
    reached = 0
    for start, end in points:
        if start < reached:
            raise EditError("edits that overlap", start, end)
        reached = end


def joins(text: str, position: int) -> bool:
    """Say whether the characters on both sides of `position` are one to a reader, and must not be parted.

    A CRLF pair, a base and its combining mark, a variation selector or a joiner, two halves of a surrogate pair.
    """
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if before == "\r":
        return after == "\n"
    if after < "\u0300":
        return False
    return (
        unicodedata.category(after)[0] == "M"
        or "\u200d" in (before, after)
        or ("\ud800" <= before < "\udc00" <= after < "\ue000")
    )
