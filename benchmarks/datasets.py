"""The graded answers that are measured on: read where they lie, never copied."""

import csv
import json
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interview_prep.banks import discover
from interview_prep.grading import Request, request
from interview_prep.grading._text import ended
from interview_prep.keypoints import derive

ASAG = ("mohler_630", "saf_train", "digiklausur_optional", "sciEntsBank_train", "beetle_train")
SEMEVAL = ("sciEntsBank_train", "beetle_train")
_RIGHT = 0.9  # grade (0..1) from which a public answer is right
ON_POINTS = ("near", "relations", "beyond", "sides")  # the sets of sentences on single points


@dataclass(frozen=True, slots=True)
class Gold:
    """One answer of our own gold: the request, what kind it is, its grade (0..100) and its key points' marks.

    ``marks`` holds 1 for covered, 0.5 for partly, 0 for missed and -1 for contradicted.
    """

    request: Request
    kind: str
    grade: float
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Graded:
    """One answer of a public set: the request, and people's grade of it (0..1)."""

    request: Request
    grade: float
    label: str


def require(folder: Path, *public: str) -> None:
    """End with one line where our own gold or one of the ``public`` sets is not in ``folder``."""
    for place in (folder / "gold" / "dev.jsonl", *(folder / "asag" / f"{name}.csv" for name in public)):
        if not place.is_file():
            cure = "put the graded data sets (not in the repository) into a folder `shared` beside the checkout"
            sys.exit(f"{place}: no such file; {cure}, or name their folder with --shared")


