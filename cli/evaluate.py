"""`repair eval`: how near an output is to the truth."""

from __future__ import annotations

import json

import click

from .files import read


@click.command("eval")
@click.argument("output", metavar="OUT")
@click.argument("truth", metavar="GOLDEN")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(output: str, truth: str, as_json: bool) -> None:
    """Measure the text OUT against the text GOLDEN: character error rate, blocks right, breaks."""
    from repair.measure import measure

    found = measure(read(output).text, read(truth).text)
    rates = {
        "cer": found.cer,
        "blocks_right": found.blocks_right,
        "break_precision": found.break_precision,
        "break_recall": found.break_recall,
    }
    if as_json:
        click.echo(json.dumps({**found._asdict(), **rates}))
        return
    click.echo(f"CER              {found.cer:8.3%}  {found.errors} of {found.characters} characters, breaks counted")
    click.echo(f"blocks right     {found.blocks_right:8.1%}  {found.right} of {found.blocks}")
    click.echo(f"break precision  {found.break_precision:8.1%}  {found.breaks_right} of {found.breaks_found}")
    click.echo(f"break recall     {found.break_recall:8.1%}  {found.breaks_right} of {found.breaks_true}")
