"""The quiz without a terminal: answers from standard input, each ended by a line that holds a single "."."""

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from interview_prep import jsontext
from interview_prep.cli import _render
from interview_prep.model import Question
from interview_prep.records import stamp
from interview_prep.sitting import Judge, Sitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from interview_prep.records import Review
    from interview_prep.scheduling import Memory


def answers(lines: Iterator[bytes]) -> Iterator[str]:
    """Yield the answers of a stream of lines: each ends with a line "." or with the input; ".." stands for "."."""
    held: list[str] | None = None
    for raw in lines:
        line = raw.decode("utf-8", errors="replace").rstrip("\n").rstrip("\r")
        if line == ".":
            yield "\n".join(held or [])
            held = None
        else:
            held = [*(held or []), "." if line == ".." else line]
    if held is not None:
        yield "\n".join(held)


def run(sitting: Sitting, start: "Callable[[], Judge]", as_json: bool) -> None:
    """Ask, read, grade, rate as suggested, until the questions or the input end."""
    out, aside = _render.console(), _render.console(stderr=True)
    given = answers(iter(sys.stdin.buffer.readline, b""))
    told: set[str] = set()
    judge: Judge | None = None
    while question := sitting.next():
        number = sitting.queue.number(question.id)
        shown = aside if as_json else out
        _ask(sitting, question, number, shown, told, as_json)
        judge = judge or start()
        started = time.monotonic()
        answer = next(given, None)
        if answer is None:
            break
        failure = judge.failure
        review = sitting.submit(question, answer, time.monotonic() - started)
        review = sitting.grade(question, review, judge)
        if judge.failure and judge.failure != failure:
            aside.print(_render.words(judge.failure))
        memory = sitting.rate(review, review.verdict.rating if review.verdict else None)
        if as_json:
            review = sitting.progress.review(review.id)
            print(jsontext.dumps(row(question, review, memory, number, sitting.size)), flush=True)
        else:
            _show(sitting, question, review, memory, out)
            sys.stdout.flush()


def _ask(sitting: Sitting, question: Question, n: int, out: "Console", told: set[str], brief: bool) -> None:
    notice = sitting.library.bank(question.bank).notice
    if brief:
        out.print(_render.words(f"{n}/{sitting.size} {question.id}"), soft_wrap=True)
        return
    out.print(_render.heading(question, n, sitting.size, sitting.queue.returns(question.id), out.width))
    if notice and question.bank not in told:
        told.add(question.bank)
        out.print(_render.words(notice))
    if sitting.progress.reference_changed(question):
        out.print("The reference of this question has changed since you last answered it.")
    out.print(_render.asked(question))
    sys.stdout.flush()


def _show(sitting: Sitting, question: Question, review: "Review", memory: "Memory | None", out: "Console") -> None:
    out.print(_render.score_line(review))
    out.print(_render.points_table(review.points, _render.plain_marks(out)))
    for part in _render.reference(question):
        out.print(part)
    rating = review.verdict.rating if review.verdict else None
    if rating and memory and not sitting.cram:
        out.print(f"Rated {rating}; comes back {_render.when(memory.due, sitting.progress.now())}.")
    elif rating:
        out.print(f"Rated {rating}; cramming leaves the schedule alone.")
    out.print()


def row(question: Question, review: "Review", memory: "Memory | None", n: int, m: int) -> dict[str, Any]:
    """Return the object that `prep quiz --json` prints for one answer."""
    verdict = review.verdict
    points = verdict.points if verdict else ()
    grader = verdict.grader if verdict else None
    return {
        "question_id": question.id,
        "score": verdict.score if verdict else None,
        "rating": verdict.rating if verdict else None,
        "points": [
            {"text": p.text, "verdict": p.verdict, "coverage": p.coverage, "evidence": p.evidence} for p in points
        ],
        "grader": {"name": grader.name, "model": grader.model, "version": grader.version} if grader else None,
        "truncated": bool(verdict and verdict.truncated),
        "answer": review.answer,
        "given_rating": review.rating,
        "due": stamp(memory.due) if memory else None,
        "n": n,
        "m": m,
    }
