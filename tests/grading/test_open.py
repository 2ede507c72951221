"""Opening a grader: what keeps one from loading is said in one line."""

import sys

import pytest

from interview_prep.errors import PrepError
from interview_prep.grading import open_grader


def test_a_grader_whose_libraries_cannot_be_imported_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("interview_prep.grading.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(
        sys.modules, "onnxruntime", None
    )  # makes `import onnxruntime` fail, as an install without it does
    with pytest.raises(PrepError, match=r"the grader 'pair' cannot load .*`--grader keywords` does without"):
        open_grader("pair")


def test_an_unknown_grader_is_named_with_the_choices() -> None:
    with pytest.raises(PrepError, match="keywords"):
        open_grader("keyword")
