"""A verdict as plain values, and the account of how it came about."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from interview_prep.grading import Grading, Request
from interview_prep.grading._gates import gate, why_empty
from interview_prep.grading._score import Scale, calibration, scale
from interview_prep.grading._text import sentences, truncate
from interview_prep.model import Verdict

Shares = Sequence[tuple[str, float]]
_REASONS = {
    "empty": "it holds no word",
    "unknowing": "it says that the answer is not known",
    "question": "it says the question back",
    "list": "it lists terms of the reference and says nothing about them",
    "gibberish": "it is not made of words",
    "instruction": "it speaks to the grader",
}


def as_object(question_id: str | None, verdict: Verdict) -> dict[str, Any]:
    """Return the object that `prep score --json` prints."""
    return {
        "question_id": question_id,
        "score": verdict.score,
        "rating": verdict.rating,
        "points": [asdict(point) for point in verdict.points],
        "grader": asdict(verdict.grader),
        "truncated": verdict.truncated,
    }


def account(request: Request, verdict: Verdict, grading: Grading) -> list[str]:
    """Return the lines that explain a verdict: thresholds, what was left out, each point's signals by their share."""
    held = scale(verdict.grader.name, behavioral=request.behavioral)
    lines = [*_thresholds(held), *_silences(request)]
    shares, against = (getattr(grading, name, None) for name in ("shares", "against"))
    signals: Sequence[Shares] = shares(request) if shares else []
    contrary: Sequence[Shares] = against(request) if against else []
    for number, point in enumerate(verdict.points, start=1):
        lines.append(f"{number}. {point.verdict}, coverage {point.coverage:.2f}: {point.text}")
        if point.evidence:
            lines.append(f"     rests on: {point.evidence}")
        if number <= len(signals):
            lines.append(f"     logit: {_told(signals[number - 1])}")
        if point.verdict == "contradicted" and number <= len(contrary):
            lines.append(f"     logit of contradiction: {_told(contrary[number - 1])}")
    return lines


def _told(shares: Shares) -> str:
    return ", ".join(f"{name} {share:+.2f}" for name, share in shares if abs(share) >= 0.005) or "no signal"


def _thresholds(held: Scale) -> list[str]:
    ratings = ", ".join(f"{name} from {least:g}" for name, least in held.ratings)
    knots = ", ".join(f"{100 * x:.0f} % gives {y:.0f}" for x, y in held.knots)
    lines = [
        f"Thresholds: covered from {held.covered:g}, partial from {held.partial:g}, contradicted from "
        f"{held.contradicted:g} (and then coverage counts nothing and {held.penalty:g} of a point is taken off).",
        f"Score from the mean coverage: {knots}. Ratings: {ratings}.",
        f"Where they come from: {calibration()['common'].get('provenance', 'see grading/calibration.json')}",
    ]
    if held.slope != 1.0 or held.offset != 0.0:
        lines.append(f"Your own correction is in force: logit × {held.slope:.2f} {held.offset:+.2f}.")
    return lines


def _silences(request: Request) -> list[str]:
    answer, truncated = truncate(request.answer)
    read = replace(request, answer=answer)
    lines = [f"Only the first {len(answer)} characters were read."] if truncated else []
    reason = gate(read)
    if reason:
        return [*lines, f"The answer earns nothing: {_REASONS[reason]}."]
    for sentence in sentences(answer):
        if why := why_empty(sentence.text, read):
            lines.append(f"Left out, because {_REASONS[why]}: {sentence.text}")
    return lines
