r"""Repairs damaged newspaper text, does clean text no harm, and accounts for every change.

>>> import repair
>>> result = repair.clean("６月 30日，共3项、5款。")
>>> result.text
'6月30日，共3项、5款。\n'
>>> [change.filter for change in result.log.changes]
['compatibility', 'digit-spaces', 'margins']
>>> result.log.invert(result.text)
'６月 30日，共3项、5款。'
"""

from repair.chain import Chain, Repaired, clean, clean_bytes
from repair.edit import Edit, Move, Replace, Span
from repair.errors import RepairError
from repair.filter import Filter, Stage
from repair.log import Log
from repair.replay import Change
from repair.report import Report

__version__ = "0.1.0"

__all__ = [
    "Chain",
    "Change",
    "Edit",
    "Filter",
    "Log",
    "Move",
    "RepairError",
    "Repaired",
    "Replace",
    "Report",
    "Span",
    "Stage",
    "clean",
    "clean_bytes",
]
