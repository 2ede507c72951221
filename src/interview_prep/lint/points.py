"""Rules about single key points: how many, how long, and whether there is anything in them."""

from collections.abc import Iterator

from interview_prep.lint import Remark, Subject
from interview_prep.model import Question
from interview_prep.nearness import content_words

MOST_POINTS = {"authored": 7, "document": 12}
FEWEST_POINTS = 2
WORDS = {"authored": (8, 30), "document": (3, 60)}  # a document's own words are not ours to cut
GIVEN_AWAY = 0.75  # the share of a point's content words that stand in the question


def number_of_points(subject: Subject) -> Iterator[Remark]:
    """An answer is graded by its key points: none is no grade, one is all or nothing, many are no priorities."""
    for question in subject.questions:
        count, most = len(question.key_points), MOST_POINTS.get(question.answer_source, 12)
        if count == 0:
            yield Remark(question, "no key points", f"add {FEWEST_POINTS} to {most} claims that a good answer makes")
        elif count < FEWEST_POINTS:
            cure = f"split it, or add what else a good answer says ({FEWEST_POINTS} to {most})"
            yield Remark(question, "only one key point", cure, field="key_points")
        elif count > most:
            yield Remark(question, f"{count} key points", f"merge or drop some ({most} at most)", field="key_points")


def length_of_points(subject: Subject) -> Iterator[Remark]:
    """A key point is one claim, complete in itself: neither a catchword nor a paragraph."""
    for question, at, point in _points(subject):
        authored = question.answer_source != "document"
        least, most = WORDS["authored" if authored else "document"]
        words = len(point.split())
        if not least <= words <= most:
            cure = f"write {least} to {most}" if words < least else f"split it, or write {least} to {most}"
            yield Remark(question, f"key point {at + 1} has {words} words", cure, authored, "key_points", at)


def vague_points(subject: Subject) -> Iterator[Remark]:
    """A point whose every content word stands in the question is covered by saying the question back."""
    for question, at, point in _points(subject):
        if not set(content_words(point)) - set(content_words(question.question)):
            cause = f"key point {at + 1} says nothing that the question does not say"
            yield Remark(question, cause, "say what is claimed about it", False, "key_points", at)


def given_away(subject: Subject) -> Iterator[Remark]:
    """A question should not contain its answer."""
    for question, at, point in _points(subject):
        words = set(content_words(point))
        fresh = words - set(content_words(question.question))
        if len(words) >= 4 and fresh and len(fresh) <= (1 - GIVEN_AWAY) * len(words):
            cause = f"the question gives key point {at + 1} away but for {', '.join(map(repr, sorted(fresh)))}"
            yield Remark(question, cause, "ask without saying it, or drop the point", False, "key_points", at)


def _points(subject: Subject) -> Iterator[tuple[Question, int, str]]:
    for question in subject.questions:
        for at, point in enumerate(question.key_points):
            yield question, at, point
