"""`prep quiz` on a real pseudo-terminal."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview_prep import drafts, sessions
from interview_prep.records import Review
from interview_prep.storage import Progress

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal (not on Windows)")

pytestmark = pytest.mark.usefixtures("sample_bank")
DRIVER = str(Path(__file__).with_name("prep_with_bag.py"))
ENTER, SUBMIT, ALT_ENTER = "\r", "\x04", "\x1b\r"
HINT, EDITOR, SKIP, UNDO, SUSPEND, QUIT, BREAK = "\x14", "\x0f", "\x0e", "\x12", "\x18", "\x11", "\x03"
RIGHT = "RAG retrieves documents from a store"
_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\x1b[()][0-9A-B]|\x1b[=>]")


class Screen:
    """A quiz in a terminal, its output without the sequences that move and colour."""

    def __init__(self, *arguments: str, columns: int = 80, **env: str) -> None:
        environment = os.environ | {"TERM": "xterm-256color"} | env
        command = [DRIVER, "quiz", "--bank", "sample", *arguments]
        self.child = pexpect.spawn(
            sys.executable, command, env=environment, dimensions=(40, columns), encoding="utf-8", timeout=10
        )
        self.shown = ""

    def until(self, *texts: str) -> "Screen":
        """Wait until each text was shown, one after the other, since the last wait."""
        for text in texts:
            self.before(text)
        return self

    def before(self, text: str) -> str:
        """Wait until ``text`` is shown; return what was shown before it, since the last wait."""
        while text not in self.plain():
            try:
                self.shown += self.child.read_nonblocking(4096, 10)
            except (pexpect.EOF, pexpect.TIMEOUT) as error:
                raise AssertionError(f"{text!r} was not shown:\n{self.plain()}") from error
        shown, _, self.shown = self.plain().partition(text)
        return shown

    def plain(self) -> str:
        return _SEQUENCE.sub("", self.shown).replace("\r", "")

    def press(self, keys: str) -> "Screen":
        self.child.send(keys)
        return self

    def rest(self) -> str:
        """Return what is shown until the program ends."""
        while True:
            try:
                self.shown += self.child.read_nonblocking(4096, 10)
            except pexpect.EOF:
                return self.plain()

    def code(self) -> int:
        self.rest()
        self.child.wait()
        return int(self.child.exitstatus)

    def resize(self, columns: int) -> "Screen":
        self.child.setwinsize(40, columns)
        return self

    def kill(self) -> None:
        self.child.kill(signal.SIGKILL)
        self.child.wait()


Start = Callable[..., Screen]


@pytest.fixture
def start() -> Iterator[Start]:
    screens: list[Screen] = []

    def begin(*arguments: str, **options: object) -> Screen:
        screens.append(Screen(*arguments, **options))  # type: ignore[arg-type]
        return screens[-1]

    yield begin
    for screen in screens:
        if screen.child.isalive():
            screen.child.kill(signal.SIGKILL)
            screen.child.wait()  # close() gives a busy machine a tenth of a second only
        screen.child.close()


def kept(places: Path) -> list[Review]:
    with Progress(places / "progress.db") as progress:
        return list(progress.reviews())


def drafted(places: Path, wanted: tuple[str, int]) -> tuple[str, int]:
    """Return the half-typed answer to the first question, with its hints, as soon as it is the ``wanted`` one."""
    deadline = time.monotonic() + 10
    with Progress(places / "progress.db") as progress:
        while (found := drafts.read(progress, "sample-001")) != wanted and time.monotonic() < deadline:
            time.sleep(0.05)
    return found


RETRIEVAL = ("--section", "retrieval", "--n", "1")


def test_a_question_from_reading_to_rating(start: Start, places: Path) -> None:
    """Enter makes a new line, Ctrl-D submits; score, verdicts, reference and intervals are shown; Enter accepts."""
    screen = start(*RETRIEVAL).until(
        "1/1 · sample · Retrieval · foundational", "author's own project", "What does RAG do"
    )
    screen.until("^D submit", "^T hint").press(RIGHT + ENTER + "and puts the documents into the prompt" + SUBMIT)
    screen.until("Score 100 of 100", "covered: RAG retrieves", "you said: “RAG retrieves", "covered: RAG puts")
    screen.until(
        "Reference answer", "prompt = question", "1 again 10 min", "2 hard 15 min", "3 good 2 d", "[4 easy 8 d]"
    )
    screen.press(ENTER).until("Rated easy; comes back on ", "Summary", "1 answer, 100 of 100", "Retrieval")
    assert screen.code() == 0
    (review,) = kept(places)
    assert review.answer == RIGHT + "\nand puts the documents into the prompt"
    assert (review.rating, review.hints, review.cram) == ("easy", 0, False)
    assert review.verdict and review.verdict.rating == "easy" and review.seconds


@pytest.mark.parametrize(("key", "rating"), [("1", "again"), ("2", "hard"), ("3", "good"), ("4", "easy")])
def test_a_number_overrides_the_suggestion(start: Start, places: Path, key: str, rating: str) -> None:
    screen = start(*RETRIEVAL).until("^D submit").press(RIGHT + ALT_ENTER).until("Rating:").press(key)
    screen.until(f"Rated {rating}; comes back ")
    assert [review.rating for review in kept(places)] == [rating]


def test_hints_that_were_seen_are_kept_at_once(start: Start, places: Path) -> None:
    """Nothing has to be typed after them: a kill loses none."""
    screen = start(*RETRIEVAL).until("^D submit").press(HINT).until("Hint 1 of 2")
    assert drafted(places, ("", 1)) == ("", 1)
    screen.kill()
    assert drafted(places, ("", 1)) == ("", 1)


def test_hints_are_counted_and_cost(start: Start, places: Path) -> None:
    """Each hint shows the label of one key point, and the score knows how many were shown."""
    screen = start(*RETRIEVAL).until("^D submit").press(HINT).until("Hint 1 of 2: RAG retrieves documents …")
    screen.press(HINT).until("Hint 2 of 2: RAG puts the documents …").press(HINT).until("No more hints.", "^D submit")
    screen.press(RIGHT + SUBMIT).until("2 hints").press(ENTER).until("Rated hard")
    (review,) = kept(places)
    assert review.hints == 2 and review.verdict and review.verdict.score == pytest.approx(46.7, abs=0.1)


def test_undo_rates_the_last_answer_anew(start: Start, places: Path) -> None:
    """After an undo the last answer is shown again, waiting for its rating; the half-typed one is offered later."""
    screen = start("--n", "2").until("1/2", "^D submit").press("one" + SUBMIT).until("Rating:").press("4")
    screen.until("Rated easy", "2/2", "^D submit").press("half an answer" + UNDO)
    screen.until("1/2", "Your answer, not yet rated:", "one", "Rating:").press("3").until("Rated good")
    screen.until("2/2", "What you had typed before:", "half an answer").press(SUBMIT).until("Rating:").press("u")
    screen.until("1/2", "Rating:").press("3").until("Rated good", "2/2", "Your answer, not yet rated:")
    screen.until("half an answer", "Rating:").press("3").until("Summary")
    assert [(review.answer, review.rating) for review in kept(places)] == [("one", "good"), ("half an answer", "good")]


def test_undo_with_nothing_to_undo(start: Start) -> None:
    start("--n", "1").until("^D submit").press(UNDO).until("no rating in this session to take back", "1/1")


def test_skip_and_suspend(start: Start, places: Path) -> None:
    screen = start("--n", "3").until("1/3", "^D submit").press(SKIP).until("Skipped", "2/3", "^D submit").press(SUSPEND)
    screen.until("Suspended: never asked again, until `prep quiz --unsuspend sample-00", "3/3").press(QUIT)
    assert screen.code() == 0
    with Progress(places / "progress.db") as progress:
        assert len(progress.suspended()) == 1 and not list(progress.reviews())


def test_the_editor(start: Start, places: Path, tmp_path: Path) -> None:
    """A key opens the answer in $EDITOR; what it saves is in the field afterwards."""
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "\\nfrom the editor" >> "$1"\n')
    editor.chmod(0o755)
    screen = start(*RETRIEVAL, EDITOR=str(editor)).until("^D submit").press("typed" + EDITOR).until("from the editor")
    screen.press(SUBMIT).until("Rating:").press("4").until("Summary")
    assert [review.answer for review in kept(places)] == ["typed\nfrom the editor"]


LATIN_1 = '#!/bin/sh\nprintf "caf\\351" > "$1"\n'


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (LATIN_1, "did not save UTF-8; set it to UTF-8, your text is in "),
        ("#!/bin/sh\nexit 3\n", "ended with 3; what it saved is not taken, it is in "),
        ('#!/bin/sh\nrm "$1"\n', "No such file or directory; save under the name that "),
        (None, "No such file or directory; set VISUAL or EDITOR to your editor"),
    ],
    ids=["not UTF-8", "exit code", "file gone", "no editor"],
)
def test_an_editor_that_fails_changes_nothing(
    start: Start, places: Path, tmp_path: Path, script: str | None, said: str
) -> None:
    """One line says what went wrong, and what was typed is still in the field."""
    editor = tmp_path / "ed"
    if script:
        editor.write_text(script)
        editor.chmod(0o755)
    screen = start(*RETRIEVAL, VISUAL=str(editor), columns=300).until("^D or Alt-Enter submit")
    screen.press("typed" + EDITOR).until("prep: ", said, "> typed").press(" on" + SUBMIT).until("Rating:").press("4")
    shown = screen.rest()
    assert "Summary" in shown and "Traceback" not in shown
    assert [review.answer for review in kept(places)] == ["typed on"]


def test_a_dispute_is_kept_and_changes_the_suggestion(start: Start, places: Path) -> None:
    """The user's own verdict and score are kept beside the grader's, and the suggestion follows the score."""
    screen = (
        start(*RETRIEVAL).until("^D submit").press("nothing" + SUBMIT).until("Enter takes again", "Rating:").press("d")
    )
    screen.until(" 2 ✗ missed: RAG puts", "Number of a key point").press("2\r").until("c covered").press("c")
    screen.until("Point 2 is covered now: RAG puts", "Number of a key point").press("s\r").until("Your score").press(
        "95\r"
    )
    screen.until("Score 95 of 100 (your own)", "Number of a key point").press("\r").until("Enter takes ", "Rating:")
    screen.press(ENTER).until("Summary")
    with Progress(places / "progress.db") as progress:
        (review,) = progress.overrides()
    assert review.override.verdicts == ((1, "covered"),) and review.override.score == 95
    assert review.rating in ("good", "easy") and review.verdict and review.verdict.score == 0


def test_a_verdict_put_right_changes_the_score_and_the_suggestion(start: Start, places: Path) -> None:
    """So do history and the summary; the grader's own verdict stays on record."""
    screen = start(*RETRIEVAL).until("^D submit").press("nothing" + SUBMIT).until("Rating:").press("d")
    for number in "12":
        screen.until("Number of a key point").press(f"{number}\r").until("c covered").press("c")
    screen.until("Number of a key point").press("\r").until("Score 100 of 100 (by your verdicts)", "Enter takes easy")
    screen.press(ENTER).until("Summary", "100 of 100 in the mean")
    with Progress(places / "progress.db") as progress:
        (review,) = progress.overrides()
    assert (review.score, review.rating) == (100, "easy") and review.verdict and review.verdict.score == 0


