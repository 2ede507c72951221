"""Graders that tests share: one loaded model, one embedder that counts words."""

import sys
from pathlib import Path

import pytest
from embedder import BagOfWords

from interview_prep.grading import Grading, coverage, open_grader
from interview_prep.grading._score import calibration, scale

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))


@pytest.fixture
def counting() -> coverage.Coverage:
    return coverage.Coverage(BagOfWords(), calibration()["graders"]["coverage"]["weights"], scale("coverage"))


@pytest.fixture(scope="module")
def grader() -> Grading:
    return open_grader("pair")


@pytest.fixture(scope="session")
def loaded(cache: Path) -> Grading:
    """Return `coverage` with its model, loaded once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        patch.setenv("XDG_CONFIG_HOME", str(cache / "no-config"))
        return open_grader("coverage")
