import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_prep.cli import app

REFERENCE = "Responses are cached. Retries back off with jitter."


def rows(path: Path, count: int = 3, **more: object) -> Path:
    lines = [
        {"answer": f"We cache responses {i}.", "question": "How?", "reference": REFERENCE, "n": i, **more}
        for i in range(count)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def prep(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["grade", *arguments, "--grader", "keywords"], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_one_verdict_a_line_in_order_with_the_row_it_is_about(tmp_path: Path) -> None:
    code, out, err = prep(str(rows(tmp_path / "a.jsonl", score=3)))
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [(row["line"], row["n"], row["input_score"]) for row in found] == [(1, 0, 3), (2, 1, 3), (3, 2, 3)]
    assert list(found[0])[:7] == ["question_id", "score", "rating", "points", "grader", "truncated", "line"]
    assert [p["text"] for p in found[0]["points"]] == ["Responses are cached.", "Retries back off with jitter."]


def test_bad_rows_are_named_and_skipped(tmp_path: Path, sample_bank: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"answer": "x", "question_id": "sample-001"}\n\nbad\n{"answer": "x", "question_id": "sample-1"}\n')
    code, out, err = prep(str(path))
    assert code == 1 and len(out.splitlines()) == 1
    assert re.search(r"a\.jsonl:3: not JSON", err) and re.search(r"a\.jsonl:4: unknown question 'sample-1'", err)
    assert err.endswith("prep: 2 bad rows skipped\n")


def test_standard_input_is_json_lines_or_csv(tmp_path: Path) -> None:
    as_json = prep("-", stdin=rows(tmp_path / "a.jsonl", 1).read_text())
    as_csv = prep("-", stdin=f"answer,question,reference,n\nWe cache responses 0.,How?,{REFERENCE},0\n")
    assert as_json[0] == as_csv[0] == 0
    first, second = json.loads(as_json[1]), json.loads(as_csv[1])
    assert first["points"] == second["points"] and (second["line"], second["n"]) == (2, "0")
    assert prep("-", stdin="")[0] == 0


def test_csv_out_has_every_column_of_the_input(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(rows(path, 1).read_text() + rows(path, 1, late=[1]).read_text())
    code, out, _ = prep(str(path), "--csv")
    assert code == 0
    assert out.splitlines()[0] == "question_id,score,rating,points,grader,truncated,line,n,late"


@pytest.mark.parametrize("as_csv", [False, True])
def test_every_other_column_passes_through_unchanged(tmp_path: Path, as_csv: bool) -> None:
    """Names and values come out as they went in, from JSON lines and from CSV, into JSON lines and into CSV."""
    others = {"id": "007", "student": 'Ann "A", B.', "two\nlines": " x\ny ", "café": "", "score": "", "input_score": ""}
    expected = {"input_input_score" if name == "score" else name: value for name, value in others.items()}
    answered = {"answer": "We cache responses.", "question": "How?", "reference": REFERENCE}
    (tmp_path / "a.jsonl").write_text(json.dumps(others | answered) + "\n", encoding="utf-8")
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[*others, *answered], [*others.values(), *answered.values()]])
    for path in (tmp_path / "a.jsonl", tmp_path / "a.csv"):
        code, out, err = prep(str(path), *["--csv"] * as_csv)
        found = next(csv.DictReader(io.StringIO(out, newline=""))) if as_csv else json.loads(out)
        assert (code, err, {name: found[name] for name in expected}) == (0, "", expected)
        assert list(found)[7:] == list(expected)


def test_values_of_json_keep_their_type(tmp_path: Path) -> None:
    more = {"id": 7, "student": {"name": "Ann"}, "mark": None, "big": 12345678901234567890}
    found = json.loads(prep(str(rows(tmp_path / "a.jsonl", 1, **more)))[1])
    assert {name: found[name] for name in more} == more


def test_names_of_columns_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"answer,caf\xe9\nx,y\n")
    for more in ((), ("--csv",)):
        code, out, err = prep(str(tmp_path / "a.csv"), *more)
        assert (code, out) == (1, "") and "names of the columns are not UTF-8" in err


def test_a_missing_file_is_a_bad_request() -> None:
    code, out, err = prep("/nowhere/a.jsonl")
    assert (code, out) == (2, "") and err.startswith("prep: /nowhere/a.jsonl: No such file")


def test_resume_needs_a_file() -> None:
    assert prep("-", "--resume", stdin="{}")[0] == 2


def test_a_run_by_another_grader_is_not_gone_on_with(tmp_path: Path) -> None:
    path, out = rows(tmp_path / "a.jsonl"), tmp_path / "out.jsonl"
    assert prep(str(path), "-o", str(out))[0] == 0
    text = out.read_text().replace('"name": "keywords"', '"name": "other"')
    out.write_text(text)
    code, _, err = prep(str(path), "-o", str(out), "--resume")
    assert code == 2 and "begun by the grader 'other'" in err and out.read_text() == text


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_a_killed_run_is_gone_on_with(tmp_path: Path, form: tuple[str, ...]) -> None:
    """What is written after a kill and --resume is what one run writes; the output appears only when complete."""
    path, out, whole = rows(tmp_path / "a.jsonl", 2500, note='x "y"'), tmp_path / "out", tmp_path / "whole"
    assert prep(str(path), "-o", str(whole), *form)[0] == 0
    command = [sys.executable, "-m", "interview_prep", "grade", str(path), "-o", str(out), "-g", "keywords", *form]
    process = subprocess.Popen(command, env=dict(os.environ))
    part = tmp_path / "out.partial"
    until = time.monotonic() + 30
    while (not part.exists() or part.stat().st_size < 20_000) and time.monotonic() < until:
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert not out.exists() and 0 < part.stat().st_size < whole.stat().st_size
    assert prep(str(path), "-o", str(out), "--resume", *form)[0] == 0
    assert out.read_bytes() == whole.read_bytes() and not part.exists()


def test_memory_does_not_grow_with_rows(tmp_path: Path) -> None:
    tracemalloc = pytest.importorskip("tracemalloc")

    def peak(count: int) -> int:
        path = rows(tmp_path / "a.jsonl", count)
        tracemalloc.start()
        prep(str(path), "-o", str(tmp_path / "out"))
        most: int = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(1000) < 1.5 * peak(200) + 1_000_000