@pytest.mark.parametrize("said", ["101", "50.5", "85%", "-1", "high"])
def test_a_score_that_is_none_is_told(start: Start, places: Path, said: str) -> None:
    screen = start(*RETRIEVAL).until("^D submit").press("nothing" + SUBMIT).until("Rating:").press("d")
    screen.until("Number of a key point").press("s\r").until("Your score").press(f"{said}\r")
    screen.until("A score is a whole number from 0 to 100.", "Number of a key point").press("3\r")
    screen.until("There are the points 1 to 2.", "Number of a key point").press("\r").until("Score 0 of 100", "Rating:")
    with Progress(places / "progress.db") as progress:
        assert progress.overrides() == []


def test_a_score_of_one_s_own_goes_before_verdicts_until_it_is_withdrawn(start: Start, places: Path) -> None:
    screen = start(*RETRIEVAL).until("^D submit").press("nothing" + SUBMIT).until("Rating:").press("d")
    screen.until("Number of a key point").press("s\r")
    screen.until("Your score, 0 to 100 (it goes before the verdicts; empty withdraws it):").press("30\r")
    screen.until("Score 30 of 100 (your own)", "Number of a key point").press("1\r").until("c covered").press("c")
    screen.until("Point 1 is covered now", "Your own score goes before the verdicts, and stays.")
    screen.until("Number of a key point").press("s\r").until("Your score").press("\r")
    screen.until("Score 50 of 100 (by your verdicts)", "Number of a key point").press("2\r").until("c covered")
    screen.press("c").until("Point 2 is covered now")
    assert "Your own score" not in screen.before("Number of a key point")
    screen.press("\r").until("Score 100 of 100 (by your verdicts)", "Rating:").press(ENTER).until("Summary")
    with Progress(places / "progress.db") as progress:
        (review,) = progress.overrides()
    assert (review.score, review.override.score) == (100, None)


