"""The command as a user runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Ran(subprocess.CompletedProcess[bytes]):
    """What came of it."""

    @property
    def said(self) -> str:
        return self.stderr.decode()

    @property
    def text(self) -> str:
        return self.stdout.decode()


def repair(*args: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "repair_cli", *map(str, args)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "error", "NO_COLOR": "1", "COLUMNS": "100", **env},
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Ran(done.args, done.returncode, done.stdout, done.stderr)
