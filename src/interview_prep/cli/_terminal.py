"""The quiz on a terminal: one question at a time, from reading to rating."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview_prep import drafts
from interview_prep.cli import _prompt, _render
from interview_prep.cli._dispute import dispute
from interview_prep.model import RATINGS, Question, label_of
from interview_prep.sitting import Judge, Sitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from interview_prep.records import Review


@dataclass(slots=True)
class Terminal:
    """A session in front of a person."""

    sitting: Sitting
    out: "Console"
    start: "Callable[[], Judge]"
    _judge: Judge | None = None
    _told: set[str] = field(default_factory=set)

    def run(self) -> bool:
        """Ask until nothing is left (True) or the user quits (False)."""
        while question := self.sitting.next():
            review = self.sitting.open_review(question)
            self._show_question(question)
            if self._judge is None:
                self._judge = self.start()  # the model loads while the user reads and types
            if review is None:
                answered = self._answer(question)
                if isinstance(answered, str):
                    if answered == "quit":
                        return False
                    continue
                review = answered
            else:
                self._show_answer(review)
            if not self._rate(question, review):
                return False
        return True

    def _show_question(self, question: Question) -> None:
        queue, out = self.sitting.queue, self.out
        _render.fit(out)
        out.print()
        again = queue.returns(question.id)
        out.print(_render.heading(question, queue.number(question.id), self.sitting.size, again, out.width))
        notice = self.sitting.library.bank(question.bank).notice
        if notice and question.bank not in self._told:
            self._told.add(question.bank)
            out.print(_render.words(notice, "yellow"))
        if self.sitting.progress.reference_changed(question):
            out.print(_render.words("The reference of this question has changed since you last answered it.", "yellow"))
        out.print()
        out.print(_render.asked(question))
        out.print()

    def _show_answer(self, review: "Review") -> None:
        self.out.print(_render.words("Your answer, not yet rated:", "bold"))
        self.out.print(_render.words(review.answer or "(empty)"))

    def _answer(self, question: Question) -> "Review | str":
        """Read and keep an answer; or return what was chosen instead of one, done."""
        sitting = self.sitting
        draft, hints = drafts.read(sitting.progress, question.id)
        seen = _Hints(self.out, question, hints)
        if draft:
            self.out.print(_render.words("What you had typed before:", "dim"))
        if self.out.is_dumb_terminal:
            self.out.print(_prompt.answer_keys(self.out.width))
        started = time.monotonic()

        def keep(text: str) -> None:
            drafts.keep(sitting.progress, question.id, text, seen.count)

        typed = _prompt.read_answer(_render.safe(draft), keep, seen.show)
        if typed.action == "submit":
            return sitting.submit(question, typed.text.strip(), time.monotonic() - started, seen.count)
        keep(typed.text)
        return self._instead(question, typed.action)

    def _instead(self, question: Question, action: str) -> str:
        if action == "skip":
            self.sitting.skip(question)
            self.out.print(_render.words("Skipped: it comes another time.", "dim"))
        elif action == "suspend":
            self.sitting.suspend(question)
            said = f"Suspended: never asked again, until `prep quiz --unsuspend {question.id}`."
            self.out.print(_render.words(said, "dim"))
        elif action == "undo" and not self.sitting.undo():
            self.out.print(_render.words("There is no rating in this session to take back.", "yellow"))
        return action

    def _rate(self, question: Question, review: "Review") -> bool:
        """Show the verdict and the reference, take the rating; False if the user quits."""
        review = self._graded(question, review)
        _prompt.forget_keys()
        self._show_verdict(review)
        for part in _render.reference(question):
            self.out.print(part)
        while True:
            key = self._ask_rating(question, review)
            if key == "d":
                review = dispute(self.sitting, review, self.out)
                continue
            if key == "q":
                return False
            if key == "u":
                if self.sitting.undo():
                    return True
                self.out.print(_render.words("There is no earlier rating in this session to take back.", "yellow"))
                continue
            self._close(question, review, key)
            return True

    def _graded(self, question: Question, review: "Review") -> "Review":
        assert self._judge is not None
        judge, known = self._judge, self._judge.failure
        if review.verdict is not None or not question.gradable:
            return self.sitting.grade(question, review, judge)
        words = "Grading …" if judge.ready() else "The model is still loading …"
        with self.out.status(words):
            review = self.sitting.grade(question, review, judge)
        if judge.failure and judge.failure != known:
            self.out.print(_render.words(judge.failure, "yellow"))
        return review

    def _show_verdict(self, review: "Review") -> None:
        _render.fit(self.out)
        self.out.print()
        self.out.print(_render.score_line(review))
        if review.points:
            self.out.print(_render.points_table(review.points, _render.plain_marks(self.out)))
        self.out.print()

    def _ask_rating(self, question: Question, review: "Review") -> str:
        sitting, suggested = self.sitting, review.suggested
        previews = None if sitting.cram else sitting.previews(question)
        self.out.print()
        self.out.print(_render.choices(previews, sitting.progress.now(), suggested, self.out.width))
        enter = f"takes {suggested}" if suggested else "leaves it unrated"
        keys = {"Enter": enter, "1-4": "your own", "u": "undo last", "s": "suspend", "q": "quit"}
        if review.verdict is not None:
            keys["d"] = "dispute the verdict"
        self.out.print(_render.words(_render.keys_line(keys, self.out.width), "dim"))
        return _prompt.read_key("Rating: ", ["enter", "1", "2", "3", "4", "u", "s", "q", *("d" * ("d" in keys))])

    def _close(self, question: Question, review: "Review", key: str) -> None:
        sitting, suggested = self.sitting, review.suggested
        rating = suggested if key in ("enter", "s") else RATINGS[int(key) - 1]
        memory = sitting.rate(review, rating)
        if key == "s":
            sitting.suspend(question)
        said = f"Rated {rating}" if rating else "Not rated"
        if sitting.cram:
            said += "; cramming leaves the schedule alone"
        elif memory and rating:
            said += f"; comes back {_render.when(memory.due, sitting.progress.now())}"
        if key == "s":
            said += "; suspended, never asked again"
        self.out.print(_render.words(said + ".", "dim"))


@dataclass(slots=True)
class _Hints:
    """The labels of key points, one at a time, each counted."""

    out: "Console"
    question: Question
    count: int

    def show(self) -> None:
        """Print the next hint."""
        points = self.question.key_points
        if self.count >= len(points):
            said = "No more hints." if points else "There are no hints: no key points."
            self.out.print(_render.words(said, "yellow"))
            return
        self.count += 1
        label = label_of(points[self.count - 1], self.question.question)
        self.out.print(_render.words(f"Hint {self.count} of {len(points)}: {label}", "yellow"))
