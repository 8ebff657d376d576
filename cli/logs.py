"""What can be done with a log: show it, undo or apply it, accept or reject single changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repair.decode import encode

from .files import STDIN, CommandError, apart, plainly, print_bytes, read, read_bytes, shown, write_all

if TYPE_CHECKING:
    from repair.log import Log

log_argument = click.argument("log", metavar="LOG")
output_option = click.option("-o", "--output", metavar="FILE", help="Write the text here, not to standard output.")


@click.command()
@log_argument
@click.argument("text", metavar="TEXT")
@output_option
def undo(log: str, text: str, output: str | None) -> None:
    """Take a log's changes back: from the output TEXT to the original, to the byte."""
    apart(("the output", output), ("the log", log))
    opened = _open(log)
    with plainly(shown(text)):
        original = opened.invert(_output(opened, text))
        _write(encode(original, opened.encoding), output)


@click.command()
@log_argument
@click.argument("text", metavar="TEXT")
@output_option
def apply(log: str, text: str, output: str | None) -> None:
    """Make a log's changes again: from the original TEXT to the output."""
    apart(("the output", output), ("the log", log), ("the original", text))
    opened = _open(log)
    original = read(text, opened.encoding).text
    with plainly(shown(text)):
        _write(encode(opened.apply(original), "utf-8"), output)


@click.command()
@log_argument
@click.argument("text", metavar="TEXT", required=False)
@click.option("--suggestions", is_flag=True, help="Only what is suggested and not made, the surest first.")
def show(log: str, text: str | None, suggestions: bool) -> None:
    """Show the changes of a log. With TEXT, the original or the output, each in its place; without, a line each."""
    from repair.show import terminal

    opened = _open(log)
    original = None if text is None else _original(opened, text)
    with plainly("standard output"):
        if text is None or original is None:
            terminal.table(opened, suggestions=suggestions)
        else:
            terminal.show(opened, original, name=shown(text), suggestions=suggestions)


def _choosing(name: str, doc: str, choose: Callable[[Log, str, set[int]], Log]) -> click.Command:
    """Make the commands `accept` and `reject`, which differ in one call."""

    @click.command(name, help=doc)
    @log_argument
    @click.argument("text", metavar="TEXT")
    @click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
    @output_option
    @click.option("-i", "--in-place", is_flag=True, help="Put the new text in the place of TEXT.")
    @click.option("--log", "new_log", metavar="FILE", help="Write the new log here, and leave LOG as it is.")
    def command(
        log: str, text: str, numbers: Sequence[str], output: str | None, in_place: bool, new_log: str | None
    ) -> None:
        from repair import __version__, journal

        if in_place and (output or text == STDIN):
            raise click.UsageError("-i goes neither with -o nor with standard input")
        apart(("the new log", new_log), ("TEXT", text), ("the output", output))
        apart(("TEXT", text), ("the output", output), ("the log", log))
        opened = _open(log)
        original = _original(opened, text)
        with plainly(log):
            chosen = choose(opened, original, _numbers(numbers))
            result = encode(chosen.apply(original), "utf-8")
            lines = "".join(journal.dump(chosen, original, tool=__version__)).encode()
        files = [(Path(new_log or log), lines)]
        place = text if in_place else output
        if place is not None:
            files.append((Path(place), result))
        write_all(files)
        for number, why in chosen.dropped:
            click.echo(f"repair: change {number} was dropped with it: {why}", err=True)
        if place is None:
            print_bytes(result)

    return command


accept = _choosing(
    "accept",
    "Make changes of a log that are not made, say suggestions. TEXT is the original or the output; prints the new output. "
    "NUMBER is a change, a range as 3-7, or all. LOG is updated.",
    lambda log, original, numbers: log.accept(original, numbers or {change.number for change in log.changes}),
)
reject = _choosing(
    "reject",
    "Take single changes of a log back. TEXT is the original or the output; prints the new output. "
    "NUMBER is a change, a range as 3-7, or all. LOG is updated; what is rejected can be accepted again.",
    lambda log, original, numbers: log.reject(original, numbers or {change.number for change in log.changes}),
)


def _numbers(words: Sequence[str]) -> set[int]:
    """Read `3 5-7` as numbers; `all` as none."""
    if "all" in words:
        return set()
    found: set[int] = set()
    for word in words:
        low, _, high = word.partition("-")
        if not low.isdecimal() or (high and not high.isdecimal()):
            raise click.UsageError(f"{word!r} is neither a number of a change, nor a range as 3-7, nor all")
        first, last = int(low), int(high or low)
        if last < first or last - first > 10_000_000:
            raise click.UsageError(f"{word!r} is no range")
        found.update(range(first, last + 1))
    return found


def _open(name: str) -> Log:
    from repair import journal

    with plainly(shown(name)):
        return journal.load(read(name, "utf-8").text.split("\n"))


def _output(log: Log, name: str) -> str:
    """Read an output: UTF-8, which may be empty, or the original's encoding, if nothing was made and the file left alone."""
    from repair.decode import decode
    from repair.errors import DecodeError

    data = read_bytes(name)
    with plainly(shown(name)):
        try:
            return decode(data, "utf-8").text
        except DecodeError:
            return decode(data, log.encoding).text


def _original(log: Log, name: str) -> str:
    """Get the original from TEXT, whether that is the original or the output."""
    from repair.errors import RepairError
    from repair.log import Fingerprint

    if name == STDIN:
        raise click.UsageError("TEXT must be a file here")
    try:
        text = read(name, log.encoding).text
        if Fingerprint.of(text) == log.original:
            return text
    except (CommandError, RepairError):
        pass
    with plainly(shown(name)):
        return log.invert(_output(log, name))


def _write(data: bytes, output: str | None) -> None:
    if output:
        write_all([(Path(output), data)])
    else:
        print_bytes(data)
