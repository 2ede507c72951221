"""The user's settings."""

from pathlib import Path

import pytest

from interview_prep import settings
from interview_prep.errors import PrepError
from interview_prep.settings import Settings


def write(text: str) -> Path:
    path = settings.place()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_without_a_file() -> None:
    assert settings.load() == Settings(desired_retention=0.9, new_per_day=10, reviews_per_day=50, grader=None)


def test_what_is_set_wins() -> None:
    write('desired_retention = 0.85\nnew_per_day = 3\ngrader = "keywords"\n')
    assert settings.load() == Settings(desired_retention=0.85, new_per_day=3, grader="keywords")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("desired_retention = 1.5", "desired_retention is 1.5; write a number from 0.7 to 0.99"),
        ('desired_retention = "high"', "desired_retention is 'high'; write a number from 0.7 to 0.99"),
        ("new_per_day = -1", "new_per_day is -1; write a whole number from 0 to 9999"),
        ("new_per_day = 2.5", "new_per_day is 2.5; write a whole number from 0 to 9999"),
        ("reviews_per_day = true", "reviews_per_day is True; write a whole number from 0 to 9999"),
        ("grader = 3", "grader is 3; write a name in quotes"),
        ("new_a_day = 3", "unknown setting 'new_a_day'; did you mean 'new_per_day'?"),
        (
            "zzz = 3",
            "unknown setting 'zzz'; known ones: desired_retention, new_per_day, reviews_per_day, grader",
        ),
    ],
)
def test_a_wrong_setting_is_one_line(text: str, line: str) -> None:
    """A wrong setting names the file, the value and what to write instead."""
    path = write(text)
    with pytest.raises(PrepError) as error:
        settings.load()
    assert str(error.value) == f"{path}: {line}"
    assert error.value.exit_code == 1


def test_broken_toml_is_one_line() -> None:
    path = write("new_per_day = ")
    with pytest.raises(PrepError, match=r"not valid TOML: .*; mend it or remove the file") as error:
        settings.load()
    assert str(error.value).startswith(f"{path}: ") and "\n" not in str(error.value)
