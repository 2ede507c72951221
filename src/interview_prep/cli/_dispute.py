"""The user's word against the grader's: another verdict for a key point, or another score."""

from functools import partial
from typing import TYPE_CHECKING

from interview_prep.cli import _prompt, _render
from interview_prep.records import Override

if TYPE_CHECKING:
    from rich.console import Console

    from interview_prep.records import Review
    from interview_prep.sitting import Sitting

_ASK_SCORE = "Your score, 0 to 100 (it goes before the verdicts; empty withdraws it): "
_VERDICTS = {"c": "covered", "p": "partial", "m": "missed", "x": "contradicted"}


def dispute(sitting: "Sitting", review: "Review", out: "Console") -> "Review":
    """Ask which verdicts and which score are wrong, keep what the user says, and show the answer's verdict anew."""
    plain = _render.plain_marks(out)
    out.print()
    out.print(_render.points_table(review.points, plain, numbered=True))
    while said := _prompt.read_line("Number of a key point, s for the score, Enter when done: "):
        about = _score if said.lower().startswith("s") else partial(_verdict, said)
        review = about(sitting, review, out)
    out.print(_render.score_line(review))
    return review


def _score(sitting: "Sitting", review: "Review", out: "Console") -> "Review":
    said = _prompt.read_line(_ASK_SCORE)
    score = _whole(said, 0, 100)
    if said and score is None:
        out.print(_render.words("A score is a whole number from 0 to 100.", "yellow"))
        return review
    review = sitting.withdraw_score(review) if score is None else sitting.dispute(review, Override(score=score))
    out.print(_render.score_line(review))
    return review


def _verdict(said: str, sitting: "Sitting", review: "Review", out: "Console") -> "Review":
    number = _whole(said, 1, len(review.points))
    if number is None:
        out.print(_render.words(f"There are the points 1 to {len(review.points)}.", "yellow"))
        return review
    key = _prompt.read_key("c covered, p partly, m missed, x contradicted, Enter leaves it: ", [*_VERDICTS, "enter"])
    if key not in _VERDICTS:
        return review
    review, text = sitting.dispute(review, Override(((number - 1, _VERDICTS[key]),))), review.points[number - 1].text
    out.print(_render.words(f"Point {number} is {_render.WORDS[_VERDICTS[key]]} now: {text}"))
    if review.override.score is not None:
        out.print(_render.words("Your own score goes before the verdicts, and stays.", "yellow"))
    return review


def _whole(said: str, least: int, most: int) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 10 and least <= int(said) <= most else None
