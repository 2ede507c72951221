"""A person's mended fields over the banks that come with the program."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from interview_prep import banks
from interview_prep.cli import app
from interview_prep.model import Question
from interview_prep.paths import user_banks


@pytest.fixture
def folder(places: Path) -> Path:
    """Make the folder of the user's own fields."""
    place = user_banks() / "overrides"
    place.mkdir(parents=True)
    return place


def write(folder: Path, text: str, name: str = "aws-production") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def question(key: str) -> Question:
    return banks.discover().question(key)


def test_fields_stand_over_the_bank(folder: Path) -> None:
    """Only the given fields are replaced; the question counts as changed when the file was written."""
    before = question("aws-003")
    write(folder, "aws-003:\n  key_points: [One point here., Another point.]\n  note: Mine.\n")
    after = question("aws-003")
    assert after.key_points == ("One point here.", "Another point.")
    assert (after.note, after.answer, after.question) == ("Mine.", before.answer, before.question)
    assert str(after.changed) > str(before.changed)
    assert question("aws-004") == banks.discover(overridden=False).question("aws-004")


def test_problems_have_their_lines(folder: Path) -> None:
    """What is wrong in an override is a warning with its line; the rest of the file still holds."""
    path = write(
        folder,
        "aws-03:\n  note: x\naws-004:\n  knd: x\n  number: 4\naws-005: 3\naws-006:\n  kind: foo\n"
        "aws-007:\n  question: ''\naws-008:\n  note: good\n5: {note: x}\n",
    )
    broken = write(folder, "a: [", "genai-qa")
    lost = write(folder, "x:\n  note: y\n", "nope")
    library = banks.discover()
    assert library.warnings == (
        f"{path}:5: question 'aws-004': `number` cannot be mended; remove it",
        f"{path}:4: question 'aws-004': unknown field 'knd'; did you mean 'kind'?",
        f"{path}:6: 'aws-005' has no fields; write them below it, as `field: value`",
        f"{path}:8: question 'aws-006': kind is 'foo'; choose from: knowledge, design, coding, scenario, behavioral",
        f"{path}:10: question 'aws-007': the question is empty; write it or remove the field",
        f"{path}:13: the id 5 is not a text; write it in quotes",
        f"{path}:1: bank 'aws-production' has no question 'aws-03'; did you mean 'aws-003'?",
        f"{broken}:2: not valid YAML: did not find expected node content; mend the line",
        f"{lost}:1: there is no bank 'nope'; name the file after its bank",
    )
    assert library.question("aws-008").note == "good"


def test_two_banks_of_one_name_are_both_there(folder: Path) -> None:
    """A file of mended fields goes over every bank of its name, and takes none away."""
    for key in ("a", "b"):
        text = f"bank: mine\nprefix: m\nquestions:\n- {{id: {key}-1, section: S, question: What?}}\n"
        (user_banks() / f"{key}.yaml").write_text(text, encoding="utf-8")
    write(folder, "a-1: {note: A}\nb-1: {note: B}\n", "mine")
    library = banks.discover()
    assert [(q.id, q.note) for q in library.questions() if q.bank == "mine"] == [("a-1", "A"), ("b-1", "B")]
    assert not library.warnings


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(path))


def edit(key: str) -> Result:
    return CliRunner().invoke(app, ["edit", key])


def test_edit_keeps_what_differs(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`prep edit` stores the fields that differ, and takes them back where they are as in the bank again."""
    editor(tmp_path, monkeypatch, "sed -i 's/^kind: .*/kind: design/' \"$1\"")
    assert edit("aws-003").stdout == "aws-003: your own now: kind\n"
    assert question("aws-003").kind == "design"
    text = (folder / "aws-production.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Your own changes to the bank aws-production")
    assert "key_points" not in text
    editor(tmp_path, monkeypatch, "true")
    assert edit("aws-003").stdout == "aws-003: not changed\n"
    editor(tmp_path, monkeypatch, "sed -i '/^kind: /d' \"$1\"")
    assert edit("aws-003").stdout == "aws-003: your own now: nothing, as in the bank\n"
    assert question("aws-003").kind == "knowledge"


def test_edit_keeps_nothing_that_is_wrong(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with a mistake is not stored, and not lost: the message names its line and where it lies."""
    editor(tmp_path, monkeypatch, "sed -i 's/^kind: .*/kind: poem/' \"$1\"")
    result = edit("aws-003")
    assert result.exit_code == 1
    assert "question 'aws-003': kind is 'poem'; choose from: knowledge, design" in result.stderr
    kept = Path(result.stderr.split("your text is kept in ")[1].split(";")[0])
    assert "kind: poem" in kept.read_text(encoding="utf-8")
    kept.unlink()
    assert not list(folder.iterdir())


def test_edit_without_an_editor_or_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    result = edit("aws-003")
    assert (result.exit_code, result.stderr) == (
        2,
        "prep: no-such-editor: No such file or directory; set VISUAL or EDITOR to your editor\n",
    )
    result = edit("aws-3")
    assert (result.exit_code, result.stderr) == (2, "prep: unknown question 'aws-3'; did you mean 'aws-003'?\n")
