"""The command: its options, its exit codes, and what it says of bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, repair

XINING = ROOT / "samples" / "xining_2022.txt"
DAMAGED = "次次。。持续深化持续深化““双岗双责双岗双责””\n"
CLEAN = "持续深化“双岗双责”。\n"


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(DAMAGED, "utf-8")
    return path


def test_the_short_form_and_the_long(damaged: Path) -> None:
    short, long = repair(damaged), repair("fix", damaged)
    assert short.stdout == long.stdout == "次。持续深化“双岗双责”\n".encode()
    assert short.said == f"{damaged}: 6 changes: doubling 6\n"
    assert short.returncode == 0


def test_standard_input_and_quiet() -> None:
    done = repair("-", "-q", stdin=DAMAGED.encode())
    assert done.text == "次。持续深化“双岗双责”\n"
    assert done.said == ""
    assert repair("-", stdin=CLEAN.encode()).said == "standard input: no changes\n"


def test_output_directory_and_in_place(damaged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert repair(damaged, "-o", out).stdout == b""
    fixed = out.read_bytes()
    assert repair(damaged, "-d", tmp_path / "new" / "dir").returncode == 0
    assert (tmp_path / "new" / "dir" / "page.txt").read_bytes() == fixed
    assert (tmp_path / "new" / "dir" / "page.txt.log.jsonl").exists()
    os.chmod(damaged, 0o640)
    assert repair(damaged, "-i").returncode == 0
    assert damaged.read_bytes() == fixed
    assert damaged.stat().st_mode & 0o777 == 0o640
    log = tmp_path / "page.txt.log.jsonl"
    assert repair("undo", log, damaged, "-o", damaged).returncode == 0
    assert damaged.read_text("utf-8") == DAMAGED


def test_in_place_leaves_a_clean_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8")
    before = path.stat()
    assert repair(path, "-i").returncode == 0
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(item.name for item in tmp_path.iterdir()) == ["clean.txt"]


def test_several_files_and_a_bad_one(damaged: Path, tmp_path: Path) -> None:
    done = repair(damaged, tmp_path / "none.txt", ROOT / "samples" / "hohhot_2023.txt", "-d", tmp_path / "out")
    assert done.returncode == 2
    assert "none.txt: no such file" in done.said
    assert "2 texts, 2 changed" in done.said
    assert (tmp_path / "out" / "hohhot_2023.txt").exists()


def test_check(damaged: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text(CLEAN, "utf-8")
    assert repair(damaged, "--check").returncode == 1
    assert repair(clean, "--check").returncode == 0
    assert repair(clean, damaged, "--check").returncode == 1


def test_only_skip_and_unknown_filters(damaged: Path) -> None:
    assert repair(damaged, "--skip", "doubling").text == DAMAGED
    assert repair(damaged, "--only", "margins").text == DAMAGED
    done = repair(damaged, "--only", "doublin")
    assert done.returncode == 2
    assert "there is no filter 'doublin'; the filters are" in done.said


def test_suggestions_are_made_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("本 期 导 读\n", "utf-8")
    done = repair(path)
    assert done.text == "本 期 导 读\n"
    assert done.said.endswith("no changes · 1 suggestion\n")
    assert repair(path, "--with-suggestions").text == "本期导读\n"


def test_json_has_blocks_with_kinds_and_source_spans() -> None:
    page = json.loads(repair(XINING, "--format", "json").text)
    original = XINING.read_text("utf-8")
    assert page["encoding"] == "utf-8"
    kinds = {block["kind"] for block in page["blocks"]}
    assert {"byline", "heading", "paragraph"} <= kinds
    assert [block["text"] for block in page["blocks"]] == [line for line in repair(XINING).text.split("\n") if line]
    for block in page["blocks"]:
        (span,) = block["source"]
        source = original[span["start"] : span["end"]]
        assert source[0] == block["text"][0]
        assert source[-1] == block["text"][-1]
        assert original.count("\n", 0, span["start"]) + 1 == span["line"]


def test_markdown(tmp_path: Path) -> None:
    done = repair(XINING, "--format", "markdown")
    assert done.text.startswith("*本报记者 张永黎*\n\n时间记录")
    assert "\n\n## 强化理论武装 筑牢思想同心\n\n" in done.text


def test_diff_is_aligned_and_names_everything(damaged: Path) -> None:
    done = repair(damaged, "--diff")
    assert done.text.splitlines()[:3] == [
        f"{damaged}:1:2  doubling: a run drawn more than once (#1, #2, #3 and 3 more)",
        "  − 次次。。持续深化持续深化““双岗双责双岗双责””⏎",
        "  + 次╌╌。╌╌持续深化╌╌╌╌╌╌╌╌“╌双岗双责╌╌╌╌╌╌╌╌”╌⏎",
    ]
    assert "\x1b" not in done.text


def test_show_accept_and_reject(damaged: Path, tmp_path: Path) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    repair(damaged, "--log", log, "-o", out)
    assert len(repair("show", log).text.splitlines()) == 6
    assert repair("show", log, damaged).text == repair(damaged, "--diff").text
    assert repair("show", log, out).text.splitlines()[1:] == repair("show", log, damaged).text.splitlines()[1:]
    done = repair("reject", log, out, "1", "5-6", "-i")
    assert done.returncode == 0
    assert out.read_text("utf-8") == "次次。持续深化“双岗双责双岗双责””\n"
    assert repair("undo", log, out).text == DAMAGED
    assert repair("apply", log, damaged).stdout == out.read_bytes()
    assert repair("accept", log, damaged, "all").text == "次。持续深化“双岗双责”\n"
    rejected = repair("reject", log, damaged, "all", "--log", tmp_path / "other")
    assert rejected.text == DAMAGED
    assert repair("apply", log, damaged).text == "次。持续深化“双岗双责”\n"
    assert repair("apply", tmp_path / "other", damaged).text == DAMAGED


def test_accepting_what_is_not_there(damaged: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    repair(damaged, "--log", log)
    before = log.read_bytes()
    assert "no change 77; its changes are 1 to 6" in repair("accept", log, damaged, "77").said
    assert "is neither a number of a change" in repair("accept", log, damaged, "x").said
    assert "is no range" in repair("accept", log, damaged, "5-1").said
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x01\x08\x06\x00\xff\xfe",
            "this looks like a binary file",
        ),
        (b"ok so far \xff\xff\xff\xff\xff", "not utf-8: byte 10 (0xff) cannot be read"),
    ],
)
def test_bad_bytes(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "bad"
    path.write_bytes(data)
    done = repair(path, "-o", tmp_path / "out", "--log", tmp_path / "log")
    assert done.returncode == 2
    assert sentence in done.said
    assert len(done.said.splitlines()) == 1
    assert [item.name for item in tmp_path.iterdir()] == ["bad"]


def test_nuls_in_a_text_are_a_fault_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "nul"
    path.write_text("中文\0报纸，" * 3 + "x" * 400 + "\n", "utf-8")
    done = repair(path, "--log", tmp_path / "log")
    assert "\0" not in done.text
    (tmp_path / "out").write_bytes(done.stdout)
    assert repair("undo", tmp_path / "log", tmp_path / "out").stdout == path.read_bytes()


def test_named_encodings(tmp_path: Path) -> None:
    path = tmp_path / "page"
    text = "人民日報報導，這個問題很重要。次次。。持續深化持續深化““雙崗””\n"
    for encoding in ("utf-16", "utf-8-sig", "big5", "gb18030", "utf-32-be"):
        path.write_text(text.replace("““雙崗””", "") * 20, encoding)
        named = ("--encoding", encoding) if encoding in ("utf-32-be",) else ()
        done = repair(path, "--log", tmp_path / "log", *named)
        assert done.text.startswith("人民日報報導"), encoding
        (tmp_path / "out").write_bytes(done.stdout)
        assert repair("undo", tmp_path / "log", tmp_path / "out").stdout == path.read_bytes(), encoding
    assert "there is no encoding 'klingon'" in repair(path, "--encoding", "klingon").said
    assert "not ascii: byte 1" in repair(XINING, "--encoding", "ascii").said


def test_a_log_of_another_text(damaged: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    repair(XINING, "--log", log)
    for command in ("undo", "apply", "show"):
        done = repair(command, log, damaged)
        assert done.returncode == 2
        assert "is not the" in done.said
        assert done.stdout == b""
    done = repair("undo", damaged, damaged)
    assert done.returncode == 2
    assert "not a sound repair log: line 1" in done.said


def test_wrong_use(damaged: Path, tmp_path: Path) -> None:
    for args, sentence in (
        ((damaged, "-o", damaged), "cannot be one file"),
        ((damaged, "--log", damaged), "cannot be one file"),
        ((damaged, "-o", tmp_path / "x", "--log", tmp_path / "x"), "would have one name"),
        ((damaged, damaged), "several files need"),
        ((damaged, "-i", "-o", tmp_path / "x"), "cannot go together"),
        ((damaged, "--diff", "-i"), "write nothing"),
        ((damaged, "-d", tmp_path), "cannot be one file"),
        (("-", "-i"), "neither with standard input"),
        ((damaged, ROOT / "tests" / ".." / "samples" / "x" / ".." / "page.txt", "-d", tmp_path), "one name"),
        ((), ""),
        ((damaged, "--nonsense"), "No such option"),
    ):
        done = repair(*args)
        assert done.returncode == 2, args
        assert sentence in done.said + done.text, args
    assert damaged.read_text("utf-8") == DAMAGED


def test_nothing_writes_over_the_way_back(damaged: Path, tmp_path: Path) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    repair(damaged, "--log", log, "-o", out)
    before = log.read_bytes(), out.read_bytes()
    for args in (
        ("undo", log, out, "-o", log),
        ("apply", log, damaged, "-o", log),
        ("apply", log, damaged, "-o", damaged),
        ("reject", log, out, "1", "-o", log),
        ("reject", log, out, "1", "--log", out),
        ("reject", log, out, "1", "-o", tmp_path / "n", "--log", tmp_path / "n"),
    ):
        assert repair(*args).returncode == 2, args
    assert (log.read_bytes(), out.read_bytes()) == before
    assert repair(damaged, "-i").returncode == 0
    damaged.write_text(DAMAGED + DAMAGED, "utf-8")
    again = repair(damaged, "-i")
    assert again.returncode == 2
    assert "is the log of an earlier repair, and the only way back" in again.said
    assert "this is a log of repair, not a text" in repair(log).said


def test_a_text_that_becomes_empty_can_be_had_back(tmp_path: Path) -> None:
    path = tmp_path / "blank"
    path.write_text("\n\n\n", "utf-8")
    assert repair(path, "-i").returncode == 0
    assert path.read_bytes() == b""
    assert repair("undo", tmp_path / "blank.log.jsonl", path).text == "\n\n\n"


def test_a_file_left_in_its_encoding_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes("本 期 导 读\n".encode("gb18030"))
    assert repair(path, "-i", "--encoding", "gb18030").returncode == 0
    assert repair("undo", tmp_path / "page.log.jsonl", path).stdout == path.read_bytes()


def test_closed_and_narrow_streams(damaged: Path) -> None:
    shell = f'"{sys.executable}" -m repair_cli'
    for command, code in (
        (f"{shell} {damaged} >&-", 2),
        (f"{shell} - <&-", 2),
        (f"{shell} --help > /dev/full", 2),
        (f"PYTHONUNBUFFERED=1 {shell} {XINING} > /dev/full", 2),
        (f"PYTHONIOENCODING=ascii {shell} {damaged} --diff", 0),
        (f"PYTHONIOENCODING=gbk {shell} explain wraps", 0),
        (f"{shell} {damaged} --encoding undefined", 2),
        (f"{shell} {damaged} --encoding base64", 2),
    ):
        done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
        assert done.returncode == code, (command, done)
        assert b"Traceback" not in done.stderr, (command, done.stderr)


def test_files_that_cannot_be_read_or_written(damaged: Path, tmp_path: Path) -> None:
    assert "is a directory" in repair(tmp_path).said
    assert "no such file" in repair(tmp_path / "none").said
    assert "no such file" in repair(damaged, "-o", tmp_path / "no" / "where").said
    assert "is a directory" in repair(damaged, "-o", tmp_path).said
    assert (
        "not a directory" in repair(damaged, "-d", damaged).said or "file exists" in repair(damaged, "-d", damaged).said
    )
    for args in ((damaged, "-o", "/dev/full"), (damaged, "--log", "/dev/full")):
        done = repair(*args)
        assert done.returncode == 2
        assert "no space left" in done.said
        assert done.stdout == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(damaged: Path) -> None:
    damaged.chmod(0)
    assert "permission denied" in repair(damaged).said


def test_a_log_that_cannot_be_written_leaves_no_text(damaged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert repair(damaged, "-o", out, "--log", tmp_path / "no" / "log").returncode == 2
    assert sorted(item.name for item in tmp_path.iterdir()) == ["page.txt"]


@pytest.mark.parametrize("flags", [(), ("--diff",), ("--format", "json")])
def test_a_closed_pipe_and_a_full_disk(flags: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "repair_cli", str(XINING), *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 141
    assert b"Traceback" not in said
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"standard output: no space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_filter_that_raises_is_passed_by(damaged: Path, tmp_path: Path) -> None:
    patch = tmp_path / "sitecustomize.py"
    patch.write_text(
        "from repair.filters.doubling import Doubling\n"
        "def edits(self, text):\n    yield from ()\n    raise ValueError('boom')\n"
        "Doubling.edits = edits\n"
    )
    done = repair(damaged, "--log", tmp_path / "log", PYTHONPATH=str(tmp_path))
    assert done.returncode == 123
    assert done.text == DAMAGED
    assert "filter doubling failed and was passed by: ValueError: boom" in done.said
    assert '"failures": [{"filter": "doubling", "error": "ValueError: boom"}]' in (tmp_path / "log").read_text("utf-8")


def test_filters_and_explain() -> None:
    listed = repair("filters").text
    for name in ("doubling", "wraps", "margins"):
        assert name in listed
        page = repair("explain", name).text
        assert "Left alone:" in page
        assert "left alone" in page.partition("· ")[2]
    assert repair("explain", "nothing").returncode == 2


def test_eval() -> None:
    golden = ROOT / "golden" / "samples" / "xining_2022.txt"
    assert "blocks right          100.000%    26 of 26" in repair("eval", golden, golden).text
    found = json.loads(repair("eval", XINING, golden, "--json").text)
    assert found["cer"] > 0.2
    assert found["blocks"] == 26


def test_help_names_every_command_and_option() -> None:
    top = repair("--help").text
    for command in ("fix", "show", "undo", "apply", "accept", "reject", "filters", "explain", "eval"):
        assert f"  {command} " in top
        page = repair(command, "--help")
        assert page.returncode == 0
        assert "Usage: " in page.text
    page = repair("fix", "--help").text
    for option in (
        "-o",
        "-d",
        "-i",
        "--log",
        "--diff",
        "--check",
        "--format",
        "--only",
        "--skip",
        "--with-suggestions",
        "--encoding",
        "--quiet",
    ):
        assert option in page
    assert repair("--version").text.startswith("repair, version ")
    readme = (ROOT / "README.md").read_text("utf-8")
    for option in ("--diff", "--log", "--check", "undo", "accept", "reject", "explain"):
        assert option in readme


def test_a_hyphen_is_standard_output_and_nothing_is_no_name(tmp_path: Path) -> None:
    assert repair("-", "-o", "-", stdin=DAMAGED.encode()).text == "次。持续深化“双岗双责”\n"
    assert "a file cannot have an empty name" in repair("-", "-o", "", stdin=DAMAGED.encode()).said


def test_import_is_light() -> None:
    probe = "import sys, repair; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"numpy", "opencc", "rapidfuzz", "regex", "rich", "ftfy", "lzma", "unicodedata2", "click"}
