"""The laws of edits, texts and logs, on random texts and random edits."""

from __future__ import annotations

import json
from importlib import resources
from itertools import pairwise

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair import journal
from repair.edit import Edit, Move, Replace, Span, check
from repair.errors import EditError, LogError, UnknownChange, WrongText
from repair.log import Fingerprint, Log
from repair.recorder import Recorder
from repair.replay import Replaced
from tests.strategies import Recorded, recorded, texts

SCHEMA = json.loads(resources.files("repair").joinpath("log.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def places(log: Log) -> list[tuple[int, int]]:
    return [(buffer, at) for buffer, start, end in log.replay.text.slices for at in range(start, end)]


@given(recorded())
def test_text_and_places_equal_the_oracle(case: Recorded) -> None:
    assert case.output == "".join(char for _, _, char in case.oracle)
    assert places(case.log) == [place[:2] for place in case.oracle]


@given(recorded())
def test_apply_and_invert(case: Recorded) -> None:
    assert case.log.apply(case.original) == case.output
    assert case.log.invert(case.output) == case.original


@given(recorded())
def test_choosing_what_was_made_or_nothing(case: Recorded) -> None:
    made = [change.number for change in case.log.made]
    assert case.log.choose(case.original, made).apply(case.original) == case.output
    nothing = case.log.choose(case.original, [])
    assert nothing.apply(case.original) == case.original
    assert not nothing.dropped


def account(log: Log, original: str) -> None:
    """Each character of the input is shown once or taken by exactly one made change; nothing occurs twice."""
    shown = places(log)
    assert len(set(shown)) == len(shown)
    taken = [
        at
        for change in log.made
        for item in change.operations
        if isinstance(item, Replaced)
        for buffer, start, end in item.taken
        if buffer == 0
        for at in range(start, end)
    ]
    assert sorted(taken + [at for buffer, at in shown if buffer == 0]) == list(range(len(original)))


@given(recorded(), st.data())
def test_any_subset_is_consistent_repeatable_and_invertible(case: Recorded, data: st.DataObject) -> None:
    everyone = [change.number for change in case.log.changes]
    chosen = data.draw(st.sets(st.sampled_from(everyone))) if everyone else set()
    log = case.log.choose(case.original, chosen)
    made = {change.number for change in log.made}
    assert made | {number for number, _ in log.dropped} == chosen
    account(log, case.original)
    output = log.apply(case.original)
    assert log.invert(output) == case.original
    assert log.choose(case.original, made).apply(case.original) == output
    assert not log.choose(case.original, made).dropped
    back = log.choose(case.original, {change.number for change in case.log.made})
    assert back.apply(case.original) == case.output  # to choose forgets nothing


@given(recorded(), st.data())
def test_the_file_alone_carries_both_directions(case: Recorded, data: st.DataObject) -> None:
    everyone = [change.number for change in case.log.changes]
    chosen = data.draw(st.sets(st.sampled_from(everyone))) if everyone else set()
    log = case.log.choose(case.original, chosen)
    lines = list(journal.dump(log, case.original, tool="test"))
    for line in lines:
        assert line.encode()  # a log is UTF-8, whatever the text holds
        VALIDATOR.validate(json.loads(line))
    read = journal.load(lines)
    assert read.changes == log.changes
    output = read.apply(case.original)
    assert read.invert(output) == case.original
    assert list(journal.dump(read, case.original, tool="test")) == lines


@given(recorded())
def test_spans_lie_in_both_texts(case: Recorded) -> None:
    log = case.log
    for change in log.changes:
        for spans, length in ((log.source(change), len(case.original)), (log.target(change), len(case.output))):
            assert all(0 <= start <= end <= length for start, end in spans)
            assert all(a.end < b.start for a, b in pairwise(spans))
        assert log.source(change)
        for item in change.operations if change.step == 0 and len(change.operations) == 1 else ():
            if isinstance(item, Replaced) and item.taken:
                assert "".join(case.original[slice(*span)] for span in log.source(change)) == item.before
    steps = {change.step for change in log.made}
    for change in log.made:
        if change.step == max(steps) and len(change.operations) == 1 and isinstance(change.operations[0], Replaced):
            (span,) = log.target(change)
            assert case.output[slice(*span)] == change.operations[0].after


@given(recorded(), texts)
def test_a_log_is_refused_by_another_text(case: Recorded, other: str) -> None:
    if other != case.original:
        with pytest.raises(WrongText):
            case.log.apply(other)
    if other != case.output:
        with pytest.raises(WrongText):
            case.log.invert(other)


class Rule:
    """A toy filter: writes one string for another, or moves it to the front; `veto` leaves one place alone."""

    def __init__(self, find: str, write: str | None, safe: bool) -> None:
        self.find, self.write, self.safe = find, write, safe

    def edits(self, text: str, veto: int | None = None) -> list[Edit]:
        found, at = [], text.find(self.find)
        while at >= 0:
            span = Span(at, at + len(self.find))
            if self.write is None:
                if at and not found:
                    found.append(Edit((Move(span, 0),), "moved", self.safe))
            elif self.write != self.find:
                found.append(Edit((Replace(span, self.write),), "written", self.safe))
            at = text.find(self.find, at + len(self.find))
        return [item for index, item in enumerate(found) if index != veto]


def run(original: str, rules: list[Rule], veto: tuple[int, int] | None = None) -> tuple[str, Log]:
    recorder = Recorder(original)
    for step, rule in enumerate(rules):
        edits = rule.edits(recorder.text, veto[1] if veto and veto[0] == step else None)
        recorder.record(step, str(step), edits)
    return recorder.text, recorder.log([str(step) for step in range(len(rules))], encoding="utf-8", failures=())


small = st.text("abc", min_size=1, max_size=2)
rules = st.builds(Rule, small, st.none() | st.text("abcd", max_size=2), st.sampled_from([True, True, False]))


@given(st.text("abc", max_size=12), st.lists(rules, min_size=1, max_size=4), st.data())
def test_rejecting_equals_a_veto_where_all_other_rules_still_apply(
    original: str, chain: list[Rule], data: st.DataObject
) -> None:
    output, log = run(original, chain)
    if not log.made:
        assert output == original
        return
    rejected = data.draw(st.sampled_from(log.made))
    among = [change.number for change in log.changes if change.step == rejected.step]
    rerun, other = run(original, chain, (rejected.step, among.index(rejected.number)))

    def renumbered(number: int) -> int:
        if number == rejected.number:
            return -1  # what leans on the rejected change has no counterpart in the other run
        return number - (number > rejected.number)

    def by_place(change: object, shift: bool) -> object:
        assert hasattr(change, "operations")
        number = renumbered if shift else int
        return [
            [
                item._replace(
                    taken=tuple((number(buffer), start, end) for buffer, start, end in item.taken),
                    left=item.left and (number(item.left.buffer), item.left.offset),
                    right=item.right and (number(item.right.buffer), item.right.offset),
                )
            ]
            for item in change.operations
        ]

    kept = [by_place(change, True) for change in log.changes if change is not rejected]
    if kept == [by_place(change, False) for change in other.changes]:
        chosen = log.reject(original, [rejected.number])
        assert not chosen.dropped
        assert chosen.apply(original) == rerun


def test_a_rejected_join_takes_the_dehyphenation_with_it() -> None:
    original = "exam-\nple tail"
    recorder = Recorder(original)
    recorder.record(0, "columns", [Edit((Move(Span(9, 14), 4),), "moved", True)])
    assert recorder.text == "exam tail-\nple"
    recorder.record(1, "hyphens", [Edit((Replace(Span(9, 11), ""),), "joined", True)])
    log = recorder.log(["columns", "hyphens"], encoding="utf-8", failures=())
    chosen = log.reject(original, [1])
    assert [number for number, _ in chosen.dropped] == [2]
    assert chosen.apply(original) == original


def test_a_move_carries_what_an_earlier_rejection_put_back() -> None:
    original = "one two three"
    recorder = Recorder(original)
    recorder.record(0, "a", [Edit((Replace(Span(4, 8), ""),), "deleted", True)])
    recorder.record(1, "b", [Edit((Move(Span(2, 7), 0),), "moved", True)])
    log = recorder.log(["a", "b"], encoding="utf-8", failures=())
    chosen = log.reject(original, [1])
    assert not chosen.dropped
    assert chosen.apply(original) == "e two thron" + "ee"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit((Replace(Span(0, 9), ""),), "outside")],
        [Edit((Replace(Span(2, 1), "x"),), "backwards")],
        [Edit((Replace(Span(0, 2), ""),), "a"), Edit((Replace(Span(1, 3), ""),), "overlap")],
        [Edit((Replace(Span(0, 2), ""),), "a"), Edit((Replace(Span(1, 1), "x"),), "a gap inside")],
        [Edit((Move(Span(0, 2), 1),), "into itself")],
        [Edit((Move(Span(0, 2), 2),), "nowhere")],
        [Edit((Move(Span(1, 1), 3),), "nothing")],
        [Edit((Replace(Span(0, 2), "ab"),), "the same")],
        [Edit((), "empty")],
    ],
)
def test_edits_that_cannot_be_made_are_named(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        check(edits, "abcd")


def sample_log() -> tuple[str, Log]:
    original = "abcabc"
    recorder = Recorder(original)
    recorder.record(0, "f", [Edit((Replace(Span(3, 6), ""),), "gone"), Edit((Replace(Span(0, 1), "X"),), "x", False)])
    return original, recorder.log(["f"], encoding="utf-8", failures=())


def test_choosing_a_number_that_is_none() -> None:
    original, log = sample_log()
    for call in (log.choose, log.accept, log.reject):
        with pytest.raises(UnknownChange, match="no change 7; its changes are 1 to 2"):
            call(original, [7])


def broken(path: tuple[object, ...], value: object) -> list[str]:
    original, log = sample_log()
    rows = [json.loads(line) for line in journal.dump(log, original, tool="t")]
    at = rows
    for key in path[:-1]:
        at = at[key]  # type: ignore[call-overload]
    at[path[-1]] = value  # type: ignore[call-overload]
    return [json.dumps(row) for row in rows]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((0, "format"), "other"),
        ((0, "version"), 99),
        ((0, "original"), {}),
        ((0, "output"), {"length": 3, "sha256": "0" * 64}),
        ((0, "output"), {"length": -3, "sha256": "0" * 64}),
        ((0, "encoding"), None),
        ((1, "number"), 2),
        ((1, "step"), 4),
        ((1, "filter"), "other"),
        ((1, "made"), "yes"),
        ((1, "made"), False),
        ((1, "operations"), []),
        ((1, "operations", 0, "do"), "burn"),
        ((1, "operations", 0, "before"), "too long for it"),
        ((1, "operations", 0, "before"), "xyz"),
        ((1, "operations", 0, "taken"), [[0, 3, 9]]),
        ((1, "operations", 0, "taken"), [[5, 0, 3]]),
        ((1, "operations", 0, "left"), [0, 0]),
        ((1, "operations", 0, "left"), "nowhere"),
    ],
)
def test_a_damaged_log_is_refused_in_one_sentence(path: tuple[object, ...], value: object) -> None:
    def use() -> None:
        log = journal.load(broken(path, value))
        assert log.apply("abcabc") == "abc"
        log.invert("abc")

    with pytest.raises((LogError, WrongText)) as caught:
        use()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("lines", [[], ["", "\n"], ["not json"], ["[1]"], ["1"], ["{}"], ["[" * 100_000]])
def test_what_is_no_log_is_refused(lines: list[str]) -> None:
    with pytest.raises(LogError):
        journal.load(lines)


def test_a_fingerprint_knows_lone_surrogates() -> None:
    assert Fingerprint.of("\ud800") != Fingerprint.of("\ud801")
