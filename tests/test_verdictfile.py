import csv
import io
import json
from pathlib import Path

import pytest

from interview_prep.errors import PrepError
from interview_prep.verdictfile import OWN, Kept, Writer, begin, finish, kept, merged, partial, passed

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
    path = tmp_path / "out"
    file, found = begin(path, resume=False, as_csv=as_csv)
    assert found == Kept() and not path.exists()
    writer = Writer(file, [*OWN, "who"] if as_csv else None)
    writer.write([merged(VERDICT, line, {"who": 'a "quoted"\nname'}) for line in (1, 2)])
    whole = partial(path).read_bytes()
    file.write(b'b-1,50,hard,"[{""te' if as_csv else b'{"question_id": "b')
    file.close()
    assert kept(partial(path), as_csv) == Kept(len(whole), 2, GRADER)
    file, found = begin(path, resume=True, as_csv=as_csv)
    assert found.line == 2
    finish(file, path)
    assert path.read_bytes() == whole and not partial(path).exists()


def test_csv_holds_points_and_grader_as_json() -> None:
    out = io.BytesIO()
    Writer(out, [*OWN, "n"]).write([merged(VERDICT, 1, {"n": 3}), merged({**VERDICT, "score": None}, 2, {})])
    first, second = csv.DictReader(io.StringIO(out.getvalue().decode()))
    assert json.loads(first["points"]) == [] and json.loads(first["grader"]) == GRADER
    assert (first["truncated"], first["n"], second["score"], second["n"]) == ("false", "3", "", "")


def test_a_file_of_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("something else\n")
    with pytest.raises(PrepError, match="does not hold verdicts"):
        begin(tmp_path / "out", resume=True, as_csv=False)
