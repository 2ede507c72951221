"""Check banks: what would make a question useless or unfair is an error, what looks wrong is a warning.

A rule is one function from the subject to its remarks; `rules` lists them all, in the order of their messages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from interview_prep.banklines import Lines
from interview_prep.model import Question


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say: to which question, its field or key point (by place), why, and what to do."""

    question: Question
    cause: str
    cure: str
    error: bool = True
    field: str = "id"
    point: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The questions to check, and all others that they are compared with; retired ones are in neither.

    ``given`` holds for each question to check the names of the fields that its file has, where that is known;
    ``retired`` holds the ids of the retired questions.
    """

    questions: tuple[Question, ...]
    others: tuple[Question, ...] = ()
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()

    @property
    def everything(self) -> tuple[Question, ...]:
        """Return the questions to check and the others."""
        return self.questions + self.others


Rule = Callable[[Subject], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark at its place: ``file:line: cause; cure``."""

    file: str
    line: int
    severity: str
    rule: str
    question_id: str
    cause: str
    cure: str

    def __str__(self) -> str:
        who = f"{self.question_id}: " if self.question_id else ""
        return f"{self.file}:{self.line}: {self.severity}: {who}{self.cause}; {self.cure}"


def rules() -> tuple[Rule, ...]:
    """Return the rules, errors before warnings."""
    from interview_prep.lint import answers, fields, points, repeats

    return (
        fields.missing_fields,
        fields.unknown_twin,
        points.number_of_points,
        points.length_of_points,
        answers.code_parses,
        answers.fences_close,
        repeats.repeated_points,
        points.vague_points,
        points.given_away,
        answers.length_of_answer,
        repeats.near_points,
        repeats.near_questions,
    )


def check(
    subject: Subject, places: Mapping[str, tuple[str, Lines]], chosen: Iterable[Rule] | None = None
) -> list[Finding]:
    """Return what the rules find, by file and line.

    ``places`` holds for each question id its file and the lines in it; ``chosen`` are the rules (default: all).
    """
    found = [
        _placed(remark, rule.__name__.replace("_", "-"), places)
        for rule in (rules() if chosen is None else chosen)
        for remark in rule(subject)
    ]
    return sorted(found, key=lambda finding: (finding.file, finding.line, finding.severity))


def _placed(remark: Remark, rule: str, places: Mapping[str, tuple[str, Lines]]) -> Finding:
    file, lines = places[remark.question.id]
    return Finding(
        file=file,
        line=lines.of(remark.field, remark.point),
        severity="error" if remark.error else "warning",
        rule=rule,
        question_id=remark.question.id,
        cause=remark.cause,
        cure=remark.cure,
    )
