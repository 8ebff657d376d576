"""`python -m repair.workshop FILE... -o DIR`: damages clean texts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from repair.workshop import KINDS, SEVERITIES, damage, page


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to."
)
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same damage.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([*KINDS]), help="Only this damage; may be repeated.")
@click.option("--severity", default="samples", show_default=True, type=click.Choice([*SEVERITIES]))
@click.option("--page", "dress", is_flag=True, help="Give the paragraphs a headline, a byline and captions first.")
def main(files: tuple[Path, ...], output: Path, seed: int, kinds: tuple[str, ...], severity: str, dress: bool) -> None:
    """Lay the damage of newspapers on clean texts: UTF-8, a paragraph a line.

    Writes damaged/NAME, truth/NAME and damages/NAME.jsonl, with kind and spans (code points) of each damage.
    `repair eval` takes the folders: `repair -q -d out damaged/*; repair eval out truth --original damaged`.
    """
    folders = [output / name for name in ("damaged", "truth", "damages")]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        blocks = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        text = page(blocks, f"{seed} {path.name}") if dress else "\n\n".join(blocks) + "\n"
        made = damage(text, seed=f"{seed} {path.name}", kinds=kinds or None, severity=severity)
        rows = [json.dumps(item._asdict()) + "\n" for item in made.damages]
        for folder, suffix, content in zip(
            folders, ("", "", ".jsonl"), (made.text, made.truth, "".join(rows)), strict=True
        ):
            (folder / (path.name + suffix)).write_text(content, "utf-8", newline="")
        click.echo(f"{path}: {len(made.damages)} damages", err=True)


if __name__ == "__main__":
    main(prog_name="python -m repair.workshop")
