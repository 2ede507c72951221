"""The rule that loads the grader: an answer has to earn its own key points."""

from collections.abc import Iterator

from interview_prep.lint import Remark, Subject


def points_in_answer(subject: Subject) -> Iterator[Remark]:
    """A point that the grader does not find in the question's own answer is not in it, or the grader is wrong."""
    from interview_prep.grading import open_grader, request

    asked = [question for question in subject.questions if question.answer and question.key_points]
    verdicts = open_grader().grade([request(question, question.answer or "") for question in asked])
    for question, verdict in zip(asked, verdicts, strict=True):
        for at, point in enumerate(verdict.points):
            if point.verdict != "covered":
                cause = f"the grader finds key point {at + 1} {point.verdict} in the question's own answer"
                cure = "make the answer say it, or word the point as the answer does"
                yield Remark(question, cause, cure, False, "key_points", at)