def gold(folder: Path, part: str = "dev") -> list[Gold]:
    """Read our own gold, six answers a question."""
    rows = [json.loads(line) for line in (folder / "gold" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [_gold(row, answer) for row in rows for answer in row["answers"]]


def _gold(row: dict, answer: dict) -> Gold:
    points = tuple(row["key_points"])
    marks = [0.0] * len(points)
    for name, value in (("covered", 1.0), ("partly", 0.5), ("contradicted", -1.0)):
        for index in answer[name]:
            marks[index] = value
    request = Request(answer["text"], row["question"], points, row["reference"], row["behavioral"], row["question_id"])
    return Gold(request, answer["kind"], answer["grade"], tuple(marks))


WRITTEN = Path(__file__).parents[1] / "training" / "data"
_MARKS = {"+": 1.0, "?": 0.5, "-": 0.0, "x": -1.0}


def held_out() -> list[Gold]:
    """Read the answers to questions of our banks that nothing was trained on; some have points falsified subtly."""
    return _written("held_out.jsonl")


def turned() -> list[Gold]:
    """Read full answers to such questions that were turned round: sides exchanged, or every sentence denied."""
    return _written("turned.jsonl")


def falsified() -> list[Gold]:
    """Read full answers to such questions, by other writers, with one to three points false, or with all."""
    return _written("falsified_held_out.jsonl")


def general() -> list[Gold]:
    """Read answers to comparisons that are no topic of our banks; nothing was trained on these questions."""
    return _written("general.jsonl")


def denials() -> list[Gold]:
    """Read the short answers that are built on a denial, their false mirrors, and answers with nearly all exchanged."""
    return _written("denials_held_out.jsonl")


def fields() -> list[Gold]:
    """Read answers to interview questions of other fields than our banks'; nothing was trained on these questions."""
    return _written("fields.jsonl")


def contrasts() -> list[Gold]:
    """Return a sentence on what parts two things, right and with the sides exchanged; each side is a key point.

    It is told in the words of the key points and in quite others. Nothing was trained on these pairs of things.
    """
    return [sentence for row in _rows("contrasts_held_out.jsonl") for sentence in _sentences(row)]


def _sentences(row: dict) -> Iterator[Gold]:
    names, ways = (row["a"], row["b"]), [row["pairs"][0][side] for side in "ab"]
    points = tuple(begun(f"{name} {own[0]}.") for name, own in zip(names, ways, strict=True))
    for words, number in (("same", 0), ("other", 1)):
        for told, kind, mark in ((names, "right", 1.0), (names[::-1], "exchanged", -1.0)):
            text = begun(", while ".join(f"{name} {own[number]}" for name, own in zip(told, ways, strict=True)))
            question = f"What is the difference between {row['a']} and {row['b']}?"
            request = Request(f"{text}.", question, points, None, False, f"{row['a']}/{row['b']}")
            yield Gold(request, f"{words} words, {kind}", 100 * max(0.0, mark), (mark, mark))


def sentences_on_points(name: str) -> list[Gold]:
    """Return key points as they stand, and true and false sentences on them; a sentence is an answer.

    "relations" says them in their own words, right and with what belongs together exchanged; "near" has a few words of
    them changed; "beyond" are short answers that keep some of its words, and half of which add what it does not say;
    "sides" say in other words, at length and in brief, which of two things is what, right and with both exchanged.
    Nothing was trained on their questions. A point's true sentences and its false ones take turns.
    """
    return [sentence for row in _rows(f"{name}_held_out.jsonl") for sentence in _of_point(row)]


def _of_point(row: dict) -> Iterator[Gold]:
    said = [("itself", 1.0, row["point"])]
    for true, false in zip(row["true"], row["false"], strict=True):
        said += [("true", 1.0, true), ("false", -1.0, false)]
    for kind, mark, text in said:
        request = Request(text, row["question"], (row["point"],), None, False, row["question_id"])
        yield Gold(request, kind, 100 * max(0.0, mark), (mark,))


def as_references(said: Sequence[Gold]) -> list[Gold]:
    """Return sentences on points, each point as the whole reference of its question, as in a school test."""
    return [replace(row, request=replace(row.request, reference=row.request.points[0])) for row in said]


def nearly_quoted() -> list[Gold]:
    """Return answers made of all key points of a question with a few words changed: all true, and one of them false."""
    groups: dict[str, list[dict]] = defaultdict(list)
    for row in _rows("near_held_out.jsonl"):
        groups[row["question_id"]].append(row)
    return [answer for group in groups.values() for answer in _nearly_quoted(group)]


def _nearly_quoted(group: Sequence[dict]) -> Iterator[Gold]:
    points, asked = tuple(row["point"] for row in group), group[0]
    for way in (0, 1):
        for wrong in (None, *range(len(group))):
            told = [row["false" if place == wrong else "true"][way] for place, row in enumerate(group)]
            marks = tuple(-1.0 if place == wrong else 1.0 for place in range(len(group)))
            kind = "all true" if wrong is None else "one false"
            request = Request(" ".join(map(ended, told)), asked["question"], points, None, False, asked["question_id"])
            yield Gold(request, kind, 100.0 * sum(mark > 0 for mark in marks) / len(marks), marks)


def begun(text: str) -> str:
    """Return a text with its first letter in upper case, the others as they are."""
    return text[0].upper() + text[1:]


def stories() -> list[Gold]:
    """Read stories, lectures and blame for behavioral questions whose answers nothing was trained on."""
    return _written("stories.jsonl")


def elsewhere() -> list[Gold]:
    """Read answers to questions of our banks by writers who saw the question only."""
    questions = {question.id: question for question in discover(overridden=False).questions()}
    return [
        Gold(request(questions[row["question_id"]], row["text"]), row["kind"], row["grade"], _marks(row))
        for row in _rows("elsewhere.jsonl")
    ]


def _marks(row: dict) -> tuple[float, ...]:
    return tuple(_MARKS[mark] for mark in row["marks"])


def _rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (WRITTEN / name).read_text(encoding="utf-8").splitlines()]


def _written(name: str) -> list[Gold]:
    return [
        Gold(
            Request(
                row["text"],
                row["question"],
                tuple(row["points"]),
                None,
                row["behavioral"],
                row["question_id"],
            ),
            row["kind"],
            row["grade"],
            _marks(row),
        )
        for row in _rows(name)
    ]


def asag(folder: Path, name: str, each: int | None = None, seed: int = 1) -> list[Graded]:
    """Read the questions of a public set that nothing was trained on; ``each`` answers a question at most."""
    with (folder / "asag" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if is_unseen(f"{name}/{row['question_id']}"):
            groups[row["question_id"]].append(row)
    rng = random.Random(seed)
    drawn = [row for group in groups.values() for row in _drawn(group, each, rng)]
    return [_graded(name, row) for row in drawn]


def _drawn(group: list[dict[str, str]], each: int | None, rng: random.Random) -> Iterable[dict[str, str]]:
    return group if each is None or len(group) <= each else rng.sample(group, each)


def _graded(name: str, row: dict[str, str]) -> Graded:
    reference = row["reference_answer"]
    points = derive(reference, row["question"]) or (reference,)
    key = f"{name}/{row['question_id']}"
    request = Request(row["student_answer"], row["question"], points, reference, False, key)
    return Graded(request, float(row["score_norm"]), row["label"])


def displaced(graded: Sequence[Graded]) -> list[Graded]:
    """Return each right answer as one to another question, half the questions further on, where it is worth nothing."""
    asked = list({row.request.question_id: row.request for row in graded}.values())
    other = {request.question_id: asked[(i + len(asked) // 2) % len(asked)] for i, request in enumerate(asked)}
    return [
        Graded(replace(other[row.request.question_id], answer=row.request.answer), 0.0, "displaced")
        for row in graded
        if row.grade >= _RIGHT
    ]


def is_unseen(question_id: str, parts: int = 5) -> bool:
    """Tell whether nothing is trained on a question: a fifth of a public set's, a half (2 parts) of the gold's."""
    return zlib.crc32(question_id.encode()) % parts == 0
