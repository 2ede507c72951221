"""What is not prep's own is left alone; what is damaged is said in one line, with a cure that works."""

import multiprocessing
import os
import re
import shlex
import shutil
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import Clock
from typer.testing import CliRunner, Result

from interview_prep import atomic, paths, schema
from interview_prep.backups import backups, set_aside, unfinished
from interview_prep.cli import app
from interview_prep.errors import PrepError
from interview_prep.model import Grader, PointVerdict, Question, Verdict
from interview_prep.storage import Progress

POINTS = (PointVerdict("It is a thing.", "covered", 0.9, "a thing"),)
VERDICT = Verdict(52.5, "hard", POINTS, Grader("bag", None, "1"))


def prep(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=given)


def answered(path: Path, count: int = 1, rating: str | None = "good") -> Path:
    """Make a database with rated answers to `sample-001` and to other questions."""
    with Progress(path, Clock()) as progress, progress.writing():
        for number in range(1, count + 1):
            question = Question(f"sample-{number:03}", "sample", "Retrieval", "What?", key_points=("It is a thing.",))
            review = progress.submit(question, f"A thing, number {number}. " * 40, 1.5)
            progress.grade(review, VERDICT)
            progress.rate(review, rating, 0.9)
    return path


def changed(path: Path, statement: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()
    return path


def overwrite_page_of(path: Path, text: bytes) -> None:
    """Write over the page of a database that holds ``text``."""
    changed(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    start = content.index(text) // 4096 * 4096
    path.write_bytes(content[:start] + b"\xff" * 4096 + content[start + 4096 :])


# Deleting


def a_folder(path: Path) -> None:
    (path / "inner").mkdir(parents=True)
    (path / "inner" / "letter.txt").write_text("dear")


def a_text(path: Path) -> None:
    path.write_text("SQLite is not what this is.")


def a_short_text(path: Path) -> None:
    path.write_text("x")


def another_programs(path: Path) -> None:
    changed(path, "CREATE TABLE moz_places (url)")


def another_programs_with_a_version(path: Path) -> None:
    changed(path, "CREATE TABLE sessions (key); CREATE TABLE users (name); PRAGMA user_version = 3")


def a_text_as_backup(path: Path) -> None:
    answered(path)
    path.with_name(f"{path.name}.backup").write_text("my own copy")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (a_folder, "{} is a folder; name a file for the progress database"),
        (a_text, "{} is no database of prep; move it away, or name another file with --db"),
        (a_short_text, "{} is no database of prep; move it away, or name another file with --db"),
        (another_programs, "{} is a database of another program; name another file with --db"),
        (another_programs_with_a_version, "{} is a database of another program; name another file with --db"),
        (a_text_as_backup, "{}.backup is no database of prep; move it away, or name another file with --db"),
    ],
)
@pytest.mark.parametrize("named", ["--db", "PREP_DB"])
def test_deleting_takes_nothing_but_what_is_prep_s_own(
    make: Callable[[Path], None], message: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a text or another program's database is refused in one line, and all of it is still there."""
    path = tmp_path / "place" / "thing"
    path.parent.mkdir()
    make(path)
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    monkeypatch.setenv("PREP_DB", str(path))
    result = prep("data", "delete", "--yes", *(["--db", str(path)] if named == "--db" else []))
    assert (result.exit_code, result.stderr) == (2, f"prep: {message.format(path)}\n")
    assert {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()} == before


def test_tables_that_stand_in_the_log_alone_are_seen_before_deleting(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE theirs (x)")
    assert b"theirs" not in path.read_bytes()
    assert prep("data", "delete", "--yes", "--db", str(path)).exit_code == 2
    connection.close()
    assert path.exists()


def test_a_name_is_no_pattern_for_what_is_deleted(tmp_path: Path) -> None:
    """A database called `*` has no backups but its own; a folder that is called like a backup is none."""
    other = answered(tmp_path / "other.db.backup")
    answered(tmp_path / "*")
    (tmp_path / "mine.db.before-summer").mkdir()
    assert prep("data", "delete", "--yes", "--db", str(tmp_path / "*")).exit_code == 0
    answered(tmp_path / "mine.db")
    assert prep("data", "delete", "--yes", "--db", str(tmp_path / "mine.db")).exit_code == 0
    assert sorted(tmp_path.iterdir()) == [tmp_path / "mine.db.before-summer", other]


@pytest.mark.parametrize("harm", ["page", "head", "cut", "table", "emptied"])
def test_a_damaged_database_of_one_s_own_can_be_deleted(harm: str, tmp_path: Path) -> None:
    path = answered(tmp_path / "progress.db", 50)
    content = path.read_bytes()
    if harm == "page":
        overwrite_page_of(path, b"number 30")
    elif harm == "table":
        changed(path, "DROP TABLE reviews")
    else:
        left = {"head": content[:16] + b"\xff" * 9999, "cut": content[:5000], "emptied": b""}[harm]
        path.write_bytes(left)
    assert prep("data", "delete", "--yes", "--db", str(path)).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_deleting_takes_what_a_link_stands_for(tmp_path: Path) -> None:
    """The file that a linked database is, its log and its copies go with the link; what else is there stays."""
    place = tmp_path / "place"
    place.mkdir()
    path = tmp_path / "progress.db"
    path.symlink_to(place / "real.db")
    with Progress(answered(path)) as progress:
        progress.back_up()
    schema.back_up(place / "real.db", place / "real.db.backup")
    for ending in ("-wal", "-shm"):
        (place / f"real.db{ending}").touch()
    (place / "letter.txt").write_text("dear")
    result = prep("data", "delete", "--yes", "--db", str(path))
    assert result.exit_code == 0 and str(place / "real.db-wal") in result.stderr.splitlines()
    assert sorted(tmp_path.rglob("*")) == [place, place / "letter.txt"]
    assert prep("stats", "--db", str(path)).stdout.startswith("No answers yet")


def test_a_session_on_the_file_that_a_link_stands_for_is_seen_before_deleting(tmp_path: Path) -> None:
    path, link = answered(tmp_path / "real.db"), tmp_path / "progress.db"
    link.symlink_to(path)
    with an_open_session(path, tmp_path / "held"):
        result = prep("data", "delete", "--yes", "--db", str(link))
    assert result.exit_code == 1 and result.stderr.endswith("a session is open in another terminal; quit it first\n")
    assert path.exists() and link.is_symlink()


@contextmanager
def an_open_session(path: Path, sign: Path) -> Iterator[None]:
    """Let another process hold a session of a database open."""
    process = multiprocessing.get_context("spawn").Process(target=hold_a_session, args=(path, sign))
    process.start()
    try:
        while process.is_alive() and not sign.exists():
            time.sleep(0.01)
        yield
    finally:
        process.kill()
        process.join()


def hold_a_session(path: Path, sign: Path) -> None:
    """Hold a session open until this process is killed."""
    with Progress(path) as progress:
        progress.locks.hold(1)
        sign.touch()
        time.sleep(60)


@pytest.mark.parametrize("left", ["", "-wal", ".backup", ".backup.123.part", ".set-aside-2-wal"])
def test_deleting_a_database_that_is_not_there_deletes_nothing(left: str, places: Path) -> None:
    """Cache and calibration are not those of a mistyped name; what is left of a lost database is taken with them."""
    atomic.write_text(paths.correction(), "{}")
    if left:
        (places / f"progress.db{left}").touch()
    result = prep("data", "delete", "--yes")
    cure = "name the right file with --db or PREP_DB"
    refused = f"prep: {places / 'progress.db'} is not there, and nothing was deleted; {cure}\n"
    assert (result.exit_code, result.stderr == refused) == ((0, False) if left else (2, True))
    assert paths.correction().exists() is not bool(left)


def test_a_new_installation_s_cache_can_be_deleted(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name there is no mistyped one."""
    monkeypatch.delenv("PREP_DB")
    atomic.write_text(paths.correction(), "{}")
    assert prep("data", "delete", "--yes").exit_code == 0
    assert not paths.correction().exists()


# Backups


@pytest.mark.parametrize(
    "command", [("stats",), ("quiz", "-b", "sample"), ("sections",), ("calibrate",), ("data", "export")], ids=" ".join
)
@pytest.mark.parametrize("end", ["backup", "before-004"])
def test_a_database_that_is_gone_is_not_begun_anew_over_its_backup(
    command: tuple[str, ...], end: str, places: Path, sample_bank: Path
) -> None:
    path, kept = answered(places / "progress.db", 3), places / f"progress.db.{end}"
    schema.back_up(path, kept)
    path.unlink()
    good = kept.read_bytes()
    result = prep(*command, "--db", str(path), given="It overlaps.\n.\n")
    cure = f"`prep data restore` puts the backup {kept} in its place, or move its backups away to start anew"
    assert (result.exit_code, result.stderr) == (1, f"prep: {path} is not there; {cure}\n")
    assert kept.read_bytes() == good and not path.exists()
    kept.replace(path)
    assert prep("stats").stdout.startswith("3 answers to 3 questions")


@pytest.mark.parametrize("away", ["moved", "deleted"])
def test_without_a_database_and_its_backups_one_starts_anew(away: str, places: Path) -> None:
    path = answered(places / "progress.db")
    schema.back_up(path, places / "progress.db.backup")
    path.unlink()
    if away == "moved":
        (places / "progress.db.backup").replace(places / "old.backup")
    else:
        assert prep("data", "delete", "--yes").exit_code == 0
    result = prep("stats")
    assert (result.exit_code, result.stdout[:14]) == (0, "No answers yet")


def interrupted(path: Path, hours: float) -> list[Path]:
    """Leave what a backup leaves that was interrupted some hours ago."""
    ends = [f"{end}.123.part{more}" for end in ("backup", "before-004") for more in ("", "-journal")]
    left = [path.with_name(f"{path.name}.{end}") for end in ends]
    for file in left:
        file.write_bytes(b"answers")
        os.utime(file, (time.time() - 3600 * hours,) * 2)
    return left


def test_a_backup_that_was_interrupted_is_none(tmp_path: Path) -> None:
    path, other = tmp_path / "progress.db", tmp_path / "progress.db.backup.notes.part"
    left = interrupted(path, hours=0.5)
    other.write_text("mine")
    assert (backups(path), sorted(unfinished(path))) == ([], sorted(left))
    path.write_bytes(b"no database" * 999)
    assert "there is no backup yet" in prep("stats", "--db", str(path)).stderr
    path.unlink()
    answered(path)
    result = prep("data", "delete", "--yes", "--db", str(path))
    assert {str(file) for file in left} <= set(result.stderr.splitlines())
    assert list(tmp_path.iterdir()) == [other]


@pytest.mark.parametrize(("hours", "stays"), [(0.5, True), (1.5, False)])
def test_a_backup_removes_what_an_older_one_left(hours: float, stays: bool, tmp_path: Path) -> None:
    """What is younger than an hour may still be written by another process."""
    left = interrupted(answered(tmp_path / "progress.db"), hours)
    schema.back_up(tmp_path / "progress.db", tmp_path / "progress.db.backup")
    assert all(file.exists() is stays for file in left)


def test_a_damaged_database_does_not_replace_its_good_backup(
    places: Path, sample_bank: Path, bag: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session on a damaged database keeps its answers and the old backup, and says where that lies."""
    path, kept = answered(places / "progress.db", 200), places / "progress.db.backup"
    with Progress(path) as progress:
        progress.back_up()
    overwrite_page_of(path, b"number 100")
    good = kept.read_bytes()
    monkeypatch.setattr(Progress.back_up, "__defaults__", (timedelta(seconds=-1),))
    result = prep("quiz", "-b", "sample", "--n", "1", "--all", "--json", given="It overlaps.\n.\n")
    assert kept.read_bytes() == good
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 1
    said = result.stderr.splitlines()[-1]
    assert said.startswith(f"prep: {path} is damaged (") and said.endswith(f"puts the backup {kept} in its place")
    assert not list(places.glob("*.part"))
    connection = sqlite3.connect(path)
    (last,) = connection.execute("SELECT answer FROM reviews WHERE id = (SELECT max(id) FROM reviews)").fetchone()
    connection.close()
    assert last == "It overlaps."


def test_a_database_that_goes_under_a_session_does_not_replace_its_good_backup(places: Path) -> None:
    """SQLite would make an empty file in its place, and that copy, too, were whole."""
    path, kept = answered(places / "progress.db"), places / "progress.db.backup"
    schema.back_up(path, kept)
    good = kept.read_bytes()
    with pytest.raises(PrepError) as error, Progress(path) as progress:
        path.unlink()
        progress.back_up(timedelta(seconds=-1))
    cure = f"`prep data restore` puts the backup {kept} in its place"
    assert (str(error.value), kept.read_bytes()) == (f"{path} is damaged (it is empty); {cure}", good)


def test_a_backup_that_cannot_take_its_place_is_told(places: Path) -> None:
    path, folder = answered(places / "progress.db"), places / "progress.db.backup"
    folder.mkdir()
    with pytest.raises(PrepError, match=r"progress\.db\.backup: Is a directory; see that nothing else uses it"):
        schema.back_up(path, folder)
    assert not list(places.glob("*.part"))


def test_a_damaged_database_is_not_copied(tmp_path: Path) -> None:
    path = answered(tmp_path / "progress.db", 100)
    overwrite_page_of(path, b"number 50")
    with pytest.raises(PrepError, match=r"is damaged \(.+\); there is no backup yet; move it away to start anew"):
        schema.back_up(path, tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


# Restoring


def killed(path: Path) -> Path:
    """Leave what a kill leaves: a backup of two answers, a database, and beside it a log with a third answer."""
    with Progress(answered(path, 2)) as progress:
        progress.back_up()
    before = path.with_name("before")
    before.mkdir()
    with Progress(path, Clock()) as progress:
        progress.submit(Question("sample-003", "sample", "Retrieval", "What?"), "The third. " * 900, 1.5)
        for file in path.parent.glob(f"{path.name}-*"):
            shutil.copy(file, before)
        shutil.copy(path, before)
    for file in before.iterdir():
        file.replace(path.parent / file.name)
    before.rmdir()
    assert {file.name for file in path.parent.glob(f"{path.name}-*")} == {f"{path.name}-wal", f"{path.name}-shm"}
    return path


def lose(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(b"no database" * 999)


@pytest.mark.parametrize("harm", [lose, empty, overwrite])
@pytest.mark.parametrize("name", ["progress.db", "other one.db", """it's "$HOME".db"""])
def test_the_command_that_a_lost_database_is_told_with_restores_it(
    harm: Callable[[Path], None], name: str, places: Path
) -> None:
    path = killed(places / name)
    harm(path)
    said = prep("data", "export", "--db", str(path)).stderr
    (command,) = re.findall(r"`prep (.+?)`", said)
    result = prep(*shlex.split(command), "--yes")
    assert result.exit_code == 0 and f"{path}.backup of " in result.stderr
    assert "holds 2 answers.\n" in result.stderr and result.stderr.endswith(f"{path} is restored.\n")
    assert all(f"kept as {file}.\n" in result.stderr for file in set_aside(path))
    assert not any(path.with_name(f"{name}{log}").exists() for log in ("-wal", "-shm"))
    assert prep("stats", "--db", str(path)).stdout.startswith("2 answers to 2 questions")


def test_what_was_replaced_can_be_opened_with_its_log(places: Path) -> None:
    """The log is not replayed into the copy; a second restoring keeps what the first kept; deleting takes it all."""
    path = killed(places / "progress.db")
    for number in (1, 2):
        assert prep("data", "restore", "--yes").exit_code == 0
        with closing(sqlite3.connect(f"{path}.set-aside-{number}")) as connection:
            assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (4 - number,)
    assert prep("data", "delete", "--yes").exit_code == 0
    assert not list(places.glob("progress.db*"))


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_restoring_that_is_interrupted_leaves_the_database_or_none(
    step: int, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never is there a database without its log, nor one with the log of another; and restoring can be done again."""
    path, left = killed(places / "progress.db"), iter(range(1, step))
    rename = Path.replace

    def until_the_kill(self: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", until_the_kill)
    assert prep("data", "restore", "--yes").exit_code == 130
    monkeypatch.setattr(Path, "replace", rename)
    assert path.exists() is (step == 1) and (step > 1 or Path(f"{path}-wal").exists())
    assert prep("data", "restore", "--yes").exit_code == 0
    assert prep("stats").stdout.startswith("2 answers to 2 questions")


def without_backup(path: Path) -> str:
    answered(path)
    return f"{path} has no backup; name another database with --db"


def with_a_damaged_backup(path: Path) -> str:
    overwrite_page_of(answered(path.with_name(f"{path.name}.backup"), 99), b"number 50")
    return f"{path}.backup is damaged ("


def with_an_empty_backup(path: Path) -> str:
    path.with_name(f"{path.name}.backup").touch()
    cure = "it is the only backup, move it away to start anew"
    return f"{path}.backup is damaged (it is empty); {cure}"


def with_an_older_backup_too(path: Path) -> str:
    schema.back_up(answered(path), path.with_name(f"{path.name}.before-004"))
    path.with_name(f"{path.name}.backup").touch()
    return f"{path}.backup is damaged (it is empty); move it away to restore {path}.before-004"


def with_a_text_as_backup(path: Path) -> str:
    a_text_as_backup(path)
    return f"{path}.backup is no database of prep; move it away, or name another file with --db"


@pytest.mark.parametrize(
    "make",
    [without_backup, with_a_damaged_backup, with_an_empty_backup, with_an_older_backup_too, with_a_text_as_backup],
)
def test_nothing_is_restored_from_a_backup_that_is_of_no_use(make: Callable[[Path], str], places: Path) -> None:
    message = make(places / "progress.db")
    before = {file: file.read_bytes() for file in places.glob("progress.db*")}
    result = prep("data", "restore", "--yes")
    assert result.exit_code in (1, 2) and result.stderr.startswith(f"prep: {message}")
    assert result.stderr.count("\n") == 1
    assert {file: file.read_bytes() for file in places.glob("progress.db*")} == before


def test_restoring_asks_and_waits_for_an_open_session(places: Path) -> None:
    path = answered(places / "progress.db")
    schema.back_up(path, places / "progress.db.backup")
    result = prep("data", "restore")
    assert result.exit_code == 2 and result.stderr.endswith("no terminal to ask on; say `--yes`\n")
    with an_open_session(path, places / "held"):
        result = prep("data", "restore", "--yes")
    assert result.exit_code == 1 and result.stderr.endswith("a session is open in another terminal; quit it first\n")
    assert set_aside(path) == []


def test_restoring_leaves_a_link_a_link(places: Path) -> None:
    path, link = killed(places / "real.db"), places / "progress.db"
    link.symlink_to(path)
    assert prep("data", "restore", "--yes").exit_code == 0
    assert link.is_symlink() and sorted(set_aside(link)) == sorted(set_aside(path)) != []
    assert prep("stats").stdout.startswith("2 answers to 2 questions")


# What the tables hold

RESTORE = "`prep data restore`"
REBUILD = "`prep rebuild` makes the memories anew from the answers"


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE memories SET due = 'soon'", "memory of sample-001: due is 'soon'"),
        ("UPDATE memories SET due = '2026-12-01T12:00:00'", "memory of sample-001: due is '2026-12-01T12:00:00'"),
        ("UPDATE memories SET last_review = NULL", "memory of sample-001: last_review is missing"),
        ("UPDATE memories SET state = 'asleep'", "memory of sample-001: state is 'asleep'"),
        ("UPDATE memories SET stability = 0", "memory of sample-001: stability is 0.0"),
        ("ALTER TABLE memories DROP COLUMN difficulty", "memory of sample-001: difficulty is missing"),
        ("DROP TABLE memories", "no such table: memories"),
    ],
)
def test_a_damaged_memory_is_mended_by_a_rebuild(statement: str, why: str, places: Path, sample_bank: Path) -> None:
    path = answered(places / "progress.db")
    with Progress(path) as progress:
        before = progress.memories()
    changed(path, statement)
    for command in (("stats",), ("sections",), ("quiz", "-b", "sample"), ("history", "sample-001")):
        result = prep(*command)
        assert (result.exit_code, result.stderr) == (1, f"prep: {path} is damaged ({why}); {REBUILD}\n"), command
    assert prep("rebuild").stdout == "The memory of 1 question was made anew; 1 changed.\n"
    with Progress(path) as progress:
        assert progress.memories() == before
    assert prep("stats").exit_code == 0


STATS, REBUILT, EXPORTED = ("stats",), ("rebuild",), ("data", "export")
HISTORY, QUIZ = ("history", "sample-001"), ("quiz", "-b", "sample")


@pytest.mark.parametrize(
    ("statement", "why", "commands"),
    [
        ("UPDATE reviews SET rated_at = 'x'", "answer 1: rated_at is 'x'", (STATS, REBUILT, HISTORY)),
        ("UPDATE reviews SET rated_at = '2026-11-20'", "answer 1: rated_at is '2026-11-20'", (STATS, REBUILT)),
        ("UPDATE reviews SET rated_at = x'00'", "answer 1: rated_at is b'\\x00'", (STATS, REBUILT)),
        ("UPDATE reviews SET submitted_at = 'x'", "answer 1: submitted_at is 'x'", (HISTORY,)),
        ("UPDATE reviews SET rating = 'goood'", "answer 1: rating is 'goood'", (STATS, REBUILT, HISTORY)),
        ("UPDATE reviews SET retention = NULL", "answer 1: retention is missing", (REBUILT,)),
        ("UPDATE reviews SET score = 'high'", "answer 1: score is 'high'", (STATS, HISTORY)),
        ("UPDATE reviews SET score = 1e15", "answer 1: score is 1000000000000000.0", (STATS, HISTORY)),
        ("UPDATE reviews SET score = -1", "answer 1: score is -1.0", (STATS, HISTORY)),
        ("UPDATE reviews SET rated_day = 1e15", "answer 1: rated_day is 1000000000000000", (STATS, REBUILT)),
        ("UPDATE reviews SET rated_day = 0", "answer 1: rated_day is 0", (STATS, REBUILT)),
        (
            "INSERT INTO overrides (review_id, score, at) VALUES (1, 100.5, '')",
            "override 1: score is 100.5",
            (HISTORY,),
        ),
        ("UPDATE reviews SET points = '['", "answer 1: points is '['", (HISTORY,)),
        ("UPDATE reviews SET points = '['", "reviews 1: points is '['", (EXPORTED,)),
        ("UPDATE reviews SET points = '[[1, 2, 3, 4]]'", "answer 1: points hold [1, 2, 3, 4]", (HISTORY,)),
        (
            """UPDATE reviews SET points = '[["p", "missed", NaN, ""]]'""",
            "answer 1: points hold ['p', 'missed', nan, '']",
            (HISTORY,),
        ),
        ("UPDATE reviews SET answer = x'ff'", "reviews 1: answer holds bytes, not text", (EXPORTED,)),
        ("UPDATE reviews SET answer = x'ff'", "answer 1: answer is b'\\xff'", (HISTORY,)),
        ("INSERT INTO sessions (queue) VALUES ('{')", "sessions 1: queue is '{'", (EXPORTED,)),
        ("INSERT INTO sessions (queue) VALUES ('{')", "session 1: queue is '{'", (QUIZ,)),
        ("INSERT INTO sessions (queue) VALUES ('[1, 2]')", "session 1: queue is '[1, 2]'", (QUIZ,)),
        (
            "INSERT INTO sessions (queue, started_at) VALUES ('[[], [], [], null]', 'x')",
            "session 1: started_at is 'x'",
            (QUIZ,),
        ),
        (
            "INSERT INTO overrides (review_id, point, verdict, at) VALUES (1, 0, 'fine', '')",
            "override 1: verdict is 'fine'",
            (HISTORY,),
        ),
        ("DROP TABLE reviews", "no such table: reviews", (STATS, REBUILT, EXPORTED, HISTORY)),
        ("ALTER TABLE reviews DROP COLUMN score", "no such column: score", (STATS,)),
        ("ALTER TABLE reviews DROP COLUMN score", "answer 1: score is missing", (HISTORY,)),
    ],
)
def test_a_damaged_answer_is_said_in_one_line(
    statement: str, why: str, commands: tuple[tuple[str, ...], ...], places: Path, sample_bank: Path
) -> None:
    path = answered(places / "progress.db")
    with Progress(path) as progress:
        progress.back_up()
    changed(path, statement)
    for command in commands:
        result = prep(*command)
        line = f"prep: {path} is damaged ({why}); {RESTORE} puts the backup {path}.backup in its place\n"
        assert (result.exit_code, result.stderr) == (1, line), command


def test_a_time_of_another_zone_is_no_damage(places: Path) -> None:
    path = changed(answered(places / "progress.db"), "UPDATE reviews SET rated_at = '2026-11-20T14:00:00+02:00'")
    assert prep("rebuild").stdout == "The memory of 1 question was made anew; none changed.\n"
    assert prep("stats").exit_code == 0
    with Progress(path) as progress:
        assert str(progress.history("sample-001")[0].rated_at) == "2026-11-20 12:00:00+00:00"


def test_only_what_is_locked_asks_to_close_the_other_program(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = answered(places / "progress.db")
    monkeypatch.setattr(schema, "WAIT_SECONDS", 0.01)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = prep("rebuild")
    other.close()
    line = f"prep: {path}: database is locked; close the other program that uses it, then try again\n"
    assert (result.exit_code, result.stderr) == (1, line)


# Words


def test_an_answer_without_a_rating_is_an_answer(places: Path) -> None:
    for count in ("1 answer is", "2 answers are"):
        with Progress(places / "progress.db") as progress:
            progress.grade(progress.submit(Question("q-1", "b", "s", "?", key_points=("x",)), "x", 1.0), VERDICT)
        told = f"No rated answers yet, {count} without a rating; `prep quiz` asks the next questions.\n"
        assert prep("stats").stdout == told


@pytest.mark.skipif(sys.platform == "win32", reason="needs a socket in the file system")
@pytest.mark.parametrize("arguments", [("stats",), ("rebuild",), ("data", "export"), ("data", "delete", "--yes")])
def test_what_is_no_file_is_no_database(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket stands for /dev/null here, which a test must not put at risk."""
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
    monkeypatch.setenv("PREP_DB", "socket")
    result = prep(*arguments)
    line = "prep: socket is no file; name a file for the progress database\n"
    assert (result.exit_code, result.stderr) == (2, line)
    assert Path("socket").exists()
