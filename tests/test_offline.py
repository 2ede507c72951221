"""Nothing ever needs the network: with sockets blocked, an answer is graded and a quiz runs to its end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = """
import socket
_socket = socket.socket
class Blocked(_socket):
    def __init__(self, family=socket.AF_INET, *rest, **more):
        if family not in (getattr(socket, "AF_UNIX", None),):
            raise AssertionError("a socket was opened")
        super().__init__(family, *rest, **more)
socket.socket = Blocked
def refuse(*_, **__):
    raise AssertionError("a name was looked up")
socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which every Python process refuses sockets, worker processes too."""
    (tmp_path / "sitecustomize.py").write_text(BLOCK)
    return {**os.environ, "PYTHONPATH": str(tmp_path), "http_proxy": "http://127.0.0.1:9", "COLUMNS": "100"}


def prep(environment: dict[str, str], *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "interview_prep", *arguments]
    return subprocess.run(
        command, env=environment, input=stdin, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_block_blocks(offline: dict[str, str]) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], env=offline, capture_output=True, text=True, check=False)
    assert "a name was looked up" in done.stderr


@pytest.mark.model
def test_a_quiz_without_a_terminal_grades_with_the_model(offline: dict[str, str], sample_bank: Path) -> None:
    answers = "RAG retrieves documents from a store.\n.\nIt keeps sentences whole.\n.\n"
    done = prep(offline, "quiz", "--bank", "sample", "--n", "2", "--json", stdin=answers)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == 2
    assert {row["grader"]["name"] for row in found} == {"pair" if _has_pair() else "coverage"}, done.stderr


@pytest.mark.model
def test_one_answer_is_graded_with_the_model(offline: dict[str, str], sample_bank: Path) -> None:
    done = prep(offline, "score", "sample-001", "It fetches documents from a store first.", "--json", "-g", "coverage")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["grader"]["model"] == "all-MiniLM-L6-v2"
    assert done.stderr == ""


def _has_pair() -> bool:
    from interview_prep import grading, plugins

    return "pair" in plugins.names(grading)
