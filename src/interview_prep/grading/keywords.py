"""Exact words, names and numbers only: no model, instant, blind to other words for the same thing."""

import math
from collections.abc import Sequence
from dataclasses import replace

from interview_prep.grading import Request, _story
from interview_prep.grading._evidence import Account, Evidence, logit, shares, weigh
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

    def account(self, request: Request) -> Account:
        """Return how the verdict on an answer came about."""
        weighed = self._weighed(request)
        covered = [shares(evidence.signals, self._numbers["covered"]) for evidence in weighed]
        why = [found.why for found in self._findings(request, weighed)]
        return Account([] if request.behavioral else covered, why)

    def _one(self, request: Request) -> Verdict:
        answer, cut = truncate(request.answer)
        request = replace(request, answer=answer)
        if gate(request):
            return nothing(request, self.grader, self._scale, cut)
        return judge(request, self._findings(request, self._weighed(request)), self.grader, self._scale, cut)

    def _weighed(self, request: Request) -> list[Evidence]:
        return weigh(request.question, request.points, [span.text for span in claims(request)])

    def _findings(self, request: Request, weighed: Sequence[Evidence]) -> list[Finding]:
        if request.behavioral:
            return _story.findings(request, [evidence.signals["recall"] for evidence in weighed])
        return [_capped(finding(evidence, self._numbers), evidence.signals["recall"]) for evidence in weighed]


def _capped(found: Finding, recall: float) -> Finding:
    """Return the finding with no more coverage than the recalled words of the point bear: without any, none."""
    most = _PER_RECALL * recall
    if found.coverage <= most:
        return found
    why = f"{most:.2f}, as no more of the point's words stand in the answer"
    return replace(found, coverage=most, why=why) if recall else Finding(0.0, why=why)


def finding(evidence: Evidence, numbers: dict[str, dict[str, float]]) -> Finding:
    """Turn the signals of a key point into the two probabilities, by fitted weights."""
    coverage, contradiction = (
        1 / (1 + math.exp(-logit(evidence.signals, numbers[kind]))) for kind in ("covered", "contradicted")
    )
    if evidence.verbatim:
        why = f"{VERBATIM:g} at least, as the answer says the point word for word"
        return Finding(max(coverage, VERBATIM), 0.0, evidence.span, why)
    return Finding(coverage, contradiction, evidence.span)


def load() -> Keywords:
    """Return the grader."""
    return Keywords(calibration()["graders"]["keywords"]["weights"], scale("keywords"))
