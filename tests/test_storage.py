"""Progress on a real SQLite database."""

import json
import multiprocessing
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes import Clock

from interview_prep import drafts, schema, sessions
from interview_prep.backups import backups
from interview_prep.errors import PrepError
from interview_prep.model import Grader, PointVerdict, Question, Verdict
from interview_prep.records import Override
from interview_prep.session import Queue
from interview_prep.storage import Progress

QUESTION = Question("q-1", "bank", "Section", "What is it?", answer="A thing.", key_points=("It is a thing.", "Two."))
POINTS = (PointVerdict("It is a thing.", "covered", 0.9, "a thing"), PointVerdict("Two.", "missed", 0.1, ""))
VERDICT = Verdict(52.5, "hard", POINTS, Grader("bag", None, "1"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


def rated(progress: Progress, rating: str | None, key: str = "q-1", **options: Any) -> int:
    question = Question(key, "bank", "Section", "What is it?", key_points=("It.",))
    review = progress.submit(question, "A thing.", 1.5, **options)
    progress.grade(review, VERDICT)
    progress.rate(review, rating, 0.9)
    return review


def test_a_review_is_kept_whole(path: Path, clock: Clock) -> None:
    """Answer, score, verdicts, both ratings, seconds, hints, grader and times come back as they were given."""
    with Progress(path, clock) as progress:
        key = progress.submit(QUESTION, "It is a thing.", 12.25, hints=1)
        clock.forward(seconds=3)
        progress.grade(key, VERDICT)
        progress.rate(key, "good", 0.85)
    with Progress(path, clock) as progress:
        (review,) = progress.history("q-1")
    assert (review.answer, review.seconds, review.hints, review.cram) == ("It is a thing.", 12.25, 1, False)
    assert review.verdict == VERDICT
    assert (review.rating, review.retention, review.rated_at) == ("good", 0.85, clock.time)
    assert review.submitted_at == clock.time - timedelta(seconds=3)


def test_overrides_win_and_the_verdict_stays(path: Path, clock: Clock) -> None:
    """The user's own verdicts and score count, the last ones said; what the grader said is kept beside them."""
    with Progress(path, clock) as progress:
        key = rated(progress, "good")
        rated(progress, "good", "q-2")
        for override in (Override(((1, "partial"),)), Override(score=60), Override(((1, "covered"),), 71.0)):
            progress.dispute(key, override)
        (review,) = progress.overrides()
    assert review.override == Override(((1, "covered"),), 71.0)
    assert (review.score, [p.verdict for p in review.points]) == (71.0, ["covered", "covered"])
    assert review.verdict == VERDICT


def test_a_score_of_one_s_own_can_be_withdrawn(path: Path, clock: Clock) -> None:
    """All that was said of the score goes, nothing of what was said of the points; nor is the other answer touched."""
    with Progress(path, clock) as progress:
        keys = [rated(progress, "good", key) for key in ("q-1", "q-2")]
        for key in keys:
            for override in (Override(score=60), Override(((1, "covered"),), 71.0)):
                progress.dispute(key, override)
        progress.withdraw_score(keys[0])
        found = [review.override for review in progress.overrides()]
    assert found == [Override(((1, "covered"),)), Override(((1, "covered"),), 71.0)]


def test_verdicts_put_right_change_score_and_suggestion_wherever_they_are_read(path: Path, clock: Clock) -> None:
    """What the grader said is kept; a score of the user's own goes before what the user's verdicts make of it."""
    grader = replace(VERDICT.grader, name="keywords")
    with Progress(path, clock) as progress:
        keys = [rated(progress, "good", f"q-{n}") for n in range(3)]
        for key in keys:
            progress.grade(key, replace(VERDICT, grader=grader))
        progress.dispute(keys[1], Override(((1, "covered"),)))
        progress.dispute(keys[2], Override(((0, "missed"), (1, "covered")), 12.0))
        reviews, ratings = list(progress.reviews()), list(progress.ratings())
    assert [review.score for review in reviews] == [52.5, pytest.approx(76.2, abs=0.1), 12.0]
    assert [rating.score for rating in ratings] == [review.score for review in reviews]
    assert [review.suggested for review in reviews] == ["hard", "good", "again"]
    assert {review.verdict for review in reviews} == {replace(VERDICT, grader=grader)}


def test_rebuilding_gives_the_same_memories(path: Path, clock: Clock) -> None:
    """Memories are a cache: thrown away and made anew from the reviews, they are the same; cramming leaves no trace."""
    with Progress(path, clock) as progress:
        for rating, retention in (("good", 0.9), ("again", 0.9), ("hard", 0.8), ("easy", 0.95)):
            for key in ("q-1", "q-2", "q-3"):
                clock.forward(days=2.7, seconds=1.5)
                review = progress.submit(Question(key, "b", "s", "?"), "x", 1.0)
                progress.rate(review, rating, retention)
        rated(progress, "again", "q-1", cram=True)
        before = progress.memories()
        progress.db.execute("UPDATE memories SET stability = 99 WHERE question_id = 'q-1'")
        progress.db.execute("DELETE FROM memories WHERE question_id = 'q-2'")
        assert progress.rebuild() == (3, 2)
        assert progress.memories() == before
        assert before["q-1"].reps == 4


def test_undo_brings_the_memory_back(path: Path, clock: Clock) -> None:
    """A rating taken back leaves the answer open and the memory as it was before."""
    with Progress(path, clock) as progress:
        rated(progress, "good")
        before = progress.memories()
        clock.forward(days=3)
        review = rated(progress, "easy")
        assert progress.memories() != before
        progress.unrate(review)
        assert progress.memories() == before
        assert (progress.history("q-1")[-1].rating, progress.history("q-1")[-1].verdict) == (None, VERDICT)


def test_a_draft_lives_until_it_is_submitted(path: Path) -> None:
    with Progress(path) as progress:
        drafts.keep(progress, "q-1", "half", 2)
    with Progress(path) as progress:
        assert drafts.read(progress, "q-1") == ("half", 2)
        progress.submit(QUESTION, "half and half", 1.0)
        assert drafts.read(progress, "q-1") == ("", 0)
        drafts.keep(progress, "q-1", "  \n")
        assert drafts.question_ids(progress) == frozenset()


def test_a_changed_reference_is_told_once(path: Path) -> None:
    other = Question("q-1", "bank", "Section", "What is it?", answer="Another thing.", key_points=("Another.",))
    with Progress(path) as progress:
        assert not progress.reference_changed(QUESTION)
        rated(progress, "good")
        progress.reference_changed(QUESTION)
        assert progress.reference_changed(other)
        assert not progress.reference_changed(other)


def test_what_was_done_today(path: Path, clock: Clock) -> None:
    """The daily limits count questions, not answers; those of cramming and without rating count for nothing."""
    with Progress(path, clock) as progress:
        rated(progress, "good", "old")
        clock.forward(days=3)
        start = clock.time
        for key, rating in (("old", "good"), ("new", "again"), ("new", "good"), ("bare", None)):
            rated(progress, rating, key)
        rated(progress, "good", "crammed", cram=True)
        assert progress.done_since(start) == (1, 1)


def test_what_was_ever_answered(path: Path) -> None:
    with Progress(path) as progress:
        assert progress.answered() == frozenset()
        for key in ("b", "a", "b", "c"):
            rated(progress, None, key)
        assert progress.answered() == {"a", "b", "c"}


def test_suspended_questions(path: Path) -> None:
    with Progress(path) as progress:
        progress.suspend("q-1")
        progress.suspend("q-1")
        assert progress.suspended() == {"q-1"}
        assert progress.unsuspend("q-1") and not progress.unsuspend("q-1")
        assert progress.suspended() == frozenset()


def test_a_write_is_whole_or_not_at_all(path: Path) -> None:
    with Progress(path) as progress:
        with pytest.raises(ZeroDivisionError), progress.writing():
            progress.suspend("q-1")
            raise ZeroDivisionError
        assert progress.suspended() == frozenset()


# Opening


def test_wal_and_version(path: Path) -> None:
    with Progress(path) as progress:
        assert progress.db.journal_mode == "wal"
        assert progress.db.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)


def test_answers_and_ratings_outlive_a_power_cut(path: Path) -> None:
    """What the user gave is synced to the disk before it goes on; what can be made again is not waited for."""
    with Progress(path) as progress:
        rated(progress, "good")
        assert progress.db.execute("PRAGMA synchronous").fetchone()[0] == 2
        drafts.keep(progress, "q-1", "half")
        assert progress.db.execute("PRAGMA synchronous").fetchone()[0] == 1


def test_each_migration_has_one_backup_before_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old database is brought up to date, with a copy of it as it was before each step."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:-1])
    with Progress(path) as progress:
        progress.suspend("q-1")
    older = list(schema.MIGRATIONS)
    monkeypatch.undo()
    with Progress(path) as progress:
        assert progress.suspended() == {"q-1"}
        drafts.keep(progress, "q-1", "works")
    (kept,) = backups(path)
    assert kept.name == f"progress.db.before-{len(older) + 1:03}"
    assert sqlite3.connect(kept).execute("PRAGMA user_version").fetchone()[0] == len(older)


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(path) as progress:
        progress.suspend("q-1")

    def fails(db: Any) -> None:
        db.table("suspended").drop()
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, fails])
    with pytest.raises(ZeroDivisionError):
        Progress(path)
    monkeypatch.undo()
    with Progress(path) as progress:
        assert progress.suspended() == {"q-1"}


