"""The tables: small enough to ship, and right where one can tell."""

from __future__ import annotations

import pytest

from repair.data import table
from repair.data.ngrams import Ngrams, common, ngrams
from repair.data.places import places, rows
from repair.data.shapes import NEIGHBOURS, shapes


@pytest.mark.parametrize(
    ("name", "most"),
    [("ngrams.xz", 5_000_000), ("shapes.xz", 1_000_000), ("places.tsv", 100_000), ("common.txt", 20_000)],
)
def test_tables_are_small(name: str, most: int) -> None:
    assert 0 < len(table(name).read_bytes()) <= most


def test_counts_tell_text_from_mojibake() -> None:
    known = ngrams()
    assert known.surprise("会议强调要提高认识") < 6 < 14 < known.surprise("鍛煎拰娴╃壒甯傛斂")
    assert known.surprise("時間記錄堅實的腳步") < 14
    assert known.count("政协") > known.count("协政")
    assert "的" in common()
    assert len(set(common())) == len(common())


def test_counts_can_be_made_and_packed() -> None:
    made = Ngrams.of(["人民政府2023年", "人民政协5月"] * 10)
    again = Ngrams.load(made.save())
    assert again.numbers == made.numbers
    assert again.count("人民政") == made.count("人民政") == pytest.approx(20, rel=0.1)
    assert again.count("0年") > 0
    assert again.count("人民") > 0
    assert again.count("府人") == 0


def test_shapes_know_what_looks_alike() -> None:
    for letter, other in ("马乌", "教敖", "己已", "未末", "间问", "土士"):
        assert other in shapes()[letter]
    assert all(len(near) == NEIGHBOURS and letter not in near for letter, near in shapes().items())
    assert all(0 <= likeness <= 1 for likeness in shapes()["马"].values())


def test_places() -> None:
    assert "鄂尔多斯市" in places()["乌审旗"]
    assert "马审旗" not in places()
    assert [*rows(["country,sheng,shi,qu", "中国,甲省,乙市,丙县"])][1:] == ["\t甲省", "甲省\t乙市", "乙市\t丙县"]
