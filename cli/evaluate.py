"""`repair eval`: how near outputs are to the truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import CommandError, plainly, read, write_all
from .fix import LOG_SUFFIX

if TYPE_CHECKING:
    from repair.evaluation import Case
    from repair.log import Log


@click.command("eval")
@click.argument("output", metavar="OUT")
@click.argument("truth", metavar="GOLDEN")
@click.option("--original", metavar="FILE", help="The text, or folder of texts, as it was: tells edits and harm.")
@click.option(
    "--log",
    "log_file",
    metavar="FILE",
    help="The log of OUT: tells edits by filter. In a folder, it stands beside OUT.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--html", metavar="FILE", help="Write a page with the worst cases first, their texts side by side.")
def evaluate(
    output: str, truth: str, original: str | None, log_file: str | None, as_json: bool, html: str | None
) -> None:
    """Measure OUT against GOLDEN, two texts, or two folders of texts of the same names.

    Character error rate; blocks right to the character; the breaks between them; with --original the edits that were right, wrong
    and missed, and over-correction: characters that were right and are not any more. Rates of folders come with a 95 % interval.
    """
    from repair.evaluation import Evaluation

    single = not Path(truth).is_dir()
    found = Evaluation.of(
        [_case(output, output, truth, original, log_file)] if single else _folder(output, truth, original, log_file)
    )
    if html:
        from repair.show.evaluation import html as page

        write_all([(Path(html), page(found).encode("utf-8", "backslashreplace"))])
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False))
        return
    from repair.show.evaluation import show

    with plainly("standard output"):
        show(found)


def _folder(output: str, truth: str, original: str | None, log_file: str | None) -> list[Case]:
    """Pair the texts of two folders, or three, by their names; every text of GOLDEN must be there."""
    if not Path(output).is_dir() or (original and not Path(original).is_dir()):
        raise click.UsageError(f"{truth} is a directory, so the others must be, too")
    if log_file:
        raise click.UsageError(f"in a directory the log of NAME is NAME{LOG_SUFFIX}; --log cannot be given")
    with plainly(truth):
        names = sorted(path.name for path in Path(truth).iterdir() if path.suffix == ".txt")
    if not names:
        raise CommandError(f"{truth}: there is no .txt in it")
    cases = []
    for name in names:
        log = Path(output, f"{name}{LOG_SUFFIX}")
        was = str(Path(original, name)) if original else None
        cases.append(
            _case(name, str(Path(output, name)), str(Path(truth, name)), was, str(log) if log.is_file() else None)
        )
    return cases


def _case(name: str, output: str, truth: str, original: str | None, log_file: str | None) -> Case:
    from repair.evaluation import Case

    text = read(output).text
    log = _log(log_file, text) if log_file and original else None
    return Case(name, read(original).text if original else None, text, read(truth).text, log)


def _log(name: str, output: str) -> Log:
    from repair.journal import load

    with plainly(name):
        log = load(read(name, "utf-8").text.split("\n"))
        log.output.demand(output, "output")
    return log
