"""Sets test pages in type and reads them with real extractors: `python golden/pages/make.py`.

Needs reportlab, pdfminer.six, pypdf, PyMuPDF, pdfplumber, Debian's poppler-utils and fonts-arphic-uming; the tests need none of these, only the
texts that it writes beside itself: `NAME.truth.txt`, and `NAME.EXTRACTOR.txt` for each extractor that keeps the reading order of that page.
The words are made up. Fake bold is drawn as newspapers' software draws it: again, a hair aside.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/truetype/arphic/uming.ttc"
SIZE, LEADING, GUTTER, MARGIN = 10, 15, 20, 40
CLOSING = "，。、；：！？”》）"
RUN = re.compile(r"[0-9]+|[^\W\d_]+|.")

HEAD = "清溪流过新村庄 果园连起幸福路"
SUBTITLE = "——东河县乡村建设一年记"
BYLINE = "□本报记者 周明远 沈秋白"
PLAIN = [
    "清晨的薄雾还没有散，老槐树下已经坐了几位老人。他们说着今年的收成，说着哪家的孩子考上了大学，说着村口那条新修的路。",
    "三年前，这条路还是一条土路。一到雨季，泥水漫过脚面，山里的果子运不出去，烂在地里的比卖出去的多。2020年冬天，县里下决心修路，"
    "前后投入资金1200多万元，动用劳力3万多人次，用了整整14个月，才把路修到了最远的一个自然村。",
    "路通了，人心也通了。村里成立了合作社，把零散的果园连成一片，又从外地请来技术员，一户一户教剪枝、教施肥、教防虫。去年秋天，全村"
    "共收苹果860吨，比修路前翻了一番，户均增收近万元。",
    "“从前是有果没有路，如今是路等着果。”合作社的带头人林树声笑着说。他家的院子里停着一辆新买的小货车，车斗里还留着昨天装车时落下的几片叶子。",
]
CAPTION = "▲ 村民在果园里采摘苹果。"
LABEL = "东河县乡村建设"
BOLD = [
    "走进村委会的院子，墙上挂着一张密密麻麻的表格，“修路、引水、通电、建校”八个大字写在最上面。村干部说，这张表每个月更新一次，"
    "件件有人管，事事有着落，135个项目已经办完129个。",
    "为让果子卖出好价钱，村里建起了冷库，办起了网店，培训果农200多人次。年轻人回来了，他们拍视频、做直播，把山里的故事讲给城里人听，"
    "把城里的订单带回山里来。",
]
TAIL = [
    "傍晚，炊烟升起来，孩子们背着书包从桥上跑过。桥下的溪水清了，鱼也回来了。老人们收起凳子，慢慢往家走，身后是一片金黄的晚霞。",
    "新的一年，村里还有新的打算：把溪边的旧磨坊改成书屋，把山上的古道修整出来，让来看花的人多住一晚，多走一程。",
]


@dataclass
class Page:
    """A page: how many columns of how many characters, and how bold type is drawn."""

    name: str
    form: str
    columns: int
    width: int
    offset: float = 0.3
    spaced: bool = True
    captions: bool = False
    """Whether a headline stands three times, a caption inside a sentence, and a label with air between its characters."""

    def content(self) -> list[tuple[str, bool]]:
        """Give paragraphs, and whether they are bold."""
        return [(text, False) for text in PLAIN] + [(text, True) for text in BOLD] + [(text, False) for text in TAIL]


FORMS = ("run", "line", "char", "deferred", "partial")
PAGES = [
    *(Page(f"one_{form}", form, 1, 30) for form in FORMS),
    *(Page(f"two_{form}", form, 2, 20, offset=0.4) for form in FORMS),
    Page("three_run", "run", 3, 15),
    Page("three_plain", "none", 3, 15),
    Page("four_run", "run", 4, 11, offset=0.2),
    Page("five_plain", "none", 5, 9),
    Page("captions_line", "line", 1, 30, captions=True),
    Page("captions_run", "run", 1, 24, captions=True),
]


def wrapped(text: str, width: int, indent: int = 2) -> list[str]:
    """Break a paragraph at `width` characters, digits and letters counting half, no line beginning with a closing mark."""
    lines, line, room = [], "　" * indent, width - indent
    for piece in re.findall(r"[0-9A-Za-z]+|.", text):
        size = len(piece) / 2 if piece.isascii() else 1
        if size > room and piece not in CLOSING:
            lines.append(line)
            line, room = "", float(width)
        line, room = line + piece, room - size
    return [*lines, line]


def draw(page: Page) -> bytes:
    """Set the page: headline, subtitle and byline over the columns."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Ming", FONT, subfontIndex=0))
    column = page.width * SIZE
    total = page.columns * column + (page.columns - 1) * GUTTER
    rows = [(line, bold, at == 0) for text, bold in page.content() for at, line in enumerate(wrapped(text, page.width))]
    if page.captions:
        inside = next(at for at, (line, _, _) in enumerate(rows) if "三年前" in line) + 1
        rows[inside:inside] = [(CAPTION, False, True)]
        label = next(at for at, (_, bold, _) in enumerate(rows) if bold)
        rows[label:label] = [(" ".join(LABEL), False, True)]
    depth = -(-len(rows) // page.columns)
    height = MARGIN * 2 + 100 + depth * LEADING
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(total + 2 * MARGIN, height))
    later: list[tuple[float, float, str]] = []

    def put(x: float, y: float, line: str, size: int, bold: bool) -> None:
        canvas.setFont("Ming", size)
        lead = len(line) - len(line.lstrip("　"))
        x, line = x + lead * size, line.lstrip("　")
        if not bold or page.form == "none":
            canvas.drawString(x, y, line)
        elif page.form in ("line", "deferred", "partial"):
            canvas.drawString(x, y, line)
            if page.form == "line":
                canvas.drawString(x + page.offset, y, line)
            elif page.form == "partial":
                canvas.drawString(x + size * (not line[0].isascii()) + page.offset, y, line[1:])
            else:
                later.append((x + page.offset, y, line))
        else:
            for piece in RUN.findall(line) if page.form == "run" else line:
                for shift in (0.0, page.offset):
                    canvas.drawString(x + shift, y, piece)
                x += pdfmetrics.stringWidth(piece, "Ming", size)

    top = height - MARGIN - 20
    put(MARGIN, top, HEAD, 16, True)
    if page.captions:
        canvas.drawString(MARGIN - 0.3, top, HEAD)
    put(MARGIN, top - 28, SUBTITLE, 12, False)
    put(MARGIN, top - 52, BYLINE, 10, False)
    for at, (line, bold, _) in enumerate(rows):
        put(MARGIN + at // depth * (column + GUTTER), top - 85 - at % depth * LEADING, line, SIZE, bold)
    canvas.setFont("Ming", SIZE)
    for x, y, line in later:
        canvas.drawString(x, y, line)
    canvas.save()
    return buffer.getvalue()


def read(path: Path) -> dict[str, str]:
    """Extract the text with every tool."""
    import fitz
    import pdfplumber
    from pdfminer.high_level import extract_text
    from pypdf import PdfReader

    found = {"pdfminer": extract_text(str(path)), "pypdf": PdfReader(path).pages[0].extract_text()}
    with fitz.open(path) as document:
        found["pymupdf"] = document[0].get_text("text", sort=True)
        found["pymupdf_raw"] = document[0].get_text("text", sort=False)
    with pdfplumber.open(path) as document:
        found["pdfplumber"] = document.pages[0].extract_text() or ""
    for name, flags in (("pdftotext", []), ("pdftotext_raw", ["-raw"]), ("pdftotext_layout", ["-layout"])):
        found[name] = subprocess.run(
            ["pdftotext", *flags, path, "-"], capture_output=True, text=True, check=True
        ).stdout
    return found


def in_order(page: Page, extractor: str) -> bool:
    """Say whether an extractor keeps the reading order: those that sort by lines run columns into each other."""
    return page.columns == 1 or extractor not in ("pdfminer", "pymupdf", "pdfplumber", "pdftotext_layout")


def main() -> None:
    """Write all pages."""
    for page in PAGES:
        truth = [HEAD, SUBTITLE, BYLINE, *(text for text, _ in page.content())]
        if page.captions:
            truth[3 + len(PLAIN) : 3 + len(PLAIN)] = [LABEL]
            truth[5:5] = [CAPTION]
        (HERE / f"{page.name}.truth.txt").write_text("\n\n".join(truth) + "\n", "utf-8")
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(draw(page))
            file.flush()
            for extractor, text in read(Path(file.name)).items():
                if in_order(page, extractor):
                    (HERE / f"{page.name}.{extractor}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
