"""Rules about repetition: within a question, between questions, outside of what `same_as` links."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from interview_prep.keypoints import story
from interview_prep.lint import Remark, Subject
from interview_prep.model import Question
from interview_prep.nearness import folded, key, near

NEAR_POINT = 90  # of 100, over the sorted content words
NEAR_QUESTION_WORDS, NEAR_QUESTION_LETTERS = 0.8, 90
_ROWS = 500  # of the matrix of all points against all points at a time

Point = tuple[Question, int]


def repeated_points(subject: Subject) -> Iterator[Remark]:
    """A point that stands word for word in two questions is specific to neither; twins and stories may share theirs."""
    twins = _groups(subject)
    places: dict[str, list[Point]] = defaultdict(list)
    for question in subject.everything:
        for at, point in enumerate(question.key_points):
            places[folded(point)].append((question, at))
    checked = {question.id for question in subject.questions}
    for points in places.values():
        for number, (question, at) in enumerate(points):
            others = [
                point
                for place, point in enumerate(points)
                if place != number and not _may_repeat(twins, (question, at), point)
            ]
            if others and question.id in checked:
                where = _where(others[0], question)
                cure = "word it for this question, or link the two with `same_as`"
                yield Remark(question, f"key point {at + 1} stands again {where}", cure, True, "key_points", at)


def near_points(subject: Subject) -> Iterator[Remark]:
    """Two points in nearly the same words are probably one claim pasted."""
    twins = _groups(subject)
    points = [(q, at) for q in subject.everything for at in range(len(q.key_points))]
    checked = sum(len(q.key_points) for q in subject.questions)
    texts = [folded(q.key_points[at]) for q, at in points]
    for one, two in _near_pairs([key(q.key_points[at]) for q, at in points], checked):
        (question, at), other = points[one], points[two]
        if texts[one] != texts[two] and not _may_repeat(twins, points[one], other):
            cause = f"key point {at + 1} is nearly one that stands {_where(other, question)}"
            yield Remark(question, cause, "say what is particular here, or link the two", False, "key_points", at)


def near_questions(subject: Subject) -> Iterator[Remark]:
    """Two questions that ask the same should be linked, so that nobody is asked both."""
    twins = _groups(subject)
    keys = {question.id: key(question.question) for question in subject.everything}
    by_id = {question.id: question for question in subject.everything}
    told: set[frozenset[str]] = set()
    for question in subject.questions:
        for name in sorted(near(keys[question.id], keys, NEAR_QUESTION_WORDS, NEAR_QUESTION_LETTERS)):
            pair = frozenset((question.id, name))
            if twins[name] != twins[question.id] and pair not in told:
                told.add(pair)
                cause = f"asks nearly what {name} asks ({_short(by_id[name].question)!r})"
                yield Remark(question, cause, f"add `same_as: [{name}]`, or ask for the difference", False, "question")


def _near_pairs(keys: Sequence[str], checked: int) -> Iterator[tuple[int, int]]:
    """Yield the places of keys that are near each other, the first among the first ``checked``."""
    if not keys:
        return
    from rapidfuzz import fuzz, process

    for first in range(0, checked, _ROWS):
        rows = keys[first : min(first + _ROWS, checked)]
        matrix = process.cdist(rows, keys[first:], scorer=fuzz.ratio, score_cutoff=NEAR_POINT, dtype="uint8")
        for row, column in zip(*(axis.tolist() for axis in matrix.nonzero()), strict=True):
            if row < column:
                yield first + row, first + column


def _may_repeat(twins: dict[str, str], one: Point, other: Point) -> bool:
    """Tell whether two points may be alike: those of twins, and the elements that every good story needs."""
    if one[0].id == other[0].id:
        return False
    return twins[one[0].id] == twins[other[0].id] or (_is_element(one) and _is_element(other))


def _is_element(point: Point) -> bool:
    question, at = point
    return question.behavioral and question.key_points[at] in story(question.question)


def _groups(subject: Subject) -> dict[str, str]:
    from interview_prep.twins import groups

    return groups(subject.everything)


def _where(point: Point, seen_from: Question) -> str:
    question, at = point
    place = "in this question" if question.id == seen_from.id else f"in {question.id}"
    return f"{place}, key point {at + 1}"


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:67].rsplit(" ", 1)[0] + " …"
