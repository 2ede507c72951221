"""What is said at the end of a session: score by section, weakest key points, what comes due when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from interview_prep import scheduling
from interview_prep.cli import _render

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from interview_prep.model import PointVerdict
    from interview_prep.records import Review
    from interview_prep.sitting import Sitting

_WEAKEST, _OF_ONE = 5, 2
_ORDER = ("contradicted", "missed", "partial")


def show(sitting: "Sitting", out: "Console") -> None:
    """Print the summary of a session, if anything was answered in it."""
    from rich.rule import Rule

    reviews = [review for review in sitting.reviews() if review.question_id in sitting.questions]
    if not reviews:
        return
    _render.fit(out)
    out.print()
    out.print(Rule("Summary", align="left", style="cyan", characters="─" if not _render.plain_marks(out) else "-"))
    count = f"{len(reviews)} answer" + "s" * (len(reviews) != 1)
    scores = [review.score for review in reviews if review.score is not None]
    mean = f", {sum(scores) / len(scores):.0f} of 100 in the mean" if scores else ""
    out.print(f"{count}{mean}.")
    out.print()
    if scores:
        out.print(_by_section(sitting, reviews))
    _print_weakest(reviews, out)
    if not sitting.cram:
        out.print(_coming(sitting))


def _by_section(sitting: "Sitting", reviews: "Sequence[Review]") -> "Table":
    from rich.table import Table

    scores: dict[str, list[float]] = defaultdict(list)
    for review in reviews:
        if review.score is not None:
            scores[sitting.questions[review.question_id].section].append(review.score)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Section", overflow="fold")
    table.add_column("Answers", justify="right")
    table.add_column("Score", justify="right")
    for section, found in sorted(scores.items(), key=lambda item: sum(item[1]) / len(item[1])):
        table.add_row(_render.words(section), str(len(found)), f"{sum(found) / len(found):.0f}")
    return table


def _print_weakest(reviews: "Sequence[Review]", out: "Console") -> None:
    weakest = weakest_points(reviews)
    if weakest:
        out.print()
        out.print(_render.words("Weakest key points", "bold"))
        labelled = tuple(replace(p, text=f"{p.text} ({key})", evidence="") for key, p in weakest)
        out.print(_render.points_table(labelled, _render.plain_marks(out)))


def weakest_points(reviews: "Sequence[Review]") -> "list[tuple[str, PointVerdict]]":
    """Return the key points that went worst, each with its question's id, at most two of one question."""
    last = {review.question_id: review for review in reviews}
    found = [(key, point) for key, review in last.items() for point in _worst(review.points)]
    return sorted(found, key=lambda item: _badness(item[1]))[:_WEAKEST]


def _worst(points: "Sequence[PointVerdict]") -> "list[PointVerdict]":
    return sorted((p for p in points if p.verdict in _ORDER), key=_badness)[:_OF_ONE]


def _badness(point: "PointVerdict") -> tuple[int, float]:
    return _ORDER.index(point.verdict), point.coverage


def _coming(sitting: "Sitting") -> str:
    now, asked = sitting.progress.now(), sitting.questions.keys() - sitting.progress.suspended()
    due = [memory.due for key, memory in sitting.progress.memories().items() if key in asked]
    parts = [f"{words} {count}" for words, count in forecast(due, now) if count]
    return "\nComing due: " + (", ".join(parts) or "nothing") + "."


def forecast(due: Sequence[datetime], now: datetime) -> list[tuple[str, int]]:
    """Count what comes due today, tomorrow, in the six days after, and later."""
    today = scheduling.day_number(now)
    days = [scheduling.day_number(moment) - today for moment in due]
    week = sum(1 < day <= 7 for day in days)
    later = sum(day > 7 for day in days)
    soon = [("today", sum(day <= 0 for day in days)), ("tomorrow", days.count(1))]
    return [*soon, ("within a week", week), ("later", later)]
