import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_prep.cli import _grade, app
from interview_prep.cli._meter import Meter
from interview_prep.grading import _correction
from interview_prep.grading.keywords import VERSION

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX devices and links")
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


@posix
def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    text, pipe = rows(tmp_path / "a.jsonl", 2).read_text(), tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    code, out, _ = prep(str(pipe), "--csv")
    writer.join()
    assert (code, out) == prep(str(tmp_path / "a.jsonl"), "--csv")[:2]


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


def test_numbers_pass_through_to_the_digit_and_nan_is_a_bad_row(tmp_path: Path) -> None:
    start = json.dumps({"answer": "We cache responses.", "question": "How?", "reference": REFERENCE})[:-1]
    more = '"n": 1.10, "long": 0.12345678901234567890, "deep": {"n": [2.50]}'
    (tmp_path / "a.jsonl").write_text(f'{start}, {more}}}\n{start}, "n": NaN}}\n')
    code, out, err = prep(str(tmp_path / "a.jsonl"))
    assert code == 1 and out.endswith(f', "line": 1, {more}}}\n')
    assert "a.jsonl:2: NaN is not JSON; write null or a text" in err
    assert prep(str(tmp_path / "a.jsonl"), "--csv")[1].endswith(',1,1.10,0.12345678901234567890,"{""n"": [2.50]}"\n')


def test_a_carriage_return_in_a_cell_is_quoted(tmp_path: Path) -> None:
    out = prep(str(rows(tmp_path / "a.jsonl", 1, note="a\rb")), "--csv")[1]
    assert out.endswith(',"a\rb"\n')


def test_half_a_character_in_a_key_point_spoils_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(rows(path, 1, key_points=["Caches \ud800."]).read_text() + rows(path, 1).read_text())
    code, out, err = prep(str(path))
    assert code == 1 and json.loads(out)["line"] == 2
    assert "a.jsonl:1: `key_points` holds half a character" in err


def test_standard_output_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = rows(tmp_path / "a.jsonl")
    monkeypatch.chdir(tmp_path)
    assert prep(str(path), "-o", "-") == prep(str(path))
    assert list(tmp_path.iterdir()) == [path]
    assert _grade._settled(_grade.Target(Path("/dev/stdout"), False, False), str(path)).out is None


def test_a_directory_gets_no_verdicts(tmp_path: Path) -> None:
    code, out, err = prep(str(rows(tmp_path / "a.jsonl")), "-o", str(tmp_path))
    assert (code, out, err) == (2, "", f"prep: {tmp_path} is a directory; name a file in it\n")


@pytest.mark.parametrize(("answers", "out"), [("a.jsonl", "a.jsonl"), ("a.partial", "a")])
def test_the_answers_are_not_overwritten(tmp_path: Path, answers: str, out: str) -> None:
    path = rows(tmp_path / answers)
    before = path.read_bytes()
    code, _, err = prep(str(path), "-o", str(tmp_path / out))
    assert (code, err) == (2, f"prep: {tmp_path / out} would overwrite the answers; name another file\n")
    assert path.read_bytes() == before