def test_a_story_is_an_example(start: Start) -> None:
    screen = (
        start("--section", "stories", "--n", "1").until("Tell me about an outage", "^D submit").press("It was" + SUBMIT)
    )
    screen.until("An example story (yours will differ)", "The store was down.", "Rating:").press("1").until("once more")


def test_without_a_reference_one_rates_oneself(start: Start, places: Path) -> None:
    screen = start("--section", "open", "--n", "1").until("^D submit").press(HINT).until("no hints", "^D submit")
    screen.press("so" + SUBMIT)
    screen.until("no key points to grade by: rate yourself", "Enter leaves it unrated", "Rating:").press("3")
    screen.until("Rated good; comes back")
    (review,) = kept(places)
    assert (review.rating, review.verdict) == ("good", None)


def test_cramming(start: Start, places: Path) -> None:
    screen = (
        start(*RETRIEVAL, "--cram")
        .until("^D submit")
        .press("x" + SUBMIT)
        .until("[1 again]   2 hard   3 good   4 easy", "Rating:")
        .press("3")
    )
    screen.until("Rated good; cramming leaves the schedule alone", "Summary")
    with Progress(places / "progress.db") as progress:
        assert progress.memories() == {} and [review.cram for review in progress.reviews()] == [True]


def test_a_changed_reference_is_said_once(start: Start, sample_bank: Path) -> None:
    start(*RETRIEVAL).until("^D submit").press("x" + SUBMIT).until("Rating:").press("4").until("Summary").rest()
    sample_bank.write_text(sample_bank.read_text().replace("documents from a store", "texts from a store"))
    screen = start(*RETRIEVAL, "--cram").until("The reference of this question has changed", "^D submit").press(QUIT)
    assert screen.code() == 0
    screen = start(*RETRIEVAL, "--cram")
    assert "has changed" not in screen.before("^D submit")
    assert "has changed" not in screen.press(QUIT).rest()


