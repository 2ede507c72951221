import csv
import io
import json
from pathlib import Path

import pytest

from interview_prep.answerfile import Json
from interview_prep.errors import PrepError
from interview_prep.verdictfile import OWN, Kept, Writer, kept, merged, opened, partial, passed, written

GRADER = {"name": "g", "model": None, "version": "1"}
VERDICT = {"question_id": "b-1", "score": 50.0, "rating": "hard", "points": [], "grader": GRADER, "truncated": False}


def test_a_column_that_clashes_gets_a_prefix() -> None:
    assert passed(["score", "who", "line"]) == {"score": "input_score", "who": "who", "line": "input_line"}
    assert passed(["score", "input_score"]) == {"score": "input_input_score", "input_score": "input_score"}
    row = merged(VERDICT, 7, {"score": 1, "who": None})
    assert (row["score"], row["input_score"], row["who"], row["line"]) == (50.0, 1, None, 7)
    assert list(row)[: len(OWN)] == list(OWN)


@pytest.mark.parametrize("as_csv", [False, True])
def test_a_row_that_an_interruption_cut_off_is_not_counted(tmp_path: Path, as_csv: bool) -> None:
    path, names = tmp_path / "out", [*OWN, "who"]
    with pytest.raises(KeyboardInterrupt), opened(path, kept(path, as_csv)) as file:
        writer = Writer(file, names if as_csv else None)
        writer.write([merged(VERDICT, line, {"who": 'a "quoted"\nname'}) for line in (1, 2)])
        whole = partial(path).read_bytes()
        file.write(b'b-1,50,hard,"[{""te' if as_csv else b'{"question_id": "b')
        raise KeyboardInterrupt
    assert not path.exists() and partial(path).stat().st_size > len(whole)
    found = kept(path, as_csv)
    assert found == Kept(partial(path), len(whole), GRADER, tuple(names))
    assert [str(row.cells["line"]) for row in written(found, as_csv)] == ["1", "2"]
    with opened(path, found):
        pass
    assert path.read_bytes() == whole and not partial(path).exists()


@pytest.mark.parametrize("as_csv", [False, True])
def test_a_row_that_is_read_back_is_known_by_all_that_it_says_of_its_answer(tmp_path: Path, as_csv: bool) -> None:
    point = {"text": "Caches.", "verdict": "covered", "coverage": 0.9, "evidence": "It caches."}
    others = {
        "who": "Ann\rB.\ud800",
        "mark": Json("1.10"),
        "none": Json("null"),
        "list": Json('[1, "b"]'),
        "text": "null",
    }
    with opened(tmp_path / "out", Kept()) as file:
        writer = Writer(file, [*OWN, *others] if as_csv else None)
        writer.write([merged({**VERDICT, "points": [point]}, 7, others)])
    (row,) = written(kept(tmp_path / "out", as_csv), as_csv)
    cells = {"question_id": "b-1", "line": 7, **others}
    assert row.is_on("We know: It caches.", ["Caches."], cells)
    assert not row.is_on("We store.", ["Caches."], cells)
    assert not row.is_on("It caches.", ["Retries."], cells)
    for change in ({"line": 8}, {"question_id": None}, {"who": "Bob"}, {"mark": Json("2.10")}, {"new": "x"}):
        assert not row.is_on("It caches.", ["Caches."], {**cells, **change})


def test_a_complete_file_that_is_not_gone_on_with_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with opened(path, Kept()) as file:
        Writer(file).write([merged(VERDICT, 1, {})])
    with pytest.raises(PrepError), opened(path, kept(path, as_csv=False)):
        raise PrepError("on other answers")
    assert path.exists() and not partial(path).exists()


def test_csv_holds_points_and_grader_as_json() -> None:
    out = io.BytesIO()
    Writer(out, [*OWN, "n"]).write([merged(VERDICT, 1, {"n": 3}), merged({**VERDICT, "score": None}, 2, {})])
    first, second = csv.DictReader(io.StringIO(out.getvalue().decode()))
    assert json.loads(first["points"]) == [] and json.loads(first["grader"]) == GRADER
    assert (first["truncated"], first["n"], second["score"], second["n"]) == ("false", "3", "", "")


def test_a_file_of_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("something else\n")
    with pytest.raises(PrepError, match="does not hold verdicts"):
        kept(tmp_path / "out", as_csv=False)
