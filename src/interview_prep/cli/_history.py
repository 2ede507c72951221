"""Answers of the past, for people and for programs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from interview_prep import jsontext
from interview_prep.cli import _render
from interview_prep.model import VERDICTS
from interview_prep.records import Review, stamp

if TYPE_CHECKING:
    from interview_prep.scheduling import Memory


def write(reviews: Sequence[Review]) -> None:
    """Print one JSON object a line for each answer."""
    for review in reviews:
        typer.echo(jsontext.dumps(_plain(review)))


def _plain(review: Review) -> dict[str, Any]:
    verdict = review.verdict
    return {
        "question_id": review.question_id,
        "submitted": stamp(review.submitted_at),
        "answer": review.answer,
        "score": review.score,
        "suggested_rating": review.suggested,
        "given_rating": review.rating,
        "seconds": review.seconds,
        "hints": review.hints,
        "cram": review.cram,
        "points": [asdict(point) for point in review.points],
        "grader": asdict(verdict.grader) if verdict else None,
    }


def show(question_id: str, reviews: Sequence[Review], memory: "Memory | None", now: datetime) -> None:
    """Print the answers, each under a line that says when it was given and what it was worth."""
    from interview_prep import scheduling

    out = _render.console()
    if not reviews:
        out.print(f"{question_id} was not answered yet.")
        return
    for review in reviews:
        out.print(_render.words(_headline(review), "bold cyan"))
        out.print(_render.words(review.answer or "(empty)"))
        counts = Counter(point.verdict for point in review.points)
        said = ", ".join(f"{counts[verdict]} {_render.WORDS[verdict]}" for verdict in VERDICTS if counts[verdict])
        if said:
            out.print(_render.words(f"Key points: {said}.", "dim"))
        out.print()
    if memory:
        out.print("Due now." if scheduling.is_due(memory, now) else f"Due {_render.when(memory.due, now)}.")


def _headline(review: Review) -> str:
    suggested = review.suggested
    given = review.rating or "not rated"
    parts = [
        f"{review.submitted_at.astimezone():%Y-%m-%d %H:%M}",
        f"score {review.score:.0f}" if review.score is not None else "no score",
        given if given == suggested or not suggested else f"{given} (suggested: {suggested})",
        f"{review.seconds:.0f} s" if review.seconds is not None else "",
        f"{review.hints} hint{'s' * (review.hints > 1)}" if review.hints else "",
        "cramming" if review.cram else "",
    ]
    return " · ".join(part for part in parts if part)
