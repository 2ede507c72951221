"""The user's own correction of a grader: a slope and an offset on the logit of coverage, learnt from overrides."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from interview_prep import atomic, paths
from interview_prep.errors import PrepError

# A correction is small: no number of overrides turns a grader into another one.
BOUNDS = {"slope": (0.8, 1.25), "offset": (-1.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Correction:
    """How coverage is moved: ``logit' = slope * logit + offset``, learnt from ``overrides`` of the user's."""

    slope: float
    offset: float
    overrides: int
    date: str


def applied(grader: str) -> Correction | None:
    """Return the correction that is in force for a grader.

    Raises PrepError where it cannot be read, or is none that `prep calibrate` writes.
    """
    kept = _kept(grader)
    return _checked(grader, kept[grader]) if grader in kept else None


def apply(grader: str, correction: Correction) -> None:
    """Put a correction in force.

    Raises PrepError where the file of corrections cannot be read or written.
    """
    _write(_kept(grader) | {grader: asdict(correction)})


def take_back(grader: str) -> bool:
    """Take a correction back, also one that cannot be read, and tell whether there was one.

    Raises PrepError where the file of corrections cannot be written.
    """
    try:
        kept = _kept(grader)
    except PrepError:
        kept = {grader: None}  # of a file that is harmed as a whole nothing is left to keep
    if grader not in kept:
        return False
    _write({name: correction for name, correction in kept.items() if name != grader})
    return True


def _kept(grader: str) -> dict[str, Any]:
    path = paths.correction()
    try:
        kept = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; make it a file that can be read") from error
    except (ValueError, RecursionError) as error:
        raise PrepError(f"{path}: not valid JSON; {_cure(grader)}") from error
    if not isinstance(kept, dict):
        raise PrepError(f"{path}: holds no corrections by grader; {_cure(grader)}")
    return kept


def _checked(grader: str, kept: Any) -> Correction:
    try:
        correction = Correction(**kept)
    except TypeError as error:
        fields = ", ".join(Correction.__dataclass_fields__)
        why = f"the correction of {grader!r} does not hold just {fields}"
        raise PrepError(f"{paths.correction()}: {why}; {_cure(grader)}") from error
    for name, (low, high) in BOUNDS.items():
        value = getattr(correction, name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
            why = f"the {name} of {grader!r} is {value!r:.40}, not a number from {low:g} to {high:g}"
            raise PrepError(f"{paths.correction()}: {why}; {_cure(grader)}")
    return correction


def _cure(grader: str) -> str:
    return f"`prep calibrate --undo --grader {grader}` takes it back"


def _write(kept: dict[str, Any]) -> None:
    try:
        atomic.write_text(paths.correction(), json.dumps(kept, indent=2) + "\n")
    except OSError as error:
        raise PrepError(f"{paths.correction()}: {error.strerror}; make the folder writable") from error
