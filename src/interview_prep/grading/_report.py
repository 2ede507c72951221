"""A verdict as plain values, and the account of how it came about."""

import math
from dataclasses import asdict, replace
from itertools import zip_longest
from typing import Any

from interview_prep.grading import Grading, Request
from interview_prep.grading._evidence import Account, Shares
from interview_prep.grading._gates import gate, why_empty
from interview_prep.grading._score import Scale, calibration, corrected, scale
from interview_prep.grading._text import sentences, truncate
from interview_prep.model import Verdict

_REASONS = {
    "empty": "it holds no word",
    "unknowing": "it says that the answer is not known",
    "question": "it says the question back",
    "list": "it lists terms of the reference and says nothing about them",
    "gibberish": "it is not made of words",
    "instruction": "it speaks to the grader",
    "unrelated": "it shares no word with the question, its key points or the reference",
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
    """Return the lines that explain a verdict: thresholds, what was left out, each point's signals by their share.

    A grader may tell more, by a method ``account(request) -> Account``.
    """
    held = scale(verdict.grader.name, behavioral=request.behavioral)
    read = replace(request, answer=truncate(request.answer)[0])
    told = grading.account(read) if hasattr(grading, "account") and not gate(read) else Account([], [])
    lines = [*_thresholds(held, _line(held, told.whole, verdict)), *_silences(request)]
    columns = zip_longest(verdict.points, told.covered, told.contradicted, told.why)
    for number, (point, signals, against, reason) in enumerate(columns, start=1):
        lines.append(f"{number}. {point.verdict}, coverage {point.coverage:.2f}: {point.text}")
        if point.evidence:
            lines.append(f"     rests on: {point.evidence}")
        if signals:
            lines.append(f"     logit: {_told(signals)}")
        if reason:
            lines.append(f"     coverage is {reason}")
        if point.verdict == "contradicted" and against:
            lines.append(f"     logit of contradiction: {_told(against)}")
    return lines


def _told(shares: Shares) -> str:
    return ", ".join(f"{name} {share:+.2f}" for name, share in shares if abs(share) >= 0.005) or "no signal"


def _line(held: Scale, whole: Shares, verdict: Verdict) -> str:
    """Say how the score is made: of the points, or of a short reference as a whole."""
    knots = ", ".join(f"{100 * x:.0f} % gives {y:.0f}" for x, y in held.knots)
    mean = f"Score from the mean coverage: {knots}."
    if not whole:
        return mean
    credit = round(100 * corrected(1 / (1 + math.exp(-sum(share for _, share in whole))), held), 1)  # as scores are
    said = f"Score from the short reference, read as a whole: {credit:.0f} % of it gives {credit:.0f}"
    if any(point.verdict == "contradicted" for point in verdict.points):
        return f"{said}, but, as a point is contradicted, no more than its points give (logit: {_told(whole)}). {mean}"
    return f"{said} (logit: {_told(whole)})."


def _thresholds(held: Scale, line: str) -> list[str]:
    ratings = ", ".join(f"{name} from {least:g}" for name, least in held.ratings)
    lines = [
        f"Thresholds: covered from {held.covered:g}, partial from {held.partial:g}, contradicted from "
        f"{held.contradicted:g} (and then coverage counts nothing and {held.penalty:g} of a point is taken off).",
        f"{line} Ratings: {ratings}.",
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
