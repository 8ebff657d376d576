"""The views: what they show is what the log says."""

from __future__ import annotations

from hypothesis import given

from repair import Chain
from repair.show.markdown import markdown
from repair.show.pieces import hunks, pieces, suggested
from repair.show.visible import visible
from tests.strategies import Recorded, newspaper, recorded


@given(recorded())
def test_pieces_spell_the_output(case: Recorded) -> None:
    assert "".join(piece.after for piece in pieces(case.log, case.original)) == case.output


@given(newspaper)
def test_without_moves_pieces_spell_the_original_too(text: str) -> None:
    log = Chain()(text).log
    if all(buffer == 0 for change in log.made for item in change.operations for buffer, _, _ in item.taken):
        assert "".join(piece.before for piece in pieces(log, text)) == text


@given(recorded())
def test_hunks_show_every_change_that_shows(case: Recorded) -> None:
    shown = {change.number for hunk in hunks(case.log, case.original) for change in hunk.changes}
    made = {change.number for change in case.log.made}
    assert made & set(case.log.replay.shown) <= shown <= made
    assert len(list(suggested(case.log, case.original))) == len(case.log.suggestions)


def test_hidden_characters_are_made_visible() -> None:
    assert visible("a b\u200b\n\t\x00\ud800　") == "a␣b‹U+200B›⏎⇥‹U+0000›‹U+D800›⬚"
    assert visible("a b", spaces=False) == "a b"


def test_markdown_escapes_and_keeps_verse_together() -> None:
    from repair.layout import blocks

    text = "题目*一*\n\n1.这是一段普通的话，不是列表。\n\n- 横线。\n\n白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。\n"
    assert markdown(blocks(text)) == (
        "## 题目\\*一\\*\n\n1.这是一段普通的话，不是列表。\n\n\\- 横线。\n\n白日依山尽，  \n黄河入海流。  \n欲穷千里目，  \n更上一层楼。\n"
    )
