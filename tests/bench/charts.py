"""Charts of the benchmark, by matplotlib."""

from __future__ import annotations

from pathlib import Path


def bars(path: Path, title: str, values: dict[str, float], form: str) -> None:
    """Draw a bar for each tool, ours in another colour."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "repair", "font.family": "sans-serif"})
    from matplotlib import pyplot

    names = [*values][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 0.4 * len(names) + 0.8))
    drawn = axes.barh(
        names, [values[name] for name in names], color=["#b3462f" if name == "repair" else "#8a9aa8" for name in names]
    )
    axes.bar_label(drawn, [form.format(values[name]) for name in names], padding=4)
    axes.set_title(title, loc="left", fontsize=11)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.margins(x=0.12)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
