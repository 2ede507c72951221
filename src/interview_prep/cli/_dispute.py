"""The user's word against the grader's: another verdict for a key point, or another score."""

from typing import TYPE_CHECKING

from interview_prep.cli import _prompt, _render
from interview_prep.records import Override

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from interview_prep.records import Review
    from interview_prep.sitting import Sitting

_VERDICTS = {"c": "covered", "p": "partial", "m": "missed", "x": "contradicted"}


def dispute(sitting: "Sitting", review: "Review", out: "Console") -> "Review":
    """Ask which verdicts and which score are wrong, keep what the user says, and show the answer's verdict anew."""
    plain = _render.plain_marks(out)
    out.print()
    out.print(_render.points_table(review.points, plain, numbered=True))
    while True:
        said = _prompt.read_line("Number of a key point, s for the score, Enter when done: ")
        if not said:
            break
        override = _score() if said.lower().startswith("s") else _verdict(said, len(review.points), out)
        if override:
            review = sitting.dispute(review, override)
            out.print(_render.score_line(review) if override.score is not None else _changed(review, override))
    out.print(_render.score_line(review))
    return review


def _changed(review: "Review", override: Override) -> "Text":
    index, verdict = override.verdicts[0]
    return _render.words(f"Point {index + 1} is {_render.WORDS[verdict]} now: {review.points[index].text}")


def _score() -> Override:
    said = _prompt.read_line("Your score, 0 to 100: ")
    return Override(score=float(said)) if said.isdecimal() and int(said) <= 100 else Override()


def _verdict(said: str, count: int, out: "Console") -> Override:
    if not said.isdecimal() or not 1 <= int(said) <= count:
        out.print(_render.words(f"There are the points 1 to {count}.", "yellow"))
        return Override()
    key = _prompt.read_key("c covered, p partly, m missed, x contradicted, Enter leaves it: ", [*_VERDICTS, "enter"])
    return Override(verdicts=((int(said) - 1, _VERDICTS[key]),)) if key in _VERDICTS else Override()