# What is not lost


def test_ctrl_c_leaves_with_130_and_keeps_what_was_typed(start: Start, places: Path) -> None:
    screen = start("--n", "2").until("^D submit").press("one" + SUBMIT).until("Rating:").press("3")
    screen.until("2/2", "^D submit").press("half a th")
    screen.until("half a th").press(BREAK)
    assert screen.code() == 130
    screen = start().until("was interrupted: 1 of 2 questions done", "Go on with it? [Y/n]").press("y")
    screen.until("2/2", "What you had typed before:", "half a th").press("ought" + SUBMIT).until("Rating:").press("3")
    screen.until("Summary", "2 answers")
    assert [review.answer for review in kept(places)] == ["one", "half a thought"]


@pytest.mark.parametrize(
    ("typed", "encoding", "answer"),
    [
        (b"caf\xe9 noir", "utf-8", "caf\ufffd noir"),
        ("für".encode(), "ascii", "für"),
    ],
    ids=["Latin-1", "ASCII"],
)
def test_bytes_that_are_not_decoded(start: Start, places: Path, typed: bytes, encoding: str, answer: str) -> None:
    """What is typed in another encoding than the terminal's is kept, as a draft and as an answer."""
    screen = start(*RETRIEVAL, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C.UTF-8").until("^D submit")
    os.write(screen.child.child_fd, typed)
    assert drafted(places, (answer, 0)) == (answer, 0)
    shown = screen.press(SUBMIT).before("Rating:") + screen.press("3").rest()
    assert "Rated good" in shown
    assert "Traceback" not in shown and "Unhandled" not in shown
    assert [review.answer for review in kept(places)] == [answer]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("naïve 🙂", "naïve 🙂"), ("caf\udce9", "caf\ufffd"), ("\udcc3\udcbc", "ü"), ("\ud83d!\udfff", "\ufffd!\ufffd")],
)
def test_a_draft_can_always_be_stored(places: Path, typed: str, stored: str) -> None:
    with Progress(places / "progress.db") as progress:
        drafts.keep(progress, "sample-001", typed)
        assert drafts.read(progress, "sample-001") == (stored, 0)