def test_a_newer_database_is_refused_in_one_line(path: Path) -> None:
    Progress(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(PrepError) as error:
        Progress(path)
    assert str(error.value) == (
        f"{path} was made by a newer prep (version 99, this program knows {len(schema.MIGRATIONS)}); "
        "install the newer version of prep that made it"
    )


def test_a_foreign_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(PrepError, match="is a database of another program; name another file with --db"):
        Progress(path)


@pytest.mark.parametrize("harm", ["overwritten", "emptied", "cut"])
def test_a_damaged_database_is_reported_with_its_backup(path: Path, harm: str) -> None:
    """What is damaged is said in one line, together with where the backup lies."""
    with Progress(path) as progress:
        with progress.writing():
            for number in range(200):
                rated(progress, "good", f"q-{number}")
        progress.back_up()
    for beside in path.parent.glob("progress.db-*"):
        beside.unlink()
    content = path.read_bytes()
    path.write_bytes({"overwritten": b"no database" * 999, "emptied": b"", "cut": content[: len(content) // 3]}[harm])
    with pytest.raises(PrepError) as error, Progress(path) as progress:
        list(progress.reviews())
        progress.memories()
    assert str(error.value).startswith(f"{path} is damaged (")
    assert str(error.value).endswith(f"); `prep data restore --db {path}` puts the backup {path}.backup in its place")
    assert error.value.exit_code == 1
    Path(f"{path}.backup").replace(path)
    with Progress(path) as progress:
        assert len(list(progress.reviews())) == 200


def test_without_a_backup_the_line_says_so(path: Path) -> None:
    path.write_bytes(b"no database" * 999)
    with pytest.raises(PrepError, match="there is no backup yet; move it away to start anew"):
        Progress(path)


def test_a_backup_of_the_day_is_kept(path: Path) -> None:
    with Progress(path) as progress:
        rated(progress, "good")
        progress.back_up()
        first = Path(f"{path}.backup").read_bytes()
        rated(progress, "good")
        progress.back_up()
        assert Path(f"{path}.backup").read_bytes() == first
        progress.back_up(older_than=timedelta(0))
        assert Path(f"{path}.backup").read_bytes() != first


@pytest.mark.parametrize("before", [None, "empty", "damaged"])
def test_the_first_backup_is_one_that_holds_answers(path: Path, before: str | None) -> None:
    """Without answers there is nothing to keep; a copy without them, or a damaged one, puts no other off for a day."""
    with Progress(path) as progress:
        progress.back_up()
        assert backups(path) == []
        if before == "empty":
            schema.back_up(path, Path(f"{path}.backup"))
        elif before == "damaged":
            Path(f"{path}.backup").write_bytes(b"no database" * 999)
        rated(progress, "good")
        progress.back_up()
    with Progress(Path(f"{path}.backup")) as kept:
        assert kept.answered() == {"q-1"}


def test_a_link_and_the_file_that_it_stands_for_have_one_backup(path: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    for name in (link, path):
        with Progress(name) as progress:
            rated(progress, "good")
            progress.back_up()
    assert backups(link) == backups(path) == [Path(f"{path}.backup")]


def test_reading_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    """Without a place for the database, what needs no writing sees an empty one; writing says why it cannot."""
    (tmp_path / "file").write_text("in the way")
    with Progress(tmp_path / "file" / "progress.db") as progress:
        assert not progress.writable and progress.memories() == {} and list(progress.reviews()) == []
        with pytest.raises(PrepError, match="cannot be written; name another place with --db or PREP_DB"):
            progress.suspend("q-1")


def test_a_read_only_database_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(path) as progress:
        rated(progress, "good")

    def refused(path: Path) -> Any:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(schema, "_open_for_writing", refused)
    with Progress(path) as progress:
        assert not progress.writable
        assert len(progress.history("q-1")) == 1 and sessions.unfinished(progress) == ([], [])


# Several at once

WRITER = """
import sys
from pathlib import Path
from interview_prep.model import Question
from interview_prep.storage import Progress
who, path = sys.argv[1], Path(sys.argv[2])
with Progress(path) as progress:
    for number in range(40):
        key = progress.submit(Question(f"q-{number % 5}", "b", "s", "?"), f"{who} {number}", 1.0)
        progress.rate(key, "good", 0.9)
"""


def test_two_writers_lose_nothing(path: Path) -> None:
    """Processes that open, migrate and write at the same time keep every answer, and memories count each once."""
    processes = [subprocess.Popen([sys.executable, "-c", WRITER, who, str(path)]) for who in "AB"]
    assert [process.wait(60) for process in processes] == [0, 0]
    with Progress(path) as progress:
        answers = [review.answer for review in progress.reviews()]
        live = progress.memories()
        progress.rebuild()
        assert progress.memories() == live
    assert sorted(answers) == sorted(f"{who} {number}" for who in "AB" for number in range(40))
    assert sum(memory.reps for memory in live.values()) == 80


HOLDER = """
import sys
from pathlib import Path
from interview_prep import sessions
from interview_prep.storage import Progress
progress = Progress(Path(sys.argv[1]))
print(sessions.begin(progress, sys.argv[2], 2, False), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("name", ["progress.db", "link.db"])
def test_an_open_session_is_told_from_an_interrupted_one(path: Path, name: str) -> None:
    """While its process lives a session is open elsewhere, under whichever name; killed, it can be gone on with."""
    path.with_name("link.db").symlink_to(path)
    queue = Queue(("a", "b"), ("b",))
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path.with_name(name)), queue.to_text()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout and process.stdin
    session = int(process.stdout.readline())
    with Progress(path) as progress:
        assert [each.queue for each in sessions.unfinished(progress)[1]] == [queue]
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with Progress(path) as progress:
        ((found,), alive) = sessions.unfinished(progress)
        assert (found.id, found.size, found.done, found.queue, alive) == (session, 2, 0, queue, [])
        sessions.end(progress, [session])
        assert sessions.unfinished(progress) == ([], [])


def test_everything_is_in_the_columns(path: Path) -> None:
    """The record can be read with any SQLite tool: one row an answer, the verdicts as JSON."""
    with Progress(path) as progress:
        rated(progress, "good")
    row = (
        sqlite3.connect(path).execute("SELECT answer, score, suggested, rating, points, grader FROM reviews").fetchone()
    )
    assert (*row[:4], row[5]) == ("A thing.", 52.5, "hard", "good", "bag")
    assert json.loads(row[4])[0] == ["It is a thing.", "covered", 0.9, "a thing"]


def test_a_full_disk_is_said_in_one_line_and_loses_nothing(path: Path) -> None:
    with Progress(path) as progress:
        rated(progress, "good")
    with pytest.raises(PrepError, match=r"full; make room, then try again") as error, Progress(path) as progress:
        progress.db.execute("PRAGMA max_page_count = 1")  # SQLite's own way of having no more room
        progress.submit(QUESTION, "A long answer. " * 10_000, 1.0)
    assert error.value.exit_code == 1
    with Progress(path) as progress:
        assert [review.answer for review in progress.reviews()] == ["A thing."]


def _make_databases(folder: str, barrier: Any, seen: Any) -> None:
    for number in range(60):
        barrier.wait(60)
        try:
            with Progress(Path(folder) / f"{number}.db") as progress:
                seen.put(str(progress.writable))
        except PrepError as error:
            seen.put(str(error))


def test_several_processes_may_make_the_database_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    barrier, seen = spawn.Barrier(3), spawn.Queue()
    workers = [spawn.Process(target=_make_databases, args=(str(tmp_path), barrier, seen)) for _ in range(3)]
    for worker in workers:
        worker.start()
    outcomes = [seen.get(timeout=60) for _ in range(3 * 60)]
    for worker in workers:
        worker.join(60)
    assert set(outcomes) == {"True"}


def test_a_database_that_is_only_looked_at_is_not_made(path: Path) -> None:
    with Progress(path, making=False) as progress:
        assert list(progress.reviews()) == [] and not progress.writable
    assert not path.exists()
