"""Dependencies point inwards, starting is cheap, and each library that we did not write has an owner."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import interview_prep

ROOT = Path(interview_prep.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in ROOT.rglob("*.py")
}

INNERMOST = {"model", "errors"}
PURE = {
    "banks",  # reads files, but nothing else
    "catalogue",
    "listing",
    "nearness",
    "plugins",
    "sampling",
    "scheduling",
    "selection",
    "session",
    "suggestions",
    "twins",
    "lint",
}
EDGES = {"cli", "storage", "documents", "dialects", "grading", "export"}

# A library is named by few, so that it can be replaced; what only words errors or types may use the quick ones.
OWNERS = {
    "fsrs": {"scheduling"},
    "genanki": {"export.anki"},
    "markdown_it": {"markup"},
    "platformdirs": {"paths"},
    "sqlite_utils": {"schema", "sqlite", "storage"},
    "yaml": {"bankfile", "bankcheck", "banklines"},
    "prompt_toolkit": {"cli"},
    "rich": {"cli"},
    "typer": {"cli"},
    "sentence_transformers": {"grading"},
    "transformers": {"grading"},
    "onnxruntime": {"grading"},
    "tokenizers": {"grading"},
    "safetensors": {"grading"},
    "numpy": {"grading"},
    "pypdf": {"documents"},
    "docx": {"documents"},
}
HEAVY = (
    "torch",
    "onnxruntime",
    "sentence_transformers",
    "transformers",
    "numpy",
    "genanki",
    "sqlite_utils",
    "fsrs",
    "yaml",
    "rapidfuzz",
)


def imports(path: Path, whole: bool = True) -> Iterator[str]:
    """Yield what a module imports, as dotted names; not for types alone; without ``whole`` at its top level only."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree) if whole else tree.body:
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    """Return the rooms of our own that a module imports: the first part of the name within the package."""
    own = (name.split(".")[1] for name in imports(path) if name.startswith("interview_prep."))
    return {room for room in own if not room.startswith("__")}


def within(room: str, among: set[str]) -> bool:
    return any(room == each or room.startswith(f"{each}.") for each in among)


@pytest.mark.parametrize("name", sorted(INNERMOST))
def test_the_innermost_row_imports_the_standard_library_alone(name: str) -> None:
    foreign = {found.split(".")[0] for found in imports(MODULES[name])} - set(sys.stdlib_module_names)
    assert not foreign


@pytest.mark.parametrize("name", sorted(name for name in MODULES if within(name, PURE)))
def test_the_pure_row_imports_no_edge(name: str) -> None:
    allowed = {"grading"} if name == "lint.own_answers" else set()  # the one rule that is asked for by `--grade`
    assert not rooms(MODULES[name]) & EDGES - allowed


@pytest.mark.parametrize("name", sorted(name for name in MODULES if name and not within(name, {"cli", "__main__"})))
def test_nothing_but_the_command_line_imports_the_command_line(name: str) -> None:
    assert "cli" not in rooms(MODULES[name])


@pytest.mark.parametrize("name", ["sampling", "selection", "scheduling", "catalogue", "twins", "nearness"])
def test_the_pure_row_reads_no_clock_and_no_global_random(name: str) -> None:
    source = MODULES[name].read_text("utf-8")
    for forbidden in ("datetime.now", "time.time(", "random.random()", "random.choice", "print(", "open("):
        assert forbidden not in source.replace("rng.random()", "")


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_each_library_has_an_owner(library: str) -> None:
    users = {name for name, path in MODULES.items() if library in {found.split(".")[0] for found in imports(path)}}
    assert {name for name in users if not within(name, OWNERS[library])} == set()


def loaded_by(*arguments: str) -> set[str]:
    """Return the modules that are loaded after a command, by a fresh Python."""
    code = (
        "import sys\n"
        f"sys.argv = ['prep', *{arguments!r}]\n"
        "from interview_prep.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split())


def test_help_loads_nothing_heavy() -> None:
    assert not loaded_by("--help") & {*HEAVY, "rich.console", "pydantic"}


@pytest.mark.parametrize("arguments", [("sample", "--n", "3"), ("list",), ("sections",), ("show", "aws-001")])
def test_looking_at_questions_loads_no_model_and_no_database(arguments: tuple[str, ...]) -> None:
    heavy = {"torch", "sentence_transformers", "transformers", "numpy", "genanki", "sqlite_utils", "fsrs"}
    assert not loaded_by(*arguments) & heavy