@pytest.mark.parametrize("key", [BREAK, QUIT])
def test_leaving_at_the_rating(start: Start, places: Path, key: str) -> None:
    """Ctrl-C and Ctrl-Q leave there too, and the answer goes on waiting for its rating."""
    screen = start("--n", "2").until("^D submit").press("x" + SUBMIT).until("Rating:").press(key)
    assert screen.code() == (130 if key == BREAK else 0)
    assert [(review.answer, review.rating) for review in kept(places)] == [("x", None)]
    screen = start().until("Go on with it? [Y/n]").press(BREAK)
    assert screen.code() == 130
    start().until("Go on with it?").press("y").until("Your answer, not yet rated:", "Rating:")


@pytest.mark.parametrize("keys", [SUBMIT + SUBMIT, SUBMIT + ENTER, SUBMIT + "4"])
def test_nothing_typed_before_the_verdict_rates_it(start: Start, places: Path, keys: str) -> None:
    """What was typed along with the answer or during the grading is no rating, and Ctrl-D never is one."""
    screen = start(*RETRIEVAL, PREP_SLOW_GRADES="1").until("^D submit").press("x" + keys)
    screen.until("The model is still loading").press(ENTER + "2").until("Score 0", "Rating:").press(SUBMIT)
    time.sleep(1)
    assert [review.rating for review in kept(places)] == [None]
    screen.press("3").until("Rated good")


def test_killed_while_typing(start: Start, places: Path) -> None:
    """What was typed a moment before a kill is offered again, hints and all."""
    screen = start("--n", "2").until("^D submit").press(HINT).until("Hint 1 of", "^D submit").press("half a thought")
    assert drafted(places, ("half a thought", 1)) == ("half a thought", 1)
    screen.kill()
    screen = (
        start().until("interrupted: 0 of 2").press(ENTER).until("1/2", "What you had typed before:", "half a thought")
    )
    screen.press(SUBMIT).until("1 hint", "Rating:")


