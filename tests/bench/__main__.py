"""Measures repair beside its peers: `sh tests/bench/run [FOLDER] [--documents N] [--quick]`. Writes docs/benchmark.md and its charts.

FOLDER holds corpora (see `tests/corpora.py`). Without it the pages in `golden/` are the clean text: enough to see that all runs, not for figures.
All figures of a table come from one run on one machine; each peer works in a process of its own.
"""

from __future__ import annotations

import argparse
import platform
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from repair import Chain
from repair.filter import every
from repair.journal import dump
from repair.measure import Measure, measure
from tests.bench.charts import bars
from tests.bench.peers import PEERS, Peer, Ran, install, run
from tests.bench.worst import WORST, worst
from tests.corpora import corpora, documents, paragraphs
from tests.workshop import clean, fates, pages
from tests.workshop import documents as clean_documents

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
MEGABYTE = 1_000_000


def main() -> None:
    """Run everything, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="with corpora")
    parser.add_argument("--documents", type=int, default=60, help="workshop pages")
    parser.add_argument("--quick", action="store_true", help="little text, to see that all runs")
    wanted = parser.parse_args()
    missing = {peer.name: why for peer in PEERS if (why := install(peer))}
    peers = [peer for peer in PEERS if peer.name not in missing]
    texts = _documents(wanted.folder, 3 if wanted.quick else wanted.documents)
    parts = [
        HEAD.format(machine=_machine(), day=time.strftime("%Y-%m-%d")),
        *_quality(peers, texts),
        *_harm(peers, wanted.folder, 50 if wanted.quick else 1000),
        *_speed(peers, wanted.folder, 0.05 if wanted.quick else 1.0),
        *_profile(wanted.folder, 0.05 if wanted.quick else 1.0),
        *_filters(50_000 if wanted.quick else 333_000),
        "",
        *[f"Not measured: {name}: {why}" for name, why in missing.items()],
    ]
    DOCS.mkdir(exist_ok=True)
    (DOCS / "benchmark.md").write_text("\n".join(parts).rstrip() + "\n", "utf-8")
    print(DOCS / "benchmark.md")


HEAD = """# Benchmark

