"""Characters: what each class holds, and what must pass untouched."""

from __future__ import annotations

import unicodedata2
from hypothesis import given
from hypothesis import strategies as st

from repair import Chain
from repair.data.glyphs import classes

GLYPHS = Chain(only=["encodings", "mojibake", "compatibility", "invisible", "line-ends", "normal-form"])
SCRIPTS = {
    "marks": "，。、；：！？“”‘’（）《》〈〉【】「」『』……——·～①②③⑴⒈㈠ⅠⅡ％￥℃㎡",
    "emoji": "😀👩\u200d👧\u200d👦🇨🇳❤\ufe0f🏳\ufe0f\u200d🌈👍🏽",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ\u180b ᠪᠢᠴᠢᠭ\u180e᠂᠃",
    "tibetan": "བོད་སྐད་ཀྱི་ཡི་གེ།",
    "arabic": "الأخبار اليوم\u200c، مدرسة؟ ٣٤ \u200fﷺ",
    "devanagari": "हिन्दी समाचार\u200d पत्र।",
    "korean": "오늘의 신문 기사를 읽는다.",
    "japanese": "これは新聞の記事です。カタカナー々〆",
    "cyrillic": "Сегодняшние новости, ещё и Ёж",
    "greek": "Η εφημερίδα σήμερα",
    "vietnamese": "Báo chí hôm nay đưa tin về quan hệ giữa hai nước",
    "latin": "Příliš žluťoučký kůň, déjà vu, Straße, naïve, İstanbul",
    "thai": "ข่าววันนี้",
    "hebrew": "חדשות היום\u200f שָׁלוֹם",
}


@given(st.sampled_from(sorted(SCRIPTS)), st.data())
def test_other_scripts_pass_untouched(script: str, data: st.DataObject) -> None:
    words = SCRIPTS[script].split(" ")
    text = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=12))) + "\n"
    text = unicodedata2.normalize("NFC", text)
    assert GLYPHS(text).text is text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters=[]), max_size=40))
def test_what_no_class_holds_stays(text: str) -> None:
    """Any character that is in no class, and in NFC, is left alone, wherever it stands."""
    held = {char for found in classes() for key in found.table for char in key}
    plain = "".join(
        [char for char in text if char not in held and not 0xFE00 <= ord(char) <= 0xFE0F and ord(char) < 0xE0100]
    )
    text = unicodedata2.normalize("NFC", plain)
    assert Chain(only=["compatibility", "normal-form"])(text).text is text


@given(st.sampled_from([(found, char) for found in classes() for char in found.table]))
def test_every_character_of_a_class_becomes_an_ordinary_one(pair: tuple[object, str]) -> None:
    char = pair[1]
    chain = Chain(only=["compatibility", "normal-form"])
    result = chain(f"文{char}字")
    assert result.text != f"文{char}字"
    assert result.log.invert(result.text) == f"文{char}字"
    assert chain(result.text).text == result.text


def test_ordinary_characters_are_in_no_class() -> None:
    held = {char for found in classes() for char in found.table}
    for found in classes():
        for written in found.table.values():
            assert not held & {*written}, (found.name, written)
