"""Which characters look alike: for each ideograph its nearest neighbours by shape, computed from open fonts.

The table is `shapes.xz`; `python -m repair.data.shapes` makes it anew (needs numpy, Pillow, Debian's fonts-noto-cjk and fonts-arphic-uming). Each
ideograph of GB2312, and each other one that the counts know, is drawn in three faces (SIL OFL 1.1, Arphic Public License), blurred and
shrunk; its neighbours are those with the highest cosine. Published confusion sets of handwriting and typing hold few of the errors that
reading print makes.
"""

from __future__ import annotations

import lzma
from array import array
from functools import cache

from repair.data import table
from repair.data.ngrams import ngrams

NAME = "shapes.xz"
NEIGHBOURS = 24
FACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
DRAWN, KEPT = 64, 16
"""Pixels of a side as drawn, and as compared."""


@cache
def shapes() -> dict[str, dict[str, float]]:
    """Map each ideograph to its neighbours, nearest first, with their likeness from 0 to 1."""
    raw = lzma.decompress(table(NAME).read_bytes())
    size = int.from_bytes(raw[:4], "little")
    letters = raw[4 : 4 + size].decode("utf-8")
    count = len(letters) * NEIGHBOURS
    numbers = array("H", raw[4 + size : 4 + size + 2 * count])
    likeness = raw[4 + size + 2 * count :]
    return {
        letter: {
            letters[numbers[place]]: likeness[place] / 255 for place in range(at * NEIGHBOURS, (at + 1) * NEIGHBOURS)
        }
        for at, letter in enumerate(letters)
    }


def build() -> bytes:
    """Draw, compare and pack."""
    import numpy
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    gb2312 = {
        bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)
    }
    letters = sorted({letter for letter in gb2312 | set(ngrams().numbers) if "\u4e00" <= letter <= "\u9fff"})
    faces = [ImageFont.truetype(face, DRAWN - 8) for face in FACES]
    rows = []
    for letter in letters:
        parts = []
        for face in faces:
            image = Image.new("L", (DRAWN, DRAWN))
            ImageDraw.Draw(image).text((DRAWN / 2, DRAWN / 2), letter, fill=255, font=face, anchor="mm")
            small = image.filter(ImageFilter.GaussianBlur(2)).resize((KEPT, KEPT), Image.Resampling.BOX)
            parts.append(numpy.asarray(small, dtype="float32").ravel())
        rows.append(numpy.concatenate(parts))
    vectors = numpy.stack(rows)
    vectors -= vectors.mean(axis=0)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    likeness = vectors @ vectors.T
    numpy.fill_diagonal(likeness, -1)
    nearest = numpy.argsort(-likeness, axis=1)[:, :NEIGHBOURS]
    values = numpy.clip(numpy.take_along_axis(likeness, nearest, axis=1), 0, 1)
    names = "".join(letters).encode()
    packed = (
        len(names).to_bytes(4, "little")
        + names
        + nearest.astype("<u2").tobytes()
        + (values * 255).astype("uint8").tobytes()
    )
    return lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    from importlib.resources import as_file

    with as_file(table(NAME)) as path:
        path.write_bytes(build())
