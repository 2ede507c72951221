"""The rule that loads the grader: an answer has to earn its own key points."""

from collections.abc import Iterator
from dataclasses import replace

from interview_prep.lint import Remark, Subject


def points_in_answer(subject: Subject) -> Iterator[Remark]:
    """A point that the grader does not find in the question's own answer is not in it, or the grader is wrong.

    It reads the answer as a candidate's: with the same text as the reference, every word would earn its point.
    """
    from interview_prep.grading import open_grader, request

    asked = [question for question in subject.questions if question.answer and question.key_points]
    told = [replace(request(question, question.answer or ""), reference=None) for question in asked]
    verdicts = open_grader().grade(told)
    for question, verdict in zip(asked, verdicts, strict=True):
        for at, point in enumerate(verdict.points):
            if point.verdict != "covered":
                cause = f"the grader finds key point {at + 1} {point.verdict} in the question's own answer"
                cure = "make the answer say it, or word the point as the answer does"
                yield Remark(question, cause, cure, False, "key_points", at)
