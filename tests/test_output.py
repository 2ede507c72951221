"""Where output goes: pipes that close, disks that are full, files, folders and links."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from interview_prep import atomic
from interview_prep.cli import app

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX devices and permissions")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def process(*arguments: str, stdout: int) -> tuple[int, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "interview_prep", *arguments], stdout=stdout, stderr=subprocess.PIPE, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [("list", "--json"), ("list",), ("show", "aws-001"), ("sections", "--json")])
def test_a_reader_that_leaves_is_no_error(arguments: tuple[str, ...]) -> None:
    """`prep list | head -1` ends quietly and with 0."""
    reading, writing = os.pipe()
    os.close(reading)
    assert process(*arguments, stdout=writing) == (0, b"")
    os.close(writing)


@posix
@pytest.mark.parametrize("arguments", [("list", "--json"), ("show", "aws-001")])
def test_a_full_disk_is_one_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, error = process(*arguments, stdout=full.fileno())
    assert (code, error) == (1, b"prep: No space left on device; make room and try again\n")


@pytest.mark.parametrize(
    "arguments",
    [("sample", "--n", "1"), ("export", "--to", "csv"), ("data", "export")],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_that_is_not_there_is_not_made(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, "-o", tmp_path / "no" / "file")
    assert result.exit_code == 2
    assert result.stderr == f"prep: {tmp_path / 'no'}: no such folder; make it, or name a file in one that is there\n"
    assert not (tmp_path / "no").exists()


@posix
def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    result = run("data", "export", "-o", tmp_path / "file")
    assert result.exit_code == 2
    assert result.stderr == f"prep: {tmp_path / 'file'}: Is a directory; name a file that can be written\n"


@posix
def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    atomic.write_text(file, "old")
    link.symlink_to(file)
    atomic.write_text(link, "new")
    assert link.is_symlink() and file.read_text() == "new"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    atomic.write_text(tmp_path / "pipe", "new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)


@posix
def test_a_link_to_an_open_pipe_is_written_to() -> None:
    reading, writing = os.pipe()
    atomic.write_text(Path(f"/dev/fd/{writing}"), "new")
    assert os.read(reading, 9) == b"new"
    os.close(writing)
    os.close(reading)


@posix
def test_a_new_file_is_as_private_as_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        atomic.write_text(tmp_path / "file", "mine")
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_control_sequences_of_a_bank_do_not_reach_the_terminal_through_messages(places: Path) -> None:
    name = "m\x1b[31m.yaml" if os.name != "nt" else "m.yaml"
    text = 'bank: m\nprefix: m\nquestions:\n- {id: m-1, section: S, question: q, "\\e[31mx": 1}\n'
    (places / "banks" / name).write_text(text)
    result = run("list", "-b", "llmops-rag")
    assert "\x1b" not in result.stderr and "unknown field '\\x1b[31mx'" in result.stderr


CONTROLS = 'bank: m\nprefix: m\nquestions:\n- {id: m-1, section: S, question: "A\\e[31mred\\a \\x9b1mone"}\n'


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--to", "markdown"),
        ("export", "--to", "csv"),
        ("export", "--to", "json"),
        ("sample", "--format", "markdown"),
        ("sample", "--format", "json"),
        ("sample", "--format", "table"),
    ],
    ids="-".join,
)
def test_a_terminal_gets_no_control_sequences_of_a_bank(arguments: tuple[str, ...], places: Path) -> None:
    import pexpect

    (places / "banks" / "m.yaml").write_text(CONTROLS)
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"}
    arguments = ("-m", "interview_prep", *arguments, "-b", "m")
    shown = str(pexpect.run(f"{sys.executable} {' '.join(arguments)}", env=environment, encoding="utf-8", timeout=60))
    assert re.search(r"A(\\u001b\[31m)?red(\\u0007)? (\\u009b1m)?one", shown)
    assert [mark for mark in ("\x1b[31m", "\a", "\x9b") if mark in shown] == []
    assert ("\x1b[1m" in shown) is ("table" in arguments), "the table has colours of its own"


@pytest.mark.parametrize("arguments", [("export", "--to", "csv"), ("export", "--to", "markdown"),
                                       ("sample", "--seed", "1", "--format", "markdown")], ids="-".join)  # fmt: skip
def test_files_and_pipes_get_the_text_as_it_is(arguments: tuple[str, ...], places: Path, tmp_path: Path) -> None:
    (places / "banks" / "m.yaml").write_text(CONTROLS)
    piped = run(*arguments, "-b", "m").stdout_bytes
    assert "A\x1b[31mred\a \x9b1mone".encode() in piped
    run(*arguments, "-b", "m", "-o", tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == piped


def test_a_group_without_its_command_shows_help() -> None:
    result = run("data")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ") and "export" in result.stderr


def test_a_link_that_leads_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match="symbolic links"):
        atomic.write_text(tmp_path / "a", "new")
