"""The layers: each module imports only what stands to its left, and no filter sees another."""

from __future__ import annotations

import ast
from pathlib import Path

import repair

ROOT = Path(repair.__file__).parent
ORDER = [
    {"errors", "data", "align"},
    {"edit"},
    {"text"},
    {"replay"},
    {"log"},
    {"recorder", "decode", "tandem", "measure"},
    {"journal", "evaluation"},
    {"layout"},
    {"survey"},
    {"filter"},
    {"paragraphs", "stretches", "script"},
    {"filters"},
    {"chain", "report", "workshop"},
    {"__init__"},
    {"show"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "repair":
            parts = node.module.split(".")
            found |= (
                {parts[1]}
                if len(parts) > 1
                else {alias.name for alias in node.names if alias.name in RANK} or {"__init__"}
            )
        elif isinstance(node, ast.Import):
            found |= {
                [*alias.name.split("."), "__init__"][1] for alias in node.names if alias.name.split(".")[0] == "repair"
            }
    return found


def test_every_module_has_a_layer() -> None:
    names = {path.stem if path.parent == ROOT else path.parent.name for path in ROOT.rglob("*.py")}
    assert names == set(RANK)


def test_imports_run_one_way() -> None:
    for path in ROOT.rglob("*.py"):
        own = path.stem if path.parent == ROOT else path.parent.name
        for other in imported(path) - {own}:
            if (own, other) == ("filter", "filters"):
                continue  # the one look back: to find them
            assert RANK[other] < RANK[own], f"{path}: {own} imports {other}"


def test_a_filter_sees_only_what_it_may() -> None:
    for path in (ROOT / "filters").glob("*.py"):
        assert imported(path) <= {
            "edit",
            "filter",
            "layout",
            "paragraphs",
            "tandem",
            "stretches",
            "survey",
            "data",
            "decode",
            "script",
        }, path
