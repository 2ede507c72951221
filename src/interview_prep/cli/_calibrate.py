"""The work behind `prep calibrate`: overrides in, what they would change out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from interview_prep import grading, paths, plugins, schema
from interview_prep.errors import PrepError
from interview_prep.grading import _calibrate, _correction
from interview_prep.grading._score import scale
from interview_prep.records import Review
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
    if _correction.take_back(name):
        return f"The correction of {name!r} is taken back."
    return f"No correction of {name!r} is in force."


def learn(name: str, db: Path | None, apply: bool) -> Iterator[str]:
    """Fit a correction, yield the lines that show what it would change, and put it in force on request.

    Raises PrepError (exit code 1) where there are too few overrides, or the correction to be applied would not help.
    """
    found = _enough(name, _calibrate.read(_overrides(db), name))
    slope, offset = _calibrate.fit(found.marks)
    change = _calibrate.held_out(found, scale(name, corrected=False))
    yield f"From {found.number} overrides of {name!r}: logit of coverage × {slope:.2f} {offset:+.2f}."
    if why := _not_counted(found):
        yield f"Not counted: {why}."
    yield from _told(change)
    if not change.helps:
        yield "It would not help: on overrides that it has not seen it comes no nearer to you."
        if apply:
            raise PrepError(f"the correction of {name!r} is not applied; put more verdicts right in the quiz", 1)
    elif apply:
        today = datetime.now(UTC).date().isoformat()
        _correction.apply(name, _correction.Correction(round(slope, 4), round(offset, 4), found.number, today))
        yield f"It is in force now; `prep calibrate --undo` takes it back ({paths.correction()})."
    else:
        yield "Nothing is changed yet; `prep calibrate --apply` puts it in force."


def _overrides(db: Path | None) -> list[Review]:
    place = paths.database(db)
    if not schema.is_there(place):
        return []
    with Progress(place) as progress:
        return progress.overrides()


def _enough(name: str, found: _calibrate.Overrides) -> _calibrate.Overrides:
    """Return the overrides; PrepError where they are too few, or on too few questions to hold some out."""
    more = _calibrate.LEAST - found.number
    if more > 0:
        why = _not_counted(found)
        many = f"{found.number} overrides of {name!r} are too few{f' (not counted: {why})' * bool(why)}"
        raise PrepError(f"{many}; put {more} more verdicts right in the quiz", 1)
    more = _calibrate.FOLDS - found.questions
    if more > 0:
        many = f"overrides of {name!r} on at least {_calibrate.FOLDS} questions are needed, to hold some of them out"
        raise PrepError(f"{many}; put verdicts on {more} more questions right in the quiz", 1)
    return found


def _not_counted(found: _calibrate.Overrides) -> str:
    """Say how many overrides ask for no change that a correction can make, and why; "" where none is such."""
    still = "on points contradicted or at coverage 0, which no correction moves"
    counts = ((found.unmoved, still), (found.repeated, "that say what the grader says"))
    return " and ".join(f"{count} {why}" for count, why in counts if count)


def _told(change: _calibrate.Change) -> Iterator[str]:
    yield "On overrides that it was not fitted on, before (no correction) and after:"
    for told, points in (("put right", change.put_right), ("left alone", change.left_alone)):
        if points.number:
            sides = f"on your side {points.before:.0f} of {points.number} before, {points.after:.0f} after"
            yield f"  points that you {told}, covered or not: {sides}"
    if change.scores.number:
        error = f"mean error {change.scores.before:.1f} before, {change.scores.after:.1f} after"
        yield f"  scores that you put right, {change.scores.number}: {error}"
    yield f"  log loss: {change.loss_before:.3f} before, {change.loss_after:.3f} after"
