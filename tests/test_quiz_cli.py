"""`prep quiz` and its relatives without a terminal."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fakes import BagOfWords, Clock
from typer.testing import CliRunner, Result

from interview_prep import atomic, banks, paths, settings
from interview_prep.cli import app
from interview_prep.cli._lines import answers
from interview_prep.records import Override
from interview_prep.storage import Progress, utc_now

pytestmark = pytest.mark.usefixtures("sample_bank", "bag")
DRIVER = str(Path(__file__).with_name("prep_with_bag.py"))
RIGHT = "RAG retrieves documents from a store\nRAG puts the documents into the prompt\n.\n"


def prep(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(app, arguments, input=given)


def quiz(*arguments: str, given: str | bytes = "") -> list[dict[str, Any]]:
    result = prep("quiz", "--bank", "sample", "--json", *arguments, given=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b"", []),
        (b".\n", [""]),
        (b"\n", [""]),
        (b"one\ntwo\n.\nthree\n.\n", ["one\ntwo", "three"]),
        (b"one\n.\ntwo", ["one", "two"]),
        (b"one\n..\ntwo\n.\n", ["one\n.\ntwo"]),
        (b"...\n . \n.\n", ["...\n . "]),
        (b"one\r\n.\r\ntwo\r\n.", ["one", "two"]),
        (b"caf\xc3\xa9 \xff\n.\n", ["café �"]),
    ],
)
def test_an_answer_ends_with_a_dot_or_with_the_input(given: bytes, expected: list[str]) -> None:
    assert list(answers(iter(given.splitlines(keepends=True)))) == expected


def test_one_line_for_each_answer() -> None:
    """With --json each answered question is one object: score, verdicts, answer, given rating, due, n of m."""
    (row,) = quiz("--section", "retrieval", "--n", "1", given=RIGHT)
    assert row == {
        "question_id": "sample-001",
        "score": 100.0,
        "rating": "easy",
        "points": [
            {
                "text": "RAG retrieves documents from a store.",
                "verdict": "covered",
                "coverage": 1.0,
                "evidence": "RAG retrieves documents from a store",
            },
            {
                "text": "RAG puts the documents into the prompt.",
                "verdict": "covered",
                "coverage": 1.0,
                "evidence": "RAG retrieves documents from a store",
            },
        ],
        "grader": {"name": "bag", "model": None, "version": "1"},
        "truncated": False,
        "answer": RIGHT.removesuffix("\n.\n"),
        "given_rating": "easy",
        "due": row["due"],
        "n": 1,
        "m": 1,
    }
    assert row["due"].endswith("+00:00")


def test_questions_after_the_end_of_the_input_stay_unanswered() -> None:
    rows = quiz("--n", "3", given=RIGHT)
    assert [(row["n"], row["m"]) for row in rows] == [(1, 3)]
    with Progress(Path(sqlite_path())) as progress:
        assert len(list(progress.reviews())) == 1


def sqlite_path() -> str:
    import os

    return os.environ["PREP_DB"]


def test_an_empty_answer_is_an_answer() -> None:
    (row,) = quiz("--n", "1", given=".\n")
    assert (row["answer"], row["score"], row["given_rating"]) == ("", 0.0, "again")


def test_a_short_step_comes_back_in_the_session() -> None:
    """What was forgotten is asked again before the session ends, under its old number."""
    rows = quiz("--section", "retrieval", "--n", "1", given=".\n" + RIGHT)
    assert [(row["question_id"], row["n"], row["m"]) for row in rows] == [("sample-001", 1, 1)] * 2
    assert [row["given_rating"] for row in rows] == ["again", "easy"]


def test_a_question_without_reference_leaves_the_schedule_alone() -> None:
    (row,) = quiz("--section", "open", given="whatever\n.\n")
    assert [row[name] for name in ("score", "rating", "given_rating", "due", "points", "grader")] == [
        None,
        None,
        None,
        None,
        [],
        None,
    ]
    with Progress(Path(sqlite_path())) as progress:
        assert progress.memories() == {} and progress.history("sample-005")[0].rated_at


def test_twins_are_not_both_asked() -> None:
    assert sorted(row["question_id"] for row in quiz("--n", "9", given=".\n" * 4)) in (
        ["sample-001", "sample-002", "sample-004", "sample-005"],
        ["sample-001", "sample-003", "sample-004", "sample-005"],
    )


def test_cramming_leaves_the_schedule_alone() -> None:
    quiz("--section", "retrieval", "--n", "1", given=RIGHT)
    with Progress(Path(sqlite_path())) as progress:
        before = progress.memories()
    (row,) = quiz("--cram", "--n", "1", given=".\n")
    assert row["question_id"] == "sample-001" and row["due"] is not None
    with Progress(Path(sqlite_path())) as progress:
        assert progress.memories() == before
        assert [review.cram for review in progress.history("sample-001")] == [False, True]


def test_new_asks_only_what_was_not_answered() -> None:
    quiz("--section", "retrieval", "--n", "1", given=RIGHT)
    assert "sample-001" not in {row["question_id"] for row in quiz("--new", given=RIGHT * 9)}


def test_cramming_only_what_was_never_answered() -> None:
    """With --new, cramming leaves out what was answered, on schedule or not; when nothing is left, that is said."""
    quiz("--section", "retrieval", "--n", "1", given=RIGHT)
    crammed = [row["question_id"] for row in quiz("--cram", "--new", "--n", "1", given=".\n")]
    assert len(crammed) == 1 and crammed != ["sample-001"]
    rest = [row["question_id"] for row in quiz("--cram", "--new", given=".\n" * 9)]
    assert rest and not {"sample-001", *crammed} & set(rest)
    result = prep("quiz", "-b", "sample", "--section", "stories", "--cram", "--new")
    assert (result.exit_code, result.stderr) == (
        0,
        "Nothing here is new; `--cram` without `--new` asks what you have answered.\n",
    )


def test_the_daily_limit_is_named_and_holds() -> None:
    """The help names the limits in force; when the day's new ones are done, that is said, and the exit code is 0."""
    path = settings.place()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new_per_day = 1\nreviews_per_day = 7\n")
    import importlib

    from interview_prep.cli import quiz as module

    importlib.reload(module)
    text = " ".join(prep("quiz", "--help").output.split())
    assert "up to 7 due and 1 new questions a day" in text
    assert len(quiz(given=RIGHT * 5)) >= 1
    result = prep("quiz", "--bank", "sample", given="x\n.\n")
    assert result.exit_code == 0 and result.stdout == ""
    assert result.stderr == (
        "Nothing is due, and today's 1 new questions are done; `--n 5` asks five more, "
        "`--cram` leaves the schedule alone.\n"
    )
    assert quiz("--n", "1", given=".\n")


