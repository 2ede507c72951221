"""JSON that a terminal can show: what it would obey is escaped, in what every command prints."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import interview_prep
from interview_prep import jsontext
from interview_prep.cli import app

OBEYED = "".join(map(chr, [*range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
BANK = f"""\
bank: m
prefix: m
questions:
- id: m-1
  section: "S {json.dumps(OBEYED)[1:-1]}"
  question: "Q {json.dumps(OBEYED)[1:-1]} für 🙂?"
  topics: [one]
  key_points: ["It waits {json.dumps(OBEYED)[1:-1]} for the store."]
  answer: "It waits."
  answer_source: authored
"""


def test_each_character_that_a_terminal_obeys_is_escaped() -> None:
    text = jsontext.dumps({OBEYED: [OBEYED, "für 🙂 \x1b"]})
    assert not set(text) & {*OBEYED, "\x1b"}
    assert (json.loads(text), "für 🙂" in text) == ({OBEYED: [OBEYED, "für 🙂 \x1b"]}, True)


@pytest.mark.parametrize(("character", "written"), [("\x9b", "\\u009b"), ("\u202e", "\\u202e"), ("\ud800", "\\ud800")])
def test_as_json_writes_it(character: str, written: str) -> None:
    assert jsontext.dumps(character) == f'"{written}"'


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some))
)
def test_it_means_the_same(value: object) -> None:
    assert json.loads(jsontext.dumps(value)) == json.loads(jsontext.dumps(value, indent=2)) == value


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "-b", "m", "--json"),
        ("show", "m-1", "--json"),
        ("sections", "-b", "m", "--json"),
        ("lint", "m", "--json"),
        ("sample", "-b", "m", "--answers", "--format", "json"),
        ("export", "-b", "m", "--to", "json"),
        ("quiz", "-b", "m", "--json"),
        ("history", "m-1", "--json"),
        ("stats", "--json"),
        ("data", "export"),
        ("score", "m-1", OBEYED, "-g", "keywords", "--json"),
        ("grade", "-", "-g", "keywords"),
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.usefixtures("bag")
def test_what_a_command_prints(arguments: tuple[str, ...], places: Path) -> None:
    """Neither a bank's text nor an answer nor a column that is passed through reaches a terminal unescaped."""
    (places / "banks" / "m.yaml").write_text(BANK)
    row = f'{{"question_id": "m-1", "answer": "It waits {OBEYED}", "{OBEYED}": "{OBEYED}", "n": ["{OBEYED}"]}}\n'
    if arguments[0] in ("history", "stats", "data"):
        answer = f"It waits {OBEYED}\n.\n".encode()
        assert CliRunner().invoke(app, ["quiz", "-b", "m", "--json"], input=answer).exit_code == 0
    result = CliRunner().invoke(app, arguments, input=row.encode())
    assert result.exit_code == (arguments[0] == "lint"), result.output
    assert json.loads(result.stdout if arguments[0] in ("data", "export", "sample") else result.stdout.splitlines()[0])
    assert not set(result.stdout) & set(OBEYED)


def test_no_command_writes_json_in_another_way() -> None:
    root = Path(interview_prep.__file__).parent
    assert [path.name for path in (root / "cli").glob("*.py") if "json.dumps(" in path.read_text("utf-8")] == []
