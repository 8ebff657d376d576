"""The README is true: its numbers, its Python, its filter."""

from __future__ import annotations

import re
import tomllib

import pytest

from repair import Chain
from repair.filter import Filter
from tests import numbers, pages
from tests.numbers import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)


def test_its_numbers() -> None:
    assert "\n".join(numbers.rows()) in README
    assert "\n".join(numbers.glyph_rows()) in README
    assert "\n".join(pages.rows()) in README


def test_the_library_in_five_lines(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = (body for kind, body in BLOCKS if kind == "python" and "import repair\n" in body)
    exec(code, {})
    assert capsys.readouterr().out.startswith("持续深化，为委员履职、提供保障。")


def test_the_filter_it_shows_keeps_its_cases() -> None:
    (code,) = (body for kind, body in BLOCKS if kind == "python" and "class MyFilter" in body)
    (cases,) = (body for kind, body in BLOCKS if kind == "toml")
    space: dict[str, object] = {"__name__": "my_filter"}
    exec(code, space)
    kind = space["MyFilter"]
    assert isinstance(kind, type)
    assert issubclass(kind, Filter)
    chain = Chain([kind()])
    for case in tomllib.loads(cases)["case"]:
        assert chain(case["input"]).text == case.get("output", case["input"])


def test_its_two_commands_are_the_ones_that_are_run() -> None:
    assert "sh tests/run" in (ROOT / ".ci" / "run").read_text()
    commands = [body.strip() for kind, body in BLOCKS if kind == "sh"]
    assert commands[0].endswith(".venv/bin/repair samples/xining_2022.txt")
    assert commands[1] == "sh tests/run"
