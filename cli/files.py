"""Files in and out: read to the byte, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from repair.decode import Decoded, decode
from repair.errors import RepairError

STDIN = "-"
UNREADABLE = 2
FAILED = 123
PIPE_CLOSED = 141


class CommandError(click.ClickException):
    """One sentence on standard error, and exit code 2."""

    exit_code = UNREADABLE

    def show(self, file: object = None) -> None:
        """Print it as `repair: …`."""
        click.echo(f"repair: {self.format_message()}", err=True)


@contextlib.contextmanager
def plainly(name: str) -> Iterator[None]:
    """Turn what the library or the system says of a file into one sentence that names it."""
    try:
        yield
    except RepairError as error:
        raise CommandError(f"{name}: {error}") from None
    except BrokenPipeError:
        # Whoever read has read enough. Python must not try to flush the rest when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(PIPE_CLOSED) from None
    except OSError as error:
        raise CommandError(f"{name}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeError as error:
        raise CommandError(f"{name}: {error}") from None
    except MemoryError:
        raise CommandError(f"{name}: not enough memory") from None


def read(name: str, encoding: str | None = None) -> Decoded:
    """Read a text that has something in it from a file or, for `-`, from standard input."""
    data = read_bytes(name)
    if not data:
        raise CommandError(f"{shown(name)}: the file is empty" + _emptied(name))
    with plainly(shown(name)):
        return decode(data, encoding)


def read_bytes(name: str) -> bytes:
    """Read a file or, for `-`, standard input to its end."""
    with plainly(shown(name)):
        if name != STDIN:
            return Path(name).read_bytes()
        if sys.stdin is None:
            raise CommandError("standard input: it is closed")
        return sys.stdin.buffer.read()


def apart(*files: tuple[str, str | Path | None]) -> None:
    """Refuse names that lead to one file: what is written would overwrite what is read, or what is written besides."""
    seen: dict[object, str] = {}
    for role, name in files:
        if name is None or str(name) == STDIN:
            continue
        other = seen.setdefault(identity(name), role)
        if other is not role:
            raise click.UsageError(f"{role} and {other} cannot be one file: {name}")


def identity(name: str | Path) -> object:
    """Tell what makes a file the same under another name; of one that is not there, where it would be."""
    try:
        found = os.stat(name)
    except OSError:
        return os.path.realpath(name)
    return found.st_dev, found.st_ino


def shown(name: str) -> str:
    """Name a file for a message."""
    return "standard input" if name == STDIN else name


def _emptied(name: str) -> str:
    """Say so if the shell has just emptied the input because it is the output, too."""
    try:
        same = name != STDIN and os.path.samestat(os.fstat(sys.stdout.fileno()), os.stat(name))
    except (OSError, ValueError):
        return ""
    return "; it is also where the output goes, and the shell emptied it (use -i)" if same else ""


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write several files, each whole or not at all: none takes its name before all are on the disk."""
    ready: list[tuple[str, Path]] = []
    try:
        for path, data in files:
            with plainly(str(path)):
                path = path.resolve() if path.is_symlink() else path
                if path.is_dir():
                    raise IsADirectoryError(None, "is a directory")
                if path.exists() and not path.is_file():  # a device or a pipe has no name to take
                    path.write_bytes(data)
                    continue
                handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
                ready.append((temporary, path))
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.chmod(temporary, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        while ready:
            temporary, path = ready[0]
            with plainly(str(path)):
                os.replace(temporary, path)
            ready.pop(0)
    finally:
        for temporary, _ in ready:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def print_bytes(data: bytes) -> None:
    """Write to standard output, and make sure that it arrived."""
    with plainly("standard output"):
        if sys.stdout is None:
            raise CommandError("standard output: it is closed")
        rest = memoryview(data)
        while rest:  # an unbuffered stream may take less than it is given
            written = sys.stdout.buffer.write(rest)
            if not written:
                raise CommandError("standard output: it does not take all of the text")
            rest = rest[written:]
        sys.stdout.buffer.flush()
