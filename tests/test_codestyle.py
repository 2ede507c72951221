"""Functions under 40 lines, modules under 300, no room for everything: what readers may count on."""

import ast
from pathlib import Path

import pytest

import interview_prep

ROOT = Path(interview_prep.__file__).parent
MODULES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py"))
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_short(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("name", MODULES)
def test_functions_are_short(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert {node.name: lines(node) for node in functions if lines(node) > LONGEST_FUNCTION} == {}


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function from its `def`, without its docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    docstring = function.body[0]
    return whole - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


@pytest.mark.parametrize("name", MODULES)
def test_no_file_is_named_after_nothing(name: str) -> None:
    parts = set(Path(name).with_suffix("").parts)
    assert not parts & {"utils", "util", "helpers", "common", "misc", "manager"}
