"""What the pair model learns from: graded answers of people, written answers with marks, true and false twins.

Every example is (question, key point, answer) with a target over the outcomes covered, partial, missed, contradicted.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_prep.model import Question

Target = tuple[float, float, float, float]
COVERED: Target = (1, 0, 0, 0)
PARTIAL: Target = (0, 1, 0, 0)
MISSED: Target = (0, 0, 1, 0)
CONTRADICTED: Target = (0, 0, 0, 1)
HALF: Target = (0.05, 0.65, 0.3, 0)
LONGEST = 150  # words of a reference that is read as an answer
MARKS = {"+": COVERED, "?": PARTIAL, "-": MISSED, "x": CONTRADICTED}

SEMEVAL = ("beetle_train", "sciEntsBank_train")
PUBLIC = (*SEMEVAL, "saf_train", "mohler_630", "digiklausur_optional")
# What a label of the SemEval kind says of the outcomes, and whether any of them is allowed.
SCHOOL: dict[str, tuple[Target, bool]] = {
    "correct": (COVERED, False),
    "contradictory": (CONTRADICTED, False),
    "incorrect": ((0, 1, 1, 0.3), True),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One pair to learn from.

    ``target`` holds the outcomes' probabilities; where ``any_of`` is set it holds instead how far each outcome is
    allowed (an answer marked "incorrect" may have missed the point or contradicted it). ``source`` says where it is
    from, ``question_id`` is what folds are grouped by.
    """

    source: str
    question_id: str
    question: str
    point: str
    answer: str
    target: Target
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A whole answer with a mark for each key point and a grade (0..100)."""

    source: str
    question_id: str
    question: str
    kind: str
    points: tuple[str, ...]
    marks: str
    text: str
    grade: float
    behavioral: bool
    reference: str = ""

    def examples(self) -> Iterator[Example]:
        """Yield one example a key point."""
        for point, mark in zip(self.points, self.marks, strict=True):
            yield Example(self.source, self.question_id, self.question, point, self.text, MARKS[mark])


@dataclass(frozen=True, slots=True)
class Twins:
    """Sentences about one key point: two that state it, one that states half of it, two that are false."""

    question_id: str
    question: str
    point: str
    behavioral: bool
    true: tuple[str, ...]
    notes: tuple[str, ...]
    half: tuple[str, ...]
    false: tuple[str, ...]


def read_lines(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def twins(folder: Path) -> list[Twins]:
    """Read `twins.jsonl`."""
    rows = []
    for row in read_lines(folder / "twins.jsonl"):
        said = {kind: tuple(row[kind]) for kind in ("true", "notes", "half", "false")}  # type: ignore[arg-type]
        head = {name: row[name] for name in ("question_id", "question", "point", "behavioral")}
        rows.append(Twins(**head, **said))  # type: ignore[arg-type]
    return rows


def written(path: Path) -> list[Marked]:
    """Read whole answers with marks, from one of the files of written ones; its name is their source."""
    return [
        Marked(**{**row, "points": tuple(row["points"]), "source": path.stem})  # type: ignore[arg-type]
        for row in read_lines(path)
    ]


def of_banks(path: Path, questions: Sequence[Question]) -> list[Marked]:
    """Read whole answers with marks for the points that our banks' questions have today."""
    known = {question.id: question for question in questions}
    return [
        Marked(
            path.stem,
            question.id,
            question.question,
            row["kind"],
            question.key_points,
            row["marks"],
            row["text"],
            row["grade"],
            question.behavioral,
            question.answer or "",
        )  # type: ignore[arg-type]
        for row in read_lines(path)
        for question in [known[str(row["question_id"])]]
    ]


def references(questions: Sequence[Question]) -> list[Marked]:
    """Return our banks' own answers, as right ones; none that is longer than what the model reads at once."""
    return [
        Marked("reference", q.id, q.question, "full", q.key_points, "+" * len(q.key_points), q.answer, 100.0, False)
        for q in questions
        if q.answer and q.key_points and not q.behavioral and len(q.answer.split()) <= LONGEST
    ]


def gold(path: Path) -> list[Marked]:
    """Read the graded answers to our own questions (`gold/dev.jsonl`)."""
    return [marked for row in read_lines(path) for marked in _gold_row(row)]


def _gold_row(row: dict[str, object]) -> Iterator[Marked]:
    points = tuple(row["key_points"])  # type: ignore[arg-type]
    for answer in row["answers"]:  # type: ignore[attr-defined]
        marks = ["-"] * len(points)
        for mark, name in (("+", "covered"), ("?", "partly"), ("x", "contradicted")):
            for index in answer[name]:
                marks[index] = mark
        yield Marked(
            source="gold",
            question_id=str(row["question_id"]),
            question=str(row["question"]),
            kind=answer["kind"],
            points=points,
            marks="".join(marks),
            text=answer["text"],
            grade=answer["grade"],
            behavioral=bool(row["behavioral"]),
            reference=str(row["reference"]),
        )


def public(folder: Path) -> list[Example]:
    """Read the public sets of graded answers; the whole reference stands as one key point."""
    return [example for name in PUBLIC for example in _public_set(folder, name)]


def school(path: Path) -> list[Example]:
    """Read `school.jsonl`: written answers of pupils, labelled as in SemEval, and of students, marked from 0 to 5."""
    return [
        Example("school", str(row["question_id"]), str(row["question"]), str(row["reference"]), text, *_target(label))
        for row in read_lines(path)
        for label, text in row["answers"]  # type: ignore[attr-defined]
    ]


def _public_set(folder: Path, name: str) -> Iterator[Example]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            target, any_of = _public_target(name, row["label"], float(row["score_norm"]))
            key = f"{name}/{row['question_id']}"
            yield Example(name, key, row["question"], row["reference_answer"], row["student_answer"], target, any_of)


def _public_target(name: str, label: str, score: float) -> tuple[Target, bool]:
    return _target(label if name in SEMEVAL else 5 * score)


def _target(label: str | float) -> tuple[Target, bool]:
    """Return the target for a label of the SemEval kind, or for a mark from 0 to 5."""
    if isinstance(label, str):
        return SCHOOL[label]
    score = label / 5
    if score <= 0.001:
        return (0, 0.3, 1, 1), True
    return (max(0.0, 2 * score - 1), 1 - abs(2 * score - 1), max(0.0, 1 - 2 * score), 0.0), False