Made by `sh tests/bench/run FOLDER`, {day}, {machine}. Machines differ and are noisy: compare inside a table."""


def _machine() -> str:
    return f"{platform.machine()}, Python {platform.python_version()}, two cores"


def _documents(folder: Path | None, number: int) -> list[list[str]]:
    if folder:
        return [*clean_documents(folder, number)]
    whole = (ROOT / "golden" / "samples" / "hohhot_2022.txt").read_text("utf-8").split("\n")
    good = [line for line in whole if clean(line)]
    return [good[start : start + 16] for start in range(min(number, len(good) - 16))]


def _quality(peers: Sequence[Peer], texts: Sequence[list[str]]) -> Iterator[str]:
    """Tell what is repaired and harmed on the samples and on workshop pages."""
    samples = sorted((ROOT / "samples").glob("*.txt"))
    goldens = [(ROOT / "golden" / "samples" / path.name).read_text("utf-8") for path in samples]
    found = [path.read_text("utf-8") for path in samples]
    made = [page.made for page in pages(texts) if page.mixture == "together"]
    before = [
        _total(measure(*pair) for pair in zip(found, goldens, strict=True)),
        _total(measure(page.text, page.truth) for page in made),
    ]
    yield f"\n## What is repaired, and what is harmed\n\nThe five samples, and {len(made)} workshop pages with six kinds of damage each."
    yield "CER is the character error rate; harm the share of characters that were right and are wrong now; mended the share of damages.\n"
    yield _head("tool", "version", "samples: CER", "harm", "workshop: CER", "harm", "mended")
    yield f"| as found | | {before[0].cer:.2%} | | {before[1].cer:.2%} | | |"
    rates: dict[str, float] = {}
    for peer in peers:
        ran = run(peer, [*found, *[page.text for page in made]])
        if isinstance(ran, str):
            yield f"| {peer.what} | | {ran} | | | | |"
            continue
        outputs = ran.outputs[: len(found)]
        own = _total(measure(*row) for row in zip(outputs, goldens, found, strict=True))
        others = ran.outputs[len(found) :]
        work = _total(measure(output, page.truth, page.text) for output, page in zip(others, made, strict=True))
        done: Counter[bool] = Counter()
        for output, page in zip(others, made, strict=True):
            done.update(mended for _, mended in fates(page, output))
        rates[peer.name] = done[True] / done.total()
        yield (
            f"| {peer.what} | {ran.version} | {own.cer:.2%} | {own.over_correction:.3%} | {work.cer:.2%} |"
            f" {work.over_correction:.3%} | {rates[peer.name]:.1%} |"
        )
    yield "\n![Damages mended on workshop pages](benchmark_mended.svg)"
    bars(DOCS / "benchmark_mended.svg", "damages mended on workshop pages", rates, "{:.0%}")


def _head(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n|{' --- |' * len(cells)}"


def _total(measures: Iterator[Measure]) -> Measure:
    return Measure(*map(sum, zip(*measures, strict=True)))


def _harm(peers: Sequence[Peer], folder: Path | None, number: int) -> Iterator[str]:
    """Tell which share of clean paragraphs is changed."""
    paths = corpora(folder) if folder else []
    groups = {
        path.name.partition(".")[0]: [text for text in paragraphs(path, 40 * number) if clean(text)][:number]
        for path in paths
    }
    if not groups:
        groups = {"golden": [block for text in _documents(None, 3) for block in text]}
    yield "\n## Clean paragraphs changed\n\nParagraphs that are canonical by rules no filter shares (`clean` in `tests/workshop.py`), one at a time.\n"
    yield f"| tool | {' | '.join(f'{name} ({len(texts):,})' for name, texts in groups.items())} |\n| --- |{' --- |' * len(groups)}"
    shares: dict[str, float] = {}
    for peer in peers:
        cells = []
        for texts in groups.values():
            ran = run(peer, [f"{text}\n" for text in texts])
            changed = (
                0.0
                if isinstance(ran, str)
                else sum(a.strip() != b for a, b in zip(ran.outputs, texts, strict=True)) / len(texts)
            )
            cells.append(ran if isinstance(ran, str) else f"{changed:.2%}")
            shares[peer.name] = max(shares.get(peer.name, 0), changed)
        yield f"| {peer.what} | {' | '.join(cells)} |"
    yield "\n![Clean paragraphs changed](benchmark_harm.svg)"
    bars(DOCS / "benchmark_harm.svg", "clean paragraphs changed, the worst corpus", shares, "{:.1%}")


def _speed(peers: Sequence[Peer], folder: Path | None, scale: float) -> Iterator[str]:
    """Tell throughput, memory and start-up."""
    whole = _clean_text(folder, int(100 * MEGABYTE * scale))
    small = _cut(whole, int(scale * MEGABYTE / 2), 6000)
    large = [whole[: int(2 * MEGABYTE * scale)]]
    samples = "".join(path.read_text("utf-8") + "\n\n" for path in sorted((ROOT / "samples").glob("*.txt")))
    damaged = samples * max(1, int(2.0 * MEGABYTE * scale / len(samples.encode())))
    yield "\n## Speed and memory\n\nMillions of code points a second, the best of three rounds; megabytes at the peak of the process that did it,"
    yield "and seconds to import and repair five characters. Clean text as documents of some 6,000 code points, and as one"
    yield f"of {len(large[0].encode()) / MEGABYTE:.1f} MB; damaged text is the samples again and again, {len(damaged.encode()) / MEGABYTE:.1f} MB."
    yield "None but repair keeps a log; it is held in memory.\n"
    yield _head("tool", "clean, documents", "clean, one text", "damaged", "memory, clean", "memory, damaged", "start")
    rates: dict[str, float] = {}
    for peer in peers:
        cells, peaks, start = [], [], 0.0
        for texts, rounds in ((small, 3), (large, 3), ([damaged], 1)):
            ran = run(peer, texts, rounds=rounds, keep=False)
            if isinstance(ran, Ran):
                rate = sum(map(len, texts)) / min(ran.seconds) / 1e6
                rates.setdefault(peer.name, rate)
                start = ran.start
            cells.append(ran if isinstance(ran, str) else f"{rate:.2f}")
            peaks.append("" if isinstance(ran, str) else f"{ran.memory:.0f}")
        yield f"| {peer.what} | {' | '.join(cells)} | {peaks[1]} | {peaks[2]} | {start:.2f} |"
    yield "\n![Speed on clean text](benchmark_speed.svg)"
    bars(DOCS / "benchmark_speed.svg", "clean documents, million code points a second", rates, "{:.2f}")
    yield "\nHow time grows with the text:\n"
    yield _head("clean text", "seconds", "MB at the peak", "damaged text", "seconds", "MB at the peak")
    ours = peers[0]
    for size in (1, 4, 10, 40):  # fortieths of all clean text, and half as many megabytes of damaged text
        clean_part = whole[: int(len(whole) * size / 40)]
        ran = run(ours, [clean_part], keep=False)
        cells = [f"{len(clean_part.encode()) / MEGABYTE:.1f} MB", *_cells(ran)]
        bad = samples * max(1, int(size / 2 * MEGABYTE * scale / len(samples.encode())))
        ran = run(ours, [bad], keep=False)
        yield f"| {' | '.join(cells)} | {len(bad.encode()) / MEGABYTE:.1f} MB | {' | '.join(_cells(ran))} |"


def _cells(ran: Ran | str) -> list[str]:
    return [ran, ""] if isinstance(ran, str) else [f"{ran.seconds[0]:.2f}", f"{ran.memory:.0f}"]


def _clean_text(folder: Path | None, size: int) -> str:
    """Join clean text of all corpora, about so many bytes."""
    if not folder:
        return "\n\n".join("\n\n".join(text) for text in _documents(None, 30)) + "\n"
    parts: list[str] = []
    length = 0
    sources = [documents(path, 50) for path in corpora(folder)]
    while sources and length < size:
        for source in [*sources]:
            rows = next(source, None)
            if rows is None:
                sources.remove(source)
                continue
            parts.append("\n\n".join(row for row in rows if clean(row)))
            length += len(parts[-1].encode())
    return "\n\n".join(parts) + "\n"


def _cut(text: str, size: int, part: int) -> list[str]:
    """Cut the beginning of a text into documents at its empty lines."""
    found, start = [], 0
    while start < min(size, len(text)):
        end = text.find("\n\n", start + part)
        end = len(text) if end < 0 else end
        found.append(text[start:end].strip() + "\n")
        start = end
    return found


def _profile(folder: Path | None, scale: float) -> Iterator[str]:
    """Tell where the time of repair goes: the gates and the edits of each filter on clean documents, and the steps on damaged text."""
    texts = _cut(_clean_text(folder, int(6 * MEGABYTE * scale)), int(MEGABYTE * scale), 6000)
    size = sum(map(len, texts))
    Chain()(texts[0])  # loads the tables
    spent: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for item in every():
            begun = time.perf_counter()
            wanted = item.applies(text)
            between = time.perf_counter()
            _edits = [*item.edits(text)] if wanted else []
            spent[item.name, "gate"] += between - begun
            spent[item.name, "edits"] += time.perf_counter() - between
    yield "\n## Where the time goes\n\nNanoseconds for a code point of clean documents. The first filter that asks for a survey of the text pays"
    yield "for it.\n"
    yield _head("filter", "gate", "edits")
    names = sorted(every(), key=lambda item: -spent[item.name, "gate"] - spent[item.name, "edits"])
    for item in names:
        yield f"| {item.name} | {1e9 * spent[item.name, 'gate'] / size:.1f} | {1e9 * spent[item.name, 'edits'] / size:.1f} |"
    total = sum(spent.values())
    yield f"| together | {1e9 * total / size:.0f} | |"
    text = "".join(path.read_text("utf-8") + "\n\n" for path in sorted((ROOT / "samples").glob("*.txt"))) * max(
        1, int(20 * scale)
    )
    chain = Chain()
    steps = [time.perf_counter()]
    log = chain(text).log
    steps.append(time.perf_counter())
    lines = sum(1 for _ in dump(log, text, tool="bench"))
    steps.append(time.perf_counter())
    repaired, written = (1e6 * (after - before) / lines for before, after in pairwise(steps))
    yield f"\nDamaged text, {len(text.encode()) / MEGABYTE:.1f} MB: {lines - 1:,} changes, one for every {len(text) / lines:.0f} code points;"
    yield f"{repaired:.0f} µs a change to find and record it, {written:.0f} µs more to write it to the log."


def _filters(size: int) -> Iterator[str]:
    """Tell what each filter needs for a text full of its own marks."""
    yield "\n## Each filter on its own worst input\n\nA text made of what makes the filter work, of about 1 MB, and twice as much"
    yield "(`tests/bench/worst.py`). Memory is what Python allocates at the peak, as a multiple of the text's bytes.\n"
    yield _head("filter", "seconds", "for twice the text", "ratio", "memory")
    for item in every():
        if item.name not in WORST:
            continue
        times = []
        for text in (worst(item.name, size), worst(item.name, 2 * size)):
            begun = time.perf_counter()
            count = sum(1 for _ in item.edits(text)) if item.applies(text) else 0
            times.append(time.perf_counter() - begun)
        text = worst(item.name, size)
        tracemalloc.start()
        count = len([*item.edits(text)])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        bytes_ = len(text.encode("utf-8", "surrogatepass"))
        yield f"| {item.name} ({count:,} edits) | {times[0]:.2f} | {times[1]:.2f} | {times[1] / times[0]:.1f} | {peak / bytes_:.0f} × |"


if __name__ == "__main__":
    main()
