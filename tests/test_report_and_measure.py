from __future__ import annotations

from repair import Chain, Report
from repair.measure import measure


def test_reports_add_up() -> None:
    chain = Chain()
    logs = [chain(text).log for text in ("２０\n", "本 期 导 读\n", "干净。\n")]
    total = Report()
    for log in logs:
        total += Report.of(log)
    assert (total.texts, total.changed) == (3, 1)
    assert total.line() == "1 change: compatibility 1 · 1 suggestion"
    assert Report.of(logs[2]).line() == "no changes"
    assert total.by_filter() == {"compatibility": 1}


def test_measure_counts_characters_blocks_and_breaks() -> None:
    truth = "第一段话说得很长。\n\n第二段话也不短。\n\n第三段话结束了。\n"
    assert measure(truth, truth)[:4] == (0, 27, 3, 3)
    assert measure(truth.replace("\n\n", "\n"), truth).errors == 0
    joined = measure(truth.replace("\n\n", "", 1), truth)
    assert (joined.errors, joined.right, joined.break_precision, joined.break_recall) == (1, 1, 1.0, 0.5)
    wrong = measure(truth.replace("短", "矮"), truth)
    assert (wrong.errors, wrong.right, wrong.break_recall) == (1, 2, 0.5)
    assert measure("", "").cer == 0
    assert measure("x", "").cer == 1
    assert measure(truth, truth).plus(wrong).errors == 1
