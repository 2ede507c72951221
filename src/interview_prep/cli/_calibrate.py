"""The work behind `prep calibrate`: overrides in, what they would change out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from interview_prep import grading, paths, plugins
from interview_prep.errors import PrepError
from interview_prep.grading import _calibrate, _correction
from interview_prep.settings import load
from interview_prep.storage import Progress
from interview_prep.suggestions import unknown


def grader_name(given: str | None) -> str:
    """Return the grader that is meant: the named one, that of the settings, or the best."""
    choices = plugins.names(grading)
    name = given or load().grader or next(best for best in grading.BEST if best in choices)
    if name not in choices:
        raise PrepError(unknown("grader", name, choices))
    return name


def undo(name: str) -> str:
    """Take a correction back and say so."""
    if _correction.applied(name) is None:
        return f"No correction of {name!r} is in force."
    _correction.apply(name, None)
    return f"The correction of {name!r} is taken back."


def learn(name: str, db: Path | None, apply: bool) -> Iterator[str]:
    """Fit a correction, yield the lines that show what it would change, and put it in force on request.

    Raises PrepError (exit code 1) where there are too few overrides.
    """
    place = paths.database(db)
    reviews = []
    if place.exists():
        with Progress(place) as progress:
            reviews = progress.overrides()
    number = _calibrate.count(reviews, name)
    if number < _calibrate.LEAST:
        more = _calibrate.LEAST - number
        raise PrepError(f"{number} overrides of {name!r} are too few; put {more} more verdicts right in the quiz", 1)
    found = _calibrate.marks(reviews, name)
    slope, offset = _calibrate.fit(found)
    yield from _told(name, number, slope, offset, _calibrate.held_out(found))
    if apply:
        today = datetime.now(UTC).date().isoformat()
        _correction.apply(name, _correction.Correction(round(slope, 4), round(offset, 4), number, today))
        yield f"It is in force now; `prep calibrate --undo` takes it back ({paths.correction()})."
    else:
        yield "Nothing is changed yet; `prep calibrate --apply` puts it in force."


def _told(name: str, number: int, slope: float, offset: float, change: _calibrate.Change) -> Iterator[str]:
    yield f"From {number} overrides of {name!r}: logit of coverage × {slope:.2f} {offset:+.2f}."
    yield "On overrides that it was not fitted on:"
    yield (
        f"  points that you put right: on your side {change.agreed_before} of {change.overridden} before, "
        f"{change.agreed_after} after"
    )
    yield f"  points that you left alone: {change.turned} of {change.left_alone} would change sides"
    yield f"  log loss: {change.loss_before:.3f} before, {change.loss_after:.3f} after"
    if change.loss_after >= change.loss_before:
        yield "It would not help: your overrides have no common direction."
