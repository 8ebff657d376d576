"""Each filter's own worst input: what makes its gate fire again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice

SENTENCES = (
    "清晨的薄雾还没有散，老槐树下已经坐了几位老人，他们说着今年的收成。",
    "村干部说，这张表每个月更新一次，件件有人管，事事有着落。",
    "傍晚，炊烟升起来，孩子们背着书包从桥上跑过，桥下的溪水清了。",
    "年轻人回来了，他们拍视频、做直播，把山里的故事讲给城里人听。",
)


def _filled(piece: Callable[[int], str], size: int) -> Iterator[str]:
    at = length = 0
    while length < size:
        text = piece(at)
        length += len(text)
        at += 1
        yield text


def _said(at: int) -> str:
    return SENTENCES[at % len(SENTENCES)]


def _cut(text: str, width: int) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


WORST: dict[str, Callable[[int], str]] = {
    "captions": lambda at: (
        f"村民们说着今年的收成，也说起村口那条新修的路，{at}年前还\n\n▲ 图为村民。\n\n是一条土路，一到雨季，泥水漫过脚面。\n\n"
    ),
    "columns": lambda at: f"{'甲乙丙丁戊己庚辛壬癸'[at % 10]}河县\n\n{_said(at)}{_said(at)[:-6]}\n\n",
    "compatibility": lambda at: "⽂化⼤省，２０２３年。",
    "copied-lines": lambda at: f"{_said(at)}\n{_said(at)[:-1]}\n",
    "digit-spaces": lambda at: f"{_said(at)}6月 30日，共建成6座。",
    "doubling": lambda at: "".join(
        part * 2 for part in ("持续深化", "，", "为委员履职", "、", "提供保障", "。", _said(at)[:9])
    ),
    "encodings": lambda at: "\udcc4\udce3好",
    "invisible": lambda at: "\u200b好\ufeff",
    "letter-spacing": lambda at: " ".join(_said(at)) + "\n",
    "line-ends": lambda at: "好\r\n",
    "look-alikes": lambda at: f"{chr(0x4E00 + at * 37 % 20000)}县{chr(0x4E00 + at * 91 % 20000)}",
    "loops": lambda at: f"{_said(at)[:-1]}，" * 3 + "\n",
    "margins": lambda at: " 好 \n\n\n",
    "mark-spaces": lambda at: f"{_said(at)}“ 好” ，好",
    "mixed-scripts": lambda at: _said(at) + ("發" if at % 20 == 0 else ""),
    "mojibake": lambda at: "ºôºÍºÆÌØÊÐ鍛煎拰娴╃壒cafÃ©",
    "near-copies": lambda at: f"{_said(at)}{_said(at + 1)[:-1]}；\n\n",
    "normal-form": lambda at: "e\u0301豈",
    "punctuation": lambda at: '好,好(好)好!“好”"好"',
    "repeats": lambda at: f"{_said(at)}{_said(at + 1)}\n\n",
    "wraps": lambda at: _cut(_said(at) * 3, 12) + "\n",
}


def worst(name: str, size: int) -> str:
    """Fill a text of about so many code points with the worst for a filter."""
    return "".join(_filled(WORST[name], size))


def nasty() -> Iterator[tuple[str, str]]:
    """Name texts that have broken other programs, and give them."""
    yield "a million combining marks", "e" + "\u0301" * 10**6
    yield "a million empty lines", "\n" * 10**6
    yield "no line end", "".join(islice(cycle(SENTENCES), 30_000))
    yield "every plane", "".join(chr(code) for code in range(0, 0x110000, 11))
    yield "every control", "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) * 50
    yield "lone surrogates", "好\ud800\udfff好\udc80" * 20_000
    yield "deep quotes", "“" * 50_000 + "好" + "”" * 50_000
    yield "directions", "\u202e好\u2066\u202b" * 20_000
    yield "one character", "好" * 10**6
    yield "spaces", " \t\u3000" * 300_000
    yield "joiners", "👩\u200d" * 50_000
