"""Exact words, names and numbers only: no model, instant, blind to other words for the same thing."""

import math
from collections.abc import Sequence
from dataclasses import replace

from interview_prep.grading import Request, _story
from interview_prep.grading._evidence import Evidence, logit, shares, weigh
from interview_prep.grading._gates import claims, gate
from interview_prep.grading._score import Finding, Scale, calibration, judge, nothing, scale
from interview_prep.grading._text import truncate
from interview_prep.model import Grader, Verdict

VERSION = "1"
_PER_RECALL = 3.0  # coverage that a share of the point's words can bear at most: a third of them may bear all of it
VERBATIM = 0.98  # coverage of a point that is said word for word


class Keywords:
    """Grade by the words of the key points that an answer holds."""

    def __init__(self, numbers: dict[str, dict[str, float]], scale: Scale) -> None:
        self.grader = Grader("keywords", None, VERSION + scale.mark)
        self._numbers, self._scale = numbers, scale

    def grade(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade each answer by itself."""
        return [self._one(request) for request in requests]

    def shares(self, request: Request) -> list[list[tuple[str, float]]]:
        """Return for each key point what each signal adds to the logit of coverage."""
        told = [span.text for span in claims(request)]
        weighed = [] if request.behavioral else weigh(request.question, request.points, told)
        return [shares(evidence.signals, self._numbers["covered"]) for evidence in weighed]

    def _one(self, request: Request) -> Verdict:
        answer, cut = truncate(request.answer)
        request = replace(request, answer=answer)
        if gate(request):
            return nothing(request, self.grader, self._scale, cut)
        told = [span.text for span in claims(request)]
        weighed = weigh(request.question, request.points, told)
        found = [_capped(finding(evidence, self._numbers), evidence.signals["recall"]) for evidence in weighed]
        if request.behavioral:
            found = _story.findings(request, [evidence.signals["recall"] for evidence in weighed])
        return judge(request, found, self.grader, self._scale, cut)


def _capped(found: Finding, recall: float) -> Finding:
    """Return the finding with no more coverage than the recalled words of the point bear: without any, none."""
    return replace(found, coverage=min(found.coverage, _PER_RECALL * recall)) if recall else Finding(0.0)


def finding(evidence: Evidence, numbers: dict[str, dict[str, float]]) -> Finding:
    """Turn the signals of a key point into the two probabilities, by fitted weights."""
    coverage, contradiction = (
        1 / (1 + math.exp(-logit(evidence.signals, numbers[kind]))) for kind in ("covered", "contradicted")
    )
    if evidence.verbatim:
        return Finding(max(coverage, VERBATIM), 0.0, evidence.span)
    return Finding(coverage, contradiction, evidence.span)


def load() -> Keywords:
    """Return the grader."""
    return Keywords(calibration()["graders"]["keywords"]["weights"], scale("keywords"))