@posix
def test_the_answers_are_not_overwritten_through_a_link_or_standard_input(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl")
    (tmp_path / "link").symlink_to(path)
    assert prep(str(path), "-o", str(tmp_path / "link"))[0] == 2
    command = [sys.executable, "-m", "interview_prep", "grade", "-", "-o", str(path), "-g", "keywords"]
    with path.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "would overwrite the answers" in done.stderr
    assert path.read_bytes() == rows(tmp_path / "again.jsonl").read_bytes()


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link, real = rows(tmp_path / "a.jsonl"), tmp_path / "link", tmp_path / "real"
    real.write_text("old\n")
    link.symlink_to(real)
    assert prep(str(path), "-o", str(link))[0] == 0
    assert link.is_symlink() and real.read_text() == prep(str(path))[1]


@posix
def test_a_pipe_and_a_device_are_written_to_as_they_are(tmp_path: Path) -> None:
    path, pipe, link = rows(tmp_path / "a.jsonl"), tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(os.devnull)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert prep(str(path), "-o", str(pipe))[0] == 0
    assert os.read(reader, 100_000).decode() == prep(str(path))[1]
    os.close(reader)
    assert prep(str(path), "-o", str(link))[0] == 0
    assert pipe.is_fifo() and link.is_symlink() and not list(tmp_path.glob("*.partial"))
    assert prep(str(path), "-o", str(link), "--resume")[0] == 2


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


def test_a_run_before_or_after_a_correction_is_not_gone_on_with(tmp_path: Path) -> None:
    """The versions are named, and a cure that helps."""
    path, out = rows(tmp_path / "a.jsonl"), tmp_path / "out.jsonl"
    assert prep(str(path), "-o", str(out))[0] == 0
    _correction.apply("keywords", _correction.Correction(1.1, 0.5, 20, "2026-11-20"))
    code, _, err = prep(str(path), "-o", str(out), "--resume")
    was, now = f"by version {VERSION!r} of 'keywords'", f"which is now '{VERSION}+own(1.1,+0.5)'"
    cure = "leave --resume out to start anew, or undo your correction: prep calibrate --undo -g keywords"
    assert (code, err) == (2, f"prep: {out} was begun {was}, {now}; {cure}\n")
    assert prep(str(path), "-o", str(out))[0] == 0
    _correction.take_back("keywords")
    code, _, err = prep(str(path), "-o", str(out), "--resume")
    assert code == 2 and err.endswith(f"which is now {VERSION!r}; leave --resume out to start anew\n")


@pytest.mark.parametrize("form", [(), ("--csv",)])
@pytest.mark.parametrize("change", ["answer", "column", "fewer", "question_id"])
def test_verdicts_on_other_answers_are_not_gone_on_with(tmp_path: Path, form: tuple[str, ...], change: str) -> None:
    out, other = tmp_path / "out", tmp_path / "b.jsonl"
    assert prep(str(rows(tmp_path / "a.jsonl")), "-o", str(out), *form)[0] == 0
    before = out.read_bytes()
    rows(other, 2 if change == "fewer" else 3)
    old, new = {
        "answer": ("We cache responses 2.", "We store replies."),
        "column": ('"n": 2', '"n": 7'),
        "fewer": ("", ""),
        "question_id": ('"n": 2', '"n": 2, "question_id": "x-1"'),
    }[change]
    other.write_text(other.read_text().replace(old, new))
    code, _, err = prep(str(other), "-o", str(out), "--resume", *form)
    cause = f"prep: {out} was begun on other answers or questions (they differ from line 3 on); "
    assert (code, err) == (2, f"{cause}name the answers it was begun on, or leave --resume out to start anew\n")
    assert out.read_bytes() == before and not (tmp_path / "out.partial").exists()


@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_answers_that_were_added_are_graded_by_resume(tmp_path: Path, form: tuple[str, ...]) -> None:
    path, out, whole = tmp_path / "a.jsonl", tmp_path / "out", tmp_path / "whole"
    for count in (2, 5):
        assert prep(str(rows(path, count, mark=1.25, none=None)), "-o", str(out), "--resume", *form)[0] == 0
    assert prep(str(path), "-o", str(whole), *form)[0] == 0
    assert out.read_bytes() == whole.read_bytes()


def test_a_run_with_other_columns_is_not_gone_on_with(tmp_path: Path) -> None:
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    assert prep(str(rows(path)), "-o", str(out), "--csv")[0] == 0
    path.write_text(path.read_text() + rows(tmp_path / "b.jsonl", 1, late="x").read_text())
    code, _, err = prep(str(path), "-o", str(out), "--csv", "--resume")
    assert (code, err) == (2, f"prep: {out} was begun with other columns; leave --resume out to start anew\n")


kills = pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")


def stopped(path: Path, out: Path, stop: int, form: Sequence[str] = ()) -> tuple[int, str]:
    """Begin to grade a long file, end the run by a signal, and return its exit code and standard error."""
    command = [sys.executable, "-m", "interview_prep", "grade", str(path), "-o", str(out), "-g", "keywords", *form]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    process = subprocess.Popen(command, env=dict(os.environ), stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    part = out.with_name(f"{out.name}.partial")
    until = time.monotonic() + 30
    while (not part.exists() or part.stat().st_size < 20_000) and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(stop)
    _, told = process.communicate()
    return process.returncode, told


@kills
@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_a_killed_run_is_gone_on_with(tmp_path: Path, form: tuple[str, ...]) -> None:
    """What is written after a kill and --resume is what one run writes; the output appears only when complete."""
    path, out, whole = rows(tmp_path / "a.jsonl", 2500, note='x "y"'), tmp_path / "out", tmp_path / "whole"
    assert prep(str(path), "-o", str(whole), *form)[0] == 0
    part = tmp_path / "out.partial"
    stopped(path, out, signal.SIGKILL, form)
    assert not out.exists() and 0 < part.stat().st_size < whole.stat().st_size
    assert prep(str(path), "-o", str(out), "--resume", *form) == (0, "", "")
    assert out.read_bytes() == whole.read_bytes()
    assert sorted(tmp_path.iterdir()) == [path, out, whole]


@kills
def test_an_interruption_says_how_to_go_on(tmp_path: Path) -> None:
    path, out = rows(tmp_path / "a.jsonl", 2500), tmp_path / "out"
    cure = "the same command with --resume goes on where it stopped"
    assert stopped(path, out, signal.SIGINT) == (130, f"prep: interrupted; {cure}\n")


@kills
@pytest.mark.parametrize("form", [(), ("--csv",)])
@pytest.mark.parametrize("column", ["answer", "question", "reference"])
def test_a_row_that_was_edited_is_known_though_the_words_that_its_verdict_quotes_still_stand(
    tmp_path: Path, form: tuple[str, ...], column: str
) -> None:
    points = {"key_points": ["Responses are cached."]}
    path, out = rows(tmp_path / "a.jsonl", 2500, **points), tmp_path / "out"
    stopped(path, out, signal.SIGKILL, form)
    lines = path.read_text().splitlines(keepends=True)
    row = json.loads(lines[3])
    lines[3] = json.dumps(row | {column: f"{row[column]} Retries back off."}) + "\n"
    path.write_text("".join(lines))
    part = (tmp_path / "out.partial").read_bytes()
    code, _, err = prep(str(path), "-o", str(out), "--resume", *form)
    cause = f"prep: {out} was begun on other answers or questions (they differ from line 4 on); "
    assert (code, err) == (2, f"{cause}name the answers it was begun on, or leave --resume out to start anew\n")
    assert (tmp_path / "out.partial").read_bytes() == part
    assert prep(str(path), "-o", str(out), *form)[0] == 0
    assert sorted(tmp_path.iterdir()) == [path, out]


@pytest.mark.parametrize(("count", "verdicts"), [(1, "1 verdict"), (2, "2 verdicts")])
def test_of_a_complete_run_it_is_said_that_edited_answers_may_not_be_known(
    tmp_path: Path, count: int, verdicts: str
) -> None:
    path, out = rows(tmp_path / "a.jsonl", count), tmp_path / "out"
    assert prep(str(path), "-o", str(out), "--resume") == (0, "", "")
    why = "only the words that they quote tell whether answers were edited since"
    said = f"prep: {verdicts} of an earlier run kept, and {why}; leave --resume out to grade all anew\n"
    assert prep(str(rows(path, 5)), "-o", str(out), "--resume") == (0, "", said)


def test_the_bar_moves_when_what_was_read_is_graded_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = rows(tmp_path / "a.jsonl", 150), tmp_path / "out"
    lengths = [len(line) for line in path.read_bytes().splitlines(keepends=True)]
    moved: list[tuple[int, int]] = []

    class Watched(Meter):
        def done(self) -> None:
            moved.append((self._read, (tmp_path / "out.partial").read_bytes().count(b"\n")))

    @contextmanager
    def watched(size: int | None, shown: bool) -> Iterator[Meter]:
        assert (size, shown) == (sum(lengths), True)
        yield Watched()

    monkeypatch.setattr(_grade, "meter", watched)
    assert prep(str(path), "-o", str(out))[0] == 0
    assert moved == [(sum(lengths[:count]), count) for count in (64, 128, 150, 150)]


@posix
def test_a_bad_row_is_named_on_a_line_of_its_own_above_the_bar(tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    path = rows(tmp_path / "a.jsonl", 3)
    path.write_text(path.read_text() + "bad [red]\n" * 2)
    command = f"{sys.executable} -m interview_prep grade {path} -o {tmp_path / 'out'} -g keywords"
    shown = pexpect.run(command, env=os.environ | {"TERM": "xterm"}, timeout=30, dimensions=(40, 60)).decode()
    lines = [
        re.sub(r"\x1b\[\d*[A-Za-z]|\x1b\[\?25[lh]", "", re.split(r"\x1b\[2K", line)[-1]) for line in shown.split("\n")
    ]
    told = [line.strip() for line in lines if "not JSON" in line]
    assert told == [
        f"{path}:{n}: not JSON (Expecting value: line 1 column 1 (char 0)); write one object on each line"
        for n in (4, 5)
    ]
    assert "100%" in shown and shown.endswith("prep: 2 bad rows skipped\r\n")


def test_memory_does_not_grow_with_rows(tmp_path: Path) -> None:
    tracemalloc = pytest.importorskip("tracemalloc")

    def peak(count: int) -> int:
        path = rows(tmp_path / "a.jsonl", count)
        tracemalloc.start()
        prep(str(path), "-o", str(tmp_path / "out"))
        most: int = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2000)  # fills the caches of words
    assert peak(2000) < 1.5 * peak(200) + 100_000
