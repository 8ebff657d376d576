"""The contract that every filter keeps, whoever wrote it."""

from __future__ import annotations

import pickle
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair import Chain
from repair.edit import check, joins
from repair.filter import Filter, Stage, every
from tests.laws import hold
from tests.strategies import newspaper, texts
from tests.test_golden import CLEAN, SAMPLES

FILTERS = every()
anything = texts | newspaper | st.lists(st.sampled_from([mark for item in FILTERS for mark in item.marks])).map("".join)


def test_filters_are_found_in_the_order_of_their_stages() -> None:
    assert len(FILTERS) >= 10
    assert [item.stage for item in FILTERS] == sorted(item.stage for item in FILTERS)
    assert len({item.name for item in FILTERS}) == len(FILTERS)


@pytest.mark.parametrize("item", FILTERS, ids=lambda item: item.name)
def test_a_filter_explains_itself(item: Filter) -> None:
    assert len(item.page.splitlines()) >= 3
    assert item.page.splitlines()[0].endswith(".")
    assert "Left alone:" in item.page
    source = Path(str(__import__(type(item).__module__, fromlist=["x"]).__file__)).read_text("utf-8")
    assert len(source.splitlines()) <= 400


@pytest.mark.parametrize("item", FILTERS, ids=lambda item: item.name)
@given(text=anything)
def test_the_contract(item: Filter, text: str) -> None:
    edits = list(item.edits(text))
    check(edits, text)
    if not item.applies(text):
        assert edits == []
    for edit in edits:
        assert 0 <= edit.confidence <= 1
        assert edit.reason
        for operation in edit.operations:
            assert not joins(text, operation.span.start)
            assert not joins(text, operation.span.end)
    result = Chain([item])(text)
    assert not result.failures
    assert [edit for edit in item.edits(result.text) if edit.safe] == []


@given(anything)
def test_the_chain_is_stable(text: str) -> None:
    hold(Chain(), text)


@pytest.mark.parametrize("stage", Stage)
def test_filters_of_one_stage_run_in_either_order(stage: Stage) -> None:
    together = [item for item in FILTERS if item.stage == stage]
    inputs = [path.read_text("utf-8") for path in SAMPLES] + [case["text"] for case in CLEAN]
    before = Chain([item for item in FILTERS if item.stage < stage])
    prepared = [before(text).text for text in inputs]
    for pair in combinations(together, 2):
        one, other = Chain(pair), Chain(pair[::-1])
        for text in prepared:
            assert one(text).text == other(text).text, [item.name for item in pair]


def test_a_chain_can_be_pickled() -> None:
    chain = pickle.loads(pickle.dumps(Chain(skip=["wraps"], suggestions=True)))
    assert chain("２０").text == "20\n"
    assert "wraps" not in [item.name for item in chain.filters]
