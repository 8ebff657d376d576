"""`repair fix`: the main job."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from repair.decode import encode

from .files import FAILED, STDIN, CommandError, identity, plainly, print_bytes, read, shown, write_all

if TYPE_CHECKING:
    from repair.chain import Chain, Repaired

LOG_SUFFIX = ".log.jsonl"


class Wanted(NamedTuple):
    """Where a text and its log go, and what is shown."""

    output: str | None
    directory: str | None
    in_place: bool
    log_file: str | None
    diff: bool
    check: bool
    form: str

    def places(self, name: str) -> tuple[Path | None, Path | None]:
        """Tell where the text and the log of an input go; None for standard output, and for no log."""
        place = None
        if self.in_place or self.directory:
            place = Path(self.directory, Path(name).name) if self.directory else Path(name)
        beside = Path(f"{place}{LOG_SUFFIX}") if place else None
        target = place or (Path(self.output) if self.output else None)
        return target, Path(self.log_file) if self.log_file else beside


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", metavar="FILE", help="Write the text here, not to standard output.")
@click.option("-d", "--directory", metavar="DIR", help="Write each text, and its log, into this directory.")
@click.option("-i", "--in-place", is_flag=True, help="Put the text in the place of its file, and the log beside it.")
@click.option("--log", "log_file", metavar="FILE", help="Write the log here; with it the original can be had back.")
@click.option("--diff", is_flag=True, help="Show each change in its place, with its reason, instead of the text.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if there is something to change.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Form of the output; json gives blocks with kind, text and source spans.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Run this filter alone; may be repeated.")
@click.option("--skip", multiple=True, metavar="NAME", help="Run all filters but this; may be repeated.")
@click.option("--with-suggestions", is_flag=True, help="Make the changes that are only suggested, too.")
@click.option(
    "--to",
    type=click.Choice(["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]),
    help="Convert the characters to this script in the end; undo takes it back exactly.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of the files, if it is not found by itself.")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def fix(
    files: Sequence[str],
    output: str | None,
    directory: str | None,
    in_place: bool,
    log_file: str | None,
    diff: bool,
    check: bool,
    form: str,
    only: Sequence[str],
    skip: Sequence[str],
    with_suggestions: bool,
    to: str | None,
    encoding: str | None,
    quiet: bool,
) -> int:
    """Repair FILE and print the text; `-` is standard input. The word `fix` may be left out."""
    from repair.chain import Chain
    from repair.report import Report

    wanted = Wanted(None if output == STDIN else output, directory, in_place, log_file, diff, check, form)
    _sensible(files, wanted)
    with plainly("the chain"):
        chain = Chain(only=only, skip=skip, suggestions=with_suggestions, to=to)
    total = Report()
    code = 0
    for name in files:
        try:
            result = _one(chain, name, encoding)
            _deliver(result, name, wanted)
        except CommandError as error:
            if len(files) == 1:
                raise
            error.show()
            code = 2
            continue
        report = Report.of(result.log)
        total += report
        for failure in result.failures:
            click.echo(
                f"repair: {shown(name)}: filter {failure.filter} failed and was passed by: {failure.error}", err=True
            )
        if not quiet:
            click.echo(f"{shown(name)}: {report.line()}", err=True)
    if not quiet and len(files) > 1:
        click.echo(f"{total.texts} texts, {total.changed} changed: {total.line()}", err=True)
    if code == 0:
        code = FAILED if total.failures else 1 if check and total.changed else 0
    return code


def _sensible(files: Sequence[str], wanted: Wanted) -> None:
    """Refuse what cannot be meant."""
    if "" in (wanted.output, wanted.directory, wanted.log_file):
        raise click.UsageError("a file cannot have an empty name")
    places = [
        name for name, given in (("-o", wanted.output), ("-d", wanted.directory), ("-i", wanted.in_place)) if given
    ]
    if len(places) > 1:
        raise click.UsageError(f"{' and '.join(places)} cannot go together")
    if (wanted.diff or wanted.check) and places:
        raise click.UsageError(f"--diff and --check write nothing, so {places[0]} cannot go with them")
    if len(files) > 1 and (wanted.output or wanted.log_file or not (places or wanted.diff or wanted.check)):
        raise click.UsageError("several files need -d DIR or -i (or --check, --diff); their logs stand beside them")
    if wanted.in_place and (STDIN in files or wanted.form != "text"):
        raise click.UsageError(
            "-i puts text in the place of a file; it goes neither with standard input nor with --format"
        )
    inputs = {identity(name): name for name in files if name != STDIN}
    targets = {name: wanted.places(name) for name in files}
    written = [place for pair in targets.values() for place in pair if place]
    if len({place.absolute() for place in written}) < len(written) or len(targets) < len(files):
        raise click.UsageError("two of the texts or logs would have one name, and stand in each other's place")
    for name, (place, log) in targets.items():
        if wanted.in_place and log and log.exists():
            raise click.UsageError(
                f"{log} is the log of an earlier repair, and the only way back; undo it, or move it away"
            )
        for target in (place, log):
            owner = inputs.get(identity(target)) if target else None
            if owner is not None and not (wanted.in_place and target is place and owner == name):
                raise click.UsageError(f"what is written and an input cannot be one file: {target}")


def _one(chain: Chain, name: str, encoding: str | None) -> Repaired:
    decoded = read(name, encoding)
    if decoded.text.startswith('{"format": "repair-log"'):
        raise CommandError(f"{shown(name)}: this is a log of repair, not a text")
    with plainly(shown(name)):
        return chain(decoded.text, encoding=decoded.encoding)


def _deliver(result: Repaired, name: str, wanted: Wanted) -> None:
    """Write text and log where they belong: the log first, and neither if one of them cannot be written."""
    files: list[tuple[Path, bytes]] = []
    place, beside = wanted.places(name)
    if wanted.directory:
        with plainly(wanted.directory):
            Path(wanted.directory).mkdir(parents=True, exist_ok=True)
    if beside and (wanted.log_file or not wanted.in_place or result.log.changes):
        files.append((beside, "".join(_log_lines(result, name)).encode()))
    if wanted.diff:
        from repair.show import terminal

        write_all(files)
        with plainly("standard output"):
            terminal.show(result.log, result.log.invert(result.text), name=shown(name))
        return
    if wanted.check:
        write_all(files)
        return
    data = encode(_formed(result, name, wanted.form), "utf-8")
    if place and not (wanted.in_place and not result.log.made):
        files.append((place, data))
    write_all(files)
    if place is None:
        print_bytes(data)


def _log_lines(result: Repaired, name: str) -> Iterator[str]:
    from repair import __version__, journal

    with plainly(shown(name)):
        yield from journal.dump(result.log, result.log.invert(result.text), tool=__version__)


def _formed(result: Repaired, name: str, form: str) -> str:
    if form == "text":
        return result.text
    from repair.journal import line_column, line_starts
    from repair.layout import blocks

    found = blocks(result.text)
    if form == "markdown":
        from repair.show.markdown import markdown

        return markdown(found)
    starts = line_starts(result.log.invert(result.text))
    rows = [
        {
            "kind": block.kind,
            "text": block.text,
            "source": [
                {"start": start, "end": end, **dict(zip(("line", "column"), line_column(starts, start), strict=True))}
                for start, end in result.log.origin(block.span)
            ],
        }
        for block in found
    ]
    whole = {"file": name, "encoding": result.log.encoding, "blocks": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
