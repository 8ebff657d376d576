"""The command itself: its subcommands, found by name and loaded when they are called."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence

import click

from repair import __version__

from .files import PIPE_CLOSED, UNREADABLE

COMMANDS = {
    "fix": "fix:fix",
    "show": "logs:show",
    "undo": "logs:undo",
    "apply": "logs:apply",
    "accept": "logs:accept",
    "reject": "logs:reject",
    "filters": "about:filters",
    "explain": "about:explain",
    "eval": "evaluate:evaluate",
}


class Commands(click.Group):
    """Loads a subcommand when it is asked for; a first word that is none is a file to fix."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(f".{module}", __package__), name)
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `repair FILE` for `repair fix FILE`."""
        if args and args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version"):
            args = ["fix", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, "--version", prog_name="repair")
def cli() -> None:
    r"""Repair damaged newspaper text, do clean text no harm, and account for every change.

    \b
    repair FILE                        print the repaired text
    repair FILE --diff                 show what would change, and why
    repair FILE -o OUT --log LOG       write text and log
    repair undo LOG OUT                get the original back, to the byte

    Exit codes: 0 done; 1 --check found something to change; 2 wrong use, or a file that cannot be read or written;
    123 a filter failed on a text, which passed it by unchanged.
    """


def _forget_output() -> None:
    """Keep Python from flushing, when it exits, what nobody takes."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(args: Sequence[str] | None = None) -> None:
    """Run the command; a reader never sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a narrow terminal shows what it cannot print as an escape
    try:
        code = cli.main(args, standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("repair: interrupted", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except SystemExit as leaving:  # so click leaves when a reader has closed its output
        code = PIPE_CLOSED if type(sys.stdout).__name__ == "PacifyFlushWrapper" else leaving.code
    except BrokenPipeError:
        code = PIPE_CLOSED
        _forget_output()
    except OSError as error:
        code = UNREADABLE
        _forget_output()
        with contextlib.suppress(OSError):
            click.echo(f"repair: standard output: {(error.strerror or str(error)).lower()}", err=True)
    sys.exit(code if isinstance(code, int) else 0)
