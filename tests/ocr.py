"""Measures look-alikes on errors that OCR engines make. `python -m tests.ocr FOLDER WORK [--pages N]`.

Paragraphs of the corpora (see `tests/corpora.py`) that were held out from the counts are set in four faces, blurred and speckled as
newsprint is, and read by Tesseract (`chi_sim`) and by rapidocr-onnxruntime, as far as they are there; what was read is kept in WORK. Needs Pillow,
numpy, matplotlib for the picture, Debian's fonts-noto-cjk, fonts-arphic-uming, fonts-arphic-ukai, tesseract-ocr-chi-sim.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from rapidfuzz.distance import Levenshtein

from repair import Chain
from repair.filters.look_alikes import LookAlikes
from repair.replay import Replaced
from tests.corpora import corpora, held_out, paragraphs

FACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/arphic/ukai.ttc",
)
LINE, SIZE, LEADING = 28, 22, 34
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def pages(folder: Path, count: int) -> Iterator[list[str]]:
    """Yield pages of a dozen lines each, of simplified text."""
    lines: list[str] = []
    for path in corpora(folder):
        if "hant" in path.name:
            continue
        every = [line for line in paragraphs(path) if 40 < len(line) < 200 and held_out(line)]
        lines += random.Random(path.name).sample(every, min(len(every), count * 4))
    random.Random(0).shuffle(lines)
    for at in range(count):
        text = "".join(lines[at * 5 : at * 5 + 5])[: LINE * 14]
        yield [text[start : start + LINE] for start in range(0, len(text), LINE)]


def draw(lines: list[str], number: int, path: Path) -> None:
    """Set a page in type, and make it look printed."""
    import numpy
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    lots = numpy.random.default_rng(number)
    face = ImageFont.truetype(FACES[number % len(FACES)], SIZE * 2)
    image = Image.new("L", (2 * (LINE + 3) * SIZE, 2 * (len(lines) + 2) * LEADING), 255)
    for at, line in enumerate(lines):
        ImageDraw.Draw(image).text((2 * SIZE, 2 * LEADING * (at + 1)), line, fill=0, font=face)
    image = image.filter(ImageFilter.GaussianBlur(1.0 + 0.3 * (number % 3)))
    image = image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX)
    noise = numpy.asarray(image, dtype="float32") + lots.normal(0, 14 + 6 * (number % 3), (image.height, image.width))
    Image.fromarray(numpy.clip(noise, 0, 255).astype("uint8")).save(path)


def read(image: Path, engine: str) -> str:
    """Read a page; line ends go."""
    if engine == "tesseract":
        command = ["tesseract", str(image), "-", "-l", "chi_sim", "--psm", "6", "-c", "preserve_interword_spaces=1"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    else:
        from rapidocr_onnxruntime import RapidOCR

        found, _ = RapidOCR()(str(image))
        text = "".join(row[1] for row in found or [])
    return "".join(text.split())


def make(folder: Path, work: Path, engine: str, count: int) -> None:
    """Draw and read what is not there yet."""
    work.mkdir(parents=True, exist_ok=True)
    for number, lines in enumerate(pages(folder, count)):
        image, kept = work / f"{number}.png", work / f"{number}.{engine}.json"
        if not kept.exists():
            if not image.exists():
                draw(lines, number, image)
            kept.write_text(
                json.dumps(["".join("".join(lines).split()), read(image, engine)], ensure_ascii=False), "utf-8"
            )


class Every(LookAlikes):
    """The filter with its doubts: it suggests what it would not say otherwise, so that its confidence can be judged."""

    least = 2.0


def judged(truth: str, found: str) -> tuple[int, list[tuple[float, bool, bool]]]:
    """Count the ideographs read for others; list the suggestions: confidence, whether made, whether right."""
    steps = Levenshtein.opcodes(found, truth)
    meant: dict[int, str] = {}
    for step in steps:
        if step.src_end - step.src_start == step.dest_end - step.dest_start:
            meant |= dict(zip(range(step.src_start, step.src_end), truth[step.dest_start : step.dest_end], strict=True))
    errors = sum(
        "\u4e00" <= char <= "\u9fff" and "\u4e00" <= found[at] <= "\u9fff"
        for at, char in meant.items()
        if char != found[at]
    )
    rows = []
    for change in Chain([Every()])(found).log.changes:
        (item,) = change.operations
        if isinstance(item, Replaced):
            at = item.taken[0][1]
            rows.append((change.confidence, change.made, meant.get(at) == change.written))
    return errors, rows


def main() -> None:
    """Print tables, and draw the reliability diagram."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--engine", action="append", choices=["tesseract", "rapidocr"], default=[])
    parser.add_argument("--picture", type=Path, help="write the reliability diagram here")
    wanted = parser.parse_args()
    every: list[tuple[float, bool, bool]] = []
    for engine in wanted.engine or ["tesseract", "rapidocr"]:
        make(wanted.folder, wanted.work, engine, wanted.pages)
        pairs = [
            json.loads((wanted.work / f"{number}.{engine}.json").read_text("utf-8")) for number in range(wanted.pages)
        ]
        errors, rows = 0, []
        for truth, found in pairs:
            count, more = judged(truth, found)
            errors, rows = errors + count, rows + more
        size = sum(len(truth) for truth, _ in pairs)
        print(f"{engine}: {len(pairs)} pages, {size} characters, {errors} ideographs read for others")
        for least in THRESHOLDS:
            above = [right for confidence, _, right in rows if confidence >= least]
            if above:
                print(
                    f"  confidence ≥ {least:.2f}: {len(above):5} suggestions, precision {sum(above) / len(above):.3f}, recall {sum(above) / errors:.3f}"
                )
        every += rows
        made = [right for _, was_made, right in rows if was_made]
        print(f"  made: {len(made)}, right {sum(made)}")
    clean = [line for path in corpora(wanted.folder) for line in paragraphs(path) if held_out(line)]
    text, levels, made = "\n".join(clean) + "\n", Counter[float](), 0
    for change in Chain(only=["look-alikes"])(text).log.changes:
        made += change.made
        levels[change.confidence] += not change.made
    told = ", ".join(f"{count} of confidence {level}" for level, count in sorted(levels.items()) if count)
    print(
        f"clean: {len(text)} characters, made {made}, {10000 * made / len(text):.3f} wrong per 10,000; suggested {told or 'none'}"
    )
    if wanted.picture:
        picture(every, wanted.picture)


def picture(rows: list[tuple[float, bool, bool]], path: Path) -> None:
    """Draw how often suggestions of a confidence were right."""
    from matplotlib import pyplot

    bins = [[row for row in rows if low <= row[0] * 10 < low + 1] for low in range(10)]
    bins = [bin_ for bin_ in bins if bin_]
    levels = [mean(confidence for confidence, _, _ in bin_) for bin_ in bins]
    shares = [mean(right for _, _, right in bin_) for bin_ in bins]
    counts = [len(bin_) for bin_ in bins]
    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(levels, shares, marker="o")
    for level, share, count in zip(levels, shares, counts, strict=True):
        axes.annotate(str(count), (level, share), textcoords="offset points", xytext=(6, -12))
    axes.set(
        xlabel="confidence", ylabel="share that was right", xlim=(0, 1), ylim=(0, 1), title="Look-alikes: reliability"
    )
    figure.savefig(path, dpi=120, bbox_inches="tight")


if __name__ == "__main__":
    main()
