"""Every Python example of the authored coding challenges runs as it stands, with the standard library alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from interview_prep import banks, paths
from interview_prep.model import Question

_BLOCK = re.compile(r"^```python\n(.*?)^```", re.S | re.M)
_CHALLENGES = [
    question
    for question in banks.load(paths.packaged_banks() / "genai-guide.yaml").questions
    if question.subsection == "Coding Challenges"
]


def test_there_are_fifteen_challenges_with_one_example_each() -> None:
    assert [len(_BLOCK.findall(question.answer or "")) for question in _CHALLENGES] == [1] * 15


@pytest.mark.parametrize("question", _CHALLENGES, ids=lambda question: question.id)
def test_example_runs(question: Question, tmp_path: Path) -> None:
    """An example runs in an isolated interpreter, offline, without another package."""
    (code,) = _BLOCK.findall(question.answer or "")
    script = tmp_path / "example.py"
    script.write_text("import sys\nsys.path[:] = [p for p in sys.path if 'site-packages' not in p]\n" + code, "utf-8")
    command = [sys.executable, "-I", str(script)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
