"""Ways of grading an answer: one file each, with ``load() -> Grading``; the module's docstring is shown to users.

What every grader shares lies beside them: ``_text`` (sentences and clauses as verbatim spans), ``_terms`` (exact
words), ``_quantities`` (numbers with units), ``_contrast`` (what speaks against a point), ``_gates`` (answers that say
nothing), ``_story`` (behavioral answers), ``_score`` (coverage to verdict, score and rating, with the numbers of
``calibration.json``).
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath
from typing import Protocol

from interview_prep import plugins
from interview_prep.errors import PrepError
from interview_prep.model import Grader, Question, Verdict
from interview_prep.suggestions import unknown

BEST = ("pair", "coverage", "keywords")  # the shipped grader is the first of these that is there
BATCH = 64
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Request:
    """An answer to be graded against the key points of a question; ``hints`` is how many points' labels were shown."""

    answer: str
    question: str
    points: tuple[str, ...]
    reference: str | None = None
    behavioral: bool = False
    question_id: str | None = None
    hints: int = 0


class Grading(Protocol):
    """A loaded grader."""

    grader: Grader

    def grade(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade a batch of answers, in order."""
        ...


def request(question: Question, answer: str, hints: int = 0) -> Request:
    """Return the request to grade ``answer`` as an answer to ``question`` after ``hints`` hints."""
    points, told = question.key_points, question.answer
    return Request(answer, question.question, points, told, question.behavioral, question.id, hints)


def known(name: str) -> str:
    """Return ``name`` if there is a grader of that name, and raise PrepError if not."""
    choices = plugins.names(sys.modules[__name__])
    if name not in choices:
        raise PrepError(unknown("grader", name, choices))
    return name


def open_grader(name: str | None = None, model: str | None = None) -> Grading:
    """Load the grader ``name`` (a module of this package), or the best one that is shipped.

    ``model`` is another embedding model for `coverage`: a folder, or a name that sentence-transformers knows.

    Raises PrepError with one line where there is no such grader or it cannot load.
    """
    room = sys.modules[__name__]
    if name is None:
        name = "coverage" if model else next(best for best in BEST if best in plugins.names(room))
    known(name)
    if model and name != "coverage":
        raise PrepError(f"the grader {name!r} takes no other model; use `--grader coverage` with --model")
    try:
        module = plugins.load(room, name)
        grading: Grading = module.load(model) if model else module.load()
    except PrepError:
        raise
    except FileNotFoundError as error:
        missing = _missing(error)
        raise PrepError(f"the grader {name!r} is not installed whole ({missing}); install prep again", 1) from error
    except Exception as error:  # whatever a model's library raises is one line to the user
        cause = " ".join(str(error).split())[:200]
        raise PrepError(f"the grader {name!r} cannot load ({cause}); `--grader keywords` does without", 1) from error
    return grading


def _missing(error: FileNotFoundError) -> str:
    """Say which file is missing; libraries put its path into the name, or into the message after the last colon."""
    path = error.filename or str(error).rpartition(": ")[2]
    return f"{PurePath(str(path)).name} is missing"


def grade(requests: Iterable[Request], grader: str | Grading | None = None) -> Iterator[Verdict]:
    """Grade answers one by one in constant memory, batched as the model likes them.

    ``requests`` may be any iterable, however long; ``grader`` is a name, a loaded grader, or None for the best one.
    Yields one Verdict a request, in order: score 0..100 (None without key points), rating, and each key point's
    verdict, coverage 0..1 and verbatim evidence. Half characters (lone surrogates), which no model can read, are
    replaced by U+FFFD, in what is quoted as well. Raises PrepError where the grader cannot load.
    """
    loaded = open_grader(grader) if grader is None or isinstance(grader, str) else grader
    waiting = iter(requests)
    while batch := list(islice(waiting, BATCH)):
        yield from loaded.grade([_readable(one) for one in batch])


def _readable(given: Request) -> Request:
    points = tuple(_whole(point) for point in given.points)
    reference = None if given.reference is None else _whole(given.reference)
    return replace(
        given, answer=_whole(given.answer), question=_whole(given.question), points=points, reference=reference
    )


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)
