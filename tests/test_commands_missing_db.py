"""Commands that look at progress make no database where a mistyped name points to none."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_prep.cli import app


@pytest.mark.parametrize(
    "command", [["stats"], ["history", "guide-0001"], ["rebuild"], ["data", "export"], ["sections"]], ids=" ".join
)
def test_a_database_that_is_not_there_is_not_made(command: list[str], tmp_path: Path) -> None:
    database = tmp_path / "mistyped.db"
    result = CliRunner().invoke(app, [*command, "--db", str(database)])
    assert result.exit_code == 0, result.output
    assert not database.exists()
    assert command == ["sections"] or f"{database} does not exist yet" in result.stderr


def test_an_unknown_grader_is_named_before_the_quiz(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["quiz", "--grader", "nosuch", "--db", str(tmp_path / "x.db")], input="")
    assert result.exit_code == 2
    assert "unknown grader 'nosuch'" in result.stderr
