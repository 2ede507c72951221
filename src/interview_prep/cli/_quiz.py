"""The quiz from its plan to its summary, with or without a terminal."""

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace

import typer

from interview_prep import sitting
from interview_prep.banks import Library
from interview_prep.cli import _interrupted, _prompt, _render
from interview_prep.model import Question
from interview_prep.session import Wishes
from interview_prep.settings import Settings
from interview_prep.sitting import Judge, Sitting
from interview_prep.storage import Progress


def unsuspend(progress: Progress, library: Library, key: str) -> None:
    """Let a suspended question be asked again."""
    question = library.question(key)
    asked = progress.unsuspend(question.id)
    typer.echo(f"{question.id} is asked again." if asked else f"{question.id} was not suspended.")


def run(
    progress: Progress,
    library: Library,
    questions: Sequence[Question],
    wishes: Wishes,
    settings: Settings,
    as_json: bool,
) -> None:
    """Run one session: an interrupted one, if the user wants to go on with it, or a new one."""
    at_terminal = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    with _prompt.keys_kept() if at_terminal else nullcontext(), _Judges(settings.grader) as start:
        current = _interrupted.offered(progress, library, settings, questions, wishes) if at_terminal else None
        current = current or sitting.begin(progress, library, settings, questions, wishes)
        if current is None:
            typer.echo(_nothing(progress, questions, wishes, settings), err=True)
        elif at_terminal:
            _at_terminal(current, start)
        else:
            _without_terminal(current, start, as_json)


def _at_terminal(current: Sitting, start: Callable[[], Judge]) -> None:
    from interview_prep.cli import _summary, _terminal

    out = _render.console()
    finished = _terminal.Terminal(current, out, start).run()
    if finished or not current.unfinished():
        current.end()
    _summary.show(current, out)


def _without_terminal(current: Sitting, start: Callable[[], Judge], as_json: bool) -> None:
    from interview_prep.cli import _lines

    _lines.run(current, start, as_json)
    current.end()


def _nothing(progress: Progress, questions: Sequence[Question], wishes: Wishes, settings: Settings) -> str:
    if not questions:
        return "No question is in all of these at once; widen the selection (`prep sections` lists what there is)."
    soon = "" if wishes.new else _returning(progress, questions)
    if wishes.count is None and sitting.begin_would(progress, settings, questions, replace(wishes, count=1)):
        done = _done_today(progress, questions, wishes, settings)
        return f"{done}; {soon}`--n 5` asks five more, `--cram` leaves the schedule alone."
    if wishes.new and wishes.cram:
        return "Nothing here is new; `--cram` without `--new` asks what you have answered."
    return f"Nothing is due or new here; {soon}`--all` asks what is not due yet, `--cram` leaves the schedule alone."


def _done_today(progress: Progress, questions: Sequence[Question], wishes: Wishes, settings: Settings) -> str:
    """Say which of the day's limits are reached."""
    from interview_prep import scheduling

    standing = sitting.standing_of(progress, settings)
    due = [q for q in questions if q.id not in standing.barred and q.id in standing.memories]
    parts = []
    if not wishes.new:
        some = any(scheduling.is_due(standing.memories[q.id], standing.now) for q in due)
        done = _done(settings.reviews_per_day, "due", standing.open_due)
        parts.append(done if some else "nothing is due")
    if not standing.left_new:
        parts.append(_done(settings.new_per_day, "new", standing.open_new))
    return ", and ".join(parts).capitalize()


def _done(limit: int, kind: str, open_elsewhere: int) -> str:
    return f"today's {limit} {kind} questions are done" + " or open in another terminal" * bool(open_elsewhere)


def _returning(progress: Progress, questions: Sequence[Question]) -> str:
    """Say how many of the questions come back after a short step, and when the first does; "" where none does."""
    now, asked = progress.now(), {question.id for question in questions} - progress.suspended()
    memories = [memory for key, memory in progress.memories().items() if key in asked]
    steps = [memory.due for memory in memories if memory.state != "review" and memory.due > now]
    if not steps:
        return ""
    back = "1 comes back" if len(steps) == 1 else f"{len(steps)} come back, the first"
    return f"{back} {_render.when(min(steps), now)}; "


class _Judges:
    """Start the grader's process when the first question is on the screen, and end it with the session."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._worker: Judge | None = None

    def __enter__(self) -> Callable[[], Judge]:
        return self._start

    def _start(self) -> Judge:
        from interview_prep.grading._worker import Worker

        self._worker = Worker(self._name)
        return self._worker

    def __exit__(self, *_: object) -> None:
        if self._worker is not None:
            self._worker.close()
