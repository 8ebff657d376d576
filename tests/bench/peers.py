"""The tools that are measured, each in an environment of its own under `.bench`, so that their dependencies cannot meet."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HOME = Path(".bench")
WORKERS = Path(__file__).parent
PATIENCE = 900
"""Seconds that an installation, or a task, may take."""


class Peer(NamedTuple):
    """A tool: the package that holds it, with the release measured, and what it is called in the tables."""

    name: str
    package: str
    what: str


PEERS = (
    Peer("repair", "", "repair, all filters"),
    Peer("ftfy", "ftfy==6.3.1", "ftfy, default"),
    Peer("ftfy-careful", "ftfy==6.3.1", "ftfy, careful: no quotes, widths or ligatures"),
    Peer("autocorrect", "autocorrect-py==2.14.0", "AutoCorrect (Rust)"),
    Peer("zhlint", "zhlint@0.8.2", "zhlint (npm)"),
    Peer("clean-text", "clean-text==0.7.1", "clean-text, neither ASCII nor lower case"),
    Peer("cjk-text-formatter", "cjk-text-formatter==1.2.1", "cjk-text-formatter"),
    Peer("data-juicer", "py-data-juicer==1.6.1 aiohttp", "data-juicer, repeated sentences"),
    Peer("regex-repeats", "", "regexes: what stands twice on end, once"),
    Peer("regex-lines", "", "regexes: lines joined between ideographs, spaces and ASCII marks"),
)


class Ran(NamedTuple):
    """What a task gave: the outputs, the seconds of each round, seconds to start, and the peak of memory in megabytes."""

    outputs: list[str]
    seconds: list[float]
    start: float
    memory: float
    version: str


def install(peer: Peer) -> str | None:
    """Install a peer; return why not, if it cannot be had."""
    home = HOME / peer.name.replace("-careful", "")
    if not peer.package:
        return None
    if "@" in peer.package:
        home.mkdir(parents=True, exist_ok=True)
        steps = [["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), peer.package]]
    else:
        steps = [
            [sys.executable, "-m", "venv", str(home)],
            [
                str(home / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                *peer.package.split(),
            ],
        ]
    for step in steps:
        try:
            done = subprocess.run(step, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["it failed"])[-1]
    return None


def run(peer: Peer, texts: list[str], *, rounds: int = 1, keep: bool = True) -> Ran | str:
    """Let a peer work on texts, in a process of its own; return why not, if it fails."""
    task, answer = HOME / "task.json", HOME / "answer.json"
    task.write_text(json.dumps({"texts": texts, "rounds": rounds, "keep": keep}), "utf-8")
    home = HOME / peer.name.replace("-careful", "")
    if "@" in peer.package:
        command = ["node", str(WORKERS / "worker.mjs"), str(home), str(task), str(answer)]
    else:
        python = str(home / "bin" / "python") if peer.package else sys.executable
        command = [python, str(WORKERS / "worker.py"), peer.name, str(task), str(answer)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"longer than {PATIENCE // 60} minutes"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it failed"])[-1][:100]
    return Ran(**json.loads(answer.read_text("utf-8")))
