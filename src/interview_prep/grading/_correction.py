"""The user's own correction of a grader: a slope and an offset on the logit of coverage, learnt from overrides."""

import json
from dataclasses import asdict, dataclass

from interview_prep import atomic, paths
from interview_prep.errors import PrepError


@dataclass(frozen=True, slots=True)
class Correction:
    """How coverage is moved: ``logit' = slope * logit + offset``, learnt from ``overrides`` of the user's."""

    slope: float
    offset: float
    overrides: int
    date: str


def applied(grader: str) -> Correction | None:
    """Return the correction that is in force for a grader; a file that cannot be read counts as none."""
    try:
        kept = json.loads(paths.correction().read_text(encoding="utf-8")).get(grader)
        return Correction(**kept) if kept else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def apply(grader: str, correction: Correction | None) -> None:
    """Put a correction in force, or take it back (None).

    Raises PrepError where the config folder cannot be written.
    """
    try:
        kept = json.loads(paths.correction().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    kept.pop(grader, None)
    if correction:
        kept[grader] = asdict(correction)
    try:
        atomic.write_text(paths.correction(), json.dumps(kept, indent=2) + "\n")
    except OSError as error:
        raise PrepError(f"{paths.correction()}: {error.strerror}; make the folder writable") from error