def test_killed_while_the_model_loads(start: Start, places: Path) -> None:
    """An answer is on disk before its score is known; going on, it is graded without being typed again."""
    screen = start("--n", "2", PREP_SLOW_GRADES="30").until("^D submit").press("an answer" + SUBMIT)
    screen.until("The model is still loading").kill()
    assert [(review.answer, review.verdict) for review in kept(places)] == [("an answer", None)]
    screen = start().until("Go on with it?").press("y").until("1/2", "Your answer, not yet rated:", "an answer")
    screen.until("Score", "Rating:").press("3").until("Rated good", "2/2").press(QUIT)
    screen.rest()
    assert [(review.answer, review.rating) for review in kept(places)] == [("an answer", "good")]


def test_killed_before_the_rating(start: Start, places: Path) -> None:
    """A scored answer keeps its score, and waits for its rating."""
    screen = start("--n", "2").until("^D submit").press("an answer" + SUBMIT).until("Rating:")
    screen.kill()
    (review,) = kept(places)
    assert review.verdict and review.rating is None
    start().until("Go on with it?").press("y").until("Your answer, not yet rated:", "Rating:").press("1").until("2/2")
    assert [review.rating for review in kept(places)] == ["again"]


def test_killed_after_the_rating(start: Start, places: Path) -> None:
    """A rating is on disk before the next question is shown, and is not asked for again."""
    screen = start("--n", "2").until("^D submit").press("an answer" + SUBMIT).until("Rating:").press("4").until("2/2")
    screen.kill()
    assert [review.rating for review in kept(places)] == ["easy"]
    start().until("1 of 2 questions done", "Go on with it?").press("y").until("2/2", "^D submit")
    assert len(kept(places)) == 1


def test_declining_begins_anew(start: Start, places: Path) -> None:
    start("--n", "2").until("^D submit").kill()
    screen = start(*RETRIEVAL).until("Go on with it?").press("n").until("1/1").press(QUIT)
    assert screen.code() == 0
    with Progress(places / "progress.db") as progress:
        assert sessions.unfinished(progress) == ([], [])


def test_of_two_interrupted_sessions_each_is_offered(start: Start, places: Path) -> None:
    """Declining ends the one that was offered, and the next is offered then."""
    first, second = (start("--n", count).until("^D submit") for count in ("1", "2"))
    for screen in (first, second):
        screen.kill()
    screen = start().until("0 of 2 questions done", "Go on with it?").press("n")
    screen.until("0 of 1 questions done", "Go on with it?").press(BREAK)
    assert screen.code() == 130
    with Progress(places / "progress.db") as progress:
        assert [old.size for old in sessions.unfinished(progress)[0]] == [1]
    start().until("0 of 1 questions done", "Go on with it?").press("y").until("1/1", "^D submit")


def test_an_interrupted_session_says_what_it_is_about(start: Start) -> None:
    """Its sections and banks are named; and, where something else is asked for now, that it is left aside."""
    aside = "Going on leaves the options of this call aside; `n` ends that session."
    start("--section", "retrieval").until("^D submit").kill()
    for arguments, otherwise in [
        (("--section", "stories"), True),
        (("--section", "retrieval", "--cram"), True),
        (("--section", "retrieval"), False),
        ((), False),
    ]:
        screen = start(*arguments, columns=100).until("A session of ", "0 of 2 questions done.")
        shown = screen.until("Its questions are on Retrieval (sample).").before("Go on with it?")
        assert (aside in shown) is otherwise
        screen.kill()
    start().until("Go on with it?").press("n").until("^D submit").press(QUIT).rest()
    start("--cram").until("^D submit").kill()
    start(columns=100).until("A cramming session of ", "Its questions are on ", "; ", "(sample).", "Go on with it?")


def test_declining_names_the_answers_that_stay_unrated(start: Start) -> None:
    start("--n", "2").until("^D submit").press("x" + SUBMIT).until("Rating:").press("q").rest()
    screen = start("--section", "stories", columns=160).until("Go on with it?").press("n")
    screen.until("Submitted but not rated: 1 answer (sample-001); `prep history ID` shows what you wrote.", "1/1")