def test_nothing_to_ask_says_when_short_steps_come_back(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was forgotten comes back the same day: then one is told when, unless only new questions were asked for."""
    monkeypatch.setattr("interview_prep.cli.quiz.load", lambda: settings.Settings(new_per_day=2))
    clock = Clock(utc_now())
    with Progress(places / "progress.db", clock) as progress:
        library = banks.discover()
        for key, rating in (("sample-001", "again"), ("sample-003", "again"), ("sample-004", "easy")):
            review = progress.submit(library.question(key), "x", 1)
            progress.rate(review, rating, 0.9)
    result = prep("quiz", "--bank", "sample")
    assert result.stderr == (
        "Nothing is due, and today's 2 new questions are done; 2 come back, the first in 10 min; "
        "`--n 5` asks five more, `--cram` leaves the schedule alone.\n"
    )
    assert "come back" not in prep("quiz", "--bank", "sample", "--new").stderr
    assert "; 1 comes back in 10 min; " in prep("quiz", "--bank", "sample", "--section", "chunking").stderr


def test_nothing_left_is_said() -> None:
    quiz("--n", "9", given=RIGHT * 12)
    result = prep("quiz", "--section", "stories", "--bank", "sample", "--new", given="")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "`--cram` leaves the schedule alone" in result.stderr


def test_readable_without_json() -> None:
    """Without --json the same session is readable text: question, score, verdicts, reference, rating."""
    result = prep("quiz", "--bank", "sample", "--section", "retrieval", "--n", "1", given=RIGHT)
    for words in (
        "1/1 · sample · Retrieval · foundational",
        "These references are about the author's own project.",
        "What does RAG do before the model answers?",
        "Score 100 of 100",
        "covered: RAG retrieves documents from a store.",
        "you said: “RAG retrieves documents from a store”",
        "Reference answer",
        'prompt = question + "".join(retrieve(question))',
        "Rated easy; comes back on ",
    ):
        assert words in result.stdout, (words, result.stdout)


def test_text_of_a_bank_is_not_markup_and_sends_no_control_sequences(sample_bank: Path) -> None:
    """Brackets stay, escape sequences of banks and answers do not reach the terminal."""
    text = sample_bank.read_text().replace("Name the bucket", "Name [bold]the[/bold] \\e[31mbucket\\e[0m \\e]0;x\\a")
    sample_bank.write_text(text.replace("same_as: [sample-003]", ""))
    result = prep("quiz", "-b", "sample", "--n", "5", given="chunks \x1b[2J overlap\x07 \x9b2J\n.\n" * 5)
    assert "Name [bold]the[/bold] bucket" in " ".join(result.stdout.split())
    assert "rag-documents-[account]-[region], and the vector [0.1, 0.2]." in " ".join(result.stdout.split())
    assert not set(result.stdout + result.stderr) & {"\x1b", "\x07", "\x9b"}


def test_json_is_on_disk_before_it_is_printed(places: Path, sample_bank: Path) -> None:
    """The line of an answer is flushed at once, and by then the answer and its rating are in the database."""
    command = [sys.executable, DRIVER, "quiz", "-b", "sample", "--json"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin and process.stdout
    process.stdin.write(b"RAG retrieves documents\n.\n")
    process.stdin.flush()
    row = json.loads(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    connection = sqlite3.connect(places / "progress.db")
    kept = connection.execute("SELECT question_id, answer, score, rating FROM reviews").fetchall()
    assert kept == [(row["question_id"], row["answer"], row["score"], row["given_rating"])]
    connection.close()


def test_two_sessions_at_once_share_no_question(places: Path, sample_bank: Path) -> None:
    command = [sys.executable, DRIVER, "quiz", "-b", "sample", "--n", "2", "--json"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    both = [subprocess.Popen(command, **pipes) for _ in "AB"]  # type: ignore[call-overload]
    asked = []
    for process in both:
        process.stdin.write(RIGHT.encode() * 2)
        process.stdin.flush()
    for process in both:
        asked += [json.loads(process.stdout.readline())["question_id"] for _ in range(2)]
    for process in both:
        process.stdin.close()
        assert process.wait(30) == 0
        process.stdout.close()
    with Progress(places / "progress.db") as progress:
        kept = [review.question_id for review in progress.reviews()]
    assert sorted(kept) == sorted(asked) and len(set(asked)) == 4


def test_two_sessions_at_once_share_the_daily_limit(places: Path, sample_bank: Path) -> None:
    path = settings.place()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new_per_day = 3\n")
    command = [sys.executable, DRIVER, "quiz", "-b", "sample", "--json"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    first, second = (subprocess.Popen(command, **pipes) for _ in "AB")  # type: ignore[call-overload]
    told = b"".join(process.communicate(RIGHT.encode() * 9, 30)[1] for process in (first, second)).decode()
    with Progress(places / "progress.db") as progress:
        assert len({review.question_id for review in progress.reviews()}) == 3
    assert "today's 3 new questions are done" in told


def test_a_place_that_cannot_be_written_is_refused_before_the_first_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = prep("quiz", "--db", str(tmp_path / "file" / "progress.db"))
    assert result.exit_code == 2
    assert "cannot be written; name another place with --db or PREP_DB" in result.stderr


def test_suspended_questions_are_not_asked_until_they_are_wanted_again(places: Path) -> None:
    with Progress(places / "progress.db") as progress:
        progress.suspend("sample-004")
    assert prep("quiz", "-b", "sample", "--section", "stories").stderr.startswith("Nothing is due")
    assert prep("quiz", "--unsuspend", "sample-004").stdout == "sample-004 is asked again.\n"
    assert prep("quiz", "--unsuspend", "sample-004").stdout == "sample-004 was not suspended.\n"
    assert prep("quiz", "--unsuspend", "sample-04").exit_code == 2
    assert len(quiz("--section", "stories", "--n", "1", given="x\n.\n")) == 1


def test_a_failing_model_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the model cannot load is one line on standard error, once; grading goes on."""

    def grade(self: BagOfWords, request: Any) -> Any:
        self.failure = "no model; graded by `keywords` instead"
        return original(self, request)

    original = BagOfWords.grade
    monkeypatch.setattr(BagOfWords, "grade", grade)
    result = prep("quiz", "-b", "sample", "--n", "3", "--json", given="x\n.\n" * 3)
    assert result.stderr.count("no model; graded by `keywords` instead") == 1
    assert len(result.stdout.splitlines()) == 3


def test_nothing_heavy_is_imported_for_the_first_question(places: Path) -> None:
    """The process that the candidate types into loads no numpy, torch, sentence-transformers or genanki."""
    heavy = ("numpy", "torch", "sentence_transformers", "transformers", "sklearn", "genanki", "pandas")
    code = (
        f"import runpy, sys; sys.argv = ['prep', 'quiz', '-b', 'sample', '--json']\n"
        f"try: runpy.run_path({DRIVER!r}, run_name='__main__')\n"
        f"except SystemExit as end: print(end.code or 0, sorted(set({heavy!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"x\n.\n", capture_output=True, check=True)
    first, *_, last = done.stdout.splitlines()
    assert json.loads(first)["question_id"] and last == b"0 []"


# Beside the quiz


def test_stats() -> None:
    """The statistics count what was answered, for people and as one object."""
    assert prep("stats").stdout == "No answers yet; `prep quiz` asks the first questions.\n"
    quiz("--section", "retrieval", "--n", "1", given=RIGHT)
    found = json.loads(prep("stats", "--json").stdout)
    assert (found["answers"], found["questions"], found["streak"], found["due_today"]) == (1, 1, 1, 0)
    assert (len(found["forecast"]), sum(day["due"] for day in found["forecast"])) == (15, 1)
    assert found["topics"] == [{"topic": "rag", "answers": 1, "score": 100.0}]
    assert found["weakest"] == [{"question_id": "sample-001", "answers": 1, "score": 100.0}]
    assert (found["retention"], found["weeks"][-1]["answers"]) == (None, 1)
    text = prep("stats").stdout
    for words in ("1 answer to 1 question; streak 1 day.", "today", "Score by topic", "What does **RAG** do"):
        assert words in text


def test_history() -> None:
    assert prep("history", "sample-001").stdout == "sample-001 was not answered yet.\n"
    quiz("--section", "retrieval", "--n", "1", given=".\n" + RIGHT)
    rows = [json.loads(line) for line in prep("history", "sample-001", "--json").stdout.splitlines()]
    assert [(row["score"], row["given_rating"]) for row in rows] == [(0.0, "again"), (100.0, "easy")]
    text = prep("history", "sample-001").stdout
    assert (
        "score 0 · again" in text and "(empty)" in text and "Key points: 2 covered." in text and "Due tomorrow." in text
    )
    result = prep("history", "sample-01")
    assert (result.exit_code, result.stderr) == (2, "prep: unknown question 'sample-01'; did you mean 'sample-001'?\n")


def test_history_and_statistics_follow_the_users_verdicts(places: Path) -> None:
    quiz("--section", "retrieval", "--n", "1", given=".\n")
    with Progress(places / "progress.db") as progress:
        progress.dispute(1, Override(((0, "covered"),)))
    (row,) = [json.loads(line) for line in prep("history", "sample-001", "--json").stdout.splitlines()]
    assert (row["score"], row["suggested_rating"], row["given_rating"]) == (50.0, "again", "again")
    assert json.loads(prep("stats", "--json").stdout)["weakest"][0]["score"] == 50.0
    with Progress(places / "progress.db") as progress:
        progress.dispute(1, Override(((1, "covered"),)))
    assert "score 100 · again (suggested: easy)" in prep("history", "sample-001").stdout


def test_rebuild() -> None:
    quiz("--n", "3", given=RIGHT * 3)
    assert "none changed." in prep("rebuild").stdout


def test_export_holds_everything(tmp_path: Path) -> None:
    quiz("--section", "retrieval", "--n", "1", given=RIGHT)
    exported = json.loads(prep("data", "export").stdout)
    assert exported["reviews"][0]["answer"] == RIGHT.removesuffix("\n.\n")
    assert exported["reviews"][0]["points"][0][1] == "covered"
    assert exported["memories"][0]["question_id"] == "sample-001"
    assert prep("data", "export", "-o", str(tmp_path / "out.json")).exit_code == 0
    assert json.loads((tmp_path / "out.json").read_text())["reviews"] == exported["reviews"]


def test_delete_asks(places: Path) -> None:
    """Deleting wants a yes: without a terminal, `--yes`; then nothing of the progress is left."""
    quiz("--n", "1", given=".\n")
    own = [paths.exported_cards(), paths.correction()]
    for path in own:
        atomic.write_text(path, "{}")
    assert [path.name for path in own] == ["exported.json", "correction.json"]
    result = prep("data", "delete")
    assert result.exit_code == 2 and "say `--yes`" in result.stderr and (places / "progress.db").exists()
    assert prep("data", "delete", "--yes").exit_code == 0
    assert not list(places.glob("progress.db*"))
    assert not any(path.exists() for path in (*own, paths.cache()))
    assert "is not there, and nothing was deleted" in prep("data", "delete", "--yes").stderr


def test_a_damaged_database_is_one_line(places: Path) -> None:
    quiz("--n", "1", given=".\n")
    (places / "progress.db").write_bytes(b"harm" * 5000)
    result = prep("stats")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert f"`prep data restore` puts the backup {places / 'progress.db'}.backup in its place" in result.stderr