def test_quitting_with_nothing_open_ends_the_session(start: Start) -> None:
    start("--n", "2").until("^D submit").press(QUIT).rest()
    assert "interrupted" not in start("--n", "2").before("1/2")


def test_quitting_at_the_rating_can_be_gone_on_with(start: Start) -> None:
    start("--n", "2").until("^D submit").press("x" + SUBMIT).until("Rating:").press("q").rest()
    start().until("Go on with it?").press("y").until("Your answer, not yet rated:")


def test_a_session_in_another_terminal_is_left_alone(start: Start) -> None:
    """A session that is still open is not offered, and its questions are not asked here."""
    start(*RETRIEVAL).until("What does RAG do", "^D submit")
    shown = start(*RETRIEVAL).before("^D submit")
    assert "interrupted" not in shown and "What does RAG do" not in shown


# Terminals


def test_no_color(start: Start) -> None:
    screen = start(*RETRIEVAL, NO_COLOR="1").until("^D submit").press("x" + SUBMIT)
    raw = ""
    while "Rating:" not in raw:
        raw += screen.child.read_nonblocking(4096, 10)
    assert not re.search(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7]|9[0-7])m", raw)


def test_a_dumb_terminal(start: Start, places: Path) -> None:
    """Without any control of the cursor a session goes from question to rating all the same."""
    screen = start(*RETRIEVAL, TERM="dumb").until("What does", "^D submit")
    screen.press(RIGHT + ENTER + "more" + SUBMIT).until("Score", "Rating:").press("3").until("Rated good")
    assert screen.code() == 0
    assert [review.answer for review in kept(places)] == [RIGHT + "\nmore"]


def test_a_dumb_terminal_shows_the_text_again(start: Start, tmp_path: Path) -> None:
    """What is printed below a half-typed line begins a line of its own, and what is typed follows it; so do drafts."""
    editor = tmp_path / "ed"
    editor.write_text('#!/bin/sh\nprintf " three" >> "$1"\n')
    editor.chmod(0o755)
    screen = start(*RETRIEVAL, TERM="dumb", EDITOR=str(editor)).until("^D submit", "> ").press("one" + ENTER + "two")
    screen.until("one\ntwo").press(HINT).until("\nHint 1 of 2: RAG retrieves documents …\n> one\ntwo").press(EDITOR)
    screen.until("\n> one\ntwo three").press(QUIT).rest()
    start(*RETRIEVAL, TERM="dumb").until("Go on with it?").press("y").until("typed before:", "\n> one\ntwo three")


def test_a_terminal_that_is_made_narrow(start: Start) -> None:
    """The keys are laid out anew at once, and what is printed next is as wide as the terminal is then."""
    screen = start("--section", "stories", columns=100).until("^D or Alt-Enter submit", "^Q quit").resize(42)
    screen.until("^D submit  ^T hint  ^O editor  ^N skip", "^R undo last rating  ^X suspend  ^Q quit")
    shown = screen.press("x" + SUBMIT).until("\n\nScore").before("Rating:")
    assert max(map(len, shown.splitlines())) <= 42


@pytest.mark.parametrize("columns", [40, 160])
def test_narrow_and_wide(start: Start, columns: int) -> None:
    """No line is longer than the terminal, or than what is comfortable to read."""
    screen = start(*RETRIEVAL, columns=columns).until("1/1 · sample")
    shown = screen.until("^Q quit").press("x" + SUBMIT).until("Score 0 of 100").before("Rating:")
    assert max(map(len, shown.splitlines())) <= min(columns, 100)


def test_control_sequences_of_an_answer_stay_out(start: Start, places: Path) -> None:
    """An answer with control sequences is shown without them."""
    with Progress(places / "progress.db") as progress:
        drafts.keep(progress, "sample-001", "evil \x1b]0;title\x07 \x1b[31mred")
    screen = start(*RETRIEVAL).until("evil  red").press(SUBMIT).until("Rating:").press("3")
    assert "title" not in screen.rest()
